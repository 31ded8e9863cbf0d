"""Apple Health into a vault: units, what comes again, and what an export grows by."""

import math
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest

from bench.apple_export import Written, write_export
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF
from datadonor.records.types import type_of_apple
from datadonor.sources.found import Note
from datadonor.sources.pipeline import Report, import_parcel
from tests.synthetic_apple import WATCH, element, export, pack, quantity, record

AT = "2026-05-01 08:00:00 +0200"
RECORDS: Final = 4_000
GROWN: Final = 7_000


def give(opened: OpenVault, place: Path) -> dict[str, Report]:
    return {report.format: report for report in import_parcel(opened, place, SELF)}


def rows(opened: OpenVault, query: str) -> list[tuple[Any, ...]]:
    return list(opened.vault.connection.rows(query))


def counts(opened: OpenVault, query: str) -> Counter[str]:
    return Counter(dict(rows(opened, query)))


# -- units --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "unit", "expected"),
    [
        ("BodyMass", "154", "lb", 69.85322498),
        ("BodyMass", "11", "st", 69.85322498),
        ("BodyMass", "70", "kg", 70),
        ("Height", "5.5", "ft", 167.64),
        ("BloodGlucose", "5", "mmol<180.1558800000541>/L", 5),
        ("BloodGlucose", "90.07794", "mg/dL", 5),
        ("OxygenSaturation", "0.97", "%", 97),
        ("BodyFatPercentage", "0.31", "%", 31),
        ("BodyTemperature", "98.6", "degF", 37),
        ("HeartRate", "72", "count/min", 72),
        ("VO2Max", "33.1", "mL/min·kg", 33.1),
        ("PhysicalEffort", "2.5", "kcal/hr·kg", 2.5),
        ("ActiveEnergyBurned", "100", "Cal", 100),
        ("ActiveEnergyBurned", "418.4", "kJ", 100),
        ("DistanceWalkingRunning", "1", "mi", 1609.344),
        ("WalkingSpeed", "3.6", "km/hr", 1),
        ("EnvironmentalAudioExposure", "71", "dBASPL", 71),
        ("DietaryWater", "250", "mL", 0.25),
        ("HeartRateVariabilitySDNN", "41", "ms", 41),
    ],
)
def test_units_of_every_setting_come_to_one(
    opened: OpenVault, tmp_path: Path, name: str, value: str, unit: str, expected: float
) -> None:
    """Units follow the person's settings; the vault has one for each type."""
    place = pack(export(quantity(name, AT, value, unit)), tmp_path / "a.zip")
    give(opened, place)
    [(number, stored, flags, raw)] = rows(
        opened,
        "SELECT number, sample_type.unit, flags, context.unit FROM sample "
        "JOIN sample_type ON type_id = sample_type.id JOIN context ON context_id = context.id",
    )
    kind = type_of_apple(f"HKQuantityTypeIdentifier{name}")
    assert kind is not None
    assert (stored, flags, raw) == (kind.unit, 0, unit)
    if stored == "mg/dL":
        expected *= 18.015588
    assert math.isclose(number, expected, rel_tol=1e-6)


def test_a_unit_that_nobody_knows_is_kept_and_marked(opened: OpenVault, tmp_path: Path) -> None:
    give(opened, pack(export(quantity("BodyMass", AT, "7", "lispund")), tmp_path / "a.zip"))
    [row] = rows(
        opened,
        "SELECT number, sample_type.unit, flags FROM sample JOIN context ON context_id = "
        "context.id JOIN sample_type ON type_id = sample_type.id",
    )
    assert row == (7, "lispund", 4)


def test_one_device_is_one_source_in_the_vault(opened: OpenVault, tmp_path: Path) -> None:
    texts = [
        record("HKQuantityTypeIdentifierHeartRate", AT.replace("00:00", f"{at:02}:00"),
               value="72", unit="count/min", device=WATCH.replace("282a45810", f"28{at:x}"))
        for at in range(60)
    ]  # fmt: skip
    give(opened, pack(export(*texts), tmp_path / "a.zip"))
    for table in ("source", "context", "sample_type"):
        assert len(rows(opened, f"SELECT * FROM {table}")) == 1, table
    assert len(rows(opened, "SELECT * FROM sample")) == 60


# -- the whole of an export ------------------------------------------------------------


