"""Looking after the vault: where it lies, its backups, its keys, and its end. No Qt.

Read and done on the database thread; the rules are ``datadonor.audit.custody``'s.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from consent.periods import local_day
from datadonor import paths
from datadonor.audit import custody, events
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import BackedUp, VaultCreated, moment
from datadonor.errors import DatadonorError
from datadonor.vault import kdf
from datadonor.vault.recovery import RecoveryWords
from ui.jobs import Course
from ui.timestamping import TimestampStanding, read_timestamps

LOCK_MINUTES: Final = (2, 5, 10, 15, 30, 60)
"""After so long without a touch the vault may lock itself."""

BACKUP_ENDING: Final = ".ddbackup"


class Section(StrEnum):
    """A part of the settings page; the page's argument."""

    LOOKS = "looks"
    LOCK = "lock"
    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a section
    RECOVERY = "recovery"
    BACKUP = "backup"
    PLACE = "place"
    KEYS = "keys"
    TIMESTAMPS = "timestamps"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a vault lies and how it is looked after.

    Attributes:
        folder: Where it lies.
        size_bytes: Of all its files.
        made: When it was made; nothing if its log cannot say.
        backed_up: When the last backup was written that this log knows of.
        is_read_only: Whether nothing in it can be changed.
        timestamps: Whether donations are stamped by somebody outside.
    """

    folder: Path
    size_bytes: int
    made: datetime | None
    backed_up: datetime | None
    is_read_only: bool
    timestamps: TimestampStanding


def read_kept(opened: OpenVault) -> Kept:
    """Read how the vault is looked after."""
    folder = opened.vault.folder
    made, backed_up = _moments(opened)
    return Kept(
        folder=folder,
        size_bytes=_size(folder),
        made=made,
        backed_up=backed_up,
        is_read_only=opened.vault.is_read_only,
        timestamps=read_timestamps(opened),
    )


def backup_day(opened: OpenVault) -> date:
    """Return the day of the last backup in Denmark, or of the vault's making, or today."""
    made, backed_up = _moments(opened)
    return local_day(backed_up or made or opened.log.now())


def backup_file(folder: Path, today: date) -> Path:
    """Return a name for a backup that is not taken yet: the day, and a number if need be."""
    names = (f"datadonor-{today}{'' if n == 1 else f'-{n}'}" for n in itertools.count(1))
    free = (folder / f"{name}{BACKUP_ENDING}" for name in names)
    return next(file for file in free if not file.exists())


def back_up(opened: OpenVault, course: Course, folder: Path) -> Path:
    """Write a backup into a folder or onto a stick, and return the file.

    Raises:
        VaultReadOnly, DiskFull, DiskRefused: As ``custody.back_up`` says.
        Cancelled: It was given up; nothing was written.
    """
    file = backup_file(folder, local_day(opened.log.now()))
    custody.back_up(opened, file, events.SELF, tell=course.report)
    return file


def change_passphrase(opened: OpenVault, old: str, new: str, wait: Callable[[float], None]) -> None:
    """Put a new passphrase in the place of the old one.

    Raises:
        WrongPassphrase: The old one does not fit.
        PassphraseTooShort, VaultReadOnly, DiskFull, DiskRefused: The old one holds.
    """
    custody.verify_passphrase(opened, old, wait=wait)
    custody.change_passphrase(opened, new, events.SELF, kdf.calibrate())


def new_recovery_words(
    opened: OpenVault, passphrase: str, wait: Callable[[float], None]
) -> RecoveryWords:
    """Make new recovery words; the old ones are void.

    Raises:
        WrongPassphrase: It does not fit.
        VaultReadOnly, DiskFull, DiskRefused: The old ones hold.
    """
    custody.verify_passphrase(opened, passphrase, wait=wait)
    return custody.issue_recovery_words(opened, events.SELF)


def rotate_keys(opened: OpenVault, passphrase: str, wait: Callable[[float], None]) -> RecoveryWords:
    """Encrypt everything anew, and return the new recovery words.

    Raises:
        WrongPassphrase: It does not fit; it counts as a wrong try.
        VaultReadOnly, DiskFull, DiskRefused: The old key and words hold.
    """
    custody.verify_passphrase(opened, passphrase, wait=wait)
    return custody.rotate_keys(opened, passphrase, events.SELF, kdf.calibrate())


def delete_everything(opened: OpenVault, passphrase: str, wait: Callable[[float], None]) -> None:
    """Delete the vault for good, and close it.

    Raises:
        WrongPassphrase: It does not fit; nothing was changed.
        DiskRefused: As ``custody.delete_vault`` says.
    """
    custody.verify_passphrase(opened, passphrase, wait=wait)
    custody.delete_vault(opened)


# -- within ---------------------------------------------------------------------------------


def _moments(opened: OpenVault) -> tuple[datetime | None, datetime | None]:
    """Return when the vault was made, and when it was last backed up."""
    made = backed_up = None
    try:
        for stored in opened.log.events_of(VaultCreated, BackedUp):
            if stored.event is None:
                continue
            when = moment(stored.event.when.recorded)
            if isinstance(stored.event.what, BackedUp):
                backed_up = when
            else:
                made = when
    except DatadonorError:
        pass  # an altered log says less; the page that stops there says so
    return made, backed_up


def _size(folder: Path) -> int:
    with paths.disk_errors():
        return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
