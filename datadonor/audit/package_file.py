"""The auditor's package as a file: a zip that can be written in one way only.

Nothing in it is compressed, every field has one value, the order of the files is given. So
whoever reads one needs no zip library and no unpacking, and whatever is written otherwise
(doubled names, paths that lead elsewhere, bombs, bytes behind the end) is refused by its
name before anything is read. The same files always make the same bytes.
"""

import io
import re
import struct
import zipfile
from collections.abc import Mapping
from typing import Final, NamedTuple
from zlib import crc32

from datadonor.errors import DatadonorError, ExitCode

MANIFEST: Final = "manifest.json"
MOST_BYTES: Final = 512 * 1024 * 1024
"""A million events and their documents; less than fills a computer's memory."""

MOST_FILES: Final = 60_000
"""Fewer than the 65 535 that a zip without extensions can count."""

_NAME: Final = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,4}")
_MOST_NAME: Final = 200
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s4B4H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_VERSION: Final = 20
_MADE_ON_UNIX: Final = 3
_FIRST_DAY: Final = 0x21  # 1 January 1980, the zero of a zip's calendar
_OWNER_ONLY: Final = 0o600 << 16
_NEEDED_VERSION: Final = 6  # where it stands in an entry of the directory


class PackageRefused(DatadonorError):
    """A file is no auditor's package as it can be written. Nothing in it was believed."""

    code = "PACKAGE_REFUSED"
    exit_code = ExitCode.TAMPERED


class PackageUnreadable(PackageRefused):
    """It is not a package, or only a part of one."""

    code = "PACKAGE_UNREADABLE"
    exit_code = ExitCode.BAD_FILE


class PackageTooNew(PackageRefused):
    """It is one of a later format."""

    code = "PACKAGE_TOO_NEW"
    exit_code = ExitCode.BAD_FILE


class PackageTooLarge(PackageRefused):
    """It is larger, or has more files, than a package may."""

    code = "PACKAGE_TOO_LARGE"


class PackageCompressed(PackageRefused):
    """A file in it is compressed: unpacked it could be of any size. Nothing was unpacked."""

    code = "PACKAGE_COMPRESSED"


class PackagePathUnsafe(PackageRefused):
    """A file in it has a name that could lead out of a folder."""

    code = "PACKAGE_PATH_UNSAFE"


class PackageDoubled(PackageRefused):
    """Two files in it have the same name, so two readers could see two packages."""

    code = "PACKAGE_DOUBLED"


class PackageTrailing(PackageRefused):
    """Bytes follow behind its end."""

    code = "PACKAGE_TRAILING"


class PackageNotCanonical(PackageRefused):
    """It is a zip, but not written in the one way that a package is."""

    code = "PACKAGE_NOT_CANONICAL"


class _Member(NamedTuple):
    name: bytes
    sum: int
    size: int
    at: int


def write_package(files: Mapping[str, bytes]) -> bytes:
    """Return the bytes of a package: the manifest first, then by name.

    Args:
        files: Name → content. The manifest is among them.

    Raises:
        PackageTooLarge: There is more than a package can hold.
    """
    if len(files) > MOST_FILES or sum(map(len, files.values())) > MOST_BYTES // 2:
        raise PackageTooLarge
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED, allowZip64=False) as package:
        for name in sorted(files, key=in_order):
            about = zipfile.ZipInfo(name)  # its date is the first of 1980
            about.create_system = _MADE_ON_UNIX
            about.external_attr = _OWNER_ONLY
            package.writestr(about, files[name])
    return made.getvalue()


def read_package(content: bytes) -> dict[str, bytes]:
    """Return the files of a package by name, in their order.

    Raises:
        PackageRefused: It is none, as its kinds say: the first thing that is off.
    """
    if len(content) > MOST_BYTES:
        raise PackageTooLarge
    files: dict[str, bytes] = {}
    members: list[_Member] = []
    at = 0
    while content[at : at + 4] == b"PK\3\4":
        member, at = _member(content, at)
        name = _safe_name(member.name)
        if name in files:
            raise PackageDoubled
        if len(files) == MOST_FILES:
            raise PackageTooLarge
        files[name] = content[at - member.size : at]
        members.append(member)
    if not files or len(content) < at + _END.size:
        raise PackageUnreadable
    _require_end(content, at, members)
    sums = [crc32(each) for each in files.values()]
    if sums != [each.sum for each in members] or list(files) != sorted(files, key=in_order):
        raise PackageNotCanonical
    if MANIFEST not in files:
        raise PackageUnreadable
    return files


def in_order(name: str) -> tuple[bool, str]:
    """Return what files of a package are sorted by."""
    return name != MANIFEST, name


# -- within ---------------------------------------------------------------------------


def _member(content: bytes, at: int) -> tuple[_Member, int]:
    """Read one file's header; return it with where its content ends."""
    if len(content) < at + _LOCAL.size:
        raise PackageUnreadable
    head = _LOCAL.unpack_from(content, at)
    method, checksum, packed, size, name_length = head[3], *head[6:10]
    if method != zipfile.ZIP_STORED or packed != size:
        raise PackageCompressed
    begin = at + _LOCAL.size + name_length
    if begin + size > len(content):
        raise PackageUnreadable
    member = _Member(content[at + _LOCAL.size : begin], checksum, size, at)
    if head != _local(member):
        raise PackageNotCanonical
    return member, begin + size


def _safe_name(raw: bytes) -> str:
    name = raw.decode("ascii", "replace")
    if len(name) > _MOST_NAME or not _NAME.fullmatch(name):
        raise PackagePathUnsafe
    return name


def _local(member: _Member) -> tuple[bytes | int, ...]:
    return (
        b"PK\3\4", _VERSION, 0, 0, 0, _FIRST_DAY,
        member.sum, member.size, member.size, len(member.name), 0,
    )  # fmt: skip


def _require_end(content: bytes, at: int, members: list[_Member]) -> None:
    """Check that the directory is the one of these members, and that it is the end."""
    directory = b"".join(
        _CENTRAL.pack(
            b"PK\1\2", _VERSION, _MADE_ON_UNIX, _VERSION, 0, 0, 0, 0, _FIRST_DAY,
            each.sum, each.size, each.size, len(each.name), 0, 0, 0, 0, _OWNER_ONLY, each.at,
        )
        + each.name
        for each in members
    )  # fmt: skip
    number = len(members)
    end = _END.pack(b"PK\5\6", 0, 0, number, number, len(directory), at, 0)
    over = at + len(directory) + len(end)
    if content[at:over] != directory + end:
        is_off = _leads_elsewhere(content[at:], members, len(directory), at)
        raise PackageUnreadable if is_off else PackageNotCanonical
    if len(content) > over:
        raise PackageTrailing


def _leads_elsewhere(tail: bytes, members: list[_Member], length: int, at: int) -> bool:
    """Say whether a directory does not lead a reader of zips to these files, or asks for more.

    Args:
        tail: What stands behind the files: the directory and the end.
        members: The files in front of it.
        length: Of the directory that they have.
        at: Where it begins.
    """
    if b"PK\5\6" not in tail:
        return True
    place = 0
    for each in members:
        entry = tail[place : place + _CENTRAL.size]
        if entry[:4] != b"PK\1\2" or len(entry) < _CENTRAL.size:
            return False  # written otherwise from here on: only that can be said
        if (entry[_NEEDED_VERSION], entry[-4:]) != (_VERSION, each.at.to_bytes(4, "little")):
            return True
        place += _CENTRAL.size + len(each.name)
    end = tail[place : place + _END.size]
    return len(end) == _END.size and _END.unpack(end)[5:7] != (length, at)
