"""Signed notes and their keys: c2sp.org/signed-note, with Ed25519.

``verify`` is for whoever receives a note, ``sign`` for whoever makes one. Read
``VerifiedNote.text``, never the text of a note that has not been verified.
Promises: bytes that break a rule of the format are refused, also where no key
looks at them; nothing but ``NoteError`` for any bytes. Must not know: what the
text says, where keys are kept, the clock.
"""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256
from typing import Final, NewType, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from datadonor.errors import DatadonorError, ExitCode

KeyId = NewType("KeyId", bytes)
"""The first 4 bytes of a hash over a key's name, type and public key. Not a secret, not unique."""

MAX_NOTE_BYTES: Final = 1_000_000
"""The largest note. Our choice: what Go's ``note`` package takes."""

MAX_SIGNATURES: Final = 16
"""The most signature lines: as many as c2sp.org/signed-note asks every verifier to take."""

_KEY_ID_BYTES = 4
_TIME_BYTES = 8
_MAX_TIME = 2**63 - 1
_LINE_START = "—"
_CONTROL = re.compile(rb"[\x00-\x09\x0b-\x1f]")


class NoteError(DatadonorError):
    """A note, checkpoint or verifier key has the wrong form, or its signature is not in order.

    The fact ``reason`` is a fixed word of ours: ``size``, ``encoding``,
    ``control_character``, ``no_signatures``, ``too_many_signatures``,
    ``signature_line``, ``base64``, ``name``, ``verifier_key``, ``same_key_id``,
    ``signature``, ``no_known_key``, ``text``, ``checkpoint``, ``number``,
    ``origin``.
    """

    code = "NOTE_INVALID"
    exit_code = ExitCode.TAMPERED


class SignatureType(IntEnum):
    """The signature types that are known here (c2sp.org/signed-note, Signature types)."""

    ED25519 = 0x01
    ED25519_COSIGNATURE = 0x04


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key and the name it signs under.

    Args:
        name: Not empty, without Unicode spaces, control characters and ``+``.
        public_key: Its 32 bytes are those of RFC 8032 §5.1.5.
        signature_type: What the key signs.

    Raises:
        NoteError: The name has the wrong form.
    """

    name: str
    public_key: Ed25519PublicKey
    signature_type: SignatureType = SignatureType.ED25519

    def __post_init__(self) -> None:
        _require_name(self.name)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the key that a vkey spells: ``name+8 hex digits+base64``.

        Raises:
            NoteError: It has another form, another type than those known here, or
                a key id that is not the one of its name and key. The hex digits
                are lower case (our choice: one spelling for one key).

        Source: c2sp.org/signed-note, Verifier keys.
        """
        try:
            # The base64 may hold plus signs of its own.
            name, key_id_hex, encoded = text.split("+", 2)
            material = decode_base64(encoded)
            signature_type = SignatureType(material[0] if material else 0)
            public_key = Ed25519PublicKey.from_public_bytes(material[1:])
        except ValueError:
            raise NoteError(reason="verifier_key") from None
        key = cls(name, public_key, signature_type)
        if key.key_id.hex() != key_id_hex:
            raise NoteError(reason="verifier_key")
        return key

    @property
    def key_id(self) -> KeyId:
        """The key's id: SHA-256(name ‖ LF ‖ type ‖ public key)[:4]."""
        hashed = b"%b\n%b" % (self.name.encode(), self._type_and_key())
        return KeyId(sha256(hashed).digest()[:_KEY_ID_BYTES])

    def format(self) -> str:
        """Return the vkey that ``parse`` reads."""
        encoded = base64.b64encode(self._type_and_key()).decode("ascii")
        return f"{self.name}+{self.key_id.hex()}+{encoded}"

    def _type_and_key(self) -> bytes:
        return bytes([self.signature_type]) + self.public_key.public_bytes_raw()


@dataclass(frozen=True, slots=True)
class VerifiedSignature:
    """One key that has signed a note, beyond doubt.

    ``time_utc`` is whole seconds since 1970 as the cosigner states it, and
    None for a plain signature, which states no time.
    """

    name: str
    key_id: KeyId
    time_utc: int | None = None


@dataclass(frozen=True, slots=True)
class VerifiedNote:
    """The text of a note, with its last line feed, and the known keys that have signed it.

    ``signatures`` is never empty, in the order of the note, one for each key.
    """

    text: str
    signatures: tuple[VerifiedSignature, ...]


