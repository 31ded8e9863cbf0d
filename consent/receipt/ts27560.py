"""A consent as an ISO/IEC TS 27560 receipt: JSON-LD through the Data Privacy Vocabulary.

A receipt holds the whole record of a consent, the text that was agreed to, and the context
that makes it readable as a graph without fetching anything (``docs/formats/receipt-27560.md``).
The shape follows DPV's guide to ISO/IEC TS 27560:2023 and DPV 2.3. The same consent gives
the same bytes. Must not know the clock: a receipt is dated by what it tells of.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

import rfc8785

from consent.choices import Helper
from consent.ledger import ConsentState
from consent.receipt.record import ConsentRecord, Copy, Informed, ReceiptOfUnknown
from consent.receipt.ts27560_items import permissions, processes, prohibitions
from consent.receipt.ts27560_project import (
    legal_basis,
    notice,
    parties,
    purpose_nodes,
    rules,
    storage,
    withdrawal,
)
from consent.receipt.ts27560_terms import (
    LANGUAGES,
    RECEIPT_PROFILE,
    RECORD_PROFILE,
    Names,
    Node,
    checksum,
    context,
    day,
    said,
    tagged,
)

_KIND: Final = "dpv:ExplicitlyExpressedConsent"
"""Given by an act that does nothing else: the signature."""

_ENDS: Final = {
    ConsentState.WITHDRAWN: "dpv:ConsentWithdrawn",
    ConsentState.EXPIRED: "dpv:ConsentExpired",
    ConsentState.STOPPED: "dpv:ConsentRevoked",
    ConsentState.INVALIDATED: "dpv:ConsentInvalidated",
    ConsentState.REFUSED: "dpv:ConsentRefused",
}

_PARENTAL: Final = frozenset({"parental_custody"})
"""What a guardian's right is called where the guardian is a parent."""

_FREQUENCIES: Final = {"once": "dpv:SingularFrequency"}
"""The other ones have no term of their own."""


def ts27560_receipt(record: ConsentRecord, released_sha256: Sequence[str] = ()) -> Node:
    """Return the receipt of a consent as JSON values.

    Args:
        record: The consent, for the reader whose copy it is.
        released_sha256: Digests of the bytes that were sent under it, in hex.

    Raises:
        ReceiptOfUnknown: Nobody can say how the consent stands.
    """
    names = Names(record.consent_id)
    title = "end" if record.receipt_of_end else "consent"
    receipt: Node = {
        "@context": context(),
        "@id": f"urn:uuid:{record.receipt_id}",
        "@type": ["dpv:ConsentReceipt"],
        "dct:conformsTo": [RECEIPT_PROFILE],
        "dct:identifier": str(record.receipt_id),
        "dpv:hasIdentifier": str(record.receipt_id),
        "dct:title": said(f"title.{title}"),
        "dct:created": record.state_at,
        "dct:language": [LANGUAGES[record.language]],
        "dct:audience": [names.of("donor" if record.copy is Copy.DONOR else "recipient")],
        "dpv:hasRecordOfActivity": [_record(record, names)],
    }
    if released_sha256:
        receipt["dct:relation"] = [{"spdx:checksum": [checksum(one)]} for one in released_sha256]
    return receipt


def ts27560_bytes(record: ConsentRecord, released_sha256: Sequence[str] = ()) -> bytes:
    """Return the receipt as RFC 8785 JSON.

    Raises:
        ReceiptOfUnknown: As ``ts27560_receipt`` says.
    """
    return rfc8785.dumps(ts27560_receipt(record, released_sha256))


def _record(record: ConsentRecord, names: Names) -> Node:
    node: Node = {
        "@id": names.consent,
        "@type": ["dpv:ConsentRecord"],
        "dct:conformsTo": [RECORD_PROFILE],
        "dct:identifier": str(record.consent_id),
        "dpv:hasIdentifier": str(record.consent_id),
        "dct:modified": record.state_at,
        **parties(record, names),
        **legal_basis(record, names),
        "dpv:hasPurpose": purpose_nodes(record, names),
        "dpv:hasNotice": [notice(record, names)],
        "dpv:hasStorageCondition": storage(record, names),
        "dpv:hasFrequency": [
            {
                "@type": [_FREQUENCIES.get(record.frequency, "dpv:Frequency")],
                "rdf:value": record.frequency,
            }
        ],
        "dpv:hasProcess": processes(record, names),
        "dpv:hasRule": rules(record, names),
        "dpv:hasPermission": permissions(record, names),
        "dpv:hasProhibition": prohibitions(record, names),
        "dpv:hasConsentControl": withdrawal(record, names),
        "dpv:hasConsentStatus": _statuses(record, names),
    }
    if record.decision_sha256 is not None:
        node["dct:references"] = [
            {"@id": names.of("decision"), "spdx:checksum": [checksum(record.decision_sha256)]}
        ]
    return node


def _statuses(record: ConsentRecord, names: Names) -> list[Node]:
    """Return what became of the consent, oldest first: given, and over if it is."""
    if record.state in _ENDS:
        return [_given(record, names), _ended(record, names)]
    if not record.state.is_in_force:
        raise ReceiptOfUnknown
    return [_given(record, names) | _position(record)]


