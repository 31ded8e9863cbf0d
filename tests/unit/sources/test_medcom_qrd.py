"""Answers in Danish clinical documents become a FHIR QuestionnaireResponse."""

import json
from pathlib import Path
from typing import Any

import pytest

from datadonor.records.sample import Document, IdentifierKind
from datadonor.sources.errors import FileCut, FileHostile, VersionUnknown
from datadonor.sources.formats.medcom_qrd import FORMAT
from datadonor.sources.found import Fault, Note
from tests.importing import Yielded, read_file, recognise
from tests.synthetic_medcom import CPR, LOINC, NAME, Answers, Monitoring, P, Question, choice

BOUNDS = (
    '<entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN">'
    f'<templateId root="{P}.32.4.20"/><code code="74467-2" codeSystem="{LOINC}"/>'
    '<value xsi:type="IVL_INT"><low value="1"/><high value="3"/></value>'
    "</observation></entryRelationship>"
)
OWN = "urn:oid:1.2.208.184.100.2"


def read(place: Path, document: Answers | bytes) -> Yielded:
    file = place / "answers.xml"
    file.write_bytes(document if isinstance(document, bytes) else document.xml())
    return read_file(FORMAT, file)


def document_of(place: Path, document: Answers) -> Document:
    found = read(place, document)
    assert (found.samples, found.unreadable) == ([], [])
    [made] = found.documents
    return made


def body_of(place: Path, document: Answers) -> dict[str, Any]:
    body = json.loads(document_of(place, document).body)
    assert isinstance(body, dict)
    return body


def answers_of(place: Path, *values: str) -> list[dict[str, Any]]:
    body = body_of(place, Answers(((Question("q1", values),),)))
    [group] = body["item"]
    [question] = group["item"]
    answers = question.get("answer", [])
    assert isinstance(answers, list)
    return answers


def test_a_response_is_found_by_its_date_and_form(tmp_path: Path) -> None:
    document = document_of(tmp_path, Answers(set_id="set-1", version="3"))
    assert (document.kind, document.category) == ("QuestionnaireResponse", "questionnaires")
    assert (document.identity, document.version) == ("1.2.208.184|set-1", "0000000003")
    assert document.code == "http://loinc.org|74465-6"
    assert document.date_ms == 1_706_785_200_000
    body = json.loads(document.body)
    assert (body["status"], body["authored"]) == ("completed", "2024-02-01T12:00:00+01:00")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (('<value xsi:type="INT" value="3"/>',), [{"valueInteger": 3}]),
        (('<value xsi:type="REAL" value=".5"/>',), [{"valueDecimal": 0.5}]),
        (
            ('<value xsi:type="PQ" value="37.50" unit="Cel"/>',),
            [{"valueQuantity": {"value": 37.5, "unit": "Cel"}}],
        ),
        (('<value xsi:type="ST">Godt &amp; vel</value>',), [{"valueString": "Godt & vel"}]),
        (('<value xsi:type="BL" value="true"/>',), [{"valueBoolean": True}]),
        (
            ('<value xsi:type="TS" value="20240131"/>',),
            [{"valueDateTime": "2024-01-31T00:00:00+01:00"}],
        ),
        (choice("a1"), [{"valueCoding": {"system": OWN, "code": "a1"}}]),
        # Several choices are several answers.
        (
            choice("a1", "a3"),
            [
                {"valueCoding": {"system": OWN, "code": "a1"}},
                {"valueCoding": {"system": OWN, "code": "a3"}},
            ],
        ),
        (
            choice("a1", system="Smerte skala"),
            [{"valueCoding": {"system": "Smerte%20skala", "code": "a1"}}],
        ),
        (
            ('<value xsi:type="CE" nullFlavor="OTH"><originalText>Te</originalText></value>',),
            [{"valueString": "Te"}],
        ),
        (('<value xsi:type="INT" nullFlavor="NA"/>',), []),
        (('<value xsi:type="ST"/>',), []),
        ((), []),
    ],
)
def test_every_kind_of_answer_is_kept(
    tmp_path: Path, values: tuple[str, ...], expected: list[dict[str, Any]]
) -> None:
    assert answers_of(tmp_path, *values) == expected


def test_a_number_keeps_the_digits_it_was_written_with(tmp_path: Path) -> None:
    """They tell how precise it is. Source: FHIR R4, decimal."""
    question = Question("q1", ('<value xsi:type="PQ" value="37.50" unit="Cel"/>',))
    assert b'"value":37.50' in document_of(tmp_path, Answers(((question,),))).body


def test_how_many_answers_were_allowed_is_no_answer(tmp_path: Path) -> None:
    question = Question("q1", choice("a1"), within=BOUNDS)
    body = body_of(tmp_path, Answers(((question,),)))
    assert len(body["item"][0]["item"]) == 1
    assert len(body["item"][0]["item"][0]["answer"]) == 1


def test_codes_that_come_again_are_told_apart(tmp_path: Path) -> None:
    """Codes repeat within a section and between sections. FHIR wants each link once."""
    ask = [Question(code, choice("a1")) for code in ("q1", "q1", "q10-100")]
    body = body_of(tmp_path, Answers((ask, ask[:1])))
    links = [[each["linkId"] for each in group["item"]] for group in body["item"]]
    assert links == [["2.q1", "2.q1.2", "2.q10-100"], ["3.q1"]]
    assert body["item"][0]["item"][0]["definition"] == f"{OWN}#q1"


def test_a_question_without_an_oid_for_its_system_is_kept(tmp_path: Path) -> None:
    body = body_of(tmp_path, Answers(((Question("q1", choice("a"), system="Vores"),),)))
    assert "definition" not in body["item"][0]["item"][0]


