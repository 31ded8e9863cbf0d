"""What draws a plot: pyqtgraph, tamed. Nothing else imports that library.

Import this module when the first plot is shown, for it costs more than all of Qt's
widgets. The library's own menu would write health data to a file in the clear ("Export…"),
and its wheel would keep the page from scrolling: it gets no event of mouse or keyboard at
all. It knows no palette, no locale and no text size: they are handed to it.
"""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median
from typing import Any, Final

import pyqtgraph
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from datadonor.texts import Language
from ui.data.picture import Form, Picture, Step
from ui.plots.ticks import TimeTick
from ui.tokens import Tokens
from ui.translation import LOCALES

_MOST_DOTS: Final = 120
"""Means are marked one by one while there are no more of them."""

_FILL: Final = 110
"""How opaque a band is, of 255: the line of the means is seen on it."""

_LANE: Final = 0.8
"""How much of its lane the longest bar fills."""

_GAP: Final = 0.14
"""How much of a step's time is left free beside its bar."""

_LONGEST_GAP: Final = 4
"""A line is drawn over a pause so many times the usual one, and not over a longer."""


class NumberAxis(pyqtgraph.AxisItem):  # type: ignore[misc] # the library ships no types
    """Numbers as the language writes them, or the names of lanes."""

    def __init__(self) -> None:
        super().__init__("left")
        self.language = Language.ENGLISH
        self.enableAutoSIPrefix(enable=False)

    @override
    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        decimals = max(0, -math.floor(math.log10(spacing))) if spacing > 0 else 0
        locale = LOCALES[self.language]
        return [locale.toString(float(value * scale), "f", decimals) for value in values]


