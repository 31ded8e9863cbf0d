"""Every kind of clinical resource that an import can bring has words in both languages."""

import pytest
from pydantic import TypeAdapter, ValidationError

from datadonor.records.document_words import (
    KindWords,
    document_word,
    document_word_behind,
    document_words,
)
from datadonor.sources.fhir.kinds import kinds
from datadonor.texts import Language

DA, EN = Language.DANISH, Language.ENGLISH


def test_every_kind_has_words_and_no_words_are_left_over() -> None:
    assert document_words().keys() == kinds().keys()
    assert document_words().keys() != kinds().keys() | {"Planted"}


def test_alone_a_word_has_a_capital_and_behind_a_number_it_has_none() -> None:
    for kind in document_words():
        for language in Language:
            assert document_word(kind, language)[0].isupper(), kind
            for count in (0, 1, 2):
                assert document_word_behind(kind, count, language)[0].islower(), kind


@pytest.mark.parametrize(
    ("kind", "count", "danish", "english"),
    [
        ("Immunization", 1, "vaccination", "vaccination"),
        ("Immunization", 2, "vaccinationer", "vaccinations"),
        ("Patient", 1, "sæt personoplysninger", "set of personal details"),
        ("Patient", 0, "sæt personoplysninger", "sets of personal details"),
        ("FromAFile", 2, "FromAFile", "FromAFile"),
    ],
)
def test_the_word_behind_a_number(kind: str, count: int, danish: str, english: str) -> None:
    assert document_word_behind(kind, count, DA) == danish
    assert document_word_behind(kind, count, EN) == english


def test_a_kind_without_words_is_called_by_its_name() -> None:
    assert document_word("FromAFile", DA) == "FromAFile"


@pytest.mark.parametrize("row", [{}, {"da": "Fil", "en": "File"}, {"da": "", "en": "File"}])
def test_half_a_row_is_refused(row: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(KindWords).validate_python(row)
