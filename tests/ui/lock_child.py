"""The real program, driven from outside, for ``test_lock_memory``. Not a test.

Run as a script it does what ``python -m datadonor --vault FOLDER`` does, with a hand on
the keyboard: the first line on stdin is typed as the passphrase, the second asks for
Ctrl+L. The image that the lock begins is this script again, so that it can say when its
window stands; everything else about the lock is the program's own.

It must never hold what the test looks for, except where the program itself holds it: no
marker comes in by argument, environment or pipe, and the key goes out byte by byte,
covered, never as a whole.
"""

import ctypes
import json
import os
import select
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, NoReturn

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

import ui.app
from datadonor.__main__ import main
from datadonor.people import People
from ui.app import Started
from ui.navigation import Place
from ui.pages.home import HomePage
from ui.pages.unlock import UnlockPage
from ui.practice import PracticeLoader
from ui.widgets.page import Page

COVER: Final = 0x5A
_PR_SET_DUMPABLE: Final = 4


def say(**words: object) -> None:
    os.write(1, json.dumps(words).encode() + b"\n")


def heard() -> str | None:
    """Return a line from stdin if there is one, without keeping it in a buffer."""
    ready, _, _ = select.select([0], [], [], 0)
    return os.read(0, 4096).decode().rstrip("\n") if ready else None


def let_the_test_look() -> None:
    """Undo the program's hardening: the test reads this process's memory."""
    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0)


class Hand:
    """Does one step after another, as the window becomes ready for it."""

    def __init__(self, started: Started) -> None:
        self._window = started.window
        self._session = started.session
        self._unlock = started.window.pages[Place.UNLOCK]
        self._kept = QLabel()
        self._next: Callable[[], None] = self._say_that_it_stands
        self._timer = QTimer(interval=20)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()

    @property
    def _home(self) -> Page | None:
        """The page, once it has been gone to."""
        return self._window.pages.get(Place.HOME)

    def _on_tick(self) -> None:
        self._next()

    def _say_that_it_stands(self) -> None:
        if self._window.isVisible() and self._window.place is Place.UNLOCK:
            let_the_test_look()
            say(state="locked", pid=os.getpid())
            self._next = self._type

    def _type(self) -> None:
        passphrase = heard()
        if passphrase is not None and isinstance(self._unlock, UnlockPage):
            QTest.keyClicks(self._unlock.field, passphrase)
            QTest.keyClick(self._unlock.field, Qt.Key.Key_Return)
            self._next = self._wait_for_rows

    def _wait_for_rows(self) -> None:
        home = self._home
        if isinstance(home, HomePage) and home.table.activities.rowCount():
            self._window.grab()  # painted, as on a screen
            # A table's words are in Qt's hands only while it paints. A label keeps them, as
            # labels of later pages will: so there is UTF-16 to be found, and to be gone.
            self._kept.setText(home.table.activities.index(0, 2).data())
            opened = self._session._opened
            assert opened is not None
            covered = [byte ^ COVER for byte in opened.vault._data_key]
            say(state="open", covered=covered)
            self._next = self._lock

    def _lock(self) -> None:
        if heard() is not None:
            QTest.keyPress(self._window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def run() -> NoReturn:
    real_start, real_execv = ui.app.start, os.execv
    hands: list[Hand] = []

    def start(
        app: QApplication,
        vault_folder: Path,
        settings_file: Path,
        load_practice: PracticeLoader | None = None,
        people: People | None = None,
        *,
        is_choosing: bool = False,
    ) -> Started:
        started = real_start(
            app, vault_folder, settings_file, load_practice, people, is_choosing=is_choosing
        )
        hands.append(Hand(started))
        return started

    def execv(program: str, command: list[str]) -> NoReturn:
        assert list(command[:3]) == [sys.executable, "-m", "datadonor"]
        real_execv(program, [sys.executable, __file__, *command[3:]])

    ui.app.start = start
    os.execv = execv  # type: ignore[assignment] # called with plain words only
    main()
    raise AssertionError("the program ends by itself")


if __name__ == "__main__":
    run()
