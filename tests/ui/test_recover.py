"""A forgotten passphrase: the words of the sheet open the vault, and a new one holds."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from datadonor.audit import custody, events
from datadonor.texts import Language
from datadonor.vault.errors import WrongPassphrase
from datadonor.vault.recovery import RecoveryWords, new_recovery_words
from tests.ui.conftest import Starter
from tests.ui.vaults import PASSPHRASE, open_weak
from tests.ui.walking import idle, press, write
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
from ui.pages.recover import RecoverPage

NEW = "vindue kaktus lommelygte torsdag"


@pytest.fixture
def words(whole: Path) -> RecoveryWords:
    """The words that open the vault."""
    with open_weak(whole) as opened:
        return custody.issue_recovery_words(opened, events.SELF)


def page(started: Started) -> RecoverPage:
    if started.window.place is not Place.RECOVER:
        started.session.go(Place.RECOVER)
    shown = started.window.page
    assert isinstance(shown, RecoverPage)
    return shown


def choose_new(recover: RecoverPage) -> None:
    recover.chooser.ways.options["own"].click()
    recover.chooser.first.field.setText(NEW)
    recover.chooser.again.field.setText(NEW)
    recover.primary_button.click()


def test_the_words_open_the_vault_and_the_new_passphrase_holds(
    open_window: Starter, qtbot: QtBot, whole: Path, words: RecoveryWords
) -> None:
    started = open_window(whole)
    recover = page(started)
    assert QApplication.focusWidget() is recover.entry.field
    write(", ".join(f"{number}. {word}" for number, word in enumerate(words.text.split(), 1)))
    assert recover.entry.count.text() == "24 of 24 words"
    recover.primary_button.click()
    assert not recover.is_at_words
    choose_new(recover)
    qtbot.waitUntil(lambda: started.window.place is Place.HOME, timeout=30_000)
    assert recover.entry.field.toPlainText() == ""
    assert recover.chooser.first.field.text() == ""
    idle(started, qtbot)
    started.window.close()
    with custody.open_vault(whole, NEW) as opened:
        kinds = [stored.event.kind for stored in opened.log.events() if stored.event is not None]
    assert {"vault.opened_by_recovery", "vault.passphrase_changed"} <= set(kinds)
    with pytest.raises(WrongPassphrase):
        custody.open_vault(whole, PASSPHRASE)


def test_a_word_that_is_none_is_named_and_mended_with_one_press(
    open_window: Starter, whole: Path
) -> None:
    started = open_window(whole)
    recover = page(started)
    write("legal winner thank yeer wave")
    entry = recover.entry
    assert "Word number 4, “yeer”" in entry.error.text()
    assert entry.field.accessibleDescription() == entry.error.text()
    entry.fix_button.click()
    assert entry.field.toPlainText() == "legal winner thank year wave "
    assert not entry.error.isVisible()
    assert QApplication.focusWidget() is entry.field


def test_nothing_is_called_wrong_while_a_word_is_being_written(
    open_window: Starter, whole: Path
) -> None:
    started = open_window(whole)
    recover = page(started)
    write("legal win")
    assert not recover.entry.error.isVisible()
    write("q")  # negative control: no word begins like this
    assert recover.entry.error.isVisible()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "24 word"),
        ("legal winner", "22 word"),
        (" ".join(["legal"] * 25), "1 word"),
        (" ".join(["legal"] * 24), "do not belong together"),
    ],
)
def test_what_is_missing_is_said_when_going_on(
    open_window: Starter, whole: Path, written: str, said: str
) -> None:
    started = open_window(whole)
    recover = page(started)
    recover.entry.field.setPlainText(written)
    recover.primary_button.click()
    assert said in recover.entry.error.text()
    assert recover.is_at_words


def test_words_of_another_sheet_lead_back_to_the_field(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    started = open_window(whole)
    recover = page(started)
    recover.entry.field.setPlainText(new_recovery_words().text)
    recover.primary_button.click()
    choose_new(recover)
    qtbot.waitUntil(lambda: "newer sheet" in recover.entry.error.text(), timeout=30_000)
    assert recover.is_at_words
    assert recover.entry.count.text() == "24 of 24 words"
    assert not started.session.is_open


def test_a_vault_that_can_only_be_read_is_opened_as_it_is(
    open_window: Starter, qtbot: QtBot, whole: Path, words: RecoveryWords
) -> None:
    with open_weak(whole) as opened:
        opened.vault.connection.execute("UPDATE event SET body = x'00' WHERE position = 2")
    started = open_window(whole)
    recover = page(started)
    recover.entry.field.setPlainText(words.text)
    recover.primary_button.click()
    choose_new(recover)
    qtbot.waitUntil(lambda: started.window.place is Place.STOPPED, timeout=30_000)
    idle(started, qtbot)
    started.window.close()
    custody.open_vault(whole, PASSPHRASE).close()


def test_escape_leads_back_step_by_step_and_keeps_the_words(
    open_window: Starter, whole: Path
) -> None:
    started = open_window(whole)
    recover = page(started)
    recover.entry.field.setPlainText(new_recovery_words().text)
    recover.primary_button.click()
    press(Qt.Key.Key_Escape)
    assert recover.is_at_words
    assert recover.entry.count.text() == "24 of 24 words"
    press(Qt.Key.Key_Escape)
    assert started.window.place is Place.UNLOCK


def test_tab_leaves_the_field(open_window: Starter, whole: Path) -> None:
    started = open_window(whole)
    recover = page(started)
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not recover.entry.field
    assert recover.entry.field.toPlainText() == ""


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("percent", [100, 200])
def test_everything_can_be_read_named_and_hit(
    open_window: Starter, whole: Path, language: Language, percent: int
) -> None:
    started = open_window(whole, language=language, text_percent=percent)
    window = started.window
    if percent == 200:
        window.resize(800, 600)
    recover = page(started)
    write("legal winner thank yeer wave ")
    for text in ("", new_recovery_words().text):
        if text:
            recover.entry.field.setPlainText(text)
            recover.primary_button.click()
            recover.chooser.ways.options["own"].click()
        settle(window)
        found = [*clipped(window), *unnamed(window), *misnamed(window), *small_targets(window)]
        assert found == []
        assert doubled_mnemonics(window) == []
