"""Turns a library that writes into an iterator that is read.

The library runs in a thread of its own and is held up while the reader is behind, so no
more than a few pieces wait. The thread ends with the iterator, whether that is read to its
end, closed or dropped. Must not know: what is written.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from queue import Queue
from threading import Event, Thread
from typing import Final

PIECE_BYTES: Final = 64 * 1024
"""What is collected before it is handed over; a larger write is handed over as it is."""

_MOST_WAITING: Final = 4


class Outlet:
    """Where the library writes."""

    def __init__(self, queue: "Queue[bytes | _End]", stopped: Event) -> None:
        """Write to a queue until nobody reads it any more."""
        self._queue = queue
        self._stopped = stopped
        self._waiting = bytearray()

    def write(self, piece: bytes) -> int:
        """Take a piece; wait while the reader is behind.

        Raises:
            ReaderGone: Nobody will read it.
        """
        self._waiting += piece
        if len(self._waiting) >= PIECE_BYTES:
            self.flush()
        return len(piece)

    def flush(self) -> None:
        """Hand over what was collected.

        Raises:
            ReaderGone: Nobody will read it.
        """
        if self._stopped.is_set():
            raise ReaderGone
        if self._waiting:
            self._queue.put(bytes(self._waiting))
            self._waiting.clear()


class ReaderGone(Exception):
    """The iterator was closed; there is no use in writing on."""


@dataclass(frozen=True, slots=True)
class _End:
    """The last thing in the queue."""

    failure: BaseException | None


def pulled(write_all: Callable[[Outlet], None]) -> Generator[bytes, None, None]:
    """Yield what a function writes.

    Args:
        write_all: Called once, in another thread, when the first piece is asked for.

    Yields:
        Pieces of about ``PIECE_BYTES``, none empty.

    Raises:
        BaseException: What ``write_all`` raised, after all that it had written.
    """
    queue: Queue[bytes | _End] = Queue(_MOST_WAITING)
    stopped = Event()
    # A daemon: a reader that is never closed must not keep the whole program from ending.
    thread = Thread(target=_run, args=(write_all, queue, stopped), daemon=True)
    thread.start()
    end: _End | None = None
    try:
        while end is None:
            match queue.get():
                case _End() as end:
                    pass
                case piece:
                    yield piece
    finally:
        stopped.set()
        while end is None:  # what still waits could be all that holds the thread up
            match queue.get():
                case _End() as end:
                    pass
        thread.join()
    if end.failure is not None:
        raise end.failure


def _run(write_all: Callable[[Outlet], None], queue: "Queue[bytes | _End]", stopped: Event) -> None:
    outlet = Outlet(queue, stopped)
    failure: BaseException | None = None
    try:
        write_all(outlet)
    except BaseException as error:  # noqa: BLE001 - it is raised where the pieces are read
        failure = error
    try:
        outlet.flush()
    except ReaderGone:
        pass
    finally:
        queue.put(_End(failure))
