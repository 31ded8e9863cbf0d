"""What a telephone and a watch hand out: ``export.zip`` of Apple Health.

Both count the same walks, so their steps must not be added. Written as Apple writes:
one offset throughout, chosen when the export is made, however the clock was then.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from datadonor.demo.year import BORN, DAYS, chance, moment

_OFFSET: Final = "+0200"
_OFFSET_SECONDS: Final = 7200
_HOUR: Final = 3600
_MINUTE: Final = 60
_WEEK: Final = 7

_PREAMBLE: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE HealthData [\n'
    "<!-- HealthKit Export Version: 14 -->\n"
    "<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout)*)>\n"
    "<!ATTLIST HealthData\n  locale CDATA #REQUIRED\n>\n]>\n"
    '<HealthData locale="da_DK">\n'
)
_PHONE: Final = (
    ' sourceName="Karens iPhone" sourceVersion="18.5" device="&lt;&lt;HKDevice: 0x1&gt;, '
    'name:iPhone, manufacturer:Apple Inc., model:iPhone, hardware:iPhone14,2&gt;"'
)
_WATCH: Final = (
    ' sourceName="Karens Apple Watch" sourceVersion="11.5" device="&lt;&lt;HKDevice: 0x2&gt;, '
    'name:Apple Watch, manufacturer:Apple Inc., model:Watch, hardware:Watch6,2&gt;"'
)
_SCALE: Final = ' sourceName="Badevægt" sourceVersion="2.1"'
_CUFF: Final = ' sourceName="Blodtryk" sourceVersion="1.4"'

_NIGHT: Final = (("AsleepCore", 45), ("AsleepDeep", 20), ("AsleepREM", 25))
"""One of the five rounds of a night, in minutes."""

_ROUNDS: Final = 5
_BEATS: Final = 24
_ROUTE_POINTS: Final = 240
_BEFORE_A_WORKOUT: Final = 60
"""Days between two longer walks, of which the first has a route."""

_BEGINS: Final = 10 * _HOUR
_LASTS: Final = 40 * _MINUTE
_ROUTE: Final = "workout-routes/route_2025-06-01_10.40am.gpx"


def write_phone_export(file: Path, days: int = DAYS) -> None:
    """Write the export of so many days. The same days give the same bytes."""
    xml = "".join(_export(days))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in (("export.xml", xml), (_ROUTE, _route())):
            member = zipfile.ZipInfo(f"apple_health_export/{name}")
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content)


def count_phone_records(file: Path) -> int:
    """Count what a vault should hold of an export, by the tags that stand in it.

    Records of a correlation stand a second time by themselves, further to the left; a
    series of beats is a record of its own; the person is one; a route is one.
    """
    with zipfile.ZipFile(file) as archive:
        xml = archive.read("apple_health_export/export.xml")
        routes = sum(name.endswith(".gpx") for name in archive.namelist())
    tags = (b"\n <Record ", b"\n <Correlation ", b"\n <Workout ", b"<HeartRateVariability", b"<Me ")
    return routes + sum(xml.count(tag) for tag in tags)


def _export(days: int) -> Iterator[str]:
    yield _PREAMBLE
    yield f' <ExportDate value="{_stamp(days, 8 * _HOUR)}"/>\n'
    yield (
        f' <Me HKCharacteristicTypeIdentifierDateOfBirth="{BORN}"'
        ' HKCharacteristicTypeIdentifierBiologicalSex="HKBiologicalSexFemale"'
        ' HKCharacteristicTypeIdentifierBloodType="HKBloodTypeNotSet"/>\n'
    )
    for day in range(days):
        yield from _day(day)
    yield "</HealthData>\n"


def _day(day: int) -> Iterator[str]:
    is_worn = chance("watch", day).random() > 0.1  # noqa: PLR2004 - now and then it lies in a drawer
    yield from _steps(day, is_worn=is_worn)
    yield from _sleep(day, is_worn=is_worn)
    if is_worn:
        yield from _pulse(day)
        yield _variability(day)
    yield _quantity(_PHONE, "WalkingSpeed", "km/hr", (day, 16 * _HOUR, 30), _speed(day))
    if day % _WEEK == 0:
        yield _quantity(_SCALE, "BodyMass", "kg", (day, 7 * _HOUR, 0), _weight(day))
    if day % _WEEK == 3:  # noqa: PLR2004 - a Wednesday's habit
        yield from _pressure(day)
    if day % _BEFORE_A_WORKOUT == 0:
        yield _workout(day)


def _steps(day: int, *, is_worn: bool) -> Iterator[str]:
    """Write walks: the watch counts all, the telephone those on which she carries it."""
    dice = chance("steps", day)
    for hour in range(7, 22):
        is_walk, is_carried = dice.random() < 0.6, dice.random() < 0.6  # noqa: PLR2004 - a quiet life
        begin, lasts = hour * _HOUR + dice.randrange(1500), dice.randrange(120, 720)
        steps, late, share = lasts * 85 // 60, dice.randrange(2, 10), dice.uniform(0.85, 0.99)
        if is_walk and is_worn:
            yield _quantity(_WATCH, "StepCount", "count", (day, begin, lasts), str(steps))
        if is_walk and (is_carried or not is_worn):
            counted = str(int(steps * share))
            yield _quantity(_PHONE, "StepCount", "count", (day, begin + late, lasts), counted)


def _sleep(day: int, *, is_worn: bool) -> Iterator[str]:
    """Write the night that begins on a day: in bed by the telephone, stages by the watch."""
    dice = chance("sleep", day)
    begin = int(22.5 * _HOUR) + dice.randrange(2700)
    yield _stage(_PHONE, "InBed", (day, begin, int(8.25 * _HOUR)))
    if not is_worn:
        return
    begin += dice.randrange(300, 1500)
    for nth in range(_ROUNDS):
        for stage, minutes in _NIGHT:
            lasts = minutes * _MINUTE + dice.randrange(-300, 300)
            yield _stage(_WATCH, stage, (day, begin, lasts))
            begin += lasts
        if nth == 2:  # noqa: PLR2004 - once, in the middle of the night
            yield _stage(_WATCH, "Awake", (day, begin, 360))
            begin += 360


def _pulse(day: int) -> Iterator[str]:
    dice = chance("pulse", day)
    for begin in range(0, 24 * _HOUR, 1500):
        is_awake = 7 * _HOUR < begin < 22 * _HOUR
        rate = dice.randrange(62, 105) if is_awake else dice.randrange(52, 66)
        at = (day, begin + dice.randrange(60), 0)
        yield _quantity(_WATCH, "HeartRate", "count/min", at, str(rate))
    at = (day, 0, 23 * _HOUR)
    yield _quantity(_WATCH, "RestingHeartRate", "count/min", at, str(dice.randrange(56, 63)))


def _variability(day: int) -> str:
    """Write one variability with its beats, whose clock is the telephone's."""
    dice = chance("beats", day)
    begin, passed, beats = 4 * _HOUR, 0.0, ""
    for _ in range(_BEATS):
        rate = dice.randrange(54, 66)
        passed += 60 / rate
        hundredths = int(passed * 100) % 100
        clock = f"{moment(day, begin + passed):%H.%M.%S},{hundredths:02d}"
        beats += f'   <InstantaneousBeatsPerMinute bpm="{rate}" time="{clock}"/>\n'
    number = f"{dice.uniform(18, 42):.4f}"
    record = _quantity(_WATCH, "HeartRateVariabilitySDNN", "ms", (day, begin, 60), number)
    inside = f"  <HeartRateVariabilityMetadataList>\n{beats}  </HeartRateVariabilityMetadataList>\n"
    return record.replace("/>\n", f">\n{inside} </Record>\n")


