"""Keys that are no keys, and keys that are worse than none."""

import base64
from typing import Literal

import pyrage
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from datadonor.registry.admission import KeyNotUsable, require_receipt_keys, require_seal_keys
from datadonor.registry.targets import SealKeys

# The age specification's own test vectors; RFC 8032 §7.1 for Ed25519.
AGE = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
ED25519 = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")

LOW_X25519 = [
    bytes(32),
    (1).to_bytes(32, "little"),
    (2**255 - 20).to_bytes(32, "little"),
    (2**255 - 19).to_bytes(32, "little"),
    bytes.fromhex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
    bytes.fromhex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
]
"""All points of low order, as RFC 7748's readers know them."""

LOW_ED25519 = [
    bytes.fromhex(each)
    for each in (
        "01" + "00" * 31,
        "ec" + "ff" * 30 + "7f",
        "00" * 32,
        "00" * 31 + "80",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    )
]

ODD_ED25519 = [
    b"",
    ED25519[:31],
    ED25519 + b"\x00",
    (2).to_bytes(32, "little"),  # no point has this y
    (2**255 - 19).to_bytes(32, "little"),  # y = 0, written as p
    (2**255 - 18).to_bytes(32, "little"),  # y = 1, written as p + 1
    (1 | 1 << 255).to_bytes(32, "little"),  # x = 0 with a sign
]


def age_text(raw: bytes) -> str:
    """Write any 32 bytes as an age recipient (Bech32, BIP 173)."""
    letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    number = int.from_bytes(raw, "big") << 4
    data = [number >> 5 * place & 31 for place in reversed(range(52))]
    prefix = [ord(letter) >> 5 for letter in "age"] + [0] + [ord(each) & 31 for each in "age"]
    check = 1
    for value in [*prefix, *data, 0, 0, 0, 0, 0, 0]:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= term if top >> bit & 1 else 0
    data += [(check ^ 1) >> 5 * (5 - place) & 31 for place in range(6)]
    return "age1" + "".join(letters[each] for each in data)


def crypt4gh_text(raw: bytes, mark: str = "PUBLIC") -> str:
    middle = base64.b64encode(raw).decode()
    return f"-----BEGIN CRYPT4GH {mark} KEY-----\n{middle}\n-----END CRYPT4GH {mark} KEY-----\n"


def seal(kind: Literal["age", "crypt4gh"], *keys: str) -> SealKeys:
    return SealKeys(format=kind, keys=keys)


def test_the_texts_that_the_tests_make_are_those_of_age() -> None:
    raw = X25519PrivateKey.generate().public_key().public_bytes_raw()
    assert str(pyrage.x25519.Recipient.from_str(age_text(raw))) == age_text(raw)


def test_good_keys_are_admitted() -> None:
    raw = [X25519PrivateKey.generate().public_key().public_bytes_raw() for _ in range(8)]
    require_seal_keys(seal("age", AGE, *map(age_text, raw[:7])))
    require_seal_keys(seal("crypt4gh", *map(crypt4gh_text, raw)))
    require_seal_keys(seal("crypt4gh", crypt4gh_text(raw[0]).rstrip("\n")))
    signers = [Ed25519PrivateKey.generate().public_key().public_bytes_raw() for _ in range(20)]
    require_receipt_keys([ED25519, *signers])


@pytest.mark.parametrize("raw", LOW_X25519)
def test_a_seal_key_of_low_order_is_refused(raw: bytes) -> None:
    """Every secret shared with it is zero, so anyone could open the bundle."""
    for keys in (seal("age", AGE, age_text(raw)), seal("crypt4gh", crypt4gh_text(raw))):
        with pytest.raises(KeyNotUsable) as refused:
            require_seal_keys(keys)
        assert refused.value.facts == {"where": "seal.keys"}


@pytest.mark.parametrize(
    "key",
    [
        "age1synthetic",
        AGE.upper(),
        f" {AGE}",
        AGE[:-1] + "q",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAA",
        "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX",
        crypt4gh_text(ED25519),
    ],
)
def test_what_is_no_age_recipient_is_refused(key: str) -> None:
    with pytest.raises(KeyNotUsable):
        require_seal_keys(seal("age", key))


@pytest.mark.parametrize(
    "key",
    [
        AGE,
        base64.b64encode(ED25519).decode(),
        crypt4gh_text(ED25519, "PRIVATE"),
        crypt4gh_text(ED25519[:31]),
        crypt4gh_text(ED25519).replace("\n", "\r\n"),
        crypt4gh_text(ED25519) + "\n",
        crypt4gh_text(ED25519).replace("=", ""),
    ],
)
def test_what_is_no_crypt4gh_public_key_is_refused(key: str) -> None:
    with pytest.raises(KeyNotUsable):
        require_seal_keys(seal("crypt4gh", key))


def test_a_key_that_stands_twice_is_refused() -> None:
    with pytest.raises(KeyNotUsable):
        require_seal_keys(seal("age", AGE, AGE))
    with pytest.raises(KeyNotUsable):
        require_receipt_keys([ED25519, ED25519])


@pytest.mark.parametrize("raw", [*LOW_ED25519, *ODD_ED25519])
def test_a_receipt_key_that_is_none_is_refused(raw: bytes) -> None:
    with pytest.raises(KeyNotUsable) as refused:
        require_receipt_keys([ED25519, raw])
    assert refused.value.facts == {"where": "receipt_keys"}


def test_why_a_receipt_key_of_low_order_is_refused() -> None:
    """The library accepts it, and one signature of zeros then fits message after message."""
    neutral = LOW_ED25519[0]
    signature = neutral + bytes(32)
    fitted = 0
    for message in (b"I consent.", b"I do not consent."):
        try:
            Ed25519PublicKey.from_public_bytes(neutral).verify(signature, message)
        except InvalidSignature:  # a library that refuses by itself is welcome
            continue
        fitted += 1
    assert fitted in (0, 2)


@given(st.binary(min_size=32, max_size=32))
def test_what_is_admitted_can_be_used(raw: bytes) -> None:
    try:
        require_receipt_keys([raw])
    except KeyNotUsable:
        return
    Ed25519PublicKey.from_public_bytes(raw)
