"""A process that is killed leaves exactly the old or exactly the new state.

Two ways of killing: ``kill -9`` from outside at a random moment, which also falls inside
SQLite and SQLCipher; and from inside just before the n-th call that changes the disk, for
every n, so that no order of our own calls is left untried (``docs/threat-model.md``).
"""

import itertools
import random
import resource
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from datadonor.vault.keyfile import KEY_FILE
from datadonor.vault.restoring import RESTORE_FOLDER
from tests.faults.children import DiskCalls, Say, die, forked, kill_after, run_child
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
    Unlocks,
)
from tests.faults.vaults import PASSPHRASE, open_by

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")

SEED: Final = 20260131
FEW: Final = 8
MANY: Final = 100
READY: Final = "ready"
FOREVER: Final = 1_000_000
REPEATED: Final = [Commits, PassphraseChanges, Rotations, Backups, Restores]
ALL: Final = [*REPEATED, Creations, Unlocks]


def perform(scenario: Scenario, folder: Path, times: int) -> Callable[[Say], None]:
    """Return what a child does: the act, so many times, telling of each."""

    def work(say: Say) -> None:
        with scenario.ready(folder) as act:
            say(READY)
            for number in range(times):
                say("begin")
                say(f"done {act(number)}")

    return work


def perform_until(scenario: Scenario, folder: Path, calls: DiskCalls) -> Callable[[Say], None]:
    """Return what a child does: the act once, under watch."""

    def work(say: Say) -> None:
        with scenario.ready(folder) as act:
            say("begin")
            with calls:
                acknowledged = act(0)
            say(f"done {acknowledged}")
            die()  # nothing after the act may be needed

    return work


def act_seconds(scenario: Scenario, folder: Path) -> float:
    """Measure how long one act takes on this machine."""
    scenario.place(folder)
    with forked(perform(scenario, folder, 3)) as child:
        child.wait_for(READY)
        began = time.perf_counter()
        assert child.finish() == 0
        return (time.perf_counter() - began) / 3


def kill_at_random(scenario: Scenario, workshop: Path, count: int) -> Counter[str]:
    """Kill a child at random moments and judge each time; return how the acts ended."""
    chance = random.Random(f"{SEED} {type(scenario).__name__}")
    reach = 3 * act_seconds(scenario, workshop / "measured" / "vault")
    ends: Counter[str] = Counter()
    for number in range(count):
        delay = chance.uniform(0, reach)
        folder = workshop / str(number) / "vault"
        scenario.place(folder)
        told = Told.from_lines(kill_after(perform(scenario, folder, FOREVER), READY, delay))
        how = f"seed {SEED}, kill {number} after {delay:.6f} s"
        end = judge(scenario, folder, told, how)
        ends[end if told.was_cut_off else "between acts"] += 1
    return ends


def judge(scenario: Scenario, folder: Path, told: Told, how: str) -> str:
    """Judge a vault after a fault, clear it away, and return how the act ended."""
    try:
        end = scenario.judge(folder, told)
    except BaseException as error:
        error.add_note(f"{how}, {told}")
        raise
    shutil.rmtree(folder.parent)
    return end


def kill_before_call(scenario: Scenario, folder: Path, at: int) -> Told:
    """Let a child do the act once and die before its n-th call that changes the disk."""
    scenario.place(folder)
    lines, status = run_child(perform_until(scenario, folder, DiskCalls(at, die)))
    assert status == -signal.SIGKILL
    return Told.from_lines(lines)


def has_unfinished(folder: Path) -> bool:
    """Say whether a crash left a restore or a rotation for the next unlock to finish."""
    key_file = folder / KEY_FILE
    is_pending = key_file.exists() and b"pending" in key_file.read_bytes()
    return is_pending or (folder / RESTORE_FOLDER).exists()


def check_double_kills(scenario: Scenario, workshop: Path, *, most: int, step: int) -> None:
    """Cut the act off where something is left to finish, and the finishing, too."""
    found = 0
    for at in itertools.count(1):
        cut_off = workshop / "cut off" / "vault"
        told = kill_before_call(scenario, cut_off, at)
        if has_unfinished(cut_off):
            found += 1
            kill_while_finishing(scenario, cut_off, told, at, step)
        shutil.rmtree(cut_off.parent)
        if told.done or found == most:
            break
    assert found >= 2


