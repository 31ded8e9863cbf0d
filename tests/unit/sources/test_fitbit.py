"""Fitbit and Google Health: both trees of a Takeout, each reading once."""

import json
import shutil
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import rfc8785

from datadonor.records.episodes import workout_kinds
from datadonor.records.sample import (
    DeviceClass,
    Flag,
    IdentifierKind,
    Sample,
    SampleColumns,
    ZoneKnown,
)
from datadonor.records.types import sample_type
from datadonor.records.units import conversion
from datadonor.sources.detection import detect
from datadonor.sources.errors import FileCut, FileDamaged, FileRefused
from datadonor.sources.fitbit import metrics, sleep, workouts
from datadonor.sources.fitbit.weights import unit_of
from datadonor.sources.formats.fitbit import FORMAT
from datadonor.sources.found import Fault, Note, Unreadable
from datadonor.sources.parcel import open_parcel
from datadonor.sources.reading import Reading
from tests.importing import Yielded, read_file, recognise
from tests.realdata import real_files
from tests.unit.sources.synthetic_fitbit import (
    DAY,
    NEW,
    NIGHTS,
    OLD,
    SLEEP_HEADER,
    a_walk,
    both_trees,
    iso,
    minutes,
    old_night,
    save,
    table,
    us,
    values,
)

HOUR = timedelta(hours=1)


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def _of_files(tmp_path: Path, files: dict[str, str]) -> Yielded:
    return read_file(FORMAT, save(tmp_path / "takeout.zip", files))


def test_what_stands_in_both_trees_is_read_once(tmp_path: Path) -> None:
    found = _of_files(tmp_path, both_trees())
    counts = Counter(str(sample.type) for sample in found.samples)
    # 200 minutes of the newer tree, and one on a day that only the older has.
    assert counts == {"StepCount": 201, "HeartRate": 500, "SleepAnalysis": 4}
    assert Counter(each.kind for each in found.episodes) == {"SleepSession": 1, "Workout": 1}
    # 200 steps, 500 heart rates, a night and a workout of the older tree.
    assert found.notices[Note.COPY_SKIPPED] == 702
    assert not found.unreadable


def test_the_newer_tree_keeps_source_offset_and_minute(tmp_path: Path) -> None:
    found = _of_files(tmp_path, both_trees())
    steps = [each for each in found.of("StepCount") if each.source.name == "Pixel Watch"]
    time, count = a_walk()[0]
    assert (steps[0].start_ms, steps[0].duration_ms, steps[0].number) == (_ms(time), 60_000, count)
    assert steps[0].source.device is DeviceClass.WATCH
    assert steps[0].context.basis.known is ZoneKnown.UTC
    (night,) = [each for each in found.episodes if each.kind == "SleepSession"]
    assert night.context.basis == (ZoneKnown.OFFSET, 60, None)
    assert night.facts["minutes_asleep"] == 230


def test_a_newer_takeout_holds_the_samples_of_the_older_unchanged(tmp_path: Path) -> None:
    """The content key of the store then adds only what is new."""
    files = both_trees()
    older = _of_files(tmp_path, files)
    files[f"{NEW}/steps_2026-04-01.csv"] = table(
        "timestamp,steps,data source", [(iso(DAY + timedelta(days=31)), 12, "Pixel Watch")]
    )
    newer = _of_files(tmp_path, files)
    assert Counter(newer.samples) - Counter(older.samples) == Counter(
        newer.of("StepCount")[200:201]
    )
    assert not Counter(older.samples) - Counter(newer.samples)


def test_a_folder_holds_the_same_samples_as_a_zip(tmp_path: Path) -> None:
    whole = _of_files(tmp_path, both_trees())
    folder = read_file(FORMAT, save(tmp_path / "folder", both_trees()))
    assert Counter(folder.samples) == Counter(whole.samples)


def test_parts_given_one_after_the_other_hold_the_samples_of_the_whole(tmp_path: Path) -> None:
    """Google cuts a Takeout anywhere; the content keys of its parts must not differ."""
    files = {name: text for name, text in both_trees().items() if "GoogleData" in name}
    whole = _of_files(tmp_path, files)
    parts: list[Sample] = []
    for number in (0, 1):
        half = {name: files[name] for name in sorted(files)[number::2]}
        parts += read_file(FORMAT, save(tmp_path / f"{number}.zip", half)).samples
    # Only a night whose stages are in the other part is said to be spent in bed.
    found = Counter(each for each in parts if each.code != "in_bed")
    assert found == Counter(whole.samples)


