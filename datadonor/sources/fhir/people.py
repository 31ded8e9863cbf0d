"""Who is named in a resource: what the leak scan must look for, and whose file it is.

Sources: HL7 Denmark's core guide for CPR and its substitutes (X-eCPR, D-eCPR), FHIR R4's
HumanName, Address, ContactPoint, Identifier and Reference.
"""

import re
from collections.abc import Iterator
from typing import Final

from datadonor.records.sample import IdentifierKind, KnownIdentifier
from datadonor.sources.fhir.paths import Tree, nodes, part, parts, text, texts, tidy

_PERSON_NUMBERS: Final = ("1.2.208.176.1.2", "1.2.208.176.1.6.1")
"""CPR, and the root of the numbers that the state gives to those who have none (X-eCPR)."""

_SUBSTITUTE: Final = re.compile(r"\d{7}[A-Z]{2}\d")
"""A number given in place of a CPR; the regions' (D-eCPR) have a system for each region."""

_CPR_IN_TEXT: Final = re.compile(r"(?<!\d)(\d{10})-urn:oid:1\.2\.208\.176\.1\.2(?![\d.])")
"""As personal health gateways write it into the identifier of a measurement (Continua)."""

_CPR_SHAPE: Final = re.compile(
    r"(?<![0-9A-Za-z])(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d-?\d{4}(?![0-9A-Za-z])"
)
_EUI64: Final = re.compile(
    r"(?i)(?<![0-9A-F-])[0-9A-F]{16}(?![0-9A-F])|(?:[0-9A-F]{2}-){7}[0-9A-F]{2}"
)

_TELECOMS: Final = {
    "phone": IdentifierKind.PHONE,
    "sms": IdentifierKind.PHONE,
    "fax": IdentifierKind.PHONE,
    "pager": IdentifierKind.PHONE,
    "email": IdentifierKind.EMAIL,
    "url": IdentifierKind.ACCOUNT,
    "other": IdentifierKind.ACCOUNT,
}
_ABOUT_SUBJECT: Final = frozenset({"subject", "patient", "beneficiary", "individual", "for"})
_OTHERS: Final = frozenset({"Practitioner", "PractitionerRole", "RelatedPerson", "Person"})
_OTHERS_IN_PATIENT: Final = frozenset({"contact", "generalPractitioner", "link", "assigner"})
_SHORTEST_ID: Final = 6


def people_in(resource: Tree) -> Iterator[KnownIdentifier]:
    """Yield all that points at a person or one device, some of it perhaps twice.

    ``is_subject`` is true for what stands in a Patient, and not in its contacts, and for
    what is said of the subject of another resource.
    """
    for name, node in nodes(resource):
        kind = text(node, "resourceType")
        if kind == "Patient":
            yield from _patient(node)
        elif kind in _OTHERS:
            yield from _person(node, is_subject=False)
        elif "reference" in node or "display" in node or "identifier" in node:
            yield from _reference(name, node)
        if "serialNumber" in node or "udiCarrier" in node:
            yield from _device(node)
        if text(node, "url") == "http://hl7.org/fhir/StructureDefinition/patient-mothersMaidenName":
            yield from _known(IdentifierKind.NAME, text(node, "valueString"), is_subject=False)
        if name == "identifier":
            yield from _embedded(text(node, "value") or "")
    if text(resource, "resourceType") == "FamilyMemberHistory":
        yield from _known(IdentifierKind.NAME, text(resource, "name"), is_subject=False)


def _patient(patient: Tree) -> Iterator[KnownIdentifier]:
    yield from _person(patient, is_subject=True)
    for contact in parts(patient, "contact"):
        yield from _person(contact, is_subject=False)
    server_id = text(patient, "id") or ""
    # A short one, "1" or "example", would be found everywhere and points nowhere.
    if len(server_id) >= _SHORTEST_ID and any(map(str.isdigit, server_id)):
        yield KnownIdentifier(IdentifierKind.ACCOUNT, server_id, is_subject=True)


