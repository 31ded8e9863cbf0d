"""Which elements of which clinical records may leave, and how.

Read once from ``resources/minimisation/allowed.toml``, where FHIR paths stand as text, into
trees that are walked beside a resource. Must not know any resource's values.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

_CHOICE: Final = "[x]"
_SUFFIXES: Final = {"concept": "CodeableConcept"}
_AGAIN: Final = "again"


class How(NamedTuple):
    """How a value is sent: the name of a treatment in ``values``, and what it is told."""

    treatment: str
    told: str = ""


@dataclass
class Part:
    """What may leave of an object.

    Attributes:
        elements: By name, in the order in which they are sent.
        needed: Of each of these at least one element must be left, or the object goes.
    """

    elements: dict[str, "Element"] = field(default_factory=dict)
    needed: list[tuple[str, ...]] = field(default_factory=list)


@dataclass
class Element:
    """One element that may leave: either a value (``how``) or an object (``part``).

    ``choice`` is the name that several elements have in common of which one may be there.
    """

    is_list: bool
    how: How | None = None
    part: Part | None = None
    choice: str | None = None


class Sent(NamedTuple):
    """What may leave of one kind of resource. As ``allowed.toml`` describes it."""

    kind: str
    whole_part: Part
    about: str | None
    whole: tuple[str, ...]
    required: tuple[tuple[str, ...], ...]
    unknown: str | None
    fixed: Mapping[str, Any]
    renamed: Mapping[str, str]
    turned: Mapping[str, tuple[str | bool, ...]]
    table: str | None


class AllowList(NamedTuple):
    """All of it: what is sent, and why the other kinds are not."""

    sent: Mapping[str, Sent]
    stays: Mapping[str, str]


@cache
def allow_list() -> AllowList:
    """Return the list that the program comes with."""
    file = files("resources").joinpath("minimisation", "allowed.toml")
    return parse_allow_list(file.read_text("utf-8"))


def parse_allow_list(text: str) -> AllowList:
    """Read a list as ``allowed.toml`` is written.

    Raises:
        ValueError: It is not in that form: a fault of ours, caught by the tests.
        KeyError: The same.
    """
    tables = tomllib.loads(text)
    rows = tables["sent"]
    for row in rows.values():
        if "like" in row:
            row["paths"] = rows[row["like"]]["paths"]
    return AllowList(
        {name: _sent(name, row) for name, row in rows.items()}, dict(tables.get("stays", {}))
    )


def _sent(name: str, row: Mapping[str, Any]) -> Sent:
    whole_part = Part()
    for path, hows in row["paths"].items():
        _place(whole_part, path, hows)
    for words in row.get("needed", ()):
        _need(whole_part, words)
    return Sent(
        kind=row.get("kind", name),
        whole_part=whole_part,
        about=row.get("about"),
        whole=tuple(row.get("whole", ())),
        required=tuple(tuple(each.split("|")) for each in row.get("required", ())),
        unknown=row.get("unknown"),
        fixed=row.get("fixed", {}),
        renamed=row.get("renamed", {}),
        turned={key: tuple(values) for key, values in row.get("turned", {}).items()},
        table=row.get("table"),
    )


def _place(root: Part, path: str, hows: str) -> None:
    """Put one path of the list into the tree."""
    part = root
    *above, last = path.split(".")
    for step in above:
        found = part.elements.setdefault(
            step.removesuffix("*"), Element(is_list=step.endswith("*"), part=Part())
        )
        if found.part is None:
            raise ValueError(f"{path}: a value has no parts")
        part = found.part
    is_list = last.endswith("*")
    name = last.removesuffix("*")
    if hows.startswith(f"{_AGAIN}:"):
        same = root.elements[hows.removeprefix(f"{_AGAIN}:")]
        part.elements[name] = Element(is_list=is_list, part=same.part)
        return
    if not name.endswith(_CHOICE):
        part.elements[name] = Element(is_list=is_list, how=_how(hows))
        return
    choice = name.removesuffix(_CHOICE)
    for word in hows.split():
        how = _how(word)
        kind = _SUFFIXES.get(how.treatment, how.treatment[0].upper() + how.treatment[1:])
        part.elements[choice + kind] = Element(is_list=is_list, how=how, choice=choice)


def _how(words: str) -> How:
    treatment, _, told = words.partition(":")
    return How(treatment, told)


def _need(root: Part, words: str) -> None:
    part = root
    paths = [each.split(".") for each in words.split("|")]
    for step in paths[0][:-1]:
        inner = part.elements[step].part
        if inner is None:
            raise ValueError(f"{words}: a value has no parts")
        part = inner
    part.needed.append(tuple(path[-1] for path in paths))
