"""Crypt4GH 1.0: the seal that genome archives use, where a recipient asks for it.

Its segments stand each for itself. Whoever can change the file can leave out, move or
repeat them, and no reader notices from the file alone: an ``OpenedSeal`` of this format
therefore has ``is_end_authenticated`` false, and a signed manifest is what decides.

Source: GA4GH File Encryption Standard (Crypt4GH) 1.0. The length of a file is
16 + 108 × readers + n + 28 × ceil(n / 65536). There is no empty segment.
"""

import base64
import secrets
from collections.abc import Generator, Iterator
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from datadonor.registry.targets import SealKeys
from export.seal.crypt4gh_header import (
    FIXED_BYTES,
    KEY_BYTES,
    NONCE_BYTES,
    PACKET_BYTES,
    TAG_BYTES,
    read_header,
    write_header,
)
from export.seal.errors import SealAltered, SealCut, SealKeyUnfit
from export.seal.port import OpenedSeal, PrivateSealKey, Sealed, require_keys
from export.seal.streams import Tally, read_up_to, reader_of

SEGMENT_BYTES: Final = 65_536
"""Of plaintext, in every segment but the last."""

_OVERHEAD_BYTES: Final = NONCE_BYTES + TAG_BYTES


class Crypt4ghSeal:
    """Seals and opens Crypt4GH. See ``export.seal.port.Seal``."""

    def seal_stream(self, chunks: Iterator[bytes], keys: SealKeys, out: BinaryIO) -> Sealed:
        """Seal a stream. See ``Seal.seal_stream``."""
        require_keys(keys, "crypt4gh")
        data_key = secrets.token_bytes(KEY_BYTES)
        tally = Tally(out)
        tally.write(write_header(data_key, [_public_key(text) for text in keys.keys]))
        cipher = ChaCha20Poly1305(data_key)
        content = reader_of(chunks)
        plain_bytes = 0
        while plain := content.read(SEGMENT_BYTES):
            nonce = secrets.token_bytes(NONCE_BYTES)
            tally.write(nonce + cipher.encrypt(nonce, plain, None))
            plain_bytes += len(plain)
        tally.flush()
        return tally.sealed(plain_bytes)

    def open_stream(self, source: BinaryIO, key: PrivateSealKey) -> OpenedSeal:
        """Open a sealed file. See ``Seal.open_stream``."""
        if key.format != "crypt4gh" or len(key.secret) != KEY_BYTES:
            raise SealKeyUnfit
        private_key = X25519PrivateKey.from_private_bytes(key.secret)
        return OpenedSeal(_segments(source, private_key), is_end_authenticated=False)


def sealed_size(plain_bytes: int, readers: int) -> int:
    """Return the length in bytes of a sealed file, before it is made."""
    segments = -(-plain_bytes // SEGMENT_BYTES)
    return FIXED_BYTES + PACKET_BYTES * readers + plain_bytes + _OVERHEAD_BYTES * segments


def _segments(source: BinaryIO, private_key: X25519PrivateKey) -> Generator[bytes, None, None]:
    """Yield the plaintext of every segment."""
    cipher = ChaCha20Poly1305(read_header(source, private_key))
    while segment := read_up_to(source, SEGMENT_BYTES + _OVERHEAD_BYTES):
        if len(segment) <= _OVERHEAD_BYTES:
            raise SealCut
        try:
            plain = cipher.decrypt(segment[:NONCE_BYTES], segment[NONCE_BYTES:], None)
        except InvalidTag:
            raise SealAltered from None
        yield plain


def _public_key(text: str) -> bytes:
    """Return the raw key of a public key file that has been looked at."""
    return base64.b64decode(text.strip().split("\n")[1])
