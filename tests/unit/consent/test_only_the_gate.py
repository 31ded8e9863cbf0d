"""Only ``consent.gate`` makes a release: without one there is no way to records for sending."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from consent import book
from consent.choices import Choices
from tests.releases import (
    Citizen,
)

ROOT = Path(book.__file__).parents[1]
PACKAGES = ("consent", "datadonor", "export", "ui")
SECRET = frozenset({"_OF_THE_GATE"})


def makers_of_releases(source: str) -> list[int]:
    """Return the lines of a module that make a ``Release``, or get at what it is made with.

    To name it in an annotation, or to ask ``isinstance``, makes none. What goes on under
    another name is seen too: ``from consent.gate import Release as Right``.
    """
    tree = ast.parse(source)
    imported = [
        each
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for each in node.names
        if each.name in {"Release", *SECRET}
    ]
    names = {"Release", *(each.asname or each.name for each in imported)}
    found = [each.lineno for each in imported if each.name in SECRET]
    for node in ast.walk(tree):
        used: ast.AST | None = None
        if isinstance(node, ast.Call):
            used = node.func
        elif isinstance(node, ast.Assign | ast.Attribute):
            used = node.value
        is_used = used is not None and name_of(used) in names
        if is_used or name_of(node) in SECRET:
            found.append(getattr(node, "lineno", 0))
    return sorted(set(found))


def name_of(node: ast.AST) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else None


def test_only_the_gate_makes_a_release() -> None:
    modules = [file for each in PACKAGES for file in (ROOT / each).rglob("*.py")]
    assert len(modules) > 150
    making = {
        str(file.relative_to(ROOT))
        for file in modules
        if makers_of_releases(file.read_text("utf-8"))
    }
    assert making == {"consent/gate.py"}


@pytest.mark.parametrize(
    "planted",
    [
        "from consent.gate import Release\nRelease(1)",
        "from consent.gate import Release as Right\nRight(1)",
        "from consent import gate\ngate.Release(1)",
        "import consent.gate\nconsent.gate.Release(1)",
        "from consent.gate import Release\nmake = Release\nmake(1)",
        "from consent.gate import Release\nRelease.__new__(Release)",
        "from consent.gate import _OF_THE_GATE",
        "from consent import gate\nprint(gate._OF_THE_GATE)",
    ],
)
def test_a_release_made_elsewhere_is_seen(planted: str) -> None:
    assert makers_of_releases(planted)


def test_to_speak_of_a_release_is_not_to_make_one() -> None:
    harmless = (
        "from consent.gate import Release\n"
        "def send(release: Release) -> bool:\n    return isinstance(release, Release)\n"
    )
    assert makers_of_releases(harmless) == []


def test_a_release_cannot_be_altered_or_copied_with_other_choices(donor: Citizen) -> None:
    donor.give()
    release = donor.release()
    with pytest.raises(ValueError, match="made_by"):
        replace(release, choices=Choices())  # type: ignore[call-arg]  # seen by mypy as well
    with pytest.raises(TypeError):
        replace(release, choices=Choices(), made_by=object())
    with pytest.raises(AttributeError):
        release.choices = Choices()  # type: ignore[misc]  # what must not be possible
