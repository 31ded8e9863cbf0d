"""The times of a FIT file: seconds in UTC, and what is known of the clock on the wall.

Source: FIT profile, ``date_time`` (seconds since 1989-12-31T00:00:00Z; small values
count from when the device was switched on) and ``local_date_time``.
"""

from bisect import bisect_right
from typing import Final

from datadonor.records.sample import Basis, ZoneKnown
from datadonor.sources.fit.messages import Message
from datadonor.sources.found import Fault, RowUnreadable
from datadonor.sources.times import bounded

EPOCH_S: Final = 631_065_600
"""1989-12-31T00:00:00Z in seconds since 1970."""

_LEAST_ABSOLUTE: Final = 0x1000_0000
"""Smaller ones count from when the device was switched on, and tell no time."""

_MOST_OFFSET_S: Final = 14 * 3600 + 120
_QUARTER_S: Final = 900
_MOST_RESIDUE_S: Final = 120

_UTC: Final = Basis(ZoneKnown.UTC)


def to_ms(seconds: float) -> int:
    """Return a time of the file in UTC milliseconds since 1970.

    Raises:
        RowUnreadable: It tells no time, or lies beyond 2099.
    """
    if seconds < _LEAST_ABSOLUTE:
        raise RowUnreadable(Fault.TIME_ABSURD)
    return bounded(round((seconds + EPOCH_S) * 1000))


def has_set_clock(file_id: Message) -> bool:
    """Whether the device knew the time of day when it began the file.

    If not, all its times count from when it was switched on, and nothing in the file
    says when that was.
    """
    created = file_id.seconds_of("time_created")
    return created is None or created >= _LEAST_ABSOLUTE


class WallClock:
    """Learns from messages how far the clock on the wall was from UTC, and when."""

    def __init__(self) -> None:
        """Begin without knowing."""
        self._known: dict[int, int] = {}

    def learn(self, message: Message) -> None:
        """Take note of a message that tells one time twice; others say nothing."""
        utc, local = message.seconds_of("timestamp"), message.seconds_of("local_timestamp")
        if utc is None or local is None or min(utc, local) < _LEAST_ABSOLUTE:
            return
        ahead = local - utc
        quarters = round(ahead / _QUARTER_S)
        # Zones differ by quarters of an hour. What does not is a clock that was never set.
        if abs(ahead) <= _MOST_OFFSET_S and abs(ahead - quarters * _QUARTER_S) <= _MOST_RESIDUE_S:
            self._known[utc] = quarters * 15

    def periods(self) -> tuple[tuple[int, Basis], ...]:
        """Return from when on what is known: seconds of the file, ascending, at least one.

        The first holds for everything before it as well.
        """
        if not self._known:
            return ((0, _UTC),)
        found: list[tuple[int, Basis]] = []
        for since, ahead in sorted(self._known.items()):
            basis = Basis(ZoneKnown.OFFSET, ahead)
            if not found or found[-1][1] != basis:
                found.append((since, basis))
        return tuple(found)

    def basis_at(self, seconds: float) -> Basis:
        """Return what is known at a time of the file."""
        periods = self.periods()
        at = bisect_right([since for since, _ in periods], seconds)
        return periods[max(at - 1, 0)][1]

    def basis_at_ms(self, ms: int) -> Basis:
        """Return what is known at a time in UTC milliseconds since 1970."""
        return self.basis_at(ms / 1000 - EPOCH_S)
