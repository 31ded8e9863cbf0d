"""There is no vault in the folder: what that is, and how to make one."""

import os
import shlex

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from typing_extensions import override

from datadonor import paths
from ui.announce import announce
from ui.session import Session
from ui.widgets.banner import Kind
from ui.widgets.buttons import PlainButton, PrimaryButton
from ui.widgets.fields import Field
from ui.widgets.labels import Prose, QuietText
from ui.widgets.language_switch import LanguageSwitch
from ui.widgets.page import Page, add_row


class NoVaultPage(Page):
    """Says how to make a vault, and looks again when asked."""

    vault_found = Signal()
    """There is one now."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._what = Prose()
        self._how = Prose()
        self._label = QLabel()
        self.command = Field(_command(session))
        self.command.setReadOnly(True)
        self.command.setCursorPosition(0)
        self._label.setBuddy(self.command)
        self.copy_button = PlainButton()
        self._where = QuietText()
        self.look_button = PrimaryButton()

        self.content.addWidget(self._what)
        self.content.addWidget(self._how)
        self.content.addSpacing(8)
        self.content.addWidget(self._label)
        self.content.addSpacing(-8)
        add_row(self.content, self.command, self.copy_button)
        self.content.addWidget(self._where)
        self.foot.addWidget(LanguageSwitch(session))
        self.foot.addStretch(1)
        self.foot.addWidget(self.look_button)

        self.copy_button.clicked.connect(self._on_copy)
        self.look_button.clicked.connect(self._on_look)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        self.heading.setText(self.tr("You have no vault here yet"))
        self._what.setText(
            self.tr(
                "A vault is where your health data lie, encrypted, on your own computer. "
                "Only your passphrase, or your recovery words, can open it."
            )
        )
        self._how.setText(
            self.tr(
                "To make one, open a terminal and write the command below. You choose a "
                "passphrase and are given 24 recovery words; write them on paper."
            )
        )
        self._label.setText(self.tr("&Command"))
        self.command.setAccessibleName(self.tr("Command"))
        self.copy_button.setText(self.tr("C&opy"))
        self.copy_button.setAccessibleName(self.tr("Copy the command"))
        self._where.setText(self.tr("The vault will lie in %1.").replace("%1", self._folder()))
        self.look_button.setText(self.tr("&Look again"))
        self.banner.hide()

    @override
    def enter(self) -> None:
        self.look_button.setFocus()

    def _folder(self) -> str:
        """Return the folder with places where a long one may be broken over two lines."""
        return str(self.session.vault_folder).replace(os.sep, f"{os.sep}\u200b")

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.command.text())
        announce(self.copy_button, self.tr("The command has been copied."))

    def _on_look(self) -> None:
        if self.session.has_vault():
            self.vault_found.emit()
            return
        self.banner.show_message(
            Kind.INFO,
            self.tr("There is still no vault"),
            self.tr("Nothing was found in the folder. Make a vault, then look again."),
        )


def _command(session: Session) -> str:
    """Return what to write in a terminal to get a vault in this folder."""
    words = ["datadonor", "vault", "create"]
    if session.vault_folder != paths.vault_folder():
        words += ["--vault", str(session.vault_folder)]
    return shlex.join(words)
