"""Roll-ups: what a chart needs, per hour and per day, kept up with every change.

A roll-up is a function of the samples and nothing else: whatever changes samples names
what it touched, and those hours and days are made anew. Hours are UTC hours, so that a
clock change neither merges nor splits one; days are days in Europe/Copenhagen, made of
whole hours. Numbers beyond a type's plausible range are kept as samples, and left out here.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from datadonor.records.dictionaries import StoredType, stored_types
from datadonor.records.totals import (
    COUNTS,
    HOUR_MS,
    LONGEST_MS,
    PIECE_HOURS,
    settle_totals,
    what_counts,
)
from datadonor.vault.database import Connection

ZONE: Final = ZoneInfo("Europe/Copenhagen")
"""Where a day begins and ends (consent windows end by the same day)."""

_FLOOR_HOURS: Final = 876_000
"""A hundred years of hours: added before and taken off after a division, since SQL
divides towards nought and health data begin before 1970."""

_HOURS: Final = f"""
    INSERT INTO hour
    SELECT type_id, (start_ms + {_FLOOR_HOURS * HOUR_MS}) / {HOUR_MS} - {_FLOOR_HOURS},
           coalesce(code, ''), count(*), min(number), max(number),
           total(coalesce(number, duration_ms / 60000.0)),
           total(coalesce(number, duration_ms / 60000.0))
      FROM sample
     WHERE type_id = ? AND start_ms >= ? AND start_ms < ? AND {COUNTS}
     GROUP BY 2, 3
"""  # noqa: S608 - numbers and words of our own

_DAYS: Final = f"""
    INSERT INTO day
    SELECT type_id, (hour + ? + {_FLOOR_HOURS}) / 24 - {_FLOOR_HOURS // 24},
           code, sum(count), min(low), max(high), total(sum), total(total)
      FROM hour
     WHERE type_id = ? AND hour >= ? AND hour < ?
     GROUP BY 2, 3
    ON CONFLICT DO UPDATE SET
           count = count + excluded.count, sum = sum + excluded.sum,
           low = min(coalesce(low, excluded.low), coalesce(excluded.low, low)),
           high = max(coalesce(high, excluded.high), coalesce(excluded.high, high)),
           total = total + excluded.total
"""  # noqa: S608 - numbers of our own


class Span(NamedTuple):
    """Hours since 1970, the end exclusive."""

    first: int
    end: int


class Touched:
    """Which hours of which types were changed: one span for each type."""

    def __init__(self) -> None:
        """Begin with none."""
        self._spans: dict[int, Span] = {}

    def add(self, type_id: int, earliest_ms: int, latest_ms: int) -> None:
        """Note that samples between two times, both inclusive, came or went."""
        first, end = earliest_ms // HOUR_MS, latest_ms // HOUR_MS + 1
        known = self._spans.get(type_id)
        if known is not None:
            first, end = min(first, known.first), max(end, known.end)
        self._spans[type_id] = Span(first, end)

    def taken(self, type_ids: Iterable[int]) -> "Touched":
        """Take out what is noted of some types, to make their roll-ups anew now."""
        taken = Touched()
        for type_id in type_ids:
            if type_id in self._spans:
                taken._spans[type_id] = self._spans.pop(type_id)
        return taken

    def spans(self) -> Iterator[tuple[int, Span]]:
        """Yield each type with its span, widened to whole local days.

        What began before a change may count for less since, so the span begins earlier.
        """
        for type_id, span in sorted(self._spans.items()):
            earlier = span.first - LONGEST_MS // HOUR_MS
            yield type_id, Span(_day_begins(earlier), _day_ends(span.end))


def refresh_rollups(connection: Connection, touched: Touched) -> None:
    """Make anew the hours and days that were touched."""
    types = {each.id: each for each in stored_types(connection)}
    for type_id, span in touched.spans():
        _refresh_hours(connection, types[type_id], span)
        settle_totals(connection, types[type_id], span.first, span.end)
        _refresh_days(connection, type_id, span)


def local_day(hour: int) -> int:
    """Return the local day of a UTC hour, in days since 1970."""
    return (hour + _offset(hour)) // 24


def date_in_denmark(ms: int) -> date:
    """Return the day in Denmark of a moment in UTC milliseconds since 1970.

    Raises:
        OverflowError: It lies outside the years 1 to 9999; no record does.
    """
    return date(1970, 1, 1) + timedelta(days=local_day(ms // HOUR_MS))


def first_hour(day: int) -> int:
    """Return the UTC hour in which a local day begins."""
    guess = day * 24 - 1
    return day * 24 - _offset(guess - 1)


def _refresh_hours(connection: Connection, kind: StoredType, span: Span) -> None:
    connection.execute(
        "DELETE FROM hour WHERE type_id = ? AND hour >= ? AND hour < ?", (kind.id, *span)
    )
    # In pieces, each where the next sample is: grouping holds what it groups in memory.
    begin = _next_hour(connection, kind.id, span)
    while begin is not None:
        end = min(begin + PIECE_HOURS, span.end)
        times = (begin * HOUR_MS, end * HOUR_MS)
        connection.execute(_HOURS, (kind.id, *times, *what_counts(kind)))
        begin = _next_hour(connection, kind.id, Span(end, span.end))


def _next_hour(connection: Connection, type_id: int, span: Span) -> int | None:
    """Return the first hour of a span in which a sample of a type begins."""
    row = connection.row(
        "SELECT min(start_ms) FROM sample WHERE type_id = ? AND start_ms >= ? AND start_ms < ?",
        (type_id, span.first * HOUR_MS, span.end * HOUR_MS),
    )
    return None if row is None or row[0] is None else int(row[0]) // HOUR_MS


def _refresh_days(connection: Connection, type_id: int, span: Span) -> None:
    connection.execute(
        "DELETE FROM day WHERE type_id = ? AND day >= ? AND day < ?",
        (type_id, local_day(span.first), local_day(span.end)),
    )
    for offset, part in _steady_spans(span):
        connection.execute(_DAYS, (offset, type_id, *part))


def _steady_spans(span: Span) -> Sequence[tuple[int, Span]]:
    """Cut a span where the clock is changed; each part with its offset in hours."""
    parts: list[tuple[int, Span]] = []
    first = span.first
    while first < span.end:
        offset = _offset(first)
        end = _next_change(first, span.end, offset)
        parts.append((offset, Span(first, end)))
        first = end
    return parts


def _next_change(first: int, end: int, offset: int) -> int:
    """Find the hour in which another offset begins: by months, then by halves."""
    month = 24 * 28
    low = first
    while low + month < end and _offset(low + month) == offset:
        low += month
    high = min(low + month, end)
    if _offset(high) == offset:
        return end
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(middle) == offset else (low, middle)
    return high


def _offset(hour: int) -> int:
    """Return what the local clock is ahead of UTC: whole hours, since 1894."""
    when = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(hours=hour)
    ahead = when.astimezone(ZONE).utcoffset() or timedelta(0)
    return round(ahead.total_seconds() / 3600)


def _day_begins(hour: int) -> int:
    return first_hour(local_day(hour))


def _day_ends(end: int) -> int:
    return first_hour(local_day(end - 1) + 1)
