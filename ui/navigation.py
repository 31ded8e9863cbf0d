"""Where a person can go, as plain data: pages are skins over it. No Qt."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from datadonor.settings import Seat


class Place(StrEnum):
    """A page."""

    WELCOME = "welcome"
    UNLOCK = "unlock"
    RECOVER = "recover"
    RESTORE = "restore"
    STOPPED = "stopped"
    HOME = "home"
    DATA = "data"
    IMPORT = "import"
    PROJECTS = "projects"
    REQUEST = "request"
    PROJECT = "project"
    CONSENT = "consent"
    WITHDRAW = "withdraw"
    PREVIEW = "preview"
    SENDING = "sending"
    ACTIVITY = "activity"
    RECIPIENTS = "recipients"
    SETTINGS = "settings"
    ASSIST = "assist"
    MANDATES = "mandates"
    PAPER = "paper"
    CHAIRS = "chairs"
    RESEARCHER = "researcher"
    DRAFT = "draft"
    BUNDLES = "bundles"
    AUDITOR = "auditor"
    DISPLAY = "display"
    HELP = "help"
    CRASH = "crash"


class Destination(NamedTuple):
    """A page, and what it is to show: a project's id, a chapter's name, or nothing."""

    place: Place
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides where a person can go."""

    has_vault: bool
    is_open: bool
    is_read_only: bool = False
    is_beginning: bool = False
    seat: Seat = "citizen"
    is_choosing: bool = False
    """Several persons use this account, and nobody has said yet who they are."""


_OPEN: Final = (
    Place.HOME,
    Place.DATA,
    Place.IMPORT,
    Place.PROJECTS,
    Place.SENDING,
    Place.ACTIVITY,
    Place.RECIPIENTS,
    Place.SETTINGS,
)

_WITHIN: Final[Mapping[Place, Place]] = {
    Place.STOPPED: Place.HOME,
    Place.REQUEST: Place.PROJECTS,
    Place.PROJECT: Place.PROJECTS,
    Place.CONSENT: Place.PROJECTS,
    Place.WITHDRAW: Place.PROJECTS,
    Place.PREVIEW: Place.SENDING,
    Place.PAPER: Place.PROJECTS,
    Place.ASSIST: Place.SETTINGS,
    Place.MANDATES: Place.SETTINGS,
}
"""Pages without an entry of their own, and the entry that they belong to."""

_SEATS: Final[Mapping[Seat, tuple[Place, ...]]] = {
    "researcher": (Place.RESEARCHER, Place.DRAFT, Place.BUNDLES),
    "auditor": (Place.AUDITOR,),
}
"""Those who need no vault: their entries, the first of which is where they begin."""

WITHOUT_VAULT: Final = frozenset(
    {Place.CHAIRS, Place.RESEARCHER, Place.DRAFT, Place.BUNDLES, Place.AUDITOR}
)
"""Not while a vault is open: whoever sits there then should not have it open beside them."""

_ALWAYS: Final = frozenset({Place.DISPLAY, Place.HELP, Place.CRASH})
_LOCKED: Final = frozenset({Place.WELCOME, Place.UNLOCK, Place.RECOVER, Place.RESTORE})


def entrance(standing: Standing) -> Place:
    """Return where everything begins, and where "Back" ends."""
    if standing.is_open:
        return Place.STOPPED if standing.is_read_only else Place.HOME
    if standing.seat in _SEATS:
        return _SEATS[standing.seat][0]
    if standing.is_choosing:
        return Place.CHAIRS
    return Place.UNLOCK if standing.has_vault else Place.WELCOME


def entries(standing: Standing) -> Iterator[Place]:
    """Yield the entries of the navigation, from the top; help is always the last."""
    if standing.is_open:
        yield from _OPEN
    else:
        first = _SEATS.get(standing.seat, (entrance(standing),))
        yield from first
        if Place.CHAIRS not in first:
            yield Place.CHAIRS
        yield Place.DISPLAY
    yield Place.HELP


def entry_of(place: Place, standing: Standing) -> Place:
    """Return the entry that is marked while the person is at a place."""
    if standing.is_open:
        return Place.SETTINGS if place is Place.DISPLAY else _WITHIN.get(place, place)
    return entrance(standing) if place in _LOCKED else place


def may_go(place: Place, standing: Standing) -> bool:
    """Say whether a place can be shown."""
    if place in _ALWAYS:
        return True
    if standing.is_open:
        # A vault that can only be read may be put right by restoring a backup.
        # Recovery words that nobody has confirmed yet can be gone back to.
        # Who works without a vault locks first: nobody's data are open meanwhile.
        return place not in WITHOUT_VAULT and (
            place not in _LOCKED
            or (place is Place.RESTORE and standing.is_read_only)
            or (place is Place.WELCOME and standing.is_beginning)
        )
    if place in WITHOUT_VAULT or standing.is_choosing:
        return place in WITHOUT_VAULT
    if place is Place.WELCOME:
        return not standing.has_vault
    if place in {Place.UNLOCK, Place.RECOVER}:
        return standing.has_vault
    return place is Place.RESTORE
