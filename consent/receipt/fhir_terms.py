"""The words of FHIR that receipts use: code systems, codes, extensions, references.

Every code that a receipt may hold under a system of HL7 stands here and nowhere else;
``consent.receipt.fhir_model`` refuses all others. Our own systems and extensions are
``urn:datadonor:…`` (``docs/formats/receipt-fhir.md`` lists them).
"""

import re
from base64 import urlsafe_b64encode
from typing import Any, Final, NamedTuple

from consent.ledger import ConsentState
from datadonor.records.categories import EHDS

Json = dict[str, Any]
"""A JSON object."""

_HL7: Final = "http://terminology.hl7.org/CodeSystem/"
URI: Final = "urn:ietf:rfc:3986"
"""The system of identifiers that are URIs themselves (FHIR R4, Identifier.system)."""

LOINC: Final = "http://loinc.org"
DPV: Final = "https://w3id.org/dpv#"
DUO: Final = "http://purl.obolibrary.org/obo/"
CVR: Final = "http://cvr.dk"
"""The Danish business register, as HL7 Denmark's core profiles name it."""
ROR: Final = "https://ror.org"

OURS: Final = "urn:datadonor:"
PROJECT: Final = OURS + "project"
RECIPIENT: Final = OURS + "recipient"
CATEGORY: Final = OURS + "category"
BASIS: Final = OURS + "basis"
HELPER_ROLE: Final = OURS + "helper-role"
HELPER_NUMBER: Final = OURS + "helper-number"
END_REASON: Final = OURS + "end-reason"
PARTY: Final = OURS + "party"
PSEUDONYM: Final = OURS + "pseudonym:"
"""The project's id follows: no two projects share a system, so a pseudonym is seen to be one."""

DOMAIN: Final = "http://fhir.de/ConsentManagement/StructureDefinition/DomainReference"
"""The German consent modules' extension that ties a consent to a study."""
_OUR_EXTENSIONS: Final = OURS + "fhir:"


class Term(NamedTuple):
    """One code of one system."""

    system: str
    code: str

    @property
    def coding(self) -> Json:
        """As FHIR's Coding."""
        return {"system": self.system, "code": self.code}

    @property
    def concept(self) -> Json:
        """As FHIR's CodeableConcept."""
        return {"coding": [self.coding]}


RESEARCH: Final = Term(_HL7 + "consentscope", "research")
ACKNOWLEDGEMENT: Final = Term(LOINC, "57016-8")
HEALTH_RESEARCH: Final = Term(_HL7 + "v3-ActReason", "HRESCH")
INFORMATION_RECIPIENT: Final = Term(_HL7 + "v3-ParticipationType", "IRCP")
WITNESS: Final = Term(_HL7 + "v3-ParticipationType", "WIT")
CREATE: Final = Term(_HL7 + "v3-DataOperation", "CREATE")
UPDATE: Final = Term(_HL7 + "v3-DataOperation", "UPDATE")
DEIDENTIFY: Final = Term(_HL7 + "iso-21089-lifecycle", "deidentify")
ASSEMBLER: Final = Term(_HL7 + "provenance-participant-type", "assembler")
PERFORMER: Final = Term(_HL7 + "provenance-participant-type", "performer")
CONSENT_SIGNATURE: Final = Term("urn:iso-astm:E1762-95:2013", "1.2.840.10065.1.12.1.7")
CONSENT_WITNESS: Final = Term("urn:iso-astm:E1762-95:2013", "1.2.840.10065.1.12.1.11")
GUARDIAN: Final = Term(_HL7 + "v3-RoleCode", "GUARD")
RESPONSIBLE: Final = Term(_HL7 + "v3-RoleCode", "RESPRSN")
PSEUDONYMISED: Final = Term(_HL7 + "v3-ObservationValue", "PSEUDED")
DOMAIN_ACTIVE: Final = Term("http://hl7.org/fhir/publication-status", "active")
DOMAIN_RETIRED: Final = Term("http://hl7.org/fhir/publication-status", "retired")

TERMS: Final = frozenset(
    {
        *(RESEARCH, ACKNOWLEDGEMENT, HEALTH_RESEARCH, INFORMATION_RECIPIENT, WITNESS),
        *(CREATE, UPDATE, DEIDENTIFY, ASSEMBLER, PERFORMER, CONSENT_SIGNATURE, CONSENT_WITNESS),
        *(GUARDIAN, RESPONSIBLE, PSEUDONYMISED, DOMAIN_ACTIVE, DOMAIN_RETIRED),
    }
)
"""All codes that a receipt may hold of systems that are not ours and have a closed list."""

STATE_TERMS: Final = {
    ConsentState.GIVEN: Term(DPV, "ConsentGiven"),
    ConsentState.RENEWED: Term(DPV, "RenewedConsentGiven"),
    ConsentState.EXPIRED: Term(DPV, "ConsentExpired"),
    ConsentState.WITHDRAWN: Term(DPV, "ConsentWithdrawn"),
    ConsentState.STOPPED: Term(DPV, "ConsentRevoked"),
    ConsentState.INVALIDATED: Term(DPV, "ConsentInvalidated"),
    ConsentState.REFUSED: Term(DPV, "ConsentRefused"),
}
"""How the Data Privacy Vocabulary calls the states that a receipt can tell of."""

_CODE: Final = re.compile(r"[^\s#]{1,200}")


def our_extension(name: str) -> str:
    """Return the URL of an extension of ours."""
    return _OUR_EXTENSIONS + name


EXTENSIONS: Final = frozenset(
    our_extension(name)
    for name in (
        *("state", "frequency", "demographic", "option", "not-granted", "withdrawal-effect"),
        *("data-use", "window-days", "finest-resolution", "dates", "record-type"),
        *("records-left-out", "log-position", "on-paper"),
    )
)
"""All extensions of ours that stand in receipts."""


def extension(name: str, kind: str, value: object) -> Json:
    """Return an extension of ours.

    Args:
        name: One of those in ``EXTENSIONS``, without what stands before it.
        kind: FHIR's type of the value, with a capital (``Code``).
        value: What it says.
    """
    return {"url": our_extension(name), f"value{kind}": value}


def iri_coding(iri: str) -> Json:
    """Return a term that is named by an IRI: what stands before ``#`` is its system.

    A line that is no IRI of a vocabulary is its own code among all URIs.
    """
    namespace, _, name = iri.partition("#")
    if namespace + "#" in {EHDS, DPV} and _CODE.fullmatch(name):
        return Term(namespace + "#", name).coding
    return Term(URI, one_line(iri)).coding


def one_line(text: str) -> str:
    """Return a text with plain single spaces: FHIR's string has no other (R4 §2.24.0.1)."""
    return " ".join(text.split())


def moment_text(instant: str) -> str:
    """Return a moment of a record as FHIR has it: no fraction of a second where there is none."""
    return instant.replace(".000Z", "Z")


def digest_uri(digest_hex: str) -> str:
    """Return a SHA-256 as a URI (RFC 6920 §3)."""
    name = urlsafe_b64encode(bytes.fromhex(digest_hex)).decode().rstrip("=")
    return f"ni:///sha-256;{name}"


def uri_identifier(uri: str) -> Json:
    """Return FHIR's Identifier of something that a URI names."""
    return {"system": URI, "value": uri}
