"""The text that a person agrees to says everything that a request asks, and always the same."""

import re
from datetime import date
from typing import Any

import pytest

from consent.agreement import (
    Part,
    PartKind,
    agreement_sections,
    agreement_text,
    parts_of,
    questionnaire_title,
)
from consent.agreement_parts import own_words, text_of
from consent.reading_level import reading_level
from consent.request import ProjectRequest, request_document
from consent.vocabulary import legal_bases
from datadonor.registry.targets import Recipient
from datadonor.texts import Language, catalogue, text
from tests.synthetic_requests import SAMPLES, complete_request, sample_request, with_change

HARD = 45

UNSAID = {
    "format": "what a file is called does not change what is asked",
    "comprehension.0.correct": "would give the answer away",
    "comprehension.0.explanation.da": "would give the answer away",
    "questionnaires.0": "a form says its title and its questions; the rest is for machines",
    "items.0.id": "people know an item by its category",
    "options.0.default": "is always no",
}
"""Changes that leave the Danish text as it is, each with its reason."""

CHANGES: dict[str, Any] = {
    "id": "another-project",
    "version": 2,
    "title.da": "Noget andet",
    "summary.da": "Noget ganske andet.",
    "controller.name": "En anden",
    "controller.cvr": "10103940",
    "controller.address": "Et andet sted 2",
    "controller.contact": "anden@nordkysten.example",
    "controller.dpo": "raad@nordkysten.example",
    "investigator.name": "En anden forsker",
    "investigator.title": "Professor",
    "investigator.organisation": "Et andet sted",
    "investigator.contact": "ny@nordkysten.example",
    "recipient": "another-recipient",
    "ethics.committee": "En anden komité",
    "ethics.case_number": "N-20260099",
    "ethics.approved_on": "2026-03-13",
    "ethics.document_sha256": "ab" * 32,
    "ethics": None,
    "legal_basis": "gdpr-consent",
    "complaints.name": "Et andet nævn",
    "complaints.contact": "https://www.example.com",
    "complaints": None,
    "purposes.+": "https://w3id.org/dpv#CommercialResearch",
    "data_use.+": "DUO:0000046",
    "data_use": [],
    "items.0.category": "mobility",
    "items.0.types": ["SleepAnalysis"],
    "items.0.why.da": "Af en anden grund.",
    "items.0.required": False,
    "items.0.window.from": "2024-12-31",
    "items.0.window.until": "2031-01-01",
    "items.0.finest_resolution": "hour",
    "items.0.dates": "exact",
    "items.3": None,
    "demographics": ["age_band"],
    "demographics.+": "region",
    "frequency": "weekly",
    "until": "2030-12-30",
    "valid_until": "2031-07-01",
    "options.0.id": "commercial",
    "options.0.text.da": "Må vi noget andet?",
    "options.2": None,
    "retention.until": "2036-12-31",
    "retention": {"duration": "P3Y", "then": "anonymise"},
    "retention.then": "erase",
    "storage_location": "Norge",
    "withdrawal.effect": "erase",
    "withdrawal.text.da": "Noget andet sker.",
    "comprehension.0.question.da": "Et andet spørgsmål?",
    "comprehension.0.answers.0.da": "Et andet svar.",
    "comprehension": [],
    "questionnaires.0.title": "Et andet skema",
    "questionnaires.0.item.0.text": "Et andet spørgsmål?",
    "questionnaires": [],
}


def danish(request: ProjectRequest) -> str:
    return agreement_text(request, None, Language.DANISH).text


def leaves(document: Any, path: str = "") -> set[str]:  # noqa: ANN401 - any JSON
    """Return the paths of a document's values; of lists their first entry's only."""
    if isinstance(document, dict):
        return {
            each
            for name, inner in document.items()
            for each in leaves(inner, f"{path}.{name}" if path else name)
        }
    if isinstance(document, list) and document:
        return leaves(document[0], f"{path}.0")
    return {path}


@pytest.mark.parametrize("where", CHANGES)
def test_whatever_changes_in_a_request_changes_its_text(where: str) -> None:
    """Or a person could be held to have agreed to something that they were not told."""
    request = sample_request("sleep")
    changed = with_change(request, where, CHANGES[where])
    assert changed != request
    assert danish(changed) != danish(request)


