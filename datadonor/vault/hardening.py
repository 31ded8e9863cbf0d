"""Hardening of the process: no core file, no other process looking in.

Does not protect against root, against malware running as the same person while
the vault is open, against swap and hibernation files, or screen grabs. It keeps a
crash from writing decrypted memory to the disk, and keeps ordinary programs of
the same account from attaching (``docs/adr/0003-lock-by-re-exec.md``).

``exec`` makes a process dumpable again, so this runs first thing in ``main``, on
every start and after every lock. Imports the standard library only, and early.
"""

import ctypes
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Final, NoReturn

if sys.platform != "win32":
    import resource

_PR_SET_DUMPABLE: Final = 4  # linux/prctl.h
_PT_DENY_ATTACH: Final = 31  # macOS sys/ptrace.h
_SEM_NOGPFAULTERRORBOX: Final = 0x0002  # Windows errhandlingapi.h


def harden_process() -> None:
    """Switch off core files and keep other processes of this account out.

    What a system does not offer is passed over in silence: there is nothing the
    person could do about it.
    """
    os.umask(0o077)
    if sys.platform != "win32":
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError, AttributeError):
        if sys.platform == "linux":
            ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
        elif sys.platform == "darwin":  # not tried: no such machine at hand
            ctypes.CDLL(None, use_errno=True).ptrace(_PT_DENY_ATTACH, 0, 0, 0)
        elif sys.platform == "win32":  # not tried: no such machine at hand
            ctypes.windll.kernel32.SetErrorMode(_SEM_NOGPFAULTERRORBOX)


def become(arguments: Sequence[str]) -> NoReturn:
    """End this process image and become the same program with other arguments.

    This is how the vault is locked: closing the database leaves its key and the
    rows that were shown in memory; only a new image is free of them (measured,
    ``docs/adr/0003-lock-by-re-exec.md``). The caller has closed the vault and
    joined its threads.

    Args:
        arguments: What follows the program's name. Nothing secret: other
            processes can read it.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    is_frozen = getattr(sys, "frozen", False)
    program = [sys.executable] if is_frozen else [sys.executable, "-m", "datadonor"]
    command = [*program, *arguments]
    if sys.platform == "win32":  # no true exec there; not tried
        subprocess.Popen(command)  # noqa: S603 - our own program, nothing of a person's
        os._exit(0)
    os.execv(command[0], command)  # noqa: S606 - no shell is what is wanted
