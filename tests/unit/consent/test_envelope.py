"""DSSE envelopes: what we seal others open, what others seal we open, and nothing else.

securesystemslib is the oracle, in both directions. Its ``from_dict`` changes what it is
given, so it always gets a copy; and its verification counts signatures up to a
threshold and skips wrong ones, where ours refuses a wrong one under a key that counts.
"""

import base64
import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from securesystemslib import dsse
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import (  # type: ignore[attr-defined]  # exports not declared
    CryptoSigner,
    Key,
    SSlibKey,
)

from consent.envelope import (
    MOST_BYTES,
    MOST_SIGNATURES,
    EnvelopeDamaged,
    PublicKey,
    SignatureMissing,
    open_envelope,
    pre_authentication,
    seal_envelope,
)

KIND = "application/vnd.datadonor.request+json"
DOCUMENT: dict[str, Any] = {"a": 1, "ø": ["søvn"]}


def private_key(number: int = 1) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)


def oracle_key(key: Ed25519PrivateKey) -> SSlibKey:
    public = PublicKey.of(key)
    return SSlibKey(public.key_id, "ed25519", "ed25519", {"public": public.raw.hex()})


def sealed(*numbers: int) -> bytes:
    return seal_envelope(DOCUMENT, KIND, [private_key(number) for number in numbers or (1,)])


def rewritten(change: Callable[[dict[str, Any]], Any], content: bytes | None = None) -> bytes:
    outer = json.loads(content or sealed())
    change(outer)
    return json.dumps(outer).encode()


# -- both ways with the oracle ------------------------------------------------------


def test_the_oracle_verifies_what_we_seal() -> None:
    envelope = dsse.Envelope.from_dict(copy.deepcopy(json.loads(sealed(1, 2))))
    keys: list[Key] = [oracle_key(private_key(1)), oracle_key(private_key(2))]
    assert envelope.payload == rfc8785.dumps(DOCUMENT)
    assert envelope.payload_type == KIND
    assert set(envelope.verify(keys, 2)) == {key.keyid for key in keys}
    assert envelope.pae() == pre_authentication(KIND, envelope.payload)


def test_we_open_what_the_oracle_seals() -> None:
    key = private_key()
    envelope = dsse.Envelope(rfc8785.dumps(DOCUMENT), KIND, {})
    envelope.sign(CryptoSigner(key, oracle_key(key)))
    ours = open_envelope(json.dumps(envelope.to_dict(), indent=2).encode(), KIND)
    assert ours.payload == envelope.payload
    assert ours.verify([PublicKey.of(key)]) == (PublicKey.of(key),)


def test_the_oracle_and_we_refuse_a_changed_payload() -> None:
    content = rewritten(lambda outer: outer.update(payload=base64.b64encode(b'{"a":2}').decode()))
    with pytest.raises(SignatureMissing):
        open_envelope(content, KIND).verify([PublicKey.of(private_key())])
    with pytest.raises(VerificationError):
        dsse.Envelope.from_dict(json.loads(content)).verify([oracle_key(private_key())], 1)


# -- what a signature covers ---------------------------------------------------------


def test_the_bytes_that_are_signed() -> None:
    """The example of the DSSE protocol; lengths are in bytes, not in characters."""
    assert pre_authentication("http://example.com/HelloWorld", b"hello world") == (
        b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    )
    assert pre_authentication("ø", b"") == b"DSSEv1 2 \xc3\xb8 0 "


def test_an_envelope_cannot_be_shown_as_another_kind() -> None:
    other = "application/vnd.datadonor.answer+json"
    with pytest.raises(EnvelopeDamaged):
        open_envelope(sealed(), other)
    relabelled = rewritten(lambda outer: outer.update(payloadType=other))
    with pytest.raises(SignatureMissing):
        open_envelope(relabelled, other).verify([PublicKey.of(private_key())])


def test_the_envelope_itself_is_canonical() -> None:
    assert sealed() == rfc8785.dumps(json.loads(sealed()))
    assert sealed() == sealed()


