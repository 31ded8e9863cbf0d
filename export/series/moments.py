"""When, as it is told to the recipient: days and instants after the treatment of dates.

The treatment itself is not decided here. What is here makes it quick enough for millions
of samples, and says which dates a week, a month or a night is told by. Must not know
records.
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import Final, NamedTuple, Protocol

from consent.request import Dates
from datadonor.records.rollups import local_day
from datadonor.records.totals import HOUR_MS

DAY_MS: Final = 24 * HOUR_MS
_EPOCH: Final = date(1970, 1, 1)
_MOST_REMEMBERED: Final = 1 << 12
"""Days or hours whose text is kept; records come in order of time, so few are needed."""

_MINUTES: Final = tuple(f"T{hour:02}:{minute:02}:" for hour in range(24) for minute in range(60))
_SECONDS: Final = tuple(f"{second:02}Z" for second in range(60))
_A_MONTH: Final = len("2026-01")


class DateTreatment(Protocol):
    """What becomes of dates in one project."""

    def instant(self, ms: int) -> str | None:
        """Return a moment (UTC milliseconds since 1970) as it is told, in UTC with ``Z``."""
        ...  # pragma: no cover

    def day(self, day: date) -> str:
        """Return a day in Denmark: ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``."""
        ...  # pragma: no cover


class When(NamedTuple):
    """A time as it is told. ``end`` is nothing for a moment, and where only the month is told."""

    start: str
    end: str | None = None

    @property
    def json(self) -> str:
        """The element of an Observation that says so, without braces.

        A period's end is inclusive to the precision in which it is written (FHIR R4, Period).
        """
        if self.end is None:
            return f'"effectiveDateTime":"{self.start}"'
        return f'"effectivePeriod":{{"start":"{self.start}","end":"{self.end}"}}'


class Moments:
    """Writes moments and days after their treatment."""

    def __init__(self, dates: DateTreatment, rule: Dates) -> None:
        """Begin with the treatment and the name of what it does."""
        self._dates = dates
        self.is_coarse = rule in {Dates.MONTH, Dates.YEAR}
        """Whether the day is not told. Then there is no time of day and no end either."""
        self._days: dict[int, str] = {}
        self._texts: dict[int, str] = {}

    def text(self, ms: int) -> str:
        """Return a moment, to the whole second, or the month or year of its day.

        Args:
            ms: UTC milliseconds since 1970. A part of a second is left out: by it two
                studies could find the same record in each other's data.
        """
        if self.is_coarse:
            return self.day(local_day(ms // HOUR_MS))
        number, rest = divmod(ms, DAY_MS)
        text = self._texts.get(number)
        if text is None:
            # Treatment is by whole days, so that midnight's date is that of its whole day.
            text = self._dates.instant(number * DAY_MS) or self.day(number)
            text = text[: len("2026-01-01")]
            _remember(self._texts, number, text)
        minute, second = divmod(rest // 1000, 60)
        return text + _MINUTES[minute] + _SECONDS[second]

    def span(self, start_ms: int, duration_ms: int) -> When:
        """Return when a record began, and when it ended if it lasted."""
        if duration_ms and not self.is_coarse:
            return When(self.text(start_ms), self.text(start_ms + duration_ms))
        return When(self.text(start_ms))

    def day(self, number: int) -> str:
        """Return a day in Denmark, counted in days since 1970."""
        text = self._days.get(number)
        if text is None:
            text = self._dates.day(_EPOCH + timedelta(days=number))
            _remember(self._days, number, text)
        return text

    def days(self, first: int, last: int) -> When:
        """Return a span of days in Denmark, both inclusive, in days since 1970."""
        start = self.day(first)
        return When(start) if self.is_coarse else When(start, self.day(last))

    def hour(self, number: int) -> When:
        """Return an hour of UTC, in hours since 1970."""
        return self.span(number * HOUR_MS, HOUR_MS)

    def month_key(self, number: int) -> str:
        """Return the month of a day: as it is told if the day is, else the true one.

        Of shifted days the months are those of the shifted calendar. A true month, told
        as the days that it was shifted to, would give the shift away: by its length and
        by the day of the week on which it begins.
        """
        if self.is_coarse:
            return (_EPOCH + timedelta(days=number)).isoformat()[:_A_MONTH]
        return self.day(number)[:_A_MONTH]

    def month(self, key: str) -> When:
        """Return the month of a key: its days as they are told."""
        year, month = map(int, key.split("-"))
        if self.is_coarse:
            return When(self._dates.day(date(year, month, 1)))
        return When(f"{key}-01", f"{key}-{monthrange(year, month)[1]}")


def day_number(day: date) -> int:
    """Return a day as days since 1970."""
    return (day - _EPOCH).days


def day_number_of(text: str) -> int:
    """Return the day with which an ISO text begins, as days since 1970."""
    return day_number(date.fromisoformat(text[: len("2026-01-01")]))


def _remember(texts: dict[int, str], number: int, text: str) -> None:
    if len(texts) >= _MOST_REMEMBERED:
        texts.clear()
    texts[number] = text
