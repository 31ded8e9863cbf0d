"""The way in, and the two ways for those who cannot get in."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from datadonor.texts import Language
from datadonor.vault.tries import count_try
from tests.ui.conftest import Starter
from tests.ui.vaults import PASSPHRASE, open_weak
from tests.ui.walking import press, write
from tests.ui.watching import (
    clipped,
    doubled_mnemonics,
    misnamed,
    settle,
    small_targets,
    unnamed,
)
from ui.app import Started
from ui.navigation import Place
from ui.pages.unlock import UnlockPage

LANGUAGES = pytest.mark.parametrize("language", list(Language))


def page(started: Started) -> UnlockPage:
    shown = started.window.pages[Place.UNLOCK]
    assert isinstance(shown, UnlockPage)
    return shown


@LANGUAGES
def test_a_wrong_passphrase_is_answered_beside_the_field(
    open_window: Starter, qtbot: QtBot, whole: Path, language: Language
) -> None:
    started = open_window(whole, language=language)
    write("not this one")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(page(started).error.isVisible)
    assert page(started).field.accessibleDescription() == page(started).error.text()
    assert QApplication.focusWidget() is page(started).field
    assert page(started).banner.isHidden()
    assert "datadonor vault" not in page(started).error.text()

    write(PASSPHRASE)  # takes the place of the wrong one, which is selected
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: started.session.is_open)
    assert page(started).field.text() == ""


def test_the_window_answers_while_a_wrong_try_waits(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    for _ in range(8):
        count_try(whole, datetime.now(UTC))
    started = open_window(whole)
    write(PASSPHRASE)
    press(Qt.Key.Key_Return)
    ticks: list[None] = []
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: ticks.append(None))
    timer.start()
    qtbot.wait(300)
    timer.stop()
    assert len(ticks) > 20
    assert page(started).status.text() != ""
    assert not page(started).forgotten_button.isEnabled()
    assert not started.session.is_open
    started.window.close()  # joins the thread: the fixture fails if this takes the whole wait


def test_the_passphrase_can_be_shown_and_pasted(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    started = open_window(whole)
    QGuiApplication.clipboard().setText(PASSPHRASE)
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page(started).field.echoMode() is QLineEdit.EchoMode.Password
    page(started).show_button.click()
    assert page(started).field.echoMode() is QLineEdit.EchoMode.Normal
    page(started).field.setFocus()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: started.session.is_open)
    assert page(started).field.echoMode() is QLineEdit.EchoMode.Password


def test_capitals_without_shift_are_hinted_at(open_window: Starter, whole: Path) -> None:
    started = open_window(whole)
    QTest.keyClicks(page(started).field, "a")
    QTest.keyClicks(page(started).field, "A", Qt.KeyboardModifier.ShiftModifier)
    assert not page(started).passphrase.capitals.isVisible()
    QTest.keyClicks(page(started).field, "B", Qt.KeyboardModifier.NoModifier)
    assert page(started).passphrase.capitals.isVisible()


def test_escape_loses_nothing(open_window: Starter, whole: Path) -> None:
    started = open_window(whole)
    write("half a pass")
    press(Qt.Key.Key_Escape)
    assert page(started).field.text() == "half a pass"


def test_who_cannot_get_in_is_led_on(open_window: Starter, whole: Path) -> None:
    started = open_window(whole)
    been = [started.window.place]
    page(started).forgotten_button.click()
    been.append(started.window.place)
    started.session.back()
    been.append(started.window.place)
    page(started).backup_button.click()
    been.append(started.window.place)
    press(Qt.Key.Key_Escape)
    been.append(started.window.place)
    assert been == [Place.UNLOCK, Place.RECOVER, Place.UNLOCK, Place.RESTORE, Place.UNLOCK]


def test_a_vault_that_is_open_elsewhere_is_a_banner(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    started = open_window(whole)
    with open_weak(whole):
        write(PASSPHRASE)
        press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "already open" in page(started).banner.text)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: started.session.is_open)


def test_a_vault_that_vanishes_leads_to_the_beginning(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    started = open_window(whole)
    shutil.rmtree(whole)
    write(PASSPHRASE)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: started.window.place is Place.WELCOME)


@LANGUAGES
@pytest.mark.parametrize("percent", [100, 200])
def test_everything_can_be_read_named_and_hit(
    open_window: Starter, qtbot: QtBot, whole: Path, language: Language, percent: int
) -> None:
    started = open_window(whole, language=language, text_percent=percent)
    if percent == 200:
        started.window.resize(800, 600)
    write("not this one")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(page(started).error.isVisible)
    window = started.window
    settle(window)
    assert [*clipped(window), *unnamed(window), *misnamed(window), *small_targets(window)] == []
    assert doubled_mnemonics(window) == []
