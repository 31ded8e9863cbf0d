"""Garmin's account export: what its JSON adds to the FIT files beside it."""

import json
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from datadonor.records.sample import Basis, Flag, IdentifierKind, ZoneKnown
from datadonor.records.types import episode_kind, sample_type
from datadonor.sources.errors import FileCut, FileDamaged
from datadonor.sources.formats import fit as fit_format
from datadonor.sources.formats.garmin import FORMAT
from datadonor.sources.found import Fault, Note, Unreadable
from datadonor.sources.garmin.workouts import Unwrapped
from tests import synthetic_fit as fit
from tests.importing import Yielded, read_file, recognise
from tests.realdata import real_files

NOON = int(datetime(2026, 3, 4, 12, 0, tzinfo=UTC).timestamp())

ACTIVITY: dict[str, Any] = {
    "activityId": 990_000_001,
    "name": "Synthetic run",
    "activityType": "running",
    "sportType": "RUNNING",
    "userProfileId": 70_000_001,
    "beginTimestamp": NOON * 1000,
    "startTimeGmt": NOON * 1000.0,
    "startTimeLocal": (NOON + 3600) * 1000.0,
    "duration": 1_800_000.0,
    "distance": 502_000.0,
    "elevationGain": 6300.0,
    "avgHr": 141.0,
    "calories": 1571.0,
    "startLatitude": 55.5,
}
NIGHT: dict[str, Any] = {
    "sleepStartTimestampGMT": "2026-03-03T22:11:00.0",
    "sleepEndTimestampGMT": "2026-03-04T05:41:00.0",
    "calendarDate": "2026-03-04",
    "sleepWindowConfirmationType": "ENHANCED_CONFIRMED_FINAL",
    "deepSleepSeconds": 5400,
    "lightSleepSeconds": 14400,
    "remSleepSeconds": 6000,
    "awakeSleepSeconds": 1200,
    "averageRespiration": 14.0,
    "sleepScores": {"overallScore": 77},
    "spo2SleepSummary": {"userProfilePk": 70_000_001, "deviceId": 3_900_000_001},
}
DAY: dict[str, Any] = {
    "userProfilePK": 70_000_001,
    "calendarDate": "2026-03-04",
    "wellnessStartTimeGmt": "2026-03-03T23:00:00.0",
    "wellnessEndTimeGmt": "2026-03-04T23:00:00.0",
    "wellnessStartTimeLocal": "2026-03-04T00:00:00.0",
    "totalKilocalories": 2500.0,
    "activeKilocalories": 600.0,
    "bmrKilocalories": 1900.0,
    "totalSteps": 9000,
    "totalDistanceMeters": 7100,
    "moderateIntensityMinutes": 20,
    "vigorousIntensityMinutes": 10,
    "restingHeartRate": 52,
    "currentDayRestingHeartRate": 51,
    "minHeartRate": 47,
}
WEIGHT: dict[str, Any] = {
    "metaData": {
        "userProfileId": 70_000_001,
        "calendarDate": "2026-03-04T00:00:00.0",
        "sequence": 1,
    },
    "weight": {
        "weight": 82_300.0,
        "bodyFat": 0.0,
        "muscleMass": 34_000.0,
        "bmi": 25.1,
        "sourceType": "INDEX_SCALE",
        "timestampGMT": NOON * 1000,
    },
}
STATUS: dict[str, Any] = {
    "calendarDate": "2026-03-04",
    "metrics": [
        {"type": "HRV", "value": 44.0, "status": "IN_RANGE", "baselineUpperLimit": 60},
        {"type": "SPO2", "value": 95.0, "status": "IN_RANGE"},
        {"type": "SKIN_TEMP_C", "value": 0.2, "status": "IN_RANGE"},
    ],
}


def activities(*rows: dict[str, Any]) -> bytes:
    return json.dumps([{"summarizedActivitiesExport": list(rows)}]).encode()


def given(folder: Path, content: object, name: str = "a.json") -> Path:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    place = folder / name
    place.write_bytes(data)
    return place


