"""Parts beside each other, and below each other where there is little room."""

from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget
from typing_extensions import override

_Direction: Final = QBoxLayout.Direction


class Turning(QWidget):
    """Add to ``line``; it turns where its own width holds fewer characters than are asked for."""

    def __init__(self, least_characters: int, spacing: int) -> None:
        super().__init__()
        self._least_characters = least_characters
        self.line = QBoxLayout(_Direction.LeftToRight, self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(spacing)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._turn()

    def _turn(self) -> None:
        least = self.fontMetrics().averageCharWidth() * self._least_characters
        is_wide = self.width() >= least
        direction = _Direction.LeftToRight if is_wide else _Direction.TopToBottom
        if self.line.direction() != direction:
            self.line.setDirection(direction)
