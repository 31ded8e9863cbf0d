"""A donation is killed anywhere between the vault and the answer: none is lost, half or twice.

Wherever a process ends, the next one goes on, and in the end the recipient has exactly one
bundle for each number, and the donor's log, outbox and notes of what was sent agree with it.
"""

import random
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any, Final

import pytest

from export.outbox import BundleState, Outbox
from tests.faults.children import DiskCalls, Say, changes_the_disk, die, kill_after, run_child
from tests.faults.donations import Journey, Place, journey

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")

SEED: Final = 20260906
RECEIVED: Final = BundleState.RECEIVED
DROPPED: Final = BundleState.DROPPED
WITHDRAWN: Final = BundleState.WITHDRAWN
FEW: Final = 4
MANY: Final = 60
READY: Final = "ready"
REACH_SECONDS: Final = 0.5
"""A little more than the whole of one round takes."""

_READING: Final = {"row", "rows", "number"}

Act = Callable[[Place], object]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Journey:
    return journey(tmp_path_factory.mktemp("journey"))


def writes(called: Any, caller: FrameType) -> bool:  # noqa: ANN401
    """Say whether a C function changes the disk; a death before a reading changes nothing."""
    return changes_the_disk(called, caller) and caller.f_code.co_name not in _READING


def killed(place: Place, act: Act, at: int) -> bool:
    """Let a child act and die before its n-th change of the disk; say whether it did."""

    def work(say: Say) -> None:
        with DiskCalls(at, die, writes):
            act(place)
        say("done")

    said, status = run_child(work)
    assert status == (0 if said else -signal.SIGKILL)
    place.require_no_half()
    return not said


def killed_in_turn(begin: Place, folder: Path, act: Act, step: int) -> Iterator[Place]:
    """Yield a copy for each place at which an act was killed, and one where it came through."""
    at = 1
    while True:
        place = begin.copy(folder / f"killed before change {at}")
        was_killed = killed(place, act, at)
        yield place
        shutil.rmtree(place.root)
        if not was_killed:
            break
        at += step


def finish(place: Place) -> None:
    """Do all that is left to do, undisturbed, and once more."""
    for _ in range(2):
        place.send()
        place.collect()
        place.fetch()


def judge(place: Place, count: int) -> None:
    """Check the end of it."""
    place.require_once(*[RECEIVED] * count)
    place.require_filed()
    before = place.tree()
    place.collect()
    assert place.tree() == before


STEPS: Final = [5, pytest.param(1, marks=[pytest.mark.long, pytest.mark.timeout(1800)])]
"""Every fifth place to die, or with more time every one."""


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("is_first", [True, False], ids=["first", "next"])
def test_sending_may_be_killed_at_any_step(
    begun: Journey, tmp_path: Path, *, is_first: bool, step: int
) -> None:
    """After every other death the recipient collects before the donor's program goes on."""
    begin, count = (begun.new, 1) if is_first else (begun.month, 2)
    places = killed_in_turn(begin, tmp_path, Place.send, step)
    for number, place in enumerate(places):
        if number % 2:
            place.collect()
        finish(place)
        judge(place, count)


@pytest.mark.parametrize("step", STEPS)
def test_fetching_may_be_killed_at_any_step(begun: Journey, tmp_path: Path, step: int) -> None:
    begin = begun.new.copy(tmp_path / "collected")
    begin.send()
    begin.collect()
    for place in killed_in_turn(begin, tmp_path, Place.fetch, step):
        place.fetch()
        judge(place, 1)


@pytest.mark.parametrize("step", STEPS)
def test_telling_may_be_killed_at_any_step(begun: Journey, tmp_path: Path, step: int) -> None:
    """However often it is begun, the recipient gets one notice, and answers it once."""
    for number, place in enumerate(killed_in_turn(begun.left, tmp_path, Place.tell, step)):
        if number % 2:
            place.collect()
        for _ in range(2):
            place.tell()
            place.collect()
            place.fetch()
        assert len(place.notices()) == 1
        assert len(place.names(place.answers)) == 3  # for two bundles and one notice
        place.require_once(WITHDRAWN, WITHDRAWN)


