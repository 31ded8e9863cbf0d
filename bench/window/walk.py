"""A child process: the real window, walked through as a person does, up to one thing.

``python -m bench.window.walk SCENE VAULT [FILE]`` tells the seconds from the person's hand to
what was painted; ``import`` and ``idle`` tell the longest pause of the event loop. What is
waited for is looked up within the pages.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from bench.synthetic import PASSPHRASE
from bench.window.tools import KeyTime, answer
from consent.shelf import RequestShelf
from ui.app import load_ahead, start
from ui.data.period import Reach
from ui.garbage import GarbageTimer
from ui.navigation import Place

if TYPE_CHECKING:  # pages are loaded when the window goes there, as it does for a person
    from ui.pages.data import DataPage
    from ui.pages.home import HomePage
    from ui.pages.importing.page import ImportPage
    from ui.pages.preview import PreviewPage
    from ui.pages.unlock import UnlockPage

_PATIENCE_SECONDS: Final = 300
_TICK_MS: Final = 5
_IDLE_SECONDS: Final = 5
_AFTERWARDS_SECONDS: Final = 0.5
_WRITING_SECONDS: Final = 2
"""Nobody writes a passphrase in less. Source: our choice."""


def paint(window: QWidget) -> None:
    """Lay out what is waiting for it, and paint the whole window now."""
    QCoreApplication.sendPostedEvents()
    window.repaint()


def until(is_there: Callable[[], bool]) -> None:
    """Run the event loop until something is there."""
    deadline = time.perf_counter() + _PATIENCE_SECONDS
    wake = QTimer()
    wake.start(1000)  # so that waiting for events comes to an end, whatever happens
    while not is_there():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.perf_counter() > deadline:
            raise TimeoutError


def rest(seconds: float) -> None:
    """Run the event loop for so long."""
    ended: list[None] = []
    QTimer.singleShot(round(seconds * 1000), lambda: ended.append(None))
    until(lambda: bool(ended))


class Pauses:
    """A timer that notices when the event loop does not come round."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._before = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start(_TICK_MS)

    def _on_tick(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._before - _TICK_MS / 1000)
        self._before = now


