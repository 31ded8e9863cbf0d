"""FHIR files in every shape are read whole, and damage is told, one fault at a time."""

import json
from collections import Counter
from pathlib import Path
from zipfile import ZipFile

import pytest

from datadonor.sources.errors import FileCut, FileDamaged, FileHostile, FileRefused
from datadonor.sources.formats.fhir import FORMAT
from datadonor.sources.found import Fault, Unreadable
from tests.importing import read_file, recognise
from tests.realdata import FOLDER, real_file, real_files
from tests.synthetic_fhir import (
    Json,
    as_xml,
    bundle,
    exactly,
    found_in,
    patient,
    pulse,
)

_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
_SECTION = "http://terminology.hl7.org/CodeSystem/v2-0074"


def _ndjson(*resources: Json) -> str:
    return "".join(json.dumps(each) + "\n" for each in resources)


def test_the_same_resources_in_any_shape_are_the_same_finding(tmp_path: Path) -> None:
    """Bundle, lines, list, one line or many, JSON or XML: nothing found depends on it."""
    resources = [patient(), pulse(62, id="p1"), pulse(64, id="p2")]
    ways = [
        json.dumps(bundle(*resources)),
        json.dumps(bundle(*resources), indent=2),
        json.dumps(bundle(bundle(*resources), kind="batch-response")),
        _ndjson(*resources),
        _ndjson(*resources).replace("\n", "\r\n\r\n").rstrip(),
        "\ufeff" + _ndjson(bundle(*resources), bundle()),
        json.dumps(resources),
        as_xml(exactly(json.dumps(bundle(*resources)))),
        '<?xml version="1.0"?>\n<!-- x -->' + as_xml(exactly(json.dumps(bundle(*resources)))),
    ]
    found = [found_in(tmp_path, way) for way in ways]
    first = found[0]
    assert len(first.documents) == 3
    assert [sample.number for sample in first.samples] == [62, 64]
    for other in found[1:]:
        assert other.samples == first.samples
        assert set(other.identifiers) == set(first.identifiers)
        assert [each._replace(body=b"") for each in other.documents] == [
            each._replace(body=b"") for each in first.documents
        ]
        assert not other.unreadable


def test_bytes_are_kept_as_received(tmp_path: Path) -> None:
    """Decimals carry their precision, and signatures their order."""
    one = '{ "resourceType":"Observation",\n "code":{"text":"x"}, "valueQuantity":{"value":1.00} }'
    text = '{"resourceType":"Bundle","entry":[{"resource": ' + one + ' ,"fullUrl":"u"}]}'
    assert found_in(tmp_path, text).documents[0].body == one.encode()
    assert found_in(tmp_path, f" {one}\n").documents[0].body == one.encode()


def test_a_bundle_whose_kind_comes_last_is_one(tmp_path: Path) -> None:
    """Some servers write members in the order of the alphabet."""
    text = json.dumps(bundle(patient()), sort_keys=True)
    assert len(found_in(tmp_path, text).documents) == 1


@pytest.mark.parametrize(
    "text",
    [
        '{"data":{"metrics":[{"resourceType":"Patient"}]}}',
        '[{"sgv":120,"date":1}]',
        '{"log":{"entries":[{"resourceType":"Patient"}]}}',
        '{"resourceType":7}',
        '{"resourceType":"../etc"}',
        '<ClinicalDocument xmlns="urn:hl7-org:v3"/>',
        '<x><Patient xmlns="http://hl7.org/fhir"/></x>',
        "resourceType,Patient\n1,2\n",
        "{",
        "nothing",
    ],
)
def test_other_things_are_not_taken_for_fhir(tmp_path: Path, text: str) -> None:
    (tmp_path / "given").write_text(text)
    assert "fhir" not in recognise(tmp_path / "given")


def test_no_other_real_file_is_taken_for_fhir() -> None:
    for file in real_files("*/**/*"):
        if file.is_file() and file.stat().st_size and file.relative_to(FOLDER).parts[0] != "fhir":
            assert "fhir" not in recognise(file), file.name


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        (json.dumps(bundle(patient(), pulse()))[:-1], FileCut),
        (json.dumps(bundle(patient(), pulse()), indent=1)[:-200], FileCut),
        (_ndjson(patient(), pulse())[:-20], FileCut),
        (json.dumps(patient(), indent=1)[:-9], FileCut),
        (json.dumps(patient())[:-9], FileCut),
        (json.dumps(patient(), indent=1).replace('"address":', '"address"::'), FileDamaged),
        (json.dumps(patient(), indent=1) + "x", FileDamaged),
        (as_xml(exactly(json.dumps(patient())))[:-9], FileCut),
        (
            '<!DOCTYPE Patient [<!ENTITY a "b">]><Patient xmlns="http://hl7.org/fhir"/>',
            FileHostile,
        ),
        ('{"resourceType":"Bundle","entry":[' + '{"a":' * 5000, FileHostile),
    ],
)
def test_a_file_that_is_not_whole_is_refused(
    tmp_path: Path, text: str, refusal: type[FileRefused]
) -> None:
    with pytest.raises(refusal):
        found_in(tmp_path, text)


