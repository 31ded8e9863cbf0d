"""When nothing of Python runs any more, the next start tells where the program was."""

import faulthandler
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtWidgets import QApplication

from datadonor import paths
from datadonor.texts import Language
from tests.ui.crash_child import SECRET
from ui.crash import surroundings
from ui.crash_report import Crash, CrashBook, Link
from ui.fault_file import FaultFile, fault_file, parse_fault

ROOT: Final = Path(__file__).resolve().parents[2]

FALL: Final = (
    "import sys, ctypes; from pathlib import Path; from ui.fault_file import FaultFile;"
    "kept = FaultFile.begin(Path(sys.argv[1])); secret = '010190-1234';"
    "ctypes.string_at(0)"
)


@pytest.fixture
def _own_fault_handler() -> Iterator[None]:
    """Give pytest its own back."""
    was_on = faulthandler.is_enabled()
    yield
    if was_on:
        faulthandler.enable(sys.__stderr__ or sys.stderr)


@pytest.mark.usefixtures("_own_fault_handler")
@pytest.mark.skipif(os.name != "posix", reason="ends by a signal")
def test_a_fall_is_told_at_the_next_start_and_no_longer_lies_there(
    tmp_path: Path, qapp: QApplication
) -> None:
    file = tmp_path / "Karens mappe" / "fault.log"
    done = subprocess.run([sys.executable, "-c", FALL, str(file)], cwd=ROOT, check=False)
    assert done.returncode < 0
    assert "string_at" in file.read_text("utf-8")
    assert paths.is_private(file)

    begun = FaultFile.begin(file)
    begun.end()
    assert begun.before is not None
    assert file.read_bytes() == b""
    book = CrashBook()
    book.add(begun.before)
    report = book.report(surroundings(), Language.ENGLISH)
    assert "the program ended suddenly the last time it was open (Segmentation fault)" in report
    assert "ctypes:string_at:" in report
    for hidden in (SECRET, "Karen", str(ROOT), sys.prefix):
        assert hidden not in report


@pytest.mark.usefixtures("_own_fault_handler")
def test_a_run_that_ended_well_left_nothing(tmp_path: Path) -> None:
    FaultFile.begin(tmp_path / "fault.log").end()
    begun = FaultFile.begin(tmp_path / "fault.log")
    begun.end()
    begun.end()
    assert begun.before is None


def test_without_a_place_for_the_file_the_program_goes_on(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("a file where the folder should be")
    begun = FaultFile.begin(tmp_path / "log" / "fault.log")
    assert begun.before is None
    begun.end()


HOSTILE_FAULT: Final = f"""Fatal Python error: Aborted

Thread 0x00007f0000000001 (most recent call first):
  File "/home/karen/elsewhere.py", line 7 in other_thread

Current thread 0x00007f0000000002 (most recent call first):
  File "{ROOT}/ui/pages/crash.py", line 12 in enter
  File "/home/karen/{SECRET}.py", line 3 in {SECRET}
  File "{ROOT}/datadonor/__main__.py", line 5 in <module>

Extension modules: secret (total: 1)
"""


def test_of_a_fall_only_places_in_the_program_are_told() -> None:
    assert parse_fault(HOSTILE_FAULT) == Crash(
        None,
        (
            Link(
                "Aborted",
                "FAULT",
                ("datadonor.__main__:<module>:5", "?:?:3", "ui.pages.crash:enter:12"),
            ),
        ),
        has_ended_program=True,
    )


@pytest.mark.parametrize("written", ["", "noise", f"Fatal Python error: {SECRET}"])
def test_what_is_no_account_of_a_fall_is_none(written: str) -> None:
    assert parse_fault(written) is None


def test_it_lies_beside_the_log() -> None:
    assert fault_file().parent == paths.log_file().parent
    assert fault_file() != paths.log_file()
