"""Regular expressions that every Python from 3.11 on reads alike."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from datadonor.records.patterns import AGAIN

ROOT = Path(__file__).resolve().parents[2]

PROBE = ROOT / "datadonor/records/patterns.py"
"""Asks whether this Python reads them rightly, and so has one."""

POSSESSIVE_GROUP = re.compile(r"(?<!\()\)(?:[*+?]|\{\d*,?\d*\})\+|\(\?>")


def lines_with(pattern: re.Pattern[str]) -> Iterator[str]:
    for package in ("datadonor", "consent", "ui"):
        for file in sorted((ROOT / package).rglob("*.py")):
            if file == PROBE:
                continue
            for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
                if pattern.search(line):
                    yield f"{file.relative_to(ROOT)}:{number}"


def test_no_group_is_possessive() -> None:
    """Python 3.11.0 to 3.11.4 go on at the wrong place behind one (python/cpython#101955)."""
    assert list(lines_with(POSSESSIVE_GROUP)) == []


def test_a_pythons_way_with_such_groups_is_asked_and_not_guessed() -> None:
    """What ``AGAIN`` stands for gives the right answer in this Python, whichever it is."""
    loop = re.compile(rb"(?:a[^b]*+b)" + AGAIN + rb"(a)?")
    found = loop.match(b"a-ba-")
    assert found is not None
    assert found.span() == (0, 4)


@pytest.mark.parametrize("line", [r"(?:a|b)*+", r"(a)++", r"(a)?+", r"(a){2,3}+", r"(?>a)"])
def test_a_possessive_group_is_seen(line: str) -> None:
    assert POSSESSIVE_GROUP.search(line)


@pytest.mark.parametrize("line", [r"[^x]*+", r"\s++", r"(a)+", "f(a) + g(b)", r"(?:a)*", "[()*+,]"])
def test_other_patterns_are_left_alone(line: str) -> None:
    assert not POSSESSIVE_GROUP.search(line)
