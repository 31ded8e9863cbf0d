"""The independent verifier and ours say the same of packages, good and tampered with."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import rfc8785

from consent.periods import local_day
from datadonor.audit.checkpoint import Checkpoint, sign_checkpoint
from datadonor.audit.events import SELF, Head, Restored
from datadonor.audit.merkle import leaf_hash
from datadonor.audit.package_file import MANIFEST, PackageRefused, read_package, write_package
from datadonor.audit.package_findings import Rank
from datadonor.audit.package_log import CHECKPOINT, EVENTS, KEY, LEAVES, Tree
from export.audit_package.judging import judge_package
from export.audit_package.making import Wanted
from tests.audit_altered_packages import TAMPERED, rewritten
from tests.audit_lies import LIES, Liar
from tests.audit_package_bytes import TRICKS
from tests.audit_packages import answered, give_something, package_of
from tests.consents import fitting_choices
from tests.donations import Donor, donor
from tests.mandates import decider
from tests.releases import PROJECT, new_template, signed_version
from tests.unit.conftest import SyntheticVault

SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "verify_audit.py"
MOST_LINES = 250
MOST_COLUMNS = 100
DEEP = b"[" * 100_000  # more than Python reads before it gives up


@pytest.fixture(scope="module")
def at_noon(tmp_path_factory: pytest.TempPathFactory) -> SyntheticVault:
    return new_template(tmp_path_factory.mktemp("noon") / "vault")


@pytest.fixture(scope="module")
def good(at_noon: SyntheticVault, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    with donor(at_noon, tmp_path_factory.mktemp("good")) as giver:
        answered(giver, give_something(giver), "received")
        giver.citizen.clock.forward(days=6)
        giver.citizen.republish()
        giver.citizen.refresh()  # so the newest registry is not the one of the release
        return package_of(giver)


@pytest.fixture
def giver(at_noon: SyntheticVault, tmp_path: Path) -> Iterator[Donor]:
    with donor(at_noon, tmp_path) as someone:
        yield someone


def theirs(content: bytes, folder: Path) -> tuple[set[str], int]:
    """Return the codes and the exit code of the independent verifier."""
    file = folder / "some.ddaudit"
    file.write_bytes(content)
    return run(str(SCRIPT), str(file))


def run(*arguments: str) -> tuple[set[str], int]:
    """Return the codes and the exit code of a run of Python that prints no error."""
    command = [sys.executable, "-I", "-X", "utf8", *arguments]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.stderr == ""
    assert done.stdout.replace("\n", "").isprintable()
    assert done.stdout.isascii()
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
    assert max(map(len, source.splitlines())) <= MOST_COLUMNS
    modules = re.findall(r"^(?:import|from) (.*?)(?: import .*)?$", source, re.MULTILINE)
    names = {re.split(r"\W", each.strip())[0] for line in modules for each in line.split(",")}
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
    for wanted in (Wanted(), Wanted(PROJECT), Wanted(hide=frozenset({1}))):
        content = package_of(giver, wanted)
        assert ours(content) == theirs(content, tmp_path) == (set(), 0)


def test_both_find_nothing_where_somebody_else_informed_and_decided(
    giver: Donor, tmp_path: Path
) -> None:
    someone = giver.citizen
    someone.book.invalidate(PROJECT, "wrong_person", SELF, was_never_valid=True)
    signed = signed_version(1)
    choices = fitting_choices(signed, recipient=someone.recipient)
    signers = [decider(someone.opened)]
    someone.book.give(signed, choices, someone.approval(signed), signers=signers)
    give_something(giver)
    content = package_of(giver)
    assert any(name.startswith("attestations/") for name in read_package(content))
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


def test_a_consent_that_names_no_document_is_no_fault(giver: Donor, tmp_path: Path) -> None:
    give_something(giver)
    given = Liar(giver)._given().model_copy(update={"decision_sha256": None})
    giver.citizen.opened.log.record(given, SELF, project="another-project")
    content = package_of(giver)
    assert ours(content) == theirs(content, tmp_path) == (set(), 0)
    other = given.model_copy(update={"request_sha256": "5" * 64})
    giver.citizen.opened.log.record(other, SELF, project="another-project")
    content = package_of(giver)
    assert ours(content) == theirs(content, tmp_path) == ({"DOCUMENT_NOT_KEPT"}, 1)


@pytest.mark.parametrize(("missing", "is_fault"), [(None, True), (2, True), (0, False)])
def test_a_backup_put_back_after_the_consent_may_hide_a_withdrawal(
    giver: Donor, tmp_path: Path, missing: int | None, *, is_fault: bool
) -> None:
    give_something(giver)
    restored = Restored(
        backup_sha256="1" * 64, restored=Head(size=9, root="1" * 64), missing=missing
    )
    giver.citizen.opened.log.record(restored, SELF)
    Liar(giver).sealed_by_the_registry("5" * 64)
    content = package_of(giver)
    (found, exit_code), (other, other_exit) = ours(content), theirs(content, tmp_path)
    assert ("RELEASE_OUTSIDE_CONSENT" in other) is is_fault
    assert found == other
    assert exit_code == other_exit


# -- what is built to make a reader stumble ------------------------------------


WITHOUT_ZONES = """
import runpy, sys, zoneinfo
zoneinfo.reset_tzpath([])
sys.modules["tzdata"] = None
if sys.argv.pop(1) == "try":
    zoneinfo.ZoneInfo("Europe/Copenhagen")
