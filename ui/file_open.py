"""Files that the desktop gives to a program that runs: macOS's way. Not tried there.

Elsewhere a second start hands the file over (``ui.instance``).
"""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFileOpenEvent
from typing_extensions import override

from ui.handover import Message, MessageRefused, write_message


class FileOpenFilter(QObject):
    """Install it on the application with ``installEventFilter``, and keep it."""

    file_offered = Signal(object)
    """A ``Path``, absolute: a file to review, and nothing but to review."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QFileOpenEvent):
            return super().eventFilter(watched, event)
        file = Path(event.file())  # empty for an address that is no file of this computer
        try:
            write_message(Message(file))  # by the same rules as from a second start
        except MessageRefused:
            return True
        self.file_offered.emit(file)
        return True