class Canvas(QWidget):
    """One picture, in the colours, font and language that it is told."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers = NumberAxis()
        self.plot: Any = pyqtgraph.PlotWidget(axisItems={"left": self._numbers})
        # The library sets pixels, of which it would otherwise ask the screen's palette.
        self.plot.setFrameShape(QFrame.Shape.NoFrame)
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.setMouseEnabled(x=False, y=False)
        for part in (self.plot, self.plot.viewport()):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.plot)
        self._bottom: Any = self.plot.getAxis("bottom")
        self._bottom.enableAutoSIPrefix(enable=False)
        for axis in (self._bottom, self._numbers):
            axis.setStyle(tickLength=-4)
        # Labels are chosen so that they fit; the first may stand a little to the left.
        self._bottom.setStyle(hideOverlappingLabels=False)
        self._marker: Any = pyqtgraph.InfiniteLine(angle=90, movable=False)
        self._dot: Any = pyqtgraph.ScatterPlotItem(size=12)
        self._picture: Picture | None = None
        self._tokens: Tokens | None = None

    def dress(self, tokens: Tokens, font: QFont, language: Language) -> None:
        """Take the colours, the text size and the language in force."""
        self._tokens = tokens
        self._numbers.language = language
        self.plot.setBackground(QColor(tokens.surface))
        for axis in (self._bottom, self._numbers):
            axis.setPen(QColor(tokens.border))
            axis.setTextPen(QColor(tokens.text))
            axis.setTickFont(font)
        # By itself the library keeps the height of its own font, and cuts what hangs below.
        self._bottom.setHeight(QFontMetrics(font).height() + 10)
        if self._picture is not None:
            self.show_picture(self._picture, lambda code: code)

    def show_picture(self, picture: Picture, lane_name: Callable[[str], str]) -> None:
        """Draw a picture.

        Args:
            picture: What.
            lane_name: What a code is called.
        """
        self._picture = picture
        self.plot.clear()
        tokens = self._tokens
        if tokens is None:
            return
        draw = {
            Form.BAND: self._draw_band,
            Form.BARS: self._draw_bars,
            Form.POINTS: self._draw_points,
            Form.LANES: self._draw_lanes,
        }[picture.form]
        self._numbers.setTicks(None)
        draw(picture, tokens)
        if picture.form is Form.LANES:
            for place in range(len(picture.codes)):
                floor = pyqtgraph.InfiniteLine(pos=_base(place), angle=0, movable=False)
                floor.setPen(QPen(QColor(tokens.line), 0))
                self.plot.addItem(floor, ignoreBounds=True)
            lanes = [(_base(place), lane_name(code)) for place, code in enumerate(picture.codes)]
            self._numbers.setTicks([[(base + _LANE / 2, name) for base, name in lanes]])
        self.plot.showGrid(x=False, y=picture.form is not Form.LANES, alpha=0.25)
        low, high = _height(picture)
        self.plot.setXRange(_x(picture.period.from_ms), _x(picture.period.until_ms), padding=0.01)
        self.plot.setYRange(low, high, padding=0)
        self._dot.setData([], [])
        self._marker.setPen(QPen(QColor(tokens.text), 0, Qt.PenStyle.DashLine))
        self._dot.setBrush(QColor(tokens.text))
        self._dot.setPen(QPen(QColor(tokens.surface), 0))
        self._marker.hide()
        for part in (self._marker, self._dot):
            self.plot.addItem(part, ignoreBounds=True)

    def set_ticks(self, ticks: Sequence[TimeTick]) -> None:
        """Write below the plot when was what."""
        self._bottom.setTicks([[(_x(tick.at_ms), tick.label) for tick in ticks]])

    def mark(self, step: Step | None) -> None:
        """Put the marker on a step, or take it away."""
        if step is None or self._picture is None:
            self._marker.hide()
            self._dot.setData([], [])
            return
        self._marker.setPos(_middle(step))
        self._marker.show()
        self._dot.setData([_middle(step)], [_top(self._picture, step)])

    @property
    def room(self) -> float:
        """How wide the part is that the ticks share, in pixels."""
        return float(self.plot.getViewBox().width())

    def time_at(self, place: QPointF) -> float:
        """Return the moment, in UTC milliseconds, below a place of this widget."""
        scene = self.plot.mapToScene(self.plot.mapFrom(self, place.toPoint()))
        return float(self.plot.getViewBox().mapSceneToView(scene).x()) * 1000

    def place_of(self, step: Step) -> QPointF:
        """Return where a step stands, in this widget."""
        assert self._picture is not None  # noqa: S101 - there is a step only in a picture
        at = QPointF(_middle(step), _top(self._picture, step))
        scene = self.plot.getViewBox().mapViewToScene(at)
        return QPointF(self.plot.mapTo(self, self.plot.mapFromScene(scene)))

    # -- forms ----------------------------------------------------------------------

    def _draw_band(self, picture: Picture, tokens: Tokens) -> None:
        """Draw from the lowest to the highest, and the means as a line that gaps interrupt."""
        steps = [step for step in picture.steps if step.mean is not None]
        lows, highs = [step.low or 0.0 for step in steps], [step.high or 0.0 for step in steps]
        edge = QColor(tokens.series[0])
        fill = QColor(edge)
        fill.setAlpha(_FILL)
        heights = [high - low for low, high in zip(lows, highs, strict=True)]
        is_few = len(steps) <= _MOST_DOTS
        self._add_bars(steps, lows, heights, fill, edge if is_few else None)
        if not is_few:  # the edges of so many bars would cover what is in them
            for ends in (lows, highs):
                self._add_line(*_interrupted(steps, ends), edge, width=1)
        means = [step.mean or 0.0 for step in steps]
        # The first of the two colours that stands out from the band.
        line = next(each for each in (tokens.text, tokens.series[1]) if each != tokens.series[0])
        self._add_line(*_interrupted(steps, means), QColor(line), is_dotted=is_few)

    def _draw_bars(self, picture: Picture, tokens: Tokens) -> None:
        steps = picture.steps
        amounts = [step.amount for step in steps]
        self._add_bars(steps, [0.0] * len(steps), amounts, QColor(tokens.series[0]))

    def _draw_points(self, picture: Picture, tokens: Tokens) -> None:
        x = [_x(step.start_ms) for step in picture.steps]
        y = [step.mean or 0.0 for step in picture.steps]
        self._add_line(x, y, QColor(tokens.series[0]), is_dotted=len(x) <= _MOST_DOTS)

    def _draw_lanes(self, picture: Picture, tokens: Tokens) -> None:
        """Draw each answer in its lane: how long or how often, and one by one when it was."""
        lanes = {code: place for place, code in enumerate(picture.codes)}
        bases = [_base(lanes[step.code]) for step in picture.steps]
        heights = [_lane_height(picture, step) for step in picture.steps]
        self._add_bars(picture.steps, bases, heights, QColor(tokens.series[0]))

    def _add_bars(
        self,
        steps: Sequence[Step],
        bases: list[float],
        heights: list[float],
        fill: QColor,
        edge: QColor | None = None,
    ) -> None:
        if not steps:
            return
        gap = _GAP if len(steps) <= _MOST_DOTS else 0.0
        self.plot.addItem(
            pyqtgraph.BarGraphItem(
                x=[_middle(step) for step in steps],
                width=[max(_x(step.end_ms) - _x(step.start_ms), 60) * (1 - gap) for step in steps],
                y0=bases,
                height=heights,
                brush=fill,
                pen=edge,
            )
        )

    def _add_line(
        self,
        x: list[float],
        y: list[float],
        colour: QColor,
        *,
        width: int = 2,
        is_dotted: bool = False,
    ) -> None:
        if not x:
            return
        dots = {"symbol": "o", "symbolSize": 6, "symbolBrush": colour, "symbolPen": None}
        line = pyqtgraph.PlotDataItem(
            x,
            y,
            pen=pyqtgraph.mkPen(colour, width=width),
            connect="finite",
            antialias=True,
            **(dots if is_dotted else {}),
        )
        self.plot.addItem(line)
        line.setDownsampling(auto=True, method="peak")
        line.setClipToView(True)  # not before it is in a view: the library would fail


# -- places -------------------------------------------------------------------------------


def _x(ms: float) -> float:
    return ms / 1000


def _middle(step: Step) -> float:
    return (_x(step.start_ms) + _x(step.end_ms)) / 2


def _base(lane: int) -> float:
    return -float(lane) - 1


def _lane_height(picture: Picture, step: Step) -> float:
    if picture.grain == "moment":
        return _LANE
    most = max((each.amount for each in picture.steps), default=0.0)
    return _LANE * step.amount / most if most > 0 else 0.0


def _top(picture: Picture, step: Step) -> float:
    if picture.form is Form.LANES:
        return _base(picture.codes.index(step.code)) + _lane_height(picture, step)
    if picture.form is Form.BARS:
        return step.amount
    return step.mean or 0.0


def _height(picture: Picture) -> tuple[float, float]:
    """Return the lowest and the highest number to be seen: nought for what adds up."""
    if picture.form is Form.LANES:
        return -float(max(len(picture.codes), 1)) - 0.1, 0.1
    if picture.form is Form.BARS:
        top = max((step.amount for step in picture.steps), default=0.0)
        return min(0.0, *(step.amount for step in picture.steps), 0.0), (top or 1.0) * 1.06
    lows = [step.low for step in picture.steps if step.low is not None]
    highs = [step.high for step in picture.steps if step.high is not None]
    low, high = min(lows, default=0.0), max(highs, default=1.0)
    room = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    return low - room, high + room


def _interrupted(steps: Sequence[Step], values: Sequence[float]) -> tuple[list[float], list[float]]:
    """Return points in order, with nothing where more is missing than usual."""
    pauses = [after.start_ms - before.start_ms for before, after in pairwise(steps)]
    longest = _LONGEST_GAP * median(pauses) if pauses else 0
    x: list[float] = []
    y: list[float] = []
    for number, (step, value) in enumerate(zip(steps, values, strict=True)):
        if number and pauses[number - 1] >= longest:
            x.append(_x(steps[number - 1].end_ms))
            y.append(math.nan)
        x.append(_middle(step))
        y.append(value)
    return x, y
