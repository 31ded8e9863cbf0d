"""A vault whose log is not whole: a page of its own, the ways from it, and no crash."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from datadonor.audit import custody, events
from datadonor.texts import Language
from datadonor.vault.keyfile import KEY_FILE, OLDER_KEY_FILE
from tests.ui.conftest import Starter
from tests.ui.vaults import PASSPHRASE, open_weak
from tests.ui.walking import idle, unlocked
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
from ui.pages.stopped import StoppedPage
from ui.stopping import StopReason, must_stop, read_stop


def page(started: Started) -> StoppedPage:
    shown = started.window.page
    assert isinstance(shown, StoppedPage)
    return shown


def alter(folder: Path) -> None:
    with open_weak(folder) as opened:
        opened.vault.connection.execute("UPDATE event SET body = x'00' WHERE position > 3")


def lose_key_file(folder: Path) -> None:
    (folder / KEY_FILE).write_bytes(b"{}")
    assert (folder / OLDER_KEY_FILE).exists()


def test_a_whole_vault_is_gone_on_with(whole: Path) -> None:
    with open_weak(whole) as opened:
        assert must_stop(opened) is None
        assert read_stop(opened) is None


def test_a_log_that_was_set_back_is_told_apart(rolled_back: Path) -> None:
    with open_weak(rolled_back) as opened:
        stop = read_stop(opened)
        assert must_stop(opened) is StopReason.ROLLED_BACK
    assert stop is not None
    assert stop.may_back_up


@pytest.mark.parametrize(
    ("damage", "reason", "may_back_up"),
    [(alter, StopReason.ALTERED, False), (lose_key_file, StopReason.KEY_FILE, True)],
)
def test_what_was_altered_is_told_apart(
    whole: Path, damage: Callable[[Path], None], reason: StopReason, *, may_back_up: bool
) -> None:
    damage(whole)
    with open_weak(whole) as opened:
        stop = read_stop(opened)
    assert stop is not None
    assert (stop.reason, stop.may_back_up) == (reason, may_back_up)


@pytest.mark.parametrize(
    ("language", "said", "found"),
    [
        (Language.DANISH, "", "mangler: 3."),
        (Language.ENGLISH, "looks as it did earlier", "are missing: 3."),
    ],
)
def test_unlocking_leads_here_and_it_says_what_it_means(
    open_window: Starter,
    qtbot: QtBot,
    rolled_back: Path,
    language: Language,
    said: str,
    found: str,
) -> None:
    started = unlocked(open_window, qtbot, rolled_back, language=language)
    stopped = page(started)
    assert found in stopped.finding.text
    assert said in stopped._meaning.text()
    stopped.primary_button.click()
    assert started.window.place is Place.HOME
    idle(started, qtbot)


def test_what_is_here_can_be_kept_and_put_back(
    open_window: Starter,
    qtbot: QtBot,
    rolled_back: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "rest.ddbackup"
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [str(file)])
    started = unlocked(open_window, qtbot, rolled_back)
    stopped = page(started)
    stopped.backup_button.click()
    qtbot.waitUntil(lambda: "has been written" in stopped.status.text(), timeout=30_000)
    assert stopped.backup_button.isEnabled()
    started.window.close()
    report = custody.restore(tmp_path / "again", file, PASSPHRASE, events.SELF)
    assert report.log_size == 7
    with custody.open_vault(tmp_path / "again", PASSPHRASE) as opened:
        assert must_stop(opened) is None


def test_a_backup_is_not_offered_where_it_could_not_tell_the_truth(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    alter(whole)
    started = unlocked(open_window, qtbot, whole)
    assert not page(started).backup_button.isVisible()


def test_a_backup_that_cannot_be_written_is_said(
    open_window: Starter,
    qtbot: QtBot,
    rolled_back: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "no such folder" / "rest.ddbackup"
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [str(file)])
    started = unlocked(open_window, qtbot, rolled_back)
    page(started).backup_button.click()
    qtbot.waitUntil(page(started).banner.isVisible, timeout=30_000)
    assert page(started).status.text() == ""


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("percent", [100, 200])
def test_everything_can_be_read_named_and_hit(
    open_window: Starter, qtbot: QtBot, rolled_back: Path, language: Language, percent: int
) -> None:
    started = unlocked(open_window, qtbot, rolled_back, language=language, text_percent=percent)
    window = started.window
    if percent == 200:
        window.resize(800, 600)
    settle(window)
    found = [*clipped(window), *unnamed(window), *misnamed(window), *small_targets(window)]
    assert [*found, *doubled_mnemonics(window)] == []