def read(folder: Path, content: object) -> Yielded:
    return read_file(FORMAT, given(folder, content))


def values(found: Yielded) -> dict[str, tuple[float | None, int]]:
    return {each.type: (each.number, each.duration_ms // 1000) for each in found.samples}


def test_a_day_is_sums_that_cannot_count_twice(tmp_path: Path) -> None:
    found = read(tmp_path, [DAY])
    assert values(found) == {
        "StepsPerDay": (9000, 86_400),
        "ActiveEnergyBurned": (600, 86_400),
        "BasalEnergyBurned": (1900, 86_400),
        "ModerateActivityMinutes": (20, 86_400),
        "VigorousActivityMinutes": (10, 86_400),
        "RestingHeartRate": (51, 86_400),
    }
    steps = sample_type("StepsPerDay")
    assert steps is not None
    assert not steps.adds_up
    (day,) = found.episodes
    assert day.kind == "ActivityDay"
    assert day.facts["totals"]["distance_m"] == 7100
    assert {each.context.basis for each in found.samples} == {Basis(ZoneKnown.OFFSET, 60)}


def test_the_day_of_the_export_is_left_to_the_next(tmp_path: Path) -> None:
    """Its sums still grow; a later export would bring other numbers for the same day."""
    found = read(tmp_path, [{**DAY, "wellnessEndTimeGmt": "2026-03-04T11:00:00.0"}])
    assert not found.samples
    assert found.notices == {Note.NOT_IMPORTED: 1}


def test_a_day_without_times_is_the_day_in_the_zone_shown(tmp_path: Path) -> None:
    row = {"calendarDate": "2026-03-29", "totalKilocalories": 2000.0, "totalSteps": 5}
    found = read(tmp_path, [row])
    (steps,) = found.of("StepsPerDay")
    assert steps.duration_ms == 23 * 3_600_000  # the clocks go forward
    assert steps.context.basis == Basis(ZoneKnown.ASSUMED, 60)
    assert found.notices == {Note.ZONE_ASSUMED: 1}


def test_a_night_is_sleep_with_the_lengths_of_its_stages(tmp_path: Path) -> None:
    found = read(tmp_path, [NIGHT])
    (sleep,) = found.of("SleepAnalysis")
    assert (sleep.code, sleep.duration_ms) == ("asleep", 27_000_000)
    (night,) = found.episodes
    assert night.kind == "SleepSession"
    assert (night.facts["deep_s"], night.facts["awake_s"]) == (5400, 1200)
    assert [each.number for each in found.of("SleepScore")] == [77]


def test_a_night_without_the_watch_is_nothing(tmp_path: Path) -> None:
    empty = {"calendarDate": "2026-03-05", "sleepStartTimestampGMT": None}
    unworn = {**NIGHT, **dict.fromkeys((key for key in NIGHT if key.endswith("Seconds")), 0)}
    found = read(tmp_path, [NIGHT, empty, unworn])
    assert len(found.episodes) == 1
    assert found.notices == {Note.PLACEHOLDER_SKIPPED: 2}


def test_a_weight_is_in_grams_and_nought_is_no_reading(tmp_path: Path) -> None:
    typed = {**WEIGHT, "weight": {**WEIGHT["weight"], "sourceType": "MANUAL"}}
    iso = {"weight": 80_000, "timestampGMT": "2026-03-05T06:00:00.0"}
    found = read(tmp_path, [WEIGHT, typed, {**WEIGHT, "weight": iso}, {"metaData": {}}])
    weights = found.of("BodyMass")
    assert [(each.number, each.context.unit) for each in weights[:1]] == [(82_300, "g")]
    assert [each.context.flags for each in weights] == [Flag.NONE, Flag.BY_HAND, Flag.NONE]
    assert not found.of("BodyFatPercentage")
    assert found.notices == {Note.NOT_IMPORTED: 1}


def test_health_status_is_of_the_day(tmp_path: Path) -> None:
    found = read(tmp_path, [STATUS])
    assert values(found) == {
        "HeartRateVariabilityRMSSD": (44, 86_400),
        "OxygenSaturation": (95, 86_400),
    }
    assert found.notices == {Note.ZONE_ASSUMED: 1}


def test_an_activity_without_a_file_is_a_workout(tmp_path: Path) -> None:
    found = read(tmp_path, activities(ACTIVITY))
    (workout,) = found.episodes
    assert (workout.kind, workout.code, workout.identity) == ("Workout", "running", "990000001")
    assert (workout.start_ms, workout.duration_ms) == (NOON * 1000, 1_800_000)
    assert workout.facts["totals"]["distance_m"] == 5020
    assert workout.facts["totals"]["ascent_m"] == 63
    assert workout.context.basis == Basis(ZoneKnown.OFFSET, 60)
    assert "55.5" not in repr(workout)
    assert "energy" not in repr(workout.facts)


def test_a_ride_without_a_file_keeps_its_distance(tmp_path: Path) -> None:
    ride = {**ACTIVITY, "activityType": {"typeKey": "road_biking"}, "vO2MaxValue": 48}
    found = read(tmp_path, activities(ride))
    assert values(found) == {"DistanceCycling": (5020, 1800), "VO2Max": (48, 0)}


def test_a_triathlon_counts_by_its_parts(tmp_path: Path) -> None:
    found = read(tmp_path, activities({**ACTIVITY, "parent": True}, ACTIVITY))
    assert len(found.episodes) == 1
    assert found.notices == {Note.COPY_SKIPPED: 1}


def export(folder: Path) -> Path:
    """An export as Garmin packs it: a zip with the JSON, and a zip of FIT files inside."""
    inner = BytesIO()
    with zipfile.ZipFile(inner, "w") as nested:
        nested.writestr("someone@example.org_1.fit", fit.activity(NOON + 20))
        nested.writestr("someone@example.org_2.fit", fit.whole([fit.file_id(2, NOON)]))
    place = folder / "export.zip"
    profile = {"firstName": "Synthia", "nested": [{"emailAddress": "synthia@example.org"}]}
    other = {**ACTIVITY, "activityId": 990_000_002, "beginTimestamp": 0}
    other |= {"startTimeGmt": (NOON + 86_400) * 1000}
    with zipfile.ZipFile(place, "w") as outer:
        base = "DI_CONNECT/DI-Connect-"
        outer.writestr(f"{base}Uploaded-Files/UploadedFiles_Part1.zip", inner.getvalue())
        outer.writestr(
            f"{base}Fitness/someone@example.org_0_summarizedActivities.json",
            activities(ACTIVITY, other),
        )
        outer.writestr(f"{base}Wellness/2026_70000001_sleepData.json", json.dumps([NIGHT]))
        outer.writestr(f"{base}User/user_profile.json", json.dumps(profile))
    return place


def test_an_activity_with_a_file_is_read_from_the_file(tmp_path: Path) -> None:
    place = export(tmp_path)
    assert recognise(place) == {"fit": 2, "garmin": 3}
    found = read_file(FORMAT, place)
    workouts = [each for each in found.episodes if each.kind == "Workout"]
    assert [each.identity for each in workouts] == ["990000002"]
    assert found.notices == {Note.COPY_SKIPPED: 1, Note.NOT_IMPORTED: 1}
    both = read_file(fit_format.FORMAT, place)
    assert len([each for each in both.episodes if each.kind == "Workout"]) == 1


def test_settings_at_the_same_time_are_no_activity(tmp_path: Path) -> None:
    """Only a file of the kind activity stands for one in the list."""
    folder = tmp_path / "f"
    folder.mkdir()
    given(folder, activities(ACTIVITY))
    given(folder, fit.whole([fit.file_id(2, NOON)]), "b.fit")
    assert len(read_file(FORMAT, folder).episodes) == 1


def test_whoever_is_named_is_an_identifier_and_nothing_else(tmp_path: Path) -> None:
    found = read_file(FORMAT, export(tmp_path))
    kinds = {(each.kind, each.value, each.is_subject) for each in found.identifiers}
    assert kinds == {
        (IdentifierKind.EMAIL, "someone@example.org", True),
        (IdentifierKind.ACCOUNT, "70000001", True),
        (IdentifierKind.SERIAL, "3900000001", False),
        (IdentifierKind.NAME, "Synthia", False),
        (IdentifierKind.EMAIL, "synthia@example.org", False),
    }
    said = repr(found.samples) + repr(found.episodes)
    for value in ("someone", "70000001", "3900000001", "Synthia", "Synthetic run"):
        assert value not in said


BAD_ROWS = (
    ([{**DAY, "totalSteps": "many"}], Fault.NUMBER_UNREADABLE),
    ([{**DAY, "wellnessEndTimeGmt": "2026-03-01T00:00:00.0"}], Fault.TIME_ABSURD),
    ([{**DAY, "wellnessStartTimeGmt": "soon"}], Fault.TIME_UNREADABLE),
    ([{**NIGHT, "sleepEndTimestampGMT": None}], Fault.TIME_MISSING),
    ([{**WEIGHT, "weight": 82}], Fault.SHAPE_UNKNOWN),
    ([{**WEIGHT, "weight": {"weight": 82, "timestampGMT": 1e18}}], Fault.TIME_UNREADABLE),
    ([{**STATUS, "calendarDate": "2026-02-30"}], Fault.TIME_UNREADABLE),
)


@pytest.mark.parametrize(("rows", "fault"), BAD_ROWS)
def test_a_bad_row_is_reported_and_leaves_nothing(
    tmp_path: Path, rows: list[dict[str, Any]], fault: Fault
) -> None:
    found = read(tmp_path, rows)
    assert not found.samples
    assert not found.episodes
    assert found.unreadable == [Unreadable("byte 1", fault)]


def test_the_place_of_a_bad_activity_is_its_byte(tmp_path: Path) -> None:
    data = activities(ACTIVITY, {**ACTIVITY, "distance": "far"})
    found = read(tmp_path, data)
    place = data.index(b'{"activityId"', 60)
    assert found.unreadable == [Unreadable(f"byte {place}", Fault.NUMBER_UNREADABLE)]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (activities(ACTIVITY)[:-30], FileCut),
        (activities(ACTIVITY)[:-1] + b', {"more": 1}]', FileDamaged),
        (json.dumps([NIGHT, NIGHT]).encode()[:-40], FileCut),
    ],
)
def test_cut_and_damaged_files_are_refused(
    tmp_path: Path, data: bytes, error: type[Exception]
) -> None:
    with pytest.raises(error):
        read(tmp_path, data)


