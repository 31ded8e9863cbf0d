"""Nightscout: entries and treatments, times, faults of sensors, names of devices."""

import json
from pathlib import Path

import pytest

from datadonor.records.sample import DeviceClass, Flag, IdentifierKind, KnownIdentifier, ZoneKnown
from datadonor.records.types import sample_types
from datadonor.sources.errors import FileCut, FileDamaged
from datadonor.sources.formats.nightscout import FORMAT
from datadonor.sources.found import Fault, Note, Unreadable
from tests.importing import Yielded, read_file, recognise
from tests.realdata import real_file
from tests.unit.sources.synthetic_glucose import entry, nightscout

NOON = 1_709_550_000_000


def read(folder: Path, data: bytes) -> Yielded:
    file = folder / "whatever.txt"
    file.write_bytes(data)
    return read_file(FORMAT, file)


def test_entries_are_always_milligrams(tmp_path: Path) -> None:
    found = read(tmp_path, nightscout(entry(NOON, 101), {"date": NOON, "mbg": 99.5, "type": "mbg"}))
    assert [(each.type, each.number, each.context.unit) for each in found.samples] == [
        ("GlucoseSensor", 101.0, "mg/dL"),
        ("BloodGlucose", 99.5, "mg/dL"),
    ]
    assert [each.source.device for each in found.samples] == [
        DeviceClass.SENSOR,
        DeviceClass.METER,
    ]
    assert {each.type for each in found.samples} <= set(sample_types())


def test_treatments_give_insulin_carbohydrates_and_finger_pricks(tmp_path: Path) -> None:
    at = {"created_at": "2024-03-04T11:00:00.000Z", "enteredBy": "Karla", "notes": "privat"}
    found = read(
        tmp_path,
        nightscout(
            {"eventType": "Meal Bolus", "insulin": 4.5, "carbs": 40, **at},
            {
                "eventType": "BG Check",
                "glucose": 6.1,
                "glucoseType": "Finger",
                "units": "mmol",
                **at,
            },
            {
                "eventType": "BG Check",
                "glucose": 6.1,
                "glucoseType": "Sensor",
                "units": "mmol",
                **at,
            },
            {"eventType": "Site Change", "insulin": None, "carbs": None, **at},
        ),
    )
    assert [(each.type, each.number, each.context.unit) for each in found.samples] == [
        ("InsulinDelivery", 4.5, "[IU]"),
        ("DietaryCarbohydrates", 40.0, "g"),
        ("BloodGlucose", 6.1, "mmol/L"),
    ]
    assert found.notices == {Note.NOT_IMPORTED: 2}
    assert [bool(each.context.flags & Flag.BY_HAND) for each in found.samples] == [
        False,
        True,
        False,
    ]
    assert "Karla" not in repr(found)
    assert "privat" not in repr(found)


@pytest.mark.parametrize(
    ("more", "known", "offset"),
    [
        ({"utcOffset": 120}, ZoneKnown.OFFSET, 120),
        ({"utcOffset": 0, "dateString": "2024-03-04T11:00:00.000Z"}, ZoneKnown.UTC, None),
        ({"dateString": "2024-03-04T12:00:00+0100"}, ZoneKnown.OFFSET, 60),
        ({"dateString": "Mon Mar 04 2024"}, ZoneKnown.UTC, None),
        ({"utcOffset": 10**9}, ZoneKnown.UTC, None),
        ({"utcOffset": True}, ZoneKnown.OFFSET, 1),
        ({}, ZoneKnown.UTC, None),
    ],
)
def test_the_instant_is_the_number_and_the_offset_stands_beside_it(
    tmp_path: Path, more: dict[str, object], known: ZoneKnown, offset: int | None
) -> None:
    (sample,) = read(tmp_path, nightscout(entry(NOON, 101, **more))).samples
    assert sample.start_ms == NOON
    assert (sample.context.basis.known, sample.context.basis.offset_minutes) == (known, offset)


def test_a_time_without_zone_is_read_in_the_zone_that_was_shown(tmp_path: Path) -> None:
    record = {"created_at": "2024-03-04T12:00:00", "eventType": "Carbs", "carbs": 1}
    found = read(tmp_path, nightscout(record))
    assert found.samples[0].start_ms == NOON
    assert found.notices == {Note.ZONE_ASSUMED: 1}


def test_numbers_of_a_sensors_faults_are_no_sugar(tmp_path: Path) -> None:
    """Nightscout shows what is below 39 as an error of the sensor (errorcodes.js)."""
    found = read(tmp_path, nightscout(*(entry(NOON, sgv) for sgv in (0, 5, 12, 38, 39))))
    assert [each.number for each in found.samples] == [39.0]
    assert found.notices == {Note.PLACEHOLDER_SKIPPED: 4}


