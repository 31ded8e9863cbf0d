"""Work beside the screen: order, threads, errors, and an end that waits for it."""

import threading
import time
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from datadonor import logs
from datadonor.errors import DatadonorError, DiskFull
from tests.ui.watching import LeakWatch
from ui.tasks import Changes, Tasks

SECRET = "010190-1234"
"""Looks like a CPR number; no such person."""


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.finish(lambda: None)


def refuse(error: object) -> None:
    pytest.fail("no error was expected")


def test_work_runs_on_one_thread_and_is_answered_on_ours(tasks: Tasks, qtbot: QtBot) -> None:
    worked: list[threading.Thread] = []
    answered: list[threading.Thread] = []
    for _ in range(3):
        tasks.run_query(
            lambda: worked.append(threading.current_thread()),
            lambda _: answered.append(threading.current_thread()),
            refuse,
        )
    qtbot.waitUntil(lambda: len(answered) == 3)
    assert set(answered) == {threading.main_thread()}
    assert len(set(worked)) == 1
    assert threading.main_thread() not in worked


def test_a_command_tells_what_it_changed_and_a_query_does_not(tasks: Tasks, qtbot: QtBot) -> None:
    told: list[Changes] = []
    tasks.changed.connect(told.append)
    results: list[int] = []
    tasks.run_query(lambda: 1, results.append, refuse)
    tasks.run_command(lambda: 2, Changes(vault=True), results.append, refuse)
    qtbot.waitUntil(lambda: results == [1, 2])
    assert told == [Changes(vault=True)]


def test_a_command_that_failed_tells_of_no_change(tasks: Tasks, qtbot: QtBot) -> None:
    told: list[Changes] = []
    tasks.changed.connect(told.append)
    failed: list[DatadonorError] = []

    def fail() -> None:
        raise DiskFull

    tasks.run_command(fail, Changes(vault=True), refuse, failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert isinstance(failed[0], DiskFull)
    assert failed[0].__traceback__ is None
    assert told == []


def test_of_a_foreign_error_only_its_kind_is_kept(
    tasks: Tasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[str] = []
    monkeypatch.setattr(
        logs, "note", lambda what, error: noted.append(what + logs.crash_report(error))
    )
    failed: list[DatadonorError] = []

    def fail() -> None:
        raise ValueError(SECRET)

    tasks.run_query(fail, refuse, failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert type(failed[0]) is DatadonorError
    assert SECRET not in repr(failed[0]) + repr(failed[0].__cause__) + repr(failed[0].__context__)
    assert "ValueError" in noted[0]
    assert SECRET not in noted[0]


def test_finish_does_what_was_asked_for_then_the_last_thing_then_joins(tasks: Tasks) -> None:
    done: list[str] = []
    for word in ("one", "two"):
        tasks.run_query(lambda word=word: done.append(word), refuse, refuse)  # type: ignore[misc]
    tasks.finish(lambda: done.append("last"))
    assert done == ["one", "two", "last"]
    tasks.finish(lambda: done.append("again"))
    assert done == ["one", "two", "last"]


def test_finish_cuts_a_pause_short(tasks: Tasks) -> None:
    begun = threading.Event()

    def pause() -> None:
        begun.set()
        tasks.wait(60)
        pytest.fail("the pause was not given up")

    tasks.run_query(pause, refuse, refuse)
    assert begun.wait(5)
    before = time.monotonic()
    tasks.finish(lambda: None)
    assert time.monotonic() - before < 5


def test_no_answer_comes_after_the_end(tasks: Tasks, qtbot: QtBot) -> None:
    tasks.run_query(lambda: None, lambda _: pytest.fail("answered after the end"), refuse)
    tasks.finish(lambda: None)
    qtbot.wait(20)


def test_a_thread_that_is_left_is_caught() -> None:
    """Planted fault."""
    watch = LeakWatch()
    tasks = Tasks()
    tasks.run_query(lambda: None, lambda _: None, refuse)
    assert any("datadonor-vault" in leak for leak in watch.leaks())
    tasks.finish(lambda: None)
    assert watch.leaks() == []


def test_nothing_is_begun_after_the_end() -> None:
    ended = Tasks()
    begun: list[int] = []
    ended.finish(lambda: None)
    ended.run_query(lambda: begun.append(1), refuse, refuse)
    ended.run_command(lambda: begun.append(2), Changes(), refuse, refuse)
    assert begun == []