def test_packed_and_unpacked_in_one_folder_is_read_once(tmp_path: Path) -> None:
    place = save(tmp_path / "both", both_trees())
    alone = read_file(FORMAT, place)
    save(place / "takeout-001.zip", both_trees())
    doubled = read_file(FORMAT, place)
    assert Counter(doubled.samples) == Counter(alone.samples)
    assert Counter(map(str, doubled.episodes)) == Counter(map(str, alone.episodes))


def test_steps_that_are_utc_are_seen_to_be_by_the_newer_tree(tmp_path: Path) -> None:
    """The older day before stands in UTC too, although its file does not say so."""
    found = _of_files(tmp_path, both_trees())
    (early,) = [each for each in found.of("StepCount") if each.number == 7]
    assert early.start_ms == _ms(DAY - timedelta(days=2))
    assert early.context.basis.known is ZoneKnown.UTC
    assert Note.ZONE_ASSUMED not in found.notices


def test_steps_that_are_local_are_seen_to_be_by_the_newer_tree(tmp_path: Path) -> None:
    files = both_trees()
    walk = [(time + HOUR, str(count)) for time, count in a_walk()]
    files[f"{OLD}/steps-2026-02-24.json"] = values([(DAY - timedelta(days=2), "7"), *walk])
    found = _of_files(tmp_path, files)
    (early,) = [each for each in found.of("StepCount") if each.number == 7]
    assert early.start_ms == _ms(DAY - timedelta(days=2) - HOUR)
    assert early.context.basis == (ZoneKnown.ASSUMED, 60, None)
    assert found.notices[Note.ZONE_ASSUMED] == 1


@pytest.mark.parametrize("is_utc", [True, False])
def test_without_a_newer_tree_sleep_tells_the_clock(tmp_path: Path, is_utc: bool) -> None:
    """People walk little in their sleep, and sleep is always local."""
    awake = []
    nights = []
    for day in range(20):
        start = DAY + timedelta(days=day)
        nights.append(old_night(start + timedelta(hours=1), day + 1))
        # On foot for an hour from five (local), when the night ends.
        walk = minutes(50, start + timedelta(hours=5))
        awake += [time - HOUR if is_utc else time for time in walk]
    found = _of_files(
        tmp_path,
        {
            f"{OLD}/steps-2026-03-01.json": values([(time, "9") for time in awake]),
            f"{OLD}/sleep-2026-03-01.json": json.dumps(nights),
        },
    )
    known = {each.context.basis.known for each in found.of("StepCount")}
    assert known == ({ZoneKnown.UTC} if is_utc else {ZoneKnown.ASSUMED})
    assert found.of("StepCount")[0].start_ms == _ms(DAY + timedelta(hours=4))


def test_without_evidence_times_are_assumed_local(tmp_path: Path) -> None:
    found = _of_files(tmp_path, {"steps-2026-03-01.json": values([(DAY, "5")])})
    (steps,) = found.samples
    assert steps.context.basis == (ZoneKnown.ASSUMED, 60, None)
    assert found.notices == {Note.ZONE_ASSUMED: 1}


def test_the_hour_that_comes_twice_is_marked(tmp_path: Path) -> None:
    autumn = datetime(2025, 10, 26, 2, 30, tzinfo=DAY.tzinfo)
    found = _of_files(tmp_path, {"steps-2025-10-01.json": values([(autumn, "5")])})
    assert found.samples[0].context.basis.known is ZoneKnown.AMBIGUOUS
    assert found.notices[Note.HOUR_AMBIGUOUS] == 1


def test_what_the_service_writes_for_none_is_no_reading(tmp_path: Path) -> None:
    found = _of_files(
        tmp_path,
        {
            "heart_rate-2026-03-01.json": values(
                [
                    (DAY, {"bpm": 61, "confidence": 0}),
                    (DAY, {"bpm": 62, "confidence": 1}),
                    (datetime(1970, 1, 1), {"bpm": 63, "confidence": 3}),  # noqa: DTZ001 - as written
                ]
            ),
            "resting_heart_rate-2026.json": values(
                [
                    (DAY, {"date": None, "value": 0.0, "error": 0.0}),
                    (DAY, {"date": "03/01/26", "value": 55.2, "error": 4.0}),
                ]
            ),
            f"{NEW}/oxygen_saturation_2026-03-01.csv": table(
                "timestamp,oxygen saturation percentage,data source",
                [(iso(DAY), 50.0, "x"), (iso(DAY), 96.5, "x"), ("1970-01-01T00:00:00Z", 97, "x")],
            ),
        },
    )
    assert Counter((each.type, each.number) for each in found.samples) == {
        ("HeartRate", 62.0): 1,
        ("RestingHeartRate", 55.2): 1,
        ("OxygenSaturation", 96.5): 1,
    }
    assert found.notices[Note.PLACEHOLDER_SKIPPED] == 5


