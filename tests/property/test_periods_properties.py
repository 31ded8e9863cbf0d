"""Sets of days behave as sets of days, also at the ends of the calendar and of summer time.

The expectations are computed with plain Python sets of day numbers, one day at a time, and
none of the module's own arithmetic.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from consent.periods import (
    ALL_DAYS,
    EVERYTHING,
    NOTHING,
    ConsentDocument,
    Kind,
    Period,
    Periods,
    Provision,
    allowed_days,
    days_by_code,
    deny_period,
    local_day,
    permit_period,
)

WIDTH = 24
BEGINNINGS = [
    date.min.toordinal(),
    date(2024, 2, 20).toordinal(),
    date.max.toordinal() - WIDTH + 1,
]
COPENHAGEN = ZoneInfo("Europe/Copenhagen")
CODES = ["use", "collect", "keep"]


def numbers(periods: Iterable[Period]) -> set[int]:
    """Count out the days, one by one."""
    return {
        number
        for first, last in periods
        for number in range(first.toordinal(), last.toordinal() + 1)
    }


def runs(days: set[int]) -> list[Period]:
    """Write a set of days in its one form: the longest runs, ascending."""
    firsts = sorted(day for day in days if day - 1 not in days)
    lasts = sorted(day for day in days if day + 1 not in days)
    return [
        Period(date.fromordinal(first), date.fromordinal(last))
        for first, last in zip(firsts, lasts, strict=True)
    ]


@st.composite
def periods_in(draw: st.DrawFn, beginning: int) -> Period:
    first = draw(st.integers(0, WIDTH - 1))
    last = draw(st.integers(first, WIDTH - 1))
    return Period(date.fromordinal(beginning + first), date.fromordinal(beginning + last))


@st.composite
def lists_of_periods(draw: st.DrawFn, count: int) -> list[list[Period]]:
    """Some lists in one stretch of days, so that they meet often."""
    beginning = draw(st.sampled_from(BEGINNINGS))
    return [draw(st.lists(periods_in(beginning), max_size=6)) for _ in range(count)]


@given(lists_of_periods(2))
def test_the_algebra_is_that_of_sets(lists: list[list[Period]]) -> None:
    one, two = lists
    a, b = Periods.of(*one), Periods.of(*two)
    days_a, days_b = numbers(one), numbers(two)
    assert list(a) == runs(days_a)
    assert list(a.union(b)) == runs(days_a | days_b)
    assert list(a.intersection(b)) == runs(days_a & days_b)
    assert list(a.difference(b)) == runs(days_a - days_b)
    assert a.is_empty is (not days_a)
    assert bool(a) is bool(days_a)


@given(lists_of_periods(2))
def test_the_expectation_would_see_a_single_day_too_many(lists: list[list[Period]]) -> None:
    """Negative control: changing one day changes the form that all is compared with."""
    one, two = lists
    days = numbers(one) | numbers(two)
    for day in days:
        assert runs(days - {day}) != runs(days)


@given(lists_of_periods(1), st.randoms(use_true_random=False))
def test_a_set_has_one_form(lists: list[list[Period]], chance: Random) -> None:
    """Sorted, disjoint and never touching, whatever the order and however often made."""
    (one,) = lists
    shuffled = [*one, *one]
    chance.shuffle(shuffled)
    made = Periods.of(*shuffled)
    assert made == Periods.of(*one) == Periods(made.spans)
    spans = list(made)
    for before, after in pairwise(spans):
        assert after.first.toordinal() - before.last.toordinal() >= 2
    assert sum(span.days for span in spans) == len(numbers(one))


@given(lists_of_periods(2))
def test_covered_is_all_days_in_and_in_one_interval(lists: list[list[Period]]) -> None:
    allowed, records = lists
    periods = Periods.of(*allowed)
    days = numbers(allowed)
    for record in records:
        inside = numbers([record]) <= days
        in_one = any(numbers([record]) <= numbers([span]) for span in periods)
        assert periods.covers(record) is inside
        assert periods.covers(record) is in_one
        assert (record.first in periods) is (record.first.toordinal() in days)


@given(lists_of_periods(1))
def test_everything_and_nothing_are_the_ends(lists: list[list[Period]]) -> None:
    periods = Periods.of(*lists[0])
    rest = EVERYTHING.difference(periods)
    assert rest.intersection(periods) == NOTHING
    assert rest.union(periods) == EVERYTHING
    assert EVERYTHING.difference(rest) == periods
    assert periods.intersection(EVERYTHING) == periods == periods.union(NOTHING)
    assert periods.difference(EVERYTHING) == NOTHING.difference(periods) == NOTHING


@given(st.datetimes(datetime(1894, 1, 2), datetime(2400, 1, 1)))  # noqa: DTZ001 - UTC is given
@example(datetime(1894, 1, 2))  # noqa: DTZ001
@example(datetime(2024, 3, 31, 0, 59, 59, 999_999))  # noqa: DTZ001
@example(datetime(2024, 10, 27, 22, 59, 59, 999_999))  # noqa: DTZ001
def test_a_moment_has_the_day_that_the_zone_gives_it(moment: datetime) -> None:
    """Since 1894, when Denmark took whole hours, the records' days are the zone's days."""
    aware = moment.replace(tzinfo=UTC)
    expected = aware.astimezone(COPENHAGEN).date()
    assert local_day(aware) == expected
    written = aware.isoformat()
    assert permit_period(written, written) == Period(expected, expected)
    assert deny_period(written, written) == Period(expected, expected)


@given(st.text(max_size=40), st.text(max_size=40))
@example("2024-05-03", "2024-05-04")
@example("2024-05-03T10:00:00Z", "")
def test_any_text_is_read_or_fails_closed(start: str, end: str) -> None:
    """What a permit cannot read a deny reads as every day, and the other way round never less."""
    permitted, denied = permit_period(start, end), deny_period(start, end)
    assert denied == (ALL_DAYS if permitted is None else permitted)


@given(
    st.from_regex(r"\A[0-9]{4}-[01][0-9]-[0-3][0-9](T[0-2][0-9]:[0-6][0-9]:[0-6][0-9]Z)?\Z"),
    st.none() | st.from_regex(r"\A[0-9]{4}-[01][0-9]-[0-3][0-9]\Z"),
)
def test_a_deny_reaches_at_least_as_far_as_the_same_permit(start: str, end: str | None) -> None:
    permitted = permit_period(start, end)
    assert permitted is None or deny_period(start, end).covers(permitted)


provisions = st.builds(
    Provision,
    st.sampled_from(Kind),
    st.sampled_from([*CODES, None]),
    periods_in(BEGINNINGS[1]),
)
documents = st.lists(
    st.builds(
        ConsentDocument,
        is_active=st.booleans(),
        provisions=st.lists(provisions, max_size=6).map(tuple),
    ),
    max_size=4,
)
some_codes = st.frozensets(st.sampled_from(CODES), min_size=1)
days_of_today = st.integers(BEGINNINGS[1], BEGINNINGS[1] + WIDTH - 1)


def is_day_of(documents: list[ConsentDocument], codes: frozenset[str], code: str, day: int) -> bool:
    """Decide one day of one code, in the words of the rules."""
    standing = [each for each in documents if each.is_active]
    permitted = False
    for document in standing:
        permits = [one for one in document.provisions if one.kind == "permit"]
        has_all = all(any(one.code == wanted for one in permits) for wanted in codes)
        names_day = any(one.code == code and day in numbers([one.period]) for one in permits)
        permitted = permitted or (has_all and names_day)
    denied = any(
        one.kind == "deny" and one.code in {code, None} and day in numbers([one.period])
        for document in standing
        for one in document.provisions
    )
    return permitted and not denied


@given(documents, some_codes, some_codes, days_of_today)
def test_documents_decide_each_day_by_the_rules(
    signed: list[ConsentDocument],
    gates: frozenset[str],
    data: frozenset[str],
    today: int,
) -> None:
    every = gates | data
    stretch = range(BEGINNINGS[1], BEGINNINGS[1] + WIDTH)
    for code, days in days_by_code(signed, every).items():
        assert list(days) == runs(
            {day for day in stretch if is_day_of(signed, every, code, day)},
        )
    is_open = all(is_day_of(signed, every, gate, today) for gate in gates)
    expected = {
        day
        for day in stretch
        if is_open and all(is_day_of(signed, every, code, day) for code in data)
    }
    assert list(allowed_days(signed, gates, data, date.fromordinal(today))) == runs(expected)


@given(documents, some_codes, some_codes, days_of_today, provisions, st.data())
def test_another_deny_never_allows_more_and_the_order_says_nothing(
    signed: list[ConsentDocument],
    gates: frozenset[str],
    data: frozenset[str],
    today: int,
    another: Provision,
    draw: st.DataObject,
) -> None:
    day = date.fromordinal(today)
    before = allowed_days(signed, gates, data, day)
    no = ConsentDocument(is_active=True, provisions=(another._replace(kind=Kind.DENY),))
    shuffled = draw.draw(st.permutations([*signed, no]))
    after = allowed_days(shuffled, gates, data, day)
    assert after.difference(before) == NOTHING
    assert after == allowed_days([*signed, no], gates, data, day)