def _person(person: Tree, *, is_subject: bool) -> Iterator[KnownIdentifier]:
    for name in parts(person, "name"):
        yield from _name(name, is_subject=is_subject)
    for address in parts(person, "address"):
        yield from _address(address, is_subject=is_subject)
    for telecom in parts(person, "telecom"):
        kind = _TELECOMS.get(text(telecom, "system") or "phone", IdentifierKind.ACCOUNT)
        yield from _known(kind, text(telecom, "value"), is_subject=is_subject)
    for identifier in parts(person, "identifier"):
        yield from _identifier(identifier, is_subject=is_subject)
    yield from _known(IdentifierKind.BIRTH_DATE, text(person, "birthDate"), is_subject=is_subject)


def _name(name: Tree, *, is_subject: bool) -> Iterator[KnownIdentifier]:
    # DSTU2 has a list of family names where R4 has one.
    family = [*texts(name, "family"), text(name, "family") or ""]
    whole = " ".join(filter(None, [*texts(name, "given"), *family]))
    for words in dict.fromkeys([whole, text(name, "text")]):
        yield from _known(IdentifierKind.NAME, words, is_subject=is_subject)


def _address(address: Tree, *, is_subject: bool) -> Iterator[KnownIdentifier]:
    town = " ".join(filter(None, [text(address, "postalCode"), text(address, "city")]))
    lines = texts(address, "line")
    whole = ", ".join(filter(None, [*lines, town])) if lines else None
    for words in dict.fromkeys([whole, text(address, "text")]):
        yield from _known(IdentifierKind.ADDRESS, words, is_subject=is_subject)


def _identifier(identifier: Tree, *, is_subject: bool) -> Iterator[KnownIdentifier]:
    system = (text(identifier, "system") or "").removeprefix("urn:oid:")
    value = text(identifier, "value")
    is_number = system == _PERSON_NUMBERS[0] or system.startswith(_PERSON_NUMBERS[1])
    is_number = is_number or bool(_SUBSTITUTE.fullmatch(value or ""))
    kind = IdentifierKind.CPR if is_number else IdentifierKind.ACCOUNT
    if value and is_number:
        value = value.replace("-", "").replace(" ", "")
    yield from _known(kind, value, is_subject=is_subject)


def _reference(name: str, node: Tree) -> Iterator[KnownIdentifier]:
    """Read a reference to a person: its words, and the number it may name instead."""
    target = text(node, "type") or ""
    place = text(node, "reference") or ""
    kinds = {target, *re.split(r"[/?]", place)}
    if not kinds & _OTHERS and (name in _ABOUT_SUBJECT or "Patient" in kinds):
        # An individual of an encounter is who took care of it.
        is_subject = name in _ABOUT_SUBJECT - {"individual"} or "Patient" in kinds
        is_person = not place or "Patient" in kinds or place.startswith("urn:")
    elif kinds & _OTHERS:
        is_subject, is_person = False, True
    else:
        return
    if is_person:
        yield from _known(IdentifierKind.NAME, text(node, "display"), is_subject=is_subject)
        if identifier := part(node, "identifier"):
            yield from _identifier(identifier, is_subject=is_subject)


def _device(device: Tree) -> Iterator[KnownIdentifier]:
    carriers = (text(each, "carrierHRF") for each in parts(device, "udiCarrier"))
    for value in [text(device, "serialNumber"), *carriers]:
        yield from _known(IdentifierKind.SERIAL, value, is_subject=False)


def _embedded(value: str) -> Iterator[KnownIdentifier]:
    """Read what was built into the identifier of a measurement or a document."""
    for number in _CPR_IN_TEXT.findall(value):
        yield KnownIdentifier(IdentifierKind.CPR, number, is_subject=True)
    if _CPR_SHAPE.search(value) and not _CPR_SHAPE.fullmatch(value):
        yield KnownIdentifier(IdentifierKind.ACCOUNT, value, is_subject=True)
    for serial in _EUI64.findall(value):
        yield KnownIdentifier(IdentifierKind.SERIAL, serial, is_subject=False)


def _known(
    kind: IdentifierKind, value: str | None, *, is_subject: bool
) -> Iterator[KnownIdentifier]:
    if words := tidy(value):
        yield KnownIdentifier(kind, words, is_subject)
