"""The frame of a FIT file: headers, lengths and checksums, checked before a byte is decoded.

A FIT file may be several, one after the other ("chained"). All of them must be whole:
a watch whose battery died leaves a file that ends too early, and a copy may have a
flipped bit. Must not know what a file says.

Source: FIT protocol 2.0 (Garmin), "File Structure" and "CRC".
"""

import struct
from typing import Final

from datadonor.sources.errors import FileCut, FileDamaged, VersionUnknown

MAGIC: Final = b".FIT"
_MAGIC_AT: Final = 8
_SHORT_HEADER: Final = 12
_LONG_HEADER: Final = 14
_CRC_BYTES: Final = 2
_NEWEST_PROTOCOL: Final = 2

MOST_BYTES: Final = 32 << 20
"""Longer than a day at a record a second with every sensor. Source: our choice."""

_HEADER: Final = struct.Struct("<BBHI4s")
_POLYNOMIAL: Final = 0xA001  # CRC-16 of the protocol, reflected


def is_fit(head: bytes) -> bool:
    """Whether the first bytes are those of a FIT file."""
    return head[_MAGIC_AT : _MAGIC_AT + len(MAGIC)] == MAGIC and head[0] >= _SHORT_HEADER


def whole_parts(data: bytes) -> list[bytes]:
    """Take chained files apart.

    Returns:
        The files in their order, each with its header and checksum; at least one.

    Raises:
        FileCut: It ends before a file is whole, or was never finished.
        FileDamaged: A checksum does not fit, or something else than a file follows.
        VersionUnknown: A later protocol than 2.
    """
    parts: list[bytes] = []
    at = 0
    while at < len(data):
        part = data[at : at + _length(data, at)]
        if _checksum(part):
            raise FileDamaged
        parts.append(part)
        at += len(part)
    if not parts:
        raise FileCut
    return parts


def _length(data: bytes, at: int) -> int:
    if len(data) - at < _SHORT_HEADER:
        raise FileCut
    header_bytes, protocol, _, body_bytes, magic = _HEADER.unpack_from(data, at)
    if magic != MAGIC or header_bytes < _SHORT_HEADER:
        raise FileDamaged
    if protocol >> 4 > _NEWEST_PROTOCOL:
        raise VersionUnknown
    if header_bytes >= _LONG_HEADER:
        _verify_header(data[at : at + _LONG_HEADER])
    length: int = header_bytes + body_bytes + _CRC_BYTES
    # A body of no bytes is what a device leaves that never came to finish the file.
    if not body_bytes or len(data) - at < length:
        raise FileCut
    return length


def _verify_header(header: bytes) -> None:
    stands = int.from_bytes(header[_SHORT_HEADER:_LONG_HEADER], "little")
    # Nought means that the header has no checksum of its own.
    if stands and _checksum(header[:_SHORT_HEADER]) != stands:
        raise FileDamaged


def _table() -> tuple[int, ...]:
    table = []
    for value in range(256):
        crc = value
        for _ in range(8):
            crc = (crc >> 1) ^ (_POLYNOMIAL if crc & 1 else 0)
        table.append(crc)
    return tuple(table)


_TABLE: Final = _table()


def _checksum(data: bytes) -> int:
    """Return the CRC of bytes. Over a file and its own checksum it is nought."""
    crc = 0
    table = _TABLE
    for byte in data:
        crc = (crc >> 8) ^ table[(crc ^ byte) & 0xFF]
    return crc
