"""Surfaces: a frame around what belongs together, and one that can be pressed."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QStyle, QStyleOptionButton, QVBoxLayout, QWidget
from typing_extensions import override

from ui.style import RADIUS
from ui.widgets.banner import tokens_of
from ui.widgets.buttons import PlainButton
from ui.widgets.icons import draw_icon, icon_edge
from ui.widgets.naming import named

_ROOM = 20
_GAP = 16
_LINES = 4


class Card(QFrame):
    """A surface with room around what ``body`` holds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(_ROOM, _ROOM, _ROOM, _ROOM)
        self.body.setSpacing(12)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.setBrush(QColor(tokens.surface))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, RADIUS * 2, RADIUS * 2)


class WrappingButton(PlainButton):
    """A button that is drawn as several texts which wrap: as tall as they need at its width."""

    hint_characters = 40
    """How wide it would like to be."""

    least_characters = 16

    def __init__(self, vertical: QSizePolicy.Policy) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, vertical)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def sizeHint(self) -> QSize:
        width = self.fontMetrics().averageCharWidth() * self.hint_characters
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        width = self.fontMetrics().averageCharWidth() * self.least_characters
        return QSize(width, self.heightForWidth(max(width, self.width())))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self.updateGeometry()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()  # how many lines it needs is another number now

    def draw_panel(self, painter: QPainter) -> None:
        """Draw what every button stands on."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        panel = QStyle.PrimitiveElement.PE_PanelButtonCommand
        self.style().drawPrimitive(panel, option, painter, self)

    def plain_font(self) -> QFont:
        """Return the font of running text, beside the button's own."""
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Normal)
        return font


class CardButton(WrappingButton):
    """Something that can be opened: a title, a sentence that wraps, and a drawing."""

    def __init__(self, title: str = "", text: str = "", icon: str = "") -> None:
        super().__init__(QSizePolicy.Policy.Preferred)
        self._title, self._sentence, self._icon = "", "", ""
        self.set_words(title, text, icon)

    def set_words(self, title: str, text: str, icon: str = "") -> None:
        """Write what it leads to."""
        self._title, self._sentence, self._icon = title, text, icon
        self.setText(title)
        self.setAccessibleName(named(title, text))
        self.updateGeometry()
        self.update()

    @override
    def heightForWidth(self, width: int) -> int:
        title, sentence = self._boxes(width)
        return max(sentence.bottom() + 1 if self._sentence else title.bottom() + 1, 0) + _ROOM

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        painter = QPainter(self)
        self.draw_panel(painter)
        title, sentence = self._boxes(self.width())
        if self._icon:
            edge = icon_edge(self)
            draw_icon(painter, self._icon, tokens.text, QRectF(_ROOM, title.top(), edge, edge))
        arrow = icon_edge(self, 0.8)
        at = QRectF(self.width() - _ROOM - arrow, (self.height() - arrow) / 2, arrow, arrow)
        draw_icon(painter, "chevron-right", tokens.secondary, at)
        wrapped = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
        painter.setPen(QColor(tokens.text))
        painter.drawText(title, wrapped, self._title)
        painter.setFont(self.plain_font())
        painter.setPen(QColor(tokens.secondary))
        painter.drawText(sentence, wrapped, self._sentence)

    def _boxes(self, width: int) -> tuple[QRect, QRect]:
        """Return where title and sentence stand at a width."""
        left = _ROOM + (icon_edge(self) + _GAP if self._icon else 0)
        room = max(width - left - _ROOM - _GAP - icon_edge(self, 0.8), 40)
        flags = int(Qt.TextFlag.TextWordWrap)
        title = self.fontMetrics().boundingRect(QRect(0, 0, room, 10_000), flags, self._title)
        title = QRect(left, _ROOM - 2, room, title.height())
        from_top = title.bottom() + 5
        metrics = self.fontMetrics()
        sentence = metrics.boundingRect(QRect(0, 0, room, 10_000), flags, self._sentence)
        return title, QRect(left, from_top, room, sentence.height() if self._sentence else 0)
