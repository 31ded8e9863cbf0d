"""Times, numbers, units and words as FHIR R4 writes them."""

import math
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datadonor.records import fhir
from datadonor.records.fhir import Clock, Origin, Resource
from datadonor.records.sample import Basis, Context, DeviceClass, Flag, Source, ZoneKnown
from datadonor.records.units import Dialect
from datadonor.texts import Language
from tests.fhir_rules import faults

NOON_MS = 1_717_243_200_000  # 2024-06-01T12:00:00Z
OBSERVED: Resource = {
    "resourceType": "Observation",
    "id": "s1.2.3.4.5",
    "status": "final",
    "code": {"text": "Puls"},
    "subject": {"reference": "Patient/me"},
}


@pytest.mark.parametrize(
    ("basis", "written"),
    [
        (Basis(ZoneKnown.OFFSET, 120), "2024-06-01T14:00:00+02:00"),
        (Basis(ZoneKnown.OFFSET, -570), "2024-06-01T02:30:00-09:30"),
        (Basis(ZoneKnown.OFFSET, 0), "2024-06-01T12:00:00+00:00"),
        (Basis(ZoneKnown.UTC), "2024-06-01T12:00:00Z"),
        (Basis(ZoneKnown.ZONE, None, "America/New_York"), "2024-06-01T08:00:00-04:00"),
        (Basis(ZoneKnown.ZONE, None, "Nowhere/At_All"), "2024-06-01T12:00:00Z"),
        # No clock is so far ahead, and FHIR has no way to write it.
        (Basis(ZoneKnown.OFFSET, 900), "2024-06-01T12:00:00Z"),
    ],
)
def test_a_time_stands_as_the_clock_on_the_wall_showed_it(basis: Basis, written: str) -> None:
    assert Clock(basis).text(NOON_MS) == written


def test_a_zone_follows_its_clock_changes() -> None:
    clock = Clock(Basis(ZoneKnown.ZONE, None, "Europe/Copenhagen"))
    found = clock.effective(1_729_987_200_000, 3 * 3_600_000)["effectivePeriod"]
    assert (found["start"], found["end"]) == (
        "2024-10-27T02:00:00+02:00",
        "2024-10-27T04:00:00+01:00",
    )


def test_an_assumed_zone_is_marked_and_a_known_offset_is_not() -> None:
    known = Clock(Basis(ZoneKnown.OFFSET, 120)).effective(NOON_MS, 0)
    assert list(known) == ["effectiveDateTime"]
    assumed = Clock(Basis(ZoneKnown.ASSUMED, 120))
    (marked,) = assumed.effective(NOON_MS, 0)["_effectiveDateTime"]["extension"]
    assert marked["extension"] == [{"url": "known", "valueCode": "assumed"}]
    (marked,) = assumed.effective(NOON_MS, 60_000)["effectivePeriod"]["extension"]
    assert marked["url"].endswith("/time-basis")


def test_a_day_stays_a_day_and_a_time_of_day_is_not_made_one() -> None:
    clock = Clock(Basis(ZoneKnown.ASSUMED, 120))
    midnight = NOON_MS - 14 * 3_600_000
    assert clock.effective(midnight, 0, is_day=True) == {"effectiveDateTime": "2024-06-01"}
    assert "T" in clock.effective(NOON_MS, 0, is_day=True)["effectiveDateTime"]


@given(
    st.integers(-2_208_988_800_000, 4_102_444_800_000),
    st.integers(-840, 840),
    st.integers(0, 10**15),
)
def test_every_time_is_a_date_of_fhir_and_reads_back_the_same(
    ms: int, offset: int, duration: int
) -> None:
    written = Clock(Basis(ZoneKnown.OFFSET, offset)).effective(ms, duration)
    assert faults({**OBSERVED, **written}) == []
    start = written.get("effectiveDateTime") or written["effectivePeriod"]["start"]
    assert round(datetime.fromisoformat(start).timestamp() * 1000) == ms


