"""Answers: nothing is chosen beforehand, and what goes beyond the request is refused at once."""

from datetime import date, datetime, timedelta
from typing import Any, cast

import pytest

from consent.choice_rules import (
    ChoicesRefused,
    DemographicNotAsked,
    ExpiryPast,
    ExpiryWidens,
    FrequencyWidens,
    ItemUnknown,
    OptionUnknown,
    RecordUnnamed,
    ResolutionWidens,
    TypesWiden,
    WindowWidens,
)
from consent.choices import Helper
from consent.flow import (
    AnswerUnfit,
    Conversation,
    ConversationElsewhere,
    StepId,
    WindowReversed,
    answer,
    answering,
    begin,
    choices_of,
    go_to,
    helped_by,
    missing,
    refuse_rest,
)
from consent.flow.conversation import MOST_ATTEMPTS, QuestionAnswer
from consent.flow.page import Value
from consent.mandate import BASES
from consent.request import Resolution
from datadonor.errors import DatadonorError
from datadonor.texts import Language
from tests.synthetic_conversations import answer_all, fresh, signed, signed_sample
from tests.synthetic_requests import TODAY, sample_request, with_change

SLEEP = with_change(sample_request("sleep"), "items.0.types", ["SleepAnalysis"])
SIGNED = signed(SLEEP)
NARROW: dict[str, Value] = {
    "frequency": "once",
    "expires": date(2027, 1, 1),
    "items.heart.resolution": "day",
    "items.heart.types": ("HeartRate",),
    "items.heart.window": (date(2026, 1, 1), None),
    "items.heart.excluded": ("s1.2.3.4.5", "e7"),
}


def conversation() -> Conversation:
    return begin(SIGNED, None, Language.DANISH)


def give(field: str, value: Value, so_far: Conversation | None = None) -> Conversation:
    return answer(so_far or conversation(), SLEEP, field, value, TODAY)


def test_nothing_is_chosen_beforehand() -> None:
    choices = choices_of(conversation())
    assert choices.items == {}
    assert choices.options == {}
    assert choices.demographics == ()
    assert choices.comprehension == ()
    assert choices.text_sha256 is None, "so it can be given to no consent book"
    assert conversation().given_by is None
    assert conversation().text_read is None


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("items.sleep.types", ("SleepAnalysis", "HeartRate"), TypesWiden),
        ("items.heart.types", ("StepCount",), TypesWiden),
        ("items.sleep.window", (date(2024, 12, 31), None), WindowWidens),
        ("items.sleep.window", (None, date(2031, 1, 1)), WindowWidens),
        ("items.sleep.window", (date(2026, 2, 1), date(2026, 1, 1)), WindowReversed),
        ("items.sleep.resolution", "hour", ResolutionWidens),
        ("items.sleep.excluded", ("s1",), RecordUnnamed),
        ("items.sleep.excluded", ("en hemmelighed",), RecordUnnamed),
        ("items.nothing.granted", True, ItemUnknown),
        ("demographics.municipality", True, DemographicNotAsked),
        ("options.commercial", True, OptionUnknown),
        ("frequency", "weekly", FrequencyWidens),
        ("expires", date(2031, 1, 1), ExpiryWidens),
        ("expires", TODAY - timedelta(days=1), ExpiryPast),
    ],
)
def test_a_widening_is_refused_where_it_is_made(
    field: str, value: Value, error: type[DatadonorError]
) -> None:
    with pytest.raises(error):
        give(field, value)


@pytest.mark.parametrize("field", NARROW)
def test_a_narrowing_is_taken(field: str) -> None:
    assert give(field, NARROW[field]) != conversation()
    taken_back = give(field, None, give(field, NARROW[field]))
    assert choices_of(taken_back) == choices_of(conversation())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("", True),
        ("items", True),
        ("items.sleep", True),
        ("items.sleep.nonsense", True),
        ("items.sleep.granted", "ja"),
        ("items.sleep.granted", 1),
        ("items.sleep.types", ()),
        ("items.sleep.types", ("SleepAnalysis", "SleepAnalysis")),
        ("items.sleep.types", "SleepAnalysis"),
        ("items.sleep.types", (date(2026, 1, 1), None)),
        ("items.sleep.window", ("2026-01-01", None)),
        ("items.sleep.window", (datetime(2026, 1, 1), None)),  # noqa: DTZ001 - no day either
        ("items.sleep.window", (None,)),
        ("items.sleep.window", date(2026, 1, 1)),
        ("items.sleep.resolution", "minute"),
        ("items.sleep.excluded", ("e1", "e1")),
        ("demographics", True),
        ("demographics.shoe_size", True),
        ("options.lottery", True),
        ("frequency", "hourly"),
        ("frequency.once", "once"),
        ("expires", "2027-01-01"),
        ("expires.at", date(2027, 1, 1)),
        ("questions.0", "9"),
        ("questions.0", True),
        ("questions.0", None),
        ("questions.9", "0"),
        ("questions.-1", "0"),
        ("questions.²", "0"),
        ("given_by", "the neighbour"),
        ("basis", "guardianship"),
        ("text_read", "yes"),
        ("nonsense", True),
    ],
)
def test_an_answer_of_another_kind_is_refused(field: str, value: Any) -> None:  # noqa: ANN401
    with pytest.raises(AnswerUnfit):
        give(field, value)


