"""The numbers of one type in one period: what is drawn, and what the table beside it says. No Qt.

One picture feeds both, so that they cannot disagree. Made of roll-ups; single samples are
read for a day only, and only while they are few enough to be told apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from datadonor.records.categories import CategoryId
from datadonor.records.contents import Held
from datadonor.records.diary import (
    Moment,
    Sums,
    day_sums,
    hour_sums,
    moments,
    others_by_day,
    types_named,
)
from datadonor.records.rollups import local_day
from datadonor.records.totals import HOUR_MS
from datadonor.records.types import ValueKind
from datadonor.vault.database import Connection
from ui.data.period import Period, Reach, day_number, day_of

MOST_MOMENTS: Final = 3_000
"""Beyond it a day is drawn by the hour. Source: our choice, more than there are pixels."""

_MOST_DAY_BARS: Final = 62
_MOST_DAYS: Final = 400
_MOST_WEEKS: Final = 2_800
_MOST_MONTHS: Final = 12 * 366
_LONG_MINUTES: Final = 120.0


class Form(StrEnum):
    """How numbers are drawn."""

    BAND = "band"  # lowest to highest, and the mean
    BARS = "bars"  # what adds up
    POINTS = "points"  # one by one
    LANES = "lanes"  # answers, each in a row of its own


class Grain(StrEnum):
    """What one step is."""

    MOMENT = "moment"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Step(NamedTuple):
    """One bar, point or row of the table. Times are UTC milliseconds, the end exclusive.

    ``amount`` is what is drawn as a bar's height: the total, minutes or hours, or how
    many. ``low``, ``high`` and ``mean`` are nothing for what has no number.
    """

    start_ms: int
    end_ms: int
    day: date
    code: str
    samples: int
    low: float | None
    high: float | None
    mean: float | None
    amount: float


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which type or kind of which category is looked at."""

    category: CategoryId
    name: str
    held: Held


@dataclass(frozen=True, slots=True)
class Picture:
    """Steps in order of time.

    Attributes:
        chosen: Of what.
        period: Of when.
        form: How it is drawn.
        grain: What one step is.
        unit: UCUM, of the numbers or of the amounts; empty for a count.
        is_count: Whether amounts are counts of records.
        steps: What there is; a time without records has no step.
        codes: The lanes, the most first; empty without.
        has_other_units: Whether more of it is written in another unit, and not in here.
    """

    chosen: Chosen
    period: Period
    form: Form
    grain: Grain
    unit: str
    is_count: bool
    steps: tuple[Step, ...]
    codes: tuple[str, ...] = ()
    has_other_units: bool = False

    @property
    def samples(self) -> int:
        """How many records it is made of."""
        return sum(step.samples for step in self.steps)


def read_picture(connection: Connection, chosen: Chosen, period: Period) -> Picture:
    """Read the steps of a period, on the thread that the vault belongs to."""
    if chosen.held is not Held.SAMPLES:
        return _counts(connection, chosen, period)
    stored = types_named(connection, chosen.name)
    if not stored:
        return Picture(chosen, period, Form.BARS, Grain.DAY, "", is_count=True, steps=())
    kind, known = stored[0], stored[0].known
    first, end = day_number(period.first), day_number(period.end)
    is_coded = known is not None and known.value is not ValueKind.NUMBER
    adds_up = known is not None and known.adds_up
    is_several = len(stored) > 1
    if period.reach is Reach.DAY and not adds_up:
        found = _few(moments(connection, kind, first, end))
        if found is not None:
            return _single(chosen, period, kind.unit, found, is_several=is_several)
    grain = _grain(period, adds_up=adds_up or is_coded)
    if grain is Grain.HOUR:
        spread = _hours(hour_sums(connection, kind, first, end))
    else:
        spread = _days(day_sums(connection, kind, first, end), grain)
    steps = tuple(_steps(spread, is_coded=is_coded))
    if is_coded:
        return _lanes(chosen, period, grain, steps, is_several=is_several)
    form = Form.BARS if adds_up else Form.BAND
    return Picture(
        chosen, period, form, grain, kind.unit, is_count=False, steps=steps,
        has_other_units=is_several,
    )  # fmt: skip


# -- how long one step is ---------------------------------------------------------------


_BARS: Final = {
    Reach.DAY: Grain.HOUR, Reach.WEEK: Grain.DAY, Reach.MONTH: Grain.DAY, Reach.YEAR: Grain.MONTH
}  # fmt: skip
_BANDS: Final = {
    Reach.DAY: Grain.HOUR, Reach.WEEK: Grain.HOUR, Reach.MONTH: Grain.DAY, Reach.YEAR: Grain.DAY
}  # fmt: skip
_ALL_BARS: Final = ((_MOST_DAY_BARS, Grain.DAY), (_MOST_MONTHS, Grain.MONTH))
_ALL_BANDS: Final = ((_MOST_DAYS, Grain.DAY), (_MOST_WEEKS, Grain.WEEK))


