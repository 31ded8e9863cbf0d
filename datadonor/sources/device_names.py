"""What a file calls a device, without what would tell which one it is.

The name of an app or a device becomes the name of a source; a serial number, an address
or an e-mail in it points at a person, and is handed to the leak scan instead.
"""

import re
from typing import Final, NamedTuple

from datadonor.records.sample import IdentifierKind, KnownIdentifier

_MOST_CHARACTERS: Final = 200
_EMAIL: Final = re.compile(r"[^\s@/]+@[^\s@/]+")
_UUID: Final = re.compile(r"(?i)\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
_WORD: Final = re.compile(r"[0-9A-Za-z:]{6,}")
_FEWEST_DIGITS: Final = 4
"""``DexcomG6`` and ``670G`` are models, ``8N1234`` is one device (our choice)."""


class DeviceName(NamedTuple):
    """A name to keep, and what in it points at one device or person."""

    name: str
    identifiers: tuple[KnownIdentifier, ...]


def device_name(text: str, otherwise: str) -> DeviceName:
    """Take apart what a file calls a device.

    Args:
        text: As it stands; of what is longer than 200 characters the rest is left out.
        otherwise: The name if nothing is left.
    """
    found: list[KnownIdentifier] = []

    def take(kind: IdentifierKind, value: str) -> str:
        found.append(KnownIdentifier(kind, value, is_subject=False))
        return " "

    # Drivers write ``pump://7N000000``: the model, then which one.
    name, _, which = text[:_MOST_CHARACTERS].partition("://")
    if _is_serial(which):
        take(IdentifierKind.SERIAL, which)
    name = _EMAIL.sub(lambda match: take(IdentifierKind.EMAIL, match[0]), name)
    name = _UUID.sub(lambda match: take(IdentifierKind.SERIAL, match[0]), name)
    name = _WORD.sub(
        lambda match: take(IdentifierKind.SERIAL, match[0]) if _is_serial(match[0]) else match[0],
        name,
    )
    kept = " ".join("".join(filter(str.isprintable, name)).split()).strip(" -_/:")
    return DeviceName(kept or otherwise, tuple(found))


def _is_serial(word: str) -> bool:
    return sum(map(str.isdigit, word)) >= _FEWEST_DIGITS
