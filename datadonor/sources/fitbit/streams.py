"""Reading the streams of numbers: heart rate, steps, and all that comes by the minute.

Of a metric that stands in both trees the newer one is read first; of the older one only
the days that the newer lacks. Must not know sleep, exercise and weight.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from datadonor.sources.csv_rows import number
from datadonor.sources.fitbit.clock import Evidence, Verdict
from datadonor.sources.fitbit.ledger import FIRST_MS, Ledger
from datadonor.sources.fitbit.metrics import Column, Layout, Span
from datadonor.sources.fitbit.rows import json_pieces, table_pieces
from datadonor.sources.fitbit.shapes import Part
from datadonor.sources.fitbit.stamps import (
    DAY_MS,
    UNREADABLE,
    Mask,
    Milliseconds,
    Placed,
    Stamps,
    as_local,
    as_utc,
    day_spans,
    is_possible,
    local_days,
    read_iso,
    read_us,
)
from datadonor.sources.found import Fault, Found, Note, RowUnreadable

_MINUTE_MS: Final = 60_000
_LARGEST: Final = 1e15
_OLD_KEYS: Final = ("filteredDemographicVO2Max", "filteredRunVO2Max", "demographicVO2Max")

Numbers = NDArray[np.float64]


class OldRows(NamedTuple):
    """A piece of an older file: times as written, numbers (NaN: unreadable), what to skip."""

    first: int
    ms: Milliseconds
    numbers: Numbers
    is_none: Mask


def old_rows(part: Part) -> Iterator[OldRows]:
    """Yield an older JSON file of times and values, piece by piece."""
    for first, piece in json_pieces(part.entry):
        times = [each.get("dateTime") if isinstance(each, dict) else None for each in piece]
        values = [each.get("value") if isinstance(each, dict) else None for each in piece]
        ms = read_us(times)
        is_none = (ms != UNREADABLE) & (ms < FIRST_MS)
        if values and isinstance(values[0], dict):
            numbers, marked = _from_objects(values)
            is_none |= marked
        else:
            numbers = _as_numbers(values)
        if part.column is not None and part.column.metric.zero_is_none:
            is_none |= numbers == 0
        yield OldRows(first, ms, numbers, is_none)


def read_old(ledger: Ledger, part: Part, verdict: Verdict) -> Iterator[Found]:
    """Read an older JSON file of times and values."""
    column = part.column
    if column is None:
        yield ledger.unreadable(part.entry, "", Fault.TYPE_UNKNOWN)
        return
    for rows in old_rows(part):
        is_good = is_possible(rows.ms) & np.isfinite(rows.numbers)
        is_good &= np.abs(rows.numbers) <= _LARGEST
        for index in np.flatnonzero(~is_good & ~rows.is_none).tolist():
            fault = _fault(int(rows.ms[index]), float(rows.numbers[index]))
            yield ledger.unreadable(part.entry, f"item {rows.first + index}", fault)
        ledger.notes[Note.PLACEHOLDER_SKIPPED] += int(rows.is_none.sum())
        kept = is_good & ~rows.is_none
        numbers = rows.numbers[kept]
        placed, duration = _placed(ledger, column, rows.ms[kept], verdict)
        yield from _without_copies(ledger, column, placed, numbers, duration)


def read_table(ledger: Ledger, part: Part, layout: Layout, evidence: Evidence) -> Iterator[Found]:
    """Read a table of times and values of either tree."""
    width = max((*layout.columns, layout.time, layout.source or 0)) + 1
    for lines, piece in table_pieces(part.entry):
        short = [line for line, row in zip(lines, piece, strict=True) if len(row) < width]
        for line in short:
            yield ledger.unreadable(part.entry, f"line {line}", Fault.FIELD_MISSING)
        if short:
            both = [each for each in zip(lines, piece, strict=True) if len(each[1]) >= width]
            lines, piece = [line for line, _ in both], [row for _, row in both]  # noqa: PLW2901 - the same rows without those reported
        stamps = read_iso([row[layout.time] for row in piece])
        names = None if layout.source is None else [row[layout.source] for row in piece]
        for index, column in layout.columns.items():
            cells = _Cells(lines, stamps, [row[index] for row in piece], names)
            yield from _read_column(ledger, part, column, cells, evidence)


class _Cells(NamedTuple):
    """A column of a piece, with what stands beside it."""

    lines: list[int]
    stamps: Stamps
    texts: list[str]
    names: list[str] | None

    def take(self, chosen: NDArray[np.int64]) -> "_Cells":
        """Return some of the rows."""
        indexes = chosen.tolist()
        return _Cells(
            [self.lines[index] for index in indexes],
            Stamps(self.stamps.ms[chosen], self.stamps.is_utc[chosen]),
            [self.texts[index] for index in indexes],
            None if self.names is None else [self.names[index] for index in indexes],
        )


def _read_column(
    ledger: Ledger, part: Part, column: Column, cells: _Cells, evidence: Evidence
) -> Iterator[Found]:
    values = _as_numbers(cells.texts)
    ms = cells.stamps.ms
    is_empty = np.array([text.strip().lower() in {"", "nan"} for text in cells.texts], np.bool_)
    is_none = (ms != UNREADABLE) & (ms < FIRST_MS)
    if column.metric.zero_is_none:
        is_none |= values == 0
    if column.none is not None:
        is_none |= values == column.none
    is_good = is_possible(ms) & np.isfinite(values) & (np.abs(values) <= _LARGEST)
    for index in np.flatnonzero(~is_good & ~is_none & ~is_empty).tolist():
        fault = _fault(int(ms[index]), float(values[index]))
        yield ledger.unreadable(part.entry, f"line {cells.lines[index]}", fault)
    ledger.notes[Note.PLACEHOLDER_SKIPPED] += int((is_none & ~is_empty).sum())
    kept = is_good & ~is_none & ~is_empty
    # One file has one kind of time, but nothing obliges it to.
    for is_utc in (True, False):
        chosen = np.flatnonzero(kept & (cells.stamps.is_utc == is_utc))
        if len(chosen):
            rows = cells.take(chosen)
            yield from _hand_on(ledger, part, column, rows, values[chosen], evidence)


def _hand_on(
    ledger: Ledger,
    part: Part,
    column: Column,
    cells: _Cells,
    numbers: Numbers,
    evidence: Evidence,
) -> Iterator[Found]:
    """Yield good rows, whose times are all UTC or all local."""
    ms = cells.stamps.ms
    verdict = Verdict.UTC if cells.stamps.is_utc.all() else Verdict.LOCAL
    if column.metric.span is Span.DAY:
        ms = local_days(cells.stamps, ledger.zone)
    placed, duration = _placed(ledger, column, ms, verdict)
    if part.layout is None or not part.layout.is_new:
        yield from _without_copies(ledger, column, placed, numbers, duration)
        return
    ledger.days(column.metric.key).add(placed.ms)
    evidence.add(column, placed.ms, numbers)
    names = cells.names
    yield ledger.columns(column.metric.type, column.unit, placed, numbers, duration, names)


def _placed(
    ledger: Ledger, column: Column, ms: Milliseconds, verdict: Verdict
) -> tuple[Placed, Milliseconds]:
    """Return when rows began in UTC, and how long they lasted (ms)."""
    span = column.metric.span
    if span is Span.DAY:
        return day_spans(ms - ms % DAY_MS, ledger.zone)
    placed = as_utc(ms) if verdict is Verdict.UTC else as_local(ms, ledger.zone)
    if span is Span.MINUTE:
        return placed, np.where(ms % _MINUTE_MS == 0, _MINUTE_MS, 0).astype(np.int64)
    length = 5 * _MINUTE_MS if span is Span.FIVE_MINUTES else 0
    return placed, np.full(len(ms), length, np.int64)


def _without_copies(
    ledger: Ledger, column: Column, placed: Placed, numbers: Numbers, duration: Milliseconds
) -> Iterator[Found]:
    """Yield rows of the older tree on days that the newer one lacks."""
    is_copy = ledger.days(column.metric.key).has(placed.ms)
    ledger.notes[Note.COPY_SKIPPED] += int(is_copy.sum())
    kept = ~is_copy
    if kept.any():
        rest = Placed(placed.ms[kept], placed.bases, placed.which[kept])
        yield ledger.columns(column.metric.type, column.unit, rest, numbers[kept], duration[kept])


def _from_objects(values: Sequence[Any]) -> tuple[Numbers, Mask]:
    """Return the numbers in values that are objects, and which say that they are none."""
    found: list[object] = []
    is_none = np.zeros(len(values), np.bool_)
    for index, value in enumerate(values):
        if not isinstance(value, dict):
            found.append(None)
        elif "bpm" in value:
            found.append(value["bpm"])
            is_none[index] = value.get("confidence") == 0
        elif "value" in value:
            found.append(value["value"])
            is_none[index] = value.get("date") is None
        else:
            found.append(next((value[key] for key in _OLD_KEYS if key in value), None))
    return _as_numbers(found), is_none


def _as_numbers(values: Sequence[object]) -> Numbers:
    """Return values as numbers, written as such or as text; NaN where they are none."""
    kinds = set(map(type, values))
    if kinds <= {int, float}:
        try:
            return np.array(values, np.float64)
        except OverflowError:
            pass
    return np.array([_as_number(value) for value in values], np.float64)


def _as_number(value: object) -> float:
    try:
        if isinstance(value, str):
            return float(value) if value.isascii() and value.isdigit() else number(value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
    except (RowUnreadable, OverflowError):
        return float("nan")
    return float("nan")


def _fault(ms: int, value: float) -> Fault:
    if ms == UNREADABLE:
        return Fault.TIME_UNREADABLE
    if not is_possible(np.array([ms]))[0]:
        return Fault.TIME_ABSURD
    return Fault.NUMBER_ABSURD if abs(value) > _LARGEST else Fault.NUMBER_UNREADABLE