def _grain(period: Period, *, adds_up: bool) -> Grain:
    """Choose steps that can be told apart: some dozens of bars, or some hundreds of bands."""
    if period.reach is not Reach.ALL:
        return (_BARS if adds_up else _BANDS)[period.reach]
    for most, grain in _ALL_BARS if adds_up else _ALL_BANDS:
        if period.days <= most:
            return grain
    return Grain.YEAR if adds_up else Grain.MONTH


def _span_of(day: date, grain: Grain) -> tuple[date, date]:
    match grain:
        case Grain.WEEK:
            first = day - timedelta(days=day.weekday())
            return first, first + timedelta(days=7)
        case Grain.MONTH:
            first = day.replace(day=1)
            return first, (first + timedelta(days=32)).replace(day=1)
        case Grain.YEAR:
            return date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return day, day + timedelta(days=1)


# -- sums to steps ------------------------------------------------------------------------

_Spread = Iterator[tuple[tuple[int, int, date], Sums]]
"""The span of a step in UTC milliseconds with its first day, and a sum that belongs to it."""


def _hours(sums: Iterable[Sums]) -> _Spread:
    for each in sums:
        begins = each.begins * HOUR_MS
        yield (begins, begins + HOUR_MS, day_of(local_day(each.begins))), each


def _days(sums: Iterable[Sums], grain: Grain) -> _Spread:
    spans: dict[date, tuple[int, int, date]] = {}
    for each in sums:
        first, end = _span_of(day_of(each.begins), grain)
        span = spans.get(first)
        if span is None:
            whole = Period(Reach.DAY, first, end)
            span = spans[first] = (whole.from_ms, whole.until_ms, first)
        yield span, each


def _steps(spread: _Spread, *, is_coded: bool) -> Iterator[Step]:
    """Put together what belongs to one step; numbers leave out what has a code instead."""
    together: dict[tuple[tuple[int, int, date], str], list[Sums]] = defaultdict(list)
    for span, each in spread:
        if is_coded or not each.code:
            together[span, each.code].append(each)
    for (span, code), sums in together.items():
        lows = [each.low for each in sums if each.low is not None]
        highs = [each.high for each in sums if each.high is not None]
        samples = sum(each.samples for each in sums)
        added = sum(each.sum for each in sums)
        yield Step(
            *span,
            code,
            samples,
            min(lows, default=None),
            max(highs, default=None),
            added / samples if lows and samples else None,
            sum(each.total for each in sums),
        )


def _lanes(
    chosen: Chosen, period: Period, grain: Grain, steps: Sequence[Step], *, is_several: bool
) -> Picture:
    """Answers by how long they lasted, or by how often they were given if they do not last."""
    lasts = any(step.amount > 0 for step in steps)
    longest = max((step.amount for step in steps), default=0.0)
    unit, factor = ("h", 1 / 60) if longest > _LONG_MINUTES else ("min", 1.0)
    made = tuple(
        step._replace(amount=step.amount * factor if lasts else float(step.samples))
        for step in steps
    )
    return Picture(
        chosen, period, Form.LANES, grain, unit if lasts else "", is_count=not lasts,
        steps=made, codes=_codes(made), has_other_units=is_several,
    )  # fmt: skip


def _codes(steps: Iterable[Step]) -> tuple[str, ...]:
    weight: dict[str, int] = defaultdict(int)
    for step in steps:
        weight[step.code] += step.samples
    return tuple(sorted(weight, key=lambda code: (-weight[code], code)))


# -- one by one ---------------------------------------------------------------------------


def _few(found: Iterator[Moment]) -> list[Moment] | None:
    several: list[Moment] = []
    for each in found:
        if len(several) == MOST_MOMENTS:
            return None
        several.append(each)
    return several


def _single(
    chosen: Chosen, period: Period, unit: str, found: Sequence[Moment], *, is_several: bool
) -> Picture:
    is_coded = bool(found) and all(each.number is None for each in found)
    steps = tuple(
        Step(
            each.start_ms,
            each.start_ms + each.duration_ms,
            period.first,
            each.code or "",
            1,
            each.number,
            each.number,
            each.number,
            each.duration_ms / 60_000 if each.number is None else each.number,
        )
        for each in found
        if is_coded or each.number is not None
    )
    form = Form.LANES if is_coded else Form.POINTS
    return Picture(
        chosen, period, form, Grain.MOMENT, "min" if is_coded else unit, is_count=False,
        steps=steps, codes=_codes(steps) if is_coded else (), has_other_units=is_several,
    )  # fmt: skip


# -- episodes and documents ----------------------------------------------------------------


def _counts(connection: Connection, chosen: Chosen, period: Period) -> Picture:
    """Count what begins on each day; there are few enough to count them all."""
    days = others_by_day(connection, chosen.category, chosen.name)
    grain = Grain.DAY if period.reach is Reach.DAY else _grain(period, adds_up=True)
    sums = (
        Sums(number, "", count, None, None, 0.0, float(count))
        for number, count in sorted(days.items())
        if period.holds(day_of(number))
    )
    steps = tuple(_steps(_days(sums, grain), is_coded=False))
    return Picture(chosen, period, Form.BARS, grain, "", is_count=True, steps=steps)
