"""The way in: a passphrase, and what to do when it does not fit."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit
from typing_extensions import override

from datadonor.errors import DatadonorError
from datadonor.vault.errors import WrongPassphrase
from ui.announce import announce
from ui.session import Session, sentences
from ui.widgets.buttons import PlainButton, PrimaryButton
from ui.widgets.fields import Field
from ui.widgets.labels import ErrorText, Prose, QuietText
from ui.widgets.language_switch import LanguageSwitch
from ui.widgets.page import Page, add_row


class UnlockPage(Page):
    """Asks for the passphrase. A wrong one is answered quietly, beside the field."""

    vault_gone = Signal()
    """There is no vault any more where there was one."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._is_busy = False
        self._wrong: DatadonorError | None = None
        self._purpose = Prose()
        self._label = QLabel()
        self.field = Field()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self._label.setBuddy(self.field)
        self.show_button = PlainButton()
        self.show_button.setCheckable(True)
        self.error = ErrorText()
        self.status = QuietText()
        self.unlock_button = PrimaryButton()

        self.content.addWidget(self._purpose)
        self.content.addSpacing(8)
        self.content.addWidget(self._label)
        self.content.addSpacing(-8)
        add_row(self.content, self.field, self.show_button)
        self.content.addWidget(self.error)
        self.content.addWidget(self.status)
        self.foot.addWidget(LanguageSwitch(session))
        self.foot.addStretch(1)
        self.foot.addWidget(self.unlock_button)

        self.field.returnPressed.connect(self._on_unlock)
        self.unlock_button.clicked.connect(self._on_unlock)
        self.show_button.toggled.connect(self._on_show_toggled)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        self.heading.setText(self.tr("Unlock your vault"))
        self._purpose.setText(
            self.tr(
                "Your data lie encrypted on this computer. "
                "Write your passphrase to open them for yourself."
            )
        )
        self._label.setText(self.tr("&Passphrase"))
        self.field.setAccessibleName(self.tr("Passphrase"))
        self.unlock_button.setText(self.tr("&Unlock"))
        self._name_show_button()
        self._say()

    @override
    def enter(self) -> None:
        self.field.setFocus()

    def _say(self) -> None:
        """Write what stands below the field: that it takes a moment, or what was wrong."""
        language = self.session.language
        self.error.say("" if self._wrong is None else sentences(self._wrong, language))
        self.field.setAccessibleDescription(self.error.text())
        # Kept in the layout, so that nothing moves under the person's hand.
        busy = self.tr("Opening the vault and checking its log …")
        self.status.setText(busy if self._is_busy else "")

    def _name_show_button(self) -> None:
        if self.show_button.isChecked():
            self.show_button.setText(self.tr("&Hide"))
            self.show_button.setAccessibleName(self.tr("Hide the passphrase"))
        else:
            self.show_button.setText(self.tr("&Show"))
            self.show_button.setAccessibleName(self.tr("Show the passphrase"))

    def _on_show_toggled(self, is_shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.field.setEchoMode(mode)
        self._name_show_button()

    def _on_unlock(self) -> None:
        if self._is_busy:
            return
        passphrase = self.field.text()
        if not passphrase:
            self.enter()
            return
        self.banner.hide()
        self._wrong = None
        self._set_busy(is_busy=True)
        self.session.unlock(passphrase, self._on_unlocked, self._on_failed)

    def _on_unlocked(self) -> None:
        self.field.clear()
        self.show_button.setChecked(False)
        self._set_busy(is_busy=False)

    def _on_failed(self, error: DatadonorError) -> None:
        self._set_busy(is_busy=False)
        if isinstance(error, WrongPassphrase):
            self._wrong = error
            self._say()
            self.field.selectAll()
            announce(self.field, self.error.text())
        elif not self.session.has_vault():
            self.vault_gone.emit()
        else:
            self.show_error(error)
        self.enter()

    def _set_busy(self, *, is_busy: bool) -> None:
        self._is_busy = is_busy
        # Read-only, not disabled: a disabled field would send the keyboard elsewhere.
        self.field.setReadOnly(is_busy)
        self.unlock_button.setEnabled(not is_busy)
        self._say()
