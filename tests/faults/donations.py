"""A donor and a recipient who may be copied, killed and gone on with, and what must hold."""

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Final

from consent.book import ConsentBook
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import DonationAnswered, DonationSealed, DonationSent, NoticeSent
from datadonor.registry.targets import Recipient
from export.bundle.manifest import Facts
from export.delivery import Course
from export.fetching import fetch_answers
from export.noticing import NoNoticeDue, send_notices
from export.outbox import BundleState, Entry, NotDue, NothingNew, Outbox
from export.preview import Preview
from export.receiving.collecting import collect
from export.receiving.desk import Desk, Report
from export.receiving.manifest_reading import parse_manifest
from export.sending import ReleaseRefusedNow, Route, send
from tests.consents import RECIPIENT_KEY, Clock
from tests.donations import DAY, FIRST_NOON, Donor, donor
from tests.inboxes import Folders
from tests.releases import PROJECT, new_template, open_at, signed_version
from tests.seals import Reader
from tests.unit.conftest import SyntheticVault
from tests.unit.records.stored import asleep, pulse

_STAGED: Final = ".part"
_LINES: Final = "[a-z]*/[a-z2-7]*/{}/data/fhir/*.ndjson"


@dataclass(frozen=True)
class Place(Folders):
    """A closed vault and the recipient's three folders, below one root."""

    vault: SyntheticVault
    clock: Clock
    reader: Reader
    recipient: Recipient

    def copy(self, root: Path) -> "Place":
        """Copy all of it to a folder that is not there yet."""
        shutil.copytree(self.root, root)
        vault = SyntheticVault(root / "vault", self.vault.words)
        return replace(self, root=root, vault=vault, clock=Clock(self.clock.now))

    @contextmanager
    def open(self) -> Iterator[OpenVault]:
        """Open the vault; a child must do so itself, since a lock does not survive a fork."""
        with open_at(self.vault, self.clock) as opened:
            yield opened

    # -- what is done, each to be gone on with ---------------------------------

    def send(self) -> None:
        """Send what is new or waits, if there is any, and if it may leave."""
        with self.open() as opened, suppress(NothingNew, NotDue, ReleaseRefusedNow):
            send(opened, PROJECT, _confirm, self._route())

    def tell(self) -> None:
        """Tell of withdrawals, if there is one to tell of."""
        with self.open() as opened, suppress(NoNoticeDue):
            send_notices(opened, PROJECT, self._route())

    def fetch(self) -> None:
        """Fetch answers; nothing may be wrong with any."""
        with self.open() as opened:
            assert [each.error for each in fetch_answers(opened, self.answers) if each.error] == []

    def collect(self) -> Report:
        """Collect as the recipient does."""
        desk = Desk(
            self.recipient,
            [signed_version(1)],
            [self.reader.private],
            RECIPIENT_KEY,
            self.clock.now,
        )
        self.inbox.mkdir(exist_ok=True)
        return collect(self.inbox, self.store, self.answers, desk)

    def withdraw(self) -> None:
        """Take the whole consent back."""
        with self.open() as opened:
            ConsentBook(opened).withdraw(signed_version(1).request)

    def _route(self) -> Route:
        self.inbox.mkdir(exist_ok=True)
        return Route(Course(lambda _: None, random.Random(1).random), self.inbox)

    # -- what must hold --------------------------------------------------------

    def require_no_half(self) -> None:
        """Check that whatever has a final name is whole, at any moment, also after a kill."""
        for folder in (self.inbox, self.vault.folder / "outbox"):
            for file in folder.glob("*.age"):
                assert sha256(file.read_bytes()).hexdigest() == file.stem
        for folder in self.filed():
            for listed in parse_manifest((folder / "manifest.dsse.json").read_bytes()).files:
                assert (folder / listed.path).stat().st_size == listed.length

    def require_order(self, *states: BundleState, is_taken_back: bool = False) -> None:
        """Check the log, the outbox and its folder, all seen by a new process.

        What is taken back is not kept to be sent again, also where it may have arrived.
        """
        with self.open() as opened:
            outbox = Outbox(opened)
            entries = outbox.entries()
            assert [(each.sequence, each.state) for each in entries] == [*enumerate(states, 1)]
            assert opened.log.inspect() == []
            assert _logged(opened, DonationSealed) == [each.bundle_sha256 for each in entries]
            outbox.clear_leftovers()
            waiting = set() if is_taken_back else {BundleState.SEALED, BundleState.SENT}
            kept = {each.file_name for each in entries if each.state in waiting}
            assert {file.name for file in outbox.folder.iterdir()} == kept

    def require_once(self, *states: BundleState) -> None:
        """Check that each bundle left, came and was answered exactly once."""
        self.require_order(*states)
        with self.open() as opened:
            entries = Outbox(opened).entries()
            digests = [each.bundle_sha256 for each in entries]
            assert _logged(opened, DonationSent) == digests
            answered = [digest for digest in _logged(opened, DonationAnswered) if digest in digests]
            assert list(dict.fromkeys(answered)) == digests
        assert self.names(self.inbox) == []

    def require_filed(self) -> None:
        """Check that the recipient holds each bundle once, with the lines noted as sent."""
        with self.open() as opened:
            entries = Outbox(opened).entries()
            for entry in entries:
                (folder,) = self.store.glob(f"[a-z]*/[a-z2-7]*/{entry.sequence}")
                facts = self.facts(folder)
                assert (facts.sequence, facts.recipient) == (entry.sequence, self.recipient.id)
                assert self.lines(entry) == _sent_lines(opened, entry)
            chain = [self.facts(folder) for folder in self.filed()]
            befores = [None, *(each.manifest_sha256 for each in entries)][:-1]
            assert [each.previous_sha256 for each in chain] == befores
        assert list((self.store / "_quarantine").glob("*")) == []
        assert list((self.store / "_work").glob("*")) == []
        assert len(self.names(self.answers)) == len(entries)

    def facts(self, folder: Path) -> Facts:
        """Return what the manifest of a filed bundle says."""
        return parse_manifest((folder / "manifest.dsse.json").read_bytes()).facts

    def lines(self, entry: Entry) -> set[bytes]:
        """Return the digests of the lines that the recipient has of a bundle."""
        found = [
            blake2b(line, digest_size=16).digest()
            for file in self.store.glob(_LINES.format(entry.sequence))
            for line in file.read_bytes().splitlines()
        ]
        assert len(found) == len(set(found)) > 0
        return set(found)

    def states(self) -> list[tuple[int, BundleState]]:
        """Return number and state of each bundle in the outbox."""
        with self.open() as opened:
            return [(each.sequence, each.state) for each in Outbox(opened).entries()]

    def filed(self) -> list[Path]:
        """Return the folders of the bundles that the recipient holds."""
        return sorted(self.store.glob("[a-z]*/[a-z2-7]*/[0-9]*"))

    def notices(self) -> list[str]:
        """Return the digests of the notices that the log says were sent."""
        with self.open() as opened:
            return [
                stored.event.what.notice_sha256
                for stored in opened.log.events_of(NoticeSent)
                if stored.event is not None and isinstance(stored.event.what, NoticeSent)
            ]

    @staticmethod
    def names(folder: Path) -> list[str]:
        """Return the names in a folder, what is only staged left out."""
        if not folder.is_dir():
            return []
        return sorted(file.name for file in folder.iterdir() if file.suffix != _STAGED)

    def tree(self) -> dict[str, bytes]:
        """Return every file of the recipient's."""
        files = [file for each in (self.store, self.answers) for file in each.rglob("*")]
        return {
            file.relative_to(self.root).as_posix(): file.read_bytes()
            for file in files
            if file.is_file()
        }