def test_one_bad_resource_does_not_spoil_the_rest(tmp_path: Path) -> None:
    """It is named by its place and why, with no word of it."""
    lines = [
        json.dumps(patient()),
        '{"resourceType":"Observation","code":nope}',
        '{"resourceType":"Recipe"}',
        "[]",
        json.dumps(pulse()),
    ]
    found = found_in(tmp_path, b"\n".join([*map(str.encode, lines), b'{"a":"\xff"}', b""]))
    assert len(found.documents) == 2
    assert found.unreadable == [
        Unreadable("line 2", Fault.SHAPE_UNKNOWN),
        Unreadable("line 3", Fault.TYPE_UNKNOWN),
        Unreadable("line 4", Fault.SHAPE_UNKNOWN),
        Unreadable("line 6", Fault.TEXT_UNREADABLE),
    ]
    text = (
        '{"resourceType":"Bundle","entry":[7,{"resource":{"resourceType":"X1"}},{"fullUrl":"u"}]}'
    )
    assert found_in(tmp_path, text).unreadable == [
        Unreadable("byte 34", Fault.SHAPE_UNKNOWN),
        Unreadable("byte 36", Fault.TYPE_UNKNOWN),
    ]


def test_one_damaged_file_of_many_is_named_by_its_place(tmp_path: Path) -> None:
    """Phones hand out a folder with a file for each resource."""
    (tmp_path / "a.json").write_text(json.dumps(patient(), indent=1))
    (tmp_path / "b.json").write_text(json.dumps(pulse(), indent=1)[:-30])
    (tmp_path / "c.json").write_text(json.dumps({"resourceType": "Recipe"}))
    found = read_file(FORMAT, tmp_path)
    assert len(found.documents) == 1
    assert found.unreadable == [
        Unreadable("part 2", Fault.PART_DAMAGED),
        Unreadable("part 3, line 1", Fault.TYPE_UNKNOWN),
    ]


def test_bundles_within_bundles_end_somewhere(tmp_path: Path) -> None:
    inner = patient()
    for _ in range(8):
        inner = bundle(inner)
    found = found_in(tmp_path, inner)
    assert not found.documents
    assert [each.fault for each in found.unreadable] == [Fault.SHAPE_UNKNOWN]
    found = found_in(tmp_path, as_xml(exactly(json.dumps(inner))))
    assert not found.documents


@pytest.mark.parametrize(
    "file", real_files("fhir/synthea_bundles/*.json"), ids=lambda one: one.name[:8]
)
def test_a_real_bundle_is_whole(file: Path) -> None:
    whole = json.loads(file.read_bytes())
    found = read_file(FORMAT, file)
    expected = Counter(each["resource"]["resourceType"] for each in whole["entry"])
    assert Counter(each.kind for each in found.documents) == expected
    assert not found.unreadable
    assert [json.loads(each.body) for each in found.documents] == [
        each["resource"] for each in whole["entry"]
    ]
    numbers = [
        tree["valueQuantity"]["value"]
        for each in whole["entry"]
        for tree in [each["resource"], *each["resource"].get("component", [])]
        if {"8302-2", "29463-7", "39156-5", "8480-6", "8462-4"} & _codes(tree)
    ]
    vital = {
        "Height",
        "BodyMass",
        "BodyMassIndex",
        "BloodPressureSystolic",
        "BloodPressureDiastolic",
    }
    assert sorted(each.number or 0 for each in found.samples if each.type in vital) == sorted(
        numbers
    )


def _codes(tree: Json) -> set[str]:
    code = tree.get("code")
    return {each["code"] for each in code.get("coding", [])} if isinstance(code, dict) else set()


def test_a_real_folder_of_lines_is_whole(tmp_path: Path) -> None:
    folder = real_file("fhir/synthea_ndjson_10_patients")
    lines = {file.name.split(".")[0]: file.read_bytes().count(b"\n") for file in folder.iterdir()}
    found = read_file(FORMAT, folder)
    assert Counter(each.kind for each in found.documents) == lines
    assert len({each.identity for each in found.documents}) == len(found.documents)
    assert not found.unreadable
    with ZipFile(tmp_path / "given.zip", "w") as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, file.name)
    assert read_file(FORMAT, tmp_path / "given.zip").documents == found.documents


def test_every_real_example_is_read() -> None:
    files = real_files("fhir/r4_hl7_examples/*")
    for file in files:
        assert read_file(FORMAT, file).documents, file.name
    if files:
        named = "fhir/r4_hl7_examples/observation-example.json"
        (weight,) = read_file(FORMAT, real_file(named)).samples
        assert (weight.type, weight.number, weight.context.unit) == ("BodyMass", 185, "[lb_av]")
