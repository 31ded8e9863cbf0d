"""Codes that may leave: of which systems, in which form, and which of them are rare.

Read once from ``resources/minimisation/codes.toml`` and ``rare.toml``. A code must have the
form that its system gives to codes, so that nothing else can travel in its place. Must not
know resources.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, TypeAdapter

_ICD10: Final = frozenset({"icd10", "icd10cm"})
_SKS: Final = "sks"

# SNOMED CT's check digit: Verhoeff's, over the dihedral group of order 10 (SNOMED CT Release
# File Specifications, 4.2.1 "Check-digit").
_TURNED: Final = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
_HALF: Final = 5


class CodeSystemAllowed(BaseModel):
    """A system whose codes may leave.

    Attributes:
        name: Our word for it.
        uri: What it is called when it is sent.
        also: What else files call it.
        pattern: The form of a whole code; nothing if ``codes`` lists them all.
        check: The check digit that a code must have, if any.
        codes: The whole list, where it is short.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    uri: str
    also: tuple[str, ...] = ()
    pattern: str | None = None
    check: Literal["sctid"] | None = None
    codes: frozenset[str] = frozenset()

    def has(self, code: str) -> bool:
        """Whether a text has the form of one of the system's codes."""
        if self.pattern is None:
            return code in self.codes
        if re.fullmatch(self.pattern, code, re.ASCII) is None:
            return False
        return self.check is None or is_sctid(code)


class RareGroup(BaseModel):
    """Rare codes that a person says yes to together.

    Attributes:
        id: Its name, by which a person says yes.
        da: In words.
        en: In words.
        systems: All of whose codes are in it.
        icd10: Beginnings of codes, without a point.
        atc: Beginnings.
        snomed: Whole codes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    da: str
    en: str
    systems: frozenset[str] = frozenset()
    icd10: tuple[str, ...] = ()
    atc: tuple[str, ...] = ()
    snomed: frozenset[str] = frozenset()

    def has(self, system: CodeSystemAllowed, code: str) -> bool:
        """Whether a code of a system is in it."""
        bare = code.replace(".", "")
        if system.name in self.systems:
            return True
        if system.name in _ICD10:
            return bare.startswith(self.icd10)
        if system.name == _SKS:
            return bare.startswith("D") and bare[1:].startswith(self.icd10)
        if system.name == "atc":
            return bare.startswith(self.atc)
        return system.name == "snomed" and code in self.snomed


class KnownCode(NamedTuple):
    """A code that may leave, in the system's own name, and the rare group it is of."""

    system: str
    code: str
    rare: RareGroup | None

    def may_go(self, may_tell_rare: frozenset[str]) -> bool:
        """Whether it may, given the groups and codes (``uri|code``) to which there is a yes."""
        if self.rare is None:
            return True
        return self.rare.id in may_tell_rare or f"{self.system}|{self.code}" in may_tell_rare


def known_code(uri: str, code: str, only: str | None = None) -> KnownCode | None:
    """Return a code as it may leave; nothing if its system or its form is not on the list.

    Args:
        uri: The system, as a file names it.
        code: The code.
        only: The one system that it may be of, by our word for it.
    """
    system = systems().get(only or "") if uri == "" else _by_uri().get(uri.strip().rstrip("/"))
    if system is None or (only is not None and system.name != only) or not system.has(code):
        return None
    group = next((each for each in rare_groups().values() if each.has(system, code)), None)
    return KnownCode(system.uri, code, group)


def is_sctid(code: str) -> bool:
    """Whether the last digit of a number is the check digit of a SNOMED CT identifier."""
    total = 0
    for place, digit in enumerate(reversed(code)):
        number = int(digit)
        for _ in range(place % 8):
            number = _TURNED[number]
        total = _composed(total, number)
    return total == 0


def _composed(left: int, right: int) -> int:
    """Compose two symmetries of a pentagon: 0 to 4 turn it, 5 to 9 turn it over."""
    if left < _HALF:
        return (left + right) % _HALF + (0 if right < _HALF else _HALF)
    turned = (left - right) % _HALF
    return turned + (_HALF if right < _HALF else 0)


@cache
def systems() -> Mapping[str, CodeSystemAllowed]:
    """Return the systems whose codes may leave, by our words for them."""
    rows = {name: {"name": name, **row} for name, row in _read("codes")["systems"].items()}
    return TypeAdapter(dict[str, CodeSystemAllowed]).validate_python(rows)


@cache
def word_lists() -> Mapping[str, frozenset[str]]:
    """Return FHIR's required words that may leave, by the names of the lists."""
    return {name: frozenset(each) for name, each in _read("codes")["words"].items()}


@cache
def rare_groups() -> Mapping[str, RareGroup]:
    """Return the groups of rare codes by name."""
    rows = {name: {"id": name, **row} for name, row in _read("rare").items()}
    return TypeAdapter(dict[str, RareGroup]).validate_python(rows)


@cache
def _by_uri() -> Mapping[str, CodeSystemAllowed]:
    found: dict[str, CodeSystemAllowed] = {}
    for system in systems().values():
        for name in (system.uri, *system.also):
            found[name] = system
            if name.startswith("urn:oid:"):
                found[name.removeprefix("urn:oid:")] = system
    return found


def _read(name: str) -> Mapping[str, Mapping[str, Any]]:
    file = files("resources").joinpath("minimisation", f"{name}.toml")
    return tomllib.loads(file.read_text("utf-8"))
