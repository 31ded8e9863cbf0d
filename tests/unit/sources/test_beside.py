"""The process beside: it changes how fast a file is read, and nothing else."""

import os
import pickle
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from bench.apple_export import write_export
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF
from datadonor.errors import DatadonorError, ExitCode
from datadonor.sources import beside
from datadonor.sources.errors import (
    FileCut,
    FileDamaged,
    FileHostile,
    FileRefused,
    FormatUnknown,
    ImportCancelled,
    SomeoneElse,
)
from datadonor.sources.parcel import Limits
from datadonor.sources.pipeline import Progress, Report, import_parcel
from tests.synthetic_apple import DOCTYPE, element, export, pack, quantity
from tests.unit.conftest import SyntheticVault

AT = "2026-05-01 08:00:00 +0200"
RECORDS: Final = 20_000

TABLES: Final = (
    "sample_type", "source", "context", "sample", "hour", "day", "episode", "trace",
    "document", "known_identifier",
)  # fmt: skip
"""All but the log and ``import``, in which names are drawn by lot and times differ."""

Started = list["subprocess.Popen[bytes]"]


@pytest.fixture(autouse=True)
def _always_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "LARGE_BYTES", 0)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[Started]:
    """Return the processes that were started; each must be over at the end."""
    processes: Started = []
    start: Any = subprocess.Popen

    def noted(process: "subprocess.Popen[bytes]") -> "subprocess.Popen[bytes]":
        processes.append(process)
        return process

    monkeypatch.setattr(
        subprocess, "Popen", lambda *command, **more: noted(start(*command, **more))
    )
    yield processes
    assert all(process.returncode is not None for process in processes)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("beside") / "export.zip"
    write_export(place, RECORDS)
    return place


def state_of(opened: OpenVault) -> dict[str, list[tuple[Any, ...]]]:
    """Return every table, in the order of its key."""
    connection = opened.vault.connection
    found = {name: list(connection.rows(f"SELECT * FROM {name}")) for name in TABLES}
    found["import"] = list(connection.rows("SELECT id, format, file_sha256 FROM import"))
    return found


def told(reports: tuple[Report, ...]) -> list[Any]:
    return [
        (one.format, one.digest, one.added, one.duplicates, one.unreadable, one.notices)
        for one in reports
    ]


def test_the_vault_is_the_same_as_without_it(
    closed: SyntheticVault,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    large: Path,
    started: Started,
) -> None:
    other = SyntheticVault(tmp_path / "other", closed.words)
    shutil.copytree(closed.folder, other.folder)
    with closed.open() as opened:
        here = import_parcel(opened, large, SELF)
        first = state_of(opened)
    assert len(started) == 1
    assert len(first["sample"]) > RECORDS - 100
    monkeypatch.setattr(beside, "LARGE_BYTES", 1 << 40)
    with other.open() as opened:
        there = import_parcel(opened, large, SELF)
        second = state_of(opened)
    assert len(started) == 1  # none was started for the second
    assert told(here) == told(there)
    for name, rows in first.items():
        assert rows == second[name], name


def test_the_comparison_would_see_one_record_more(
    opened: OpenVault, tmp_path: Path, large: Path
) -> None:
    import_parcel(opened, large, SELF)
    before = state_of(opened)
    import_parcel(opened, pack(export(quantity("HeartRate", AT, "1", "count/min")),
                               tmp_path / "a.zip"), SELF)  # fmt: skip
    assert state_of(opened) != before


@pytest.mark.parametrize("stop_at", [0, 1, 5, 20])
def test_stopped_in_the_middle_it_leaves_no_process_and_no_trace(
    opened: OpenVault, large: Path, started: Started, stop_at: int
) -> None:
    before = state_of(opened)
    asked = 0

    def stop(progress: Progress) -> None:
        nonlocal asked
        asked += bool(progress.bytes_read)
        if asked > stop_at:
            raise ImportCancelled

    with pytest.raises(ImportCancelled):
        import_parcel(opened, large, SELF, report_progress=stop)
    assert state_of(opened) == before
    assert all(not is_running(process.pid) for process in started)
    assert "letters" not in {thread.name for thread in threading.enumerate()}
    assert import_parcel(opened, large, SELF)[0].added > RECORDS - 100  # and it may begin anew


