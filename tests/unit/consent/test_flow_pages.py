"""Every page of every sample in both languages, and a walk from the first to the last."""

from dataclasses import FrozenInstanceError

import pytest

from consent.agreement import PartKind, agreement_text
from consent.choice_rules import require_fitting
from consent.choices import Helper
from consent.flow import (
    ActionId,
    Conversation,
    FieldKind,
    NotReadyToSign,
    OwnData,
    Page,
    StepId,
    answer,
    begin,
    choices_to_sign,
    go_to,
    helped_by,
    missing,
    next_step,
    page,
    previous_step,
    refuse_rest,
    steps_of,
)
from consent.flow.naming import count_in_words, item_label
from consent.flow.page import Value
from consent.flow.steps import step_at
from consent.request import ProjectRequest
from datadonor.texts import Language, text
from tests.synthetic_conversations import answer_all, fresh, own_data, signed, yes_to
from tests.synthetic_requests import SAMPLES, TODAY, complete_request, sample_request, with_change

SLEEP = sample_request("sleep")


def shown(conversation: Conversation, step: StepId, request: ProjectRequest = SLEEP) -> Page:
    return page(go_to(conversation, request, step, TODAY), request, None, TODAY)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", SAMPLES)
def test_the_whole_way_of_someone_who_says_yes(name: str, language: Language) -> None:
    request = sample_request(name)
    conversation = fresh(name, language)
    walked = []
    while conversation.step is not StepId.SIGN:
        asked = page(conversation, request, None, TODAY, own_data(request))
        walked.append(asked.id)
        for field in asked.fields:
            said = yes_to(field, request)
            if said is not None:
                conversation = answer(conversation, request, field.id, said, TODAY)
        conversation = next_step(conversation, request, TODAY)
    assert tuple(walked) == steps_of(request)[:-1]
    last = page(conversation, request, None, TODAY)
    assert last.missing == ()
    assert next_step(conversation, request, TODAY) == conversation
    choices = choices_to_sign(conversation, request, TODAY)
    require_fitting(request, choices, TODAY)
    assert choices.granted == tuple(sorted(item.id for item in request.items))
    assert last.document == agreement_text(request, None, language).text
    assert choices.text_sha256 == agreement_text(request, None, language).digest


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("is_change", [False, True])
def test_every_page_has_its_words_and_a_way_out(
    name: str, language: Language, is_change: bool
) -> None:
    """No is as near as yes: whoever wants to stop or wait finds it on every page."""
    request = sample_request(name)
    empty = fresh(name, language)
    full = answer_all(empty, request)
    purpose = {"purpose": "change" if is_change else "give"}
    for conversation in (empty.model_copy(update=purpose), full.model_copy(update=purpose)):
        for number, step in enumerate(steps_of(request), start=1):
            at = conversation.model_copy(update={"step": step})
            one = page(at, request, None, TODAY, own_data(request))
            assert (one.id, one.number, one.of) == (step, number, len(steps_of(request)))
            assert one.heading.endswith("?"), "a heading asks"
            assert one.parts
            ids = [action.id for action in one.actions]
            no = {ActionId.WITHDRAW, ActionId.KEEP} if is_change else {ActionId.SAY_NO}
            assert no | {ActionId.DECIDE_LATER} <= set(ids)
            assert all(
                action.is_possible
                for action in one.actions
                if action.id in no | {ActionId.DECIDE_LATER}
            )
            labels = [field.label for field in one.fields]
            assert len(labels) == len(set(labels))
            words = [part.text for part in one.parts] + labels
            words += [line for field in one.fields for line in field.help]
            assert all(said.strip() and "{" not in said for said in words)


@pytest.mark.parametrize("name", SAMPLES)
def test_on_a_fresh_page_nothing_is_chosen(name: str) -> None:
    request = sample_request(name)
    for step in steps_of(request)[:-1]:
        fields = shown(fresh(name), step, request).fields
        assert [field.value for field in fields] == [None] * len(fields)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_field_of_every_page_takes_its_own_answers(name: str) -> None:
    request = sample_request(name)
    full = answer_all(fresh(name), request)
    for step in steps_of(request)[:-1]:
        for field in shown(full, step, request).fields:
            values: list[Value]
            if field.kind is FieldKind.YES_NO:
                values = [True, False, None]
            elif field.kind is FieldKind.SEVERAL:
                values = [(option.id,) for option in field.options]
            elif field.kind is FieldKind.DAYS:
                values = [(field.earliest, field.latest), (None, None)]
            elif field.kind is FieldKind.DAY:
                values = [field.earliest, field.latest]
            else:
                values = [option.id for option in field.options]
            for value in values:
                said = answer(full, request, field.id, value, TODAY)
                again = {each.id: each.value for each in shown(said, step, request).fields}
                expected = None if value == (None, None) else value
                assert again[field.id] == expected


