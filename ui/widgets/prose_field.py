"""A field of several lines: as tall as what is written in it, Tab leads out of it."""

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit
from typing_extensions import override

from ui.style import RADIUS
from ui.widgets.banner import tokens_of

_ROOM: Final = 8
_SPARE: Final = 4
"""Or else the last line does not quite fit."""

_LEAST_LINES: Final = 3


class ProseField(QPlainTextEdit):
    """Never scrolls by itself: the page does."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        # A bar that comes and goes would change the width, and with it the lines.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportMargins(_ROOM, _ROOM, _ROOM, _ROOM)
        self.document().contentsChanged.connect(self._fit)
        self._fit()

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        self._fit()

    @override
    def changeEvent(self, e: QEvent) -> None:
        super().changeEvent(e)
        if e.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._fit()

    @override
    def event(self, e: QEvent) -> bool:
        is_done = super().event(e)
        if e.type() == QEvent.Type.Paint:
            # Around the text: what is painted in paintEvent lands on the text itself.
            tokens = tokens_of(self)
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tokens.border), 1))
            painter.setBrush(QColor(tokens.surface))
            box = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        return is_done

    def _fit(self) -> None:
        # Asked for its box a paragraph is laid out; before, it counts as one line.
        layout, block, needed = self.document().documentLayout(), self.document().begin(), 0.0
        while block.isValid():
            needed += layout.blockBoundingRect(block).height()
            block = block.next()
        text = max(self.fontMetrics().lineSpacing() * _LEAST_LINES, round(needed))
        height = text + 2 * (_ROOM + round(self.document().documentMargin())) + _SPARE
        if height != self.minimumHeight():
            self.setFixedHeight(height)
