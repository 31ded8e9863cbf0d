"""The outermost handler keeps people's data out of logs and window."""

import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType
from pytestqt.qtbot import QtBot

from datadonor import logs
from tests.ui.conftest import Starter
from tests.ui.watching import seen
from ui.crash import CrashBoundary, on_qt_message

SECRET = "010190-1234"
"""Looks like a CPR number; no such person."""

HOOKS = ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook"))


def fault() -> ValueError:
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        return error


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What reaches the log, in words."""
    found: list[str] = []

    def note(what: logs.Note, error: BaseException | None = None, **counts: int) -> None:
        found.append(f"{what} {counts} {'' if error is None else logs.crash_report(error)}")

    monkeypatch.setattr(logs, "note", note)
    return found


def test_an_error_is_noted_without_its_text(lines: list[str], qtbot: QtBot) -> None:
    boundary = CrashBoundary()
    error = fault()
    with qtbot.waitSignal(boundary.crashed):
        boundary.on_exception(ValueError, error, error.__traceback__)
    assert "crashed" in lines[0]
    assert "test_crash.py" in lines[0]
    assert SECRET not in lines[0]


def test_the_window_says_that_there_was_a_fault_and_not_which(
    open_window: Starter, whole: Path
) -> None:
    started = open_window(whole)
    started.window.tell_of_crash()
    assert "Something went wrong inside the program" in started.window.page.banner.text
    shown = [started.window.windowTitle()]
    for widget in seen(started.window):
        shown += [widget.accessibleName(), str(widget.property("text"))]
    assert not any(SECRET in text for text in shown)


def test_of_a_message_of_qt_only_that_there_was_one_is_kept(lines: list[str]) -> None:
    on_qt_message(QtMsgType.QtWarningMsg, QMessageLogContext(), SECRET)
    assert "library" in lines[0]
    assert SECRET not in lines[0]


def test_it_becomes_the_handler_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, hook in HOOKS:
        monkeypatch.setattr(module, hook, getattr(module, hook))  # put back after the test
    handlers: list[object] = []
    monkeypatch.setattr("ui.crash.qInstallMessageHandler", handlers.append)
    boundary = CrashBoundary()
    boundary.install()
    assert sys.excepthook == boundary.on_exception
    assert threading.excepthook == boundary.on_thread_exception
    assert sys.unraisablehook == boundary.on_unraisable
    assert handlers == [on_qt_message]
