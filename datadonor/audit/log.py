"""The log: what happened, in order, so that nothing can be taken out unseen.

Each event is a leaf of an RFC 6962 tree. Its size and root stand in the key file
outside the database (the head). When a vault is opened every stored leaf is made
anew from its event, the tree is built and compared with the head; the answer is a
``Condition``, and anything but a whole log leaves the vault readable only.

Appending is the one way to write to a vault: ``AuditLog.transaction`` commits the
events together with whatever else the block writes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from datadonor.audit import events
from datadonor.audit.checkpoint import Checkpoint, sign_checkpoint
from datadonor.audit.clock import LogClock, SystemClock, utc_now
from datadonor.audit.events import Actor, Details, Event, Position, Why
from datadonor.audit.help_in_force import (
    MOST,
    Assistance,
    HelperPresent,
    HelpInForce,
    helped,
)
from datadonor.audit.merkle import Frontier, consistency_proof, inclusion_proof, root
from datadonor.audit.note import VerifierKey
from datadonor.audit.recording import Recording
from datadonor.audit.verdict import Condition, condition_finding, judge_log, survey_log
from datadonor.errors import DatadonorError, ExitCode
from datadonor.vault.database import Row
from datadonor.vault.inspection import Finding
from datadonor.vault.vault import Vault, WriteTransaction

# Whoever writes to the log finds its words here.
__all__ = ["AuditLog", "NoSuchEvent", "NotErasable", "Recording", "StoredEvent"]


class NotErasable(DatadonorError):
    """The event carries a decision or the vault's own history, or is erased already."""

    code = "NOT_ERASABLE"
    exit_code = ExitCode.NO


class NoSuchEvent(DatadonorError):
    """The log has no event in that place."""

    code = "NO_SUCH_EVENT"
    exit_code = ExitCode.NO


class StoredEvent(NamedTuple):
    """An event with its place; ``event`` is nothing once its words are erased."""

    position: Position
    leaf_sha256: str
    event: Event | None


