"""Cyclic garbage is collected on the screen's thread, and only what may have become garbage."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from ui.garbage import GarbageTimer, set_aside


class Ring:
    """Can only be let go of by the collector."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def _left_to_python(_garbage: None) -> Iterator[None]:
    gc.enable()
    yield
    gc.unfreeze()
    gc.disable()


@pytest.fixture
def garbage() -> Iterator[GarbageTimer]:
    made = GarbageTimer()
    made.begin()
    yield made
    made.end()


def make_garbage(seen: list[threading.Thread]) -> None:
    """Leave more rings than the collector lets lie."""
    for _ in range(2 * gc.get_threshold()[0]):
        weakref.finalize(Ring(), lambda: seen.append(threading.current_thread()))


def in_thread(seen: list[threading.Thread]) -> None:
    other = threading.Thread(target=make_garbage, args=(seen,))
    other.start()
    other.join()


def test_what_another_thread_leaves_is_collected_on_this_one(
    garbage: GarbageTimer, qtbot: QtBot
) -> None:
    seen: list[threading.Thread] = []
    in_thread(seen)
    assert not seen
    qtbot.waitUntil(lambda: bool(seen))
    assert set(seen) == {threading.main_thread()}


def test_left_to_itself_python_collects_on_any_thread() -> None:
    """Negative control: this is what the timer is for."""
    seen: list[threading.Thread] = []
    in_thread(seen)
    assert set(seen) - {threading.main_thread()}


def test_a_timer_that_has_ended_leaves_it_to_python_again() -> None:
    garbage = GarbageTimer()
    garbage.begin()
    assert not gc.isenabled()
    garbage.end()
    assert gc.isenabled()


def test_little_garbage_is_let_lie(garbage: GarbageTimer) -> None:
    gc.collect()
    before = gc.get_stats()[0]["collections"]
    garbage.collect()
    assert gc.get_stats()[0]["collections"] == before


def test_what_is_set_aside_is_not_gone_through_again() -> None:
    there = Ring()
    assert any(each is there for each in gc.get_objects())
    set_aside()
    assert not any(each is there for each in gc.get_objects())
