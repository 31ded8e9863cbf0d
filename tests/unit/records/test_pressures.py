"""Which two numbers are one blood pressure; and which days are whose."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datadonor.audit.custody import OpenVault
from datadonor.records.categories import CategoryId
from datadonor.records.listing import Listed
from datadonor.records.pressures import PAIR, Pressure, couples, pressure_of
from datadonor.records.reading import page
from datadonor.records.rollups import date_in_denmark
from datadonor.records.sample import Context, Episode, Flag, Sample, Source
from datadonor.records.summary import summary
from datadonor.records.types import TypeId
from datadonor.sources.times import EARLIEST_MS, LATEST_MS
from tests.unit.records.stored import (
    CLINIC,
    HOUR,
    NOON,
    PHONE,
    SUMMER,
    WATCH,
    bring_in,
    letter,
    workout,
)

CONTEXT = Context(SUMMER, "mmHg")


def upper(value: float, start_ms: int = NOON, source: Source = PHONE) -> Sample:
    return Sample(TypeId("BloodPressureSystolic"), start_ms, 0, value, None, source, CONTEXT)


def lower(value: float, start_ms: int = NOON, source: Source = PHONE) -> Sample:
    return Sample(TypeId("BloodPressureDiastolic"), start_ms, 0, value, None, source, CONTEXT)


def pair(start_ms: int = NOON, source: Source = PHONE) -> Episode:
    return Episode(PAIR, start_ms, 0, source, CONTEXT)


def listed(opened: OpenVault) -> tuple[Listed, ...]:
    return page(opened.vault.connection, CategoryId("blood_pressure")).records


def pressures(opened: OpenVault) -> list[Pressure | None]:
    """Return what stands in each pair, the newest first."""
    pairs = [each for each in listed(opened) if each.name == PAIR]
    return [pressure_of(opened.vault.connection, each) for each in pairs]


class TestPairs:
    def test_its_numbers_are_the_samples_of_its_source_and_time(self, opened: OpenVault) -> None:
        bring_in(
            opened,
            [
                *(upper(130), lower(80), pair()),
                *(upper(120, source=WATCH), lower(70, source=WATCH)),  # told by another
                *(upper(110, NOON + HOUR), lower(60, NOON + HOUR)),  # another time
            ],
        )
        assert pressures(opened) == [Pressure(130, 80)]

    @pytest.mark.parametrize(
        "samples",
        [
            [],
            [upper(130)],
            [upper(130), upper(131), lower(80), lower(81)],  # whose is whose?
            [upper(130), upper(131)],
        ],
    )
    def test_what_is_not_two_numbers_is_none(
        self, opened: OpenVault, samples: list[Sample]
    ) -> None:
        bring_in(opened, [*samples, pair()])
        assert pressures(opened) == [None]

    def test_nothing_else_has_a_pressure(self, opened: OpenVault) -> None:
        """A document may have the same number as a pair."""
        bring_in(opened, [upper(130), lower(80), pair(), workout(NOON), letter(1, NOON)])
        connection = opened.vault.connection
        for name in ("activity", "conditions"):
            (other,) = page(connection, CategoryId(name)).records
            assert pressure_of(connection, other) is None
        assert pressure_of(connection, listed(opened)[0]) is None  # a sample


class TestCouples:
    def test_two_samples_and_their_pair_are_one(self, opened: OpenVault) -> None:
        bring_in(opened, [upper(130), lower(80), pair()])
        found = couples(listed(opened))
        assert len(found) == 3
        (couple,) = set(found.values())
        assert couple.pressure == Pressure(130, 80)
        assert couple.pair is not None

    def test_without_a_pair_they_are_one_as_well(self, opened: OpenVault) -> None:
        bring_in(opened, [upper(130), lower(80)])
        (couple,) = set(couples(listed(opened)).values())
        assert (couple.pressure, couple.pair) == (Pressure(130, 80), None)

    @pytest.mark.parametrize(
        "samples",
        [
            [upper(130), lower(80, NOON + 1)],
            [upper(130), lower(80, source=CLINIC)],
            [upper(130), upper(131), lower(80)],
            [upper(130)],
        ],
    )
    def test_others_are_not_joined(self, opened: OpenVault, samples: list[Sample]) -> None:
        bring_in(opened, samples)
        assert couples(listed(opened)) == {}

    def test_what_was_taken_back_is_not_joined(self, opened: OpenVault) -> None:
        """It must stand as taken back, and never as half of a value."""
        bring_in(opened, [upper(130), lower(80)])
        first, second = listed(opened)
        assert couples([replace(first, flags=Flag.RETRACTED), second]) == {}


class TestKinds:
    def test_the_summary_counts_episodes_and_documents_by_kind(self, opened: OpenVault) -> None:
        bring_in(
            opened,
            [
                *(workout(NOON), workout(NOON + HOUR, "cycling"), pair()),
                letter(1, NOON),
                letter(2, NOON + HOUR, title=None),
                letter(3, None),
                letter(4, NOON - HOUR, kind="BodyStructure"),
            ],
        )
        found = {each.category: each for each in summary(opened.vault.connection)}
        (workouts,) = found[CategoryId("activity")].kinds
        assert (workouts.name, workouts.count, workouts.is_document) == ("Workout", 2, False)
        assert workouts.latest is not None
        assert workouts.latest.code == "cycling"
        letters, other = found[CategoryId("conditions")].kinds
        assert (letters.name, letters.count, letters.is_document) == ("Condition", 3, True)
        assert letters.latest is not None
        assert letters.latest.title == "Brev 1"  # the newest with a date and a title
        assert (other.name, other.count) == ("BodyStructure", 1)
        for category in found.values():
            kinds = sum(each.count for each in category.kinds)
            assert kinds == category.episodes + category.documents


class TestDays:
    @given(st.integers(EARLIEST_MS, LATEST_MS))
    def test_a_day_is_that_of_the_clock_in_denmark(self, ms: int) -> None:
        when = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
        assert date_in_denmark(ms) == when.astimezone(ZoneInfo("Europe/Copenhagen")).date()

    def test_the_hour_before_midnight_utc_belongs_to_the_next_day(self) -> None:
        late = datetime(2026, 5, 31, 22, 30, tzinfo=UTC)
        assert date_in_denmark(int(late.timestamp() * 1000)) == date(2026, 6, 1)