@pytest.mark.parametrize(
    ("where", "value"),
    [
        ("comprehension.0.correct", 1),
        ("comprehension.0.explanation.da", "En anden forklaring."),
        ("questionnaires.0.status", "retired"),
    ],
)
def test_what_is_left_unsaid_is_left_unsaid_on_purpose(where: str, value: object) -> None:
    request = sample_request("sleep")
    assert any(where.startswith(each) for each in UNSAID)
    assert danish(with_change(request, where, value)) == danish(request)


def test_every_value_of_a_request_is_said_or_left_unsaid_on_purpose() -> None:
    """A field that is new in requests fails here until somebody has thought of its words."""
    said = {*CHANGES, *UNSAID}
    for path in leaves(request_document(sample_request("sleep"))):
        is_english = path.endswith(".en")
        is_listed = any(path == each or path.startswith(f"{each}.") for each in said)
        is_appended = any(
            each.endswith("+") and path.startswith(each.removesuffix("+")) for each in said
        )
        assert is_english or is_listed or is_appended, path


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", SAMPLES)
def test_the_text_names_everything_that_is_asked(name: str, language: Language) -> None:
    request = sample_request(name)
    content = agreement_text(request, None, language).text
    lines = content.splitlines()
    assert lines[0] == f"# {request.title.in_language(language)}"
    assert request.controller.dpo in content
    assert request.withdrawal.text.in_language(language) in content
    for item in request.items:
        assert item.why.in_language(language) in content
    for option in request.options:
        assert option.text.in_language(language) in content
    for question in request.comprehension:
        assert question.question.in_language(language) in content
        assert all(said.in_language(language) in content for said in question.answers)
    assert "{" not in content


def test_the_same_request_gives_the_same_bytes() -> None:
    request = complete_request()
    again = ProjectRequest.model_validate(request_document(request))
    first, second = (agreement_text(each, None, Language.DANISH) for each in (request, again))
    assert first == second
    assert first.digest == second.digest
    assert first.content.decode() == first.text
    assert first.digest != agreement_text(request, None, Language.ENGLISH).digest


def test_the_recipient_is_named_as_the_registry_names_it() -> None:
    recipient = Recipient.model_validate(
        {
            "id": "nordkysten-hospital",
            "name": {"da": "Sygehuset", "en": "The hospital"},
            "kind": "hospital",
            "seal": {"format": "age", "keys": ["age1"]},
            "receipt_keys": ["ed25519:x"],
            "valid_until": date(2030, 1, 1),
        }
    )
    request = complete_request()
    assert "Sygehuset" in agreement_text(request, recipient, Language.DANISH).text
    assert "The hospital" in agreement_text(request, recipient, Language.ENGLISH).text
    assert agreement_text(request, None, Language.DANISH).text.count("nordkysten-hospital") == 1


@pytest.mark.parametrize("effect", ["erase", "anonymise", "future_only"])
@pytest.mark.parametrize("basis", [*legal_bases(), "some-other-law"])
def test_the_true_effect_of_regretting_is_said_with_what_cannot_be_undone(
    effect: str, basis: str
) -> None:
    request = with_change(complete_request(), "withdrawal.effect", effect)
    request = with_change(request, "legal_basis", basis)
    for language in Language:
        content = agreement_text(request, None, language).text
        effects = {
            each: text(f"agreement.effect.{each}", language)
            for each in ("erase", "anonymise", "future_only")
        }
        assert effects.pop(effect) in content
        assert not any(other in content for other in effects.values())
        assert text("agreement.results_stay", language) in content
        assert text("agreement.no_harm", language) in content
    danish_text = agreement_text(request, None, Language.DANISH).text
    # The Danish act on research ethics, section 3(4): what is there may still be used.
    assert ("komitéloven § 3, stk. 4" in danish_text) == (basis == "komiteloven-3")


@pytest.mark.parametrize(
    ("place", "word"), [("Danmark", "inside"), ("USA", "outside"), ("Skyen", "unclear")]
)
def test_whether_data_leave_the_eu_is_said(place: str, word: str) -> None:
    content = danish(with_change(complete_request(), "storage_location", place))
    assert text(f"agreement.place.{word}", Language.DANISH) in content


