"""What the export's attributes mean: types, sources, times, values, contexts."""

import math
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo, available_timezones

import rfc8785

from datadonor.records.sample import (
    Basis,
    Context,
    DeviceClass,
    Flag,
    Sample,
    Source,
    Template,
    ZoneKnown,
)
from datadonor.records.types import SampleType, TypeId, ValueKind, type_of_apple
from datadonor.records.units import Dialect
from datadonor.sources.apple.elements import Element
from datadonor.sources.found import Fault, RowUnreadable
from datadonor.sources.times import Moment, moment_from_iso

MOST: Final = 1e12
"""No measurement of a person is larger in any unit that HealthKit knows."""

_KEPT: Final = {
    "HKMetadataKeyHeartRateMotionContext": "motion",
    "HKMetadataKeyHeartRateSensorLocation": "sensor_location",
    "HKMetadataKeyBodyTemperatureSensorLocation": "sensor_location",
    "HKBodyTemperatureSensorLocation": "sensor_location",
    "HKBloodGlucoseMealTime": "meal",
    "HKMetadataKeyBloodGlucoseMealTime": "meal",
    "HKInsulinDeliveryReason": "reason",
    "HKMetadataKeyInsulinDeliveryReason": "reason",
    "HKVO2MaxTestType": "test",
    "HKMetadataKeyVO2MaxTestType": "test",
    "HKAlgorithmVersion": "algorithm",
    "HKMetadataKeyDevicePlacementSide": "side",
    "HKDevicePlacementSide": "side",
    "HKMetadataKeyMenstrualCycleStart": "cycle_start",
    "HKMenstrualCycleStart": "cycle_start",
    "HKSexualActivityProtectionUsed": "protection",
    "HKAudioExposureLevel": "level",
    "HKLowHeartRateEventThreshold": "threshold",
    "HKHeartRateEventThreshold": "threshold",
}
"""Metadata of a record that a reader of the value needs. The rest is dropped: ids of
synchronisation, links and user numbers at makers point at the person and say nothing."""

_KEPT_OF_EPISODES: Final = frozenset(
    {
        *("IndoorWorkout", "CoachedWorkout", "GroupFitness", "PhysicalEffortEstimationType"),
        *("AverageMETs", "AverageSpeed", "MaximumSpeed", "FitnessMachineDuration"),
        *("ElevationAscended", "ElevationDescended", "AlpineSlopeGrade"),
        *("WeatherCondition", "WeatherTemperature", "WeatherHumidity", "BarometricPressure"),
        *("SwimmingLocationType", "SwimmingStrokeStyle", "LapLength", "SWOLFScore"),
        *("IndoorBikeDistance", "CrossTrainerDistance", "WaterSalinity"),
        *("FoodType", "FoodMeal"),
    }
)
"""The same of workouts and correlations: HealthKit's keys without ``HK``, ``HKMetadataKey``."""

_DETAIL: Final = re.compile(r"[\x20-\x7e°µ·\u00b2]{1,60}")
_SAID: Final = re.compile(r"[^\x00-\x1f\x7f]{1,120}")
_KEY: Final = re.compile(r"HK(?:MetadataKey)?(\w{1,60})")
_MOST_UNIT: Final = 80
_MOST_NAME: Final = 80
_PREFIXES: Final = (
    *("HKQuantityTypeIdentifier", "HKCategoryTypeIdentifier", "HKCorrelationTypeIdentifier"),
    *("HKDataTypeIdentifier", "HKWorkoutEventType"),
)

