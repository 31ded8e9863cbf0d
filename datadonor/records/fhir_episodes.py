"""Episodes as FHIR R4 Observations: workouts, nights, tracings, routes, beats, meals, days.

Pure. What an episode says beside its numbers stands whole in one extension; numbers that
stand by themselves are components; long rows of numbers are SampledData, in parts if they
are very long. Must not know the database or files.
"""

import base64
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple, TypeGuard

import numpy as np
from numpy.typing import NDArray

from datadonor.records.code_systems import CodeSystem
from datadonor.records.episodes import EpisodeKind, episode_kind, workout_kinds
from datadonor.records.fhir import (
    MOST_CHARACTERS,
    Clock,
    Frame,
    Origin,
    Resource,
    concept,
    decimal,
    extension_url,
    observation,
    own_coding,
    quantity,
    unit_parts,
    words,
)
from datadonor.records.sample import Context
from datadonor.texts import Language

MOST_VALUES: Final = 40_000
"""Numbers in one SampledData: at 25 characters each they stay below FHIR's 1 MB a string."""

_TRACING: Final = "131328"
_LEAD_I: Final = "131329"
"""IEEE 11073-10101: an electrocardiogram, and the voltage of its lead I."""

_ECG: Final = "Electrocardiogram"
_NO_PANEL: Final = frozenset({"BloodPressure"})
"""Kinds whose numbers are told by the samples, under the same LOINC code: a second
Observation of that code would be counted as a second measurement."""

_SMALL: Final = ("e-05", "e-06", "e-07")
"""Exponents whose plain form is short; that of others can be hundreds of digits long."""

_EARS: Final = ("leftEar", "rightEar")


class StoredTrace(NamedTuple):
    """Many numbers of one episode, in order; ``unit`` is UCUM."""

    name: str
    unit: str
    values: "NDArray[Any]"


class StoredEpisode(NamedTuple):
    """An episode as the vault has it. ``facts`` is its JSON text."""

    kind: str
    start_ms: int
    duration_ms: int
    code: str | None
    facts: str
    traces: Sequence[StoredTrace]
    context: Context


def episode_resources(identifier: str, episode: StoredEpisode, frame: Frame) -> Iterator[Resource]:
    """Yield an episode as one Observation, and its traces as more if they are very long.

    Args:
        identifier: The resource's id, at most 50 characters; parts add to it.
        episode: What is told.
        frame: What stands around it.
    """
    facts = json.loads(episode.facts)
    origin = Origin(episode.context, None)
    kind = episode_kind(episode.kind)
    code = _kind_concept(episode.kind, kind, frame.language)
    base = observation(frame, None if kind is None else kind.category, code, origin)
    base |= Clock(episode.context.basis).effective(episode.start_ms, episode.duration_ms)
    whole = {**base, "id": identifier}
    if frame.tells_origin and (told := _facts_extension(episode.facts)) is not None:
        whole["extension"] = [*whole.get("extension", ()), told]
    if episode.code is not None:
        whole["valueCodeableConcept"] = _word(episode.code, frame.language)
    components = [*_fact_components(facts), *_thresholds(facts)]
    borders = _borders(episode.traces)
    period = _period(episode.kind, facts)
    if len(borders) == 1:
        components += _sampled(episode, facts, period, borders[0])
    elif borders:
        parts = [f"{identifier}.{number}" for number in range(1, len(borders) + 1)]
        whole["hasMember"] = [{"reference": f"Observation/{each}"} for each in parts]
    if components:
        whole["component"] = components
    yield whole
    for number, part in enumerate(borders if len(borders) > 1 else (), start=1):
        first = {"url": extension_url("first-point"), "valueInteger": part.start}
        own = {**base, "id": f"{identifier}.{number}"}
        own["extension"] = [*own.get("extension", ()), first]
        yield {**own, "component": _sampled(episode, facts, period, part)}


def sampled_text(values: "NDArray[Any]") -> str:
    """Return numbers as SampledData has them; E stands where there is none.

    Each is written with the fewest digits that read back the same number of its own
    size (FHIR R4, SampledData.data).
    """
    if values.dtype.kind in "iu":
        return " ".join(map(str, values.tolist()))
    if values.dtype.itemsize < np.dtype(np.float64).itemsize:
        written: list[str] = values.astype(str).tolist()
    else:
        written = list(map(repr, values.tolist()))
    return " ".join(map(_plain, written))


