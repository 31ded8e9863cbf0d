"""Whose data these are: what identifies the vault's person, and a file's.

A file may be about a child, a spouse, or two people. Only what cannot change is
compared: the CPR number and the day of birth. Must not decide what happens then.
"""

import re
from typing import Final

from datadonor.records.sample import IdentifierKind, KnownIdentifier
from datadonor.vault.database import Connection

_COMPARED: Final = (IdentifierKind.CPR, IdentifierKind.BIRTH_DATE)


class Subject:
    """Compares whom files are about with whom the vault is about."""

    def __init__(self, connection: Connection) -> None:
        """Begin with what earlier files said."""
        self._met: dict[IdentifierKind, set[str]] = {kind: set() for kind in _COMPARED}
        query = "SELECT kind, value FROM known_identifier WHERE is_subject"
        self._known: dict[IdentifierKind, set[str]] = {kind: set() for kind in _COMPARED}
        for kind, value in connection.rows(query):
            if kind in self._known:
                self._known[IdentifierKind(kind)].add(_folded(value))

    def meet(self, identifier: KnownIdentifier) -> None:
        """Take note of an identifier that a file holds."""
        value = _folded(identifier.value)
        if identifier.is_subject and identifier.kind in self._met and value:
            self._met[identifier.kind].add(value)

    @property
    def is_one_person(self) -> bool:
        """Whether the file is about one person, and about the vault's if that is known.

        A vault may know several, once its person has said that they are all theirs.
        """
        return all(
            met <= known if (known := self._known[kind]) else len(met) <= 1
            for kind, met in self._met.items()
        )


def _folded(value: str) -> str:
    """Write a number or day one way: CPR numbers come with and without a hyphen."""
    return re.sub(r"[^0-9A-Za-z]", "", value).upper()
