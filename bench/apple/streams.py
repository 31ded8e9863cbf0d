"""The records of an export, one stream for each type and source.

The shares follow a census of a large real export: a third active energy, then heart
rate and basal energy. Values are plausible and nobody's.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from typing_extensions import override

from bench.apple.days import ZONE, Day
from bench.apple.devices import BAND, CLOCK, CUFF, HAND, PHONE, SCALE, SENSOR, Source

Lines = list[str]
"""One record each, with what stands in it, indented and ended as Apple does."""

Value = Callable[[random.Random], str]
Inside = Callable[[random.Random, Day, int], str]
"""What stands inside a record that begins at a second of the day."""

_NIGHT = (23.0, 31.0)
_AWAKE = (6.5, 22.5)
_ALWAYS = (0.0, 24.0)


@dataclass(frozen=True, slots=True)
class Stream:
    """One type from one source.

    ``mean`` is per day, ``hours`` the part of the day it happens in, ``lasts`` the
    shortest and longest in seconds. On every tenth day the second record of a stream
    with ``twins`` repeats the first, byte for byte, as Apple's exports sometimes do.
    """

    type: str
    source: Source
    unit: str | None
    mean: float
    value: Value
    lasts: tuple[int, int] = (0, 0)
    hours: tuple[float, float] = _AWAKE
    inside: Inside | None = None
    twins: bool = False
    drawn_as: str | None = None
    """Streams with the same name here share their moments: the two blood pressures."""

    @property
    def name(self) -> str:
        return self.drawn_as or f"{self.source.name}/{self.type}"

    def count(self, day: Day) -> int:
        return day.count(self.name, self.mean)

    def twins_within(self, day: Day, number: int) -> int:
        """Return how many of the day's first so many records repeat another."""
        return int(self.twins and day.number % 10 == 0 and number > 1)

    def records(self, day: Day) -> Lines:
        """Return all records of a day, ascending in time, no two the same but for twins."""
        number = self.count(day)
        if not number:
            return []
        chance = day.chance(self.name)
        head = self._head(day)
        lines = [
            _record(self, day, chance, head, moment)
            for moment in self._moments(day, chance, number)
        ]
        if self.twins_within(day, number):
            lines[1] = lines[0]
        return lines

    def _head(self, day: Day) -> str:
        unit = "" if self.unit is None else f' unit="{self.unit}"'
        return f' <Record type="{self.type}"{self.source.written(day)}{unit} creationDate="'

    def _moments(self, day: Day, chance: random.Random, number: int) -> Iterator[int]:
        """Yield seconds, strictly ascending and within the day's length of one another."""
        begins = self.hours[0] * 3600
        step = min((self.hours[1] - self.hours[0]) * 3600, day.seconds) / number
        for nth in range(number):
            yield int(begins + nth * step + chance.random() * (step - 1))


def _record(stream: Stream, day: Day, chance: random.Random, head: str, start: int) -> str:
    shortest, longest = stream.lasts
    end = start + shortest + int(chance.random() * (longest - shortest))
    stamp = day.stamp
    begun = stamp(start)
    ended = begun if end == start else stamp(end)
    line = (
        f'{head}{stamp(end + int(chance.random() * 400))}" startDate="{begun}" '
        f'endDate="{ended}" value="{stream.value(chance)}"'
    )
    if stream.inside is None:
        return line + "/>\n"
    return f"{line}>\n{stream.inside(chance, day, start)} </Record>\n"


def metadata(key: str, value: str) -> str:
    return f'  <MetadataEntry key="{key}" value="{value}"/>\n'


def _between(low: float, high: float, form: str = ".6g") -> Value:
    width = high - low
    return lambda chance: format(low + chance.random() * width, form)


def _one_of(*values: str) -> Value:
    return lambda chance: values[int(chance.random() * len(values))]


def _marked(key: str, *values: str) -> Inside:
    """One metadata entry, each value as likely as another."""
    ready = [metadata(key, value) for value in values]
    return lambda chance, _, __: ready[int(chance.random() * len(ready))]


def _synchronised(chance: random.Random, _: Day, __: int) -> str:
    return _identified(chance.getrandbits(128))


def _synchronised_beside(chance: random.Random, _: Day, __: int) -> str:
    """Differ from ``_synchronised``, though drawn with the same chance."""
    return _identified(chance.getrandbits(128) ^ 1)


def _identified(number: int) -> str:
    return metadata("HKMetadataKeySyncIdentifier", f"{number:032x}") + metadata(
        "HKMetadataKeySyncVersion", "1"
    )


def _typed(chance: random.Random, _: Day, __: int) -> str:
    return metadata("HKWasUserEntered", "1" if chance.random() < 0.3 else "0")


