"""What the headings of a table mean: a unit, a type, a role.

Words stand in ``resources/vocabulary/table-words.toml`` and in the names of the types.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from datadonor.records.types import SampleType, ValueKind, sample_type, sample_types
from datadonor.records.units import canonical_unit, conversion

_MOST_CHARACTERS: Final = 120
_IN_BRACKETS: Final = re.compile(r"(?P<name>[^()\[\]]*)[(\[](?P<unit>[^()\[\]]+)[)\]]\s*")
_LAST_WORD: Final = re.compile(r"(?P<name>.*?\S)[\s_,;:]+(?:(?:i|in)\s+)?(?P<unit>\S+)")
_FLAT: Final = str.maketrans("_-\u2011\u00a0\u202f\n\r\t", "        ")


class Role(StrEnum):
    """What a column can be beside a column of values."""

    MOMENT = "moment"
    DATE = "date"
    CLOCK = "clock"
    TYPE = "type"
    VALUE = "value"
    UNIT = "unit"


class Heading(NamedTuple):
    """A heading taken apart. ``unit`` is as it stands in the file, and a known one."""

    name: str
    unit: str | None


def fold(text: str) -> str:
    """Return words so that two ways of writing them are equal."""
    return " ".join(text[:_MOST_CHARACTERS].translate(_FLAT).casefold().split()).strip(" :*#.,;")


def take_apart(heading: str) -> Heading:
    """Separate the unit from a heading: ``Vægt (kg)``, ``weight_kg``, ``Puls, bpm``."""
    text = heading[:_MOST_CHARACTERS].strip()
    for pattern in (_IN_BRACKETS, _LAST_WORD):
        match = pattern.fullmatch(text)
        if match and match["name"].strip() and canonical_unit(match["unit"].strip()):
            return Heading(fold(match["name"]), match["unit"].strip())
    return Heading(fold(text), None)


def role_of(heading: str) -> Role | None:
    """Return what role a heading names, if it does; brackets with a format do not matter."""
    bare = fold(re.sub(r"[(\[].*", "", heading[:_MOST_CHARACTERS]))
    return _load().roles.get(bare) or _load().roles.get(fold(heading))


def type_of_heading(heading: Heading) -> SampleType | None:
    """Return the type that a heading names and whose unit fits, or nothing."""
    candidates = _load().types.get(heading.name, ())
    fitting = (
        each
        for each in candidates
        if heading.unit is None or conversion(each, heading.unit) is not None
    )
    return next(fitting, None)


class _Words(NamedTuple):
    roles: Mapping[str, Role]
    types: Mapping[str, tuple[SampleType, ...]]


@cache
def _load() -> _Words:
    file = files("resources").joinpath("vocabulary", "table-words.toml")
    declared = tomllib.loads(file.read_text("utf-8"))
    types: dict[str, tuple[SampleType, ...]] = {}
    for name, known in _names(declared["types"]):
        if known not in types.get(name, ()):
            types[name] = (*types.get(name, ()), known)
    roles = {fold(word): Role(role) for role, row in declared["columns"].items() for word in row}
    return _Words(roles, types)


def _names(further: Mapping[str, list[str]]) -> Iterator[tuple[str, SampleType]]:
    """Yield each name of each type, the types' own names first.

    Raises:
        ValueError: The table of words names a type that is not there.
    """
    for known in sample_types().values():
        if known.value is not ValueKind.DURATION:
            for name in (known.id, known.name.da, known.name.en):
                yield fold(name), known
    for type_id, words in further.items():
        named = sample_type(type_id)
        if named is None:
            raise ValueError(f"no such type: {type_id}")
        for word in words:
            yield fold(word), named
