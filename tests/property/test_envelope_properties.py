"""Envelopes of any document: they open to it, and nothing near them does."""

import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import example, given, settings
from hypothesis import strategies as st
from securesystemslib import dsse

from consent.envelope import (
    Envelope,
    EnvelopeDamaged,
    PublicKey,
    SignatureMissing,
    open_envelope,
    pre_authentication,
    seal_envelope,
)

KIND = "application/vnd.datadonor.test+json"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
documents = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(-(2**52), 2**52)
    | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(documents, st.lists(st.integers(1, 255), min_size=1, max_size=4, unique=True))
def test_what_was_sealed_is_what_is_opened(document: Any, numbers: list[int]) -> None:  # noqa: ANN401
    keys = [Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number in numbers]
    envelope = open_envelope(seal_envelope(document, KIND, keys), KIND)
    public = [PublicKey.of(key) for key in keys]
    assert envelope.verify(public) == tuple(public)
    assert json.loads(envelope.payload) == document


@given(texts, st.binary(max_size=40))
def test_the_signed_bytes_are_those_of_the_oracle(kind: str, payload: bytes) -> None:
    assert pre_authentication(kind, payload) == dsse.Envelope(payload, kind, {}).pae()


@given(texts, st.binary(max_size=20), texts, st.binary(max_size=20))
@example("a", b"1 b", "a 1", b"b")
@example("", b"", " 0 ", b"")
def test_no_two_envelopes_are_signed_as_the_same_bytes(
    kind: str, payload: bytes, other_kind: str, other: bytes
) -> None:
    are_same = (kind, payload) == (other_kind, other)
    same_bytes = pre_authentication(kind, payload) == pre_authentication(other_kind, other)
    assert same_bytes is are_same


SEALED = seal_envelope({"a": [1, "ø"], "b": None}, KIND, [KEY])
OPENED = open_envelope(SEALED, KIND)


def opens_to_the_same(content: bytes) -> bool:
    """Say whether bytes open and verify; what they open to is then what was sealed."""
    try:
        envelope = open_envelope(content, KIND)
        envelope.verify([PublicKey.of(KEY)])
    except (EnvelopeDamaged, SignatureMissing):
        return False
    assert (envelope.payload_type, envelope.payload) == (KIND, OPENED.payload)
    return True


def test_the_envelope_itself_opens() -> None:
    assert opens_to_the_same(SEALED)


def test_no_changed_bit_opens() -> None:
    for place in range(len(SEALED)):
        for bit in range(8):
            changed = bytearray(SEALED)
            changed[place] ^= 1 << bit
            assert not opens_to_the_same(bytes(changed)), (place, bit)


@settings(max_examples=200)
@given(st.integers(0, len(SEALED)), st.integers(0, len(SEALED)), st.binary(max_size=6))
def test_cut_or_patched_bytes_never_open_to_something_else(
    start: int, end: int, patch: bytes
) -> None:
    opens_to_the_same(SEALED[: min(start, end)] + patch + SEALED[max(start, end) :])


@given(st.binary(max_size=300))
def test_any_bytes_are_opened_or_refused(content: bytes) -> None:
    try:
        assert isinstance(open_envelope(content, KIND), Envelope)
    except EnvelopeDamaged:
        return