def _pressure(day: int) -> Iterator[str]:
    """Write a pair of blood pressures, and once more as what belongs together."""
    dice, at = chance("pressure", day), (day, 8 * _HOUR, 0)
    upper, lower = str(dice.randrange(126, 149)), str(dice.randrange(72, 88))
    pair = _quantity(_CUFF, "BloodPressureSystolic", "mmHg", at, upper)
    pair += _quantity(_CUFF, "BloodPressureDiastolic", "mmHg", at, lower)
    yield pair
    inside = pair.replace(" <Record", "  <Record")
    kind = ' <Correlation type="HKCorrelationTypeIdentifierBloodPressure"'
    yield f"{kind}{_CUFF}{_span(at)}>\n{inside} </Correlation>\n"


def _workout(day: int) -> str:
    dice, at = chance("workout", day), (day, _BEGINS, _LASTS)
    span = _span(at)
    sums = (("DistanceWalkingRunning", "km", 2.9), ("ActiveEnergyBurned", "kcal", 150.0))
    inside = "".join(
        f'  <WorkoutStatistics type="HKQuantityTypeIdentifier{kind}"{span}'
        f' sum="{about * dice.uniform(0.9, 1.1):.3f}" unit="{unit}"/>\n'
        for kind, unit, about in sums
    )
    if day == 0:
        path = f'   <FileReference path="/{_ROUTE}"/>\n'
        inside += f"  <WorkoutRoute{_WATCH}{span}>\n{path}  </WorkoutRoute>\n"
    kind = 'workoutActivityType="HKWorkoutActivityTypeWalking" duration="40" durationUnit="min"'
    return f" <Workout {kind}{_WATCH}{span}>\n{inside} </Workout>\n"


