"""Fetching what recipients answer about the donations that were sent to them.

Every answer is a file named by the digest of what was sent, so asking for it tells nobody
anything new. An answer counts when a key of the recipient's record signed it, it is about
this very bundle, and it takes nothing back; then it is entered into the outbox and the log.
"""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple, cast

from consent.envelope import MOST_BYTES
from datadonor import paths
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF
from datadonor.errors import DatadonorError, ExitCode
from datadonor.network import AnswerRefused, Contact, Door, Purpose
from datadonor.registry.client import RegistryClient
from datadonor.registry.errors import RegistryLocationInvalid
from datadonor.registry.fetcher import parse_location
from datadonor.registry.targets import Recipient
from export.answers import (
    AnswerContradicts,
    Kind,
    SignedAnswer,
    answer_name,
    may_follow,
    open_answer,
    require_about,
)
from export.contacts import log_contacts
from export.kept_answers import keep_answer
from export.outbox import BundleState, Entry, Outbox
from export.pseudonym import Donor

AWAITED: Final = frozenset({BundleState.SENT, BundleState.RECEIVED, BundleState.WITHDRAWN})
"""States after which a recipient may still have something to say."""

_NOT_THERE: Final = frozenset({404, 410})
_ANSWERED: Final = frozenset({BundleState.RECEIVED, BundleState.WITHDRAWN})


class AnswersNotOffered(DatadonorError):
    """The recipient's record names no place where its answers lie."""

    code = "ANSWERS_NOT_OFFERED"
    exit_code = ExitCode.NO


class RecipientUnknown(DatadonorError):
    """The registry does not name the recipient of a donation any more."""

    code = "RECIPIENT_UNKNOWN"
    exit_code = ExitCode.NO


class Fetched(NamedTuple):
    """What was found about one donation.

    Attributes:
        entry: Of the outbox, as it was before.
        answer: A new one; nothing if there is none.
        error: Why there is none, if something was wrong.
    """

    entry: Entry
    answer: SignedAnswer | None
    error: DatadonorError | None = None


def fetch_answers(
    opened: OpenVault,
    folder: Path | None = None,
    make_door: Callable[[Callable[[Contact], None]], Door] = Door,
) -> list[Fetched]:
    """Look for new answers about all donations that may still get one.

    Args:
        opened: The vault, on its writing thread.
        folder: Where answers lie; nothing means where each recipient's record says.
        make_door: Makes the way out to the network.

    Raises:
        RegistryCopyDamaged: It cannot be told whose keys count.
        DiskFull, DiskRefused: What was entered by then is entered.

    What is wrong with one answer is told with it, and keeps no other from being read.
    """
    view = RegistryClient(opened).view()
    outbox = Outbox(opened)
    contacts: list[Contact] = []
    found: list[Fetched] = []
    try:
        with closing(make_door(contacts.append)) as door:
            for entry in outbox.entries():
                if entry.state not in AWAITED:
                    continue
                recipient = None if view is None else view.recipients.get(entry.recipient)
                found.append(_fetched(opened, outbox, entry, _Source(recipient, folder, door)))
    finally:
        log_contacts(opened, contacts, SELF)
    return found


class _Source(NamedTuple):
    """Where the answers of one recipient are taken from."""

    recipient: Recipient | None
    folder: Path | None
    door: Door

    def content(self, name: str) -> bytes | None:
        """Return a file; nothing if it is not there."""
        if self.folder is not None:
            return _read(self.folder / name)
        url = None if self.recipient is None else self.recipient.answers_url
        if url is None:
            raise AnswersNotOffered
        try:
            place = parse_location(url)
        except RegistryLocationInvalid:
            raise AnswersNotOffered from None
        if place.folder is not None:
            return _read(place.folder / name)
        try:
            with self.door.get(f"{place.base}{name}", Purpose.ANSWERS, MOST_BYTES) as answer:
                return answer.read()
        except AnswerRefused as error:
            if error.facts.get("status") in _NOT_THERE:
                return None
            raise


def _fetched(opened: OpenVault, outbox: Outbox, entry: Entry, source: _Source) -> Fetched:
    try:
        if source.recipient is None:
            raise RecipientUnknown
        content = source.content(answer_name(entry.bundle_sha256))
        if content is None:
            return Fetched(entry, None)
        signed = open_answer(content, source.recipient)
        pseudonym = Donor(opened.vault.secret()).for_project(entry.project).pseudonym
        require_about(signed.answer, entry.bundle_sha256, entry.project, pseudonym)
        if not _is_news(entry, signed.answer.kind):
            return Fetched(entry, None)
    except DatadonorError as error:
        if error.exit_code is ExitCode.DISK:
            raise
        return Fetched(entry, None, error)
    keep_answer(opened, signed)
    outbox.answered(entry, signed.answer.kind, signed.digest)
    return Fetched(entry, signed)


def _is_news(entry: Entry, kind: Kind) -> bool:
    """Say whether an answer says more than the one before.

    Raises:
        AnswerContradicts: It takes back what was signed before.
    """
    if entry.state not in _ANSWERED or entry.state == kind:
        return entry.state != kind
    if not may_follow(cast("Kind", entry.state.value), kind):
        raise AnswerContradicts
    return True


def _read(file: Path) -> bytes | None:
    """Return a file of at most what an answer can be, and one byte more if it is larger."""
    with paths.disk_errors():
        if not file.is_file():
            return None
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
