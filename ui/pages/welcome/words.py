"""The fifth step, in two halves: the recovery words, and two of them said back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from datadonor.vault.recovery import RecoveryWords
from ui.session import Session
from ui.widgets.labels import Prose
from ui.widgets.recovery_sheet import AskedBack, RecoverySheet


class WordsStep(QWidget):
    """Shows the words once, to print, save or copy by hand."""

    failed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._purpose = Prose()
        self.sheet = RecoverySheet(session)
        self._by_hand = Prose()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        for part in (self._purpose, self.sheet, self._by_hand):
            layout.addWidget(part)
        self.sheet.failed.connect(self.failed)
        self.retranslate()

    def show_words(self, words: RecoveryWords) -> None:
        """Show the words of the vault that has been made."""
        self.sheet.show_words(words)

    def clear(self) -> None:
        """Forget the words."""
        self.sheet.clear()

    def focus_first(self) -> None:
        """Put the keyboard on the first way to keep them."""
        self.sheet.print_button.setFocus()

    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""
        self._purpose.setText(
            self.tr(
                "Your vault has been made. If you ever forget your passphrase, these words open "
                "it. They are English in every language. They are shown only now, and Datadonor "
                "does not keep them."
            )
        )
        self._by_hand.setText(
            self.tr(
                "You can also copy them by hand. Keep the sheet where you keep other important "
                "papers, and show it to nobody."
            )
        )


class ConfirmStep(QWidget):
    """Asks for two of the words; the screen no longer shows them."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._purpose = Prose()
        self.asked = AskedBack()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self._purpose)
        layout.addWidget(self.asked)
        self.asked.entered.connect(self.entered)
        self.retranslate()

    def ask(self, words: RecoveryWords) -> None:
        """Draw two of these words and ask for them."""
        self.asked.ask(words)

    def is_right(self) -> bool:
        """Say whether both are right."""
        return self.asked.is_right()

    def clear(self) -> None:
        """Forget the words."""
        self.asked.clear()

    def focus_first(self) -> None:
        """Put the keyboard where the person begins."""
        self.asked.focus_first()

    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""
        self._purpose.setText(
            self.tr(
                "Write two of the words from your sheet, so that you know that you have them. "
                "The first four letters are enough. “Back” shows the words again."
            )
        )
