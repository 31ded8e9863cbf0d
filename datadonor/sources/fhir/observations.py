"""Observations as samples: the numbers and words in them whose type is known here.

A pair of values that a gateway converted, the original contained in the result, is one
measurement. Units and numbers are handed on as they stand.
"""

import math
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

import rfc8785

from datadonor.records.code_systems import CodeSystem
from datadonor.records.sample import Context, Flag, Sample, Source
from datadonor.records.types import SampleType, TypeId, ValueKind
from datadonor.sources.fhir.concepts import Concept, concept
from datadonor.sources.fhir.dates import When, first_when
from datadonor.sources.fhir.paths import Tree, part, parts, text
from datadonor.sources.found import Fault, RowUnreadable

RETRACTED: Final = "entered-in-error"
"""FHIR's word for what was never so (FHIR R4, ObservationStatus)."""

_UCUM: Final = frozenset({"http://unitsofmeasure.org", "urn:oid:2.16.840.1.113883.6.8"})
_COMPARATORS: Final = frozenset({"<", "<=", ">=", ">"})
_NUMBER: Final = re.compile(r"\s*(<=|>=|<|>)?\s*(-?\d{1,12}(?:[.,]\d{1,12})?)\s*", re.ASCII)
_MOST: Final = 1e12
"""No measurement is larger. Source: our choice."""


class _Value(NamedTuple):
    number: float | None = None
    code: str | None = None
    unit: str | None = None


def samples(resource: Tree, source: Source, zone: ZoneInfo) -> Iterator[Sample | RowUnreadable]:
    """Yield the samples of one Observation; where a value cannot be read, why.

    A retracted one gives samples without value.
    """
    found = list(_known_readings(resource))
    if not found:
        return
    is_retracted = resource.get("status") == RETRACTED
    try:
        when, detail, flags = _time_of(resource, zone)
    except RowUnreadable as caught:
        if is_retracted or any(_has_value(tree) for tree, _ in found):
            yield caught
        return
    for tree, known in found:
        try:
            value = _Value() if is_retracted else _value(tree, known)
        except RowUnreadable as caught:
            yield caught
            continue
        if value is not None:
            held = flags | Flag.RETRACTED if is_retracted else flags
            yield _sample(known, value, when, source, detail, held)


def _known_readings(resource: Tree) -> Iterator[tuple[Tree, SampleType]]:
    """Yield what holds a value, with its type: the observation itself and its components."""
    is_met = False
    for tree in [resource, *parts(resource, "component")]:
        known = concept(tree.get("code")).sample_type
        if known is not None and known.value is not ValueKind.DURATION:
            is_met = True
            yield tree, known
    if is_met:
        return
    origins = {text(each, "reference") for each in parts(resource, "derivedFrom")}
    for tree in parts(resource, "contained"):
        if f"#{text(tree, 'id')}" in origins and "derivedFrom" not in tree:
            yield from _known_readings({**tree, "contained": None})


def _time_of(resource: Tree, zone: ZoneInfo) -> tuple[When, dict[str, str], Flag]:
    detail: dict[str, str] = {}
    flags = Flag.NONE
    when = first_when(resource, ("effective",), zone)
    if when is None and (when := first_when(resource, ("issued",), zone)):
        detail["time"] = "issued"
        flags = Flag.TIME_STANDS_IN
    if when is None:
        raise RowUnreadable(Fault.TIME_MISSING)
    if when.end_fault:
        raise RowUnreadable(when.end_fault)
    if when.end_ms is not None and when.moment.ms + when.duration_ms != when.end_ms:
        flags = Flag.TIME_STANDS_IN  # it lasted, and the sample cannot say until when
    if when.is_day:
        detail["precision"] = "day"
    if method := concept(resource.get("method")).code:
        detail["method"] = method
    return when, detail, flags


def _sample(
    known: SampleType,
    value: _Value,
    when: When,
    source: Source,
    detail: dict[str, str],
    flags: Flag,
) -> Sample:
    context = Context(
        when.moment.basis,
        unit=value.unit,
        flags=flags,
        detail=rfc8785.dumps(detail).decode() if detail else None,
    )
    return Sample(
        TypeId(known.id),
        when.moment.ms,
        when.duration_ms,
        value.number,
        value.code,
        source,
        context,
    )


def _has_value(tree: Tree) -> bool:
    return any(name.startswith("value") for name in tree)


def _value(tree: Tree, known: SampleType) -> _Value | None:
    """Return what was measured; nothing if there is no value that the type can hold.

    Raises:
        RowUnreadable: There is a number that is none, or beyond any measurement.
    """
    if quantity := part(tree, "valueQuantity"):
        return _of_quantity(quantity, known)
    if (number := tree.get("valueInteger")) is not None:
        return _of_number(_finite(number), None, None, known)
    if words := text(tree, "valueString"):
        match = _NUMBER.fullmatch(words)
        if match is None or known.value is not ValueKind.NUMBER:
            return None
        return _of_number(float(match[2].replace(",", ".")), match[1], None, known)
    return _of_concept(concept(tree.get("valueCodeableConcept")), known)


def _of_quantity(quantity: Tree, known: SampleType) -> _Value | None:
    if "value" not in quantity:
        return None
    is_ucum = text(quantity, "system") in {*_UCUM, None}
    code, words = text(quantity, "code"), text(quantity, "unit")
    unit = (code if is_ucum else None) or words
    comparator = text(quantity, "comparator")
    return _of_number(_finite(quantity["value"]), comparator, unit, known)


def _of_number(
    number: float, comparator: str | None, unit: str | None, known: SampleType
) -> _Value | None:
    if known.value is ValueKind.CODE:
        word = known.word_of_number(int(number)) if number == int(number) else None
        return _Value(code=word) if word else None
    if comparator in _COMPARATORS:
        return _Value(code=f"{comparator}{number:.12g}", unit=unit)
    return _Value(number=number, unit=unit)


def _of_concept(said: Concept, known: SampleType) -> _Value | None:
    for word, answer in known.codes.items():
        if (answer.loinc and said.has(CodeSystem.LOINC, answer.loinc)) or (
            answer.snomed and said.has(CodeSystem.SNOMED, answer.snomed)
        ):
            return _Value(code=word)
    return None


def _finite(number: Any) -> float:  # noqa: ANN401 - a sender's
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise RowUnreadable(Fault.NUMBER_UNREADABLE)
    if not math.isfinite(number) or abs(number) > _MOST:
        raise RowUnreadable(Fault.NUMBER_ABSURD)
    return float(number)
