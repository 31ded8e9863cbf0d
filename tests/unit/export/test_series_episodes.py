"""Episodes on their way out: what is told of a workout, which tracings go, and no place."""

import json
from array import array
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import pytest
from fhir.resources.R4B.observation import Observation

from consent.request import Dates, Resolution
from datadonor.records.fhir_episodes import MOST_VALUES
from datadonor.records.sample import (
    Basis,
    Context,
    DeviceClass,
    Episode,
    Source,
    Trace,
    ZoneKnown,
)
from datadonor.vault.database import Connection
from tests import fhir_rules
from tests.choice_cases import midnight_ms
from tests.series_cases import (
    bring_in_episodes,
    lines,
    selection,
    sent,
    stream,
    table,
    withheld,
)
from tests.stores import store_in_memory

NOON: Final = midnight_ms(date(2024, 6, 3)) + 43_200_000
HOUR_MS: Final = 3_600_000
PLUS_TWO: Final = Context(Basis(ZoneKnown.OFFSET, 120))
WATCH: Final = Source("Bodils ur", DeviceClass.WATCH)
PLACE: Final = array("d", [55.6761234, 55.6771234])


@pytest.fixture
def store() -> Iterator[Connection]:
    with store_in_memory() as connection:
        yield connection


def workout(**changes: Any) -> Episode:  # noqa: ANN401 - any field
    facts = {
        "statistics": [
            {"type": "DistanceWalkingRunning", "sum": 5.2, "unit": "km"},
            {"type": "HeartRate", "average": 140, "maximum": 171, "unit": "/min"},
            {"type": "ActiveEnergyBurned", "sum": 300, "unit": "kcal"},
        ],
        "metadata": {"note": "løb med Bodil"},
        "routes": ["/workout-routes/route_bodil.gpx"],
    }
    episode = Episode("Workout", NOON, HOUR_MS, WATCH, PLUS_TWO, "running", facts)
    return episode._replace(**changes)


def route() -> Episode:
    traces = (Trace("latitude", "deg", PLACE), Trace("longitude", "deg", PLACE))
    return Episode("Route", NOON, HOUR_MS, WATCH, PLUS_TWO, facts={"points": 2}, traces=traces)


def tracing(values: "array[float] | None" = None) -> Episode:
    facts = {"rate_hz": 512, "lead": "I", "classification": "Bodils sinusrytme"}
    voltage = Trace("voltage", "uV", values or array("d", [1.5, -2, 0.25]))
    extra = Trace("bodil", "uV", array("d", [7777.0]))
    return Episode(
        "Electrocardiogram", NOON, 30_000, WATCH, PLUS_TWO, None, facts, (voltage, extra)
    )


def require_r4(resource: dict[str, Any]) -> None:
    assert fhir_rules.faults(resource) == []
    Observation.model_validate(resource)


def test_a_workout_goes_with_the_numbers_on_the_list(store: Connection) -> None:
    bring_in_episodes(store, [workout()])
    found = stream(selection(store))
    (row,) = table(found, "episodes")
    del row["id"]
    assert row == {
        "kind": "Workout",
        "code": "running",
        "start": "2024-06-03T10:00:00Z",
        "end": "2024-06-03T11:00:00Z",
        "seconds": 3600,
        "distance": 5200,
        "energy": 300,
        "steps": None,
        "heart_rate_mean": 140,
        "heart_rate_high": 171,
        "device_class": "watch",
    }
    (line,) = lines(found)
    require_r4(line)
    assert [part["valueQuantity"]["value"] for part in line["component"]] == [
        3600, 5200, 300, 140, 171,
    ]  # fmt: skip
    assert b"odil" not in sent(found)[0].line


@pytest.mark.parametrize(
    "facts",
    [
        {"totals": {"distance_m": 5200.0}},
        {"totalDistance": {"value": 5.2, "unit": "km"}},
        {
            "totals": {"distance_m": "langt"},
            "statistics": [{"type": "Distance", "sum": 5.2, "unit": "km"}],
        },
    ],
)
def test_files_say_one_number_in_several_ways(store: Connection, facts: dict[str, Any]) -> None:
    bring_in_episodes(store, [workout(facts=facts)])
    (row,) = table(stream(selection(store)), "episodes")
    assert row["distance"] == 5200


@pytest.mark.parametrize(
    "facts",
    [
        {"totals": "Bodil"},
        {"totals": {"distance_m": True, "steps": [1], "energy_kcal": 1e300}},
        {"statistics": {"type": "HeartRate"}},
        {"statistics": ["Bodil", {"type": 7}, {"type": "HeartRate", "average": "Bodil"}]},
        {"statistics": [{"type": "HeartRate", "average": 140, "unit": "Bodil"}]},
        {"statistics": [{"type": "HeartRate", "average": 140, "unit": 8}]},
        {"totalDistance": {"value": None}},
    ],
)
def test_odd_facts_tell_nothing(store: Connection, facts: dict[str, Any]) -> None:
    bring_in_episodes(store, [workout(facts=facts)])
    found = stream(selection(store))
    (row,) = table(found, "episodes")
    names = ("distance", "energy", "steps", "heart_rate_mean", "heart_rate_high")
    assert [row[name] for name in names] == [None] * 5
    require_r4(lines(found)[0])


