"""A request's form as plain data: its shape, what is missing in it, and what a citizen reads."""

from copy import deepcopy
from itertools import chain
from pathlib import Path

import pytest

from consent.agreement import agreement_text
from consent.agreement_parts import text_of
from consent.draft import SKELETON, finish_draft, read_draft
from consent.draft_file import DraftFile
from consent.request import RequestInvalid, open_request, request_document, sign_request
from datadonor.errors import DatadonorError
from datadonor.texts import Language
from tests import bundles
from tests.synthetic_requests import SAMPLES, TODAY, sample_request
from ui.researching_choices import choices_of, suggested_id
from ui.researching_draft import BLANK, FlawKind, look_at
from ui.researching_form import (
    Kind,
    Section,
    Values,
    add_entry,
    blocks_of,
    field_for,
    new_draft,
    put,
    put_options,
    remove_entry,
    shaped,
    value_at,
)
from ui.researching_keeping import keep_drafting, open_drafting
from ui.researching_reading import citizen_parts


@pytest.fixture
def values() -> Values:
    return shaped(request_document(sample_request("sleep")))


def flaws(values: Values) -> dict[str, FlawKind]:
    return {flaw.where: flaw.kind for flaw in look_at(values, TODAY).flaws}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_request_goes_through_the_form_unchanged(name: str) -> None:
    request = sample_request(name)
    assert finish_draft(shaped(request_document(request))) == request


@pytest.mark.parametrize("name", SAMPLES)
def test_a_request_without_fault_may_be_signed(name: str) -> None:
    looked = look_at(shaped(request_document(sample_request(name))), TODAY)
    assert (looked.may_be_signed, looked.flaws) == (True, ())


def test_every_field_of_a_draft_has_a_place_in_the_form(values: Values) -> None:
    fields = chain.from_iterable(
        block.fields for section in Section for block in blocks_of(section, values)
    )
    tops = {str(field.path[0]) for field in fields}
    assert tops == set(SKELETON) - {"questionnaires"}


def test_every_choice_has_words_in_both_languages(values: Values) -> None:
    chosen = {Kind.ONE, Kind.MANY, Kind.OPTIONS, Kind.CORRECT}
    for section in Section:
        for block in blocks_of(section, values):
            for field in (each for each in block.fields if each.kind in chosen):
                for language in Language:
                    offered = choices_of(field, values, language)
                    assert offered, field.where
                    assert all(words for _, words in offered)


