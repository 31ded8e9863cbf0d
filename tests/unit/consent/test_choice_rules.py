"""Choices may narrow what is asked, and nothing else."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent import choice_rules
from consent.choice_rules import (
    RAREST_FIRST,
    AnswerWrong,
    ChoicesRefused,
    ExpiryPast,
    ExpiryWidens,
    FrequencyWidens,
    NothingGranted,
    QuestionsUnanswered,
    RecordUnnamed,
    RequiredItemRefused,
    ResolutionWidens,
    TypesWiden,
    WindowWidens,
    item_widenings,
    last_day_of,
    require_fitting,
    widenings,
)
from consent.choices import Choices, ItemChoice
from consent.request import Frequency, ProjectRequest, Resolution
from datadonor.errors import DatadonorError
from datadonor.records.types import types_of
from datadonor.texts import Language
from tests.consents import fitting_choices
from tests.synthetic_requests import SAMPLES, TODAY, sample_request, with_change

SLEEP = sample_request("sleep")
ITEM = SLEEP.items[0]


def found(request: ProjectRequest, choices: Choices) -> list[str]:
    return [problem.code for problem in widenings(request, choices)]


def of_item(**choice: Any) -> list[type[ChoicesRefused]]:  # noqa: ANN401 - any field
    made = ItemChoice.model_validate({"granted": True} | choice)
    return [type(problem) for problem in item_widenings(ITEM, made)]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_plain_yes_to_everything_fits(name: str) -> None:
    request = sample_request(name)
    require_fitting(request, fitting_choices(request), TODAY)


def test_every_refusal_has_an_error_of_its_own() -> None:
    """Whoever made the choices learns what to mend, in both languages."""
    kinds = [
        each
        for each in vars(choice_rules).values()
        if isinstance(each, type) and issubclass(each, ChoicesRefused) and each != ChoicesRefused
    ]
    codes = {each.code for each in kinds}
    assert len(kinds) == len(codes) == 15
    assert DatadonorError.code not in codes
    facts = {"item": "sleep", "option": "results", "what": "sex", "day": "2030-12-31"}
    for kind in kinds:
        for language in Language:
            assert kind(**facts, count=3, number=1).user_message(language).remedy.endswith(".")


@pytest.mark.parametrize(
    ("choice", "error"),
    [
        ({"from": "2025-01-01"}, None),
        ({"from": "2024-12-31"}, WindowWidens),
        ({"until": "2030-12-31"}, None),
        ({"until": "2031-01-01"}, WindowWidens),
        ({"from": "2031-01-01"}, WindowWidens),
        ({"until": "2024-12-31"}, WindowWidens),
        ({"from": "2028-02-29", "until": "2028-02-29"}, None),
        ({"resolution": "day"}, None),
        ({"resolution": "summary"}, None),
        ({"resolution": "hour"}, ResolutionWidens),
        ({"resolution": "raw"}, ResolutionWidens),
        ({"types": (next(iter(types_of(ITEM.category))).id,)}, None),
        ({"types": ("StepCount",)}, TypesWiden),
        ({"types": ("Unheard",)}, TypesWiden),
        ({"excluded_records": ("s1.-5.2.0.0", "e1", "d999999")}, None),
        ({"excluded_records": ("s1.2.3.4",)}, RecordUnnamed),
        ({"excluded_records": ("e-1",)}, RecordUnnamed),
        ({"excluded_records": ("s01.2.3.4.5",)}, RecordUnnamed),
        ({"excluded_records": ("s1.-0.3.4.5",)}, RecordUnnamed),
    ],
)
def test_an_item_can_be_narrowed_in_every_way(
    choice: dict[str, Any], error: type[ChoicesRefused] | None
) -> None:
    assert of_item(**choice) == ([] if error is None else [error])


def test_a_name_that_no_record_has_would_leave_nothing_out() -> None:
    """``e01`` names what is called ``e1``; taken as it stands, the record would be sent."""
    assert of_item(excluded_records=("e01",)) == [RecordUnnamed]
    assert of_item(granted=False, excluded_records=("e01",)) == [RecordUnnamed]


def test_a_no_widens_nothing() -> None:
    assert of_item(granted=False, types=("StepCount",), resolution="raw", until="2099-01-01") == []


def test_types_asked_for_by_name_are_the_only_ones() -> None:
    first, second, *_ = (each.id for each in types_of(ITEM.category))
    narrow = with_change(SLEEP, "items.0.types", [first]).items[0]
    assert not list(item_widenings(narrow, ItemChoice(granted=True, types=(first,))))
    (problem,) = item_widenings(narrow, ItemChoice(granted=True, types=(first, second)))
    assert isinstance(problem, TypesWiden)


def test_everything_that_is_wrong_is_found_in_one_go() -> None:
    choices = fitting_choices(
        items={
            "sleep": ItemChoice(granted=True, types=("StepCount",), resolution=Resolution.RAW),
            "genome": ItemChoice(granted=True),
        },
        options={"commercial": True},
        demographics=("municipality",),
        frequency="weekly",
        expires="2031-01-01",
    )
    assert found(SLEEP, choices) == [
        "ITEM_UNKNOWN",
        "TYPES_WIDEN",
        "RESOLUTION_WIDENS",
        "OPTION_UNKNOWN",
        "DEMOGRAPHIC_NOT_ASKED",
        "FREQUENCY_WIDENS",
        "EXPIRY_WIDENS",
    ]


@pytest.mark.parametrize("asked", RAREST_FIRST)
@pytest.mark.parametrize("chosen", RAREST_FIRST)
def test_only_as_often_as_asked(asked: Frequency, chosen: Frequency) -> None:
    request = with_change(SLEEP, "frequency", asked)
    oftener = {("once", "monthly"), ("once", "weekly"), ("monthly", "weekly")}
    problems = list(widenings(request, fitting_choices(request, frequency=chosen)))
    is_wider = bool(problems)
    assert is_wider == ((asked, chosen) in oftener)
    assert all(isinstance(problem, FrequencyWidens) for problem in problems)


@pytest.mark.parametrize(
    ("until", "valid_until", "last"),
    [
        (None, "2031-06-30", date(2031, 6, 30)),
        ("2030-12-31", "2031-06-30", date(2030, 12, 31)),
        ("2032-12-31", "2031-06-30", date(2031, 6, 30)),
        ("2028-02-29", "2031-06-30", date(2028, 2, 29)),
    ],
)
def test_the_last_day_is_the_earlier_one(until: str | None, valid_until: str, last: date) -> None:
    request = with_change(with_change(SLEEP, "valid_until", valid_until), "until", until)
    assert last_day_of(request) == last
    require_fitting(request, fitting_choices(request, expires=last), last)
    with pytest.raises(ExpiryWidens) as caught:
        require_fitting(request, fitting_choices(request, expires=last + timedelta(days=1)), last)
    assert caught.value.facts == {"day": str(last)}


def test_today_is_the_first_day_that_a_consent_can_end_on() -> None:
    require_fitting(SLEEP, fitting_choices(expires=TODAY), TODAY)
    with pytest.raises(ExpiryPast):
        require_fitting(SLEEP, fitting_choices(expires=TODAY - timedelta(days=1)), TODAY)


def test_nobody_takes_part_without_what_is_required() -> None:
    without = fitting_choices(items={"heart": ItemChoice(granted=True)})
    with pytest.raises(RequiredItemRefused) as caught:
        require_fitting(SLEEP, without, TODAY)
    assert caught.value.facts == {"item": "sleep"}
    free = with_change(SLEEP, "items.0.required", value=False)
    require_fitting(free, without.model_copy(
        update={"text_sha256": fitting_choices(free).text_sha256}), TODAY)  # fmt: skip


@pytest.mark.parametrize("items", [{}, {"sleep": ItemChoice(granted=False)}])
def test_a_no_to_everything_is_no_consent(items: dict[str, ItemChoice]) -> None:
    with pytest.raises(NothingGranted):
        require_fitting(SLEEP, fitting_choices(items=items), TODAY)


def test_every_question_is_answered_and_rightly() -> None:
    right = [question.correct for question in SLEEP.comprehension]
    for answers in ([], right[:-1], [*right, 0]):
        with pytest.raises(QuestionsUnanswered) as missing:
            require_fitting(SLEEP, fitting_choices(comprehension=tuple(answers)), TODAY)
        assert missing.value.facts == {"count": len(right)}
    for number in range(len(right)):
        wrong = [answer + (place == number) for place, answer in enumerate(right)]
        with pytest.raises(AnswerWrong) as caught:
            require_fitting(SLEEP, fitting_choices(comprehension=tuple(wrong)), TODAY)
        assert caught.value.facts == {"number": number + 1}


def test_a_request_without_questions_needs_no_answers() -> None:
    silent = with_change(SLEEP, "comprehension", [])
    require_fitting(silent, fitting_choices(silent), TODAY)


_days = st.dates(date(2024, 1, 1), date(2031, 12, 31))


@given(
    st.sampled_from(SLEEP.items),
    st.none() | _days,
    st.none() | _days,
    st.none() | st.sampled_from(Resolution),
)
def test_what_fits_an_item_lies_within_it(
    item: Any,  # noqa: ANN401 - an item of the sample
    first: date | None,
    last: date | None,
    resolution: Resolution | None,
) -> None:
    """And what lies within it fits: the rules neither let through nor stop too much."""
    if first is not None and last is not None and last < first:
        first, last = last, first
    choice = ItemChoice.model_validate(
        {"granted": True, "from": first, "until": last, "resolution": resolution}
    )
    days: Sequence[date] = [day for day in (first, last) if day is not None]
    is_within = all(item.window.from_ <= day <= item.window.until for day in days) and (
        resolution is None or resolution.rank >= item.finest_resolution.rank
    )
    assert (not list(item_widenings(item, choice))) == is_within
