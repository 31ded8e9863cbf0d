"""Reading workouts, from the older JSON and the newer table."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np

from datadonor.records.sample import Episode, ZoneKnown
from datadonor.sources.csv_rows import number
from datadonor.sources.fitbit.clock import Verdict
from datadonor.sources.fitbit.ledger import FIRST_MS, SERVICE, Ledger, Seen
from datadonor.sources.fitbit.rows import json_pieces, named_rows
from datadonor.sources.fitbit.shapes import Part
from datadonor.sources.fitbit.sleep import log_id, offset_minutes
from datadonor.sources.fitbit.stamps import (
    UNREADABLE,
    as_local,
    as_utc,
    is_possible,
    read_us,
)
from datadonor.sources.found import Fault, Found, Note, RowUnreadable
from datadonor.sources.sports import OTHER, workout_word
from datadonor.sources.times import moment_from_iso, moment_from_ms

_SAME_MINUTES: Final = 2
"""How far apart the two trees may put the start of one workout."""

_LONGEST_MS: Final = 30 * 86_400_000

# Words in the names that only this service gives a workout ("Outdoor Bike"); the first that
# fits, where the words that all makers use do not.
_KINDS: Final = (
    ("walk", "walking"),
    ("hike", "hiking"),
    ("treadmill", "running"),
    ("run", "running"),
    ("jog", "running"),
    ("bike", "cycling"),
    ("biking", "cycling"),
    ("spinning", "cycling"),
    ("swim", "swimming"),
    ("yoga", "yoga"),
    ("interval", "high_intensity_interval_training"),
    ("weight", "traditional_strength_training"),
    ("strength", "traditional_strength_training"),
    ("elliptical", "elliptical"),
    ("stair", "stair_climbing"),
    ("kayak", "paddle_sports"),
    ("canoe", "paddle_sports"),
    ("football", "soccer"),
    ("danc", "dance"),
    ("kickbox", "kickboxing"),
    ("martial", "martial_arts"),
    ("climb", "climbing"),
    ("cross country ski", "cross_country_skiing"),
    ("snowboard", "snowboarding"),
    ("ski", "downhill_skiing"),
    ("skat", "skating_sports"),
    ("stretch", "flexibility"),
    ("aerobic", "mixed_cardio"),
    ("bootcamp", "mixed_cardio"),
    ("circuit", "mixed_cardio"),
    ("core", "core_training"),
)

# Name in the file → type and unit of the statistic it is.
_OLD_SUMS: Final = {
    "calories": ("TotalEnergyBurned", "kcal", "sum"),
    "steps": ("StepCount", "{steps}", "sum"),
    "averageHeartRate": ("HeartRate", "/min", "average"),
    "elevationGain": ("ElevationGained", "m", "sum"),
}
_NEW_SUMS: Final = {
    "tracker_total_calories": ("TotalEnergyBurned", "kcal", "sum"),
    "tracker_total_steps": ("StepCount", "{steps}", "sum"),
    "tracker_total_distance_mm": ("Distance", "mm", "sum"),
    "tracker_total_altitude_mm": ("ElevationGained", "mm", "sum"),
    "tracker_avg_heart_rate": ("HeartRate", "/min", "average"),
    "tracker_peak_heart_rate": ("HeartRate", "/min", "maximum"),
}
_DISTANCE_UNITS: Final = {"Kilometer": "km", "Mile": "mi", "Meter": "m"}


class Starts:
    """When the workouts of the newer tree began."""

    def __init__(self) -> None:
        """Begin with none."""
        self._minutes: set[int] = set()

    def add(self, start_ms: int) -> None:
        """Add a start, UTC ms."""
        self._minutes.add(start_ms // 60_000)

    def has(self, start_ms: int) -> bool:
        """Whether one of them lies within two minutes."""
        minute = start_ms // 60_000
        near = range(minute - _SAME_MINUTES, minute + _SAME_MINUTES + 1)
        return any(each in self._minutes for each in near)


def kind_of(name: str) -> str:
    """Return our word for the service's name of a workout."""
    known = workout_word(name)
    lower = name.lower()
    return (
        known if known != OTHER else next((kind for word, kind in _KINDS if word in lower), OTHER)
    )


