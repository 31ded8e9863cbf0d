"""Clinical documents on their way out."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from consent.request import Dates, Resolution
from export.minimisation.allowing import allow_list
from export.minimisation.documents import changes_of, minimise_document
from export.minimisation.rules import rules
from tests.fhir_oracles import require_r4
from tests.full_resources import (
    condition,
    donor,
    full_resource,
    held,
    require_valid,
    sent_of,
    terms,
    why,
)
from tests.synthetic_fhir import LOINC, NPU, NUMBER, coded, observation, patient, pulse

Json = dict[str, Any]
SNOMED = "http://snomed.info/sct"
ICD10 = "http://hl7.org/fhir/sid/icd-10"
DIABETES = coded(ICD10, "E11.9", "Type 2 diabetes")


KINDS = sorted(allow_list().sent.keys() - {"MedicationOrder"})


@pytest.mark.parametrize("dates", list(Dates))
@pytest.mark.parametrize("resolution", [Resolution.RAW, Resolution.DAY])
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_sent_is_valid_r4(kind: str, resolution: Resolution, dates: Dates) -> None:
    resource = full_resource(kind).resource
    on = replace(terms(dates, resolution), keys=Any_())
    found = minimise_document(held(resource), on)
    assert found.outgoing is not None, found.withheld
    require_valid(json.loads(found.outgoing.line))
    assert set(found.outgoing.rules) <= rules().keys()


class Any_:  # noqa: N801 - stands for whatever is pointed at
    """Keys to whatever is asked for."""

    def target(self, kind: str | None, server_id: str) -> tuple[str, str] | None:
        return None if kind is None else (kind, donor().record_id(kind, server_id))


@pytest.mark.parametrize("kind", KINDS)
def test_a_bare_resource_says_what_is_absent_and_is_valid(kind: str) -> None:
    """Only what a kind cannot do without, and the first of that: the rest is told as absent."""
    full = full_resource(kind).resource
    sent = allow_list().sent[kind]
    kept = {name for names in sent.whole_part.needed for name in names}
    bare = {"resourceType": kind} | {name: full[name] for name in full if name in kept}
    found = minimise_document(held(bare), replace(terms(), keys=Any_()))
    assert found.outgoing is not None, found.withheld
    require_valid(json.loads(found.outgoing.line))


def test_a_result_goes_as_number_code_and_day() -> None:
    result = observation(
        coded(NPU, "NPU02319", "Hb"),
        valueQuantity={"value": 8.4, "unit": "mmol/l"},
        performer=[{"display": "Dr. Vendelboe"}],
        note=[{"text": "ring til Niels"}],
    )
    assert sent_of(result, dates=Dates.EXACT, resolution=Resolution.DAY) == {
        "resourceType": "Observation",
        "id": donor().record_id("Observation", "d1"),
        "subject": {"reference": f"Patient/{donor().pseudonym}"},
        "status": "final",
        "code": {"coding": [{"system": NPU, "code": "NPU02319"}]},
        "effectiveDateTime": "2023-11-01",
        "valueQuantity": {"value": 8.4, "system": "http://unitsofmeasure.org", "code": "mmol/L"},
    }


def test_the_same_document_gives_the_same_bytes() -> None:
    document = held(full_resource("Observation").resource)
    assert minimise_document(document, terms()) == minimise_document(document, terms())


def test_dropped_elements_are_counted_by_fhirs_names_alone() -> None:
    found = minimise_document(
        held(condition(note=[{"text": "x"}], **{"Niels Vendelboe": 1, "vendelboe": 2})), terms()
    )
    assert found.dropped == {"note": 1, "?": 2, "display": 1}


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"verificationStatus": coded("http://x", "entered-in-error")}, "retracted"),
        ({"verificationStatus": "entered-in-error"}, "retracted"),
        ({"modifierExtension": [{"url": "http://x/not"}]}, "meaning_unsure"),
        ({"implicitRules": "http://x"}, "meaning_unsure"),
        ({"verificationStatus": {"text": "udelukket"}}, "meaning_unsure"),
        ({"clinicalStatus": coded("http://local", "gone")}, "meaning_unsure"),
        ({"subject": {"reference": "Group/all"}}, "about_others"),
        ({"subject": {"reference": "https://a.example/fhir/RelatedPerson/1"}}, "about_others"),
        ({"subject": {"type": "Device"}}, "about_others"),
        ({"code": {"text": "sukkersyge"}}, "nothing_left"),
        ({"code": coded("http://local", "E11.9")}, "nothing_left"),
        ({"code": coded(ICD10, "E84.9")}, "rare_code_held_back"),
        ({"code": coded("http://www.orpha.net", "586")}, "rare_code_held_back"),
        ({"bodySite": [coded(SNOMED, "58756001")]}, "rare_code_held_back"),
        ({"recordedDate": "2026-05-31"}, "newest_days_held_back"),
        ({"abatementDateTime": "2031-01-01"}, "newest_days_held_back"),
        ({"onsetPeriod": {"end": "2026-05-31T10:00:00Z"}}, "newest_days_held_back"),
    ],
)
def test_a_record_that_cannot_go_safely_stays_whole(more: Json, reason: str) -> None:
    found = minimise_document(held(condition(**more)), terms())
    assert (found.outgoing, found.withheld) == (None, reason)
    assert reason in rules()


def test_the_record_without_those_faults_goes() -> None:
    """The control to the test above."""
    assert why(condition()) is None
    assert (
        why(condition(code=coded(ICD10, "E84.9")), may_tell_rare=frozenset({"cystic_fibrosis"}))
        is None
    )


@pytest.mark.parametrize(
    ("resource", "reason"),
    [
        ({"resourceType": "Immunization", "wasNotGiven": True}, "older_release"),
        ({"resourceType": "Immunization", "notGiven": True}, "older_release"),
        ({"resourceType": "Procedure", "notPerformed": True}, "older_release"),
        ({"resourceType": "MedicationStatement", "taken": "n"}, "older_release"),
        ({"resourceType": "AllergyIntolerance", "status": "refuted"}, "older_release"),
        ({"resourceType": "ProcedureRequest"}, "older_release"),
        ({"resourceType": "FamilyMemberHistory"}, "about_others"),
        ({"resourceType": "Binary", "data": "AAAA"}, "kind_not_sent"),
        ({"resourceType": "SomethingNew"}, "kind_not_sent"),
        (patient(), "kind_not_sent"),
        (pulse(focus=[{"reference": "Patient/child"}]), "about_others"),
    ],
)
def test_older_forms_and_others_stay_by_their_rule(resource: Json, reason: str) -> None:
    assert why(resource) == reason


def test_a_vaccination_of_an_older_release_goes_under_r4s_names() -> None:
    """DSTU2 has ``date``, and a coded status as a word."""
    sent = sent_of(
        {
            "resourceType": "Immunization",
            "status": "completed",
            "date": "2019-10-01",
            "wasNotGiven": False,
            "reported": False,
            "vaccineCode": coded("http://hl7.org/fhir/sid/cvx", "140"),
            "patient": {"reference": "Patient/1"},
        },
        dates=Dates.EXACT,
    )
    assert sent["occurrenceDateTime"] == "2019-10-01"
    require_valid(sent)


def test_an_order_of_an_older_release_goes_as_a_request() -> None:
    sent = sent_of(
        {
            "resourceType": "MedicationOrder",
            "status": "active",
            "dateWritten": "2019-10-01",
            "prescriber": {"display": "Dr. Vendelboe"},
            "medicationCodeableConcept": coded("http://www.whocc.no/atc", "C09AA05"),
        },
        dates=Dates.YEAR,
    )
    assert (sent["resourceType"], sent["intent"], sent["authoredOn"]) == (
        "MedicationRequest", "order", "2019",
    )  # fmt: skip
    require_valid(sent)


def test_a_condition_of_an_older_release_keeps_its_status() -> None:
    sent = sent_of(condition(clinicalStatus="active", verificationStatus="confirmed"))
    assert sent["clinicalStatus"]["coding"][0]["code"] == "active"
    require_valid(sent)


def test_a_contained_medicine_is_told_in_its_place() -> None:
    sent = sent_of(
        {
            "resourceType": "MedicationStatement",
            "status": "active",
            "contained": [
                {
                    "resourceType": "Medication",
                    "id": "m",
                    "code": coded("http://www.whocc.no/atc", "C09AA05"),
                }
            ],
            "medicationReference": {"reference": "#m", "display": "Ramipril"},
        }
    )
    assert sent["medicationCodeableConcept"]["coding"][0]["code"] == "C09AA05"
    assert "medicationReference" not in sent


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"null", b"[]", b"{", b'"x"', b"\xff", b"{}", b"NaN", b"[" * 5000),
        *(b'{"resourceType": "Patient"}', b'{"resourceType": ["Condition"]}'),
        b'{"resourceType": "Condition", "code": "\\ud800"}',
    ],
)
def test_bytes_that_are_no_such_resource_stay(body: bytes) -> None:
    document = held(condition())._replace(body=body)
    assert minimise_document(document, terms()).withheld == "unreadable"
    assert [change.rule for change in changes_of(document, terms())] == ["unreadable"]


def test_what_is_nested_beyond_reason_ends() -> None:
    item: Json = {"linkId": "1", "answer": [{"valueInteger": 1}]}
    for _ in range(150):
        item = {"linkId": "1", "item": [item]}
    response = {"resourceType": "QuestionnaireResponse", "status": "completed", "item": [item]}
    found = minimise_document(held(response, "questionnaires"), terms())
    assert found.outgoing is not None
    assert found.outgoing.line.count(b'"linkId"') == 12


def test_answers_go_without_words() -> None:
    response = {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "questionnaire": "http://a-clinic.example/forms/1",
        "authored": "2024-01-02T10:00:00+01:00",
        "item": [
            {"linkId": "1", "text": "Hvordan har du det?", "answer": [{"valueInteger": 3}]},
            {"linkId": "2", "answer": [{"valueString": "Niels har ondt"}]},
            {"linkId": NUMBER, "answer": [{"valueInteger": 3}]},
            {"linkId": "3", "answer": [{"valueCoding": {"system": LOINC, "code": "LA6568-5"}}]},
        ],
    }
    found = minimise_document(held(response, "questionnaires"), terms())
    assert found.outgoing is not None
    assert json.loads(found.outgoing.line)["item"] == [
        {"linkId": "1", "answer": [{"valueInteger": 3}]},
        {"linkId": "2"},
        {"linkId": "3", "answer": [{"valueCoding": {"system": LOINC, "code": "LA6568-5"}}]},
    ]
    assert [row.cells[4:10:4] for row in found.outgoing.rows] == [("1", None), ("3", LOINC)]


def test_a_letter_is_told_of_and_not_what_stands_in_it() -> None:
    letter = {
        "resourceType": "DocumentReference",
        "status": "current",
        "type": coded(LOINC, "34133-9"),
        "description": "Epikrise for Niels",
        "content": [
            {"attachment": {"title": "epikrise.pdf", "data": "TmllbHM=", "url": "file:///x"}}
        ],
    }
    found = sent_of(letter)
    require_r4(found)
    assert found["content"][0]["attachment"]["extension"][0]["valueCode"] == "masked"
    assert "attachment_dropped" in minimise_document(held(letter), terms()).outgoing.rules  # type: ignore[union-attr]


@pytest.mark.parametrize("resolution", list(Resolution))
def test_a_value_of_a_series_goes_alone_only_where_raw_is_granted(resolution: Resolution) -> None:
    """Its number goes in sums otherwise; whole documents beside them would undo that."""
    found = minimise_document(held(pulse(), "heart"), terms(resolution=resolution))
    is_raw = resolution is Resolution.RAW
    assert found.withheld == (None if is_raw else f"resolution_{resolution}")
    assert minimise_document(held(pulse(), "unheard_of"), terms(resolution=Resolution.DAY)).withheld
    assert minimise_document(held(pulse(), "laboratory"), terms(resolution=resolution)).outgoing


def test_the_date_by_which_the_vault_finds_it_counts_too() -> None:
    newest = 1_780_300_000_000  # 2026-06-01
    bare = condition(recordedDate=None)
    assert (
        minimise_document(held(bare, date_ms=newest), terms()).withheld == "newest_days_held_back"
    )
    assert minimise_document(held(bare, end_ms=newest), terms()).withheld == "newest_days_held_back"
    assert minimise_document(held(bare, date_ms=2**62), terms()).withheld == "newest_days_held_back"
    assert minimise_document(held(bare, date_ms=0, end_ms=2**62), terms()).outgoing is not None
    assert minimise_document(held(bare, date_ms=newest), terms(Dates.MONTH)).outgoing is not None


# -- what the person sees ------------------------------------------------------------------


def test_the_preview_says_what_the_line_says() -> None:
    """Each value that is sent stands in the changes, and each that is not has its rule."""
    document = held(condition(note=[{"text": "Niels"}]))
    changes = {change.field: change for change in changes_of(document, terms(Dates.MONTH))}
    assert changes["Condition.recordedDate"][1:] == ("2020-01-02", "2020-01", "dates_month")
    assert changes["Condition.note"][2:] == (None, "free_text_dropped")
    assert changes["Condition.code.coding.display"][2:] == (None, "display_dropped")
    assert changes["Condition.code.coding.code"].after == f"{ICD10}|E11.9"
    assert changes["Condition.subject"].after == f"Patient/{donor().pseudonym}"
    assert changes["Condition.id"].rule == "ids_rekeyed"
    assert all(change.rule in rules() for change in changes.values())


def test_of_a_record_that_stays_the_preview_says_why() -> None:
    (change,) = changes_of(held(patient()), terms())
    assert (change.after, change.rule) == (None, "kind_not_sent")


def test_looking_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    document = held(full_resource("Observation").resource)
    before = minimise_document(document, terms())
    changes_of(document, terms())
    assert minimise_document(document, terms()) == before


@pytest.mark.parametrize("make", [donor, lambda: donor(b"the secret of another donor...!!")])
def test_another_donor_gets_other_ids(make: Callable[[], Any]) -> None:
    own = sent_of(condition())
    identity = make()
    other = minimise_document(held(condition()), replace(terms(), identity=identity)).outgoing
    assert other is not None
    is_same = identity.pseudonym == donor().pseudonym
    assert (json.loads(other.line)["id"] == own["id"]) is is_same
