"""What the columns and files of a Takeout hold, and in which unit.

The newer files say in their header what they hold; the older JSON says it only in the
name of the file. Must not know how they are read.

Source: the READMEs that Google puts beside the files, and published descriptions of
exports; there is no schema.
"""

import re
from enum import StrEnum
from typing import Final, NamedTuple

from datadonor.records.types import TypeId


class Span(StrEnum):
    """What time a row stands for."""

    INSTANT = "instant"
    MINUTE = "minute"  # if stamped at a full minute, else an instant
    FIVE_MINUTES = "five_minutes"
    DAY = "day"  # a local day, whatever hour and zone are written


class Metric(NamedTuple):
    """One thing that is measured, by whichever tree.

    ``zero_is_none``: the service writes 0 where it could not say.
    """

    key: str
    type: TypeId
    span: Span
    zero_is_none: bool = False


class Column(NamedTuple):
    """A column, or the value of a JSON file: what it holds, in which unit (UCUM)."""

    metric: Metric
    unit: str
    none: float | None = None  # the number by which this file says "none"


def _metric(key: str, name: str, span: Span, *, zero_is_none: bool = False) -> Metric:
    return Metric(key, TypeId(name), span, zero_is_none)


HEART_RATE: Final = _metric("heart_rate", "HeartRate", Span.INSTANT, zero_is_none=True)
RESTING: Final = _metric("resting_heart_rate", "RestingHeartRate", Span.DAY, zero_is_none=True)
STEPS: Final = _metric("steps", "StepCount", Span.MINUTE)
DISTANCE: Final = _metric("distance", "DistanceWalkingRunning", Span.MINUTE)
CALORIES: Final = _metric("calories", "TotalEnergyBurned", Span.MINUTE)
ACTIVE_ENERGY: Final = _metric("active_energy", "ActiveEnergyBurned", Span.MINUTE)
FLOORS: Final = _metric("floors", "FlightsClimbed", Span.MINUTE)
SEDENTARY: Final = _metric("sedentary_minutes", "SedentaryMinutes", Span.DAY)
LIGHT: Final = _metric("light_minutes", "LightActivityMinutes", Span.DAY)
MODERATE: Final = _metric("moderate_minutes", "ModerateActivityMinutes", Span.DAY)
VIGOROUS: Final = _metric("vigorous_minutes", "VigorousActivityMinutes", Span.DAY)
OXYGEN: Final = _metric("oxygen", "OxygenSaturation", Span.MINUTE, zero_is_none=True)
RMSSD: Final = _metric("rmssd", "HeartRateVariabilityRMSSD", Span.FIVE_MINUTES, zero_is_none=True)
SDNN: Final = _metric("sdnn", "HeartRateVariabilitySDNN", Span.FIVE_MINUTES, zero_is_none=True)
BREATHS: Final = _metric("breaths", "RespiratoryRate", Span.DAY, zero_is_none=True)
VO2_MAX: Final = _metric("vo2_max", "VO2Max", Span.DAY, zero_is_none=True)
SKIN: Final = _metric("skin_temperature", "SkinTemperature", Span.INSTANT, zero_is_none=True)
CORE: Final = _metric("core_temperature", "BodyTemperature", Span.INSTANT, zero_is_none=True)
WEIGHT: Final = _metric("weight", "BodyMass", Span.INSTANT, zero_is_none=True)
FAT: Final = _metric("fat", "BodyFatPercentage", Span.INSTANT, zero_is_none=True)
HEIGHT: Final = _metric("height", "Height", Span.INSTANT, zero_is_none=True)
WATER: Final = _metric("water", "DietaryWater", Span.INSTANT)

OXYGEN_NONE: Final = 50.0
"""What stands where the sensor could not measure: one row in seven of real exports."""

TIME_COLUMN: Final = "timestamp"
SOURCE_COLUMN: Final = "data source"

