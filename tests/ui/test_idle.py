"""The lock of someone who has gone away, with a clock that the test turns."""

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.watching import LeakWatch
from ui.idle import IDLE_SECONDS, WARNING_SECONDS, IdleWatch, awake_and_asleep


class Hands:
    """A clock, and what the watch said."""

    def __init__(self, app: QApplication) -> None:
        self.now = 1000.0
        self.said: list[str] = []
        self.watch = IdleWatch(app, lambda: self.now)
        self.watch.nearly_idle.connect(lambda: self.said.append("nearly"))
        self.watch.extended.connect(lambda: self.said.append("extended"))
        self.watch.idle.connect(lambda: self.said.append("idle"))

    def after(self, seconds: float) -> list[str]:
        self.now += seconds
        self.watch.check()
        return self.said


@pytest.fixture
def hands(qapp: QApplication) -> Iterator[Hands]:
    made = Hands(qapp)
    made.watch.start()
    yield made
    made.watch.stop()


def test_it_warns_once_and_then_tells(hands: Hands) -> None:
    assert hands.after(IDLE_SECONDS - WARNING_SECONDS - 1) == []
    assert hands.after(1) == ["nearly"]
    assert hands.after(WARNING_SECONDS - 1) == ["nearly"]
    assert hands.after(1) == ["nearly", "idle"]


def test_the_warning_comes_at_least_twenty_seconds_before() -> None:
    """Source: WCAG 2.2, 2.2.1."""
    assert WARNING_SECONDS >= 20


def test_any_key_extends_it(hands: Hands, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    hands.after(IDLE_SECONDS - 1)
    QTest.keyClick(widget, Qt.Key.Key_X)
    assert hands.said == ["nearly", "extended"]
    assert hands.after(IDLE_SECONDS - WARNING_SECONDS - 1) == ["nearly", "extended"]


def test_what_the_program_does_by_itself_is_no_input(hands: Hands, qapp: QApplication) -> None:
    hands.after(IDLE_SECONDS - WARNING_SECONDS)
    for kind in (QEvent.Type.Timer, QEvent.Type.Paint, QEvent.Type.LanguageChange):
        hands.watch.eventFilter(qapp, QEvent(kind))
    assert hands.after(WARNING_SECONDS) == ["nearly", "idle"]


def test_a_sleep_of_the_computer_counts(hands: Hands) -> None:
    assert hands.after(8 * 3600) == ["idle"]


@pytest.mark.skipif(not hasattr(time, "CLOCK_BOOTTIME"), reason="Linux counts sleep so")
def test_the_clock_goes_on_in_sleep() -> None:
    assert awake_and_asleep() == pytest.approx(time.clock_gettime(time.CLOCK_BOOTTIME), abs=5)


def test_a_timer_that_is_left_is_caught() -> None:
    """Planted fault."""
    watch = LeakWatch()
    timer = QTimer()
    timer.start(60_000)
    assert watch.leaks() == ["timer of 60000 ms"]
    timer.stop()
    assert watch.leaks() == []
