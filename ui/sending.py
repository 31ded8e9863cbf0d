"""What the sending page reads and does, on the database thread: the outbox, and on the way.

A thin skin over ``export.sending``, ``noticing`` and ``fetching``: they ask the gate, seal,
deliver and keep the log. Here is how a long job of the window reports and is stopped, and
what a person is shown of the outbox. No Qt.
"""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from consent.book import WITHDRAWABLE, ConsentBook
from consent.periods import local_day
from consent.request import ProjectRequest
from consent.shelf import RequestShelf, RequestUnknown
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import DonationSealed, moment
from datadonor.registry.client import RegistryClient
from datadonor.registry.errors import RegistryCopyDamaged
from datadonor.registry.targets import Delivery, Recipient
from datadonor.registry.view import RegistryView
from datadonor.texts import Language
from export.awaiting import Awaited, awaited
from export.delivery import Course as DeliveryCourse
from export.delivery import DeliveryCancelled
from export.delivery import Progress as DeliveryProgress
from export.fetching import AWAITED, Fetched, fetch_answers
from export.noticing import due_notices, send_notices
from export.outbox import BundleState, Entry, Outbox
from export.outgoing import Outgoing
from export.preview import Preview
from export.sending import Route, Sent, send
from ui.jobs import Cancelled, Course

PACK: Final = "pack"
SEAL: Final = "seal"
DELIVER: Final = "deliver"
"""Steps of a job, for the words beside its bar."""

_PAUSE_SECONDS: Final = 0.2
_AT: Final = "#"

THERE: Final = frozenset({BundleState.SENT, BundleState.RECEIVED, BundleState.WITHDRAWN})
"""States in which the recipient has a bundle, or may have it."""


class Errand(NamedTuple):
    """What the page was opened for: a project, and what was confirmed on its preview."""

    project: str
    digest: str

    @property
    def is_donation(self) -> bool:
        """Whether a donation has just been confirmed."""
        return bool(self.digest)


def errand_of(project: str, digest: str) -> str:
    """Return what the page is opened with after something was confirmed."""
    return f"{project}{_AT}{digest}"


def parse_errand(argument: str) -> Errand:
    """Read what the page was opened with; nothing of it is the whole outbox."""
    project, _, digest = argument.partition(_AT)
    return Errand(project, digest)


# -- what is shown ------------------------------------------------------------------------


class Parcel(NamedTuple):
    """One donation.

    Attributes:
        entry: Its place in the outbox.
        records: How many it has.
        confirmed: The fingerprint that the person confirmed.
        day: Of its state, in Denmark.
    """

    entry: Entry
    records: int
    confirmed: str
    day: date


@dataclass(frozen=True, slots=True)
class Posted:
    """All that was sent, or is to be, for one project.

    Attributes:
        project: The registry's id.
        titles: Of the project, by language; the id where the request is gone.
        recipients: The recipient's name, by language; the id where it is not named.
        way: How the recipient takes bundles by its record; nothing if it names no place.
        parcels: The donations, the newest first.
        awaited: What the recipient owes after a withdrawal.
        due_notices: How many withdrawals it has not been told of.
        may_withdraw: Whether there is a consent to take back.
        has_answers_place: Whether its record says where its answers lie.
    """

    project: str
    titles: dict[Language, str]
    recipients: dict[Language, str]
    way: Delivery | None
    parcels: tuple[Parcel, ...]
    awaited: Awaited | None
    due_notices: int
    may_withdraw: bool
    has_answers_place: bool

    @property
    def waiting(self) -> Parcel | None:
        """The donation that lies sealed and has not been sent."""
        lying = (each for each in self.parcels if each.entry.state is BundleState.SEALED)
        return next(lying, None)

    def sent_as(self, digest: str) -> Parcel | None:
        """Return the donation that was confirmed by a fingerprint, if it has left."""
        left = (each for each in self.parcels if each.entry.state is not BundleState.SEALED)
        return next((each for each in left if digest and each.confirmed == digest), None)

    @property
    def there(self) -> tuple[Parcel, ...]:
        """What the recipient has, or may have, by all that is known."""
        return tuple(each for each in self.parcels if each.entry.state in THERE)


@dataclass(frozen=True, slots=True)
class Post:
    """The outbox: project by project, and today in Denmark."""

    projects: tuple[Posted, ...]
    today: date

    def of(self, project: str) -> Posted | None:
        """Return what there is of one project."""
        return next((each for each in self.projects if each.project == project), None)

    @property
    def may_be_answered(self) -> bool:
        """Whether an answer can be looked for."""
        return any(
            parcel.entry.state in AWAITED for each in self.projects for parcel in each.parcels
        )


def read_post(opened: OpenVault, errand: Errand) -> Post:
    """Read the outbox; a project that is to be sent for is there even if nothing was sent."""
    entries = Outbox(opened).entries()
    owed = {each.project: each for each in awaited(opened)}
    notices = due_notices(opened)
    projects = dict.fromkeys(each.project for each in entries)
    if errand.project:
        projects = {errand.project: None, **projects}
    view = _view(opened)
    sealed = _sealed(opened)
    return Post(
        tuple(
            _posted(
                opened,
                project,
                view,
                tuple(
                    _parcel(each, sealed.get(each.bundle_sha256))
                    for each in reversed(entries)
                    if each.project == project
                ),
                owed.get(project),
                sum(each.project == project for each in notices),
            )
            for project in projects
        ),
        local_day(opened.log.now()),
    )


# -- what is done ---------------------------------------------------------------------------


