"""What becomes of dates on their way out.

One shift for a donor in a project, so that intervals stay exact; or no more than the month
or the year; or the true date where a study has a reason for it. Pure: the day of release is
passed in. Must not know resources or tables.

Rules of our choice: a time of day goes only where records go one by one or by the hour. A
date that is a month or a year only cannot be shifted by weeks, and is not sent among shifted
ones: beside a shifted day it would bound the shift. Moments are sent in UTC and never with
the local offset, which tells summer from winter; and to the whole second, because a finer
one is a fingerprint by which two studies could find their records in each other's data.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Final, NamedTuple, Protocol

from consent.request import Dates, Resolution
from datadonor.records.rollups import date_in_denmark

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2099
"""What lies outside is no date of a record (the importers' bounds too)."""

OLDEST_TOLD: Final = 90
"""From this age on the year of birth is told as "or earlier". Source: our choice, after the
HIPAA safe harbour rule (45 CFR 164.514(b)(2)(i)(C)): there are few so old."""

_DAY: Final = timedelta(days=1)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)
_TEXT: Final = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?)?)?",
    re.ASCII,
)
_TELL_TIME: Final = frozenset({Resolution.RAW, Resolution.HOUR})


class Shifts(Protocol):
    """What of a donor's identity in a project the treatment of dates must know."""

    @property
    def date_shift_days(self) -> int:
        """Whole weeks, negative."""

    @property
    def newest_days_held_back(self) -> int:
        """At least 0."""


class Precision(StrEnum):
    """How much a date in a file says (FHIR R4 §2.24.0.1)."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    INSTANT = "instant"


class ReadDate(NamedTuple):
    """A date as a file has it. ``day`` is in Denmark, the first of what it says only coarsely."""

    precision: Precision
    day: date
    ms: int | None = None


def read_date(text: str) -> ReadDate | None:
    """Read a FHIR date, dateTime or instant; nothing if it is none.

    A time of day without zone is none of FHIR's: only its day is believed.
    """
    found = _TEXT.fullmatch(text)
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return None
    try:
        day = date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
        if found[4] is None:
            precision = Precision.DAY if found[3] else Precision.MONTH if found[2] else None
            return ReadDate(precision or Precision.YEAR, day)
        # Clocks here know no 61st second (FHIR R4 allows it).
        moment = datetime.fromisoformat(re.sub(r"(T\d\d:\d\d):60", r"\1:59", text))
        if found[5] is None:
            return ReadDate(Precision.DAY, day)
        ms = (moment - _EPOCH) // _MILLISECOND
        return ReadDate(Precision.INSTANT, date_in_denmark(ms), ms)
    except (ValueError, OverflowError):
        return None


@dataclass(frozen=True)
class DateTreatment:
    """How the dates of one item's records are sent.

    Attributes:
        dates: What the request says of them.
        identity: The donor in the project. Looked at only where dates are shifted.
        resolution: How fine the item's records are.
        release_day: The day in Denmark on which they are sent.
    """

    dates: Dates
    identity: Shifts
    resolution: Resolution
    release_day: date

    @cached_property
    def rule(self) -> str:
        """The name of the rule by which dates are treated."""
        return f"dates_{self.dates}"

    @cached_property
    def shift_days(self) -> int:
        """By how many days dates are moved: 0 where they are not shifted."""
        return self.identity.date_shift_days if self.dates is Dates.SHIFTED else 0

    @cached_property
    def tells_time_of_day(self) -> bool:
        """Whether a moment is sent as one."""
        is_whole = self.dates in {Dates.SHIFTED, Dates.EXACT}
        return is_whole and self.resolution in _TELL_TIME

    @cached_property
    def last_day(self) -> date:
        """The last day, included, whose records are sent.

        Where dates are shifted that is the day of release less the donor's own number of
        days: with none held back it is the day of release itself. Otherwise there is no
        bound, and this is the last day there is.
        """
        if self.dates is not Dates.SHIFTED:
            return date.max
        return self.release_day - self.identity.newest_days_held_back * _DAY

    def is_held_back(self, day: date) -> bool:
        """Whether a record of a day (the true one, in Denmark) stays as one of the newest."""
        return day > self.last_day

    def instant(self, ms: int) -> str | None:
        """Return a moment as it is sent: UTC, whole seconds, ``Z``.

        Args:
            ms: UTC milliseconds since 1970.

        Returns:
            Nothing where no time of day is told (``when`` gives the day then), or the
            moment lies outside the years that can be written.
        """
        if not self.tells_time_of_day:
            return None
        try:
            moment = _EPOCH + timedelta(days=self.shift_days, seconds=ms // 1000)
        except OverflowError:
            return None
        return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment.year >= FIRST_YEAR - 1 else None

    def day(self, day: date) -> str:
        """Return a day in Denmark as it is sent: a day, a month or a year."""
        match self.dates:
            case Dates.MONTH:
                return f"{day:%Y-%m}"
            case Dates.YEAR:
                return f"{day:%Y}"
            case _:
                return (day + self.shift_days * _DAY).isoformat()

    def when(self, ms: int) -> str | None:
        """Return a moment as it is sent: with its time of day if that is told, else its day.

        Returns:
            Nothing for what lies outside the years 1900 to 2099.
        """
        try:
            day = date_in_denmark(ms)
        except OverflowError:
            return None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            return None
        return self.instant(ms) or self.day(day)

    def partial(self, text: str) -> str | None:
        """Return a FHIR date or dateTime of any precision as it is sent.

        Returns:
            Nothing for what is no date, and for a month or a year where dates are
            shifted. What is coarser than asked goes as it is.
        """
        read = read_date(text)
        if read is None:
            return None
        if read.ms is not None:
            return self.when(read.ms)
        if read.precision is Precision.DAY:
            return self.day(read.day)
        if self.dates is Dates.SHIFTED:
            return None
        is_year = read.precision is Precision.YEAR or self.dates is Dates.YEAR
        return f"{read.day:%Y}" if is_year else f"{read.day:%Y-%m}"

    def birth_year(self, born: date) -> "BirthYear":
        """Return the year of birth as it is sent on the day of release."""
        return birth_year(born.year, self.release_day)


class BirthYear(NamedTuple):
    """A year of birth; ``or_earlier`` where it stands for all the years before it too."""

    year: int
    or_earlier: bool


def birth_year(year: int, release_day: date) -> BirthYear:
    """Return a year of birth as it may be told: of the very old only that they are.

    Args:
        year: True.
        release_day: Whoever turns ``OLDEST_TOLD`` in its year, or has before, is very old.
    """
    oldest = release_day.year - OLDEST_TOLD
    return BirthYear(max(year, oldest), year <= oldest)
