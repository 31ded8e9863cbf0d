"""How help ends: with the person's passphrase, or by itself, and then the vault is locked."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from datadonor.audit import custody
from datadonor.audit.assistance import end_assistance, start_assistance, the_helper
from datadonor.texts import Language
from tests.ui import watching
from tests.ui.conftest import Starter
from tests.ui.vaults import PASSPHRASE, make_vault
from tests.ui.walking import decide, go, idle, told, unlocked
from ui.app import Started
from ui.navigation import Place
from ui.tasks import Changes

HELPER = "Nina Nyborg"
HOUR = timedelta(hours=1)
PATIENCE_MS = 10_000


class Clock:
    """The computer's clock, which can be set."""

    def __init__(self) -> None:
        self.set_by = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.set_by


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """Somebody helps here, from now on for an hour."""
    folder = make_vault(tmp_path / "vault")
    with custody.open_vault(folder, PASSPHRASE) as opened:
        start_assistance(opened, the_helper(HELPER, "nurse"), 60)
    return folder


def opened_by(
    clock: Clock, open_window: Starter, qtbot: QtBot, vault: Path, **settings: object
) -> Started:
    """Start the window and open the vault by a clock that can be set."""
    started = open_window(vault, **({"language": "en"} | settings))
    started.session.open_with(
        lambda: custody.open_vault(vault, PASSPHRASE, program="window", system_clock=clock),
        lambda: None,
        _refuse,
    )
    qtbot.waitUntil(lambda: started.window.place is Place.HOME)
    idle(started, qtbot)
    return started


def press_end(started: Started) -> None:
    started.window.assist_strip.end_button.click()


def is_helped(started: Started) -> bool:
    return started.session.assistance is not None


# -- early --------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [Place.HOME, Place.SETTINGS, Place.HELP, Place.ASSIST])
def test_only_with_the_passphrase_it_ends_early_and_then_nothing_is_locked(
    open_window: Starter, qtbot: QtBot, vault: Path, place: Place
) -> None:
    started = unlocked(open_window, qtbot, vault, language="en")
    go(started, qtbot, place)
    press_end(started)
    idle(started, qtbot)
    assert "Do you want to end the help?" in told(started)
    decide(started, qtbot, "whoever holds the mouse")
    assert is_helped(started)
    decide(started, qtbot)
    assert not is_helped(started)
    assert not started.window.assist_strip.isVisible()
    assert started.session.is_open
    assert started.window.place is place


def test_the_button_of_its_page_asks_for_the_passphrase_too(
    open_window: Starter, qtbot: QtBot, vault: Path
) -> None:
    started = unlocked(open_window, qtbot, vault, language="en")
    go(started, qtbot, Place.ASSIST)
    started.window.page.primary_button.click()
    idle(started, qtbot)
    assert is_helped(started)
    started.window.page.owner_check.leave_button.click()
    idle(started, qtbot)
    assert is_helped(started), "it was left"
    started.window.page.primary_button.click()
    decide(started, qtbot)
    assert not is_helped(started)


def test_where_the_menu_lies_over_the_page_the_question_is_seen(
    open_window: Starter, qtbot: QtBot, vault: Path
) -> None:
    started = unlocked(open_window, qtbot, vault, language="en", text_percent=200)
    started.window.resize(800, 600)
    started.window.top_bar.menu_toggled.emit()
    assert not started.window.page.isVisible()
    press_end(started)
    decide(started, qtbot)
    assert not is_helped(started)


def test_help_that_has_just_ended_counts_as_ended(
    open_window: Starter, qtbot: QtBot, vault: Path
) -> None:
    started = unlocked(open_window, qtbot, vault, language="en")
    started.session.act(end_assistance, Changes(), lambda _: None, _refuse)
    idle(started, qtbot)
    press_end(started)
    decide(started, qtbot)
    assert not is_helped(started)
    assert "did not work" not in told(started)


# -- by itself ----------------------------------------------------------------------------


def test_two_minutes_before_it_is_said_once_on_the_page_and_above_it(
    open_window: Starter, qtbot: QtBot, vault: Path, clock: Clock
) -> None:
    started = opened_by(clock, open_window, qtbot, vault)
    _look(started, qtbot)
    assert not started.window.page.banner.isVisible(), "an hour is left"
    clock.set_by = HOUR - timedelta(minutes=2)
    _look(started, qtbot)
    banner = started.window.page.banner
    assert "The help ends in two minutes, and the vault is locked." in told(started)
    assert started.window.assist_strip.text.text().endswith("Then the vault is locked.")
    banner.hide()
    _look(started, qtbot)
    assert not banner.isVisible(), "it was read"
    press_end(started)
    decide(started, qtbot)
    assert not is_helped(started)


def test_in_force_it_goes_on_after_a_lock_and_locks_nothing(
    open_window: Starter, qtbot: QtBot, vault: Path, became: list[list[str]]
) -> None:
    """The negative control."""
    started = unlocked(open_window, qtbot, vault, language="en")
    _look(started, qtbot)
    assert is_helped(started)
    assert HELPER in started.window.assist_strip.text.text()
    assert became == []


@pytest.mark.parametrize("set_by", [HOUR, timedelta(minutes=-2)], ids=["forward", "back"])
def test_once_the_core_says_that_it_is_over_the_vault_is_locked(
    open_window: Starter,
    qtbot: QtBot,
    vault: Path,
    clock: Clock,
    became: list[list[str]],
    set_by: timedelta,
) -> None:
    """Its time has passed, or nobody can say; asked by itself, nobody presses anything."""
    started = opened_by(clock, open_window, qtbot, vault)
    clock.set_by = set_by
    qtbot.waitUntil(lambda: bool(became), timeout=PATIENCE_MS)
    assert became == [["--vault", str(vault)]]
    assert not started.session.is_open


def test_alone_the_core_is_not_asked(
    open_window: Starter, qtbot: QtBot, tmp_path: Path, clock: Clock
) -> None:
    """Whoever sits alone is locked out by no clock."""
    alone = make_vault(tmp_path / "alone")
    started = opened_by(clock, open_window, qtbot, alone)
    clock.set_by = 3 * HOUR
    _look(started, qtbot)
    assert started.session.is_open


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_off_of_what_is_asked_and_said(
    open_window: Starter, qtbot: QtBot, vault: Path, clock: Clock, language: Language, percent: int
) -> None:
    started = opened_by(clock, open_window, qtbot, vault, language=language, text_percent=percent)
    started.window.resize(800, 600)
    clock.set_by = HOUR - timedelta(minutes=2)
    _look(started, qtbot)
    press_end(started)
    watching.settle(started.window)
    assert watching.unnamed(started.window) == []
    assert watching.small_targets(started.window) == []
    assert watching.clipped(started.window) == []
    assert watching.overlapping(started.window) == []


# -- within -------------------------------------------------------------------------------


def _look(started: Started, qtbot: QtBot) -> None:
    """Have the window ask the core now, as it does every few seconds."""
    started.window.help_end.check()
    idle(started, qtbot)


def _refuse(error: object) -> None:
    raise AssertionError(error)
