"""``make test``: a process that falls ends the run; properties are tried on the same examples."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]

FALLING: Final = """
import os
import pytest

@pytest.mark.parametrize("number", range(5))
def test_one_falls(number):
    if number == 2:
        os.abort()
"""

STANDING: Final = """
import pytest

@pytest.mark.parametrize("number", range(6))
def test_none_falls(number):
    pass
"""

DRAWING: Final = """
from hypothesis import given, strategies

@given(strategies.binary(min_size=16))
def test_draws(drawn):
    print(drawn.hex())
"""


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the tests of a folder as the project's own are run, with its ``tests/conftest.py``."""
    (folder / "pytest.ini").write_text("[pytest]\n", "utf-8")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_process_that_falls_ends_the_run_and_is_named(tmp_path: Path) -> None:
    line = re.search(r"-m pytest (--numprocesses.*) \$\(ARGS\)", (ROOT / "Makefile").read_text())
    assert line is not None
    for number in range(6):
        (tmp_path / f"test_{number}.py").write_text(STANDING, "utf-8")
    (tmp_path / "test_falling.py").write_text(FALLING, "utf-8")
    ended = run(tmp_path, "-p", "no:faulthandler", *line[1].split())
    assert ended.returncode == 1
    assert "crashed while running 'test_falling.py::test_one_falls[2]'" in ended.stdout


@pytest.mark.parametrize("variable", ["CI", "NOT_CI"])
def test_properties_are_tried_on_the_same_examples_unless_others_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv(variable, "true")
    (tmp_path / "test_drawing.py").write_text(DRAWING, "utf-8")
    first, again, *others = (
        run(tmp_path, "-s", *words).stdout.split("\n")[:-2]
        for words in ([], [], *[["--hypothesis-profile=explore"]] * 2)
    )
    assert len(first) > 50
    assert first == again
    assert first not in others
    assert others[0] != others[1]
