"""A package for an auditor, saved from the window and checked as an auditor would."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from datadonor.audit.events import LogExported
from datadonor.errors import ExitCode
from export.audit_package.judging import judge_package
from tests.ui.asked_vaults import make_asked
from tests.ui.conftest import Starter
from tests.ui.listed_vaults import asked_of
from tests.ui.walking import go, idle, press, unlocked
from ui import choosing
from ui.app import Started
from ui.navigation import Place
from ui.pages.activity import ActivityPage
from ui.widgets.package_card import PackageCard

from tests.releases import PROJECT  # isort: skip

EVERYTHING = "everything"


def card_of(open_window: Starter, qtbot: QtBot, vault: Path) -> tuple[Started, PackageCard]:
    started = unlocked(open_window, qtbot, vault, language="en")
    go(started, qtbot, Place.ACTIVITY)
    page = started.window.page
    assert isinstance(page, ActivityPage)
    return started, page.package


@pytest.mark.parametrize("about", [PROJECT, EVERYTHING])
def test_a_package_is_saved_that_an_auditor_finds_whole(
    open_window: Starter,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    about: str,
) -> None:
    file = tmp_path / "kept.ddaudit"
    file.write_bytes(b"what was there before")
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [str(file)])
    vault = make_asked(tmp_path / "asked", 1, says_yes=True)
    started, card = card_of(open_window, qtbot, vault)
    card.about.choose(about)
    card.save_button.click()
    qtbot.waitUntil(lambda: "has been saved" in started.window.page.banner.text, timeout=30_000)
    report = judge_package(file.read_bytes())
    assert report.exit_code is ExitCode.YES
    assert report.package.manifest.project == (PROJECT if about == PROJECT else None)
    exported = asked_of(started, qtbot, lambda opened: [*opened.log.events_of(LogExported)])
    assert len(exported) == 1
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".tmp"] == []


def test_nothing_is_chosen_beforehand(
    open_window: Starter, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: pytest.fail("asked for a file"))
    _, card = card_of(open_window, qtbot, make_asked(tmp_path / "asked", 1))
    assert card.about.value() is None
    card.save_button.click()
    assert "Choose" in card.error.text()


def test_a_package_that_is_not_written_leaves_what_was_there(
    open_window: Starter, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "nowhere" / "kept.ddaudit"
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [str(file)])
    started, card = card_of(open_window, qtbot, make_asked(tmp_path / "asked", 1))
    card.about.choose(EVERYTHING)
    card.save_button.click()
    qtbot.waitUntil(lambda: "did not work" in started.window.page.banner.text, timeout=30_000)
    assert asked_of(started, qtbot, lambda opened: [*opened.log.events_of(LogExported)]) == []
    idle(started, qtbot)


def test_tab_comes_to_what_it_is_about_before_the_button(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    _, card = card_of(open_window, qtbot, make_asked(tmp_path / "asked", 1))
    next(iter(card.about.options.values())).setFocus()
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is card.save_button
    press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() in card.about.options.values()
