"""Observations become samples where their type is known, with value, unit and time as given."""

from pathlib import Path

import pytest

from datadonor.records.sample import DeviceClass, Flag
from datadonor.sources.found import Fault, Note
from tests.importing import Yielded
from tests.synthetic_fhir import (
    LOINC,
    MDC,
    NPU,
    SNOMED,
    UCUM,
    Json,
    bundle,
    coded,
    found_in,
    observation,
    pulse,
    quantity,
)


def _shown(found: Yielded) -> list[tuple[str, float | None, str | None, str | None]]:
    return [(each.type, each.number, each.code, each.context.unit) for each in found.samples]


@pytest.mark.parametrize(
    ("system", "code", "expected"),
    [
        (LOINC, "8867-4", "HeartRate"),
        ("http://loinc.org/", "2708-6", "OxygenSaturation"),
        (NPU, "NPU21692", "HeartRate"),
        ("http://npu-terminology.org", "NPU21692", "HeartRate"),
        (SNOMED, "364075005", "HeartRate"),
        (MDC, "149546", "HeartRate"),
    ],
)
def test_a_type_is_known_by_any_of_its_codes(
    tmp_path: Path, system: str, code: str, expected: str
) -> None:
    found = found_in(tmp_path, observation(coded(system, code), valueInteger=62))
    assert [each.type for each in found.samples] == [expected]


def test_an_unknown_code_stays_in_its_document(tmp_path: Path) -> None:
    found = found_in(tmp_path, observation(coded(LOINC, "9269-2"), valueInteger=13))
    assert len(found.documents) == 1
    assert not found.samples
    assert not found.unreadable


def test_a_blood_pressure_is_two_samples_at_one_time(tmp_path: Path) -> None:
    """Values stand in components; the time is the observation's."""
    pressure = observation(
        {"coding": [*coded(SNOMED, "75367002")["coding"], *coded(LOINC, "85354-9")["coding"]]},
        component=[
            {"code": coded(LOINC, "8480-6"), "valueQuantity": quantity(147, "mm[Hg]")},
            {"code": coded(LOINC, "8462-4"), "valueQuantity": quantity(95, "mm[Hg]")},
            {"code": coded(LOINC, "8478-0"), "dataAbsentReason": coded("x", "unknown")},
        ],
    )
    found = found_in(tmp_path, pressure)
    assert _shown(found) == [
        ("BloodPressureSystolic", 147, None, "mm[Hg]"),
        ("BloodPressureDiastolic", 95, None, "mm[Hg]"),
    ]
    assert {each.start_ms for each in found.samples} == {1698836400000}
    assert found.documents[0].category == "blood_pressure"
    assert found.documents[0].code == f"{SNOMED}|75367002"


def test_a_converted_value_and_its_original_are_one_measurement(tmp_path: Path) -> None:
    """HL7 Denmark's core pairs them: the original is contained, and named in derivedFrom."""
    original = observation(
        coded(LOINC, "2708-6"), id="o", valueQuantity=quantity(97, "%"), effectiveDateTime=None
    )
    pair: Json = {"contained": [original], "derivedFrom": [{"reference": "#o"}]}
    converted = observation(coded(NPU, "NPU27280"), valueQuantity=quantity(0.97, "1"), **pair)
    assert _shown(found_in(tmp_path, converted)) == [("OxygenSaturation", 0.97, None, "1")]
    # Where only the original is known here it stands for both, at the time of both.
    unknown = observation(coded(NPU, "NPU99999"), valueQuantity=quantity(0.97, "1"), **pair)
    found = found_in(tmp_path, unknown)
    assert _shown(found) == [("OxygenSaturation", 97, None, "%")]
    assert found.samples[0].start_ms == 1698836400000
    # A contained one that it does not come from is another thing.
    assert not found_in(tmp_path, {**unknown, "derivedFrom": []}).samples


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            {"valueQuantity": {"value": 62, "unit": "beats", "system": UCUM, "code": "/min"}},
            (62, None, "/min"),
        ),
        ({"valueQuantity": {"value": 62.5, "unit": "bpm"}}, (62.5, None, "bpm")),
        (
            {"valueQuantity": {"value": 62, "unit": "bpm", "system": MDC, "code": "264864"}},
            (62, None, "bpm"),
        ),
        ({"valueQuantity": {"value": 62}}, (62, None, None)),
        ({"valueQuantity": {"value": 5, "comparator": "<", "code": "/min"}}, (None, "<5", "/min")),
        (
            {"valueQuantity": {"value": 0.5, "comparator": ">=", "unit": "/min"}},
            (None, ">=0.5", "/min"),
        ),
        ({"valueInteger": 62}, (62, None, None)),
        ({"valueString": " 62,5 "}, (62.5, None, None)),
        ({"valueString": "<5"}, (None, "<5", None)),
    ],
)
def test_values_are_handed_on_as_they_stand(
    tmp_path: Path, value: Json, expected: tuple[float | None, str | None, str | None]
) -> None:
    """The unit is UCUM's code where there is one, else the words beside it."""
    found = found_in(tmp_path, observation(coded(LOINC, "8867-4"), **value))
    assert _shown(found) == [("HeartRate", *expected)]


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"valueQuantity": {"unit": "/min"}},
        {"valueString": "not done"},
        {"valueCodeableConcept": coded(LOINC, "LA1-1")},
        {"valueBoolean": True},
        {"valueSampledData": {"data": "1 2 3"}},
        {"dataAbsentReason": coded("x", "unknown")},
    ],
)
def test_without_a_number_there_is_no_sample_and_no_fault(tmp_path: Path, value: Json) -> None:
    found = found_in(tmp_path, observation(coded(LOINC, "8867-4"), **value))
    assert len(found.documents) == 1
    assert not found.samples
    assert not found.unreadable


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("62", Fault.NUMBER_UNREADABLE),
        (True, Fault.NUMBER_UNREADABLE),
        (None, Fault.NUMBER_UNREADABLE),
        ([62], Fault.NUMBER_UNREADABLE),
        (1e300, Fault.NUMBER_ABSURD),
        (10**18, Fault.NUMBER_ABSURD),
    ],
)
def test_a_number_that_is_none_is_told(tmp_path: Path, number: object, fault: Fault) -> None:
    resource = observation(coded(LOINC, "8867-4"), valueQuantity={"value": number})
    found = found_in(tmp_path, bundle(resource, pulse(62)))
    assert [each.fault for each in found.unreadable] == [fault]
    assert len(found.samples) == 1
    assert len(found.documents) == 2


