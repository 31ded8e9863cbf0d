"""Who can sit down here, as the page shows it: the persons of this account. No Qt.

No vault is opened for it: only the list is read, and whether there is a vault in a folder.
"""

from dataclasses import dataclass
from pathlib import Path

from datadonor.people import MOST_PEOPLE, Person
from datadonor.vault.opening import has_vault
from ui.session import Session


@dataclass(frozen=True, slots=True)
class Chair:
    """One person on the list.

    Attributes:
        person: Who.
        has_vault: Whether there is a vault to unlock.
        is_chosen: Whether theirs is the vault that this window would unlock.
    """

    person: Person
    has_vault: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Chairs:
    """The persons, the first one first."""

    chairs: tuple[Chair, ...]

    @property
    def is_several(self) -> bool:
        """Whether somebody has to say who they are."""
        return len(self.chairs) > 1

    @property
    def may_add(self) -> bool:
        """Whether there is room for another person."""
        return len(self.chairs) < MOST_PEOPLE


def read_chairs(session: Session) -> Chairs:
    """Read who is on the list."""
    chosen = None if session.is_choosing else session.vault_folder
    return Chairs(
        tuple(
            Chair(person, _may_have_vault(person.vault), is_chosen=person.vault == chosen)
            for person in session.people.persons()
        )
    )


def whose_vault(session: Session) -> Person | None:
    """Return whose vault would be unlocked; nothing where there is only one person."""
    persons = session.people.persons()
    if len(persons) < 2:  # noqa: PLR2004 - alone
        return None
    return session.people.person_of(session.vault_folder)


def _may_have_vault(folder: Path) -> bool:
    try:
        return has_vault(folder)
    except OSError:  # where we may not look, trying will tell
        return True
