"""A disk that fails at one chosen call leaves exactly the old or exactly the new state.

``test_full_disk.py`` takes the room away as a whole. Here one single call fails, for every
call in turn, so that also those places are tried which a full disk meets only by chance.
"""

import errno
import itertools
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, Final, NamedTuple

import pytest

from datadonor.audit import events
from datadonor.errors import DiskFull, DiskRefused
from tests.faults.children import DiskCalls, Say, is_call_to_the_system, needs_room, run_child
from tests.faults.scenarios import (
    NEW,
    OLD,
    Backups,
    Commits,
    Creations,
    PassphraseChanges,
    Restores,
    Rotations,
    Scenario,
    Told,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork")

REFUSED: Final = "refused"
NOT_MET: Final = "the act had fewer calls"
ENDS, GOES_ON, TRIES_AGAIN = "the process ends", "it goes on", "it tries again"

STAYS: Final = [(act, GOES_ON) for act in (Commits, PassphraseChanges, Rotations, Backups)]
"""Acts on a vault that stays open after a refusal."""

CASES: Final = [
    *((act, ENDS) for act in (Commits, PassphraseChanges, Rotations, Backups, Restores, Creations)),
    (Rotations, TRIES_AGAIN),
]

LONG_CASES: Final = [
    pytest.param(act, TRIES_AGAIN, marks=pytest.mark.long)
    for act in (Commits, PassphraseChanges, Backups, Restores, Creations)
]


@pytest.fixture
def scenario(request: pytest.FixtureRequest, tmp_path: Path) -> Scenario:
    """Make the scenario that a test is parametrised with."""
    made: type[Scenario] = request.param
    return made(tmp_path)


@pytest.mark.parametrize(
    ("scenario", "afterwards"), [*STAYS, *CASES, *LONG_CASES], indirect=["scenario"]
)
def test_an_act_that_finds_no_room_changes_nothing(
    scenario: Scenario, tmp_path: Path, afterwards: str
) -> None:
    """``DiskFull`` says that nothing was changed; so it holds for the vault as it is opened.

    For a rotation that means: who was not given the new words can go on with the old ones.
    Whatever was refused can be done by the same process later.
    """
    expected = NEW if afterwards == TRIES_AGAIN else OLD
    fail_everywhere(scenario, tmp_path, Failure(errno.ENOSPC, needs_room), afterwards, expected)


@pytest.mark.long
@pytest.mark.parametrize(
    ("scenario", "afterwards"),
    [case for case in [*STAYS, *CASES] if case[1] != TRIES_AGAIN],
    indirect=["scenario"],
)
def test_an_act_on_a_broken_disk_leaves_old_or_new(
    scenario: Scenario, tmp_path: Path, afterwards: str
) -> None:
    """Any call may fail, also a sync after a rename, which cannot be taken back."""
    fail_everywhere(scenario, tmp_path, Failure(errno.EIO, may_break), afterwards, None)


class Failure(NamedTuple):
    """What a failing disk answers, and to which calls."""

    error: int
    may_meet: Callable[[Any, FrameType], bool]

    def at(self, number: int) -> DiskCalls:
        """Return a watch under which the n-th such call fails."""

        def fail() -> None:
            raise OSError(self.error, "chosen by the test")

        return DiskCalls(number, fail, self.may_meet)


def may_break(called: Any, _caller: FrameType) -> bool:  # noqa: ANN401
    """Say whether a C function can fail because the disk is broken."""
    return is_call_to_the_system(called)


def fail_everywhere(
    scenario: Scenario, workshop: Path, failure: Failure, afterwards: str, expected: str | None
) -> None:
    """Let each call fail in turn; a refused act must have ended as expected, if anything is."""
    refused = 0
    for at in itertools.count(1):
        folder = workshop / str(at) / "vault"
        scenario.place(folder)
        said, status = run_child(meet_failure(scenario, folder, failure.at(at), afterwards))
        try:
            assert status == 0
            end = scenario.judge(folder, Told.from_lines(said))
            if REFUSED in said:
                refused += 1
                assert expected in (None, end)
        except BaseException as problem:
            problem.add_note(f"call {at} failed, then {afterwards}: {said}")
            raise
        shutil.rmtree(folder.parent)
        if NOT_MET in said:
            break
    assert refused


def meet_failure(
    scenario: Scenario, folder: Path, calls: DiskCalls, afterwards: str
) -> Callable[[Say], None]:
    """Return what a child does: the act on a failing disk, and what comes after a refusal."""

    def work(say: Say) -> None:
        with scenario.ready(folder) as act:
            say("begin")
            try:
                with calls:
                    acknowledged = act(0)
            except (DiskFull, DiskRefused):
                say(REFUSED)
            else:
                say(f"done {acknowledged}")
                if not calls.has_acted:
                    say(NOT_MET)
                return
            if afterwards == TRIES_AGAIN:
                say(f"done {act(0)}")
            elif afterwards == GOES_ON and scenario.opened is not None:
                for _ in range(2):
                    scenario.opened.log.record(events.AssistanceEnded(), events.SELF)

    return work
