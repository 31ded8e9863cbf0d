"""The program's own log and its crash report, which cannot hold health data.

What is written is chosen, never cleaned: a moment, a word of our own vocabulary
with whole numbers, and for an exception the names of its types and the places in
the code it came through. The text of an exception, of a warning or of a library's
log record is never written, because it can hold anything. Everything stays on this
computer.
"""

import logging
import sys
import threading
import traceback
import warnings
from datetime import UTC, datetime
from enum import StrEnum
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Final

from datadonor import paths
from datadonor.errors import DatadonorError
from datadonor.texts import Language

_MOST_BYTES: Final = 256 * 1024
_OLD_FILES: Final = 2
_MOST_FRAMES: Final = 50


class Note(StrEnum):
    """All that the program can say of itself in its log."""

    STARTED = "started"
    ENDED = "ended"
    VAULT_OPENED = "vault_opened"
    VAULT_LOCKED = "vault_locked"
    REFUSED = "refused"  # a DatadonorError reached the outermost handler
    CRASHED = "crashed"  # anything else did
    LIBRARY = "library"  # a library logged or warned; only its name is kept


def note(what: Note, error: BaseException | None = None, **counts: int) -> None:
    """Write one line to the log.

    Args:
        what: A word of the vocabulary.
        error: Its types and places are written, never its text.
        **counts: Whole numbers with names of our own, such as ``entries``.
    """
    _log.info(what, extra={"note": what, "counts": counts, "error": error})


def begin(file: Path) -> None:
    """Send the log to a file, and everything uncaught to the log.

    Libraries' own records and Python's warnings come here too, reduced to the name
    of who spoke. Where the file cannot be written there is no log: the program goes
    on.
    """
    handler: logging.Handler
    try:
        paths.private_folder(file.parent)
        handler = RotatingFileHandler(file, maxBytes=_MOST_BYTES, backupCount=_OLD_FILES)
    except Exception:  # noqa: BLE001 - a log that cannot be written must not stop the program
        handler = logging.NullHandler()
    handler.setFormatter(_Formatter())
    handler.handleError = _say_nothing  # type: ignore[method-assign]
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.raiseExceptions = False
    warnings.showwarning = _on_warning
    sys.excepthook = _on_uncaught
    threading.excepthook = _on_thread_exception
    sys.unraisablehook = _on_unraisable


def crash_report(error: BaseException) -> str:
    """Return what may be told of an exception: types and places, no texts, no paths."""
    lines: list[str] = []
    seen: BaseException | None = error
    while seen is not None and len(lines) < _MOST_FRAMES:
        lines.append(_type_name(seen))
        frames = traceback.extract_tb(seen.__traceback__)[-_MOST_FRAMES:]
        lines += [f"  {_module(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join(lines)


class _Formatter(logging.Formatter):
    """Writes only what ``note`` allows; of anyone else's record, only who spoke."""

    def format(self, record: logging.LogRecord) -> str:
        when = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        what = getattr(record, "note", None)
        if not isinstance(what, Note) or record.name != __name__:
            spoke = record.name if record.name.isidentifier() else record.name.partition(".")[0]
            return f"{when} {Note.LIBRARY} {spoke}"
        counts: dict[str, int] = getattr(record, "counts", {})
        error: BaseException | None = getattr(record, "error", None)
        line = " ".join([when, what, *(f"{name}={int(count)}" for name, count in counts.items())])
        return line if error is None else f"{line}\n{crash_report(error)}"


def _type_name(error: BaseException) -> str:
    code = getattr(type(error), "code", "")
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{name} {code}".rstrip() if isinstance(code, str) else name


def _module(filename: str) -> str:
    """Return where code stands, without the folders of this computer."""
    path = Path(filename)
    return f"{path.parent.name}/{path.name}"


def _on_warning(*_: object, **__: object) -> None:
    note(Note.LIBRARY)


def _on_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    del kind, trace
    note(Note.CRASHED, error)
    for language in Language:
        said = DatadonorError().user_message(language)
        sys.stderr.write(f"{said.code}: {said.message} {said.remedy}\n")


def _on_thread_exception(caught: threading.ExceptHookArgs) -> None:
    if caught.exc_value is not None:
        note(Note.CRASHED, caught.exc_value)


def _on_unraisable(caught: "sys.UnraisableHookArgs") -> None:
    if caught.exc_value is not None:
        note(Note.CRASHED, caught.exc_value)


def _say_nothing(record: logging.LogRecord) -> None:
    """Keep quiet when a line cannot be written: the record could be printed otherwise."""


_log: Final = logging.getLogger(__name__)
