"""Days, nights, weights and the health status of a day, as Garmin Connect sums them up.

Steps of a day are here the type "steps a day", which is never added up: the steps
themselves come from the watch's own files, minute by minute, and must not count twice.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from datadonor.records.sample import Basis, Context, Episode, Flag, Sample, ZoneKnown
from datadonor.records.types import TypeId
from datadonor.sources.found import Fault, Found, Note, Notice, RowUnreadable
from datadonor.sources.garmin.fields import (
    CONNECT,
    Row,
    accounts,
    as_row,
    basis,
    instant,
    needed,
    number,
    numbers,
    to_ms,
)
from datadonor.sources.times import moment_from_local

# A day that lasts less is the day of the export: the next export has all of it.
_WHOLE_DAY: Final = timedelta(hours=23)
_LONGEST_DAY: Final = timedelta(hours=25)
_LONGEST_NIGHT: Final = timedelta(hours=36)

_DAY_NUMBERS: Final = (
    ("totalSteps", "StepsPerDay", "{steps}"),
    ("activeKilocalories", "ActiveEnergyBurned", "kcal"),
    ("bmrKilocalories", "BasalEnergyBurned", "kcal"),
    ("moderateIntensityMinutes", "ModerateActivityMinutes", "min"),
    ("vigorousIntensityMinutes", "VigorousActivityMinutes", "min"),
    ("floorsAscendedInMeters", "ElevationGained", "m"),
)
_DAY_FACTS: Final = {
    "totalSteps": "steps",
    "dailyStepGoal": "step_goal",
    "totalDistanceMeters": "distance_m",
    "totalKilocalories": "energy_kcal",
    "highlyActiveSeconds": "highly_active_s",
    "activeSeconds": "active_s",
    "minHeartRate": "heart_rate_lowest_per_min",
    "maxHeartRate": "heart_rate_highest_per_min",
    "floorsDescendedInMeters": "descent_m",
}
_STAGES: Final = {
    "deepSleepSeconds": "deep_s",
    "lightSleepSeconds": "light_s",
    "remSleepSeconds": "rem_s",
    "awakeSleepSeconds": "awake_s",
    "unmeasurableSeconds": "unmeasurable_s",
}
_NIGHT_FACTS: Final = {
    "averageRespiration": "breaths_mean_per_min",
    "lowestRespiration": "breaths_lowest_per_min",
    "highestRespiration": "breaths_highest_per_min",
    "avgSleepStress": "stress_mean",
    "awakeCount": "times_awake",
    "restlessMomentCount": "restless_moments",
}
# Field, type and unit.
_SCALE: Final = (
    ("weight", "BodyMass", "g"),
    ("muscleMass", "MuscleMass", "g"),
    ("boneMass", "BoneMass", "g"),
    ("bodyFat", "BodyFatPercentage", "%"),
    ("bodyWater", "BodyWaterPercentage", "%"),
    ("bmi", "BodyMassIndex", "kg/m2"),
)
_BY_HAND: Final = frozenset({"MANUAL", "USER_ENTERED"})
_STATUS: Final = {
    "HRV": ("HeartRateVariabilityRMSSD", "ms"),
    "SPO2": ("OxygenSaturation", "%"),
    "RESPIRATION": ("RespiratoryRate", "/min"),
}

Reader = Callable[[Row, ZoneInfo], Iterator[Found]]


def read_day(row: Row, zone: ZoneInfo) -> Iterator[Found]:
    """Read one day of a ``UDSFile``.

    Raises:
        RowUnreadable: It has no time, or a number that is none.
    """
    yield from accounts(row)
    begin, lasted, known = _day(row, zone)
    if lasted < _WHOLE_DAY:
        yield Notice(Note.NOT_IMPORTED)
        return
    if known.known in {ZoneKnown.ASSUMED, ZoneKnown.AMBIGUOUS}:
        yield Notice(Note.ZONE_ASSUMED)
    found = [
        _sample(type_id, unit, begin, lasted, value, known)
        for field, type_id, unit in _DAY_NUMBERS
        if (value := number(row, field)) is not None
    ]
    resting = number(row, "currentDayRestingHeartRate") or number(row, "restingHeartRate")
    if resting:
        found.append(_sample("RestingHeartRate", "/min", begin, lasted, resting, known))
    facts = numbers(row, _DAY_FACTS)
    yield from found
    if facts:
        yield Episode(
            kind="ActivityDay",
            start_ms=to_ms(begin),
            duration_ms=_ms(lasted),
            source=CONNECT,
            context=Context(known),
            facts={"totals": facts},
        )


def read_night(row: Row, zone: ZoneInfo) -> Iterator[Found]:
    """Read one night of ``sleepData``.

    How long each stage took is known, but not when it was: the sample says only that
    somebody slept, and the stages' lengths are facts of the night.

    Raises:
        RowUnreadable: It has a beginning and no end, or a number that is none.
    """
    del zone
    yield from accounts(row)
    oxygen = row.get("spo2SleepSummary")
    if isinstance(oxygen, dict):
        yield from accounts(oxygen)
    stages = numbers(row, _STAGES)
    if instant(row, "sleepStartTimestampGMT") is None or not any(stages.values()):
        # The service writes a line for every date, worn or not.
        yield Notice(Note.PLACEHOLDER_SKIPPED)
        return
    begin = needed(row, "sleepStartTimestampGMT")
    lasted = needed(row, "sleepEndTimestampGMT") - begin
    if not timedelta(0) < lasted <= _LONGEST_NIGHT:
        raise RowUnreadable(Fault.TIME_ABSURD)
    known = Basis(ZoneKnown.UTC)
    context = Context(known)
    yield Sample(
        TypeId("SleepAnalysis"), to_ms(begin), _ms(lasted), None, "asleep", CONNECT, context
    )
    score = _score(row)
    if score:
        yield _sample("SleepScore", "{score}", begin, lasted, score, known)
    yield Episode(
        kind="SleepSession",
        start_ms=to_ms(begin),
        duration_ms=_ms(lasted),
        source=CONNECT,
        context=context,
        facts={**stages, **numbers(row, _NIGHT_FACTS)},
    )


def read_weight(row: Row, zone: ZoneInfo) -> Iterator[Found]:
    """Read one element of ``userBioMetrics``; only weights have a time of their own.

    Raises:
        RowUnreadable: The weight has no time, or a number that is none.
    """
    del zone
    meta = row.get("metaData")
    if isinstance(meta, dict):
        yield from accounts(meta)
    if row.get("weight") is None:
        yield Notice(Note.NOT_IMPORTED)
        return
    weight = as_row(row["weight"])
    when = needed(weight, "timestampGMT")
    flags = Flag.BY_HAND if weight.get("sourceType") in _BY_HAND else Flag.NONE
    for field, type_id, unit in _SCALE:
        value = number(weight, field)
        # Nought is how a scale says that it could not feel the current.
        if value:
            context = Context(Basis(ZoneKnown.UTC), unit=unit, flags=flags)
            yield Sample(TypeId(type_id), to_ms(when), 0, value, None, CONNECT, context)


def read_status(row: Row, zone: ZoneInfo) -> Iterator[Found]:
    """Read one day of ``healthStatusData``: what was measured during its night.

    Raises:
        RowUnreadable: It has no date, or a number that is none.
    """
    yield from accounts(row)
    metrics = row.get("metrics")
    if not isinstance(metrics, list):
        raise RowUnreadable(Fault.SHAPE_UNKNOWN)
    begin, lasted, known = _date(row, zone)
    found = []
    for metric in map(as_row, metrics):
        kind = metric.get("type")
        value = number(metric, "value")
        if isinstance(kind, str) and kind in _STATUS and value:
            type_id, unit = _STATUS[kind]
            found.append(_sample(type_id, unit, begin, lasted, value, known))
    if found:
        yield Notice(Note.ZONE_ASSUMED)
    yield from found


def _sample(
    type_id: str, unit: str, begin: datetime, lasted: timedelta, value: float, known: Basis
) -> Sample:
    context = Context(known, unit=unit)
    return Sample(TypeId(type_id), to_ms(begin), _ms(lasted), value, None, CONNECT, context)


def _day(row: Row, zone: ZoneInfo) -> tuple[datetime, timedelta, Basis]:
    begin = instant(row, "wellnessStartTimeGmt")
    if begin is None:
        return _date(row, zone)
    lasted = needed(row, "wellnessEndTimeGmt") - begin
    if not timedelta(0) <= lasted <= _LONGEST_DAY:
        raise RowUnreadable(Fault.TIME_ABSURD)
    return begin, lasted, basis(begin, instant(row, "wellnessStartTimeLocal"))


def _date(row: Row, zone: ZoneInfo) -> tuple[datetime, timedelta, Basis]:
    """Read a date as the day from midnight to midnight in a zone the person was shown."""
    raw = row.get("calendarDate")
    if not isinstance(raw, str):
        raise RowUnreadable(Fault.TIME_MISSING)
    try:
        midnight = datetime.combine(date.fromisoformat(raw[:10]), datetime.min.time())
        begin = midnight.replace(tzinfo=zone)
        end = (midnight + timedelta(days=1)).replace(tzinfo=zone)
        # Days end by the clock on the wall, so twice a year they are an hour off.
        lasted = timedelta(seconds=end.timestamp() - begin.timestamp())
    except (ValueError, OverflowError):
        raise RowUnreadable(Fault.TIME_UNREADABLE) from None
    return begin, lasted, moment_from_local(midnight, zone).basis


def _score(row: Row) -> float | None:
    scores = row.get("sleepScores")
    if not isinstance(scores, dict):
        return None
    overall = scores.get("overallScore", scores.get("overall"))
    return number(overall, "value") if isinstance(overall, dict) else number(scores, "overallScore")


def _ms(lasted: timedelta) -> int:
    return lasted // timedelta(milliseconds=1)
