"""The consent itself, as FHIR R4 Consent.

Shaped as the German medical informatics consents are: the outer provision denies, and
within it each granted item permits. ``period`` is when data may be sent, ``dataPeriod``
which record dates. Nothing is nested deeper, and no profile is claimed.
"""

from collections.abc import Iterator
from typing import Final

from consent.ledger import ConsentState
from consent.receipt.fhir_parties import Places, deciders, donor_reference
from consent.receipt.fhir_terms import (
    ACKNOWLEDGEMENT,
    CATEGORY,
    DOMAIN,
    DOMAIN_ACTIVE,
    DOMAIN_RETIRED,
    DUO,
    HEALTH_RESEARCH,
    INFORMATION_RECIPIENT,
    OURS,
    PROJECT,
    RESEARCH,
    STATE_TERMS,
    Json,
    Term,
    digest_uri,
    extension,
    iri_coding,
    moment_text,
    our_extension,
    uri_identifier,
)
from consent.receipt.record import ConsentRecord, RecordedItem
from consent.request import ProjectRequest

_STATUS: Final = {
    ConsentState.GIVEN: "active",
    ConsentState.RENEWED: "active",
    # FHIR R4 has no status for it: the gate's end tells.
    ConsentState.EXPIRED: "active",
    ConsentState.REFUSED: "rejected",
}


def consent_resource(record: ConsentRecord, places: Places) -> Json:
    """Return the Consent of a receipt.

    Source: FHIR R4 Consent; MII consent module 1.0.9 for the shape and the study link.
    """
    status = _STATUS.get(record.state, "inactive")
    gate = {"start": str(record.first_day), "end": str(record.last_day)}
    provision: Json = {"type": "deny", "period": gate}
    if status != "rejected" and record.granted:
        provision["provision"] = [_permit(record, item, gate, places) for item in record.granted]
    return {
        "resourceType": "Consent",
        "language": record.language.value,
        "extension": list(_extensions(record, places, is_active=status == "active")),
        "identifier": [uri_identifier(record.consent_id.urn)],
        "status": status,
        "scope": RESEARCH.concept,
        "category": [ACKNOWLEDGEMENT.concept],
        "patient": donor_reference(record, places),
        "dateTime": moment_text(record.given_at),
        "performer": deciders(record, places),
        "organization": [places.reference("controller")],
        "sourceReference": places.reference("text"),
        "policy": [
            {"uri": version_uri(record.request)},
            {"uri": digest_uri(record.request_sha256)},
        ],
        "provision": provision,
    }


def version_uri(request: ProjectRequest) -> str:
    """Return how one version of a request is called: it can be found in the registry by it."""
    return f"{OURS}request:{request.id}:{request.version}"


def _permit(record: ConsentRecord, item: RecordedItem, gate: Json, places: Places) -> Json:
    category = iri_coding(item.ehds_iri)
    project = Term(PROJECT, record.request.id)
    permit: Json = {
        "id": item.id,
        "extension": list(_limits(item)),
        "type": "permit",
        "period": gate,
        "actor": [
            {"role": INFORMATION_RECIPIENT.concept, "reference": places.reference("recipient")}
        ],
        "purpose": [
            HEALTH_RESEARCH.coding,
            project.coding,
            *(iri_coding(purpose) for purpose in record.request.purposes),
        ],
        "code": [{"coding": [category, Term(CATEGORY, item.category).coding]}],
    }
    if item.window is not None:
        permit["dataPeriod"] = {"start": str(item.window.first), "end": str(item.window.last)}
    return permit


def _limits(item: RecordedItem) -> Iterator[Json]:
    """Yield what FHIR has no field for."""
    if item.window is None and item.window_days:
        yield extension("window-days", "PositiveInt", item.window_days)
    yield extension("finest-resolution", "Code", item.resolution.value)
    yield extension("dates", "Code", item.dates.value)
    for name in item.types or ():
        yield extension("record-type", "Code", name)
    if item.left_out:
        yield extension("records-left-out", "UnsignedInt", item.left_out)


def _extensions(record: ConsentRecord, places: Places, *, is_active: bool) -> Iterator[Json]:
    yield {
        "url": DOMAIN,
        "extension": [
            {"url": "domain", "valueReference": places.reference("study")},
            {
                "url": "status",
                "valueCoding": (DOMAIN_ACTIVE if is_active else DOMAIN_RETIRED).coding,
            },
        ],
    }
    yield extension("state", "Coding", STATE_TERMS[record.state].coding)
    yield extension("frequency", "Code", record.frequency)
    yield extension("withdrawal-effect", "Code", record.request.withdrawal.effect)
    if record.is_on_paper:
        yield extension("on-paper", "Boolean", value=True)
    for word in record.demographics:
        yield extension("demographic", "Code", word)
    for code in record.request.data_use:
        yield extension("data-use", "Coding", Term(DUO, code.replace(":", "_")).coding)
    for option, answer in record.options:
        parts: list[Json] = [{"url": "option", "valueCode": option.value}]
        if answer is not None:  # asked and not chosen is kept apart from a no
            parts.append({"url": "answer", "valueBoolean": answer})
        yield {"url": our_extension("option"), "extension": parts}
    for item in record.items:
        if not item.granted:
            yield {
                "url": our_extension("not-granted"),
                "extension": [
                    {"url": "item", "valueCode": item.id},
                    {"url": "withdrawn", "valueBoolean": item.withdrawn},
                ],
            }
