"""Rows in words for a table: in columns where it is wide, below each other where it is narrow.

Subclasses say how many rows there are, and what stands in one.
"""

from abc import abstractmethod
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from ui.widgets.row_table import heading

_Index = QModelIndex | QPersistentModelIndex
_Role: Final = Qt.ItemDataRole
_COLUMNS: Final = 3

Words = tuple[str, str, str]
"""What stands in the three columns."""


class RowModel(QAbstractTableModel):
    """Three columns. Narrow, all of a row stands in the one that the table leaves."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_narrow = False

    @abstractmethod
    def count(self) -> int:
        """Return how many rows there are."""

    @abstractmethod
    def titles(self) -> Words:
        """Return what stands above the columns."""

    @abstractmethod
    def words(self, row: int) -> Words:
        """Return what stands in a row."""

    @abstractmethod
    def spoken(self, row: int) -> str:
        """Return a row as one sentence: a cell is read without its row, so each says it all."""

    def narrow(self, row: int) -> str:
        """Return a row's words below each other."""
        return "\n".join(filter(None, self.words(row)))

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Say whether a row's words stand below each other."""
        self._is_narrow = is_narrow

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self.count()

    @override
    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else _COLUMNS

    @override
    def data(self, index: _Index, role: int = _Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        match role:
            case _Role.DisplayRole if self._is_narrow:
                return self.narrow(index.row())
            case _Role.DisplayRole:
                return self.words(index.row())[index.column()]
            case _Role.AccessibleTextRole:
                return self.spoken(index.row())
            case _Role.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        return heading(self.titles().__getitem__, section, orientation, role)
