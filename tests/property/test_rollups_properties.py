"""Roll-ups are a function of the samples, whatever was imported or deleted before, and how.

The expected numbers are counted from the stored samples one by one, with exact fractions
and without any of the program's own arithmetic.
"""

from collections import defaultdict
from datetime import UTC as UTC_ZONE
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from types import ModuleType
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from datadonor.records import rollups, totals
from datadonor.records.dictionaries import stored_types
from datadonor.records.rollups import Touched, first_hour, local_day, refresh_rollups
from datadonor.records.sample import Context, DeviceClass, Flag, Sample, Source
from datadonor.records.types import SampleType, TypeId, ValueKind
from datadonor.vault.database import Connection
from tests.stores import APP, PHONE, UTC, WATCH, bring_in, steps, store_in_memory

HOUR: Final = 3_600_000
MINUTE: Final = 60_000
COPENHAGEN: Final = ZoneInfo("Europe/Copenhagen")
LONGEST: Final = 48 * HOUR

ORDER: Final = [DeviceClass.WATCH, DeviceClass.PHONE, DeviceClass.APP]
SOURCES: Final = [WATCH, PHONE, APP, Source("second watch", DeviceClass.WATCH)]


def ms(*when: int) -> int:
    """Return UTC milliseconds of a UTC time."""
    return round(datetime(*when, tzinfo=UTC_ZONE).timestamp() * 1000)  # type: ignore[misc,arg-type]


ANCHORS: Final = [
    ms(2026, 3, 28, 22),  # the hour that is left out
    ms(2026, 10, 24, 22),  # the hour that comes twice
    ms(2026, 6, 30, 20),
    ms(2026, 8, 26, 10),  # 56 days later: where totals are settled in pieces
    ms(1969, 12, 31, 20),
    ms(1955, 5, 17, 21),
    ms(1916, 5, 14, 20),  # the first summer time
]

KINDS: Final = ["StepCount", "HeartRate", "SleepAnalysis", "MindfulSession", "NobodyKnowsThis"]
UNITS: Final = {
    "StepCount": ["count", "count", "fathoms"],
    "HeartRate": ["/min", "bananas"],
    "NobodyKnowsThis": ["jugs"],
}
"""One of them unknown, so that a type is stored under two units."""


@st.composite
def some_samples(draw: st.DrawFn) -> Sample:
    """Draw a sample near a time that is hard to get right."""
    kind = draw(st.sampled_from(KINDS))
    start = draw(st.sampled_from(ANCHORS)) + draw(st.integers(-12, 60 * 4)) * 10 * MINUTE
    length = draw(st.sampled_from([0, 0, 10, 30, 60, 600, 3000, 4000])) * MINUTE
    number = code = None
    if kind == "SleepAnalysis":
        code = draw(
            st.sampled_from(["deep", "rem", "a word that is longer than any of our own " * 2])
        )
    elif kind == "StepCount":
        number = draw(st.sampled_from([0.0, 100.0, 333.0, 1e9, -5.0]))
    elif kind != "MindfulSession":
        number = draw(st.sampled_from([60.0, 71.5, 1e9, -5.0]))
        code = None if number > 0 else "Low"
        number = None if code else number
    flags = Flag.NONE
    if kind == "MindfulSession" and draw(st.integers(0, 4)) == 0:
        flags = Flag.RETRACTED
    context = Context(UTC.basis, draw(st.sampled_from(UNITS.get(kind, [None]))), flags=flags)
    return Sample(
        TypeId(kind), start, length, number, code, draw(st.sampled_from(SOURCES)), context
    )


class Row(NamedTuple):
    """One row of a roll-up, or what it should be."""

    samples: int
    low: float | None
    high: float | None
    sum: float
    total: float


class Stored(NamedTuple):
    """A sample as it lies in the store."""

    kind: int
    start: int
    length: int
    number: float | None
    code: str | None
    source: int
    is_retracted: bool


def stored(connection: Connection) -> list[Stored]:
    query = (
        "SELECT type_id, start_ms, duration_ms, number, code, source_id, flags & 2 != 0 "
        "FROM sample JOIN context ON context.id = context_id"
    )
    return [Stored(*row) for row in connection.rows(query)]


