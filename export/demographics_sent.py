"""What is told about the person as it is sent: one FHIR Patient and one row of a table.

The Patient is what every other resource of the bundle points at, so it is sent even when
nothing is told. It has codes alone: the name of a town could be that of a person. Must
not decide what is told.

Sources: FHIR R4 Patient, data-absent-reason; HL7 Denmark's core guide for the extensions
of an address.
"""

from collections.abc import Iterable
from typing import Any, Final

import orjson

from datadonor.texts import Language, text
from export.demographics import Told, group_of
from export.demographics_known import (
    MUNICIPALITY_EXTENSION,
    MUNICIPALITY_SYSTEM,
    REGION_EXTENSION,
    REGION_SYSTEM,
)
from export.outgoing import Outgoing, Row
from export.population import Born, Group, population

PERSON_TABLE: Final = "person"
PERSON_COLUMNS: Final = ("id", "born_from", "born_until", "sex", "region", "municipality")
"""In the order of a row's cells. ``born_from`` alone is empty for "or earlier"."""

ITEM: Final = "demographics"
"""Stands where an item's id does: this is asked beside the items."""

_MASKED: Final = {
    "extension": [
        {
            "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
            "valueCode": "masked",
        }
    ]
}


def outgoing_person(told: Iterable[Told], pseudonym: str) -> Outgoing:
    """Return the person as a resource and a row, both by the pseudonym.

    Args:
        told: Nothing, for a Patient that has a pseudonym alone.
        pseudonym: In the project.
    """
    answers = tuple(told)
    group = group_of(answers)
    return Outgoing(
        resource_type="Patient",
        line=orjson.dumps(_patient(group, pseudonym)),
        rows=(_row(group, pseudonym),),
        item=ITEM,
        category="about_me",
        record=None,
        rules=tuple(sorted({each.rule for each in answers})),
    )


def person_table() -> dict[str, Any]:
    """Describe the table for a bundle's dictionary of data: plain JSON."""
    return {
        "table": PERSON_TABLE,
        **_both("table"),
        "columns": [{"name": each, **_both(f"column.{each}")} for each in PERSON_COLUMNS],
    }


def told_in_words(told: Told, language: Language) -> str:
    """Return one answer in words, for the person's own screen."""
    match told.what:
        case "region":
            return population().regions[told.value]
        case "municipality":
            name = population().municipalities[told.value].name
            return text("recognisability.told.municipality", language, name=name)
        case "sex":
            return text(f"recognisability.told.{told.value}", language)
        case _:
            return born_in_words(Born.parse(told.value), language)


def born_in_words(born: Born, language: Language) -> str:
    """Return years of birth in words."""
    if born.first is None:
        return text("recognisability.told.born_or_earlier", language, last=born.last)
    if born.first == born.last:
        return text("recognisability.told.born", language, year=born.last)
    return text("recognisability.told.born_between", language, first=born.first, last=born.last)


def _patient(group: Group, pseudonym: str) -> dict[str, Any]:
    patient: dict[str, Any] = {"resourceType": "Patient", "id": pseudonym}
    if group.sex is not None:
        patient["gender"] = group.sex
    if group.born is not None and group.born.first == group.born.last:
        patient["birthDate"] = group.born.edtf
    elif group.born is not None:
        # A span does not fit into a birthDate; the table has it.
        patient["_birthDate"] = _MASKED
    codes = (
        (MUNICIPALITY_EXTENSION, MUNICIPALITY_SYSTEM, group.municipality),
        (REGION_EXTENSION, REGION_SYSTEM, group.region),
    )
    extensions = [
        {"url": url, "valueCodeableConcept": {"coding": [{"system": system, "code": code}]}}
        for url, system, code in codes
        if code is not None
    ]
    if extensions:
        patient["address"] = [{"extension": extensions, "country": "DK"}]
    return patient


def _row(group: Group, pseudonym: str) -> Row:
    born = group.born or (None, None)
    return Row(PERSON_TABLE, (pseudonym, *born, group.sex, group.region, group.municipality))


def _both(key: str) -> dict[str, str]:
    return {each.value: text(f"recognisability.person.{key}", each) for each in Language}