def kill_while_finishing(
    scenario: Scenario, cut_off: Path, told: Told, first: int, step: int
) -> None:
    """Unlock copies of a vault that was cut off, and die before each call in turn."""
    for at in itertools.count(1, step):
        folder = cut_off.parent.with_name("finished") / "vault"
        shutil.copytree(cut_off.parent, folder.parent)
        _, status = run_child(unlock_until(folder, DiskCalls(at, die)))
        judge(scenario, folder, told, f"killed before call {first}, then before {at}")
        if status == 0:
            break
    assert at > 2


def unlock_until(folder: Path, calls: DiskCalls) -> Callable[[Say], None]:
    """Return what a child does: unlock with the passphrase, under watch."""

    def work(_say: Say) -> None:
        with calls:
            open_by(folder, PASSPHRASE).close()

    return work


def perform_in_small_files(
    scenario: Scenario, folder: Path, most_bytes: int
) -> Callable[[Say], None]:
    """Return what a child does: the act, until a write passes a size and the system kills."""

    def work(say: Say) -> None:
        with scenario.ready(folder) as act:
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python itself ignores it
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, resource.RLIM_INFINITY))
            for number in range(4):
                say("begin")
                say(f"done {act(number)}")
            resource.setrlimit(
                resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
            )

    return work


@pytest.fixture
def scenario(request: pytest.FixtureRequest, tmp_path: Path) -> Scenario:
    """Make the scenario that a test is parametrised with."""
    made: type[Scenario] = request.param
    return made(tmp_path)


@pytest.mark.parametrize("scenario", REPEATED, indirect=True)
def test_killed_at_a_random_moment_a_vault_is_old_or_new(
    scenario: Scenario, tmp_path: Path
) -> None:
    """No acknowledged event is lost and ``vault verify`` is clean (issue: crash safety)."""
    ends = kill_at_random(scenario, tmp_path, FEW)
    assert ends[OLD] + ends[NEW] >= FEW // 2, f"too few kills fell inside an act: {ends}"


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("scenario", REPEATED, indirect=True)
def test_killed_many_times_a_vault_is_old_or_new(
    scenario: Scenario, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same, many times, and the spread of the kills is told."""
    ends = kill_at_random(scenario, tmp_path, MANY)
    with capsys.disabled():
        told = ", ".join(f"{end} {number}" for end, number in sorted(ends.items()))
        print(f"\n{MANY} kills in {type(scenario).__name__}: {told}")
    assert ends[OLD] + ends[NEW] >= MANY // 2


@pytest.mark.parametrize("scenario", ALL, indirect=True)
def test_killed_before_any_call_to_the_disk_a_vault_is_old_or_new(
    scenario: Scenario, tmp_path: Path
) -> None:
    """Every order of renames, syncs and statements in which an act can be cut off."""
    ends = []
    for at in itertools.count(1):
        folder = tmp_path / str(at) / "vault"
        told = kill_before_call(scenario, folder, at)
        ends.append(judge(scenario, folder, told, f"killed before call {at}"))
        if told.done:
            break
    assert ends == [OLD] * ends.count(OLD) + [NEW] * ends.count(NEW)
    assert ends[0] == OLD
    assert ends[-1] == NEW


@pytest.mark.parametrize("scenario", [Restores, Rotations], indirect=True)
def test_killed_again_while_finishing_a_vault_is_old_or_new(
    scenario: Scenario, tmp_path: Path
) -> None:
    """What a crash cut off is finished at the next unlock, and that can be cut off too."""
    check_double_kills(scenario, tmp_path, most=2, step=3)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("scenario", [Restores, Rotations], indirect=True)
def test_killed_again_anywhere_while_finishing_a_vault_is_old_or_new(
    scenario: Scenario, tmp_path: Path
) -> None:
    """The same, for every first crash that leaves something to finish."""
    check_double_kills(scenario, tmp_path, most=FOREVER, step=1)


@pytest.mark.parametrize("scenario", [Commits, Rotations], indirect=True)
def test_killed_in_the_middle_of_a_write_a_vault_is_old_or_new(
    scenario: Scenario, tmp_path: Path
) -> None:
    """Dying inside SQLite, after a write that was torn at a chosen byte."""
    chance = random.Random(SEED)
    largest = 70_000 if isinstance(scenario, Commits) else 600_000
    ends: Counter[str] = Counter()
    for number in range(2 * FEW):
        limit = number * largest // (2 * FEW) + chance.randrange(4096)
        folder = tmp_path / str(number) / "vault"
        scenario.place(folder)
        lines, status = run_child(perform_in_small_files(scenario, folder, limit))
        assert status in (-signal.SIGXFSZ, 0)
        ends[judge(scenario, folder, Told.from_lines(lines), f"largest file {limit} bytes")] += 1
    assert ends[OLD] >= FEW
