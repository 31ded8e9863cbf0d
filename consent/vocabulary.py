"""What a request may say in codes, with words for people.

Purposes (Data Privacy Vocabulary 2.3), conditions of use (GA4GH's Data Use Ontology),
legal bases, and the countries where the General Data Protection Regulation holds. Read
once from ``resources/vocabulary``. An unknown code is not an error here: what it means
that a request uses one is for ``consent.request_check`` to say.
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Final, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from datadonor.records.categories import Named
from datadonor.texts import Fact, Language, day_text, text

BROADEST_FIRST: Final = ("DUO:0000004", "DUO:0000042", "DUO:0000006", "DUO:0000007")
"""Permissions of which each allows what the next one allows, and more.

Source: their definitions in DUO. Research into ancestry (``DUO:0000011``) stands apart,
because health research (``DUO:0000006``) excludes it.
"""


class Words(NamedTuple):
    """Words for one thing in both languages, to stand in a sentence."""

    da: str
    en: str

    def in_language(self, language: Language) -> str:
        """Return the words of one language."""
        return self.da if language is Language.DANISH else self.en


Facts = Mapping[str, Fact | Words]
"""What stands in a sentence's braces."""


class Role(StrEnum):
    """What a code of the Data Use Ontology does."""

    PERMISSION = "permission"
    MODIFIER = "modifier"


class _Term(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    name: Named

    @property
    def words(self) -> Words:
        """The term's name, to stand in a sentence."""
        return Words(self.name.da, self.name.en)


class Purpose(_Term):
    """What data may be used for; its id is an IRI."""

    algorithms: bool = False
    commercial: bool = False


class DataUse(_Term):
    """A condition of use; its id is ``DUO:`` and seven digits."""

    letters: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,6}$")]
    role: Annotated[Role, Field(strict=False)]
    widens: bool = False


class LegalBasis(_Term):
    """What gives the controller the right; its id is a short code of ours."""

    needs_ethics: bool = False
    rests_on_consent: bool = False


class _Terms(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    purposes: tuple[Purpose, ...]
    data_use: tuple[DataUse, ...]
    legal_bases: tuple[LegalBasis, ...]


class Place(StrEnum):
    """Whether a place is one where the General Data Protection Regulation holds."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    UNCLEAR = "unclear"


_T = TypeVar("_T", bound=_Term)


def purposes() -> Mapping[str, Purpose]:
    """Return all known purposes by IRI, in the order in which they are shown."""
    return _by_id(_terms().purposes)


def data_uses() -> Mapping[str, DataUse]:
    """Return all known conditions of use by id, permissions first."""
    return _by_id(_terms().data_use)


def legal_bases() -> Mapping[str, LegalBasis]:
    """Return all known legal bases by code."""
    return _by_id(_terms().legal_bases)


def place_of(location: str) -> Place:
    """Say where a storage location lies, by the countries that it names.

    A single country outside is enough: the data are outside then.
    """
    names: Mapping[str, list[str]] = read_vocabulary("countries")
    for place in (Place.OUTSIDE, Place.INSIDE):
        if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", location) for name in names[place]):
            return place
    return Place.UNCLEAR


def in_words(identifier: str, known: Mapping[str, _Term]) -> Words:
    """Return the words for a code, or the code itself where it is unknown."""
    term = known.get(identifier)
    return term.words if term else Words(identifier, identifier)


def day_in_words(day: date) -> Words:
    """Return a date as a person writes it."""
    return Words(day_text(day, Language.DANISH), day_text(day, Language.ENGLISH))


def term_in_words(key: str) -> Words:
    """Return the two texts of a key of the catalogue, to stand in another sentence."""
    return Words(text(key, Language.DANISH), text(key, Language.ENGLISH))


def sentence(key: str, language: Language, facts: Facts) -> str:
    """Return a sentence of the catalogue with its facts in the same language."""
    said = {
        name: fact.in_language(language) if isinstance(fact, Words) else fact
        for name, fact in facts.items()
    }
    return text(key, language, **said)


@cache
def read_vocabulary(name: str) -> Mapping[str, Any]:
    """Return one file of ``resources/vocabulary``, read once."""
    file = files("resources").joinpath("vocabulary", f"{name}.toml")
    return tomllib.loads(file.read_text("utf-8"))


@cache
def _terms() -> _Terms:
    return _Terms.model_validate(read_vocabulary("terms"))


def _by_id(terms: tuple[_T, ...]) -> Mapping[str, _T]:
    return {term.id: term for term in terms}
