"""Collects cyclic garbage on the screen's thread, and little of it at a time.

Left to itself Python collects on whatever thread is allocating. On the database thread that
could delete an object of Qt's that belongs to the screen, and going through all that the
program has loaded holds up the screen for longer than the eye forgives (measured: 120 ms
for 150 000 objects). So what was loaded is set aside, and a timer does the collecting.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_EVERY_MS: Final = 500


def set_aside() -> None:
    """Never go through what there is now again: modules, which live as long as the process."""
    gc.freeze()


class GarbageTimer(QObject):
    """Collects in place of Python, as often as Python would for as many new objects."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)

    def begin(self) -> None:
        """Take over."""
        gc.disable()
        self._timer.start(_EVERY_MS)

    def end(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()

    def collect(self) -> None:
        """Collect the generations that are due."""
        for generation, most in enumerate(gc.get_threshold()):
            if gc.get_count()[generation] <= most:
                return
            gc.collect(generation)
