"""Health Connect: what its database holds becomes what a person would say it holds."""

import sqlite3
import zipfile
from collections import Counter
from pathlib import Path

import pytest
import rfc8785

from datadonor.records.episodes import episode_kinds, workout_kinds
from datadonor.records.sample import DeviceClass, Flag, IdentifierKind, Source, ZoneKnown
from datadonor.records.types import ValueKind, sample_type
from datadonor.records.units import conversion
from datadonor.sources.detection import detect
from datadonor.sources.errors import FileCut, FileDamaged, FileRefused, FileTooLarge, VersionUnknown
from datadonor.sources.formats.health_connect import FORMAT
from datadonor.sources.found import Fault, Note, Unreadable
from datadonor.sources.health_connect import database, tables, words
from datadonor.sources.parcel import Limits, open_parcel
from datadonor.sources.reading import Reading
from tests.importing import Yielded, read_file, recognise
from tests.realdata import real_files
from tests.unit.sources.synthetic_health_connect import HOUR, T0, Phone, a_phone


@pytest.fixture
def whole(tmp_path: Path) -> Yielded:
    return read_file(FORMAT, a_phone().save(tmp_path / "Health Connect.zip"))


def test_every_kind_of_row_becomes_its_type(whole: Yielded) -> None:
    counts = Counter(str(sample.type) for sample in whole.samples)
    assert counts == {
        "StepCount": 2,
        "HeartRate": 2,
        "Speed": 1,
        "BodyMass": 1,
        "BloodPressureSystolic": 1,
        "BloodPressureDiastolic": 1,
        "BloodGlucose": 1,
        "GlucoseSensor": 1,
        "TotalEnergyBurned": 1,
        "OvulationTestResult": 2,
        "MenstrualFlow": 1,
        "DietaryEnergyConsumed": 1,
        "DietaryProtein": 1,
        "SleepAnalysis": 3,
    }


def test_numbers_come_raw_with_a_unit_that_converts(whole: Yielded) -> None:
    """Android keeps grams and small calories; the store turns them into kg and kcal."""
    (weight,) = whole.of("BodyMass")
    (energy,) = whole.of("TotalEnergyBurned")
    for sample, expected in ((weight, 70.25), (energy, 150.0)):
        kind = sample_type(sample.type)
        assert kind is not None
        assert sample.number is not None
        rule = conversion(kind, sample.context.unit, sample.context.dialect)
        assert rule is not None
        assert rule.apply(sample.number) == pytest.approx(expected)


def test_source_offset_and_typing_are_kept(whole: Yielded) -> None:
    watch, typed = whole.of("StepCount")
    assert watch.source == Source("Walk", DeviceClass.WATCH)
    assert (watch.start_ms, watch.duration_ms, watch.number) == (T0, HOUR, 1200)
    assert watch.context.basis == (ZoneKnown.OFFSET, 60, None)
    assert typed.source == Source("org.example.ring", DeviceClass.UNKNOWN)
    assert typed.context.basis == (ZoneKnown.UTC, None, None)
    assert Flag.BY_HAND in typed.context.flags
    assert Flag.BY_HAND not in watch.context.flags


def test_what_android_did_not_record_is_no_zero(whole: Yielded) -> None:
    """5e-324 is Android's number for "not given" (``Double.MIN_VALUE``)."""
    assert not whole.of("DietarySodium")
    assert whole.notices[Note.PLACEHOLDER_SKIPPED] == 1


def test_a_series_row_without_parent_is_reported(whole: Yielded) -> None:
    assert whole.unreadable == [
        Unreadable("heart_rate_record_series_table, row 3", Fault.FIELD_MISSING)
    ]


def test_unknown_kinds_are_counted_and_not_guessed(whole: Yielded) -> None:
    """One sleep stage of kind 0, and one table of a newer Android."""
    assert whole.notices[Note.NOT_IMPORTED] == 2


