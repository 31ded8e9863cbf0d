"""Lines of a package as a table that is as tall as what it shows."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from typing_extensions import override

from ui.auditing_words import Line
from ui.widgets.row_model import RowModel, Words
from ui.widgets.whole_table import WholeTable


class LineModel(RowModel):
    """Lines."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()
        self._titles: Words = ("", "", "")

    def show_lines(self, lines: Sequence[Line], titles: Words) -> None:
        """Show these lines, under these titles."""
        self.beginResetModel()
        self._lines, self._titles = tuple(lines), titles
        self.endResetModel()

    @override
    def count(self) -> int:
        return len(self._lines)

    @override
    def titles(self) -> Words:
        return self._titles

    @override
    def words(self, row: int) -> Words:
        return self._lines[row]

    @override
    def spoken(self, row: int) -> str:
        return self._lines[row].spoken


class LineTable(WholeTable):
    """What a package tells."""

    narrow_characters = 70

    def __init__(self) -> None:
        rows = LineModel()
        super().__init__(rows)
        self.lines = rows

    def show_lines(self, lines: Sequence[Line], titles: Words) -> None:
        """Show these lines, and become as tall as they are."""
        self.lines.show_lines(lines, titles)
        self.fit()
