"""Acts on the vault as a whole that the log must know of.

The front door for everything above: a vault is made, opened, backed up and restored
here, so that no such act goes unrecorded. ``OpenVault`` is what the rest of the
program works with.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from datadonor import paths
from datadonor.audit import events
from datadonor.audit.clock import SystemClock, utc_now
from datadonor.audit.events import Actor, Details, Why, instant
from datadonor.audit.log import AuditLog, StoredEvent
from datadonor.audit.verdict import Condition, condition_finding
from datadonor.errors import DatadonorError, DiskFull, DiskRefused
from datadonor.vault import opening, schema
from datadonor.vault.backup import Tell, make_backup, unpack_backup
from datadonor.vault.erasing import erase_vault
from datadonor.vault.errors import (
    BackupDamaged,
    DatabaseDamaged,
    KeyFileDamaged,
    VaultReadOnly,
    WrongPassphrase,
    WrongRecoveryWords,
)
from datadonor.vault.inspection import Finding, inspect_vault
from datadonor.vault.kdf import FLOOR, KdfParameters
from datadonor.vault.occupancy import Occupancy
from datadonor.vault.recovery import RecoveryWords, new_recovery_words
from datadonor.vault.restoring import (
    clear_leftovers,
    decide_restore,
    discard_restore,
    finish_restore,
    new_restore_folder,
)
from datadonor.vault.slots import Credential
from datadonor.vault.vault import Vault

_TELLING: Final = frozenset(
    {Condition.WHOLE, Condition.REPAIRED, Condition.SHORTENED, Condition.HEAD_BEHIND}
)
"""Conditions in which the events that are there, and the head, can be believed."""


@dataclass(frozen=True, slots=True)
class OpenVault:
    """A vault and its log, compared with each other. ``close`` ends both."""

    vault: Vault
    log: AuditLog

    def close(self) -> None:
        """Close the vault."""
        self.vault.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What a restore did.

    ``missing`` are the events of the replaced vault that the backup does not have,
    oldest first; nothing if the replaced vault could not be read with the same
    passphrase, or its log is another one or cannot be believed. ``missing_count`` also
    counts those that the replaced vault had itself lost, by its head.
    """

    backup_sha256: str
    log_size: int
    missing: list[StoredEvent] | None
    missing_count: int | None


def create_vault(
    folder: Path,
    passphrase: str,
    *,
    who: Actor = events.SELF,
    kdf: KdfParameters = FLOOR,
    system_clock: SystemClock = utc_now,
) -> RecoveryWords:
    """Make a vault whose log begins with its making.

    Raises:
        VaultExists, PassphraseTooShort, DiskFull, DiskRefused: Nothing was made.
    """
    built, words = opening.build_vault(folder, passphrase, kdf)
    try:
        vault = opening.unlock_vault(built, words, now=system_clock)
        try:
            AuditLog(vault, system_clock).record(
                events.VaultCreated(schema_version=schema.VERSION), who
            )
        finally:
            vault.close()
        opening.place_vault(built, folder)
    except BaseException:
        opening.discard_built(built)
        raise
    return words


def open_vault(
    folder: Path,
    credential: Credential,
    *,
    program: str = "command",
    system_clock: SystemClock = utc_now,
    wait: Callable[[float], None] = time.sleep,
) -> OpenVault:
    """Open a vault, compare its log with the head, and record what the unlock met.

    Raises:
        VaultMissing, VaultInUse, VaultTooNew, WrongPassphrase, WrongRecoveryWords,
        KeyFileDamaged, DatabaseDamaged, DiskRefused: As ``unlock_vault`` says. A log
        that is not whole raises nothing: the vault opens read-only.
    """
    vault = opening.unlock_vault(folder, credential, program=program, now=system_clock, wait=wait)
    try:
        log = AuditLog(vault, system_clock)
        if not vault.is_read_only:
            # A full disk must not keep the owner out; wrong tries stay counted.
            with suppress(DiskFull, DiskRefused):
                _record_findings(vault, log)
                if isinstance(credential, str):
                    _raise_cost(vault, log, credential)
    except BaseException:
        vault.close()
        raise
    return OpenVault(vault, log)


def verify_passphrase(
    open_vault: OpenVault,
    passphrase: str,
    *,
    system_clock: SystemClock = utc_now,
    wait: Callable[[float], None] = time.sleep,
) -> None:
    """Check that it is the owner who sits here, before an act that only they may do.

    Whoever finds the computer unlocked is to be stopped, so a wrong try counts and slows
    the next one as at an unlock, and the next unlock writes it into the log. The vault
    stays open as it is. Works in a vault that is read-only too.

    Raises:
        WrongPassphrase: It is not the passphrase in force.
    """
    open_vault.vault.verify_passphrase(passphrase, system_clock, wait)


