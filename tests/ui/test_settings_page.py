"""The settings, each on its screen: what they do to a real vault, and what stops them."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from datadonor.audit import custody, events
from datadonor.settings import load_settings
from datadonor.texts import Language
from datadonor.vault import erasing
from datadonor.vault.errors import WrongPassphrase, WrongRecoveryWords
from datadonor.vault.opening import has_vault
from datadonor.vault.recovery import RecoveryWords
from tests.ui import watching
from tests.ui.conftest import Starter
from tests.ui.vaults import PASSPHRASE, open_weak
from tests.ui.walking import go, idle, press, unlocked, write
from ui import choosing
from ui.app import Started
from ui.jobs import Course
from ui.keeping import LOCK_MINUTES, Section, back_up, read_kept
from ui.navigation import Place
from ui.pages.settings import SettingsPage
from ui.pages.settings.backup import BackupSection, PlaceSection
from ui.pages.settings.deleting import DeleteSection
from ui.pages.settings.looks import LockSection
from ui.pages.settings.passphrase import PassphraseSection
from ui.pages.settings.recovery import NewWordsSection, Stage

NEW = "grøn bil ved søen"


def page_of(started: Started) -> SettingsPage:
    page = started.window.pages[Place.SETTINGS]
    assert isinstance(page, SettingsPage)
    return page


def at(open_window: Starter, qtbot: QtBot, vault: Path, section: str = "") -> Started:
    started = unlocked(open_window, qtbot, vault)
    go(started, qtbot, Place.SETTINGS, section)
    return started


def opens(folder: Path, credential: str | RecoveryWords) -> bool:
    try:
        custody.open_vault(folder, credential).close()
    except (WrongPassphrase, WrongRecoveryWords):
        return False
    return True


def kinds(folder: Path, passphrase: str = PASSPHRASE) -> list[str]:
    with custody.open_vault(folder, passphrase) as opened:
        return [stored.event.kind for stored in opened.log.events() if stored.event is not None]


# -- the index ----------------------------------------


def test_the_index_says_how_each_stands_and_leads_there(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    started = at(open_window, qtbot, whole)
    page = page_of(started)
    assert "English, text at 100%" in page.cards[Section.LOOKS].accessibleName()
    assert "After 10 minute" in page.cards[Section.LOCK].accessibleName()
    assert "The last one: " in page.cards[Section.BACKUP].accessibleName()
    for section, card in page.cards.items():
        go(started, qtbot, Place.SETTINGS)
        card.click()
        idle(started, qtbot)
        assert page.argument == section
        assert page.section is page.sections[section]
        assert page.heading.text() == page.sections[section].title
        assert page.back_button.isVisible()
        press(Qt.Key.Key_Escape)
        idle(started, qtbot)
        assert page.section is None


def test_a_section_that_is_none_shows_the_index(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    assert page_of(at(open_window, qtbot, whole, "no such section")).section is None


@pytest.mark.parametrize("section", ["", *Section])
def test_every_section_can_be_named_hit_and_read_at_twice_the_size(
    open_window: Starter, qtbot: QtBot, whole: Path, section: str
) -> None:
    started = unlocked(open_window, qtbot, whole, text_percent=200)
    started.window.resize(800, 600)
    go(started, qtbot, Place.SETTINGS, section)
    window = started.window
    assert watching.unnamed(window) == []
    assert watching.misnamed(window) == []
    assert watching.doubled_mnemonics(window) == []
    assert watching.small_targets(window) == []
    assert watching.clipped(window) == []
    assert window.windowTitle() == "Datadonor"


# -- looks and lock ----------------------------------------


def test_the_language_changes_at_once(
    open_window: Starter, qtbot: QtBot, whole: Path, tmp_path: Path
) -> None:
    started = at(open_window, qtbot, whole, Section.LOOKS)
    started.session.change_settings(language=Language.DANISH)
    idle(started, qtbot)
    assert load_settings(tmp_path / "settings.json").language is Language.DANISH


def test_the_vault_locks_after_as_long_as_was_chosen(
    open_window: Starter, qtbot: QtBot, whole: Path, tmp_path: Path
) -> None:
    started = at(open_window, qtbot, whole, Section.LOCK)
    section = page_of(started).section
    assert isinstance(section, LockSection)
    assert section.minutes.value() == "10"
    assert [int(key) for key in section.minutes.options] == list(LOCK_MINUTES)
    section.minutes.options["2"].click()
    idle(started, qtbot)
    assert started.idle.seconds == 120
    assert load_settings(tmp_path / "settings.json").auto_lock_minutes == 2


# -- the passphrase ----------------------------------------


def fill_new(section: PassphraseSection, old: str, new: str, again: str | None = None) -> None:
    section.old.field.setText(old)
    section.new.ways.options["own"].click()
    section.new.first.field.setText(new)
    section.new.again.field.setText(new if again is None else again)


def passphrase_section(started: Started) -> PassphraseSection:
    section = page_of(started).section
    assert isinstance(section, PassphraseSection)
    return section


def test_a_new_passphrase_takes_the_place_of_the_old(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    started = at(open_window, qtbot, whole, Section.PASSPHRASE)
    section = passphrase_section(started)
    fill_new(section, PASSPHRASE, NEW)
    page_of(started).primary_button.click()
    idle(started, qtbot)
    assert "has been changed" in page_of(started).banner.text
    assert section.old.field.text() == section.new.first.field.text() == ""
    started.window.close()
    assert not opens(whole, PASSPHRASE)
    assert opens(whole, NEW)
    assert "vault.passphrase_changed" in kinds(whole, NEW)


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [("not this one", NEW, NEW), (PASSPHRASE, NEW, "other"), (PASSPHRASE, "short", "short")],
)
def test_what_does_not_fit_changes_nothing_and_is_said_at_its_field(
    open_window: Starter, qtbot: QtBot, whole: Path, old: str, new: str, again: str
) -> None:
    started = at(open_window, qtbot, whole, Section.PASSPHRASE)
    section = passphrase_section(started)
    fill_new(section, old, new, again)
    page_of(started).primary_button.click()
    idle(started, qtbot)
    errors = (section.old.error, section.new.first.error, section.new.again.error)
    assert [error.isVisible() for error in errors].count(True) == 1
    assert page_of(started).banner.isHidden()
    started.window.close()
    assert opens(whole, PASSPHRASE)


def test_what_was_typed_is_forgotten_when_the_person_goes_elsewhere(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    started = at(open_window, qtbot, whole, Section.PASSPHRASE)
    section = passphrase_section(started)
    fill_new(section, PASSPHRASE, NEW)
    go(started, qtbot, Place.HOME)
    assert section.old.field.text() == section.new.first.field.text() == ""
    assert section.new.again.field.text() == ""


# -- the recovery words ----------------------------------------


def words_section(started: Started) -> NewWordsSection:
    section = page_of(started).section
    assert isinstance(section, NewWordsSection)
    return section


@pytest.mark.parametrize(
    ("name", "kind"),
    [(Section.RECOVERY, "vault.recovery_words_issued"), (Section.KEYS, "vault.keys_rotated")],
)
def test_new_words_are_shown_once_and_asked_back(
    open_window: Starter, qtbot: QtBot, whole: Path, tmp_path: Path, name: Section, kind: str
) -> None:
    started = at(open_window, qtbot, whole, name)
    page, section = page_of(started), words_section(started)
    stages: list[Stage] = []

    def go_on() -> None:
        page.primary_button.click()
        idle(started, qtbot)
        stages.append(section.stage)

    section.passphrase.field.setText(PASSPHRASE)
    go_on()
    words = section._words
    assert words is not None
    assert load_settings(tmp_path / "settings.json").recovery_words_to_confirm
    go_on()
    go_on()  # nothing is written yet
    written = words.text.split()
    for field, (number, _) in zip(section.asked.fields, section.asked._words, strict=True):
        field.setText(written[number - 1])
    go_on()
    assert stages == [Stage.SHEET, Stage.CONFIRM, Stage.CONFIRM, Stage.ASK]
    assert "The new words are yours" in page.banner.text
    assert section._words is None
    assert not load_settings(tmp_path / "settings.json").recovery_words_to_confirm
    started.window.close()
    assert kind in kinds(whole)
    assert opens(whole, words)


def test_words_that_are_left_behind_are_forgotten_and_remembered_as_unconfirmed(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    started = at(open_window, qtbot, whole, Section.RECOVERY)
    section = words_section(started)
    section.passphrase.field.setText(PASSPHRASE)
    page_of(started).primary_button.click()
    idle(started, qtbot)
    go(started, qtbot, Place.HOME)
    assert section._words is None
    assert section.sheet._words is None
    assert started.session.settings.recovery_words_to_confirm
    go(started, qtbot, Place.SETTINGS)
    assert "not confirmed" in page_of(started).cards[Section.RECOVERY].accessibleName()


@pytest.mark.parametrize("name", [Section.RECOVERY, Section.KEYS])
def test_a_wrong_passphrase_makes_no_words(
    open_window: Starter, qtbot: QtBot, whole: Path, name: Section
) -> None:
    started = at(open_window, qtbot, whole, name)
    section = words_section(started)
    section.passphrase.field.setText("not this one")
    press(Qt.Key.Key_Return)
    idle(started, qtbot)
    assert section.stage is Stage.ASK
    assert section.passphrase.error.isVisible()
    assert QApplication.focusWidget() is section.passphrase.field
    started.window.close()
    assert set(kinds(whole)).isdisjoint({"vault.recovery_words_issued", "vault.keys_rotated"})


# -- the backup ----------------------------------------


def test_a_backup_is_written_where_the_person_says_and_can_be_restored(
    open_window: Starter, qtbot: QtBot, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [str(stick)])
    started = at(open_window, qtbot, whole, Section.BACKUP)
    page = page_of(started)
    assert QApplication.focusWidget() is page.primary_button
    for _ in range(2):
        page.primary_button.click()
        qtbot.waitUntil(lambda: started.session.job is None)
        idle(started, qtbot)
    first, second = sorted(stick.iterdir(), key=lambda file: len(file.name))
    assert first.suffix == second.suffix == ".ddbackup"
    assert second.name in page.banner.text
    started.window.close()
    custody.restore(tmp_path / "back", first, PASSPHRASE, events.SELF)
    assert kinds(tmp_path / "back")[:7] == kinds(whole)[:7]


def test_a_backup_that_is_stopped_leaves_nothing(
    open_window: Starter, qtbot: QtBot, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [str(stick)])
    started = at(open_window, qtbot, whole, Section.BACKUP)
    section = page_of(started).section
    assert isinstance(section, BackupSection)
    page_of(started).primary_button.click()
    section.progress.cancel_button.click()
    qtbot.waitUntil(lambda: started.session.job is None)
    idle(started, qtbot)
    assert "was stopped" in page_of(started).banner.text
    assert list(stick.iterdir()) == []
    assert page_of(started).primary_button.isEnabled()


def test_the_index_knows_of_the_backup(whole: Path, tmp_path: Path) -> None:
    with open_weak(whole) as opened:
        before = read_kept(opened)
        back_up(opened, Course(lambda _: None, lambda: False), tmp_path)
        after = read_kept(opened)
    assert before.made == after.made
    assert before.backed_up is not None
    assert after.backed_up is not None
    assert after.backed_up > before.backed_up
    assert after.size_bytes >= (whole / "vault.db").stat().st_size


def test_the_path_is_copied_as_it_is(open_window: Starter, qtbot: QtBot, whole: Path) -> None:
    started = at(open_window, qtbot, whole, Section.PLACE)
    section = page_of(started).section
    assert isinstance(section, PlaceSection)
    section.copy_button.click()
    assert QGuiApplication.clipboard().text() == str(whole)


# -- the end ----------------------------------------


def delete_section(started: Started) -> DeleteSection:
    section = page_of(started).section
    assert isinstance(section, DeleteSection)
    return section


@pytest.mark.parametrize(
    ("word", "passphrase"),
    [("", PASSPHRASE), ("DELET", PASSPHRASE), ("DELETE", ""), ("DELETE", "not this one")],
)
def test_deleting_needs_the_word_and_the_passphrase(
    open_window: Starter, qtbot: QtBot, whole: Path, word: str, passphrase: str
) -> None:
    started = at(open_window, qtbot, whole, Section.DELETE)
    section = delete_section(started)
    section.word.setText(word)
    section.passphrase.field.setText(passphrase)
    section.delete_button.click()
    idle(started, qtbot)
    assert section.word_error.isVisible() != section.passphrase.error.isVisible()
    assert has_vault(whole)
    started.window.close()
    assert opens(whole, PASSPHRASE)


def test_with_both_the_vault_is_gone_and_the_program_begins_anew(
    open_window: Starter, qtbot: QtBot, whole: Path, became: list[list[str]]
) -> None:
    started = at(open_window, qtbot, whole, Section.DELETE)
    section = delete_section(started)
    section.word.setFocus()
    write("delete")
    press(Qt.Key.Key_Return)
    write(PASSPHRASE)
    section.delete_button.setFocus()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(became))
    assert became == [["--vault", str(whole)]]
    assert not whole.exists()
    assert section.passphrase.field.text() == ""


def test_a_disk_that_refuses_is_said(
    open_window: Starter, qtbot: QtBot, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing, "_KEYS", ("outbox",))
    started = at(open_window, qtbot, whole, Section.DELETE)
    (whole / "outbox").mkdir(exist_ok=True)
    section = delete_section(started)
    section.word.setText("DELETE")
    section.passphrase.field.setText(PASSPHRASE)
    section.delete_button.click()
    idle(started, qtbot)
    assert page_of(started).banner.isVisible()
    assert has_vault(whole)


# -- a vault that can only be read ----------------------------------------


@pytest.mark.parametrize("name", [Section.RECOVERY, Section.KEYS])
def test_a_vault_that_can_only_be_read_says_so(
    open_window: Starter, qtbot: QtBot, rolled_back: Path, name: Section
) -> None:
    started = at(open_window, qtbot, rolled_back, name)
    section = words_section(started)
    section.passphrase.field.setText(PASSPHRASE)
    page_of(started).primary_button.click()
    idle(started, qtbot)
    assert section.stage is Stage.ASK
    assert page_of(started).banner.isVisible()


def test_these_helpers_know_a_wrong_passphrase_from_a_right_one(whole: Path) -> None:
    """A control: ``opens`` would prove nothing if it always said the same."""
    assert opens(whole, PASSPHRASE)
    assert not opens(whole, "not this one")