@pytest.mark.parametrize("document", [float("nan"), 2**53, 1e16, "\ud800", {1: 2}, b"bytes"])
def test_what_could_not_be_read_again_is_not_sealed(document: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        seal_envelope(document, KIND, [private_key()])


# -- whose signatures count ----------------------------------------------------------


def test_one_of_the_keys_that_count_is_enough() -> None:
    keys = [PublicKey.of(private_key(number)) for number in (3, 2, 1)]
    assert open_envelope(sealed(1, 9), KIND).verify(keys) == (keys[2],)
    assert open_envelope(sealed(1, 2), KIND).verify(keys) == (keys[1], keys[2])


def test_a_key_that_is_named_twice_counts_once() -> None:
    key = PublicKey.of(private_key())
    assert open_envelope(sealed(), KIND).verify([key, key]) == (key,)


@pytest.mark.parametrize("keys", [[], [2], [2, 3]])
def test_without_a_key_that_counts_nothing_is_signed(keys: list[int]) -> None:
    with pytest.raises(SignatureMissing):
        open_envelope(sealed(), KIND).verify([PublicKey.of(private_key(n)) for n in keys])


def test_a_wrong_signature_under_a_key_that_counts_is_never_passed_over() -> None:
    def forge(outer: dict[str, Any]) -> None:
        outer["signatures"][1]["sig"] = outer["signatures"][0]["sig"]

    envelope = open_envelope(rewritten(forge, sealed(1, 2)), KIND)
    first, second = PublicKey.of(private_key(1)), PublicKey.of(private_key(2))
    assert envelope.verify([first]) == (first,)
    with pytest.raises(SignatureMissing):
        envelope.verify([first, second])


# -- hostile bytes -------------------------------------------------------------------


def padded_bits(text: str) -> str:
    """Return base64 that decodes to the same bytes and is written otherwise."""
    assert text.endswith("=")
    body = text.rstrip("=")
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    other = body[:-1] + alphabet[alphabet.index(body[-1]) | 1] + "=" * (len(text) - len(body))
    assert base64.b64decode(other) == base64.b64decode(text)
    return other


def payload_of(raw: bytes) -> Callable[[dict[str, Any]], Any]:
    return lambda outer: outer.update(payload=base64.b64encode(raw).decode())


def signature_is(value: Any) -> Callable[[dict[str, Any]], Any]:  # noqa: ANN401 - any JSON
    return lambda outer: outer["signatures"][0].update(sig=value)


HOSTILE: dict[str, bytes] = {
    "empty": b"",
    "no JSON": b"{",
    "a list": b"[]",
    "a number of 5000 digits": b"1" * 5000,
    "UTF-16": sealed().decode().encode("utf-16"),
    "a byte-order mark": b"\xef\xbb\xbf" + sealed(),
    "not UTF-8": sealed().replace(b"payload", b"payl\xffad"),
    "too deep": b"[" * 100_000,
    "too large": b" " * (MOST_BYTES + 1),
    "no signatures": rewritten(lambda outer: outer.update(signatures=[])),
    "too many signatures": rewritten(
        lambda outer: outer.update(
            signatures=[
                {"keyid": f"{number:064x}", "sig": ""} for number in range(MOST_SIGNATURES + 1)
            ]
        )
    ),
    "signatures missing": rewritten(lambda outer: outer.pop("signatures")),
    "payload missing": rewritten(lambda outer: outer.pop("payload")),
    "kind missing": rewritten(lambda outer: outer.pop("payloadType")),
    "an unknown field": rewritten(lambda outer: outer.update(more=1)),
    "a key id twice": rewritten(
        lambda outer: outer["signatures"].append(outer["signatures"][0]), sealed()
    ),
    "a name twice": sealed().replace(b'"payloadType"', b'"payload":"e30=","payloadType"', 1),
    "an upper-case key id": rewritten(
        lambda outer: outer["signatures"][0].update(keyid=outer["signatures"][0]["keyid"].upper())
    ),
    "a short key id": rewritten(lambda outer: outer["signatures"][0].update(keyid="ab")),
    "a signature that is a number": rewritten(signature_is(1)),
    "a signature without base64": rewritten(signature_is("not base64")),
    "a signature of other base64": rewritten(
        signature_is(padded_bits(json.loads(sealed())["signatures"][0]["sig"]))
    ),
    "a payload that is an object": rewritten(lambda outer: outer.update(payload={})),
    "URL-safe base64": rewritten(payload_of(b'"\xc3\xbf\xc3\xbe"')).replace(b"/", b"_"),
    "white space in base64": rewritten(lambda o: o.update(payload=o["payload"] + "\n")),
    "a payload that is no JSON": rewritten(payload_of(b"a")),
    "a payload with a space": rewritten(payload_of(b'{"a": 1}')),
    "a payload with a name twice": rewritten(payload_of(b'{"a":1,"a":1}')),
    "a payload out of order": rewritten(payload_of(b'{"b":1,"a":1}')),
    "a payload with a large number": rewritten(payload_of(b'{"a":9007199254740993}')),
    "a payload with NaN": rewritten(payload_of(b'{"a":NaN}')),
    "a payload with half a character": rewritten(payload_of(b'"\\ud800"')),
    "a payload that is too deep": rewritten(payload_of(b"[" * 50_000 + b"]" * 50_000)),
    "an empty payload": rewritten(payload_of(b"")),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bytes_are_refused_with_our_own_error(name: str) -> None:
    with pytest.raises(EnvelopeDamaged) as caught:
        open_envelope(HOSTILE[name], KIND)
    assert caught.value.__cause__ is None


def test_white_space_between_the_outer_fields_does_no_harm() -> None:
    """The control of the list above: rewriting alone does not refuse."""
    assert open_envelope(rewritten(lambda _outer: None), KIND) == open_envelope(sealed(), KIND)


# -- keys ----------------------------------------------------------------------------


def test_a_key_is_read_as_it_is_written() -> None:
    key = PublicKey.of(private_key())
    assert key.format().startswith("ed25519:")
    assert PublicKey.parse(key.format()) == key
    assert len(key.key_id) == 64


KEY = PublicKey.of(private_key()).format()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ed25519:",
        KEY.removeprefix("ed25519:"),
        KEY.upper(),
        KEY + "\n",
        " " + KEY,
        KEY.replace("ed25519:", "ed25519:ed25519:"),
        KEY[:-4] + "=",
        "ed25519:" + padded_bits(KEY.removeprefix("ed25519:")),
        "ed25519:" + base64.b64encode(bytes(31)).decode(),
        "x25519:" + KEY.removeprefix("ed25519:"),
        "ed25519:æøå",
    ],
)
def test_a_key_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(EnvelopeDamaged):
        PublicKey.parse(text)


SMALL_ORDER = [
    "01" + "00" * 31,
    "01" + "00" * 30 + "80",
    "00" * 32,
    "00" * 31 + "80",
    "ec" + "ff" * 30 + "7f",
    "ed" + "ff" * 30 + "7f",
    "ee" + "ff" * 30 + "7f",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
]
"""Points of small order as libsodium lists them, with both signs."""


@pytest.mark.parametrize("point", SMALL_ORDER)
def test_a_key_under_which_anyone_can_sign_is_refused(point: str) -> None:
    with pytest.raises(EnvelopeDamaged):
        PublicKey.parse("ed25519:" + base64.b64encode(bytes.fromhex(point)).decode())


def test_the_library_alone_would_accept_such_a_signature() -> None:
    """The reason for the test above: no secret was needed for this signature."""
    identity = bytes.fromhex(SMALL_ORDER[0])
    forged = identity + bytes(32)
    for message in (b"anything", b"at all"):
        Ed25519PublicKey.from_public_bytes(identity).verify(forged, message)
    with pytest.raises(InvalidSignature):
        private_key().public_key().verify(forged, b"anything")
