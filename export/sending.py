"""Sending: from the gate over the person's yes to a bundle that has left, in steps that last.

Each step is durable before the next begins, so a run that is killed goes on where it was: a
bundle that lies sealed is delivered first, and never sealed twice. The gate is asked before
anything is made ready, after the person has answered, and again before anything leaves. When
it says no for good, what lies sealed is thrown away; when it says no for now, it is kept.
"""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, NamedTuple

from pydantic import ValidationError

from consent.gate import Gate, Purpose, RefusalReason, Release
from consent.periods import local_day
from consent.refusal_words import held_line
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import (
    SELF,
    Actor,
    DonationSealed,
    ReleaseRefused,
    Why,
)
from datadonor.errors import DatadonorError, DiskFull, ExitCode
from datadonor.network import Contact, Door
from datadonor.registry.targets import Delivery
from datadonor.texts import Fact, Language, catalogue, text
from export.bundle.errors import BundleNotConfirmed
from export.contacts import log_contacts
from export.delivery import (
    Course,
    DeliveryCancelled,
    DeliveryFolderMissing,
    DeliveryNameTaken,
    Receipt,
    SealedFile,
    SealedFileChanged,
    UploadState,
    deliver,
)
from export.delivery import put as put_in_folder
from export.delivery.folder import folder_of
from export.leak_gate import LeakFound
from export.outbox import BEGUN, BundleState, Entry, NotDue, NothingNew, Outbox
from export.preparing import Passing, prepare, unwatched
from export.preview import Preview
from export.timestamps.stamping import MakeDoor, Stamping, stamp_after_sending, stamping_door

LASTING: Final = frozenset(
    {
        RefusalReason.NO_CONSENT,
        RefusalReason.REFUSED,
        RefusalReason.EXPIRED,
        RefusalReason.WITHDRAWN,
        RefusalReason.STOPPED,
        RefusalReason.INVALIDATED,
        RefusalReason.MANDATE_ENDED,
        RefusalReason.UNDER_AGE,
        RefusalReason.RESTORED,
        RefusalReason.REVOKED,
        RefusalReason.PROJECT_ENDED,
        RefusalReason.NOTHING_GRANTED,
    }
)
"""Reasons that do not pass by themselves: it takes a new decision, and then a new bundle."""

CHOICES_CHANGED: Final = "choices_changed"
RECIPIENT_CHANGED: Final = "recipient_changed"
FILE_DAMAGED: Final = "file_damaged"
LEAK: Final = "leak_found"
"""Reasons of our own, in the log."""

_NOTHING_LEFT: Final = (
    DeliveryCancelled, DeliveryFolderMissing, DeliveryNameTaken, DiskFull, SealedFileChanged,
)  # fmt: skip
"""Errors after which nothing of a bundle lies in the folder."""

Confirm = Callable[[Preview], str | None]
"""Shows the person what would be sent, and returns the digest confirmed; nothing for a no."""


class ReleaseRefusedNow(DatadonorError):
    """The gate does not let anything out; ``reason`` says why."""

    code = "RELEASE_REFUSED"
    exit_code = ExitCode.NO

    def __init__(self, reason: RefusalReason) -> None:
        """Keep the reason, a word of our own."""
        super().__init__(reason=reason.value)
        self.reason = reason

    def words(self, language: Language) -> dict[str, Fact]:
        """Return the reason as a sentence."""
        return {"why": refusal_sentence(self.reason, language)}


class DeliveryNotOffered(DatadonorError):
    """The recipient's record names no place to send bundles to."""

    code = "DELIVERY_NOT_OFFERED"
    exit_code = ExitCode.NO


class Sent(NamedTuple):
    """A bundle that has left.

    Attributes:
        entry: Of the outbox, as it was before it left.
        receipt: That it is where it was to go.
        was_waiting: It had been sealed before, by a run that did not come to its end.
        stamping: What came of having it timestamped; nothing while that is switched off.
    """

    entry: Entry
    receipt: Receipt
    was_waiting: bool
    stamping: Stamping | None = None


