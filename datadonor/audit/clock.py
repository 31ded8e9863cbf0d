"""The clock of the log: UTC, and never earlier than what has been seen.

A computer's clock can be set back, by accident or to revive what has run out. The
log's clock then stands still at the highest time seen, and every event says so
(``held``) until the computer's clock has caught up.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from datadonor.audit.events import When, instant

SystemClock = Callable[[], datetime]
"""Returns the computer's time, with zone."""


def utc_now() -> datetime:
    """Return the computer's time in UTC."""
    return datetime.now(UTC)


class LogClock:
    """Readings that never go back."""

    def __init__(self, system: SystemClock, highest: datetime | None) -> None:
        """Begin at the highest time seen, if there is one."""
        self._system = system
        self._highest = highest

    @property
    def is_behind(self) -> bool:
        """Whether the computer's clock shows less than the highest time seen."""
        return self._highest is not None and self._system() < self._highest

    @property
    def lag(self) -> timedelta:
        """How far the computer's clock is behind the highest time seen; zero if it is not."""
        if self._highest is None:
            return timedelta()
        return max(self._highest - self._system(), timedelta())

    def now(self) -> datetime:
        """Return the time that ``read`` would record, without recording any."""
        now = self._system()
        return now if self._highest is None else max(now, self._highest)

    def read(self) -> When:
        """Return the time to record."""
        now = self._system()
        if self._highest is not None and now < self._highest:
            return When(recorded=instant(self._highest), clock="held")
        self._highest = now
        return When(recorded=instant(now), clock="steady")
