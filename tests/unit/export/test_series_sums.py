"""Samples summed up on their way out: by hours, days, weeks, months, and all of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

import pytest

from consent.request import Resolution
from datadonor.records.listing import Shelf
from datadonor.records.sample import DeviceClass, Sample, Source
from datadonor.records.types import TypeId
from datadonor.vault.database import Connection
from tests.choice_cases import midnight_ms
from tests.series_cases import Someone, lines, selection, sent, stream, table, withheld
from tests.stores import PHONE, UTC, WATCH, bring_in, steps, store_in_memory

HOUR_MS: Final = 3_600_000
DAY_MS: Final = 24 * HOUR_MS
MONDAY: Final = midnight_ms(date(2024, 6, 3))


@pytest.fixture
def store() -> Iterator[Connection]:
    with store_in_memory() as connection:
        yield connection


def rows_of(store: Connection, resolution: str, **changes: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any field
    asked = selection(store, finest_resolution=resolution, **changes)
    return table(stream(asked), "summaries")


def a_walk(start_ms: int, number: float, source: Source = PHONE) -> Sample:
    return steps(start_ms, number, source, minutes=60)


def test_steps_that_two_sources_tell_of_count_once(store: Connection) -> None:
    """The watch is believed; the plain sum would be twice the walk."""
    bring_in(store, [a_walk(MONDAY, 1000, WATCH), a_walk(MONDAY, 900, PHONE)])
    (row,) = rows_of(store, "day")
    assert (row["count"], row["low"], row["high"], row["mean"]) == (2, 900, 1000, 950)
    assert row["total"] == 1000


def test_what_is_left_out_covers_nothing(store: Connection) -> None:
    """The vault's own total lies at 1000, made of a sample that stays: it would be wrong."""
    bring_in(store, [a_walk(MONDAY, 1000, WATCH), a_walk(MONDAY, 900, PHONE)])
    shelf = Shelf(store)
    samples = [shelf.sample(row) for row in selection(store).samples()]
    (watch,) = [each for each in samples if each.source == WATCH]
    asked = selection(store, [str(watch.id)], finest_resolution="day")
    (row,) = table(stream(asked), "summaries")
    assert (row["count"], row["total"]) == (1, 900)


