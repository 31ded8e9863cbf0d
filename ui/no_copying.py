"""While somebody helps, nothing that the window shows can be taken along by copying.

A picture of the screen cannot be prevented; the help page says so.
"""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QLabel,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from typing_extensions import override

_TAKING: Final = (
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.SelectAll,
)

_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_TABS: Final = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab})


class NoCopying(QObject):
    """An event filter of the application, for as long as somebody helps."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Every event of the application comes by: most are let pass by their type alone.
        takes = _TAKES.get(event.type())
        return takes is not None and takes(watched, event)


def _takes_by_key(watched: QObject, event: QEvent) -> bool:
    if not isinstance(event, QKeyEvent):
        return False
    return any(map(event.matches, _TAKING)) or _selects_by_key(watched, event)


def _selects_by_key(watched: QObject, event: QKeyEvent) -> bool:
    """Say whether text that is only read is being selected; Shift and Tab go back as ever."""
    return (
        bool(event.modifiers() & _SHIFT)
        and event.key() not in _TABS
        and isinstance(watched, QTextEdit | QPlainTextEdit)
        and watched.isReadOnly()
    )


def _takes_by_pressing(watched: QObject, event: QEvent) -> bool:
    """Say whether text is being selected from where was clicked before up to here."""
    is_shifted = isinstance(event, QMouseEvent) and bool(event.modifiers() & _SHIFT)
    return is_shifted and _shows_text(watched)


def _takes_by_dragging(watched: QObject, event: QEvent) -> bool:
    """Say whether text is being selected by the mouse: what is selected can be dragged away."""
    is_held = isinstance(event, QMouseEvent) and bool(event.buttons() & Qt.MouseButton.LeftButton)
    return is_held and _shows_text(watched)


def _shows_text(watched: QObject) -> bool:
    """Say whether something shows text that could be selected; not what is written in."""
    if isinstance(watched, QLabel):
        return True
    around = watched.parent()
    is_page = isinstance(around, QAbstractScrollArea) and isinstance(watched, QWidget)
    return is_page and not isinstance(around, QAbstractItemView) and hasattr(around, "document")


_TAKES: Final[Mapping[QEvent.Type, Callable[[QObject, QEvent], bool]]] = {
    QEvent.Type.KeyPress: _takes_by_key,
    QEvent.Type.ShortcutOverride: _takes_by_key,
    QEvent.Type.ContextMenu: lambda *_: True,
    QEvent.Type.MouseButtonPress: _takes_by_pressing,
    QEvent.Type.MouseMove: _takes_by_dragging,
    QEvent.Type.MouseButtonDblClick: lambda watched, _: _shows_text(watched),
}
