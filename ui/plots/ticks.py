"""What stands below a plot: days, months and years, as many as there is room for."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from datadonor.records.rollups import ZONE, first_hour
from datadonor.records.totals import HOUR_MS
from datadonor.texts import Language
from ui.calendar_words import (
    day_and_month,
    short_day_label,
    short_month_name,
    short_weekday,
    time_label,
)
from ui.data.period import Period, Reach, day_number
from ui.data.whole import moment_in

_FEW_YEARS: Final = 3
_DAYS_IN_HAND: Final = 70
_HOURS: Final = (1, 2, 3, 4, 6, 8, 12, 24)
_DAYS: Final = (1, 2, 5, 7, 10, 15)
_MONTHS: Final = (1, 2, 3, 4, 6)
_YEARS: Final = (1, 2, 5, 10, 20, 50, 100)


class TimeTick(NamedTuple):
    """A place on the axis, in UTC milliseconds, and its label."""

    at_ms: int
    label: str


def time_ticks(
    period: Period, language: Language, width: Callable[[str], float], room: float
) -> list[TimeTick]:
    """Return labels that stand side by side without touching.

    Args:
        period: What is drawn.
        language: Of the labels.
        width: How wide a label is.
        room: How wide the plot is, in the same measure.
    """
    whole = max(period.until_ms - period.from_ms, 1)

    def is_inside(tick: TimeTick) -> bool:
        place = (tick.at_ms - period.from_ms) / whole * room
        return place + width(tick.label) / 2 <= room

    for ticks in _choices(period, language):
        widest = max((width(tick.label) for tick in ticks), default=0.0)
        if widest * 1.3 * len(ticks) <= room:
            return [tick for tick in ticks if is_inside(tick)]
    return []


def _choices(period: Period, language: Language) -> Iterator[list[TimeTick]]:
    """Yield possible labels, the most first."""
    if period.reach is Reach.DAY:
        yield from (_hours(period, step, language) for step in _HOURS)
    elif period.reach is Reach.WEEK:
        yield _days(period, 1, lambda day: f"{short_weekday(day, language)} {day.day}")
        yield from (_days(period, step, lambda day: str(day.day)) for step in (1, 2, 3))
    elif period.reach is Reach.MONTH:
        yield from (_days(period, step, lambda day: str(day.day)) for step in _DAYS)
    elif period.days < _DAYS_IN_HAND:
        days = max(period.days, 1)
        steps = sorted({1, 2, 7, 14, 28, days})
        yield from (_days(period, step, lambda day: day_and_month(day, language)) for step in steps)
    elif period.days < 366 * _FEW_YEARS:
        yield from (_months(period, step, language) for step in _MONTHS)
        yield from (_years(period, step) for step in _YEARS)
    else:
        yield from (_years(period, step) for step in _YEARS)
    yield [TimeTick(period.from_ms, short_day_label(period.first, language))]


def _hours(period: Period, step: int, language: Language) -> list[TimeTick]:
    found = []
    for ms in range(period.from_ms, period.until_ms, HOUR_MS):
        when = moment_in(ms, ZONE)
        if when.hour % step == 0:
            found.append(TimeTick(ms, time_label(when, language)))
    return found


def _days(period: Period, step: int, label: Callable[[date], str]) -> list[TimeTick]:
    every = range(0, period.days, step)
    days = (period.first + timedelta(days=number) for number in every)
    return [TimeTick(_ms(day), label(day)) for day in days]


def _months(period: Period, step: int, language: Language) -> list[TimeTick]:
    found = []
    is_one_year = period.reach is Reach.YEAR
    for year in range(period.first.year, period.last.year + 1):
        for month in range(1, 13, step):
            day = date(year, month, 1)
            if period.holds(day):
                name = short_month_name(day, language)
                is_named = month == 1 and not is_one_year
                found.append(TimeTick(_ms(day), str(year) if is_named else name))
    return found


def _years(period: Period, step: int) -> list[TimeTick]:
    years = range(period.first.year, period.last.year + 1)
    days = [date(year, 1, 1) for year in years if year % step == 0]
    return [TimeTick(_ms(day), str(day.year)) for day in days if period.holds(day)]


def _ms(day: date) -> int:
    return first_hour(day_number(day)) * HOUR_MS
