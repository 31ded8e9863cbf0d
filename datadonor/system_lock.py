"""A lock of the system's on a file: it ends with the process, however the process ends."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from datadonor import paths

_AT: Final = 256
"""The byte that is locked on Windows: beyond any text, so that others can read it."""

if sys.platform == "win32":  # pragma: no cover - not tried on Windows
    import msvcrt

    def take(file: BinaryIO, *, is_waiting: bool = False) -> None:
        """Lock a file that is open.

        Raises:
            OSError: Another process has it, and still had it after ten seconds of waiting.
        """
        file.seek(_AT)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if is_waiting else msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def take(file: BinaryIO, *, is_waiting: bool = False) -> None:
        """Lock a file that is open.

        Raises:
            OSError: Another process has it, and it was not to be waited for.
        """
        fcntl.flock(file, fcntl.LOCK_EX if is_waiting else fcntl.LOCK_EX | fcntl.LOCK_NB)


def open_to_lock(path: Path) -> BinaryIO:
    """Open a file to be locked, which only its owner may read; it is made if it is not there."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)
    return os.fdopen(os.open(path, flags, paths.FILE_MODE), "r+b", buffering=0)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Wait for a lock, and hold it.

    Raises:
        DiskRefused, DiskFull: The file cannot be made or locked.
    """
    with paths.disk_errors():
        file = open_to_lock(path)
    with file:
        with paths.disk_errors():
            take(file, is_waiting=True)
        yield