def test_nothing_is_missing_but_what_is_told(values: Values) -> None:
    values["title"]["da"] = ""
    values["items"][0]["why"]["en"] = ""
    assert flaws(values) == {"title.da": FlawKind.MISSING, "items.0.why.en": FlawKind.MISSING}
    assert not look_at(values, TODAY).may_be_signed


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("valid_until",), "tomorrow"),
        (("controller", "cvr"), "12"),
        (("frequency",), "never"),
        (("items", 0, "window", "from"), "1.1.2025"),
        (("items", 1, "id"), "not an id"),
        (("version",), "two"),
        (("retention", "duration"), "P5X"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field_and_the_rest_is_shown(
    values: Values, where: tuple[str | int, ...], value: str
) -> None:
    if where[0] == "retention":  # of its two fields only one may be filled in
        values["retention"]["until"] = ""
    put(values, where, value)
    looked = look_at(values, TODAY)
    assert looked.request is not None
    unfit = [flaw.where for flaw in looked.flaws if flaw.kind is FlawKind.UNFIT]
    assert len(unfit) == 1
    field = field_for(unfit[0], values)
    assert field is not None
    assert field.path[: len(where)] == where or where[: len(field.path) - 1] == field.path[:-1]
    assert not looked.may_be_signed


def test_a_finding_has_a_sentence_in_both_languages_and_leads_to_a_field(values: Values) -> None:
    values["complaints"] = {"name": "", "contact": ""}
    values["valid_until"] = "2020-01-01"
    found = look_at(values, TODAY).flaws
    assert {FlawKind.ERROR} < {flaw.kind for flaw in found} | {FlawKind.ERROR, FlawKind.ADVICE}
    for flaw in found:
        assert set(flaw.sentence) == set(Language)
        assert field_for(flaw.where, values) is not None


def test_an_empty_draft_can_be_looked_at_and_read() -> None:
    looked = look_at(new_draft(), TODAY)
    assert looked.request is not None
    assert not looked.may_be_signed
    for section in Section:
        for language in Language:
            citizen_parts(looked, None, section, language)


def test_a_citizen_reads_every_section_of_the_form_and_all_of_it_at_the_end(
    values: Values,
) -> None:
    looked = look_at(values, TODAY)
    for language in Language:
        whole = set(citizen_parts(looked, None, Section.SIGNING, language))
        parts = [set(citizen_parts(looked, None, each, language)) for each in Section]
        assert whole == set().union(*parts)
        assert all(parts)


def test_several_can_be_added_and_removed(values: Values) -> None:
    before = deepcopy(values)
    for section in (Section.DATA, Section.QUESTIONS):
        at = add_entry(values, section)
        assert value_at(values, at)
        remove_entry(values, at)
    assert values == before


def test_an_option_keeps_its_text_when_another_is_ticked(values: Values) -> None:
    kept = deepcopy(values["options"][0])
    put_options(values, [kept["id"], "commercial"])
    assert values["options"][0] == kept
    assert values["options"][1]["text"] == {"da": "", "en": ""}


def test_a_suggested_id_is_never_taken(values: Values) -> None:
    taken = values["items"][0]["id"]
    assert suggested_id(values, taken) == f"{taken}-2"


@pytest.mark.parametrize("bad", [{"items": "sleep"}, {"title": ["x"]}, {"controller": "me"}])
def test_a_draft_of_another_shape_is_not_silently_emptied(bad: Values) -> None:
    with pytest.raises(RequestInvalid):
        shaped(bad)


def test_a_kept_draft_is_what_was_written(tmp_path: Path, values: Values) -> None:
    file = tmp_path / "study.yaml"
    keep_drafting(values, DraftFile(file), Language.DANISH)
    del values["format"]
    assert open_drafting(file).values == values
    assert finish_draft(read_draft(file.read_bytes())) == sample_request("sleep")


def test_a_signed_request_becomes_the_draft_of_its_next_version(tmp_path: Path) -> None:
    file = tmp_path / "study.ddrequest"
    file.write_bytes(sign_request(sample_request("sleep"), bundles.RECIPIENT_KEY))
    drafting = open_drafting(file)
    assert drafting.file is None
    signed = open_request(file.read_bytes()).request
    assert drafting.values["version"] == signed.version + 1


def test_an_option_that_the_form_does_not_know_stays_until_it_is_taken_away(
    values: Values,
) -> None:
    own = {"id": "recontakt", "text": {"da": "dansk", "en": "english"}}
    values["options"] = [own]
    put_options(values, ["recontakt", "commercial"])
    assert [each["id"] for each in values["options"]] == ["commercial", "recontakt"]
    assert values["options"][1] == own
    put_options(values, ["commercial"])
    assert [each["id"] for each in values["options"]] == ["commercial"]


def test_the_last_day_is_shown_whenever_there_is_one(values: Values) -> None:
    def is_shown() -> bool:
        fields = chain.from_iterable(block.fields for block in blocks_of(Section.TIME, values))
        return "until" in {each.where for each in fields}

    values["frequency"], values["until"] = "once", ""
    assert not is_shown()
    values["until"] = "2030-01-01"
    assert is_shown()


def test_an_answer_that_is_no_number_is_kept_and_told(values: Values) -> None:
    values["comprehension"][0]["correct"] = "1"
    again = shaped(values)
    assert again["comprehension"][0]["correct"] == "1"
    assert flaws(again) == {"comprehension.0.correct": FlawKind.UNFIT}


@pytest.mark.parametrize(
    ("where", "section"),
    [
        ("valid_until", Section.TIME),
        ("retention.duration", Section.TIME),
        ("frequency", Section.TIME),
        ("withdrawal.effect", Section.RIGHTS),
        ("recipient", Section.PARTIES),
        ("items.0.window.until", Section.DATA),
        ("items.0.dates", Section.DATA),
    ],
)
def test_what_rests_on_something_missing_is_a_dash_and_the_rest_is_the_citizens_text(
    values: Values, where: str, section: Section
) -> None:
    whole = look_at(values, TODAY)
    path = [int(step) if step.isdecimal() else step for step in where.split(".")]
    put(values, tuple(path), "")
    if where == "retention.duration":
        values["retention"]["until"] = ""
    gap = look_at(values, TODAY)
    for language in Language:
        before = citizen_parts(whole, None, section, language)
        after = citizen_parts(gap, None, section, language)
        assert BLANK in {part.text for part in after}
        assert {part for part in after if part.text != BLANK} <= set(before)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_whole_draft_reads_as_what_is_agreed_to(name: str) -> None:
    request = sample_request(name)
    looked = look_at(shaped(request_document(request)), TODAY)
    for language in Language:
        parts = citizen_parts(looked, None, Section.SIGNING, language)
        assert text_of(parts) == agreement_text(request, None, language).text


def test_a_field_that_no_request_has_is_told_and_the_rest_is_read(values: Values) -> None:
    values["notes"] = "tell Agnete"
    looked = look_at(values, TODAY)
    assert looked.request is not None
    assert {flaw.where: flaw.kind for flaw in looked.flaws} == {"notes": FlawKind.UNFIT}
    assert not looked.may_be_signed


@pytest.mark.parametrize(
    "written", ["2024.10", "22:45", "+4533121212", "01234567", "!!binary aGVq", "12"]
)
def test_the_form_reads_a_draft_as_the_command_does(
    tmp_path: Path, values: Values, written: str
) -> None:
    file = tmp_path / "study.yaml"
    values["ethics"]["case_number"] = "REPLACED"
    keep_drafting(values, DraftFile(file), Language.ENGLISH)
    file.write_text(file.read_text().replace("REPLACED", written))
    try:
        command = finish_draft(read_draft(file.read_bytes()))
    except DatadonorError:
        with pytest.raises(DatadonorError):
            open_drafting(file)
        return
    assert command.ethics is not None
    assert command.ethics.case_number == written
    assert finish_draft(open_drafting(file).values) == command
