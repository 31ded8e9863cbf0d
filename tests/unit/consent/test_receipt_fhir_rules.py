"""Our own rules for FHIR receipts see each fault that the validators we know let through.

Which ones those are was measured with HL7's R4 schema and ``fhir.resources``;
``tests/unit/test_fhir_oracles.py`` shows it.
"""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.receipt.fhir import fhir_receipt
from consent.receipt.fhir_rules import FhirFaulty, check_fhir, require_sound
from consent.receipt.record import Copy
from tests.fhir_oracles import require_r4_schema
from tests.receipts import record

Json = dict[str, Any]

CONSENT = "entry.0.resource"
PERMIT = f"{CONSENT}.provision.provision.0"
TEXT = "entry.1.resource"
STUDY = "entry.2.resource"
CONTROLLER = "entry.3.resource"
SIGNED = "entry.7.resource"
NOWHERE = "urn:uuid:00000000-0000-4000-8000-000000000000"


@pytest.fixture
def sound() -> Json:
    return sound_receipt()


def sound_receipt() -> Json:
    return deepcopy(fhir_receipt(record(Copy.DONOR, "narrowed")))


def steps(path: str) -> list[str | int]:
    return [int(step) if step.isdigit() else step for step in path.split(".")]


def change(document: Json, path: str, value: object) -> None:
    """Put a value at a place. Numbers are positions."""
    *way, last = steps(path)
    place: Any = document
    for step in way:
        place = place[step]
    place[last] = value


def remove(document: Json, path: str) -> None:
    """Take away what is at a place."""
    *way, last = steps(path)
    place: Any = document
    for step in way:
        place = place[step]
    del place[last]


def codes(document: Json) -> set[str]:
    return {fault.partition(":")[0] for fault in check_fhir(document)}


