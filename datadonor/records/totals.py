"""Totals where several sources tell of the same walk.

Phone, watch and app each count the same steps. A total follows an order of sources,
interval by interval: the first counts whole, each next one only for the time that those
before it did not cover. One source a day would miss what the watch did not see; plain
sums count the same walk twice.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from datadonor.records.dictionaries import StoredType, stored_sources
from datadonor.records.sample import DeviceClass, Source
from datadonor.records.types import ValueKind
from datadonor.vault.database import Connection

HOUR_MS: Final = 3_600_000

_ORDER: Final = (
    DeviceClass.CLINIC,
    DeviceClass.METER,
    DeviceClass.SCALE,
    DeviceClass.SENSOR,
    DeviceClass.MACHINE,
    DeviceClass.WATCH,
    DeviceClass.PHONE,
    DeviceClass.APP,
    DeviceClass.UNKNOWN,
)
"""Worn before carried before copied. Source: our choice, as Apple's and Google's apps do."""

LONGEST_MS: Final = 48 * HOUR_MS
"""How far back a sample is looked for that still covers a span."""

PIECE_HOURS: Final = 24 * 56
"""How much is settled at once, so that memory does not grow with the years."""

_ROW: Final = np.dtype(
    [("source", "i8"), ("start", "i8"), ("length", "i8"), ("value", "f8"), ("code", "i8")]
)

_EVERYTHING: Final = 1e308

COUNTS: Final = """
    (number BETWEEN ? AND ? OR code IS NOT NULL OR (? AND number IS NULL AND context_id NOT IN
     (SELECT id FROM context WHERE flags & 2)))
"""
"""Which samples count: the plausible numbers, the codes, and what only lasted unless it
was taken back. Takes the three values of ``what_counts``."""

_QUERY: Final = f"""
    SELECT source_id, start_ms, min(duration_ms, ?), coalesce(number, duration_ms / 60000.0),
           coalesce(code, '')
      FROM sample
     WHERE type_id = ? AND start_ms >= ? AND start_ms < ? AND {COUNTS}
"""  # noqa: S608 - words of our own

Times = NDArray[np.int64]


class Cover:
    """The time that sources told of so far: intervals that neither touch nor overlap."""

    def __init__(self) -> None:
        """Begin with none."""
        self._start: Times = np.empty(0, np.int64)
        self._end: Times = np.empty(0, np.int64)

    def add(self, start: Times, end: Times) -> None:
        """Add intervals, in any order, overlapping or not."""
        starts, ends = np.concatenate((self._start, start)), np.concatenate((self._end, end))
        order = np.argsort(starts, kind="stable")
        starts, ends = starts[order], np.maximum.accumulate(ends[order])
        is_new = np.ones(len(starts), bool)
        is_new[1:] = starts[1:] > ends[:-1]
        self._start = starts[is_new]
        self._end = ends[np.append(np.flatnonzero(is_new)[1:] - 1, len(ends) - 1)]

    def share(self, start: Times, end: Times) -> NDArray[np.float64]:
        """Return how much of each interval is covered, from 0 to 1.

        Something without length is covered whole or not at all.
        """
        if not len(self._start):
            return np.zeros(len(start))
        knots = np.stack((self._start, self._end), axis=1).ravel()
        length = self._end - self._start
        before = np.cumsum(length) - length
        heights = np.stack((before, before + length), axis=1).ravel()
        origin = knots[0]  # floats are exact for the differences, not for the epoch

        def covered_until(when: Times) -> NDArray[np.float64]:
            x, y = (knots - origin).astype(float), heights.astype(float)
            return np.asarray(np.interp((when - origin).astype(float), x, y))

        overlap = covered_until(end) - covered_until(start)
        within = np.searchsorted(self._start, start, "right") - 1
        is_inside = (within >= 0) & (start < self._end[within])
        lasts = end > start
        return np.where(lasts, overlap / np.maximum(end - start, 1), is_inside.astype(float))


def what_counts(kind: StoredType) -> tuple[float, float, bool]:
    """Return the values for ``COUNTS``: a type's plausible range, and whether it only lasts."""
    known = kind.known
    low = -_EVERYTHING if known is None or known.low is None else known.low
    high = _EVERYTHING if known is None or known.high is None else known.high
    return low, high, known is not None and known.value is ValueKind.DURATION


def source_order(connection: Connection) -> list[int]:
    """Return the numbers of all sources, the one to be believed first in front.

    The person's own order comes first. Else, and among equals, the class of device
    decides, then which has been known longest, so that a new app changes no past.
    """
    ranks: dict[int, int] = dict(
        connection.rows("SELECT id, rank FROM source WHERE rank IS NOT NULL")
    )

    def place(each: tuple[int, Source]) -> tuple[float, int, int]:
        number, source = each
        return ranks.get(number, float("inf")), _ORDER.index(source.device), number

    return [number for number, _ in sorted(stored_sources(connection), key=place)]


def settle_totals(connection: Connection, kind: StoredType, first: int, end: int) -> None:
    """Set the totals of a span of hours in which more than one source tells of a type.

    Args:
        connection: In a transaction that has made the hours anew.
        kind: Does nothing unless its samples add up, or matter by their length.
        first: UTC hour since 1970, inclusive.
        end: Exclusive.
    """
    if kind.known is None or not (kind.known.adds_up or kind.known.value is not ValueKind.NUMBER):
        return
    several = connection.row(
        "SELECT min(source_id) < max(source_id) FROM sample "
        "WHERE type_id = ? AND start_ms >= ? AND start_ms < ?",
        (kind.id, first * HOUR_MS - LONGEST_MS, end * HOUR_MS + LONGEST_MS),
    )
    if several is None or not several[0]:
        return
    order = source_order(connection)
    for begin in range(first, end, PIECE_HOURS):
        _settle_piece(connection, kind, begin, min(begin + PIECE_HOURS, end), order)


def _settle_piece(
    connection: Connection, kind: StoredType, first: int, end: int, order: list[int]
) -> None:
    from_ms, until_ms = first * HOUR_MS, end * HOUR_MS
    # What began before may still cover the first hours, and what begins later the last.
    reach = (from_ms - LONGEST_MS, until_ms + LONGEST_MS)
    found = connection.rows(_QUERY, (LONGEST_MS, kind.id, *reach, *what_counts(kind)))
    codes: dict[str, int] = {}
    rows = np.fromiter(((*row, codes.setdefault(code, len(codes))) for *row, code in found), _ROW)
    for code, number in codes.items():
        alike = rows[rows["code"] == number]
        counted = _counted(alike, order)
        inside = (alike["start"] >= from_ms) & (alike["start"] < until_ms)
        hours = (alike["start"][inside] - from_ms) // HOUR_MS
        totals = np.bincount(hours, weights=counted[inside], minlength=end - first)
        present = np.unique(hours)
        connection.execute_many(
            "UPDATE hour SET total = ? WHERE type_id = ? AND hour = ? AND code = ?",
            [
                (total, kind.id, first + hour, code)
                for hour, total in zip(present.tolist(), totals[present].tolist(), strict=True)
            ],
        )


def _counted(rows: NDArray[np.void], order: list[int]) -> NDArray[np.float64]:
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
