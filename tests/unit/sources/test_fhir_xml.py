"""FHIR XML becomes the same FHIR JSON, to the last digit."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from datadonor.sources.fhir.elements import elements_of, is_r4_resource
from datadonor.sources.fhir.from_xml import resource_json
from datadonor.sources.found import Fault, RowUnreadable
from datadonor.sources.xml_tree import parse_xml
from tests.realdata import real_file, real_files
from tests.synthetic_fhir import Json, as_xml, coded, exactly, observation, patient, pulse

_JSON = [
    *real_files("fhir/r4_hl7_examples/*.json"),
    *real_files("fhir/synthea_bundles/*.json"),
]


def _converted(xml: str | bytes) -> Json:
    data = xml.encode() if isinstance(xml, str) else xml
    return exactly(resource_json(parse_xml(data)))


def _observation_with(inner: str) -> str:
    return f'<Observation xmlns="http://hl7.org/fhir">{inner}</Observation>'


def _told_alike(resource: Json) -> str:
    """Write narrative one way: how a quotation mark is escaped says nothing in XML."""
    words = json.dumps(resource, sort_keys=True)
    return re.sub(
        r"&(?:quot|#39|#34|apos|nbsp|copy);",
        lambda one: unescape(one[0]).replace('"', r"\""),
        words,
    )


@pytest.mark.parametrize(
    "resource",
    [
        patient(active=True, multipleBirthInteger=2),
        pulse(62),
        observation(coded("x", "1"), contained=[patient()], valueBoolean=False),
        patient(_birthDate={"id": "b", "extension": [{"url": "u", "valueString": "a\nb"}]}),
        patient(
            name=[
                {
                    "given": ["A", None, "C"],
                    "_given": [None, {"extension": [{"url": "u", "valueCode": "unknown"}]}, None],
                }
            ]
        ),
    ],
)
def test_json_written_as_xml_comes_back_equal(resource: dict[str, Any]) -> None:
    """Lists, values and what hangs on them are where they were (FHIR R4, 2.6.2)."""
    resource = exactly(json.dumps(resource))
    assert _converted(as_xml(resource)) == resource


@pytest.mark.parametrize(
    "digits", ["1.00", "0.10", "1E-22", "-1.000E+245", "7", "100000000000000000000.0"]
)
def test_decimals_stand_as_they_were_written(digits: str) -> None:
    """Their zeros carry precision (FHIR R4, 2.24.0.1)."""
    xml = _observation_with(f'<valueQuantity><value value="{digits}"/></valueQuantity>')
    assert f'"value":{digits}}}'.encode() in resource_json(parse_xml(xml.encode()))


@pytest.mark.parametrize(
    ("inner", "fault"),
    [
        ('<valueQuantity><value value="NaN"/></valueQuantity>', Fault.NUMBER_UNREADABLE),
        ('<valueQuantity><value value="1,5"/></valueQuantity>', Fault.NUMBER_UNREADABLE),
        ('<valueQuantity><value value="٣"/></valueQuantity>', Fault.NUMBER_UNREADABLE),
        ('<valueInteger value="1.5"/>', Fault.NUMBER_UNREADABLE),
        ('<valueBoolean value="yes"/>', Fault.SHAPE_UNKNOWN),
        ('<status value="final"/><status value="amended"/>', Fault.SHAPE_UNKNOWN),
        ('<nothingSuch value="1"/>', Fault.SHAPE_UNKNOWN),
        ('<x:status xmlns:x="http://elsewhere.example" value="final"/>', Fault.SHAPE_UNKNOWN),
        ("<contained><NothingSuch/></contained>", Fault.TYPE_UNKNOWN),
        ("<contained/>", Fault.SHAPE_UNKNOWN),
        ("<contained>" * 90 + "</contained>" * 90, Fault.TYPE_UNKNOWN),
        (
            "<component><extension>"
            + "<extension>" * 150
            + "</extension>" * 150
            + "</extension></component>",
            Fault.SHAPE_UNKNOWN,
        ),
        (
            '<text><div xmlns="http://www.w3.org/1999/xhtml"><x xmlns="http://x.example"/></div></text>',
            Fault.SHAPE_UNKNOWN,
        ),
    ],
)
def test_what_cannot_be_said_exactly_is_not_said(inner: str, fault: Fault) -> None:
    """Half of a resource could say something else than the whole."""
    with pytest.raises(RowUnreadable) as caught:
        resource_json(parse_xml(_observation_with(inner).encode()))
    assert caught.value.fault is fault


def test_narrative_is_written_without_prefix_or_comments() -> None:
    """Its default namespace is XHTML's (FHIR R4, 2.6.2.5); lang and links stay."""
    xml = _observation_with(
        '<text><status value="generated"/><h:div xmlns:h="http://www.w3.org/1999/xhtml" '
        'xml:lang="da"><!-- aside --><h:b title="&quot;a&lt;b">1 &lt; 2</h:b><h:br/>æ</h:div>'
        "</text>"
    )
    assert _converted(xml)["text"]["div"] == (
        '<div xmlns="http://www.w3.org/1999/xhtml" xml:lang="da">'
        "<b title='\"a&lt;b'>1 &lt; 2</b><br/>æ</div>"
    )


def test_the_table_knows_what_r4_says() -> None:
    """Spot checks against the published definitions: lists, recursion, choices."""
    assert elements_of("Patient")["name"] == ("HumanName", True)
    assert elements_of("Patient")["birthDate"] == ("string", False)
    assert elements_of("Patient")["contained"] == ("Resource", True)
    assert elements_of("Observation")["valueQuantity"] == ("Quantity", False)
    assert elements_of("Quantity")["value"] == ("decimal", False)
    assert elements_of("Extension")["valueMoney"] == ("Money", False)
    item = elements_of("QuestionnaireItem")["item"]
    assert item == ("QuestionnaireItem", True)
    assert is_r4_resource("Patient")
    assert not is_r4_resource("HumanName")
    assert not is_r4_resource("Resource")
    assert not elements_of("NothingSuch")


def test_every_kind_of_the_table_is_in_the_table() -> None:
    """A gap would make a whole resource unreadable."""
    waiting = ["Bundle", "Patient", "Observation", "Questionnaire", "Claim", "MolecularSequence"]
    met: set[str] = set()
    while waiting:
        kind = waiting.pop()
        if kind in met or kind in {"string", "boolean", "integer", "decimal", "Resource"}:
            continue
        met.add(kind)
        assert elements_of(kind), kind
        waiting += [element.kind for element in elements_of(kind).values()]
    assert len(met) > 70


@pytest.mark.parametrize("file", _JSON, ids=lambda file: file.name[:30])
def test_real_json_written_as_xml_comes_back_equal(file: Path) -> None:
    resource = exactly(file.read_bytes())
    assert _told_alike(_converted(as_xml(resource))) == _told_alike(resource)


def test_a_real_pair_is_the_same_resource() -> None:
    """HL7 publishes the patient example in both forms."""
    ours = _converted(real_file("fhir/r4_hl7_examples/patient-example.xml").read_bytes())
    theirs = exactly(real_file("fhir/r4_hl7_examples/patient-example.json").read_bytes())
    assert _told_alike(ours) == _told_alike(theirs)
