"""The independent verifier and ours say the same of packages, good and tampered with."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from datadonor.audit.package_file import PackageRefused
from datadonor.audit.package_findings import Rank
from export.audit_package.judging import judge_package
from export.audit_package.making import Wanted
from tests.audit_packages import (
    LIES,
    TAMPERED,
    TRICKS,
    Liar,
    answered,
    give_something,
    package_of,
    rewritten,
)
from tests.donations import Donor, donor
from tests.releases import PROJECT, new_template, signed_version
from tests.unit.conftest import SyntheticVault

SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "verify_audit.py"
MOST_LINES = 250


@pytest.fixture(scope="module")
def at_noon(tmp_path_factory: pytest.TempPathFactory) -> SyntheticVault:
    return new_template(tmp_path_factory.mktemp("noon") / "vault")


@pytest.fixture(scope="module")
def good(at_noon: SyntheticVault, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    with donor(at_noon, tmp_path_factory.mktemp("good")) as giver:
        answered(giver, give_something(giver), "received")
        return package_of(giver)


@pytest.fixture
def giver(at_noon: SyntheticVault, tmp_path: Path) -> Iterator[Donor]:
    with donor(at_noon, tmp_path) as someone:
        yield someone


def theirs(content: bytes, folder: Path) -> tuple[set[str], int]:
    """Return the codes and the exit code of the independent verifier."""
    file = folder / "some.ddaudit"
    file.write_bytes(content)
    command = [sys.executable, "-I", "-X", "utf8", str(SCRIPT), str(file)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.stderr == ""
    return {line.partition(" ")[0] for line in done.stdout.splitlines()}, done.returncode


def ours(content: bytes) -> tuple[set[str], int]:
    """Return the same of our own verifier; remarks left out."""
    try:
        report = judge_package(content)
    except PackageRefused as error:
        return {error.code}, error.exit_code
    found = {each.code for each in report.findings if each.rank is not Rank.NOTE}
    return found, report.exit_code


def test_it_is_short_and_shares_no_code_with_the_program() -> None:
    source = SCRIPT.read_text("utf-8")
    assert len(source.splitlines()) < MOST_LINES
    modules = re.findall(r"^(?:import|from) (.*?)(?: import .*)?$", source, re.MULTILINE)
    names = {each.strip().partition(".")[0] for line in modules for each in line.split(",")}
    assert names <= {*sys.stdlib_module_names, "cryptography"}


def test_both_find_nothing_in_a_good_package(good: bytes, tmp_path: Path) -> None:
    assert ours(good) == theirs(good, tmp_path) == (set(), 0)


def test_both_find_nothing_after_a_withdrawal_a_refusal_and_a_new_consent(
    giver: Donor, tmp_path: Path
) -> None:
    entry = give_something(giver)
    giver.citizen.book.withdraw(signed_version(1).request, item="heart", reason="my own words")
    giver.citizen.book.withdraw(signed_version(1).request)
    giver.citizen.ask()
    answered(giver, entry, "deleted")
    giver.citizen.clock.forward(days=40)
    giver.citizen.republish()
    giver.citizen.refresh()
    giver.citizen.give()
    give_something(giver)
    for wanted in (Wanted(), Wanted(PROJECT), Wanted(hide=frozenset({0}))):
        content = package_of(giver, wanted)
        assert ours(content) == theirs(content, tmp_path) == (set(), 0)


@pytest.mark.parametrize("name", TAMPERED)
def test_tampering_with_the_file_is_named_by_both(good: bytes, tmp_path: Path, name: str) -> None:
    code, change = TAMPERED[name]
    content = rewritten(good, change)
    (found, exit_code), (other, other_exit) = ours(content), theirs(content, tmp_path)
    assert code in found
    assert code in other
    assert found == other
    assert exit_code == other_exit
    assert exit_code in {1, 5}


@pytest.mark.parametrize("name", LIES)
def test_a_false_log_is_named_by_both(giver: Donor, tmp_path: Path, name: str) -> None:
    code, lie = LIES[name]
    give_something(giver)
    lie(Liar(giver))
    content = package_of(giver)
    (found, exit_code), (other, other_exit) = ours(content), theirs(content, tmp_path)
    assert code in found
    assert code in other
    assert found == other
    assert exit_code == other_exit != 0


@pytest.mark.parametrize("name", TRICKS)
def test_tricks_with_the_zip_are_named_by_both(good: bytes, tmp_path: Path, name: str) -> None:
    code, trick = TRICKS[name]
    content = trick(good)
    (found, exit_code), (other, other_exit) = ours(content), theirs(content, tmp_path)
    assert found == other == {code}
    assert exit_code == other_exit != 0


def _untouched(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
    """Change nothing: what rewriting does by itself gives nothing away."""


def test_writing_a_package_anew_alone_is_no_tampering(good: bytes, tmp_path: Path) -> None:
    change: Callable[[dict[str, bytes], dict[str, Any]], None] = _untouched
    assert rewritten(good, change) == good
