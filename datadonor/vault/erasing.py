"""Removing a vault from the disk for good.

Whoever has the keys and the passphrase can read the database, so the keys go first: after
that the rest is noise, whether or not the disk still keeps pieces of it. Must not know: who
may ask for it. Copies elsewhere (backups) are out of its reach.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from datadonor import paths
from datadonor.vault.database import COMPANIONS, DATABASE_FILE
from datadonor.vault.keyfile import KEY_FILE, OLDER_KEY_FILE
from datadonor.vault.occupancy import LOCK_FILE
from datadonor.vault.restoring import REPLACED_FOLDER, RESTORE_FOLDER, clear_leftovers
from datadonor.vault.tries import TRIES_FILE

OUTBOX_FOLDER: Final = "outbox"
"""Where sealed donations wait (``export.outbox``); they belong to the vault."""

_KEYS: Final = (KEY_FILE, OLDER_KEY_FILE)
_FILES: Final = (DATABASE_FILE, *COMPANIONS, TRIES_FILE)
_FOLDERS: Final = (RESTORE_FOLDER, REPLACED_FOLDER, OUTBOX_FOLDER)


def erase_vault(folder: Path) -> None:
    """Remove all that belongs to a vault, and its folder if nothing else is in it.

    The caller holds the vault's lock. Files of others are left.

    Raises:
        DiskRefused: Something could not be removed; what comes after it is still there.
    """
    with paths.disk_errors():
        for part in (REPLACED_FOLDER, RESTORE_FOLDER):  # they hold keys of their own
            for name in _KEYS:
                _blot_out(folder / part / name)
        for name in _KEYS:
            _blot_out(folder / name)
        paths.sync_folder(folder)
        for name in _FILES:
            (folder / name).unlink(missing_ok=True)
        for name in _FOLDERS:
            if (folder / name).exists():
                shutil.rmtree(folder / name)
    clear_leftovers(folder)
    with suppress(OSError):  # Windows removes no file that is held, such as the lock
        (folder / LOCK_FILE).unlink(missing_ok=True)
        folder.rmdir()


def _blot_out(file: Path) -> None:
    """Write over a small file before it is removed: some disks would keep what it said."""
    if not file.exists():
        return
    with file.open("r+b") as opened:
        opened.write(bytes(file.stat().st_size))
        opened.flush()
        os.fsync(opened.fileno())
    file.unlink()
