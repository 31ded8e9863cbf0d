"""Those whom a consent names, as FHIR: the donor, who decided for them, the organisations.

In the recipient's copy the donor is a logical reference: a pseudonym of this project and
no more.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID, uuid5

from consent.receipt.fhir_terms import (
    BASIS,
    CVR,
    GUARDIAN,
    PARTY,
    PSEUDONYM,
    RECIPIENT,
    RESPONSIBLE,
    ROR,
    Json,
    Term,
    one_line,
)
from consent.receipt.record import ConsentRecord, Copy

Proxy = Literal["guardian", "proxy"]
Part = Literal[
    "consent",
    "text",
    "study",
    "controller",
    "recipient",
    "app",
    "donor",
    "guardian",
    "proxy",
    "signed",
    "latest",
    "export",
]
"""A resource's part in a receipt."""

_PROXIES: Final[tuple[Proxy, ...]] = ("guardian", "proxy")
_TELEPHONE: Final = re.compile(r"\+?[0-9 ()-]{6,30}")


@dataclass(frozen=True, slots=True)
class Places:
    """Where each resource of one receipt stands: names that hold within it alone."""

    receipt_id: UUID

    def id_of(self, part: Part) -> str:
        """Return a resource's id (RFC 9562 §5.5: the same receipt, the same ids)."""
        return str(uuid5(self.receipt_id, part))

    def url_of(self, part: Part) -> str:
        """Return how the receipt's other resources call it."""
        return f"urn:uuid:{self.id_of(part)}"

    def reference(self, part: Part) -> Json:
        """Return FHIR's Reference to it."""
        return {"reference": self.url_of(part)}


def donor_reference(record: ConsentRecord, places: Places) -> Json:
    """Return how the donor is referred to."""
    if record.copy is Copy.DONOR:
        return places.reference("donor")
    return {"type": "Patient", "identifier": _pseudonym(record)}


def party_reference(record: ConsentRecord, places: Places, who: str | None) -> Json:
    """Return how one who acted on a consent is referred to.

    Args:
        record: The consent.
        places: Of the receipt.
        who: As ``ProjectConsent.by`` names them.
    """
    match who:
        case "guardian" | "proxy" | "controller":
            return places.reference(who)
        case "registry":
            return {"type": "Organization", "identifier": {"system": PARTY, "value": who}}
        case "program":
            return places.reference("app")
        case _:
            return donor_reference(record, places)


def deciders(record: ConsentRecord, places: Places) -> list[Json]:
    """Return how those who gave a consent are referred to: everybody who signed for the donor."""
    who = party_reference(record, places, record.given_by)
    named = [
        who if holder.name is None else who | {"display": one_line(holder.name)}
        for holder in record.holders
    ]
    return named or [who]


def acts_for_donor(who: str | None) -> bool:
    """Say whether one who acted did so in the donor's place."""
    return who in _PROXIES


def parties(record: ConsentRecord, places: Places) -> Iterator[tuple[Part, Json]]:
    """Yield everyone whom a receipt refers to, with their part."""
    yield "controller", _controller(record)
    yield "recipient", _recipient(record)
    # Neither version nor maker: they could tell one donor's computer from another's.
    name = {"name": "Datadonor", "type": "user-friendly-name"}
    yield "app", {"resourceType": "Device", "deviceName": [name]}
    if record.copy is Copy.DONOR:
        yield "donor", {"resourceType": "Patient", "identifier": [_pseudonym(record)]}
    for each in _PROXIES:
        if each in {record.given_by, record.state_by}:
            yield each, _proxy(record, places, each)


def _pseudonym(record: ConsentRecord) -> Json:
    return {"system": PSEUDONYM + record.request.id, "value": record.subject}


def _proxy(record: ConsentRecord, places: Places, which: Proxy) -> Json:
    role = GUARDIAN if which == "guardian" else RESPONSIBLE
    relationship = [role.concept]
    if which == record.given_by and record.basis is not None:
        relationship.append(Term(BASIS, record.basis).concept)
    return {
        "resourceType": "RelatedPerson",
        "patient": donor_reference(record, places),
        "relationship": relationship,
    }


def _controller(record: ConsentRecord) -> Json:
    controller = record.request.controller
    organisation: Json = {
        "resourceType": "Organization",
        "name": one_line(controller.name),
        "telecom": [_contact_point(controller.contact)],
        "address": [{"text": one_line(controller.address)}],
        "contact": [
            {
                "purpose": {"text": "Data protection officer"},
                "telecom": [_contact_point(controller.dpo)],
            }
        ],
    }
    if controller.cvr is not None:
        organisation["identifier"] = [{"use": "official", "system": CVR, "value": controller.cvr}]
    return organisation


def _recipient(record: ConsentRecord) -> Json:
    identifiers: list[Json] = [{"system": RECIPIENT, "value": record.request.recipient}]
    organisation: Json = {"resourceType": "Organization", "identifier": identifiers}
    if record.recipient is None:
        return organisation
    for name, system in (("cvr", CVR), ("ror", ROR)):
        for known, value in record.recipient.identifiers.items():
            if known == name:
                identifiers.append({"system": system, "value": one_line(value)})
    names = record.recipient.name
    organisation["name"] = one_line(names.da)
    if names.en != names.da:
        organisation["alias"] = [one_line(names.en)]
    return organisation


def _contact_point(line: str) -> Json:
    system = "other"
    if line.startswith(("https://", "http://")):
        system = "url"
    elif _TELEPHONE.fullmatch(line):
        system = "phone"
    elif "@" in line and " " not in line:
        system = "email"
    return {"system": system, "value": one_line(line)}
