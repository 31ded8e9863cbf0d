"""One decision asked of one record, by example.

The examples named after TORCH follow the written rules of that project (the data
extraction of the German Medical Informatics Initiative, for FHIR R4 Consent), as far as
they are about records. Where ours are stricter, the test says so.
"""

from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, Final

import pytest
from typing_extensions import override

from consent.choices import Choices, ItemChoice
from consent.periods import Period
from consent.policy import (
    DATELESS,
    Deny,
    DenyReason,
    Grant,
    Permit,
    Record,
    evaluate,
    last_day,
    resolution_of,
    window_of,
)
from consent.request import Dates, Item, ProjectRequest, Resolution, Window
from datadonor.records.categories import CategoryId
from datadonor.records.listing import Listed
from datadonor.records.record_id import DocumentId, EpisodeId, SampleId
from datadonor.records.sample import OPEN_END_MS, Basis, Flag, Source, ZoneKnown
from datadonor.texts import Language, text
from tests.choice_cases import midnight_ms
from tests.synthetic_requests import complete_request

NOW: Final = datetime(2026, 9, 1, 12, tzinfo=UTC)
HOUR_MS: Final = 3_600_000
DAY_MS: Final = 24 * HOUR_MS
JANUARY: Final = (date(2024, 1, 1), date(2024, 1, 10))


def item(name: str = "heart", days: tuple[date, date] = JANUARY, **changes: Any) -> Item:  # noqa: ANN401 - any field
    fields: dict[str, Any] = {
        "id": name,
        "category": "heart",
        "types": None,
        "window": Window.model_validate({"from": days[0], "until": days[1]}),
        "finest_resolution": Resolution.HOUR,
        "dates": Dates.SHIFTED,
        "required": False,
    }
    return complete_request().items[0].model_copy(update=fields | changes)


def asking(*items: Item) -> ProjectRequest:
    return complete_request().model_copy(update={"items": items or (item(),)})


def yes(**changes: Any) -> ItemChoice:  # noqa: ANN401 - any field
    return ItemChoice.model_validate({"granted": True} | changes)


def chosen(**items: ItemChoice) -> Choices:
    return Choices(items=items or {"heart": yes()})


def sample(start_ms: int, length_ms: int = 0, type_name: str = "HeartRate") -> Record:
    return Record("s1.2.3.4.5", "heart", type_name, start_ms, start_ms + length_ms)


def document(start_ms: int | None, end_ms: int | None = None, kind: str = "Procedure") -> Record:
    return Record("d1", "heart", kind, start_ms, end_ms, is_document=True)


def at(day: date, hours: float = 0) -> int:
    return midnight_ms(day) + round(hours * HOUR_MS)


def reason(answer: Permit | Deny) -> DenyReason | None:
    return answer.reason if isinstance(answer, Deny) else None


def why(
    record: Record,
    request: ProjectRequest | None = None,
    choices: Choices | None = None,
    now: datetime = NOW,
) -> DenyReason | None:
    return reason(evaluate(request or asking(), choices or chosen(), record, now))


# -- TORCH ---------------------------------------------------------------------------


@pytest.mark.parametrize("day", [date(2024, 1, 1), date(2024, 1, 5), date(2024, 1, 10)])
def test_torch_1_the_first_and_the_last_day_both_count(day: date) -> None:
    assert why(sample(at(day))) is None
    assert why(sample(at(day, 24) - 1)) is None


@pytest.mark.parametrize("day", [date(2023, 12, 31), date(2024, 1, 11)])
def test_torch_1_the_days_beside_them_do_not(day: date) -> None:
    assert why(sample(at(day))) is DenyReason.OUTSIDE_WINDOW
    assert why(sample(at(day, 24) - 1)) is DenyReason.OUTSIDE_WINDOW


def test_torch_1_a_window_that_begins_and_ends_on_one_day_is_that_day() -> None:
    day = date(2024, 1, 5)
    request = asking(item(days=(day, day)))
    assert why(sample(at(day), DAY_MS), request) is None
    assert why(sample(at(day, 23), 2 * HOUR_MS), request) is DenyReason.OUTSIDE_WINDOW


