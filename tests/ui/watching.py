"""What the window's tests look for on every page. Each has a test with a planted fault."""

import gc
import threading
from collections.abc import Iterator

import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

_QUIET_ROUNDS = 8

LEAST_TARGET = 24
"""WCAG 2.2, 2.5.8: pixels in each direction."""


class LeakWatch:
    """Remembers the threads and timers that run now."""

    def __init__(self) -> None:
        self._threads = set(threading.enumerate())
        self._timers = {id(timer) for timer in _running_timers()}

    def leaks(self) -> list[str]:
        """Name what runs now and did not before."""
        threads = set(threading.enumerate()) - self._threads
        timers = [timer for timer in _running_timers() if id(timer) not in self._timers]
        return [
            *(f"thread {thread.name}" for thread in threads),
            *(f"timer of {timer.interval()} ms" for timer in timers),
        ]


def _running_timers() -> list[QTimer]:
    return [
        thing
        for thing in gc.get_objects()
        if type(thing) is QTimer and shiboken6.isValid(thing) and thing.isActive()
    ]


def settle(window: QWidget) -> None:
    """Wait until the layout has come to rest: a table's height follows its width."""
    quiet, before = 0, None
    while quiet < _QUIET_ROUNDS:
        QTest.qWait(5)
        now = [widget.geometry().getRect() for widget in seen(window)]
        quiet = quiet + 1 if now == before else 0
        before = now


def seen(window: QWidget) -> Iterator[QWidget]:
    """Yield every widget that is shown, in or outside the part scrolled to."""
    for widget in window.findChildren(QWidget):
        if widget.isVisibleTo(window):
            yield widget


def name_of(widget: QWidget) -> str:
    """Return what a screen reader says of a widget first."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


def unnamed(window: QWidget) -> list[str]:
    """Return the focusable widgets without a name."""
    return [
        type(widget).__name__
        for widget in seen(window)
        if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        # Qt's own parts of a list or table speak through it.
        and not isinstance(widget.parent(), QAbstractScrollArea)
        and not name_of(widget).strip()
    ]


def misnamed(window: QWidget) -> list[str]:
    """Return the buttons whose name does not begin with what they show (2.5.3)."""
    return [
        button.text()
        for button in seen(window)
        if isinstance(button, QAbstractButton)
        and not name_of(button).startswith(button.text().replace("&", ""))
    ]


def doubled_mnemonics(window: QWidget) -> list[str]:
    """Return the letters that would press two things."""
    letters = [
        text[text.index("&") + 1].lower()
        for widget in seen(window)
        if isinstance(widget, QAbstractButton | QLabel) and "&" in (text := widget.text())
    ]
    return sorted({letter for letter in letters if letters.count(letter) > 1})


def small_targets(window: QWidget) -> list[str]:
    """Return what is too small to hit."""
    return [
        f"{type(widget).__name__} {widget.width()} × {widget.height()}"
        for widget in seen(window)
        if isinstance(widget, QAbstractButton | QLineEdit)
        and min(widget.width(), widget.height()) < LEAST_TARGET
    ]


def clipped(window: QWidget) -> list[str]:
    """Return what cannot be read in full, even by scrolling down."""
    found = []
    for widget in seen(window):
        if isinstance(widget, QScrollArea):
            content = widget.widget()
            if content is not None and content.width() > widget.viewport().width():
                found.append(f"{type(widget).__name__} would have to scroll sideways")
        if isinstance(widget, QLabel) and widget.text():
            found += _clipped_label(widget)
        elif isinstance(widget, QAbstractButton):
            least = widget.minimumSizeHint()
            if widget.width() < least.width() or widget.height() < least.height():
                found.append(f"button {widget.text()!r}")
        if not _inside_parent(widget):
            found.append(f"{type(widget).__name__} reaches out of its parent")
    return found


def _clipped_label(label: QLabel) -> list[str]:
    flags = int(Qt.TextFlag.TextWordWrap) if label.wordWrap() else 0
    needed = label.fontMetrics().boundingRect(
        0, 0, label.contentsRect().width(), 100_000, flags, label.text().replace("&", "")
    )
    room = label.contentsRect()
    if needed.height() > room.height() + 1 or needed.width() > room.width() + 1:
        return [f"label {label.text()!r}: {needed.size()} in {room.size()}"]
    return []


def _inside_parent(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or isinstance(parent, QAbstractScrollArea):
        return True
    if parent.parentWidget() is not None and isinstance(parent.parentWidget(), QAbstractScrollArea):
        return True  # what the viewport holds is reached by scrolling
    return parent.rect().contains(widget.geometry()) or widget.size().isEmpty()
