"""What the window's tests look for on every page. Each has a test with a planted fault.

Names, targets, room and what is left running. Tables and lists are in ``cells``, what is
painted in ``painting``, the words in ``wording``, what assistive technology presses in
``assisting``; ``inspection`` asks for all of it.
"""

import gc
import os
import re
import threading
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import shiboken6
from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QFocusFrame,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QScrollArea,
    QScrollBar,
    QStackedWidget,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QWidget,
)

_QUIET_ROUNDS = 8
_MNEMONIC = re.compile(r"(?<!&)&(?=[^&\s])(.)")

LEAST_TARGET = 24
"""WCAG 2.2, 2.5.8: pixels in each direction."""


class LeakWatch:
    """Remembers the threads, timers and child processes that there are now."""

    def __init__(self, folder: Path | None = None) -> None:
        """Remember what is there now.

        Args:
            folder: No file below it may stay open, such as a vault's.
        """
        self._folder = folder
        self._threads = set(threading.enumerate())
        self._timers = {id(timer) for timer in _running_timers()}
        self._children = _child_processes()

    def leaks(self) -> list[str]:
        """Name what there is now and was not before."""
        threads = set(threading.enumerate()) - self._threads
        timers = [timer for timer in _running_timers() if id(timer) not in self._timers]
        return [
            *(f"thread {thread.name}" for thread in threads),
            *(f"timer of {timer.interval()} ms" for timer in timers),
            *(f"process {number}" for number in sorted(_child_processes() - self._children)),
            *(f"open file {name}" for name in _open_below(self._folder)),
        ]


def _running_timers() -> list[QTimer]:
    return [
        thing
        for thing in gc.get_objects()
        if type(thing) is QTimer and shiboken6.isValid(thing) and thing.isActive()
    ]


def _child_processes() -> set[str]:
    """Return this process's children (proc_pid_task(5)); none where nobody can say."""
    lists = Path("/proc/self/task").glob("*/children")
    return {number for one in lists for number in one.read_text("utf-8").split()}


def _open_below(folder: Path | None) -> list[str]:
    if folder is None or not Path("/proc/self/fd").exists():
        return []
    found = []
    for number in os.listdir("/proc/self/fd"):  # noqa: PTH208 - the listing itself is one of them
        link = f"/proc/self/fd/{number}"
        target = Path(os.readlink(link)) if os.path.lexists(link) else Path()  # noqa: PTH115
        if target.is_relative_to(folder):
            found.append(target.name)
    return sorted(found)


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
    """Return what can be focused or says how far, and has no name (4.1.2)."""
    return [
        type(widget).__name__
        for widget in seen(window)
        if (_is_focusable(widget) or isinstance(widget, QProgressBar))
        and not name_of(widget).strip()
    ] + [
        f"tab {place + 1} of {type(widget).__name__}"
        for widget in seen(window)
        if isinstance(widget, QTabBar)
        for place in range(widget.count())
        if not widget.tabText(place).strip()
    ]


def _is_focusable(widget: QWidget) -> bool:
    return (
        widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        # Qt's own parts of a list, table or field speak through it.
        and not isinstance(widget.parent(), QAbstractScrollArea)
        and widget.focusProxy() is None
    )


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
        match[1].lower()
        for widget in seen(window)
        for text in _pressed_by_letter(widget)
        if (match := _MNEMONIC.search(text))
    ]
    return sorted({letter for letter in letters if letters.count(letter) > 1})


def _pressed_by_letter(widget: QWidget) -> Iterator[str]:
    match widget:
        case QAbstractButton():
            yield widget.text()
        case QLabel() if widget.buddy() is not None:
            yield widget.text()
        case QGroupBox():
            yield widget.title()
        case QTabBar():
            yield from (widget.tabText(place) for place in range(widget.count()))


def lost_mnemonics(window: QWidget) -> list[str]:
    """Return the labels that show an ``&`` instead of a letter to press."""
    return [
        widget.text()
        for widget in seen(window)
        if isinstance(widget, QLabel)
        and widget.buddy() is None
        and widget.textFormat() is not Qt.TextFormat.RichText
        and re.search(r"(?:^|\s)&\w", widget.text())
    ]


def small_targets(window: QWidget) -> list[str]:
    """Return what is too small to hit (2.5.8)."""
    return [
        f"{name} {size.width()} × {size.height()}"
        for widget in seen(window)
        for name, size in _targets(widget)
        if min(size.width(), size.height()) < LEAST_TARGET
    ]


