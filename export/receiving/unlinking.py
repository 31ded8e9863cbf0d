"""Cutting records off from their donor, where the project promised that instead of erasing.

What is left: the lines and rows, under ids that nobody can work out any more, in a folder
with a name made by chance. What is deleted: the pseudonym, the donor's key and signature,
the consent, who the donor is, the lists of digests, and the times of the files.

This does not make nobody's data of them. The records of one bundle still lie together and
keep their dates and values; who knows some of a person's values can find the rest.
"""

import hmac
import os
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes
from typing import Final

from datadonor import paths
from export.bundle.layout import DICTIONARY
from export.pseudonym import ID_LENGTH, ID_SIGNS

_ID: Final = re.compile(rb"(?<![a-z])[%b]{%d}(?![a-z])" % (ID_SIGNS.encode(), ID_LENGTH))
_PERSON: Final = ("data/fhir/Patient-", "data/tables/person-")
_KEPT: Final = ("data/fhir/", "data/tables/")


def unlink_records(folder: Path, made: Path, pseudonym: str, stranger: str) -> None:
    """Write a copy of a bundle's records that no longer says whose they are.

    Args:
        folder: A bundle of the store. It is not changed.
        made: Where the copy is written; must not be there.
        pseudonym: Of the donor.
        stranger: What stands in its place: 20 signs, made by chance.

    Raises:
        DiskFull, DiskRefused: As their names say; a part of the copy may be left.
    """
    renamed = _renamer(pseudonym, stranger)
    paths.private_folder(made)
    with paths.disk_errors():
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        for file in files:
            name = file.relative_to(folder).as_posix()
            is_record = name.startswith(_KEPT) and not name.startswith(_PERSON)
            if not is_record and name != DICTIONARY:
                continue
            copy = made / name
            paths.private_folder(copy.parent)
            paths.write_durably(copy, renamed(file.read_bytes()))  # one part: at most 8 MiB
        for each in (*made.rglob("*"), made):
            if each.is_dir():
                paths.sync_folder(each)
            os.utime(each, (0, 0))


def _renamer(pseudonym: str, stranger: str) -> Callable[[bytes], bytes]:
    """Return what puts other ids in place of a donor's, the same everywhere.

    The key is made by chance and forgotten, so that not even the donor could say which
    record was which.
    """
    key = token_bytes(32)
    size = len(ID_SIGNS)

    def other(found: re.Match[bytes]) -> bytes:
        rest = int.from_bytes(hmac.digest(key, found[0], sha256), "big")
        signs = []
        for _ in range(ID_LENGTH):
            rest, sign = divmod(rest, size)
            signs.append(ID_SIGNS[sign])
        return "".join(signs).encode()

    def renamed(content: bytes) -> bytes:
        return _ID.sub(other, content).replace(pseudonym.encode(), stranger.encode())

    return renamed