@dataclass(frozen=True)
class Journey:
    """Where a journey may begin: each a closed place, to be copied.

    Attributes:
        new: Nothing was sent.
        month: The first was received; a month later there is more.
        left: Both were received, and the consent is taken back.
    """

    new: Place
    month: Place
    left: Place


def journey(folder: Path) -> Journey:
    """Make the beginnings, undisturbed."""
    template = new_template(folder / "noon" / "vault")
    (folder / "new").mkdir()
    with donor(template, folder / "new") as someone:
        new = _place(folder / "new", someone)
        registry = someone.citizen
        someone.citizen.opened.close()
        month = new.copy(folder / "month")
        _whole(month)
        month.clock.forward(days=32)
        registry.clock.now = month.clock.now
        registry.republish()
        with month.open() as opened:
            registry.opened = opened
            registry.refresh()
            someone.bring(
                asleep(FIRST_NOON + 100 * DAY, "restless"), pulse(FIRST_NOON + 99 * DAY, 55)
            )
    left = month.copy(folder / "left")
    _whole(left)
    left.withdraw()
    return Journey(new, month, left)


def _whole(place: Place) -> None:
    place.send()
    place.collect()
    place.fetch()


def _place(root: Path, someone: Donor) -> Place:
    citizen = someone.citizen
    assert citizen.recipient is not None
    clock = Clock(citizen.clock.now)
    return Place(root, citizen.closed, clock, someone.reader, citizen.recipient)


def _confirm(shown: Preview) -> str:
    return shown.digest


def _sent_lines(opened: OpenVault, entry: Entry) -> set[bytes]:
    rows = opened.vault.connection.rows(
        "SELECT digest FROM sent_line WHERE project = ? AND sequence = ?",
        (entry.project, entry.sequence),
    )
    return {bytes(digest) for (digest,) in rows}


def _logged(
    opened: OpenVault, kind: type[DonationSealed | DonationSent | DonationAnswered]
) -> list[str]:
    return [
        stored.event.what.bundle_sha256
        for stored in opened.log.events_of(kind)
        if stored.event is not None and isinstance(stored.event.what, kind)
    ]
