"""What a clinic hands out: home monitoring (PHMR-DK) and a patient summary (FHIR R4)."""

import json
from typing import Any, Final

from datadonor.demo.year import BORN, CPR, DAYS, FAMILY_NAME, GIVEN_NAME, chance, moment

_Json = dict[str, Any]

_HALF_WEEKS: Final = 24
"""She measures twice a week for twelve weeks, the last of the year."""

_TYPED_WRONG: Final = 9
"""The measurement whose weight was mistyped and taken back."""

READINGS: Final = 4 * _HALF_WEEKS
RETRACTED: Final = 1

_NPU: Final = "1.2.208.176.2.1"
_MCS: Final = "1.2.208.184.100.8"
_CDA: Final = "2.16.840.1.113883.10.20"
_CPR_ROOT: Final = "1.2.208.176.1.2"


def monitoring_document() -> str:
    """Return a report of what she measured at home: blood pressure, pulse and weight."""
    days = [DAYS - 7 * _HALF_WEEKS // 2 + nth * 7 // 2 for nth in range(_HALF_WEEKS)]
    signs = "".join(_organizer(day, _signs(day)) for day in days)
    weights = "".join(
        _organizer(day, _weight(day, is_taken_back=nth == _TYPED_WRONG))
        for nth, day in enumerate(days)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<ClinicalDocument xmlns="urn:hl7-org:v3" classCode="DOCCLIN" moodCode="EVN"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n<realmCode code="DK"/>'
        '<typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>'
        f'<templateId root="{_CDA}.9"/><templateId root="1.2.208.184.11.1"/>'
        '<id root="1.2.208.184" extension="5d1c7a52-0000-4000-8000-000000000001"/>'
        '<code code="53576-5" codeSystem="2.16.840.1.113883.6.1"/>'
        f"<title>Hjemmemonitorering</title>{_time(DAYS, 12)}"
        f'<confidentialityCode code="N"/><languageCode code="da-DK"/>\n{_persons()}\n'
        '<documentationOf><serviceEvent><templateId root="1.2.208.184.10.1.10"/>'
        '<id root="1.2.208.184.100.10" extension="phmr-v1.3"/></serviceEvent></documentationOf>\n'
        f"<component><structuredBody>\n{_section('8716-3', '1.16', signs)}"
        f"{_section('30954-2', '1.14', weights)}</structuredBody></component></ClinicalDocument>\n"
    )


def _persons() -> str:
    return (
        f'<recordTarget><patientRole><id root="{_CPR_ROOT}" extension="{CPR}"/><patient><name>'
        f"<given>{GIVEN_NAME}</given><family>{FAMILY_NAME}</family></name>"
        '<administrativeGenderCode code="F" codeSystem="2.16.840.1.113883.5.1"/>'
        f'<birthTime value="{BORN:%Y%m%d}"/></patient></patientRole></recordTarget>'
        "<custodian><assignedCustodian><representedCustodianOrganization>"
        '<id root="1.2.208.184" extension="clinic"/><name>Klinikken Opdigtet</name>'
        "</representedCustodianOrganization></assignedCustodian></custodian>"
    )


def _section(code: str, template: str, entries: str) -> str:
    return (
        f'<component><section><templateId root="{_CDA}.{template}"/>'
        f'<code code="{code}" codeSystem="2.16.840.1.113883.6.1"/>\n{entries}'
        "</section></component>\n"
    )


def _organizer(day: int, readings: str) -> str:
    return (
        '<entry typeCode="COMP"><organizer classCode="CLUSTER" moodCode="EVN">'
        f'<templateId root="{_CDA}.1.35"/><statusCode code="completed"/>{_time(day, 7)}\n'
        f"{readings}</organizer></entry>\n"
    )


def _signs(day: int) -> str:
    dice = chance("signs", day)
    upper, lower = str(dice.randrange(126, 149)), str(dice.randrange(72, 88))
    return (
        _reading("MCS88019", _MCS, upper, "mm[Hg]")
        + _reading("MCS88020", _MCS, lower, "mm[Hg]")
        + _reading("NPU21692", _NPU, str(dice.randrange(58, 76)), "1/min")
    )


def _weight(day: int, *, is_taken_back: bool) -> str:
    if is_taken_back:
        return _reading("NPU03804", _NPU, "746", "kg", status="nullified")
    number = f"{74.5 + chance('scale', day).uniform(-0.6, 0.6):.1f}"
    return _reading("NPU03804", _NPU, number, "kg")


def _reading(code: str, system: str, value: str, unit: str, status: str = "completed") -> str:
    return (
        '<component><observation classCode="OBS" moodCode="EVN">'
        f'<templateId root="{_CDA}.1.31"/><code nullFlavor="NI">'
        f'<translation code="{code}" codeSystem="{system}"/></code><statusCode code="{status}"/>'
        f'<value xsi:type="PQ" value="{value}" unit="{unit}"/>'
        '<methodCode code="POT" codeSystem="1.2.208.184.100.1"/></observation></component>\n'
    )


def _time(day: int, hour: int) -> str:
    return f'<effectiveTime value="{moment(day, hour * 3600):%Y%m%d%H%M%S}+0200"/>'


# -- the patient summary -----------------------------------------------------------

_LOINC: Final = "http://loinc.org"
_SNOMED: Final = "http://snomed.info/sct"
_ATC: Final = "http://www.whocc.no/atc"
_SUBJECT: Final = {"reference": "Patient/karen"}
_VISITS: Final = (20, 110, 200, 290)
"""The days on which blood was taken."""

_LABORATORY: Final = (
    ("NPU27300", "HbA1c", "mmol/mol", 47, 56, 0),
    ("NPU02319", "Hæmoglobin", "mmol/L", 7.6, 8.6, 1),
    ("NPU18016", "Kreatinin", "umol/L", 68, 92, 0),
    ("NPU03230", "Kalium", "mmol/L", 3.7, 4.6, 1),
)
"""Code, name, UCUM unit, between what, decimals."""


def patient_summary() -> str:
    """Return a Bundle: conditions, medication, vaccinations, an allergy, laboratory."""
    resources = [
        _composition(),
        _patient(BORN.isoformat(), GIVEN_NAME, CPR),
        _about("Condition", "c1", _coded(_SNOMED, "38341003", "Forhøjet blodtryk"), "2009-03-12"),
        _about("Condition", "c2", _coded(_SNOMED, "44054006", "Type 2-diabetes"), "2016-10-04"),
        _medicine("m1", "A10BA02", "Metformin", "2016-10-18"),
        _medicine("m2", "C09AA02", "Enalapril", "2009-03-12"),
        _vaccine("v1", "J07BB02", "Influenza", "2025-10-14"),
        _vaccine("v2", "J07BN", "Covid-19", "2025-10-14"),
        _vaccine("v3", "J07AL", "Pneumokokker", "2021-02-02"),
        _about(
            "AllergyIntolerance",
            "a1",
            _coded(_SNOMED, "91936005", "Allergi: penicillin"),
            "1987-05-01",
        ),
        *(_analysis(day, *each) for day in _VISITS for each in _LABORATORY),
    ]
    return _bundle("document", resources)


def another_person() -> str:
    """Return a Bundle about her husband, who has a vault of his own."""
    patient = _patient("1946-02-03", "Bent", None) | {"id": "bent"}
    pulse = {
        **_about("Observation", "p1", _coded(_LOINC, "8867-4", "Puls"), None),
        "subject": {"reference": "Patient/bent"},
        "status": "final",
        "effectiveDateTime": "2026-05-04T08:00:00+02:00",
        "valueQuantity": _measured(71, "/min"),
    }
    return _bundle("collection", [patient, pulse])


def _bundle(kind: str, resources: list[_Json]) -> str:
    entries = [
        {"fullUrl": f"urn:uuid:00000000-0000-4000-8000-{number:012d}", "resource": each}
        for number, each in enumerate(resources)
    ]
    bundle = {"resourceType": "Bundle", "type": kind, "entry": entries}
    return json.dumps(bundle, ensure_ascii=False, indent=1)


def _composition() -> _Json:
    return {
        "resourceType": "Composition",
        "id": "summary",
        "status": "final",
        "type": _coded(_LOINC, "60591-5", "Patientresumé"),
        "subject": _SUBJECT,
        "date": "2026-05-29T10:00:00+02:00",
        "title": "Patientresumé",
    }


def _patient(born: str, given: str, cpr: str | None) -> _Json:
    numbers = [] if cpr is None else [{"system": f"urn:oid:{_CPR_ROOT}", "value": cpr}]
    return {
        "resourceType": "Patient",
        "id": "karen",
        "name": [{"family": FAMILY_NAME, "given": [given]}],
        "birthDate": born,
    } | ({"identifier": numbers} if numbers else {})


def _about(kind: str, name: str, code: _Json, day: str | None) -> _Json:
    said = {"resourceType": kind, "id": name, "subject": _SUBJECT, "code": code}
    if kind == "AllergyIntolerance":
        said["patient"] = said.pop("subject")
    return said if day is None else said | {"recordedDate": day}


def _medicine(name: str, code: str, word: str, day: str) -> _Json:
    return {
        "resourceType": "MedicationStatement",
        "id": name,
        "status": "active",
        "subject": _SUBJECT,
        "medicationCodeableConcept": _coded(_ATC, code, word),
        "effectivePeriod": {"start": day},
    }


def _vaccine(name: str, code: str, word: str, day: str) -> _Json:
    return {
        "resourceType": "Immunization",
        "id": name,
        "status": "completed",
        "patient": _SUBJECT,
        "vaccineCode": _coded(_ATC, code, word),
        "occurrenceDateTime": day,
    }


def _analysis(
    day: int, code: str, word: str, unit: str, low: float, high: float, decimals: int
) -> _Json:
    value = round(chance(code, day).uniform(low, high), decimals)
    return {
        "resourceType": "Observation",
        "id": f"{code}-{day}",
        "status": "final",
        "subject": _SUBJECT,
        "code": _coded(f"urn:oid:{_NPU}", code, word),
        "effectiveDateTime": f"{moment(day, 9 * 3600).isoformat()}+02:00",
        "valueQuantity": _measured(value, unit),
    }


def _measured(value: float, unit: str) -> _Json:
    return {"value": value, "unit": unit, "system": "http://unitsofmeasure.org", "code": unit}


def _coded(system: str, code: str, word: str) -> _Json:
    return {"coding": [{"system": system, "code": code, "display": word}]}
