"""A vault is opened by one process at a time; a second one is told who has it.

The lock is the system's (``flock``), so it ends with the process however the
process ends. What the file says is for people only.
"""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final, Self

from datadonor import paths
from datadonor.vault.errors import VaultInUse

LOCK_FILE: Final = "vault.lock"
_MOST_BYTES: Final = 256

if sys.platform == "win32":  # pragma: no cover - not tried on Windows
    import msvcrt

    def _take(file: BinaryIO) -> None:
        file.seek(_MOST_BYTES)  # a range beyond the text, so that others can read it
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Occupancy:
    """The right to have a vault open, held until ``leave`` or the end of the process."""

    def __init__(self, file: BinaryIO) -> None:
        """Hold a lock that has been taken; use ``enter``."""
        self._file = file

    @classmethod
    def enter(cls, folder: Path, program: str) -> Self:
        """Take the vault in a folder.

        Args:
            folder: The vault's folder; must exist.
            program: Which of our programs this is, for the sentence a second one
                is told: ``window``, ``command``.

        Raises:
            VaultInUse: Another process has it.
            DiskRefused: The folder cannot be written to.
        """
        with paths.disk_errors():
            descriptor = (
                os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, paths.FILE_MODE)
                if os.name == "posix"
                else os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT)
            )
            file = os.fdopen(descriptor, "r+b", buffering=0)
            try:
                _take(file)
            except OSError:
                holder = _holder(file)
                file.close()
                raise VaultInUse(**holder) from None
        with suppress(OSError):  # for people only: a full disk must not keep the owner out
            file.truncate(0)
            file.write(json.dumps({"program": program, "pid": os.getpid()}).encode())
        return cls(file)

    def leave(self) -> None:
        """Let others have the vault."""
        self._file.close()


def _holder(file: BinaryIO) -> dict[str, int | str]:
    try:
        said = json.loads(file.read(_MOST_BYTES))
        program = "window" if said["program"] == "window" else "command"
        return {"program": program, "pid": int(said["pid"])}
    except (ValueError, KeyError, TypeError, OSError, RecursionError):
        return {"program": "command", "pid": 0}
