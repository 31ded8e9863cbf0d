"""An import that is killed, or finds no room, leaves the vault exactly as it was.

Or, if it had been committed, exactly as it is after the whole import: nothing between.
"""

import errno
import itertools
import random
import signal
import sys
from collections import Counter
from pathlib import Path

import pytest

from datadonor.audit.custody import OpenVault
from tests.faults.children import needs_room, run_child
from tests.faults.imports import (
    TABLES,
    Imports,
    bring_in,
    bring_in_written,
    count_imports,
    small_cache,
    write,
)
from tests.faults.scenarios import NEW, OLD, Told
from tests.faults.small_disks import MemoryDisk, SizeLimit, SmallDisk, Squeezed
from tests.faults.test_failing_disk import ENDS, GOES_ON, TRIES_AGAIN, Failure, fail_everywhere
from tests.faults.test_full_disk import Refusals
from tests.faults.test_kills import (
    FEW,
    MANY,
    SEED,
    judge,
    kill_at_random,
    kill_before_call,
    perform_in_small_files,
)
from tests.faults.vaults import Template, leaves_of, make_template, open_by, open_sound

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")


@pytest.fixture
def scenario(tmp_path: Path) -> Imports:
    return Imports(tmp_path)


def test_killed_at_a_random_moment_an_import_is_whole_or_not_there(
    scenario: Imports, tmp_path: Path
) -> None:
    """``kill -9`` while rows go to the disk before they are committed."""
    ends = kill_at_random(scenario, tmp_path, FEW)
    assert ends[OLD] + ends[NEW] >= FEW // 2, f"too few kills fell inside an act: {ends}"


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_killed_many_times_an_import_is_whole_or_not_there(
    scenario: Imports, tmp_path: Path
) -> None:
    ends = kill_at_random(scenario, tmp_path, MANY)
    assert ends[OLD] + ends[NEW] >= MANY // 2


def test_killed_before_any_call_to_the_disk_an_import_is_whole_or_not_there(
    scenario: Imports, tmp_path: Path
) -> None:
    """Every statement and every sync, from the first row to the head of the log."""
    ends = []
    for at in itertools.count(1):
        folder = tmp_path / str(at) / "vault"
        told = kill_before_call(scenario, folder, at)
        ends.append(judge(scenario, folder, told, f"killed before call {at}"))
        if told.done:
            break
    assert ends == [OLD] * ends.count(OLD) + [NEW] * ends.count(NEW)
    assert ends.count(OLD) > 10
    assert ends[-1] == NEW


def test_killed_in_the_middle_of_a_write_an_import_is_whole_or_not_there(
    scenario: Imports, tmp_path: Path
) -> None:
    """Dying inside SQLite, after a write that was torn at a chosen byte."""
    chance = random.Random(SEED)
    ends: Counter[str] = Counter()
    for number in range(2 * FEW):
        limit = number * 40_000 + chance.randrange(4096)
        folder = tmp_path / str(number) / "vault"
        scenario.place(folder)
        lines, status = run_child(perform_in_small_files(scenario, folder, limit))
        assert status in (-signal.SIGXFSZ, 0)
        ends[judge(scenario, folder, Told.from_lines(lines), f"largest file {limit} bytes")] += 1
    assert ends[OLD] >= FEW // 2


@pytest.mark.parametrize("afterwards", [ENDS, GOES_ON, TRIES_AGAIN])
def test_an_import_that_finds_no_room_changes_nothing(
    scenario: Imports, tmp_path: Path, afterwards: str
) -> None:
    """And can be done by the same process later."""
    expected = NEW if afterwards == TRIES_AGAIN else OLD
    fail_everywhere(scenario, tmp_path, Failure(errno.ENOSPC, needs_room), afterwards, expected)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return make_template(tmp_path_factory.mktemp("template") / "vault")


@pytest.mark.parametrize(
    "disk", [MemoryDisk(24 * 1024 * 1024), SizeLimit()], ids=["memory", "size-limit"]
)
def test_a_disk_that_fills_up_refuses_an_import_whole(
    disk: SmallDisk, template: Template, tmp_path: Path
) -> None:
    """With a little more room each time, from none to enough, in one open vault."""

    def work(folder: Path, squeezed: Squeezed) -> None:
        vault, given = template.copy_to(folder / "vault"), folder / "given"
        refusals = Refusals()
        with open_by(vault, template.words) as opened, small_cache():
            for number in range(24):
                done = number - refusals.count
                write(given, done)
                opened.vault.connection.shorten_wal()
                with squeezed(number * 24_576), refusals.counted(lambda: state_of(opened)):
                    bring_in_written(opened, given)
                assert count_imports(opened) == number + 1 - refusals.count
            bring_in(opened, given, 24 - refusals.count)
        assert 3 <= refusals.count <= 21
        with open_sound(vault, template.words) as opened:
            assert count_imports(opened) == 25 - refusals.count

    disk.run(tmp_path / "disk", work)


def state_of(opened: OpenVault) -> tuple[object, ...]:
    """Return how many rows there are of everything, and the log."""
    connection = opened.vault.connection
    counts = [connection.number(f"SELECT count(*) FROM {name}") for name in TABLES]
    return (*counts, opened.log.root(), leaves_of(opened.log))
