"""Apple Health: what is no plain record."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from datadonor.records.sample import DeviceClass, Episode, Flag, ZoneKnown
from datadonor.sources.formats.apple_health import FORMAT
from datadonor.sources.found import Fault, Note
from tests.importing import Yielded, read_file
from tests.synthetic_apple import element, entry, export, quantity, record

AT = "2026-05-01 08:00:00 +0200"
LATER = "2026-05-01 09:00:00 +0200"
AT_MS = 1_777_615_200_000
HOUR_MS = 3_600_000
SPAN = {"startDate": AT, "endDate": LATER}
RUN = {"workoutActivityType": "HKWorkoutActivityTypeRunning", "sourceName": "Ur", **SPAN}
VARIABILITY = "HKQuantityTypeIdentifierHeartRateVariabilitySDNN"
NARROW = "\u202f"


def read_elements(tmp_path: Path, *elements: str) -> Yielded:
    (tmp_path / "fil").write_bytes(export(*elements))
    return read_file(FORMAT, tmp_path / "fil")


def the_episode(tmp_path: Path, *elements: str) -> Episode:
    found = read_elements(tmp_path, *elements)
    assert not found.unreadable
    [episode] = found.episodes
    return episode


# -- workouts -------------------------------------------------------------------------


def statistic(kind: str, **more: str) -> str:
    said = {"type": f"HKQuantityTypeIdentifier{kind}", **more}
    return element("WorkoutStatistics", said)


def test_a_workout_whole(tmp_path: Path) -> None:
    heart = {"average": "120.5", "minimum": "80", "maximum": "150", "unit": "count/min"}
    activity = element(
        "WorkoutActivity",
        {"uuid": "SECRET-1", **SPAN, "duration": "60", "durationUnit": "min"},
        [statistic("StepCount", sum="900", unit="count"), entry("WOIntervalStepKeyPath", "0.0.0")],
    )
    workout = element(
        "Workout",
        RUN | {"duration": "60", "durationUnit": "min"},
        [
            entry("HKTimeZone", "Europe/Copenhagen"),
            entry("HKIndoorWorkout", "0"),
            entry("HKAverageMETs", "8.1 kcal/hr·kg"),
            entry("HKExternalUUID", "SECRET-2"),
            entry("HKMetadataKeySyncIdentifier", "SECRET-3"),
            entry("Strava Activity ID", "SECRET-4"),
            entry("HKWorkoutBrandName", "SECRET-5"),
            element(
                "WorkoutEvent",
                {"type": "HKWorkoutEventTypePause", "date": AT, "duration": "2"},
                [entry("HKSwimmingStrokeStyle", "2"), entry("HKSyncIdentifier", "SECRET-6")],
            ),
            statistic("HeartRate", **SPAN, **heart),
            activity,
            element("WorkoutRoute", SPAN, [element("FileReference", {"path": "/r/rute.gpx"})]),
        ],
    )
    episode = the_episode(tmp_path, workout)
    assert (episode.kind, episode.code) == ("Workout", "running")
    assert (episode.start_ms, episode.duration_ms) == (AT_MS, HOUR_MS)
    assert episode.context.basis == (ZoneKnown.ZONE, None, "Europe/Copenhagen")
    steps = {"type": "StepCount", "sum": 900.0, "unit": "count"}
    span = {"startDate": AT_MS, "endDate": AT_MS + HOUR_MS}
    assert episode.facts == {
        "duration": {"value": 60.0, "unit": "min"},
        "metadata": {"IndoorWorkout": "0", "AverageMETs": "8.1 kcal/hr·kg"},
        "events": [
            {
                "type": "Pause",
                "date": AT_MS,
                "duration": 2.0,
                "unit": None,
                "metadata": {"SwimmingStrokeStyle": "2"},
            }
        ],
        "statistics": [
            {
                "type": "HeartRate",
                "average": 120.5,
                "minimum": 80.0,
                "maximum": 150.0,
                "unit": "count/min",
                **span,
            }
        ],
        "activities": [{**span, "duration": {"value": 60.0, "unit": "min"}, "statistics": [steps]}],
        "routes": ["/r/rute.gpx"],
    }


def test_totals_of_old_exports(tmp_path: Path) -> None:
    said = {
        "totalDistance": "5.2",
        "totalDistanceUnit": "km",
        "totalEnergyBurned": "410",
        "totalEnergyBurnedUnit": "Cal",
    }
    facts = the_episode(tmp_path, element("Workout", RUN | said)).facts
    assert facts == {
        "totalDistance": {"value": 5.2, "unit": "km"},
        "totalEnergyBurned": {"value": 410.0, "unit": "Cal"},
    }


def test_a_statistic_that_begins_twice(tmp_path: Path) -> None:
    """Telephones of iOS 16 wrote the end under the name of the start, which is no XML."""
    twice = statistic("StepCount", **SPAN, sum="9").replace("endDate", "startDate")
    episode = the_episode(tmp_path, element("Workout", RUN, [twice]))
    [read] = episode.facts["statistics"]
    assert (read["startDate"], read["endDate"]) == (AT_MS, AT_MS + HOUR_MS)


def test_a_part_that_cannot_be_read_costs_not_the_workout(tmp_path: Path) -> None:
    parts = [statistic("StepCount", sum="nan"), statistic("StepCount", sum="9")]
    event = element("WorkoutEvent", {"type": "HKWorkoutEventTypePause", "date": "i går"})
    found = read_elements(tmp_path, element("Workout", RUN, [*parts, event]))
    assert len(found.episodes[0].facts["statistics"]) == 1
    assert "events" not in found.episodes[0].facts
    faults = [each.fault for each in found.unreadable]
    assert faults == [Fault.NUMBER_ABSURD, Fault.TIME_UNREADABLE]


def test_a_kind_of_workout_that_nobody_knows(tmp_path: Path) -> None:
    odd = RUN | {"workoutActivityType": "HKWorkoutActivityTypeOfTomorrow"}
    assert the_episode(tmp_path, element("Workout", odd)).code == "other"


def test_a_workout_typed_by_hand(tmp_path: Path) -> None:
    typed = element("Workout", RUN, [entry("HKWasUserEntered", "1")])
    assert the_episode(tmp_path, typed).context.flags is Flag.BY_HAND


def location(second: int, latitude: str = "56.1", **more: str) -> str:
    said = {
        "date": AT.replace("00:00 ", f"00:{second:02} "),
        "latitude": latitude,
        "longitude": "9.85",
        "altitude": "60",
        "course": "-1",
        "speed": "2.5",
    }
    return element("Location", said | more)


def test_a_route_inside_an_old_workout(tmp_path: Path) -> None:
    bad = [location(5, "nord"), location(6, "91"), location(7, date="i går")]
    points = [location(0), location(1), *bad, location(9)]
    route = element("WorkoutRoute", SPAN | {"sourceName": "Karen’s iPhone"}, points)
    found = read_elements(tmp_path, element("Workout", RUN, [route]))
    _, episode = found.episodes
    assert (episode.kind, episode.source.device) == ("Route", DeviceClass.PHONE)
    assert (episode.start_ms, episode.duration_ms) == (AT_MS, 9000)
    traces = {trace.name: list(trace.values) for trace in episode.traces}
    assert traces["time"] == [0, 1, 9]
    assert traces["latitude"] == [56.1] * 3  # and nobody was at 0° north
    assert "course" not in traces  # below nought: not known
    assert traces["speed"] == [2.5] * 3
    faults = [each.fault for each in found.unreadable]
    assert faults == [Fault.FIELD_MISSING, Fault.NUMBER_ABSURD, Fault.TIME_UNREADABLE]


# -- beats ------------------------------------------------------------------------------


def beats(clocks: Sequence[str], start: str = AT, **attributes: str) -> str:
    lines = [
        element("InstantaneousBeatsPerMinute", {"bpm": "61", "time": clock} | attributes)
        for clock in clocks
    ]
    text = record(VARIABILITY, start, value="40", unit="ms")
    inside = element("HeartRateVariabilityMetadataList", {}, lines)
    return text.replace("/>", f">{inside}</Record>", 1)


def times_of(tmp_path: Path, clocks: Sequence[str], start: str = AT) -> list[int]:
    episode = the_episode(tmp_path, beats(clocks, start))
    assert (episode.kind, episode.start_ms) == ("HeartbeatSeries", AT_MS_OF[start])
    assert list(episode.traces[0].values) == [61] * len(clocks)
    return [int(each) for each in episode.traces[1].values]


MIDNIGHT = "2026-05-01 23:59:59 +0200"
AT_MS_OF = {AT: AT_MS, MIDNIGHT: AT_MS + 16 * HOUR_MS - 1000}


@pytest.mark.parametrize(
    "clocks",
    [
        ["08.00.00,12", "08.00.01,13"],  # Danish
        ["8:00:00.12 AM", "8:00:01.13 AM"],
        [f"8:00:00.12{NARROW}AM", f"8:00:01.13{NARROW}AM"],
        ["8:00:00.12\u00a0a.\u00a0m.", "8:00:01.13\u00a0a.\u00a0m."],
        ["08:00:00.12", "08:00:01.13"],
        ["上午8:00:00.12", "上午8:00:01.13"],
        ["06:00:00,12", "06:00:01,13"],  # a clock in another zone than the dates
        ["11:45:00,12", "11:45:01,13"],
        ["08:00:00.120", "08:00:01.130499"],
    ],
)
def test_beats_in_the_clocks_of_many_languages(tmp_path: Path, clocks: list[str]) -> None:
    assert times_of(tmp_path, clocks) == [120, 1130]


@pytest.mark.parametrize(
    "clocks",
    [
        ["23.59.59,50", "00.00.00,25", "00.00.01"],
        ["11:59:59.50 PM", "12:00:00.25 AM", "12:00:01 AM"],
    ],
)
def test_beats_across_midnight(tmp_path: Path, clocks: list[str]) -> None:
    assert times_of(tmp_path, clocks, MIDNIGHT) == [500, 1250, 2000]


def test_beats_in_another_order_of_attributes(tmp_path: Path) -> None:
    usual = beats(["08.00.00,12", "08.00.01,13"])
    turned = usual.replace('bpm="61" time="08.00.01,13"', "time='08.00.01,13' bpm='61.0'")
    assert the_episode(tmp_path, turned) == the_episode(tmp_path, usual)


@pytest.mark.parametrize("wrong", [["i går"], ["08.00"], ["08.00.00,12", ""], ["8t 0m 0s"]])
def test_beats_that_no_clock_explains_cost_not_the_record(tmp_path: Path, wrong: list[str]) -> None:
    found = read_elements(tmp_path, beats(wrong))
    assert [each.number for each in found.samples] == [40]
    assert not found.episodes
    assert [each.fault for each in found.unreadable] == [Fault.SHAPE_UNKNOWN]


# -- what belongs together ----------------------------------------------------------------


def test_a_correlation_links_records_that_stand_by_themselves(tmp_path: Path) -> None:
    pair = [
        quantity("BloodPressureSystolic", AT, "128", "mmHg"),
        quantity("BloodPressureDiastolic", AT, "84", "mmHg"),
    ]
    said = {"type": "HKCorrelationTypeIdentifierBloodPressure", "startDate": AT, "endDate": AT}
    together = element("Correlation", said, [entry("HKWasUserEntered", "1"), *pair])
    found = read_elements(tmp_path, *pair, together)
    assert len(found.samples) == 2
    [episode] = found.episodes
    assert (episode.kind, episode.context.flags) == ("BloodPressure", Flag.BY_HAND)
    assert [(one["type"], one["value"]) for one in episode.facts["members"]] == [
        ("BloodPressureSystolic", 128.0),
        ("BloodPressureDiastolic", 84.0),
    ]
    assert [one["start_ms"] for one in episode.facts["members"]] == [AT_MS, AT_MS]


def test_a_meal_says_what_it_was(tmp_path: Path) -> None:
    said = {"type": "HKCorrelationTypeIdentifierFood", "startDate": AT, "endDate": AT}
    told = [entry("HKFoodType", "Rugbrød"), entry("HKFoodBrandName", "Hemmelig")]
    eaten = [quantity("DietaryEnergyConsumed", AT, "410", "kcal")]
    episode = the_episode(tmp_path, element("Correlation", said, told + eaten))
    assert episode.kind == "Food"
    assert episode.facts["metadata"] == {"FoodType": "Rugbrød"}


# -- days -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-05-01", 24), ("2026-03-29", 23), ("2025-10-26", 25)]
)
def test_a_day_is_the_day_where_the_person_lives(tmp_path: Path, day: str, hours: int) -> None:
    old = {"appleMoveMinutes": "40", "appleMoveMinutesGoal": "30"}
    new = {"appleMoveTime": "40", "appleMoveTimeGoal": "30"}
    rest = {"activeEnergyBurned": "310.5", "activeEnergyBurnedUnit": "kcal", "odd": "1"}
    for rings in (old, new):
        found = read_elements(
            tmp_path, element("ActivitySummary", {"dateComponents": day} | rings | rest)
        )
        [episode] = found.episodes
        assert episode.duration_ms == hours * HOUR_MS
        assert episode.context.basis.known is ZoneKnown.ASSUMED
        numbers: dict[str, Any] = {name: float(value) for name, value in rings.items()}
        assert episode.facts == numbers | {
            "activeEnergyBurned": 310.5,
            "activeEnergyBurnedUnit": "kcal",
        }
        assert found.notices == {Note.ZONE_ASSUMED: 1}


@pytest.mark.parametrize("day", ["", "i går", "9999-12-31", "0001-01-01", "2026-02-30"])
def test_a_day_that_is_none(tmp_path: Path, day: str) -> None:
    found = read_elements(tmp_path, element("ActivitySummary", {"dateComponents": day}))
    assert len(found.unreadable) == 1
    assert not found.episodes


def test_a_day_that_is_not_over_waits_for_a_later_export(tmp_path: Path) -> None:
    """Else it would stand there twice, with two counts of steps."""
    days = [
        element("ActivitySummary", {"dateComponents": f"2026-{day}", "appleStandHours": "3"})
        for day in ("05-31", "06-01")  # the synthetic export is of 1 June
    ]
    found = read_elements(tmp_path, *days)
    assert len(found.episodes) == 1
    assert found.notices[Note.NOT_IMPORTED] == 1


# -- hearing and sight ------------------------------------------------------------------------


def test_a_hearing_test(tmp_path: Path) -> None:
    said = {"frequencyValue": "500", "frequencyUnit": "Hz", "leftEarValue": "15"}
    points = [element("SensitivityPoint", said | {"leftEarUnit": "dBHL", "operator": "Hansen"})]
    episode = the_episode(tmp_path, element("Audiogram", SPAN | {"sourceName": "Klinik"}, points))
    assert episode.kind == "Audiogram"
    assert episode.facts == {
        "points": [
            {
                "frequencyValue": 500.0,
                "frequencyUnit": "Hz",
                "leftEarValue": 15.0,
                "leftEarUnit": "dBHL",
            }
        ]
    }


def test_a_prescription_for_glasses(tmp_path: Path) -> None:
    parts = [
        element("LeftEye", {"sphere": "-1.25", "axis": "90", "axisUnit": "deg"}),
        element("RightEye", {"sphere": "0.5"}),
        element("Attachment", {"identifier": "SECRET"}),
    ]
    said = {"type": "Glasses", "dateIssued": AT, "expirationDate": LATER, "sourceName": "Optiker"}
    episode = the_episode(tmp_path, element("VisionPrescription", said, parts))
    assert (episode.kind, episode.start_ms, episode.duration_ms) == ("VisionPrescription", AT_MS, 0)
    assert episode.facts == {
        "type": "Glasses",
        "expires": AT_MS + HOUR_MS,
        "LeftEye": {"sphere": -1.25, "axis": 90.0, "axisUnit": "deg"},
        "RightEye": {"sphere": 0.5},
    }