def test_a_no_is_never_refused_not_even_to_what_is_required() -> None:
    said = give("items.sleep.granted", False)
    assert choices_of(said).items["sleep"].granted is False
    assert any(
        each.field == "items.sleep.granted" and "skal med" in each.words
        for each in missing(said, SLEEP, TODAY)
    )


def test_a_no_keeps_what_was_narrowed_before_but_does_not_send_it_along() -> None:
    narrowed = give("items.heart.resolution", "day", give("items.heart.granted", True))
    refused = give("items.heart.granted", False, narrowed)
    assert choices_of(refused).items["heart"].resolution is None
    again = give("items.heart.granted", True, refused)
    assert choices_of(again).items["heart"].resolution is Resolution.DAY


def test_the_rest_can_be_refused_in_one_go_and_never_granted_in_one_go() -> None:
    said = give("items.sleep.granted", True)
    said = give("demographics.sex", True, said)
    said = refuse_rest(go_to(said, SLEEP, StepId.WHICH_DATA, TODAY), SLEEP)
    choices = choices_of(said)
    assert choices.granted == ("sleep",)
    assert set(choices.items) == {item.id for item in SLEEP.items}
    assert choices.demographics == ("sex",)
    said = refuse_rest(go_to(said, SLEEP, StepId.OPTIONS, TODAY), SLEEP)
    assert set(choices_of(said).options.values()) == {False}
    elsewhere = go_to(conversation(), SLEEP, StepId.HOW_FINE, TODAY)
    assert refuse_rest(elsewhere, SLEEP) == elsewhere


def test_a_wrong_answer_is_counted_and_can_be_tried_again() -> None:
    right, wrong = str(SLEEP.comprehension[0].correct), "2"
    said = give("questions.0", wrong)
    assert said.questions[0] == QuestionAnswer(answer=2, attempts=1)
    assert [each.field for each in missing(said, SLEEP, TODAY) if "question" in each.field] == [
        "questions.0",
        "questions.1",
    ]
    said = give("questions.0", right, said)
    assert said.questions[0].attempts == 2
    assert [each.field for each in missing(said, SLEEP, TODAY) if "question" in each.field] == [
        "questions.1"
    ]


def test_tries_are_counted_up_to_an_end() -> None:
    tired = QuestionAnswer(answer=2, attempts=MOST_ATTEMPTS)
    so_far = conversation().model_copy(update={"questions": (tired, QuestionAnswer())})
    assert give("questions.0", "1", so_far).questions[0].attempts == MOST_ATTEMPTS


def test_an_answer_can_be_taken_back() -> None:
    said = give("options.results", True)
    assert choices_of(give("options.results", None, said)).options == {}
    said = give("demographics.sex", True)
    assert choices_of(give("demographics.sex", None, said)).demographics == ()


@pytest.mark.parametrize("who", ["guardian", "proxy"])
def test_whoever_answers_for_another_says_by_what_right(who: str) -> None:
    finished = answer_all(fresh("sleep"), sample_request("sleep"))
    request = sample_request("sleep")
    said = answer(finished, request, "given_by", who, TODAY)
    assert [each.field for each in missing(said, request, TODAY)] == ["basis"]
    assert choices_of(said).text_sha256 is None, "not to be given before that is said"
    for basis in BASES[cast("Any", who)]:
        done = answer(said, request, "basis", basis, TODAY)
        assert missing(done, request, TODAY) == ()
        assert (choices_of(done).given_by, choices_of(done).basis) == (who, basis)
    # Who answers for themselves needs no right, and an old one does not stay behind.
    done = answer(said, request, "given_by", "self", TODAY)
    assert choices_of(done).basis is None


def test_a_basis_that_is_none_of_theirs_is_refused() -> None:
    with pytest.raises(AnswerUnfit):
        answering.say_who_decides(conversation(), "guardian", "next_of_kin")


def test_who_helps_is_kept_and_changes_no_answer() -> None:
    helper = Helper(name="Bo Holm", role="carer")
    said = helped_by(conversation(), helper)
    assert choices_of(said).assisted_by == helper
    assert missing(said, SLEEP, TODAY) == missing(conversation(), SLEEP, TODAY)


def test_records_left_out_are_bounded_over_all_items() -> None:
    half = tuple(f"e{number}" for number in range(6_000))
    said = give("items.sleep.excluded", half)
    with pytest.raises(AnswerUnfit):
        give("items.heart.excluded", half, said)


@pytest.mark.parametrize("step", StepId)
def test_an_answer_to_another_request_is_refused(step: StepId) -> None:
    other = sample_request("steps")
    for act in (
        lambda: answer(conversation(), other, "given_by", "self", TODAY),
        lambda: go_to(conversation(), other, step, TODAY),
        lambda: missing(conversation(), with_change(SLEEP, "version", 2), TODAY),
    ):
        with pytest.raises(ConversationElsewhere):
            act()


def test_answers_to_what_is_not_asked_belong_elsewhere() -> None:
    said = give("options.results", True)
    with pytest.raises(ConversationElsewhere):
        missing(said, with_change(SLEEP, "options", []), TODAY)
    assert signed_sample("sleep").request.id == SLEEP.id


def test_every_refusal_of_choices_names_no_value() -> None:
    with pytest.raises(ChoicesRefused) as caught:
        give("items.sleep.excluded", ("en hemmelighed",))
    for language in Language:
        assert "hemmelighed" not in " ".join(caught.value.user_message(language))
    assert caught.value.__cause__ is None
