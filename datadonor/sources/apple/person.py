"""Whom an export is about."""

import re
from collections.abc import Iterator
from typing import Any, Final

import orjson

from datadonor.records.categories import CategoryId
from datadonor.records.sample import (
    Basis,
    DeviceClass,
    Document,
    IdentifierKind,
    KnownIdentifier,
    Source,
    ZoneKnown,
)
from datadonor.sources.apple.elements import Element
from datadonor.sources.found import Found

HEALTH_APP: Final = Source("Apple Health", DeviceClass.APP)
"""What the telephone itself says, and no device measured."""

_PREFIX: Final = "HKCharacteristicTypeIdentifier"
_GENDERS: Final = {
    "HKBiologicalSexFemale": "female",
    "HKBiologicalSexMale": "male",
    "HKBiologicalSexOther": "other",
}
_GROUPS: Final = {
    f"HKBloodType{group}{name}": f"{group} {sign}"
    for group in ("A", "B", "AB", "O")
    for name, sign in (("Positive", "Rh(D) positive"), ("Negative", "Rh(D) negative"))
}
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_person(element: Element) -> Iterator[Found]:
    """Yield a FHIR Patient of sex and day of birth, and the blood group, where they are set.

    The type of skin and the use of medication for the heart's fitness are left out: they
    are settings of how the telephone calculates.
    """
    told = {name.removeprefix(_PREFIX): value for name, value in element.attributes.items()}
    patient: dict[str, Any] = {"resourceType": "Patient"}
    if told.get("BiologicalSex") in _GENDERS:
        patient["gender"] = _GENDERS[told["BiologicalSex"]]
    born = told.get("DateOfBirth", "")
    if _DAY.fullmatch(born):
        patient["birthDate"] = born
        yield KnownIdentifier(IdentifierKind.BIRTH_DATE, born, is_subject=True)
    if len(patient) > 1:
        yield _document("Patient", "about_me", patient)
    group = _GROUPS.get(told.get("BloodType", ""))
    if group is not None:
        yield _document("Observation", "laboratory", _blood_group(group))


def _blood_group(group: str) -> dict[str, Any]:
    """Return the observation. Source: LOINC 882-1, ABO and Rh group in blood."""
    return {
        "resourceType": "Observation",
        "status": "unknown",  # typed by a person, and nobody says when or from what
        "code": {"coding": [{"system": "http://loinc.org", "code": "882-1"}]},
        "valueCodeableConcept": {"text": group},
    }


def _document(kind: str, category: str, resource: dict[str, Any]) -> Document:
    return Document(
        kind,
        CategoryId(category),
        "apple-health|me",
        orjson.dumps(resource),
        HEALTH_APP,
        Basis(ZoneKnown.UTC),
        code="http://loinc.org|882-1" if kind == "Observation" else None,
    )