DYING: Final = """
import os, signal, sys
from datadonor.sources import beside
letters = beside._letters

def some(request):
    for number, letter in enumerate(letters(request)):
        if number == {after}:
            sys.stdout.buffer.write({last!r})
            sys.stdout.buffer.flush()
            os.kill(os.getpid(), signal.SIGKILL)
        yield letter

beside._letters = some
beside.serve()
"""


@pytest.mark.parametrize("last", [b"", b"\0\0", (1000).to_bytes(8, "big") + b"half a letter"])
@pytest.mark.parametrize("after", [0, 1, 2, 5])
def test_a_process_that_dies_is_damage_and_leaves_no_trace(
    opened: OpenVault,
    large: Path,
    started: Started,
    monkeypatch: pytest.MonkeyPatch,
    after: int,
    last: bytes,
) -> None:
    """It may die of a file that makes a parser crash, or be killed for want of memory."""
    before = state_of(opened)
    monkeypatch.setattr(beside, "_PROGRAM", DYING.format(after=after, last=last))
    with pytest.raises(FileDamaged):
        import_parcel(opened, large, SELF)
    assert [process.returncode for process in started] == [-signal.SIGKILL]
    assert state_of(opened) == before


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (export(quantity("HeartRate", AT, "1", "count/min"))[:-20], FileCut),
        (export(doctype=DOCTYPE.replace("<!EL", '<!ENTITY a "b">\n<!EL')), FileHostile),
        (b"<HealthData>" + b"<" * 30_000, FileDamaged),
        (b"nothing that anybody knows", FormatUnknown),
    ],
)
def test_a_refusal_comes_over_as_what_it_is(
    opened: OpenVault, tmp_path: Path, started: Started, content: bytes, refusal: type[FileRefused]
) -> None:
    before = state_of(opened)
    (tmp_path / "fil").write_bytes(content)
    with pytest.raises(refusal) as caught:
        import_parcel(opened, tmp_path / "fil", SELF)
    assert type(caught.value) is refusal
    assert len(started) == 1
    assert state_of(opened) == before


def test_another_person_is_noticed_over_there_as_well(opened: OpenVault, tmp_path: Path) -> None:
    born = "HKCharacteristicTypeIdentifierDateOfBirth"
    for name, day in (("a.xml", "1961-05-01"), ("b.xml", "1990-02-02")):
        (tmp_path / name).write_bytes(export(element("Me", {born: day})))
    import_parcel(opened, tmp_path / "a.xml", SELF)
    with pytest.raises(SomeoneElse):
        import_parcel(opened, tmp_path / "b.xml", SELF)


def test_a_fault_of_ours_is_told_as_one_and_without_its_words(
    large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read beside or here, an importer that breaks is a fault of the program, exit 70."""

    def broken(*_: object) -> Iterator[beside.Letter]:
        yield []
        raise ValueError("SECRET")

    monkeypatch.setattr(beside, "read_parcel", broken)
    request = beside.Request(large, Limits(), "Europe/Copenhagen", None)
    assert list(beside._letters(request)) == [[], DatadonorError]
    assert DatadonorError.exit_code == ExitCode.FAULT


def test_nothing_it_says_on_stderr_is_heard(
    opened: OpenVault,
    large: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """A traceback holds lines of the file."""
    monkeypatch.setattr(
        beside, "_PROGRAM", "import sys; sys.stderr.write('SECRET'); raise ValueError('SECRET')"
    )
    with pytest.raises(FileDamaged) as caught:
        import_parcel(opened, large, SELF)
    heard = capfd.readouterr()
    assert "SECRET" not in heard.err + heard.out + repr(caught.value)


def test_it_gives_up_when_nobody_listens(large: Path, tmp_path: Path) -> None:
    """With the program that asked, for whatever reason it is gone."""
    request = pickle.dumps(beside.Request(large, Limits(), "Europe/Copenhagen", None))
    process = subprocess.Popen(
        [sys.executable, "-I", "-c", beside._PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    with process.stdin:
        process.stdin.write(request)
    assert process.stdout.read(8)
    process.stdout.close()
    with process.stderr:
        assert process.stderr.read() == b""
    assert process.wait(20) == 0


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