def test_sleep_is_its_stages_or_else_the_whole_night(whole: Yielded) -> None:
    stages = whole.of("SleepAnalysis")
    assert [stage.code for stage in stages] == ["light", "rem", "asleep"]
    assert stages[-1].duration_ms == HOUR
    assert [each.kind for each in whole.episodes].count("SleepSession") == 2


def test_a_workout_has_its_kind_laps_and_route_but_no_free_text(whole: Yielded) -> None:
    (workout,) = [each for each in whole.episodes if each.kind == "Workout"]
    (route,) = [each for each in whole.episodes if each.kind == "Route"]
    assert workout.code == "running"
    assert workout.facts["laps"] == [{"start_ms": 0, "duration_ms": 60_000, "length_m": 400.0}]
    assert "secret words" not in str(workout)
    traces = {trace.name: list(trace.values) for trace in route.traces}
    assert traces["time"] == [0.0, 2.0]
    assert traces["latitude"] == [55.0, 55.002]
    assert traces["elevation"] == [11.0, 10.0]
    assert "vertical_accuracy" not in traces
    assert route.identity == f"{workout.identity}/route"


def test_two_pressures_are_a_pair(whole: Yielded) -> None:
    (pair,) = [each for each in whole.episodes if each.kind == "BloodPressure"]
    assert [each["value"] for each in pair.facts["members"]] == [121.0, 79.0]
    assert pair.context.detail == '{"place":"left_arm","position":"sitting"}'


def test_facts_of_episodes_can_be_written_down(whole: Yielded) -> None:
    """The store keeps them as canonical JSON (RFC 8785)."""
    assert all(rfc8785.dumps(dict(each.facts)) for each in whole.episodes)


def test_every_declared_type_word_and_unit_is_known() -> None:
    """A table that names a type the vocabulary lacks would lose its category."""
    pairs = [(each.type, each.unit) for each in tables.NUMBERS]
    pairs += [(each.type, each.unit) for each in tables.SERIES]
    for name, unit in (*pairs, *tables.NUTRIENTS.values()):
        kind = sample_type(name)
        assert kind is not None, name
        assert conversion(kind, unit) is not None, name
    for spec in tables.CODES:
        kind = sample_type(spec.type)
        assert kind is not None
        said = {*spec.words.values(), *([spec.always] if spec.always else [])}
        assert said <= set(kind.codes)
        assert bool(said) == (kind.value is ValueKind.CODE)
    sleep = sample_type("SleepAnalysis")
    assert sleep is not None
    assert {"asleep", *words.SLEEP_STAGES.values()} <= set(sleep.codes)
    assert set(words.EXERCISES.values()) <= set(workout_kinds())
    assert {"Workout", "Route", "SleepSession", "BloodPressure", "Food"} <= set(episode_kinds())


def test_the_same_phone_twice_reads_the_same(tmp_path: Path) -> None:
    """The content key of the store needs the same samples from every export."""
    first = read_file(FORMAT, a_phone().save(tmp_path / "a.zip"))
    second = read_file(FORMAT, a_phone().save(tmp_path / "b.db"))
    assert first == second


def test_recognised_by_its_tables_zipped_or_bare(tmp_path: Path) -> None:
    assert recognise(a_phone().save(tmp_path / "renamed.zip")) == {"health_connect": 1}
    assert recognise(a_phone().save(tmp_path / "photo.jpg")) == {"health_connect": 1}


