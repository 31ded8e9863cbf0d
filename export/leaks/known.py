"""What the vault knows that points at a person: what the leak scan looks for.

The person's own, and everybody's who came along in a file: relatives, staff, devices.
Values stand in memory only, and are never shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from datadonor.records.sample import IdentifierKind, KnownIdentifier
from datadonor.vault.database import Connection
from export.leaks.forms import Form, forms


@dataclass(frozen=True)
class KnownIdentifiers:
    """What is looked for, each form once.

    ``unsearched`` is how many values are too short to be told from chance, and are not
    looked for.
    """

    forms: tuple[tuple[IdentifierKind, Form], ...] = field(repr=False)
    unsearched: int = 0

    @classmethod
    def of(cls, identifiers: Iterable[KnownIdentifier]) -> Self:
        """Take what is known, in any order, doubled or not."""
        found: dict[tuple[IdentifierKind, Form], None] = {}
        unsearched: set[tuple[IdentifierKind, str]] = set()
        for identifier in identifiers:
            kind, value = IdentifierKind(identifier.kind), identifier.value.strip()
            of_it = forms(kind, value)
            if not of_it and value:
                unsearched.add((kind, value))
            found.update(dict.fromkeys((kind, form) for form in of_it))
        return cls(tuple(found), len(unsearched))


def load_known(connection: Connection) -> KnownIdentifiers:
    """Read everything that the vault knows."""
    rows = connection.rows("SELECT DISTINCT kind, value, is_subject FROM known_identifier")
    return KnownIdentifiers.of(
        KnownIdentifier(IdentifierKind(kind), value, bool(is_subject))
        for kind, value, is_subject in rows
    )
