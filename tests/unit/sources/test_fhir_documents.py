"""Resources become documents: one date, one title, one category, one identity."""

import json
from collections import Counter
from pathlib import Path

import pytest

from datadonor.records.categories import category
from datadonor.records.sample import ZoneKnown
from datadonor.sources.fhir.elements import is_r4_resource
from datadonor.sources.fhir.kinds import kinds
from datadonor.sources.found import Fault, Note
from tests.synthetic_fhir import (
    LOINC,
    Json,
    bundle,
    coded,
    found_in,
    observation,
    patient,
    pulse,
)

_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
_SECTION = "http://terminology.hl7.org/CodeSystem/v2-0074"


def _ndjson(*resources: Json) -> str:
    return "".join(json.dumps(each) + "\n" for each in resources)


@pytest.mark.parametrize(
    ("resource", "expected"),
    [
        ({"resourceType": "Condition", "onsetDateTime": "2020-05-01"}, "conditions"),
        ({"resourceType": "MedicationRequest"}, "medication"),
        ({"resourceType": "MedicationOrder", "dateWritten": "2014-01-01"}, "medication"),
        ({"resourceType": "Immunization"}, "vaccinations"),
        ({"resourceType": "AllergyIntolerance"}, "allergies"),
        ({"resourceType": "QuestionnaireResponse"}, "questionnaires"),
        ({"resourceType": "Composition"}, "documents"),
        ({"resourceType": "MolecularSequence"}, "genetics"),
        ({"resourceType": "Device"}, "devices"),
        ({"resourceType": "Practitioner"}, "encounters"),
        (patient(), "about_me"),
        (pulse(), "heart"),
        (pulse(category=[coded(_CATEGORY, "laboratory")]), "laboratory"),
        (observation(coded(LOINC, "85354-9")), "blood_pressure"),
        (observation(coded("urn:oid:1.2.208.176.2.1", "NPU99999")), "laboratory"),
        (observation(coded("x", "1"), category=[coded(_CATEGORY, "social-history")]), "about_me"),
        (observation(coded("x", "1"), category=[coded(_CATEGORY, "survey")]), "questionnaires"),
        (observation(coded("x", "1"), category=[coded(_CATEGORY, "vital-signs")]), "documents"),
        (observation(coded(LOINC, "69548-6")), "genetics"),
        (pulse(category=[coded(_CATEGORY, "laboratory"), coded(_SECTION, "GE")]), "genetics"),
        ({"resourceType": "DiagnosticReport", "result": [{"reference": "x"}]}, "laboratory"),
        ({"resourceType": "DiagnosticReport", "category": [coded(_SECTION, "RAD")]}, "documents"),
        ({"resourceType": "DiagnosticReport", "category": coded(_SECTION, "HM")}, "laboratory"),
        ({"resourceType": "DiagnosticReport", "conclusion": "…"}, "documents"),
        ({"resourceType": "DiagnosticReport", "category": [coded(_SECTION, "CG")]}, "genetics"),
    ],
)
def test_what_it_says_decides_the_category(tmp_path: Path, resource: Json, expected: str) -> None:
    """And where it says nothing clear, the most closely kept one: never a milder one."""
    (document,) = found_in(tmp_path, resource).documents
    assert document.category == expected
    assert document.kind == resource["resourceType"]


def test_every_kind_has_a_category_and_a_name_in_fhir() -> None:
    older = {"MedicationOrder", "Sequence", "DiagnosticOrder", "ReferralRequest"}
    older |= {"ProcedureRequest", "DeviceComponent", "DeviceUseRequest"}
    for name, kind in kinds().items():
        assert category(kind.category) is not None, name
        assert is_r4_resource(name) or name in older, name


def test_what_holds_nothing_about_a_person_is_left_out(tmp_path: Path) -> None:
    found = found_in(
        tmp_path, bundle({"resourceType": "ValueSet"}, {"resourceType": "OperationOutcome"})
    )
    assert not found.documents
    assert not found.unreadable
    assert found.notices == {Note.NOT_IMPORTED: 2}