runpy.run_path(sys.argv.pop(1), run_name="__main__")
"""


def test_it_needs_no_database_of_time_zones(good: bytes, tmp_path: Path) -> None:
    file = tmp_path / "some.ddaudit"
    file.write_bytes(good)
    arguments = ("-c", WITHOUT_ZONES, "run", str(SCRIPT), str(file))
    assert run(*arguments) == (set(), 0)
    command = [sys.executable, "-I", "-c", WITHOUT_ZONES, "try", str(SCRIPT), str(file)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert "ZoneInfoNotFoundError" in done.stderr


def test_its_days_are_those_of_denmark() -> None:
    tree = ast.parse(SCRIPT.read_text("utf-8"))
    (node,) = (
        each for each in tree.body if isinstance(each, ast.FunctionDef) and each.name == "day"
    )
    names: dict[str, Any] = {}
    exec(f"import datetime as dt\n{ast.unparse(node)}", names)  # noqa: S102 - a function of ours
    edges = [
        datetime(year, month, day, hour, 59, 59, tzinfo=UTC) + timedelta(seconds=late)
        for year in range(1997, 2100)
        for month in (3, 10)
        for day in range(24, 32)
        for hour in (0, 21, 22)
        for late in (0, 1)
    ]
    assert [names["day"](each) for each in edges] == [str(local_day(each)) for each in edges]
    assert any(str(each.date()) != names["day"](each) for each in edges)


@pytest.mark.parametrize("name", ["gone.ddaudit", "."])
def test_a_file_that_cannot_be_read_is_no_package(good: bytes, tmp_path: Path, name: str) -> None:
    assert run(str(SCRIPT), str(tmp_path / name)) == ({"PACKAGE_UNREADABLE"}, 3)
    assert theirs(good, tmp_path) == (set(), 0)


@pytest.mark.parametrize(
    "name", ["receipts/\x1b[2Jall is whole", "receipts/a\nb", "receipts/\u202ea"]
)
def test_a_name_that_would_write_on_the_screen_is_not_printed(
    good: bytes, tmp_path: Path, name: str
) -> None:
    def missing(name: str) -> bytes:
        return rewritten(good, lambda _, manifest: manifest.update(also={name: "0" * 64}))

    content = missing(name)
    assert ours(content) == theirs(content, tmp_path) == ({"PACKAGE_UNREADABLE"}, 3)
    assert theirs(missing("receipts/plain.jsonld"), tmp_path) == ({"FILE_MISSING"}, 5)


def _deep(start: str) -> Callable[[dict[str, bytes], dict[str, Any]], None]:
    def change(files: dict[str, bytes], _: dict[str, Any]) -> None:
        files[next(name for name in files if name.startswith(start))] = DEEP

    return change


@pytest.mark.parametrize(
    ("start", "code"),
    [
        ("openings/", "COMMITMENT_DOES_NOT_OPEN"),
        ("registry/targets.json", "REGISTRY_FORGED"),
        ("registry/releases/", "REGISTRY_FORGED"),
        ("registry/targets/recipients/", "REGISTRY_FORGED"),
        ("log/checkpoint", "CHECKPOINT_OTHER_LOG"),
        ("log/key", "CHECKPOINT_OTHER_LOG"),
        ("log/events.jsonl", "PACKAGE_UNREADABLE"),
    ],
)
def test_what_is_nested_too_deep_is_named_for_what_it_is(
    good: bytes, tmp_path: Path, start: str, code: str
) -> None:
    with pytest.raises(RecursionError):
        json.loads(DEEP)
    content = rewritten(good, _deep(start))
    (found, exit_code), (other, other_exit) = ours(content), theirs(content, tmp_path)
    assert code in other
    assert found == other
    assert exit_code == other_exit


def test_a_manifest_that_is_nested_too_deep_is_none(good: bytes, tmp_path: Path) -> None:
    content = write_package({**read_package(good), MANIFEST: DEEP})
    assert ours(content) == theirs(content, tmp_path) == ({"PACKAGE_UNREADABLE"}, 3)


def _signed_with(giver: Donor, *lines: bytes) -> bytes:
    """Return a package in whose log some lines follow that only the log's key could add."""

    def add(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
        files[EVENTS] += b"".join(line + b"\n" for line in lines)
        files[LEAVES] += b"".join(map(leaf_hash, lines))
        tree, origin = Tree(files[LEAVES]), files[KEY].decode().partition("+")[0]
        head = Checkpoint(origin, tree.size, tree.root_at(tree.size))
        files[CHECKPOINT] = sign_checkpoint(head, giver.citizen.opened.log._signing_key())
        manifest["log"] |= {key: manifest["log"][key] + len(lines) for key in ("size", "shown")}

    return rewritten(package_of(giver), add)


def _event(giver: Donor, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    last = read_package(package_of(giver))[EVENTS].splitlines()[-1]
    event: dict[str, Any] = json.loads(last)
    fields = {"kind": "consent.withdrawn", "project": PROJECT, "what": {"v": 1}} | changes
    return {key: value for key, value in {**event, **fields}.items() if value is not None}


def test_lines_that_are_no_events_are_named_by_both(giver: Donor, tmp_path: Path) -> None:
    give_something(giver)
    plain = rfc8785.dumps(_event(giver))
    assert "EVENT_UNREADABLE" not in theirs(_signed_with(giver, plain), tmp_path)[0]
    when = {"clock": "steady", "recorded": "9999-12-31T23:59:59.000Z"}
    for line in (
        DEEP,
        b"0",
        b"",
        b"[1]",
        b"{}",
        json.dumps(_event(giver)).encode(),
        plain.replace(b'"consent.w', b'"c\\u006fnsent.w'),
        plain.replace(b"event/1", b"event/2"),
        plain.replace(b'"kind":', b'"kind":"network.contacted","kind":'),
        rfc8785.dumps(_event(giver, when=when)),
        rfc8785.dumps(_event(giver, kind="consent.unheard_of")),
    ):
        content = _signed_with(giver, line)
        (found, exit_code), (other, other_exit) = ours(content), theirs(content, tmp_path)
        assert "EVENT_UNREADABLE" in other
        assert found == other
        assert exit_code == other_exit == 5


def test_writing_a_package_anew_alone_is_no_tampering(good: bytes) -> None:
    assert rewritten(good, lambda _files, _manifest: None) == good
