"""Zips written byte by byte, so that they can say what no honest program would write.

Layout: PKWARE's APPNOTE.TXT 4.3 (local header, data, data descriptor, central header,
Zip64 end record and locator, end record).
"""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

_LOCAL: Final = "<4s5H3L2H"
_CENTRAL: Final = "<4s6H3L5H2L"
_DESCRIPTOR: Final = "<4s3L"
_END: Final = "<4s4H2LH"
_LONG_END: Final = "<4sQ2H2L4Q"
_LOCATOR: Final = "<4sLQL"

STORED, DEFLATED = 0, 8
UNIX: Final = 3
ENCRYPTED, DESCRIPTOR, UTF8 = 0x1, 0x8, 0x800
TOO_LONG: Final = 0xFFFF_FFFF


@dataclass(frozen=True)
class Member:
    """What one member says of itself; whatever is not said is true."""

    name: bytes
    content: bytes = b""
    method: int = STORED
    flags: int = 0
    mode: int = 0o100644
    local_name: bytes | None = None
    crc: int | None = None
    size: int | None = None
    packed_size: int | None = None
    place: int | None = None
    is_long: bool = False  # sizes and place stand in a Zip64 extra field

    @property
    def packed(self) -> bytes:
        """The data as they lie in the file."""
        if self.method != DEFLATED:
            return self.content
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        return packer.compress(self.content) + packer.flush()


def build(members: Sequence[Member], *, is_long: bool = False, entries: int | None = None) -> bytes:
    """Return a zip of these members.

    Args:
        members: In the order of the listing, which is also that of the file.
        is_long: End with a Zip64 record, as files beyond 4 GB do.
        entries: How many the end says there are.
    """
    packed = [_local(member) for member in members]
    places = list(accumulate(map(len, packed), initial=0))[:-1]
    body = b"".join(packed)
    listing = b"".join(
        _central(member, place) for member, place in zip(members, places, strict=True)
    )
    return body + listing + _ending(len(listing), len(body), entries or len(members), is_long)


def _local(member: Member) -> bytes:
    packed = member.packed
    crc = zlib.crc32(member.content) if member.crc is None else member.crc
    sizes = (crc, len(packed), len(member.content))
    name = member.name if member.local_name is None else member.local_name
    has_descriptor = bool(member.flags & DESCRIPTOR)
    header = struct.pack(
        _LOCAL, b"PK\x03\x04", 45, member.flags, member.method, 0, 0x21,
        *((0, 0, 0) if has_descriptor else sizes), len(name), 0,
    )  # fmt: skip
    tail = struct.pack(_DESCRIPTOR, b"PK\x07\x08", *sizes) if has_descriptor else b""
    return header + name + packed + tail


def _central(member: Member, place: int) -> bytes:
    crc = zlib.crc32(member.content) if member.crc is None else member.crc
    size = len(member.content) if member.size is None else member.size
    packed = len(member.packed) if member.packed_size is None else member.packed_size
    place = place if member.place is None else member.place
    extra = b""
    if member.is_long:
        extra = struct.pack("<2H3Q", 1, 24, size, packed, place)
        size = packed = place = TOO_LONG
    return (
        struct.pack(
            _CENTRAL, b"PK\x01\x02", UNIX << 8 | 45, 45, member.flags, member.method, 0, 0x21,
            crc, packed, size, len(member.name), len(extra), 0, 0, 0, member.mode << 16, place,
        )
        + member.name
        + extra
    )  # fmt: skip


def _ending(listing_bytes: int, place: int, entries: int, is_long: bool) -> bytes:
    if not is_long:
        few = min(entries, 0xFFFF)
        return struct.pack(_END, b"PK\x05\x06", 0, 0, few, few, listing_bytes, place, 0)
    return (
        struct.pack(
            _LONG_END, b"PK\x06\x06", 44, 45, 45, 0, 0, entries, entries, listing_bytes, place
        )
        + struct.pack(_LOCATOR, b"PK\x06\x07", 0, place + listing_bytes, 1)
        + struct.pack(_END, b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, TOO_LONG, TOO_LONG, 0)
    )


def overlapping(count: int, content: bytes) -> bytes:
    """Return a zip whose members all read the same bytes: small to send, huge to unpack."""
    first = Member(b"0", content, DEFLATED)
    body = _local(first)
    others = [Member(b"%d" % n, content, DEFLATED, place=0) for n in range(count)]
    listing = b"".join(_central(member, 0) for member in others)
    return body + listing + _ending(len(listing), len(body), count, is_long=False)


def interleaved(content: bytes) -> bytes:
    """Return a zip whose first member takes in the whole of the second, header and all."""
    inner = _local(Member(b"b", content))
    outer = Member(b"a", inner)
    start = struct.calcsize(_LOCAL) + len(b"a")
    body = _local(outer)
    listing = _central(outer, 0) + _central(Member(b"b", content, place=start), start)
    return body + listing + _ending(len(listing), len(body), 2, is_long=False)


def nested(depth: int, name: bytes, content: bytes) -> bytes:
    """Return a file wrapped in so many zips."""
    for _ in range(depth):
        content = build([Member(name, content)])
        name = b"inner.zip"
    return content


def quine() -> bytes:
    """Return a zip that holds a zip of its own length and name, as a zip quine seems to.

    A true quine repeats itself for ever; looking into it ends at the same depth as
    looking into any zip of zips.
    """
    return nested(40, b"r.zip", b"PK\x03\x04")