def test_recognised_when_the_schema_lies_far_back(tmp_path: Path) -> None:
    """A schema's pages may lie beyond the first 64 KB."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE android_metadata (locale TEXT)")
    connection.execute("CREATE TABLE filler (content BLOB)")
    connection.execute("INSERT INTO filler VALUES (zeroblob(300000))")
    for number in range(60):
        connection.execute(f"CREATE TABLE other_{number} (a, b, c, d, e, f, g, h, i, j, k)")
    connection.execute("CREATE TABLE steps_record_table (row_id, start_time, end_time, count)")
    connection.commit()
    place = tmp_path / "far.db"
    place.write_bytes(connection.serialize())
    connection.close()
    assert b"steps_record_table" not in place.read_bytes()[:65_536]
    assert recognise(place) == {"health_connect": 1}


def test_another_database_is_not_taken(tmp_path: Path) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE android_metadata (locale TEXT)")
    connection.execute("CREATE TABLE notes (steps TEXT)")
    connection.commit()
    (tmp_path / "other.db").write_bytes(connection.serialize())
    connection.close()
    assert "health_connect" not in recognise(tmp_path / "other.db")


def test_a_database_left_in_write_ahead_mode_opens(tmp_path: Path) -> None:
    content = bytearray(a_phone().content())
    content[18:20] = b"\x02\x02"
    (tmp_path / "wal.db").write_bytes(content)
    assert len(read_file(FORMAT, tmp_path / "wal.db").samples) == 19


def test_a_cut_database_is_refused_as_cut(tmp_path: Path) -> None:
    content = a_phone().content()
    for length in (99, 4096, len(content) // 2, len(content) - 1):
        place = tmp_path / "cut.db"
        place.write_bytes(content[:length])
        with pytest.raises(FileCut):
            list(_read(place))


def test_overwritten_pages_are_refused_as_damaged(tmp_path: Path) -> None:
    content = bytearray(a_phone().content())
    for page in range(2, len(content) // 4096):
        content[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    (tmp_path / "bad.db").write_bytes(content)
    with pytest.raises(FileDamaged):
        list(_read(tmp_path / "bad.db"))


def test_a_database_without_steps_is_another_version(tmp_path: Path) -> None:
    phone = Phone().run("DROP TABLE steps_record_table")
    with pytest.raises(VersionUnknown):
        list(_read(phone.save(tmp_path / "old.db")))


def test_larger_than_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "MOST_BYTES", 4096)
    with pytest.raises(FileTooLarge):
        list(_read(a_phone().save(tmp_path / "big.db")))


def test_views_generated_columns_and_virtual_tables_are_not_run(tmp_path: Path) -> None:
    """SQL of a stranger's file must never run (sqlite.org/security.html)."""
    phone = Phone()
    phone.run("CREATE VIEW weight_record_table AS SELECT 1 AS row_id, 70.0 AS weight, 1 AS time")
    phone.run(
        "CREATE TABLE height_record_table (row_id INTEGER PRIMARY KEY, time INTEGER, "
        "height REAL AS (abs(-1.8)))"
    )
    phone.run(f"INSERT INTO height_record_table (time) VALUES ({T0})")
    phone.run("CREATE VIRTUAL TABLE body_fat_record_table USING fts5(percentage, time)")
    phone.run(f"INSERT INTO body_fat_record_table VALUES (20, {T0})")
    found = read_file(FORMAT, phone.save(tmp_path / "sly.db"))
    assert not found.samples


def test_nothing_but_reading_is_carried_out(tmp_path: Path) -> None:
    """Negative control of the authoriser: each of these is denied."""
    place = a_phone().save(tmp_path / "phone.db")
    with (
        open_parcel(place) as parcel,
        database.Snapshot.opened(parcel.entries[0], lambda: None) as snapshot,
    ):
        for statement in (
            "DELETE FROM steps_record_table",
            "ATTACH ':memory:' AS other",
            "SELECT abs(count) FROM steps_record_table",
            "CREATE TABLE x (y)",
            "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n FROM r) SELECT * FROM r",
        ):
            with pytest.raises(sqlite3.DatabaseError):
                snapshot._connection.execute(statement)


