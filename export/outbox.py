"""The outbox: bundles that are sealed and on their way, and how far each has come.

A bundle is sealed into the vault's folder and entered here in one step with the log's event
and with the digests of its lines, so that the next one sends only what is new. Its file
stands under its own SHA-256; one without a row here was cut off and is cleared away. A
sealed file holds nothing that its recipient alone cannot open.
"""

import os
import secrets
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from consent.fitting import fit_choices
from consent.gate import Release
from consent.periods import local_day
from datadonor import paths
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import (
    SELF,
    Actor,
    DonationAnswered,
    DonationDropped,
    DonationSealed,
    DonationSent,
    NoticeSent,
    Why,
    instant,
    moment,
)
from datadonor.errors import DatadonorError, ExitCode
from datadonor.registry.at_release import keep_registry
from datadonor.vault.database import Connection, Row
from export.answers import Kind
from export.bundle.commitment import BLINDING_BYTES, log_commitment
from export.bundle.manifest import Facts, RegistryVersions
from export.bundle.writing import Written, bundle_pieces
from export.outgoing import Outgoing
from export.preparing import Prepared
from export.seal.opening import seal_for
from export.stream import line_digest

_ENDINGS: Final = {"age": "age", "crypt4gh": "c4gh"}
_LINES_AT_ONCE: Final = 5_000
_PARTIAL: Final = ".part"
NOTICE_ENDING: Final = ".notice"
"""Of a sealed notice that is to be told; its name begins with the notice's digest."""

BEGUN: Final = "{}"
"""In place of an upload: the bundle may have left, and nothing more is known."""


class BundleState(StrEnum):
    """How far a bundle has come."""

    SEALED = "sealed"
    SENT = "sent"
    RECEIVED = "received"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"  # the recipient has read that the donor takes it back
    DELETED = "deleted"
    DROPPED = "dropped"  # it was never sent


_KEPT: Final = frozenset({BundleState.SEALED, BundleState.SENT})
"""States in which the sealed file is kept."""


_NOT_THERE: Final = frozenset({BundleState.DROPPED, BundleState.REJECTED, BundleState.DELETED})
"""States in which the recipient has nothing of a bundle: a later consent sends it anew."""


class NothingNew(DatadonorError):
    """There is nothing to send that was not sent before."""

    code = "NOTHING_NEW"
    exit_code = ExitCode.NO


class NotDue(DatadonorError):
    """The next donation is not due yet (fact: ``day``, the first on which it is)."""

    code = "NOT_DUE"
    exit_code = ExitCode.NO


class OnceOnly(DatadonorError):
    """The project gets data once, and has got them."""

    code = "ONCE_ONLY"
    exit_code = ExitCode.NO


class Entry(NamedTuple):
    """One bundle in the outbox.

    Attributes:
        sequence: Of the donor's bundles for the project, from 1.
        format: Of the seal.
        bundle_sha256: Of the sealed file, in hex; ``bundle_bytes`` its length.
        manifest_sha256: Of the manifest within, in hex.
        upload: How far an upload has come, as its deliverer wrote it.
        updated: When it last changed, as the log writes moments.
    """

    project: str
    sequence: int
    state: BundleState
    recipient: str
    format: str
    bundle_sha256: str
    bundle_bytes: int
    manifest_sha256: str
    upload: str | None
    updated: str

    @property
    def file_name(self) -> str:
        """What its file is called, here and at the recipient's."""
        return f"{self.bundle_sha256}.{_ENDINGS[self.format]}"

    @property
    def may_have_left(self) -> bool:
        """Whether delivering it has begun, and nobody knows how far that came."""
        return self.state is BundleState.SEALED and self.upload is not None


