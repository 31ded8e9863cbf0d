"""When: FHIR's dates and times, which may be a day, a month or a year only.

Source of the shapes: FHIR R4, 2.24.0.1 (date, dateTime, instant).
"""

import re
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from datadonor.records.sample import OPEN_END_MS, Basis, ZoneKnown
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
    """A moment or a span. ``is_day`` says that only the day is known.

    ``duration_ms`` is 0 where no end can be said. ``end_ms`` is nothing for what is of
    one moment or day; else when a span was over (UTC milliseconds, exclusive, after
    ``moment``), or ``OPEN_END_MS``. ``end_fault`` is why an end could not be read.
    """

    moment: Moment
    duration_ms: int = 0
    is_day: bool = False
    end_ms: int | None = None
    end_fault: Fault | None = None

    @property
    def is_read_in_zone(self) -> bool:
        """Whether it is a time of day without zone. A day is the same in every zone."""
        known = self.moment.basis.known
        return not self.is_day and known in {ZoneKnown.ASSUMED, ZoneKnown.AMBIGUOUS}


def first_when(resource: Tree, names: tuple[str, ...], zone: ZoneInfo) -> When | None:
    """Return when, by the first of these elements that has at least a day.

    Args:
        resource: As parsed.
        names: Of elements, with dots between them and without the ending of a choice;
            ``.`` is the resource's own start and end.
        zone: In which times without zone are read.

    Raises:
        RowUnreadable: It has one that is no date. An end that is none does not raise.
    """
    for name in names:
        holder, _, last = name.rpartition(".")
        for tree in at(resource, holder) if holder else [resource]:
            if isinstance(tree, dict) and (found := _of_element(tree, last, zone)):
                return found
    return None


def _of_element(tree: Tree, name: str, zone: ZoneInfo) -> When | None:
    if not name:
        return _when_of_span(tree, zone)
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
    if isinstance(events := value.get("event"), list):
        return _when_of_events(events, zone, is_repeated="repeat" in value)
    span = next(iter(parts(part(value, "repeat"), "boundsPeriod")), value)
    return _when_of_span(span, zone)


def _when_of_span(span: Tree, zone: ZoneInfo) -> When | None:
    start, end = text(span, "start"), text(span, "end")
    begun = _when_of_text(start, zone) if start else None
    if begun is None:
        # An end alone is when it was last so; a start as coarse as a year is no day.
        last = _when_of_text(end, zone) if end and not start else None
        return last._replace(end_ms=OPEN_END_MS) if last else None
    if end is None:
        return begun._replace(end_ms=OPEN_END_MS)
    try:
        over_ms = _over(end, zone)
    except RowUnreadable as caught:
        return begun._replace(end_ms=OPEN_END_MS, end_fault=caught.fault)
    if over_ms < begun.moment.ms:
        return begun._replace(end_ms=OPEN_END_MS, end_fault=Fault.TIME_ABSURD)
    duration_ms = over_ms - begun.moment.ms
    # How long is not known where the end is a month or a year.
    known_ms = 0 if _COARSE.fullmatch(end.strip()) else duration_ms
    return begun._replace(duration_ms=known_ms, end_ms=over_ms if duration_ms else None)


def _when_of_events(events: list[Any], zone: ZoneInfo, *, is_repeated: bool) -> When | None:
    days = (each for each in events if isinstance(each, str))
    first = next((found for each in days if (found := _when_of_text(each, zone))), None)
    if first is None or (len(events) == 1 and not is_repeated):
        return first
    end_ms = OPEN_END_MS if is_repeated else _end_of(events, first.moment.ms, zone)
    return first._replace(end_ms=end_ms)


def _end_of(events: list[Any], begun_ms: int, zone: ZoneInfo) -> int:
    """Return when the last of many events was over; open if that is not sure."""
    over = [begun_ms + 1]
    for each in events:
        try:
            found = _when_of_text(each, zone) if isinstance(each, str) else None
            if found is None or found.moment.ms < begun_ms:
                return OPEN_END_MS
            over.append(max(_over(each, zone), found.moment.ms + 1))
        except RowUnreadable:
            return OPEN_END_MS
    return max(over)


def _over(words: str, zone: ZoneInfo) -> int:
    """Return when a date is over: all of a day, month or year belongs to it (FHIR R4, Period.end).

    Of a time of day it is that time itself, as with every length in the vault: a day
    written from midnight to midnight is one day, and not two.

    Raises:
        RowUnreadable: It is no date, or outside 1900-2099.
    """
    words = words.strip()
    is_coarse = _COARSE.fullmatch(words) is not None
    if not is_coarse and not _DAY.fullmatch(words):
        return _when_in(words, zone).moment.ms
    first = _day(words + "-01" * (2 - words.count("-")))
    moment_from_local(first, zone, is_second=False)  # refused here if the calendar ends before
    if not is_coarse:
        following = first + timedelta(days=1)
    elif "-" in words:
        following = (first + timedelta(days=31)).replace(day=1)
    else:
        following = first.replace(year=first.year + 1)
    return moment_from_local(following, zone, is_second=False).ms


def _when_of_text(words: str, zone: ZoneInfo) -> When | None:
    words = words.strip()
    return None if _COARSE.fullmatch(words) else _when_in(words, zone)


def _when_in(words: str, zone: ZoneInfo) -> When:
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
