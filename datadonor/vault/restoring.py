"""Putting a whole other vault in a vault's place, so that a crash leaves one of the two.

The other vault is made ready in a folder inside the vault's folder. One rename of
that folder decides: before it the old vault stands, after it the new one does, and
what remains is carried out by whoever opens the vault next. The old vault is kept,
as it is, in the folder ``replaced``, until the next restore or until it is deleted.
"""

import secrets
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from datadonor import paths
from datadonor.errors import DiskFull, DiskRefused
from datadonor.vault.database import COMPANIONS, DATABASE_FILE
from datadonor.vault.keyfile import KEY_FILE, OLDER_KEY_FILE

RESTORE_FOLDER: Final = "restore"
REPLACED_FOLDER: Final = "replaced"
_UNDECIDED: Final = "restore.tmp-"


def new_restore_folder(folder: Path) -> Path:
    """Return a fresh private folder to make the other vault ready in.

    Raises:
        DiskFull, DiskRefused: As ``paths.disk_errors`` says.
    """
    return paths.private_folder(folder / f"{_UNDECIDED}{secrets.token_hex(4)}")


def discard_restore(ready: Path) -> None:
    """Drop a restore that was not decided."""
    shutil.rmtree(ready, ignore_errors=True)


def decide_restore(ready: Path, folder: Path) -> None:
    """Make the vault that is ready the one that counts. The caller holds the vault's lock.

    Raises:
        DiskRefused: The old vault stands.
    """
    with paths.disk_errors():
        paths.sync_folder(ready)
        if (folder / REPLACED_FOLDER).exists():
            shutil.rmtree(folder / REPLACED_FOLDER)
        paths.private_folder(folder / REPLACED_FOLDER)
        ready.rename(folder / RESTORE_FOLDER)
        paths.sync_folder(folder)
    # It is decided: what the disk refuses now is carried out at the next unlock.
    with suppress(DiskFull, DiskRefused):
        finish_restore(folder)


def finish_restore(folder: Path) -> None:
    """Carry out a restore that was decided, from wherever a crash left it.

    Raises:
        DiskRefused: It can be finished later.
    """
    ready = folder / RESTORE_FOLDER
    if not ready.is_dir():
        return
    replaced = paths.private_folder(folder / REPLACED_FOLDER)
    with paths.disk_errors():
        if (ready / DATABASE_FILE).exists():  # so nothing of the new vault is in place yet
            for name in (DATABASE_FILE, *COMPANIONS, KEY_FILE, OLDER_KEY_FILE):
                if (folder / name).exists():
                    (folder / name).replace(replaced / name)
            paths.sync_folder(replaced)
            (ready / DATABASE_FILE).replace(folder / DATABASE_FILE)
        for name in (KEY_FILE, OLDER_KEY_FILE):
            if (ready / name).exists():
                (ready / name).replace(folder / name)
        paths.sync_folder(folder)
        shutil.rmtree(ready)


def clear_leftovers(folder: Path) -> None:
    """Remove what a crash left half made: staged files and undecided restores."""
    for left in folder.glob("vault.*.tmp"):
        paths.discard(left)
    for left in folder.glob(f"{_UNDECIDED}*"):
        shutil.rmtree(left, ignore_errors=True)
