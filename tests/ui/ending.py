"""The end of a window whose process goes on to open another."""

from PySide6.QtCore import QCoreApplication, QEvent

from ui.app import Started


def end(started: Started) -> None:
    """Close a window and delete all of it now, while everything that Python has of it lives.

    Left to the next loop, it would be deleted amid the events of the next window, after
    Python has let go of one part and not of another. And what listens to a session keeps it
    alive, where no collector sees it.
    """
    started.window.close()
    started.looks.end()
    started.window.deleteLater()
    started.session.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
