"""What a picture is taken of: a page in one state, and the hands that bring the window there."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest

from tests.ui.vaults import PASSPHRASE
from ui.app import Started
from ui.navigation import Place
from ui.pages.unlock import UnlockPage

_PATIENCE_SECONDS: Final = 60.0


@dataclass(frozen=True)
class Scene:
    """One page in one state."""

    name: str
    vault: Path
    play: Callable[[Started], None]


def nothing(_: Started) -> None:
    """Stay where it begins."""


def going(place: Place, argument: str = "") -> Callable[[Started], None]:
    def play(started: Started) -> None:
        unlock(started)
        started.session.go(place, argument)
        rest(started)

    return play


def unlock(started: Started, passphrase: str = PASSPHRASE) -> None:
    page = started.window.pages[Place.UNLOCK]
    assert isinstance(page, UnlockPage)
    QTest.keyClicks(page.field, passphrase)
    page.unlock_button.click()
    # The answer ends the wait, whichever it is.
    wait_until(page.unlock_button.isEnabled)
    rest(started)


def rest(started: Started) -> None:
    """Wait until nothing is under way: answers ask again, and long work is one of them."""
    for _ in range(3):
        wait_until(lambda: started.session.job is None)
        done: list[None] = []
        started.session.tasks.run_query(lambda: None, done.append, lambda _: None)
        wait_until(lambda done=done: bool(done))  # type: ignore[misc] # a default binds it now


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < end, "the window did not answer"
        QTest.qWait(5)
