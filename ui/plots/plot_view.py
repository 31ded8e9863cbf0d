"""A plot one can walk through: with arrow keys or the mouse, step by step, and read aloud.

It asks for the drawing library when there is first something to draw, and not before.
"""

from bisect import bisect_left
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from datadonor.texts import Language
from ui.announce import announce
from ui.data.picture import Form, Picture, Step
from ui.plots.ticks import time_ticks
from ui.widgets.banner import tokens_of
from ui.widgets.step_words import StepWords

if TYPE_CHECKING:
    from ui.plots.canvas import Canvas

_TALL_PX = 290
"""A shape that shows ups and downs, and still fits the smallest window with large text."""

_LEAST_LINES = 6
_LANE_LINES = 2
_PAGE = 10


def load_canvas() -> None:
    """Import what draws. Takes half a second, so call it beside the screen's thread first."""
    import ui.plots.canvas  # noqa: F401, PLC0415 - imported now, needed later


class PlotView(QWidget):
    """Shows a ``Picture``. Left and right move a marker; Enter opens what it stands on."""

    step_reached = Signal(object)
    """The marker stands on a ``Step``, or on none."""

    step_opened = Signal(object)
    """The person wants to look closer at a ``Step``."""

    def __init__(self) -> None:
        super().__init__()
        self.canvas: Canvas | None = None
        self.current: int | None = None
        self._picture: Picture | None = None
        self._words: StepWords | None = None
        self._lane_name: Callable[[str], str] = str
        self._language = Language.ENGLISH
        self._title = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(8, 8, 8, 8)  # room for the focus ring

    @property
    def picture(self) -> Picture | None:
        """What is shown."""
        return self._picture

    @property
    def step(self) -> Step | None:
        """What the marker stands on."""
        if self._picture is None or self.current is None:
            return None
        return self._picture.steps[self.current]

    def show_picture(
        self, picture: Picture, language: Language, title: str, lane_name: Callable[[str], str]
    ) -> None:
        """Show a picture; the marker stays where it was, if it is the same one.

        Args:
            picture: What.
            language: Of everything that is written and read aloud.
            title: What the plot shows, in a sentence: its name for a screen reader.
            lane_name: What a code is called.
        """
        if self._picture is None or self._picture.steps != picture.steps:
            self.current = None
        self._picture, self._language = picture, language
        self._words = StepWords(picture, language)
        self._title, self._lane_name = title, lane_name
        self.setAccessibleName(title)
        self._tell_place()
        self.updateGeometry()
        if self.isVisible():
            self._draw()

    # -- looks ------------------------------------------------------------------------

    @override
    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        height = max(_TALL_PX, metrics.height() * _LEAST_LINES)
        if self._picture is not None and self._picture.form is Form.LANES:
            height = max(height, metrics.height() * _LANE_LINES * len(self._picture.codes))
        return QSize(metrics.averageCharWidth() * 40, height)

    @override
    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 12, self.sizeHint().height())

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_ticks()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        kinds = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange)
        if event.type() in kinds and getattr(self, "canvas", None) is not None:
            self.updateGeometry()
            self._draw()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens_of(self).surface)

    def _draw(self) -> None:
        if self._picture is None:
            return
        if self.canvas is None:
            # Here and not above: importing it costs more than all of Qt's widgets.
            from ui.plots.canvas import Canvas  # noqa: PLC0415

            self.canvas = Canvas()
            self._inside.addWidget(self.canvas)
        self.canvas.dress(tokens_of(self), self.font(), self._language)
        self.canvas.show_picture(self._picture, self._lane_name)
        self.canvas.mark(self.step)
        self._set_ticks()

    def _set_ticks(self) -> None:
        if self.canvas is None or self._picture is None:
            return
        metrics = self.fontMetrics()
        room = max(self.canvas.room, 1.0)
        self.canvas.set_ticks(
            time_ticks(self._picture.period, self._language, metrics.horizontalAdvance, room)
        )

    # -- walking ------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = () if self._picture is None else self._picture.steps
        last = len(steps) - 1
        here = self.current
        key = Qt.Key(event.key())
        moves = {
            Qt.Key.Key_Left: last if here is None else here - 1,
            Qt.Key.Key_Right: 0 if here is None else here + 1,
            Qt.Key.Key_PageUp: last if here is None else here - _PAGE,
            Qt.Key.Key_PageDown: 0 if here is None else here + _PAGE,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if key in moves and steps:
            self.go_to(min(max(moves[key], 0), last))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.step:
            self.step_opened.emit(self.step)
        else:
            super().keyPressEvent(event)

    def go_to(self, number: int) -> None:
        """Put the marker on a step, and have it read aloud."""
        self.current = number
        if self.canvas is not None:
            self.canvas.mark(self.step)
        self._tell_place()
        if self.step is not None and self._words is not None:
            announce(self, self._words.sentence(self.step))
        self.step_reached.emit(self.step)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        nearest = self._nearest(event.position())
        if nearest is not None:
            self.go_to(nearest)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.step is not None:
            self.step_opened.emit(self.step)

    def _nearest(self, place: QPointF) -> int | None:
        """Return the step nearest in time to a place; of several lanes the one pointed at."""
        if self.canvas is None or self._picture is None or not self._picture.steps:
            return None
        steps = self._picture.steps
        at = self.canvas.mapFrom(self, place)
        ms = self.canvas.time_at(at)
        middles = [(step.start_ms + step.end_ms) / 2 for step in steps]
        after = bisect_left(middles, ms)
        around = range(max(after - 2, 0), min(after + 2, len(steps)))
        best = min(around, key=lambda number: abs(middles[number] - ms))
        alike = [
            number
            for number in range(max(best - 20, 0), min(best + 20, len(steps)))
            if steps[number].start_ms == steps[best].start_ms
        ]
        canvas = self.canvas
        return min(alike, key=lambda number: abs(canvas.place_of(steps[number]).y() - at.y()))

    def _tell_place(self) -> None:
        """Say where the marker stands to whoever asks: the description follows the name."""
        if self.step is not None and self._words is not None:
            self.setAccessibleDescription(self._words.sentence(self.step))
        else:
            self.setAccessibleDescription(self.tr("Arrow keys go from step to step."))
