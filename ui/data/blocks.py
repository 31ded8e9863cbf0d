"""Where in a list of millions a row stands: by days and hours, never by counting rows. No Qt.

A list is cut into blocks of time, newest first, each with the number of rows that the
roll-ups say. A row is found by its block; only that block's records are read, by key, and
then the block is as long as what was read. Together the blocks cover all time without
gaps, so that what a roll-up leaves out still stands in the list. A block of too many rows is
cut smaller before it is read.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Final, NamedTuple

from datadonor.records.categories import CategoryId
from datadonor.records.diary import records_by_day, records_by_hour, undated
from datadonor.records.listing import UNDATED_MS, Key, Listed
from datadonor.records.pressures import Pressure, pressure_of
from datadonor.records.reading import ALL_TIME, MOST_ON_A_PAGE, Span, page
from datadonor.records.record_id import DocumentId
from datadonor.records.rollups import first_hour
from datadonor.records.totals import HOUR_MS
from datadonor.vault.database import Connection
from ui.data.period import Period, Reach, day_number
from ui.data.picture import Chosen

ROWS_TOGETHER: Final = 200
"""Days are put together until they have so many rows: half a dozen screens."""

MOST_ROWS: Final = 1_000
"""A block of more is cut by the hour."""

_LATEST_ID: Final = 2**62


class Block(NamedTuple):
    """Some time, and how many rows it has: UTC milliseconds, the end exclusive.

    ``is_undated`` is for what has no date; it stands last.
    """

    from_ms: int
    until_ms: int
    rows: int
    is_undated: bool = False
    is_smallest: bool = False


class Place(NamedTuple):
    """A row as a block and the row within it."""

    block: Block
    row: int


class Blocks:
    """The blocks of one list, newest first."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        """Count up the rows."""
        self._blocks = list(blocks)
        self._ends: list[int] = []
        self._count()

    def __len__(self) -> int:
        """Return how many rows there are in all, as far as is known."""
        return self._ends[-1] if self._ends else 0

    def place(self, row: int) -> Place:
        """Return where a row stands."""
        number = bisect_right(self._ends, row)
        return Place(self._blocks[number], row - self._begin(number))

    def first_row(self, block: Block) -> int:
        """Return the row at which a block begins."""
        return self._begin(self._blocks.index(block))

    def row_at(self, ms: int) -> int:
        """Return the first row of the block that holds a moment."""
        for number, block in enumerate(self._blocks):
            if block.from_ms <= ms:
                return self._begin(number)
        return max(len(self) - 1, 0)

    def replace(self, block: Block, others: Iterable[Block]) -> None:
        """Put others in the place of a block."""
        number = self._blocks.index(block)
        self._blocks[number : number + 1] = others
        self._count()

    def _begin(self, number: int) -> int:
        return self._ends[number - 1] if number else 0

    def _count(self) -> None:
        self._ends = list(accumulate(block.rows for block in self._blocks))


class Row(NamedTuple):
    """One record of a list; both numbers if it is a pair of blood pressures."""

    record: Listed
    pressure: Pressure | None = None


class Loaded(NamedTuple):
    """A block's records, newest first; or the smaller blocks to be asked for instead."""

    rows: tuple[Row, ...]
    smaller: tuple[Block, ...] = ()


def read_blocks(connection: Connection, chosen: Chosen, period: Period) -> tuple[Block, ...]:
    """Return the blocks of a list, on the thread that the vault belongs to."""
    is_all = period.reach is Reach.ALL
    span = ALL_TIME if is_all else Span(period.from_ms, period.until_ms)
    days = records_by_day(connection, chosen.category, chosen.name)
    if not is_all:
        first, end = day_number(period.first), day_number(period.end)
        days = {day: count for day, count in days.items() if first <= day < end}
    begins = {first_hour(day) * HOUR_MS: count for day, count in _together(days).items()}
    # At least one, though nothing is counted: what does not count may be there.
    blocks = _cover(begins, span) or [Block(span.from_ms, span.until_ms, 1)]
    if is_all and (count := undated(connection, chosen.category, chosen.name)):
        blocks.append(Block(UNDATED_MS, UNDATED_MS, count, is_undated=True))
    return tuple(blocks)


def read_block(connection: Connection, chosen: Chosen, block: Block) -> Loaded:
    """Return the records of a block, or how to cut it; likewise."""
    if block.rows > MOST_ROWS and not block.is_smallest and not block.is_undated:
        smaller = _cut(connection, chosen, block)
        if len(smaller) > 1:
            return Loaded((), smaller)
    found: list[Listed] = []
    span = ALL_TIME if block.is_undated else Span(block.from_ms, block.until_ms)
    after = Key(UNDATED_MS + 1, DocumentId(_LATEST_ID)) if block.is_undated else None
    while True:
        part = page(
            connection, CategoryId(chosen.category), type_name=chosen.name,
            span=span, after=after, limit=MOST_ON_A_PAGE,
        )  # fmt: skip
        found += part.records
        after = part.next
        if after is None:
            break
    if not block.is_undated:  # all time alone reads what has no date
        found = [each for each in found if each.start_ms is not None]
    return Loaded(tuple(Row(each, pressure_of(connection, each)) for each in found))


def _together(days: Mapping[int, int]) -> dict[int, int]:
    """Join days, newest first, until there are ``ROWS_TOGETHER``; by the earliest of them."""
    joined: dict[int, int] = {}
    rows = 0
    for day, count in days.items():
        if rows and rows + count > ROWS_TOGETHER:
            rows = 0
        if rows:
            joined.popitem()
        rows += count
        joined[day] = rows
    return joined


def _cover(begins: Mapping[int, int], span: Span) -> list[Block]:
    """Make blocks of where they begin, newest first, so that they cover a span whole."""
    blocks: list[Block] = []
    until = span.until_ms
    for begin, rows in begins.items():
        blocks.append(Block(begin, until, rows))
        until = begin
    if blocks:
        blocks[-1] = blocks[-1]._replace(from_ms=span.from_ms)
    return blocks


def _cut(connection: Connection, chosen: Chosen, block: Block) -> tuple[Block, ...]:
    # All time has ends that no hour has; what the hours do not tell of is in the outermost.
    first, end = max(block.from_ms, -(2**46)), min(block.until_ms, 2**46)
    hours = records_by_hour(
        connection, chosen.category, chosen.name, first // HOUR_MS, -(-end // HOUR_MS)
    )
    begins = {hour * HOUR_MS: count for hour, count in _together(hours).items()}
    cover = _cover(begins, Span(block.from_ms, block.until_ms))
    return tuple(each._replace(is_smallest=True) for each in cover)
