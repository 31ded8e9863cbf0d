"""Kinds of episode: their codes, and the few things that may be told of one.

Lists: a number or a row of numbers that is not named here stays. Must not know the
database.
"""

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from datadonor.records.code_systems import CodeSystem
from datadonor.records.episodes import episode_kind, workout_kinds
from datadonor.records.fhir import Resource, own_coding
from datadonor.records.types import sample_type
from datadonor.records.units import conversion

ROUTE: Final = "Route"
ECG: Final = "Electrocardiogram"
WHOLE_DAYS: Final = frozenset({"ActivityDay"})
"""Kinds that are of one day as it was where the person was."""

TRACES_TOLD: Final[Mapping[str, frozenset[str]]] = {
    ECG: frozenset({"voltage"}),
    "HeartbeatSeries": frozenset({"interval", "rate", "time"}),
    ROUTE: frozenset(
        {
            *("accuracy", "course", "elevation", "latitude", "longitude"),
            *("speed", "time", "vertical_accuracy"),
        }
    ),
}
"""Kind → the rows of numbers that go, at the finest resolution only."""

_TRACING: Final = "131328"
"""IEEE 11073-10101: an electrocardiogram."""

_LEADS: Final = {"I": "131329"}
"""IEEE 11073-10101: the voltage of a lead."""

_TOLD_BY_SAMPLES: Final = frozenset({"BloodPressure"})
"""Kinds whose numbers are samples with the same LOINC code: it would count them twice."""


class Statistic(NamedTuple):
    """A number that may be told of a workout.

    ``type`` is the type of sample whose unit it is in and whose range holds; ``names``
    are what files call it: a total of ours, a total of HealthKit's, and the beginning of
    the type of a statistic with which of its numbers is meant.
    """

    name: str
    type: str
    totals: tuple[str, ...]
    statistics: tuple[str, ...]
    which: str


STATISTICS: Final = (
    Statistic(
        "distance",
        "DistanceWalkingRunning",
        ("distance_m", "totalDistance"),
        ("Distance",),
        "sum",
    ),
    Statistic(
        "energy",
        "ActiveEnergyBurned",
        ("energy_kcal", "totalEnergyBurned"),
        ("ActiveEnergyBurned", "TotalEnergyBurned"),
        "sum",
    ),
    Statistic("steps", "StepCount", ("steps",), ("StepCount",), "sum"),
    Statistic(
        "heart_rate_mean", "HeartRate", ("heart_rate_mean_per_min",), ("HeartRate",), "average"
    ),
    Statistic(
        "heart_rate_high", "HeartRate", ("heart_rate_highest_per_min",), ("HeartRate",), "maximum"
    ),
)
"""What may be told of a workout, in the order of the table's columns."""

_OWN_UNITS: Final = {"distance_m": "m", "energy_kcal": "kcal"}
"""Units that stand in the name of a total; the others are counts or a minute's."""


def statistic_unit(statistic: Statistic) -> str:
    """Return the UCUM unit in which a statistic is told."""
    known = sample_type(statistic.type)
    return "1" if known is None or known.unit is None else known.unit


def kind_concept(name: str) -> Resource:
    """Return a kind's codes; no words."""
    kind = episode_kind(name)
    codings: list[Resource] = []
    if kind is not None and kind.loinc is not None and name not in _TOLD_BY_SAMPLES:
        codings.append({"system": CodeSystem.LOINC.uri, "code": kind.loinc})
    if name == ECG:
        codings.append({"system": CodeSystem.MDC.uri, "code": _TRACING})
    return {"coding": [*codings, *own_coding("episode", name)]}


def workout_codings(code: str | None) -> list[Resource]:
    """Return the coding of what a workout was; none for a word that is not on our list."""
    return own_coding("workout", code) if code is not None and code in workout_kinds() else []


def trace_codings(name: str, facts: Mapping[str, Any]) -> list[Resource]:
    """Return the codes of a row of numbers."""
    lead = facts.get("lead")
    code = _LEADS.get(lead) if name == "voltage" and isinstance(lead, str) else None
    codings: list[Resource] = [] if code is None else [{"system": CodeSystem.MDC.uri, "code": code}]
    return codings + own_coding("trace", name)


def trace_period_ms(kind: str, facts: Mapping[str, Any]) -> float | None:
    """Return the milliseconds between two numbers of a tracing; nothing if not evenly spaced."""
    hertz = _number(facts.get("rate_hz"))
    return 1000 / hertz if kind == ECG and hertz is not None and hertz > 0 else None


def facts_of(text: str) -> Mapping[str, Any]:
    """Return what a file says of an episode; nothing of use if it is no object."""
    found = json.loads(text)
    return found if isinstance(found, dict) else {}


def statistics_of(facts: Mapping[str, Any]) -> list[float | None]:
    """Return the statistics of a workout in the order of ``STATISTICS``, nothing where none is."""
    return [next(_candidates(each, facts), None) for each in STATISTICS]


def _candidates(wanted: Statistic, facts: Mapping[str, Any]) -> Iterator[float]:
    """Yield what files say of a statistic, in its unit, as far as it is plausible."""
    kind = sample_type(wanted.type)
    if kind is None:
        return
    for value, unit in _said(wanted, facts):
        rule = conversion(kind, unit)
        number = _number(value)
        if rule is not None and number is not None and kind.is_plausible(rule.apply(number)):
            yield rule.apply(number)


def _said(wanted: Statistic, facts: Mapping[str, Any]) -> Iterator[tuple[object, str | None]]:
    own = statistic_unit(wanted)
    totals = facts.get("totals")
    for name in wanted.totals:
        if isinstance(totals, dict) and name in totals:
            yield totals[name], _OWN_UNITS.get(name, own)
        if isinstance(whole := facts.get(name), dict):
            yield whole.get("value"), _text(whole.get("unit"))
    listed = facts.get("statistics")
    for each in listed if isinstance(listed, list) else ():
        kind = each.get("type") if isinstance(each, dict) else None
        if isinstance(kind, str) and kind.startswith(wanted.statistics):
            yield each.get(wanted.which), _text(each.get("unit"))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None
