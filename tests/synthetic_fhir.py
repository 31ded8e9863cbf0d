"""FHIR as tests need it: made-up people, and XML written from JSON by other rules than ours.

The person is one of the test persons that HL7 Denmark publishes with its core guide.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple
from xml.sax.saxutils import quoteattr

from tests.importing import Yielded, read_file

CPR: Final = "urn:oid:1.2.208.176.1.2"
NUMBER: Final = "3001749995"
LOINC: Final = "http://loinc.org"
NPU: Final = "urn:oid:1.2.208.176.2.1"
SNOMED: Final = "http://snomed.info/sct"
MDC: Final = "urn:iso:std:iso:11073:10101"
UCUM: Final = "http://unitsofmeasure.org"
OBSERVATION_CATEGORY: Final = "http://terminology.hl7.org/CodeSystem/observation-category"

Json = dict[str, Any]


def coded(system: str, code: str, display: str | None = None) -> Json:
    """A CodeableConcept with one code."""
    coding = {"system": system, "code": code} | ({"display": display} if display else {})
    return {"coding": [coding]}


def quantity(value: float, code: str) -> Json:
    return {"value": value, "unit": code, "system": UCUM, "code": code}


def patient(**more: object) -> Json:
    return {
        "resourceType": "Patient",
        "id": "niels-1974",
        "identifier": [{"use": "official", "system": CPR, "value": NUMBER}],
        "name": [{"use": "official", "family": "Vendelboe", "given": ["Niels", "Test"]}],
        "telecom": [{"system": "phone", "value": "00000000"}],
        "birthDate": "1974-01-30",
        "address": [{"line": ["Testkajen 2"], "postalCode": "9210", "city": "Testby"}],
        **more,
    }


def observation(code: Json, **more: object) -> Json:
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": code,
        "subject": {"reference": "Patient/niels-1974"},
        "effectiveDateTime": "2023-11-01T12:00:00+01:00",
        **more,
    }


def pulse(value: float = 62, **more: object) -> Json:
    return observation(
        coded(LOINC, "8867-4", "Heart rate"), valueQuantity=quantity(value, "/min"), **more
    )


def bundle(*resources: Json, kind: str = "collection") -> Json:
    entries = [
        {"fullUrl": f"urn:uuid:00000000-0000-4000-8000-{number:012d}", "resource": each}
        for number, each in enumerate(resources)
    ]
    return {"resourceType": "Bundle", "type": kind, "entry": entries}


def found_in(folder: Path, content: Json | list[Json] | str | bytes) -> Yielded:
    """Write one file and read it, as the pipeline would."""
    from datadonor.sources.formats.fhir import FORMAT

    file = folder / "given"
    if not isinstance(content, str | bytes):
        content = json.dumps(content)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_file(FORMAT, file)


class Decimal(NamedTuple):
    """A JSON number with a point or an exponent, as it was written."""

    digits: str

    def __str__(self) -> str:
        return self.digits


def exactly(text: str | bytes) -> Json:
    """Parse JSON so that two decimals are equal only if they were written alike."""
    read: Json = json.loads(text, parse_float=Decimal)
    return read


def as_xml(resource: Mapping[str, Any]) -> str:
    """Write a resource, parsed by ``exactly``, as FHIR XML (FHIR R4, 2.6.1)."""
    inner = _members(resource)
    kind = resource["resourceType"]
    return f'<{kind} xmlns="http://hl7.org/fhir">{inner}</{kind}>'


def _members(parts: Mapping[str, Any]) -> str:
    names = dict.fromkeys(name.removeprefix("_") for name in parts)
    written = ""
    for name in names:
        if name == "resourceType":
            continue
        values, asides = parts.get(name), parts.get(f"_{name}")
        many = isinstance(values, list) or isinstance(asides, list)
        pairs = _paired(values or [], asides or []) if many else [(values, asides)]
        written += "".join(_element(name, value, aside) for value, aside in pairs)
    return written


def _paired(values: list[Any], asides: list[Any]) -> list[tuple[Any, Any]]:
    length = max(len(values), len(asides))
    return [
        (
            values[place] if place < len(values) else None,
            asides[place] if place < len(asides) else None,
        )
        for place in range(length)
    ]


def _element(name: str, value: object, aside: Mapping[str, Any] | None) -> str:
    if name == "div":
        return str(value)
    if isinstance(value, Mapping) and "resourceType" in value:
        return f"<{name}>{as_xml(value)}</{name}>"
    inner = value if isinstance(value, Mapping) else aside or {}
    attributes = "".join(
        f" {key}={quoteattr(inner[key])}" for key in ("id", "url") if _is_attribute(key, inner)
    )
    if value is not None and not isinstance(value, Mapping):
        words = str(value).lower() if isinstance(value, bool) else str(value)
        attributes += (
            f" value={quoteattr(words, {chr(10): '&#10;', chr(13): '&#13;', chr(9): '&#9;'})}"
        )
    rest = {key: each for key, each in inner.items() if not _is_attribute(key, inner)}
    return f"<{name}{attributes}>{_members(rest)}</{name}>"


def _is_attribute(key: str, parts: Mapping[str, Any]) -> bool:
    """Whether a member is an attribute: an element's id, and an extension's url."""
    if key not in parts or not isinstance(parts[key], str):
        return False
    return key == "id" or (
        key == "url" and any(each == "extension" or each.startswith("value") for each in parts)
    )