def read_exercises(ledger: Ledger, part: Part, starts: Starts, seen: Seen) -> Iterator[Found]:
    """Read the newer table of workouts."""
    for row, line in named_rows(part.entry):
        try:
            start = moment_from_iso(row.get("exercise_start", ""), ledger.zone)
            end = moment_from_iso(row.get("exercise_end", ""), ledger.zone)
            if not 0 <= end.ms - start.ms <= _LONGEST_MS:
                raise RowUnreadable(Fault.TIME_ABSURD)
            facts = {"statistics": _statistics(row, _NEW_SUMS)}
        except RowUnreadable as fault:
            yield ledger.unreadable(part.entry, f"line {line}", fault.fault)
            continue
        if start.ms < FIRST_MS:
            ledger.notes[Note.PLACEHOLDER_SKIPPED] += 1
            continue
        identity = f"google/exercise/{row.get('exercise_id', '')[:40]}"
        if not seen.is_new(identity):
            ledger.notes[Note.COPY_SKIPPED] += 1
            continue
        minutes = offset_minutes(row.get("utc_offset", ""))
        if minutes and start.basis.known is ZoneKnown.UTC:
            start = moment_from_ms(start.ms, minutes)
        ledger.note_basis(start.basis)
        starts.add(start.ms)
        name = row.get("activity_name", "")
        yield Episode(
            "Workout",
            start.ms,
            end.ms - start.ms,
            SERVICE,
            ledger.context(start.basis, None),
            code=kind_of(name),
            facts=facts,
            identity=identity,
        )


def read_old_exercises(
    ledger: Ledger, part: Part, starts: Starts, seen: Seen, verdict: Verdict
) -> Iterator[Found]:
    """Read workouts from an older JSON file."""
    for first, piece in json_pieces(part.entry):
        for index, row in enumerate(piece):
            try:
                found = _old_exercise(ledger, row, starts, seen, verdict)
            except RowUnreadable as fault:
                yield ledger.unreadable(part.entry, f"item {first + index}", fault.fault)
                continue
            if found is not None:
                yield found


def _old_exercise(
    ledger: Ledger,
    row: Any,  # noqa: ANN401 - an element of JSON
    starts: Starts,
    seen: Seen,
    verdict: Verdict,
) -> Episode | None:
    if not isinstance(row, dict):
        raise RowUnreadable(Fault.SHAPE_UNKNOWN)
    ms = read_us([row.get("startTime")])
    if ms[0] == UNREADABLE:
        raise RowUnreadable(Fault.TIME_UNREADABLE)
    if not is_possible(ms)[0]:
        raise RowUnreadable(Fault.TIME_ABSURD)
    if ms[0] < FIRST_MS:
        ledger.notes[Note.PLACEHOLDER_SKIPPED] += 1
        return None
    duration = row.get("duration")
    if not isinstance(duration, int) or not 0 <= duration <= _LONGEST_MS:
        raise RowUnreadable(Fault.NUMBER_ABSURD)
    local, utc = as_local(ms, ledger.zone), as_utc(ms)
    identity = f"fitbit/exercise/{log_id(row)}"
    is_copy = starts.has(int(local.ms[0])) or starts.has(int(utc.ms[0]))
    if is_copy or not seen.is_new(identity):
        ledger.notes[Note.COPY_SKIPPED] += 1
        return None
    placed = utc if verdict is Verdict.UTC else local
    ledger.note_bases(placed)
    sums = dict(_OLD_SUMS)
    unit = _DISTANCE_UNITS.get(str(row.get("distanceUnit")))
    if unit:
        sums["distance"] = ("Distance", unit, "sum")
    return Episode(
        "Workout",
        int(placed.ms[0]),
        duration,
        SERVICE,
        ledger.context(placed.bases[0], None),
        code=kind_of(str(row.get("activityName"))),
        facts={"statistics": _statistics(row, sums)},
        identity=identity,
    )


def _statistics(
    row: Mapping[str, Any], sums: Mapping[str, tuple[str, str, str]]
) -> list[dict[str, Any]]:
    """Return the sums of a workout; the service writes 0 for what was not measured."""
    found = []
    for name, (kind, unit, which) in sums.items():
        value = row.get(name)
        if isinstance(value, str):
            value = number(value) if value else 0
        if isinstance(value, int | float) and 0 < value < np.iinfo(np.int32).max:
            found.append({"type": kind, "unit": unit, which: float(value)})
    return found
