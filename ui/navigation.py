"""Where a person can go, as plain data: pages are skins over it. No Qt."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """A page."""

    NO_VAULT = "no_vault"
    UNLOCK = "unlock"
    HOME = "home"
    DISPLAY = "display"


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides where a person can go."""

    has_vault: bool
    is_open: bool


def entrance(standing: Standing) -> Place:
    """Return where everything begins, and where "Back" ends."""
    if standing.is_open:
        return Place.HOME
    return Place.UNLOCK if standing.has_vault else Place.NO_VAULT


def places(standing: Standing) -> Iterator[Place]:
    """Yield the entries of the navigation, from the top."""
    yield entrance(standing)
    yield Place.DISPLAY


def may_go(place: Place, standing: Standing) -> bool:
    """Say whether a place can be shown."""
    return place in places(standing)
