"""Long work: how far, how long still, stopped without a trace, and questions that pass it."""

import threading
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from datadonor.errors import DatadonorError
from ui.jobs import Cancelled, Course, Job, JobKind, Progress
from ui.navigation import Destination, Place
from ui.tasks import Changes, Tasks


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.finish(lambda: None)


def job() -> Job:
    return Job(JobKind.IMPORT, Destination(Place.IMPORT))


def refuse(error: object) -> None:
    pytest.fail("no error was expected")


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def course(told: list[Progress], clock: Clock) -> Course:
    return Course(told.append, lambda: False, clock=clock)


# -- the course -------------------------------------------------------------------


def test_no_more_than_ten_reports_a_second_pass_but_the_last_one_always_does() -> None:
    told: list[Progress] = []
    clock = Clock()
    on = course(told, clock)
    for done in range(1, 1001):
        clock.now += 0.001
        on.report(done, 1000)
    assert 9 <= len(told) <= 12
    assert told[-1].done == 1000


def test_what_is_left_is_told_once_it_can_be_known() -> None:
    told: list[Progress] = []
    clock = Clock()
    on = course(told, clock)
    clock.now += 1
    on.report(1, 1000)
    clock.now += 9
    on.report(100, 1000)
    clock.now += 1
    on.report(110, None)
    assert [progress.seconds_left for progress in told] == [None, 90, None]


def test_a_new_step_begins_to_count_anew() -> None:
    told: list[Progress] = []
    clock = Clock()
    on = course(told, clock)
    clock.now += 50
    on.report(0, 10, "sealing")
    clock.now += 4
    on.report(5, 10, "sealing")
    assert told[-1].seconds_left == 4


# -- the job ------------------------------------------------------------------------


def test_a_job_tells_how_far_it_is_and_what_came_of_it(tasks: Tasks, qtbot: QtBot) -> None:
    made = job()
    seen: list[Progress] = []
    results: list[int] = []
    changed: list[Changes] = []
    made.progressed.connect(seen.append)
    tasks.changed.connect(changed.append)

    def work(on: Course) -> int:
        on.report(1, 2)
        on.report(2, 2)
        return 7

    tasks.run_long(made, work, Changes(records=True), results.append, refuse)
    qtbot.waitUntil(lambda: results == [7])
    assert made.progress.done == 2
    assert not made.is_running
    assert changed == [Changes(records=True)]


def test_what_is_stopped_says_so_and_changes_nothing(tasks: Tasks, qtbot: QtBot) -> None:
    made = job()
    changed: list[Changes] = []
    tasks.changed.connect(changed.append)
    begun = threading.Event()

    def work(on: Course) -> None:
        begun.set()
        while True:
            on.check()

    with qtbot.waitSignal(made.stopped):
        tasks.run_long(made, work, Changes(records=True), refuse, refuse)
        assert begun.wait(5)
        made.cancel()
    assert not made.is_running
    assert changed == []


def test_work_that_says_in_its_own_words_that_it_was_stopped_is_no_failure(
    tasks: Tasks, qtbot: QtBot
) -> None:
    made = job()

    def work(on: Course) -> None:
        try:
            while True:
                on.check()
        except Cancelled:
            raise DatadonorError from None

    with qtbot.waitSignal(made.stopped):
        tasks.run_long(made, work, Changes(), refuse, refuse)
        made.cancel()


def test_a_failure_ends_the_job_and_is_told(tasks: Tasks, qtbot: QtBot) -> None:
    made = job()
    failed: list[DatadonorError] = []

    def work(on: Course) -> None:
        raise DatadonorError

    tasks.run_long(made, work, Changes(), refuse, failed.append)
    qtbot.waitUntil(lambda: len(failed) == 1)
    assert not made.is_running


def test_a_closing_window_stops_long_work(tasks: Tasks) -> None:
    ended = threading.Event()

    def work(on: Course) -> None:
        try:
            while True:
                on.check()
        finally:
            ended.set()

    tasks.run_long(job(), work, Changes(), refuse, refuse)
    tasks.finish(lambda: None)
    assert ended.is_set()


@pytest.mark.parametrize(("breathes", "before"), [(True, True), (False, False)])
def test_questions_pass_work_that_breathes_and_wait_for_work_that_does_not(
    tasks: Tasks, qtbot: QtBot, breathes: bool, before: bool
) -> None:
    order: list[str] = []
    begun, asked = threading.Event(), threading.Event()

    def work(on: Course) -> None:
        begun.set()
        asked.wait(5)
        if breathes:
            on.breathe()
        order.append("long")

    answered: list[Callable[[], None] | None] = []
    tasks.run_long(job(), work, Changes(), lambda _: None, refuse)
    assert begun.wait(5)
    tasks.run_query(lambda: order.append("question"), answered.append, refuse)
    asked.set()
    qtbot.waitUntil(lambda: len(answered) == 1)
    assert (order.index("question") < order.index("long")) is before