def test_the_receipt_that_is_spoilt_here_is_sound(sound: Json) -> None:
    assert check_fhir(sound) == []
    require_sound(sound)


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        (f"{CONSENT}.status", "banana", "code_unknown"),
        (f"{CONSENT}.provision.type", "maybe", "code_unknown"),
        (f"{PERMIT}.type", "maybe", "code_unknown"),
        (f"{PERMIT}.data", [{"meaning": "bogus", "reference": {"display": "x"}}], "code_unknown"),
        (f"{PERMIT}.data", [{"meaning": "instance"}], "missing"),
        (f"{CONSENT}.unheardOf", "x", "unknown_field"),
        (f"{PERMIT}.unheardOf", "x", "unknown_field"),
        (f"{CONSENT}.provision.period.start", "2026-02-30", "day_impossible"),
        (f"{CONSENT}.dateTime", "2026-02-30T00:00:00Z", "time_impossible"),
        (f"{CONSENT}.dateTime", "2026-09-01T00:00:00", "time_without_zone"),
        (f"{SIGNED}.recorded", "2026-09-01T00:00:00", "time_without_zone"),
        (f"{SIGNED}.signature.0.when", "2026-09-01", "time_unreadable"),
        (f"{CONSENT}.category", [], "empty"),
        (f"{PERMIT}.purpose", [], "empty"),
        (f"{CONTROLLER}.name", "", "empty"),
        (f"{CONTROLLER}.name", None, "empty"),
        (f"{CONSENT}.scope", {}, "empty"),
        (f"{CONSENT}.provision.period.end", "2020-01-01", "per-1"),
        (f"{PERMIT}.period.end", "2020-01-01", "per-1"),
        (f"{PERMIT}.dataPeriod.end", "2020-01-01", "per-1"),
    ],
)
def test_what_validators_let_through_is_seen(
    sound: Json, path: str, value: object, code: str
) -> None:
    change(sound, path, value)
    assert code in codes(sound)
    with pytest.raises(FhirFaulty):
        require_sound(sound)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (f"{CONSENT}.patient", "missing"),
        (f"{CONSENT}.policy", "ppc-1"),
        (f"{CONSENT}.scope", "missing"),
        (f"{CONSENT}.category", "missing"),
        (f"{CONSENT}.identifier", "missing"),
        (f"{CONSENT}.performer", "missing"),
        (f"{CONSENT}.organization", "missing"),
        (f"{CONSENT}.sourceReference", "missing"),
        (f"{CONSENT}.dateTime", "missing"),
        (f"{CONSENT}.provision", "missing"),
        (f"{CONSENT}.provision.period.end", "missing"),
        (f"{PERMIT}.period", "missing"),
        (f"{PERMIT}.code", "missing"),
        (f"{PERMIT}.purpose", "missing"),
        (f"{PERMIT}.actor", "missing"),
        (f"{PERMIT}.actor.0.role", "missing"),
        (f"{PERMIT}.actor.0.reference", "missing"),
        (f"{SIGNED}.target", "missing"),
        (f"{SIGNED}.recorded", "missing"),
        (f"{SIGNED}.agent", "missing"),
        (f"{SIGNED}.agent.0.who", "missing"),
        (f"{SIGNED}.signature.0.who", "missing"),
        (f"{TEXT}.content", "missing"),
        (f"{TEXT}.content.0.attachment.data", "missing"),
        (f"{STUDY}.status", "missing"),
        (f"{CONTROLLER}.resourceType", "resource_unknown"),
        ("identifier", "missing"),
        ("entry", "missing"),
    ],
)
def test_what_must_be_there_is_missed(sound: Json, path: str, code: str) -> None:
    remove(sound, path)
    assert code in codes(sound)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (f"{CONSENT}.scope.coding.0.code", "code_unknown"),
        (f"{CONSENT}.scope.coding.0.system", "system_unknown"),
        (f"{CONSENT}.category.0.coding.0.code", "code_unknown"),
        (f"{CONSENT}.extension.0.url", "extension_unknown"),
        (f"{CONSENT}.extension.0.extension.1.valueCoding.code", "code_unknown"),
        (f"{PERMIT}.actor.0.role.coding.0.code", "code_unknown"),
        (f"{PERMIT}.purpose.0.code", "code_unknown"),
        (f"{PERMIT}.code.0.coding.0.code", "code_unknown"),
        (f"{PERMIT}.extension.0.url", "extension_unknown"),
        (f"{SIGNED}.activity.coding.0.code", "code_unknown"),
        (f"{SIGNED}.agent.0.type.coding.0.code", "code_unknown"),
        (f"{SIGNED}.entity.0.role", "code_unknown"),
        (f"{SIGNED}.signature.0.type.0.code", "code_unknown"),
        (f"{TEXT}.status", "code_unknown"),
        (f"{TEXT}.type.coding.0.code", "code_unknown"),
        (f"{STUDY}.status", "code_unknown"),
        (f"{CONTROLLER}.telecom.0.system", "code_unknown"),
        ("type", "code_unknown"),
        (f"{CONTROLLER}.resourceType", "resource_unknown"),
    ],
)
def test_every_list_of_codes_is_held(sound: Json, path: str, code: str) -> None:
    change(sound, path, "banana")
    assert code in codes(sound)


def test_a_code_of_another_place_is_none_here(sound: Json) -> None:
    """Each place has its own list: a code that is right elsewhere is wrong in it."""
    consent = sound["entry"][0]["resource"]
    consent["scope"], consent["category"][0] = consent["category"][0], consent["scope"]
    assert codes(sound) == {"code_unknown"}


def test_a_provision_within_a_permit_is_refused(sound: Json) -> None:
    """One nesting level only: readers misread more."""
    inner = sound["entry"][0]["resource"]["provision"]["provision"][0]
    inner["provision"] = [deepcopy(inner)]
    assert codes(sound) == {"nesting"}