def expected(connection: Connection) -> tuple[dict[Any, Row], dict[Any, Row]]:
    """Count hours and days one sample at a time."""
    names = {each.id: each.known for each in stored_types(connection)}
    ranks = {
        number: (ORDER.index(DeviceClass(device)), number)
        for number, device in connection.rows("SELECT id, device FROM source")
    }
    groups: dict[tuple[int, str], list[Stored]] = defaultdict(list)
    for each in stored(connection):
        if counts(each, names[each.kind]):
            groups[each.kind, each.code or ""].append(each)
    hours: dict[Any, list[tuple[float | None, Fraction, Fraction]]] = defaultdict(list)
    days: dict[Any, list[tuple[float | None, Fraction, Fraction]]] = defaultdict(list)
    for (kind, code), members in groups.items():
        known = names[kind]
        settles = known is not None and (known.adds_up or known.value is not ValueKind.NUMBER)
        for each in members:
            value = Fraction(each.length, MINUTE) if each.number is None else Fraction(each.number)
            share = left_over(each, members, ranks) if settles else Fraction(1)
            row = (each.number, value, value * share)
            hour = each.start // HOUR
            hours[kind, hour, code].append(row)
            days[kind, copenhagen_day(hour), code].append(row)
    return gathered(hours), gathered(days)


def counts(each: Stored, known: SampleType | None) -> bool:
    if each.code is not None:
        return True
    if each.number is None:
        return known is not None and known.value is ValueKind.DURATION and not each.is_retracted
    return known is None or known.is_plausible(each.number)


def left_over(own: Stored, members: list[Stored], ranks: dict[int, Any]) -> Fraction:
    """Return the part of a sample's time that no better source tells of, piece by piece."""
    better = [
        (each.start, each.start + min(each.length, LONGEST))
        for each in members
        if ranks[each.source] < ranks[own.source]
    ]
    end = own.start + min(own.length, LONGEST)
    if end == own.start:
        return Fraction(not any(start <= own.start < stop for start, stop in better))
    knots = sorted({own.start, end, *(t for span in better for t in span if own.start < t < end)})
    free = sum(
        stop - start
        for start, stop in pairwise(knots)
        if not any(low <= start and stop <= high for low, high in better)
    )
    return Fraction(free, end - own.start)


def gathered(groups: dict[Any, list[tuple[float | None, Fraction, Fraction]]]) -> dict[Any, Row]:
    found = {}
    for key, rows in groups.items():
        numbers = [number for number, _, _ in rows if number is not None]
        found[key] = Row(
            len(rows),
            min(numbers, default=None),
            max(numbers, default=None),
            float(sum(value for _, value, _ in rows)),
            float(sum(total for _, _, total in rows)),
        )
    return found


def copenhagen_day(hour: int) -> int:
    when = datetime(1970, 1, 1, tzinfo=UTC_ZONE) + timedelta(hours=hour)
    return when.astimezone(COPENHAGEN).date().toordinal() - date(1970, 1, 1).toordinal()


def actual(connection: Connection, name: str) -> dict[Any, Row]:
    query = f"SELECT type_id, {name}, code, count, low, high, sum, total FROM {name}"
    return {tuple(row[:3]): Row(*row[3:]) for row in connection.rows(query)}


def close(left: dict[Any, Row], right: dict[Any, Row]) -> bool:
    """Whether two roll-ups are equal, but for the last digits of sums."""
    if left.keys() != right.keys():
        return False
    return all(
        left[key][:3] == right[key][:3]
        and left[key][3:] == pytest.approx(right[key][3:], rel=1e-9, abs=1e-7)
        for key in left
    )


def are_true(connection: Connection) -> bool:
    """Whether both roll-ups are what the samples say."""
    hours, days = expected(connection)
    return close(actual(connection, "hour"), hours) and close(actual(connection, "day"), days)


def delete_some(connection: Connection, every: int) -> None:
    """Delete every so-many-th sample, telling what was touched."""
    query = "SELECT type_id, start_ms, source_id, duration_ms, key FROM sample"
    rows = [row for index, row in enumerate(connection.rows(query)) if index % every == 0]
    touched = Touched()
    with connection.transaction():
        for row in rows:
            connection.execute(
                "DELETE FROM sample WHERE type_id = ? AND start_ms = ? AND source_id = ? "
                "AND duration_ms = ? AND key = ?",
                row,
            )
            touched.add(row[0], row[1], row[1] + min(row[3], LONGEST))
        refresh_rollups(connection, touched)


