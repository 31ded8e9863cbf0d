"""The pinned requirement files: exact, checked by hash, and silent about where they came from."""

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement

REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements"
PINNED = ("runtime.txt", "dev.txt", "bench.txt", "fuzz.txt")
_PROGRAM = {
    "cryptography": {"46.0.3", "48.0.1"},  # the last with wheels for two of our six platforms
    "pyside6-essentials": {"6.11.3"},  # 6.12.0 aborts Python 3.11
    "shiboken6": {"6.11.3"},
    "sqlcipher3": {"0.6.4"},  # the release whose cipher was measured
}
HELD = {
    "runtime.txt": _PROGRAM,
    "dev.txt": _PROGRAM,
    # The releases that the aims speak of.
    "bench.txt": {"healthkit-to-sqlite": {"1.0.1"}, "atlas-db": {"0.2.11"}},
    "fuzz.txt": {"atheris": {"3.0.0"}},
}

_ADDRESS = re.compile(r"\w+://|\bwww\.|\b[\w-]+\.(?:com|dev|io|net|org)\b|(?:^|\s)/\w", re.ASCII)
_OPTION = re.compile(r"^\s*-", re.ASCII)
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}", re.ASCII)


def logical_lines(text: str) -> list[str]:
    """Join continued lines; leave out comments and empty lines."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    return [line for line in "\n".join(lines).replace("\\\n", " ").splitlines() if line.strip()]


def faults(text: str) -> list[str]:
    """Say what is wrong with a pinned file; nothing when it is as it should be."""
    # Comments too: a header tells how the file was made, and so could tell from where.
    found = [f"an address: {line}" for line in text.splitlines() if _ADDRESS.search(line)]
    for line in logical_lines(text):
        if _OPTION.match(line):
            found.append(f"an option: {line}")
        elif not _HASH.search(line):
            found.append(f"no hash: {line}")
        elif not is_pinned(requirement(line)):
            found.append(f"not pinned: {line}")
    return found


def requirement(line: str) -> Requirement:
    return Requirement(line.split("--hash", maxsplit=1)[0].strip())


def is_pinned(wanted: Requirement) -> bool:
    return [each.operator for each in wanted.specifier] == ["=="] and "*" not in str(
        wanted.specifier
    )


def versions(text: str) -> dict[str, set[str]]:
    """Collect name → versions; more than one where platforms differ."""
    found: dict[str, set[str]] = {}
    for line in logical_lines(text):
        wanted = requirement(line)
        found.setdefault(wanted.name.lower(), set()).update(
            each.version for each in wanted.specifier
        )
    return found


@pytest.mark.parametrize("name", PINNED)
def test_every_line_is_pinned_with_hashes_and_names_no_address(name: str) -> None:
    assert faults((REQUIREMENTS / name).read_text("utf-8")) == []


@pytest.mark.parametrize("path", sorted(REQUIREMENTS.glob("*.in")), ids=lambda path: path.name)
def test_what_is_asked_for_names_no_address(path: Path) -> None:
    text = path.read_text("utf-8")
    assert [line for line in text.splitlines() if _ADDRESS.search(line)] == []


@pytest.mark.parametrize("name", PINNED)
def test_the_pins_that_matter_hold(name: str) -> None:
    found = versions((REQUIREMENTS / name).read_text("utf-8"))
    held = HELD[name]
    assert {each: held[each] - found[each] for each in held} == {each: set() for each in held}
    # One version for everyone, but for a library whose wheels end early on two platforms,
    # and one whose newest releases leave Python 3.11 behind.
    assert {each for each in found if len(found[each]) > 1} <= {"cryptography", "numpy"}


def test_development_tests_what_people_run() -> None:
    """The tests run with dev.txt; people install runtime.txt. The versions must be the same."""
    runtime, dev = (
        versions((REQUIREMENTS / name).read_text("utf-8")) for name in ("runtime.txt", "dev.txt")
    )
    assert {each: dev.get(each) for each in runtime} == runtime


def test_no_peer_is_installed_with_the_program() -> None:
    """What we are measured against lives apart: the program never comes to lean on it."""
    ours = versions((REQUIREMENTS / "dev.txt").read_text("utf-8"))
    assert not ours.keys() & HELD["bench.txt"].keys()


GOOD = (
    f"# make requirements\nrich==15.0.0 ; python_version > '3' \\\n    --hash=sha256:{'a' * 64}\n"
)


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        ("--extra-index-url https://example.org/simple\n", "an address"),
        ("--index-url simple\n", "an option"),
        ("--find-links wheels\n", "an option"),
        ("# from mirror.example.org\n", "an address"),
        ("# compiled in /home/somebody\n", "an address"),
        (f"rich @ file:///wheels/rich.whl --hash=sha256:{'a' * 64}\n", "an address"),
        ("typer==0.29.1\n", "no hash"),
        ("typer==0.29.1 --hash=sha256:abc\n", "no hash"),
        (f"typer>=0.29.1 --hash=sha256:{'a' * 64}\n", "not pinned"),
        (f"typer==0.29.* --hash=sha256:{'a' * 64}\n", "not pinned"),
        (f"typer --hash=sha256:{'a' * 64}\n", "not pinned"),
    ],
)
def test_a_planted_fault_is_found(planted: str, fault: str) -> None:
    """Negative control: the same function that passes our files finds each fault."""
    assert faults(GOOD) == []
    assert [each for each in faults(GOOD + planted) if each.startswith(fault)]