def test_a_word_that_is_no_kind_of_workout_stays(store: Connection) -> None:
    bring_in_episodes(store, [workout(code="løb med Bodil")])
    for resolution in Resolution:
        found = stream(selection(store, finest_resolution=resolution))
        assert len(sent(found)) == 1
        assert b"Bodil" not in sent(found)[0].line
        assert "Bodil" not in repr(sent(found)[0].rows)


def test_a_tracing_goes_raw_and_nothing_beside_it(store: Connection) -> None:
    bring_in_episodes(store, [tracing()])
    (line,) = lines(stream(selection(store, category="heart")))
    require_r4(line)
    _, trace = line["component"]
    assert trace["valueSampledData"]["data"] == "1.5 -2 0.25"
    assert trace["valueSampledData"]["period"] == 1.953125
    assert trace["code"]["coding"][0]["code"] == "131329"
    assert "odil" not in json.dumps(line)
    assert "7777" not in json.dumps(line)


@pytest.mark.parametrize("resolution", list(Resolution)[1:])
def test_coarser_than_raw_no_tracing_goes(store: Connection, resolution: Resolution) -> None:
    bring_in_episodes(store, [tracing(), tracing()._replace(start_ms=NOON + HOUR_MS)])
    found = stream(selection(store, category="heart", finest_resolution=resolution))
    assert not any(b"SampledData" in each.line for each in sent(found))
    rows = table(found, "summaries")
    assert sum(row["count"] for row in rows) == 2
    assert sum(row["total"] for row in rows) == 1


def test_a_very_long_tracing_goes_in_parts(store: Connection) -> None:
    bring_in_episodes(store, [tracing(array("d", range(MOST_VALUES + 5)))])
    whole, first, second = lines(stream(selection(store, category="heart")))
    for each in (whole, first, second):
        require_r4(each)
    members = [each["reference"] for each in whole["hasMember"]]
    assert members == [f"Observation/{first['id']}", f"Observation/{second['id']}"]
    assert second["component"][0]["valueSampledData"]["data"].endswith(str(MOST_VALUES + 4))


def test_a_route_goes_raw_where_places_were_asked_for(store: Connection) -> None:
    bring_in_episodes(store, [route()])
    (line,) = lines(stream(selection(store, category="location")))
    require_r4(line)
    assert line["component"][1]["valueSampledData"]["data"] == "55.6761234 55.6771234"


@pytest.mark.parametrize("resolution", list(Resolution)[1:])
def test_a_route_stays_where_it_may_not_go_whole(store: Connection, resolution: Resolution) -> None:
    bring_in_episodes(store, [route()])
    found = stream(selection(store, category="location", finest_resolution=resolution))
    assert sent(found) == []
    assert withheld(found) == {"place_dropped": 1}


def test_no_place_goes_with_a_workout(store: Connection) -> None:
    """Even if an importer should ever hang a route on a workout itself."""
    traces = (Trace("latitude", "deg", PLACE), Trace("speed", "m/s", PLACE))
    bring_in_episodes(store, [workout(traces=traces), route()])
    found = stream(selection(store))
    assert len(sent(found)) == 1
    assert b"55.67" not in sent(found)[0].line


def test_a_days_activity_is_a_day(store: Connection) -> None:
    midnight = midnight_ms(date(2024, 6, 3))
    bring_in_episodes(store, [Episode("ActivityDay", midnight, 24 * HOUR_MS, WATCH, PLUS_TWO)])
    (row,) = table(stream(selection(store, dates="shifted")), "episodes")
    assert (row["start"], row["end"]) == ("2024-03-25", None)


@pytest.mark.parametrize("dates", list(Dates))
@pytest.mark.parametrize("resolution", list(Resolution))
def test_workouts_are_counted_by_what_they_were(
    store: Connection, resolution: Resolution, dates: Dates
) -> None:
    runs = [workout(start_ms=NOON + nth * 60_000, facts={}, code="running") for nth in range(3)]
    bring_in_episodes(store, [*runs, workout(code="cycling")])
    found = stream(selection(store, finest_resolution=resolution, dates=dates))
    for line in lines(found):
        require_r4(line)
    if resolution is Resolution.RAW:
        assert len(sent(found)) == 4
        return
    rows = {row["code"]: (row["count"], row["total"]) for row in table(found, "summaries")}
    assert rows == {"running": (3, 180), "cycling": (1, 60)}
