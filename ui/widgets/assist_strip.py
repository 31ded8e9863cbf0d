"""One line above every page while somebody helps: who, until when, and who decides."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from ui.calendar_words import time_label
from ui.session import Session
from ui.widgets.band import Band
from ui.widgets.buttons import PlainButton
from ui.widgets.icons import Icon
from ui.widgets.labels import Prose


class AssistStrip(Band):
    """Stays where it is while the page scrolls; hidden while nobody helps."""

    ground = "warning_box"

    end_pressed = Signal()
    """The help is to end."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._is_nearly_over = False
        self.text = Prose()
        self.end_button = PlainButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 6, 24, 6)
        row.setSpacing(12)
        row.addWidget(Icon("users"))
        row.addWidget(self.text, 1)
        row.addWidget(self.end_button)
        self.end_button.clicked.connect(self.end_pressed)
        session.assistance_changed.connect(self._on_changed)
        self._on_changed()

    @override
    def retranslate(self) -> None:
        self.end_button.setText(self.tr("End the help"))
        helped = self._session.assistance
        if helped is None:
            return
        said = self.tr("%1 helps until %2, and does not decide.")
        if self._is_nearly_over:
            said = self.tr("%1 helps until %2. Then the vault is locked.")
        until = time_label(helped.until.astimezone(), self._session.language)
        self.text.setText(said.replace("%1", helped.helper.name).replace("%2", until))

    def tell_of_lock(self) -> None:
        """Say what comes when the time has run out, which is soon."""
        self._is_nearly_over = True
        self.retranslate()

    def _on_changed(self) -> None:
        self._is_nearly_over = False
        self.retranslate()
        self.setVisible(self._session.assistance is not None)
