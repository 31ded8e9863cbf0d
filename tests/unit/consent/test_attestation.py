"""What somebody else signs about a decision: read as it was signed, or not at all."""

import base64
import json
from typing import Any, Final

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import ValidationError

from consent.attestation import (
    PAYLOAD_TYPE,
    Attestation,
    AttestationUnreadable,
    SignedAttestation,
    attestation_document,
    attestations_of,
    open_attestation,
    record_attestation,
    sign_attestation,
)
from consent.documents import ConsentDocumentGone
from consent.envelope import PublicKey, seal_envelope
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF, AttestationAdded

KEY: Final = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
"""Of nobody."""

OTHER: Final = Ed25519PrivateKey.from_private_bytes(bytes(range(2, 34)))
DECISION: Final = "d" * 64
MANDATE: Final = "e" * 64


def informing(**changes: Any) -> Attestation:  # noqa: ANN401 - any field
    fields: dict[str, Any] = {
        "role": "informing",
        "decision_sha256": DECISION,
        "project": "soevn",
        "request_version": 1,
        "text_sha256": "a" * 64,
        "name": "Karen Opdigtet",
        "title": "nurse",
        "organisation": "Et sygehus (opdigtet)",
        "authorisation_id": "AB12C",
        "key": PublicKey.of(KEY).format(),
        "at": "2026-09-01T12:00:00.000Z",
    }
    return Attestation.model_validate(fields | changes)


def by_mandate(role: str = "guardian") -> Attestation:
    return Attestation.model_validate(
        {
            "role": role,
            "decision_sha256": DECISION,
            "project": "soevn",
            "request_version": 1,
            "mandate_sha256": MANDATE,
            "key": PublicKey.of(KEY).format(),
            "at": "2026-09-01T12:00:00.000Z",
        }
    )


def keep(opened: OpenVault, attestation: Attestation) -> SignedAttestation:
    signed = sign_attestation(attestation, KEY)
    with opened.log.transaction(SELF) as recording:
        record_attestation(recording, signed)
    return signed


@pytest.mark.parametrize("attestation", [informing(), by_mandate(), by_mandate("proxy")])
def test_what_is_signed_is_read_again(attestation: Attestation) -> None:
    signed = sign_attestation(attestation, KEY)
    assert signed.attestation == attestation
    assert open_attestation(signed.content) == signed


@pytest.mark.parametrize(
    "changes",
    [
        {"name": None},
        {"name": "Karen 1234"},
        {"mandate_sha256": MANDATE},
        {"role": "guardian"},
        {"role": "recipient"},
        {"key": "ed25519:short"},
        {"at": "2026-09-01"},
        {"decision_sha256": "d"},
        {"request_version": 0},
        {"health": "anything"},
    ],
)
def test_what_says_too_much_or_too_little_is_none(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        informing(**changes)


@pytest.mark.parametrize("field", ["name", "title", "organisation", "authorisation_id"])
def test_a_guardian_is_named_by_their_mandate_alone(field: str) -> None:
    fields = by_mandate().model_dump(exclude_none=True)
    with pytest.raises(ValidationError):
        Attestation.model_validate(fields | {field: "guardian"})


def test_nobody_signs_with_a_key_that_it_does_not_name() -> None:
    with pytest.raises(ValueError, match="another"):
        sign_attestation(informing(), OTHER)


def test_one_signed_by_another_key_is_not_read() -> None:
    content = seal_envelope(attestation_document(informing()), PAYLOAD_TYPE, [OTHER])
    with pytest.raises(AttestationUnreadable):
        open_attestation(content)


def test_every_changed_byte_is_seen() -> None:
    content = sign_attestation(informing(), KEY).content
    for at in range(0, len(content), 7):
        changed = bytearray(content)
        changed[at] ^= 1
        with pytest.raises(AttestationUnreadable):
            open_attestation(bytes(changed))


def test_a_decision_cannot_be_passed_off_as_one() -> None:
    content = seal_envelope(
        attestation_document(informing()), "application/vnd.datadonor.decision+json", [KEY]
    )
    with pytest.raises(AttestationUnreadable):
        open_attestation(content)


def test_a_field_that_is_not_known_is_not_passed_over() -> None:
    document = attestation_document(informing()) | {"note": "x"}
    with pytest.raises(AttestationUnreadable):
        open_attestation(seal_envelope(document, PAYLOAD_TYPE, [KEY]))
    # A default that is spelt out is another document with the same meaning.
    spelt = attestation_document(informing()) | {"mandate_sha256": None}
    with pytest.raises(AttestationUnreadable):
        open_attestation(seal_envelope(spelt, PAYLOAD_TYPE, [KEY]))


def test_the_envelope_is_what_the_format_says() -> None:
    outer = json.loads(sign_attestation(informing(), KEY).content)
    assert outer["payloadType"] == PAYLOAD_TYPE
    payload = base64.b64decode(outer["payload"])
    assert payload == rfc8785.dumps(attestation_document(informing()))
    assert json.loads(payload)["format"] == "datadonor.attestation/1"


class TestInAVault:
    def test_those_of_one_decision_are_found_in_their_order(self, opened: OpenVault) -> None:
        first, second = keep(opened, informing()), keep(opened, by_mandate())
        keep(opened, informing(decision_sha256="b" * 64))
        assert attestations_of(opened, DECISION) == [first, second]
        assert attestations_of(opened, "c" * 64) == []

    def test_the_event_says_what_it_is_about(self, opened: OpenVault) -> None:
        signed = keep(opened, informing())
        (stored,) = opened.log.events_of(AttestationAdded)
        assert stored.event is not None
        assert stored.event.project == "soevn"
        assert stored.event.what == AttestationAdded(
            role="informing",
            decision_sha256=DECISION,
            statement_sha256=signed.digest,
            signer_key=PublicKey.of(KEY).format(),
        )

    def test_one_that_is_gone_is_missed(self, opened: OpenVault) -> None:
        keep(opened, informing())
        opened.vault.connection.execute("DELETE FROM consent_document")
        with pytest.raises(ConsentDocumentGone):
            attestations_of(opened, DECISION)

    @pytest.mark.parametrize(
        "changes",
        [
            {"decision_sha256": DECISION, "role": "proxy"},
            {"decision_sha256": "b" * 64},
            {"signer_key": PublicKey.of(OTHER).format()},
        ],
    )
    def test_one_that_is_not_what_its_event_says_is_not_believed(
        self, opened: OpenVault, changes: dict[str, Any]
    ) -> None:
        signed = keep(opened, informing())
        told = AttestationAdded(
            role="informing",
            decision_sha256=DECISION,
            statement_sha256=signed.digest,
            signer_key=PublicKey.of(KEY).format(),
        )
        opened.log.record(told.model_copy(update=changes), SELF, project="soevn")
        with pytest.raises(AttestationUnreadable):
            attestations_of(opened, changes.get("decision_sha256", DECISION))

    def test_nor_one_about_another_project(self, opened: OpenVault) -> None:
        signed = keep(opened, informing())
        told = AttestationAdded(
            role="informing",
            decision_sha256=DECISION,
            statement_sha256=signed.digest,
            signer_key=PublicKey.of(KEY).format(),
        )
        opened.log.record(told, SELF, project="another")
        with pytest.raises(AttestationUnreadable):
            attestations_of(opened, DECISION)
