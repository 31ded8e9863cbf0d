"""Work beside the screen: two verbs, one database thread, answers by signal.

``run_query`` reads, ``run_command`` changes and says what it changed. Both run in order
on one thread of their own, because the database's connection belongs to the thread that
opened it; both call back on the screen's thread. Must not know: what the work is.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from datadonor import logs
from datadonor.errors import DatadonorError

_T = TypeVar("_T")

Failed = Callable[[DatadonorError], None]


class Cancelled(Exception):
    """Work was given up because the window is closing. Nobody is told."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a command changed, so that each page knows whether it is concerned."""

    vault: bool = False
    settings: bool = False


class Tasks(QObject):
    """The one database thread."""

    changed = Signal(object)
    """A ``Changes``, after every command that succeeded."""

    _answered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="datadonor-vault")
        self._ending = threading.Event()
        # Queued: the answer is given on the thread that this object lives on.
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)

    def run_query(self, work: Callable[[], _T], then: Callable[[_T], None], failed: Failed) -> None:
        """Read something.

        Args:
            work: Runs on the database thread.
            then: Gets its result, on the caller's thread.
            failed: Gets our error instead. Of any other error the log keeps types and
                places, and this gets a plain ``DatadonorError``.
        """
        self._executor.submit(self._run, work, then, failed)

    def run_command(
        self,
        work: Callable[[], _T],
        changes: Changes,
        then: Callable[[_T], None],
        failed: Failed,
    ) -> None:
        """Change something, and tell everyone what was changed once it is done."""

        def tell(result: _T) -> None:
            then(result)
            self.changed.emit(changes)

        self._executor.submit(self._run, work, tell, failed)

    def wait(self, seconds: float) -> None:
        """Pause the database thread. To be called on it.

        Raises:
            Cancelled: The window is closing.
        """
        if self._ending.wait(seconds):
            raise Cancelled

    def finish(self, last: Callable[[], None]) -> None:
        """End the thread: what was asked for is done, then ``last``, then it is joined.

        Pauses are cut short. No answer is given any more.
        """
        if self._ending.is_set():
            return
        self._ending.set()
        self._executor.submit(self._run, last, _nothing, _nothing)
        self._executor.shutdown(wait=True)

    def _run(self, work: Callable[[], _T], then: Callable[[_T], None], failed: Failed) -> None:
        try:
            answer = partial(then, work())
        except Cancelled:
            return
        except DatadonorError as error:
            logs.note(logs.Note.REFUSED, error)
            # The traceback would keep alive what the work held, a passphrase among it.
            answer = partial(failed, error.with_traceback(None))
        except Exception as error:  # noqa: BLE001 - the privacy boundary of this thread
            logs.note(logs.Note.CRASHED, error)
            answer = partial(failed, DatadonorError())
        if not self._ending.is_set():
            self._answered.emit(answer)

    @Slot(object)
    def _on_answered(self, answer: Callable[[], None]) -> None:
        if not self._ending.is_set():
            answer()


def _nothing(_: object) -> None:
    """Take an answer that nobody waits for."""
