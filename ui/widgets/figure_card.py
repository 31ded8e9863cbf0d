"""Cards that say how things stand, and lead on: a title, a figure, and a sentence below it."""

from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from ui.widgets.banner import tokens_of
from ui.widgets.cards import WrappingButton
from ui.widgets.icons import draw_icon, icon_edge
from ui.widgets.naming import named

_ROOM: Final = 20
_GAP: Final = 10
_FIGURE_SCALE: Final = 2.0
_LEAST_CHARACTERS: Final = 26
"""Under this width the figures would stand on two lines."""

_WRAP: Final = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
_TALL: Final = 100_000


class FigureCard(WrappingButton):
    """One card. Read aloud as title, figure and sentence."""

    hint_characters = _LEAST_CHARACTERS
    least_characters = 14

    def __init__(self, icon: str) -> None:
        super().__init__(QSizePolicy.Policy.MinimumExpanding)
        self._icon = icon
        self._figure, self._sentence = "", ""

    def set_words(self, title: str, figure: str, text: str) -> None:
        """Write how things stand."""
        self.setText(title)
        self._figure, self._sentence = figure, text
        # What it counts follows the figure: "My data. 42 records of 7 kinds".
        said = " ".join(part for part in (figure, text) if part).rstrip(".")
        self.setAccessibleName(named(title, said))
        self.updateGeometry()
        self.update()

    @override
    def heightForWidth(self, width: int) -> int:
        return self._boxes(width)[2].bottom() + 1 + _ROOM

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        painter = QPainter(self)
        self.draw_panel(painter)
        title, figure, sentence = self._boxes(self.width())
        edge = icon_edge(self)
        top = title.center().y() - edge / 2
        draw_icon(painter, self._icon, tokens.text, QRectF(_ROOM, top, edge, edge))
        arrow = icon_edge(self, 0.8)
        at = QRectF(self.width() - _ROOM - arrow, title.center().y() - arrow / 2, arrow, arrow)
        draw_icon(painter, "chevron-right", tokens.secondary, at)
        painter.setPen(QColor(tokens.text))
        painter.drawText(title, _WRAP, self.text())
        painter.setFont(self._figure_font())
        painter.drawText(figure, _WRAP, self._figure)
        painter.setFont(self.plain_font())
        painter.setPen(QColor(tokens.secondary))
        painter.drawText(sentence, _WRAP, self._sentence)

    def _figure_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * _FIGURE_SCALE)
        return font

    def _boxes(self, width: int) -> tuple[QRect, QRect, QRect]:
        """Return where title, figure and sentence stand at a width."""
        left = _ROOM + icon_edge(self) + _GAP
        right = _ROOM + icon_edge(self, 0.8) + _GAP
        title = _box(self.font(), self.text(), left, _ROOM, width - left - right)
        room = width - 2 * _ROOM
        figure = _box(self._figure_font(), self._figure, _ROOM, title.bottom() + _GAP, room)
        below = figure.bottom() + 4
        return title, figure, _box(self.plain_font(), self._sentence, _ROOM, below, room)


def _box(font: QFont, text: str, left: int, top: int, width: int) -> QRect:
    around = QRect(left, top, max(width, 40), _TALL)
    found = QFontMetrics(font).boundingRect(around, _WRAP, text)
    return QRect(left, top, around.width(), found.height() if text else 0)


class CardRow(QWidget):
    """Cards side by side, as tall as the tallest; below each other where it is narrow."""

    def __init__(self, *cards: FigureCard) -> None:
        super().__init__()
        self._cards = cards
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(16)
        for card in cards:
            self._layout.addWidget(card, 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._fold()

    def _fold(self) -> None:
        if not hasattr(self, "_layout"):
            return  # Qt's constructor calls changeEvent
        needed = self.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS * len(self._cards)
        direction = QBoxLayout.Direction
        wanted = direction.TopToBottom if self.width() < needed else direction.LeftToRight
        if self._layout.direction() != wanted:
            self._layout.setDirection(wanted)
