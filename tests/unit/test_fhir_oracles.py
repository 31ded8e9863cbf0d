"""The oracles for FHIR R4 accept what is right, and refuse each fault they are there for."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from tests.fhir_oracles import SCHEMA, TYPES, NotR4, require_r4, require_r4_model, require_r4_schema

Resource = dict[str, Any]

CONSENT: Resource = {
    "resourceType": "Consent",
    "id": "consent-1",
    "extension": [
        {
            "url": "http://fhir.de/ConsentManagement/StructureDefinition/DomainReference",
            "extension": [
                {"url": "domain", "valueReference": {"reference": "ResearchStudy/study-1"}},
                {
                    "url": "status",
                    "valueCoding": {
                        "system": "http://hl7.org/fhir/publication-status",
                        "code": "active",
                    },
                },
            ],
        }
    ],
    "identifier": [
        {
            "system": "urn:ietf:rfc:3986",
            "value": "urn:uuid:2f6f4a5e-6f0a-4b1e-9b8e-5a4e3f7a1c11",
        }
    ],
    "status": "active",
    "scope": {
        "coding": [
            {
                "system": "http://terminology.hl7.org/CodeSystem/consentscope",
                "code": "research",
            }
        ]
    },
    "category": [{"coding": [{"system": "http://loinc.org", "code": "57016-8"}]}],
    "patient": {"identifier": {"system": "urn:ietf:rfc:3986", "value": "urn:example:p"}},
    "dateTime": "2026-02-27T00:00:00+01:00",
    "performer": [{"identifier": {"value": "urn:example:p"}}],
    "organization": [{"display": "Eksempeluniversitetet"}],
    "sourceReference": {"reference": "DocumentReference/text-1"},
    "policy": [{"uri": "urn:uuid:2f6f4a5e-6f0a-4b1e-9b8e-5a4e3f7a1c12"}],
    "provision": {
        "type": "deny",
        "period": {"start": "2026-02-27", "end": "2030-01-01"},
        "provision": [
            {
                "type": "permit",
                "period": {"start": "2026-02-27", "end": "2027-02-27"},
                "actor": [
                    {
                        "role": {
                            "coding": [
                                {
                                    "system": "http://terminology.hl7.org/CodeSystem/v3-ParticipationType",
                                    "code": "IRCP",
                                }
                            ]
                        },
                        "reference": {"display": "Eksempeluniversitetet"},
                    }
                ],
                "purpose": [
                    {
                        "system": "http://terminology.hl7.org/CodeSystem/v3-ActReason",
                        "code": "HRESCH",
                    }
                ],
                "code": [
                    {
                        "coding": [
                            {
                                "system": "https://w3id.org/dpv/legal/eu/ehds#",
                                "code": "PersonGeneratedWellnessAppData",
                            }
                        ]
                    }
                ],
                "dataPeriod": {"start": "2020-01-01", "end": "2026-01-01"},
                "data": [{"meaning": "instance", "reference": {"reference": "Observation/1"}}],
            }
        ],
    },
}
"""Shaped like that of the Medical Informatics Initiative: all is denied but what is named."""

PROVENANCE: Resource = {
    "resourceType": "Provenance",
    "target": [{"reference": "Consent/consent-1"}],
    "recorded": "2026-02-27T10:00:00+01:00",
    "activity": {
        "coding": [
            {
                "system": "http://terminology.hl7.org/CodeSystem/v3-DataOperation",
                "code": "CREATE",
            }
        ]
    },
    "agent": [{"who": {"display": "Datadonor"}}],
    "entity": [{"role": "source", "what": {"reference": "DocumentReference/text-1"}}],
    "signature": [
        {
            "type": [{"system": "urn:iso-astm:E1762-95:2013", "code": "1.2.840.10065.1.12.1.7"}],
            "when": "2026-02-27T10:00:00+01:00",
            "who": {"display": "Datadonor"},
            "data": "c2lnbmF0dXJl",
        }
    ],
}
TEXT: Resource = {
    "resourceType": "DocumentReference",
    "id": "text-1",
    "status": "current",
    "content": [
        {"attachment": {"contentType": "text/plain", "language": "da", "data": "dGVrc3Q="}}
    ],
}
BUNDLE: Resource = {
    "resourceType": "Bundle",
    "type": "collection",
    "entry": [
        {"fullUrl": "urn:example:consent", "resource": CONSENT},
        {"fullUrl": "urn:example:provenance", "resource": PROVENANCE},
        {"fullUrl": "urn:example:text", "resource": TEXT},
    ],
}

Oracle = Callable[[Resource], None]


def changed(document: Resource, path: str, value: object) -> Resource:
    """Return a copy with one place changed; None takes it away. Numbers are positions."""
    copy = deepcopy(document)
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place: Any = copy
    for step in way:
        place = place[step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return copy


@pytest.mark.parametrize(
    "document", [CONSENT, PROVENANCE, TEXT, BUNDLE], ids=lambda each: str(each["resourceType"])
)
def test_what_is_right_passes_both(document: Resource) -> None:
    require_r4(document)


INNER = "provision.provision.0"
BOTH = (require_r4_schema, require_r4_model)


@pytest.mark.parametrize(
    ("path", "value", "oracles"),
    [
        # Code lists: only the schema knows them.
        ("status", "banana", (require_r4_schema,)),
        ("provision.type", "maybe", (require_r4_schema,)),
        (f"{INNER}.data.0.meaning", "bogus", (require_r4_schema,)),
        # The calendar: only the model knows it.
        ("dateTime", "2026-02-30T00:00:00+01:00", (require_r4_model,)),
        ("provision.period.start", "2026-02-30", (require_r4_model,)),
        # A primitive that must be there: the schema allows an extension in its place.
        ("status", None, (require_r4_model,)),
        ("dateTime", "2026-02-27T00:00:00", BOTH),
        ("scope", None, BOTH),
        ("category", None, BOTH),
        ("category", {"text": "one, not a list"}, BOTH),
        ("unheardOf", "x", BOTH),
        (f"{INNER}.unheardOf", "x", BOTH),
        (f"{INNER}.actor.0.role", None, BOTH),
        (f"{INNER}.data.0.reference", None, BOTH),
        ("resourceType", "Observation", BOTH),
    ],
)
def test_a_fault_in_a_consent_is_refused(
    path: str, value: object, oracles: tuple[Oracle, ...]
) -> None:
    faulty = changed(CONSENT, path, value)
    for oracle in oracles:
        with pytest.raises(NotR4):
            oracle(faulty)
    with pytest.raises(NotR4):
        require_r4(faulty)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("target", None),
        ("recorded", None),
        ("agent", None),
        ("agent.0.who", None),
        ("entity.0.role", "banana"),
        ("signature.0.type", None),
    ],
)
def test_a_fault_in_a_provenance_is_refused(path: str, value: object) -> None:
    with pytest.raises(NotR4):
        require_r4(changed(PROVENANCE, path, value))


def test_a_fault_within_a_bundle_is_refused() -> None:
    """The bundle's entries are any of the ten resources, and each is looked into."""
    with pytest.raises(NotR4):
        require_r4_schema(changed(BUNDLE, "entry.0.resource.status", "banana"))
    with pytest.raises(NotR4):
        require_r4_model(changed(BUNDLE, "entry.0.resource.dateTime", "2026-02-30"))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("patient", None),
        # ppc-1: either a policy or a policyRule.
        ("policy", None),
        # per-1: a period ends after it starts.
        ("provision.period.end", "2020-01-01"),
        # Our rule: the exact text that was agreed to is named.
        ("sourceReference", None),
    ],
)
def test_what_no_oracle_sees_is_left_to_our_own_checks(path: str, value: object) -> None:
    """Passing the oracles proves none of these.

    One that an oracle begins to see may be taken from the list.
    """
    require_r4(changed(CONSENT, path, value))


def test_an_empty_list_is_seen_only_by_carrying_it_through() -> None:
    """FHIR JSON has no empty lists (R4 2.6.2). The schema lets one through; the model drops it."""
    require_r4_schema(changed(CONSENT, "category", []))
    with pytest.raises(NotR4):
        require_r4_model(changed(CONSENT, "category", []))


def test_the_schema_is_whole() -> None:
    """Every definition that is referred to is there, so that nothing is let through unlooked."""
    text = SCHEMA.read_text("utf-8")
    definitions = json.loads(text)["definitions"]
    named = {
        line.split("#/definitions/")[1].split('"')[0]
        for line in text.splitlines()
        if '"$ref"' in line
    }
    assert named <= set(definitions)
    assert set(definitions) >= TYPES
    assert {
        each["$ref"].rpartition("/")[2] for each in definitions["ResourceList"]["oneOf"]
    } == TYPES
