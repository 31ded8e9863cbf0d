"""What must hold so that a screen reader, a switch or a voice can use the window."""

from itertools import pairwise

from PySide6.QtCore import SIGNAL, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QTabBar,
    QTextEdit,
    QWidget,
)

from tests.ui.boxes import Box, stands_before
from tests.ui.watching import children, seen, told

_QTS_OWN = (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QStackedWidget,
    QTabBar,
)
"""What places its parts itself, and is read by rules of its own."""


def deaf_choices(window: QWidget) -> list[str]:
    """Return the choices that act when they are clicked, but not when they are toggled.

    A screen reader's press comes as ``toggle()``, which does not emit ``clicked``: the choice
    would look made and nothing would have happened (EN 301 549, 11.5.2.13).
    """
    return [
        f"{type(widget).__name__} {widget.text()!r}"
        for widget in seen(window)
        if isinstance(widget, QAbstractButton)
        and widget.isCheckable()
        and widget.receivers(SIGNAL("clicked(bool)"))
        and not widget.receivers(SIGNAL("toggled(bool)"))
    ]


def risky_scroll_areas(window: QWidget) -> list[str]:
    """Return what scrolls with a bar of Qt's own, which a screen reader can fall over.

    While such a bar is seen it is a child on the accessibility bus. Asked for it when it has
    just gone, as when the page changes, Qt reads past the end of its list and the program
    falls (measured with 6.11.3). Tables, lists and texts are exposed otherwise.
    """
    never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    return [
        type(widget).__name__
        for widget in seen(window)
        if isinstance(widget, QAbstractScrollArea)
        and not isinstance(widget, QAbstractItemView | QTextEdit | QPlainTextEdit)
        and {widget.verticalScrollBarPolicy(), widget.horizontalScrollBarPolicy()} != {never}
    ]


def astray(window: QWidget) -> list[str]:
    """Return what is read before something that stands above it, or before it on its line.

    A screen reader comes to the parts of a widget in the order of their making, or of the
    last ``raise_()``, wherever they stand (WCAG 2.2, 1.3.2).
    """
    found = []
    for parent in [window, *seen(window)]:
        if isinstance(parent, _QTS_OWN):
            continue
        beside = [child for child in children(parent) if not child.size().isEmpty()]
        found += [
            f"{told(before)} before {told(after)}"
            for before, after in pairwise(beside)
            if stands_before(_box(after), _box(before))
        ]
    return found


def _box(widget: QWidget) -> Box:
    place = widget.geometry()
    return place.left(), place.top(), place.width(), place.height()
