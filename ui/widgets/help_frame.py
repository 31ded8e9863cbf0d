"""What all of the window stands in: with a broad coloured edge while somebody helps."""

from typing import Final

from PySide6.QtGui import QColor, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.session import Session
from ui.widgets.banner import tokens_of

EDGE: Final = 6
"""Pixels of the edge."""


class HelpFrame(QWidget):
    """Colour does not stand alone: the line on top says in words that somebody helps."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        session.assistance_changed.connect(self._on_changed)
        self._on_changed()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._session.assistance is None:
            return
        painter, colour = QPainter(self), QColor(tokens_of(self).help_edge)
        painter.setClipRegion(QRegion(self.rect()).subtracted(QRegion(self.contentsRect())))
        painter.fillRect(self.rect(), colour)

    def _on_changed(self) -> None:
        edge = 0 if self._session.assistance is None else EDGE
        self.setContentsMargins(edge, edge, edge, edge)
        self.update()
