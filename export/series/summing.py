"""Sums of what may go, hour by hour: the grouping is the database's.

As the vault's own roll-ups do it (``datadonor.records.rollups``), but of the permitted
records alone: what stays must not be found again in a sum. Hours are UTC hours; a record
counts in the hour in which it begins. Must not know days, weeks, dates as they are told.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from consent.selection import ItemSelection
from consent.selection_sql import (
    Clause,
    Span,
    all_of,
    ends_within,
    episode_permitted,
    sample_permitted,
)
from datadonor.records.dictionaries import StoredType
from datadonor.records.totals import (
    COUNTS,
    HOUR_MS,
    LONGEST_MS,
    Cover,
    source_order,
    what_counts,
)
from datadonor.records.types import ValueKind

_PIECE_MS: Final = 7 * 24 * HOUR_MS
"""How much is grouped at once: SQLite holds what it groups in memory."""

_FLOOR: Final = 876_000
"""A hundred years of hours, added before and taken off after a division, since SQL divides
towards nought and health data begin before 1970."""

_HOUR: Final = f"(start_ms + {_FLOOR * HOUR_MS}) / {HOUR_MS} - {_FLOOR}"
_AMOUNT: Final = "coalesce(number, duration_ms / 60000.0)"
_SAMPLE_SUMS: Final = (
    f"SELECT {_HOUR}, coalesce(code, ''), count(*), min(number), max(number), total({_AMOUNT})"
)
_EPISODE_SUMS: Final = (
    f"SELECT {_HOUR}, coalesce(code, ''), count(*), NULL, NULL, total(duration_ms / 60000.0)"
)
_ROW: Final = np.dtype(
    [("source", "i8"), ("start", "i8"), ("length", "i8"), ("value", "f8"), ("code", "i8")]
)


class Sums(NamedTuple):
    """What the records of one hour, or of a longer time, come to.

    ``low`` and ``high`` are of numbers. ``sum`` adds numbers, else minutes; ``total`` is
    the same, with what several sources tell of at once counted once.
    """

    records: int
    low: float | None
    high: float | None
    sum: float
    total: float

    def plus(self, other: "Sums") -> "Sums":
        """Return both together; either both have numbers or neither."""
        low, high = self.low, self.high
        if other.low is not None and other.high is not None:
            low = other.low if low is None else min(low, other.low)
            high = other.high if high is None else max(high, other.high)
        return Sums(
            self.records + other.records, low, high, self.sum + other.sum, self.total + other.total
        )


class Hour(NamedTuple):
    """The sums of one UTC hour (counted from 1970) and one code; none for numbers."""

    number: int
    code: str
    sums: Sums


def adds_up(stored: StoredType) -> bool:
    """Whether a total of a type means something: of steps it does, of a pulse it does not."""
    known = stored.known
    return known is not None and (known.adds_up or known.value is not ValueKind.NUMBER)


def hours_of_samples(selection: ItemSelection, stored: StoredType) -> Iterator[Hour]:
    """Yield the hours of one type in which something counts, by time and code."""
    permitted = _permitted(selection, stored)
    counting = all_of(permitted, Clause(COUNTS, what_counts(stored)))
    several = adds_up(stored) and _has_several_sources(selection, permitted)
    order = source_order(selection.connection) if several else []
    for piece in _pieces(selection, "sample", permitted):
        totals = _totals(selection, counting, order, piece) if several else {}
        for hour in _grouped(selection, f"{_SAMPLE_SUMS} FROM sample", counting, piece):
            total = totals.get((hour.number, hour.code), hour.sums.sum)
            yield hour._replace(sums=hour.sums._replace(total=total))


def hours_of_episodes(selection: ItemSelection, kind: str) -> Iterator[Hour]:
    """Yield the hours in which episodes of a kind began, by time and code: count and minutes."""
    permitted = all_of(
        Clause("kind = ?", (kind,)),
        episode_permitted(ends_within(selection.scope.span), selection.left_out),
    )
    for piece in _pieces(selection, "episode", permitted):
        yield from _grouped(selection, f"{_EPISODE_SUMS} FROM episode", permitted, piece)


class LeftOut(NamedTuple):
    """How many permitted samples do not count: implausible numbers, and what says nothing."""

    implausible: int
    without_value: int


def left_out_of_sums(selection: ItemSelection, stored: StoredType) -> LeftOut:
    """Count the permitted samples of a type that do not count."""
    span = selection.scope.span
    where = all_of(
        _permitted(selection, stored),
        Clause("start_ms >= ? AND start_ms < ?", tuple(span)),
    )
    counting = Clause(COUNTS, what_counts(stored))
    # What has neither number nor code makes the condition nothing and not false.
    row = selection.connection.row(
        "SELECT count(number), count(*) - count(number) "  # noqa: S608 - words of our own
        f"FROM sample WHERE {where.text} AND NOT coalesce({counting.text}, 0)",
        (*where.values, *counting.values),
    )
    return LeftOut(0, 0) if row is None else LeftOut(*row)


def _permitted(selection: ItemSelection, stored: StoredType) -> Clause:
    inside = ends_within(selection.scope.span)
    return all_of(
        Clause("type_id = ?", (stored.id,)),
        sample_permitted(inside, selection.left_out, stored.id),
    )


def _grouped(selection: ItemSelection, query: str, where: Clause, piece: Span) -> Iterator[Hour]:
    rows = selection.connection.rows(
        f"{query} WHERE {where.text} AND start_ms >= ? AND start_ms < ? "
        "GROUP BY 1, 2 ORDER BY 1, 2",
        (*where.values, *piece),
    )
    for number, code, records, low, high, amount in rows:
        yield Hour(number, code, Sums(records, low, high, amount, amount))


def _pieces(selection: ItemSelection, table: str, permitted: Clause) -> Iterator[Span]:
    """Yield spans of whole hours that hold all that is permitted, each begun where there is any."""
    span = selection.scope.span
    begin = span.from_ms
    while begin < span.until_ms:
        row = selection.connection.row(
            f"SELECT start_ms FROM {table} WHERE {permitted.text} "  # noqa: S608 - words of our own
            "AND start_ms >= ? AND start_ms < ? ORDER BY start_ms LIMIT 1",
            (*permitted.values, begin, span.until_ms),
        )
        if row is None:
            return
        first = max(row[0] // HOUR_MS * HOUR_MS, span.from_ms)
        begin = first + _PIECE_MS
        yield Span(first, min(begin, span.until_ms))


def _has_several_sources(selection: ItemSelection, permitted: Clause) -> bool:
    row = selection.connection.row(
        f"SELECT min(source_id) < max(source_id) FROM sample WHERE {permitted.text} "  # noqa: S608 - words of our own
        "AND start_ms >= ? AND start_ms < ?",
        (*permitted.values, *selection.scope.span),
    )
    return row is not None and bool(row[0])


def _totals(
    selection: ItemSelection, counting: Clause, order: Iterable[int], piece: Span
) -> dict[tuple[int, str], float]:
    """Return what the hours of a piece come to when what is told twice counts once."""
    span = selection.scope.span
    # What began before may still cover the first hours, and what begins later the last.
    reach = Span(
        max(piece.from_ms - LONGEST_MS, span.from_ms),
        min(piece.until_ms + LONGEST_MS, span.until_ms),
    )
    found = selection.connection.rows(
        f"SELECT source_id, start_ms, min(duration_ms, ?), {_AMOUNT}, coalesce(code, '') "  # noqa: S608 - words of our own
        f"FROM sample WHERE {counting.text} AND start_ms >= ? AND start_ms < ?",
        (LONGEST_MS, *counting.values, *reach),
    )
    codes: dict[str, int] = {}
    rows = np.fromiter(((*row, codes.setdefault(code, len(codes))) for *row, code in found), _ROW)
    totals: dict[tuple[int, str], float] = {}
    for code, number in codes.items():
        alike = rows[rows["code"] == number]
        counted = _counted(alike, order)
        hours = alike["start"] // HOUR_MS
        each = zip(hours.tolist(), counted.tolist(), strict=True)
        for hour, several in groupby(sorted(each), itemgetter(0)):
            totals[hour, code] = sum(amount for _, amount in several)
    return totals


def _counted(rows: NDArray[np.void], order: Iterable[int]) -> NDArray[np.float64]:
    """Return what each sample counts for: its value, less what others told before."""
    counted = np.zeros(len(rows))
    cover = Cover()
    for number in order:
        own = np.flatnonzero(rows["source"] == number)
        if len(own):
            start = rows["start"][own]
            end = start + rows["length"][own]
            counted[own] = rows["value"][own] * (1 - cover.share(start, end))
            cover.add(start, end)
    return counted