def _beats(chance: random.Random, day: Day, start: int) -> str:
    """Write the beats behind one variability, their clock as in Danish."""
    rows = []
    clock = day.local(start)
    passed = clock.hour * 3600 + clock.minute * 60 + clock.second + 0.0
    for _ in range(chance.randrange(40, 61)):
        bpm = chance.randrange(52, 74)
        passed += 60 / bpm
        whole, hundredths = divmod(int(passed * 100), 100)
        minutes, seconds = divmod(whole % 86400, 60)
        written = f"{minutes // 60:02}.{minutes % 60:02}.{seconds:02},{hundredths:02}"
        rows.append(f'   <InstantaneousBeatsPerMinute bpm="{bpm}" time="{written}"/>\n')
    return (
        metadata("HKAlgorithmVersion", "2")
        + "  <HeartRateVariabilityMetadataList>\n"
        + "".join(rows)
        + "  </HeartRateVariabilityMetadataList>\n"
    )


@dataclass(frozen=True, slots=True)
class Night(Stream):
    """Stages of sleep: each begins where the one before ended."""

    @override
    def records(self, day: Day) -> Lines:
        number = self.count(day)
        if not number:
            return []
        chance = day.chance(self.name)
        head = self._head(day)
        moments = [*self._moments(day, chance, number), int(self.hours[1] * 3600)]
        written = day.stamp(moments[-1] + 900)
        zone = metadata("HKTimeZone", ZONE)
        return [
            f'{head}{written}" startDate="{day.stamp(start)}" endDate="{day.stamp(end)}" '
            f'value="{self.value(chance)}">\n{zone} </Record>\n'
            for start, end in pairwise(moments)
        ]


@dataclass(frozen=True, slots=True)
class Hourly(Stream):
    """One record for each full hour."""

    @override
    def _moments(self, day: Day, chance: random.Random, number: int) -> Iterator[int]:
        del day, chance
        first = int(self.hours[0])
        yield from range(first * 3600, (first + number) * 3600, 3600)


_Q = "HKQuantityTypeIdentifier"
_C = "HKCategoryTypeIdentifier"
_STAGE = "HKCategoryValueSleepAnalysis"
_SEVERITY = tuple(f"HKCategoryValueSeverity{x}" for x in ("NotPresent", "Mild", "Moderate"))
_GLUCOSE = "mmol&lt;180.1558800000541&gt;/L"
_motion = _marked("HKMetadataKeyHeartRateMotionContext", "0", "1", "1", "2")
_effort = _marked("HKPhysicalEffortEstimationType", "1", "2")
_pressed = _marked("HKMetadataKeyBarometricPressure", "100.8 kPa", "101.3 kPa", "101.9 kPa")
_side = _marked("HKMetadataKeyDevicePlacementSide", "1", "2")

SYSTOLIC: Final = Stream(
    f"{_Q}BloodPressureSystolic", CUFF, "mmHg", 6, _between(112, 148, ".0f"),
    inside=_synchronised, drawn_as="pressure",
)  # fmt: skip
DIASTOLIC: Final = Stream(
    f"{_Q}BloodPressureDiastolic", CUFF, "mmHg", 6, _between(68, 94, ".0f"),
    inside=_synchronised_beside, drawn_as="pressure",
)  # fmt: skip