# Header of the newer files, in small letters; the text up to the first digit or bracket is
# enough, for the spelling of units changed over time.
_NEW_COLUMNS: Final = (
    ("steps", Column(STEPS, "{steps}")),
    ("distance", Column(DISTANCE, "m")),
    ("calories", Column(CALORIES, "kcal")),
    ("floors", Column(FLOORS, "{flights}")),
    ("oxygen saturation percentage", Column(OXYGEN, "%", OXYGEN_NONE)),
    ("root mean square of successive differences", Column(RMSSD, "ms")),
    ("standard deviation", Column(SDNN, "ms")),
    ("breaths per minute", Column(BREATHS, "/min")),
    ("demographic vo2", Column(VO2_MAX, "mL/kg/min")),
    ("weight grams", Column(WEIGHT, "g")),
    ("body fat percentage", Column(FAT, "%")),
    ("height millimeters", Column(HEIGHT, "mm")),
)
_ALONE: Final = frozenset({"steps", "distance", "calories", "floors"})
"""Words that stand in other files too (the pace of a run): there they are the only column."""

OLD_STEMS: Final = {
    "steps": Column(STEPS, "{steps}"),
    "distance": Column(DISTANCE, "cm"),
    "calories": Column(CALORIES, "kcal"),
    "sedentary_minutes": Column(SEDENTARY, "min"),
    "lightly_active_minutes": Column(LIGHT, "min"),
    "moderately_active_minutes": Column(MODERATE, "min"),
    "very_active_minutes": Column(VIGOROUS, "min"),
}
"""Names of older JSON files whose values are bare numbers → what they are."""

LEFT_OUT_STEMS: Final = frozenset(
    {"altitude", "time_in_heart_rate_zones", "swim_lengths_data", "badge", "height"}
)
"""Older JSON files that are known and not read."""

OLD_HEART_RATE: Final = Column(HEART_RATE, "/min")
OLD_RESTING: Final = Column(RESTING, "/min")
OLD_VO2_MAX: Final = Column(VO2_MAX, "mL/kg/min")

_OLD_TABLES: Final = {
    ("timestamp", "rmssd", "coverage", "low_frequency", "high_frequency"): {1: Column(RMSSD, "ms")},
    ("timestamp", "daily_respiratory_rate"): {1: Column(BREATHS, "/min")},
}
_OXYGEN_MINUTES: Final = ("timestamp", "value")
_STEM: Final = re.compile(r"[a-z][a-z0-9_]*?(?=[-_ ]*\d|\.|$)")


class Layout(NamedTuple):
    """How a table of measurements is laid out: which column holds what."""

    columns: dict[int, Column]
    time: int
    source: int | None
    is_new: bool


def stem(name: str) -> str:
    """Return the name of a file without its date and ending, in small letters."""
    found = _STEM.match(name.lower())
    return found[0].rstrip("_") if found else ""


def layout(header: tuple[str, ...], path: str) -> Layout | None:
    """Return how a table with this header (small letters) is laid out, if it is known.

    ``path`` helps where two kinds of file have one header.
    """
    if header in _OLD_TABLES:
        return Layout(_OLD_TABLES[header], 0, None, is_new=False)
    if header == _OXYGEN_MINUTES and "spo2" in path:
        return Layout({1: Column(OXYGEN, "%", OXYGEN_NONE)}, 0, None, is_new=False)
    if TIME_COLUMN not in header:
        return None
    time = header.index(TIME_COLUMN)
    source = header.index(SOURCE_COLUMN) if SOURCE_COLUMN in header else None
    values = [i for i, name in enumerate(header) if name not in {TIME_COLUMN, SOURCE_COLUMN}]
    columns = {}
    for index in values:
        known = _column(header[index], path, is_alone=len(values) == 1)
        if known is not None:
            columns[index] = known
    is_new = VO2_MAX in {each.metric for each in columns.values()} or source is not None
    return Layout(columns, time, source, is_new) if columns and is_new else None


def _column(name: str, path: str, *, is_alone: bool) -> Column | None:
    if name == "beats per minute":
        return Column(RESTING if "resting" in path else HEART_RATE, "/min")
    if name == "temperature celsius":
        return Column(CORE if "core" in path else SKIN, "Cel")
    if is_alone and "active_energy" in path:
        return Column(ACTIVE_ENERGY, "kcal")
    for known, column in _NEW_COLUMNS:
        if name == known or (known not in _ALONE and name.startswith(known)):
            return column if is_alone or known not in _ALONE else None
    return None
