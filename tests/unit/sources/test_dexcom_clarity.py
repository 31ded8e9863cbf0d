"""Dexcom Clarity: readings, events, names in the head, the hour that comes twice."""

from itertools import pairwise
from pathlib import Path

import pytest

from datadonor.records.sample import DeviceClass, Flag, IdentifierKind, KnownIdentifier, ZoneKnown
from datadonor.records.types import sample_types
from datadonor.sources.errors import FileCut
from datadonor.sources.formats.dexcom_clarity import FORMAT
from datadonor.sources.found import Fault, Note, Unreadable
from tests.importing import Yielded, read_file, recognise
from tests.unit.sources.synthetic_glucose import (
    CLARITY_DANISH,
    CLARITY_HEADER,
    clarity,
    egv,
)

EVENT = {"device_id": "android G6"}
ROWS = (
    egv("2024-03-04T08:00:00", "5.6"),
    egv("2024-03-04T08:05:00", "Low", subtype="Low"),
    egv("2024-03-04T08:10:00", "High", subtype="High"),
    egv("2024-03-04T08:12:00", "6.1", event="Calibration", ticks=""),
    {
        "time": "2024-03-04T08:13:00",
        "event": "Insulin",
        "subtype": "Fast-Acting",
        "insulin": "4.5",
        **EVENT,
    },
    {
        "time": "2024-03-04T08:14:00",
        "event": "Insulin",
        "subtype": "Long-Acting",
        "insulin": "12",
        **EVENT,
    },
    {"time": "2024-03-04T08:15:00", "event": "Carbs", "carbs": "45", **EVENT},
    {
        "time": "2024-03-04T08:20:00",
        "event": "Exercise",
        "subtype": "Medium",
        "duration": "00:45:00",
        **EVENT,
    },
    {"time": "2024-03-04T08:30:00", "event": "Health", "subtype": "Illness", **EVENT},
)


def read(folder: Path, data: bytes) -> Yielded:
    file = folder / "whatever.txt"
    file.write_bytes(data)
    return read_file(FORMAT, file)


def test_every_kind_of_row_becomes_what_it_is(tmp_path: Path) -> None:
    found = read(tmp_path, clarity(ROWS))
    assert [(each.type, each.number, each.code, each.context.unit) for each in found.samples] == [
        ("GlucoseSensor", 5.6, None, "mmol/L"),
        ("GlucoseSensor", None, "Low", "mmol/L"),
        ("GlucoseSensor", None, "High", "mmol/L"),
        ("BloodGlucose", 6.1, None, "mmol/L"),
        ("InsulinRapidActing", 4.5, None, "u"),
        ("InsulinLongActing", 12.0, None, "u"),
        ("DietaryCarbohydrates", 45.0, None, "g"),
    ]
    assert {each.type for each in found.samples} <= set(sample_types())
    (workout,) = found.episodes
    assert (workout.duration_ms, workout.facts) == (45 * 60_000, {"intensity": "medium"})
    assert found.unreadable == []
    assert found.notices == {Note.ZONE_ASSUMED: 8, Note.NOT_IMPORTED: 1}


def test_local_time_is_read_in_the_zone_that_was_shown(tmp_path: Path) -> None:
    """2024-03-04T08:00 in Copenhagen is 07:00 UTC."""
    first = read(tmp_path, clarity(ROWS)).samples[0]
    assert first.start_ms == 1_709_535_600_000
    assert first.context.basis.known is ZoneKnown.ASSUMED
    assert first.context.basis.offset_minutes == 60


def test_the_person_and_the_devices_go_to_the_leak_scan_and_nowhere_else(tmp_path: Path) -> None:
    found = read(tmp_path, clarity(ROWS))
    assert found.identifiers == [
        KnownIdentifier(IdentifierKind.BIRTH_DATE, "1971-02-03", is_subject=True),
        KnownIdentifier(IdentifierKind.NAME, "Karla Eksempelsen", is_subject=True),
        KnownIdentifier(IdentifierKind.SERIAL, "8QQ1EY", is_subject=False),
    ]
    records = repr((found.samples, found.episodes, found.unreadable))
    for each in found.identifiers:
        assert each.value not in records
    assert {each.source.name for each in found.samples} == {"Dexcom G6 Mobile App"}
    assert {each.source.device for each in found.samples} == {DeviceClass.SENSOR}


def test_a_receivers_serial_number_is_no_name(tmp_path: Path) -> None:
    found = read(tmp_path, clarity([egv("2024-03-04T08:00:00", "5.6", device_id="SM64505123")]))
    assert KnownIdentifier(IdentifierKind.SERIAL, "SM64505123", is_subject=False) in (
        found.identifiers
    )
    assert found.samples[0].source.name == "Dexcom Clarity"


def test_what_a_person_typed_is_marked(tmp_path: Path) -> None:
    found = read(tmp_path, clarity(ROWS))
    by_hand = {each.type for each in found.samples if each.context.flags & Flag.BY_HAND}
    assert by_hand == {each.type for each in found.samples} - {"GlucoseSensor"}


def test_contexts_and_sources_are_few(tmp_path: Path) -> None:
    """They are stored once each: one that differs by row would be a row of its own."""
    rows = [egv(f"2024-03-04T{h:02}:{m:02}:00", "5.6") for h in range(24) for m in range(60)]
    found = read(tmp_path, clarity(rows))
    assert len(found.samples) == 1440
    assert len({(each.context, each.source) for each in found.samples}) == 1


