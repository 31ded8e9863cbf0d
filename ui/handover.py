r"""What a second start of the program says to the window that is open. No Qt, no disk.

One message and one answer. The message is a line that begins with the protocol's version
and ends with a number of bytes, and then that many bytes: the absolute path of one file to
review, or none at all, which asks for the window only::

    datadonor-window/1 25\n/home/someone/a.ddrequest

The answer is ``ok`` or ``no`` and a line's end. Whoever may connect may send anything, so
what comes in is read as hostile: bounded, of one version, one absolute path without NUL,
nothing behind it. A path is only ever offered for review; nothing here opens it. Who does
must bound what it reads, and expect that the file is gone, a pipe, or no request at all.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MOST_PATH_BYTES: Final = 4096
"""Linux's own limit for a path (``PATH_MAX``, limits.h)."""

_HEAD: Final = b"datadonor-window/1 "
_LENGTH: Final = re.compile(rb"0|[1-9][0-9]{0,3}")
_LONGEST_LENGTH: Final = len(str(MOST_PATH_BYTES))

MOST_BYTES: Final = len(_HEAD) + _LONGEST_LENGTH + 1 + MOST_PATH_BYTES
"""No message is longer."""

OK: Final = b"ok\n"
"""The answer of a window that has taken it."""

NO: Final = b"no\n"
"""The answer to anything that is no message."""


class MessageRefused(Exception):
    """The bytes are no message of this version. Nobody is told why."""


@dataclass(frozen=True, slots=True)
class Message:
    """What a second start asks for: the window, and the review of a file if there is one."""

    file: Path | None = None


def write_message(message: Message) -> bytes:
    """Return the bytes of a message.

    Raises:
        MessageRefused: The path is not absolute, or too long to be handed over.
    """
    path = b"" if message.file is None else os.fsencode(message.file)
    written = _HEAD + b"%d\n" % len(path) + path
    if read_message(written) != message:
        raise MessageRefused
    return written


def read_message(received: bytes) -> Message | None:
    """Read what has come so far.

    Returns:
        The message, or None while more must come.

    Raises:
        MessageRefused: Whatever comes, it will be none.
    """
    if not received.startswith(_HEAD):
        if _HEAD.startswith(received):
            return None
        raise MessageRefused
    length, ending, path = received[len(_HEAD) :].partition(b"\n")
    if not ending:
        if len(length) > _LONGEST_LENGTH:
            raise MessageRefused
        return None
    if not _LENGTH.fullmatch(length) or int(length) > MOST_PATH_BYTES or len(path) > int(length):
        raise MessageRefused
    if len(path) < int(length):
        return None
    return Message(_absolute(path) if path else None)


def _absolute(path: bytes) -> Path:
    if b"\0" in path:
        raise MessageRefused
    try:
        file = Path(os.fsdecode(path))
    except UnicodeDecodeError:  # Windows: not UTF-8. Linux takes any byte
        raise MessageRefused from None
    if not file.is_absolute():
        raise MessageRefused
    return file