def test_every_step_may_be_looked_at_but_the_last() -> None:
    for step in StepId:
        if step is StepId.SIGN:
            with pytest.raises(NotReadyToSign):
                go_to(fresh(), SLEEP, step, TODAY)
        else:
            assert go_to(fresh(), SLEEP, step, TODAY).step is step
    full = answer_all(fresh(), SLEEP)
    assert full.step is StepId.SIGN
    assert previous_step(full, SLEEP).step is StepId.CHECK
    assert previous_step(fresh(), SLEEP) == fresh()


def test_steps_with_nothing_to_ask_are_passed_over() -> None:
    request = complete_request(options=(), comprehension=())
    assert {StepId.OPTIONS, StepId.QUESTIONS}.isdisjoint(steps_of(request))
    assert step_at(request, StepId.OPTIONS) is StepId.IF_YOU_REGRET
    assert step_at(request, StepId.QUESTIONS) is StepId.CHECK


def test_a_page_says_what_is_missing_on_it_and_the_last_ones_say_everything() -> None:
    for step in steps_of(SLEEP)[:-1]:
        found = shown(fresh(), step).missing
        everything = missing(fresh(), SLEEP, TODAY)
        if step is StepId.CHECK:
            assert found == everything
        else:
            assert found == tuple(each for each in everything if each.step is step)


def test_every_answer_that_is_missing_leads_to_its_field() -> None:
    for each in missing(fresh(), SLEEP, TODAY):
        fields = {field.id: field for field in shown(fresh(), each.step).fields}
        assert fields[each.field].is_required


def test_what_is_required_is_what_is_missing() -> None:
    required = {
        field.id
        for step in steps_of(SLEEP)[:-1]
        for field in shown(fresh(), step).fields
        if field.is_required
    }
    assert required == {each.field for each in missing(fresh(), SLEEP, TODAY)}


def test_the_last_page_shows_signing_before_it_is_possible_and_does_not_open_it() -> None:
    at = fresh().model_copy(update={"step": StepId.SIGN})
    sign = next(each for each in page(at, SLEEP, None, TODAY).actions if each.id is ActionId.SIGN)
    assert not sign.is_possible
    check = shown(fresh(), StepId.CHECK)
    assert not next(each for each in check.actions if each.id is ActionId.NEXT).is_possible
    full = page(answer_all(fresh(), SLEEP), SLEEP, None, TODAY)
    assert next(each for each in full.actions if each.id is ActionId.SIGN).is_possible


@pytest.mark.parametrize("language", Language)
def test_a_wrong_answer_explains_and_a_right_one_too(language: Language) -> None:
    question = SLEEP.comprehension[0]
    explanation = question.explanation.in_language(language)
    untouched = shown(fresh(language=language), StepId.QUESTIONS).fields[0]
    assert untouched.feedback == ""
    wrong = answer(fresh(language=language), SLEEP, "questions.0", "1", TODAY)
    field = shown(wrong, StepId.QUESTIONS).fields[0]
    assert field.value == "1"
    assert explanation in field.feedback
    right = answer(wrong, SLEEP, "questions.0", str(question.correct), TODAY)
    said = shown(right, StepId.QUESTIONS).fields[0].feedback
    assert explanation in said
    assert said != field.feedback


def test_the_person_sees_their_own_counts() -> None:
    own = {"sleep": OwnData(12_400), "heart": OwnData(1), "activity": OwnData(0)}
    at = go_to(fresh(), SLEEP, StepId.WHICH_DATA, TODAY)
    fields = {field.id: field for field in page(at, SLEEP, None, TODAY, own).fields}
    say = {
        name: fields[f"items.{name}.granted"].help[-1]
        for name in ("sleep", "heart", "activity", "answers")
    }
    assert "12.400" in say["sleep"]
    assert " 1 " in say["heart"]
    assert say["activity"] == text("consent_flow.help.own_none", Language.DANISH)
    assert "boks" not in say["answers"], "nobody counted, so nothing is said"
    assert count_in_words(12_400, Language.ENGLISH) == "12,400"


def test_what_refusing_means_is_said_beside_each_yes_and_no() -> None:
    fields = shown(fresh(), StepId.WHICH_DATA).fields + shown(fresh(), StepId.OPTIONS).fields
    assert all(field.refusal for field in fields)
    assert fields[0].refusal != fields[1].refusal, "one is required, and one is not"


def test_only_what_was_granted_can_be_narrowed() -> None:
    assert shown(fresh(), StepId.HOW_FINE).fields == ()
    said = answer(fresh(), SLEEP, "items.heart.granted", True, TODAY)
    fields = shown(said, StepId.HOW_FINE).fields
    assert {field.id.rsplit(".", 1)[0] for field in fields} == {"items.heart"}
    kinds = [field.kind for field in fields]
    assert kinds == [FieldKind.SEVERAL, FieldKind.DAYS, FieldKind.CHOICE, FieldKind.RECORDS]


def test_what_cannot_be_made_coarser_is_not_asked_how_fine() -> None:
    said = answer(fresh(), SLEEP, "items.answers.granted", True, TODAY)
    ids = [field.id for field in shown(said, StepId.HOW_FINE).fields]
    assert "items.answers.resolution" not in ids
    assert "items.answers.window" in ids


