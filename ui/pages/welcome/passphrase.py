"""The fourth step: a passphrase, and what happens if it is forgotten."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.session import Session
from ui.widgets.banner import Banner, Kind
from ui.widgets.labels import Prose
from ui.widgets.new_passphrase import NewPassphrase


class PassphraseStep(QWidget):
    """The choice is ``NewPassphrase``'s; around it stands what it is for."""

    entered = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._purpose = Prose()
        self.chooser = NewPassphrase(session)
        self._forgotten = Banner()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        for part in (self._purpose, self.chooser, self._forgotten):
            layout.addWidget(part)
        self.chooser.entered.connect(self.entered)
        self.retranslate()

    def choice(self) -> str | None:
        """Return the passphrase, or say beside the field what is missing."""
        return self.chooser.choice()

    def clear(self) -> None:
        """Forget what was drawn or typed."""
        self.chooser.clear()

    def focus_first(self) -> None:
        """Put the keyboard on the question."""
        self.chooser.focus_first()

    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""
        self._purpose.setText(
            self.tr(
                "Your health data are locked with a passphrase that only you know. You write it "
                "each time you open Datadonor."
            )
        )
        self._forgotten.show_message(
            Kind.INFO,
            self.tr("If you forget it"),
            self.tr(
                "Nobody can find it for you, and we cannot either. In the next step you get "
                "24 recovery words: with those you can choose a new one. Without both, "
                "nobody can ever read the data again."
            ),
        )
