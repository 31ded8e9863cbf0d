"""The third step: who sits there. Two other ways in are offered below."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.announce import announce
from ui.first_run import Role
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card, CardButton
from ui.widgets.fields import Field
from ui.widgets.labels import ErrorText, Prose, SubHeading
from ui.widgets.page import add_row
from ui.widgets.ticks import OptionGroup

_COMMANDS = {
    Role.RESEARCHER: "datadonor researcher --help",
    Role.AUDITOR: "datadonor log verify",
}


class WhoStep(QWidget):
    """Nobody is chosen at first."""

    chosen = Signal(str)
    """A ``Role``."""

    def __init__(self) -> None:
        super().__init__()
        self._is_asked = False  # to choose, after going on without
        self.roles = OptionGroup()
        self.error = ErrorText()
        self._note = Card()
        self._said = Prose()
        self._command_label = QLabel()
        self.command = Field()
        self.command.setReadOnly(True)
        self.copy_button = PlainButton()
        self._others = SubHeading()
        self.practise_button = CardButton()
        self.backup_button = CardButton()
        self._command_label.setBuddy(self.command)
        self._note.body.addWidget(self._said)
        self._note.body.addWidget(self._command_label)
        add_row(self._note.body, self.command, self.copy_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self.roles)
        layout.addWidget(self.error)
        layout.addWidget(self._note)
        layout.addSpacing(8)
        for part in (self._others, self.practise_button, self.backup_button):
            layout.addWidget(part)
        self.practise_button.hide()
        self.roles.chosen.connect(self._on_chosen)
        self.copy_button.clicked.connect(self._on_copy)
        self.retranslate()

    def focus_first(self) -> None:
        """Put the keyboard on the question."""
        self.roles.focus_first()

    def offer_practice(self, *, is_offered: bool) -> None:
        """Show the way to made-up data, where there is one."""
        self.practise_button.setVisible(is_offered)

    def ask_for_choice(self) -> None:
        """Say that an answer is needed."""
        self._is_asked = self.roles.value() is None
        self.retranslate()
        self.focus_first()
        announce(self.roles, self.error.text())

    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""
        self.roles.setTitle(self.tr("Choose what fits best"))
        self.roles.set_options(
            [
                (Role.SELF, self.tr("I do, with my own health data")),
                (Role.HELPING, self.tr("I am helping someone else")),
                (Role.RESEARCHER, self.tr("I am a researcher")),
                (Role.AUDITOR, self.tr("I am an auditor")),
            ]
        )
        self.error.say(self.tr("Choose who will use it first.") if self._is_asked else "")
        self._command_label.setText(self.tr("Command to be&gin with"))
        self.command.setAccessibleName(self.tr("Command to begin with"))
        self.copy_button.setText(self.tr("C&opy"))
        self.copy_button.setAccessibleName(self.tr("Copy the command"))
        self._others.setText(self.tr("Or begin another way"))
        self.practise_button.set_words(
            self.tr("Try first with made-up data"),
            self.tr("Walk the whole way with an invented person. Nothing real is sent."),
            "flask-conical",
        )
        self.backup_button.set_words(
            self.tr("I have a backup"),
            self.tr("Put back the vault from another computer, or from before."),
            "save",
        )
        self._show_note()

    def _on_chosen(self, role: str) -> None:
        self._is_asked = False
        self.retranslate()
        self.chosen.emit(role)

    def _show_note(self) -> None:
        """Say what follows from the answer, honestly where there is nothing here."""
        chosen = self.roles.value()
        role = None if chosen is None else Role(chosen)
        said = {
            None: "",
            Role.SELF: "",
            Role.HELPING: self.tr(
                "The vault belongs to the person whose data it holds. Sit beside them, read "
                "aloud and explain, but let them choose the passphrase, keep the recovery "
                "words and decide what is sent."
            ),
            Role.RESEARCHER: self.tr(
                "This window is for those who donate. What you need is in the terminal: making "
                "and signing a request, opening what you receive, and answering."
            ),
            Role.AUDITOR: self.tr(
                "This window is for those who donate, and there is no page for auditors yet. "
                "What there is, is a command with which the owner of a vault can show you that "
                "nothing in its log has been removed or altered."
            ),
        }[role]
        self._note.setVisible(bool(said))
        self._said.setText(said)
        command = "" if role is None else _COMMANDS.get(role, "")
        self.command.setText(command)
        for part in (self._command_label, self.command, self.copy_button):
            part.setVisible(bool(command))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.command.text())
        announce(self.copy_button, self.tr("The command has been copied."))
