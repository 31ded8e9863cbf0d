"""Types: what was measured or noted, each with its code, unit, kind of value and category.

Read once from ``resources/vocabulary/types/*.toml`` (one file a category, one line a
type) and ``code-words.toml``. HealthKit's names without prefix are the
key space, because it is the widest there is. Must not know samples, files or any
person's data; how units convert is the business of ``datadonor.records.units``.
"""

import math
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Annotated, Any, Final, NewType, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from datadonor.records.categories import CategoryId, Named, category
from datadonor.records.code_systems import Code, CodeSystem, code_system
from datadonor.records.episodes import (
    EpisodeKind,
    WorkoutKind,
    episode_kind,
    episode_kinds,
    workout_kind_of_apple,
    workout_kinds,
)

# Whoever looks up a type finds its neighbours here as well.
__all__ = [
    "Code",
    "CodeSystem",
    "CodeWord",
    "EpisodeKind",
    "SampleType",
    "TypeId",
    "ValueKind",
    "WorkoutKind",
    "code_system",
    "episode_kind",
    "episode_kinds",
    "sample_type",
    "sample_types",
    "type_of_apple",
    "type_of_code",
    "types_of",
    "workout_kind_of_apple",
    "workout_kinds",
]

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

TypeId = NewType("TypeId", str)
"""A type's id: HealthKit's name without prefix, our own in its manner, or a Danish code."""

_QUANTITY: Final = "HKQuantityTypeIdentifier"
_CATEGORY: Final = "HKCategoryTypeIdentifier"
_DANISH: Final = ("NPU", "DNK", "MCS")

_Id = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Za-z0-9]{1,59}$")]
_Word = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
_Apple = Annotated[str, StringConstraints(pattern=r"^HK[A-Za-z0-9]+$")]
_Unit = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,30}$")]
_SHAPES: Final = {
    CodeSystem.LOINC: r"^\d{1,6}-\d$",
    CodeSystem.NPU: r"^(NPU|DNK)\d{5}$",
    CodeSystem.MCS: r"^MCS\d{5}$",
    CodeSystem.SNOMED: r"^[1-9]\d{5,17}$",
    CodeSystem.MDC: r"^[1-9]\d{3,9}$",
}
_Loinc = Annotated[str, StringConstraints(pattern=_SHAPES[CodeSystem.LOINC])]
_Npu = Annotated[str, StringConstraints(pattern=_SHAPES[CodeSystem.NPU])]
_Mcs = Annotated[str, StringConstraints(pattern=_SHAPES[CodeSystem.MCS])]
_Snomed = Annotated[str, StringConstraints(pattern=_SHAPES[CodeSystem.SNOMED])]
_Mdc = Annotated[str, StringConstraints(pattern=_SHAPES[CodeSystem.MDC])]


class ValueKind(StrEnum):
    """What a sample of a type holds."""

    NUMBER = "number"
    CODE = "code"
    DURATION = "duration"
    """What matters is how long it lasted: a mindful session."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class CodeWord(_Part):
    """One of the answers that a type of kind code can have.

    Attributes:
        name: In a citizen's words.
        apple: The values in an Apple Health export that mean it. An older and a newer
            name for one thing are two.
        number: The whole number that sources write for it where they write numbers:
            HealthKit's raw value, or the step of a urine strip.
        loinc: LOINC's answer code.
        snomed: SNOMED CT's concept.
    """

    name: Named
    apple: tuple[_Apple, ...] = ()
    number: int | None = None
    loinc: Annotated[str, StringConstraints(pattern=r"^LA\d{1,6}-\d$")] | None = None
    snomed: _Snomed | None = None


class SampleType(_Part):
    """What a sample can be of.

    Attributes:
        id: The key under which samples are stored.
        category: What consent is given by.
        name: In words that need no training.
        value: Whether a sample holds a number, a code word, or matters by its length.
        unit: The UCUM unit in which numbers are stored; nothing for code and duration.
        adds_up: Whether a day's samples may be added to a total (HealthKit: cumulative).
        low: The least plausible value in ``unit``, inclusive. Only the absurd lies
            outside; what does is kept and marked, never dropped.
        high: The greatest plausible value, inclusive.
        loinc: The code under which the type is sent on.
        npu: The Danish laboratory code (NPU or DNK).
        mcs: MedCom's code.
        snomed: SNOMED CT's observable.
        mdc: IEEE 11073's reference number.
        aliases: Further codes that mean this type.
        apple: Full HealthKit identifiers.
        codes: The answers of a code type, by our word for each; else empty.
        molar_mass: Grams per mole, where sources write both mass and amount.
        own_conversions: UCUM unit → (factor, offset) where the rule for this type is
            not that of the units: HbA1c in per cent, insulin in "U".
    """

    id: _Id
    category: CategoryId
    name: Named
    value: Annotated[ValueKind, Field(strict=False)]
    unit: _Unit | None = None
    adds_up: bool = False
    low: float | None = None
    high: float | None = None
    loinc: _Loinc | None = None
    npu: _Npu | None = None
    mcs: _Mcs | None = None
    snomed: _Snomed | None = None
    mdc: _Mdc | None = None
    aliases: tuple[Code, ...] = ()
    apple: tuple[_Apple, ...] = ()
    codes: Mapping[_Word, CodeWord] = Field(default_factory=dict)
    molar_mass: Annotated[float, Field(gt=0)] | None = None
    own_conversions: Mapping[_Unit, tuple[float, float]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _codes_have_their_shape(self) -> Self:
        for system, code in self.aliases:
            if re.fullmatch(_SHAPES[system], code) is None:
                raise ValueError("a further code has not the shape of its system's codes")
        return self

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        """Refuse a declaration that contradicts itself."""
        if category(self.category) is None:
            raise ValueError("no such category")
        if (self.value is ValueKind.CODE) != bool(self.codes):
            raise ValueError("a code type, and nothing else, has codes")
        if self.value is not ValueKind.NUMBER and (self.unit, self.low, self.high) != (None,) * 3:
            raise ValueError("only numbers have a unit and a range")
        if self.value is ValueKind.CODE and self.adds_up:
            raise ValueError("codes do not add up")
        if (self.low is None) != (self.high is None):
            raise ValueError("a range has two ends")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise ValueError("a range begins below its end")
        return self

    @property
    def all_codes(self) -> tuple[Code, ...]:
        """Every code that means this type, the ones to send on first."""
        own = ((system, getattr(self, system.value)) for system in CodeSystem)
        return tuple(Code(system, code) for system, code in own if code) + self.aliases

    def is_plausible(self, value: float) -> bool:
        """Whether a value in ``unit`` lies in the range. Without a range all finite ones do."""
        if self.low is None or self.high is None:
            return math.isfinite(value)
        return self.low <= value <= self.high

    def word_of_apple(self, raw: str) -> str | None:
        """Return our word for a value in an Apple Health export, or nothing."""
        return next((word for word, code in self.codes.items() if raw in code.apple), None)

    def word_of_number(self, number: int) -> str | None:
        """Return our word for the whole number that a source writes, or nothing."""
        return next((word for word, code in self.codes.items() if code.number == number), None)


class _Vocabulary:
    """All types, and the ways to find one."""

    def __init__(self, types: Iterable[SampleType]) -> None:
        every = tuple(types)
        self.types = _unique((TypeId(each.id), each) for each in every)
        self.by_apple = _unique((name, each) for each in every for name in each.apple)
        self.by_code = _unique((code, each) for each in every for code in each.all_codes)


def sample_types() -> Mapping[TypeId, SampleType]:
    """Return all types by id, in the order of the categories' files."""
    return MappingProxyType(_load().types)


