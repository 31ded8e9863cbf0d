"""Samples as FHIR R4 Observations: one each, and the two blood pressures of a moment as one.

Pure. A ``Mould`` holds what all samples of one type, source and context have in common,
so that a million of them cost little each. Must not know the database or files.
"""

import math
from typing import Final

from datadonor.records.categories import CategoryId
from datadonor.records.code_systems import CodeSystem
from datadonor.records.dictionaries import StoredType
from datadonor.records.fhir import (
    Clock,
    Frame,
    Origin,
    Resource,
    absent,
    compared,
    concept,
    decimal,
    observation,
    own_coding,
    quantity,
    unit_parts,
)
from datadonor.records.sample import Context
from datadonor.records.types import SampleType, TypeId, ValueKind, sample_type
from datadonor.records.units import canonical_unit
from datadonor.texts import Language

UPPER: Final = TypeId("BloodPressureSystolic")
LOWER: Final = TypeId("BloodPressureDiastolic")

_PRESSURE: Final = "BloodPressure"
_PRESSURE_PANEL: Final = "85354-9"
"""LOINC's code of both together, which FHIR's vital signs profile asks for."""


class Mould:
    """Makes the Observations of samples that have type, source and context in common."""

    def __init__(self, kind: StoredType, context: Context, frame: Frame) -> None:
        """Make ready all that does not change from sample to sample."""
        # What a type is called and coded as holds whatever its numbers are in.
        self._known = sample_type(kind.name)
        self._context = context
        self._language = frame.language
        self._clock = Clock(context.basis)
        self._origin = Origin(context, kind.unit)
        self._unit = unit_parts(kind.unit, is_ucum=kind.known is not None)
        self._words: dict[str, Resource] = {}
        self.code = type_concept(kind.name, frame.language)
        category = None if self._known is None else self._known.category
        self._base = observation(frame, category, self.code, self._origin)

    def observation(
        self,
        identifier: str,
        start_ms: int,
        duration_ms: int,
        number: float | None,
        code: str | None,
    ) -> Resource:
        """Return one sample as an Observation.

        Args:
            identifier: The resource's id: ``[A-Za-z0-9.-]{1,64}``.
            start_ms: UTC milliseconds since 1970.
            duration_ms: At least 0.
            number: In the unit of the stored type.
            code: Instead of a number.
        """
        return {
            **self._base,
            "id": identifier,
            **self._clock.effective(start_ms, duration_ms, is_day=self._origin.is_day),
            **self.value(duration_ms, number, code),
        }

    def value(self, duration_ms: int, number: float | None, code: str | None) -> Resource:
        """Return the element that says what was measured, or why there is none."""
        if number is not None and math.isfinite(number):
            return {"valueQuantity": {"value": decimal(number), **self._unit}}
        if code is not None:
            if code not in self._words:
                self._words[code] = self._of_word(code)
            return self._words[code]
        if number is not None:
            return absent("error")
        if self._origin.is_retracted:
            return {}
        if self._known is not None and self._known.value is ValueKind.DURATION:
            return {"valueQuantity": quantity(duration_ms / 1000, "s", is_ucum=True)}
        return absent("unknown")

    def _of_word(self, code: str) -> Resource:
        known = self._known
        if known is not None and code in known.codes:
            answer = known.codes[code]
            codings: list[Resource] = []
            if answer.loinc:
                codings.append({"system": CodeSystem.LOINC.uri, "code": answer.loinc})
            if answer.snomed:
                codings.append({"system": CodeSystem.SNOMED.uri, "code": answer.snomed})
            codings += own_coding("answer", code)
            text = answer.name.in_language(self._language)
            return {"valueCodeableConcept": concept(codings, text)}
        is_number = known is None or known.value is ValueKind.NUMBER
        if is_number and (found := compared(code)) is not None:
            return {"valueQuantity": self._beyond(*found)}
        if not code.strip():
            return absent("unknown")
        return {"valueCodeableConcept": concept([], code)}

    def _beyond(self, comparator: str, number: float) -> Resource:
        """Return a number that a device could only bound. It stands as in the file, unconverted."""
        raw = self._context.unit
        unit = canonical_unit(raw, self._context.dialect) if raw else None
        told = quantity(number, unit or raw, is_ucum=unit is not None)
        return {**told, "comparator": comparator}


class PairMould:
    """Makes one Observation of the two blood pressures that were measured together."""

    def __init__(self, upper: Mould, lower: Mould, context: Context, frame: Frame) -> None:
        """Take the moulds of both; ``context`` is the one they share."""
        self._upper = upper
        self._lower = lower
        self._clock = Clock(context.basis)
        self._origin = Origin(context, None)
        name = concept(
            [
                {"system": CodeSystem.LOINC.uri, "code": _PRESSURE_PANEL},
                *own_coding("type", _PRESSURE),
            ],
            "Blodtryk" if frame.language is Language.DANISH else "Blood pressure",
        )
        self._base = observation(frame, CategoryId("blood_pressure"), name, self._origin)

    def observation(
        self,
        identifier: str,
        start_ms: int,
        duration_ms: int,
        upper: tuple[float | None, str | None],
        lower: tuple[float | None, str | None],
    ) -> Resource:
        """Return both as one Observation, each a component.

        Args:
            identifier: The resource's id.
            start_ms: UTC milliseconds since 1970.
            duration_ms: At least 0.
            upper: Number and code of the upper pressure, one of them given.
            lower: The same of the lower.
        """
        both = ((self._upper, upper), (self._lower, lower))
        return {
            **self._base,
            "id": identifier,
            **self._clock.effective(start_ms, duration_ms, is_day=self._origin.is_day),
            "component": [
                {"code": mould.code, **mould.value(duration_ms, number, code)}
                for mould, (number, code) in both
            ],
        }


def type_concept(name: TypeId, language: Language) -> Resource:
    """Return what a type is called in every system that has a code for it.

    Only the codes under which a type is sent on. Further ones are for reading: they can
    mean another unit, or a measurement that was made lying down.
    """
    known = sample_type(name)
    if known is None:
        return concept(own_coding("type", name), name)
    codings: list[Resource] = [
        {"system": system, "code": code} for system, code in codes_to_send(known)
    ]
    return concept([*codings, *own_coding("type", known.id)], known.name.in_language(language))


def codes_to_send(known: SampleType) -> list[tuple[str, str]]:
    """Return the codes under which a type is sent on: pairs of system (URI) and code."""
    own = ((system, getattr(known, system.value)) for system in CodeSystem)
    return [(system.uri, code) for system, code in own if code]
