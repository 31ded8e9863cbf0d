"""What a person sees of one thing in the window: its words, what it belongs to, where it is."""

import re
from collections.abc import Iterator
from typing import TypeGuard

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QTableView,
    QWidget,
)

from tests.ui.watching import seen
from ui.widgets.labels import SubHeading


def arrow_to(here: QWidget, there: QWidget) -> Qt.Key:
    """Return the arrow that points from one thing to another."""
    way = there.mapTo(there.window(), there.rect().center())
    way -= here.mapTo(here.window(), here.rect().center())
    if abs(way.y()) > here.height() // 2:
        return Qt.Key.Key_Down if way.y() > 0 else Qt.Key.Key_Up
    return Qt.Key.Key_Right if way.x() > 0 else Qt.Key.Key_Left


def plain(text: str) -> str:
    """Return a text as it is seen, without the marks of letters to press."""
    return " ".join(re.sub(r"&(.)", r"\1", text).replace("\u200b", "").split())


def shown_on(widget: QWidget) -> str:
    """Return what stands on a thing, or on the label beside it."""
    match widget:
        case QAbstractButton():
            return plain(widget.text())
        case QLineEdit():
            label = next(
                (each for each in seen(widget.window()) if _is_label_of(each, widget)), None
            )
            return "" if label is None else plain(label.text())  # type: ignore[attr-defined]
        case _:
            return ""


def _is_label_of(label: QWidget, field: QWidget) -> bool:
    return isinstance(label, QLabel) and label.buddy() is field


def above(widget: QWidget) -> str:
    """Return what stands above a thing in the frame that is around it."""
    around = widget.parentWidget()
    while around is not None and not isinstance(around, QAbstractScrollArea):
        if isinstance(around, QGroupBox) and around.title():
            return plain(around.title())
        titles = [each for each in _titles(around) if top_of(each) < top_of(widget)]
        if titles:
            return plain(max(titles, key=top_of).text())
        around = around.parentWidget()
    return ""


def _titles(around: QWidget) -> Iterator[QLabel]:
    for each in around.findChildren(QLabel):
        if type(each) is SubHeading and each.isVisibleTo(around):
            yield each


def top_of(widget: QWidget) -> int:
    return widget.mapTo(widget.window(), QPoint(0, 0)).y()


def is_one_of(widget: QWidget) -> TypeGuard[QAbstractButton]:
    """Say whether a thing is one of several answers of which one holds."""
    return isinstance(widget, QAbstractButton) and (
        widget.autoExclusive() or (widget.group() is not None and widget.group().exclusive())
    )


def is_meant(widget: QWidget, words: str, about: str) -> bool:
    """Say whether a thing is what a person looks for."""
    return shown_on(widget).startswith(words) and above(widget).startswith(about)


def row_words(table: QTableView, index: QModelIndex) -> str:
    """Return what stands in a row."""
    model = table.model()
    return " ".join(
        str(model.index(index.row(), column).data() or "") for column in range(model.columnCount())
    )


def in_sight(widget: QWidget, window: QWidget) -> bool:
    """Say whether any of a thing can be seen without scrolling."""
    box, around = widget.rect(), widget
    while around is not window:
        parent = around.parentWidget()
        if parent is None or not around.isVisible():
            return False
        box = box.translated(around.pos()).intersected(parent.rect())
        around = parent
    return not box.isEmpty()


def ticked(window: QWidget) -> list[str]:
    """Return the choices that are made on a page."""
    return [
        shown_on(each)
        for each in seen(window)
        if isinstance(each, QCheckBox | QRadioButton) and each.isChecked()
    ]
