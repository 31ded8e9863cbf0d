"""Zips: opened, and refused before anything is unpacked if they are built to do harm.

Only what ISO/IEC 21320-1 allows is read: members that are stored or deflated. Refused
are names that lead out or occur twice, members that are encrypted, overlap or are
links, and more bytes than any honest file unpacks to. The listing at the end (APPNOTE
4.3.12) is believed only where it agrees with itself and with the file's length.
"""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import SEEK_END
from itertools import pairwise
from typing import BinaryIO, Final

from datadonor.errors import DiskRefused
from datadonor.sources.errors import (
    FileCut,
    FileDamaged,
    FileHostile,
    FileLocked,
    FileTooLarge,
    VersionUnknown,
)
from datadonor.sources.limits import Limits

ZIP_MAGIC: Final = b"PK\x03\x04"
"""How a zip with anything in it begins."""

_EMPTY_ZIP: Final = b"PK\x05\x06"
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

_ENCRYPTED: Final = 0x1 | 0x40
"""Bits 0 and 6 of a member's flags (APPNOTE 4.4.4)."""

_LOCAL_HEADER_BYTES: Final = 30
_HEADER: Final = struct.Struct("<4s24x3H12x")  # central header: lengths of name, extra, comment
_HEADER_MAGIC: Final = b"PK\x01\x02"
_END: Final = struct.Struct("<4s8xLLH")  # end record: size and place of the listing
_LONG_END: Final = struct.Struct("<4s36xQQ")  # the same in Zip64
_LONG_END_MAGIC: Final = b"PK\x06\x06"
_LOCATOR_MAGIC: Final = b"PK\x06\x07"
_LOCATOR_BYTES: Final = 20
_MOST_COMMENT: Final = 65_535


def is_zip(head: bytes) -> bool:
    """Whether bytes begin like a zip."""
    return head.startswith((ZIP_MAGIC, _EMPTY_ZIP))


def open_zip(stream: BinaryIO, limits: Limits) -> zipfile.ZipFile:
    """Open a zip whose listing can be held in memory.

    Raises:
        FileCut: It has no end.
        FileDamaged: Its parts do not fit together.
        FileTooLarge: It lists more than any honest file has.
        DiskRefused: The disk does not give it.
    """
    with reading_errors():
        _verify_listing_size(stream, limits)
        try:
            return zipfile.ZipFile(stream)
        except (ValueError, OverflowError, struct.error):
            raise FileDamaged from None


def members_of(archive: zipfile.ZipFile, limits: Limits) -> list[zipfile.ZipInfo]:
    """Return the members of a zip, folders left out, in the order of its listing.

    Raises:
        FileHostile, FileLocked, FileTooLarge, FileDamaged, VersionUnknown: It is refused.
    """
    listing = archive.infolist()
    seen: set[str] = set()
    for member in listing:
        name = _verified_name(member)
        if name in seen or _is_special(member):
            raise FileHostile
        seen.add(name)
        if member.flag_bits & _ENCRYPTED:
            raise FileLocked
        if member.compress_type not in _METHODS:
            raise VersionUnknown
    _verify_sizes(listing, limits)
    _verify_places(listing, archive.start_dir)
    return [member for member in listing if not member.is_dir()]


@contextmanager
def reading_errors() -> Iterator[None]:
    """Turn what the disk and the library raise into our own words."""
    try:
        yield
    except NotImplementedError:
        raise VersionUnknown from None
    except (zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, UnicodeDecodeError):
        raise FileDamaged from None
    except EOFError:
        raise FileCut from None
    except (OSError, ValueError):
        raise DiskRefused from None


def _verify_listing_size(stream: BinaryIO, limits: Limits) -> None:
    """Bound what the library will hold in memory: it believes neither count nor size."""
    size = stream.seek(0, SEEK_END)
    tail_at = max(size - _END.size - _MOST_COMMENT, 0)
    stream.seek(tail_at)
    tail = stream.read()
    found = tail.rfind(_EMPTY_ZIP)
    if found < 0:
        raise FileCut
    if len(tail) - found < _END.size:
        raise FileDamaged
    end = tail_at + found
    _, listing_bytes, _, _ = _END.unpack_from(tail, found)
    long_end = end - _LOCATOR_BYTES - _LONG_END.size
    if long_end >= 0:
        stream.seek(long_end)
        record = stream.read(_LONG_END.size + len(_LOCATOR_MAGIC))
        if record.startswith(_LONG_END_MAGIC) and record.endswith(_LOCATOR_MAGIC):
            end = long_end
            _, listing_bytes, _ = _LONG_END.unpack_from(record)
    if listing_bytes > end:
        raise FileDamaged
    if listing_bytes > limits.listing_bytes:
        raise FileTooLarge
    stream.seek(end - listing_bytes)
    if _count_headers(stream.read(listing_bytes)) > limits.entries:
        raise FileTooLarge


def _count_headers(listing: bytes) -> int:
    count = place = 0
    while place + _HEADER.size <= len(listing):
        magic, *lengths = _HEADER.unpack_from(listing, place)
        if magic != _HEADER_MAGIC:
            raise FileDamaged
        place += _HEADER.size + sum(lengths)
        count += 1
    return count


def _verified_name(member: zipfile.ZipInfo) -> str:
    """Return a member's name, written one way.

    Raises:
        FileHostile: It leads out of the parcel, is empty, or ends earlier than it seems.
    """
    # The library has cut ``filename`` at the first NUL.
    parts = member.orig_filename.replace("\\", "/").split("/")
    if ".." in parts or (parts[0] == "" and len(parts) > 1) or ":" in parts[0]:
        raise FileHostile
    if not member.orig_filename or "\0" in member.orig_filename:
        raise FileHostile
    return "/".join(part for part in parts if part not in {"", "."})


def _is_special(member: zipfile.ZipInfo) -> bool:
    """Whether it is a link, a pipe or a device. Zips from Windows say nothing of it."""
    kind = stat.S_IFMT(member.external_attr >> 16)
    return kind not in {0, stat.S_IFREG, stat.S_IFDIR}


def _verify_places(listing: Iterable[zipfile.ZipInfo], end: int) -> None:
    """Make sure that no two members share bytes: how a small zip lists petabytes."""
    spans = sorted((each.header_offset, _least_end(each)) for each in listing)
    if not spans:
        return
    if spans[0][0] < 0 or spans[-1][1] > end:
        raise FileDamaged
    if any(each.compress_size != each.file_size for each in listing if _is_stored(each)):
        raise FileDamaged
    if any(ahead > start for (_, ahead), (start, _) in pairwise(spans)):
        raise FileHostile


def _is_stored(member: zipfile.ZipInfo) -> bool:
    return member.compress_type == zipfile.ZIP_STORED


def _least_end(member: zipfile.ZipInfo) -> int:
    return member.header_offset + _LOCAL_HEADER_BYTES + member.compress_size


def _verify_sizes(listing: Iterable[zipfile.ZipInfo], limits: Limits) -> None:
    total = packed = 0
    for member in listing:
        total += member.file_size
        packed += member.compress_size
        _verify_ratio(member.file_size, member.compress_size, limits)
    _verify_ratio(total, packed, limits)


def _verify_ratio(unpacked: int, packed: int, limits: Limits) -> None:
    is_absurd = unpacked > limits.ratio_from_bytes and unpacked > limits.ratio * max(packed, 1)
    if is_absurd or unpacked > limits.unpacked_bytes:
        raise FileTooLarge