def _targets(widget: QWidget) -> Iterator[tuple[str, QSize]]:
    name = type(widget).__name__
    match widget:
        case QScrollBar():
            return  # a wheel, keys and a swipe do the same
        case QAbstractButton() | QLineEdit() | QComboBox() | QAbstractSpinBox() | QAbstractSlider():
            if not isinstance(widget.parent(), QAbstractSpinBox | QTabBar):
                yield name, widget.size()
        case QTabBar():
            for place in range(widget.count()):
                yield f"tab of {name}", widget.tabRect(place).intersected(widget.rect()).size()
        case QHeaderView() if widget.sectionsClickable():
            for place in range(widget.count()):
                if not widget.isSectionHidden(place):
                    yield f"title of {name}", QSize(widget.sectionSize(place), widget.height())


def clipped(window: QWidget) -> list[str]:
    """Return what cannot be read in full, even by scrolling down."""
    found = []
    for widget in seen(window):
        if _scrolls_sideways(widget):
            found.append(f"{type(widget).__name__} would have to scroll sideways")
        found += _clipped_text(widget)
        if not _inside_parent(widget):
            found.append(f"{type(widget).__name__} reaches out of its parent")
    return found


def _scrolls_sideways(widget: QWidget) -> bool:
    if isinstance(widget, QScrollArea):
        content = widget.widget()
        if content is not None and content.width() > widget.viewport().width():
            return True
    if isinstance(widget, QHeaderView) or not isinstance(widget, QAbstractScrollArea):
        return False  # a title row follows its table
    return widget.horizontalScrollBar().maximum() > 0


def _clipped_text(widget: QWidget) -> list[str]:
    match widget:
        case QLabel() if widget.text():
            return _clipped_label(widget)
        case QAbstractButton() if not isinstance(widget.parent(), QTabBar):
            least = widget.minimumSizeHint()
            if widget.width() < least.width() or widget.height() < least.height():
                return [f"button {widget.text()!r}"]
        case QTabBar() if widget.sizeHint().width() > widget.width() + 1:
            return [f"{type(widget).__name__} has no room for all its tabs"]
    return [
        f"{type(widget).__name__} {text!r}"
        for room, text in _rooms(widget)
        if not _has_room(widget, room, text)
    ]


def _rooms(widget: QWidget) -> Iterator[tuple[QRect, str]]:
    """Yield the texts on one line, each with the room that it is given."""
    match widget:
        case QComboBox():
            yield _combo_room(widget), widget.currentText()
        case QAbstractSpinBox():
            yield widget.lineEdit().contentsRect(), widget.text()
        case QLineEdit():
            # What was written may be longer than its field; what is asked for may not.
            room = widget.contentsRect().marginsRemoved(widget.textMargins())
            yield room, "" if widget.text() else widget.placeholderText()
        case QProgressBar() if widget.isTextVisible():
            yield widget.contentsRect(), widget.text()
        case QGroupBox():
            yield widget.rect(), widget.title()


def _combo_room(combo: QComboBox) -> QRect:
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    return combo.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, combo)


def _has_room(widget: QWidget, room: QRect, text: str) -> bool:
    metrics = widget.fontMetrics()
    wide = metrics.size(int(Qt.TextFlag.TextShowMnemonic), text)
    return wide.width() <= room.width() + 1 and wide.height() <= room.height() + 1


def overlapping(window: QWidget) -> list[str]:
    """Return the things that stand on each other."""
    found = []
    for parent in [window, *seen(window)]:
        if isinstance(parent, QAbstractScrollArea | QStackedWidget | QLineEdit | QTabBar):
            continue  # Qt's own parts, which it places itself
        beside = [child for child in children(parent) if not child.size().isEmpty()]
        found += [
            f"{told(one)} and {told(other)}"
            for one, other in combinations(beside, 2)
            if _shared(one, other) > 1
        ]
    return found


def children(parent: QWidget) -> Iterator[QWidget]:
    """Yield what is shown right within a widget, in the order in which it is read."""
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    for child in parent.findChildren(QWidget, options=direct):
        ringed = isinstance(child, QFocusFrame)  # lies around what the keyboard is on
        if child.isVisibleTo(parent) and not child.isWindow() and not ringed:
            yield child


def _shared(one: QWidget, other: QWidget) -> int:
    both = one.geometry().intersected(other.geometry())
    return min(both.width(), both.height())


def told(widget: QWidget) -> str:
    """Return what a widget is, and what a screen reader says of it."""
    return f"{type(widget).__name__} {name_of(widget)!r}"


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
