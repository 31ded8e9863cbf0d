"""The header of a Crypt4GH file: one packet per reader, each holding the data key.

Source: GA4GH File Encryption Standard (Crypt4GH) 1.0, sections 2.2 and 3.2. Integers are
little-endian. What only hostile files need is refused: more packets or bytes than any file
of ours has, edit lists, several data keys for one reader. Must not know: segments.
"""

import secrets
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from export.seal.errors import (
    SealCut,
    SealDamaged,
    SealKeyWeak,
    SealNotAllowed,
    SealTooNew,
    SealUnknown,
    SealWrongKey,
)
from export.seal.streams import read_up_to

MAGIC: Final = b"crypt4gh"
VERSION: Final = 1

FIXED_BYTES: Final = 16
"""Of a header without packets."""

PACKET_BYTES: Final = 108
"""Of a packet that holds a data key."""

MOST_PACKETS: Final = 64
"""Our choice. A recipient has at most 8 keys."""

MOST_PACKET_BYTES: Final = 64 * 1024
"""Our choice: room for others' edit lists, which are not for us to open but to pass over."""

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16

_INTEGER_BYTES: Final = 4
_X25519_CHACHA20: Final = 0
_DATA_KEY: Final = 0
_EDIT_LIST: Final = 1
_CHACHA20: Final = 0


def write_header(data_key: bytes, readers: Sequence[bytes]) -> bytes:
    """Return the header that lets some readers, and no one else, have a data key.

    The writer's key is made here and forgotten here: one that lasted would link the
    files of one donor, and would prove nothing to anyone but a reader who could as well
    have forged it.

    Args:
        data_key: 32 bytes, of this file alone.
        readers: Their public keys, 32 bytes each.

    Raises:
        SealKeyWeak: A reader's key is of low order.
    """
    writer = X25519PrivateKey.generate()
    writer_public = writer.public_key().public_bytes_raw()
    body = _integer(_DATA_KEY) + _integer(_CHACHA20) + data_key
    packets = []
    for reader in readers:
        key = _shared_key(_exchange(writer, reader), reader, writer_public)
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = ChaCha20Poly1305(key).encrypt(nonce, body, None)
        packet = _integer(_X25519_CHACHA20) + writer_public + nonce + sealed
        packets.append(_integer(_INTEGER_BYTES + len(packet)) + packet)
    return MAGIC + _integer(VERSION) + _integer(len(packets)) + b"".join(packets)


def read_header(source: BinaryIO, private_key: X25519PrivateKey) -> bytes:
    """Read a header to its end and return the data key that it holds for one reader.

    A packet that does not open is for someone else; one that was altered cannot be told
    from that.

    Raises:
        SealUnknown, SealTooNew, SealDamaged, SealCut: As their names say.
        SealKeyWeak: A packet's public key is of low order.
        SealNotAllowed: What is for this reader is not one data key and no more.
        SealWrongKey: Nothing is for this reader.
    """
    opened = [
        body
        for packet in _packets(source)
        if (body := _open_packet(packet, private_key)) is not None
    ]
    if not opened:
        raise SealWrongKey
    if len(opened) > 1 or _kind(opened[0]) == _EDIT_LIST:
        raise SealNotAllowed
    (body,) = opened
    known = _integer(_DATA_KEY) + _integer(_CHACHA20)
    if not body.startswith(known) or len(body) != len(known) + KEY_BYTES:
        raise SealDamaged
    return body.removeprefix(known)


def _packets(source: BinaryIO) -> Iterator[bytes]:
    """Yield every packet, without its length."""
    magic = read_up_to(source, len(MAGIC))
    if magic != MAGIC:
        raise SealCut if magic and MAGIC.startswith(magic) else SealUnknown
    if _read_integer(source) != VERSION:
        raise SealTooNew
    count = _read_integer(source)
    if not 1 <= count <= MOST_PACKETS:
        raise SealDamaged
    for _ in range(count):
        size = _read_integer(source)
        if not 2 * _INTEGER_BYTES <= size <= MOST_PACKET_BYTES:
            raise SealDamaged
        packet = read_up_to(source, size - _INTEGER_BYTES)
        if len(packet) < size - _INTEGER_BYTES:
            raise SealCut
        yield packet


def _open_packet(packet: bytes, private_key: X25519PrivateKey) -> bytes | None:
    """Return what a packet holds, or nothing if it is not for this reader."""
    if _kind(packet) != _X25519_CHACHA20:  # the standard has readers pass over what is new
        return None
    writer_public = packet[_INTEGER_BYTES:][:KEY_BYTES]
    nonce = packet[_INTEGER_BYTES + KEY_BYTES :][:NONCE_BYTES]
    sealed = packet[_INTEGER_BYTES + KEY_BYTES + NONCE_BYTES :]
    if len(sealed) < TAG_BYTES + _INTEGER_BYTES:
        raise SealDamaged
    reader_public = private_key.public_key().public_bytes_raw()
    key = _shared_key(_exchange(private_key, writer_public), reader_public, writer_public)
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, sealed, None)
    except InvalidTag:
        return None


def _exchange(private_key: X25519PrivateKey, public_key: bytes) -> bytes:
    """Return the shared secret, never all zeros (RFC 7748 §6.1)."""
    try:
        return private_key.exchange(X25519PublicKey.from_public_bytes(public_key))
    except ValueError:
        raise SealKeyWeak from None


def _shared_key(shared_secret: bytes, reader_public: bytes, writer_public: bytes) -> bytes:
    """Return the first half of a 512-bit BLAKE2b; a 256-bit one is another function."""
    return blake2b(shared_secret + reader_public + writer_public).digest()[:KEY_BYTES]


def _kind(content: bytes) -> int:
    return int.from_bytes(content[:_INTEGER_BYTES], "little")


def _integer(number: int) -> bytes:
    return number.to_bytes(_INTEGER_BYTES, "little")


def _read_integer(source: BinaryIO) -> int:
    content = read_up_to(source, _INTEGER_BYTES)
    if len(content) < _INTEGER_BYTES:
        raise SealCut
    return int.from_bytes(content, "little")
