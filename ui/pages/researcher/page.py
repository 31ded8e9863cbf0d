"""How things stand for a researcher: keys, requests, and what waits for them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from consent.recipient_keys import known_fields, make_recipient_keys, open_receipt_key
from datadonor.errors import DatadonorError
from datadonor.vault import kdf
from datadonor.vault.keystore import WrongKeyPassphrase
from export.receiving.answering import AnswerBook
from export.receiving.by_hand import say_done
from export.receiving.keys_folder import kept_requests
from ui.announce import announce
from ui.choosing import choose_folder
from ui.navigation import Place
from ui.pages.researcher.cards import (
    ArrivedView,
    ByHandView,
    KeysView,
    NextStepView,
    RefusedView,
    RequestsView,
)
from ui.pages.researcher.making import MakingView
from ui.researching import NextStep, Overview, next_step, read_overview
from ui.session import Session, sentences
from ui.widgets.banner import Kind
from ui.widgets.beside import Beside
from ui.widgets.cards import Card, CardButton
from ui.widgets.column import Column
from ui.widgets.folder_row import FolderRow, short_path
from ui.widgets.labels import Prose
from ui.widgets.research_page import ResearchPage
from ui.workplace import BESIDE, FolderName


class ResearcherPage(ResearchPage):
    """Without keys: two ways to get some. With them: everything at a glance."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.overview: Overview | None = None
        self._is_making = self._is_busy = False
        self.lead = Prose()
        self.open_card, self.make_card = CardButton(), CardButton()
        self.making = MakingView(session)
        self.columns = Beside()
        self.step, self.by_hand = Column(16), Column(16)
        self.left, self.right = Column(16), Column(16)
        self.folders = Card()
        self.rows: dict[FolderName, FolderRow] = {name: FolderRow() for name in BESIDE}
        self.hand: ByHandView | None = None
        self.receive: ArrivedView | None = None
        for row in self.rows.values():
            self.folders.body.addWidget(row)
        self.columns.first.addWidget(self.left)
        self.columns.second.addWidget(self.right)
        self.columns.second.addWidget(self.folders)
        for part in (
            self.lead, self.open_card, self.make_card, self.making, self.step, self.by_hand,
            self.columns,
        ):  # fmt: skip
            self.content.addWidget(part)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self.open_card.clicked.connect(self._on_open)
        self.make_card.clicked.connect(self._on_make)
        self.making.entered.connect(self._on_primary)
        self.primary_button.clicked.connect(self._on_primary)
        for name, row in self.rows.items():
            row.button.clicked.connect(lambda _=False, name=name: self._on_folder(name))

    @override
    def retranslate(self) -> None:
        self.lead.setText(
            self.tr(
                "Here you write requests to citizens, and receive what they give. No vault is "
                "needed: you work with a folder of keys, and the folders beside it."
            )
        )
        self.open_card.set_words(
            self.tr("Open the folder of my keys"),
            self.tr("It is asked for each time: this program does not remember where keys lie."),
            "folder-open",
        )
        self.make_card.set_words(
            self.tr("Make new keys"),
            self.tr("Once for each organisation that is to receive data."),
            "key-round",
        )
        self.making.retranslate()
        self._name_folders()
        self._show()

    @override
    def refresh(self) -> None:
        self.overview = None
        self._show()
        place, language = self.workplace, self.session.language
        keys = place.keys
        if keys is None:
            return
        inbox, store, answers = (place.folder(name) for name in BESIDE)
        self.look(
            lambda: read_overview(keys, inbox, store, answers, language, _today()),
            self._on_read,
        )

    @override
    def focus_first(self) -> None:
        if self._is_making:
            self.making.place.button.setFocus()
        elif self.workplace.keys is None:
            self.open_card.setFocus()
        else:
            self.setFocus()

    @override
    def go_back(self) -> None:
        if self._is_making:
            self._is_making = False
            self.making.clear()
            self._show()
            self.focus_first()
        else:
            super().go_back()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            self.making.passphrase.clear()
            if self.hand is not None:
                self.hand.passphrase.clear()
        super().hideEvent(event)

    # -- showing ------------------------------------------------------------------

    def _on_read(self, overview: Overview) -> None:
        self.overview = overview
        self._show()

    def _show(self) -> None:
        has_keys = self.workplace.keys is not None
        is_asking = not has_keys and not self._is_making
        for part in (self.lead, self.open_card, self.make_card):
            part.setVisible(is_asking)
        self.making.setVisible(self._is_making)
        self.columns.setVisible(self.overview is not None and not self._is_making)
        self.show_foot(back=self._is_making, primary=self._is_making)
        if self._is_making:
            self.heading.setText(self.tr("Make the keys of a recipient"))
            self.primary_button.setText(self.tr("Make the keys"))
        elif not has_keys:
            self.heading.setText(self.tr("Which keys do you work with?"))
        else:
            self.heading.setText(self.tr("How your requests stand"))
        for column in (self.step, self.by_hand, self.left, self.right):
            column.fill([])
        if self.overview is not None and not self._is_making:
            self._show_overview(self.overview)

    def _show_overview(self, overview: Overview) -> None:
        keys, language = self.workplace.keys, self.session.language
        step = next_step(overview)
        card = NextStepView(step)
        if card.button is not None:
            card.button.clicked.connect(lambda: self._on_step(step))
        self.step.fill([card])
        self.hand = None
        if overview.standing.by_hand:
            self.hand = ByHandView(overview.standing.by_hand)
            self.hand.done.connect(self._on_done)
            self.by_hand.fill([self.hand])
        requests = RequestsView(overview.requests, language)
        requests.write_button.clicked.connect(lambda: self.session.go(Place.DRAFT))
        key_card = KeysView(overview.keys, "" if keys is None else short_path(keys))
        key_card.other_button.clicked.connect(self._on_open)
        self.left.fill([key_card, requests])
        self.receive = ArrivedView(overview.standing, language)
        self.receive.receive_button.clicked.connect(lambda: self.session.go(Place.BUNDLES))
        right: list[QWidget] = [self.receive]
        if overview.standing.refused:
            right.append(RefusedView(overview.standing, language))
        self.right.fill(right)
        self._name_folders()

    def _name_folders(self) -> None:
        labels: Mapping[FolderName, str] = {
            "inbox": self.tr("Inbox: where bundles come"),
            "store": self.tr("Where what is right is filed"),
            "answers": self.tr("Where your answers are put"),
        }
        for name, row in self.rows.items():
            row.set_words(
                labels[name],
                self.tr("Choose another folder …"),
                self.workplace.folder(name),
                self.tr("Not chosen yet"),
            )

    # -- doing --------------------------------------------------------------------

    def _on_open(self) -> None:
        folder = choose_folder(self, self.tr("Choose the folder of your keys"))
        if folder is not None:
            self._use(folder)

    def _use(self, folder: Path) -> None:
        """Work with a folder, if there are keys in it."""
        language = self.session.language

        def used(overview: Overview) -> None:
            self.workplace.use_keys(folder)
            self.banner.hide()
            self.on_used(overview)

        self.look(
            lambda: read_overview(folder, None, None, None, language, _today()),
            used,
        )

    def on_used(self, _overview: Overview) -> None:
        """Show everything about keys that have just been opened."""
        self.read_anew()
        self.focus_first()

    def _on_make(self) -> None:
        self._is_making = True
        self.making.clear()
        self._show()
        self.focus_first()

    def _on_primary(self) -> None:
        choice = self.making.choice()
        if choice is None or self._is_busy:
            return
        folder, passphrase = choice
        making = self.making
        known = known_fields(
            making.id_field.text().strip() or None,
            making.name_field.text().strip() or None,
            making.kind.value(),
            None,
        )
        self._set_busy(is_busy=True)
        self.do(
            lambda: make_recipient_keys(folder, passphrase, kdf.calibrate(), known),
            lambda _: self._on_made(folder),
            self._on_not_made,
        )

    def _on_made(self, folder: Path) -> None:
        self._set_busy(is_busy=False)
        self._is_making = False
        self.making.clear()
        self.workplace.use_keys(folder)
        self.read_anew()
        self.show_message(
            Kind.OK,
            self.tr("The keys are made"),
            self.tr(
                "Give the file recipient.json to the operator of the list. Keep a copy of the two "
                ".key files in a safe place, and their passphrase in another."
            ),
        )
        self.focus_first()

    def _on_not_made(self, error: DatadonorError) -> None:
        self._set_busy(is_busy=False)
        self.show_error(error)

    def _set_busy(self, *, is_busy: bool) -> None:
        self._is_busy = is_busy
        self.primary_button.setEnabled(not is_busy)

    def _on_folder(self, name: FolderName) -> None:
        folder = choose_folder(self, self.rows[name].label.text())
        if folder is not None:
            self.workplace.use_folder(name, folder)
            self.read_anew()

    def _on_step(self, step: NextStep) -> None:
        match step:
            case NextStep.BY_HAND if self.hand is not None:
                self.hand.passphrase.field.setFocus()
                self.scroll_to(self.hand)
            case NextStep.LOOK_AT_REFUSED:
                self.scroll_to(self.right)
            case NextStep.COLLECT:
                self.session.go(Place.BUNDLES)
            case _:
                self.session.go(Place.DRAFT)

    def _on_done(self, notice: str) -> None:
        hand, place = self.hand, self.workplace
        keys, store, answers = place.keys, place.folder("store"), place.folder("answers")
        if hand is None or keys is None or store is None or answers is None:
            return
        if not hand.passphrase.field.text():
            hand.passphrase.say(self.tr("Write the passphrase of the keys."))
            hand.passphrase.field.setFocus()
            return
        passphrase = hand.passphrase.take()

        def work() -> None:
            key = open_receipt_key(keys, passphrase)
            book = AnswerBook(answers, key, datetime.now(UTC))
            say_done(store, book, notice, kept_requests(keys))

        self.do(work, lambda _: self._on_said(), self._on_not_said)

    def _on_said(self) -> None:
        self.read_anew()
        self.show_message(
            Kind.OK,
            self.tr("It is signed"),
            self.tr("The answer lies ready. The citizen’s program fetches it."),
        )

    def _on_not_said(self, error: DatadonorError) -> None:
        if isinstance(error, WrongKeyPassphrase) and self.hand is not None:
            field = self.hand.passphrase
            field.say(sentences(error, self.session.language))
            field.field.setFocus()
            announce(field.field, field.error.text())
        else:
            self.show_error(error)


def _today() -> date:
    return datetime.now(UTC).astimezone().date()
