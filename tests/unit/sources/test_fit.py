"""FIT: what becomes of activities, monitoring and measurements, and what is refused."""

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import fitdecode  # type: ignore[import-untyped]
import pytest

from datadonor.records.sample import Basis, DeviceClass, IdentifierKind, ZoneKnown
from datadonor.records.types import episode_kind, sample_type
from datadonor.sources.errors import FileCut, FileDamaged, FileRefused, VersionUnknown
from datadonor.sources.fit.container import is_fit
from datadonor.sources.formats.fit import FORMAT
from datadonor.sources.found import Fault, Note, Unreadable
from tests import synthetic_fit as fit
from tests.importing import Yielded, read_file, recognise
from tests.realdata import real_file, real_files

NOON = int(datetime(2026, 3, 4, 12, 0, tzinfo=UTC).timestamp())
MIDNIGHT = int(datetime(2026, 3, 3, 23, 0, tzinfo=UTC).timestamp())  # in Copenhagen


def read(folder: Path, *files: bytes) -> Yielded:
    place = folder / "one"
    if len(files) == 1:
        place.write_bytes(files[0])
    else:
        place.mkdir()
        for number, content in enumerate(files):
            (place / f"{number}").write_bytes(content)
    return read_file(FORMAT, place)


def monitoring(*body: bytes, begins: int = MIDNIGHT) -> bytes:
    return fit.whole([fit.file_id(32, begins), fit.info(begins, 60), *body])


