"""The main window: frames the pages, leads from one to another, locks."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
)
from typing_extensions import override

from datadonor.audit.assistance import HelperPresent
from datadonor.errors import DatadonorError
from ui.alone import LeavingAsked
from ui.help_end import HelpEndWatch, end_help, warn_of_end
from ui.idle import IdleWatch
from ui.navigation import (
    WITHOUT_VAULT,
    Destination,
    Place,
    entrance,
    entries,
    entry_of,
    may_go,
)
from ui.offering import Offers
from ui.places import make_page
from ui.practice import real_vault
from ui.session import Session, sentences
from ui.widgets.assist_strip import AssistStrip
from ui.widgets.banner import Kind
from ui.widgets.help_frame import HelpFrame
from ui.widgets.job_strip import JobStrip
from ui.widgets.page import Page
from ui.widgets.practice_strip import PracticeStrip
from ui.widgets.scroll import bring_into_view
from ui.widgets.side import Side
from ui.widgets.top_bar import TopBar

_LEAST_WIDTH = 640
_LEAST_HEIGHT = 480
_FIRST_WIDTH = 1200
_FIRST_HEIGHT = 800
_NARROW_CHARACTERS = 92
"""Under this width the navigation is folded into a menu above the page."""

_REMEMBERED: Final = 40
_OWN_WAY: Final = frozenset({Place.WELCOME, Place.RECOVER})
"""Pages that open a vault on the way, and lead on themselves when they are done."""

_BACK_TO_THE_WORDS: Final = frozenset({Place.WELCOME, Place.HELP, Place.DISPLAY, Place.CRASH})
"""From here "Back" leads to recovery words that were just shown; from elsewhere nothing does."""


class MainWindow(QMainWindow):
    """The one window. Its title never says more than the program's name."""

    lock_asked = Signal()
    """The person, or their absence, asks for the vault to be locked."""

    closed = Signal()
    """The window is going."""

    def __init__(self, session: Session, idle: IdleWatch, icon: QIcon) -> None:
        super().__init__()
        self.session = session
        self.pages: dict[Place, Page] = {}
        self._idle = idle
        self.help_end = HelpEndWatch(session)
        self._at = Destination(entrance(session.standing))
        self._before: list[Destination] = []
        self._offers = Offers(session, self._show_message)
        self._is_narrow = False
        self._is_menu_open = False
        self.side = Side(icon)
        self.top_bar = TopBar()
        self.strip = JobStrip(session)
        self.practice_strip = PracticeStrip()
        self.assist_strip = AssistStrip(session)
        self._stack = QStackedWidget()
        self._lay_out()
        self.setWindowTitle("Datadonor")
        self.setWindowIcon(icon)
        self.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)
        room = self.screen().availableSize()
        self.resize(QSize(_FIRST_WIDTH, _FIRST_HEIGHT).boundedTo(room))
        self._connect()
        self._set_narrow()
        self._show(self._at)

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self._page_of(self._at.place)

    @property
    def place(self) -> Place:
        """Where the person is."""
        return self._at.place

    def go(self, place: Place, argument: str = "") -> None:
        """Show a place, if it can be gone to."""
        destination = Destination(place, argument)
        if not may_go(place, self.session.standing):
            self._offer()
            if self.session.is_open and place in WITHOUT_VAULT:
                self._offers.ask_to_lock()
            return
        if destination != self._at:
            self._before = [*self._before, self._at][-_REMEMBERED:]
        self._show(destination)

    def go_back(self) -> None:
        """Show where the person came from, as far as it can still be gone to."""
        while self._before:
            destination = self._before.pop()
            if may_go(destination.place, self.session.standing) and destination != self._at:
                self._show(destination)
                return
        self._on_entrance()

    def offer(self, file: Path) -> None:
        """Show a file that was opened from outside where it belongs, now or once it can be."""
        self._offers.offer(file)

    def tell_of_crash(self) -> None:
        """Say that something went wrong inside the program; never what."""
        words = sentences(DatadonorError(), self.session.language)
        self.page.show_message(
            Kind.ERROR,
            self.tr("Something went wrong inside the program"),
            words,
            self.tr("See the report"),
            lambda: self.go(Place.CRASH),
        )

    def ask_for_lock(self) -> None:
        """Have the vault locked, if it is open."""
        if self.session.is_open:
            self.lock_asked.emit()

    # -- within ---------------------------------------------------------------

    def _lay_out(self) -> None:
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self._stack, 1)
        beside.addWidget(self.strip)
        self._row = QHBoxLayout()
        self._row.setSpacing(0)
        self._row.addWidget(self.side)
        self._row.addLayout(beside, 1)
        frame = HelpFrame(self.session)
        whole = QVBoxLayout(frame)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.practice_strip)
        whole.addWidget(self.assist_strip)
        whole.addWidget(self.top_bar)
        whole.addLayout(self._row, 1)
        self.setCentralWidget(frame)

    def _connect(self) -> None:
        for keys, act in (
            ("Ctrl+L", self.ask_for_lock),
            ("F1", self._on_help),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
            shortcut.activated.connect(act)
        self.side.chosen.connect(self._on_chosen)
        self.side.lock_pressed.connect(self.ask_for_lock)
        self.top_bar.menu_toggled.connect(self._on_menu_toggled)
        self.top_bar.help_pressed.connect(self._on_help)
        self.top_bar.lock_pressed.connect(self.ask_for_lock)
        self.assist_strip.end_pressed.connect(self._on_help_ended)
        self.practice_strip.leave_pressed.connect(self._on_practice_left)
        self.strip.show_pressed.connect(lambda to: self.go(to.place, to.argument))
        # Connected before whoever ends the database thread: what is asked for first is done.
        self.closed.connect(self._leave)
        self.lock_asked.connect(self._leave)
        session = self.session
        session.asked_to_go.connect(lambda to: self.go(to.place, to.argument))
        session.asked_back.connect(self.go_back)
        session.asked_to_lock.connect(self.lock_asked)
        session.vault_unlocked.connect(self._on_vault_unlocked)
        session.settings_not_saved.connect(self._on_not_saved)
        self._idle.nearly_idle.connect(self._on_nearly_idle)
        self._idle.extended.connect(self._on_extended)
        self._idle.idle.connect(self.ask_for_lock)
        self.help_end.nearly_over.connect(self._on_help_nearly_over)
        self.help_end.over.connect(self.ask_for_lock)

    def _page_of(self, place: Place) -> Page:
        if place not in self.pages:
            page = make_page(place, self.session)
            page.set_narrow(is_narrow=self._is_narrow)
            self.pages[place] = page
            self._stack.addWidget(page)
        return self.pages[place]

    def _show(self, destination: Destination) -> None:
        page = self._page_of(destination.place)
        if destination.place not in _BACK_TO_THE_WORDS:
            self.session.leave_beginning()
        self._at = destination
        self._set_menu(is_open=False)
        self._stack.setCurrentWidget(page)
        self._offer()
        page.enter(destination.argument)
        # Where text wraps its height is known only when it has been laid out.
        QTimer.singleShot(0, self, self._show_focus)

    def _show_focus(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus) and not self.page.scrolls_itself:
            bring_into_view(focus)

    def _offer(self) -> None:
        """Bring navigation, bar and strip in line with where the person is."""
        standing = self.session.standing
        current = entry_of(self._at.place, standing)
        self.side.offer(tuple(entries(standing)), current, may_lock=standing.is_open)
        self.top_bar.offer(may_lock=standing.is_open)
        self.strip.stand_at(self._at)
        self.practice_strip.setVisible(self.session.is_practice)

    def _on_chosen(self, place: Place) -> None:
        self.go(place)

    def _on_entrance(self) -> None:
        self._before = []
        self._show(Destination(entrance(self.session.standing)))

    def _on_vault_unlocked(self) -> None:
        self._idle.start()
        self._before = []
        if self._at.place in _OWN_WAY:
            self._offer()
        else:
            self._on_entrance()
            self._offers.show()
        # What draws plots takes a second to load: while the person reads the first page.
        self.session.tasks.run_query(_load_plots, lambda _: None, lambda _: None)

    def _show_message(
        self, kind: Kind, title: str, text: str, button: str, act: Callable[[], None]
    ) -> None:
        self.page.show_message(kind, title, text, button, act)

    def _leave(self) -> None:
        for page in self.pages.values():
            page.leave()

    def _on_help(self) -> None:
        self.go(Place.HELP, str(self._at.place))

    def _on_practice_left(self) -> None:
        # The practice lies beside the vault that it was begun from.
        self.session.change_vault(real_vault(self.session.vault_folder))

    def _on_help_ended(self) -> None:
        self._set_menu(is_open=False)  # the passphrase is asked for on the page
        end_help(self.page)

    def _on_not_saved(self, error: DatadonorError) -> None:
        self.page.show_error(error)

    def _on_nearly_idle(self) -> None:
        self.page.banner.show_message(
            Kind.WARNING,
            self.tr("The vault is about to be locked"),
            self.tr("In half a minute, because nothing has happened. Press any key to stay."),
        )

    def _on_help_nearly_over(self) -> None:
        self.assist_strip.tell_of_lock()
        warn_of_end(self.page)

    def _on_extended(self) -> None:
        for page in self.pages.values():
            page.banner.hide()

    # -- the shape --------------------------------------------------------------

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
        if not hasattr(self, "_before"):
            return  # Qt's constructor calls changeEvent
        character = self.fontMetrics().averageCharWidth()
        self._is_narrow = self.width() < character * _NARROW_CHARACTERS
        for page in self.pages.values():
            page.set_narrow(is_narrow=self._is_narrow)
        self._set_menu(is_open=self._is_menu_open and self._is_narrow)

    def _on_menu_toggled(self) -> None:
        self._set_menu(is_open=not self._is_menu_open)
        if self._is_menu_open:
            self.side.focus_current()
        else:
            self.page.focus_first()

    def _set_menu(self, *, is_open: bool) -> None:
        """Where it is narrow the menu stands in the page's place: nothing pops up."""
        self._is_menu_open = is_open
        self.top_bar.setVisible(self._is_narrow)
        self.top_bar.show_menu_open(is_open=is_open)
        self.side.set_narrow(is_narrow=self._is_narrow)
        self.side.setVisible(is_open or not self._is_narrow)
        self._stack.setVisible(not is_open)
        self._row.setStretch(0, 1 if is_open else 0)
        self._row.setStretch(1, 0 if is_open else 1)

    @override
    def event(self, event: QEvent) -> bool:
        if not isinstance(event, LeavingAsked):
            return super().event(event)
        event.setAccepted(self.session.assistance is None)
        if not event.isAccepted():
            self.page.show_error(HelperPresent())
        return True

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)


def _load_plots() -> None:
    from ui.plots.plot_view import load_canvas

    load_canvas()