ACTS = st.lists(
    st.one_of(st.lists(some_samples(), min_size=1, max_size=12), st.integers(2, 4)),
    min_size=1,
    max_size=5,
)


def step_pair(first: Sample, *later: Sample) -> list[Any]:
    return [[first], *([each] for each in later)]


LATE: Final = ms(2026, 6, 30, 21, 50)  # ten minutes before midnight in Copenhagen


@settings(max_examples=60)
@given(acts=ACTS)
# A better source told later of the first minutes of the next day.
@example(acts=step_pair(steps(LATE, 100, PHONE, 20), steps(LATE + 10 * MINUTE, 80, WATCH, 10)))
# What was settled before is settled again without the day after it.
@example(
    acts=step_pair(
        steps(LATE, 100, PHONE, 20),
        steps(LATE + 10 * MINUTE, 80, WATCH, 10),
        steps(LATE - 600 * MINUTE, 7, PHONE, 1),
    )
)
# An absurd number neither counts nor covers.
@example(acts=step_pair(steps(LATE, 100, PHONE, 20), steps(LATE, 1e9, WATCH, 20)))
def test_roll_ups_equal_a_count_of_the_samples(acts: list[Any]) -> None:
    """After any imports and deletions: clock changes, days before 1970, borders of spans."""
    with store_in_memory() as connection:
        for act in acts:
            if isinstance(act, int):
                delete_some(connection, act)
            else:
                bring_in(connection, act)
            assert are_true(connection)


def test_one_walk_across_the_borders_of_many_spans() -> None:
    """Totals are settled in pieces of 56 days: a walk across each border counts once."""
    start = ms(2026, 1, 1)
    days = range(0, 200, 4)
    with store_in_memory() as connection:
        bring_in(connection, [steps(start + d * 24 * HOUR, 1000, WATCH, 4 * 1440) for d in days])
        bring_in(
            connection,
            [steps(start + (d * 24 + 1) * HOUR, 500, PHONE, 95 * 60) for d in days],
        )
        assert are_true(connection)


@pytest.mark.parametrize("year", [1900, 1940, 1945, 1947, 1969, 1970, 1980, 2026, 2099])
def test_local_days_are_those_of_the_zone(year: int) -> None:
    """Every hour of a year lies in the day the zone says, and days begin where they begin."""
    hours = range(ms(year, 1, 2) // HOUR, ms(year, 12, 31) // HOUR)
    for hour in hours:
        assert local_day(hour) == copenhagen_day(hour)
    for day in {local_day(hour) for hour in hours[48:-48]}:
        begin = first_hour(day)
        assert local_day(begin) == day
        assert local_day(begin - 1) == day - 1


def test_the_check_itself_catches_a_wrong_row() -> None:
    """Negative control: one count, one total, one row too many."""
    with store_in_memory() as connection:
        bring_in(connection, [steps(LATE, 100, PHONE, 20), steps(LATE, 90, WATCH, 20)])
        assert are_true(connection)
        for wrong in (
            "UPDATE hour SET count = count + 1",
            "UPDATE day SET total = total + 1",
            "DELETE FROM day",
            "UPDATE hour SET hour = hour + 1",
        ):
            connection.execute("BEGIN")
            connection.execute(wrong)
            assert not are_true(connection)
            connection.execute("ROLLBACK")
        assert are_true(connection)


@pytest.mark.parametrize(("module", "name"), [(totals, "LONGEST_MS"), (rollups, "LONGEST_MS")])
def test_a_span_that_is_not_widened_is_caught(
    module: ModuleType, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: without the reach of two days the walk across midnight counts twice."""
    monkeypatch.setattr(module, name, 0)
    with store_in_memory() as connection:
        bring_in(connection, [steps(LATE, 100, PHONE, 20)])
        bring_in(connection, [steps(LATE + 10 * MINUTE, 80, WATCH, 10)])
        assert not are_true(connection)
