"""Local dates and times as tables write them, and in which order day and month stand.

``03-04-2024`` is two days. Which one cannot be seen from a row, only from the column as
a whole. Must not know zones.
"""

import re
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from datadonor.sources.found import Fault, RowUnreadable

_LOCAL: Final = re.compile(
    r"(?P<first>\d{4}|\d{1,2})(?P<sign>[-/.])(?P<second>\d{1,2})(?P=sign)(?P<third>\d{4}|\d{1,2})"
    r"(?:[T ,]{1,3}(?:kl\.? ?)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})"
    r"(?:[:.](?P<seconds>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?)?",
    re.ASCII,
)
_MOST_CHARACTERS: Final = 50
_BLANKS: Final = str.maketrans("\u00a0\u202f\u2009", "   ")
_MOST_MONTHS: Final = 12
_YEAR_DIGITS: Final = 4
_CENTURY: Final = 2000
"""Of a year in two digits. Source: our choice; nothing that tables come from is older."""


class DayOrder(StrEnum):
    """Which of two numbers is the day. A year of four digits in front leaves no question."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


def read_local(text: str, order: DayOrder) -> datetime:
    """Read a date with or without a time of day, without zone.

    ``2024-03-04``, ``04-03-2024 08:15``, ``3/4/2024 8:15 PM``, ``04.03.24 kl. 8.15``.

    Raises:
        RowUnreadable: It is no such thing, or no day of the calendar.
    """
    match = _match(text)
    if match is None:
        raise RowUnreadable(Fault.TIME_UNREADABLE)
    read = _read(match, order)
    if read is None:
        raise RowUnreadable(Fault.TIME_UNREADABLE)
    return read


class OrderFinder:
    """Sees a whole column, then says in which order day and month stand in it."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self._only = dict.fromkeys(DayOrder, 0)
        self._spans: dict[DayOrder, tuple[datetime, datetime]] = {}
        self._has_dots = False
        self._has_halves = False
        self.found = DayOrder.DAY_FIRST
        self.is_guess = False

    def see(self, text: str) -> None:
        """Look at one field. What is no date is passed over."""
        match = _match(text)
        if match is None or len(match["first"]) == _YEAR_DIGITS:
            return
        self._has_dots |= match["sign"] == "."
        self._has_halves |= match["half"] is not None
        readings = {order: read for order in DayOrder if (read := _read(match, order))}
        if len(readings) == 1:
            self._only[next(iter(readings))] += 1
        for order, read in readings.items():
            low, high = self._spans.get(order, (read, read))
            self._spans[order] = (min(low, read), max(high, read))

    def decide(self) -> DayOrder:
        """Decide, and keep it in ``found``; ``is_guess`` says that nothing was certain.

        A day above twelve decides. If there is none: points stand in dates that begin
        with the day; then the reading under which the column spans less time, because
        measurements lie close together; then AM and PM are American. Source: our choice.
        """
        day, month = self._only[DayOrder.DAY_FIRST], self._only[DayOrder.MONTH_FIRST]
        self.is_guess = day == month and bool(self._spans) and not self._has_dots
        if day != month:
            is_day = day > month
        elif self._has_dots:
            is_day = True
        else:
            by_day, by_month = self._span(DayOrder.DAY_FIRST), self._span(DayOrder.MONTH_FIRST)
            # An hour: within one day both readings span the same.
            is_close = abs(by_day - by_month) <= timedelta(hours=1)
            is_day = not self._has_halves if is_close else by_day < by_month
        self.found = DayOrder.DAY_FIRST if is_day else DayOrder.MONTH_FIRST
        return self.found

    def _span(self, order: DayOrder) -> timedelta:
        low, high = self._spans.get(order, (datetime.min, datetime.min))  # noqa: DTZ901
        return high - low


def _match(text: str) -> re.Match[str] | None:
    if len(text) > _MOST_CHARACTERS:
        return None
    return _LOCAL.fullmatch(text.translate(_BLANKS).strip())


def _read(match: re.Match[str], order: DayOrder) -> datetime | None:
    first, second, third = match["first"], match["second"], match["third"]
    if len(first) == _YEAR_DIGITS:
        year, month, day = first, second, third
    elif order is DayOrder.DAY_FIRST:
        day, month, year = first, second, third
    else:
        month, day, year = first, second, third
    hour = int(match["hour"] or 0)
    if half := match["half"]:
        if not 1 <= hour <= _MOST_MONTHS:
            return None
        hour = hour % 12 + (12 if half in "pP" else 0)
    try:
        return datetime(  # noqa: DTZ001 - local time without zone is what it is
            int(year) + (0 if len(year) == _YEAR_DIGITS else _CENTURY),
            int(month),
            int(day),
            hour,
            int(match["minute"] or 0),
            int(match["seconds"] or 0),
            int((match["fraction"] or "").ljust(6, "0")[:6]),
        )
    except ValueError:
        return None
