"""Nothing leaves but what the list allows: whatever stands in a resource, and wherever."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consent.request import Dates, Resolution
from export.minimisation.allowing import allow_list, parse_allow_list
from export.minimisation.documents import (
    HeldDocument,
    Minimised,
    Terms,
    changes_of,
    minimise_document,
)
from export.minimisation.rules import rules
from tests.full_resources import MARK, donor, full_resource, held, terms
from tests.synthetic_fhir import CPR, NUMBER

Json = dict[str, Any]
KINDS = sorted(allow_list().sent.keys() - {"MedicationOrder"})
TERMS = [
    terms(dates, resolution) for dates in Dates for resolution in (Resolution.RAW, Resolution.DAY)
]


class Everything:
    """Keys to whatever is asked for."""

    def target(self, kind: str | None, server_id: str) -> tuple[str, str] | None:
        return None if kind is None else (kind, donor().record_id(kind, server_id))


def all_that_leaves(found: Minimised) -> str:
    if found.outgoing is None:
        return ""
    cells = [str(cell) for row in found.outgoing.rows for cell in row.cells]
    return found.outgoing.line.decode() + " ".join(cells)


@pytest.mark.parametrize("kind", KINDS)
def test_no_mark_that_is_planted_beside_the_allowed_paths_leaves(kind: str) -> None:
    planted = full_resource(kind)
    assert len(planted.marks) > 20
    for on in TERMS:
        found = minimise_document(held(planted.resource), replace(on, keys=Everything()))
        assert found.outgoing is not None, found.withheld
        leaked = {
            planted.marks.get(each) for each in re.findall(rf"{MARK}\w+", all_that_leaves(found))
        }
        assert leaked == set()
        assert all(MARK not in name for name in found.dropped)


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("Condition", "note*.authorString"),
        ("Observation", "component*.valueString"),
        ("Encounter", "hospitalization.specialArrangement*.text"),
        ("Immunization", "lotNumber"),
    ],
)
def test_one_more_path_lets_exactly_its_marks_through(kind: str, path: str) -> None:
    """The control: marks are found when they leave, and a path opens nothing beside itself."""
    planted = full_resource(kind)
    plain = re.sub(r"\*", "", f"{kind}.{path}")
    expected = {mark for mark, at in planted.marks.items() if at == plain}
    assert expected
    text = f'[sent.{kind}]\nabout = "subject"\n[sent.{kind}.paths]\n"{path}" = "link"\n'
    opened = parse_allow_list(text).sent[kind]
    wider = allow_list()._replace(sent={**allow_list().sent, kind: opened})
    found = minimise_document(held(planted.resource), replace(terms(), allowed=wider))
    assert found.outgoing is not None
    assert set(re.findall(rf"{MARK}\w+", all_that_leaves(found))) == expected


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str):
        yield value


def _replaced(value: object, by: str) -> object:
    """Return a resource in which every text but its kind is another."""
    if isinstance(value, dict):
        return {
            name: each if name == "resourceType" else _replaced(each, by)
            for name, each in value.items()
        }
    if isinstance(value, list):
        return [_replaced(each, by) for each in value]
    return by if isinstance(value, str) else value


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("words", [NUMBER, f"{NUMBER[:6]}-{NUMBER[6:]}", "Niels Vendelboe", CPR])
def test_a_person_in_every_text_of_a_resource_leaves_in_none(kind: str, words: str) -> None:
    """No treatment hands on a text that says who somebody is: not one of the paths is free."""
    resource = _replaced(full_resource(kind).resource, words)
    assert isinstance(resource, dict)
    for on in TERMS:
        assert words not in all_that_leaves(minimise_document(held(resource), on))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("number", [int(NUMBER), float(NUMBER), int(NUMBER) + 0.5, -int(NUMBER)])
def test_a_number_of_a_person_in_place_of_every_number_leaves_in_none(
    kind: str, number: float
) -> None:
    def filled(value: object) -> object:
        if isinstance(value, dict):
            return {name: filled(each) for name, each in value.items()}
        if isinstance(value, list):
            return [filled(each) for each in value]
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return number if is_number else value

    resource = filled(full_resource(kind).resource)
    assert isinstance(resource, dict)
    found = minimise_document(held(resource), replace(TERMS[0], keys=Everything()))
    assert NUMBER not in all_that_leaves(found)
    assert NUMBER[:8] not in all_that_leaves(found)


NAMES = (
    *("code", "coding", "system", "value", "valueQuantity", "component", "subject", "id", "text"),
    *("effectiveDateTime", "effectivePeriod", "start", "status", "item", "answer", "linkId"),
    *("contained", "medicationReference", "reference", "extension", "category"),
)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False)
    | st.text(max_size=12)
    | st.sampled_from(["Patient/1", "http://loinc.org", "8867-4", "2024-03-05"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5)
    ),
    max_leaves=25,
)


@settings(max_examples=150)
@given(st.sampled_from(KINDS), JSON, st.sampled_from(TERMS))
def test_whatever_stands_in_a_resource_it_goes_or_stays(
    kind: str, inner: object, on: Terms
) -> None:
    """Wrong types are dropped and never crash; the preview and the line come to the same end."""
    resource = {**inner, "resourceType": kind} if isinstance(inner, dict) else {
        "resourceType": kind, "code": inner, "subject": inner, "period": inner, "item": inner,
        "type": inner, "component": inner, "contained": inner, "verificationStatus": inner,
    }  # fmt: skip
    document = HeldDocument("d1", kind, "laboratory", orjson.dumps(resource))
    found = minimise_document(document, on)
    assert (found.outgoing is None) is (found.withheld in rules())
    if found.outgoing is not None:
        line = json.loads(found.outgoing.line)
        assert b"\n" not in found.outgoing.line
        assert line["resourceType"] == found.outgoing.resource_type
        assert found.withheld is None
    assert all(change.rule in rules() for change in changes_of(document, on))


@settings(max_examples=150)
@given(st.sampled_from(KINDS), st.data())
def test_one_broken_value_does_not_break_the_rest(kind: str, data: st.DataObject) -> None:
    """Any one member of a full resource may be anything."""
    resource = json.loads(json.dumps(full_resource(kind).resource))
    name = data.draw(st.sampled_from(sorted(set(resource) - {"resourceType"})))
    resource[name] = data.draw(JSON)
    found = minimise_document(held(resource), replace(TERMS[0], keys=Everything()))
    assert MARK not in all_that_leaves(found)


@settings(max_examples=60)
@given(st.binary(max_size=200))
def test_any_bytes_stay(body: bytes) -> None:
    document = HeldDocument("d1", "Condition", "conditions", body)
    assert minimise_document(document, terms()).outgoing is None


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_but_dates_depends_on_the_treatment_of_dates(kind: str) -> None:
    """Two treatments give the same resource once all that looks like a date is out of it."""
    resource = full_resource(kind).resource
    told = set()
    for on in (terms(Dates.EXACT), terms(Dates.SHIFTED)):
        found = minimise_document(held(resource), on)
        told.add(re.sub(r"\d{4}-\d\d-\d\d(T[\d:]+Z)?", "", all_that_leaves(found)))
    assert len(told) == 1


def test_the_texts_that_leave_are_known_beforehand() -> None:
    """Of a result every text that is sent is a code, a name of ours, a date or FHIR's own."""
    found = minimise_document(held(full_resource("Condition").resource), TERMS[0])
    assert found.outgoing is not None
    known = re.compile(
        r"http://[A-Za-z./0-9-]+|\d+-\d|[a-z-]+|Condition|Patient/[a-z2-7]{20}|[b-z]{38}"
        r"|\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?"
    )
    assert [
        text for text in _texts(json.loads(found.outgoing.line)) if not known.fullmatch(text)
    ] == []
