"""Locks the vault of someone who has gone away.

Some minutes without a key or a movement of the mouse, ten unless the person has set
another number; half a minute before the end the person is told, and any key extends it
(WCAG 2.2, 2.2.1). Long work that the person has asked for counts as someone being there.
"""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from typing_extensions import override

IDLE_SECONDS: Final = 600.0
WARNING_SECONDS: Final = 30.0
_TICK_MILLISECONDS: Final = 2000

_INPUT: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


def awake_and_asleep() -> float:
    """Return seconds that also pass while the computer sleeps, where the system tells."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


class IdleWatch(QObject):
    """Watches the input of one application while a vault is open."""

    nearly_idle = Signal()
    """In ``WARNING_SECONDS`` it will be idle."""

    extended = Signal()
    """After that warning there was input."""

    idle = Signal()
    """Nobody has been there for ``seconds``."""

    def __init__(
        self,
        application: QObject,
        clock: Callable[[], float] = awake_and_asleep,
        is_working: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__()
        self.seconds = IDLE_SECONDS
        self._application = application
        self._clock = clock
        self._is_working = is_working
        self._latest = 0.0
        self._is_warned = False
        # A tick and a clock instead of one long timer: timers stand still in sleep.
        self._timer = QTimer(self, interval=_TICK_MILLISECONDS)
        self._timer.timeout.connect(self.check)

    def start(self) -> None:
        """Begin to watch."""
        self._latest = self._clock()
        self._is_warned = False
        self._application.installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        """Stop watching; harmless if it is not."""
        self._timer.stop()
        self._application.removeEventFilter(self)

    def check(self) -> None:
        """Compare the clock with the latest input, and tell."""
        if self._is_working():
            self._on_input()
        gone = self._clock() - self._latest
        if gone >= self.seconds:
            self.stop()
            self.idle.emit()
        elif gone >= self.seconds - WARNING_SECONDS and not self._is_warned:
            self._is_warned = True
            self.nearly_idle.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT:
            self._on_input()
        return False

    def _on_input(self) -> None:
        self._latest = self._clock()
        if self._is_warned:
            self._is_warned = False
            self.extended.emit()
