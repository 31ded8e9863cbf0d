"""Contrast of what is painted, measured on the picture itself (WCAG 2.2, 1.4.3 and 1.4.11).

The tokens' pairs are computed elsewhere; here is seen whether a page paints the pair that
was meant. A part is read from the picture of what scrolls it, so that it is seen on its
own ground, scrolled to or not.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Final

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QRadioButton,
    QScrollArea,
    QStyle,
    QStyleOptionButton,
    QTextEdit,
    QWidget,
)

from tests.ui.cells import shown_cells
from tests.ui.watching import name_of, seen
from ui.tokens import INDICATOR_LEAST, TEXT_LEAST, contrast

LARGE_TEXT_LEAST: Final = 3.0
_LARGE_POINTS: Final = 18.0
_LARGE_BOLD_POINTS: Final = 14.0
"""WCAG 2.2, "large scale"."""

_EDGE: Final = 4
"""Pixels of a control's frame, in which no text stands."""

_LEAST_PIXELS: Final = 3
"""Of one colour: fewer may be the accident of a smooth edge."""

_FIELDS: Final = (QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit)


class Pictures:
    """Pictures of a window and of all that it scrolls, each taken once."""

    def __init__(self, window: QWidget) -> None:
        """Take none yet."""
        self._window = window
        self._taken: dict[QWidget, QImage] = {}

    def colours(self, widget: QWidget, part: QRect) -> Counter[str]:
        """Count the colours (``#rrggbb``) of a part of a widget."""
        ground = self._ground(widget)
        if ground not in self._taken:
            image = ground.grab().toImage()
            self._taken[ground] = image.convertToFormat(QImage.Format.Format_RGB32)
        image = self._taken[ground]
        ratio = image.devicePixelRatio()
        corner = widget.mapTo(ground, part.topLeft())
        place = QRect(corner * ratio, part.size() * ratio).intersected(image.rect())
        pixels = memoryview(image.constBits()).cast("B").cast("I")
        line = image.bytesPerLine() // 4
        counted: Counter[int] = Counter()
        for y in range(place.top(), place.bottom() + 1):
            counted.update(pixels[y * line + place.left() : y * line + place.right() + 1])
        return Counter({f"#{pixel & 0xFFFFFF:06x}": n for pixel, n in counted.items()})

    def _ground(self, widget: QWidget) -> QWidget:
        """Return what is photographed: the whole of the innermost thing that scrolls."""
        above: QWidget | None = widget
        while above is not None and above is not self._window:
            viewport = above.parentWidget()
            area = None if viewport is None else viewport.parentWidget()
            if isinstance(area, QScrollArea) and area.widget() is above:
                return above
            above = viewport
        return self._window


def faint_text(window: QWidget) -> list[str]:
    """Return the texts that do not stand out enough from their ground (1.4.3)."""
    pictures, found = Pictures(window), []
    for widget in seen(window):
        if not widget.isEnabled():
            continue  # what cannot be used now is excepted
        for text, part, font in _texts(widget):
            ratio = _strongest(pictures.colours(widget, part))
            if ratio < _least(font):
                found.append(f"{text!r} {ratio:.2f}")
    return found


def _texts(widget: QWidget) -> Iterator[tuple[str, QRect, QFont]]:
    inside = widget.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
    match widget:
        case QLabel() if widget.text().strip():
            yield widget.text(), widget.contentsRect(), widget.font()
        case QAbstractButton() if widget.text().strip():
            yield widget.text(), _beside_indicator(widget, inside), widget.font()
        case QComboBox() if widget.currentText():
            yield widget.currentText(), inside, widget.font()
        case QProgressBar() if widget.isTextVisible() and widget.text():
            yield widget.text(), inside, widget.font()
        case QLineEdit() | QTextEdit() | QPlainTextEdit() if _is_written_in(widget):
            yield name_of(widget), inside, widget.font()
        case QGroupBox() if widget.title():
            title = QRect(0, 0, widget.width(), widget.fontMetrics().height())
            yield widget.title(), title, widget.font()
        case QAbstractItemView():
            yield from _in_cells(widget)


def _is_written_in(field: QLineEdit | QTextEdit | QPlainTextEdit) -> bool:
    if isinstance(field, QLineEdit):
        return bool(field.text() or field.placeholderText())
    return bool(field.toPlainText().strip())


def _in_cells(view: QAbstractItemView) -> Iterator[tuple[str, QRect, QFont]]:
    window = view.viewport()
    corner = window.mapTo(view, QPoint(0, 0))
    for index, place in shown_cells(view):
        if index.data():
            shown = place.intersected(window.rect()).translated(corner)
            yield str(index.data()), shown, view.font()


def _beside_indicator(button: QAbstractButton, inside: QRect) -> QRect:
    """Leave out the strip with the box of a choice: its mark is not its text."""
    indicator = _indicator(button)
    if indicator.isEmpty():
        return inside
    return inside.adjusted(indicator.right() + 2, 0, 0, 0)


def _indicator(button: QWidget) -> QRect:
    match button:
        case QCheckBox():
            part = QStyle.SubElement.SE_CheckBoxIndicator
        case QRadioButton():
            part = QStyle.SubElement.SE_RadioButtonIndicator
        case _:
            return QRect()
    option = QStyleOptionButton()
    button.initStyleOption(option)
    # Beside several lines of text it may stand at the first one: so the whole strip is read.
    right = button.style().subElementRect(part, option, button).right()
    return QRect(0, 0, right + 1, button.height())


def _strongest(colours: Counter[str]) -> float:
    """Return the contrast between the ground and what stands out from it the most."""
    if not colours:
        return 1.0
    ground = colours.most_common(1)[0][0]
    strong = [colour for colour, number in colours.items() if number >= _LEAST_PIXELS]
    return max((_contrast(colour, ground) for colour in strong), default=1.0)


_contrast = cache(contrast)


def _least(font: QFont) -> float:
    is_bold = font.weight() >= QFont.Weight.DemiBold
    large = _LARGE_BOLD_POINTS if is_bold else _LARGE_POINTS
    return LARGE_TEXT_LEAST if font.pointSizeF() >= large else TEXT_LEAST


def faint_indicators(window: QWidget) -> list[str]:
    """Return the boxes, circles and fields whose outline is hardly seen (1.4.11)."""
    pictures, found = Pictures(window), []
    for widget in seen(window):
        part = _outlined(widget)
        if part.isEmpty() or not widget.isEnabled():
            continue
        around = pictures.colours(widget, part.adjusted(-3, -3, 3, 3))
        around.subtract(pictures.colours(widget, part))
        ground = around.most_common(1)[0][0]
        marks = pictures.colours(widget, part)
        strong = [colour for colour, number in marks.items() if number >= _LEAST_PIXELS]
        ratio = max(_contrast(colour, ground) for colour in strong)
        if ratio < INDICATOR_LEAST:
            found.append(f"{type(widget).__name__} {name_of(widget)!r} {ratio:.2f}")
    return found


def _outlined(widget: QWidget) -> QRect:
    """Return the part of a control that says what it is, without the text in it."""
    if isinstance(widget, QProgressBar):
        return widget.rect()
    if isinstance(widget, QTextEdit | QPlainTextEdit) and widget.isReadOnly():
        return QRect()  # a text to read, not a control
    if isinstance(widget, _FIELDS) and not isinstance(widget.parent(), QAbstractSpinBox):
        # The upper edge only: below it stands what was written.
        return QRect(0, 0, widget.width(), _EDGE)
    return _indicator(widget)