_HARDWARE: Final = re.compile(r"(?:^|[\s,:])(Watch|iPhone|iPad|iPod)", re.IGNORECASE)
_OWN_NAME: Final = re.compile(r"(?:\bApple\s(?=Watch)|\b(?=iP))(Watch|iPhone|iPad|iPod)\b")
"""Of a telephone or watch that writes under its own name, in any language; not of an app
that is called after watches."""
_CLASSES: Final = {
    "watch": DeviceClass.WATCH,
    "iphone": DeviceClass.PHONE,
    "ipad": DeviceClass.PHONE,
    "ipod": DeviceClass.PHONE,
}
_MEASURED_BY: Final = {
    "body": DeviceClass.SCALE,
    "blood_pressure": DeviceClass.METER,
    "temperature": DeviceClass.METER,
    "breathing": DeviceClass.METER,
    "glucose": DeviceClass.METER,
    "heart": DeviceClass.SENSOR,
    "activity": DeviceClass.MACHINE,
}
"""What a device of another maker is, by what it measures."""

_ANY_ZONE: Final = ZoneInfo("UTC")  # times of the export always have an offset


class Extra(NamedTuple):
    """What the metadata of a record add to its context."""

    detail: str | None = None
    is_by_hand: bool = False
    zone: str | None = None


class Head(NamedTuple):
    """What a record says before its dates, as attributes."""

    type: TypeId
    known: SampleType | None
    source: Source
    unit: str | None

    def template(self, offset_minutes: int, extra: Extra) -> Template:
        """Return the template of records with this head."""
        basis = (
            Basis(ZoneKnown.OFFSET, offset_minutes)
            if extra.zone is None
            else Basis(ZoneKnown.ZONE, None, extra.zone)
        )
        flags = Flag.BY_HAND if extra.is_by_hand else Flag.NONE
        context = Context(basis, self.unit, Dialect.APPLE, flags, extra.detail)
        return Template(self.type, self.source, context)


def head_of(attributes: Mapping[str, str]) -> Head:
    """Read what a record says of itself beside time and value.

    Raises:
        RowUnreadable: It does not say what was measured.
    """
    identifier = attributes.get("type", "")
    if not identifier:
        raise RowUnreadable(Fault.TYPE_UNKNOWN)
    known = type_of_apple(identifier)
    name = TypeId(identifier[:120]) if known is None else TypeId(known.id)
    return Head(name, known, source_of(attributes, known), unit_in(attributes, "unit"))


def source_of(attributes: Mapping[str, str], known: SampleType | None = None) -> Source:
    """Return where an element comes from: the app's name, and a class of device.

    The device's own text is looked at and not kept: it holds an address in memory, which
    differs from export to export.
    """
    name = attributes.get("sourceName", "")[:200]
    device = attributes.get("device", "")
    seen = _HARDWARE.search(device) if device else _OWN_NAME.search(name)
    if seen is not None:
        return Source(name, _CLASSES[seen[1].lower()])
    if device:
        category = "" if known is None else known.category
        return Source(name, _MEASURED_BY.get(category, DeviceClass.UNKNOWN))
    return Source(name, DeviceClass.APP)


def extra_of(metadata: Iterable[tuple[str, str]]) -> Extra:
    """Return what metadata add: the allowed keys, and no others."""
    kept: dict[str, str] = {}
    is_by_hand = False
    zone: str | None = None
    for key, value in metadata:
        if key == "HKWasUserEntered":
            is_by_hand = value == "1"
        elif key == "HKTimeZone":
            zone = value if value in _zones() else None
        elif key in _KEPT and _DETAIL.fullmatch(value):
            kept[_KEPT[key]] = value
    return Extra(rfc8785.dumps(dict(kept)).decode() if kept else None, is_by_hand, zone)


def kept_metadata(element: Element) -> dict[str, str]:
    """Return what of an episode's metadata says something of health, and of nobody else."""
    kept: dict[str, str] = {}
    for key, value in metadata_of(element):
        known = _KEY.fullmatch(key)
        if known is not None and known[1] in _KEPT_OF_EPISODES and _SAID.fullmatch(value):
            kept[known[1]] = value
    return kept


def context_of(element: Element, basis: Basis) -> Context:
    """Return the context of an episode: its zone if it says one, and who wrote it."""
    extra = extra_of(metadata_of(element))
    known = basis if extra.zone is None else Basis(ZoneKnown.ZONE, None, extra.zone)
    return Context(known, flags=Flag.BY_HAND if extra.is_by_hand else Flag.NONE)