def change_passphrase(
    open_vault: OpenVault, passphrase: str, who: Actor, kdf: KdfParameters = FLOOR
) -> None:
    """Change the passphrase; the data are not touched.

    Raises:
        HelperPresent, PassphraseTooShort, VaultReadOnly, DiskFull, DiskRefused: The old
            one holds.
    """
    open_vault.log.require_alone()
    slot = open_vault.vault.seal_passphrase(passphrase, kdf)
    with open_vault.log.transaction(who) as recording:
        recording.replace_slot(slot)
        recording.append(events.PassphraseChanged(same_passphrase=False))


def issue_recovery_words(open_vault: OpenVault, who: Actor) -> RecoveryWords:
    """Make new recovery words; the old ones are void.

    Raises:
        HelperPresent, VaultReadOnly, DiskFull, DiskRefused: The old ones hold.
    """
    open_vault.log.require_alone()
    words = new_recovery_words()
    with open_vault.log.transaction(who) as recording:
        recording.replace_slot(open_vault.vault.seal_words(words))
        recording.append(events.RecoveryWordsIssued())
    return words


def rotate_keys(
    open_vault: OpenVault, passphrase: str, who: Actor, kdf: KdfParameters = FLOOR
) -> RecoveryWords:
    """Encrypt everything anew under a new key, and make new recovery words.

    Once the new key holds, the words are given out even if the disk then refuses the
    event that says so: it is written with the next event, or at the next unlock.

    Raises:
        HelperPresent, WrongPassphrase, VaultReadOnly, DiskFull, DiskRefused: The old key
            and the old words hold.
    """
    open_vault.log.require_alone()
    if open_vault.vault.is_rotation_unsaved:
        with open_vault.log.transaction(who):
            pass  # the one before is told of first, so that each has its event
    words = open_vault.vault.rotate(passphrase, kdf)
    with suppress(DiskFull, DiskRefused), open_vault.log.transaction(who):
        pass  # the transaction itself says that the key was changed
    return words


def back_up(
    open_vault: OpenVault,
    file: Path,
    who: Actor,
    system_clock: SystemClock = utc_now,
    tell: Tell = lambda _done, _all: None,
) -> str:
    """Write a backup and return its SHA-256.

    ``tell`` is called with the bytes gone through and about how many there are; what it
    raises ends the backup, and nothing was written.

    Also from a vault that is read-only because its log was shortened: such a backup,
    restored, is the way to go on with what is left, and the log then says so.

    Raises:
        VaultReadOnly: An event is not what was written; no backup could say otherwise.
        HelperPresent, FileExists, DiskFull, DiskRefused: Nothing was written.
    """
    log = open_vault.log
    log.require_alone()
    if log.verdict.condition is Condition.ALTERED:
        raise VaultReadOnly
    digest = make_backup(open_vault.vault, file, system_clock(), log.size, log.root(), tell)
    if not open_vault.vault.is_read_only:
        try:
            log.record(events.BackedUp(backup_sha256=digest, log_size=log.size), who)
        except BaseException:
            paths.discard(file)  # a backup that the log does not know of is none
            raise
    return digest


def delete_vault(open_vault: OpenVault) -> None:
    """Delete a vault for good: its keys first, so that what is left can never be read.

    The vault is closed, whatever else happens. No event tells of it: the log goes too.

    Raises:
        HelperPresent: Somebody helps. The vault is as it was, and open.
        DiskRefused: Something could not be removed. If the keys are among it, the vault
            opens as before.
    """
    open_vault.log.require_alone()
    occupancy = open_vault.vault.release()
    try:
        erase_vault(open_vault.vault.folder)
    finally:
        occupancy.leave()


def restore(
    folder: Path,
    file: Path,
    credential: Credential,
    who: Actor,
    *,
    system_clock: SystemClock = utc_now,
    wait: Callable[[float], None] = time.sleep,
) -> RestoreReport:
    """Put a backup in the place of the vault in a folder, or make one there from it.

    The backup is unpacked, opened and compared with its own head, and the event that
    says so is written to it, all before the vault it replaces is touched.

    Args:
        folder: Where the vault lies, or will lie.
        file: The backup.
        credential: Opens the backup. If it opens the replaced vault too, the report
            names what the backup does not have.
        who: Who asks for it.
        system_clock: The computer's time.
        wait: As in ``open_vault``.

    Raises:
        BackupDamaged, WrongPassphrase, WrongRecoveryWords, VaultInUse, VaultTooNew,
        HelperPresent, DiskFull, DiskRefused: The vault in the folder stands as it was.
    """
    paths.private_folder(folder)
    current, occupancy = _enter(folder, credential, system_clock, wait)
    ready = None
    try:
        try:
            if current is not None:
                current.log.require_alone()
            ready = new_restore_folder(folder)
            _, digest = unpack_backup(file, ready)
            report = _record_restore(ready, credential, digest, current, who, system_clock)
        finally:
            if current is not None:
                occupancy = current.vault.release()
        decide_restore(ready, folder)
    except BaseException:
        if ready is not None:
            discard_restore(ready)
        raise
    finally:
        if occupancy is not None:
            occupancy.leave()
    return report


def inspect(open_vault: OpenVault) -> list[Finding]:
    """Look over the whole vault: files, pages, key file, log and head."""
    return [*inspect_vault(open_vault.vault), *inspect_log(open_vault.log)]


