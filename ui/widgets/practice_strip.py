"""One line above every page of a practice vault: everything here is made up."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout
from typing_extensions import override

from ui.widgets.banner import tokens_of
from ui.widgets.buttons import PlainButton
from ui.widgets.icons import Icon
from ui.widgets.labels import Prose


class PracticeStrip(QFrame):
    """Stays where it is while the page scrolls."""

    leave_pressed = Signal()
    """The person wants back to their own vault."""

    def __init__(self) -> None:
        super().__init__()
        self.text = Prose()
        self.leave_button = PlainButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 6, 24, 6)
        row.setSpacing(12)
        row.addWidget(Icon("flask-conical"))
        row.addWidget(self.text, 1)
        row.addWidget(self.leave_button)
        self.leave_button.clicked.connect(self.leave_pressed)
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""
        self.text.setText(
            self.tr("Practice: everything here is made up, and nothing leaves the computer.")
        )
        self.leave_button.setText(self.tr("Leave practice"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.info_box))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
