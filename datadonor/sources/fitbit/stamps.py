"""Times as columns: from text to milliseconds, and from local time to UTC.

Written for tens of millions of rows: whole columns at once, and one by one only where a
text is unlike the others. Must not know what was measured.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from datadonor.records.sample import Basis, ZoneKnown
from datadonor.sources.found import RowUnreadable
from datadonor.sources.times import EARLIEST_MS, LATEST_MS, moment_from_local

Milliseconds = NDArray[np.int64]
Mask = NDArray[np.bool_]

UNREADABLE: Final = np.iinfo(np.int64).min
"""Stands in a column where a text is no time."""

DAY_MS: Final = 86_400_000
_QUARTER_MS: Final = 900_000
"""Zones change their clocks at full quarters."""

_US_PATTERN: Final = "00/00/00 00:00:00"
_ISO_PATTERN: Final = "0000-00-00T00:00:00"
_CENTURY_BREAK: Final = 70
"""Two digits of a year: 70 and later are the 1900s, where the service writes "none"."""

_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - local time, without a zone by its nature
_UTC_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MS: Final = timedelta(milliseconds=1)


class Stamps(NamedTuple):
    """Times of a column in ms since 1970, ``UNREADABLE`` where there is none.

    ``is_utc`` says which are UTC; the others are local.
    """

    ms: Milliseconds
    is_utc: Mask


class Placed(NamedTuple):
    """Times in UTC with what is known of local time: ``bases[which]``."""

    ms: Milliseconds
    bases: tuple[Basis, ...]
    which: NDArray[np.int64]


def read_us(texts: Sequence[object]) -> Milliseconds:
    """Read ``MM/DD/YY HH:MM:SS``, without saying whether local or UTC."""
    return _read_fixed(texts, _US_PATTERN, (6, 0, 3, 9, 12, 15), is_short_year=True)


def read_iso(texts: Sequence[str]) -> Stamps:
    """Read ISO 8601 times; one with ``Z`` or an offset is UTC, any other local."""
    heads = [text[:19] for text in texts]
    ms = _read_fixed(heads, _ISO_PATTERN, (0, 5, 8, 11, 14, 17), is_short_year=False)
    is_utc = np.array([text[19:] == "Z" for text in texts], np.bool_)
    odd = np.flatnonzero((ms == UNREADABLE) | ~is_utc).tolist()
    for index in odd:
        ms[index], is_utc[index] = _read_one(texts[index])
    return Stamps(ms, is_utc)


def is_possible(ms: Milliseconds) -> Mask:
    """Return which times lie in 1900-2099."""
    return (ms >= EARLIEST_MS) & (ms < LATEST_MS)


def as_utc(ms: Milliseconds) -> Placed:
    """Say of times that they are UTC."""
    return Placed(ms, (Basis(ZoneKnown.UTC),), np.zeros(len(ms), np.int64))


def as_local(ms: Milliseconds, zone: ZoneInfo) -> Placed:
    """Read local times in an assumed zone; they are all possible (``is_possible``)."""
    quarters, back = np.unique(ms // _QUARTER_MS, return_inverse=True)
    shifts = np.empty(len(quarters), np.int64)
    which = np.empty(len(quarters), np.int64)
    bases: dict[Basis, int] = {}
    for index, quarter in enumerate(quarters.tolist()):
        local = quarter * _QUARTER_MS
        try:
            moment = moment_from_local(_EPOCH + timedelta(milliseconds=local), zone)
        except RowUnreadable:  # the first and last hours of 1900 and 2099
            shifts[index], basis = 0, Basis(ZoneKnown.ASSUMED, 0)
        else:
            shifts[index], basis = moment.ms - local, moment.basis
        which[index] = bases.setdefault(basis, len(bases))
    return Placed(ms + shifts[back], tuple(bases), which[back])


def day_spans(days_ms: Milliseconds, zone: ZoneInfo) -> tuple[Placed, Milliseconds]:
    """Return when local days begin, and how long they last (ms): 23 to 25 hours."""
    start = as_local(days_ms, zone)
    end = as_local(days_ms + DAY_MS, zone)
    return start, end.ms - start.ms


def local_days(stamps: Stamps, zone: ZoneInfo) -> Milliseconds:
    """Return the local day (ms of its midnight, as local time) that daily rows are of.

    The service stamps a day with its midnight or noon, and writes ``Z`` behind it
    although the day is local; any other time of day is a true UTC instant.
    """
    ms = stamps.ms
    in_day = ms % DAY_MS
    is_label = ~stamps.is_utc | (in_day == 0) | (in_day == DAY_MS // 2)
    days = ms - in_day
    for index in np.flatnonzero(~is_label & is_possible(ms)).tolist():
        moment = _UTC_EPOCH + timedelta(milliseconds=int(ms[index]))
        local = moment.astimezone(zone).replace(tzinfo=None)
        days[index] = (local - _EPOCH) // timedelta(days=1) * DAY_MS
    return days


def _read_fixed(
    texts: Sequence[object], pattern: str, places: tuple[int, ...], *, is_short_year: bool
) -> Milliseconds:
    """Read texts that all look like a pattern; those that do not are ``UNREADABLE``.

    ``places`` is where year, month, day, hour, minute and second stand.
    """
    width = len(pattern)
    fitting = [
        text if isinstance(text, str) and len(text) == width and text.isascii() else pattern
        for text in texts
    ]
    letters = np.frombuffer("".join(fitting).encode(), np.uint8).reshape(len(fitting), width)
    wanted = np.frombuffer(pattern.encode(), np.uint8)
    is_digit = wanted == ord("0")
    digits = letters.astype(np.int64) - ord("0")
    fits = ((letters == wanted) | is_digit).all(axis=1)
    fits &= ((digits >= 0) & (digits <= 9) | ~is_digit).all(axis=1)  # noqa: PLR2004 - digits

    def two(place: int) -> NDArray[np.int64]:
        pair: NDArray[np.int64] = digits[:, place] * 10 + digits[:, place + 1]
        return pair

    year_at, month_at, day_at, hour_at, minute_at, second_at = places
    if is_short_year:
        year = two(year_at)
        year = year + np.where(year >= _CENTURY_BREAK, 1900, 2000)
    else:
        year = two(year_at) * 100 + two(year_at + 2)
    month, day = two(month_at), two(day_at)
    hour, minute, second = two(hour_at), two(minute_at), two(second_at)
    fits &= (month >= 1) & (month <= 12) & (day >= 1)  # noqa: PLR2004 - a year's months
    fits &= (hour <= 23) & (minute <= 59) & (second <= 59)  # noqa: PLR2004 - a clock's ends
    months = np.where(fits, (year - 1970) * 12 + month - 1, 0)
    first = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    following = (months + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    fits &= day <= following - first
    ms = (((first + day - 1) * 24 + hour) * 60 + minute) * 60_000 + second * 1000
    return np.where(fits, ms, UNREADABLE)


def _read_one(text: str) -> tuple[int, bool]:
    try:
        read = datetime.fromisoformat(text.strip())
    except ValueError:
        return UNREADABLE, False
    try:
        if read.tzinfo is None:
            return (read - _EPOCH) // _MS, False
        return (read - _UTC_EPOCH) // _MS, True
    except OverflowError:
        return UNREADABLE, False
