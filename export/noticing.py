"""Telling a recipient that a consent was taken back, when something had been sent by it.

The notice is signed with the donor's key for the project and sealed like a bundle. It needs
no consent, no fresh registry and no gate: to take something back must always be possible.
Each withdrawal is told once, in its order; until then it is due. Its sealed file is kept
until it is told, so that a run which is cut off is gone on with and not done twice.
"""

import io
import re
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal, NamedTuple

from consent.periods import local_day
from consent.shelf import RequestShelf
from datadonor import paths
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import (
    SELF,
    ConsentGiven,
    ConsentWithdrawn,
    DonationSealed,
    DonationSent,
    NoticeSent,
    moment,
)
from datadonor.errors import DatadonorError, ExitCode
from datadonor.network import Contact
from datadonor.registry.client import RegistryClient
from datadonor.registry.targets import Recipient
from export.contacts import log_contacts
from export.delivery import Receipt, SealedFile, SealedFileChanged, deliver
from export.delivery import put as put_in_folder
from export.outbox import NOTICE_ENDING, BundleState, Entry, Outbox
from export.pseudonym import Donor
from export.seal.opening import seal_for
from export.sending import DeliveryNotOffered, Route
from export.withdrawing import SignedNotice, withdrawal_notice

_NOT_THERE = frozenset({BundleState.SEALED, BundleState.DROPPED, BundleState.REJECTED})
"""States in which the recipient has nothing of a bundle."""


_IS_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


class NoNoticeDue(DatadonorError):
    """There is nothing to tell the recipient: nothing was withdrawn, or nothing was sent."""

    code = "NO_NOTICE_DUE"
    exit_code = ExitCode.NO


class DueNotice(NamedTuple):
    """A withdrawal that its recipient has not been told of.

    ``request_sha256`` is of the version that the consent was to; ``item`` the one item;
    ``bundles`` the digests of what had been sealed by then, since later ones are by a later
    consent.
    """

    project: str
    request_sha256: str
    item: str | None
    withdrawn: str
    bundles: tuple[str, ...]


def due_notices(opened: OpenVault, project: str | None = None) -> list[DueNotice]:
    """Return what recipients have not been told yet, oldest first, of one project or all."""
    given: dict[str, str] = {}
    sealed: dict[str, list[str]] = {}
    waiting: dict[str, list[DueNotice]] = {}
    left = _ever_left(opened)
    for stored in opened.log.events_of(ConsentGiven, ConsentWithdrawn, DonationSealed, NoticeSent):
        event = stored.event
        if event is None or event.project is None or project not in (None, event.project):
            continue
        match event.what:
            case ConsentGiven() as what:
                given[event.project] = what.request_sha256
            case DonationSealed() as what:
                sealed.setdefault(event.project, []).append(what.bundle_sha256)
            case ConsentWithdrawn() as what if event.project in given:
                due = DueNotice(
                    event.project,
                    given[event.project],
                    what.item,
                    event.when.recorded,
                    tuple(sealed.get(event.project, ())),
                )
                if not left.isdisjoint(due.bundles):
                    waiting.setdefault(event.project, []).append(due)
            case NoticeSent() if waiting.get(event.project):
                waiting[event.project].pop(0)
            case _:
                pass
    return [due for each in sorted(waiting) for due in waiting[each] if _sent_before(opened, due)]


def send_notices(opened: OpenVault, project: str, route: Route) -> list[Receipt]:
    """Tell a recipient of every withdrawal that it has not been told of.

    Raises:
        NoNoticeDue: There is none.
        DeliveryNotOffered: The registry names no place to send it to.
        DatadonorError: What delivering raised; those before it are told.
    """
    Outbox(opened).clear_leftovers()
    due = due_notices(opened, project)
    if not due:
        raise NoNoticeDue
    return [_send(opened, each, route) for each in due]


def _send(opened: OpenVault, due: DueNotice, route: Route) -> Receipt:
    request = RequestShelf(opened).exactly(due.request_sha256)
    sent = _sent_before(opened, due)
    notice = withdrawal_notice(
        request,
        Donor(opened.vault.secret()).for_project(due.project).signing_key,
        local_day(moment(due.withdrawn)),
        item=due.item,
        through_sequence=max(entry.sequence for entry in sent),
        bundles=tuple(entry.bundle_sha256 for entry in sent),
    )
    view = RegistryClient(opened).view()
    recipient = None if view is None else view.recipients.get(request.request.recipient)
    if recipient is None:
        raise DeliveryNotOffered
    bundle = _sealed(Outbox(opened).folder, notice, recipient)
    try:
        receipt = _delivered(opened, bundle, due.project, recipient, route)
    except SealedFileChanged:
        paths.discard(bundle.path)  # it is sealed anew when it is tried again
        raise
    details = NoticeSent(recipient=recipient.id, notice_sha256=notice.digest)
    opened.log.record(details, SELF, project=due.project)
    paths.discard(bundle.path)
    return receipt


def _sealed(folder: Path, notice: SignedNotice, recipient: Recipient) -> SealedFile:
    """Seal a notice into a file that is kept until it is told, or find the one that is.

    No two seals are alike, so one that was made anew would reach the recipient as another.
    """
    ending: Literal[".age", ".c4gh"] = ".c4gh" if recipient.seal.format == "crypt4gh" else ".age"
    keys = sha256(recipient.seal.model_dump_json().encode()).hexdigest()[:16]
    paths.private_folder(folder)
    for file in folder.glob(f"{notice.digest}-{keys}-*{NOTICE_ENDING}"):
        digest = file.stem.rpartition("-")[2]
        if _IS_DIGEST.fullmatch(digest):
            with paths.disk_errors():
                return SealedFile(file, file.stat().st_size, digest, ending)
    sealed = io.BytesIO()
    seal_for(recipient.seal).seal_stream(iter([notice.content]), recipient.seal, sealed)
    content = sealed.getvalue()
    digest = sha256(content).hexdigest()
    file = folder / f"{notice.digest}-{keys}-{digest}{NOTICE_ENDING}"
    paths.atomic_write(file, content)
    return SealedFile(file, len(content), digest, ending)


def _delivered(
    opened: OpenVault, bundle: SealedFile, project: str, recipient: Recipient, route: Route
) -> Receipt:
    """Bring a sealed notice to its recipient."""
    if route.folder is not None:
        return put_in_folder(bundle, route.folder, route.course)
    offered = recipient.delivery
    if not offered:
        raise DeliveryNotOffered
    way = next((each for each in offered if each.kind == "tus"), offered[0])
    contacts: list[Contact] = []
    try:
        with closing(route.make_door(contacts.append)) as door:
            return deliver(bundle, way, door, route.course)
    finally:
        log_contacts(opened, contacts, SELF, project)


def _ever_left(opened: OpenVault) -> set[str]:
    """Return the digests of all bundles that have left, or may have."""
    unsure = {each.bundle_sha256 for each in Outbox(opened).entries() if each.may_have_left}
    return unsure | {
        stored.event.what.bundle_sha256
        for stored in opened.log.events_of(DonationSent)
        if stored.event is not None and isinstance(stored.event.what, DonationSent)
    }


def _sent_before(opened: OpenVault, due: DueNotice) -> list[Entry]:
    """Return the bundles that had left, or may have, when a consent was taken back."""
    return [
        entry
        for entry in Outbox(opened).entries(due.project)
        if entry.bundle_sha256 in due.bundles
        and (entry.state not in _NOT_THERE or entry.may_have_left)
    ]