def test_torch_2_two_windows_are_united_and_what_either_permits_may_go() -> None:
    later = item("later", (date(2024, 1, 11), date(2024, 1, 20)))
    request = asking(item(), later)
    choices = chosen(heart=yes(), later=yes())
    assert isinstance(evaluate(request, choices, sample(at(date(2024, 1, 10))), NOW), Permit)
    assert isinstance(evaluate(request, choices, sample(at(date(2024, 1, 11))), NOW), Permit)


def test_torch_2_but_two_items_that_touch_do_not_carry_one_record_together() -> None:
    """Stricter, our choice: each item is a use of its own, with its own resolution."""
    later = item("later", (date(2024, 1, 11), date(2024, 1, 20)))
    night = sample(at(date(2024, 1, 10), 22), 8 * HOUR_MS)
    choices = chosen(heart=yes(), later=yes())
    assert why(night, asking(item(), later), choices) is DenyReason.OUTSIDE_WINDOW


def test_torch_3_a_no_to_a_record_is_taken_away_from_the_yes_to_its_item() -> None:
    choices = chosen(heart=yes(excluded_records=("s1.2.3.4.5",)))
    assert why(sample(at(date(2024, 1, 5))), choices=choices) is DenyReason.EXCLUDED
    another = sample(at(date(2024, 1, 5)))
    another = Record("s1.2.3.4.6", another.category, another.type, another.start_ms)
    assert why(another, choices=choices) is None


@pytest.mark.parametrize("granted", [True, False])
def test_torch_5_a_no_to_a_record_counts_wherever_it_stands(granted: bool) -> None:
    other = ItemChoice(granted=granted, excluded_records=("s1.2.3.4.5",))
    request = asking(item(), item("other"))
    record = sample(at(date(2024, 1, 5)))
    assert why(record, request, chosen(heart=yes(), other=other)) is DenyReason.EXCLUDED
    assert why(record, request, chosen(other=other, heart=yes())) is DenyReason.EXCLUDED


def test_torch_6_after_the_last_day_the_window_is_not_even_looked_at() -> None:
    outside = sample(at(date(2030, 1, 1)))
    choices = Choices(items={"heart": yes()}, expires=date(2026, 8, 31))
    assert why(outside, choices=choices) is DenyReason.CONSENT_OVER
    assert why(outside, choices=choices, now=NOW - timedelta(days=1)) is DenyReason.OUTSIDE_WINDOW


def test_torch_6_the_last_day_is_a_day_in_denmark_and_counts() -> None:
    choices = Choices(items={"heart": yes()}, expires=date(2026, 9, 1))
    record = sample(at(date(2024, 1, 5)))
    last = datetime(2026, 9, 1, 21, 59, 59, tzinfo=UTC)  # 23:59:59 in Denmark
    assert why(record, choices=choices, now=last) is None
    over = DenyReason.CONSENT_OVER
    assert why(record, choices=choices, now=last + timedelta(seconds=1)) is over


def test_torch_7_windows_that_do_not_overlap_permit_nothing() -> None:
    narrowed = chosen(heart=yes(**{"from": date(2024, 1, 3), "until": date(2024, 1, 4)}))
    assert why(sample(at(date(2024, 1, 3))), choices=narrowed) is None
    assert why(sample(at(date(2024, 1, 2))), choices=narrowed) is DenyReason.OUTSIDE_WINDOW
    assert why(sample(at(date(2024, 1, 5))), choices=narrowed) is DenyReason.OUTSIDE_WINDOW


def test_torch_8_a_stay_that_reaches_over_an_edge_is_out() -> None:
    first, last = JANUARY
    stays = [
        (at(first) - 1, at(date(2024, 1, 5))),
        (at(date(2024, 1, 5)), at(last, 24) + 1),
        (at(first) - 1, at(last, 24) + 1),
    ]
    for start_ms, end_ms in stays:
        assert why(document(start_ms, end_ms)) is DenyReason.OUTSIDE_WINDOW
    assert why(document(at(first), at(last, 24))) is None


