"""Does a bundle tell no more about the person than the consent in it grants? Pure."""

import re
from collections.abc import Collection, Mapping
from typing import Any, Final

from export.demographics_known import MUNICIPALITY_EXTENSION, REGION_EXTENSION
from export.demographics_sent import PERSON_COLUMNS, PERSON_TABLE

TABLE: Final = PERSON_TABLE
COLUMNS: Final = PERSON_COLUMNS

_BORN: Final = frozenset({"year_of_birth", "age_band"})
_HOME: Final = frozenset({"region", "municipality"})
"""Whoever grants the municipality may be told by the region instead."""

_TOLD_BY: Final[Mapping[str, frozenset[str]]] = {
    "resourceType": frozenset(),
    "id": frozenset(),
    "gender": frozenset({"sex"}),
    "birthDate": frozenset({"year_of_birth"}),
    "_birthDate": _BORN,
    "address": _HOME,
    "born_from": _BORN,
    "born_until": _BORN,
    "sex": frozenset({"sex"}),
    "region": _HOME,
    "municipality": frozenset({"municipality"}),
}
"""An element of a Patient or a column → what grants it; nothing, if it needs no grant."""

_YEAR: Final = re.compile(r"[0-9]{4}")
_ADDRESS: Final = frozenset({"extension", "country"})


def is_patient_granted(
    patient: Mapping[str, Any], pseudonym: str, granted: Collection[str]
) -> bool:
    """Say whether a FHIR Patient is the donor and tells no more than was granted.

    Raises:
        KeyError, TypeError, AttributeError: It is not built as a Patient is.
    """
    if patient["id"] != pseudonym or not _are_granted(patient, granted):
        return False
    if not _YEAR.fullmatch(patient.get("birthDate", "2000")):
        return False
    places = {MUNICIPALITY_EXTENSION: {"municipality"}, REGION_EXTENSION: _HOME}
    return all(
        address.keys() <= _ADDRESS
        and all(
            set(granted) & places.get(each["url"], set()) for each in address.get("extension", ())
        )
        for address in patient.get("address", ())
    )


def is_row_granted(row: Mapping[str, str], pseudonym: str, granted: Collection[str]) -> bool:
    """Say whether a row is the donor's and tells no more than was granted.

    Raises:
        KeyError: It is not of the table.
    """
    told = {name: value for name, value in row.items() if value}
    is_one_year = row["born_from"] == row["born_until"] != ""
    if is_one_year and "year_of_birth" not in granted:
        return False
    return row["id"] == pseudonym and _are_granted(told, granted)


def _are_granted(told: Mapping[str, Any], granted: Collection[str]) -> bool:
    for name in told:
        needed = _TOLD_BY.get(name)
        if needed is None or (needed and not needed & set(granted)):
            return False
    return True