class Outbox:
    """The outbox of one open vault. Used on the vault's writing thread."""

    def __init__(self, opened: OpenVault) -> None:
        """Look into an open vault."""
        self._opened = opened

    @property
    def folder(self) -> Path:
        """Where sealed files lie."""
        return self._opened.vault.folder / "outbox"

    def file(self, entry: Entry) -> Path:
        """Return where a bundle's sealed file lies, as long as it is kept."""
        return self.folder / entry.file_name

    def entries(self, project: str | None = None) -> list[Entry]:
        """Return the bundles, by project and sequence."""
        rows = self._opened.vault.connection.rows(
            "SELECT project, sequence, state, recipient, format, bundle_sha256, bundle_bytes, "
            "manifest_sha256, upload, updated FROM outbox WHERE ? IS NULL OR project = ? "
            "ORDER BY project, sequence",
            (project, project),
        )
        return [_entry(row) for row in rows]

    def due_on(self, release: Release) -> date:
        """Return the first day on which the next donation is due; a past one if it is.

        Raises:
            OnceOnly: The project gets data once, and has got them.
        """
        sent = [
            entry for entry in self.entries(release.request.id) if entry.state not in _NOT_THERE
        ]
        if not sent:
            return date.min
        often = fit_choices(release.choices, release.request).frequency
        if often == "once":
            raise OnceOnly
        last = local_day(moment(self._sealed_at(sent[-1])))
        return last + timedelta(days=7) if often == "weekly" else _month_after(last)

    def seal(self, prepared: Prepared, confirmed_sha256: str, who: Actor = SELF) -> Entry:
        """Seal what was confirmed, for the release's recipient, and enter it.

        Args:
            prepared: From a release that the gate has just given.
            confirmed_sha256: The digest that the person confirmed.
            who: Who asked for it.

        Raises:
            NotDue, OnceOnly, NothingNew: As their names say.
            BundleNotConfirmed, BundleChanged: The contents are not what was confirmed.
            LeakFound: Something in it points at the person.
            VaultReadOnly, DiskFull, DiskRefused: As always; nothing is left behind.
        """
        release = prepared.release
        due = self.due_on(release)
        if due > prepared.stream.release_day:
            raise NotDue(day=str(due))
        if not prepared.records:
            raise NothingNew
        self.clear_leftovers()
        blinding = secrets.token_bytes(BLINDING_BYTES)
        checkpoint = self._opened.log.checkpoint()
        facts = self._facts(prepared, confirmed_sha256, blinding, checkpoint)
        published: Path | None = None
        try:
            with self._opened.log.transaction(who) as recording:
                kept = _KeptLines(recording.connection, release.request.id, facts.sequence)
                writing = _Writing(prepared, facts, kept)
                staged, sealed = self._write(writing, release)
                entry = Entry(
                    release.request.id, facts.sequence, BundleState.SEALED, facts.recipient,
                    release.recipient.seal.format, sealed[0], sealed[1],
                    writing.written.manifest_sha256, None, instant(release.now),
                )  # fmt: skip
                published = self.file(entry)
                paths.publish(staged, published)
                self._insert(recording.connection, entry, blinding, checkpoint)
                keep_registry(recording.connection, entry.bundle_sha256, entry.recipient)
                recording.append(_sealed_event(prepared, facts, entry), project=entry.project)
        except BaseException:
            if published is not None and not self._is_entered(published.stem):
                paths.discard(published)
            raise
        return entry

    def begin(self, entry: Entry) -> None:
        """Remember that a bundle is about to leave, before it can."""
        if entry.upload is None:
            self.keep_upload(entry, BEGUN)

    def keep_upload(self, entry: Entry, upload: str | None) -> None:
        """Remember how far an upload has come, so that it can be gone on with."""
        with self._opened.vault.transaction() as writing:
            writing.connection.execute(
                "UPDATE outbox SET upload = ? WHERE project = ? AND sequence = ?",
                (upload, entry.project, entry.sequence),
            )

    def sent(self, entry: Entry, confirmed_sha256: str, who: Actor = SELF) -> None:
        """Record that a bundle has left the computer."""
        details = _sent_event(entry, confirmed_sha256)
        with self._opened.log.transaction(who) as recording:
            self._move(recording.connection, entry, BundleState.SENT)
            recording.append(details, project=entry.project)

    def confirmed(self, entry: Entry) -> str:
        """Return the digest that the person confirmed of a bundle."""
        return self._sealed_event(entry).confirmed_sha256

    def drop(self, entry: Entry, reason: str) -> None:
        """Throw away a bundle that was not sent; what was in it counts as not sent.

        One that may have left is recorded as sent all the same, or its recipient would not
        be told of a withdrawal.
        """
        details: DonationDropped | DonationSent = DonationDropped(
            sequence=entry.sequence, bundle_sha256=entry.bundle_sha256, reason=reason
        )
        state = BundleState.DROPPED
        if entry.may_have_left:
            state, details = BundleState.SENT, _sent_event(entry, self.confirmed(entry))
        with self._opened.log.transaction(SELF) as recording:
            self._move(recording.connection, entry, state)
            recording.connection.execute(
                "DELETE FROM sent_line WHERE project = ? AND sequence = ?",
                (entry.project, entry.sequence),
            )
            recording.append(details, why=Why.POLICY, project=entry.project)
        paths.discard(self.file(entry))

    def answered(self, entry: Entry, kind: Kind, answer_sha256: str) -> None:
        """Record the recipient's answer, which the caller has verified.

        What was rejected, or deleted, counts as not sent. The sealed file goes.
        """
        details = DonationAnswered(
            answer=kind, bundle_sha256=entry.bundle_sha256, answer_sha256=answer_sha256
        )
        with self._opened.log.transaction(SELF) as recording:
            self._move(recording.connection, entry, BundleState(kind))
            if BundleState(kind) in _NOT_THERE:
                recording.connection.execute(
                    "DELETE FROM sent_line WHERE project = ? AND sequence = ?",
                    (entry.project, entry.sequence),
                )
            recording.append(details, why=Why.AUTOMATIC, project=entry.project)
        paths.discard(self.file(entry))

    def clear_leftovers(self) -> None:
        """Remove files that a run which was cut off left, and nothing needs."""
        paths.private_folder(self.folder)
        with paths.disk_errors():
            found = list(self.folder.iterdir())
        kept = {entry.file_name for entry in self.entries() if entry.state in _KEPT}
        for file in found:
            if file.name not in kept and not self._is_untold(file):
                paths.discard(file)

    # -- within ---------------------------------------------------------------

    def _facts(
        self, prepared: Prepared, confirmed_sha256: str, blinding: bytes, checkpoint: bytes
    ) -> Facts:
        release = prepared.release
        before = self.entries(release.request.id)
        going = [entry for entry in before if entry.state is not BundleState.DROPPED]
        return Facts(
            recipient=release.recipient.id,
            project=release.request.id,
            request_version=release.agreed.request.version,
            request_sha256=release.agreed.digest,
            sequence=before[-1].sequence + 1 if before else 1,
            previous_sha256=going[-1].manifest_sha256 if going else None,
            confirmed_sha256=confirmed_sha256,
            log_commitment=log_commitment(release.request.id, blinding, checkpoint),
            registry_versions=RegistryVersions.of(release.registry_versions),
        )

    def _write(self, writing: "_Writing", release: Release) -> tuple[Path, tuple[str, int]]:
        """Seal into a file that has no final name yet; return it with digest and length."""
        keys = release.recipient.seal
        staged = self.folder / f"{secrets.token_hex(8)}{_PARTIAL}"
        try:
            with _private_file(staged) as out:
                sealed = seal_for(keys).seal_stream(writing.pieces(), keys, out)
        except BaseException:
            paths.discard(staged)
            raise
        return staged, (sealed.sha256, sealed.size_bytes)

    def _insert(
        self, connection: Connection, entry: Entry, blinding: bytes, checkpoint: bytes
    ) -> None:
        connection.execute(
            "INSERT INTO outbox (project, sequence, state, recipient, format, bundle_sha256, "
            "bundle_bytes, manifest_sha256, blinding, checkpoint, updated) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                entry.project, entry.sequence, entry.state, entry.recipient, entry.format,
                bytes.fromhex(entry.bundle_sha256), entry.bundle_bytes,
                bytes.fromhex(entry.manifest_sha256), blinding, checkpoint, entry.updated,
            ),
        )  # fmt: skip

    def _move(self, connection: Connection, entry: Entry, state: BundleState) -> None:
        connection.execute(
            "UPDATE outbox SET state = ?, upload = NULL, updated = ? "
            "WHERE project = ? AND sequence = ?",
            (state, instant(self._opened.log.now()), entry.project, entry.sequence),
        )

    def _is_entered(self, bundle_sha256: str) -> bool:
        try:
            digest = bytes.fromhex(bundle_sha256)
        except ValueError:
            return False
        query = "SELECT 1 FROM outbox WHERE bundle_sha256 = ?"
        return self._opened.vault.connection.row(query, (digest,)) is not None

    def _is_untold(self, file: Path) -> bool:
        """Say whether a file is a sealed notice that the log does not have as sent."""
        if file.suffix != NOTICE_ENDING:
            return False
        return not any(
            stored.event is not None
            and isinstance(stored.event.what, NoticeSent)
            and file.name.startswith(stored.event.what.notice_sha256)
            for stored in self._opened.log.events_of(NoticeSent)
        )

    def _sealed_event(self, entry: Entry) -> DonationSealed:
        for stored in self._opened.log.events_of(DonationSealed):
            what = None if stored.event is None else stored.event.what
            if isinstance(what, DonationSealed) and what.bundle_sha256 == entry.bundle_sha256:
                return what
        raise ValueError("an entry has its event")

    def _sealed_at(self, entry: Entry) -> str:
        for stored in self._opened.log.events_of(DonationSealed):
            event = stored.event
            if (
                event is not None
                and isinstance(event.what, DonationSealed)
                and event.what.bundle_sha256 == entry.bundle_sha256
            ):
                return event.when.recorded
        raise ValueError("an entry has its event")


