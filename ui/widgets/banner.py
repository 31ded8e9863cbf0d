"""Messages in the page: never a window that pops up.

Colour never stands alone: each kind has a sign with a shape of its own and begins with
a word.
"""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui.announce import announce
from ui.style import RADIUS, DatadonorStyle, draw_tick
from ui.tokens import TOKENS, Tokens
from ui.widgets.buttons import PlainButton
from ui.widgets.labels import Prose, SubHeading


def rest() -> None:
    """Do nothing."""


class Kind(StrEnum):
    """What a message is."""

    OK = "ok"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Banner(QFrame):
    """One message: a sign, a title that begins with a word, and sentences."""

    def __init__(self) -> None:
        super().__init__()
        self._kind = Kind.INFO
        self._sign = _Sign()
        self._title = SubHeading()
        self._text = Prose()
        self.button = PlainButton()
        self.button.clicked.connect(self._on_pressed)
        self._act: Callable[[], None] = rest
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._text)
        words.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(16)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    @property
    def text(self) -> str:
        """Title and sentences, as they are read."""
        return " ".join(filter(None, (self._title.text(), self._text.text())))

    def show_message(
        self, kind: Kind, title: str, text: str, button: str = "", act: Callable[[], None] = rest
    ) -> None:
        """Show a message in the place of the one before, and have it read aloud.

        Args:
            kind: What it is.
            title: Begins with a word that says so.
            text: Sentences.
            button: What can be done about it, if anything.
            act: Does it.
        """
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self._act = act
        before = "" if self.isHidden() else self.text
        self._kind = self._sign.kind = kind
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(self.text)
        self.show()
        self.update()
        self._sign.update()
        if self.text != before:
            announce(self, self.text, is_urgent=kind is Kind.ERROR)

    def _on_pressed(self) -> None:
        self._act()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.border), tokens.box_px))
        painter.setBrush(QColor(_fill(tokens, self._kind)))
        inset = tokens.box_px / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, RADIUS, RADIUS)


class _Sign(QWidget):
    """A tick, an i, a triangle or an octagon; as tall as the title beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.kind = Kind.INFO
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        edge = round(self.fontMetrics().height() * 1.3)
        return QSize(edge, edge)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
        super().changeEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colour = QColor(tokens_of(self).text)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.setPen(QPen(colour, 2))
        match self.kind:
            case Kind.OK:
                painter.drawEllipse(box)
                draw_tick(painter, box, colour)
                return
            case Kind.INFO:
                painter.drawEllipse(box)
            case Kind.WARNING:
                painter.drawPolygon(_polygon(box, ((0.5, 0), (1, 1), (0, 1))))
                box.translate(0, box.height() * 0.12)
            case Kind.ERROR:
                cut = 0.3
                corners = (
                    (cut, 0), (1 - cut, 0), (1, cut), (1, 1 - cut),
                    (1 - cut, 1), (cut, 1), (0, 1 - cut), (0, cut),
                )  # fmt: skip
                painter.drawPolygon(_polygon(box, corners))
        painter.drawText(
            box, int(Qt.AlignmentFlag.AlignCenter), "i" if self.kind is Kind.INFO else "!"
        )


def tokens_of(widget: QWidget) -> Tokens:
    """Return the tokens in force where a widget is drawn."""
    style = widget.style()
    return style.tokens if isinstance(style, DatadonorStyle) else TOKENS["light"]


def _fill(tokens: Tokens, kind: Kind) -> str:
    return {
        Kind.OK: tokens.ok_box,
        Kind.INFO: tokens.info_box,
        Kind.WARNING: tokens.warning_box,
        Kind.ERROR: tokens.error_box,
    }[kind]


def _polygon(box: QRectF, at: tuple[tuple[float, float], ...]) -> QPolygonF:
    return QPolygonF(
        [QPointF(box.left() + x * box.width(), box.top() + y * box.height()) for x, y in at]
    )