def test_cells_that_are_not_what_they_declare_are_faults_of_their_row(tmp_path: Path) -> None:
    phone = Phone().steps(
        ("yesterday", 0, T0, 1, 1, 2, 5),
        (T0, 0, None, 1, 1, 2, 5),
        (T0, 0, T0 - 1, 1, 1, 2, 5),
        (T0 * 100, 0, T0 * 100, 1, 1, 2, 5),
        (T0, 0, T0, 1, 1, 2, "many"),
        (T0, 0, T0, 1, 1, 2, None),
        (T0, 0, T0, 1, 1, 2, 1e300),
        (T0, 0, T0, 1, 1, 2, b"\x00"),
        (T0, "x", T0, "y", b"z", 7.5, 5),
    )
    found = read_file(FORMAT, phone.save(tmp_path / "odd.db"))
    assert [each.fault for each in found.unreadable] == [
        Fault.TIME_UNREADABLE,
        Fault.TIME_MISSING,
        Fault.TIME_ABSURD,
        Fault.TIME_ABSURD,
        Fault.NUMBER_UNREADABLE,
        Fault.FIELD_MISSING,
        Fault.NUMBER_ABSURD,
        Fault.NUMBER_UNREADABLE,
    ]
    (kept,) = found.samples
    assert kept.source == Source("Health Connect", DeviceClass.UNKNOWN)
    assert kept.context.basis.known is ZoneKnown.UTC


def test_missing_columns_and_tables_are_simply_absent(tmp_path: Path) -> None:
    phone = Phone().run("CREATE TABLE weight_record_table (row_id INTEGER PRIMARY KEY, kg REAL)")
    phone.run("INSERT INTO weight_record_table VALUES (1, 70)")
    found = read_file(FORMAT, phone.save(tmp_path / "lean.db"))
    assert found == Yielded()


def test_a_point_off_the_globe_or_of_a_finished_route_is_reported(tmp_path: Path) -> None:
    phone = Phone().interval(
        "exercise_session_record_table",
        "exercise_type INTEGER",
        [(T0, 0, T0 + HOUR, 1, 1, 2, 53)] * 2,
    )
    columns = "timestamp_millis INTEGER, latitude REAL, longitude REAL"
    phone.child(
        "exercise_route_table",
        columns,
        [(1, T0, 55.0, 12.0), (1, T0, 91.0, 12.0), (2, T0, 1.0, 1.0), (1, T0, 55.0, 12.0)],
    )
    found = read_file(FORMAT, phone.save(tmp_path / "route.db"))
    assert [each.fault for each in found.unreadable] == [Fault.NUMBER_ABSURD, Fault.SHAPE_UNKNOWN]
    assert [each.kind for each in found.episodes].count("Route") == 2


def test_the_number_of_a_medical_device_is_known_and_in_no_sample(tmp_path: Path) -> None:
    phone = Phone().run("ALTER TABLE device_info_table ADD COLUMN udi TEXT")
    phone.run("UPDATE device_info_table SET udi = 'UDI-0815' WHERE row_id = 1")
    phone.steps((T0, 0, T0, 1, 1, 2, 5))
    found = read_file(FORMAT, phone.save(tmp_path / "udi.db"))
    assert [(each.kind, each.value) for each in found.identifiers] == [
        (IdentifierKind.SERIAL, "UDI-0815")
    ]
    assert "UDI-0815" not in str(found.samples)


def test_several_databases_are_told_apart_in_the_report(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as packed:
        for name in ("a.db", "b.db"):
            packed.writestr(name, Phone().steps((T0, 0, T0, 1, 1, 2, "x")).content())
    found = read_file(FORMAT, tmp_path / "two.zip")
    assert [each.where for each in found.unreadable] == [
        "part 1, steps_record_table, row 1",
        "part 2, steps_record_table, row 1",
    ]


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    place = a_phone().save(tmp_path / "bomb.zip")
    with pytest.raises(FileRefused):
        read_file(FORMAT, place, limits=Limits(unpacked_bytes=10_000))


def test_files_of_other_formats_are_left_to_them() -> None:
    for place in real_files("**/*"):
        if place.is_file() and place.stat().st_size:
            with open_parcel(place) as parcel:
                assert not detect(parcel, [FORMAT])[0]


def _read(place: Path) -> list[object]:
    """Read a place with this format alone, whatever detection says of it."""
    with open_parcel(place) as parcel:
        return list(FORMAT.read(parcel.entries, Reading(parcel)))