def test_what_lies_across_the_edge_of_the_window_covers_nothing(store: Connection) -> None:
    """It began the day before and does not go, so it must not be found in the next hour's total."""
    before = a_walk(MONDAY - HOUR_MS // 2, 1000, WATCH)
    apart = a_walk(MONDAY + 5 * HOUR_MS, 7, WATCH)
    bring_in(store, [before, apart, a_walk(MONDAY, 900, PHONE)])
    window = {"from": "2024-06-03", "until": "2024-06-03"}
    first, second = rows_of(store, "hour", window=window)
    assert (first["count"], first["total"]) == (1, 900)
    assert (second["count"], second["total"]) == (1, 7)


def test_where_all_goes_the_totals_are_those_of_the_vault(store: Connection) -> None:
    """Two ways to one answer: the roll-ups that the charts show, and the sums that are sent."""
    sources = (PHONE, WATCH, Source("app", DeviceClass.APP))
    made = [
        steps(MONDAY + nth * 1_100_000, nth % 37 + 1, sources[nth % 3], minutes=nth % 90)
        for nth in range(400)
    ]
    bring_in(store, made)
    told = {row["start"]: (row["count"], row["total"]) for row in rows_of(store, "day")}
    stored = {
        (date(1970, 1, 1) + timedelta(days=day)).isoformat(): (count, pytest.approx(total))
        for day, count, total in store.rows("SELECT day, count, total FROM day")
    }
    assert told == stored
    assert len(told) > 4


def test_a_pulse_has_no_total(store: Connection) -> None:
    context = UTC._replace(unit="/min")
    pulse = Sample(TypeId("HeartRate"), MONDAY, 0, 60, None, WATCH, context)
    bring_in(store, [pulse, pulse._replace(start_ms=MONDAY + 1, number=80)])
    (row,) = rows_of(store, "day", category="heart")
    assert (row["low"], row["high"], row["mean"], row["total"]) == (60, 80, 70, None)


def test_nights_are_minutes_by_answer(store: Connection) -> None:
    night = Sample(TypeId("SleepAnalysis"), MONDAY, 2 * HOUR_MS, None, "asleep", WATCH, UTC)
    awake = night._replace(start_ms=MONDAY + 3 * HOUR_MS, duration_ms=90_000, code="awake")
    bring_in(store, [night, awake])
    rows = rows_of(store, "day", category="sleep")
    assert [(row["code"], row["total"], row["unit"]) for row in rows] == [
        ("asleep", 120, "min"),
        ("awake", 1.5, "min"),
    ]
    asked = selection(store, category="sleep", finest_resolution="day")
    answers = [line["valueCodeableConcept"]["coding"][-1]["code"] for line in lines(stream(asked))]
    assert answers == ["asleep", "awake"]


def test_the_implausible_is_not_counted_and_said_to_stay(store: Connection) -> None:
    context = UTC._replace(unit="/min")
    pulse = Sample(TypeId("HeartRate"), MONDAY, 0, 60, None, WATCH, context)
    bring_in(store, [pulse, pulse._replace(start_ms=MONDAY + 1, number=9000)])
    found = stream(selection(store, category="heart", finest_resolution="summary"))
    (row,) = table(found, "summaries")
    assert (row["count"], row["high"]) == (1, 60)
    assert withheld(found) == {"implausible_left_out": 1}


def test_a_day_is_a_day_in_denmark_and_an_hour_one_of_utc(store: Connection) -> None:
    """The night of the clock change: 25 hours, every one of them its own."""
    midnight = midnight_ms(date(2024, 10, 27))
    bring_in(store, [steps(midnight + nth * HOUR_MS, 10) for nth in range(-1, 26)])
    days = rows_of(store, "day")
    assert [(row["start"], row["count"]) for row in days] == [
        ("2024-10-26", 1),
        ("2024-10-27", 25),
        ("2024-10-28", 1),
    ]
    hours = rows_of(store, "hour")
    assert len(hours) == 27
    assert hours[1]["start"] == "2024-10-26T22:00:00Z"
    assert hours[1]["end"] == "2024-10-26T23:00:00Z"


def test_a_week_runs_from_monday_to_sunday_and_tells_its_days(store: Connection) -> None:
    bring_in(
        store,
        [steps(MONDAY + nth * DAY_MS, 10) for nth in (-1, 0, 6, 7)] + [steps(MONDAY + HOUR_MS, 10)],
    )
    rows = rows_of(store, "week", window={"from": "2024-06-01", "until": "2024-06-09"})
    assert [(row["start"], row["end"], row["days"], row["total"]) for row in rows] == [
        ("2024-05-27", "2024-06-02", 1, 10),
        ("2024-06-03", "2024-06-09", 2, 30),
    ]
    (line, _) = lines(
        stream(
            selection(
                store,
                finest_resolution="week",
                window={"from": "2024-06-01", "until": "2024-06-09"},
            )
        )
    )
    told = {
        part["code"]["coding"][0]["code"]: part["valueQuantity"]["value"]
        for part in line["component"]
    }
    assert told == {"count": 1, "days": 1, "minimum": 10, "maximum": 10, "average": 10, "sum": 10}


def test_months_of_shifted_days_are_months_of_the_shifted_calendar(store: Connection) -> None:
    """A true month, told as shifted days, would give the shift away by its length."""
    bring_in(store, [steps(MONDAY + nth * DAY_MS, 1) for nth in range(60)])
    asked = selection(store, finest_resolution="month", dates="shifted")
    someone = Someone(date_shift_days=-70)
    rows = table(stream(asked, someone), "summaries")
    assert [(row["start"], row["end"], row["days"]) for row in rows] == [
        ("2024-03-01", "2024-03-31", 7),
        ("2024-04-01", "2024-04-30", 30),
        ("2024-05-01", "2024-05-31", 23),
    ]


@pytest.mark.parametrize("resolution", list(Resolution)[1:])
def test_the_window_is_not_told_where_dates_are_shifted(
    store: Connection, resolution: Resolution
) -> None:
    """The request says when the window begins: told as a shifted day it would give the shift."""
    bring_in(store, [steps(MONDAY + nth * DAY_MS, 1) for nth in range(3)])
    window = {"from": "2024-02-14", "until": "2024-08-21"}
    asked = selection(store, finest_resolution=resolution, dates="shifted", window=window)
    found = stream(asked, Someone(date_shift_days=-70))
    told = " ".join(f"{row['start']} {row['end']}" for row in table(found, "summaries"))
    for edge in (date(2024, 2, 14), date(2024, 8, 21)):
        assert (edge - timedelta(days=70)).isoformat() not in told
        assert edge.isoformat() not in told


def test_two_items_give_sums_ids_of_their_own(store: Connection) -> None:
    bring_in(store, [steps(MONDAY, 1)])
    ids = set()
    for item in ("series", "other"):
        found = selection(store, finest_resolution="day")
        grant = found.grant._replace(item=item)
        named = replace(found, scope=found.scope._replace(grant=grant))
        ids |= {line["id"] for line in lines(stream(named))}
    assert len(ids) == 2


def test_numbers_have_at_most_eight_digits(store: Connection) -> None:
    bring_in(store, [steps(MONDAY + nth, 1 + nth / 3) for nth in range(3)])
    found = stream(selection(store, finest_resolution="day"))
    (row,) = table(found, "summaries")
    assert (row["mean"], row["high"]) == (1.3333333, 1.6666667)
    assert not any(b"1.33333333" in each.line for each in sent(found))


def test_nothing_to_send_is_nothing(store: Connection) -> None:
    for resolution in Resolution:
        assert stream(selection(store, finest_resolution=resolution)) == []


def test_what_covers_is_found_across_the_pieces_that_are_read(store: Connection) -> None:
    """Sums are made a week at a time; what covers a walk can lie in the week before or after."""
    edge = MONDAY + 7 * DAY_MS
    bring_in(
        store,
        [
            steps(MONDAY, 1),
            steps(edge - HOUR_MS, 100, PHONE, minutes=120),
            steps(edge, 70, WATCH, minutes=60),
            steps(edge + 7 * DAY_MS - HOUR_MS, 100, WATCH, minutes=120),
            steps(edge + 7 * DAY_MS, 70, PHONE, minutes=60),
        ],
    )
    rows = rows_of(store, "hour")
    assert [row["total"] for row in rows] == [1, 50, 70, 100, 0]
