"""Is a public key one that can be relied on? Asked once, when a recipient is approved.

A key of the right length need not be a key: some points make every shared secret zero,
others make signatures that fit any message. Whoever seals or verifies with a published
key may then rely on its having been looked at. Must not know: whose the key is.
"""

import base64
import binascii
from typing import Final

import pyrage
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from datadonor.errors import DatadonorError, ExitCode
from datadonor.registry.targets import SealKeys

KEY_BYTES: Final = 32

_P: Final = 2**255 - 19
_D: Final = -121665 * pow(121666, -1, _P) % _P
_ROOT_OF_MINUS_ONE: Final = pow(2, (_P - 1) // 4, _P)

_BECH32: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_CHECK: Final = 6
_AGE_PREFIX: Final = "age1"

_CRYPT4GH_FIRST: Final = "-----BEGIN CRYPT4GH PUBLIC KEY-----"
_CRYPT4GH_LAST: Final = "-----END CRYPT4GH PUBLIC KEY-----"


class KeyNotUsable(DatadonorError):
    """A recipient's key is not a key, or not a safe one (fact: ``where``, a field of ours)."""

    code = "KEY_NOT_USABLE"
    exit_code = ExitCode.BAD_FILE


def require_seal_keys(seal: SealKeys) -> None:
    """Check the keys that bundles will be sealed to.

    Raises:
        KeyNotUsable: One is not in the form of its kind, is of low order, or stands
            twice.
    """
    read = _age_key if seal.format == "age" else _crypt4gh_key
    raw = [read(text) for text in seal.keys]
    for key in raw:
        _require_x25519(key)
    if len(set(raw)) != len(raw):
        raise KeyNotUsable(where="seal.keys")


def require_receipt_keys(raw_keys: list[bytes]) -> None:
    """Check the Ed25519 keys that a recipient signs with.

    Raises:
        KeyNotUsable: One is no point of the curve, not in its canonical form, of low
            order, or stands twice.

    Source: RFC 8032 §5.1.3 for reading a point. That a key of low order is refused is
        our choice: with one, a signature can be made that fits any message.
    """
    if len(set(raw_keys)) != len(raw_keys) or not all(map(_is_good_ed25519, raw_keys)):
        raise KeyNotUsable(where="receipt_keys")


def _age_key(text: str) -> bytes:
    """Return the X25519 key of an age recipient (C2SP age, Bech32 without change of checksum)."""
    try:
        canonical = str(pyrage.x25519.Recipient.from_str(text))
    except (pyrage.RecipientError, ValueError, TypeError):
        raise KeyNotUsable(where="seal.keys") from None
    if canonical != text:
        raise KeyNotUsable(where="seal.keys")
    number = 0
    letters = text.removeprefix(_AGE_PREFIX)[:-_BECH32_CHECK]
    for letter in letters:
        number = number << 5 | _BECH32.index(letter)
    spare = len(letters) * 5 - KEY_BYTES * 8  # the last letter has bits left over, all zero
    return (number >> spare).to_bytes(KEY_BYTES, "big")


def _crypt4gh_key(text: str) -> bytes:
    """Return the X25519 key of a Crypt4GH public key file: two marks and base64 between."""
    lines = text.removesuffix("\n").split("\n")
    try:
        first, middle, last = lines
        raw = base64.b64decode(middle, validate=True)
    except (ValueError, binascii.Error):
        raise KeyNotUsable(where="seal.keys") from None
    if (first, last) != (_CRYPT4GH_FIRST, _CRYPT4GH_LAST) or len(raw) != KEY_BYTES:
        raise KeyNotUsable(where="seal.keys")
    return raw


def _require_x25519(raw: bytes) -> None:
    """Refuse a key of low order: every secret shared with it is zero (RFC 7748 §6.1)."""
    anyone = X25519PrivateKey.from_private_bytes(bytes(range(KEY_BYTES)))
    try:
        anyone.exchange(X25519PublicKey.from_public_bytes(raw))
    except ValueError:
        raise KeyNotUsable(where="seal.keys") from None


def _is_good_ed25519(raw: bytes) -> bool:
    number = int.from_bytes(raw, "little")
    y, is_odd = number & (2**255 - 1), number >> 255
    if len(raw) != KEY_BYTES or y >= _P:
        return False
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if x * x % _P != square:
        x = x * _ROOT_OF_MINUS_ONE % _P
    if x * x % _P != square or (x == 0 and is_odd):
        return False
    for _ in range(3):  # eight times the point is the neutral one only for points of low order
        both = _D * x * x * y * y % _P
        x, y = (
            2 * x * y * pow(1 + both, -1, _P) % _P,
            (x * x + y * y) * pow(1 - both, -1, _P) % _P,
        )
    return (x, y) != (0, 1)
