"""Records as a table that may have ten million rows, of which a few hundred are in memory.

Rows are fetched by block of time (``ui.data.blocks``) on the database thread, as they come
into view; what is not there yet says so. Nothing here counts rows in the database.
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QModelIndex, QObject
from typing_extensions import override

from datadonor.records.labels import source_label
from datadonor.records.listed_labels import begin_of, value_label
from datadonor.records.record_id import RecordId
from datadonor.texts import Language, text
from ui.calendar_words import (
    day_label,
    moment_label,
    short_day_label,
    short_moment_label,
    time_label,
)
from ui.data.blocks import Block, Blocks, Loaded, Row
from ui.widgets.row_model import RowModel, Words

BLOCKS_KEPT: Final = 24
"""Some five thousand rows; forgetting the oldest costs a query when one scrolls back."""

Fetch = Callable[[Block, Callable[[Loaded], None]], None]
"""Asks the database thread for a block; the answer comes back on the screen's thread."""


class RecordModel(RowModel):
    """The rows of a list. Narrow, all of a row stands in the first column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._blocks = Blocks(())
        self._language = Language.ENGLISH
        self._fetch: Fetch | None = None
        self._kept: OrderedDict[Block, tuple[Row, ...]] = OrderedDict()
        self._wanted: OrderedDict[Block, None] = OrderedDict()
        self._fetching: Block | None = None
        self._generation = 0
        self._is_one_day = False

    # -- what is shown -----------------------------------------------------------------

    def show_blocks(
        self, blocks: tuple[Block, ...], language: Language, fetch: Fetch, *, is_one_day: bool
    ) -> None:
        """Show a list.

        Args:
            blocks: Of all its rows.
            language: Of the words.
            fetch: How a block is read.
            is_one_day: Whether the day need not be said in every row.
        """
        self.beginResetModel()
        self._generation += 1
        self._blocks, self._language, self._fetch = Blocks(blocks), language, fetch
        self._is_one_day = is_one_day
        self._kept.clear()
        self._wanted.clear()
        self._fetching = None
        self.endResetModel()

    def record_at(self, row: int) -> RecordId | None:
        """Return the name of a row's record, if it has been read."""
        found = self._row(row) if 0 <= row < self.rowCount() else None
        return None if found is None else found.record.id

    def row_near(self, ms: int) -> tuple[int, bool]:
        """Return the newest row that is not later than a moment, in UTC milliseconds.

        Returns:
            The row, and whether its block has been read. If not the row is the block's
            first, and the block is being read: ask again when data have changed.
        """
        first = self._blocks.row_at(ms)
        block = self._blocks.place(first).block
        rows = self._kept.get(block)
        if rows is None:
            self._want(block)
            return first, False
        later = (row.record.start_ms is not None and row.record.start_ms > ms for row in rows)
        return first + min(sum(later), max(len(rows) - 1, 0)), True

    @property
    def is_waiting(self) -> bool:
        """Whether rows that were looked at have not been read yet."""
        return bool(self._wanted) or self._fetching is not None

    @override
    def count(self) -> int:
        return len(self._blocks)

    @override
    def titles(self) -> Words:
        return self.tr("When"), self.tr("What"), self.tr("Where from")

    @override
    def words(self, row: int) -> Words:
        return self._words(self._row(row))

    @override
    def narrow(self, row: int) -> str:
        when, what, source = self.words(row)
        return "\n".join(filter(None, (what, when, source)))

    @override
    def spoken(self, row: int) -> str:
        return self._sentence(self._row(row))

    def _words(self, row: Row | None) -> Words:
        if row is None:
            return (self.tr("Fetching …"), "", "")
        record = row.record
        return (
            self._when(row),
            value_label(record, self._language, row.pressure),
            source_label(record.source, self._language),
        )

    def _when(self, row: Row, *, is_long: bool = False) -> str:
        begin = begin_of(row.record)
        if begin is None:
            return text("records.undated", self._language)
        mark = begin.mark or ""
        if begin.is_day:
            of_day = day_label if is_long else short_day_label
            return of_day(begin.local.date(), self._language)
        if self._is_one_day and not is_long:
            return time_label(begin.local, self._language) + mark
        label = moment_label if is_long else short_moment_label
        return label(begin.local, self._language) + mark

    def _sentence(self, row: Row | None) -> str:
        if row is None:
            return self.tr("Fetching …")
        _, what, source = self._words(row)
        begin = begin_of(row.record)
        mark = begin.mark.sentence(self._language) if begin and begin.mark else ""
        when = self._when(row, is_long=True).rstrip("?*")
        said = (what.rstrip("."), when.rstrip("."), source, mark)
        return ". ".join(part for part in said if part)

    # -- reading -----------------------------------------------------------------------

    def _row(self, number: int) -> Row | None:
        place = self._blocks.place(number)
        rows = self._kept.get(place.block)
        if rows is not None:
            self._kept.move_to_end(place.block)
            return rows[place.row] if place.row < len(rows) else None
        self._want(place.block)
        return None

    def _want(self, block: Block) -> None:
        """Have a block read; what was looked at last comes first."""
        if block == self._fetching:
            return
        self._wanted[block] = None
        self._wanted.move_to_end(block)
        while len(self._wanted) > 3:  # noqa: PLR2004 - a screen touches no more
            self._wanted.popitem(last=False)
        self._read_next()

    def _read_next(self) -> None:
        if self._fetching is not None or not self._wanted or self._fetch is None:
            return
        block, _ = self._wanted.popitem(last=True)
        self._fetching = block
        generation = self._generation
        self._fetch(block, lambda loaded: self._on_loaded(generation, block, loaded))

    def _on_loaded(self, generation: int, block: Block, loaded: Loaded) -> None:
        if generation != self._generation:
            return
        self._fetching = None
        if loaded.smaller:
            self._replace(block, loaded.smaller)
        else:
            whole = block._replace(rows=len(loaded.rows))
            self._replace(block, (whole,))
            self._kept[whole] = loaded.rows
            while len(self._kept) > BLOCKS_KEPT:
                self._kept.popitem(last=False)
            first = self._blocks.first_row(whole)
            if loaded.rows:
                last = first + len(loaded.rows) - 1
                self.dataChanged.emit(
                    self.index(first, 0), self.index(last, self.columnCount() - 1)
                )
        self._read_next()

    def _replace(self, block: Block, others: tuple[Block, ...]) -> None:
        """Put others in a block's place, and tell the table of rows that come or go."""
        first = self._blocks.first_row(block)
        more = sum(other.rows for other in others) - block.rows
        end = first + block.rows
        if more > 0:
            self.beginInsertRows(QModelIndex(), end, end + more - 1)
        elif more < 0:
            self.beginRemoveRows(QModelIndex(), end + more, end - 1)
        self._blocks.replace(block, others)
        if more > 0:
            self.endInsertRows()
        elif more < 0:
            self.endRemoveRows()
        elif len(others) > 1:
            self._tell_changed(first, end - 1)

    def _tell_changed(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))
