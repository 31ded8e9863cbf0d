"""A later version that asks for less leaves less, and never more than was said yes to."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from consent import fitting
from consent.choice_rules import RAREST_FIRST, widenings
from consent.choices import Choices, ItemChoice
from consent.fitting import fit_choices
from consent.policy import Grant, Permit, Record, evaluate, last_day
from consent.request import Dates, Demographic, Item, ProjectRequest, Resolution, Window
from consent.request_versions import compare_requests, needs_new_consent
from datadonor.records.rollups import ZONE
from tests.releases import VERSIONS, version_of
from tests.synthetic_requests import complete_request

NOW: Final = datetime(2026, 9, 1, 12, tzinfo=UTC)
FIRST_DAY: Final = date(2026, 1, 1)
DAYS: Final = 8
TYPES: Final = ("HeartRate", "HeartRateVariabilitySDNN", "RestingHeartRate")
NARROWER_DATES: Final = {
    Dates.EXACT: (*Dates,),
    Dates.SHIFTED: (Dates.SHIFTED,),
    Dates.MONTH: (Dates.MONTH, Dates.YEAR),
    Dates.YEAR: (Dates.YEAR,),
}
FINER: Final = {"age_band": "year_of_birth", "region": "municipality"}


def day(number: int) -> date:
    return FIRST_DAY + timedelta(days=number)


def midnight_ms(when: date) -> int:
    return round(datetime.combine(when, time(), ZONE).timestamp() * 1000)


RECORDS: Final = [
    Record(
        name=f"s{TYPES.index(kind)}.{start}.1.{lasts}.0",
        category="heart",
        type=kind,
        start_ms=midnight_ms(day(start)),
        end_ms=midnight_ms(day(start + lasts)),
    )
    for kind in TYPES
    for start in range(-1, DAYS + 1)
    for lasts in (1, 3)
]
"""Of each type one on each day, and one over three days, some reaching out of all windows."""

# -- random requests, choices, and later versions ----------------------------------------

numbers = st.integers(0, DAYS - 1)
some_types = st.none() | st.lists(st.sampled_from(TYPES), min_size=1, unique=True).map(tuple)
demographics = st.lists(
    st.sampled_from(["year_of_birth", "age_band", "sex", "region", "municipality"]), unique=True
).map(tuple)
lefts_out = st.lists(st.sampled_from([each.name for each in RECORDS[6:10]]), unique=True)


@st.composite
def items(draw: st.DrawFn, name: str) -> Item:
    first, last = sorted((draw(numbers), draw(numbers)))
    return (
        complete_request()
        .items[0]
        .model_copy(
            update={
                "id": name,
                "category": "heart",
                "types": draw(some_types),
                "required": False,
                "window": Window.model_construct(from_=day(first), until=day(last)),
                "finest_resolution": draw(st.sampled_from(Resolution)),
                "dates": draw(st.sampled_from(Dates)),
            }
        )
    )


@st.composite
def requests(draw: st.DrawFn) -> ProjectRequest:
    return complete_request(
        items=tuple(draw(items(name)) for name in ("a", "b", "c")),
        demographics=draw(demographics),
        frequency=draw(st.sampled_from(RAREST_FIRST)),
        until=None,
        valid_until=draw(st.sampled_from([date(2026, 9, 1), date(2026, 12, 31)])),
    )


@st.composite
def item_choices(draw: st.DrawFn, item: Item) -> ItemChoice:
    excluded = tuple(draw(lefts_out))
    if not draw(st.integers(0, 4)):
        return ItemChoice(granted=False, excluded_records=excluded)
    within = (item.window.until - item.window.from_).days
    first, last = sorted((draw(st.integers(0, within)), draw(st.integers(0, within))))
    coarser = [each for each in Resolution if each.rank >= item.finest_resolution.rank]
    chosen = draw(st.lists(st.sampled_from(item.types or TYPES), min_size=1, unique=True))
    return ItemChoice(
        granted=True,
        types=draw(st.none() | st.just(tuple(chosen))),
        from_=draw(st.none() | st.just(item.window.from_ + timedelta(days=first))),
        until=draw(st.none() | st.just(item.window.from_ + timedelta(days=last))),
        resolution=draw(st.none() | st.sampled_from(coarser)),
        excluded_records=excluded,
    )


@st.composite
def choices_about(draw: st.DrawFn, request: ProjectRequest) -> Choices:
    asked = request.items[: draw(st.integers(1, len(request.items)))]
    frequencies = RAREST_FIRST[: RAREST_FIRST.index(request.frequency) + 1]
    return Choices(
        items={item.id: draw(item_choices(item)) for item in asked},
        options={option.id: draw(st.booleans()) for option in request.options},
        demographics=tuple(each for each in request.demographics if draw(st.booleans())),
        frequency=draw(st.none() | st.sampled_from(frequencies)),
        expires=draw(st.none() | st.sampled_from([date(2026, 9, 1), request.valid_until])),
    )


@st.composite
def narrower_items(draw: st.DrawFn, item: Item) -> Item:
    within = (item.window.until - item.window.from_).days
    first, last = sorted((draw(st.integers(0, within)), draw(st.integers(0, within))))
    kept = draw(st.lists(st.sampled_from(item.types or TYPES), min_size=1, unique=True))
    coarser = [each for each in Resolution if each.rank >= item.finest_resolution.rank]
    window = Window.model_construct(
        from_=item.window.from_ + timedelta(days=first),
        until=item.window.from_ + timedelta(days=last),
    )
    return item.model_copy(
        update={
            "types": draw(st.just(item.types) | st.just(tuple(kept))),
            "window": draw(st.just(item.window) | st.just(window)),
            "finest_resolution": draw(st.sampled_from(coarser)),
            "dates": draw(st.sampled_from(NARROWER_DATES[item.dates])),
        }
    )


@st.composite
def narrower_versions(draw: st.DrawFn, request: ProjectRequest) -> ProjectRequest:
    """Draw a version after which nobody needs to be asked again; kept so by the assumption."""
    kept = draw(st.lists(st.sampled_from(request.items), min_size=1, unique_by=lambda i: i.id))
    told = {*request.demographics, *(a for a, b in FINER.items() if b in request.demographics)}
    frequencies = RAREST_FIRST[: RAREST_FIRST.index(request.frequency) + 1]
    later = complete_request(
        version=2,
        items=tuple(draw(narrower_items(item)) for item in kept),
        demographics=tuple(each for each in sorted(told) if draw(st.booleans())),
        frequency=draw(st.sampled_from(frequencies)),
        options=tuple(each for each in request.options if draw(st.booleans())),
        until=None,
        valid_until=draw(st.sampled_from([date(2026, 9, 1), request.valid_until])),
    )
    assume(not needs_new_consent(compare_requests(request, later)))
    return later


@st.composite
def cases(draw: st.DrawFn) -> tuple[ProjectRequest, Choices, ProjectRequest]:
    request = draw(requests())
    return request, draw(choices_about(request)), draw(narrower_versions(request))


# -- what must hold ----------------------------------------------------------------------


def grants(answer: object) -> dict[str, Grant]:
    return {each.item: each for each in answer.grants} if isinstance(answer, Permit) else {}


def ways_beyond(
    request: ProjectRequest, choices: Choices, later: ProjectRequest, fitted: Choices
) -> Iterable[str]:
    """Yield in what ways fitted choices let more out than those that were made."""
    yield from (each.code for each in widenings(later, fitted))
    for record in RECORDS:
        before = grants(evaluate(request, choices, record, NOW))
        for item, now in grants(evaluate(later, fitted, record, NOW)).items():
            if item not in before:
                yield f"{record.name} for {item}"
            elif now.resolution.rank < before[item].resolution.rank:
                yield f"{record.name} for {item}: finer"
            elif now.dates not in NARROWER_DATES[before[item].dates]:
                yield f"{record.name} for {item}: dates"
    told = set(choices.demographics) | {a for a, b in FINER.items() if b in choices.demographics}
    yield from sorted(set(fitted.demographics) - told)
    yield from (each for each, yes in fitted.options.items() if yes and not choices.options[each])
    often = [(c.frequency or r.frequency) for r, c in ((request, choices), (later, fitted))]
    if RAREST_FIRST.index(often[1]) > RAREST_FIRST.index(often[0]):
        yield "more often"
    if last_day(later, fitted) > last_day(request, choices):
        yield "longer"


@given(cases())
def test_what_is_fitted_never_lets_more_out(
    case: tuple[ProjectRequest, Choices, ProjectRequest],
) -> None:
    request, choices, later = case
    assert not list(widenings(request, choices))
    fitted = fit_choices(choices, later)
    assert list(ways_beyond(request, choices, later, fitted)) == []


@given(cases())
def test_what_is_still_asked_for_is_still_let_out(
    case: tuple[ProjectRequest, Choices, ProjectRequest],
) -> None:
    """Fitting takes away what is no longer asked for and nothing else."""
    request, choices, later = case
    fitted = fit_choices(choices, later)
    everything = Choices(
        items={item.id: ItemChoice(granted=True) for item in later.items},
    )
    for record in RECORDS:
        before = grants(evaluate(request, choices, record, NOW))
        asked = grants(evaluate(later, everything, record, NOW))
        now = grants(evaluate(later, fitted, record, NOW))
        assert set(now) == set(before) & set(asked)


@given(cases())
def test_fitting_twice_is_fitting_once(
    case: tuple[ProjectRequest, Choices, ProjectRequest],
) -> None:
    _, choices, later = case
    fitted = fit_choices(choices, later)
    assert fit_choices(fitted, later) == fitted


def test_choices_that_are_not_fitted_can_let_more_out() -> None:
    """Negative control: the same choices under the later version, without fitting."""
    request = version_of(1)
    later = version_of(2, items=("sleep", "activity"))
    choices = Choices(items={"heart": ItemChoice(granted=True), "sleep": ItemChoice(granted=True)})
    assert "ITEM_UNKNOWN" in ways_beyond(request, choices, later, choices)


def test_a_record_left_out_of_an_item_that_is_gone_stays_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """To leave out a record is a no to the record in the whole project."""
    request, later = two_items_on_one_category()
    choices = Choices(
        items={
            "a": ItemChoice(granted=True, excluded_records=(RECORDS[2].name,)),
            "b": ItemChoice(granted=True),
        }
    )
    fitted = fit_choices(choices, later)
    assert fitted.granted == ("b",)
    assert list(ways_beyond(request, choices, later, fitted)) == []
    monkeypatch.setattr(fitting, "_left_out_elsewhere", lambda *_: ())
    careless = fit_choices(choices, later)
    assert list(ways_beyond(request, choices, later, careless)) == [f"{RECORDS[2].name} for b"]


def test_a_later_version_cannot_make_a_coarse_choice_fine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    request, later = two_items_on_one_category()
    coarse = ItemChoice(granted=True, resolution=Resolution.MONTH)
    choices = Choices(items={"b": coarse})
    assert not list(ways_beyond(request, choices, later, fit_choices(choices, later)))
    monkeypatch.setattr(fitting, "resolution_of", lambda item, _: item.finest_resolution)
    careless = fit_choices(choices, later)
    found = list(ways_beyond(request, choices, later, careless))
    assert found
    assert all(each.endswith("finer") for each in found)


def two_items_on_one_category() -> tuple[ProjectRequest, ProjectRequest]:
    """Return a request that asks twice for one category, and a version that drops one."""
    window = Window.model_construct(from_=day(0), until=day(DAYS))
    both = tuple(
        complete_request()
        .items[1]
        .model_copy(update={"id": name, "types": TYPES, "window": window, "required": False})
        for name in ("a", "b")
    )
    return complete_request(items=both), complete_request(version=2, items=both[1:])


def test_left_out_records_of_several_gone_items_are_joined_each_once() -> None:
    names = [each.name for each in RECORDS]
    choices = Choices(
        items={
            "heart": ItemChoice(granted=True, excluded_records=(names[0], names[1])),
            "activity": ItemChoice(granted=False, excluded_records=(names[1], "s1")),
            "sleep": ItemChoice(granted=True, excluded_records=(names[2], names[0])),
        }
    )
    fitted = fit_choices(choices, version_of(2, items=("sleep",)))
    assert fitted.items["sleep"].excluded_records == (names[2], names[0], names[1])


def test_an_item_nobody_chose_says_no_also_when_it_carries_what_was_left_out() -> None:
    choices = Choices(
        items={"heart": ItemChoice(granted=True, excluded_records=(RECORDS[0].name,))}
    )
    fitted = fit_choices(choices, version_of(2, items=("sleep", "activity")))
    assert fitted.items == {"sleep": ItemChoice(granted=False, excluded_records=(RECORDS[0].name,))}


def test_a_window_that_was_moved_away_leaves_a_no() -> None:
    chosen = ItemChoice(granted=True, until=date(2025, 3, 1))
    fitted = fit_choices(Choices(items={"sleep": chosen}), VERSIONS[4])
    assert fitted.items == {"sleep": ItemChoice(granted=False)}


def test_the_coarser_is_told_by_whoever_told_the_finer() -> None:
    later = complete_request(version=2, demographics=("age_band", "region"))
    expected: dict[tuple[Demographic, ...], list[str]] = {
        ("year_of_birth", "municipality"): ["age_band", "region"],
        ("year_of_birth",): ["age_band"],
        ("age_band", "municipality"): ["age_band", "region"],
        ("sex", "region"): ["region"],
        ("sex",): [],
        (): [],
    }
    for told, left in expected.items():
        assert list(fit_choices(Choices(demographics=told), later).demographics) == left
