"""Hours gathered to the periods of a resolution: days, weeks, months, or all of it.

Days are days in Denmark, made of whole UTC hours as the vault's roll-ups are; weeks begin
on Monday (ISO 8601). Pure. Must not know the database, FHIR or tables.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple

from consent.request import Resolution
from datadonor.records.rollups import local_day
from export.series.moments import Moments, When
from export.series.summing import Hour, Sums

_MONDAY: Final = 3
"""1970 began on a Thursday: days since 1970, plus this, modulo 7 is 0 on Mondays."""


class Summary(NamedTuple):
    """What one code's records of a period come to.

    ``name`` is the true period, for an id only. ``days`` counts the days in Denmark on
    which there is one of these records.
    """

    when: When
    name: str
    code: str
    days: int
    sums: Sums


@dataclass(slots=True)
class _Gathering:
    sums: Sums
    days: int
    last_day: int


def summaries(hours: Iterable[Hour], resolution: Resolution, moments: Moments) -> Iterator[Summary]:
    """Yield the summaries of one type or kind, by period and code.

    Args:
        hours: By time, one pass.
        resolution: Coarser than raw.
        moments: How times are told.
    """
    key_of, when_of = _ways(resolution, moments)
    dated = ((local_day(hour.number), hour) for hour in hours)
    for key, several in groupby(dated, lambda each: key_of(*each)):
        gathered: dict[str, _Gathering] = {}
        first = last = None
        for day, hour in several:
            first, last = day if first is None else first, day
            _gather(gathered, day, hour)
        assert first is not None and last is not None  # noqa: S101, PT018 - a group holds something
        when = when_of(key) if when_of is not None else moments.days(first, last)
        name = f"{resolution}.{key}"
        for code, each in sorted(gathered.items()):
            yield Summary(when, name, code, each.days, each.sums)


def _gather(gathered: dict[str, _Gathering], day: int, hour: Hour) -> None:
    known = gathered.get(hour.code)
    if known is None:
        gathered[hour.code] = _Gathering(hour.sums, 1, day)
        return
    known.sums = known.sums.plus(hour.sums)
    known.days += day != known.last_day
    known.last_day = day


_KeyOf = Callable[[int, Hour], Hashable]
_WhenOf = Callable[..., When]


def _ways(resolution: Resolution, moments: Moments) -> tuple[_KeyOf, _WhenOf | None]:
    """Return how an hour finds its period, and how that is told; nothing for all of it.

    All of it is told by the first and the last day of which there is something: the
    window itself stands in the request, and would give the shift of dates away.
    """
    match resolution:
        case Resolution.HOUR:
            return (lambda _, hour: hour.number), moments.hour
        case Resolution.DAY:
            return (lambda day, _: day), (lambda day: moments.days(day, day))
        case Resolution.WEEK:
            return (
                (lambda day, _: day - (day + _MONDAY) % 7),
                (lambda monday: moments.days(monday, monday + 6)),
            )
        case Resolution.MONTH:
            return (lambda day, _: moments.month_key(day)), moments.month
        case _:
            return (lambda _, __: ""), None
