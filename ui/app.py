"""Starts the window: names, fonts, theme, language, session, crash boundary.

``datadonor.__main__`` has hardened the process and begun the log before it imports this.
"""

import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QFocusFrame, QWidget

from datadonor.errors import ExitCode
from datadonor.people import People
from datadonor.texts import Skin, catalogue, speak_for
from ui import locking
from ui.absence import AbsenceWatch
from ui.crash import CrashBoundary
from ui.fault_file import FaultFile, fault_file
from ui.file_open import FileOpenFilter
from ui.garbage import GarbageTimer, set_aside
from ui.idle import IdleWatch
from ui.instance import Instance, begin, bring_forward
from ui.no_copying import NoCopying
from ui.practice import PracticeLoader
from ui.session import Session
from ui.tasks import Tasks
from ui.theme import Theme
from ui.translation import Translation
from ui.widgets.page import Page
from ui.widgets.scroll import bring_into_view
from ui.window import MainWindow

_PAINTED_MS = 100
"""By then the first page is on the screen, and what is loaded does not delay it."""


def run(
    vault_folder: Path,
    settings_file: Path,
    offered: Path | None = None,
    load_practice: PracticeLoader | None = None,
    people: People | None = None,
    *,
    is_choosing: bool = False,
) -> int:
    """Open the window and return when it has been closed.

    Args:
        vault_folder: Where the vault lies, or is expected.
        settings_file: Where the settings lie, or will lie.
        offered: A request to review, once the vault is open; or a package to check.
        load_practice: Loads the made-up world to try everything in, if there is one.
        people: Who uses this account.
        is_choosing: Whether to ask first who of them sits there.

    Returns:
        The exit code. A lock does not return: it ends the process image.
    """
    # Ctrl+C in the terminal ends the program at once, as it does with every window; the
    # vault survives being cut off anywhere.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # Where nobody is chosen yet, those meet who have not chosen either.
    meeting = people.folder if people is not None and is_choosing else vault_folder
    instance = begin(meeting, offered)
    if instance is None:
        return ExitCode.YES  # the window that is open already has taken over
    fault = FaultFile.begin(fault_file())
    # Qt scales for dense screens by itself.
    app = QApplication(sys.argv[:1])
    boundary = CrashBoundary()
    boundary.install()
    started = start(
        app, vault_folder, settings_file, load_practice, people, is_choosing=is_choosing
    )
    _tell_of_crashes(boundary, fault, started)
    _take_offers(app, instance, started.window)
    if offered is not None:
        started.window.offer(offered)
    started.window.show()
    QTimer.singleShot(_PAINTED_MS, started.window, lambda: load_ahead(started))
    garbage = GarbageTimer()
    garbage.begin()
    code = app.exec()
    garbage.end()
    instance.end()
    fault.end()
    return code


def load_ahead(started: "Started") -> None:
    """Load the first page behind the lock while the person writes, beside the screen.

    It brings most of the program with it, and would be waited for after the passphrase.
    What was loaded by then, and plots once the vault is open, is set aside.
    """
    session = started.session
    if not started.window.isVisible():
        return
    _beside(session, _load_home)
    session.vault_unlocked.connect(lambda: _beside(session, set_aside))


def _load_home() -> None:
    import ui.pages.home  # noqa: F401, PLC0415 - loaded now, needed later

    catalogue()
    set_aside()


def _beside(session: Session, work: Callable[[], None]) -> None:
    session.tasks.run_query(work, lambda _: None, lambda _: None)


def _tell_of_crashes(boundary: CrashBoundary, fault: FaultFile, started: "Started") -> None:
    boundary.setParent(started.session)  # where the page finds the report
    boundary.crashed.connect(started.window.tell_of_crash, Qt.ConnectionType.QueuedConnection)
    started.session.tasks.crashed.connect(boundary.tell_of)
    if fault.before is not None:
        boundary.tell_of(fault.before)


def _take_offers(app: QApplication, instance: Instance, window: MainWindow) -> None:
    desktop = FileOpenFilter(app)
    app.installEventFilter(desktop)
    for source in (instance, desktop):
        source.file_offered.connect(window.offer)
    instance.raise_asked.connect(lambda: bring_forward(window))
    instance.listen()


@dataclass(frozen=True, slots=True)
class Started:
    """What must live as long as the window."""

    window: MainWindow
    session: Session
    idle: IdleWatch
    absence: AbsenceWatch
    looks: "Looks"


def start(
    app: QApplication,
    vault_folder: Path,
    settings_file: Path,
    load_practice: PracticeLoader | None = None,
    people: People | None = None,
    *,
    is_choosing: bool = False,
) -> Started:
    """Make the window, without showing it."""
    speak_for(Skin.WINDOW)
    session = Session(
        vault_folder, settings_file, Tasks(), load_practice, people, is_choosing=is_choosing
    )
    looks = Looks(app, session)
    idle = IdleWatch(app, is_working=lambda: session.job is not None)

    def follow_settings() -> None:
        idle.seconds = session.settings.auto_lock_minutes * 60.0

    session.settings_changed.connect(follow_settings)
    follow_settings()
    window = MainWindow(session, idle, load_icon())
    keep_from_copying(app, session, window)
    window.lock_asked.connect(lambda: locking.lock(window, session, idle))
    window.closed.connect(lambda: locking.let_go(session, idle))
    absence = AbsenceWatch()
    absence.gone.connect(window.ask_for_lock)
    return Started(window, session, idle, absence, looks)


def keep_from_copying(app: QApplication, session: Session, window: MainWindow) -> None:
    """Have nothing copied while somebody helps; every event is looked at only then."""
    no_copying = NoCopying(window)

    def follow() -> None:
        app.removeEventFilter(no_copying)
        if session.assistance is not None:
            app.installEventFilter(no_copying)

    session.assistance_changed.connect(follow)


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
        hints = app.styleHints()
        self._wishes = (
            hints.colorSchemeChanged,
            hints.accessibility().contrastPreferenceChanged,
        )
        for wish in self._wishes:
            wish.connect(self._apply)
        self._apply()

    def end(self) -> None:
        """Let go of the application; for those that start more than one window in turn."""
        self._app.focusChanged.disconnect(self._on_focus_changed)
        for wish in self._wishes:
            wish.disconnect(self._apply)
        self._translation.end()
        self._ring.deleteLater()

    def _apply(self, *_: object) -> None:
        self._theme.apply(self._session.settings)
        self._translation.speak(self._session.language)

    def _on_focus_changed(self, _: QWidget | None, now: QWidget | None) -> None:
        """Put the ring around what the keyboard is on, and bring that into view."""
        if now is None:
            return
        # It would stay where it was before the scrolling. None lets go; the stub lacks it.
        self._ring.setWidget(None)  # type: ignore[arg-type]
        if isinstance(now, Page):
            return  # the keyboard is on all of it: the arrows scroll
        bring_into_view(now)
        self._ring.setWidget(now)


def load_icon() -> QIcon:
    """Return the program's icon, from the package."""
    picture = QPixmap()
    picture.loadFromData(files("resources").joinpath("icons", "datadonor.svg").read_bytes())
    return QIcon(picture)
