"""Work beside the screen: one database thread, answers by signal.

``run_query`` reads, ``run_command`` changes and says what it changed, ``run_long`` does
either for so long that a person wants to see how far it is and to be able to stop it.
All run in order on one thread, because the database's connection belongs to the thread
that opened it; all call back on the screen's thread. Must not know: what the work is.
"""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from datadonor import logs
from datadonor.errors import DatadonorError
from ui.crash_report import describe
from ui.jobs import Cancelled, Course, Job

_T = TypeVar("_T")

Failed = Callable[[DatadonorError], None]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a command changed, so that each page knows whether it is concerned."""

    vault: bool = False
    settings: bool = False
    records: bool = False
    consent: bool = False
    registry: bool = False
    outbox: bool = False

    @property
    def any_in_vault(self) -> bool:
        """Whether anything that lies in the vault is another than before."""
        return self.vault or self.records or self.consent or self.registry or self.outbox


class Tasks(QObject):
    """The one database thread."""

    changed = Signal(object)
    """A ``Changes``, after every command that succeeded."""

    crashed = Signal(object)
    """A ``Crash``: something that is none of our errors, on the database thread."""

    _answered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="datadonor-vault")
        self._ending = threading.Event()
        self._queries: deque[Callable[[], None]] = deque()
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
        self._queries.append(partial(self._run, work, then, failed))
        self._submit(self._run_next_query)

    def run_command(
        self,
        work: Callable[[], _T],
        changes: Changes,
        then: Callable[[_T], None],
        failed: Failed,
    ) -> None:
        """Change something, and tell everyone what was changed once it is done."""
        self._submit(partial(self._run, work, self._telling(changes, then), failed))

    def run_long(
        self,
        job: Job,
        work: Callable[[Course], _T],
        changes: Changes,
        then: Callable[[_T], None],
        failed: Failed,
    ) -> None:
        """Do something that takes a while. What is stopped has changed nothing.

        Args:
            job: Tells the screen how far it is, that it was stopped, that it has ended.
            work: Gets its ``Course``: reports to it, and is stopped by it.
            changes: What it changes, if it is not stopped.
            then: Gets its result.
            failed: Gets our error instead.
        """
        course = Course(job.reported.emit, job.is_given_up, self._ending.is_set, self._pass_queries)

        def run() -> None:
            self._run(partial(work, course), tell, failed, job)

        def tell(result: _T) -> None:
            job.end()
            self._telling(changes, then)(result)

        self._submit(run)

    def wait(self, seconds: float) -> None:
        """Pause the database thread. To be called on it.

        Raises:
            Cancelled: The window is closing.
        """
        if self._ending.wait(seconds):
            raise Cancelled

    def finish(self, last: Callable[[], None]) -> None:
        """End the thread: what was asked for is done, then ``last``, then it is joined.

        Pauses are cut short and long work is stopped. No answer is given any more.
        """
        if self._ending.is_set():
            return
        self._ending.set()
        self._executor.submit(self._run, last, _nothing, _nothing)
        self._executor.shutdown(wait=True)

    def _submit(self, work: Callable[[], None]) -> None:
        """Have something done in its turn; while the window closes nothing is begun any more."""
        if not self._ending.is_set():
            self._executor.submit(work)

    def _telling(self, changes: Changes, then: Callable[[_T], None]) -> Callable[[_T], None]:
        def tell(result: _T) -> None:
            then(result)
            self.changed.emit(changes)

        return tell

    def _run_next_query(self) -> None:
        if self._queries:  # long work may have let it pass already
            self._queries.popleft()()

    def _pass_queries(self) -> None:
        while self._queries and not self._ending.is_set():
            self._queries.popleft()()

    def _run(
        self,
        work: Callable[[], _T],
        then: Callable[[_T], None],
        failed: Failed,
        job: Job | None = None,
    ) -> None:
        answer: Callable[[], None]
        try:
            answer = partial(then, work())
        except Cancelled:
            answer = _silence if job is None else job.stop
        except DatadonorError as error:
            if job is not None and job.is_given_up():
                answer = job.stop  # the work's own way to say that it was stopped
            else:
                logs.note(logs.Note.REFUSED, error)
                # The traceback would keep alive what the work held, a passphrase among it.
                answer = _ending(job, partial(failed, error.with_traceback(None)))
        except Exception as error:  # noqa: BLE001 - the privacy boundary of this thread
            logs.note(logs.Note.CRASHED, error)
            self.crashed.emit(describe(error))
            answer = _ending(job, partial(failed, DatadonorError()))
        if not self._ending.is_set():
            self._answered.emit(answer)

    @Slot(object)
    def _on_answered(self, answer: Callable[[], None]) -> None:
        if not self._ending.is_set():
            answer()


def _ending(job: Job | None, answer: Callable[[], None]) -> Callable[[], None]:
    """Return an answer before which the job, if there is one, ends."""
    if job is None:
        return answer

    def end_and_answer() -> None:
        job.end()
        answer()

    return end_and_answer


def _nothing(_: object) -> None:
    """Take an answer that nobody waits for."""


def _silence() -> None:
    """Say nothing: nobody is there to hear it."""