@pytest.mark.parametrize(("unit", "value"), [("mmol/L", "5.6"), ("mg/dL", "101")])
def test_the_unit_comes_from_the_heading(tmp_path: Path, unit: str, value: str) -> None:
    found = read(tmp_path, clarity([egv("2024-03-04T08:00:00", value)], unit=unit))
    assert (found.samples[0].number, found.samples[0].context.unit) == (float(value), unit)


def test_a_translated_export_gives_the_same_records(tmp_path: Path) -> None:
    """Columns are known by place: headings, decimal sign and words are translated."""
    english = clarity(ROWS[:3] + ROWS[4:8])
    words = {"Low": "Lav", "High": "Høj", "Fast-Acting": "Hurtigvirkende"}
    words |= {"Long-Acting": "Langtidsvirkende", "Exercise": "Motion", "Carbs": "Kulhydrater"}
    rows = [
        {
            key: words.get(value, value.replace(".", ",") if key == "glucose" else value)
            for key, value in row.items()
        }
        for row in ROWS[:3] + ROWS[4:8]
    ]
    danish = clarity(rows, header=CLARITY_DANISH, delimiter=";")
    translated, original = read(tmp_path, danish), read(tmp_path, english)
    assert translated.samples == original.samples
    assert len(translated.episodes) == len(original.episodes) == 1


def test_the_hour_that_comes_twice_is_told_apart_by_the_order_of_rows(tmp_path: Path) -> None:
    """On 27 October 2024 the clock went from 03:00 back to 02:00."""
    times = ["01:55", "02:00", "02:55", "02:00", "02:55", "03:00"]
    rows = [egv(f"2024-10-27T{time}:00", "5.6") for time in times]
    found = read(tmp_path, clarity(rows))
    starts = [each.start_ms for each in found.samples]
    assert [(b - a) // 60_000 for a, b in pairwise(starts)] == [
        5,
        55,
        5,
        55,
        5,
    ]
    assert Note.HOUR_AMBIGUOUS not in found.notices


def test_without_order_that_hour_stays_ambiguous(tmp_path: Path) -> None:
    rows = [egv(f"2024-10-27T{time}:00", "5.6") for time in ("04:00", "02:30", "01:00")]
    assert read(tmp_path, clarity(rows)).notices[Note.HOUR_AMBIGUOUS] == 1


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (egv("", "5.6"), Fault.TIME_MISSING),
        (egv("04-03-2024 08:00", "5.6"), Fault.TIME_UNREADABLE),
        (egv("9999-03-04T08:00:00", "5.6"), Fault.TIME_ABSURD),
        (egv("2024-03-04T08:00:00", "five"), Fault.NUMBER_UNREADABLE),
        (egv("2024-03-04T08:00:00", "1e300"), Fault.NUMBER_ABSURD),
        (egv("2024-03-04T08:00:00", ""), Fault.FIELD_MISSING),
        (egv("2024-03-04T08:00:00", "5.6", event="???", ticks=""), Fault.TYPE_UNKNOWN),
    ],
)
def test_a_row_that_cannot_be_read_is_told_by_its_line(
    tmp_path: Path, row: dict[str, str], fault: Fault
) -> None:
    good = egv("2024-03-04T09:00:00", "5.6")
    found = read(tmp_path, clarity([row, good]))
    assert found.unreadable == [Unreadable("line 7", fault)]
    assert len(found.samples) == 1


def test_several_files_are_told_apart_in_places(tmp_path: Path) -> None:
    folder = tmp_path / "both"
    folder.mkdir()
    for name in "ab":
        (folder / name).write_bytes(clarity([egv("", "5.6"), *ROWS]))
    found = read_file(FORMAT, folder)
    assert [each.where for each in found.unreadable] == ["part 1, line 7", "part 2, line 7"]


def test_exports_of_earlier_years_with_fewer_columns_are_read(tmp_path: Path) -> None:
    text = clarity((), header=CLARITY_HEADER[:9], preamble=()).decode()
    text += "13,2020-02-13 17:23:32,EGV,,,,iPhone G6,6.1,\r\n"
    found = read(tmp_path, text.encode())
    assert [each.number for each in found.samples] == [6.1]


def test_a_file_that_ends_in_the_middle_is_refused_or_gives_whole_records(tmp_path: Path) -> None:
    """A cut between rows cannot be seen, nor one after all that a row says of a reading."""
    data = clarity(ROWS[:4])
    whole = read(tmp_path, data).samples
    refused = 0
    for end in range(len(data) - 150, len(data)):
        try:
            found = read(tmp_path, data[:end])
        except FileCut:
            refused += 1
            continue
        assert found.unreadable == []
        assert found.samples == whole[: len(found.samples)]
        assert len(found.samples) >= len(whole) - 2
    assert refused > 130


def test_it_is_recognised_by_content_alone(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_bytes(clarity(ROWS))
    assert recognise(file) == {"dexcom_clarity": 1}
    file.write_bytes(clarity(ROWS, header=CLARITY_DANISH))
    assert recognise(file) == {"dexcom_clarity": 1}
    file.write_bytes(clarity(ROWS, header=[f"x{column}" for column in range(14)]))
    assert "dexcom_clarity" not in recognise(file)