def numbers(found: Yielded, type_id: str) -> list[tuple[int, float | None, int]]:
    return [
        (each.start_ms // 1000, each.number, each.duration_ms // 1000) for each in found.of(type_id)
    ]


def test_an_activity_is_a_workout_a_route_and_heart_rates(tmp_path: Path) -> None:
    found = read(tmp_path, fit.activity(NOON))
    assert numbers(found, "HeartRate") == [(NOON, 120, 0), (NOON + 1, 121, 0), (NOON + 2, 122, 0)]
    assert {each.context.unit for each in found.samples} == {"/min"}
    workout, route = found.episodes
    assert (workout.kind, workout.code, workout.start_ms) == ("Workout", "running", NOON * 1000)
    assert workout.duration_ms == 3000
    assert workout.facts["totals"]["distance_m"] == 1000
    assert [trace.name for trace in workout.traces] == ["time", "speed"]
    assert list(workout.traces[1].values) == [2.5, 2.5, 2.5]
    assert route.kind == "Route"
    latitudes = next(trace for trace in route.traces if trace.name == "latitude").values
    assert [round(each, 3) for each in latitudes] == [55.5, 55.501, 55.502]
    assert not found.unreadable
    assert not found.notices


def test_the_offset_said_at_the_end_holds_for_the_whole_activity(tmp_path: Path) -> None:
    found = read(tmp_path, fit.activity(NOON))
    known = Basis(ZoneKnown.OFFSET, 120)
    assert {each.context.basis for each in found.samples} == {known}
    assert {each.context.basis for each in found.episodes} == {known}


def test_a_clock_that_was_never_set_is_not_an_offset(tmp_path: Path) -> None:
    """Zones are quarters of an hour, within fourteen hours of UTC."""
    for odd in (7, 100_000):
        end = fit.message(fit.ACTIVITY, {253: fit.at(NOON), 5: fit.at(NOON + odd * 60)})
        found = read(tmp_path, fit.whole([fit.file_id(4, NOON), fit.record(NOON, 90), end]))
        assert found.samples[0].context.basis == Basis(ZoneKnown.UTC)


def test_nothing_of_a_workout_says_where_it_was(tmp_path: Path) -> None:
    """Places are a category of their own, and heights betray them."""
    place = {3: ("sint32", 2**29), 4: ("sint32", 2**27), 49: ("uint16", 4000)}
    summary = fit.message(
        fit.SESSION, {253: fit.at(NOON), 2: fit.at(NOON), 7: ("uint32", 9000), **place}
    )
    body = [fit.file_id(4, NOON), fit.record(NOON, 90, 55.0), summary]
    workout = read(tmp_path, fit.whole(body)).episodes[0]
    said = f"{workout.facts} {[trace.name for trace in workout.traces]}"
    for word in ("lat", "lon", "position", "altitude", "elevation"):
        assert word not in said


def test_records_belong_to_the_session_that_began_last(tmp_path: Path) -> None:
    body = [fit.file_id(4, NOON), *(fit.record(NOON + at, 100 + at) for at in range(10))]
    body += [fit.session(NOON + 6, 4, sport=2), fit.session(NOON, 6, sport=5)]
    found = read(tmp_path, fit.whole(body))
    swim, ride = [each for each in found.episodes if each.kind == "Workout"]
    assert (swim.code, len(swim.traces[0].values)) == ("swimming", 6)
    assert (ride.code, len(ride.traces[0].values)) == ("cycling", 4)
    assert numbers(found, "DistanceSwimming") == [(NOON, 1000, 6)]
    assert numbers(found, "DistanceCycling") == [(NOON + 6, 1000, 4)]


def test_a_run_gives_no_distance_of_its_own(tmp_path: Path) -> None:
    """The watch counts it by the minute as well; both together would be twice."""
    found = read(tmp_path, fit.activity(NOON))
    assert not found.of("DistanceWalkingRunning")


def test_records_without_a_summary_are_still_a_workout(tmp_path: Path) -> None:
    found = read(tmp_path, fit.whole([fit.file_id(4, NOON), fit.record(NOON, 90)]))
    assert [each.kind for each in found.episodes] == ["Workout"]


def test_beats_lie_in_order_and_begin_at_the_record_before(tmp_path: Path) -> None:
    beats = fit.message(fit.HRV, {0: ("uint16", (800, 810, 0xFFFF, 0xFFFF, 0xFFFF))})
    found = read(tmp_path, fit.whole([fit.file_id(4, NOON), fit.record(NOON, 70), beats, beats]))
    series = next(each for each in found.episodes if each.kind == "HeartbeatSeries")
    assert list(series.traces[0].values) == [800, 810, 800, 810]
    assert series.start_ms == NOON * 1000


def test_pulses_that_a_strap_sent_later_get_their_own_times(tmp_path: Path) -> None:
    """The low 12 bits of 1/1024 s, packed; what is not valid keeps its place."""
    anchor = fit.message(fit.HR, {253: fit.at(NOON), 9: ("uint32", 4000), 6: ("uint8", (100,))})
    packed = (4000 + 512) & 0xFFF, (4000 + 1536) & 0xFFF, (4000 + 2560) & 0xFFF, 0
    bits = sum(low << (12 * at) for at, low in enumerate(packed))
    later = fit.message(
        fit.HR,
        {6: ("uint8", (101, 0xFF, 103)), 10: ("byte", tuple(bits.to_bytes(6, "little")))},
    )
    found = read(tmp_path, fit.whole([fit.file_id(4, NOON), anchor, later]))
    times = [(each.start_ms - NOON * 1000, each.number) for each in found.of("HeartRate")]
    assert times == [(0, 100), (500, 101), (2500, 103)]


def test_what_is_not_valid_in_the_file_is_not_read(tmp_path: Path) -> None:
    found = read(tmp_path, fit.whole([fit.file_id(4, NOON), fit.record(NOON, 0xFF)]))
    assert not found.samples


def test_pulses_of_a_day_have_16_bits_of_time(tmp_path: Path) -> None:
    """65,536 s are 18 hours, so a day goes past the border at least once."""
    times = [MIDNIGHT + 600 * at for at in range(1, 140)]
    found = read(tmp_path, monitoring(*(fit.pulse(time, 60) for time in times)))
    assert [each.start_ms // 1000 for each in found.of("HeartRate")] == times
    assert {each.context.basis for each in found.samples} == {Basis(ZoneKnown.OFFSET, 60)}


def test_totals_become_what_came_between(tmp_path: Path) -> None:
    at = MIDNIGHT
    found = read(
        tmp_path,
        monitoring(
            *(fit.steps(at, 0), fit.steps(at + 900, 120), fit.steps(at + 1800, 120)),
            *(fit.steps(at + 2700, 300), fit.steps(at + 3000, 50, kind=1)),
        ),
    )
    assert numbers(found, "StepCount") == [
        (at, 120, 900),
        (at + 1800, 180, 900),
        (at, 50, 3000),
    ]


def test_the_next_file_of_a_day_does_not_count_again(tmp_path: Path) -> None:
    """A file gives the same whether the one before it is there or not, and sums are right."""
    first = monitoring(fit.steps(MIDNIGHT, 0), fit.steps(MIDNIGHT + 36_000, 5000))
    later = MIDNIGHT + 36_000
    second = monitoring(fit.steps(later, 5000), fit.steps(later + 900, 5400), begins=later)
    alone = numbers(read(tmp_path, second), "StepCount")
    (tmp_path / "both").mkdir()
    both = numbers(read(tmp_path / "both", first, second), "StepCount")
    assert alone == [(later, 400, 900)]
    assert set(alone) < set(both)
    assert sum(each[1] or 0 for each in both) == 5400


def test_totals_that_were_never_begun_are_only_a_beginning(tmp_path: Path) -> None:
    """In a file that starts at noon and says late what there was, half a day is not a stretch."""
    found = read(tmp_path, monitoring(fit.steps(NOON + 900, 8000), begins=NOON))
    assert not found.of("StepCount")


def test_totals_begin_anew_at_midnight(tmp_path: Path) -> None:
    evening = MIDNIGHT + 23 * 3600
    found = read(
        tmp_path,
        monitoring(*(fit.steps(evening, 9000), fit.steps(evening + 7200, 30)), begins=evening),
    )
    assert numbers(found, "StepCount") == [(evening + 3600, 30, 3600)]


def test_a_counter_gone_mad_is_reported(tmp_path: Path) -> None:
    found = read(tmp_path, monitoring(fit.steps(MIDNIGHT, 0), fit.steps(MIDNIGHT + 60, 10**9)))
    assert not found.of("StepCount")
    assert found.unreadable == [Unreadable("message 4", Fault.NUMBER_ABSURD)]


READINGS = (
    (fit.STRESS, {0: ("sint16", 25), 1: fit.at(NOON)}, "StressScore", 25),
    (fit.BREATHS, {0: ("sint16", 1450), 253: fit.at(NOON)}, "RespiratoryRate", 14.5),
    (fit.OXYGEN, {0: ("uint8", 96), 253: fit.at(NOON)}, "OxygenSaturation", 96),
    (fit.RMSSD, {0: ("uint16", 45 * 128), 253: fit.at(NOON)}, "HeartRateVariabilityRMSSD", 45),
    (fit.RESTING, {1: ("uint8", 52), 253: fit.at(NOON)}, "RestingHeartRate", 52),
)


@pytest.mark.parametrize(("number", "fields", "type_id", "value"), READINGS)
def test_readings_of_the_day(
    tmp_path: Path, number: int, fields: fit.Fields, type_id: str, value: float
) -> None:
    found = read(tmp_path, monitoring(fit.message(number, fields)))
    assert numbers(found, type_id) == [(NOON, value, 0)]


def test_stress_that_could_not_be_measured_is_not_a_reading(tmp_path: Path) -> None:
    found = read(
        tmp_path, monitoring(fit.message(fit.STRESS, {0: ("sint16", -2), 1: fit.at(NOON)}))
    )
    assert not found.samples


def test_a_night_is_an_episode_and_its_stages(tmp_path: Path) -> None:
    stages = [(0, 2), (60, 2), (600, 3), (1200, 1), (1300, 0), (1400, 4)]
    body = [
        fit.message(fit.SLEEP, {253: fit.at(NOON + at), 0: ("enum", stage)}) for at, stage in stages
    ]
    body.append(fit.message(fit.EVENT, {253: fit.at(NOON + 2000), 0: ("enum", 74)}))
    body.append(fit.message(fit.ASSESSMENT, {6: ("uint8", 81)}))
    found = read(tmp_path, fit.whole([fit.file_id(49, NOON), *body]))
    assert [
        (each.code, each.start_ms // 1000 - NOON, each.duration_ms // 1000)
        for each in found.of("SleepAnalysis")
    ] == [("light", 0, 600), ("deep", 600, 600), ("awake", 1200, 100), ("rem", 1400, 600)]
    (night,) = found.episodes
    assert (night.kind, night.duration_ms) == ("SleepSession", 2_000_000)
    assert night.facts["light_s"] == 600
    assert numbers(found, "SleepScore") == [(NOON, 81, 2000)]


def weighing(profile: int | None, grams: int = 8230) -> bytes:
    fields: dict[int, tuple[str, fit.Value]] = {
        253: fit.at(NOON),
        0: ("uint16", grams),
        1: ("uint16", 0),
    }
    if profile is not None:
        fields[12] = ("uint16", profile)
    return fit.message(fit.WEIGHT, fields)


def test_a_weight_is_kilograms_and_nought_is_no_share_of_fat(tmp_path: Path) -> None:
    found = read(tmp_path, fit.whole([fit.file_id(9, NOON), weighing(0)]))
    assert numbers(found, "BodyMass") == [(NOON, 82.3, 0)]
    assert not found.of("BodyFatPercentage")
    assert found.samples[0].source.device is DeviceClass.SCALE


def test_weights_of_two_people_are_nobodys(tmp_path: Path) -> None:
    """Nothing in the file says whose vault it is."""
    found = read(tmp_path, fit.whole([fit.file_id(9, NOON), weighing(0), weighing(1)]))
    assert not found.samples
    assert found.notices == {Note.NOT_IMPORTED: 2}


def test_a_pair_of_pressures_belongs_together(tmp_path: Path) -> None:
    reading = {
        253: fit.at(NOON),
        0: ("uint16", 128),
        1: ("uint16", 81),
        6: ("uint8", 66),
        8: ("enum", 0),
    }
    failed = {**reading, 8: ("enum", 2)}
    body = [fit.message(fit.PRESSURE, reading), fit.message(fit.PRESSURE, failed)]
    found = read(tmp_path, fit.whole([fit.file_id(14, NOON), *body]))
    assert numbers(found, "BloodPressureSystolic") == [(NOON, 128, 0)]
    assert numbers(found, "BloodPressureDiastolic") == [(NOON, 81, 0)]
    assert [each.kind for each in found.episodes] == ["BloodPressure"]
    assert found.unreadable == [Unreadable("message 3", Fault.NUMBER_UNREADABLE)]


@pytest.mark.parametrize("kind", [2, 5, 6], ids=["settings", "plan", "course"])
def test_what_was_only_meant_is_not_imported(tmp_path: Path, kind: int) -> None:
    """A course holds records with places, and nobody went there."""
    body = [fit.file_id(kind, NOON), fit.record(NOON, 120, 55.0), fit.session(NOON, 9)]
    found = read(tmp_path, fit.whole(body))
    assert not found.samples
    assert not found.episodes
    assert found.notices == {Note.NOT_IMPORTED: 1}


def test_a_device_without_a_clock_gives_one_fault_and_no_records(tmp_path: Path) -> None:
    begin = fit.EPOCH + 4000
    found = read(tmp_path, fit.activity(begin))
    assert not found.samples
    assert not found.episodes
    assert found.unreadable == [Unreadable("message 1", Fault.TIME_MISSING)]


def test_names_and_serial_numbers_are_only_identifiers(tmp_path: Path) -> None:
    profile = fit.message(fit.USER_PROFILE, {0: ("string", "Synthetic Rider")})
    small = fit.message(fit.DEVICE, {3: ("uint32z", 1234), 253: fit.at(NOON)})
    body = [fit.file_id(4, NOON), profile, small, fit.record(NOON, 90)]
    found = read(tmp_path, fit.whole(body))
    assert {(each.kind, each.value) for each in found.identifiers} == {
        (IdentifierKind.SERIAL, "3900000001"),
        (IdentifierKind.NAME, "Synthetic Rider"),
    }
    said = repr(found.samples) + repr(found.episodes)
    assert "3900000001" not in said
    assert "Rider" not in said


def test_an_apps_own_field_counts_only_where_it_stands_for_a_public_one(tmp_path: Path) -> None:
    def developer(native: int, units: str) -> bytes:
        opening = fit.message(207, {3: ("uint8", 0)})
        described = fit.message(
            206,
            {
                0: ("uint8", 0),
                1: ("uint8", 0),
                2: ("uint8", 2),
                3: ("string", "Own"),
                8: ("string", units),
                15: ("uint8", native),
            },
        )
        time = (NOON - fit.EPOCH).to_bytes(4, "little")
        # A definition with one public field (the time) and one developer field.
        definition = bytes([0x60, 0, 0, fit.RECORD, 0, 1, 253, 4, 0x86, 1, 0, 1, 0])
        data = b"\x00" + time + bytes([88])
        return fit.whole([fit.file_id(4, NOON), opening, described, definition + data])

    stands_for = read(tmp_path, developer(3, "bpm"))
    assert numbers(stands_for, "HeartRate") == [(NOON, 88, 0)]
    assert not read(tmp_path, developer(3, "percent")).samples
    assert not read(tmp_path, developer(0xFF, "bpm")).samples


def test_chained_files_are_read_one_after_the_other(tmp_path: Path) -> None:
    found = read(tmp_path, fit.activity(NOON) + fit.activity(NOON + 86_400, sport=2))
    workouts = [each.code for each in found.episodes if each.kind == "Workout"]
    assert workouts == ["running", "cycling"]


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :]


WHOLE = fit.activity(NOON)
REFUSED = (
    ("cut", WHOLE[:-20], FileCut),
    ("cut header", WHOLE + WHOLE[:9], FileCut),
    ("never finished", fit.whole([]), FileCut),
    ("flipped", flipped(WHOLE, 60), FileDamaged),
    ("flipped checksum", flipped(WHOLE, len(WHOLE) - 1), FileDamaged),
    ("flipped header", flipped(WHOLE, 2), FileDamaged),
    ("something behind", WHOLE + b"something else entirely", FileDamaged),
    ("no definition", fit.whole([b"\x05\x00\x00"]), FileDamaged),
    ("later protocol", fit.whole([fit.file_id(4, NOON)], protocol=0x30), VersionUnknown),
)


@pytest.mark.parametrize(("what", "data", "error"), REFUSED, ids=[each[0] for each in REFUSED])
def test_a_file_that_is_not_whole_is_refused(
    tmp_path: Path, what: str, data: bytes, error: type[FileRefused]
) -> None:
    with pytest.raises(error) as raised:
        read(tmp_path, data)
    assert raised.value.__cause__ is None


def test_one_damaged_file_of_many_leaves_the_others(tmp_path: Path) -> None:
    found = read(tmp_path, fit.activity(NOON), flipped(WHOLE, 60), fit.activity(NOON + 999))
    assert found.unreadable == [Unreadable("part 2", Fault.PART_DAMAGED)]
    assert len(found.of("HeartRate")) == 6


def test_only_fit_is_taken_for_fit() -> None:
    assert is_fit(WHOLE)
    for head in (b"", b".FIT", b"PK\x03\x04" + b"x" * 20, b"\x02" + WHOLE[1:]):
        assert not is_fit(head)


def test_every_type_and_kind_that_is_made_is_known(tmp_path: Path) -> None:
    found = read(tmp_path, *(monitoring(fit.message(n, f)) for n, f, _, _ in READINGS), WHOLE)
    for each in found.samples:
        known = sample_type(each.type)
        assert known is not None
        assert known.unit == each.context.unit
    assert all(episode_kind(each.kind) for each in found.episodes)


def test_products_keep_their_names() -> None:
    """A renamed product would be another source, and every record of it come twice.

    When this fails after an update of the library: see whether only names were added,
    and if so take the new digest; products without a name are called by their number.
    """
    names = fitdecode.profile.FIELD_TYPES["garmin_product"].enum
    known = sorted((number, name) for number, name in names.items() if number < 4000)
    digest = sha256(repr(known).encode()).hexdigest()[:16]
    assert digest == PRODUCTS_DIGEST


PRODUCTS_DIGEST = "dff9c468d7e82b16"

REAL: dict[str, tuple[dict[str, int], list[str]]] = {
    "2013-02-06-12-11-14.fit": ({"HeartRate": 590}, ["Workout", "Route"]),
    "2015-10-13-08-43-15.fit": ({"DistanceCycling": 1}, ["Workout", "Route"]),
    "Activity.fit": ({}, ["Workout", "Route"]),
    "WeightScaleSingleUser.fit": ({"BodyMass": 2, "BodyFatPercentage": 2}, []),
    "WeightScaleMultiUser.fit": ({}, []),
    "Settings.fit": ({}, []),
    "WorkoutRepeatSteps.fit": ({}, []),
    "activity-settings.fit": ({}, ["Workout", "Route"]),
    "activity-small-fenix2-run.fit": ({"HeartRate": 2808}, ["Workout", "Route"]),
    "antfs-dump.63.fit": ({}, []),
    "developer-types-sample.fit": ({"HeartRate": 3424}, ["Workout", "Route"]),
    "event_timestamp.fit": ({"HeartRate": 11292, "DistanceSwimming": 1}, ["Workout"]),
    "garmin-edge-500-activity.fit": (
        {"HeartRate": 10686, "DistanceCycling": 1},
        ["Workout", "Route"],
    ),
    "garmin-fenix-5-walk.fit": ({"HeartRate": 17}, ["Workout", "Route", "HeartbeatSeries"]),
    "sample-activity-indoor-trainer.fit": ({"HeartRate": 2263}, ["Workout"]),
}


@pytest.mark.parametrize("name", REAL)
def test_real_files_import_as_a_person_would_expect(name: str) -> None:
    types, kinds = REAL[name]
    found = read_file(FORMAT, real_file(f"fit/{name}"))
    counts: dict[str, int] = {}
    for each in found.samples:
        counts[each.type] = counts.get(each.type, 0) + 1
    assert counts == types
    assert [each.kind for each in found.episodes] == kinds


REAL_REFUSED = {
    "activity-filecrc.fit": FileDamaged,
    "activity-activity-filecrc.fit": FileDamaged,
    "activity-settings-corruptheader.fit": FileDamaged,
    "activity-settings-nodata.fit": FileCut,
    "activity-unexpected-eof.fit": FileCut,
}


@pytest.mark.parametrize("name", REAL_REFUSED)
def test_real_damaged_files_are_refused_each_with_its_reason(name: str) -> None:
    with pytest.raises(REAL_REFUSED[name]):
        read_file(FORMAT, real_file(f"fit/{name}"))


def test_all_heart_rates_of_real_records_are_there() -> None:
    """Counted a second time, by the library alone."""
    for file in real_files("fit/*.fit"):
        if file.name in REAL_REFUSED:
            continue
        expected = sum(_rates(file))
        found = read_file(FORMAT, file)
        if not found.unreadable and expected:
            assert len(found.of("HeartRate")) >= expected


def _rates(file: Path) -> Iterable[int]:
    with file.open("rb") as stream:
        reader = fitdecode.FitReader(
            stream, check_crc=False, error_handling=fitdecode.ErrorHandling.IGNORE
        )
        for frame in reader:
            if frame.frame_type == fitdecode.FIT_FRAME_DATA and frame.name == "record":
                yield int(bool(frame.get_value("heart_rate", fallback=None)))


def test_files_of_others_are_not_taken_for_fit() -> None:
    others = [file for file in real_files("*/*.*") if file.suffix != ".fit"]
    for file in [*others, *real_files("apple_health/*/*.xml")]:
        if file.stat().st_size:
            assert "fit" not in recognise(file)