def test_serial_numbers_go_to_the_leak_scan_and_names_stay(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        nightscout(
            entry(NOON, 101),
            entry(NOON + 1, 101),
            entry(NOON + 2, 101, device="pump://7N012345/karla@example.org"),
        ),
    )
    assert [each.source.name for each in found.samples] == [*["xDrip-DexcomG6"] * 2, "pump"]
    assert [(each.kind, each.value) for each in found.identifiers] == [
        (IdentifierKind.SERIAL, "8QQ1EY34"),
        (IdentifierKind.SERIAL, "7N012345/karla@example.org"),
    ]
    assert KnownIdentifier(IdentifierKind.SERIAL, "8QQ1EY34", is_subject=False) in found.identifiers


@pytest.mark.parametrize(
    ("record", "fault"),
    [
        ({"sgv": 101, "device": "x"}, Fault.TIME_MISSING),
        (entry(1_709_550_000, 101), Fault.TIME_ABSURD),
        (entry(10**15, 101), Fault.TIME_ABSURD),
        ({"sgv": 101, "dateString": "yesterday"}, Fault.TIME_UNREADABLE),
        (entry(NOON, "a lot"), Fault.NUMBER_UNREADABLE),
        (entry(NOON, None), Fault.NUMBER_UNREADABLE),
        (entry(NOON, True), Fault.NUMBER_UNREADABLE),
        (entry(NOON, [101]), Fault.NUMBER_UNREADABLE),
        (entry(NOON, 1e300), Fault.NUMBER_ABSURD),
        ("nothing", Fault.SHAPE_UNKNOWN),
        (
            {"date": NOON, "glucose": 6, "glucoseType": "Finger", "units": "?"},
            Fault.FIELD_MISSING,
        ),
    ],
)
def test_a_record_that_cannot_be_read_is_told_by_its_byte(
    tmp_path: Path, record: object, fault: Fault
) -> None:
    data = json.dumps([entry(NOON, 101), record, entry(NOON, 102)]).encode()
    found = read(tmp_path, data)
    where = data.index(json.dumps(record).encode(), 10)
    assert found.unreadable == [Unreadable(f"byte {where}", fault)]
    assert [each.number for each in found.samples] == [101.0, 102.0]


def test_a_record_that_is_no_json_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    data = nightscout(entry(NOON, 101), entry(NOON, 777), entry(NOON, 103))
    found = read(tmp_path, data.replace(b"777", b"NaN"))
    assert [each.fault for each in found.unreadable] == [Fault.SHAPE_UNKNOWN]
    assert [each.number for each in found.samples] == [101.0, 103.0]


def test_the_answer_of_the_third_version_of_the_api_is_the_same(tmp_path: Path) -> None:
    records = [entry(NOON, 101), entry(NOON + 1, 102)]
    wrapped = json.dumps({"status": 200, "result": records}).encode()
    assert read(tmp_path, wrapped).samples == read(tmp_path, nightscout(*records)).samples


@pytest.mark.parametrize(("end", "refusal"), [(-1, FileCut), (-20, FileCut), (-90, FileCut)])
def test_a_cut_file_is_refused(tmp_path: Path, end: int, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read(tmp_path, nightscout(entry(NOON, 101), entry(NOON, 102))[:end])


def test_more_after_the_end_is_damage(tmp_path: Path) -> None:
    with pytest.raises(FileDamaged):
        read(tmp_path, nightscout(entry(NOON, 101)) + b"]")


@pytest.mark.parametrize(
    ("data", "is_ours"),
    [
        (nightscout(entry(NOON, 101)), True),
        (nightscout({"type": "cal", "date": NOON, "slope": 1}), True),
        (b'\xef\xbb\xbf [ {"date":1,"mbg":2}]', True),
        (b'[{"resourceType":"Observation","effectiveDateTime":"2024"}]', False),
        (b'{"resourceType":"Bundle","entry":[{"sgv":1,"date":2}]}', False),
        (b'[{"dateTime":"03/01/26 08:00:05","value":{"bpm":60}}]', False),
        (b'[{"sgv":1}]', False),
        (b"[]", False),
    ],
)
def test_it_is_recognised_by_content_alone(tmp_path: Path, data: bytes, is_ours: bool) -> None:
    file = tmp_path / "x"
    file.write_bytes(data)
    assert ("nightscout" in recognise(file)) == is_ours


def test_files_of_a_loop_are_read_as_a_person_would() -> None:
    """Counted by the standard library's reader, of files that others have published."""
    file = real_file("glucose/oref0/glucose.json")
    found = read_file(FORMAT, file)
    expected = [(each["date"], float(each["sgv"])) for each in json.loads(file.read_text())]
    assert [(each.start_ms, each.number) for each in found.samples] == expected
    assert {each.context.basis.offset_minutes for each in found.samples} == {-420}
    carbs = read_file(FORMAT, real_file("glucose/oref0/carbhistory.json"))
    assert [each.number for each in carbs.of("DietaryCarbohydrates")] == [5.0, 15.0]
    pump = read_file(FORMAT, real_file("glucose/oref0/pumphistory.json"))
    assert [each.number for each in pump.of("InsulinDelivery")] == [0.4]
    assert pump.notices == {Note.NOT_IMPORTED: 2}