def sign(text: str, name: str, private_key: Ed25519PrivateKey) -> bytes:
    """Return the note of a text with one Ed25519 signature (type 0x01).

    Args:
        text: Ends in a line feed; no other control character.
        name: The key's name, as in its verifier key.
        private_key: Never leaves this call.

    Raises:
        NoteError: The text or name cannot stand in a note, or the note is too long.
    """
    key = VerifierKey(name, private_key.public_key())
    signed = _encode(text)
    if not text.endswith("\n") or _CONTROL.search(signed):
        raise NoteError(reason="text")
    blob = base64.b64encode(key.key_id + private_key.sign(signed))
    note = b"%b\n%b %b %b\n" % (signed, _LINE_START.encode(), name.encode(), blob)
    if len(note) > MAX_NOTE_BYTES:
        raise NoteError(reason="size")
    return note


def verify(note: bytes, verifier_keys: Sequence[str]) -> VerifiedNote:
    """Return the text of a note that a known key has signed.

    A line whose name and key id are not both known is ignored, once its form is
    in order. A line of a known key must verify, each time it occurs; the key
    counts once, with its first line. Any one known key is enough: who needs
    certain keys looks at ``VerifiedNote.signatures``.

    Args:
        note: The bytes as received.
        verifier_keys: vkeys of type 0x01 or 0x04. One may be given twice.

    Raises:
        NoteError: The note breaks a rule of the format, is larger or has more
            lines than the limits above; a line of a known key does not verify; no
            key is known; a verifier key is malformed or of another type; or two
            different verifier keys share name and key id.

    Source: c2sp.org/signed-note; cosignatures c2sp.org/tlog-cosignature.
    """
    known = _known_keys(verifier_keys)
    signed, lines = _split(note)
    verified: dict[tuple[str, KeyId], VerifiedSignature] = {}
    for name, key_id, signature in [_parse_signature_line(line) for line in lines]:
        key = known.get((name, key_id))
        if key is not None:
            found = _verified_signature(key, signed, signature)
            verified.setdefault((name, key_id), found)
    if not verified:
        raise NoteError(reason="no_known_key")
    return VerifiedNote(signed.decode(), tuple(verified.values()))


def decode_base64(text: str) -> bytes:
    """Return the bytes of base64 in its one right spelling (RFC 4648 §4, §3.5).

    Raises:
        NoteError: Another alphabet, missing or superfluous padding, white space,
            or unused last bits that are not zero.
    """
    try:
        decoded = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteError(reason="base64") from None
    if base64.b64encode(decoded).decode("ascii") != text:
        raise NoteError(reason="base64")
    return decoded


def _known_keys(verifier_keys: Sequence[str]) -> dict[tuple[str, KeyId], VerifierKey]:
    known: dict[tuple[str, KeyId], VerifierKey] = {}
    for text in verifier_keys:
        key = VerifierKey.parse(text)
        if known.setdefault((key.name, key.key_id), key) != key:
            raise NoteError(reason="same_key_id")
    return known


def _split(note: bytes) -> tuple[bytes, list[str]]:
    """Return the signed bytes and the signature lines, without their line feeds."""
    if len(note) > MAX_NOTE_BYTES:
        raise NoteError(reason="size")
    if _CONTROL.search(note):
        raise NoteError(reason="control_character")
    # The text may hold empty lines, so the last one parts it from the signatures.
    text, separator, block = note.rpartition(b"\n\n")
    if not separator or not block.endswith(b"\n"):
        raise NoteError(reason="no_signatures")
    if block.count(b"\n") > MAX_SIGNATURES:
        raise NoteError(reason="too_many_signatures")
    signed = text + b"\n"
    try:
        signed.decode()
        return signed, block.decode().removesuffix("\n").split("\n")
    except UnicodeDecodeError:
        raise NoteError(reason="encoding") from None


def _parse_signature_line(line: str) -> tuple[str, KeyId, bytes]:
    match line.split(" "):
        case [start, name, encoded] if start == _LINE_START:
            _require_name(name)
        case _:
            raise NoteError(reason="signature_line")
    blob = decode_base64(encoded)
    if len(blob) <= _KEY_ID_BYTES:
        raise NoteError(reason="signature_line")
    return name, KeyId(blob[:_KEY_ID_BYTES]), blob[_KEY_ID_BYTES:]


def _verified_signature(key: VerifierKey, signed: bytes, signature: bytes) -> VerifiedSignature:
    time_utc = None
    if key.signature_type is SignatureType.ED25519_COSIGNATURE:
        stated, signature = signature[:_TIME_BYTES], signature[_TIME_BYTES:]
        time_utc = int.from_bytes(stated, "big")
        signed = b"cosignature/v1\ntime %d\n%b" % (time_utc, signed)
        if time_utc > _MAX_TIME:
            raise NoteError(reason="signature")
    try:
        key.public_key.verify(signature, signed)
    except InvalidSignature:
        raise NoteError(reason="signature") from None
    return VerifiedSignature(key.name, key.key_id, time_utc)


def _require_name(name: str) -> None:
    if not name or "+" in name or any(map(str.isspace, name)) or _CONTROL.search(_encode(name)):
        raise NoteError(reason="name")


def _encode(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise NoteError(reason="encoding") from None
