"""What a person would wait for behind the lock is loaded before, and read once."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from datadonor.texts import catalogue
from tests.ui.conftest import Starter
from tests.ui.walking import idle, unlocked
from ui.app import load_ahead
from ui.pages.home import HomePage


@pytest.fixture(autouse=True)
def _nothing_set_aside() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_the_first_page_is_loaded_while_the_person_writes(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    started = open_window(whole)
    catalogue.cache_clear()
    frozen = gc.get_freeze_count()
    load_ahead(started)
    idle(started, qtbot)
    assert catalogue.cache_info().currsize == 1
    assert gc.get_freeze_count() > frozen


def test_a_window_that_has_gone_loads_nothing(open_window: Starter, whole: Path) -> None:
    started = open_window(whole)
    started.window.close()
    frozen = gc.get_freeze_count()
    load_ahead(started)
    assert gc.get_freeze_count() == frozen


def test_the_first_page_is_read_once_after_the_unlock(
    open_window: Starter, qtbot: QtBot, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[HomePage] = []
    refresh = HomePage.refresh

    def counted(page: HomePage) -> None:
        read.append(page)
        refresh(page)

    monkeypatch.setattr(HomePage, "refresh", counted)
    unlocked(open_window, qtbot, whole)
    assert len(read) == 1
