"""The citizen's side of the registry: choose one, read it anew, look at what it says.

Promises: what is taken is what the operators signed, of versions never older than any
taken before; a refresh is taken whole or not at all; which requests are made depends on
what was published and what is kept, never on what the person looks at.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from datadonor.audit import events
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import Actor, Why
from datadonor.audit.log import Recording
from datadonor.errors import DatadonorError
from datadonor.network import Contact, Door
from datadonor.registry import store
from datadonor.registry.errors import (
    ClockBehind,
    RegistryCopyDamaged,
    RegistryError,
    RegistryNotChosen,
)
from datadonor.registry.fetcher import parse_location
from datadonor.registry.refreshing import Limits, Taken, fetch_registry
from datadonor.registry.signed import RootChain, Versions
from datadonor.registry.store import Choice, Memory
from datadonor.registry.view import RegistryView, load_view
from datadonor.vault.errors import VaultReadOnly
from datadonor.vault.inspection import Finding

MOST_CLOCK_LAG: Final = timedelta(minutes=10)
"""How far the computer's clock may be behind the log: what a correction can cost. Our choice."""

DoorMaker = Callable[[Callable[[Contact], None]], Door]
"""Makes a door that tells of each contact."""


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """What a refresh did. Names are those of targets, ascending."""

    as_of: datetime
    fresh_until: datetime
    versions: Versions
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    requests: int
    received_bytes: int


class RegistryClient:
    """The registry of one open vault. Used on the vault's writing thread."""

    def __init__(
        self,
        opened: OpenVault,
        *,
        door: DoorMaker | None = None,
        who: Actor = events.SELF,
        limits: Limits | None = None,
    ) -> None:
        """Work on an open vault.

        Args:
            opened: The vault. Its log's clock is the one that counts.
            door: Makes the way out to the network; the usual one if left out.
            who: In whose name the log speaks.
            limits: The most that is read.
        """
        self._opened = opened
        self._door: DoorMaker = door or Door
        self._who = who
        self._limits = limits or Limits()

    def use(self, location: str, root: bytes) -> None:
        """Choose a registry. Nothing is fetched.

        The same registry at another place keeps its copy; another one replaces it.

        Args:
            location: An https address, an http address on this computer, or a folder.
            root: The root that the person was given, by a way that they trust.

        Raises:
            RegistryLocationInvalid, RootInvalid, VaultReadOnly, DiskFull, DiskRefused:
                What was chosen before stands.
        """
        place = parse_location(location)
        chain = RootChain(root)
        known = self._choice()
        if known is not None and root in known.chain.files().values():
            choice = Choice(place.text, known.chain, known.files, known.memory)
        else:
            digest = sha256(root).hexdigest()
            choice = Choice(place.text, chain, {}, Memory(digest, None, None, is_read=False))
        with self._opened.log.transaction(self._who) as recording:
            store.save_files(recording.connection, choice)
            if not choice.files:
                store.save_records(recording.connection, {}, {})
            recording.append(events.RegistryChosen(root_sha256=choice.memory.root_sha256))

    def refresh(self, *, why: Why = Why.ASKED) -> RefreshReport:
        """Read the registry anew and take it whole, or refuse it and change nothing.

        Raises:
            RegistryNotChosen: There is none to read.
            RegistryError: As its kinds say; the log then says so too.
            VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
        """
        if self._opened.vault.is_read_only:
            raise VaultReadOnly
        connection = self._opened.vault.connection
        choice = store.load_choice(connection, self._opened.log)
        kept = dict(store.load_records(connection))
        contacts: list[Contact] = []
        try:
            taken = self._fetch(choice, kept, contacts)
        except BaseException as error:
            self._record_refusal(error, contacts, why)
            raise
        with self._opened.log.transaction(self._who) as recording:
            store.save_files(recording.connection, taken.choice)
            store.save_records(recording.connection, taken.fetched, taken.state.records)
            _append_contacts(recording, contacts, why)
            position = recording.append(_refreshed(taken.state.versions), why=why)
        stored = self._opened.log.event(position).event
        as_of = self._opened.log.now() if stored is None else events.moment(stored.when.recorded)
        return _report(taken, kept, contacts, as_of)

    def view(self) -> RegistryView | None:
        """Return what the vault has; nothing if no registry was chosen or read yet.

        Raises:
            RegistryCopyDamaged: The rows are not what was signed and taken.
        """
        return load_view(self._opened.vault.connection, self._opened.log)

    def inspect(self) -> list[Finding]:
        """Say whether the vault's copy is what was signed and taken, for ``vault verify``."""
        try:
            self.view()
        except RegistryCopyDamaged:
            return [Finding("REGISTRY_COPY_DAMAGED", {})]
        return []

    def _choice(self) -> Choice | None:
        try:
            return store.load_choice(self._opened.vault.connection, self._opened.log)
        except RegistryNotChosen:
            return None

    def _fetch(self, choice: Choice, kept: dict[str, bytes], contacts: list[Contact]) -> Taken:
        lag = self._opened.log.clock_lag
        if lag > MOST_CLOCK_LAG:
            raise ClockBehind(minutes=int(lag.total_seconds() // 60))
        place = parse_location(choice.location)
        with place.fetcher(lambda: self._door(contacts.append)) as fetcher:
            now = self._opened.log.now()
            return fetch_registry(choice, kept, fetcher, place.base, now, self._limits)

    def _record_refusal(self, error: BaseException, contacts: list[Contact], why: Why) -> None:
        if not contacts and not isinstance(error, RegistryError):
            return
        # The disk may be what failed: then the error that is on its way says so.
        with suppress(DatadonorError), self._opened.log.transaction(self._who) as recording:
            _append_contacts(recording, contacts, why)
            if isinstance(error, RegistryError):
                recording.append(events.RegistryRefused(reason=error.reason), why=why)


def _append_contacts(recording: Recording, contacts: list[Contact], why: Why) -> None:
    """Write one event for each host, with how the last exchange ended."""
    for host in sorted({contact.host for contact in contacts}):
        ours = [contact for contact in contacts if contact.host == host]
        recording.append(
            events.NetworkContacted(
                host=host,
                purpose=ours[0].purpose,
                outcome=ours[-1].outcome,
                requests=len(ours),
                received_bytes=sum(contact.received_bytes for contact in ours),
            ),
            why=why,
        )


def _refreshed(versions: Versions) -> events.RegistryRefreshed:
    return events.RegistryRefreshed(
        root_version=versions.root,
        timestamp_version=versions.timestamp,
        snapshot_version=versions.snapshot,
        targets_version=versions.targets,
    )


def _report(
    taken: Taken, kept: dict[str, bytes], contacts: list[Contact], as_of: datetime
) -> RefreshReport:
    return RefreshReport(
        as_of=as_of,
        fresh_until=taken.state.fresh_until,
        versions=taken.state.versions,
        added=tuple(name for name in taken.fetched if name not in kept),
        changed=tuple(name for name in taken.fetched if name in kept),
        removed=tuple(sorted(kept.keys() - taken.state.records.keys())),
        requests=len(contacts),
        received_bytes=sum(contact.received_bytes for contact in contacts),
    )
