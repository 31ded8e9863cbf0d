"""The passphrase, asked in the page before a decision while somebody helps.

Only who the vault belongs to knows it: so a decision stays theirs, whoever holds the mouse.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout

from datadonor.errors import DatadonorError
from datadonor.vault.errors import WrongPassphrase
from ui.session import Session, sentences
from ui.widgets.buttons import PlainButton, PrimaryButton
from ui.widgets.cards import Card
from ui.widgets.labels import Prose, SubHeading
from ui.widgets.secret import PassphraseField


class OwnerCheck(Card):
    """Hidden until a decision is to be made."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._act: Callable[[], None] | None = None
        self.title = SubHeading()
        self.text = Prose()
        self.passphrase = PassphraseField()
        self.go_button = PrimaryButton()
        self.leave_button = PlainButton()
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.go_button)
        buttons.addWidget(self.leave_button)
        buttons.addStretch(1)
        for part in (self.title, self.text, self.passphrase):
            self.body.addWidget(part)
        self.body.addLayout(buttons)
        self.passphrase.entered.connect(self._on_go)
        self.go_button.clicked.connect(self._on_go)
        self.leave_button.clicked.connect(self.put_away)
        session.assistance_changed.connect(self.put_away)
        self.hide()
        self.retranslate()

    def begin(self, act: Callable[[], None], asked: str = "") -> None:
        """Ask for the passphrase; what is to be done is done if it fits.

        Args:
            act: What is to be done.
            asked: What is decided, as a question, where the page around does not say so.
        """
        self._act = act
        self.retranslate()
        if asked:
            self.title.setText(asked)
        self.passphrase.clear()
        self.go_button.setEnabled(True)
        self.show()
        self.passphrase.field.setFocus()

    def put_away(self) -> None:
        """Do nothing, and forget what was to be done."""
        self._act = None
        self.passphrase.clear()
        self.hide()

    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""
        self.title.setText(self.tr("This is for you to decide"))
        self.text.setText(
            self.tr(
                "Somebody is helping you. Write your passphrase yourself, so that it is certain "
                "that you want this. Whoever helps looks away meanwhile."
            )
        )
        self.passphrase.set_label(self.tr("Your &passphrase"))
        self.go_button.setText(self.tr("&Do it"))
        self.leave_button.setText(self.tr("Not now"))

    def _on_go(self) -> None:
        act, passphrase = self._act, self.passphrase.take()
        if act is None or not self.go_button.isEnabled():
            return
        if not passphrase:
            self.passphrase.say(self.tr("Write your passphrase first."))
            self.passphrase.field.setFocus()
            return
        self.go_button.setEnabled(False)

        def is_owner() -> None:
            if self._act is act:
                self.put_away()
                act()

        def failed(error: DatadonorError) -> None:
            if self._act is act:
                self._on_failed(error)

        self._session.verify_passphrase(passphrase, is_owner, failed)

    def _on_failed(self, error: DatadonorError) -> None:
        self.go_button.setEnabled(True)
        language = self._session.language
        # What follows it in the catalogue is for someone who is locked out.
        is_wrong = isinstance(error, WrongPassphrase)
        said = error.user_message(language).message if is_wrong else sentences(error, language)
        self.passphrase.say(said)
        self.passphrase.field.setFocus()
