"""When: FHIR's dates and times, which may be a day, a month or a year only.

Source of the shapes: FHIR R4, 2.24.0.1 (date, dateTime, instant).
"""

import re
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from datadonor.records.sample import Basis, ZoneKnown
from datadonor.sources.fhir.paths import Tree, at, part, parts, text
from datadonor.sources.found import Fault, RowUnreadable
from datadonor.sources.times import Moment, moment_from_iso, moment_from_local

UNDATED: Final = Basis(ZoneKnown.UTC)
"""The basis of a document without a date."""

_CHOICES: Final = ("", "DateTime", "Date", "Instant", "Period", "Timing")
_COARSE: Final = re.compile(r"\d{4}(?:-\d\d)?")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME: Final = re.compile(
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?", re.ASCII
)
_LEAP_SECOND: Final = re.compile(r"(T\d\d:\d\d):60")


class When(NamedTuple):
    """A moment or a span. ``is_day`` says that only the day is known."""

    moment: Moment
    duration_ms: int = 0
    is_day: bool = False

    @property
    def is_read_in_zone(self) -> bool:
        """Whether it is a time of day without zone. A day is the same in every zone."""
        known = self.moment.basis.known
        return not self.is_day and known in {ZoneKnown.ASSUMED, ZoneKnown.AMBIGUOUS}


def first_when(resource: Tree, names: tuple[str, ...], zone: ZoneInfo) -> When | None:
    """Return when, by the first of these elements that has at least a day.

    Raises:
        RowUnreadable: It has one that is no date, or a span that ends before it begins.
    """
    for name in names:
        holder, _, last = name.rpartition(".")
        for tree in at(resource, holder) if holder else [resource]:
            if isinstance(tree, dict) and (found := _of_element(tree, last, zone)):
                return found
    return None


def _of_element(tree: Tree, name: str, zone: ZoneInfo) -> When | None:
    for choice in _CHOICES:
        if (value := tree.get(name + choice)) is not None:
            found = when(value, zone)
            if found is not None:
                return found
    return None


def when(value: Any, zone: ZoneInfo) -> When | None:  # noqa: ANN401 - a sender's
    """Read a date, a time, a Period or a Timing; nothing if it is coarser than a day.

    Raises:
        RowUnreadable: As in ``first_when``.
    """
    if isinstance(value, str):
        return _when_of_text(value, zone)
    if not isinstance(value, dict):
        return None
    if isinstance(event := value.get("event"), list):
        days = (each for each in event if isinstance(each, str))
        return next((found for each in days if (found := _when_of_text(each, zone))), None)
    span = next(iter(parts(part(value, "repeat"), "boundsPeriod")), value)
    return _when_of_span(span, zone)


def _when_of_span(span: Tree, zone: ZoneInfo) -> When | None:
    start, end = text(span, "start"), text(span, "end")
    begun = _when_of_text(start, zone) if start else None
    ended = _when_of_text(end, zone) if end else None
    if begun is None or ended is None:
        # An end alone is when it was last so; a start as coarse as a year is no day.
        return begun or (None if start else ended)
    last_ms = ended.moment.ms
    if ended.is_day and end:  # the whole of its last day belongs to a span (FHIR R4, Period.end)
        last_ms = moment_from_local(_day(end) + timedelta(days=1), zone, is_second=False).ms
    if last_ms < begun.moment.ms:
        raise RowUnreadable(Fault.TIME_ABSURD)
    return begun._replace(duration_ms=last_ms - begun.moment.ms)


def _when_of_text(words: str, zone: ZoneInfo) -> When | None:
    words = words.strip()
    if _COARSE.fullmatch(words):
        return None
    if _DAY.fullmatch(words):
        return When(moment_from_local(_day(words), zone, is_second=False), is_day=True)
    if not _TIME.fullmatch(words):
        raise RowUnreadable(Fault.TIME_UNREADABLE)
    # Clocks here know no 61st second: the one before stands for it.
    return When(moment_from_iso(_LEAP_SECOND.sub(r"\1:59", words), zone))


def _day(words: str) -> datetime:
    try:
        return datetime.fromisoformat(words.strip())
    except ValueError:
        raise RowUnreadable(Fault.TIME_UNREADABLE) from None