class _KeptLines:
    """Remembers the lines of a bundle while they are written."""

    def __init__(self, connection: Connection, project: str, sequence: int) -> None:
        self._connection = connection
        self._rest = (project, sequence)
        self._waiting: list[bytes] = []

    def through(self, lines: Iterator[Outgoing]) -> Iterator[Outgoing]:
        """Yield what is given, and keep its digests; complete when it has ended."""
        for outgoing in lines:
            self._waiting.append(line_digest(outgoing))
            if len(self._waiting) >= _LINES_AT_ONCE:
                self.flush()
            yield outgoing
        self.flush()

    def flush(self) -> None:
        """Write what waits."""
        project, sequence = self._rest
        self._connection.execute_many(
            "INSERT OR IGNORE INTO sent_line (project, digest, sequence) VALUES (?, ?, ?)",
            [(project, digest, sequence) for digest in self._waiting],
        )
        self._waiting.clear()


class _Writing:
    """The second pass: the bundle's bytes on their way into the seal."""

    def __init__(self, prepared: Prepared, facts: Facts, kept: _KeptLines) -> None:
        self._prepared = prepared
        self._facts = facts
        self._kept = kept
        self.written = Written("", 0)

    def pieces(self) -> Generator[bytes, None, None]:
        """Yield the bundle; ``written`` is known when it has ended."""
        prepared = self._prepared
        payload = prepared.payload_through(self._kept.through)
        self.written = yield from bundle_pieces(
            payload,
            prepared.contents,
            prepared.identity.signing_key,
            self._facts,
            prepared.gate.watch,
        )