def test_torch_8_a_stay_over_a_gap_between_two_items_is_out() -> None:
    later = item("later", (date(2024, 1, 12), date(2024, 1, 20)))
    stay = document(at(date(2024, 1, 9)), at(date(2024, 1, 13)))
    choices = chosen(heart=yes(), later=yes())
    assert why(stay, asking(item(), later), choices) is DenyReason.OUTSIDE_WINDOW


def test_torch_9_what_has_no_date_is_outside_every_window() -> None:
    assert why(document(None)) is DenyReason.UNDATED


@pytest.mark.parametrize("kind", sorted(DATELESS))
def test_torch_9_the_window_does_not_apply_to_kinds_without_a_date(kind: str) -> None:
    assert why(document(None, kind=kind)) is None
    assert why(document(at(date(1999, 1, 1)), kind=kind)) is None
    assert why(document(at(date(1999, 1, 1)), OPEN_END_MS, kind=kind)) is None


def test_torch_9_a_sample_is_dated_whatever_its_type_is_called() -> None:
    assert why(sample(at(date(1999, 1, 1)), type_name="Device")) is DenyReason.OUTSIDE_WINDOW


def test_torch_9_a_type_that_is_not_asked_for_is_out() -> None:
    request = asking(item(types=("RestingHeartRate",)))
    assert why(sample(at(date(2024, 1, 5))), request) is DenyReason.NOT_ASKED


# -- days ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2024, 1, 31), 24),
        (date(2024, 2, 29), 24),
        (date(2024, 3, 31), 23),
        (date(2024, 10, 27), 25),
        (date(1969, 12, 31), 24),
        (date(1962, 5, 1), 24),
    ],
)
def test_a_day_is_as_long_as_it_is_in_denmark(day: date, hours: int) -> None:
    request = asking(item(days=(day, day)))
    assert why(sample(at(day), hours * HOUR_MS), request) is None
    assert why(sample(at(day, hours) - 1), request) is None
    assert why(sample(at(day, hours)), request) is DenyReason.OUTSIDE_WINDOW
    assert why(sample(at(day), hours * HOUR_MS + 1), request) is DenyReason.OUTSIDE_WINDOW
    assert why(sample(at(day) - 1, 1), request) is DenyReason.OUTSIDE_WINDOW


def test_what_ends_on_the_stroke_of_twelve_has_no_part_in_the_next_day() -> None:
    night = sample(at(date(2024, 1, 10), 22), 2 * HOUR_MS)
    assert night.days == Period(date(2024, 1, 10), date(2024, 1, 10))
    assert why(night) is None


def test_what_takes_no_time_at_midnight_is_of_the_day_that_begins() -> None:
    assert sample(at(date(2024, 1, 11))).days == Period(date(2024, 1, 11), date(2024, 1, 11))


def test_an_end_at_the_epoch_is_an_end() -> None:
    """Nought milliseconds is a time like any other, and not the lack of one."""
    days = (date(1969, 12, 1), date(1969, 12, 1))
    weeks = Record("e1", "heart", "Electrocardiogram", at(date(1969, 12, 1)), 0)
    assert weeks.days == Period(date(1969, 12, 1), date(1970, 1, 1))
    assert why(weeks, asking(item(days=days))) is DenyReason.OUTSIDE_WINDOW


def test_an_end_before_the_beginning_is_read_as_none() -> None:
    day = date(2024, 1, 5)
    assert document(at(day), at(day) - DAY_MS).days == Period(day, day)


def test_what_has_not_ended_is_in_no_window() -> None:
    assert why(document(at(date(2024, 1, 5)), OPEN_END_MS)) is DenyReason.NOT_OVER