@pytest.mark.parametrize(
    ("more", "expected", "known"),
    [
        ({"effectiveDateTime": "2023-11-01T12:00:00+01:00"}, 1698836400000, ZoneKnown.OFFSET),
        ({"effectiveInstant": "2023-11-01T11:00:00.250Z"}, 1698836400250, ZoneKnown.UTC),
        ({"effectiveDateTime": "2023-11-01"}, 1698793200000, ZoneKnown.ASSUMED),
        ({"effectiveDateTime": "2023-11-01T12:00:00"}, 1698836400000, ZoneKnown.ASSUMED),
        ({"effectiveDateTime": "2016-12-31T23:59:60Z"}, 1483228799000, ZoneKnown.UTC),
        (
            {"effectivePeriod": {"start": "2023-11-01T12:00:00+01:00"}},
            1698836400000,
            ZoneKnown.OFFSET,
        ),
        ({"effectivePeriod": {"end": "2023-11-01"}}, 1698793200000, ZoneKnown.ASSUMED),
        ({"effectiveTiming": {"event": ["2023-11-01"]}}, 1698793200000, ZoneKnown.ASSUMED),
        ({"issued": "2023-11-01T11:00:00Z"}, 1698836400000, ZoneKnown.UTC),
        ({"effectiveDateTime": "2023-11"}, None, None),
        ({"effectiveDateTime": "2023"}, None, None),
        ({"effectivePeriod": {"start": "2023", "end": "2023-11-01"}}, None, None),
        ({}, None, None),
    ],
)
def test_a_document_is_found_by_one_date(
    tmp_path: Path, more: Json, expected: int | None, known: ZoneKnown | None
) -> None:
    """A month or a year is no day: such a document is undated, and no window lets it out."""
    resource = {"resourceType": "DiagnosticReport", **more}
    found = found_in(tmp_path, resource)
    assert found.documents[0].date_ms == expected
    assert known is None or found.documents[0].basis.known is known
    assert not found.unreadable


@pytest.mark.parametrize(
    ("when", "fault"),
    [
        ("yesterday", Fault.TIME_UNREADABLE),
        ("2023-02-30", Fault.TIME_UNREADABLE),
        ("2023-02-01T25:00:00Z", Fault.TIME_UNREADABLE),
        ("20230201T100000", Fault.TIME_UNREADABLE),
        ("9999-12-31", Fault.TIME_ABSURD),
        ("0001-01-01T00:00:00+14:00", Fault.TIME_ABSURD),
    ],
)
def test_a_date_that_is_none_is_told_and_the_document_kept(
    tmp_path: Path, when: str, fault: Fault
) -> None:
    found = found_in(tmp_path, pulse(effectiveDateTime=when))
    assert found.documents[0].date_ms is None
    assert [each.fault for each in found.unreadable] == [fault]
    assert not found.samples


def test_a_notice_counts_times_without_zone_and_not_days(tmp_path: Path) -> None:
    """A day is the same day wherever it is read."""
    found = found_in(
        tmp_path,
        bundle(
            pulse(effectiveDateTime="2023-10-29T02:30:00"),
            pulse(effectiveDateTime="2023-07-01T02:30:00"),
            pulse(effectiveDateTime="2023-07-01"),
        ),
    )
    assert found.notices == {Note.ZONE_ASSUMED: 2, Note.HOUR_AMBIGUOUS: 1}


def test_titles_are_what_it_is_and_never_who(tmp_path: Path) -> None:
    found = found_in(
        tmp_path,
        bundle(
            patient(),
            {"resourceType": "Practitioner", "name": [{"text": "Dr. Somebody"}]},
            {"resourceType": "Organization", "name": "Dr. Somebody's practice"},
            {
                "resourceType": "Composition",
                "title": "About Niels",
                "type": coded(LOINC, "60591-5"),
            },
            {"resourceType": "Condition", "code": {"text": " Burnt\near "}},
            {"resourceType": "Immunization", "vaccineCode": coded("x", "1", "Fluvax")},
        ),
    )
    assert [each.title for each in found.documents] == [
        None,
        None,
        None,
        None,
        "Burnt ear",
        "Fluvax",
    ]


def test_a_prescription_is_named_by_the_medicine_it_points_at(tmp_path: Path) -> None:
    """Contained, before it, after it, in another file, or nowhere."""
    medicine = {"resourceType": "Medication", "id": "m1", "code": coded("atc", "N02", "Panodil")}

    def request(reference: str, **more: object) -> Json:
        return {
            "resourceType": "MedicationRequest",
            "medicationReference": {"reference": reference},
            **more,
        }

    found = found_in(
        tmp_path,
        bundle(
            request("#m1", contained=[medicine]),
            request("Medication/m1"),
            request("urn:uuid:00000000-0000-4000-8000-000000000003"),
            medicine,
            request("https://x.example/fhir/Medication/m1/_history/2"),
            request("Medication/m2"),
        ),
    )
    named = Counter(each.title for each in found.documents if each.kind == "MedicationRequest")
    assert named == {"Panodil": 4, None: 1}
    assert len(found.documents) == 6


