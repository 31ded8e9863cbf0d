"""Processes that are made to die, or to meet a failing disk, in the middle of their work.

A child is forked, so it begins with everything loaded; whatever it says reaches the
parent through a pipe, line by line, and outlives it. The parent may not hold a vault
open meanwhile: a forked child would share its lock.
"""

import json
import os
import select
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BufferedWriter
from types import FrameType
from typing import Any, Final, Self

Say = Callable[[str], None]
Work = Callable[[Say], None]

_TROUBLE: Final = "trouble"
_PATIENCE_SECONDS: Final = 60.0

_SYSTEM_CALLS: Final = frozenset(
    {"chmod", "fsync", "ftruncate", "mkdir", "rename", "replace", "rmdir", "truncate", "unlink"}
)


class Child:
    """A forked process and what it has said so far."""

    def __init__(self, pid: int, reading: int) -> None:
        self.pid = pid
        self.said: list[str] = []
        self._reading = reading
        self._rest = b""
        self._status: int | None = None

    def wait_for(self, line: str) -> None:
        """Wait until the child has said a line."""
        while line not in self.said:
            assert self._hear(), f"the child ended without saying {line!r}: {self.said}"

    def kill(self) -> None:
        """End the child at once, wherever it is."""
        os.kill(self.pid, signal.SIGKILL)

    def finish(self) -> int:
        """Hear the child out, and return its exit code, or minus the signal that ended it."""
        while self._hear():
            pass
        if self._status is None:
            self._status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
            os.close(self._reading)
        return self._status

    def end(self) -> None:
        """Leave nothing of the child behind."""
        if self._status is None:
            self.kill()
            self.finish()

    def _hear(self) -> bool:
        if self._status is not None:
            return False
        assert select.select([self._reading], [], [], _PATIENCE_SECONDS)[0], "the child hangs"
        piece = os.read(self._reading, 65536)
        *lines, self._rest = (self._rest + piece).split(b"\n")
        for line in lines:
            kind, said = json.loads(line)
            assert kind != _TROUBLE, f"in the child:\n{said}"
            self.said.append(said)
        return bool(piece)


@contextmanager
def forked(work: Work) -> Iterator[Child]:
    """Run work in a child of this process; it has ended when the block has."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # Python 3.12 warns if pytest's own watchdog thread is running; it holds no lock of ours.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid == 0:
        os.close(reading)
        _live(work, writing)
    os.close(writing)
    child = Child(pid, reading)
    try:
        yield child
    finally:
        child.end()


def run_child(work: Work) -> tuple[list[str], int]:
    """Run work in a child to its end; return what it said and how it ended."""
    with forked(work) as child:
        status = child.finish()
        return child.said, status


def kill_after(work: Work, ready: str, delay_seconds: float) -> list[str]:
    """Kill a child some time after it has said that it is ready; return what it said."""
    with forked(work) as child:
        child.wait_for(ready)
        time.sleep(delay_seconds)
        child.kill()
        assert child.finish() == -signal.SIGKILL, child.said
        return child.said


def _live(work: Work, writing: int) -> None:
    def say(line: str, kind: str = "said") -> None:
        os.write(writing, json.dumps([kind, line]).encode() + b"\n")

    status = 1
    try:
        work(say)
        status = 0
    except BaseException:  # noqa: BLE001 - the parent tells it
        say(traceback.format_exc(), _TROUBLE)
    finally:
        os._exit(status)


def die() -> None:
    """End this process as ``kill -9`` does."""
    os.kill(os.getpid(), signal.SIGKILL)


def changes_the_disk(called: Any, _caller: FrameType) -> bool:  # noqa: ANN401
    """Say whether a C function is one with which our code changes the disk."""
    return is_call_to_the_system(called) or is_call_to_the_database(called)


def is_call_to_the_system(called: Any) -> bool:  # noqa: ANN401
    """Say whether it is a call that can fail with an ``OSError``."""
    if called.__name__ == "flush":
        return isinstance(called.__self__, BufferedWriter)
    return called.__module__ == os.fsync.__module__ and called.__name__ in _SYSTEM_CALLS


def is_call_to_the_database(called: Any) -> bool:  # noqa: ANN401
    """Say whether it is a statement, or the closing that brings the write-ahead log in."""
    if called.__name__ not in {"close", "execute", "executemany"}:
        return False
    return hasattr(called.__self__, "in_transaction")


def needs_room(called: Any, caller: FrameType) -> bool:  # noqa: ANN401
    """Say whether a C function can fail because the disk is full, SQLite's own aside."""
    # A folder is synced after a rename, which needs no room and cannot be taken back.
    return (
        is_call_to_the_system(called)
        and called.__name__ in {"flush", "fsync", "mkdir"}
        and caller.f_code.co_name != "sync_folder"
    )


class DiskCalls:
    """Counts calls of certain C functions, and does something instead of the n-th.

    A profiling function sees every call of a C function before it is made, so nothing has
    to be replaced, and no caller can be forgotten.
    """

    def __init__(
        self,
        at: int,
        instead: Callable[[], None],
        is_counted: Callable[[Any, FrameType], bool] = changes_the_disk,
    ) -> None:
        """Prepare to act at the n-th call, from 1; 0 only counts."""
        self.count = 0
        self._at = at
        self._instead = instead
        self._is_counted = is_counted

    def __enter__(self) -> Self:
        sys.setprofile(self._look)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    @property
    def has_acted(self) -> bool:
        """Whether there were as many calls."""
        return 0 < self._at <= self.count

    def _look(self, caller: FrameType, event: str, called: Any) -> None:  # noqa: ANN401
        if event == "c_call" and self._is_counted(called, caller):
            self.count += 1
            if self.count == self._at:
                sys.setprofile(None)
                self._instead()
