"""What may be told of a fault: types, codes and places in the program. No Qt.

What stands in a report is chosen, never cleaned. Of an error: the name of its type, our
code, and module:function:line for each step. Never its text, what variables held, or where
files lie, because those can hold health data and names. Even a name is taken only if it
looks like one, for a program can make types while it runs.
"""

import platform
import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from traceback import walk_tb
from types import TracebackType
from typing import Final

from datadonor import __version__
from datadonor.errors import DatadonorError
from datadonor.texts import Language, text

MOST_CRASHES: Final = 5
"""The first ones are kept: what comes after is mostly a consequence."""

_MOST_LINKS: Final = 5
_MOST_PLACES: Final = 40
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z_0-9]*(\.(<locals>|[A-Za-z_][A-Za-z_0-9]*))*")
_FRAME_NAMES: Final = {"<module>", "<lambda>", "<listcomp>", "<genexpr>", "<dictcomp>", "<setcomp>"}
_UNKNOWN: Final = "?"


@dataclass(frozen=True, slots=True)
class Link:
    """One error of a chain: what kind, and where it came through, outermost first."""

    kind: str
    code: str
    places: tuple[str, ...]
    """``module:function:line``."""


@dataclass(frozen=True, slots=True)
class Crash:
    """One fault that nothing in the program expected."""

    when: datetime | None
    """UTC, to the minute; None where it is not known."""

    links: tuple[Link, ...]
    """The error, then what lies behind it; at least one."""

    has_ended_program: bool = False
    """Whether the program ended on it, the last time it was open."""

    times: int = 1


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the program runs on. No name of a computer or of a person."""

    qt: str
    pyside: str
    screen: str
    """How Qt reaches the screen: ``xcb``, ``wayland`` …"""

    @property
    def python(self) -> str:
        """The version of Python."""
        return platform.python_version()

    @property
    def system(self) -> str:
        """The system and its version, as its maker calls them."""
        name = f"{platform.system()} {platform.machine()}"
        try:
            release = platform.freedesktop_os_release()
        except OSError:  # not a Linux, or one that does not say
            return f"{name} {platform.version() if platform.system() != 'Linux' else ''}".rstrip()
        return f"{release.get('NAME', '')} {release.get('VERSION_ID', '')}, {name}".lstrip()


class CrashBook:
    """The faults of one run. Can be written to from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._crashes: list[Crash] = []
        self._left_out = 0

    def add(self, crash: Crash) -> None:
        """Keep a fault, or count it with the same one that is there."""
        with self._lock:
            for place, known in enumerate(self._crashes):
                if known.links == crash.links:
                    self._crashes[place] = replace(known, times=known.times + crash.times)
                    return
            if len(self._crashes) < MOST_CRASHES:
                self._crashes.append(crash)
            else:
                self._left_out += 1

    def report(self, surroundings: Surroundings, language: Language) -> str:
        """Return the whole report, in plain text: exactly what a person may pass on."""
        with self._lock:
            crashes, left_out = tuple(self._crashes), self._left_out
        return "\n".join(_lines(crashes, left_out, surroundings, language)) + "\n"

    @property
    def is_empty(self) -> bool:
        """Whether nothing has happened."""
        with self._lock:
            return not self._crashes


def describe(error: BaseException, trace: TracebackType | None = None) -> Crash:
    """Take from an error what may be told of it. The error itself is not kept.

    Args:
        error: Whatever was raised.
        trace: Where it came through, if the error does not say so itself.
    """
    links: list[Link] = []
    seen: set[int] = set()
    now: BaseException | None = error
    while now is not None and len(links) < _MOST_LINKS and id(now) not in seen:
        seen.add(id(now))
        where = now.__traceback__ or (trace if now is error else None)
        links.append(Link(_kind(type(now)), _code(now), _places(where)))
        now = now.__cause__ or (None if now.__suppress_context__ else now.__context__)
    when = datetime.now(UTC).replace(second=0, microsecond=0)
    return Crash(when, tuple(links))


def name_or_unknown(name: object) -> str:
    """Return a name of code if it can be one, and a question mark if not."""
    if isinstance(name, str) and (_NAME.fullmatch(name) or name in _FRAME_NAMES):
        return name
    if isinstance(name, str):
        outer, dot, last = name.rpartition(".")
        if dot and last in _FRAME_NAMES and _NAME.fullmatch(outer):
            return name
    return _UNKNOWN


def _kind(kind: type[BaseException]) -> str:
    name = name_or_unknown(kind.__qualname__)
    return name if kind.__module__ == "builtins" else f"{name_or_unknown(kind.__module__)}.{name}"


def _code(error: BaseException) -> str:
    # Only ours: in others an attribute of this name could hold anything.
    return error.code if isinstance(error, DatadonorError) else DatadonorError.code


def _places(trace: TracebackType | None) -> tuple[str, ...]:
    places = [
        f"{name_or_unknown(frame.f_globals.get('__name__'))}"
        f":{name_or_unknown(frame.f_code.co_qualname)}:{line}"
        for frame, line in walk_tb(trace)
    ]
    return tuple(places[-_MOST_PLACES:])


def _lines(
    crashes: Sequence[Crash], left_out: int, around: Surroundings, language: Language
) -> Iterator[str]:
    yield text("crash.title", language)
    yield ""
    yield text("crash.program", language, version=__version__)
    yield text("crash.system", language, system=around.system)
    yield text(
        "crash.libraries",
        language,
        python=around.python,
        qt=around.qt,
        screen=around.screen,
        pyside=around.pyside,
    )
    for number, crash in enumerate(crashes, start=1):
        yield ""
        yield from _crash_lines(number, crash, language)
    if left_out:
        yield ""
        yield text("crash.left_out", language, count=left_out)


def _crash_lines(number: int, crash: Crash, language: Language) -> Iterator[str]:
    first, *behind = crash.links
    key = "fault_before" if crash.has_ended_program else "fault_again"
    if key == "fault_again" and crash.times == 1:
        key = "fault"
    yield text(
        f"crash.{key}",
        language,
        number=number,
        kind=first.kind,
        code=first.code,
        times=crash.times,
    )
    if crash.when is not None:
        yield text("crash.when", language, when=f"{crash.when:%Y-%m-%d %H:%M}")
    yield from _where_lines(first, language)
    for link in behind:
        yield text("crash.behind", language, kind=link.kind)
        yield from _where_lines(link, language)


def _where_lines(link: Link, language: Language) -> Iterator[str]:
    yield text("crash.where", language)
    if not link.places:
        yield text("crash.nowhere", language)
    for place in link.places:
        yield f"  {place}"
