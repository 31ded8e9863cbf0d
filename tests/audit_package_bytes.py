"""Auditor's packages altered with a hex editor: what the zip's own bytes can lie about."""

import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Final

from datadonor.audit.package_file import read_package, write_package
from tests.audit_altered_packages import named


def _zip(files: dict[str, bytes], method: int = zipfile.ZIP_STORED, *more: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", method) as package:
        for name in (*files, *more):
            package.writestr(name, files.get(name, b""))
    return made.getvalue()


def doubled(content: bytes) -> bytes:
    """Put a second file under a name that is there, as an unpacker would not notice."""
    files = read_package(content)
    name = named(files, "texts/")
    twin = "texts/" + "0" * 64 + ".txt"
    package = write_package({**files, twin: b"Something else."})
    return package.replace(twin.encode(), name.encode())


def path_trick(content: bytes) -> bytes:
    """Give a file a name that leads out of a folder."""
    files = read_package(content)
    name = named(files, "texts/")
    trick = "../../" + name[6:]
    return write_package(files).replace(name.encode(), trick.encode())


def bomb(content: bytes) -> bytes:
    """Add a file that is small here and enormous unpacked."""
    files = read_package(content)
    return _zip({**files, "texts/bomb.txt": bytes(10_000_000)}, zipfile.ZIP_DEFLATED)


def other_zip(content: bytes) -> bytes:
    """Pack the same files in another way."""
    files = read_package(content)
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, each in files.items():
            package.writestr(zipfile.ZipInfo(name, (2026, 9, 1, 0, 0, 0)), each)
    return made.getvalue()


def wrong_sum(content: bytes) -> bytes:
    """Change a byte of a file without its checksum."""
    return content.replace(b'"format":"datadonor.audit/1"', b'"format":"datadonor.audit/2"', 1)


def _in_directory(at: int, put: bytes) -> Callable[[bytes], bytes]:
    """Return what writes bytes into the first entry of the directory."""

    def trick(content: bytes) -> bytes:
        place = content.index(b"PK\1\2") + at
        return content[:place] + put + content[place + len(put) :]

    return trick


def elsewhere(content: bytes) -> bytes:
    """Let the end say that the directory begins where it does not."""
    return content[:-6] + struct.pack("<L", 2**31 - 1) + content[-2:]


TRICKS: Final[dict[str, tuple[str, Callable[[bytes], bytes]]]] = {
    "trailing bytes": ("PACKAGE_TRAILING", lambda content: content + b"more"),
    "bytes in front": ("PACKAGE_UNREADABLE", lambda content: b"MZ" + content),
    "doubled name": ("PACKAGE_DOUBLED", doubled),
    "path trick": ("PACKAGE_PATH_UNSAFE", path_trick),
    "bomb": ("PACKAGE_COMPRESSED", bomb),
    "packed otherwise": ("PACKAGE_NOT_CANONICAL", other_zip),
    "zip of a version to come": ("PACKAGE_UNREADABLE", _in_directory(6, b"\x63")),
    "directory elsewhere": ("PACKAGE_UNREADABLE", elsewhere),
    "file elsewhere": ("PACKAGE_UNREADABLE", _in_directory(42, b"\xff\xff\xff\x7f")),
    "encrypted": ("PACKAGE_NOT_CANONICAL", _in_directory(8, b"\1")),
    "wrong checksum": ("PACKAGE_NOT_CANONICAL", wrong_sum),
    "cut": ("PACKAGE_UNREADABLE", lambda content: content[: len(content) // 2]),
    "no zip": ("PACKAGE_UNREADABLE", lambda _: b"hello"),
    "empty": ("PACKAGE_UNREADABLE", lambda _: b""),
    "end alone": ("PACKAGE_UNREADABLE", lambda _: struct.pack("<4s4H2LH", b"PK\5\6", *[0] * 7)),
}
