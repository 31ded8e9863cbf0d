"""A consent as FHIR R4: one Bundle with the Consent and all that it refers to.

``fhir_receipt`` writes what stands in the record and nothing else; ``fhir_file`` has the
bytes. Whatever is written has passed ``consent.receipt.fhir_rules``. Must not decide
anything, and must not know a clock.
"""

from base64 import b64encode
from typing import Final

import rfc8785

from consent.receipt.fhir_consent import consent_resource
from consent.receipt.fhir_parties import Part, Places, donor_reference, parties
from consent.receipt.fhir_provenance import provenances
from consent.receipt.fhir_rules import require_sound
from consent.receipt.fhir_terms import (
    ACKNOWLEDGEMENT,
    PROJECT,
    PSEUDONYMISED,
    Json,
    digest_uri,
    moment_text,
    one_line,
    uri_identifier,
)
from consent.receipt.record import ConsentRecord, Copy

MEDIA_TYPE: Final = "application/fhir+json; fhirVersion=4.0"
"""Of the file (FHIR R4 §2.1.0.6)."""


def fhir_receipt(record: ConsentRecord) -> Json:
    """Return a receipt as a FHIR R4 Bundle of type ``collection``, plain JSON values.

    The same record gives the same document, in the same order.

    Raises:
        FhirFaulty: It would not have been FHIR as we promise it. A fault of ours.
    """
    places = Places(record.receipt_id)
    resources: list[tuple[Part, Json]] = [
        ("consent", consent_resource(record, places)),
        ("text", _text(record, places)),
        ("study", _study(record, places)),
        *parties(record, places),
        *provenances(record, places),
    ]
    bundle: Json = {
        "resourceType": "Bundle",
        "id": str(record.receipt_id),
        "identifier": uri_identifier(record.receipt_id.urn),
        "type": "collection",
        "entry": [
            {"fullUrl": places.url_of(part), "resource": {"id": places.id_of(part)} | resource}
            for part, resource in resources
        ],
    }
    if record.copy is Copy.RECIPIENT:
        bundle["meta"] = {"security": [PSEUDONYMISED.coding]}
    require_sound(bundle)
    return bundle


def fhir_file(record: ConsentRecord) -> bytes:
    """Return the bytes of a receipt: RFC 8785 JSON.

    Raises:
        FhirFaulty: As ``fhir_receipt`` says.
    """
    return rfc8785.dumps(fhir_receipt(record))


def _text(record: ConsentRecord, places: Places) -> Json:
    content = record.text.encode()
    language = record.language
    return {
        "resourceType": "DocumentReference",
        # Attachment.hash is SHA-1 by definition, so the digest is the text's identifier.
        "masterIdentifier": uri_identifier(digest_uri(record.text_sha256)),
        "status": "current",
        "type": ACKNOWLEDGEMENT.concept,
        "subject": donor_reference(record, places),
        "date": moment_text(record.given_at),
        "custodian": places.reference("controller"),
        "content": [
            {
                "attachment": {
                    "contentType": "text/plain; charset=utf-8",
                    "language": language.value,
                    "data": b64encode(content).decode(),
                    "size": len(content),
                    "title": one_line(record.request.title.in_language(language)),
                }
            }
        ],
    }


def _study(record: ConsentRecord, places: Places) -> Json:
    request = record.request
    return {
        "resourceType": "ResearchStudy",
        "identifier": [{"system": PROJECT, "value": request.id}],
        "title": one_line(request.title.in_language(record.language)),
        # All that a consent knows of it: that it was approved (FHIR R4 ResearchStudyStatus).
        "status": "approved",
        "sponsor": places.reference("controller"),
        "principalInvestigator": {"display": one_line(request.investigator.name)},
    }
