"""An attestation: what somebody else signed about a decision, with a key of their own.

Who told the person what it was about signs that they did (``informing``); who decides for
another signs that they agree (``guardian``, ``proxy``). An attestation is a DSSE envelope
around RFC 8785 JSON, names the decision by its digest, and lies in the vault under its own.
It never leaves the vault as it is: it tells exact times, and the name of whoever informed.
"""

from hashlib import sha256
from typing import Any, Final, Literal, NamedTuple, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import BaseModel, ConfigDict, Field, model_validator

from consent.documents import load_document, save_document
from consent.signed_document import SignedDocument
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import AttestationAdded, Position
from datadonor.audit.fields import Code, Digest, Identifier, Instant, Name, PublicKeyText
from datadonor.audit.log import Recording
from datadonor.errors import DatadonorError, ExitCode

FORMAT: Final = "datadonor.attestation/1"
PAYLOAD_TYPE: Final = "application/vnd.datadonor.attestation+json"

Role = Literal["informing", "guardian", "proxy"]
"""What the signer had to do with the decision."""


class AttestationUnreadable(DatadonorError):
    """A stored attestation is not what its event names, or not signed by the key it names."""

    code = "ATTESTATION_UNREADABLE"
    exit_code = ExitCode.TAMPERED


class Attestation(BaseModel):
    """What was signed (``docs/formats/attestation.md``).

    Attributes:
        role: What the signer had to do with the decision.
        decision_sha256: Of the signed decision that it is about.
        project: The registry's id; as in the decision.
        request_version: As in the decision.
        text_sha256: Of the text that the person was shown and told about.
        name: Who informed. Nobody else is named here: a mandate names its holder.
        title: Their role, a word of ``datadonor.audit.assistance.ROLES``.
        organisation: Where they work.
        authorisation_id: Their number in a public register of health professionals.
        mandate_sha256: Of the mandate that gives a guardian or proxy the right.
        key: The signer's public key.
        at: When it was signed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["datadonor.attestation/1"] = FORMAT
    role: Role
    decision_sha256: Digest
    project: Identifier
    request_version: int = Field(ge=1, le=9999)
    text_sha256: Digest | None = None
    name: Name | None = None
    title: Code | None = None
    organisation: Name | None = None
    authorisation_id: Identifier | None = None
    mandate_sha256: Digest | None = None
    key: PublicKeyText
    at: Instant

    @model_validator(mode="after")
    def _names_whom_its_role_needs(self) -> Self:
        is_informing = self.role == "informing"
        if is_informing == (self.name is None):
            msg = "who informed, and nobody else, is named"
            raise ValueError(msg)
        if is_informing == (self.mandate_sha256 is not None):
            msg = "a guardian or proxy, and nobody else, has a mandate"
            raise ValueError(msg)
        if not is_informing and (self.title or self.organisation or self.authorisation_id):
            msg = "a mandate says who its holder is"
            raise ValueError(msg)
        return self


_DOCUMENT: Final = SignedDocument(Attestation, PAYLOAD_TYPE, "key", AttestationUnreadable)


class SignedAttestation(NamedTuple):
    """An attestation with the bytes of its envelope, and their SHA-256 in hex."""

    attestation: Attestation
    content: bytes
    digest: str


def sign_attestation(attestation: Attestation, private_key: Ed25519PrivateKey) -> SignedAttestation:
    """Sign an attestation with the signer's own key.

    Raises:
        ValueError: It is another key than the attestation names.
        AttestationUnreadable: It could not be read again; nothing was kept.
    """
    # What is signed can be read again: a copy of a model is not checked by pydantic.
    return open_attestation(_DOCUMENT.sign(attestation, private_key))


def attestation_document(attestation: Attestation) -> dict[str, Any]:
    """Return an attestation as plain JSON values, absent fields left out."""
    return _DOCUMENT.values(attestation)


def open_attestation(content: bytes) -> SignedAttestation:
    """Read an attestation and check that the key it names has signed it.

    Raises:
        AttestationUnreadable: It is none, or it is not.
    """
    return SignedAttestation(_DOCUMENT.read(content), content, sha256(content).hexdigest())


def record_attestation(recording: Recording, signed: SignedAttestation) -> Position:
    """Keep an attestation, and note in the log that it was added.

    To be called in the transaction of the decision itself where the decision needs it.
    """
    attestation = signed.attestation
    digest = save_document(recording.connection, signed.content)
    return recording.append(
        AttestationAdded(
            role=attestation.role,
            decision_sha256=attestation.decision_sha256,
            statement_sha256=digest,
            signer_key=attestation.key,
        ),
        project=attestation.project,
    )


def attestations_of(opened: OpenVault, decision_sha256: str) -> list[SignedAttestation]:
    """Return what others signed about a decision, oldest first.

    Raises:
        ConsentDocumentGone: One is not there as it was signed.
        AttestationUnreadable: One is not what its event says of it.
    """
    found = []
    for stored in opened.log.events_of(AttestationAdded):
        event = stored.event
        if event is None or not isinstance(event.what, AttestationAdded):
            continue
        if event.what.decision_sha256 == decision_sha256:
            signed = _load(opened, event.what)
            if signed.attestation.project != event.project:
                raise AttestationUnreadable
            found.append(signed)
    return found


def _load(opened: OpenVault, event: AttestationAdded) -> SignedAttestation:
    signed = open_attestation(load_document(opened.vault.connection, event.statement_sha256))
    said = signed.attestation
    if (said.role, said.decision_sha256, said.key) != (
        event.role,
        event.decision_sha256,
        event.signer_key,
    ):
        raise AttestationUnreadable
    return signed
