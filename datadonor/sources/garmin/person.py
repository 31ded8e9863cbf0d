"""What in a Garmin export points at somebody: the profile, and the names of the files.

Nothing of it becomes a record. The leak scan needs it.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from datadonor.records.sample import IdentifierKind, KnownIdentifier
from datadonor.sources.errors import FileDamaged, FileTooLarge
from datadonor.sources.json_items import parse_json
from datadonor.sources.parcel import Entry

_MOST_BYTES: Final = 1 << 20
_MOST_FOUND: Final = 500
_MOST_DEPTH: Final = 8
_FEWEST_CHARACTERS: Final = 3

# An underscore ends it: after it comes what the file is about.
_EMAIL: Final = re.compile(r"[\w.+-]{1,64}@(?:[^\W_]|-){1,63}(?:\.(?!json)(?:[^\W_]|-){1,63})+")

_KEYS: Final = {
    "firstName": IdentifierKind.NAME,
    "lastName": IdentifierKind.NAME,
    "fullName": IdentifierKind.NAME,
    "displayName": IdentifierKind.NAME,
    "userName": IdentifierKind.ACCOUNT,
    "username": IdentifierKind.ACCOUNT,
    "emailAddress": IdentifierKind.EMAIL,
    "email": IdentifierKind.EMAIL,
    "phoneNumber": IdentifierKind.PHONE,
    "serialNumber": IdentifierKind.SERIAL,
    "birthDate": IdentifierKind.BIRTH_DATE,
}


def identifiers_in_name(entry: Entry) -> Iterator[KnownIdentifier]:
    """Yield the e-mail address with which Garmin begins the names of its files."""
    found = _EMAIL.match(entry.path.name)
    if found:
        yield KnownIdentifier(IdentifierKind.EMAIL, found[0], is_subject=True)


def identifiers_in_profile(entry: Entry) -> Iterator[KnownIdentifier]:
    """Yield names, addresses and numbers from a file of the export that holds no records.

    Whose they are is not said: lists of friends look like the person's own profile.

    Raises:
        FileRefused, DiskRefused: It is cut, or cannot be read.
    """
    try:
        value = parse_json(entry.read(_MOST_BYTES))
    except (FileDamaged, FileTooLarge):
        return
    met = 0
    for key, text in _texts(value, _MOST_DEPTH):
        kind = _KEYS.get(key)
        if kind is not None and len(text.strip()) >= _FEWEST_CHARACTERS and met < _MOST_FOUND:
            met += 1
            yield KnownIdentifier(kind, text.strip()[:200], is_subject=False)


def _texts(value: Any, depth: int) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - parsed JSON
    if depth and isinstance(value, dict):
        for key, each in value.items():
            if isinstance(each, str):
                yield key, each
            else:
                yield from _texts(each, depth - 1)
    elif depth and isinstance(value, list):
        for each in value:
            yield from _texts(each, depth - 1)