@contextmanager
def _private_file(path: Path) -> Iterator[BinaryIO]:
    """Open a new file for the owner alone, and bring it to the disk when the block ends."""
    with paths.disk_errors():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, paths.FILE_MODE)
        out = os.fdopen(descriptor, "wb")
    try:
        yield out
        with paths.disk_errors():
            out.flush()
            os.fsync(out.fileno())
    finally:
        with paths.disk_errors():
            out.close()


def _sealed_event(prepared: Prepared, facts: Facts, entry: Entry) -> DonationSealed:
    return DonationSealed(
        recipient=entry.recipient,
        sequence=entry.sequence,
        records=prepared.records,
        decision_sha256=prepared.release.decision.digest,
        confirmed_sha256=facts.confirmed_sha256,
        bundle_sha256=entry.bundle_sha256,
        log_commitment=facts.log_commitment,
    )


def _sent_event(entry: Entry, confirmed_sha256: str) -> DonationSent:
    return DonationSent(
        recipient=entry.recipient,
        sequence=entry.sequence,
        bundle_sha256=entry.bundle_sha256,
        confirmed_sha256=confirmed_sha256,
    )


def _entry(row: Row) -> Entry:
    project, sequence, state, recipient, seal, bundle, length, manifest, upload, updated = row
    return Entry(
        project, sequence, BundleState(state), recipient, seal,
        bundle.hex(), length, manifest.hex(), upload, updated,
    )  # fmt: skip


def _month_after(day: date) -> date:
    """Return the same day of the next month, or its last day."""
    first = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return min(first.replace(day=min(day.day, last.day)), last)
