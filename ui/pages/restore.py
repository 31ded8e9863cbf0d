"""A backup back in the vault's place, and in words what it lacks."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from datadonor.audit import custody, events
from datadonor.errors import DatadonorError
from datadonor.texts import text
from datadonor.vault.errors import WrongPassphrase, WrongRecoveryWords
from datadonor.vault.slots import Credential
from ui.announce import announce
from ui.choosing import choose_file
from ui.jobs import JobKind
from ui.navigation import Place
from ui.recovery_words import read_words
from ui.restoring import Restored
from ui.session import Session
from ui.translation import local_time
from ui.widgets.banner import Kind
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.facts import Facts
from ui.widgets.labels import ErrorText, PlainLabel, Prose, QuietText
from ui.widgets.page import Page
from ui.widgets.secret import PassphraseField
from ui.widgets.ticks import Tick


class RestorePage(Page):
    """A file and its passphrase. A vault that is here is kept beside, and only on a yes."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._file: Path | None = None
        self._restored: Restored | None = None
        self._is_busy = False
        self._lacks_file = self._lacks_yes = self._is_wrong = False
        self._purpose = Prose()
        self.choose_button = PlainButton()
        self.chosen = PlainLabel()
        self.chosen.setWordWrap(True)
        self.file_error = ErrorText()
        self.passphrase = PassphraseField()
        self._instead = QuietText()
        self.yes = Tick()
        self.yes_error = ErrorText()
        self.status = QuietText()
        self._missing_card = Card()
        self.missing = Facts()
        self._missing_card.body.addWidget(self.missing)
        self._form: tuple[QWidget, ...] = (
            self.choose_button,
            self.chosen,
            self.file_error,
            self.passphrase,
            self._instead,
            self.yes,
            self.yes_error,
            self.status,
        )
        self.content.addWidget(self._purpose)
        self.content.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignLeft)
        for part in self._form[1:]:
            self.content.addWidget(part)
        self.content.addWidget(self._missing_card)
        self.choose_button.clicked.connect(self._on_choose)
        self.primary_button.clicked.connect(self._on_primary)
        self.passphrase.entered.connect(self._on_primary)
        self.passphrase.edited.connect(self._on_edited)
        self.yes.toggled.connect(self._on_yes_toggled)
        self.retranslate()

    @property
    def takes_place(self) -> bool:
        """Whether there is a vault here that the backup would take the place of."""
        return self.session.has_vault()

    @override
    def retranslate(self) -> None:
        self.choose_button.setText(self.tr("&Choose the backup …"))
        self.chosen.setText("" if self._file is None else self._file.name)
        self.passphrase.set_label(self.tr("The bac&kup's passphrase"))
        self._instead.setText(
            self.tr(
                "It is the passphrase that you had when the backup was taken. You can write "
                "your 24 recovery words instead."
            )
        )
        self.yes.setText(
            self.tr(
                "There is already a vault here. I want the backup in its place; the vault that is "
                "here is kept in the folder “replaced”."
            )
        )
        if self._restored is not None:
            self._tell_restored(self._restored)
        elif self.session.is_open:
            self.heading.setText(self.tr("Lock the vault first"))
            self._purpose.setText(
                self.tr(
                    "A backup cannot take the place of a vault that is open. Press “Lock”, and "
                    "choose “I have a backup” on the page that comes."
                )
            )
        else:
            self.heading.setText(self.tr("Which backup would you like to put back?"))
            self._purpose.setText(
                self.tr(
                    "A backup is one file, as a rule with a name that ends in .ddbackup. It may "
                    "lie on a USB stick or in another folder."
                )
            )
            self.primary_button.setText(self.tr("&Put the backup back"))
        self._say()

    @override
    def refresh(self) -> None:
        self._show_form()
        self.retranslate()

    @override
    def focus_first(self) -> None:
        if self._restored is not None:
            self.primary_button.setFocus()
        elif not self.session.is_open:
            self.choose_button.setFocus()

    # -- within -----------------------------------------------------------------

    def _show_form(self) -> None:
        is_asking = self._restored is None and not self.session.is_open
        for part in self._form:
            part.setVisible(is_asking)
        self.yes.setVisible(is_asking and self.takes_place)
        has_rows = self._restored is not None and bool(self._restored.missing)
        self._missing_card.setVisible(has_rows)
        self.show_foot(back=self._restored is None, primary=not self.session.is_open)

    def _say(self) -> None:
        """Write beside each thing what is missing or wrong."""
        if self._restored is not None or self.session.is_open:
            return
        self.chosen.setVisible(self._file is not None)
        self.file_error.say(self.tr("Choose the backup first.") if self._lacks_file else "")
        self.yes_error.say(
            self.tr("Tick the box if the backup is to take the place.") if self._lacks_yes else ""
        )
        wrong = self.tr(
            "This does not open the backup. It may have had another passphrase when it was taken."
        )
        self.passphrase.say(wrong if self._is_wrong else "")
        busy = self.tr("Checking the backup and putting it in place …")
        self.status.setText(busy if self._is_busy else "")

    def _on_choose(self) -> None:
        file = choose_file(
            self,
            self.tr("Choose the backup"),
            self.tr("Backups (*.ddbackup);;All files (*)"),
        )
        if file is not None:
            self._file = file
            self._lacks_file = False
            self.banner.hide()
            self._say()
            self.retranslate()
            self.passphrase.field.setFocus()

    def _on_edited(self) -> None:
        self._is_wrong = False

    def _on_yes_toggled(self) -> None:
        self._lacks_yes = False
        self._say()

    def _on_primary(self) -> None:
        if self._is_busy:
            return
        if self._restored is not None:
            self._restored = None
            self.session.go(Place.UNLOCK)
            return
        self.banner.hide()
        written = self.passphrase.field.text()
        self._lacks_file = self._file is None
        self._lacks_yes = self.takes_place and not self.yes.isChecked()
        self._is_wrong = False
        self._say()
        if self._file is None:
            self._point_at(self.choose_button, self.file_error)
        elif not written:
            self.passphrase.field.setFocus()
        elif self._lacks_yes:
            self._point_at(self.yes, self.yes_error)
        else:
            self._restore(self._file, read_words(written).words or written)

    def _restore(self, file: Path, credential: Credential) -> None:
        session = self.session
        took_place = self.takes_place
        self._set_busy(is_busy=True)
        session.run_bare(
            JobKind.RESTORE,
            lambda _: Restored.of(
                custody.restore(
                    session.vault_folder,
                    file,
                    credential,
                    events.SELF,
                    wait=session.tasks.wait,
                ),
                took_place=took_place,
            ),
            self._on_restored,
            self._on_failed,
            place=Place.RESTORE,
        )

    def _on_restored(self, restored: Restored) -> None:
        self._restored = restored
        self._file = None
        self.passphrase.clear()
        self.yes.setChecked(False)
        self._set_busy(is_busy=False)
        self._show_form()
        self.retranslate()
        announce(self, self.heading.text())
        self.focus_first()

    def _on_failed(self, error: DatadonorError) -> None:
        self._is_wrong = isinstance(error, WrongPassphrase | WrongRecoveryWords)
        self._set_busy(is_busy=False)
        if self._is_wrong:
            self.passphrase.field.selectAll()
            self._point_at(self.passphrase.field, self.passphrase.error)
        else:
            self.show_error(error)

    def _tell_restored(self, restored: Restored) -> None:
        language = self.session.language
        self.heading.setText(self.tr("The backup is now your vault"))
        counted = self.tr("Its log has %Ln event(s).", "", restored.log_size)
        opens = self.tr("It opens with the passphrase that you had when the backup was taken.")
        kept = self.tr("The vault that was here before is kept in the folder “replaced”.")
        self._purpose.setText(" ".join([counted, opens, *[kept] * restored.took_place]))
        self.primary_button.setText(self.tr("&Unlock it"))
        self.missing.set_facts(
            [(local_time(when, language), what) for when, what in restored.rows(language)]
        )
        if restored.is_unsure:
            title = self.tr("Is something missing?")
            unsure = text("commands.restore.unknown", language)
            self.banner.show_message(Kind.WARNING, title, unsure)
        elif restored.missing_count:
            title = self.tr("%Ln later event(s) are not in the backup", "", restored.missing_count)
            said = self.tr(
                "Go through them below. Decisions among them no longer stand in this vault."
            )
            self.banner.show_message(Kind.WARNING, title, said)
        else:
            title = self.tr("Everything is there")
            self.banner.show_message(Kind.OK, title, text("commands.restore.nothing", language))

    def _point_at(self, wanted: QWidget, error: ErrorText) -> None:
        wanted.setFocus()
        self.scroll_to(wanted)
        announce(wanted, error.text())

    def _set_busy(self, *, is_busy: bool) -> None:
        self._is_busy = is_busy
        self.passphrase.field.setReadOnly(is_busy)
        for button in (self.choose_button, self.primary_button, self.back_button, self.yes):
            button.setEnabled(not is_busy)
        self._say()