class AuditLog:
    """The log of an open vault. Used on the vault's writing thread."""

    def __init__(self, vault: Vault, system_clock: SystemClock = utc_now) -> None:
        """Read the whole log, compare it with the head, and repair what a crash left.

        Anything but a whole log makes the vault read-only.
        """
        self._vault = vault
        survey = survey_log(vault.connection)
        self._frontier = Frontier(survey.leaves)
        self._transaction_number = survey.transaction_number
        self._clock = LogClock(system_clock, survey.last_moment())
        self._help_in_force = HelpInForce.of(survey.newest_of_help)
        self.verdict = judge_log(vault, survey, self._frontier)
        self.surplus = self._surplus()
        if not self.verdict.condition.is_sound:
            vault.make_read_only()
        elif self.verdict.condition is Condition.REPAIRED:
            owes = vault.is_rotation_unsaved and events.KeysRotated.kind not in self.surplus
            vault.confirm_head(self.size, self.root())
            with self.transaction(events.PROGRAM) as recording:
                if owes:
                    recording.append(events.KeysRotated(), why=Why.REPAIR)
                recording.append(
                    events.LogRepaired(
                        head_size=self.verdict.head_size or 0, log_size=self.verdict.size
                    ),
                    why=Why.REPAIR,
                )

    # -- what it is -----------------------------------------------------------

    @property
    def size(self) -> int:
        """The number of events."""
        return self._frontier.size

    @property
    def is_clock_behind(self) -> bool:
        """Whether the computer's clock shows less than the highest time seen."""
        return self._clock.is_behind

    @property
    def clock_lag(self) -> timedelta:
        """How far the computer's clock is behind the highest time seen; zero if it is not."""
        return self._clock.lag

    def now(self) -> datetime:
        """Return the time: the computer's, but never earlier than the highest seen."""
        return self._clock.now()

    @property
    def assistance(self) -> Assistance | None:
        """The help in force now."""
        return self._help_in_force.at(self.now(), self.clock_lag)

    @property
    def is_help_overdue(self) -> bool:
        """Whether help is over that no event has ended; the next one written does."""
        return self._help_in_force.is_overdue(self.now(), self.clock_lag)

    def require_alone(self) -> None:
        """Check that nobody helps, before an act that is for the person alone.

        Raises:
            HelperPresent: Somebody does.
        """
        if self.assistance is not None:
            raise HelperPresent

    def root(self) -> bytes:
        """Return the root of the tree: 32 bytes."""
        return self._frontier.root()

    def origin(self) -> str:
        """Return the log's name in checkpoints: random, made once per vault."""
        return f"datadonor/log/{self._derive(b'datadonor/log-origin/v1', 16).hex()}"

    def verifier_key(self) -> str:
        """Return the key that checks the log's checkpoints, as a C2SP vkey."""
        return VerifierKey(self.origin(), self._signing_key().public_key()).format()

    def checkpoint(self) -> bytes:
        """Return a signed checkpoint of the log as it is (C2SP tlog-checkpoint).

        It names this vault's log: it never goes to a recipient (``docs/formats/log.md``).
        """
        return sign_checkpoint(
            Checkpoint(self.origin(), self.size, self.root()), self._signing_key()
        )

    def inclusion_proof(self, position: Position) -> list[bytes]:
        """Return the proof that an event stands in the log as it is (RFC 9162 §2.1.3)."""
        return inclusion_proof(self._leaves(), position)

    def consistency_proof(self, size: int) -> list[bytes]:
        """Return the proof that the log has only grown since a size (RFC 9162 §2.1.4)."""
        return consistency_proof(self._leaves(), size)

    def root_at(self, size: int) -> bytes:
        """Return the root that the log had at an earlier size."""
        return root(self._leaves()[:size])

    # -- writing --------------------------------------------------------------

    @contextmanager
    def transaction(self, who: Actor) -> Iterator[Recording]:
        """Write events, and what belongs to them, in one step.

        Whoever helps is named in every event but the program's own.

        Raises:
            VaultReadOnly: The log is not whole.
            DiskFull, DiskRefused: Nothing was changed; it can be tried again.
        """
        frontier, is_help_overdue = self._frontier.copy(), self.is_help_overdue
        who = helped(who, self.assistance)
        number = self._transaction_number + 1
        writing: WriteTransaction | None = None
        try:
            with self._vault.transaction() as writing:
                recording = Recording(
                    writing, frontier, self._clock, number, who, self._help_in_force
                )
                if is_help_overdue:
                    recording.end_overdue_help()
                if self._vault.is_rotation_unsaved:
                    why = Why.REPAIR if who == events.PROGRAM else Why.ASKED
                    recording.append(events.KeysRotated(), why=why)
                yield recording
                if recording.count:
                    writing.set_head(frontier.size, frontier.root())
        finally:
            # Committed, though the disk failed before the head was in its place: the
            # events stand, and the caller is told all the same.
            if writing is not None and writing.is_committed:
                self._frontier = frontier
                self._transaction_number = number
                self._help_in_force = recording.help_in_force

    def record(
        self, details: Details, who: Actor, *, why: Why = Why.ASKED, project: str | None = None
    ) -> Position:
        """Write one event and wait until it is durable."""
        with self.transaction(who) as recording:
            return recording.append(details, why=why, project=project)

    def erase(self, position: Position, who: Actor) -> Position:
        """Erase the words of one event (GDPR art. 17). Its hash stays, and so does the tree.

        Returns:
            The place of the event that says so.

        Raises:
            NoSuchEvent: There is none in that place.
            NotErasable: It carries a decision or the vault's own history, or it has just
                ended somebody's help.
            HelperPresent: Somebody helps.
        """
        self.require_alone()
        stored = self.event(position)
        if stored.event is None or not self._may_go(stored.event):
            raise NotErasable
        with self.transaction(who) as recording:
            recording.connection.execute(
                "UPDATE event SET body = NULL WHERE position = ?", (position,)
            )
            return recording.append(
                events.Erased(position=position, leaf_sha256=stored.leaf_sha256)
            )

    # -- reading --------------------------------------------------------------

    def event(self, position: Position) -> StoredEvent:
        """Return one event.

        Raises:
            NoSuchEvent: There is none in that place.
        """
        row = self._vault.connection.row(
            "SELECT position, leaf_hash, body FROM event WHERE position = ?", (position,)
        )
        if row is None:
            raise NoSuchEvent
        return _stored(*row)

    def events(self, since: int = 0) -> Iterator[StoredEvent]:
        """Yield the events from a place on, oldest first, one pass."""
        query = "SELECT position, leaf_hash, body FROM event WHERE position >= ? ORDER BY position"
        return (_stored(*row) for row in self._vault.connection.rows(query, (since,)))

    def events_of(self, *kinds: type[Details]) -> Iterator[StoredEvent]:
        """Yield the events of some kinds that are not erased, oldest first, one pass."""
        starts = [events.starts_with_kind(each.kind) for each in kinds]
        matches = " OR ".join("substr(body, 1, ?) = ?" for _ in starts)
        query = (
            "SELECT position, leaf_hash, body FROM event "  # noqa: S608 - our own words only
            f"WHERE {matches} ORDER BY position"
        )
        values = [value for start in starts for value in (len(start), start)]
        return (_stored(*row) for row in self._vault.connection.rows(query, values))

    def bodies_of(self, *starts: bytes) -> Iterator[tuple[Position, bytes]]:
        """Yield the stored bytes of events that begin in some way, oldest first, one pass.

        Nothing is parsed. The bytes are those of the leaves, which were compared with the
        head when the vault was opened.

        Args:
            *starts: What ``events.starts_with_kind`` and ``starts_with_family`` return.
        """
        matches = " OR ".join("substr(body, 1, ?) = ?" for _ in starts)
        query = f"SELECT position, body FROM event WHERE {matches} ORDER BY position"  # noqa: S608 - our own words only
        values = [value for start in starts for value in (len(start), start)]
        return ((Position(at), body) for at, body in self._vault.connection.rows(query, values))

    def events_before(self, position: Position, limit: int) -> list[StoredEvent]:
        """Return up to ``limit`` events before a place, newest first: one page."""
        query = (
            "SELECT position, leaf_hash, body FROM event WHERE position < ? "
            "ORDER BY position DESC LIMIT ?"
        )
        return [_stored(*row) for row in self._vault.connection.rows(query, (position, limit))]

    def inspect(self) -> list[Finding]:
        """Read every event in full and say what does not fit."""
        findings = []
        survey = survey_log(self._vault.connection)
        verdict = judge_log(self._vault, survey, Frontier(survey.leaves))
        if verdict.condition is not Condition.WHOLE:
            findings.append(condition_finding(verdict))
        findings += [
            Finding("EVENT_GONE", {"position": position})
            for position in survey.erased - survey.accounted
        ]
        latest = ""
        for position, body in self._bodies():
            try:
                event = events.parse_event(body)
            except DatadonorError:
                findings.append(Finding("EVENT_UNREADABLE", {"position": position}))
                continue
            if event.when.recorded < latest:
                findings.append(Finding("TIME_WENT_BACK", {"position": position}))
            latest = max(latest, event.when.recorded)
        return findings

    # -- within ---------------------------------------------------------------

    def _may_go(self, event: Event) -> bool:
        """Say whether an event's words may be erased.

        The end of help stays until that help would be over anyway: without it it went on.
        """
        is_end = isinstance(event.what, events.AssistanceEnded)
        is_young = self.now() - events.moment(event.when.recorded) < MOST
        return event.what.is_erasable and not (is_end and is_young)

    def _surplus(self) -> frozenset[str]:
        """Return the kinds of the events that a crash had left beyond the head."""
        if self.verdict.condition is not Condition.REPAIRED:
            return frozenset()
        beyond = self.events(self.verdict.head_size or 0)
        return frozenset(stored.event.kind for stored in beyond if stored.event is not None)

    def _bodies(self) -> Iterator[Row]:
        query = "SELECT position, body FROM event WHERE body IS NOT NULL ORDER BY position"
        yield from self._vault.connection.rows(query)

    def _leaves(self) -> list[bytes]:
        query = "SELECT leaf_hash FROM event ORDER BY position"
        return [leaf for (leaf,) in self._vault.connection.rows(query)]

    def _signing_key(self) -> Ed25519PrivateKey:
        seed = self._derive(b"datadonor/log-key/v1", 32)
        return Ed25519PrivateKey.from_private_bytes(seed)

    def _derive(self, info: bytes, length: int) -> bytes:
        kdf = HKDF(algorithm=SHA256(), length=length, salt=None, info=info)
        return kdf.derive(self._vault.secret())


def _stored(position: int, leaf: bytes, body: bytes | None) -> StoredEvent:
    return StoredEvent(
        Position(position), leaf.hex(), None if body is None else events.parse_event(body)
    )
