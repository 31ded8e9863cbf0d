"""The pages, as a person meets them: with the keyboard, in both languages."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from datadonor.settings import load_settings
from datadonor.texts import Language, text
from datadonor.vault import hardening
from datadonor.vault.occupancy import Occupancy
from datadonor.vault.tries import count_try
from tests.ui.conftest import Starter
from tests.ui.vaults import PASSPHRASE, open_weak
from tests.ui.walking import idle, press, write
from tests.ui.watching import seen
from ui.app import Started
from ui.navigation import Place
from ui.pages.display import DisplayPage
from ui.pages.home import HomePage
from ui.pages.unlock import UnlockPage
from ui.widgets.labels import Heading
from ui.widgets.language_switch import LanguageSwitch

LANGUAGES = pytest.mark.parametrize("language", list(Language))


def unlock_page(started: Started) -> UnlockPage:
    page = started.window.pages[Place.UNLOCK]
    assert isinstance(page, UnlockPage)
    return page


def home(started: Started) -> HomePage:
    page = started.window.pages[Place.HOME]
    assert isinstance(page, HomePage)
    return page


def unlocked(open_window: Starter, qtbot: QtBot, vault: Path, **settings: object) -> Started:
    started = open_window(vault, **settings)
    write(PASSPHRASE)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: started.session.is_open)
    idle(started, qtbot)
    return started


def headings(window: QWidget) -> list[str]:
    return [widget.text() for widget in seen(window) if isinstance(widget, Heading)]


# -- the whole way ------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "title", "figure", "row"),
    [
        (
            Language.DANISH,
            "Din boks er åben",
            ". 7 ",
            ("13. juni 2026 kl.", "Et samtykke blev trukket tilbage.", "Du"),
        ),
        (
            Language.ENGLISH,
            "Your vault is open",
            ". 7 ",
            ("13 June 2026 at", "A consent was withdrawn.", "You"),
        ),
    ],
)
def test_from_passphrase_to_lock_with_the_keyboard_alone(
    open_window: Starter,
    qtbot: QtBot,
    whole: Path,
    monkeypatch: pytest.MonkeyPatch,
    language: Language,
    title: str,
    figure: str,
    row: tuple[str, str, str],
) -> None:
    became: list[list[str]] = []
    monkeypatch.setattr(hardening, "become", became.append)
    monkeypatch.setenv("TZ", "UTC")
    started = open_window(whole, language=language)

    write(PASSPHRASE)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: started.session.is_open)
    idle(started, qtbot)

    assert headings(started.window) == [title]
    assert figure in home(started).activity_card.accessibleName()
    table = home(started).table.activities
    shown = [str(table.data(table.index(0, column))) for column in range(3)]
    assert shown[0].startswith(row[0])
    assert tuple(shown[1:]) == row[1:]
    assert QApplication.focusWidget() is home(started).step_card.button

    # Pressed and never let go: by then the process would be another.
    button = home(started).step_card.button
    QTest.keyPress(button, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert became == [["--vault", str(whole)]]
    assert not started.session.is_open
    Occupancy.enter(whole, "command").leave()  # the vault is free: nothing holds it


def test_escape_loses_nothing(open_window: Starter, whole: Path) -> None:
    started = open_window(whole)
    write("half a pass")
    press(Qt.Key.Key_Escape)
    assert unlock_page(started).field.text() == "half a pass"


# -- the passphrase -----------------------------------------------------------


@LANGUAGES
def test_a_wrong_passphrase_is_answered_beside_the_field(
    open_window: Starter, qtbot: QtBot, whole: Path, language: Language
) -> None:
    started = open_window(whole, language=language)
    page = unlock_page(started)
    said = "passer ikke" if language is Language.DANISH else "does not open"
    write("not this one")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: said in page.error.text())
    assert page.error.isVisible()
    assert page.field.accessibleDescription() == page.error.text()
    assert QApplication.focusWidget() is page.field
    assert page.banner.isHidden()

    write(PASSPHRASE)  # takes the place of the wrong one, which is selected
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: started.session.is_open)
    assert page.field.text() == ""


def test_the_window_answers_while_a_wrong_try_waits(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    """The fifth try waits seconds; the window neither freezes nor keeps anyone from closing it."""
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
    assert unlock_page(started).status.text() != ""
    assert not started.session.is_open
    started.window.close()  # joins the thread: the fixture fails if this takes the whole wait


def test_the_passphrase_can_be_shown_with_the_keyboard(open_window: Starter, whole: Path) -> None:
    started = open_window(whole)
    page = unlock_page(started)
    assert page.field.echoMode() is QLineEdit.EchoMode.Password
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.show_button
    press(Qt.Key.Key_Space)
    assert page.field.echoMode() is QLineEdit.EchoMode.Normal
    assert page.show_button.accessibleName() == "Hide the passphrase"
    press(Qt.Key.Key_Return)
    assert page.field.echoMode() is QLineEdit.EchoMode.Password


def test_a_passphrase_can_be_pasted(open_window: Starter, qtbot: QtBot, whole: Path) -> None:
    started = open_window(whole)
    QGuiApplication.clipboard().setText(PASSPHRASE)
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: started.session.is_open)


def test_nothing_happens_without_a_passphrase(open_window: Starter, whole: Path) -> None:
    started = open_window(whole)
    press(Qt.Key.Key_Return)
    assert unlock_page(started).unlock_button.isEnabled()
    assert not (whole / "vault.tries").exists()


# -- a log that is not whole, a vault that does not open ------------------------


def damage_database(folder: Path) -> None:
    (folder / "vault.db").write_bytes(bytes(8192))


def damage_key_files(folder: Path) -> None:
    for name in ("vault.key", "vault.key.1"):
        (folder / name).write_bytes(b"{}")


@LANGUAGES
@pytest.mark.parametrize(
    ("damage", "code"),
    [(damage_database, "DATABASE_DAMAGED"), (damage_key_files, "KEY_FILE_DAMAGED")],
)
def test_a_vault_that_does_not_open_is_a_banner(
    open_window: Starter,
    qtbot: QtBot,
    whole: Path,
    language: Language,
    damage: Callable[[Path], None],
    code: str,
) -> None:
    damage(whole)
    started = open_window(whole, language=language)
    write(PASSPHRASE)
    press(Qt.Key.Key_Return)
    page = unlock_page(started)
    qtbot.waitUntil(lambda: text(f"errors.{code}.what", language) in page.banner.text)
    assert text(f"errors.{code}.remedy", language) in page.banner.text
    assert page.banner.isVisible()
    assert page.error.isHidden()


def test_a_vault_that_is_open_elsewhere_is_a_banner(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    started = open_window(whole)
    with open_weak(whole):
        write(PASSPHRASE)
        press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "already open" in unlock_page(started).banner.text)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: started.session.is_open)


# -- language, text size, colours ---------------------------------------------


def display(started: Started) -> DisplayPage:
    page = started.window.pages[Place.DISPLAY]
    assert isinstance(page, DisplayPage)
    return page


def test_language_and_text_size_change_at_once_and_are_kept(
    open_window: Starter, qtbot: QtBot, whole: Path, tmp_path: Path, qapp: QApplication
) -> None:
    started = open_window(whole)
    started.window.side.buttons[Place.DISPLAY].click()
    assert headings(started.window) == ["How should the window look?"]
    choices = display(started).choices
    choices.language.options["da"].click()
    qtbot.waitUntil(lambda: headings(started.window) == ["Hvordan skal vinduet se ud?"])
    choices.text_size.options["150"].click()
    choices.colours.options["dark"].click()
    assert qapp.font().pointSizeF() == 18.0
    assert qapp.palette().window().color().name() == "#1a1a1a"
    file = tmp_path / "settings.json"
    qtbot.waitUntil(lambda: load_settings(file).colours == "dark")
    assert load_settings(file).language is Language.DANISH
    assert load_settings(file).text_percent == 150


def test_settings_that_cannot_be_kept_hold_all_the_same_and_it_is_said(
    open_window: Starter, qtbot: QtBot, whole: Path, tmp_path: Path
) -> None:
    started = open_window(whole)
    started.window.go(Place.DISPLAY)
    (tmp_path / "settings.json").unlink()
    (tmp_path / "settings.json").mkdir()  # no file can take its place
    display(started).choices.language.options["da"].click()
    qtbot.waitUntil(started.window.page.banner.isVisible)
    assert "Disken" in started.window.page.banner.text


def test_the_other_language_is_one_press_away_from_the_locked_page(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    started = open_window(whole)
    for _ in range(12):
        if isinstance(QApplication.focusWidget(), LanguageSwitch):
            break
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: headings(started.window) == ["Lås din boks op"])


# -- idle ---------------------------------------------------------------------


def test_absence_is_warned_of_and_ends_in_a_lock(
    open_window: Starter, qtbot: QtBot, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    became: list[list[str]] = []
    monkeypatch.setattr(hardening, "become", became.append)
    started = unlocked(open_window, qtbot, whole)
    started.idle.nearly_idle.emit()
    assert "about to be locked" in home(started).banner.text
    assert home(started).banner.isVisible()
    started.idle.extended.emit()
    assert home(started).banner.isHidden()
    started.idle.idle.emit()
    assert len(became) == 1


def test_a_locked_window_is_not_locked_again(open_window: Starter, whole: Path) -> None:
    """``become`` fails the test if it is called."""
    started = open_window(whole)
    press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert started.window.place is Place.UNLOCK