def test_the_wording_of_a_form_is_not_taken(tmp_path: Path) -> None:
    """It may be protected. What a person wrote is theirs."""
    questions = (
        Question("q1", choice("a1"), text="Beskyttet ordlyd"),
        Question("q2", ('<value xsi:type="ST">Min egen tekst</value>',)),
    )
    body = document_of(tmp_path, Answers((questions,))).body.decode()
    assert "Beskyttet" not in body
    assert "Meget godt" not in body
    assert "Min egen tekst" in body


@pytest.mark.parametrize(
    ("related", "within", "form"),
    [
        (
            (
                '<relatedDocument typeCode="XFRM"><parentDocument>'
                '<id root="1.2.208.184" extension="form-7"/></parentDocument></relatedDocument>'
            ),
            "",
            "urn:oid:1.2.208.184#form-7",
        ),
        (
            "",
            (
                '<reference typeCode="REFR"><externalDocument>'
                '<id root="1.2.208.184" extension="form-7"/></externalDocument></reference>'
            ),
            "urn:oid:1.2.208.184#form-7",
        ),
        (
            "",
            (
                '<reference typeCode="REFR"><templateId root="1.2.208.184.6.1"/><externalDocument>'
                '<id root="1.2.208.184.5" extension="3"/>'
                '<id root="1.2.208.184" extension="https://example.dk/form?id=7"/>'
                "</externalDocument></reference>"
            ),
            "https://example.dk/form?id=7",
        ),
        # A reading that is pointed at is no form.
        (
            "",
            (
                '<reference typeCode="REFR"><externalDocument>'
                '<id root="1.2.208.184" extension="m"/>'
                f'<code code="53576-5" codeSystem="{LOINC}"/></externalDocument></reference>'
            ),
            None,
        ),
        ("", "", None),
    ],
)
def test_the_form_is_named_and_never_fetched(
    tmp_path: Path, related: str, within: str, form: str | None
) -> None:
    question = Question("q1", choice("a1"), within=within)
    body = body_of(tmp_path, Answers(((question,),), related=related))
    assert body.get("questionnaire") == form


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ('<value xsi:type="INT" value="3.5"/>', Fault.NUMBER_UNREADABLE),
        ('<value xsi:type="INT" value="99999999999"/>', Fault.NUMBER_ABSURD),
        ('<value xsi:type="REAL" value="NaN"/>', Fault.NUMBER_UNREADABLE),
        ('<value xsi:type="PQ" value="1e99" unit="m"/>', Fault.NUMBER_ABSURD),
        ('<value xsi:type="RTO"/>', Fault.SHAPE_UNKNOWN),
        ('<value value="3"/>', Fault.SHAPE_UNKNOWN),
        ('<value xsi:type="BL" value="yes"/>', Fault.SHAPE_UNKNOWN),
        ('<value xsi:type="TS" value="tomorrow"/>', Fault.TIME_UNREADABLE),
        (f'<value xsi:type="ST">{"x" * 100_001}</value>', Fault.TOO_LARGE),
    ],
)
def test_an_answer_that_cannot_be_read_is_said_to_be_so(
    tmp_path: Path, value: str, fault: Fault
) -> None:
    document = Answers(((Question("q1", (value,)), Question("q2", choice("a1"))),))
    found = read(tmp_path, document)
    assert [each.fault for each in found.unreadable] == [fault]
    body = json.loads(found.documents[0].body)
    assert [("answer" in each) for each in body["item"][0]["item"]] == [False, True]


def test_a_document_that_was_taken_back_says_so(tmp_path: Path) -> None:
    found = read(tmp_path, Answers(status="nullified"))
    [document] = found.documents
    assert document.is_retracted
    assert json.loads(document.body)["status"] == "entered-in-error"
    assert found.notices == {Note.RETRACTED: 1}


def test_a_status_with_its_own_default_namespace_is_seen(tmp_path: Path) -> None:
    text = Answers(status="nullified").xml()
    text = text.replace(b"<sdtc:statusCode ", b'<statusCode xmlns="urn:hl7-org:sdtc" ')
    assert read(tmp_path, text).documents[0].is_retracted


def test_a_document_without_time_has_none(tmp_path: Path) -> None:
    document = document_of(tmp_path, Answers(made=None))
    assert document.date_ms is None
    assert "authored" not in json.loads(document.body)


def test_nobody_is_in_the_response(tmp_path: Path) -> None:
    found = read(tmp_path, Answers())
    kinds = {each.kind: each.value for each in found.identifiers if each.is_subject}
    assert (kinds[IdentifierKind.CPR], kinds[IdentifierKind.NAME]) == (CPR, NAME)
    for value in (CPR, *NAME.split(), "Andersen"):
        assert value not in repr(found.documents)


def test_the_international_form_and_early_versions_are_read(tmp_path: Path) -> None:
    for document in (Answers(templates=(f"{P}.33",), profile=None), Answers(profile="qrd-v1.1")):
        assert document_of(tmp_path, document).kind == "QuestionnaireResponse"


def test_what_is_not_as_it_should_be_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VersionUnknown):
        read(tmp_path, Answers(profile="qrd-v2.0"))
    with pytest.raises(FileCut):
        read(tmp_path, Answers().xml()[:-20])
    with pytest.raises(FileHostile):
        read(tmp_path, Answers().xml().replace(b"?>", b"?><!DOCTYPE x [<!ENTITY a 'b'>]>", 1))


def test_a_folder_with_both_kinds_is_taken_apart(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(Answers().xml())
    (tmp_path / "b").write_bytes(Monitoring().xml())
    assert recognise(tmp_path) == {"medcom_phmr": 1, "medcom_qrd": 1}
