"""A vault is opened by one process at a time; a second one is told who has it.

What the locked file says is for people only.
"""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final, Self

from datadonor import paths
from datadonor.system_lock import open_to_lock, take
from datadonor.vault.errors import VaultInUse

LOCK_FILE: Final = "vault.lock"
_MOST_BYTES: Final = 256


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
            file = open_to_lock(folder / LOCK_FILE)
            try:
                take(file)
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