@dataclass(frozen=True)
class Route:
    """How bundles get to the recipient.

    Attributes:
        course: How to report, wait and draw lots. What it remembers is not used.
        folder: A folder or stick; nothing means by the recipient's record.
        make_door: Makes the way out to the network.
        passing: Sees every record while it is packed and while it is sealed, within the
            transaction; what it raises stops both without a trace.
        make_stamping_door: Makes the way out to a time-stamp authority, if one is chosen.
    """

    course: Course
    folder: Path | None = None
    make_door: Callable[[Callable[[Contact], None]], Door] = Door
    passing: Passing = unwatched
    make_stamping_door: MakeDoor = stamping_door


def send(opened: OpenVault, project: str, confirm: Confirm, route: Route) -> Sent | None:
    """Send one donation: the one that waits, or else a new one.

    Args:
        opened: The vault, on its writing thread.
        project: The registry's id.
        confirm: Asks the person. Not called for a bundle that waits: that is confirmed.
        route: Where to.

    Returns:
        What was sent; nothing if the person said no.

    Raises:
        ReleaseRefusedNow: The gate stays closed. It is in the log.
        NotDue, OnceOnly, NothingNew: There is nothing to be sent now.
        LeakFound: Something in it points at the person. It is in the log, without the value.
        BundleNotConfirmed, BundleChanged: It is not what was confirmed.
        DeliveryNotOffered: There is no place to send it to. It waits.
        DatadonorError: What delivering it raised. It waits.
    """
    sending = _Sending(opened, project, route)
    if not opened.vault.is_read_only:
        Outbox(opened).clear_leftovers()
    waited = sending.waiting()
    if waited is not None:
        return waited
    preview = sending.prepared()
    digest = confirm(preview)
    if digest is None:
        return None
    entry = sending.sealed(preview, digest)
    return sending.delivered(entry, sending.released(), was_waiting=False)


def refusal_sentence(reason: RefusalReason, language: Language) -> str:
    """Say in words why nothing can be sent."""
    key = f"donation.refused.{reason}"
    return text(key, language) if key in catalogue() else held_line(reason, language)