@pytest.mark.parametrize(
    ("path", "value"), [(f"{CONSENT}.provision.type", "permit"), (f"{PERMIT}.type", "deny")]
)
def test_anything_but_outer_deny_and_inner_permit_is_refused(
    sound: Json, path: str, value: str
) -> None:
    change(sound, path, value)
    assert codes(sound) == {"opt_in"}


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        (f"{CONSENT}.sourceReference.reference", NOWHERE, "reference_dangling"),
        (f"{CONSENT}.extension.0.extension.0.valueReference.reference", NOWHERE,
         "reference_dangling"),
        (f"{SIGNED}.target.0.reference", NOWHERE, "reference_dangling"),
        (f"{CONSENT}.sourceReference", {"type": "Patient"}, "reference_empty"),
        (f"{CONSENT}.sourceReference.reference", "DocumentReference/1", "form"),
        ("entry.1.fullUrl", NOWHERE, "full_url"),
    ],
)  # fmt: skip
def test_every_reference_leads_somewhere(sound: Json, path: str, value: object, code: str) -> None:
    change(sound, path, value)
    assert code in codes(sound)


@pytest.mark.parametrize(
    "path",
    [
        f"{CONSENT}.sourceReference",
        f"{CONSENT}.organization.0",
        f"{CONSENT}.patient",
        f"{CONSENT}.performer.0",
        f"{CONSENT}.extension.0.extension.0.valueReference",
        f"{TEXT}.custodian",
        f"{STUDY}.sponsor",
        f"{SIGNED}.target.0",
    ],
)
def test_a_reference_leads_to_what_belongs_there(sound: Json, path: str) -> None:
    change(sound, path, {"reference": sound["entry"][5]["fullUrl"]})  # the program
    assert codes(sound) == {"reference_kind"}


def test_one_bundle_has_one_consent(sound: Json) -> None:
    again = deepcopy(sound["entry"][0])
    sound["entry"].append(again)
    assert codes(sound) == {"full_url_twice"}
    again["fullUrl"], again["resource"]["id"] = NOWHERE, NOWHERE.removeprefix("urn:uuid:")
    assert codes(sound) == {"one_consent"}


def test_an_organisation_has_a_name_or_an_identifier(sound: Json) -> None:
    remove(sound, f"{CONTROLLER}.name")
    remove(sound, f"{CONTROLLER}.identifier")
    assert codes(sound) == {"org-1"}


def test_an_extension_has_either_a_value_or_parts(sound: Json) -> None:
    change(sound, f"{CONSENT}.extension.0.valueCode", "x")
    change(sound, f"{CONSENT}.extension.0.extension.0.valueCode", "x")
    assert codes(sound) == {"ext-1"}
    remove(sound, f"{CONSENT}.extension.0.extension")
    remove(sound, f"{CONSENT}.extension.0.valueCode")
    assert codes(sound) == {"ext-1"}


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"resourceType": "Bundle", "entry": 7},
        {"resourceType": "Bundle", "entry": [None, 3, "x", []]},
        {"resourceType": "Consent"},
        {"x": float("nan")},
        {"x": object()},
        {1: 2},
    ],
)
def test_what_is_no_receipt_at_all_is_refused(document: Any) -> None:  # noqa: ANN401
    assert check_fhir(document)


def test_a_document_of_any_depth_is_refused_and_not_followed() -> None:
    deep: Any = {}
    for _ in range(100_000):
        deep = {"x": [deep]}
    assert check_fhir(deep) == ["form:"]


def places(value: Any, way: str = "") -> list[str]:  # noqa: ANN401 - any JSON
    """Return the path of everything within a document."""
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    else:
        return [way]
    paths = [way] if way else []
    for name, each in inner:
        paths += places(each, f"{way}.{name}" if way else str(name))
    return paths


PLACES = places(sound_receipt())
GARBAGE = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20), st.lists(st.integers(), max_size=2), st.just({}),
    st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2),
)  # fmt: skip
VALUE = "zzqxj"


@given(st.sampled_from(PLACES), GARBAGE)
def test_garbage_anywhere_is_an_answer_and_never_a_crash(path: str, garbage: Any) -> None:  # noqa: ANN401
    """And what our rules let through, HL7's schema lets through too."""
    document = sound_receipt()
    change(document, path, garbage)
    faults = check_fhir(document)
    assert faults == sorted(set(faults))
    if not faults:
        require_r4_schema(document)


@given(st.sampled_from(PLACES))
def test_no_fault_tells_a_value(path: str) -> None:
    document = sound_receipt()
    change(document, path, VALUE)
    assert not [fault for fault in check_fhir(document) if VALUE in fault]