@given(st.integers(-(10**18), 10**18))
def test_no_time_is_too_far_away_to_be_written(ms: int) -> None:
    assert faults({**OBSERVED, "effectiveDateTime": Clock(Basis(ZoneKnown.UTC)).text(ms)}) == []


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_written_so_that_it_reads_back_the_same(number: float) -> None:
    written = fhir.decimal(number)
    assert float(repr(written)) == number
    assert not repr(written).endswith(".0") or abs(number) >= fhir.MOST_WHOLE


def test_whole_numbers_claim_no_precision() -> None:
    assert repr(fhir.decimal(72.0)) == "72"
    assert repr(fhir.decimal(0.1)) == "0.1"
    assert repr(fhir.decimal(-0.0)) == "0"


def test_a_number_that_is_none_is_refused() -> None:
    for number in (math.nan, math.inf):
        with pytest.raises(ValueError, match="finite"):
            fhir.quantity(number, "kg", is_ucum=True)


def test_a_unit_that_is_not_known_is_words_only() -> None:
    assert fhir.quantity(5.0, "stenalder", is_ucum=False) == {"value": 5, "unit": "stenalder"}
    assert fhir.quantity(5.0, "kg", is_ucum=True)["code"] == "kg"
    assert fhir.quantity(5.0, "", is_ucum=True) == {"value": 5}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("<5", ("<", 5.0)),
        (">= 1,25", (">=", 1.25)),
        ("<=0.10", ("<=", 0.1)),
        ("Low", None),
        ("+2", None),
        ("<", None),
        ("<5 mmol/L", None),
        ("<" + "9" * 400, None),
    ],
)
def test_a_bound_is_told_from_a_word(code: str, found: tuple[str, float] | None) -> None:
    assert fhir.compared(code) == found


def test_the_context_is_told_and_can_be_kept_back() -> None:
    context = Context(
        Basis(ZoneKnown.UTC),
        unit="%",
        dialect=Dialect.APPLE,
        flags=Flag.BY_HAND | Flag.UNCONVERTED,
        detail='{"meal":"1","method":["POT","AUT"]}',
    )
    origin = Origin(context, "1")
    (told,) = origin.extensions()
    assert {each["url"]: each for each in told["extension"]}.keys() == {
        "unit",
        "dialect",
        "converted",
        "detail.meal",
    }
    codes = [each["code"] for each in origin.method()["method"]["coding"]]
    assert codes == ["POT", "AUT", "by-hand"]
    kept = fhir.observation(
        fhir.Frame(Language.ENGLISH, tells_origin=False), None, {"text": "x"}, origin
    )
    assert "extension" not in kept


def test_a_device_is_told_by_its_class_and_may_be_without_name() -> None:
    named = fhir.device("source-1", Source("Et ur", DeviceClass.WATCH), "Ur")
    assert faults(named) == []
    bare = fhir.device("source-1", Source("", DeviceClass.WATCH), "Ur")
    assert faults(bare) == []
    assert "deviceName" not in bare


def test_the_person_has_no_name_and_points_at_their_other_records() -> None:
    assert fhir.patient() == {"resourceType": "Patient", "id": "me"}
    assert faults(fhir.patient(("a", "b"))) == []


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        ({"effectiveDateTime": "2024-06-01T12:00:00"}, "shape"),
        ({"effectiveDateTime": "2024-06-01T12:00:00+15:00"}, "shape"),
        ({"id": "a b"}, "shape"),
        ({"code": {}}, "empty"),
        ({"code": {"text": ""}}, "not a string"),
        ({"code": {"coding": {"code": "x"}}}, "a list"),
        ({"status": "Final"}, "status"),
        ({"valueQuantity": {"value": math.nan}}, "decimal"),
        ({"valueQuantity": {"value": 1}, "dataAbsentReason": {"text": "x"}}, "obs-6"),
        ({"valueQuantity": {"value": 1}, "valueString": "x"}, "choices"),
        ({"valueAddress": {"text": "x"}}, "no such element"),
        ({"valueSampledData": {"dimensions": 1, "data": "1 2"}}, "missing"),
        ({"colour": "red"}, "no such element"),
    ],
)
def test_the_rules_catch_what_they_are_for(planted: Resource, fault: str) -> None:
    """Negative control: each rule that the other tests rely on finds a planted fault."""
    assert faults(OBSERVED) == []
    assert any(fault in each for each in faults({**OBSERVED, **planted}))