def donate(opened: OpenVault, course: Course, errand: Errand, folder: Path | None) -> Sent | None:
    """Send what was confirmed, or what lies ready.

    Args:
        opened: The vault.
        course: To report to. Stopping before the seal leaves no trace; a bundle that is
            sealed waits in the outbox.
        errand: The project, and what was confirmed; without it only what lies ready goes.
        folder: Where to; nothing means where the recipient's record says.

    Returns:
        What was sent; nothing if nothing lay ready.

    Raises:
        DatadonorError: As ``export.sending.send`` says.
        Cancelled: It was stopped.
    """
    packing = _Packing(course)

    def confirm(shown: Preview) -> str | None:
        packing.seal(shown.records)
        return errand.digest or None

    course.report(0, None, PACK)
    route = replace(_route(course, folder), passing=packing.through)
    with _stopped(course):
        return send(opened, errand.project, confirm, route)


def tell(opened: OpenVault, course: Course, project: str, folder: Path | None) -> int:
    """Tell a recipient of every withdrawal that it has not been told of; return how many.

    Raises:
        DatadonorError: As ``export.noticing.send_notices`` says.
        Cancelled: It was stopped. Those before it are told.
    """
    course.report(0, None, SEAL)
    with _stopped(course):
        return len(send_notices(opened, project, _route(course, folder)))


def look_for_answers(opened: OpenVault, course: Course, folder: Path | None) -> tuple[Fetched, ...]:
    """Look for new answers. Only what the recipient's key has signed counts.

    Args:
        opened: The vault.
        course: To be stopped by, before anything is asked.
        folder: Where answers lie; nothing means where each recipient's record says.
    """
    course.check()
    return tuple(fetch_answers(opened, folder))


# -- within -------------------------------------------------------------------------------


class _Packing:
    """Tells how many records have been packed, and then how many are sealed."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._step = PACK
        self._total: int | None = None

    def seal(self, records: int) -> None:
        """Go on to the second walk: now it is known how many there are, and the person."""
        self._step, self._total = SEAL, records + 1
        self._course.report(0, self._total, SEAL)

    def through(self, records: Iterator[Outgoing]) -> Iterator[Outgoing]:
        """Let records pass, and stop if they are no longer wanted."""
        for done, outgoing in enumerate(records, start=1):
            self._course.report(done, self._total, self._step)
            yield outgoing


def _route(course: Course, folder: Path | None) -> Route:
    """Return a way on which a job of the window reports, and is stopped as delivering asks."""

    def report_progress(now: DeliveryProgress) -> None:
        with _as_delivery():
            course.report(now.done_bytes, now.all_bytes, DELIVER)
            # Between two pieces nothing is being written to the vault, and an upload may
            # take an hour: the other pages read on meanwhile.
            course.breathe()

    def pause(seconds: float) -> None:
        with _as_delivery():
            ends = time.monotonic() + seconds
            while (left := ends - time.monotonic()) > 0:
                course.breathe()
                time.sleep(min(left, _PAUSE_SECONDS))

    return Route(DeliveryCourse(pause, random.random, report_progress), folder)


@contextmanager
def _as_delivery() -> Iterator[None]:
    """Stop a delivery in its own way, so that it knows how much of it has left."""
    try:
        yield
    except Cancelled:
        raise DeliveryCancelled from None


@contextmanager
def _stopped(course: Course) -> Iterator[None]:
    """Stop a job in the window's way after its delivery has stopped in its own."""
    try:
        yield
    except DeliveryCancelled:
        course.check()
        raise


def _posted(
    opened: OpenVault,
    project: str,
    view: RegistryView | None,
    parcels: tuple[Parcel, ...],
    owed: Awaited | None,
    notices: int,
) -> Posted:
    request = _request(opened, project)
    name = request.recipient if request is not None else ""
    if parcels:
        name = parcels[0].entry.recipient
    recipient = None if view is None else view.recipients.get(name)
    consent = ConsentBook(opened).consent(project)
    titles = {} if request is None else {each: request.title.in_language(each) for each in Language}
    return Posted(
        project=project,
        titles=titles or dict.fromkeys(Language, project),
        recipients=_names(recipient, name),
        way=None if recipient is None else _way(recipient),
        parcels=parcels,
        awaited=owed,
        due_notices=notices,
        may_withdraw=consent is not None
        and consent.given is not None
        and consent.state in WITHDRAWABLE,
        has_answers_place=recipient is not None and recipient.answers_url is not None,
    )


def _names(recipient: Recipient | None, name: str) -> dict[Language, str]:
    if recipient is None:
        return dict.fromkeys(Language, name)
    return {Language.DANISH: recipient.name.da, Language.ENGLISH: recipient.name.en}


def _way(recipient: Recipient) -> Delivery | None:
    """Return the way that sending takes by itself: over the network before a folder."""
    offered = recipient.delivery
    return next((each for each in offered if each.kind == "tus"), next(iter(offered), None))


def _request(opened: OpenVault, project: str) -> ProjectRequest | None:
    try:
        return RequestShelf(opened).get(project).request
    except RequestUnknown:
        return None


def _view(opened: OpenVault) -> RegistryView | None:
    """Return what the registry says; what was sent is shown without it too."""
    try:
        return RegistryClient(opened).view()
    except RegistryCopyDamaged:
        return None


def _parcel(entry: Entry, sealed: DonationSealed | None) -> Parcel:
    day = local_day(moment(entry.updated))
    if sealed is None:
        return Parcel(entry, 0, "", day)
    return Parcel(entry, sealed.records, sealed.confirmed_sha256, day)


def _sealed(opened: OpenVault) -> dict[str, DonationSealed]:
    """Return what the log says of each sealed bundle, by its digest."""
    return {
        stored.event.what.bundle_sha256: stored.event.what
        for stored in opened.log.events_of(DonationSealed)
        if stored.event is not None and isinstance(stored.event.what, DonationSealed)
    }