def test_daily_values_are_of_local_days_however_stamped(tmp_path: Path) -> None:
    """The service writes midnight or noon and a Z, and means the day; else the instant."""
    found = _of_files(
        tmp_path,
        {
            f"{NEW}/daily_resting_heart_rate.csv": table(
                "timestamp,beats per minute,data source",
                [
                    ("2026-03-01T00:00:00Z", 51, "a"),
                    ("2026-03-02T12:00:00Z", 52, "a"),
                    ("2026-03-02T23:00:00Z", 53, "a"),
                    ("2026-03-29", 54, "a"),
                ],
            )
        },
    )
    days = [(each.number, each.start_ms, each.duration_ms // 3_600_000) for each in found.samples]
    midnight = DAY - HOUR
    assert sorted(days) == [
        (51, _ms(midnight), 24),
        (52, _ms(midnight + timedelta(days=1)), 24),
        (53, _ms(midnight + timedelta(days=2)), 24),
        (54, _ms(midnight + timedelta(days=28)), 23),
    ]


def test_units_are_those_of_each_tree(tmp_path: Path) -> None:
    found = _of_files(
        tmp_path,
        {
            "distance-2026-03-01.json": values([(DAY, "250")]),
            f"{NEW}/distance_2026-05-01.csv": table(
                "timestamp,distance,data source", [(iso(DAY + timedelta(days=61)), 2.5, "x")]
            ),
            f"{NEW}/weight.csv": table(
                "timestamp,weight grams,data source", [(iso(DAY), 80_000, "Aria Air")]
            ),
        },
    )
    converted = []
    for each in found.samples:
        kind = sample_type(each.type)
        assert kind is not None
        rule = conversion(kind, each.context.unit)
        assert rule is not None
        assert each.number is not None
        converted.append((each.type, rule.apply(each.number)))
    assert sorted(converted) == [
        ("BodyMass", 80.0),
        ("DistanceWalkingRunning", 2.5),
        ("DistanceWalkingRunning", 2.5),
    ]
    (weight,) = found.of("BodyMass")
    assert weight.source.device is DeviceClass.SCALE


def test_short_wakings_are_cut_out_of_the_stage_they_lie_over(tmp_path: Path) -> None:
    found = _of_files(tmp_path, {"sleep-2026-03-01.json": json.dumps([old_night(DAY)])})
    stages = [(each.code, each.duration_ms // 60_000) for each in found.of("SleepAnalysis")]
    assert stages == [
        ("light", 60),
        ("awake", 2),
        ("light", 58),
        ("deep", 60),
        ("awake", 10),
        ("rem", 50),
    ]
    (session,) = found.episodes
    assert session.facts["efficiency_percent"] == 95
    assert session.start_ms == _ms(DAY - HOUR)


def test_one_night_in_two_files_is_one_night(tmp_path: Path) -> None:
    night = json.dumps([old_night(DAY)])
    found = _of_files(tmp_path, {"sleep-2026-02-01.json": night, "sleep-2026-03-01.json": night})
    assert len(found.episodes) == 1
    assert found.notices[Note.COPY_SKIPPED] == 1


def test_an_offset_of_nought_says_nothing_and_no_stages_is_in_bed(tmp_path: Path) -> None:
    row = ("1", "CLASSIC", 60, 0, 0, 50, 10, "+00:00", iso(DAY), "+00:00", iso(DAY + HOUR), "X")
    found = _of_files(tmp_path, {f"{NIGHTS}/UserSleeps_1.csv": table(SLEEP_HEADER, [row])})
    (lying,) = found.samples
    assert (lying.code, lying.context.basis.known) == ("in_bed", ZoneKnown.UTC)


@pytest.mark.parametrize(("weight", "unit"), [(81.0, "kg"), (178.6, "lb"), (12.76, "st")])
def test_body_mass_index_and_height_give_the_unit_away(
    tmp_path: Path, weight: float, unit: str
) -> None:
    row = {"logId": 1, "weight": weight, "bmi": 25.0, "date": "03/01/26", "time": "07:00:00"}
    files = both_trees() | {f"{OLD}/weight-2026-03-01.json": json.dumps([row])}
    found = _of_files(tmp_path, files)
    (mass,) = found.of("BodyMass")
    assert (mass.number, mass.context.unit) == (weight, unit)
    assert found.of("BodyMassIndex")[0].number == 25.0


def test_a_weight_whose_unit_nobody_says_is_kept_and_marked(tmp_path: Path) -> None:
    row = {"logId": 1, "weight": 80, "bmi": 25.0, "date": "03/01/26", "time": "07:00:00"}
    found = _of_files(tmp_path, {"weight-2026-03-01.json": json.dumps([row])})
    (mass,) = found.of("BodyMass")
    assert mass.context.unit is None
    assert Flag.UNCONVERTED in mass.context.flags
    assert found.notices[Note.UNIT_UNKNOWN] == 1


def test_a_unit_that_does_not_fit_is_not_chosen() -> None:
    assert unit_of(80, 25, 1.79) == "kg"
    assert unit_of(80, 25, 1.50) is None
    assert unit_of(80, 0, 1.79) is None
    assert unit_of(80, 25, None) is None


def test_identifiers_are_known_and_in_no_record(tmp_path: Path) -> None:
    found = _of_files(tmp_path, both_trees())
    known = {(each.kind, each.value): each.is_subject for each in found.identifiers}
    assert known[IdentifierKind.EMAIL, "nn@example.org"]
    assert known[IdentifierKind.BIRTH_DATE, "1970-01-02"]
    assert known[IdentifierKind.NAME, "Nomen Nescio"]
    assert not known[IdentifierKind.SERIAL, "SN-0815"]
    everything = str(found.samples) + str(found.episodes) + str(found.unreadable)
    assert not [value for _, value in known if value in everything]


def test_workouts_have_kinds_and_sums(tmp_path: Path) -> None:
    found = _of_files(tmp_path, both_trees())
    (run,) = [each for each in found.episodes if each.kind == "Workout"]
    assert run.code == "running"
    assert {"type": "Distance", "unit": "mm", "sum": 5_000_000.0} in run.facts["statistics"]
    # The service writes 0 for a heart rate that was not measured.
    assert "HeartRate" not in {each["type"] for each in run.facts["statistics"]}
    assert workouts.kind_of("Something new") == "other"


def test_facts_of_episodes_can_be_written_down(tmp_path: Path) -> None:
    """The store keeps them as canonical JSON (RFC 8785)."""
    found = _of_files(tmp_path, both_trees())
    assert all(rfc8785.dumps(dict(each.facts)) for each in found.episodes)


def test_bad_rows_are_reported_with_their_place_and_the_rest_is_read(tmp_path: Path) -> None:
    old = json.dumps(
        [
            {"dateTime": us(DAY), "value": "1"},
            {"dateTime": "02/30/26 00:00:00", "value": "2"},
            {"dateTime": us(DAY), "value": "many"},
            {"dateTime": us(DAY), "value": "1e20"},
            "not an object",
            {"dateTime": us(DAY), "value": "6"},
        ]
    )
    new = table(
        "timestamp,beats per minute,data source",
        [(iso(DAY), 61, "x"), ("soon", 62, "x"), (iso(DAY), "x", "x"), (iso(DAY),)],
    )
    found = _of_files(tmp_path, {"steps-2026-03-01.json": old, "heart_rate_1.csv": new})
    assert [each.number for each in found.of("StepCount")] == [1, 6]
    assert [each.number for each in found.of("HeartRate")] == [61]
    assert set(found.unreadable) == {
        Unreadable("part 1, item 2", Fault.TIME_UNREADABLE),
        Unreadable("part 1, item 3", Fault.NUMBER_UNREADABLE),
        Unreadable("part 1, item 4", Fault.NUMBER_UNREADABLE),
        Unreadable("part 1, item 5", Fault.TIME_UNREADABLE),
        Unreadable("part 2, line 3", Fault.TIME_UNREADABLE),
        Unreadable("part 2, line 4", Fault.NUMBER_UNREADABLE),
        Unreadable("part 2, line 5", Fault.FIELD_MISSING),
    }


def test_numbers_that_no_name_explains_are_not_guessed(tmp_path: Path) -> None:
    found = _of_files(tmp_path, {"a.json": values([(DAY, "5")]), "b.json": values([(DAY, "5")])})
    assert found.unreadable == [
        Unreadable("part 1", Fault.TYPE_UNKNOWN),
        Unreadable("part 2", Fault.TYPE_UNKNOWN),
    ]


def test_one_cut_file_among_many_is_reported_and_alone_it_is_refused(tmp_path: Path) -> None:
    whole = values(a_walk())
    files = both_trees() | {f"{OLD}/steps-2026-05-01.json": whole[: len(whole) // 2]}
    found = _of_files(tmp_path, files)
    assert [each.fault for each in found.unreadable] == [Fault.PART_DAMAGED]
    assert len(found.of("HeartRate")) == 500
    place = tmp_path / "steps-2026-05-01.json"
    place.write_text(whole[: len(whole) // 2])
    with pytest.raises(FileCut):
        read_file(FORMAT, place)
    place.write_text(whole.replace("]", "}]", 1))
    with pytest.raises(FileDamaged):
        read_file(FORMAT, place)


def test_recognised_by_content_whatever_the_name_and_place(tmp_path: Path) -> None:
    for name, content in both_trees().items():
        if name.endswith(("Devices.csv", "README.txt")):
            continue  # these say nothing without their folder
        place = tmp_path / f"x{Path(name).suffix}"
        place.write_text(content)
        assert recognise(place) == {"fitbit": 1}, name


def test_lists_and_tables_of_others_are_not_taken(tmp_path: Path) -> None:
    for content in (
        '[{"sgv": 100, "date": 1}]',
        '[{"dateTime": "2026-03-01T10:00:00", "value": "5"}]',
        "timestamp,value\n2026-03-01T10:00:00Z,5\n",
        "timestamp,steps\n2026-03-01T10:00:00Z,5\n",
        '{"resourceType": "Patient"}',
    ):
        place = tmp_path / "other.txt"
        place.write_text(content)
        with open_parcel(place) as parcel:
            assert not detect(parcel, [FORMAT])[0], content


def test_files_of_other_formats_are_left_to_them() -> None:
    for place in real_files("**/*"):
        if place.is_file() and place.stat().st_size:
            with open_parcel(place) as parcel:
                assert not detect(parcel, [FORMAT])[0], place.name


def test_every_type_word_and_unit_is_known() -> None:
    columns = [*metrics.OLD_STEMS.values(), metrics.OLD_HEART_RATE, metrics.OLD_VO2_MAX]
    columns += [column for _, column in metrics._NEW_COLUMNS]
    for column in columns:
        kind = sample_type(column.metric.type)
        assert kind is not None, column
        assert conversion(kind, column.unit) is not None, column
    stages = sample_type("SleepAnalysis")
    assert stages is not None
    assert {"in_bed", *sleep._STAGES.values()} <= set(stages.codes)
    assert {kind for _, kind in workouts._KINDS} <= set(workout_kinds())


def test_heart_rates_come_in_bounded_columns(tmp_path: Path) -> None:
    """67 million of them are in one known export."""
    start = DAY
    rows = [(iso(start + timedelta(seconds=2 * n)), 60 + n % 40, "Watch") for n in range(100_000)]
    place = tmp_path / "heart_rate_2026-03-01.csv"
    place.write_text(table("timestamp,beats per minute,data source", rows))
    with open_parcel(place) as parcel:
        found = [
            each
            for each in FORMAT.read(parcel.entries, Reading(parcel))
            if isinstance(each, SampleColumns)
        ]
    assert sum(map(len, found)) == 100_000
    assert max(map(len, found)) <= 65_536
    assert int(np.concatenate([each.start_ms for each in found]).max()) == _ms(
        start + timedelta(seconds=199_998)
    )


def test_a_file_too_large_to_hold_is_read_in_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datadonor.sources.fitbit import rows

    place = save(tmp_path / "t.zip", both_trees())
    whole = read_file(FORMAT, place)
    monkeypatch.setattr(rows, "_WHOLE_BYTES", 100)
    monkeypatch.setattr(rows, "ROWS_AT_ONCE", 7)
    pieces = read_file(FORMAT, place)
    assert Counter(pieces.samples) == Counter(whole.samples)


def test_many_names_of_sources_do_not_grow_without_end(tmp_path: Path) -> None:
    rows = [(iso(DAY), 61, f"watch {n}") for n in range(3000)]
    place = tmp_path / "heart_rate.csv"
    place.write_text(table("timestamp,beats per minute,data source", rows))
    found = read_file(FORMAT, place)
    assert len({each.source for each in found.samples}) <= 1001


def test_a_broken_zip_is_refused(tmp_path: Path) -> None:
    place = save(tmp_path / "takeout.zip", both_trees())
    shutil.copy(place, tmp_path / "cut.zip")
    content = place.read_bytes()
    (tmp_path / "cut.zip").write_bytes(content[: len(content) // 2])
    with pytest.raises(FileRefused):
        read_file(FORMAT, tmp_path / "cut.zip")
