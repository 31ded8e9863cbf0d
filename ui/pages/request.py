"""A request that was opened: first whether it is approved, and only then what it asks.

A path comes from anywhere, a double click or a drop; what lies there is only ever shown. A
request that is not approved cannot be answered here, in any way.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from consent.request import SignedRequest
from datadonor.audit.custody import OpenVault
from datadonor.texts import Language
from ui import choosing
from ui.approvals import ApprovalList, read_list
from ui.navigation import Place
from ui.offered import (
    Offered,
    RequestFault,
    ToPractise,
    Verdict,
    keep_offered,
    put_off_offered,
    read_offered,
    read_to_practise,
    refuse_offered,
)
from ui.offered_file import FileFault
from ui.session import Session
from ui.tasks import Changes
from ui.widgets.banner import Banner, Kind
from ui.widgets.buttons import PlainButton
from ui.widgets.column import Column
from ui.widgets.dropping import DropPage
from ui.widgets.empty import EmptyState
from ui.widgets.list_card import ListCard
from ui.widgets.offered_words import OfferedWords
from ui.widgets.request_cards import (
    AskedCard,
    ClaimCard,
    LaterCard,
    PractiseCard,
    TextCard,
    WhoCard,
)

_ABOUT_LIST: Final = frozenset({Verdict.TOO_OLD, Verdict.NO_LIST, Verdict.LIST_DAMAGED})
"""A newer list may say otherwise: the way to it stands beside the verdict."""

_ROOM_IN_FOOT: Final = 2 * 40 + 3 * 16
"""Its margins and the gaps between three buttons, in pixels."""

Read = Offered | FileFault | RequestFault
Taking = Callable[[OpenVault, SignedRequest, Language], Verdict]


class RequestPage(DropPage):
    """Entered with a path, with a project of the list, or with nothing: then one is chosen."""

    characters = 84

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._read: tuple[Read, ApprovalList, Language] | None = None
        self._practise: Language | None = None  # what the made-up requests are read in
        self.verdict = Banner()
        self.list_card = ListCard(self, Place.REQUEST)
        self.shown = Column(24)
        self.practise = PractiseCard()
        self.empty = EmptyState("file-text")
        self.later: LaterCard | None = None
        self.refuse_button = PlainButton()
        for part in (
            self.verdict,
            self.list_card,
            self.shown,
            self.empty,
            self.practise,
        ):
            self.content.addWidget(part)
        self.foot.add_right(self.refuse_button)
        self._connect()
        self._clear()
        self.retranslate()

    def _connect(self) -> None:
        self.empty.button.clicked.connect(self._on_choose)
        self.practise.chosen.connect(lambda path: self.take_file(Path(path)))
        self.primary_button.clicked.connect(self._on_primary)
        self.refuse_button.clicked.connect(lambda: self.as_person(self._refuse))

    @override
    def retranslate(self) -> None:
        self.refuse_button.setText(self.tr("No thank you"))
        self.empty.set_words(
            self.tr("A request is a file that ends in .ddrequest"),
            self.tr(
                "You get it from the project that asks, for example in an e-mail. Opening it "
                "sends nothing and decides nothing. You can also drop the file on this page."
            ),
            self.tr("Choose a file"),
        )
        if self._practise not in {None, self.session.language}:
            self._ask_to_practise()
        if self._read is None:
            self.heading.setText(self.tr("Which request do you want to open?"))
            return
        read, approvals, language = self._read
        if language is not self.session.language:
            self.read_anew()
            return
        self._show(read, approvals)

    @override
    def enter(self, argument: str = "") -> None:
        self._clear()
        super().enter(argument)

    @override
    def refresh(self) -> None:
        if self.argument:
            argument, language = self.argument, self.session.language
            self.ask(
                lambda opened: (read_offered(opened, argument, language), read_list(opened)),
                lambda read: self._on_read(*read, language),
            )
            return
        self._clear()
        self.empty.show()
        self.show_foot(back=True)
        self.retranslate()
        if self.session.is_practice:
            self._ask_to_practise()

    @override
    def focus_first(self) -> None:
        ways = (
            self.list_card.button,
            self.empty.button,
            self.primary_button,
            self.back_button,
        )
        for button in ways:
            if button.isVisibleTo(self) and button.isEnabled():
                button.setFocus()
                return

    @override
    def take_file(self, path: Path) -> None:
        self.session.go(Place.REQUEST, str(path))

    # -- reading ----------------------------------------------------------------

    def _ask_to_practise(self) -> None:
        session, language = self.session, self.session.language

        def read(_: OpenVault) -> ToPractise | None:
            practice = session.practice
            if practice is None:
                return None
            return read_to_practise(practice, session.vault_folder, language)

        self._practise = language
        self.ask(read, self._on_to_practise)

    def _on_to_practise(self, found: ToPractise | None) -> None:
        if found is not None and not self.argument:
            self.practise.show_requests(found)
            self.practise.show()

    def _on_read(self, read: Read, approvals: ApprovalList, language: Language) -> None:
        is_first = self._read is None
        self._read = read, approvals, language
        self.retranslate()
        if is_first:
            self.focus_first()

    # -- showing ----------------------------------------------------------------

    def _clear(self) -> None:
        self._read = self.later = None
        for part in (self.verdict, self.list_card, self.empty, self.practise):
            part.hide()
        self.refuse_button.hide()
        self.shown.fill([])
        self.show_foot(back=True)
        self.heading.setText("")

    def _show(self, read: Read, approvals: ApprovalList) -> None:
        words = OfferedWords()
        self.show_foot(back=True)
        self.refuse_button.hide()
        if not isinstance(read, Offered):
            self.heading.setText(self.tr("The request cannot be opened"))
            self.verdict.show_message(Kind.ERROR, *words.of_fault(read))
            self.empty.show()
            return
        self.verdict.show_message(
            Kind.OK if read.verdict is Verdict.APPROVED else Kind.ERROR,
            *words.of_verdict(read, self.session.language),
        )
        if read.verdict in _ABOUT_LIST:
            self.list_card.show_list(approvals)
        else:
            self.list_card.hide()
        if read.verdict is Verdict.APPROVED:
            self._show_approved(read)
        else:
            self._show_stopped(read)

    def _show_approved(self, read: Offered) -> None:
        if read.signed is None:
            return
        self.heading.setText(self.tr("A project asks for your data"))
        language = self.session.language
        cards: list[QWidget] = [
            WhoCard(read, read.signed, language),
            TextCard(read.why),
            AskedCard(read.items, language),
            TextCard(read.afterwards),
        ]
        if read.may_be_put_off and not self.session.is_read_only:
            cards.append(self._later())
        self.shown.fill(cards)
        if self.session.is_read_only:
            return
        self.primary_button.setText(
            self.tr("See the project") if read.is_answered else self.tr("Begin")
        )
        self.show_foot(back=True, primary=True)
        self.refuse_button.setVisible(not read.is_answered)
        self._even_out()

    def _show_stopped(self, read: Offered) -> None:
        self.heading.setText(self.tr("You cannot answer this request"))
        cards: list[QWidget] = []
        if read.signed is not None:
            cards.append(ClaimCard(read, read.signed, self.session.language))
        self.shown.fill(cards)

    def _later(self) -> LaterCard:
        self.later = LaterCard()
        self.later.button.clicked.connect(lambda: self._take(put_off_offered, self._on_put_off))
        return self.later

    def _even_out(self) -> None:
        """Make the answers equally large: what is chosen must not be chosen by size."""
        answers = (self.refuse_button, self.primary_button)
        for button in answers:
            button.setMinimumWidth(0)
        widest = max(button.sizeHint().width() for button in answers)
        needed = len(answers) * widest + self.back_button.sizeHint().width() + _ROOM_IN_FOOT
        if needed <= self.width():  # or else they stand below each other, equally wide
            for button in answers:
                button.setMinimumWidth(widest)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._even_out()

    # -- doing ------------------------------------------------------------------

    def _on_choose(self) -> None:
        wanted = self.tr("Requests (*.ddrequest);;All files (*)")
        file = choosing.choose_file(self, self.tr("Which request do you want to open?"), wanted)
        if file is not None:
            self.take_file(file)

    def _on_primary(self) -> None:
        read = self._offered()
        if read is not None and read.is_answered and read.signed is not None:
            self.session.go(Place.PROJECT, read.signed.request.id)
        else:
            self._take(keep_offered, self._on_kept)

    def _offered(self) -> Offered | None:
        read = None if self._read is None else self._read[0]
        return read if isinstance(read, Offered) else None

    def _take(self, take: Taking, then: Callable[[SignedRequest], None]) -> None:
        """Take the request in, if the list still says that it may be answered."""
        read = self._offered()
        if read is None or read.signed is None or read.verdict is not Verdict.APPROVED:
            return
        signed, language = read.signed, self.session.language

        def taken(verdict: Verdict) -> None:
            if verdict is Verdict.APPROVED:
                then(signed)
            else:
                self.read_anew()

        self.act(lambda opened: take(opened, signed, language), Changes(consent=True), taken)

    def _refuse(self) -> None:
        self._take(refuse_offered, self._on_refused)

    def _on_kept(self, signed: SignedRequest) -> None:
        self.session.go(Place.CONSENT, signed.request.id)

    def _on_put_off(self, signed: SignedRequest) -> None:
        self.session.go(Place.PROJECT, signed.request.id)

    def _on_refused(self, signed: SignedRequest) -> None:
        self.session.go(Place.PROJECT, signed.request.id)

    @override
    def concerns(self, changes: Changes) -> bool:
        return changes.vault or changes.registry or changes.consent
