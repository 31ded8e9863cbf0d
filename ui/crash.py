"""The window's outermost handler, a privacy boundary.

Errors in slots, in overridden Qt methods and in Qt's threads end in ``sys.excepthook``,
some of them off the screen's thread. What goes to the log are types and places; what
the person sees is one fixed sentence. Qt's own messages can hold file names and text of
widgets, so only that there was one is kept.
"""

import sys
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from datadonor import logs


class CrashBoundary(QObject):
    """Catches what nobody else has caught, and tells the window that it happened."""

    crashed = Signal()
    """Emitted on whatever thread it happened; connect it queued."""

    def install(self) -> None:
        """Become the handler of this process."""
        sys.excepthook = self.on_exception
        qInstallMessageHandler(on_qt_message)

    def on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Write types and places to the log, and never the error's text."""
        logs.note(logs.Note.CRASHED, error)
        self.crashed.emit()


def on_qt_message(kind: QtMsgType, _context: QMessageLogContext, _text: str) -> None:
    """Note that Qt had something to say; its text is dropped."""
    logs.note(logs.Note.LIBRARY, severity=kind.value)
