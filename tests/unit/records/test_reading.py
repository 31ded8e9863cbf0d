"""Reading: pages that neither skip nor repeat, the whole of one record, roll-ups, search."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF
from datadonor.records.categories import CategoryId
from datadonor.records.listing import Key, Listed
from datadonor.records.reading import Page, Span, listed, page
from datadonor.records.record_id import (
    DocumentId,
    EpisodeId,
    RecordIdUnreadable,
    RecordMissing,
    SampleId,
    parse_record_id,
)
from datadonor.records.sample import Basis, Context, Flag, Sample, Source, Trace, ZoneKnown
from datadonor.records.series import Grain, rollups
from datadonor.records.types import TypeId
from datadonor.records.whole_record import local_time, record
from datadonor.vault.database import Connection
from tests.unit.records.stored import (
    CLINIC,
    HOUR,
    NOON,
    PHONE,
    SUMMER,
    WATCH,
    Record,
    bring_in,
    letter,
    pulse,
    steps,
    workout,
)

ACTIVITY = CategoryId("activity")
HEART = CategoryId("heart")
CONDITIONS = CategoryId("conditions")


def walk(connection: Connection, category: CategoryId, limit: int) -> list[Listed]:
    """Return all of a category, a page at a time, each page asked for by the key as text."""
    found: list[Listed] = []
    shown = page(connection, category, limit=limit)
    found += shown.records
    while shown.next is not None:
        after = Key.parse(shown.next.format())
        shown = page(connection, category, after=after, limit=limit)
        assert shown.records
        found += shown.records
    return found


class TestNames:
    @pytest.mark.parametrize(
        "name",
        [SampleId(3, -2_208_988_800_000, 1, 0, 2_147_483_647), EpisodeId(4), DocumentId(99)],
    )
    def test_a_name_reads_back(self, name: SampleId | EpisodeId | DocumentId) -> None:
        assert parse_record_id(str(name)) == name
        assert Key.parse(Key(NOON, name).format()) == Key(NOON, name)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "s",
            "s1.2.3.4",
            "s1.2.3.4.5.6",
            "e",
            "e-1",
            "x7",
            "e1 ",
            "d" + "9" * 30,
            "e٣",
            "s1.2.3.-4.5",
        ],
    )
    def test_what_is_no_name_is_refused(self, text: str) -> None:
        with pytest.raises(RecordIdUnreadable):
            parse_record_id(text)
        with pytest.raises(RecordIdUnreadable):
            Key.parse(f"12/{text}")

    @pytest.mark.parametrize("name", ["s1.2.3.4.5", "e1", "d1"])
    def test_a_record_that_is_not_there_is_said_so(self, opened: OpenVault, name: str) -> None:
        for reader in (listed, record):
            reads: Callable[..., object] = reader
            with pytest.raises(RecordMissing):
                reads(opened.vault.connection, parse_record_id(name))


class TestPages:
    def test_newest_first_with_everything_that_a_list_shows(self, opened: OpenVault) -> None:
        bring_in(opened, [pulse(NOON, 60), pulse(NOON + HOUR, 61, PHONE), pulse(NOON - HOUR, None)])
        shown = page(opened.vault.connection, HEART)
        assert [each.number for each in shown.records] == [61, 60, None]
        assert shown.next is None
        newest = shown.records[0]
        assert (newest.name, newest.unit, newest.source) == ("HeartRate", "/min", PHONE)
        assert newest.basis == SUMMER
        assert newest.also_from == ()

    @pytest.mark.parametrize("limit", [1, 2, 3, 7, 100])
    def test_pages_neither_skip_nor_repeat(self, opened: OpenVault, limit: int) -> None:
        """Samples of several types and episodes at one time, whatever the page holds."""
        records: list[Record] = [steps(NOON, count) for count in range(1, 6)]
        records += [steps(NOON, 9, PHONE), steps(NOON, 9, WATCH, minutes=5)]
        records += [
            Sample(TypeId("FlightsClimbed"), NOON, 0, n, None, WATCH, Context(SUMMER, "count"))
            for n in range(3)
        ]
        records += [workout(NOON), workout(NOON, "cycling"), workout(NOON - 1)]
        records += [steps(NOON - HOUR, 1), steps(NOON + HOUR, 1)]
        bring_in(opened, records)
        found = walk(opened.vault.connection, ACTIVITY, limit)
        assert len(found) == len(records)
        assert len({each.id for each in found}) == len(records)
        assert [each.id for each in found] == [
            each.id for each in page(opened.vault.connection, ACTIVITY).records
        ]
        times = [each.start_ms or 0 for each in found]
        assert times == sorted(times, reverse=True)

    @pytest.mark.parametrize("limit", [1, 2, 50])
    def test_documents_without_a_date_come_last(self, opened: OpenVault, limit: int) -> None:
        dates = [None, NOON, None, NOON - HOUR, NOON]
        bring_in(opened, [letter(number, date) for number, date in enumerate(dates)])
        found = walk(opened.vault.connection, CONDITIONS, limit)
        assert [each.title for each in found] == ["Brev 4", "Brev 1", "Brev 3", "Brev 2", "Brev 0"]

    def test_a_span_takes_its_beginning_and_not_its_end(self, opened: OpenVault) -> None:
        bring_in(opened, [pulse(NOON + n, 60 + n) for n in range(4)])
        bring_in(opened, [letter(1, None), letter(2, NOON)], "cd" * 32)
        connection = opened.vault.connection
        span = Span(NOON + 1, NOON + 3)
        shown = page(connection, HEART, span=span)
        assert [each.number for each in shown.records] == [62, 61]
        dated = page(connection, CONDITIONS, span=Span(NOON, NOON + 1))
        assert [each.title for each in dated.records] == ["Brev 2"]

    def test_one_type_or_kind_can_be_asked_for(self, opened: OpenVault) -> None:
        bring_in(opened, [steps(NOON, 5), workout(NOON)])
        for name in ("StepCount", "Workout"):
            shown = page(opened.vault.connection, ACTIVITY, type_name=name)
            assert [each.name for each in shown.records] == [name]

    def test_what_the_vocabulary_lacks_has_a_place(self, opened: OpenVault) -> None:
        strange = Sample(TypeId("Strange"), NOON, 0, 1.0, None, WATCH, Context(SUMMER, "furlong"))
        bring_in(opened, [strange, Episode("Odd", NOON)])
        shown = page(opened.vault.connection, CategoryId(""))
        assert {(each.name, each.unit) for each in shown.records} == {
            ("Strange", "furlong"),
            ("Odd", None),
        }

    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data(), limit=st.integers(1, 6))
    def test_any_pages_are_the_whole_in_order(
        self, closed_readings: OpenVault, data: st.DataObject, limit: int
    ) -> None:
        connection = closed_readings.vault.connection
        whole = page(connection, ACTIVITY, limit=1000).records
        at = data.draw(st.integers(0, len(whole) - 2))
        key = Key(whole[at].start_ms or 0, whole[at].id)
        after: Page = page(connection, ACTIVITY, after=key, limit=limit)
        assert after.records == whole[at + 1 : at + 1 + limit]


def Episode(kind: str, start_ms: int) -> Record:
    return workout(start_ms)._replace(kind=kind, code=None)


@pytest.fixture
def closed_readings(opened: OpenVault) -> OpenVault:
    records: list[Record] = []
    for number in range(20):
        records += [steps(NOON + number // 4, number % 3 + 1), workout(NOON + number // 5)]
        records.append(steps(NOON + number // 4, 7, PHONE))
    bring_in(opened, records)
    return opened


class TestTwoRoads:
    def test_the_same_measurement_from_another_source_is_shown_as_such(
        self, opened: OpenVault
    ) -> None:
        """Same type, same value, begun within a minute, another source."""
        bring_in(
            opened,
            [
                pulse(NOON, 62),
                pulse(NOON + 60_000, 62.000001, PHONE),
                pulse(NOON + 10 * 60_000, 70),
                pulse(NOON + 10 * 60_000 + 60_001, 70, PHONE),  # a millisecond too late
                pulse(NOON + 20 * 60_000, 80),
                pulse(NOON + 20 * 60_000, 81, PHONE),  # another value
                pulse(NOON + 30 * 60_000, 90),
                pulse(NOON + 30 * 60_000 + 1, 90),  # the same source
            ],
        )
        shown = page(opened.vault.connection, HEART).records
        doubled = {(each.number, each.source): each.also_from for each in shown if each.also_from}
        assert doubled == {(62, WATCH): (PHONE,), (62.000001, PHONE): (WATCH,)}


class TestOneRecord:
    def test_everything_known_of_a_sample(self, opened: OpenVault) -> None:
        name = bring_in(opened, [pulse(NOON, 60)], "cd" * 32)
        shown = page(opened.vault.connection, HEART).records[0]
        whole = record(opened.vault.connection, shown.id)
        assert whole.listed == shown
        assert (whole.origin.id, whole.origin.format) == (name, "test")
        assert whole.origin.file_sha256 == "cd" * 32
        assert whole.origin.recorded is not None
        assert whole.unit_written == "count/min"
        assert whole.detail == {"motion": "still"}
        assert whole.local is not None
        assert whole.local.isoformat() == "2026-01-01T12:00:00+01:00"

    def test_an_erased_event_leaves_the_time_of_import_unknown(self, opened: OpenVault) -> None:
        bring_in(opened, [pulse(NOON, 60)])
        position = next(opened.log.events(opened.log.size - 1)).position
        opened.log.erase(position, SELF)
        shown = page(opened.vault.connection, HEART).records[0]
        assert record(opened.vault.connection, shown.id).origin.recorded is None

    def test_everything_known_of_an_episode(self, opened: OpenVault) -> None:
        from array import array

        bring_in(
            opened, [workout(NOON)._replace(traces=(Trace("rate", "/min", array("h", [1, 2])),))]
        )
        shown = page(opened.vault.connection, ACTIVITY).records[0]
        whole = record(opened.vault.connection, shown.id)
        assert whole.facts == {"laps": 3}
        assert [tuple(trace) for trace in whole.traces] == [("rate", "/min", 2)]
        assert shown.code == "running"

    def test_everything_known_of_a_document(self, opened: OpenVault) -> None:
        bring_in(opened, [letter(1, NOON, is_retracted=True, code="x|1")])
        shown = page(opened.vault.connection, CONDITIONS).records[0]
        whole = record(opened.vault.connection, shown.id)
        assert whole.body == b'{"resourceType":"Condition"}'
        assert shown.flags == Flag.RETRACTED
        assert (shown.code, shown.source) == ("x|1", CLINIC)

    @pytest.mark.parametrize(
        ("basis", "expected"),
        [
            (Basis(ZoneKnown.UTC), None),
            (Basis(ZoneKnown.OFFSET, -210), "2026-01-01T07:30:00-03:30"),
            (Basis(ZoneKnown.ZONE, None, "Asia/Tokyo"), "2026-01-01T20:00:00+09:00"),
            (Basis(ZoneKnown.ZONE, 60, "No/Such"), "2026-01-01T12:00:00+01:00"),
            (Basis(ZoneKnown.ZONE, None, "../../etc/passwd"), None),
            (Basis(ZoneKnown.OFFSET, 5000), None),
        ],
    )
    def test_local_time_is_told_where_it_is_known(self, basis: Basis, expected: str | None) -> None:
        found = local_time(NOON, basis)
        assert (found and found.isoformat()) == expected


class TestRollUps:
    def test_hours_and_days_hold_what_a_chart_needs(self, opened: OpenVault) -> None:
        bring_in(opened, [pulse(NOON, 60), pulse(NOON + 1, 80), pulse(NOON + HOUR, 100)])
        connection, kind = opened.vault.connection, TypeId("HeartRate")
        hours = list(rollups(connection, kind, Grain.HOUR, NOON, NOON + 2 * HOUR))
        assert [(each.start_ms, each.samples, each.mean) for each in hours] == [
            (NOON, 2, 70),
            (NOON + HOUR, 1, 100),
        ]
        assert list(rollups(connection, kind, Grain.HOUR, NOON, NOON + 1)) == hours[:1]
        (day,) = rollups(connection, kind, Grain.DAY, NOON, NOON + 1)
        assert (day.start_ms, day.end_ms - day.start_ms) == (NOON - 12 * HOUR, 24 * HOUR)
        assert (day.samples, day.low, day.high, day.unit) == (3, 60, 100, "/min")

    def test_the_day_on_which_the_clock_goes_forward_has_23_hours(self, opened: OpenVault) -> None:
        spring = 1_774_738_800_000  # 2026-03-29 00:00 in Copenhagen
        bring_in(opened, [pulse(spring, 60), pulse(spring + 23 * HOUR, 70)])
        days = list(
            rollups(
                opened.vault.connection,
                TypeId("HeartRate"),
                Grain.DAY,
                spring,
                spring + 24 * HOUR,
            )
        )
        assert [(each.end_ms - each.start_ms) // HOUR for each in days] == [23, 24]

    def test_a_source_may_hold_a_name_and_is_not_lost(self, opened: OpenVault) -> None:
        named = Source("Ås opdigtede ur")
        bring_in(opened, [pulse(NOON, 60, named)])
        assert page(opened.vault.connection, HEART).records[0].source == named
