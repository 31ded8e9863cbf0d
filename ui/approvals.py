"""The list of approved projects and recipients: chosen, fetched, and how old it is. No Qt.

Read and done on the database thread. The rules are ``datadonor.registry``'s; what follows
from a fetch for the consents in force is ``consent.refreshing``'s.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from consent.refreshing import Refreshed, refresh_approvals
from consent.shelf import RequestShelf
from datadonor import paths
from datadonor.audit.custody import OpenVault
from datadonor.errors import DatadonorError
from datadonor.network import Contact, Door
from datadonor.registry import store
from datadonor.registry.client import DoorMaker, RegistryClient
from datadonor.registry.errors import RegistryCopyDamaged, RegistryNotChosen
from datadonor.registry.view import RegistryView
from datadonor.texts import Language
from ui.jobs import Cancelled, Course
from ui.practice import Practice

MOST_ROOT_BYTES: Final = 512_000
"""As much as python-tuf reads of a root."""


class ListStanding(StrEnum):
    """How far the list can be relied on."""

    NOT_CHOSEN = "not_chosen"
    NOT_READ = "not_read"  # chosen, but not fetched since
    FRESH = "fresh"
    OLD = "old"  # can be looked at; nothing is decided by it
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class ApprovalList:
    """The list in use.

    Attributes:
        standing: How far it can be relied on.
        location: The address or folder that it is fetched from.
        as_of: When it was last fetched, with zone.
        fresh_until: When it will be too old.
    """

    standing: ListStanding
    location: str = ""
    as_of: datetime | None = None
    fresh_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ListNews:
    """What a fetch has brought.

    Attributes:
        recipients: How many are approved now.
        projects: How many there are on the list.
        stopped: What the projects are called whose consent ended because an approval was
            taken back.
        asking_for_more: Those whose newest version asks for more than was said yes to.
    """

    recipients: int
    projects: int
    stopped: tuple[str, ...]
    asking_for_more: tuple[str, ...]


class _Stopped(BaseException):
    """The person gave it up. No ``Exception``: python-tuf takes those for a broken line."""


def read_list(opened: OpenVault) -> ApprovalList:
    """Return how the list stands now, by the log's clock."""
    try:
        choice = store.load_choice(opened.vault.connection, opened.log)
    except RegistryNotChosen:
        return ApprovalList(ListStanding.NOT_CHOSEN)
    try:
        view = RegistryClient(opened).view()
    except RegistryCopyDamaged:
        return ApprovalList(ListStanding.DAMAGED, choice.location)
    if view is None:
        return ApprovalList(ListStanding.NOT_READ, choice.location)
    is_fresh = view.is_fresh(opened.log.now())
    standing = ListStanding.FRESH if is_fresh else ListStanding.OLD
    return ApprovalList(standing, view.location, view.as_of, view.fresh_until)


def view_of(opened: OpenVault) -> RegistryView | None:
    """Return what the list says; nothing if there is none that can be relied on."""
    try:
        return RegistryClient(opened).view()
    except RegistryCopyDamaged:
        return None


def fetch_list(opened: OpenVault, course: Course, language: Language) -> ListNews:
    """Fetch the list anew; end the consents whose approval was taken back.

    Raises:
        Cancelled: It was given up, between two files; what there was still holds.
        DatadonorError: As ``refresh_approvals`` says; what there was still holds.
    """
    course.check()
    try:
        client = RegistryClient(opened, door=_door_that_reports(course))
        found = refresh_approvals(opened, language, client)
    except _Stopped:
        raise Cancelled from None
    return _news(opened, found, language)


def choose_list(
    opened: OpenVault, location: str, root: bytes, course: Course, language: Language
) -> ListNews:
    """Choose another list to believe, and fetch it.

    Raises:
        RegistryLocationInvalid, RootInvalid, VaultReadOnly: The one before still holds.
        Cancelled, DatadonorError: It is chosen, but could not be fetched.
    """
    RegistryClient(opened).use(location, root)
    return fetch_list(opened, course, language)


def use_practice_list(
    opened: OpenVault, practice: Practice, folder: Path, course: Course, language: Language
) -> ListNews:
    """Choose and fetch the made-up list of a practice vault.

    Args:
        opened: The vault.
        practice: The made-up world.
        folder: Where the vault lies.
        course: Of the fetch.
        language: The person's.

    Raises:
        RegistryNotChosen: Nothing to practise with belongs to this vault.
        DatadonorError: As ``choose_list`` says.
    """
    ground = practice.load_practice(folder)
    if ground is None:
        raise RegistryNotChosen
    with paths.disk_errors():
        root = ground.root_file.read_bytes()
    return choose_list(opened, ground.registry, root, course, language)


# -- within -----------------------------------------------------------------------------


def _door_that_reports(course: Course) -> DoorMaker:
    """Return what makes a door that counts the files fetched, and can be shut meanwhile."""

    def make(told: Callable[[Contact], None]) -> Door:
        fetched = 0

        def tell(contact: Contact) -> None:
            nonlocal fetched
            told(contact)
            fetched += 1
            try:
                course.report(fetched)
            except Cancelled:
                raise _Stopped from None

        return Door(tell)

    return make


def _news(opened: OpenVault, found: Refreshed, language: Language) -> ListNews:
    view, now = found.view, opened.log.now()
    if view is None:
        return ListNews(0, 0, (), ())
    return ListNews(
        recipients=sum(view.is_recipient_approved(each, now) for each in view.recipients),
        projects=sum(view.revocation(each) is None for each in view.projects),
        stopped=tuple(_title(opened, each, language) for each in found.stopped),
        asking_for_more=tuple(_title(opened, each, language) for each in found.asking_for_more),
    )


def _title(opened: OpenVault, project: str, language: Language) -> str:
    try:
        request = RequestShelf(opened).get(project).request
    except DatadonorError:
        return project
    return " ".join(request.title.in_language(language).split())
