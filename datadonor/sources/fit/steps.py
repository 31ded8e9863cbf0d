"""Steps and distances of a watch: running totals of the day, made into what came between.

A monitoring file says now and then how many steps there were since midnight, for each
kind of moving. Files break off during the day, and the next one begins by saying again
where the totals stood. So the first total in a file is only a beginning, unless it is
of a kind that the file's beginning did not know: then it started from nought.

Source: FIT profile, message ``monitoring`` ("accumulated … for each activity_type");
the rest is our choice, so that a file gives the same whichever others came with it.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from datadonor.records.types import TypeId
from datadonor.sources.fit.gathering import Kind
from datadonor.sources.fit.messages import Message
from datadonor.sources.found import Fault, RowUnreadable

STEPS: Final = Kind(TypeId("StepCount"), "{steps}")
DISTANCE: Final = Kind(TypeId("DistanceWalkingRunning"), "m")

_ON_FOOT: Final = frozenset({"walking", "running"})
_DAY_S: Final = 86_400
_BEGINNING_S: Final = 60
"""What is said within a minute of a file's beginning says where the totals stood."""

_MOST_STEPS: Final = 200_000
_MOST_METRES: Final = 400_000
"""In one stretch. No day has more; what does is a damaged counter. Source: our choice."""


class Stretch(NamedTuple):
    """What came between two totals: from when, for how long (seconds), and how much."""

    kind: Kind
    begin: int
    lasted: int
    amount: float


class RunningTotals:
    """Turns totals into stretches, for one file."""

    def __init__(self) -> None:
        """Begin without knowing when the file begins."""
        self._began: int | None = None
        self._midnight: int | None = None
        self._last: dict[tuple[str, Kind], tuple[int, float]] = {}
        self._tells_beginning = False

    def begin(self, utc: int, local: int | None) -> None:
        """Take note of when the file begins, UTC and on the wall, in seconds of the file."""
        self._began = utc
        self._last.clear()
        self._midnight = None if local is None else utc - local % _DAY_S
        self._tells_beginning = self._midnight is not None and utc - self._midnight <= _BEGINNING_S

    def add(self, message: Message, seconds: int) -> Iterator[Stretch]:
        """Take a total and yield what came since the one before.

        Raises:
            RowUnreadable: It cannot be what a person walked.
        """
        moving = message.word_of("activity_type")
        if moving not in _ON_FOOT:
            return
        totals = ((STEPS, _steps(message), _MOST_STEPS), (DISTANCE, _metres(message), _MOST_METRES))
        for kind, total, most in totals:
            if total is None:
                continue
            if not 0 <= total <= most * 10:
                raise RowUnreadable(Fault.NUMBER_ABSURD)
            stretch = self._since_last(moving, kind, seconds, total)
            self._last[moving, kind] = (seconds, total)
            if stretch is None or not stretch.amount:
                continue
            if stretch.amount > most:
                raise RowUnreadable(Fault.NUMBER_ABSURD)
            yield stretch

    def _since_last(self, moving: str, kind: Kind, seconds: int, total: float) -> Stretch | None:
        known = self._last.get((moving, kind))
        if known is None:
            return self._first(kind, seconds, total)
        since, before = known
        if total >= before:
            return Stretch(kind, since, max(seconds - since, 0), total - before)
        # The totals begin anew at midnight; what came between the last one and midnight
        # was never said.
        midnight = self._last_midnight(seconds)
        begin = since if midnight is None else max(midnight, since)
        return Stretch(kind, begin, max(seconds - begin, 0), total)

    def _first(self, kind: Kind, seconds: int, total: float) -> Stretch | None:
        if self._began is None:
            return None
        if seconds <= self._began + _BEGINNING_S:
            self._tells_beginning = True
            return None
        if not self._tells_beginning:
            return None
        return Stretch(kind, self._began, max(seconds - self._began, 0), total)

    def _last_midnight(self, seconds: int) -> int | None:
        if self._midnight is None:
            return None
        return self._midnight + (seconds - self._midnight) // _DAY_S * _DAY_S


def _steps(message: Message) -> float | None:
    steps = message.number_of("steps", "cycles_16")
    if steps is not None:
        return steps
    # Cycles are pairs of steps; the profile has halved them.
    cycles = message.number_of("cycles")
    return None if cycles is None else cycles * 2


def _metres(message: Message) -> float | None:
    metres = message.number_of("distance")
    if metres is not None:
        return metres
    hundreds = message.number_of("distance_16")
    return None if hundreds is None else hundreds * 100
