"""The days of a made-up life: their chance, their clock as a Danish telephone writes it.

All that happens on a day is drawn from the seed, the day's number and a name, and from
nothing else. That is why a later export of the same life holds the earlier one unchanged.
"""

import random
import zlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

FIRST_DAY: Final = date(2023, 10, 1)
"""So early that 3.3 million records end before October 2026: none may lie in the future."""

ZONE: Final = "Europe/Copenhagen"

_HOURS: Final = 40
"""A night that begins on a day ends well before its fortieth hour."""

_MINUTES: Final = tuple(f"{m:02}:{s:02}" for m in range(60) for s in range(60))


@dataclass(frozen=True)
class Day:
    """One day, counted from 0. Moments of it are seconds passed since its midnight."""

    seed: int
    number: int

    @cached_property
    def date(self) -> date:
        return FIRST_DAY + timedelta(days=self.number)

    @cached_property
    def _midnight(self) -> datetime:
        return datetime.combine(self.date, datetime.min.time(), ZoneInfo(ZONE)).astimezone(UTC)

    @cached_property
    def _hours(self) -> list[tuple[str, str]]:
        """What stands before and after minutes and seconds, for each hour passed.

        Denmark moves its clocks at a full hour, so an hour has one offset.
        """
        zone = ZoneInfo(ZONE)
        begun = ((self._midnight + timedelta(hours=n)).astimezone(zone) for n in range(_HOURS))
        return [(f"{when:%Y-%m-%d %H:}", f"{when: %z}") for when in begun]

    @cached_property
    def seconds(self) -> int:
        """The day's length: 23, 24 or 25 hours."""
        after = datetime.combine(
            self.date + timedelta(days=1), datetime.min.time(), ZoneInfo(ZONE)
        ).astimezone(UTC)
        return int((after - self._midnight).total_seconds())

    def stamp(self, second: int) -> str:
        """Write a moment as Apple does: ``2026-03-01 07:30:12 +0100``."""
        hour, rest = divmod(second, 3600)
        before, after = self._hours[hour]
        return before + _MINUTES[rest] + after

    def local(self, second: int) -> datetime:
        """Return a moment in the zone's own time."""
        return self.utc(second).astimezone(ZoneInfo(ZONE))

    def utc(self, second: int) -> datetime:
        return self._midnight + timedelta(seconds=second)

    def chance(self, name: str) -> random.Random:
        """Return this day's chance for what bears the name, new and always the same."""
        return random.Random(f"{self.seed}/{self.number}/{name}")

    def count(self, name: str, mean: float) -> int:
        """Return how many of a thing there are on this day, a tenth around the mean.

        Cheaper than ``chance``, as it is asked for every name and day beforehand. The
        first day has at least one of everything, so that a small export shows all.
        """
        drawn = zlib.crc32(f"{self.seed}/{self.number}/{name}".encode())
        around = mean * (0.9 + 0.2 * (drawn % 1024) / 1024)
        number = int(around + (drawn >> 16) / 65536)
        return number if self.number else max(1, number)