STREAMS: Final[Sequence[Stream]] = (
    Stream(f"{_Q}Height", HAND, "cm", 0.01, _one_of("168"), inside=_typed),
    Stream(f"{_Q}BodyMassIndex", SCALE, "count", 1, _between(24, 26, ".4f"), inside=_synchronised),
    Stream(f"{_Q}BodyMass", SCALE, "kg", 1, _between(68, 72, ".2f"), inside=_synchronised),
    Stream(f"{_Q}BodyFatPercentage", SCALE, "%", 1, _between(0.28, 0.32, ".4f")),
    Stream(f"{_Q}HeartRate", BAND, "count/min", 450, _between(48, 135, ".0f"), hours=_ALWAYS,
           inside=_motion, twins=True),
    Stream(f"{_Q}OxygenSaturation", BAND, "%", 55, _between(0.92, 1, ".2f"), hours=_ALWAYS,
           inside=_pressed),
    SYSTOLIC,
    DIASTOLIC,
    Stream(f"{_Q}RespiratoryRate", BAND, "count/min", 50, _between(11, 19, ".3g"), hours=_NIGHT),
    Stream(f"{_Q}BodyTemperature", HAND, "degC", 0.2, _between(36, 38, ".1f"), inside=_typed),
    Stream(f"{_Q}BloodGlucose", SENSOR, _GLUCOSE, 24, _between(4, 10), hours=_ALWAYS,
           inside=_synchronised),
    Stream(f"{_Q}StepCount", BAND, "count", 120, _between(4, 240, ".0f"), lasts=(20, 600)),
    Stream(f"{_Q}StepCount", PHONE, "count", 100, _between(4, 260, ".0f"), lasts=(20, 600),
           twins=True),
    Stream(f"{_Q}DistanceWalkingRunning", BAND, "km", 130, _between(0.003, 0.2), lasts=(20, 600)),
    Stream(f"{_Q}DistanceWalkingRunning", PHONE, "km", 90, _between(0.003, 0.2), lasts=(20, 600)),
    Stream(f"{_Q}BasalEnergyBurned", BAND, "kcal", 450, _between(0.8, 19), lasts=(60, 190),
           hours=_ALWAYS),
    Stream(f"{_Q}ActiveEnergyBurned", BAND, "kcal", 1000, _between(0.01, 2.5), lasts=(10, 80),
           hours=_ALWAYS),
    Stream(f"{_Q}FlightsClimbed", BAND, "count", 8, _one_of("1", "2", "3"), lasts=(10, 60)),
    Stream(f"{_Q}FlightsClimbed", PHONE, "count", 6, _one_of("1", "2", "3"), lasts=(10, 60)),
    Stream(f"{_Q}DietaryWater", HAND, "mL", 4, _one_of("200", "250", "330"), inside=_typed),
    Stream(f"{_Q}AppleExerciseTime", BAND, "min", 45, _one_of("1"), lasts=(60, 60)),
    Stream(f"{_Q}RestingHeartRate", BAND, "count/min", 1, _between(50, 62, ".0f"),
           lasts=(40000, 60000), hours=(0.0, 1.0)),
    Stream(f"{_Q}VO2Max", BAND, "mL/min·kg", 0.3, _between(31, 36, ".4g"),
           inside=_marked("HKVO2MaxTestType", "2")),
    Stream(f"{_Q}WalkingHeartRateAverage", BAND, "count/min", 1, _between(88, 112),
           lasts=(40000, 60000), hours=(0.0, 1.0)),
    Stream(f"{_Q}EnvironmentalAudioExposure", BAND, "dBASPL", 60, _between(38, 86),
           lasts=(60, 1700)),
    Stream(f"{_Q}HeadphoneAudioExposure", PHONE, "dBASPL", 20, _between(50, 84), lasts=(60, 1700)),
    Stream(f"{_Q}WalkingDoubleSupportPercentage", PHONE, "%", 13, _between(0.25, 0.33),
           lasts=(10, 60), inside=_side),
    Stream(f"{_Q}AppleStandTime", BAND, "min", 100, _one_of("1", "2", "3", "4", "5"),
           lasts=(300, 300)),
    Stream(f"{_Q}WalkingSpeed", PHONE, "km/hr", 15, _between(3, 5.8), lasts=(10, 60),
           inside=_side),
    Stream(f"{_Q}WalkingStepLength", PHONE, "cm", 15, _between(52, 76), lasts=(10, 60),
           inside=_side),
    Stream(f"{_Q}WalkingAsymmetryPercentage", PHONE, "%", 9, _between(0, 0.12, ".2f"),
           lasts=(10, 60), inside=_side),
    Stream(f"{_Q}StairAscentSpeed", BAND, "m/s", 4, _between(0.3, 0.6), lasts=(4, 20)),
    Stream(f"{_Q}AppleSleepingWristTemperature", BAND, "degC", 1, _between(34, 36.4),
           lasts=(20000, 25000), hours=(23.0, 24.0), inside=_marked("HKAlgorithmVersion", "1")),
    Stream(f"{_Q}PhysicalEffort", BAND, "kcal/hr·kg", 150, _between(1, 6, ".2g"),
           lasts=(60, 300), inside=_effort),
    Stream(f"{_Q}TimeInDaylight", BAND, "min", 12, _between(1, 5, ".0f"), lasts=(300, 300)),
    Night(f"{_C}SleepAnalysis", BAND, None, 22, _one_of(
        f"{_STAGE}AsleepCore", f"{_STAGE}AsleepCore", f"{_STAGE}AsleepDeep",
        f"{_STAGE}AsleepREM", f"{_STAGE}Awake"), hours=_NIGHT),
    Night(f"{_C}SleepAnalysis", CLOCK, None, 1, _one_of(f"{_STAGE}InBed"), hours=_NIGHT),
    Hourly(f"{_C}AppleStandHour", BAND, None, 12, _one_of(
        "HKCategoryValueAppleStandHourStood", "HKCategoryValueAppleStandHourStood",
        "HKCategoryValueAppleStandHourIdle"), lasts=(3600, 3600), hours=(8.0, 24.0)),
    Stream(f"{_C}MindfulSession", BAND, None, 1, _one_of("HKCategoryValueNotApplicable"),
           lasts=(60, 600)),
    Stream(f"{_C}HandwashingEvent", BAND, None, 5, _one_of("HKCategoryValueNotApplicable"),
           lasts=(10, 30)),
    Stream(f"{_C}Headache", HAND, None, 0.3, _one_of(*_SEVERITY), lasts=(600, 7000),
           inside=_typed),
    Stream(f"{_C}Fatigue", HAND, None, 0.3, _one_of(*_SEVERITY), lasts=(600, 7000), inside=_typed),
    Stream(f"{_Q}HeartRateVariabilitySDNN", BAND, "ms", 7.9, _between(18, 95), lasts=(60, 61),
           hours=_ALWAYS, inside=_beats),
)  # fmt: skip
"""In the order they stand in the file: the sources of one type follow one another."""
