"""References in clinical documents: whole within a bundle, and none out of it."""

import itertools
import json
from dataclasses import replace
from typing import Any

import pytest

from export.minimisation.documents import Minimised, minimise_document
from export.minimisation.references import settle
from tests.full_resources import (
    condition,
    held,
    terms,
)
from tests.synthetic_fhir import coded

Json = dict[str, Any]


def _settled(*resources: Json) -> list[Minimised]:
    on = terms()
    documents = [held(each, record=f"d{number}") for number, each in enumerate(resources)]
    keys = settle(lambda: ((each, on) for each in documents))
    return [minimise_document(each, replace(on, keys=keys)) for each in documents]


def _request(**more: object) -> Json:
    return {
        "resourceType": "MedicationRequest",
        "id": "r1",
        "status": "active",
        "intent": "order",
        "medicationReference": {"reference": "Medication/m1"},
    } | more


def _medication(**more: object) -> Json:
    code = coded("http://www.whocc.no/atc", "C09AA05")
    return {"resourceType": "Medication", "id": "m1", "code": code} | more


def test_references_within_a_bundle_stay_whole() -> None:
    request, medication = _settled(_request(), _medication())
    assert request.outgoing is not None
    assert medication.outgoing is not None
    sent_id = json.loads(medication.outgoing.line)["id"]
    place = json.loads(request.outgoing.line)["medicationReference"]
    assert place == {"reference": f"Medication/{sent_id}"}
    assert request.outgoing.rows[0].cells[4] == sent_id


def test_a_reference_to_what_stays_is_dropped_and_what_hangs_on_it_stays_too() -> None:
    """The medicine is rare, so the prescription that only points at it says nothing."""
    rare = _medication(code=coded("http://www.whocc.no/atc", "R07AX02"))
    request, medication = _settled(_request(), rare)
    assert medication.withheld == "rare_code_held_back"
    assert request.withheld == "nothing_left"


def test_a_chain_that_hangs_on_what_stays_stays() -> None:
    use = {"resourceType": "MedicationAdministration", "status": "completed", "id": "a1",
           "medicationCodeableConcept": coded("http://www.whocc.no/atc", "C09AA05"),
           "request": {"reference": "MedicationRequest/r1"}}  # fmt: skip
    given, request = _settled(use, _request())
    assert request.withheld == "nothing_left"
    assert given.outgoing is not None
    assert "request" not in json.loads(given.outgoing.line)


@pytest.mark.parametrize(
    ("place", "is_kept"),
    [
        ("Encounter/e1", True),
        ("https://a-clinic.example/fhir/Encounter/e1", True),
        ("Encounter/e1/_history/3", True),
        ("urn:uuid:11111111-2222-4333-8444-555555555555", False),
        ("Encounter/e2", False),
        ("Patient/e1", False),
        ("#e1", False),
        ("javascript:alert(1)//Encounter/e1", False),
        (7, False),
    ],
)
def test_a_reference_goes_if_what_it_points_at_goes(place: object, is_kept: bool) -> None:
    visit = {"resourceType": "Encounter", "id": "e1", "period": {"start": "2020-01-01"}}
    of, _ = _settled(condition(encounter={"reference": place, "display": "Riget"}), visit)
    assert of.outgoing is not None
    assert (b'"encounter"' in of.outgoing.line) is is_kept


def test_two_of_one_name_are_not_told_apart() -> None:
    """Ids are a server's; two servers' are brought together by nobody."""
    visit = {"resourceType": "Encounter", "id": "e1", "period": {"start": "2020-01-01"}}
    of, *_ = _settled(condition(encounter={"reference": "Encounter/e1"}), visit, visit)
    assert of.outgoing is not None
    assert b'"encounter"' not in of.outgoing.line


UUIDS = [f"11111111-2222-4333-8444-{number:012d}" for number in range(30)]


def _made_of(server_id: str, place: str) -> Json:
    """A medicine that says nothing but what it is made of."""
    part = {"itemReference": {"reference": place}}
    return {"resourceType": "Medication", "id": server_id, "ingredient": [part]}


def test_two_that_hang_on_each_other_come_to_an_end() -> None:
    """Both go or neither: it must not be found again and again that now the other one does."""
    found = _settled(
        _made_of(UUIDS[0], f"urn:uuid:{UUIDS[1]}"), _made_of(UUIDS[1], f"Medication/{UUIDS[0]}")
    )
    assert [each.outgoing is None for each in found] == [False, False]


def test_a_double_stays_a_double_when_one_of_them_stays() -> None:
    """Whether two are told apart does not hang on which goes, or it might never settle."""
    rare = _medication(code=coded("http://www.whocc.no/atc", "R07AX02"))
    request, *_ = _settled(_request(), _medication(), rare)
    assert request.withheld == "nothing_left"


def test_a_longer_chain_than_any_honest_one_has_no_references() -> None:
    chain = [_made_of(one, f"Medication/{two}") for one, two in itertools.pairwise(UUIDS)]
    found = _settled(*chain)
    assert {each.withheld for each in found} == {"nothing_left"}


def test_each_reference_that_is_sent_leads_to_what_is_sent() -> None:
    visit = {"resourceType": "Encounter", "id": "e1", "period": {"start": "2020-01-01"}}
    newest = visit | {"id": "e2", "period": {"start": "2026-06-01"}}
    about = [condition(encounter={"reference": f"Encounter/e{number}"}) for number in (1, 2, 3)]
    found = _settled(visit, newest, *about, _request(), _medication())
    lines = [json.loads(each.outgoing.line) for each in found if each.outgoing is not None]
    sent = {f"{line['resourceType']}/{line['id']}" for line in lines}
    places = {line[name]["reference"] for line in lines
              for name in ("encounter", "medicationReference") if name in line}  # fmt: skip
    assert len(places) == 2
    assert places <= sent