@pytest.mark.parametrize("step", STEPS)
def test_what_may_have_arrived_before_a_kill_is_taken_back(
    begun: Journey, tmp_path: Path, step: int
) -> None:
    """A bundle that came is never called unsent; its recipient is told of the withdrawal."""
    ends = set()
    for number, place in enumerate(killed_in_turn(begun.new, tmp_path, Place.send, step)):
        if number % 2:
            place.collect()
        place.withdraw()
        place.send()
        place.tell()
        place.collect()
        place.fetch()
        has_come = len(place.filed()) == 1
        states = [state for _, state in place.states()]
        ends.add((has_come, *states))
        assert len(place.notices()) == int(bool(states) and states != [DROPPED])
        place.require_order(*states, is_taken_back=True)
    # This project keeps what it has, and answers for a bundle that it finds beside the
    # notice as for any other. Of one that was cut off on its way, nobody can tell.
    possible = {(False, BundleState.SENT), (True, RECEIVED)}
    assert ends - possible == {(False,), (False, DROPPED), (True, WITHDRAWN)}


def test_sending_may_be_killed_again_and_again(begun: Journey, tmp_path: Path) -> None:
    """What goes on after a death can die as well, until it is through."""
    place = begun.month.copy(tmp_path / "again")
    for at in range(4, 60, 7):
        killed(place, Place.send, at)
        killed(place, Place.fetch, at)
    finish(place)
    judge(place, 2)


def kill_at_random(begun: Journey, folder: Path, count: int) -> None:
    """Kill whole rounds of sending, collecting and fetching several times each, and judge."""
    chance = random.Random(SEED)
    for number in range(count):
        begin, bundles = ((begun.new, 1), (begun.month, 2))[number % 2]
        place = begin.copy(folder / str(number))
        delays = [chance.uniform(0, REACH_SECONDS) for _ in range(3)]
        for delay in delays:
            kill_after(partial(go_round, place), READY, delay)
            place.require_no_half()
        try:
            finish(place)
            judge(place, bundles)
        except BaseException as error:
            error.add_note(f"seed {SEED}, number {number}, killed after {delays} s")
            raise
        shutil.rmtree(place.root)


def go_round(place: Place, say: Say) -> None:
    """Do what a child does until it is killed."""
    say(READY)
    place.send()
    place.collect()
    place.fetch()
    signal.pause()


def test_a_round_may_be_killed_at_any_moment(begun: Journey, tmp_path: Path) -> None:
    kill_at_random(begun, tmp_path, FEW)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_a_round_may_be_killed_at_many_moments(begun: Journey, tmp_path: Path) -> None:
    kill_at_random(begun, tmp_path, MANY)


class TestTheJudge:
    """The judge of the tests above is shown what it is for."""

    @pytest.fixture
    def whole(self, begun: Journey, tmp_path: Path) -> Place:
        place = begun.new.copy(tmp_path / "whole")
        finish(place)
        judge(place, 1)
        return place

    def test_sees_a_bundle_too_few(self, whole: Place) -> None:
        with pytest.raises(AssertionError):
            judge(whole, 2)

    def test_sees_half_a_bundle(self, whole: Place) -> None:
        (file,) = whole.store.glob("[a-z]*/[a-z2-7]*/1/data/dictionary.json")
        file.write_bytes(b"")
        with pytest.raises(AssertionError):
            whole.require_no_half()

    def test_sees_half_a_sealed_file(self, whole: Place) -> None:
        (whole.inbox / f"{'ab' * 32}.age").write_bytes(b"half")
        with pytest.raises(AssertionError):
            whole.require_no_half()

    def test_sees_a_line_that_is_wrongly_noted_as_sent(self, whole: Place) -> None:
        with whole.open() as opened:
            opened.vault.connection.execute(
                "INSERT INTO sent_line SELECT project, zeroblob(16), 1 FROM sent_line LIMIT 1"
            )
        with pytest.raises(AssertionError):
            judge(whole, 1)

    def test_sees_that_something_was_sent_twice(self, whole: Place) -> None:
        with whole.open() as opened:
            outbox = Outbox(opened)
            (entry,) = outbox.entries()
            outbox.sent(entry, outbox.confirmed(entry))
            outbox.answered(entry, "received", "ab" * 32)
        with pytest.raises(AssertionError):
            judge(whole, 1)
