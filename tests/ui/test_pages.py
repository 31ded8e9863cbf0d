"""The pages, as a person meets them: with the keyboard, in both languages."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from datadonor.audit import events
from datadonor.settings import load_settings
from datadonor.texts import Language, catalogue, text
from datadonor.vault import hardening
from datadonor.vault.occupancy import Occupancy
from datadonor.vault.tries import count_try
from tests.ui.conftest import Starter
from tests.ui.vaults import PASSPHRASE, make_vault, open_weak
from tests.ui.watching import seen
from ui.app import Started
from ui.navigation import Place
from ui.pages.home import HomePage
from ui.pages.no_vault import NoVaultPage
from ui.pages.unlock import UnlockPage
from ui.widgets.activity_table import ActivityModel
from ui.widgets.labels import Heading

LANGUAGES = pytest.mark.parametrize("language", list(Language))


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is, as a person would."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifier)


def write(text: str) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, text)


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
    qtbot.waitUntil(lambda: home(started).table.activities.rowCount() > 0)
    return started


def headings(window: QWidget) -> list[str]:
    return [widget.text() for widget in seen(window) if isinstance(widget, Heading)]


# -- the whole way ------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "title", "whole_log", "row"),
    [
        (
            Language.DANISH,
            "Din boks er åben",
            "Loggen er hel: 7 hændelser",
            ("11. maj 2026 kl.", "Et samtykke blev trukket tilbage.", "Du"),
        ),
        (
            Language.ENGLISH,
            "Your vault is open",
            "The log is whole: 7 events",
            ("11 May 2026 at", "A consent was withdrawn.", "You"),
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
    whole_log: str,
    row: tuple[str, str, str],
) -> None:
    became: list[list[str]] = []
    monkeypatch.setattr(hardening, "become", became.append)
    monkeypatch.setenv("TZ", "UTC")
    started = open_window(whole, language=language)

    write(PASSPHRASE)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: home(started).table.activities.rowCount() == 7)

    assert headings(started.window) == [title]
    assert whole_log in home(started).log_banner.text
    table = home(started).table.activities
    shown = [str(table.data(table.index(0, column))) for column in range(3)]
    assert shown[0].startswith(row[0])
    assert tuple(shown[1:]) == row[1:]
    assert QApplication.focusWidget() is home(started).table

    # Pressed and never let go: by then the process would be another.
    QTest.keyPress(home(started).table, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert became == [["--vault", str(whole)]]
    assert not started.session.is_open
    Occupancy.enter(whole, "command").leave()  # the vault is free: nothing holds it


def test_escape_loses_nothing(open_window: Starter, whole: Path) -> None:
    started = open_window(whole)
    write("half a pass")
    press(Qt.Key.Key_Escape)
    assert unlock_page(started).field.text() == "half a pass"


def test_tab_leaves_the_table(open_window: Starter, qtbot: QtBot, whole: Path) -> None:
    started = unlocked(open_window, qtbot, whole)
    met = []
    for _ in range(6):
        press(Qt.Key.Key_Tab)
        met.append(QApplication.focusWidget())
    assert started.window.side.lock_button in met
    assert home(started).table in met


def test_the_keyboard_brings_rows_into_view(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    started = unlocked(open_window, qtbot, whole, text_percent=200)
    started.window.resize(800, 600)
    for _ in range(7):
        press(Qt.Key.Key_Down)
    bar = home(started).verticalScrollBar()
    assert bar.maximum() - bar.value() < 60


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


@pytest.mark.parametrize(
    ("language", "title", "said"),
    [
        (Language.DANISH, "Din boks kan kun læses", "mangler: 3."),
        (Language.ENGLISH, "Your vault can only be read", "are missing: 3."),
    ],
)
def test_a_log_that_was_set_back_is_said_and_can_be_read(
    open_window: Starter,
    qtbot: QtBot,
    rolled_back: Path,
    language: Language,
    title: str,
    said: str,
) -> None:
    started = unlocked(open_window, qtbot, rolled_back, language=language)
    assert headings(started.window) == [title]
    assert said in home(started).log_banner.text
    assert home(started).table.activities.rowCount() == 7


def test_a_log_with_altered_events_shows_what_can_be_read(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    with open_weak(whole) as opened:
        opened.vault.connection.execute("UPDATE event SET body = x'00' WHERE position > 3")
    started = unlocked(open_window, qtbot, whole)
    table = home(started).table.activities
    words = [str(table.data(table.index(row, 1))) for row in range(table.rowCount())]
    assert words[:3] == ["An event in the log is not written the way this program writes them."] * 3
    assert words[6] == "The vault was made."


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


# -- no vault -----------------------------------------------------------------


@LANGUAGES
def test_without_a_vault_the_way_to_one_is_shown(
    open_window: Starter, tmp_path: Path, language: Language
) -> None:
    folder = tmp_path / "a vault"
    started = open_window(folder, language=language)
    page = started.window.page
    assert isinstance(page, NoVaultPage)
    assert page.command.text() == f"datadonor vault create --vault '{folder}'"
    assert not started.window.side.lock_button.isVisible()
    page.look_button.click()
    assert page.banner.isVisible()
    make_vault(folder)
    press(Qt.Key.Key_Return)
    assert started.window.place is Place.UNLOCK
    assert QApplication.focusWidget() is unlock_page(started).field


def test_a_vault_that_vanishes_leads_back(open_window: Starter, qtbot: QtBot, whole: Path) -> None:
    started = open_window(whole)
    shutil.rmtree(whole)
    write(PASSPHRASE)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: started.window.place is Place.NO_VAULT)


# -- language, text size, colours ---------------------------------------------


def choose(started: Started, label: str) -> None:
    (button,) = [
        widget
        for widget in seen(started.window)
        if isinstance(widget, QRadioButton) and widget.text() == label
    ]
    button.click()


def test_language_and_text_size_change_at_once_and_are_kept(
    open_window: Starter, qtbot: QtBot, whole: Path, tmp_path: Path, qapp: QApplication
) -> None:
    started = open_window(whole)
    started.window.side.buttons[Place.DISPLAY].click()
    assert headings(started.window) == ["How should the window look?"]
    choose(started, "Dansk")
    qtbot.waitUntil(lambda: headings(started.window) == ["Hvordan skal vinduet se ud?"])
    choose(started, "150 %")
    choose(started, "Mørke")
    assert qapp.font().pointSizeF() == 18.0
    assert qapp.palette().window().color().name() == "#1a1a1a"
    file = tmp_path / "settings.json"
    qtbot.waitUntil(lambda: load_settings(file).colours == "dark")
    assert load_settings(file).language is Language.DANISH
    assert load_settings(file).text_percent == 150


def test_the_other_language_is_one_press_away_from_the_locked_page(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    started = open_window(whole)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: headings(started.window) == ["Lås din boks op"])


def test_settings_that_cannot_be_kept_hold_all_the_same_and_it_is_said(
    open_window: Starter, qtbot: QtBot, whole: Path, tmp_path: Path
) -> None:
    started = open_window(whole)
    started.window.go(Place.DISPLAY)
    (tmp_path / "settings.json").unlink()
    (tmp_path / "settings.json").mkdir()  # no file can take its place
    choose(started, "Dansk")
    qtbot.waitUntil(started.window.page.banner.isVisible)
    assert "Disken" in started.window.page.banner.text


def test_the_home_page_changes_its_language_too(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    started = unlocked(open_window, qtbot, whole)
    started.session.change_settings(language=Language.DANISH)
    qtbot.waitUntil(lambda: headings(started.window) == ["Din boks er åben"])
    table = home(started).table.activities
    assert table.data(table.index(0, 1)) == "Et samtykke blev trukket tilbage."
    assert table.headerData(0, Qt.Orientation.Horizontal) == "Hvornår"


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


# -- words --------------------------------------------------------------------


@LANGUAGES
@pytest.mark.parametrize("kind", sorted(events.KINDS))
def test_every_kind_of_event_has_words(kind: str, language: Language) -> None:
    """There is no falling back: a kind without words would stop the page."""
    sentence = catalogue()[f"events.{kind}"][language]
    named = {name for _, name, _, _ in Formatter().parse(sentence) if name}
    facts = {
        name
        for name, field in events.KINDS[kind].model_fields.items()
        if field.annotation in (int, str)
    }
    assert sentence.endswith(".")
    assert named <= facts


def test_who_did_it_is_said_for_everyone() -> None:
    model = ActivityModel()
    for capacity in ("self", "guardian", "proxy", "program"):
        actor = events.Actor.model_validate({"capacity": capacity})
        assert model._who(actor)
