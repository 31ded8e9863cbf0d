"""Which days are allowed: closed day intervals, how they combine, and what decides them.

The one place where permits are united and denies are taken away. A day is a calendar day
in Europe/Copenhagen; the first and the last day of a period both count. It fails closed: a
permit that cannot be read permits nothing, a deny that cannot be read denies every day.

Pure: no clock (today is passed in) and no files. It knows days only. Which date of a record
counts, and whether purpose, recipient and project match, is asked beside it.

Source: the written rules of TORCH, the data extraction of the German Medical Informatics
Initiative, for FHIR R4 Consent; stricter for denies, our choice (``deny_period``).
"""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple, Self

from datadonor.records.rollups import date_in_denmark

_ONE_DAY: Final = timedelta(days=1)
_MILLISECOND: Final = timedelta(milliseconds=1)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?"
    r"(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
)
"""RFC 3339 §5.6. Python alone would take week dates, bare hours and times without zone."""


class Period(NamedTuple):
    """Days from the first to the last, both inclusive.

    ``Period.of`` holds that the first is not after the last, and so does everything here
    that returns one. One put together in reverse contains no day and is covered by none.
    """

    first: date
    last: date

    @classmethod
    def of(cls, first: date, last: date) -> Self:
        """Make a period.

        Raises:
            ValueError: The last day lies before the first.
        """
        if last < first:
            raise ValueError("a period ends before it begins")
        return cls(first, last)

    @property
    def days(self) -> int:
        """How many days it has, at least 1."""
        return (self.last - self.first).days + 1

    def contains(self, day: date) -> bool:
        """Say whether a day lies in it."""
        return self.first <= day <= self.last

    def __contains__(self, day: object) -> bool:
        # As a tuple it would answer for its two ends only.
        return isinstance(day, date) and self.contains(day)

    def covers(self, other: "Period") -> bool:
        """Say whether another period lies wholly in it."""
        return self.first <= other.first <= other.last <= self.last


@dataclass(frozen=True, slots=True)
class Periods:
    """A set of days, as periods: ascending, disjoint, and with a day between any two.

    However it is made it has this one form, so that equal sets of days are equal.
    True where it has a day.

    Raises:
        ValueError: A period of it ends before it begins.
    """

    spans: tuple[Period, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "spans", tuple(_joined(self.spans)))

    @classmethod
    def of(cls, *periods: Period) -> Self:
        """Make the set of all days of some periods, given in any order."""
        return cls(periods)

    @property
    def is_empty(self) -> bool:
        """Whether it has no day."""
        return not self.spans

    def __bool__(self) -> bool:
        return bool(self.spans)

    def __iter__(self) -> Iterator[Period]:
        return iter(self.spans)

    def __contains__(self, day: object) -> bool:
        return any(day in period for period in self.spans)

    def covers(self, period: Period) -> bool:
        """Say whether a period lies wholly inside one of them: none of its days is missing."""
        return any(allowed.covers(period) for allowed in self.spans)

    def union(self, other: "Periods") -> "Periods":
        """Return the days of either. Touching periods become one."""
        return Periods(self.spans + other.spans)

    def intersection(self, other: "Periods") -> "Periods":
        """Return the days of both. Periods that merely touch have none in common."""
        shared = (
            Period(max(one.first, two.first), min(one.last, two.last))
            for one in self.spans
            for two in other.spans
        )
        return Periods(tuple(period for period in shared if period.first <= period.last))

    def difference(self, other: "Periods") -> "Periods":
        """Return the days of this that are not of the other, to the day."""
        left: Iterable[Period] = self.spans
        for hole in other.spans:
            left = [piece for period in left for piece in _without(period, hole)]
        return Periods(tuple(left))


def _joined(periods: Iterable[Period]) -> Iterator[Period]:
    current: Period | None = None
    for first, last in sorted(periods):
        following = Period.of(first, last)
        if current is None:
            current = following
        elif following.first - current.last <= _ONE_DAY:
            current = Period(current.first, max(current.last, following.last))
        else:
            yield current
            current = following
    if current is not None:
        yield current


def _without(period: Period, hole: Period) -> Iterator[Period]:
    if hole.last < period.first or period.last < hole.first:
        yield period
        return
    # Each step by a day is taken only where a day of the period lies beyond.
    if period.first < hole.first:
        yield Period(period.first, hole.first - _ONE_DAY)
    if hole.last < period.last:
        yield Period(hole.last + _ONE_DAY, period.last)


ALL_DAYS: Final = Period(date.min, date.max)
"""Every day that can be written."""

NOTHING: Final = Periods()
"""No day."""

EVERYTHING: Final = Periods.of(ALL_DAYS)
"""Every day, for ever in both directions."""


