"""Fixtures of the window's tests: a real window, and a watch on what it leaves behind."""

import gc
import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from datadonor.settings import Settings, save_settings
from datadonor.texts import Skin, speak_for
from datadonor.vault import hardening, kdf
from tests.ui import vaults
from tests.ui.ending import end
from tests.ui.watching import LeakWatch
from ui.app import Started, start
from ui.garbage import set_aside

Starter = Callable[..., Started]


@pytest.fixture(scope="module", autouse=True)
def _low_floor() -> Iterator[None]:
    """Let the weak vaults of these tests be as costly as they should be.

    A module at a time: for longer, and other folders would be tested with it too.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kdf, "FLOOR", vaults.WEAK)
        yield


@pytest.fixture(scope="package", autouse=True)
def _garbage(qapp: QApplication) -> Iterator[None]:
    """Have garbage collected on this thread alone, and between tests.

    What was loaded before is not gone through again, in each test twice.
    """
    gc.disable()
    gc.collect()
    set_aside()
    yield
    gc.unfreeze()
    gc.enable()


@pytest.fixture(autouse=True)
def _nothing_left_running(_garbage: None) -> Iterator[None]:
    """Fail a test that leaves a thread or a timer running, or that logs a warning."""
    watch = LeakWatch()
    yield
    assert not watch.leaks()
    gc.collect()


@pytest.fixture(autouse=True)
def _no_unexpected_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    said = [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not said


@pytest.fixture(autouse=True)
def _no_words_of_the_window_left() -> Iterator[None]:
    """Let commands that are tested after a window speak for themselves again."""
    yield
    speak_for(Skin.COMMAND_LINE)


@pytest.fixture(autouse=True)
def _no_lock_by_accident(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a lock from replacing the test's own process."""

    def refuse(arguments: list[str]) -> None:
        pytest.fail(f"the process would have become {arguments}")

    monkeypatch.setattr(hardening, "become", refuse)


@pytest.fixture
def became(_no_lock_by_accident: None, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Let the process be locked, and return what it would have become: it begins anew."""
    said: list[list[str]] = []
    monkeypatch.setattr(hardening, "become", said.append)
    return said


@pytest.fixture(scope="module")
def _whole(_low_floor: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = vaults.make_vault(tmp_path_factory.mktemp("whole") / "vault")
    vaults.fill(folder)
    return folder


@pytest.fixture(scope="module")
def _rolled_back(_low_floor: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = vaults.make_vault(tmp_path_factory.mktemp("rolled-back") / "vault")
    vaults.fill(folder)
    vaults.roll_back(folder)
    return folder


@pytest.fixture
def whole(_whole: Path, tmp_path: Path) -> Path:
    """A vault whose log has seven events and is whole."""
    return shutil.copytree(_whole, tmp_path / "vault")


@pytest.fixture
def rolled_back(_rolled_back: Path, tmp_path: Path) -> Path:
    """A vault whose database is older than its key file."""
    return shutil.copytree(_rolled_back, tmp_path / "vault")


@pytest.fixture
def rolled_back_beside(_rolled_back: Path, tmp_path: Path) -> Path:
    """The same, for a test that wants a whole one too."""
    return shutil.copytree(_rolled_back, tmp_path / "rolled-back")


@pytest.fixture
def open_window(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Starter]:
    """Starts the window as ``ui.app`` does, and ends it after the test."""
    running: list[Started] = []

    def begin(folder: Path, **settings: object) -> Started:
        file = tmp_path / "settings.json"
        save_settings(file, Settings.model_validate(settings))
        started = start(qapp, folder, file)
        running.append(started)
        started.window.resize(1060, 720)
        with qtbot.waitExposed(started.window):
            started.window.show()
        return started

    yield begin
    for started in running:
        end(started)
