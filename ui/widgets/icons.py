"""Drawings of one family beside words: Lucide (ISC licence), in the colour of the text.

They never stand alone and have no name of their own: the words beside them say it all.
"""

from functools import lru_cache
from importlib.resources import files
from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

_BESIDE_TEXT: Final = 1.25
"""An icon's edge, in heights of the text beside it."""


def draw_icon(painter: QPainter, name: str, colour: str, box: QRectF) -> None:
    """Draw an icon into a box.

    Args:
        painter: What to draw with.
        name: Lucide's name of the drawing.
        colour: ``#RRGGBB``.
        box: Where to, square.
    """
    _renderer(name, colour).render(painter, box)


class Icon(QWidget):
    """One drawing, as tall as the text beside it or ``scale`` times that."""

    def __init__(self, name: str, scale: float = 1.0) -> None:
        super().__init__()
        self._name = name
        self._scale = scale
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, name: str) -> None:
        """Draw another one."""
        self._name = name
        self.update()

    @override
    def sizeHint(self) -> QSize:
        edge = icon_edge(self, self._scale)
        return QSize(edge, edge)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self.updateGeometry()
        super().changeEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colour = self.palette().color(self.foregroundRole())
        draw_icon(QPainter(self), self._name, colour.name(), QRectF(self.rect()))


def icon_edge(widget: QWidget, scale: float = 1.0) -> int:
    """Return the edge of an icon beside a widget's text, in pixels."""
    return round(widget.fontMetrics().height() * _BESIDE_TEXT * scale)


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = files("resources").joinpath("icons", "lucide", f"{name}.svg").read_text("utf-8")
    coloured = drawing.replace("currentColor", QColor(colour).name())
    return QSvgRenderer(QByteArray(coloured.encode()))
