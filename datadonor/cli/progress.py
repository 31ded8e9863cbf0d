"""How far long work has come, and Ctrl+C while it runs.

A bar is drawn on standard error, and only on a terminal.
"""

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

_PAUSE_SECONDS: Final = 0.1
"""Drawing more often would cost more than it shows."""

Report = Callable[[int, int | None], None]
"""Takes how far it has come, and of how much if that is known."""


@contextmanager
def drawn_progress(label: str) -> Iterator[Report]:
    """Draw a bar while the block lasts; on anything but a terminal, draw nothing."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=None)
        drawn = 0.0

        def report(done: int, total: int | None) -> None:
            nonlocal drawn
            now = time.monotonic()
            if now - drawn >= _PAUSE_SECONDS:
                drawn = now
                progress.update(task, completed=done, total=total or None)

        yield report


class Stop:
    """Whether the person pressed Ctrl+C."""

    def __init__(self) -> None:
        """Begin with no."""
        self.is_asked = False


@contextmanager
def heard_stop() -> Iterator[Stop]:
    """Take Ctrl+C as a wish while the block lasts, so that work ends between two steps.

    A second one interrupts at once, as ever. On another than the main thread nothing
    can be heard.
    """
    stop = Stop()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = signal.getsignal(signal.SIGINT)

    def hear(_number: int, _frame: FrameType | None) -> None:
        stop.is_asked = True
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, hear)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
