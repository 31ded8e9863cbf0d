"""The lock: in which order things are let go, and that it never comes back."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from datadonor.errors import DiskRefused
from datadonor.vault import hardening
from tests.ui.conftest import Starter
from tests.ui.test_pages import home
from tests.ui.walking import go, unlocked
from ui import locking
from ui.keeping import Section
from ui.navigation import Place


def test_what_the_locked_window_is_told_is_no_secret() -> None:
    assert locking.arguments(Path("/somewhere/vault")) == ["--vault", "/somewhere/vault"]


def test_it_becomes_another_even_if_closing_fails(
    open_window: Starter,
    qtbot: QtBot,
    whole: Path,
    monkeypatch: pytest.MonkeyPatch,
    became: list[list[str]],
) -> None:
    started = unlocked(open_window, qtbot, whole)

    def fail() -> None:
        raise DiskRefused

    with monkeypatch.context() as planted:
        planted.setattr(started.session, "close", fail)
        with pytest.raises(DiskRefused):
            locking.lock(started.window, started.session, started.idle)
    assert len(became) == 1


def test_no_input_is_taken_while_it_locks(
    open_window: Starter, qtbot: QtBot, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = unlocked(open_window, qtbot, whole)
    enabled: list[bool] = []
    monkeypatch.setattr(hardening, "become", lambda _: enabled.append(started.window.isEnabled()))
    started.window.side.lock_button.click()
    assert enabled == [False]
    assert not home(started).isEnabled()


def test_what_was_copied_here_is_removed(
    open_window: Starter, qtbot: QtBot, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = unlocked(open_window, qtbot, whole)
    go(started, qtbot, Place.SETTINGS, Section.PLACE)
    clipboard = QGuiApplication.clipboard()
    started.window.page.section.copy_button.click()  # type: ignore[attr-defined] # of this page
    assert clipboard.text() == str(whole)
    # Without a screen Qt never says that a clipboard is ours.
    monkeypatch.setattr(type(clipboard), "ownsClipboard", lambda _: True)
    started.window.close()
    assert clipboard.text() == ""


def test_what_others_copied_stays(
    open_window: Starter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("from another program")
    monkeypatch.setattr(type(clipboard), "ownsClipboard", lambda _: False)
    locking.clear_clipboard()
    assert clipboard.text() == "from another program"
