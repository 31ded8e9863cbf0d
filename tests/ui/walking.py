"""Steps through a real window, as a person's hands take them."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Starter
from tests.ui.vaults import PASSPHRASE
from tests.ui.watching import seen, settle
from ui.app import Started
from ui.navigation import Destination, Place
from ui.tasks import Changes


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is, as a person would."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifier)


def write(text: str) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, text)


def unlocked(
    open_window: Starter,
    qtbot: QtBot,
    vault: Path,
    passphrase: str = PASSPHRASE,
    **settings: object,
) -> Started:
    """Start the window and unlock it by keyboard."""
    started = open_window(vault, **settings)
    write(passphrase)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: started.window.place in {Place.HOME, Place.STOPPED})
    idle(started, qtbot)
    return started


def go(started: Started, qtbot: QtBot, place: Place, argument: str = "") -> None:
    """Go to a page and wait until it has been filled in."""
    started.session.go(place, argument)
    idle(started, qtbot)
    assert started.window.place is place


def visit(
    open_window: Starter,
    qtbot: QtBot,
    to: Destination,
    vault: Path,
    **settings: object,
) -> Started:
    """Start the window in English unless told otherwise, unlock it, and go to a page."""
    started = unlocked(open_window, qtbot, vault, PASSPHRASE, **({"language": "en"} | settings))
    go(started, qtbot, *to)
    return started


def decide(started: Started, qtbot: QtBot, passphrase: str = PASSPHRASE) -> None:
    """Write the passphrase that a decision asks for while somebody helps, and do it."""
    check = started.window.page.owner_check
    assert check.isVisible()
    assert QApplication.focusWidget() is check.passphrase.field
    write(passphrase)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not check.isVisible() or bool(check.passphrase.error.text()))
    idle(started, qtbot)


def told(started: Started) -> str:
    """Return everything that the window says in words, as one text."""
    return " ".join(widget.text() for widget in seen(started.window) if isinstance(widget, QLabel))


def idle(started: Started, qtbot: QtBot) -> None:
    """Wait until nothing is under way, the answers to answers among it."""
    for _ in range(3):
        done: list[None] = []
        started.session.tasks.run_command(lambda: None, Changes(), done.append, _refuse)
        qtbot.waitUntil(partial(bool, done), timeout=60_000)
    settle(started.window)


def _refuse(error: object) -> None:
    raise AssertionError(error)
