"""Where the program writes as it falls, when no Python code can run any more. No Qt.

A crash within a library ends the process; ``faulthandler`` then writes where each thread
was. It can write nothing but file, line and function, but a file's path can name a person:
so what the run before left is read once, at the next start, reduced to what
``ui.crash_report`` allows, and emptied. The file lies beside the log, for this account only,
and leaves the computer as little as that does.
"""

import faulthandler
import os
import re
import sysconfig
from contextlib import suppress
from pathlib import Path, PurePath
from typing import BinaryIO, Final

from datadonor import paths
from datadonor.errors import DatadonorError
from ui.crash_report import Crash, Link, name_or_unknown

_MOST_BYTES: Final = 64 * 1024
_MOST_PLACES: Final = 40
_FATAL: Final = re.compile(r"^Fatal Python error: ([A-Za-z ]{1,60})", re.MULTILINE)
_FRAME: Final = re.compile(r'^  File "(.+)", line ([0-9]{1,7}) in (.+)$', re.MULTILINE)
_CURRENT: Final = "Current thread "
_OWN_ROOT: Final = Path(__file__).resolve().parents[1]


def fault_file() -> Path:
    """Return where it lies: beside the program's own log."""
    return paths.log_file().with_name("fault.log")


class FaultFile:
    """The file, open for as long as the program runs."""

    def __init__(self, opened: BinaryIO | None, before: Crash | None) -> None:
        self._opened = opened
        self.before = before
        """How the run before ended, if it ended in a crash."""

    @classmethod
    def begin(cls, file: Path) -> "FaultFile":
        """Read what was left, empty the file, and be ready to write to it.

        Where the file cannot be made the program goes on without one.
        """
        try:
            paths.private_folder(file.parent)
            descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, paths.FILE_MODE)
        except (OSError, DatadonorError):
            return cls(None, None)
        opened = os.fdopen(descriptor, "r+b", buffering=0)
        before = None
        with suppress(OSError):
            before = parse_fault((opened.read(_MOST_BYTES) or b"").decode("utf-8", "replace"))
            opened.truncate(0)
        faulthandler.enable(opened, all_threads=True)
        return cls(opened, before)

    def end(self) -> None:
        """Stop, and let go of the file."""
        if self._opened is not None:
            faulthandler.disable()
            self._opened.close()
            self._opened = None


def parse_fault(written: str) -> Crash | None:
    """Take from what ``faulthandler`` wrote what may be told of it.

    Returns:
        The latest crash in it: the kind, and where the thread was that fell. Nothing of
        paths remains but names of modules.
    """
    fatal = list(_FATAL.finditer(written))
    if not fatal:
        return None
    rest = written[fatal[-1].end() :]
    current = rest.partition(_CURRENT)[2].partition("\n\n")[0]
    frames = _FRAME.findall(current)[:_MOST_PLACES]
    # Written innermost first; a report goes the other way, as an error's steps do.
    places = [
        f"{_module(path)}:{name_or_unknown(function)}:{line}" for path, line, function in frames
    ]
    return Crash(
        None,
        (Link(fatal[-1].group(1).strip(), "FAULT", tuple(reversed(places))),),
        has_ended_program=True,
    )


def _module(path: str) -> str:
    """Return the name of the module at a path, or a question mark for one of unknown place."""
    roots = [sysconfig.get_path(name) for name in ("purelib", "platlib", "stdlib", "platstdlib")]
    for root in (*roots, str(_OWN_ROOT)):
        try:
            inside = PurePath(path).relative_to(root)
        except ValueError:
            continue
        return name_or_unknown(".".join(inside.with_suffix("").parts).removesuffix(".__init__"))
    return name_or_unknown(path) if path.startswith("<") else "?"
