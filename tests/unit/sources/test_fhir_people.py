"""Whatever in a resource points at a person or a device is told, and nothing else."""

import json
from pathlib import Path

import pytest

from datadonor.records.sample import DeviceClass, IdentifierKind, KnownIdentifier
from tests.synthetic_fhir import (
    CPR,
    NUMBER,
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


def test_everything_that_points_at_the_person_is_told(tmp_path: Path) -> None:
    found = found_in(
        tmp_path,
        patient(
            contact=[
                {
                    "name": {"text": "Aunt Test"},
                    "telecom": [{"system": "email", "value": "a@b.example"}],
                }
            ],
            generalPractitioner=[{"display": "Dr. Test", "reference": "Practitioner/1"}],
        ),
    )
    subject = {each for each in found.identifiers if each.is_subject}
    assert subject == {
        KnownIdentifier(IdentifierKind.CPR, NUMBER, is_subject=True),
        KnownIdentifier(IdentifierKind.NAME, "Niels Test Vendelboe", is_subject=True),
        KnownIdentifier(IdentifierKind.BIRTH_DATE, "1974-01-30", is_subject=True),
        KnownIdentifier(IdentifierKind.ADDRESS, "Testkajen 2, 9210 Testby", is_subject=True),
        KnownIdentifier(IdentifierKind.PHONE, "00000000", is_subject=True),
        KnownIdentifier(IdentifierKind.ACCOUNT, "niels-1974", is_subject=True),
    }
    others = {(each.kind, each.value) for each in found.identifiers if not each.is_subject}
    assert others == {
        (IdentifierKind.NAME, "Aunt Test"),
        (IdentifierKind.EMAIL, "a@b.example"),
        (IdentifierKind.NAME, "Dr. Test"),
    }


@pytest.mark.parametrize(
    ("system", "value", "expected"),
    [
        (CPR, "300174-9995", ("cpr", NUMBER)),
        ("1.2.208.176.1.2", NUMBER, ("cpr", NUMBER)),
        ("urn:oid:1.2.208.176.1.6.1.1", "0101741AB1", ("cpr", "0101741AB1")),
        ("urn:oid:1.2.208.176.1.6.1.3.7", "0101745AB1", ("cpr", "0101745AB1")),
        ("http://region.example", "0101745AB1", ("cpr", "0101745AB1")),
        ("http://hospital.example", "A-77", ("account", "A-77")),
    ],
)
def test_person_numbers_and_their_substitutes_are_told_apart(
    tmp_path: Path, system: str, value: str, expected: tuple[str, str]
) -> None:
    identifiers = [{"system": system, "value": value}]
    found = found_in(tmp_path, patient(identifier=identifiers, id="x")).identifiers
    assert expected in {(each.kind.value, each.value) for each in found}


def test_a_number_built_into_an_identifier_is_found_and_kept_out(tmp_path: Path) -> None:
    """Health gateways write EUI-64, CPR, code and value into one text (HL7 Denmark, core)."""
    long = f"606405FFFECFC604-{NUMBER}-urn:oid:1.2.208.176.1.2-188736-74.0-kg-20230221T083640.00"
    found = found_in(tmp_path, pulse(identifier=[{"value": long}]))
    assert {(each.kind, each.value) for each in found.identifiers} == {
        (IdentifierKind.CPR, NUMBER),
        (IdentifierKind.ACCOUNT, long),
        (IdentifierKind.SERIAL, "606405FFFECFC604"),
    }
    (document,) = found.documents
    assert NUMBER not in repr(document._replace(body=b""))
    assert NUMBER not in repr(found.samples)


def test_who_is_meant_by_a_reference(tmp_path: Path) -> None:
    found = found_in(
        tmp_path,
        observation(
            coded("x", "1"),
            subject={"identifier": {"system": CPR, "value": NUMBER}, "display": "Niels V"},
            performer=[
                {"reference": "Practitioner/3", "display": "Dr. A"},
                {"reference": "Practitioner?identifier=x|1", "display": "Dr. B"},
                {"reference": "Organization/1", "display": "Test hospital"},
                {"type": "RelatedPerson", "display": "Aunt"},
            ],
        ),
    )
    assert set(found.identifiers) == {
        KnownIdentifier(IdentifierKind.CPR, NUMBER, is_subject=True),
        KnownIdentifier(IdentifierKind.NAME, "Niels V", is_subject=True),
        KnownIdentifier(IdentifierKind.NAME, "Dr. A", is_subject=False),
        KnownIdentifier(IdentifierKind.NAME, "Dr. B", is_subject=False),
        KnownIdentifier(IdentifierKind.NAME, "Aunt", is_subject=False),
    }
    assert found.documents[0].source.name == "Test hospital"


def test_serial_numbers_are_told_and_name_no_source(tmp_path: Path) -> None:
    meter = {"resourceType": "Device", "serialNumber": "SN778899", "type": {"text": "Meter"}}
    found = found_in(tmp_path, bundle(meter, pulse(device={"display": "Omron M7 8N123456"})))
    serials = {each.value for each in found.identifiers if each.kind is IdentifierKind.SERIAL}
    assert serials == {"SN778899", "8N123456"}
    (sample,) = found.samples
    assert sample.source == ("Omron M7", DeviceClass.METER)


def test_several_patients_are_all_told(tmp_path: Path) -> None:
    """Whether a file is about somebody else is for others to decide."""
    other = [{"system": CPR, "value": "1110109996"}]
    found = found_in(tmp_path, _ndjson(patient(), patient(id="x", identifier=other)))
    numbers = {each.value for each in found.identifiers if each.kind is IdentifierKind.CPR}
    assert numbers == {NUMBER, "1110109996"}
