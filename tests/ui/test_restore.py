"""A backup back in its place: what it takes, and what is said of what is missing."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from datadonor.audit import custody, events
from datadonor.texts import Language
from tests.ui.conftest import Starter
from tests.ui.vaults import PASSPHRASE, open_weak
from tests.ui.walking import idle, press, unlocked
from tests.ui.watching import (
    clipped,
    doubled_mnemonics,
    misnamed,
    settle,
    small_targets,
    unnamed,
)
from ui import choosing
from ui.app import Started
from ui.navigation import Place
from ui.pages.restore import RestorePage


@pytest.fixture
def backup(whole: Path, tmp_path: Path) -> Path:
    """A backup of seven events, after which the vault went on."""
    file = tmp_path / "mine.ddbackup"
    with open_weak(whole) as opened:
        custody.back_up(opened, file, events.SELF)
        opened.log.record(events.ConsentWithdrawn(), events.SELF, project="hjerterytme")
    return file


def page(started: Started) -> RestorePage:
    if started.window.place is not Place.RESTORE:
        started.session.go(Place.RESTORE)
    shown = started.window.page
    assert isinstance(shown, RestorePage)
    return shown


def choose(restore: RestorePage, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [str(file)])
    restore.choose_button.click()
    assert restore.chosen.text() == file.name


def put_back(restore: RestorePage, credential: str = PASSPHRASE) -> None:
    restore.passphrase.field.setText(credential)
    restore.primary_button.click()


def test_a_backup_comes_back_into_an_empty_place(
    open_window: Starter,
    qtbot: QtBot,
    backup: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "new" / "vault"
    started = open_window(folder)
    restore = page(started)
    assert not restore.yes.isVisible()
    choose(restore, backup, monkeypatch)
    put_back(restore)
    qtbot.waitUntil(lambda: restore._restored is not None, timeout=30_000)
    assert "Everything is there" in restore.banner.text
    assert "7 event" in restore._purpose.text()
    assert restore.passphrase.field.text() == ""
    restore.primary_button.click()
    assert started.window.place is Place.UNLOCK
    started.window.close()
    with custody.open_vault(folder, PASSPHRASE) as opened:
        assert opened.log.verdict.condition.is_sound


def test_the_vault_that_is_here_is_replaced_only_on_a_yes_and_kept(
    open_window: Starter,
    qtbot: QtBot,
    whole: Path,
    backup: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started = open_window(whole)
    restore = page(started)
    assert restore.yes.isVisible()
    assert not restore.yes.isChecked()
    choose(restore, backup, monkeypatch)
    put_back(restore)
    assert restore.yes_error.isVisible()
    assert started.session.job is None
    restore.yes.click()
    assert not restore.yes_error.isVisible()
    restore.primary_button.click()
    qtbot.waitUntil(lambda: restore._restored is not None, timeout=30_000)
    assert "2 later event" in restore.banner.text
    said = [value.text() for _, value in restore.missing._pairs]
    assert said == ["A backup was made.", "A consent was withdrawn."]
    assert list(whole.glob("replaced*"))


@pytest.mark.parametrize("language", list(Language))
def test_a_vault_that_another_passphrase_opens_leaves_it_unsure(
    open_window: Starter,
    qtbot: QtBot,
    whole: Path,
    backup: Path,
    monkeypatch: pytest.MonkeyPatch,
    language: Language,
) -> None:
    with open_weak(whole) as opened:
        custody.change_passphrase(opened, "en helt anden sætning", events.SELF)
    started = open_window(whole, language=language)
    restore = page(started)
    choose(restore, backup, monkeypatch)
    restore.yes.click()
    put_back(restore)
    qtbot.waitUntil(lambda: restore._restored is not None, timeout=30_000)
    assert restore._restored is not None
    assert restore._restored.is_unsure
    assert restore.banner.isVisible()


def test_recovery_words_open_a_backup_too(
    open_window: Starter,
    qtbot: QtBot,
    whole: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "later.ddbackup"
    with open_weak(whole) as opened:
        words = custody.issue_recovery_words(opened, events.SELF)
        custody.back_up(opened, file, events.SELF)
    started = open_window(tmp_path / "new")
    restore = page(started)
    choose(restore, file, monkeypatch)
    put_back(restore, words.text.upper())
    qtbot.waitUntil(lambda: restore._restored is not None, timeout=30_000)


def test_a_wrong_passphrase_is_answered_beside_the_field(
    open_window: Starter,
    qtbot: QtBot,
    backup: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "new"
    started = open_window(folder)
    restore = page(started)
    choose(restore, backup, monkeypatch)
    put_back(restore, "not this one")
    qtbot.waitUntil(restore.passphrase.error.isVisible, timeout=30_000)
    assert restore.passphrase.field.accessibleDescription() == restore.passphrase.error.text()
    assert not started.session.has_vault()
    assert restore.primary_button.isEnabled()


def test_a_file_that_is_no_backup_is_said_and_changes_nothing(
    open_window: Starter,
    qtbot: QtBot,
    whole: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "holiday.jpg"
    file.write_bytes(b"no backup" * 100)
    started = open_window(whole)
    restore = page(started)
    choose(restore, file, monkeypatch)
    restore.yes.click()
    put_back(restore)
    qtbot.waitUntil(lambda: "not a whole Datadonor backup" in restore.banner.text, timeout=30_000)
    started.window.close()
    custody.open_vault(whole, PASSPHRASE).close()


def test_what_is_missing_is_asked_for_in_turn(
    open_window: Starter, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = open_window(tmp_path / "new")
    restore = page(started)
    restore.primary_button.click()
    assert restore.file_error.isVisible()
    choose(restore, backup, monkeypatch)
    assert not restore.file_error.isVisible()
    restore.primary_button.click()
    assert started.session.job is None
    press(Qt.Key.Key_Escape)
    assert started.window.place is Place.WELCOME


def test_an_open_vault_is_locked_first(
    open_window: Starter, qtbot: QtBot, rolled_back: Path
) -> None:
    started = unlocked(open_window, qtbot, rolled_back)
    restore = page(started)
    assert "Lock" in restore.heading.text()
    assert not restore.choose_button.isVisible()
    assert not restore.primary_button.isVisible()
    idle(started, qtbot)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("percent", [100, 200])
def test_everything_can_be_read_named_and_hit(
    open_window: Starter,
    qtbot: QtBot,
    whole: Path,
    backup: Path,
    monkeypatch: pytest.MonkeyPatch,
    language: Language,
    percent: int,
) -> None:
    shutil.copy(backup, backup.with_name("a rather long name, as people give them.ddbackup"))
    started = open_window(whole, language=language, text_percent=percent)
    window = started.window
    if percent == 200:
        window.resize(800, 600)
    restore = page(started)

    def faults() -> list[str]:
        settle(window)
        found = [*clipped(window), *unnamed(window), *misnamed(window), *small_targets(window)]
        return [*found, *doubled_mnemonics(window)]

    restore.primary_button.click()
    assert faults() == []
    choose(
        restore, backup.with_name("a rather long name, as people give them.ddbackup"), monkeypatch
    )
    put_back(restore)
    assert faults() == []
    restore.yes.click()
    put_back(restore)
    qtbot.waitUntil(lambda: restore._restored is not None, timeout=30_000)
    assert faults() == []