def in_the_vault(opened: OpenVault) -> dict[str, Any]:
    """Count what the generator counts."""
    facts = "SELECT sum(json_array_length(facts, '$.{}')) FROM episode WHERE kind = '{}'"
    traces = "SELECT sum(count) FROM trace JOIN episode ON id = episode_id WHERE kind = '{}' "
    number = opened.vault.connection.number
    kinds = counts(opened, "SELECT kind, count(*) FROM episode GROUP BY kind")
    return {
        "samples": counts(
            opened,
            # Those that a laboratory's document told as well were not written as records.
            "SELECT sample_type.name, count(*) FROM sample "
            "JOIN sample_type ON sample_type.id = type_id JOIN context ON context.id = context_id "
            "JOIN import ON import.id = import_id AND format = 'apple_health' GROUP BY 1",
        ),
        "kinds": kinds,
        "members": number(facts.format("members", "BloodPressure")),
        "statistics": number(facts.format("statistics", "Workout")),
        "events": number(facts.format("events", "Workout")),
        "activities": number(facts.format("activities", "Workout")),
        "beats": number(traces.format("HeartbeatSeries") + "AND name = 'rate'"),
        "points": number(traces.format("Route") + "AND name = 'latitude'"),
        "observations": number("SELECT count(*) FROM document WHERE kind = 'Observation'"),
    }


def as_written(written: Written) -> dict[str, Any]:
    named: Counter[str] = Counter()
    for identifier, number in written.records.items():
        kind = type_of_apple(identifier)
        named[identifier if kind is None else kind.id] += number
    return {
        "samples": named,
        "kinds": Counter(
            {
                "Workout": written.workouts,
                "BloodPressure": written.correlations,
                "HeartbeatSeries": written.beat_lists,
                "Route": written.routes,
                "Electrocardiogram": written.ecgs,
                "ActivityDay": written.activity_summaries,
                "Audiogram": written.audiograms,
            }
        ),
        "members": written.correlation_children,
        "statistics": written.workout_statistics,
        "events": written.workout_events,
        "activities": written.workout_activities,
        "beats": written.beats,
        "points": written.route_points,
        "observations": written.clinical_records,
    }


def test_nothing_is_lost_and_nothing_doubled(opened: OpenVault, tmp_path: Path) -> None:
    """First an export, then the same again, then the same life some days later."""
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    written = write_export(first, RECORDS)
    reports = give(opened, first)
    assert in_the_vault(opened) == as_written(written)
    assert not any(report.unreadable_count for report in reports.values())
    assert reports["apple_health"].notices == {Note.ZONE_ASSUMED: written.activity_summaries}

    before = in_the_vault(opened)
    again = give(opened, first)
    assert {report.added for report in again.values()} == {0}
    assert in_the_vault(opened) == before

    grown = write_export(second, GROWN)
    assert grown.workouts > written.workouts  # else it would say little
    new = give(opened, second)
    assert in_the_vault(opened) == as_written(grown)
    episodes = ("workouts", "correlations", "beat_lists", "ecgs", "activity_summaries")
    more = sum(getattr(grown, name) - getattr(written, name) for name in (*episodes, "audiograms"))
    assert new["apple_health"].added == grown.total - written.total + more


def test_a_fault_of_one_record_would_be_seen(opened: OpenVault, tmp_path: Path) -> None:
    written = write_export(tmp_path / "a.zip", RECORDS)
    give(opened, tmp_path / "a.zip")
    with opened.log.transaction(SELF) as recording:
        recording.connection.execute(
            "DELETE FROM sample WHERE (type_id, start_ms) IN "
            "(SELECT type_id, start_ms FROM sample JOIN sample_type ON id = type_id "
            "WHERE name = 'HeartRate' LIMIT 1)"
        )
    assert in_the_vault(opened) != as_written(written)


# -- what changes between two exports ------------------------------------------------------


def test_a_workout_told_in_other_units_is_the_same(opened: OpenVault, tmp_path: Path) -> None:
    """Who changes a setting between two exports has not run twice."""

    def run(distance: str, unit: str) -> str:
        end = AT.replace("08:", "09:")
        said = {"workoutActivityType": "HKWorkoutActivityTypeRunning", "sourceName": "Ur"}
        totals = {"totalDistance": distance, "totalDistanceUnit": unit}
        return element("Workout", said | totals | {"startDate": AT, "endDate": end})

    give(opened, pack(export(run("10", "km")), tmp_path / "a.zip"))
    give(opened, pack(export(run("6.21371", "mi")), tmp_path / "b.zip"))
    assert len(rows(opened, "SELECT * FROM episode")) == 1


def test_a_record_told_in_other_units_stands_once(opened: OpenVault, tmp_path: Path) -> None:
    """Who changes kg to lb gets everything again in lb: the same reading, kept as first told."""
    kg = export(quantity("BodyMass", AT, "70", "kg"), quantity("BodyMass", AT, "71", "kg"))
    give(opened, pack(kg, tmp_path / "a.zip"))
    lb = [quantity("BodyMass", AT, number, "lb") for number in ("154.324", "156.528", "160")]
    report = give(opened, pack(export(*lb), tmp_path / "b.zip"))
    numbers = sorted(number for (number,) in rows(opened, "SELECT number FROM sample"))
    assert numbers[:2] == [70, 71]
    assert math.isclose(numbers[2], 160 * 0.45359237), "a third one at that moment is new"
    assert len(numbers) == 3
    assert report["apple_health"].duplicates == 2
