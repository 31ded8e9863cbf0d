"""Starts the window: names, fonts, theme, language, session, crash boundary.

``datadonor.__main__`` has hardened the process and begun the log before it imports this.
"""

import signal
import sys
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QFocusFrame, QWidget

from ui import locking
from ui.crash import CrashBoundary
from ui.idle import IdleWatch
from ui.session import Session
from ui.tasks import Tasks
from ui.theme import Theme
from ui.translation import Translation
from ui.widgets.page import Page
from ui.window import MainWindow


def run(vault_folder: Path, settings_file: Path) -> int:
    """Open the window and return when it has been closed.

    Args:
        vault_folder: Where the vault lies, or is expected.
        settings_file: Where the settings lie, or will lie.

    Returns:
        The exit code. A lock does not return: it ends the process image.
    """
    # Ctrl+C in the terminal ends the program at once, as it does with every window; the
    # vault survives being cut off anywhere.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # Qt scales for dense screens by itself.
    app = QApplication(sys.argv[:1])
    boundary = CrashBoundary()
    boundary.install()
    started = start(app, vault_folder, settings_file)
    boundary.crashed.connect(started.window.tell_of_crash, Qt.ConnectionType.QueuedConnection)
    started.window.show()
    return app.exec()


@dataclass(frozen=True, slots=True)
class Started:
    """What must live as long as the window."""

    window: MainWindow
    session: Session
    idle: IdleWatch
    looks: "Looks"


def start(app: QApplication, vault_folder: Path, settings_file: Path) -> Started:
    """Make the window, without showing it."""
    session = Session(vault_folder, settings_file, Tasks())
    looks = Looks(app, session)
    idle = IdleWatch(app)
    window = MainWindow(session, idle, load_icon())
    window.lock_asked.connect(lambda: locking.lock(window, session, idle))
    window.closed.connect(lambda: locking.let_go(session, idle))
    return Started(window, session, idle, looks)


class Looks(QObject):
    """Keeps theme, language and focus ring of an application as the settings say."""

    def __init__(self, app: QApplication, session: Session) -> None:
        super().__init__()
        app.setApplicationName("datadonor")
        app.setApplicationDisplayName("Datadonor")
        # Wayland and the taskbar find the desktop entry, and so the icon, by this name.
        QGuiApplication.setDesktopFileName("dk.datadonor.Datadonor")
        self._app = app
        self._session = session
        self._theme = Theme(app)
        self._translation = Translation(app)
        self._ring = QFocusFrame()
        app.focusChanged.connect(self._on_focus_changed)
        session.settings_changed.connect(self._apply)
        self._apply()

    def end(self) -> None:
        """Let go of the application; for those that start more than one window in turn."""
        self._app.focusChanged.disconnect(self._on_focus_changed)
        self._translation.end()
        self._ring.deleteLater()

    def _apply(self) -> None:
        self._theme.apply(self._session.settings)
        self._translation.speak(self._session.language)

    def _on_focus_changed(self, _: QWidget | None, now: QWidget | None) -> None:
        """Put the ring around what the keyboard is on."""
        if now is not None and not isinstance(now, Page):
            self._ring.setWidget(now)


def load_icon() -> QIcon:
    """Return the program's icon, from the package."""
    picture = QPixmap()
    picture.loadFromData(files("resources").joinpath("icons", "datadonor.svg").read_bytes())
    return QIcon(picture)
