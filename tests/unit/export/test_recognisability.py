"""The estimate of how recognisable one is: a number by hand, and words that promise nothing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.request import Demographic
from datadonor.texts import Language, catalogue
from export.demographics import Reason, Told
from export.minimisation.codes import rare_groups
from export.population import Born, population
from export.recognisability import (
    PATTERN_DAYS,
    Caveat,
    Contents,
    Estimate,
    Level,
    Step,
    estimate,
)
from export.recognisability_words import Wording, about, estimate_in_words

YEAR = 2026
NOTHING = Contents()
EVERYTHING = Contents(frozenset({"cystic_fibrosis"}), True, 60, 400, True)


def told(
    born: str | None = None,
    sex: str | None = None,
    region: str | None = None,
    municipality: str | None = None,
) -> tuple[Told, ...]:
    what: Demographic = "year_of_birth" if born is None or "/" not in born else "age_band"
    answers = [
        None if born is None else Told(what, born, what),
        None if sex is None else Told("sex", sex, "sex"),
        None if region is None else Told("region", region, "region"),
        None if municipality is None else Told("municipality", municipality, "municipality"),
    ]
    return tuple(each for each in answers if each is not None)


def words(answers: tuple[Told, ...], contents: Contents = NOTHING) -> Wording:
    return estimate_in_words(estimate(answers, contents, YEAR), contents, Language.ENGLISH)


def steps(answers: tuple[Told, ...], contents: Contents = NOTHING) -> list[Step]:
    return [each.step for each in estimate(answers, contents, YEAR).less_rare]


@pytest.mark.parametrize(
    ("answers", "level", "headline"),
    [
        (told("1974", "male"), Level.MANY, "about 38 000 others"),
        (told("1974", "female", municipality="0461"), Level.MANY, "about 1 300 others"),
        (told("1974", "female", municipality="0360"), Level.SOME, "about 260 others"),
        (told("1974", "female", municipality="0825"), Level.FEW, "about 11 others"),
        (told("1974", "male", municipality="0411"), Level.ALONE, "probably the only one"),
        ((), Level.MANY, "about 5 800 000 others"),
    ],
)
def test_the_number_is_what_one_works_out_by_hand(
    answers: tuple[Told, ...], level: Level, headline: str
) -> None:
    """Lolland: 20 174 women, of whom 38 000 in 2.94 million are of the year: 260."""
    assert estimate(answers, NOTHING, YEAR).level is level
    assert headline in words(answers).headline.replace("\N{NO-BREAK SPACE}", " ")


def test_the_person_is_none_of_the_others() -> None:
    """On Christiansø the expected group has one member or none: the person."""
    found = estimate(told("1974", "male", municipality="0411"), NOTHING, YEAR)
    assert found.others.low == found.others.likely == 0


def test_a_place_known_by_estimate_shows_its_bounds_and_one_that_is_not_few_shows_both() -> None:
    island = words(told("1974", "female", municipality="0825"))
    assert island.bounds is not None
    assert "between 3 and 28" in island.bounds
    assert words(told("1974", "male", municipality="0411")).bounds is None


def test_a_rare_finding_takes_the_number_to_at_most_and_is_named() -> None:
    contents = Contents(frozenset({"cystic_fibrosis"}))
    found = estimate(told("1974", "male"), contents, YEAR)
    assert (found.level, found.others.low) == (Level.AT_MOST, 0)
    assert found.caveats[0] is Caveat.RARE
    said = words(told("1974", "male"), contents)
    assert "at most 42\N{NO-BREAK SPACE}000" in said.headline
    assert "Cystic fibrosis" in said.caveats[0]
    assert said.bounds is None
    assert steps(told("1974", "male"), contents)[0] is Step.RARE_LEFT_OUT


@pytest.mark.parametrize(
    ("contents", "caveat"),
    [
        (Contents(fine_days=PATTERN_DAYS), Caveat.PATTERN),
        (Contents(fine_days=PATTERN_DAYS - 1), Caveat.DAILY_PATTERN),
        (Contents(daily_days=1), Caveat.DAILY_PATTERN),
        (Contents(has_true_dates=True), Caveat.TRUE_DATES),
        (Contents(has_codes=True), Caveat.CODES),
    ],
)
def test_each_thing_that_may_tell_has_a_sentence(contents: Contents, caveat: Caveat) -> None:
    """Negative control: without it the sentence is not there."""
    assert caveat in estimate((), contents, YEAR).caveats
    assert caveat not in estimate((), NOTHING, YEAR).caveats


def test_hourly_readings_over_weeks_are_called_what_they_are() -> None:
    said = words(told("1974"), Contents(fine_days=30))
    assert "fingerprint" in said.caveats[0]
    assert "by the week or month" in said.less_rare[0]


def test_what_the_recipient_has_beside_is_never_left_unsaid() -> None:
    for contents in (NOTHING, EVERYTHING):
        assert estimate((), contents, YEAR).caveats[-1] is Caveat.OTHER_DATA


def test_what_helps_most_stands_first() -> None:
    answers = told("1974", "female", municipality="0825")
    assert steps(answers) == [Step.NO_MUNICIPALITY, Step.AGE_BAND, Step.NO_SEX]
    others = [each.others or 0 for each in estimate(answers, NOTHING, YEAR).less_rare]
    assert others == sorted(others, reverse=True)
    assert "3\N{NO-BREAK SPACE}800 others" in words(answers).less_rare[0]


def test_what_helps_little_is_not_advised() -> None:
    assert steps(()) == []
    assert steps(told(sex="male")) == [Step.NO_SEX]
    assert steps(told("../1939", "male"))[0] is Step.NO_BIRTH


def test_what_cannot_be_counted_is_advised_before_what_can() -> None:
    assert steps(told("1974"), EVERYTHING)[:3] == [
        Step.RARE_LEFT_OUT,
        Step.COARSER_SERIES,
        Step.SHIFTED_DATES,
    ]


_told = st.builds(
    told,
    st.none() | st.integers(1900, YEAR).map(lambda year: Born(year, year).edtf),
    st.none() | st.sampled_from(["male", "female"]),
    st.none() | st.sampled_from(sorted(population().regions)),
    st.none() | st.sampled_from(sorted(population().municipalities)),
)
_contents = st.builds(
    Contents,
    st.frozensets(st.sampled_from(sorted(rare_groups()))),
    st.booleans(),
    st.integers(0, 100),
    st.integers(0, 100),
    st.booleans(),
)


@given(_told, _contents, st.sampled_from(Language))
def test_every_estimate_has_words_and_none_promises_anything(
    answers: tuple[Told, ...], contents: Contents, language: Language
) -> None:
    found: Estimate = estimate(answers, contents, YEAR)
    assert 0 <= found.others.low <= found.others.likely <= found.others.high
    assert found.caveats
    said = estimate_in_words(found, contents, language)
    whole = " ".join([said.headline, said.bounds or "", *said.caveats, *said.less_rare])
    assert "{" not in whole
    assert not re.search("anonym|safe|sikker(?!t)", whole, re.IGNORECASE)


@given(_told, st.sampled_from(["cystic_fibrosis", "blood"]))
def test_a_rare_finding_never_makes_more_others(answers: tuple[Told, ...], rare: str) -> None:
    plain = estimate(answers, NOTHING, YEAR).others
    assert estimate(answers, Contents(frozenset({rare})), YEAR).others.low <= plain.low


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "0"),
        (0.6, "1"),
        (9.4, "9"),
        (11.5, "12"),
        (247, "250"),
        (999, "1 000"),
        (38_317, "38 000"),
        (5_843_346, "5 800 000"),
    ],
)
def test_a_number_is_written_with_as_many_digits_as_are_known(number: float, written: str) -> None:
    assert about(number) == written.replace(" ", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize(
    ("table", "members"),
    [("level", Level), ("caveat", Caveat), ("step", Step), ("not_told", Reason)],
)
def test_each_word_has_a_sentence_and_no_sentence_is_left_over(
    table: str, members: type[Level]
) -> None:
    keys = {
        key.split(".")[-1] for key in catalogue() if key.startswith(f"recognisability.{table}.")
    }
    assert keys == {each.value for each in members}
