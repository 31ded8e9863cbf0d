"""Where things lie, and how a file is replaced so that it is old or new, never half.

Folders are 0700 and files 0600. Disk errors become ``DiskFull`` or
``DiskRefused`` here, so that no ``OSError`` (whose text names a person's
folders) goes further. Must not know: what the files hold.
"""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from platformdirs import PlatformDirs

from datadonor.errors import DiskFull, DiskRefused

FOLDER_MODE: Final = 0o700
"""Only the person's own account may look in."""

FILE_MODE: Final = 0o600
"""Only the person's own account may read."""

_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_DIRS: Final = PlatformDirs("datadonor", appauthor=False)


def vault_folder() -> Path:
    """Return where the vault lies unless the person says otherwise."""
    return Path(_DIRS.user_data_dir) / "vault"


def settings_file() -> Path:
    """Return where the settings lie."""
    return Path(_DIRS.user_config_dir) / "settings.json"


def log_file() -> Path:
    """Return where the program's own log lies (``datadonor.logs``)."""
    return Path(_DIRS.user_log_dir) / "datadonor.log"


@contextmanager
def disk_errors() -> Iterator[None]:
    """Turn ``OSError`` into one of ours.

    Raises:
        DiskFull: No room, over quota, or over the largest file size allowed.
        DiskRefused: Anything else: read-only, not permitted, missing, failing.
    """
    try:
        yield
    except OSError as error:
        # The text of an OSError holds a path, and a path can hold a name.
        ours = DiskFull() if error.errno in _FULL else DiskRefused()
        raise ours from None


def private_folder(folder: Path) -> Path:
    """Make a folder that only this account may enter, or close an open one.

    Raises:
        DiskFull, DiskRefused: As ``disk_errors`` says.
    """
    with disk_errors():
        folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        if os.name == "posix" and folder.stat().st_mode & 0o077:
            folder.chmod(FOLDER_MODE)
    return folder


def is_private(path: Path) -> bool:
    """Say whether only this account may read a file or enter a folder.

    Always true where access is not kept in mode bits (Windows).
    """
    return os.name != "posix" or not path.stat().st_mode & 0o077


def atomic_write(path: Path, content: bytes) -> None:
    """Replace a file so that a crash leaves the whole old or the whole new one.

    Raises:
        DiskFull, DiskRefused: The old file stands unchanged.
    """
    publish(stage(path, content), path)


def stage(path: Path, content: bytes) -> Path:
    """Write a file's next content beside it, durably, and return where.

    What remains, ``publish``, needs no room on the disk: so the last thing that
    can fail for want of space has happened when this returns.

    Raises:
        DiskFull, DiskRefused: Nothing is left behind.
    """
    staged = path.with_name(f"{path.name}.{secrets.token_hex(4)}.tmp")
    with disk_errors():
        try:
            write_durably(staged, content)
        except BaseException:
            discard(staged)
            raise
    return staged


def publish(staged: Path, path: Path) -> None:
    """Put a staged file in its place, durably.

    Raises:
        DiskRefused: The old file stands, the staged one is gone.
    """
    with disk_errors():
        try:
            staged.replace(path)
        except BaseException:
            discard(staged)
            raise
        sync_folder(path.parent)


def discard(path: Path) -> None:
    """Remove a file of ours that is not wanted any more, if it is there."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def write_durably(path: Path, content: bytes) -> None:
    """Write a new private file and wait until the disk has it.

    Raises:
        OSError: As the system gives it; a file may be left.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make renames in a folder durable, where the system has a way to ask.

    Raises:
        OSError: As the system gives it.
    """
    if os.name != "posix":  # Windows has no handle to a folder that can be synced
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