class _Sending:
    """One act of sending."""

    def __init__(self, opened: OpenVault, project: str, route: Route, who: Actor = SELF) -> None:
        self._opened = opened
        self._project = project
        self._route = route
        self._who = who
        self._outbox = Outbox(opened)

    def released(self) -> Release:
        """Ask the gate.

        Raises:
            ReleaseRefusedNow: It stays closed. What lies sealed is gone if that lasts.
        """
        answer = Gate(self._opened).open(Purpose(self._project))
        if isinstance(answer, Release):
            return answer
        if answer.reason in LASTING and not self._opened.vault.is_read_only:
            _drop_sealed(self._outbox, self._project, answer.reason.value)
        raise ReleaseRefusedNow(answer.reason)

    def waiting(self) -> Sent | None:
        """Deliver what lies sealed, if it may still leave; nothing if nothing does."""
        lying = _sealed(self._outbox, self._project)
        if not lying:
            return None
        release = self.released()
        for entry in lying:
            changed = self._changed(entry, release)
            if changed is not None:
                self._outbox.drop(entry, changed)
                continue
            return self.delivered(entry, release, was_waiting=True)
        return None

    def prepared(self) -> Preview:
        """Make a new donation ready to be shown."""
        release = self.released()
        due = self._outbox.due_on(release)
        today = local_day(release.now)
        if due > today:
            raise NotDue(day=str(due))
        preview = Preview(prepare(self._opened, release, passing=self._route.passing))
        try:
            if not preview.records:
                raise NothingNew
        except LeakFound:
            self._log_leak(release)
            raise
        return preview

    def sealed(self, preview: Preview, digest: str) -> Entry:
        """Seal what was confirmed; the person may have taken long over it."""
        before, now = preview.prepared.release, self.released()
        if digest != preview.digest or _facts(before) != _facts(now):
            raise BundleNotConfirmed
        try:
            return self._outbox.seal(preview.prepared, digest, self._who)
        except LeakFound:
            self._log_leak(before)
            raise

    def delivered(self, entry: Entry, release: Release, *, was_waiting: bool) -> Sent:
        """Bring a sealed bundle to its recipient, and record that it has left."""
        ending: Literal[".age", ".c4gh"] = ".c4gh" if entry.format == "crypt4gh" else ".age"
        file = SealedFile(self._outbox.file(entry), entry.bundle_bytes, entry.bundle_sha256, ending)
        try:
            if not file.path.is_file():
                raise SealedFileChanged  # gone altogether: it would never leave
            receipt = self._brought(file, entry, release)
        except SealedFileChanged:
            self._outbox.drop(entry, FILE_DAMAGED)
            raise
        self._outbox.sent(entry, self._outbox.confirmed(entry), self._who)
        stamping = stamp_after_sending(self._opened, self._route.make_stamping_door, self._who)
        return Sent(entry, receipt, was_waiting, stamping)

    # -- within ---------------------------------------------------------------

    def _brought(self, file: SealedFile, entry: Entry, release: Release) -> Receipt:
        if self._route.folder is not None:
            return self._put(file, entry, self._route.folder)
        way = _way(release)
        if way.kind == "folder":
            return self._put(file, entry, folder_of(way.url))
        contacts: list[Contact] = []
        course = Course(
            self._route.course.pause,
            self._route.course.chance,
            self._route.course.report_progress,
            lambda state: self._outbox.keep_upload(
                # One that is gone from there may have been taken in.
                entry,
                BEGUN if state is None else state.model_dump_json(),
            ),
        )
        try:
            with closing(self._route.make_door(contacts.append)) as door:
                return deliver(file, way, door, course, _upload_of(entry))
        finally:
            log_contacts(self._opened, contacts, self._who, self._project)

    def _put(self, file: SealedFile, entry: Entry, folder: Path) -> Receipt:
        """Put a bundle into a folder, so that it is known to have begun if this is cut off."""
        self._outbox.begin(entry)
        try:
            return put_in_folder(file, folder, self._route.course)
        except _NOTHING_LEFT:
            self._outbox.keep_upload(entry, entry.upload)
            raise

    def _changed(self, entry: Entry, release: Release) -> str | None:
        """Say why a bundle that lies sealed is not what would be sealed now."""
        if entry.recipient != release.recipient.id:
            return RECIPIENT_CHANGED
        for stored in self._opened.log.events_of(DonationSealed):
            what = None if stored.event is None else stored.event.what
            if isinstance(what, DonationSealed) and what.bundle_sha256 == entry.bundle_sha256:
                is_same = what.decision_sha256 == release.decision.digest
                return None if is_same else CHOICES_CHANGED
        return CHOICES_CHANGED

    def _log_leak(self, release: Release) -> None:
        details = ReleaseRefused(reason=LEAK, decision_sha256=release.decision.digest)
        self._opened.log.record(details, self._who, why=Why.POLICY, project=self._project)


def _sealed(outbox: Outbox, project: str) -> list[Entry]:
    return [each for each in outbox.entries(project) if each.state is BundleState.SEALED]


def _drop_sealed(outbox: Outbox, project: str, reason: str) -> int:
    lying = _sealed(outbox, project)
    for entry in lying:
        outbox.drop(entry, reason)
    return len(lying)


def _facts(release: Release) -> tuple[object, ...]:
    """Return what two releases must share for one to stand for the other."""
    return (
        release.decision.digest,
        release.request,
        release.choices,
        release.agreed.digest,
        release.recipient,
        local_day(release.now),
    )


def _way(release: Release) -> Delivery:
    """Return the way that the recipient offers: over the network before a folder."""
    offered = release.recipient.delivery
    found = next((each for each in offered if each.kind == "tus"), None)
    found = found or next(iter(offered), None)
    if found is None:
        raise DeliveryNotOffered
    return found


def _upload_of(entry: Entry) -> UploadState | None:
    if entry.upload is None:
        return None
    try:
        return UploadState.model_validate_json(entry.upload)
    except ValidationError:
        return None