@pytest.mark.parametrize("start_ms", [-(2**62), 2**60])
def test_what_lies_in_no_year_is_outside_every_window(start_ms: int) -> None:
    request = asking(item(days=(date.min, date.max)))
    assert why(sample(start_ms), request) is DenyReason.OUTSIDE_WINDOW
    assert why(sample(at(date(2024, 1, 5)), 2**60), request) is DenyReason.OUTSIDE_WINDOW


# -- what is asked and chosen -----------------------------------------------------------


def test_nothing_chosen_is_a_no() -> None:
    assert why(sample(at(date(2024, 1, 5))), choices=Choices()) is DenyReason.NOT_GRANTED


def test_a_no_to_one_item_takes_back_nothing_that_another_permits() -> None:
    request = asking(item(), item("other"))
    choices = chosen(heart=yes(), other=ItemChoice(granted=False))
    answer = evaluate(request, choices, sample(at(date(2024, 1, 5))), NOW)
    assert answer == Permit((Grant("heart", Resolution.HOUR, Dates.SHIFTED),))


def test_a_permit_names_every_item_in_the_requests_order_with_the_coarser_resolution() -> None:
    request = asking(item("b"), item("a", finest_resolution=Resolution.DAY, dates=Dates.YEAR))
    choices = chosen(a=yes(), b=yes(resolution=Resolution.WEEK))
    assert evaluate(request, choices, sample(at(date(2024, 1, 5))), NOW) == Permit(
        (
            Grant("b", Resolution.WEEK, Dates.SHIFTED),
            Grant("a", Resolution.DAY, Dates.YEAR),
        )
    )


def test_a_choice_of_an_item_that_is_not_asked_permits_nothing() -> None:
    choices = chosen(heart=ItemChoice(granted=False), unknown=yes())
    assert why(sample(at(date(2024, 1, 5))), choices=choices) is DenyReason.NOT_GRANTED


@pytest.mark.parametrize(
    "wide",
    [
        {"types": ("StepCount",)},
        {"types": ("HeartRate", "MadeUp")},
        {"from": date(2023, 12, 31)},
        {"until": date(2024, 1, 11)},
        {"resolution": Resolution.RAW},
        {"excluded_records": ("s1.2",)},
    ],
)
def test_a_choice_that_goes_beyond_what_was_asked_permits_nothing_at_all(
    wide: dict[str, Any],
) -> None:
    """Not even the part that was asked for: nobody knows what the person meant."""
    choices = chosen(heart=yes(**wide))
    assert why(sample(at(date(2024, 1, 5))), choices=choices) is DenyReason.BEYOND_REQUEST


def test_only_the_types_that_were_chosen_may_go() -> None:
    choices = chosen(heart=yes(types=("RestingHeartRate",)))
    record = sample(at(date(2024, 1, 5)))
    assert why(record, choices=choices) is DenyReason.TYPE_NOT_GRANTED
    resting = sample(at(date(2024, 1, 5)), type_name="RestingHeartRate")
    assert why(resting, choices=choices) is None


def test_another_category_is_not_asked_for() -> None:
    record = Record("s1.2.3.4.5", "sleep", "SleepAnalysis", at(date(2024, 1, 5)))
    assert why(record) is DenyReason.NOT_ASKED


def test_what_the_vocabulary_lacks_stays_even_if_somebody_asks_for_it() -> None:
    record = Record("s1.2.3.4.5", "", "MadeUpThing", at(date(2024, 1, 5)))
    assert why(record) is DenyReason.UNSORTED
    assert why(record, asking(item(category=""))) is DenyReason.UNSORTED


def test_what_the_sender_took_back_stays() -> None:
    record = Record("d1", "heart", "Device", None, is_document=True, is_retracted=True)
    assert why(record) is DenyReason.RETRACTED


def test_of_several_items_reasons_the_one_that_came_furthest_is_told() -> None:
    request = asking(item(), item("far", (date(2020, 1, 1), date(2020, 1, 2))))
    choices = chosen(heart=ItemChoice(granted=False), far=yes())
    assert why(sample(at(date(2024, 1, 5))), request, choices) is DenyReason.OUTSIDE_WINDOW


