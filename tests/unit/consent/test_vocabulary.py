"""Codes with words: the standards' own codes, and none that anyone can mistake."""

import re
from datetime import date

import pytest
from pydantic import ValidationError

from consent.vocabulary import (
    BROADEST_FIRST,
    DataUse,
    Place,
    Role,
    Words,
    data_uses,
    day_in_words,
    in_words,
    legal_bases,
    place_of,
    purposes,
    read_vocabulary,
    sentence,
)
from datadonor.texts import Language

PERMISSIONS = {"DUO:0000004", "DUO:0000006", "DUO:0000007", "DUO:0000011", "DUO:0000042"}


def test_codes_of_the_data_use_ontology_are_numbers() -> None:
    assert all(re.fullmatch(r"DUO:[0-9]{7}", code) for code in data_uses())
    assert {code for code, use in data_uses().items() if use.role is Role.PERMISSION} == PERMISSIONS
    assert set(BROADEST_FIRST) < PERMISSIONS


def test_letters_that_mean_two_things_are_never_a_code() -> None:
    """``GS`` is a region here and genetics elsewhere: only the number is stored."""
    assert data_uses()["DUO:0000022"].letters == "GS"
    assert "GS" not in data_uses()
    with pytest.raises(ValidationError):
        DataUse.model_validate({"id": "GS", "name": {"da": "a", "en": "b"}})


def test_only_two_modifiers_allow_more() -> None:
    """Clinical care is allowed as well; what is made of the data goes back to a collection."""
    assert {code for code, use in data_uses().items() if use.widens} == {
        "DUO:0000029",
        "DUO:0000043",
    }


def test_purposes_are_terms_of_the_data_privacy_vocabulary() -> None:
    lists = r"https://w3id\.org/dpv(/legal/eu/ehds)?#[A-Z][A-Za-z]+"
    assert all(re.fullmatch(lists, iri) for iri in purposes())
    for term in (
        "HealthcareScientificResearch",
        "ImproveHealthcare",
        "PublicHealthSurveillance",
        "TrainTestAndEvaluateHealthAlgorithms",
    ):
        assert f"https://w3id.org/dpv/legal/eu/ehds#{term}" in purposes()


def test_what_the_checker_must_know_of_a_purpose() -> None:
    for iri, purpose in purposes().items():
        assert purpose.commercial is ("#Commercial" in iri)
        assert purpose.algorithms is ("#TrainTest" in iri)


def test_legal_bases_say_what_they_demand() -> None:
    assert {code for code, basis in legal_bases().items() if basis.needs_ethics} == {
        "komiteloven-3",
        "eu-trials-28",
    }
    assert [code for code, basis in legal_bases().items() if basis.rests_on_consent] == [
        "gdpr-consent"
    ]


def test_every_term_has_words_of_its_own_in_each_language() -> None:
    for terms in (purposes(), data_uses(), legal_bases()):
        for language in Language:
            said = [term.name.in_language(language) for term in terms.values()]
            assert len(said) == len(set(said))
        assert all(term.name.da != term.name.en for term in terms.values())


def test_an_unknown_code_stands_for_itself() -> None:
    assert in_words("DUO:0009999", data_uses()) == Words("DUO:0009999", "DUO:0009999")
    assert in_words("DUO:0000042", data_uses()).en == "May be used for research of any kind"


@pytest.mark.parametrize(
    ("location", "place"),
    [
        ("Danmark", Place.INSIDE),
        ("Aarhus, Denmark", Place.INSIDE),
        ("Reykjavik, Island", Place.INSIDE),
        ("Servere i EU", Place.INSIDE),
        ("Nuuk, Grønland", Place.OUTSIDE),
        ("Tórshavn, Færøerne", Place.OUTSIDE),
        ("Danmark med kopi i USA", Place.OUTSIDE),
        ("London, United Kingdom", Place.OUTSIDE),
        ("Hos os", Place.UNCLEAR),
        ("NEUtralt sted", Place.UNCLEAR),
        ("Danmarksgade 3", Place.UNCLEAR),
        ("Hjælp os (us)", Place.UNCLEAR),
        ("", Place.UNCLEAR),
    ],
)
def test_where_a_place_lies(location: str, place: Place) -> None:
    assert place_of(location) is place


def test_no_country_is_both_inside_and_outside() -> None:
    countries = read_vocabulary("countries")
    assert not set(countries["inside"]) & set(countries["outside"])
    assert all(place_of(name) is Place.INSIDE for name in countries["inside"])
    assert all(place_of(name) is Place.OUTSIDE for name in countries["outside"])


def test_a_day_is_written_as_people_write_it() -> None:
    assert day_in_words(date(2026, 5, 3)) == Words("3. maj 2026", "3 May 2026")
    assert day_in_words(date(1999, 12, 31)) == Words("31. december 1999", "31 December 1999")


def test_facts_are_said_in_the_language_of_the_sentence() -> None:
    facts = {"purpose": Words("søvn", "sleep")}
    key = "request_versions.PURPOSE_ADDED"
    assert sentence(key, Language.DANISH, facts) == "Et nyt formål: søvn."
    assert sentence(key, Language.ENGLISH, facts) == "A new purpose: sleep."


def test_the_lists_of_words_are_complete_and_in_lower_case() -> None:
    wording = read_vocabulary("wording")
    for group in ("summary", "withdrawal", "reasons"):
        for lists in wording[group].values():
            assert set(lists) == set(Language)
    own, other = (set(wording["stop_words"][language]) for language in Language)
    assert not own & other
    assert all(word == word.lower() for word in wording["abbreviations"])
