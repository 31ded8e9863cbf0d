"""Who can be recognised in a clinical document: names, numbers, addresses, devices.

All of it goes to the vault's list of what must not leave, and none of it into a record.
Danish documents hold the CPR number in the patient's id, in the title, in the author
who is the patient, and sometimes in comments and tables.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from lxml import etree

from datadonor.records.sample import IdentifierKind, KnownIdentifier
from datadonor.sources.medcom.devices import serials_of
from datadonor.sources.medcom.elements import (
    CDA,
    Identity,
    attribute,
    child,
    children,
    ids_of,
    is_coded,
    local_name,
    text_of,
)

_CPR_ROOTS: Final = (
    "1.2.208.176.1.2",
    "1.2.208.176.1.6.1",  # replacement numbers, national and regional
    "2.16.840.1.113883.3.4208.100.2",  # the drafts of 2013 and 2014
)
_SOR_ROOTS: Final = ("1.2.208.176.1.1", "1.2.208.176.1")
"""Organisations' numbers, the second in drafts."""

_CPR: Final = re.compile(r"([0-9]{6})[- ]?([0-9]{4}|[015-7][A-Z]{2}[0-9])")
_CPR_WITHIN: Final = re.compile(r"(?<![0-9A-Za-z])([0-9]{6})([- ]?)([0-9]{4})(?![0-9A-Za-z])")
_ROLES: Final = {
    "patientRole": "patient",
    "assignedAuthor": "assignedPerson",
    "assignedEntity": "assignedPerson",
    "intendedRecipient": "informationRecipient",
    "relatedEntity": "relatedPerson",
    "associatedEntity": "associatedPerson",
    "guardian": "guardianPerson",
    "relatedSubject": "subject",
    "participantRole": "playingEntity",
}
_AT_HOME: Final = frozenset({"patientRole", "relatedEntity", "guardian", "relatedSubject"})
"""Their addresses and telephones are a person's, not a workplace's."""

_WRITTEN: Final = (CDA + "title", CDA + "text", CDA + "value")
_LONGEST: Final = 500
_MOST_FOUND: Final = 20_000


def identifiers_in(root: etree._Element) -> Iterator[KnownIdentifier]:
    """Yield everything in a document that points at a person, each once."""
    subject = {
        number
        for each in ids_of(root, "recordTarget/patientRole/id")
        if (number := _cpr_of(each)) is not None
    }
    seen: set[KnownIdentifier] = set()
    for found in _all(root, subject):
        if found.value and len(found.value) <= _LONGEST and found not in seen:
            seen.add(found)
            yield found
            if len(seen) == _MOST_FOUND:
                return


def _all(root: etree._Element, subject: set[str]) -> Iterator[KnownIdentifier]:
    for element in root.iter(*(CDA + name for name in _ROLES)):
        yield from _of_role(element, subject)
    for element in root.iter():
        extension = attribute(element, "extension")
        if not extension:
            continue
        number = _cpr_of(Identity(attribute(element, "root"), extension))
        if number is not None:
            yield KnownIdentifier(IdentifierKind.CPR, number, number in subject)
        elif any(each in extension.replace("-", "") for each in subject):
            yield KnownIdentifier(IdentifierKind.ACCOUNT, extension, is_subject=True)
    for element in root.iter(*_WRITTEN):
        yield from _in_text(text_of(element), subject)
    for serial in serials_of(root):
        yield KnownIdentifier(IdentifierKind.SERIAL, serial, is_subject=False)


def _of_role(role: etree._Element, subject: set[str]) -> Iterator[KnownIdentifier]:
    kind = local_name(role)
    ids = list(ids_of(role))
    is_subject = (
        kind == "patientRole"
        or is_coded(child(role, "code"), "SELF", "2.16.840.1.113883.5.111")
        or attribute(child(role, "code"), "code") == "SELF"
        or any(_cpr_of(each) in subject for each in ids)
    )
    for identity in ids:
        if kind == "participantRole" or identity.root in _SOR_ROOTS:
            continue  # a device, a place, an organisation
        if identity.extension and _cpr_of(identity) is None:
            yield KnownIdentifier(IdentifierKind.ACCOUNT, identity.extension, is_subject)
    person = child(role, _ROLES[kind])
    if person is not None:
        yield from _of_person(person, is_subject=is_subject)
    is_at_home = is_subject or kind in _AT_HOME
    for telecom in children(role, "telecom"):
        scheme, _, value = attribute(telecom, "value").partition(":")
        if scheme.lower() == "mailto":
            yield KnownIdentifier(IdentifierKind.EMAIL, value, is_subject)
        elif scheme.lower() in {"tel", "sms"} and is_at_home:
            yield KnownIdentifier(IdentifierKind.PHONE, value, is_subject)
    if is_at_home:
        for address in children(role, "addr"):
            lines = (text_of(each) for each in address)
            text = ", ".join(line for line in lines if line) or text_of(address)
            yield KnownIdentifier(IdentifierKind.ADDRESS, text, is_subject)


def _of_person(person: etree._Element, *, is_subject: bool) -> Iterator[KnownIdentifier]:
    for name in children(person, "name"):
        parts = [
            text_of(each)
            for each in name
            if each.tag in {CDA + "given", CDA + "family"} and text_of(each)
        ]
        is_thing = local_name(person) == "playingEntity" and not parts
        if not is_thing:
            text = " ".join(parts) or text_of(name)
            yield KnownIdentifier(IdentifierKind.NAME, text, is_subject)
    # The day alone is meant; its zone is a clock's, and would move it to the day before.
    digits = attribute(child(person, "birthTime"), "value")[:8]
    if day := _day(digits):
        yield KnownIdentifier(IdentifierKind.BIRTH_DATE, day, is_subject)


def _day(digits: str) -> str | None:
    try:
        return date.fromisoformat(f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}").isoformat()
    except ValueError:
        return None


def _cpr_of(identity: Identity) -> str | None:
    """Return a CPR number, or one in its place, that an identifier is, or nothing.

    Vendors write it under roots of their own, so its shape counts there as well.
    """
    match = _CPR.fullmatch(identity.extension.strip())
    if match is None:
        return None
    is_rooted = identity.root.startswith(_CPR_ROOTS)
    return "".join(match.groups()) if is_rooted or _is_day(match[1]) else None


def _in_text(text: str, subject: set[str]) -> Iterator[KnownIdentifier]:
    for match in _CPR_WITHIN.finditer(text):
        number = match[1] + match[3]
        is_likely = match[2] == "-" or "for " in text[max(0, match.start() - 5) : match.start()]
        if number in subject or (is_likely and _is_day(match[1])):
            yield KnownIdentifier(IdentifierKind.CPR, number, number in subject)


def _is_day(digits: str) -> bool:
    """Whether six digits can be a birthday; days of replacement numbers begin at 61."""
    day, month = int(digits[:2]), int(digits[2:4])
    return (1 <= day <= 31 or 61 <= day <= 91) and 1 <= month <= 12  # noqa: PLR2004 - a calendar