def inspect_log(log: AuditLog) -> list[Finding]:
    """Look over the log: every event in full, and the head."""
    remarks = []
    if log.verdict.condition is Condition.REPAIRED:
        remarks.append(condition_finding(log.verdict))
    if log.is_clock_behind:
        remarks.append(Finding("CLOCK_BEHIND", {}))
    return [*remarks, *log.inspect()]


def _record_findings(vault: Vault, log: AuditLog) -> None:
    """Write into the log what the unlock met."""
    met = [*_met_by_keys(vault, log), *_met_by_credential(vault)]
    found = vault.found
    if found.schema_before != found.schema_now:
        migrated = events.VaultMigrated(before=found.schema_before, now=found.schema_now)
        met.append((migrated, Why.AUTOMATIC))
    if not met and not vault.is_rotation_unsaved and not log.is_help_overdue:
        return
    # The transaction itself tells of a finished rotation, and of help that is over.
    with log.transaction(events.PROGRAM) as recording:
        for details, why in met:
            recording.append(details, why=why)
    if found.wrong_tries is not None:
        vault.clear_wrong_tries()


def _met_by_keys(vault: Vault, log: AuditLog) -> Iterator[tuple[Details, Why]]:
    """Yield what became of a change that a crash had cut off."""
    if vault.found.rotation == "undone":
        yield events.RotationUndone(), Why.REPAIR
    if log.surplus & {events.PassphraseChanged.kind, events.RecoveryWordsIssued.kind}:
        yield events.ChangeUndone(), Why.REPAIR


def _met_by_credential(vault: Vault) -> Iterator[tuple[Details, Why]]:
    """Yield who tried, and with what it was opened."""
    tries = vault.found.wrong_tries
    if tries is not None:
        told = events.WrongTriesCounted(
            count=tries.count, first=instant(tries.first), last=instant(tries.last)
        )
        yield told, Why.AUTOMATIC
    if vault.found.by_recovery:
        yield events.OpenedByRecovery(), Why.ASKED


def _raise_cost(vault: Vault, log: AuditLog, passphrase: str) -> None:
    """Seal a passphrase anew if it was sealed more cheaply than is made today."""
    if vault.kdf is None or not vault.kdf.is_below_floor:
        return
    slot = vault.seal_passphrase(passphrase, FLOOR)
    with log.transaction(events.PROGRAM) as recording:
        recording.replace_slot(slot)
        recording.append(events.PassphraseChanged(same_passphrase=True), why=Why.AUTOMATIC)


def _enter(
    folder: Path,
    credential: Credential,
    system_clock: SystemClock,
    wait: Callable[[float], None],
) -> tuple[OpenVault | None, Occupancy | None]:
    """Take the folder of the vault to be replaced, and open that vault if it can be."""
    if opening.has_vault(folder):
        try:
            return open_vault(folder, credential, system_clock=system_clock, wait=wait), None
        except (WrongPassphrase, WrongRecoveryWords, KeyFileDamaged, DatabaseDamaged):
            pass  # it is replaced all the same; the report says less
    occupancy = Occupancy.enter(folder, "command")
    try:
        finish_restore(folder)
        clear_leftovers(folder)
    except BaseException:
        occupancy.leave()
        raise
    return None, occupancy


def _record_restore(
    ready: Path,
    credential: Credential,
    digest: str,
    current: OpenVault | None,
    who: Actor,
    system_clock: SystemClock,
) -> RestoreReport:
    try:
        restored = opening.unlock_vault(ready, credential, now=system_clock)
    except (KeyFileDamaged, DatabaseDamaged):
        raise BackupDamaged from None
    try:
        log = AuditLog(restored, system_clock)
        if not log.verdict.condition.is_sound:
            raise BackupDamaged
        size, root = log.size, log.root()
        missing = None if current is None else _missing(current.log, size, root)
        replaced, count = _replaced(current, size, missing)
        log.record(
            events.Restored(
                backup_sha256=digest,
                restored=events.Head(size=size, root=root.hex()),
                replaced=replaced,
                missing=count,
            ),
            who,
        )
    except DatabaseDamaged:
        raise BackupDamaged from None
    finally:
        restored.close()
    return RestoreReport(digest, size, missing, count)


def _missing(current: AuditLog, size: int, root: bytes) -> list[StoredEvent] | None:
    """Return what a log has beyond a size, if it is the same log up to there.

    Nothing if the log is not to be believed: what was cut off cannot be counted.
    """
    if current.verdict.condition not in _TELLING:
        return None
    try:
        if current.size < size or current.root_at(size) != root:
            return None
        return list(current.events(size))
    except DatadonorError:
        return None


def _replaced(
    current: OpenVault | None, size: int, missing: list[StoredEvent] | None
) -> tuple[events.Head | None, int | None]:
    """Return the head that the replaced vault had, and how many events are lost with it."""
    if current is None:
        return None, None
    head = current.vault.head
    if head is None:
        return None, None
    count = None if missing is None else max(head.size, current.log.size) - size
    return events.Head(size=head.size, root=head.root), count
