"""What stands after the records: correlations, workouts, summaries, clinical records, hearing.

Each function writes what one whole day holds of its kind.
"""

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bench.apple.days import ZONE, Day
from bench.apple.devices import BAND, PHONE
from bench.apple.streams import DIASTOLIC, SYSTOLIC, metadata

PREAMBLE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 14 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout|ActivitySummary|ClinicalRecord\
|Audiogram|VisionPrescription)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
<!ELEMENT ExportDate EMPTY>
<!ATTLIST ExportDate
  value CDATA #REQUIRED
>
<!ELEMENT Record ((MetadataEntry|HeartRateVariabilityMetadataList)*)>
<!ATTLIST Record
  type          CDATA #REQUIRED
  unit          CDATA #IMPLIED
  value         CDATA #IMPLIED
  sourceName    CDATA #REQUIRED
  sourceVersion CDATA #IMPLIED
  device        CDATA #IMPLIED
  creationDate  CDATA #IMPLIED
  startDate     CDATA #REQUIRED
  endDate       CDATA #REQUIRED
>
<!-- Note: Any Records that appear as children of a correlation also appear as top-level \
records in this document. -->
<!ELEMENT Correlation ((MetadataEntry|Record)*)>
<!ELEMENT MetadataEntry EMPTY>
<!ATTLIST MetadataEntry
  key   CDATA #REQUIRED
  value CDATA #REQUIRED
>
]>
<HealthData locale="da_DK">
"""

ABOUT: Final = (
    ' <Me HKCharacteristicTypeIdentifierDateOfBirth="1961-05-01"'
    ' HKCharacteristicTypeIdentifierBiologicalSex="HKBiologicalSexFemale"'
    ' HKCharacteristicTypeIdentifierBloodType="HKBloodTypeNotSet"'
    ' HKCharacteristicTypeIdentifierFitzpatrickSkinType="HKFitzpatrickSkinTypeNotSet"'
    ' HKCharacteristicTypeIdentifierCardioFitnessMedicationsUse="None"/>\n'
)

END: Final = "</HealthData>\n"

_KINDS: Final = ("Walking", "Running", "Cycling", "TraditionalStrengthTraining", "Yoga")
_OUTDOOR: Final = 3
"""The first so many kinds leave a route, three times in four."""

_MEASURED: Final = (
    ("ActiveEnergyBurned", "kcal", 60, 600),
    ("BasalEnergyBurned", "kcal", 20, 120),
    ("StepCount", "count", 900, 9000),
    ("DistanceWalkingRunning", "km", 1, 12),
)


@dataclass(frozen=True, slots=True)
class Workout:
    """One workout; ``start`` in seconds of its day, ``lasts`` in seconds."""

    day: Day
    start: int
    lasts: int
    kind: str
    has_route: bool

    def chance(self, of: str) -> random.Random:
        return self.day.chance(f"{of}/{self.start}")

    @property
    def route_name(self) -> str:
        clock = self.day.local(self.start + self.lasts)
        half = "pm" if clock.hour >= 12 else "am"
        return f"route_{clock:%Y-%m-%d}_{clock.hour % 12 or 12}.{clock:%M}{half}.gpx"


def workouts_of(day: Day) -> Iterator[Workout]:
    """Yield a day's workouts in time, at most one in the morning and one in the evening."""
    chance = day.chance("workouts")
    for begins, likely in ((7, 0.4), (16, 0.78)):
        wanted, start = chance.random() < likely, begins * 3600 + chance.randrange(3 * 3600)
        lasts, kind, with_route = chance.randrange(900, 5400), chance.random(), chance.random()
        # The first day has a walk with a route, so that the smallest export shows one.
        if day.number == 0 and begins == 16:
            wanted, kind, with_route = True, 0.0, 0.0
        nth = int(kind * len(_KINDS))
        if wanted:
            yield Workout(day, start, lasts, _KINDS[nth], nth < _OUTDOOR and with_route < 0.78)


def correlations(day: Day) -> Iterator[str]:
    """Write each pair of blood pressures once more, as correlations have them."""
    for upper, lower in zip(SYSTOLIC.records(day), DIASTOLIC.records(day), strict=True):
        # All but the type and the unit, and what stands inside, is the pair's in common.
        shared = lower.partition('" sourceName')[2].partition(' value="')[0]
        shared = shared.replace(' unit="mmHg"', "")
        children = "".join(f" {line}\n" for line in (upper + lower).splitlines())
        typed = metadata("HKWasUserEntered", "0")
        yield (
            f' <Correlation type="HKCorrelationTypeIdentifierBloodPressure" sourceName{shared}>\n'
            f"{typed}{children} </Correlation>\n"
        )


