"""The way in: a passphrase, and what to do when it does not fit."""

from PySide6.QtWidgets import QLineEdit, QPushButton
from typing_extensions import override

from datadonor.errors import DatadonorError
from datadonor.vault.errors import WrongPassphrase
from ui.announce import announce
from ui.chairs import whose_vault
from ui.navigation import Place
from ui.session import Session
from ui.widgets.buttons import PlainButton, PrimaryButton
from ui.widgets.cards import CardButton
from ui.widgets.labels import ErrorText, Prose, QuietText, SubHeading
from ui.widgets.language_switch import LanguageSwitch
from ui.widgets.page import Page, add_titled
from ui.widgets.secret import PassphraseField


class UnlockPage(Page):
    """Asks for the passphrase. A wrong one is answered quietly, beside the field."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._is_busy = False
        self._is_wrong = False
        self._whose = SubHeading()
        self._purpose = Prose()
        self.passphrase = PassphraseField()
        self.status = QuietText()
        self._no_way_in = SubHeading()
        self.forgotten_button = CardButton()
        self.backup_button = CardButton()
        self.other_button = CardButton()

        self.content.addWidget(self._whose)
        self.content.addWidget(self._purpose)
        self.content.addSpacing(8)
        self.content.addWidget(self.passphrase)
        self.content.addWidget(self.status)
        self.content.addSpacing(8)
        ways = (self.forgotten_button, self.backup_button, self.other_button)
        add_titled(self.content, self._no_way_in, *ways)
        self.foot.add_left(LanguageSwitch(session))
        self.show_foot(primary=True)

        self.passphrase.entered.connect(self._on_unlock)
        self.primary_button.clicked.connect(self._on_unlock)
        self.forgotten_button.clicked.connect(lambda: session.go(Place.RECOVER))
        self.backup_button.clicked.connect(lambda: session.go(Place.RESTORE))
        self.other_button.clicked.connect(lambda: session.go(Place.CHAIRS))
        self.retranslate()

    # Shorter names for what those who walk through the window look for.

    @property
    def field(self) -> QLineEdit:
        """Where the passphrase is written."""
        return self.passphrase.field

    @property
    def show_button(self) -> PlainButton:
        """Shows what is written."""
        return self.passphrase.show_button

    @property
    def error(self) -> ErrorText:
        """What is wrong with the passphrase."""
        return self.passphrase.error

    @property
    def unlock_button(self) -> PrimaryButton:
        """Opens the vault."""
        return self.primary_button

    @override
    def retranslate(self) -> None:
        self.heading.setText(self.tr("Unlock your vault"))
        self._purpose.setText(
            self.tr(
                "Your data lie encrypted on this computer. "
                "Write your passphrase to open them for yourself."
            )
        )
        self.passphrase.set_label(self.tr("&Passphrase"))
        self.primary_button.setText(self.tr("&Unlock"))
        self._no_way_in.setText(self.tr("If you cannot get in"))
        self.forgotten_button.set_words(
            self.tr("I have forgotten my passphrase"),
            self.tr("Choose a new one with the recovery words on your sheet."),
            "circle-question-mark",
        )
        self.backup_button.set_words(
            self.tr("I have a backup"),
            self.tr("Put the backup in the place of the vault that is here."),
            "save",
        )
        self.other_button.set_words(
            self.tr("I am somebody else"),
            self.tr("Choose whose vault is to be unlocked."),
            "users",
        )
        self._say_whose()
        self._say()

    @override
    def refresh(self) -> None:
        self._say_whose()

    @override
    def focus_first(self) -> None:
        self.passphrase.field.setFocus()

    def _say_whose(self) -> None:
        """Say whose vault it is where there are several; with one person nothing is said."""
        person = whose_vault(self.session)
        self._whose.setVisible(person is not None)
        self.other_button.setVisible(person is not None)
        if person is not None:
            name = person.label or self.tr("the first person")
            self._whose.setText(self.tr("This is the vault of %1").replace("%1", name))

    def _say(self) -> None:
        """Write what stands below the field: that it takes a moment, or what was wrong."""
        wrong = self.tr(
            "This passphrase does not open the vault. Try again, and check capital and small "
            "letters."
        )
        self.passphrase.say(wrong if self._is_wrong else "")
        # Kept in the layout, so that nothing moves under the person's hand.
        busy = self.tr("Opening the vault and checking its log …")
        self.status.setText(busy if self._is_busy else "")

    def _on_unlock(self) -> None:
        if self._is_busy:
            return
        passphrase = self.passphrase.field.text()
        if not passphrase:
            self.focus_first()
            return
        self.banner.hide()
        self._is_wrong = False
        self._set_busy(is_busy=True)
        self.session.unlock(passphrase, self._on_unlocked, self._on_failed)

    def _on_unlocked(self) -> None:
        self.passphrase.clear()
        self._set_busy(is_busy=False)

    def _on_failed(self, error: DatadonorError) -> None:
        self._is_wrong = isinstance(error, WrongPassphrase)
        self._set_busy(is_busy=False)
        if self._is_wrong:
            self.passphrase.field.selectAll()
            announce(self.passphrase.field, self.passphrase.error.text())
        elif not self.session.has_vault():
            self.session.go(Place.WELCOME)
        else:
            self.show_error(error)
        self.focus_first()

    def _set_busy(self, *, is_busy: bool) -> None:
        self._is_busy = is_busy
        # Read-only, not disabled: a disabled field would send the keyboard elsewhere.
        self.passphrase.field.setReadOnly(is_busy)
        others: tuple[QPushButton, ...] = (
            self.primary_button,
            self.forgotten_button,
            self.backup_button,
            self.other_button,
        )
        for button in others:
            button.setEnabled(not is_busy)
        self._say()