def _plain(text: str) -> str:
    if text.endswith(".0"):
        return text[:-2]
    if text in {"nan", "inf", "-inf"}:
        return "E"
    # 1e-05 is a decimal of FHIR, but many who split such a row do not expect it.
    return f"{Decimal(text):f}" if text.endswith(_SMALL) else text


def _borders(traces: Sequence[StoredTrace]) -> list[range]:
    """Cut the points of traces of one length into parts; none if there are no points."""
    longest = max((len(trace.values) for trace in traces), default=0)
    starts = range(0, longest, MOST_VALUES)
    return [range(start, min(start + MOST_VALUES, longest)) for start in starts]


def _sampled(
    episode: StoredEpisode, facts: Mapping[str, Any], period: float | None, part: range
) -> list[Resource]:
    found: list[Resource] = []
    for trace in episode.traces:
        values = trace.values[part.start : part.stop]
        if not len(values):
            continue
        unit = unit_parts(trace.unit, is_ucum=True)
        data: Resource = {"origin": {"value": 0, **unit}}
        if period is None:
            # Required, but the points have times of their own (the trace "time") or are
            # the distances themselves: a number here would mislead.
            reason = {
                "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
                "valueCode": "not-applicable",
            }
            data["_period"] = {"extension": [reason]}
        else:
            data["period"] = decimal(period)
        data |= {"dimensions": 1, "data": sampled_text(values)}
        codings = own_coding("trace", trace.name)
        if episode.kind == _ECG and facts.get("lead") == "I":
            codings = [{"system": CodeSystem.MDC.uri, "code": _LEAD_I}, *codings]
        found.append({"code": concept(codings, trace.name), "valueSampledData": data})
    return found


def _period(kind: str, facts: Mapping[str, Any]) -> float | None:
    """Return the milliseconds between two points, where they are evenly spaced."""
    hertz = facts.get("rate_hz")
    return 1000 / hertz if kind == _ECG and _is_number(hertz) and hertz > 0 else None


def _kind_concept(name: str, kind: EpisodeKind | None, language: Language) -> Resource:
    if kind is None:
        return concept(own_coding("episode", name), name)
    codings: list[Resource] = []
    if kind.loinc is not None and kind.id not in _NO_PANEL:
        codings.append({"system": CodeSystem.LOINC.uri, "code": kind.loinc})
    if kind.id == _ECG:
        codings.append({"system": CodeSystem.MDC.uri, "code": _TRACING})
    return concept([*codings, *own_coding("episode", kind.id)], kind.name.in_language(language))


def _word(code: str, language: Language) -> Resource:
    workout = workout_kinds().get(code)
    text = code if workout is None else workout.name.in_language(language)
    return concept(own_coding("workout", code) if workout else [], text)


def _facts_extension(facts: str) -> Resource | None:
    """Return all facts, as JSON: in a string, or attached if they are too long for one."""
    if facts in {"", "{}"}:
        return None
    url = extension_url("facts")
    if len(facts.encode()) <= MOST_CHARACTERS:
        return {"url": url, "valueString": facts}
    data = base64.b64encode(facts.encode()).decode()
    return {"url": url, "valueAttachment": {"contentType": "application/json", "data": data}}


def _fact_components(facts: Mapping[str, Any]) -> Iterator[Resource]:
    """Yield the facts that are one number, with the unit that the file gave if it gave one."""
    for name, value in facts.items():
        number, unit = value, None
        if isinstance(value, dict) and value.keys() <= {"value", "unit"}:
            number, unit = value.get("value"), value.get("unit")
        code = own_coding("fact", name)
        if code and _is_number(number):
            told = quantity(float(number), _unit(unit), is_ucum=False)
            yield {"code": concept(code, name), "valueQuantity": told}


def _thresholds(facts: Mapping[str, Any]) -> Iterator[Resource]:
    """Yield what a hearing test found: for each ear and pitch the faintest sound heard."""
    points = facts.get("points")
    for point in points if isinstance(points, list) else ():
        pitch = point.get("frequencyValue") if isinstance(point, dict) else None
        if not _is_number(pitch):
            continue
        at = f"{decimal(float(pitch))} {_unit(point.get('frequencyUnit')) or ''}"
        for ear in _EARS:
            level = point.get(f"{ear}Value")
            if _is_number(level):
                told = quantity(float(level), _unit(point.get(f"{ear}Unit")), is_ucum=False)
                code = concept(own_coding("fact", f"{ear}Value"), f"{ear} {at}")
                yield {"code": code, "valueQuantity": told}


def _unit(value: object) -> str | None:
    return words(value) if isinstance(value, str) else None


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
