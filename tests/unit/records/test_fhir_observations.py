"""Samples as Observations: every type, every kind of value, pairs."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datadonor.records.dictionaries import StoredType
from datadonor.records.fhir import Frame, Resource, system_url
from datadonor.records.fhir_observations import LOWER, UPPER, Mould, PairMould, type_concept
from datadonor.records.sample import Basis, Context, Flag, ZoneKnown
from datadonor.records.types import SampleType, TypeId, ValueKind, sample_types
from datadonor.texts import Language
from tests.fhir_rules import faults

FRAME = Frame(
    Language.DANISH,
    device={"reference": "Device/source-1", "display": "Et ur"},
    origin="https://datadonor.example/fhir/import/a",
)
CONTEXT = Context(Basis(ZoneKnown.OFFSET, 60))
START_MS = 1_700_000_000_000


def mould(name: str, context: Context = CONTEXT, unit: str | None = None) -> Mould:
    known = sample_types().get(TypeId(name))
    own = (known.unit or "") if known else ""
    return Mould(StoredType(1, TypeId(name), own if unit is None else unit), context, FRAME)


def one(
    name: str,
    number: float | None = None,
    code: str | None = None,
    context: Context = CONTEXT,
    unit: str | None = None,
) -> Resource:
    return mould(name, context, unit).observation("s1.2.3.4.5", START_MS, 0, number, code)


@pytest.mark.parametrize("known", sample_types().values(), ids=lambda known: known.id)
def test_every_type_and_answer_makes_a_valid_observation(known: SampleType) -> None:
    codes: list[str | None] = [*known.codes] or [None]
    for code in codes:
        number = 1.5 if known.value is ValueKind.NUMBER else None
        found = one(known.id, number, code)
        assert faults(found) == []
        assert any(each.startswith("value") for each in found)


def test_a_number_stands_with_its_unit_and_codes() -> None:
    found = one("HeartRate", 72.0)
    assert found["valueQuantity"] == {
        "value": 72,
        "unit": "/min",
        "system": "http://unitsofmeasure.org",
        "code": "/min",
    }
    systems = [each["system"] for each in found["code"]["coding"]]
    assert systems[0] == "http://loinc.org"
    assert "urn:oid:1.2.208.176.2.1" in systems
    assert systems[-1] == system_url("type")
    assert found["effectiveDateTime"] == "2023-11-14T23:13:20+01:00"


def test_only_the_codes_to_send_on_are_sent() -> None:
    """41653-7 is glucose in mg/dL and 8461-6 pressure lying down: they would be untrue."""
    sent = {
        each["code"]
        for name in ("BloodGlucose", "BloodPressureSystolic")
        for each in type_concept(TypeId(name), Language.ENGLISH)["coding"]
    }
    assert {"14743-9", "8480-6"} <= sent
    assert not {"41653-7", "8461-6"} & sent


def test_a_bound_is_a_number_with_a_comparator_in_the_unit_of_the_file() -> None:
    context = CONTEXT._replace(unit="mg/dL")
    assert one("BloodGlucose", code="<5,5", context=context)["valueQuantity"] == {
        "value": 5.5,
        "comparator": "<",
        "unit": "mg/dL",
        "system": "http://unitsofmeasure.org",
        "code": "mg/dL",
    }


def test_what_a_meter_shows_in_place_of_a_number_is_words() -> None:
    assert one("BloodGlucose", code="Low")["valueCodeableConcept"] == {"text": "Low"}
    assert "dataAbsentReason" in one("BloodGlucose", code=" ")


def test_an_answer_has_its_codes_and_words() -> None:
    found = one("SleepAnalysis", code="deep")["valueCodeableConcept"]
    assert found["coding"][-1] == {"system": system_url("answer"), "code": "deep"}
    assert found["text"]


def test_a_length_is_given_in_seconds() -> None:
    found = mould("MindfulSession").observation("s1", START_MS, 90_500, None, None)
    assert found["valueQuantity"]["value"] == 90.5
    assert found["valueQuantity"]["code"] == "s"
    assert "effectivePeriod" in found


def test_what_was_taken_back_is_marked() -> None:
    context = CONTEXT._replace(flags=Flag.RETRACTED)
    found = one("HeartRate", context=context)
    assert found["status"] == "entered-in-error"
    assert not any(each.startswith("value") for each in found)
    assert faults(found) == []


def test_a_number_whose_unit_is_not_known_names_no_ucum() -> None:
    context = CONTEXT._replace(unit="stone-ish", flags=Flag.UNCONVERTED)
    found = one("BodyMass", 11.5, context=context, unit="stone-ish")
    assert found["valueQuantity"] == {"value": 11.5, "unit": "stone-ish"}
    assert {"url": "converted", "valueBoolean": False} in found["extension"][0]["extension"]
    assert faults(found) == []


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_absent(number: float) -> None:
    found = one("HeartRate", number)
    assert found["dataAbsentReason"]["coding"][0]["code"] == "error"
    assert faults(found) == []


@given(
    name=st.text(min_size=0, max_size=40),
    number=st.none() | st.floats(),
    code=st.none() | st.text(max_size=40),
    unit=st.text(max_size=20),
)
def test_whatever_the_vault_holds_makes_a_valid_observation(
    name: str, number: float | None, code: str | None, unit: str
) -> None:
    """Names, units and words come from files, and may be anything."""
    context = CONTEXT._replace(unit=unit or None)
    assert faults(one(name, number, code, context, unit)) == []


def pair(
    upper: tuple[float | None, str | None], lower: tuple[float | None, str | None]
) -> Resource:
    made = PairMould(mould(UPPER), mould(LOWER), CONTEXT, FRAME)
    return made.observation("p1.2.3.4.5", START_MS, 0, upper, lower)


def test_two_pressures_are_one_observation_of_two_components() -> None:
    found = pair((128.0, None), (81.5, None))
    assert faults(found) == []
    assert found["code"]["coding"][0] == {"system": "http://loinc.org", "code": "85354-9"}
    assert [each["valueQuantity"]["value"] for each in found["component"]] == [128, 81.5]
    codes = [each["code"]["coding"][0]["code"] for each in found["component"]]
    assert codes == ["8480-6", "8462-4"]
    assert not any(each.startswith("value") for each in found)


def test_a_pressure_that_is_a_word_stays_a_word_in_a_pair() -> None:
    found = pair((None, "High"), (80.0, None))
    assert found["component"][0]["valueCodeableConcept"] == {"text": "High"}
    assert faults(found) == []


def test_english_is_english() -> None:
    frame = FRAME._replace(language=Language.ENGLISH)
    found = Mould(StoredType(1, TypeId("StepCount"), "{steps}"), CONTEXT, frame).code
    assert found["text"] == "Steps"
