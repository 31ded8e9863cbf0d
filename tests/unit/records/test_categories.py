"""Data categories: a tree of two levels, in both languages, each with its standing."""

from importlib.resources import files

import pytest
from pydantic import ValidationError

from consent.request import Resolution
from datadonor.records import categories as module
from datadonor.records.categories import (
    EHDS,
    CategoryId,
    Kind,
    Sensitivity,
    categories,
    categories_of,
    category,
    groups,
)
from datadonor.texts import Language

EXPECTED = {
    "activity", "heart", "blood_pressure", "breathing", "sleep", "body", "temperature", "glucose",
    "nutrition", "mobility", "hearing", "environment", "mental", "reproductive", "medication",
    "conditions", "laboratory", "vaccinations", "procedures", "allergies", "encounters",
    "questionnaires", "documents", "genetics", "location", "devices", "about_me",
}  # fmt: skip

HIGHEST = {"genetics", "location", "reproductive", "mental", "documents"}

TERMS = {
    "PersonGeneratedWellnessAppData", "PersonGeneratedMedicalDeviceData", "MedicalTestResult",
    "PatientSummary", "GenomicData", "HealthQuestionnaire", "EHRData", "ElectronicPrescription",
    "EnvironmentalHealthDeterminant", "SocioeconomicHealthDeterminant",
}  # fmt: skip
"""The terms in use, as they stand in the EHDS list of the Data Privacy Vocabulary 2.3."""


def table(**changes: str) -> str:
    """Return a small vocabulary, with one category's lines replaced."""
    lines = {
        "group": 'group = "own"',
        "name": 'name = { da = "a", en = "b" }',
        "description": 'description = { da = "a", en = "b" }',
        "sensitivity": 'sensitivity = "high"',
        "kind": 'kind = "records"',
        "usual_resolution": "",
        "ehds": 'ehds = "EHRData"',
    } | changes
    head = '[groups.own]\nname = { da = "a", en = "b" }\n[categories.cat]\n'
    return head + "\n".join(lines.values())


def test_every_category_is_there_once() -> None:
    assert set(categories()) == EXPECTED
    assert category("heart") is categories()[CategoryId("heart")]
    assert category("Heart") is None
    assert category("") is None


def test_the_most_telling_ones_are_never_chosen_beforehand() -> None:
    highest = {each.id for each in categories().values() if each.sensitivity is Sensitivity.HIGHEST}
    assert highest == HIGHEST
    assert {each.id for each in categories().values() if not each.may_be_chosen_beforehand} == (
        HIGHEST
    )


def test_groups_hold_every_category_once() -> None:
    held = [each.id for group in groups() for each in categories_of(group)]
    assert sorted(held) == sorted(EXPECTED)
    assert categories_of("nowhere") == ()


def test_the_words_are_in_both_languages_and_tell_categories_apart() -> None:
    for language in Language:
        for part in ("name", "description"):
            said = [getattr(each, part).in_language(language) for each in categories().values()]
            assert len(said) == len(set(said))
    assert all(each.description.da.endswith(".") for each in categories().values())


def test_terms_are_those_of_the_vocabulary() -> None:
    assert {each.ehds for each in categories().values()} == TERMS
    genes = category("genetics")
    assert genes is not None
    assert genes.ehds_iri == EHDS + "GenomicData"


def test_only_series_have_a_usual_resolution_and_it_is_one_a_request_can_name() -> None:
    for each in categories().values():
        assert (each.usual_resolution is not None) is (each.kind is Kind.SERIES)
        if each.usual_resolution is not None:
            assert Resolution(each.usual_resolution) is not Resolution.RAW


def test_a_category_cannot_be_changed() -> None:
    heart = category("heart")
    assert heart is not None
    with pytest.raises(ValidationError):
        heart.sensitivity = Sensitivity.ORDINARY  # type: ignore[misc]


def test_a_small_vocabulary_can_be_read() -> None:
    """The control of the next test."""
    assert list(module._read(table()).categories) == ["cat"]


@pytest.mark.parametrize(
    "changes",
    [
        {"group": 'group = "elsewhere"'},
        {"sensitivity": 'sensitivity = "low"'},
        {"kind": 'kind = "series"'},
        {"usual_resolution": 'usual_resolution = "day"'},
        {"kind": 'kind = "series"', "usual_resolution": 'usual_resolution = "raw"'},
        {"name": 'name = { da = "a" }'},
        {"ehds": 'ehds = "https://elsewhere"'},
        {"description": 'description = { da = "", en = "b" }'},
        {"ehds": 'ehds = "EHRData"\nextra = 1'},
    ],
)
def test_a_vocabulary_with_a_slip_is_refused(changes: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        module._read(table(**changes))


def test_the_file_lies_in_the_package() -> None:
    assert files("resources").joinpath("vocabulary", "categories.toml").is_file()
