"""DSSE envelopes: bytes, a type, and signatures over both (DSSE v1).

The signature covers the type as well as the payload, so what was signed as one kind
of document cannot be shown as another. Payloads of ours are RFC 8785 JSON; an
envelope whose payload is not is refused, so that one meaning has one digest.

An envelope is read as hostile: bounded in size, no doubled names or key ids. Stricter
than DSSE, our choice: base64 in its standard alphabet and in its one canonical form only,
every signature names its key, and a signature under a key that counts must fit.
"""

import base64
import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Annotated, Any, Final, NamedTuple, Self

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from datadonor.errors import DatadonorError, ExitCode

MOST_BYTES: Final = 4 * 1024 * 1024
"""More than a request with questionnaires needs; less than harms."""

MOST_SIGNATURES: Final = 16
_PREFIX: Final = "ed25519:"

_FIELD_PRIME: Final = 2**255 - 19
_Y_OF_ORDER_8: Final = 0x5FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
_SMALL_ORDER: Final = frozenset(
    {0, 1, _FIELD_PRIME - 1, _FIELD_PRIME, _FIELD_PRIME + 1}
    | {_Y_OF_ORDER_8, _FIELD_PRIME - _Y_OF_ORDER_8}
)
"""The y of the points of order 1, 2, 4 and 8 (RFC 8032 §5.1; p and p + 1 write 0 and 1 again).

Under such a key anyone can sign, and the library below does not refuse it.
"""


class EnvelopeDamaged(DatadonorError):
    """The bytes are not an envelope of the kind expected."""

    code = "ENVELOPE_DAMAGED"
    exit_code = ExitCode.BAD_FILE


class SignatureMissing(DatadonorError):
    """None of the keys that count has signed it, or a signature does not fit."""

    code = "SIGNATURE_MISSING"
    exit_code = ExitCode.TAMPERED


class PublicKey(NamedTuple):
    """An Ed25519 public key as it stands in a registry record: ``ed25519:`` and base64."""

    raw: bytes

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a key.

        Raises:
            EnvelopeDamaged: It is not an Ed25519 key in this form, or one under which
                anyone could sign.
        """
        if not text.startswith(_PREFIX):
            raise EnvelopeDamaged
        try:
            raw = _from_base64(text.removeprefix(_PREFIX))
            Ed25519PublicKey.from_public_bytes(raw)
        except ValueError:
            raise EnvelopeDamaged from None
        if int.from_bytes(raw, "little") & (2**255 - 1) in _SMALL_ORDER:
            raise EnvelopeDamaged
        return cls(raw)

    @classmethod
    def of(cls, private_key: Ed25519PrivateKey) -> Self:
        """Return the public half of a key."""
        return cls(private_key.public_key().public_bytes_raw())

    def format(self) -> str:
        """Return the key as text."""
        return _PREFIX + base64.b64encode(self.raw).decode()

    @property
    def key_id(self) -> str:
        """The SHA-256 of the raw key in hex: the ``keyid`` of its signatures."""
        return sha256(self.raw).hexdigest()


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _Signature(_Part):
    keyid: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    sig: Annotated[str, StringConstraints(max_length=128)]


class _Outer(_Part):
    payload: str
    payloadType: Annotated[str, StringConstraints(max_length=128)]  # noqa: N815 - DSSE's name
    signatures: Annotated[list[_Signature], Field(min_length=1, max_length=MOST_SIGNATURES)]


class Envelope(NamedTuple):
    """An envelope that has been read but not verified."""

    payload_type: str
    payload: bytes
    signatures: tuple[tuple[str, bytes], ...]

    def verify(self, keys: Sequence[PublicKey]) -> tuple[PublicKey, ...]:
        """Check that at least one of the keys has signed it.

        Returns:
            The keys that have, each once, in their given order.

        Raises:
            SignatureMissing: None has, or a signature under one of them is wrong.
        """
        signed = dict(self.signatures)
        good = []
        for key in dict.fromkeys(keys):
            signature = signed.get(key.key_id)
            if signature is None:
                continue
            try:
                Ed25519PublicKey.from_public_bytes(key.raw).verify(
                    signature, pre_authentication(self.payload_type, self.payload)
                )
            except InvalidSignature:
                raise SignatureMissing from None
            good.append(key)
        if not good:
            raise SignatureMissing
        return tuple(good)


def pre_authentication(payload_type: str, payload: bytes) -> bytes:
    """Return the bytes that are signed (DSSE v1, PAE; lengths in bytes, decimal)."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def seal_envelope(
    document: Any,  # noqa: ANN401 - any JSON
    payload_type: str,
    private_keys: Sequence[Ed25519PrivateKey],
) -> bytes:
    """Sign a JSON document and return the envelope's bytes (RFC 8785 JSON itself).

    Raises:
        ValueError: The document cannot be written so that it is read as the same: not
            JSON, or with a number beyond ±(2^53 - 1) (RFC 8785 §3.2.2.3).
    """
    payload = rfc8785.dumps(document)
    _require_canonical(payload)
    covered = pre_authentication(payload_type, payload)
    return rfc8785.dumps(
        {
            "payload": base64.b64encode(payload).decode(),
            "payloadType": payload_type,
            "signatures": [
                {
                    "keyid": PublicKey.of(key).key_id,
                    "sig": base64.b64encode(key.sign(covered)).decode(),
                }
                for key in private_keys
            ],
        }
    )


def open_envelope(content: bytes, payload_type: str) -> Envelope:
    """Read an envelope of one type. Verifies nothing.

    Raises:
        EnvelopeDamaged: Not an envelope, of another type, too large, or its payload
            is not canonical.
    """
    if len(content) > MOST_BYTES:
        raise EnvelopeDamaged
    try:
        outer = _Outer.model_validate(
            json.loads(content.decode("utf-8"), object_pairs_hook=without_doubles)
        )
        payload = _from_base64(outer.payload)
        signatures = tuple(
            (signature.keyid, _from_base64(signature.sig)) for signature in outer.signatures
        )
        _require_canonical(payload)
    except (ValueError, RecursionError):  # pydantic's and rfc8785's errors are ValueErrors
        raise EnvelopeDamaged from None
    if outer.payloadType != payload_type or len(dict(signatures)) != len(signatures):
        raise EnvelopeDamaged
    return Envelope(outer.payloadType, payload, signatures)


def _from_base64(text: str) -> bytes:
    """Decode base64 in its one canonical form (RFC 4648 §3.5).

    Raises:
        ValueError: It is in no form, or in another one.
    """
    raw = base64.b64decode(text, validate=True)
    if base64.b64encode(raw).decode() != text:
        msg = "not canonical"
        raise ValueError(msg)
    return raw


def _require_canonical(payload: bytes) -> None:
    """Check that bytes are RFC 8785 JSON.

    A float that is a whole number is written like an integer, and a large one cannot be
    read again as the integer that it then is.

    Raises:
        ValueError: They are not.
    """
    if rfc8785.dumps(json.loads(payload)) != payload:
        msg = "not canonical"
        raise ValueError(msg)


def without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a JSON object, for ``object_pairs_hook``.

    Raises:
        ValueError: A name stands twice: one reader would take the first, another the last.
    """
    document = dict(pairs)
    if len(document) != len(pairs):
        msg = "a name stands twice"
        raise ValueError(msg)
    return document
