"""What people call the kinds of clinical resource: one vaccination, two vaccinations.

Read once from ``resources/vocabulary/document-words.toml``. Must not know any resource.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, TypeAdapter

from datadonor.texts import Language

_Words = Annotated[str, StringConstraints(min_length=1, max_length=60)]


class KindWords(BaseModel):
    """The words for one kind.

    Attributes:
        da: Danish, one, with a capital.
        en: English, likewise.
        da_many: Behind any number but one, in small letters.
        en_many: Likewise.
        da_one: Behind the number one, where that is not ``da`` in small letters.
        en_one: Likewise.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    da: _Words
    en: _Words
    da_many: _Words
    en_many: _Words
    da_one: _Words | None = None
    en_one: _Words | None = None


def document_words() -> Mapping[str, KindWords]:
    """Return the words of every kind that has any, by FHIR's name for it."""
    return _load()


def document_word(kind: str, language: Language) -> str:
    """Return what a person calls one of a kind; FHIR's name if it has no words."""
    words = _load().get(kind)
    if words is None:
        return kind
    return words.da if language is Language.DANISH else words.en


def document_word_behind(kind: str, count: int, language: Language) -> str:
    """Return the word that stands behind a number of a kind; FHIR's name as above."""
    words = _load().get(kind)
    if words is None:
        return kind
    is_danish = language is Language.DANISH
    if count != 1:
        return words.da_many if is_danish else words.en_many
    one = document_word(kind, language)
    return (words.da_one if is_danish else words.en_one) or one[0].lower() + one[1:]


@cache
def _load() -> Mapping[str, KindWords]:
    file = files("resources").joinpath("vocabulary", "document-words.toml")
    return TypeAdapter(dict[str, KindWords]).validate_python(tomllib.loads(file.read_text("utf-8")))