def sample_type(type_id: str) -> SampleType | None:
    """Return the type of an id, or nothing."""
    return _load().types.get(TypeId(type_id))


def type_of_apple(identifier: str) -> SampleType | None:
    """Return the type of a full HealthKit identifier, or nothing."""
    return _load().by_apple.get(identifier)


def type_of_code(system: CodeSystem, code: str) -> SampleType | None:
    """Return the type that a code means, or nothing.

    NPU, DNK and MCS codes are found under either Danish system, for files mix the two up
    and the codes cannot be confused.
    """
    if code.startswith("MCS"):
        system = CodeSystem.MCS
    elif code.startswith(("NPU", "DNK")):
        system = CodeSystem.NPU
    return _load().by_code.get(Code(system, code))


def types_of(category_id: str) -> tuple[SampleType, ...]:
    """Return the types of a category, in the order of its file."""
    return tuple(each for each in _load().types.values() if each.category == category_id)


@cache
def _load() -> _Vocabulary:
    folder = files("resources").joinpath("vocabulary")
    words = tomllib.loads(folder.joinpath("code-words.toml").read_text("utf-8"))
    # Sorted, so that the order is the same wherever the package lies.
    declared = sorted(folder.joinpath("types").iterdir(), key=lambda file: file.name)
    return _Vocabulary(
        each
        for file in declared
        if file.name.endswith(".toml")
        for each in _types(file.name.removesuffix(".toml"), file.read_text("utf-8"), words)
    )


def _types(category_id: str, text: str, words: Mapping[str, Any]) -> Iterator[SampleType]:
    for value, rows in tomllib.loads(text).items():
        for name, row in rows.items():
            yield _type(category_id, value, name, row, words)


def _type(
    category_id: str, value: str, name: str, row: dict[str, Any], words: Mapping[str, Any]
) -> SampleType:
    """Build a type from one line: short forms made long, everything else handed on."""
    row = dict(row)
    low, high = row.pop("range", (None, None))
    if name.startswith(_DANISH):
        row[CodeSystem.MCS if name.startswith("MCS") else CodeSystem.NPU] = name
    return SampleType.model_validate(
        {
            "id": name,
            "category": category_id,
            "name": {"da": row.pop("da"), "en": row.pop("en")},
            "value": value,
            "low": low,
            "high": high,
            "apple": _identifiers(name, row.pop("apple", ())),
            "aliases": tuple(
                Code(system, code)
                for system in CodeSystem
                for code in row.pop(f"also_{system}", ())
            ),
            "codes": _code_words(row.pop("codes", None), words),
            "own_conversions": {unit: tuple(rule) for unit, rule in row.pop("from", {}).items()},
            **row,
        }
    )


def _identifiers(name: str, apple: str | list[str]) -> tuple[str, ...]:
    if apple == "quantity":
        return (_QUANTITY + name,)
    if apple == "category":
        return (_CATEGORY + name,)
    return _listed(apple)


def _code_words(answers: str | None, words: Mapping[str, Any]) -> dict[str, Any]:
    return {} if answers is None else {word: _named(row) for word, row in words[answers].items()}


def _named(row: dict[str, Any]) -> dict[str, Any]:
    """Gather a row's two names, and make its identifiers a tuple."""
    rest = {key: value for key, value in row.items() if key not in {"da", "en", "apple"}}
    names = {"da": row["da"], "en": row["en"]}
    return {"name": names, "apple": _listed(row.get("apple", ())), **rest}


def _listed(value: str | Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _unique(pairs: Iterable[tuple[_Key, _Value]]) -> dict[_Key, _Value]:
    """Gather pairs in a dictionary.

    Raises:
        ValueError: A key occurs twice: two types claim one code.
    """
    found: dict[_Key, _Value] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"declared twice: {key}")
        found[key] = value
    return found