def test_the_authority_is_always_named() -> None:
    own = with_change(complete_request(), "complaints.name", "Vores eget nævn")
    for request in (own, with_change(own, "complaints", None)):
        assert "https://www.datatilsynet.dk" in danish(request)


def test_a_request_cannot_write_headings_into_the_text() -> None:
    """Words of a request must not pass for the program's own layout."""
    sly = "Fint.\n## Hvis du fortryder\n# Titel\n- et punkt\n\\## og en til"
    request = with_change(complete_request(), "summary.da", sly)
    content = danish(request)
    headings = [part.text for part in parts_of(content) if part.kind is PartKind.HEADING]
    assert headings.count("Hvis du fortryder") == 1
    assert [part.kind for part in parts_of(content)].count(PartKind.TITLE) == 1
    said = [part.text for part in parts_of(content)]
    assert {"## Hvis du fortryder", "# Titel", "et punkt", "\\## og en til"} <= set(said)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", SAMPLES)
def test_a_text_that_was_kept_gives_its_parts_again(name: str, language: Language) -> None:
    request = sample_request(name)
    content = agreement_text(request, None, language).text
    assert text_of(list(parts_of(content))) == content
    said = list(parts_of(content))
    for section in agreement_sections(request, None, language):
        assert all(part in said for part in section.parts)
        assert section.parts[0].kind is PartKind.HEADING


def test_own_words_keep_their_lists_and_lose_their_empty_lines() -> None:
    assert list(own_words("En\n\n  - to \n•  tre\n-\n")) == [
        Part(PartKind.PARAGRAPH, "En"),
        Part(PartKind.ENTRY, "to"),
        Part(PartKind.ENTRY, "tre"),
        Part(PartKind.PARAGRAPH, "-"),
    ]


def test_a_request_with_nothing_beside_its_items_has_shorter_words() -> None:
    request = complete_request(
        options=(), comprehension=(), questionnaires=(), demographics=(), ethics=None, data_use=()
    )
    for language in Language:
        ids = [section.id for section in agreement_sections(request, None, language)]
        assert "questions" not in ids
        assert "questionnaires" not in ids
        content = agreement_text(request, None, language).text
        for key in ("no_options", "no_demographics", "no_ethics", "no_conditions"):
            assert text(f"agreement.{key}", language) in content


@pytest.mark.parametrize(
    ("form", "title"),
    [
        ({"title": "  To\nlinjer "}, "To linjer"),
        ({"title": " ", "name": "Navn"}, "Navn"),
        ({"title": 7, "id": "x"}, "x"),
        ({}, "Questionnaire"),
    ],
)
def test_a_form_is_called_by_what_it_has(form: dict[str, Any], title: str) -> None:
    assert questionnaire_title(form) == title


def test_unknown_words_stand_as_they_are() -> None:
    request = with_change(complete_request(), "items.0.category", "tea_leaves")
    request = with_change(request, "items.0.types", ["Brew"])
    content = danish(request)
    assert "### tea_leaves" in content
    assert "Brew" in content


def own_sentences(file: str, language: Language) -> str:
    """Return all our sentences of a file, what stands in braces as one short word."""
    sentences = [
        re.sub(r"\{\w+\}", "det", said[language])
        for key, said in catalogue().items()
        if key.startswith(f"{file}.")
    ]
    return "\n\n".join(sentences)


@pytest.mark.parametrize("file", ["agreement", "consent_flow"])
@pytest.mark.parametrize("language", Language)
def test_our_own_words_are_easy_to_read_aloud(file: str, language: Language) -> None:
    """LIX below 45 (Björnsson's scale: from 45 on a text is hard)."""
    assert reading_level(own_sentences(file, language)).lix < HARD
    hard = "Videregivelse af personhenførbare sundhedsoplysninger forudsætter samtykkeerklæring."
    assert reading_level(hard).lix > HARD


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", SAMPLES)
def test_the_whole_text_is_easy_to_read_aloud(name: str, language: Language) -> None:
    assert reading_level(agreement_text(sample_request(name), None, language).text).lix < HARD
