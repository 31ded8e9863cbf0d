"""A table that is as tall as what it shows: when, what, and one thing more about it."""

from enum import IntEnum
from typing import ClassVar, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QStyleOptionViewItem
from typing_extensions import override

from ui.widgets.row_model import RowModel
from ui.widgets.row_table import LineBelow, RowTable

_LAST_SHARE: Final = 3
"""The last column takes a third of the width at most."""

_Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns, from the left."""

    WHEN = 0
    WHAT = 1
    LAST = 2


class WholeTable(RowTable):
    """Never scrolls by itself: the page around it does."""

    narrow_characters: ClassVar = 62
    """Under this width three columns would be three columns of single words."""

    row_reached = Signal(int, int)
    """The keyboard has come to a row: its top and bottom, in the table's pixels."""

    def __init__(self, rows: RowModel) -> None:
        super().__init__()
        self._rows = rows
        rows.setParent(self)
        self.setModel(rows)
        self.setItemDelegate(_RowDelegate(self))
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self.clicked.connect(lambda index: self.row_opened.emit(index.row()))

    def go_to_row(self, row: int) -> None:
        """Stand on a row."""
        self.setCurrentIndex(self._rows.index(row, Column.WHAT))

    @override
    def fit(self) -> None:
        """Share the width among the columns, and take the height of all rows."""
        width = self.viewport().width()
        is_narrow = width < self.fontMetrics().averageCharWidth() * self.narrow_characters
        self._rows.set_narrow(is_narrow=is_narrow)
        when, last = 0, 0
        for column in (Column.WHEN, Column.LAST):
            self.setColumnHidden(column, is_narrow)
        if not is_narrow:
            when = self._wanted(Column.WHEN)
            last = min(self._wanted(Column.LAST), width // _LAST_SHARE)
            self.setColumnWidth(Column.WHEN, when)
            self.setColumnWidth(Column.LAST, last)
        self.setColumnWidth(Column.WHAT, max(width - when - last, 1))
        self.resizeRowsToContents()
        header = self.horizontalHeader()
        self.setFixedHeight(header.sizeHint().height() + self.verticalHeader().length())

    def _wanted(self, column: Column) -> int:
        """Return how wide a column would like to be."""
        return max(self.sizeHintForColumn(column), self.horizontalHeader().sectionSizeHint(column))

    def _on_row_changed(self, current: QModelIndex) -> None:
        top = self.horizontalHeader().height() + self.rowViewportPosition(current.row())
        self.row_reached.emit(top, top + self.rowHeight(current.row()))


class _RowDelegate(LineBelow):
    """Gives each row room, too."""

    _ROOM = 10

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        size = super().sizeHint(option, index)
        size.setHeight(size.height() + 2 * self._ROOM)
        return size
