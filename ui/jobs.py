"""Long work: how far it is, how long it still takes, and a way to stop it.

The worker's side is a ``Course``, the screen's a ``Job``.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot

from ui.navigation import Destination

_LEAST_SECONDS: Final = 0.1
"""Ten reports a second are as many as an eye can follow."""

_KNOWN_AFTER_SECONDS: Final = 2.0
_KNOWN_AFTER_SHARE: Final = 0.02


class Cancelled(Exception):
    """Work was given up: by the person, or because the window is closing."""


class JobKind(StrEnum):
    """What is going on, for the words beside the bar."""

    IMPORT = "import"
    PREVIEW = "preview"
    SEND = "send"
    FETCH = "fetch"
    REFRESH = "refresh"
    BACKUP = "backup"
    COPY = "copy"
    DELETE = "delete"
    RESTORE = "restore"
    CREATE = "create"
    PRACTICE = "practice"
    CHECK = "check"
    COLLECT = "collect"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is. ``total`` is unknown while nothing can know it.

    ``found`` counts what came of it so far, where that is something else than ``done``.
    """

    done: int = 0
    total: int | None = None
    step: str = ""
    seconds_left: int | None = None
    found: int = 0


class Course:
    """What long work reports to, and is stopped by. For the database thread."""

    def __init__(
        self,
        told: Callable[[Progress], None],
        is_given_up: Callable[[], bool],
        is_closing: Callable[[], bool] = lambda: False,
        let_pass: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._told = told
        self._is_given_up = is_given_up
        self._is_closing = is_closing
        self._let_pass = let_pass
        self._clock = clock
        self._step = ""
        self._begun = clock()
        self._latest = self._begun - _LEAST_SECONDS

    def check(self) -> None:
        """Go on only if the work is still wanted.

        Raises:
            Cancelled: It is not.
        """
        if self._is_given_up() or self._is_closing():
            raise Cancelled

    def report(self, done: int, total: int | None = None, step: str = "", found: int = 0) -> None:
        """Say how far the work is; may be called for every single thing done.

        Raises:
            Cancelled: The work is no longer wanted.
        """
        self.check()
        now = self._clock()
        if step != self._step:
            self._step, self._begun = step, now
        elif now - self._latest < _LEAST_SECONDS and done != total:
            return
        self._latest = now
        self._told(Progress(done, total, step, self._seconds_left(done, total, now), found))

    def breathe(self) -> None:
        """Let the short questions of the pages pass. For work that only reads.

        Raises:
            Cancelled: The work is no longer wanted.
        """
        self.check()
        self._let_pass()

    def _seconds_left(self, done: int, total: int | None, now: float) -> int | None:
        gone = now - self._begun
        if not total or gone < _KNOWN_AFTER_SECONDS or done < total * _KNOWN_AFTER_SHARE:
            return None
        return round(gone * max(total - done, 0) / done)


class Job(QObject):
    """One piece of long work, as the screen sees it."""

    progressed = Signal(object)
    """A ``Progress``."""

    stopped = Signal()
    """It was given up, and has changed nothing."""

    ended = Signal()
    """It is over, whichever way; ``is_running`` is false."""

    reported = Signal(object)
    """For the worker, on any thread."""

    def __init__(self, kind: JobKind, destination: Destination) -> None:
        super().__init__()
        self.kind = kind
        self.destination = destination
        self.progress = Progress()
        self.is_running = True
        self._given_up = threading.Event()
        self.reported.connect(self._on_reported, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Give it up; it ends as soon as it notices."""
        self._given_up.set()

    def is_given_up(self) -> bool:
        """Say whether the person has given it up. For any thread."""
        return self._given_up.is_set()

    def stop(self) -> None:
        """Tell that it was stopped."""
        self.end()
        self.stopped.emit()

    def end(self) -> None:
        """Tell that it is over."""
        if self.is_running:
            self.is_running = False
            self.ended.emit()

    @Slot(object)
    def _on_reported(self, progress: Progress) -> None:
        if self.is_running:
            self.progress = progress
            self.progressed.emit(progress)
