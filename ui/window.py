"""The main window: frames the pages, leads from one to another, locks."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QMainWindow, QStackedWidget, QWidget
from typing_extensions import override

from datadonor.errors import DatadonorError
from ui.idle import IdleWatch
from ui.navigation import Place, Standing, entrance, may_go, places
from ui.pages.display import DisplayPage
from ui.pages.home import HomePage
from ui.pages.no_vault import NoVaultPage
from ui.pages.unlock import UnlockPage
from ui.session import Session
from ui.widgets.banner import Kind
from ui.widgets.page import Page
from ui.widgets.side import Side

_LEAST_WIDTH = 640
_LEAST_HEIGHT = 480
_FIRST_WIDTH = 1060
_FIRST_HEIGHT = 720
_NARROW_CHARACTERS = 92
"""Under this width the navigation stands above the page."""


class MainWindow(QMainWindow):
    """The one window. Its title never says more than the program's name."""

    lock_asked = Signal()
    """The person, or their absence, asks for the vault to be locked."""

    closed = Signal()
    """The window is going."""

    def __init__(self, session: Session, idle: IdleWatch, icon: QIcon) -> None:
        super().__init__()
        self.session = session
        self._idle = idle
        self.side = Side(icon)
        self._stack = QStackedWidget()
        no_vault, unlock, display = NoVaultPage(session), UnlockPage(session), DisplayPage(session)
        self.pages: dict[Place, Page] = {
            Place.NO_VAULT: no_vault,
            Place.UNLOCK: unlock,
            Place.HOME: HomePage(session),
            Place.DISPLAY: display,
        }
        for page in self.pages.values():
            self._stack.addWidget(page)
        self._place = self._entrance()
        frame = QWidget()
        self._frame = QBoxLayout(QBoxLayout.Direction.LeftToRight, frame)
        self._frame.setContentsMargins(0, 0, 0, 0)
        self._frame.setSpacing(0)
        self._frame.addWidget(self.side)
        self._frame.addWidget(self._stack, 1)
        self.setCentralWidget(frame)
        self.setWindowTitle("Datadonor")
        self.setWindowIcon(icon)
        self.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)
        self.resize(_FIRST_WIDTH, _FIRST_HEIGHT)

        shortcut = QShortcut(QKeySequence("Ctrl+L"), self)
        shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
        shortcut.activated.connect(self._on_lock)
        self.side.chosen.connect(self.go)
        self.side.lock_pressed.connect(self._on_lock)
        for leads_to_entrance in (no_vault.vault_found, unlock.vault_gone, display.left):
            leads_to_entrance.connect(self._on_entrance)
        session.vault_unlocked.connect(self._on_vault_unlocked)
        session.settings_not_saved.connect(self._on_not_saved)
        idle.nearly_idle.connect(self._on_nearly_idle)
        idle.extended.connect(self._on_extended)
        idle.idle.connect(self._on_lock)
        self._set_narrow()
        self.go(self._place)

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self.pages[self._place]

    @property
    def place(self) -> Place:
        """Where the person is."""
        return self._place

    def go(self, place: Place) -> None:
        """Show a place, if it can be gone to."""
        standing = self._standing()
        if may_go(place, standing):
            self._place = place
            self._stack.setCurrentWidget(self.page)
            self.page.enter()
        offered = frozenset(places(standing))
        self.side.offer(offered, self._place, may_lock=standing.is_open)

    def tell_of_crash(self) -> None:
        """Say that something went wrong inside the program; never what."""
        self.page.show_error(DatadonorError())

    # -- within ---------------------------------------------------------------

    def _standing(self) -> Standing:
        return Standing(has_vault=self.session.has_vault(), is_open=self.session.is_open)

    def _entrance(self) -> Place:
        return entrance(self._standing())

    def _on_entrance(self) -> None:
        self.go(self._entrance())

    def _on_vault_unlocked(self) -> None:
        self._idle.start()
        self.go(Place.HOME)

    def _on_not_saved(self, error: DatadonorError) -> None:
        self.page.show_error(error)

    def _on_lock(self) -> None:
        if self.session.is_open:
            self.lock_asked.emit()

    def _on_nearly_idle(self) -> None:
        self.page.banner.show_message(
            Kind.WARNING,
            self.tr("The vault is about to be locked"),
            self.tr("In half a minute, because nothing has happened. Press any key to stay."),
        )

    def _on_extended(self) -> None:
        for page in self.pages.values():
            page.banner.hide()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_narrow()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._set_narrow()

    def _set_narrow(self) -> None:
        if not hasattr(self, "_frame"):
            return  # Qt's constructor calls changeEvent
        character = self.fontMetrics().averageCharWidth()
        is_narrow = self.width() < character * _NARROW_CHARACTERS
        direction = QBoxLayout.Direction
        self._frame.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)
        self.side.set_narrow(is_narrow=is_narrow)
        for page in self.pages.values():
            page.set_narrow(is_narrow=is_narrow)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)
