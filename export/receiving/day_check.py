"""Dates in a bundle: written no more exactly than granted, and over no more days.

Of moved dates nobody but the donor knows which days they were. What can be told is how many
days lie between the first and the last.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from consent.request import Dates, ProjectRequest, Resolution
from export.consented import ConsentedItem

_DAY_TOLD: Final = re.compile(r'"[0-9]{4}-[0-9]{2}-[0-9]{2}')
_MONTH_TOLD: Final = re.compile(r'"[0-9]{4}-[0-9]{2}"')
_TIME_TOLD: Final = re.compile(r'"[0-9]{4}-[0-9]{2}-[0-9]{2}T')
_WRITTEN: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:T.{1,40})?)?)?")

_TELL_TIME: Final = frozenset({Resolution.RAW, Resolution.HOUR})
_SLACK: Final = {Resolution.WEEK: 6, Resolution.MONTH: 30}
"""Days by which a period that is told can reach beyond the window, at each of its ends."""

_ZONE: Final = 1
"""Windows are days in Denmark, moments are told in UTC."""


def tells_no_more(item: ConsentedItem, line: str) -> bool:
    """Say whether dates in a line of JSON are written no more exactly than an item grants."""
    if item.dates in {Dates.MONTH, Dates.YEAR} and _DAY_TOLD.search(line):
        return False
    if item.dates is Dates.YEAR and _MONTH_TOLD.search(line):
        return False
    return item.resolution in _TELL_TIME or not _TIME_TOLD.search(line)


class DaySpans:
    """Which days the records of each item lie on, as far as a bundle was read."""

    def __init__(self, request: ProjectRequest) -> None:
        """Begin with none."""
        self._request = request
        self._spans: dict[str, tuple[date, date]] = {}

    def fit(self, items: Sequence[ConsentedItem], written: Iterable[str]) -> bool:
        """Say whether a record fits into the days of one of some items, all read before counted.

        A record that two items permit is not counted towards either: it could be by both.

        Args:
            items: That permit it otherwise.
            written: Its dates, as they are written.

        Raises:
            ValueError: A text is no date.
        """
        days = [_days_of(each) for each in written]
        if not days:
            return bool(items)
        # A month is somewhere in itself: it lies outside only if all of it does.
        first, last = min(end for _, end in days), max(start for start, _ in days)
        fitting = [item for item in items if self._is_inside(item, first, last)]
        if len(fitting) == 1 and len(items) == 1:
            (item,) = fitting
            before = self._spans.get(item.id, (first, last))
            self._spans[item.id] = (min(first, before[0]), max(last, before[1]))
            return self._is_short(item, *self._spans[item.id])
        return any(self._is_short(item, first, last) for item in fitting)

    def _is_inside(self, item: ConsentedItem, first: date, last: date) -> bool:
        """Say whether days lie in an item's window; moved ones may lie anywhere."""
        asked = self._request.item(item.id)
        if asked is None:
            return False
        if item.dates is Dates.SHIFTED:
            return True
        window = item.window or asked.window
        zone = _ZONE if item.dates is Dates.EXACT else 0
        slack = timedelta(days=zone + _SLACK.get(item.resolution, 0))
        return window.from_ - slack <= first and last <= window.until + slack

    def _is_short(self, item: ConsentedItem, first: date, last: date) -> bool:
        days = (last - first).days + 1
        return days <= item.window_days + 2 * _SLACK.get(item.resolution, 0) + _ZONE


def _days_of(written: str) -> tuple[date, date]:
    """Return the first and last day that a date can mean.

    Raises:
        ValueError: It is no date.
    """
    found = _WRITTEN.fullmatch(written)
    if found is None:
        raise ValueError("no date")
    year, month, day = int(found[1]), found[2], found[3]
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, int(month), 1), date(year, int(month), monthrange(year, int(month))[1])
    one = date(year, int(month), int(day))
    return one, one
