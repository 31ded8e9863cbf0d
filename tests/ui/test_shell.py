"""What surrounds the pages: ways there and back, the menu, the strip, help and lock."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from datadonor.audit.custody import OpenVault
from datadonor.vault import hardening
from tests.ui import watching
from tests.ui.conftest import Starter
from tests.ui.walking import go, idle, press, unlocked
from ui.app import Started
from ui.jobs import Course, JobKind
from ui.navigation import Place
from ui.tasks import Changes
from ui.widgets.page import Page


def refuse(error: object) -> None:
    pytest.fail("no error was expected")


# -- there and back -----------------------------------------------------------------


def test_back_leads_where_the_person_came_from(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    started = unlocked(open_window, qtbot, whole)
    go(started, qtbot, Place.SETTINGS)
    go(started, qtbot, Place.DISPLAY)
    press(Qt.Key.Key_Escape)
    places = [started.window.place]
    for _ in range(3):
        started.session.back()
        places.append(started.window.place)
    assert places == [Place.SETTINGS, Place.HOME, Place.HOME, Place.HOME]


def test_what_is_behind_the_lock_is_not_shown_before_it(open_window: Starter, whole: Path) -> None:
    started = open_window(whole)
    started.session.go(Place.DATA)
    assert started.window.place is Place.UNLOCK


def test_pages_are_loaded_when_they_are_first_gone_to(open_window: Starter, whole: Path) -> None:
    started = open_window(whole)
    assert set(started.window.pages) == {Place.UNLOCK}


def test_an_answer_to_an_earlier_visit_is_dropped(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    started = unlocked(open_window, qtbot, whole)
    page = started.window.page
    heard: list[int] = []
    held = threading.Event()
    page.ask(lambda _: held.wait(5), lambda _: heard.append(1))
    page.read_anew()
    page.ask(lambda _: None, lambda _: heard.append(2))
    held.set()
    idle(started, qtbot)
    assert heard == [2]


# -- help and lock --------------------------------------------------------------------


@pytest.mark.parametrize("size", [(1060, 720), (640, 600)])
def test_help_and_lock_are_there_on_every_width(
    open_window: Starter,
    qtbot: QtBot,
    whole: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
) -> None:
    became: list[list[str]] = []
    monkeypatch.setattr(hardening, "become", became.append)
    started = unlocked(open_window, qtbot, whole)
    window = started.window
    window.resize(*size)
    watching.settle(window)
    shown = [button for button in watching.seen(window) if button in _locks(started)]
    assert len(shown) == 1
    press(Qt.Key.Key_F1)
    assert window.place is Place.HELP
    QTest.mouseClick(shown[0], Qt.MouseButton.LeftButton)
    assert became == [["--vault", str(whole)]]


def _locks(started: Started) -> tuple[object, object]:
    return started.window.side.lock_button, started.window.top_bar.lock_button


def test_the_menu_stands_in_the_pages_place_where_it_is_narrow(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    started = unlocked(open_window, qtbot, whole)
    window = started.window
    assert not window.top_bar.isVisible()
    window.resize(640, 600)
    watching.settle(window)
    assert not window.side.isVisible()
    QTest.mouseClick(window.top_bar.menu_button, Qt.MouseButton.LeftButton)
    assert window.side.isVisible()
    assert not window.page.isVisible()
    assert QApplication.focusWidget() is window.side.buttons[Place.HOME]
    QTest.mouseClick(window.side.buttons[Place.SETTINGS], Qt.MouseButton.LeftButton)
    assert window.place is Place.SETTINGS
    assert not window.side.isVisible()
    assert window.page.isVisible()


# -- long work --------------------------------------------------------------------------


def test_the_strip_tells_of_long_work_everywhere_but_on_its_own_page(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    started = unlocked(open_window, qtbot, whole)
    strip = started.window.strip
    go_on = threading.Event()

    def work(_: OpenVault, course: Course) -> None:
        course.report(12400, 31000)
        while not go_on.is_set():
            course.check()
            course.breathe()

    job = started.session.run_long(
        JobKind.COPY, work, Changes(), lambda _: None, refuse, place=Place.DISPLAY
    )
    qtbot.waitUntil(lambda: "12,400 of 31,000" in strip.text.text())
    assert strip.isVisible()
    QTest.mouseClick(strip.show_button, Qt.MouseButton.LeftButton)
    assert started.window.place is Place.DISPLAY
    assert not strip.isVisible()
    started.session.back()
    assert strip.isVisible()
    with qtbot.waitSignal(job.stopped):
        QTest.mouseClick(strip.cancel_button, Qt.MouseButton.LeftButton)
    assert not strip.isVisible()
    assert started.session.job is None


def test_what_is_begun_meanwhile_waits_and_the_first_goes_on_being_told_of(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    started = unlocked(open_window, qtbot, whole)
    session, go_on = started.session, threading.Event()
    first, second = (
        session.run_long(
            kind, lambda _, __: go_on.wait(5), Changes(), lambda _: None, refuse, place=Place.DATA
        )
        for kind in (JobKind.COPY, JobKind.BACKUP)
    )
    assert session.job is first
    told_of: list[object] = []
    session.job_changed.connect(lambda: told_of.append(session.job))
    go_on.set()
    idle(started, qtbot)
    assert told_of == [second, None]


def test_a_page_that_waits_for_long_work_says_so(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    started = unlocked(open_window, qtbot, whole)
    page: Page = started.window.page
    go_on = threading.Event()
    started.session.run_long(
        JobKind.IMPORT,
        lambda _, __: go_on.wait(5),
        Changes(),
        lambda _: None,
        refuse,
        place=Place.DISPLAY,
    )
    page.read_anew()
    assert page.waiting.isVisible()
    go_on.set()
    idle(started, qtbot)
    assert not page.waiting.isVisible()


def test_nobody_is_locked_out_of_long_work_they_asked_for(
    open_window: Starter, qtbot: QtBot, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    became: list[list[str]] = []
    monkeypatch.setattr(hardening, "become", became.append)
    started = unlocked(open_window, qtbot, whole, auto_lock_minutes=2)
    assert started.idle.seconds == 120
    started.idle._latest -= 1000
    go_on = threading.Event()
    started.session.run_long(
        JobKind.IMPORT,
        lambda _, __: go_on.wait(5),
        Changes(),
        lambda _: None,
        refuse,
        place=Place.IMPORT,
    )
    started.idle.check()
    assert became == []
    go_on.set()
    idle(started, qtbot)
    started.idle._latest -= 1000
    started.idle.check()
    assert len(became) == 1
