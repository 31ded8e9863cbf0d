"""A table of numbers that scrolls by itself: rows of one height, however many there are."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
)
from typing_extensions import override

from ui.widgets.row_table import LineBelow, RowTable

_ROOM: Final = 10
_ROWS_SHOWN: Final = 10
_NARROW_CHARACTERS: Final = 46
"""Under this width columns would be columns of single words."""

_LEAST_CHARACTERS: Final = 14
"""What the columns that share the width need."""

_LONGEST: Final = 2**31 - 1
"""Qt counts a table's pixels in 32 bits."""

_Index = QModelIndex | QPersistentModelIndex


class DataTable(RowTable):
    """Shows a model that can ``set_narrow``: wide in columns, narrow in one column."""

    def __init__(
        self, model: QAbstractTableModel, shares: Sequence[int], lines: int, narrow_lines: int
    ) -> None:
        """Lay out a table.

        Args:
            model: Whose rows.
            shares: How the width is shared among the columns; a column without a share
                is as wide as its title.
            lines: How many lines of text a row of several columns may have.
            narrow_lines: How many a row has when all of it stands in one column.
        """
        super().__init__()
        self._shares, self._lines, self._narrow_lines = shares, lines, narrow_lines
        self._is_narrow = False
        self.setModel(model)
        self.setItemDelegate(LineBelow(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.clicked.connect(lambda index: self.row_opened.emit(index.row()))
        for changed in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            changed.connect(self.fit)
        self.fit()

    def set_shares(self, shares: Sequence[int]) -> None:
        """Share the width otherwise: the model has other columns now."""
        self._shares = shares
        self.fit()

    @override
    def fit(self) -> None:
        """Share the width among the columns, and take the height of some rows."""
        width = self.viewport().width()
        character = self.fontMetrics().averageCharWidth()
        titles = [
            0 if share else self.horizontalHeader().sectionSizeHint(column) + character
            for column, share in enumerate(self._shares)
        ]
        rest, whole = width - sum(titles), sum(self._shares) or 1
        self._is_narrow = (
            width < character * _NARROW_CHARACTERS or rest < character * _LEAST_CHARACTERS
        )
        model = self.model()
        model.set_narrow(is_narrow=self._is_narrow)  # type: ignore[attr-defined] # as promised
        for column, share in enumerate(self._shares):
            self.setColumnHidden(column, self._is_narrow and column > 0)
            wide = rest * share // whole if share else titles[column]
            self.setColumnWidth(column, width if self._is_narrow else wide)
        self.horizontalHeader().setVisible(not self._is_narrow)
        lines = self._narrow_lines if self._is_narrow else self._lines
        wanted = self.fontMetrics().lineSpacing() * lines + 2 * _ROOM
        rows = model.rowCount()
        row = max(min(wanted, _LONGEST // max(rows, 1)), 1)
        if row != self.verticalHeader().defaultSectionSize():
            self.verticalHeader().setDefaultSectionSize(row)
        head = 0 if self._is_narrow else self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(head + row * max(min(rows, _ROWS_SHOWN), 1) + 2)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Home and self.model().rowCount():
            self.go_to_row(0)
        elif event.key() == Qt.Key.Key_End and self.model().rowCount():
            self.go_to_row(self.model().rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def go_to_row(self, row: int) -> None:
        """Stand on a row, and show it."""
        self.setCurrentIndex(self.model().index(row, 0))