class _NoOffset(tzinfo):
    @override
    def utcoffset(self, when: datetime | None) -> None:
        return None

    dst = tzname = utcoffset


@pytest.mark.parametrize(
    "now",
    [datetime(2026, 9, 1), datetime(2026, 9, 1, tzinfo=_NoOffset())],  # noqa: DTZ001 - the point
)
def test_a_clock_without_zone_permits_nothing(now: datetime) -> None:
    answer = evaluate(asking(), chosen(), sample(at(date(2024, 1, 5))), now)
    assert answer == Deny(DenyReason.CLOCK_WITHOUT_ZONE)


def test_the_last_day_is_the_earliest_that_request_or_person_names() -> None:
    request = complete_request(until=date(2027, 1, 1), valid_until=date(2027, 6, 1))
    assert last_day(request, Choices()) == date(2027, 1, 1)
    assert last_day(request, Choices(expires=date(2026, 12, 1))) == date(2026, 12, 1)
    assert last_day(request, Choices(expires=date(2029, 1, 1))) == date(2027, 1, 1)
    shorter = complete_request(until=date(2028, 1, 1), valid_until=date(2027, 6, 1))
    assert last_day(shorter, Choices()) == date(2027, 6, 1)


def test_the_window_is_what_both_have_in_common() -> None:
    assert window_of(item(), yes()) == Period(*JANUARY)
    narrowed = yes(**{"from": date(2024, 1, 3), "until": date(2024, 2, 1)})
    assert window_of(item(), narrowed) == Period(date(2024, 1, 3), date(2024, 1, 10))
    assert window_of(item(), yes(**{"from": date(2024, 1, 11)})) is None


@pytest.mark.parametrize("asked", Resolution)
@pytest.mark.parametrize("wanted", [None, *Resolution])
def test_the_resolution_is_never_finer_than_either(
    asked: Resolution, wanted: Resolution | None
) -> None:
    found = resolution_of(item(finest_resolution=asked), yes(resolution=wanted))
    assert found.rank == max(asked.rank, (wanted or asked).rank)


# -- records -------------------------------------------------------------------------


def listed(**changes: Any) -> Listed:  # noqa: ANN401 - any field
    fields: dict[str, Any] = {
        "id": SampleId(1, 2, 3, 4, 5),
        "category": CategoryId("heart"),
        "name": "HeartRate",
        "start_ms": 1000,
        "duration_ms": 500,
        "basis": Basis(ZoneKnown.UTC),
        "source": Source("watch"),
    }
    return Listed(**fields | changes)


def test_a_sample_lasts_from_its_start_for_its_length() -> None:
    assert Record.of(listed()) == Record("s1.2.3.4.5", "heart", "HeartRate", 1000, 1500)


def test_an_episode_lasts_likewise() -> None:
    record = Record.of(listed(id=EpisodeId(7), name="Electrocardiogram"))
    assert record == Record("e7", "heart", "Electrocardiogram", 1000, 1500)


def test_a_document_has_its_own_end_or_none() -> None:
    moment = listed(id=DocumentId(7), name="Procedure", duration_ms=0)
    assert Record.of(moment).end_ms == 1000
    lasting = listed(id=DocumentId(7), name="Procedure", duration_ms=0, end_ms=0)
    assert Record.of(lasting).end_ms == 0
    undated = listed(id=DocumentId(7), name="Procedure", start_ms=None, duration_ms=0)
    assert Record.of(undated) == Record("d7", "heart", "Procedure", None, is_document=True)


def test_what_was_taken_back_is_known_as_such() -> None:
    assert Record.of(listed(flags=Flag.RETRACTED | Flag.BY_HAND)).is_retracted
    assert not Record.of(listed(flags=Flag.BY_HAND)).is_retracted


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("reason", DenyReason)
def test_each_reason_has_a_sentence_with_its_count(reason: DenyReason, language: Language) -> None:
    assert "12" in text(f"consent_deny.{reason}", language, count=12)
