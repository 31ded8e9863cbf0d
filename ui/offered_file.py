"""Reading a file that somebody else made: bounded, and never waiting for it. No Qt.

A file that was double-clicked or sent by e-mail can be anything: a folder, a pipe that never
ends, a disk image. Only an ordinary file of a decent size is read. Must not know: what is
in it.
"""

import os
import stat
from enum import StrEnum
from pathlib import Path
from typing import Final

_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)  # a pipe does not make us wait
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)


class FileFault(StrEnum):
    """Why a file was not read. The page has a sentence for each."""

    GONE = "gone"
    FOLDER = "folder"
    NO_FILE = "no_file"  # a pipe, a device, a socket
    FORBIDDEN = "forbidden"
    TOO_LARGE = "too_large"


def read_beginning(path: Path, most_bytes: int) -> bytes:
    """Return the first bytes of a file, or nothing where there are none to be read."""
    try:
        handle = os.open(path, _FLAGS)
    except (OSError, ValueError):
        return b""
    try:
        return os.read(handle, most_bytes) if stat.S_ISREG(os.fstat(handle).st_mode) else b""
    except OSError:
        return b""
    finally:
        os.close(handle)


def read_offered_file(path: Path, most_bytes: int) -> bytes | FileFault:
    """Return a file's bytes, or why they were not read.

    Args:
        path: As it was offered.
        most_bytes: The longest that it may be, inclusive.
    """
    try:
        handle = os.open(path, _FLAGS)
    except PermissionError:
        return FileFault.FOLDER if path.is_dir() else FileFault.FORBIDDEN  # Windows: a folder
    except (OSError, ValueError):  # ValueError: a NUL in its name
        return FileFault.GONE
    try:
        kind = os.fstat(handle).st_mode
        if not stat.S_ISREG(kind):
            return FileFault.FOLDER if stat.S_ISDIR(kind) else FileFault.NO_FILE
        with os.fdopen(handle, "rb", closefd=False) as opened:
            content = opened.read(most_bytes + 1)
    except OSError:
        return FileFault.FORBIDDEN
    finally:
        os.close(handle)
    return FileFault.TOO_LARGE if len(content) > most_bytes else content