def local_day(moment: datetime) -> date:
    """Return the calendar day of a moment in Europe/Copenhagen, as the records count days.

    Raises:
        ValueError: It has no zone, or its day lies outside the years 1 to 9999.
    """
    if moment.utcoffset() is None:
        raise ValueError("a moment without zone has no day")
    try:
        return date_in_denmark((moment - _EPOCH) // _MILLISECOND)
    except OverflowError:
        raise ValueError("a moment outside the years 1 to 9999 has no day") from None


def permit_period(start: str | None, end: str | None) -> Period | None:
    """Read the days that a permit names, or that a record with a period is about.

    Args:
        start: A whole day (``2024-05-03``) or an instant with zone (RFC 3339), which
            counts as its day in Europe/Copenhagen. None where there is none.
        end: Likewise, inclusive.

    Returns:
        None, which permits nothing, where an end is missing or unreadable, coarser than
        a day, or where the last day lies before the first.
    """
    first, last = _read_day(start), _read_day(end)
    if first is None or last is None or last < first:
        return None
    return Period(first, last)


def deny_period(start: str | None, end: str | None) -> Period:
    """Read the days that a deny names. What cannot be read denies every day.

    Args:
        start: As in ``permit_period``. None: since ever.
        end: None: for ever.

    Source: our choice. TORCH passes over such a deny, and so loses a "no".
    """
    first = date.min if start is None else _read_day(start)
    last = date.max if end is None else _read_day(end)
    if first is None or last is None or last < first:
        return ALL_DAYS
    return Period(first, last)


def _read_day(written: str | None) -> date | None:
    if written is None:
        return None
    try:
        if _DAY.fullmatch(written):
            return date.fromisoformat(written)
        if _INSTANT.fullmatch(written):
            return local_day(datetime.fromisoformat(written))
    except ValueError:  # 30 February, 25 o'clock, a leap second
        return None
    return None


class Kind(StrEnum):
    """What a provision does (FHIR R4 ConsentProvisionType)."""

    PERMIT = "permit"
    DENY = "deny"


class Provision(NamedTuple):
    """One rule of a document: these days are permitted, or denied, for a code.

    A permit whose days could not be read is left out. ``code`` None is every code in a
    deny, and none in a permit.
    """

    kind: Kind
    code: str | None
    period: Period


class ConsentDocument(NamedTuple):
    """What was signed at one time. Only an active document counts, also if it only denies."""

    is_active: bool
    provisions: tuple[Provision, ...]

    def permits_all(self, codes: AbstractSet[str]) -> bool:
        """Say whether it has a permit for each of some codes, whatever the days."""
        return codes <= {each.code for each in self.provisions if each.kind is Kind.PERMIT}


def days_by_code(
    documents: Iterable[ConsentDocument], codes: AbstractSet[str]
) -> dict[str, Periods]:
    """Return the days of each code: all permits united, then all denies taken away.

    Permits count only from an active document that permits all the codes. Denies count
    from any active document, signed before or after: to be permitted again, the document
    that denies must have been made inactive.

    Args:
        documents: In any order; the order says nothing.
        codes: Those that are all required.

    Returns:
        Exactly these codes, with no days where nothing is permitted.
    """
    active = [document for document in documents if document.is_active]
    complete = [document for document in active if document.permits_all(codes)]
    permits = [each for one in complete for each in one.provisions if each.kind is Kind.PERMIT]
    denies = [each for one in active for each in one.provisions if each.kind is not Kind.PERMIT]
    return {
        code: Periods.of(*(each.period for each in permits if each.code == code)).difference(
            Periods.of(*(each.period for each in denies if each.code in {code, None}))
        )
        for code in codes
    }


def allowed_days(
    documents: Iterable[ConsentDocument],
    gate_codes: AbstractSet[str],
    data_codes: AbstractSet[str],
    today: date,
) -> Periods:
    """Return the days whose records may be used today.

    The gate comes first: today must be a day of every gate code, or nothing is allowed.
    Then the days of all data codes are intersected.

    Args:
        documents: Everything that was signed about this, in any order.
        gate_codes: Whether the data may be used now. None at all opens nothing.
        data_codes: Which days' data. None at all allows nothing.
        today: In Europe/Copenhagen (``local_day``).

    Returns:
        Where a record is about a period, it may go if ``covers`` says so.
    """
    if not gate_codes or not data_codes:
        return NOTHING
    days = days_by_code(documents, gate_codes | data_codes)
    if not all(today in days[code] for code in gate_codes):
        return NOTHING
    allowed = EVERYTHING
    for code in data_codes:
        allowed = allowed.intersection(days[code])
    return allowed
