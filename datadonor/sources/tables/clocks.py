"""Local times of a file whose rows stand in groups, each perhaps in order of time.

In October an hour comes twice, and only the order of rows can tell the two apart. So a
file is looked at once for its order, and read the second time.
"""

from collections.abc import Hashable
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from datadonor.records.sample import ZoneKnown
from datadonor.sources.found import RowUnreadable
from datadonor.sources.times import LocalClock, Moment, moment_from_local

_MOST_GROUPS: Final = 10_000
"""Beyond it groups count as not in order: memory must not grow with a file."""


class GroupClocks:
    """One clock for each group whose times go forwards."""

    def __init__(self, zone: ZoneInfo) -> None:
        """Begin before the first look at a file."""
        self._zone = zone
        self._latest: dict[Hashable, datetime] = {}
        self._unordered: set[Hashable] = set()
        self._clocks: dict[Hashable, LocalClock] = {}

    def see(self, group: Hashable, local: datetime) -> None:
        """Look at the next time of a group, on the first way through."""
        latest = self._latest.get(group)
        if latest is None:
            if len(self._latest) >= _MOST_GROUPS:
                return
        elif local < latest and not self._is_repeat(latest, local):
            self._unordered.add(group)
        self._latest[group] = local

    def read(self, group: Hashable, local: datetime) -> Moment:
        """Read the next time of a group, on the second way through.

        Raises:
            RowUnreadable: It is outside 1900-2099.
        """
        if group not in self._latest or group in self._unordered:
            return moment_from_local(local, self._zone)
        clock = self._clocks.get(group)
        if clock is None:
            clock = self._clocks[group] = LocalClock(self._zone)
        return clock.read(local)

    def _is_repeat(self, latest: datetime, local: datetime) -> bool:
        if latest - local > timedelta(hours=1):
            return False
        try:
            known = moment_from_local(local, self._zone).basis.known
        except RowUnreadable:
            return False
        return known is ZoneKnown.AMBIGUOUS
