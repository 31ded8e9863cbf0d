"""Which stretch of time is looked at, and how one gets to another. No Qt.

Days are days in Europe/Copenhagen, as in the roll-ups; a week begins on Monday (ISO 8601).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from datadonor.records.rollups import first_hour
from datadonor.records.totals import HOUR_MS

_EPOCH: Final = date(1970, 1, 1)
_WEEK: Final = timedelta(days=7)
_DAY: Final = timedelta(days=1)


class Reach(StrEnum):
    """How long a period is, from the shortest."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days, the end exclusive."""

    reach: Reach
    first: date
    end: date

    @property
    def from_ms(self) -> int:
        """When it begins, in UTC milliseconds."""
        return first_hour(day_number(self.first)) * HOUR_MS

    @property
    def until_ms(self) -> int:
        """When it is over, likewise."""
        return first_hour(day_number(self.end)) * HOUR_MS

    @property
    def days(self) -> int:
        """How many days."""
        return (self.end - self.first).days

    @property
    def last(self) -> date:
        """Its last day."""
        return self.end - _DAY

    def holds(self, day: date) -> bool:
        """Say whether a day lies in it."""
        return self.first <= day < self.end


def period_with(reach: Reach, day: date, whole: Period) -> Period:
    """Return the period of a length that holds a day.

    Args:
        reach: How long.
        day: Any.
        whole: From the first day with data to the last; this is all there is.
    """
    match reach:
        case Reach.DAY:
            return Period(reach, day, day + _DAY)
        case Reach.WEEK:
            first = day - timedelta(days=day.weekday())
            return Period(reach, first, first + _WEEK)
        case Reach.MONTH:
            first = day.replace(day=1)
            return Period(reach, first, first + timedelta(days=monthrange(day.year, day.month)[1]))
        case Reach.YEAR:
            return Period(reach, date(day.year, 1, 1), date(day.year + 1, 1, 1))
    return whole


def whole_period(first: date, last: date) -> Period:
    """Return all the time that there are data of."""
    return Period(Reach.ALL, first, last + _DAY)


def following(period: Period, whole: Period) -> Period | None:
    """Return the next period of that length, or nothing after the last with data."""
    if period.reach is Reach.ALL or period.end >= whole.end:
        return None
    return period_with(period.reach, period.end, whole)


def preceding(period: Period, whole: Period) -> Period | None:
    """Return the period before, or nothing before the first with data."""
    if period.reach is Reach.ALL or period.first <= whole.first:
        return None
    return period_with(period.reach, period.first - _DAY, whole)


def closer(period: Period, day: date, whole: Period) -> Period | None:
    """Return the shorter period around a day, or nothing where single records stand already."""
    match period.reach:
        case Reach.ALL:
            return period_with(Reach.YEAR, day, whole)
        case Reach.YEAR:
            return period_with(Reach.MONTH, day, whole)
        case Reach.MONTH | Reach.WEEK:
            return period_with(Reach.DAY, day, whole)
    return None


def same_place(period: Period, reach: Reach, whole: Period) -> Period:
    """Return a period of another length at the same time, or the nearest with data."""
    day = period.last if period.holds(whole.last) else period.first
    return period_with(reach, min(max(day, whole.first), whole.last), whole)


def day_number(day: date) -> int:
    """Return a day as the roll-ups number it."""
    return (day - _EPOCH).days


def day_of(number: int) -> date:
    """Return the day of a number."""
    return _EPOCH + timedelta(days=number)
