"""What happened to a consent and who did it, as FHIR R4 Provenance.

One for the signing, one for what ended or narrowed it since, and in the recipient's copy
one that says that the copy was made not to tell who the donor is. The signatures say who
signed and when; the signed bytes themselves stay in the vault, so they have no ``data``.
"""

from collections.abc import Iterator

from consent.choices import Helper
from consent.ledger import ConsentState
from consent.receipt.fhir_parties import (
    Part,
    Places,
    acts_for_donor,
    deciders,
    donor_reference,
    party_reference,
)
from consent.receipt.fhir_terms import (
    ASSEMBLER,
    CONSENT_SIGNATURE,
    CONSENT_WITNESS,
    CREATE,
    DEIDENTIFY,
    END_REASON,
    HELPER_NUMBER,
    HELPER_ROLE,
    PERFORMER,
    STATE_TERMS,
    UPDATE,
    WITNESS,
    Json,
    Term,
    digest_uri,
    extension,
    moment_text,
    one_line,
    uri_identifier,
)
from consent.receipt.record import ConsentRecord, Copy


def provenances(record: ConsentRecord, places: Places) -> Iterator[tuple[Part, Json]]:
    """Yield the Provenances of a receipt, in the order of what they tell."""
    has_ended = not record.state.is_in_force and record.state is not ConsentState.EXPIRED
    is_newer = has_ended or any(item.withdrawn for item in record.items)
    signed, latest = _signed(record, places), _latest(record, places)
    if record.log_position is not None:
        place = extension("log-position", "UnsignedInt", record.log_position)
        (latest if is_newer else signed)["extension"] = [place]
    yield "signed", signed
    if is_newer:
        yield "latest", latest
    if record.copy is Copy.RECIPIENT:
        yield "export", _exported(record, places)


def _signed(record: ConsentRecord, places: Places) -> Json:
    agents = [
        _agent(record, places, record.given_by),
        {"type": ASSEMBLER.concept, "who": places.reference("app")},
    ]
    entities = [_source(places)]
    if record.act == "changed":
        entities.append(_earlier(record))
    if record.decision_sha256 is not None:
        what = {"identifier": uri_identifier(digest_uri(record.decision_sha256))}
        entities.append({"role": "source", "what": what})
    given_at = moment_text(record.given_at)
    signatures = [_signature(record, places, who) for who in deciders(record, places)]
    for holder in record.holders:
        if holder.statement_sha256 is not None:
            what = {"identifier": uri_identifier(digest_uri(holder.statement_sha256))}
            entities.append({"role": "source", "what": what})
    beside = [each.informer for each in record.informed]
    if record.helper is not None and record.helper not in beside:
        beside.insert(0, record.helper)
    for helper in beside:
        role = Term(HELPER_ROLE, helper.role)
        agents.append({"type": WITNESS.concept, "role": [role.concept], "who": _helper(helper)})
    for each in record.informed:
        what = {"identifier": uri_identifier(digest_uri(each.statement_sha256))}
        entities.append({"role": "source", "what": what})
        signatures.append(
            {
                "type": [CONSENT_WITNESS.coding],
                "when": moment_text(each.at),
                "who": _helper(each.informer),
            }
        )
    state = ConsentState.RENEWED if record.act == "renewed" else ConsentState.GIVEN
    return {
        "resourceType": "Provenance",
        "target": [places.reference("consent")],
        "occurredDateTime": given_at,
        "recorded": moment_text(record.given_recorded_at),
        "reason": [STATE_TERMS[state].concept],
        "activity": (UPDATE if record.act == "changed" else CREATE).concept,
        "agent": agents,
        "entity": entities,
        "signature": signatures,
    }


def _signature(record: ConsentRecord, places: Places, who: Json) -> Json:
    signature: Json = {
        "type": [CONSENT_SIGNATURE.coding],
        "when": moment_text(record.given_at),
        "who": who,
    }
    if acts_for_donor(record.given_by):
        signature["onBehalfOf"] = donor_reference(record, places)
    return signature


def _latest(record: ConsentRecord, places: Places) -> Json:
    """Return what was last done to a consent that was signed before: the end, or a part of it."""
    reasons = [STATE_TERMS[record.state].concept]
    if record.end_reason is not None:
        reasons.append(Term(END_REASON, record.end_reason).concept)
    provenance: Json = {
        "resourceType": "Provenance",
        "target": [places.reference("consent")],
        "recorded": moment_text(record.state_recorded_at),
        "reason": reasons,
        "activity": UPDATE.concept,
        "agent": [
            _agent(record, places, record.state_by),
            {"type": ASSEMBLER.concept, "who": places.reference("app")},
        ],
        "entity": [_earlier(record), _source(places)],
    }
    if record.state is not ConsentState.EXPIRED:  # it ran out later than this was done
        provenance["occurredDateTime"] = moment_text(record.state_at)
    return provenance


def _exported(record: ConsentRecord, places: Places) -> Json:
    return {
        "resourceType": "Provenance",
        "target": [places.reference("consent")],
        "recorded": moment_text(record.state_recorded_at),
        "activity": DEIDENTIFY.concept,
        "agent": [{"type": ASSEMBLER.concept, "who": places.reference("app")}],
    }


def _agent(record: ConsentRecord, places: Places, who: str | None) -> Json:
    agent = {"type": PERFORMER.concept, "who": party_reference(record, places, who)}
    if acts_for_donor(who):
        agent["onBehalfOf"] = donor_reference(record, places)
    return agent


def _helper(helper: Helper) -> Json:
    parts = (helper.name, helper.organisation)
    who: Json = {"display": one_line(", ".join(part for part in parts if part is not None))}
    if helper.authorisation_id is not None:
        who["identifier"] = {"system": HELPER_NUMBER, "value": helper.authorisation_id}
    return who


def _source(places: Places) -> Json:
    return {"role": "source", "what": places.reference("text")}


def _earlier(record: ConsentRecord) -> Json:
    """Return the consent as it was before. It is not in the receipt; it has the same identifier."""
    what = {"type": "Consent", "identifier": uri_identifier(record.consent_id.urn)}
    return {"role": "revision", "what": what}
