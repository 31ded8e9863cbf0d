"""What only the person alone may do: asked before anything is saved, copied or printed.

Whoever wants to do so knows no window, and the window knows no page: so the question
goes as an event to the window, which refuses it while somebody helps, and says why.
"""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget


class LeavingAsked(QEvent):
    """Something of the person's is about to be saved, copied or printed. Ignored: it may not."""

    TYPE = QEvent.Type(QEvent.registerEventType())

    def __init__(self) -> None:
        super().__init__(self.TYPE)


def may_leave(asking: QWidget) -> bool:
    """Say whether something may be saved, copied or printed from a part of a window."""
    asked = LeavingAsked()
    QApplication.sendEvent(asking.window(), asked)
    return asked.isAccepted()
