"""Garmin Connect's list of activities (``summarizedActivities``).

Most of them lie in the export a second time, whole, as FIT files: those are read, and
the line in the list is passed over. What remains was typed by hand, came from another
service, or has lost its file.

Source: the public descriptions by people who have read their own export. Lengths are
centimetres, times milliseconds. The unit of ``calories`` is not certain (it seems to be
kilojoules), and of speeds neither, so both are left out.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, BinaryIO, Final

from datadonor.records.sample import Context, Episode, Sample
from datadonor.records.types import TypeId
from datadonor.sources.errors import FileDamaged
from datadonor.sources.fit.activity import DISTANCES
from datadonor.sources.found import Found, Note, Notice
from datadonor.sources.garmin.fields import (
    CONNECT,
    Row,
    accounts,
    basis,
    instant,
    needed,
    number,
    to_ms,
)
from datadonor.sources.sports import OTHER, workout_word

_MOST_APART_MS: Final = 90_000
"""A watch makes the file some seconds before or after the start that it then notes."""

_FACTS: Final = (
    ("elapsed_s", "elapsedDuration", 1000),
    ("timer_s", "duration", 1000),
    ("moving_s", "movingDuration", 1000),
    ("distance_m", "distance", 100),
    ("ascent_m", "elevationGain", 100),
    ("descent_m", "elevationLoss", 100),
    ("steps", "steps", 1),
    ("heart_rate_mean_per_min", "avgHr", 1),
    ("heart_rate_highest_per_min", "maxHr", 1),
    ("heart_rate_lowest_per_min", "minHr", 1),
    ("power_mean_w", "avgPower", 1),
    ("training_effect", "aerobicTrainingEffect", 1),
)


def read_workout(row: Row, starts: Sequence[int]) -> Iterator[Found]:
    """Read one activity.

    Args:
        row: As it stands in the list.
        starts: When the activities began that lie beside it as FIT files: UTC
            milliseconds, ascending.

    Raises:
        RowUnreadable: It has no time, or a number that is none.
    """
    yield from accounts(row)
    begin = needed(row, "startTimeGmt", "startTimeGMT", "beginTimestamp")
    known = basis(begin, instant(row, "startTimeLocal"))
    fitness = number(row, "vO2MaxValue")
    if fitness:
        context = Context(known, unit="mL/kg/min")
        yield Sample(TypeId("VO2Max"), to_ms(begin), 0, fitness, None, CONNECT, context)
    # A triathlon stands in the list as a whole and in its parts.
    if row.get("parent") is True or _has_file(to_ms(begin), starts):
        yield Notice(Note.COPY_SKIPPED)
        return
    facts = _facts(row)
    lasted = facts.get("elapsed_s") or facts.get("timer_s") or 0.0
    lasted_ms = max(timedelta(seconds=lasted) // timedelta(milliseconds=1), 0)
    code = _code(row)
    if code in DISTANCES and facts.get("distance_m"):
        kind = DISTANCES[code]
        context = Context(known, unit=kind.unit)
        metres = facts["distance_m"]
        yield Sample(kind.type, to_ms(begin), lasted_ms, metres, None, CONNECT, context)
    identity = row.get("activityId")
    yield Episode(
        kind="Workout",
        start_ms=to_ms(begin),
        duration_ms=lasted_ms,
        source=CONNECT,
        context=Context(known),
        code=code,
        facts={"totals": facts},
        identity=str(identity) if isinstance(identity, int) else None,
    )


def _has_file(begin_ms: int, starts: Sequence[int]) -> bool:
    at = bisect_left(starts, begin_ms - _MOST_APART_MS)
    return at < len(starts) and starts[at] <= begin_ms + _MOST_APART_MS


def _facts(row: Row) -> dict[str, float]:
    found = ((ours, number(row, field), parts) for ours, field, parts in _FACTS)
    return {ours: value / parts for ours, value, parts in found if value is not None}


def _code(row: Row) -> str:
    raw: Any = row.get("activityType")
    name = raw.get("typeKey") if isinstance(raw, dict) else raw
    sport = row.get("sportType")
    word = workout_word(name if isinstance(name, str) else None)
    return workout_word(sport) if word == OTHER and isinstance(sport, str) else word


class Unwrapped:
    """The one object in a list of one: ``[{…}]`` read as ``{…}``.

    The list of activities is a hundred megabytes in an export of some years, all of it
    inside a list of one element, which could not be cut into pieces otherwise.
    """

    def __init__(self, stream: BinaryIO) -> None:
        """Begin before the first byte."""
        self._stream = stream
        self._held = b""
        self._is_begun = False
        self.passed_bytes = 0
        """How many bytes were left out before the object."""

    def read(self, most: int) -> bytes:
        """Return the next bytes, at most so many; none at the end.

        Raises:
            FileDamaged: It is no list.
            FileRefused: As the stream itself.
        """
        if not self._is_begun:
            self._is_begun = True
            raw = self._stream.read(most)
            first = raw.removeprefix(b"\xef\xbb\xbf").lstrip()
            if not first.startswith(b"["):
                raise FileDamaged
            self._held = first[1:].lstrip()
            self.passed_bytes = len(raw) - len(self._held)
        while True:
            piece = self._stream.read(most)
            together = self._held + piece
            if not piece:
                self._held = b""
                return self._last(together)
            # The bracket to leave out may be the last byte but for space, so that is kept.
            kept = len(together.rstrip())
            ready = together[: max(kept - 1, 0)]
            self._held = together[len(ready) :]
            if ready:
                return ready

    def _last(self, rest: bytes) -> bytes:
        return rest.rstrip().removesuffix(b"]")
