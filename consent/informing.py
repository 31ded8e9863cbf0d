"""Who told the person what a decision was about signs that they did, with a key of their own.

The key lies with whoever informs, in a file of their own; the vault keeps what it signed.
It adds to a decision and takes nothing from it: without it the decision stands as well.
"""

from typing import Final, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consent.attestation import (
    Attestation,
    SignedAttestation,
    attestations_of,
    record_attestation,
    sign_attestation,
)
from consent.decision import SignedDecision
from consent.documents import load_decision
from consent.envelope import PublicKey
from consent.reading import ConsentReading
from datadonor.audit.assistance import AssistanceInForce
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import Actor, Assistant, instant
from datadonor.errors import DatadonorError, ExitCode
from datadonor.vault.kdf import FLOOR, KdfParameters
from datadonor.vault.keystore import open_private_key, seal_private_key

KEY_KIND: Final = "ed25519"


class DecisionMissing(DatadonorError):
    """Nothing was decided about the project, so there is nothing to sign."""

    code = "DECISION_MISSING"
    exit_code = ExitCode.NO


class SignedAlready(DatadonorError):
    """This key has signed the newest decision already."""

    code = "SIGNED_ALREADY"
    exit_code = ExitCode.NO


class InformerUnknown(DatadonorError):
    """Nobody helps, and nobody was named who informed."""

    code = "INFORMER_UNKNOWN"
    exit_code = ExitCode.USAGE


class InformingKeyUnfit(DatadonorError):
    """The file holds another kind of key than the one that decisions are signed with."""

    code = "INFORMING_KEY_UNFIT"
    exit_code = ExitCode.BAD_FILE


class NewKey(NamedTuple):
    """A key of somebody's own: its public half, and the sealed file."""

    public: PublicKey
    content: bytes


def new_informing_key(passphrase: str, kdf: KdfParameters = FLOOR) -> NewKey:
    """Make a key to sign with, sealed under a passphrase of its holder.

    Raises:
        PassphraseTooShort: It is too short.
    """
    private = Ed25519PrivateKey.generate()
    public = PublicKey.of(private)
    sealed = seal_private_key(
        private.private_bytes_raw(), KEY_KIND, public.format(), passphrase, kdf
    )
    return NewKey(public, sealed)


def open_informing_key(content: bytes, passphrase: str) -> Ed25519PrivateKey:
    """Open the key file of somebody who informs.

    Raises:
        InformingKeyUnfit: It holds another kind of key.
        PrivateKeyDamaged, PrivateKeyTooNew, WrongKeyPassphrase: As their names say.
    """
    kind, secret = open_private_key(content, passphrase)
    if kind != KEY_KIND:
        raise InformingKeyUnfit
    try:
        return Ed25519PrivateKey.from_private_bytes(secret)
    except ValueError:
        raise InformingKeyUnfit from None


def sign_as_informing(
    opened: OpenVault,
    project: str,
    private_key: Ed25519PrivateKey,
    informer: Assistant | None = None,
) -> SignedAttestation:
    """Sign the newest decision about a project as the one who informed, and record it.

    Args:
        opened: The vault of whoever decided.
        project: The registry's id.
        private_key: Of whoever informed.
        informer: Who that is, where nobody helps now; else it is who helps.

    Raises:
        InformerUnknown: Nobody helps, and nobody is named.
        AssistanceInForce: Somebody helps, and another one is named.
        DecisionMissing, SignedAlready: As their names say.
        ConsentDocumentGone, DecisionUnreadable, AttestationUnreadable: What was decided, or
            signed about it, is not there as it was.
        VaultReadOnly, DiskFull, DiskRefused: Nothing was recorded.
    """
    who = _informer(opened, informer)
    decided = newest_decision(opened, project)
    key = PublicKey.of(private_key).format()
    for earlier in attestations_of(opened, decided.digest):
        if earlier.attestation.role == "informing" and earlier.attestation.key == key:
            raise SignedAlready
    said = decided.decision
    attestation = Attestation(
        role="informing",
        decision_sha256=decided.digest,
        project=said.project,
        request_version=said.request_version,
        text_sha256=said.choices.text_sha256,
        name=who.name,
        title=who.role,
        organisation=who.organisation,
        authorisation_id=who.authorisation_id,
        key=key,
        at=instant(opened.log.now()),
    )
    signed = sign_attestation(attestation, private_key)
    with opened.log.transaction(Actor(capacity="self", assisted_by=who)) as recording:
        record_attestation(recording, signed)
    return signed


def newest_decision(opened: OpenVault, project: str) -> SignedDecision:
    """Return the signed decision about a project that was recorded last.

    Raises:
        DecisionMissing: There is none.
        ConsentDocumentGone, DecisionUnreadable: It is not there as it was signed.
    """
    for entry in reversed(ConsentReading(opened).history(project)):
        event = entry.event()
        digest = None if event is None else getattr(event.what, "decision_sha256", None)
        if isinstance(digest, str):
            return load_decision(opened.vault.connection, digest)
    raise DecisionMissing


def _informer(opened: OpenVault, named: Assistant | None) -> Assistant:
    assistance = opened.log.assistance
    if assistance is not None:
        if named not in {None, assistance.helper}:
            raise AssistanceInForce
        return assistance.helper
    if named is None:
        raise InformerUnknown
    return named
