"""Episodes as Observations: each kind, short and very long rows of numbers, odd facts."""

import base64
import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from datadonor.records.episodes import episode_kinds
from datadonor.records.fhir import Frame, Resource, extension_url
from datadonor.records.fhir_episodes import (
    MOST_VALUES,
    StoredEpisode,
    StoredTrace,
    episode_resources,
    sampled_text,
)
from datadonor.records.sample import Basis, Context, ZoneKnown
from datadonor.texts import Language
from tests.fhir_rules import faults

FRAME = Frame(Language.ENGLISH, device={"reference": "Device/source-1"})
CONTEXT = Context(Basis(ZoneKnown.OFFSET, 60))


def episode(
    kind: str = "Workout",
    facts: dict[str, Any] | None = None,
    traces: tuple[StoredTrace, ...] = (),
    code: str | None = None,
) -> StoredEpisode:
    text = json.dumps(facts or {})
    return StoredEpisode(kind, 1_700_000_000_000, 60_000, code, text, traces, CONTEXT)


def resources(told: StoredEpisode, frame: Frame = FRAME) -> list[Resource]:
    found = list(episode_resources("e7", told, frame))
    assert [fault for each in found for fault in faults(each)] == []
    return found


def facts_of(resource: Resource) -> Any:  # noqa: ANN401 - whatever stood there
    url = extension_url("facts")
    (found,) = (each for each in resource["extension"] if each["url"] == url)
    if "valueString" in found:
        return json.loads(found["valueString"])
    return json.loads(base64.b64decode(found["valueAttachment"]["data"]))


@pytest.mark.parametrize("kind", [*episode_kinds(), "SomethingNew", "odd  name"])
def test_every_kind_makes_a_valid_observation(kind: str) -> None:
    trace = StoredTrace("time", "s", np.array([0.0, 0.5, math.nan]))
    (found,) = resources(episode(kind, {"a": 1, "b": {"value": 2.5, "unit": "km"}}, (trace,)))
    assert facts_of(found) == {"a": 1, "b": {"value": 2.5, "unit": "km"}}
    assert found["component"][-1]["valueSampledData"]["data"] == "0 0.5 E"


def test_a_workout_says_which_it_was() -> None:
    (found,) = resources(episode(code="running"))
    assert found["valueCodeableConcept"]["text"] == "Running"
    assert found["code"]["coding"][0]["code"] == "73985-4"
    (strange,) = resources(episode(code="quidditch"))
    assert strange["valueCodeableConcept"] == {"text": "quidditch"}


def test_a_tracing_has_its_period_lead_and_unit() -> None:
    trace = StoredTrace("voltage", "uV", np.array([12.3, -0.1, 7.0], np.float32))
    facts = {"rate_hz": 512, "lead": "I"}
    (found,) = resources(episode("Electrocardiogram", facts, (trace,)))
    component = found["component"][-1]
    assert component["code"]["coding"][0] == {
        "system": "urn:iso:std:iso:11073:10101",
        "code": "131329",
    }
    assert component["valueSampledData"] == {
        "origin": {
            "value": 0,
            "unit": "uV",
            "system": "http://unitsofmeasure.org",
            "code": "uV",
        },
        "period": 1.953125,
        "dimensions": 1,
        "data": "12.3 -0.1 7",
    }


@pytest.mark.parametrize("rate", [0, -5, "512", None, True])
def test_a_tracing_without_a_rate_claims_no_period(rate: object) -> None:
    trace = StoredTrace("voltage", "uV", np.array([1.0]))
    (found,) = resources(episode("Electrocardiogram", {"rate_hz": rate}, (trace,)))
    assert "period" not in found["component"][-1]["valueSampledData"]


def test_points_with_times_of_their_own_claim_no_period() -> None:
    traces = (
        StoredTrace("latitude", "deg", np.array([55.1, 55.2])),
        StoredTrace("time", "s", np.array([0.0, 1.0])),
    )
    (found,) = resources(episode("Route", {}, traces))
    for component in found["component"]:
        assert "period" not in component["valueSampledData"]
        assert "_period" in component["valueSampledData"]


def test_a_very_long_row_comes_in_parts_that_give_it_back() -> None:
    count = 2 * MOST_VALUES + 3
    traces = (
        StoredTrace("latitude", "deg", np.arange(count) / 7),
        StoredTrace("time", "ms", np.arange(count)),
    )
    whole, *parts = resources(episode("Route", {"points": count}, traces))
    assert [each["reference"] for each in whole["hasMember"]] == [
        f"Observation/{each['id']}" for each in parts
    ]
    firsts = [each["extension"][-1]["valueInteger"] for each in parts]
    assert firsts == [0, MOST_VALUES, 2 * MOST_VALUES]
    read: list[float] = []
    for each in parts:
        read += map(float, each["component"][0]["valueSampledData"]["data"].split())
    assert read == traces[0].values.tolist()


def test_a_row_of_the_widest_numbers_still_fits_a_string() -> None:
    widest = np.full(MOST_VALUES, -2.2250738585072014e-308)
    resources(episode("Route", {}, (StoredTrace("latitude", "deg", widest),)))


def test_facts_too_long_for_a_string_are_attached() -> None:
    facts = {"notes": "æ" * 600_000}
    (found,) = resources(episode(facts=facts))
    assert facts_of(found) == facts


def test_facts_can_be_kept_back() -> None:
    told = episode(facts={"metadata": {"where": "home"}})
    (found,) = resources(told, FRAME._replace(tells_origin=False))
    assert "extension" not in found


def test_a_pair_of_pressures_is_not_counted_twice() -> None:
    """Its numbers are samples, and stand under 85354-9 already."""
    (found,) = resources(episode("BloodPressure", {"members": [{"type": "x", "value": 120}]}))
    assert [each["system"] for each in found["code"]["coding"]] == [
        "https://datadonor.example/fhir/CodeSystem/episode"
    ]
    assert "component" not in found


def test_a_hearing_test_gives_each_ear_and_pitch() -> None:
    points = [
        {"frequencyValue": 1000.0, "frequencyUnit": "Hz", "leftEarValue": 15, "leftEarUnit": "dB"},
        {"frequencyValue": 2000, "rightEarValue": -5.5},
        {"leftEarValue": 3},
        "odd",
    ]
    (found,) = resources(episode("Audiogram", {"points": points}))
    told = [(each["code"]["text"], each["valueQuantity"]["value"]) for each in found["component"]]
    assert told == [("leftEar 1000 Hz", 15), ("rightEar 2000", -5.5)]


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(
    facts=st.dictionaries(
        st.sampled_from(["points", "rate_hz", "lead", "value", "unit", ""]), _JSON, max_size=4
    ),
    kind=st.sampled_from(["Workout", "Audiogram", "Electrocardiogram", "ActivityDay"]),
)
def test_whatever_the_facts_are_the_resource_is_valid(facts: dict[str, Any], kind: str) -> None:
    (found,) = resources(episode(kind, facts, (StoredTrace("x", "", np.array([1])),)))
    if facts:
        assert facts_of(found) == facts


@given(st.lists(st.floats(allow_infinity=False)))
def test_a_row_of_doubles_reads_back_the_same(values: list[float]) -> None:
    read = [
        math.nan if each == "E" else float(each)
        for each in sampled_text(np.array(values, np.float64)).split()
    ]
    assert np.array_equal(read, values, equal_nan=True)


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False, width=32)))
def test_a_row_of_singles_reads_back_the_same(values: list[float]) -> None:
    stored = np.array(values, np.float32)
    read = np.array(sampled_text(stored).split(), np.float32)
    assert np.array_equal(read, stored)