class Walk:
    """One window over one vault."""

    def __init__(self, app: QApplication, vault: Path, file: Path | None = None) -> None:
        self._file = file
        self._started = start(app, vault, vault.parent / "settings.json")
        self.window = self._started.window
        self.session = self._started.session
        self._keys = KeyTime()
        self.window.resize(1060, 720)
        self.window.show()
        app.processEvents()
        paint(self.window)
        load_ahead(self._started)
        self._garbage = GarbageTimer()
        self._garbage.begin()
        rest(_WRITING_SECONDS)

    def close(self) -> None:
        """Close vault and window."""
        self._garbage.end()
        self.window.close()
        self._started.looks.end()

    def unlock(self) -> float:
        """Go home, and return the seconds beyond those for the key."""
        page = cast("UnlockPage", self.window.page)
        page.field.setText(PASSPHRASE)

        def is_home() -> bool:
            if self.window.place is not Place.HOME:
                return False
            home = cast("HomePage", self.window.page)
            return home._overview is not None and home._step is not None

        with self._timed(is_home) as spent:
            page.unlock_button.click()
        return spent[0] - self._keys.seconds

    def open_data(self) -> float:
        """Go to the page of the data, and return the seconds until its picture is there."""
        with self._timed(self._has_picture) as spent:
            self.session.go(Place.DATA)
        return spent[0]

    def show_year(self) -> float:
        """Show the last year, and return the seconds."""
        chip = self._data.browser.reaches.chips[Reach.YEAR]
        with self._timed(self._has_picture) as spent:
            chip.click()
        period = self._data.browser.period
        assert period is not None
        assert period.reach is Reach.YEAR
        return spent[0]

    def show_records(self) -> float:
        """Show the list of single records, and return the seconds."""
        chip = self._data.browser.views.chips.chips["records"]
        with self._timed(self._has_rows) as spent:
            chip.click()
        return spent[0]

    def go_to_middle(self) -> float:
        """Scroll the list, and return the seconds until rows stand there."""
        return self._scroll(0.5)

    def go_to_end(self) -> float:
        """Scroll the list to its oldest rows, and return the seconds likewise."""
        return self._scroll(1)

    def _scroll(self, share: float) -> float:
        bar = self._data.browser.views.record_table.verticalScrollBar()
        with self._timed(self._has_rows) as spent:
            bar.setValue(round(bar.maximum() * share))
        return spent[0]

    def open_preview(self) -> float:
        """Show what would leave, and return the seconds until its first rows are there."""
        found: list[str] = []
        self.session.ask(lambda opened: RequestShelf(opened).all()[0].request.id, found.append, _no)
        until(lambda: bool(found))

        def has_rows() -> bool:
            page = cast("PreviewPage", self.window.page)
            return self.window.place is Place.PREVIEW and page.records.table.records.rowCount() > 1

        with self._timed(has_rows) as spent:
            self.session.go(Place.PREVIEW, found[0])
        return spent[0]

    def bring_in(self) -> float:
        """Import the file, and return the longest pause of the event loop."""
        self.session.go(Place.IMPORT)
        page = cast("ImportPage", self.window.page)
        pauses = Pauses()
        page.choose.chosen.emit([self._file])
        until(lambda: page.step.name == "RECOGNISED")
        page.primary_button.click()
        until(lambda: page.step.name == "DONE")
        rest(_AFTERWARDS_SECONDS)
        assert page._reports
        return pauses.longest

    def idle(self) -> float:
        """Do nothing for a while, and return the longest pause."""
        pauses = Pauses()
        rest(_IDLE_SECONDS)
        return pauses.longest

    # -- within -----------------------------------------------------------------------

    @property
    def _data(self) -> "DataPage":
        return cast("DataPage", self.window.page)

    @contextmanager
    def _timed(self, is_there: Callable[[], bool]) -> Iterator[list[float]]:
        """Time from here until something is there, and stays there once it is painted."""
        spent: list[float] = []
        QApplication.processEvents()
        began = time.perf_counter()
        yield spent
        while True:
            until(is_there)
            paint(self.window)
            if is_there():
                break
        spent.append(time.perf_counter() - began)

    def _has_picture(self) -> bool:

        if self.window.place is not Place.DATA:
            return False
        browser = self._data.browser
        picture = browser.views.plot.picture
        return (
            picture is not None
            and browser.holding is not None
            and picture.period == browser.period
            and picture.chosen.name == browser.holding.name
        )

    def _has_rows(self) -> bool:
        records = self._data.browser.views.records
        return self._data.browser.views._has_records and not records.is_waiting


def _no(error: Exception) -> None:
    raise error


_SCENES: Final[dict[str, tuple[Callable[[Walk], float], ...]]] = {
    "home": (),
    "idle": (Walk.idle,),
    "data": (Walk.open_data,),
    "preview": (Walk.open_preview,),
    "import": (Walk.bring_in,),
    "year": (Walk.open_data, Walk.show_year),
    "middle": (Walk.open_data, Walk.show_records, Walk.go_to_middle),
    "end": (Walk.open_data, Walk.show_records, Walk.go_to_end),
    "all": (Walk.open_data, Walk.show_records, Walk.go_to_middle, Walk.go_to_end, Walk.show_year),
}
"""What is done after unlocking; the last of it is what is measured."""


def main(scene: str, vault: Path, file: Path | None = None) -> None:
    """Measure one thing."""
    walk = Walk(QApplication(sys.argv[:1]), vault, file)
    measured = walk.unlock()
    for step in _SCENES[scene]:
        measured = step(walk)
    answer(measured)
    walk.close()


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:]))