def test_what_is_as_coarse_as_can_be_is_told_and_not_asked() -> None:
    request = with_change(SLEEP, "items.0.finest_resolution", "summary")
    request = with_change(request, "items.0.types", ["SleepAnalysis", "SleepScore"])
    said = begin(signed(request), None, Language.DANISH)
    said = answer(said, request, "items.sleep.granted", True, TODAY)
    ids = [field.id for field in shown(said, StepId.HOW_FINE, request).fields]
    assert "items.sleep.resolution" not in ids
    lines = [line for group in shown(said, StepId.CHECK, request).groups for line in group.lines]
    words = text("request_words.resolutions.summary", Language.DANISH)
    assert any(words in line.value and line.field == "" for line in lines)
    assert any("Søvnens karakter" in line.value for line in lines), "the types that were asked for"


def test_the_first_page_says_what_the_project_is_called_and_who_asks() -> None:
    parts = [part.text for part in shown(fresh(), StepId.WHO_AND_WHY).parts]
    assert SLEEP.title.da in parts
    assert any(SLEEP.controller.name in part for part in parts)


def test_a_sentence_stands_once_on_a_page() -> None:
    for step in steps_of(SLEEP)[:-1]:
        one = shown(answer_all(fresh(), SLEEP), step)
        for field in one.fields:
            said = [*field.help, field.refusal, field.feedback]
            assert len([each for each in said if each]) == len({each for each in said if each})
        headings = [part.text for part in one.parts if part.kind is PartKind.HEADING]
        assert one.heading.rstrip("?") not in headings


def test_types_are_those_asked_for_or_those_there_are() -> None:
    said = answer(fresh(), SLEEP, "items.heart.granted", True, TODAY)
    at = go_to(said, SLEEP, StepId.HOW_FINE, TODAY)
    own = {"heart": OwnData(5, {"HeartRate": 4, "RestingHeartRate": 1})}
    types = page(at, SLEEP, None, TODAY, own).fields[0]
    assert [option.id for option in types.options] == ["HeartRate", "RestingHeartRate"]
    assert types.options[0].label.endswith("(4)")
    narrowed = answer(at, SLEEP, "items.heart.types", ("HeartRateVariabilitySDNN",), TODAY)
    types = page(narrowed, SLEEP, None, TODAY, own).fields[0]
    assert types.options[-1].id == "HeartRateVariabilitySDNN", "what was chosen stays in sight"


def test_two_items_of_one_category_have_two_names() -> None:
    request = with_change(SLEEP, "items.1.category", "sleep")
    names = {item_label(request, item, Language.DANISH) for item in request.items}
    assert len(names) == len(request.items)


@pytest.mark.parametrize("language", Language)
def test_all_answers_are_told_in_words_with_the_way_to_change_them(language: Language) -> None:
    said = answer_all(fresh(language=language), SLEEP)
    for field, value in (
        ("items.heart.granted", False),
        ("items.sleep.resolution", "week"),
        ("items.sleep.window", (TODAY, None)),
        ("items.sleep.types", ("SleepAnalysis",)),
        ("items.sleep.excluded", ("e1",)),
        ("items.activity.excluded", ("e1", "e2")),
        ("given_by", "guardian"),
        ("basis", "guardianship"),
        ("frequency", "once"),
        ("expires", TODAY),
        ("questions.0", "2"),
    ):
        said = answer(said, SLEEP, field, value, TODAY)
    said = helped_by(said, Helper(name="Bo Holm", role="carer"))
    groups = shown(said, StepId.CHECK).groups
    assert "Bo Holm" in {line.value for group in groups for line in group.lines}
    for group in groups:
        fields = {field.id for field in shown(said, group.step).fields}
        for line in group.lines:
            assert line.label
            assert line.value
            assert line.field == "" or line.field in fields
    told = {line.field: line.value for group in groups for line in group.lines if line.field}
    assert told["items.heart.granted"] == text("consent_flow.answer.no", language)
    assert told["items.sleep.resolution"] == text("request_words.resolutions.week", language)
    assert "items.heart.window" not in told, "what was refused has nothing to narrow"
    every = {
        field.id
        for step in steps_of(SLEEP)
        if step not in {StepId.CHECK, StepId.SIGN}
        for field in shown(said, step).fields
    }
    assert every <= set(told)


def test_unanswered_is_told_as_unanswered() -> None:
    groups = shown(fresh(), StepId.CHECK).groups
    values = {
        line.value
        for group in groups
        if group.step is not StepId.HOW_LONG_AND_OFTEN
        for line in group.lines
    }
    assert values == {text("consent_flow.answer.none", Language.DANISH)}


def test_someone_who_refuses_all_is_told_to_say_no_to_the_project() -> None:
    at = go_to(fresh(), SLEEP, StepId.WHICH_DATA, TODAY)
    found = page(refuse_rest(at, SLEEP), SLEEP, None, TODAY).missing
    assert {each.field for each in found} == {"items.sleep.granted", ""}


def test_a_page_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        shown(fresh(), StepId.WHICH_DATA).heading = "x"  # type: ignore[misc]