def _route() -> str:
    """Write the first walk's route, through a wood where nobody lives."""
    dice, points = chance("route", 0), ""
    east, north = 9.85, 56.1
    for nth in range(_ROUTE_POINTS):
        east, north = east + dice.uniform(0, 9e-5), north + dice.uniform(-4e-5, 6e-5)
        when = moment(0, _BEGINS - _OFFSET_SECONDS + nth * _LASTS // _ROUTE_POINTS)
        points += (
            f'<trkpt lon="{east:.6f}" lat="{north:.6f}"><ele>{60 + nth / 20:.2f}</ele>'
            f"<time>{when.isoformat()}Z</time></trkpt>\n"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="Apple Health Export"'
        ' xmlns="http://www.topografix.com/GPX/1/1"><trk><name>Route</name><trkseg>\n'
        f"{points}</trkseg></trk></gpx>\n"
    )


def _speed(day: int) -> str:
    return f"{chance('speed', day).uniform(3.6, 4.8):.3f}"


def _weight(day: int) -> str:
    """Return kilograms: she loses four in the year."""
    return f"{78 - day / 90 + chance('weight', day).uniform(-0.5, 0.5):.1f}"


_At = tuple[int, int, int]
"""Day of the year, second of its day, length in seconds."""


def _quantity(source: str, kind: str, unit: str, at: _At, value: str) -> str:
    said = f' <Record type="HKQuantityTypeIdentifier{kind}"{source} unit="{unit}"'
    return f'{said}{_span(at)} value="{value}"/>\n'


def _stage(source: str, stage: str, at: _At) -> str:
    said = f' <Record type="HKCategoryTypeIdentifierSleepAnalysis"{source}{_span(at)}'
    return f'{said} value="HKCategoryValueSleepAnalysis{stage}"/>\n'


def _span(at: _At) -> str:
    day, begin, lasts = at
    start, end = _stamp(day, begin), _stamp(day, begin + lasts)
    return f' creationDate="{end}" startDate="{start}" endDate="{end}"'


def _stamp(day: int, seconds: int) -> str:
    return f"{moment(day, seconds)} {_OFFSET}"
