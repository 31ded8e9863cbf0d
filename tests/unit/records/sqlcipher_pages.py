"""Decrypts every page of a vault's files, without SQLCipher, to look for bytes in them.

SQLCipher 4's page format (``docs/formats/database.md``): pages of 4 096 bytes, AES-256-CBC,
the last 80 bytes of each are the initial vector (16) and the HMAC (64); the first page
begins with the salt, which stands in the place of SQLite's header.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_PAGE: Final = 4096
_RESERVED: Final = 80
_SALT: Final = 16
_WAL_HEADER: Final = 32
_FRAME_HEADER: Final = 24


def plain_pages(folder: Path, data_key: bytes) -> Iterator[bytes]:
    """Yield the plain text of every page of the database and of its write-ahead log."""
    content = (folder / "vault.db").read_bytes()
    for begin in range(0, len(content), _PAGE):
        yield _plain(content[begin : begin + _PAGE], data_key, skip=0 if begin else _SALT)
    wal = folder / "vault.db-wal"
    frames = wal.read_bytes() if wal.exists() else b""
    step = _FRAME_HEADER + _PAGE
    for begin in range(_WAL_HEADER, len(frames) - step + 1, step):
        number = int.from_bytes(frames[begin : begin + 4], "big")
        page = frames[begin + _FRAME_HEADER : begin + step]
        yield _plain(page, data_key, skip=_SALT if number == 1 else 0)


def _plain(page: bytes, data_key: bytes, *, skip: int) -> bytes:
    end = _PAGE - _RESERVED
    vector = page[end : end + 16]
    decryptor = Cipher(algorithms.AES256(data_key[:32]), modes.CBC(vector)).decryptor()
    return decryptor.update(page[skip:end]) + decryptor.finalize()
