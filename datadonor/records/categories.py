"""Data categories: what a person chooses between, in their own words.

A tree of two levels, groups and categories, read once from
``resources/vocabulary/categories.toml``. Requests name categories by id; groups only
put them in order for the eye. Must not know types, codes, units or any record.
"""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Annotated, Final, Literal, NewType, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from datadonor.texts import Language

CategoryId = NewType("CategoryId", str)
"""A category's id, as requests, choices and tables name it."""

EHDS: Final = "https://w3id.org/dpv/legal/eu/ehds#"
"""The Data Privacy Vocabulary's terms for the European Health Data Space, version 2.3."""

_Word = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{1,39}$")]
_Sentence = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Sensitivity(StrEnum):
    """How much a category tells about a person. All of it is health data.

    Source: our choice. GDPR art. 9 knows no steps within health data; the highest
    step is for what reaches beyond the person or can hold anything.
    """

    ORDINARY = "ordinary"
    HIGH = "high"
    HIGHEST = "highest"


class Kind(StrEnum):
    """Whether data of a category can be made coarser."""

    SERIES = "series"
    RECORDS = "records"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Named(_Part):
    """A text in both languages."""

    da: _Sentence
    en: _Sentence

    def in_language(self, language: Language) -> str:
        """Return the text of one language."""
        return self.da if language is Language.DANISH else self.en


class Group(_Part):
    """Categories that are shown together."""

    id: _Word
    name: Named


class Category(_Part):
    """One kind of data.

    ``usual_resolution`` is what a study mostly needs of a series (a word of
    ``consent.request.Resolution``); records have none.
    """

    id: _Word
    group: _Word
    name: Named
    description: Named
    sensitivity: Annotated[Sensitivity, Field(strict=False)]
    kind: Annotated[Kind, Field(strict=False)]
    usual_resolution: Literal["hour", "day", "week", "month", "summary"] | None = None
    ehds: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Za-z]+$")]

    @model_validator(mode="after")
    def _series_alone_have_a_resolution(self) -> Self:
        if (self.kind is Kind.SERIES) != (self.usual_resolution is not None):
            msg = "a series, and nothing else, has a usual resolution"
            raise ValueError(msg)
        return self

    @property
    def ehds_iri(self) -> str:
        """The category's term in the Data Privacy Vocabulary."""
        return EHDS + self.ehds

    @property
    def may_be_chosen_beforehand(self) -> bool:
        """Whether a screen may offer it as already chosen. The most telling ones never."""
        return self.sensitivity is not Sensitivity.HIGHEST


class _Vocabulary(_Part):
    groups: dict[str, Group]
    categories: dict[str, Category]

    @model_validator(mode="after")
    def _every_group_exists(self) -> Self:
        if {category.group for category in self.categories.values()} != self.groups.keys():
            msg = "each category has a group, and each group a category"
            raise ValueError(msg)
        return self


def categories() -> Mapping[CategoryId, Category]:
    """Return all categories by id, in the order in which they are shown."""
    return {CategoryId(name): category for name, category in _load().categories.items()}


def category(category_id: str) -> Category | None:
    """Return the category of an id, or nothing."""
    return _load().categories.get(category_id)


def groups() -> Mapping[str, Group]:
    """Return all groups by id, in the order in which they are shown."""
    return dict(_load().groups)


def categories_of(group_id: str) -> tuple[Category, ...]:
    """Return the categories of a group, in the order in which they are shown."""
    return tuple(each for each in _load().categories.values() if each.group == group_id)


@cache
def _load() -> _Vocabulary:
    file = files("resources").joinpath("vocabulary", "categories.toml")
    return _read(file.read_text("utf-8"))


def _read(text: str) -> _Vocabulary:
    tables = tomllib.loads(text)
    return _Vocabulary.model_validate(
        {
            part: {name: {"id": name, **table} for name, table in tables[part].items()}
            for part in ("groups", "categories")
        }
    )