def test_answers_in_codes_become_our_words(tmp_path: Path) -> None:
    former = coded(SNOMED, "8517006", "Former smoker")
    resource = observation(coded(LOINC, "72166-2"), valueCodeableConcept=former)
    (sample,) = found_in(tmp_path, resource).samples
    assert (sample.type, sample.number) == ("SmokingStatus", None)
    assert sample.code


def test_a_span_has_a_length(tmp_path: Path) -> None:
    """And its last day belongs to it (FHIR R4, Period.end), the day of 25 hours too."""
    period = {"start": "2023-10-29", "end": "2023-10-29"}
    resource = observation(
        coded(LOINC, "55423-8"),
        valueQuantity=quantity(8000, "{steps}"),
        effectiveDateTime=None,
        effectivePeriod=period,
    )
    (sample,) = found_in(tmp_path, resource).samples
    assert sample.duration_ms == 25 * 3_600_000
    backwards = {"start": "2023-10-29T12:00:00Z", "end": "2023-10-29T11:00:00Z"}
    found = found_in(tmp_path, {**resource, "effectivePeriod": backwards})
    assert [each.fault for each in found.unreadable] == [Fault.TIME_ABSURD]


@pytest.mark.parametrize(
    ("more", "detail"),
    [
        ({}, None),
        ({"effectiveDateTime": "2023-11-01"}, '{"precision":"day"}'),
        ({"method": coded(SNOMED, "272391002")}, f'{{"method":"{SNOMED}|272391002"}}'),
        ({"effectiveDateTime": None, "issued": "2023-11-01T11:00:00Z"}, '{"time":"issued"}'),
    ],
)
def test_what_a_reader_must_know_stands_beside(
    tmp_path: Path, more: Json, detail: str | None
) -> None:
    (sample,) = found_in(tmp_path, pulse(**more)).samples
    assert sample.context.detail == detail


@pytest.mark.parametrize(
    ("more", "stands_in"),
    [
        ({}, False),
        ({"effectiveDateTime": "2023-11-01"}, False),
        ({"effectiveDateTime": None, "issued": "2023-11-01T11:00:00Z"}, True),
        ({"effectiveDateTime": None, "effectivePeriod": {"start": "2023-11-01"}}, True),
        (
            {"effectiveDateTime": None, "effectivePeriod": {"start": "2023-11-01", "end": "2023"}},
            True,
        ),
        (
            {
                "effectiveDateTime": None,
                "effectivePeriod": {"start": "2023-11-01", "end": "2023-11-02"},
            },
            False,
        ),
    ],
)
def test_a_time_that_only_stands_in_is_marked(tmp_path: Path, more: Json, stands_in: bool) -> None:
    """No window of time may hold a value of which it is not known when it was measured."""
    (sample,) = found_in(tmp_path, pulse(**more)).samples
    assert (Flag.TIME_STANDS_IN in sample.context.flags) is stands_in


@pytest.mark.parametrize("when", [None, "2023", "2023-11"])
def test_a_value_without_a_day_is_no_sample(tmp_path: Path, when: str | None) -> None:
    found = found_in(tmp_path, pulse(effectiveDateTime=when))
    assert not found.samples
    assert [each.fault for each in found.unreadable] == [Fault.TIME_MISSING]
    assert len(found.documents) == 1


def test_a_retracted_value_is_marked_and_not_told(tmp_path: Path) -> None:
    found = found_in(tmp_path, pulse(62, status="entered-in-error"))
    (sample,) = found.samples
    assert (sample.number, sample.code) == (None, None)
    assert sample.context.flags is Flag.RETRACTED
    assert found.notices == {Note.RETRACTED: 1}


def test_who_measured_decides_the_kind_of_device(tmp_path: Path) -> None:
    by_patient = pulse(performer=[{"reference": "Patient/niels-1974"}])
    by_device = pulse(device={"reference": "Device/7"})
    found = found_in(tmp_path, bundle(pulse(), by_patient, by_device))
    assert [each.source.device for each in found.samples] == [
        DeviceClass.CLINIC,
        DeviceClass.UNKNOWN,
        DeviceClass.METER,
    ]


def test_many_observations_share_few_contexts(tmp_path: Path) -> None:
    """The store numbers contexts: one for each value would be a fault."""
    found = found_in(tmp_path, bundle(*(pulse(each) for each in range(40, 90))))
    assert len({each.context for each in found.samples}) == 1
    assert len({each.source for each in found.samples}) == 1