def test_every_type_and_kind_that_is_made_is_known(tmp_path: Path) -> None:
    for number, rows in enumerate(([DAY], [NIGHT], [WEIGHT], [STATUS], [ACTIVITY])):
        folder = tmp_path / str(number)
        folder.mkdir()
        found = read(folder, activities(*rows) if rows[0] is ACTIVITY else rows)
        assert all(sample_type(each.type) for each in found.samples)
        assert all(episode_kind(each.kind) for each in found.episodes)


# A byte order mark is only looked for in the first piece, which is never so small in truth.
PIECES = [
    (text, size)
    for text in (b'[{"a": [1, 2]}]', b'\xef\xbb\xbf [ {"a":[]} ]  \n', b"[]")
    for size in (1, 2, 3, 7, 64, 5000)
    if size > 4 or text.startswith(b"[")
]


@pytest.mark.parametrize(("text", "size"), PIECES)
def test_a_list_of_one_is_unwrapped_however_it_is_cut(text: bytes, size: int) -> None:
    stream = Unwrapped(BytesIO(text))
    found = b"".join(iter(lambda: stream.read(size), b""))
    inner = text.removeprefix(b"\xef\xbb\xbf").strip()[1:-1].strip()
    assert found.strip() == inner
    assert stream.read(size) == b""


def test_files_of_others_are_not_taken_for_garmin() -> None:
    for file in real_files("*/*.*") + real_files("*/*/*.json"):
        if file.stat().st_size:
            assert "garmin" not in recognise(file)