def workout(one: Workout) -> str:
    """Write a workout with its events, statistics and route."""
    stamp, chance, end = one.day.stamp, one.chance("workout"), one.start + one.lasts
    span = f' startDate="{stamp(one.start)}" endDate="{stamp(end)}"'
    written = stamp(end + 9)
    parts = [
        f' <Workout workoutActivityType="HKWorkoutActivityType{one.kind}"',
        f' duration="{one.lasts / 60:.12g}" durationUnit="min"{BAND.written(one.day)}',
        f' creationDate="{written}"{span}>\n',
        metadata("HKTimeZone", ZONE),
        metadata("HKIndoorWorkout", str(int(not one.has_route))),
        metadata("HKAverageMETs", f"{chance.uniform(2, 9):.5g} kcal/hr·kg"),
    ]
    parts += _events(one, chance)
    parts += _statistics(chance, span)
    if one.kind == "Running":
        parts.append(_activity(chance, one, span))
    if one.has_route:
        parts.append(_route(chance, one, span, written))
    return "".join([*parts, " </Workout>\n"])


def _events(one: Workout, chance: random.Random) -> Iterator[str]:
    number = chance.randrange(1, 7)
    for nth in range(number):
        date = one.day.stamp(one.start + nth * one.lasts // number)
        yield (
            f'  <WorkoutEvent type="HKWorkoutEventTypeSegment" date="{date}" '
            f'duration="{one.lasts / number / 60:.12g}" durationUnit="min"/>\n'
        )
    if chance.random() < 0.4:
        for which, after in (("Pause", 300), ("Resume", 420)):
            date = one.day.stamp(one.start + after)
            yield f'  <WorkoutEvent type="HKWorkoutEventType{which}" date="{date}"/>\n'


def _statistics(chance: random.Random, span: str) -> Iterator[str]:
    for kind, unit, low, high in _MEASURED[: chance.randrange(2, 5)]:
        yield (
            f'  <WorkoutStatistics type="HKQuantityTypeIdentifier{kind}"{span} '
            f'sum="{chance.uniform(low, high):.6g}" unit="{unit}"/>\n'
        )
    low, high = chance.randrange(70, 100), chance.randrange(130, 175)
    yield (
        f'  <WorkoutStatistics type="HKQuantityTypeIdentifierHeartRate"{span} '
        f'average="{(low + high) / 2 + chance.random():.6g}" minimum="{low}" maximum="{high}" '
        'unit="count/min"/>\n'
    )


def _activity(chance: random.Random, one: Workout, span: str) -> str:
    return (
        f'  <WorkoutActivity uuid="{_uuid(chance)}"{span} duration="{one.lasts / 60:.12g}" '
        f'durationUnit="min">\n {metadata("WOIntervalStepKeyPath", "0.0.0")}'
        "  </WorkoutActivity>\n"
    )


def _route(chance: random.Random, one: Workout, span: str, written: str) -> str:
    return (
        f'  <WorkoutRoute sourceName="{PHONE.name}" sourceVersion="17.0" '
        f'creationDate="{written}"{span}>\n'
        f" {metadata('HKMetadataKeySyncIdentifier', _uuid(chance))}"
        f" {metadata('HKMetadataKeySyncVersion', '2')}"
        f'   <FileReference path="/workout-routes/{one.route_name}"/>\n'
        "  </WorkoutRoute>\n"
    )


def _uuid(chance: random.Random) -> str:
    return str(uuid.UUID(int=chance.getrandbits(128), version=4)).upper()


def summary(day: Day) -> str:
    chance = day.chance("summary")
    return (
        f' <ActivitySummary dateComponents="{day.date}" '
        f'activeEnergyBurned="{chance.uniform(250, 900):.6g}" activeEnergyBurnedGoal="500" '
        f'activeEnergyBurnedUnit="kcal" appleMoveTime="{chance.randrange(150)}" '
        f'appleMoveTimeGoal="0" appleExerciseTime="{chance.randrange(5, 95)}" '
        f'appleExerciseTimeGoal="30" appleStandHours="{chance.randrange(6, 16)}" '
        'appleStandHoursGoal="12"/>\n'
    )


def has_clinical_record(day: Day) -> bool:
    return day.number % 120 == 0


def clinical_identifier(day: Day) -> str:
    return _uuid(day.chance("clinical"))


def clinical_record(day: Day) -> str:
    if not has_clinical_record(day):
        return ""
    identifier = clinical_identifier(day)
    return (
        f' <ClinicalRecord type="Observation" identifier="{identifier}" '
        'sourceName="Eksempel Klinik" '
        f'sourceURL="https://fhir.example/r4/Observation/{identifier}" fhirVersion="4.0.1" '
        f'receivedDate="{day.stamp(12 * 3600)}" '
        f'resourceFilePath="/clinical-records/Observation-{identifier}.json"/>\n'
    )


def audiogram(day: Day) -> str:
    if day.number % 180:
        return ""
    chance = day.chance("audiogram")
    moment = day.stamp(15 * 3600 + chance.randrange(3600))
    points = "".join(
        f'  <SensitivityPoint frequencyValue="{hertz}" frequencyUnit="Hz" '
        f'leftEarValue="{chance.randrange(0, 45, 5)}" leftEarUnit="dBHL" '
        f'rightEarValue="{chance.randrange(0, 45, 5)}" rightEarUnit="dBHL"/>\n'
        for hertz in (250, 500, 1000, 2000, 4000, 8000)
    )
    return (
        ' <Audiogram type="HKDataTypeIdentifierAudiogram" sourceName="Eksempel Klinik" '
        f'startDate="{moment}" endDate="{moment}">\n{points} </Audiogram>\n'
    )