@pytest.mark.parametrize(
    "more",
    [
        {"status": "entered-in-error"},
        {"docStatus": "entered-in-error"},
        {"verificationStatus": coded("x", "entered-in-error")},
        {"verificationStatus": "entered-in-error"},
    ],
)
def test_what_was_never_so_is_marked(tmp_path: Path, more: Json) -> None:
    found = found_in(tmp_path, {"resourceType": "Condition", **more})
    assert found.documents[0].is_retracted
    assert found.notices == {Note.RETRACTED: 1}


def _identity(folder: Path, resource: Json, full_url: str | None = None) -> str:
    entry = {"resource": resource} | ({"fullUrl": full_url} if full_url else {})
    (document,) = found_in(folder, {"resourceType": "Bundle", "entry": [entry]}).documents
    return document.identity


def test_a_resource_is_known_again(tmp_path: Path) -> None:
    """By its business identifier, else its server's id, else what it says."""
    named = pulse(identifier=[{"system": "urn:x", "value": "7"}])
    same = _identity(tmp_path, named)
    assert same == _identity(tmp_path, {**named, "id": "a", "meta": {"versionId": "2"}})
    assert same != _identity(tmp_path, pulse(identifier=[{"system": "urn:y", "value": "7"}]))
    at_server = _identity(tmp_path, pulse(id="7"), "https://a.example/Observation/7")
    assert at_server == _identity(tmp_path, pulse(70, id="7"), "https://a.example/Observation/7")
    assert at_server != _identity(tmp_path, pulse(id="7"), "https://b.example/Observation/7")
    plain = _identity(tmp_path, pulse(focus=[{"reference": "urn:uuid:1"}]), "urn:uuid:2")
    assert plain == _identity(tmp_path, pulse(focus=[{"reference": "urn:uuid:3"}]), "urn:uuid:4")
    assert plain != _identity(tmp_path, pulse(63), "urn:uuid:2")


def test_a_uuid_is_the_same_by_every_road(tmp_path: Path) -> None:
    uuid = "1b2ce4a9-9773-f40f-6692-cb4d1283a9ca"
    alone = _identity(tmp_path, pulse(id=uuid))
    assert alone == _identity(tmp_path, pulse(id=uuid), f"https://a.example/Observation/{uuid}")


def test_two_resources_with_one_identifier_are_two(tmp_path: Path) -> None:
    """All answers to one request may bear its number; none may push out another."""
    number = [{"system": "urn:requests", "value": "R-1"}]
    found = found_in(
        tmp_path, bundle(pulse(62, id="a", identifier=number), pulse(63, id="b", identifier=number))
    )
    assert len({each.identity for each in found.documents}) == 2


def test_newer_versions_sort_after_older_ones(tmp_path: Path) -> None:
    metas: list[Json] = [
        {},
        {"versionId": "9"},
        {"versionId": "10"},
        {"lastUpdated": "2023-01-01T00:00:00Z", "versionId": "3"},
        {"lastUpdated": "2023-01-01T00:00:00Z", "versionId": "12"},
        {"lastUpdated": "2023-01-01T00:30:00+00:00", "versionId": "W/x"},
    ]
    versions = [found_in(tmp_path, pulse(id="7", meta=meta)).documents[0].version for meta in metas]
    assert versions[0] == ""
    assert versions == sorted(set(versions))


def test_a_patient_summary_is_its_parts(tmp_path: Path) -> None:
    """An International Patient Summary is a Bundle whose first entry is its table of contents."""
    summary = bundle(
        {"resourceType": "Composition", "type": coded(LOINC, "60591-5", "Patient summary")},
        patient(),
        {"resourceType": "Condition", "code": coded("x", "1", "Asthma"), "onsetDateTime": "2011"},
        {"resourceType": "MedicationStatement", "medicationCodeableConcept": {"text": "Inhaler"}},
        pulse(),
        kind="document",
    )
    found = found_in(tmp_path, summary)
    assert [(each.category, each.title) for each in found.documents] == [
        ("documents", "Patient summary"),
        ("about_me", None),
        ("conditions", "Asthma"),
        ("medication", "Inhaler"),
        ("heart", "Heart rate"),
    ]
    assert not found.unreadable
