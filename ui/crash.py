"""The window's outermost handler, a privacy boundary.

Errors in slots, in overridden Qt methods and in Qt's threads end in ``sys.excepthook``,
some of them off the screen's thread; Python's own threads and finalisers have hooks of
their own. All of them lead here. What goes to the log and into the report are types and
places; what the person sees first is one fixed sentence, and the report if they ask. Qt's
own messages can hold file names and text of widgets, so only that there was one is kept.
"""

import sys
import threading
import time
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import Final

import shiboken6
from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtGui import QGuiApplication

from datadonor import logs
from datadonor.texts import Language
from ui.crash_report import Crash, CrashBook, Surroundings, describe

_QUIET_SECONDS: Final = 1.0
"""An error in painting comes again with every picture; once a second is told."""


class CrashBoundary(QObject):
    """Catches what nobody else has caught, and tells the window that it happened."""

    crashed = Signal()
    """Emitted on whatever thread it happened; connect it queued."""

    def __init__(self) -> None:
        super().__init__()
        self.book = CrashBook()
        self._told_at = -_QUIET_SECONDS
        self._telling = threading.Lock()

    def install(self) -> None:
        """Become the handler of this process."""
        sys.excepthook = self.on_exception
        threading.excepthook = self.on_thread_exception
        sys.unraisablehook = self.on_unraisable
        qInstallMessageHandler(on_qt_message)

    def on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Keep types and places, and never the error's text."""
        logs.note(logs.Note.CRASHED, error)
        self.tell_of(describe(error, trace))

    def on_thread_exception(self, caught: threading.ExceptHookArgs) -> None:
        """Do the same for a thread of Python's own."""
        if caught.exc_value is not None and caught.exc_type is not SystemExit:
            self.on_exception(caught.exc_type, caught.exc_value, caught.exc_traceback)

    def on_unraisable(self, caught: "sys.UnraisableHookArgs") -> None:
        """Keep what failed while something was being thrown away; nobody is interrupted."""
        if caught.exc_value is not None:
            logs.note(logs.Note.CRASHED, caught.exc_value)
            self.book.add(describe(caught.exc_value, caught.exc_traceback))

    def tell_of(self, crash: Crash) -> None:
        """Keep a fault that someone else has caught, and tell the window of it."""
        self.book.add(crash)
        with self._telling:
            now = time.monotonic()
            if now - self._told_at < _QUIET_SECONDS:
                return
            self._told_at = now
        if shiboken6.isValid(self):  # not while the program ends
            self.crashed.emit()

    def report(self, language: Language) -> str:
        """Return the whole report of this run: exactly what may be passed on."""
        return self.book.report(surroundings(), language)


def report_for(session: QObject, language: Language) -> str:
    """Return the report of the boundary that a session owns, or nothing if all is well."""
    boundary = session.findChild(CrashBoundary)
    return "" if boundary is None or boundary.book.is_empty else boundary.report(language)


def surroundings() -> Surroundings:
    """Return what the program runs on."""
    return Surroundings(
        qt=qVersion(), pyside=_pyside_version(), screen=QGuiApplication.platformName() or "–"
    )


def on_qt_message(kind: QtMsgType, _context: QMessageLogContext, _text: str) -> None:
    """Note that Qt had something to say; its text is dropped."""
    logs.note(logs.Note.LIBRARY, severity=kind.value)


def _pyside_version() -> str:
    try:
        return version("PySide6-Essentials")
    except PackageNotFoundError:  # a frozen build need not carry what pip knows
        return "–"
