"""The third step: who sits there. Two other ways in are offered below."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.announce import announce
from ui.first_run import Role
from ui.widgets.cards import Card, CardButton
from ui.widgets.labels import ErrorText, Prose, SubHeading
from ui.widgets.ticks import OptionGroup


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
        self._others = SubHeading()
        self.practise_button = CardButton()
        self.backup_button = CardButton()
        self._note.body.addWidget(self._said)
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
        """Say what follows from the answer."""
        chosen = self.roles.value()
        role = None if chosen is None else Role(chosen)
        said = {
            None: "",
            Role.SELF: "",
            Role.HELPING: self.tr(
                "The vault belongs to the person whose data it holds. Sit beside them, read "
                "aloud and explain, but let them choose the passphrase, keep the recovery "
                "words and decide what is sent. When the vault is made, they can start the help "
                "under Settings; then your name stands beside what is done."
            ),
            Role.RESEARCHER: self.tr(
                "You need no vault. Next leads to where you write requests, receive what is "
                "donated, and answer. The way back is “Who is using this”."
            ),
            Role.AUDITOR: self.tr(
                "You need no vault. Next leads to where you check a package that somebody has "
                "given you. The way back is “Who is using this”."
            ),
        }[role]
        self._note.setVisible(bool(said))
        self._said.setText(said)