def short_name(identifier: str) -> str:
    """Return a HealthKit identifier without its prefix, or the id of its type."""
    found = type_of_apple(identifier)
    if found is not None:
        return found.id
    prefix = next((each for each in _PREFIXES if identifier.startswith(each)), "")
    return identifier[len(prefix) :][:_MOST_NAME]


def unit_in(attributes: Mapping[str, str], name: str) -> str | None:
    """Return the text of a unit, bounded; longer ones are none anyway."""
    unit = attributes.get(name)
    return None if unit is None else unit[:_MOST_UNIT]


def metadata_of(element: Element) -> list[tuple[str, str]]:
    """Return an element's metadata as pairs."""
    return [
        (entry.attributes.get("key", ""), entry.attributes.get("value", ""))
        for entry in element.named("MetadataEntry")
    ]


def time_of(attributes: Mapping[str, str], name: str) -> Moment:
    """Read one of an element's dates: ``2026-05-01 08:00:00 +0200``.

    Raises:
        RowUnreadable: It is missing, no date, without offset, or outside 1900-2099.
    """
    text = attributes.get(name)
    if text is None:
        raise RowUnreadable(Fault.TIME_MISSING)
    moment = moment_from_iso(text.replace(" ", "T", 1).replace(" ", ""), _ANY_ZONE)
    if moment.basis.known is not ZoneKnown.OFFSET:
        raise RowUnreadable(Fault.TIME_UNREADABLE)
    return moment


def span_of(attributes: Mapping[str, str]) -> tuple[Moment, int]:
    """Read when an element began and how many milliseconds it lasted.

    Raises:
        RowUnreadable: A date is missing or unreadable, or the end is before the start.
    """
    start = time_of(attributes, "startDate")
    end = time_of(attributes, "endDate")
    if end.ms < start.ms:
        raise RowUnreadable(Fault.TIME_ABSURD)
    return start, end.ms - start.ms


def value_of(text: str | None, known: SampleType | None) -> tuple[float | None, str | None]:
    """Read a value: a number, or the word for a code.

    Raises:
        RowUnreadable: It is not what its type has.
    """
    if known is None:
        number = number_of(text)
        return (number, None) if number is not None else (None, (text or "")[:60])
    if known.value is ValueKind.NUMBER:
        number = number_of(text)
        if number is None:
            raise RowUnreadable(Fault.NUMBER_UNREADABLE)
        return number, None
    return None, code_of(text or "", known)


def code_of(text: str, known: SampleType) -> str | None:
    """Return the word for a code, the text itself if it is a new one; none for a length."""
    if known.value is ValueKind.DURATION:
        return None
    word = known.word_of_apple(text)
    if word is None and text.isdecimal():
        word = known.word_of_number(int(text[:6]))
    return word or text[:80]


def number_of(text: str | None) -> float | None:
    """Read a number; nothing if it is none.

    Raises:
        RowUnreadable: It is not finite, or absurd.
    """
    if text is None or "_" in text:
        return None
    try:
        number = float(text)
    except ValueError:
        return None
    if not math.isfinite(number) or abs(number) > MOST:
        raise RowUnreadable(Fault.NUMBER_ABSURD)
    return number


def sample_of(element: Element) -> Sample:
    """Read one record on its own.

    Raises:
        RowUnreadable: It cannot be.
    """
    head = head_of(element.attributes)
    start, duration_ms = span_of(element.attributes)
    number, code = value_of(element.attributes.get("value"), head.known)
    extra = extra_of(metadata_of(element))
    template = head.template(start.basis.offset_minutes or 0, extra)
    return Sample(head.type, start.ms, duration_ms, number, code, template.source, template.context)


@cache
def _zones() -> set[str]:
    """All zones there are. A name out of a file is looked up here, and never opened."""
    return available_timezones()
