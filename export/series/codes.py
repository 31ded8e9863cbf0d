"""Codes that may leave: of types, answers, methods, devices, units. Lists, and nothing else.

What is on no list of ours is text that a person or a program made up, and stays. Must not
know the database or any number of a person.
"""

import json
from functools import cache
from typing import Final, NamedTuple

from datadonor.records.code_systems import CodeSystem
from datadonor.records.dictionaries import StoredType
from datadonor.records.fhir import (
    METHODS,
    UCUM,
    Resource,
    compared,
    decimal,
    extension_url,
    own_coding,
)
from datadonor.records.fhir_observations import codes_to_send
from datadonor.records.sample import Context, DeviceClass, Flag
from datadonor.records.types import ValueKind, sample_type
from datadonor.records.units import Dialect, canonical_unit

STATISTICS: Final = "http://terminology.hl7.org/CodeSystem/observation-statistics"
"""HL7's codes for count, minimum, maximum, average and sum."""

METHODS_TOLD: Final = frozenset({"AUT", "PCG", "PNT", "POT", "TPC", "TPD", "TPH", "TPR"})
"""MedCom's codes for who measured and who wrote it down. Source: MedCom, HL7 PHMR profile."""

METER_WORDS: Final = {"Low": "low", "High": "high"}
"""What a meter shows beyond its range: the vault's word → the word that is sent."""


class Answer(NamedTuple):
    """A coded value that may leave.

    ``word`` is what tables call it: an answer of the vocabulary, ``low`` or ``high``, or
    the comparator of ``bound``.
    """

    word: str
    codings: tuple[Resource, ...] = ()
    bound: float | None = None


def type_concept(name: str) -> Resource:
    """Return a type's code in every system that has one, and ours; no words."""
    known = sample_type(name)
    codings: list[Resource] = []
    if known is not None:
        codings = [{"system": system, "code": code} for system, code in codes_to_send(known)]
    return {"coding": [*codings, *own_coding("type", name)]}


@cache
def unit_of(stored: StoredType) -> str | None:
    """Return the UCUM unit in which a type's numbers are stored.

    Nothing for a unit that is not known for certain: it is text of a file, and a number
    without its unit is worth nothing.
    """
    if stored.known is not None:
        return stored.known.unit or "1"
    if not stored.unit:
        return None
    # One spelling can be two units in two programs; which it was is not known any more.
    meant = {canonical_unit(stored.unit, dialect) for dialect in Dialect}
    return meant.pop() if len(meant) == 1 else None


def answer_of(stored: StoredType, code: str) -> Answer | None:
    """Return what may leave of a coded value; nothing for words on no list."""
    known = sample_type(stored.name)
    if known is None:
        return None
    if code in known.codes:
        word = known.codes[code]
        codings = [*own_coding("answer", code)]
        if word.snomed:
            codings.insert(0, {"system": CodeSystem.SNOMED.uri, "code": word.snomed})
        if word.loinc:
            codings.insert(0, {"system": CodeSystem.LOINC.uri, "code": word.loinc})
        return Answer(code, tuple(codings))
    if known.value is not ValueKind.NUMBER:
        return None
    if code in METER_WORDS:
        return Answer(METER_WORDS[code], tuple(own_coding("answer", METER_WORDS[code])))
    if (found := compared(code)) is not None:
        return Answer(found[0], tuple(own_coding("answer", found[0])), found[1])
    return None


def bound_unit(context: Context) -> str | None:
    """Return the UCUM unit of a bound such as ``<5``, which stands as in the file."""
    return None if context.unit is None else canonical_unit(context.unit, context.dialect)


def method_codings(context: Context) -> list[Resource]:
    """Return how a reading came to be, as far as it is on the short list."""
    detail = json.loads(context.detail) if context.detail else {}
    said = detail.get("method") if isinstance(detail, dict) else None
    codes = said if isinstance(said, list) else [str(said).removeprefix(f"{METHODS}|")]
    told = sorted({each for each in codes if isinstance(each, str)} & METHODS_TOLD)
    codings: list[Resource] = [{"system": METHODS, "code": each} for each in told]
    return codings + (own_coding("method", "by-hand") if Flag.BY_HAND in context.flags else [])


def device_extension(device: DeviceClass) -> Resource:
    """Return the class of what measured: all that is told of it."""
    return {"url": extension_url("device-class"), "valueCode": device.value}


def unit_parts(unit: str) -> Resource:
    """Return what a Quantity says of its UCUM unit."""
    return {"unit": unit, "system": UCUM, "code": unit}


def rounded(number: float) -> int | float:
    """Return a finite number as it is sent: with at most eight digits, and none too many."""
    return decimal(float(f"{number:.8g}"))


def quantity(number: float, unit: str) -> Resource:
    """Return a Quantity. The number is finite."""
    return {"value": rounded(number), **unit_parts(unit)}


def statistic(code: str) -> Resource:
    """Return HL7's code of a statistic."""
    return {"coding": [{"system": STATISTICS, "code": code}]}