def _given(record: ConsentRecord, names: Names) -> Node:
    is_renewed = record.state is ConsentState.RENEWED
    node: Node = {
        "@id": names.of("given"),
        "@type": ["dpv:RenewedConsentGiven" if is_renewed else "dpv:ConsentGiven", _KIND],
        "dpv:isIndicatedAtTime": record.given_at,
        "dct:dateSubmitted": record.given_recorded_at,
        "dpv:isIndicatedBy": _deciders(record, names),
        "dpv:hasIndicationMethod": said("method.paper" if record.is_on_paper else "method.given"),
        "dpv:hasDuration": [_validity(record.first_day, record.last_day)],
    }
    contributors = [_informed(each) for each in record.informed]
    who_signed = [each.informer for each in record.informed]
    if record.helper is not None and record.helper not in who_signed:
        contributors.insert(0, _helper(record.helper))
    if contributors:
        node["dct:contributor"] = contributors
    return node


def _validity(first: date, last: date) -> Node:
    return {
        "@type": ["dpv:UntilTimeDuration"],
        "rdf:value": day(last),
        "dcat:startDate": str(first),
        "dcat:endDate": str(last),
    }


def _ended(record: ConsentRecord, names: Names) -> Node:
    """Return how a consent came to be over, which holds until there is a new one."""
    node: Node = {
        "@id": names.of("ended"),
        "@type": [_ENDS[record.state], _KIND],
        "dpv:isIndicatedAtTime": record.state_at,
        "dct:dateSubmitted": record.state_recorded_at,
        "dpv:isIndicatedBy": [_ender(record, names)],
        "dpv:hasIndicationMethod": said(f"method.{record.state.value}"),
        "dpv:hasDuration": [
            {"@type": ["dpv:UntilEventDuration"], "rdf:value": tagged(said("until_new_consent"))}
        ],
    }
    if record.end_reason is not None:
        node["dpv:hasJustification"] = [
            {"@type": ["dpv:Justification"], "dct:identifier": record.end_reason}
        ]
    return node | _position(record)


def _position(record: ConsentRecord) -> Node:
    if record.log_position is None:
        return {}
    return {"schema:position": record.log_position}


def _deciders(record: ConsentRecord, names: Names) -> list[Node | str]:
    """Return who gave the consent: the donor, or who may decide for them, and by what right."""
    if record.given_by == "self":
        return [names.of("donor")]
    first = _representative(names, "decider", record.given_by, record.basis)
    found: list[Node | str] = []
    for holder in record.holders:
        node = dict(first)
        if holder.name is not None:
            node["dpv:hasName"] = holder.name
        if found:  # one of them has the name that the rest of the receipt calls the decider by
            del node["@id"]
        found.append(node)
    return found or [first]


def _representative(names: Names, part: str, capacity: str, basis: str | None) -> Node:
    kinds = ["dpv:Representative"]
    if capacity == "guardian":
        kinds = ["dpv:GuardianOfDataSubject"]
        if basis in _PARENTAL:
            kinds.append("dpv:ParentOfDataSubject")
    return {
        "@id": names.of(part),
        "@type": kinds,
        "dpv:isRepresentativeFor": [names.of("donor")],
        "dpv:hasJustification": [
            {"@type": ["dpv:Justification"], "dct:identifier": basis or capacity}
        ],
    }


def _ender(record: ConsentRecord, names: Names) -> Node | str:
    """Return who ended a consent. A last day is set by whoever gave the consent.

    Who found a consent not to hold is told by the ground alone; the record knows only who
    wrote it down.
    """
    by = record.given_by if record.state is ConsentState.EXPIRED else record.state_by
    if record.state is ConsentState.STOPPED and by == "controller":
        return names.of("controller")
    if record.state in {ConsentState.STOPPED, ConsentState.INVALIDATED}:
        return {
            "@id": names.of("ender"),
            "@type": ["dpv:LegalEntity"],
            "dct:description": said(f"method.{record.state.value}"),
        }
    if by not in {"guardian", "proxy"}:
        return names.of("donor")
    if by == record.given_by:
        return names.of("decider")
    return _representative(names, "ender", by, None)


def _helper(helper: Helper) -> Node:
    """Return who sat beside the donor. Stands in the donor's copy only."""
    node: Node = {
        "@type": ["foaf:Person"],
        "dpv:hasName": helper.name,
        "schema:roleName": helper.role,
    }
    if helper.authorisation_id is not None:
        node["dpv:hasIdentifier"] = helper.authorisation_id
    if helper.organisation is not None:
        node["schema:affiliation"] = [{"dpv:hasName": helper.organisation}]
    return node


def _informed(informed: Informed) -> Node:
    """Return who sat beside the donor and signed for it, with the digest of what they signed."""
    statement: Node = {
        "dct:dateSubmitted": informed.at,
        "spdx:checksum": [checksum(informed.statement_sha256)],
    }
    return _helper(informed.informer) | {"dct:references": [statement]}
