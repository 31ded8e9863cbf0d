"""The peers: installed apart and once, measured as processes, counted for what they kept."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bench import peers
from bench.apple_export import write_export
from bench.peers import installed, programs
from bench.peers.measured import PeerFailed, run
from bench.peers.programs import short_type

CHECKOUT = Path(__file__).resolve().parents[2]
MEBIBYTE = 1 << 20

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no os.wait4")


def python(source: str) -> list[str]:
    return [sys.executable, "-I", "-S", "-c", source]


def test_a_process_is_timed_and_weighed() -> None:
    spent = run(python("import time; held = b'x' * (60 << 20); time.sleep(0.3)"))
    assert 0.3 <= spent.seconds < 10
    assert 60 * MEBIBYTE < spent.peak_rss_bytes < 100 * MEBIBYTE


def test_our_own_memory_is_not_counted_as_theirs() -> None:
    """Negative control: started directly, a child inherits its parent's peak on Linux."""
    ours = bytearray(b"x") * (150 * MEBIBYTE)
    spent = run(python("pass"))
    assert len(ours) > 0
    assert spent.peak_rss_bytes < 60 * MEBIBYTE


def test_what_a_program_says_does_not_disturb_the_measurement() -> None:
    assert run(python("print('{' * 100_000)")).seconds > 0


@pytest.mark.parametrize(
    "command",
    [
        python("import sys; sys.exit(3)"),
        python("import os, signal; os.kill(os.getpid(), signal.SIGKILL)"),
        ["/nowhere/at/all"],
    ],
)
def test_a_failure_is_never_taken_for_a_quick_run(command: Sequence[str]) -> None:
    with pytest.raises(PeerFailed):
        run(command)


class Installer:
    """Stands for venv and pip: notes what is asked for, and makes what venv would make."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.asked: list[Sequence[str]] = []
        self.fails_at = 99

    def __call__(self, command: Sequence[str], **_: object) -> subprocess.CompletedProcess[str]:
        self.asked.append(command)
        if "venv" in command:
            (self.home / "bin").mkdir(parents=True)
            (self.home / "bin" / "python").touch()
        status = int(len(self.asked) == self.fails_at)
        return subprocess.CompletedProcess(command, status, "", "no such hash" if status else "")


@pytest.fixture
def installer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installer:
    stand_in = Installer(tmp_path / "build" / "bench-env")
    monkeypatch.setattr(subprocess, "run", stand_in)
    (tmp_path / "bench.txt").write_text("peer==1 --hash=sha256:0", "utf-8")
    return stand_in


def test_the_environment_is_made_once_and_again_when_its_pins_change(
    installer: Installer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pins = tmp_path / "bench.txt"
    made = installed.environment(installer.home, pins)
    assert made == installer.home / "bin" / "python"
    assert len(installer.asked) == 2
    assert capsys.readouterr().err.count("\n") == 1
    installed.environment(installer.home, pins)
    assert len(installer.asked) == 2
    assert capsys.readouterr().err == ""
    pins.write_text("peer==2 --hash=sha256:0", "utf-8")
    installed.environment(installer.home, pins)
    assert len(installer.asked) == 4


def test_nothing_is_installed_without_its_hash(installer: Installer, tmp_path: Path) -> None:
    installed.environment(installer.home, tmp_path / "bench.txt")
    assert "--require-hashes" in installer.asked[1]


def test_a_failed_installation_leaves_nothing_and_says_why(
    installer: Installer, tmp_path: Path
) -> None:
    installer.fails_at = 2
    with pytest.raises(peers.PeersUnavailable, match="no such hash"):
        installed.environment(installer.home, tmp_path / "bench.txt")
    assert not installer.home.exists()


def test_the_peers_are_never_installed_into_our_own_environment() -> None:
    assert CHECKOUT / "build" in installed._HOME.parents
    assert not installed._HOME.is_relative_to(sys.prefix)


FAKE = """
import sqlite3, sys
def cli():
    database = sqlite3.connect(sys.argv[-1])
    for table, rows in (("rStepCount", 3), ("rHeartRate", 2), ("routes", 7), ("workouts", 1)):
        database.execute(f"CREATE TABLE {table} (a)")
        database.executemany(f"INSERT INTO {table} VALUES (?)", [(n,) for n in range(rows)])
    database.commit()
"""


def test_rows_are_counted_in_what_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A peer is not believed; and what it left behind at an earlier run is not counted."""
    package = tmp_path / "site" / "healthkit_to_sqlite"
    package.mkdir(parents=True)
    (package / "cli.py").write_text(FAKE, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(package.parent))
    monkeypatch.setattr(programs, "environment", lambda: Path(sys.executable))
    database = tmp_path / "kept.db"
    for _ in range(2):
        kept = programs.healthkit_to_sqlite(tmp_path / "any.zip", database)
        assert kept.records == {"StepCount": 3, "HeartRate": 2}
        assert kept.rows == 5
        assert kept.kept == {"routes": 7, "workouts": 1}


@pytest.mark.skipif(
    not (installed._HOME / installed._STAMP).exists(),
    reason="the peers are installed by make bench",
)
def test_the_real_peers_keep_what_we_say_they_keep(tmp_path: Path) -> None:
    """The table of ratios claims what each keeps; this holds the claim to the programs."""
    export = tmp_path / "export.zip"
    written = write_export(export, 8000)
    # Both read the pressures twice: alone, and within their correlations.
    pressures = {
        f"BloodPressure{which}": written.correlations for which in ("Systolic", "Diastolic")
    }
    expected = {
        short_type(kind): count + pressures.get(short_type(kind), 0)
        for kind, count in written.records.items()
    }
    one = peers.healthkit_to_sqlite(export, tmp_path / "one.db")
    assert one.records == expected
    assert one.kept == {
        "workouts": written.workouts,
        "workout_points": written.route_points,
        "activity_summary": written.activity_summaries,
    }
    other = peers.atlas(export, tmp_path)
    assert other.records == expected
    assert {one.rows, other.rows} == {written.total + written.correlation_children}
    assert [file.name for file in tmp_path.iterdir() if file.suffix == ".xml"] == []
