"""What the vault knows of its person's birth, sex and home: for what is told about them.

From the identifiers that files held of the person (day of birth, CPR number, address) and
from stored Patient resources. Everything that was found is handed on, also what
contradicts itself: ``export.demographics`` decides. Must not guess.

Sources: FHIR R4 Patient and Address; HL7 Denmark's core guide for codes of municipality
and region; the CPR office's "Personnummeret i CPR" for the century and the sex in a number.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

import orjson

from datadonor.records.sample import IdentifierKind
from datadonor.vault.database import Connection
from export.population import municipality_of_postal_code, population, region_of_postal_code

MUNICIPALITY_EXTENSION: Final = (
    "http://hl7.dk/fhir/core/StructureDefinition/dk-core-municipalityCodes"
)
MUNICIPALITY_SYSTEM: Final = "http://hl7.dk/fhir/core/CodeSystem/dk-core-municipality-codes"
REGION_EXTENSION: Final = (
    "http://hl7.dk/fhir/core/StructureDefinition/dk-core-RegionalSubDivisionCodes"
)
REGION_SYSTEM: Final = "http://hl7.dk/fhir/core/CodeSystem/dk-core-regional-subdivision-codes"

_DAY: Final = re.compile(r"(\d{4})(?:-\d\d(?:-\d\d)?|\d{4})?(?:T.*)?", re.ASCII)
_CPR: Final = re.compile(r"(\d\d)(\d\d)(\d\d)[- ]?(\d)\d\d(\d)", re.ASCII)
_POSTAL: Final = re.compile(r"(?:^|, ?)(?:DK-)?(\d{4}) \S", re.ASCII)
_POSTAL_CODE: Final = re.compile(r"(?:DK-)?(\d{4})", re.ASCII)
_DENMARK: Final = frozenset({"", "dk", "dnk", "danmark", "denmark"})
_NOT_HOME: Final = frozenset({"old", "temp", "billing", "work"})
_SEXES: Final = frozenset({"male", "female", "other"})


class Place(NamedTuple):
    """One address, as far as it says where; nothing where it does not.

    Attributes:
        told: The postal code, or the code that stands in its place: two addresses with
            the same one are the same place.
        municipality: Four digits.
        region: ISO 3166-2.
    """

    told: str
    municipality: str | None
    region: str | None


@dataclass(frozen=True)
class Known:
    """Everything the vault knows, contradictions and all."""

    birth_years: frozenset[int] = frozenset()
    sexes: frozenset[str] = frozenset()
    places: frozenset[Place] = frozenset()

    def __repr__(self) -> str:
        return "Known(…)"


def known_about(connection: Connection) -> Known:
    """Read what the vault knows of its person. Reading is enough.

    An address of an identifier counts only where no Patient resource has one: only there
    is it said which address is an old one.
    """
    years: set[int] = set()
    sexes: set[str] = set()
    homes: set[Place] = set()
    addresses: set[Place] = set()
    for kind, value in connection.rows(
        "SELECT DISTINCT kind, value FROM known_identifier WHERE is_subject"
    ):
        if kind == IdentifierKind.BIRTH_DATE:
            years.update(_year(value))
        elif kind == IdentifierKind.ADDRESS:
            addresses.update(_written(value))
        elif kind == IdentifierKind.CPR and (found := _read_number(value)) is not None:
            years.add(found[0])
            sexes.add(found[1])
    for (body,) in connection.rows(
        "SELECT body FROM document WHERE kind = 'Patient' AND NOT is_retracted"
    ):
        patient = _loaded(body)
        years.update(_year(patient.get("birthDate")))
        sexes.update(_SEXES & {str(patient.get("gender"))})
        homes.update(_homes(patient))
    return Known(frozenset(years), frozenset(sexes), frozenset(homes or addresses))


def _loaded(body: bytes) -> dict[str, Any]:
    try:
        found = orjson.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _year(value: object) -> Iterator[int]:
    found = _DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is not None:
        yield int(found[1])


def _read_number(value: str) -> tuple[int, str] | None:
    """Return the year of birth and the sex in a CPR number.

    Nothing for what is given in place of one: its last digits need not say either.
    """
    found = _CPR.fullmatch(value.strip())
    if found is None:
        return None
    day, month, year, seventh, last = map(int, found.groups())
    full_year = year + _century(seventh, year)
    try:
        date(full_year, month, day)
    except ValueError:
        return None
    return full_year, "male" if last % 2 else "female"


def _century(seventh: int, year: int) -> int:
    match seventh:
        case 0 | 1 | 2 | 3:
            return 1900
        case 4 | 9:
            return 2000 if year <= 36 else 1900  # noqa: PLR2004 - the CPR office's table
        case _:
            return 2000 if year <= 57 else 1800  # noqa: PLR2004 - the CPR office's table


def _homes(patient: dict[str, Any]) -> Iterator[Place]:
    addresses = patient.get("address")
    for address in addresses if isinstance(addresses, list) else ():
        if not isinstance(address, dict) or str(address.get("use")) in _NOT_HOME:
            continue
        period = address.get("period")
        if isinstance(period, dict) and period.get("end"):
            continue
        yield from _place(address)


def _place(address: dict[str, Any]) -> Iterator[Place]:
    if str(address.get("country") or "").strip().casefold() not in _DENMARK:
        yield Place("abroad", None, None)
        return
    postal = _POSTAL_CODE.fullmatch(str(address.get("postalCode") or "").strip())
    municipality = _coded(address, MUNICIPALITY_EXTENSION)
    region = _coded(address, REGION_EXTENSION)
    if municipality in population().municipalities:
        yield Place(municipality, municipality, population().municipalities[municipality].region)
    elif postal is not None:
        yield _of_postal_code(postal[1])
    elif region in population().regions:
        yield Place(region, None, region)


def _coded(address: dict[str, Any], url: str) -> str:
    """Return the code of an extension; empty if there is none."""
    for extension in _list(address.get("extension")):
        if extension.get("url") == url:
            concept = extension.get("valueCodeableConcept")
            for coding in _list(concept.get("coding") if isinstance(concept, dict) else None):
                return str(coding.get("code") or "")
    return ""


def _list(value: object) -> Iterable[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _written(address: str) -> Iterator[Place]:
    """Find the postal code in an address that is one text: the last one in it."""
    found = _POSTAL.findall(address)
    if found:
        yield _of_postal_code(found[-1])


def _of_postal_code(code: str) -> Place:
    return Place(code, municipality_of_postal_code(code), region_of_postal_code(code))
