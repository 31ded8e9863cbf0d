"""Schemas and documents say what the models say. Each check also catches a planted fault."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from consent import request as models
from consent.envelope import PublicKey
from consent.request import ProjectRequest, parse_request, request_document
from consent.request_check import Code
from consent.request_versions import ChangeCode
from consent.schema import MODELS, schema_of, schema_text, write_schemas
from consent.vocabulary import data_uses, legal_bases, purposes
from datadonor.records.categories import categories
from datadonor.registry.targets import parse_recipient, parse_revocations
from tests.synthetic_requests import SAMPLES, sample_request

ROOT = Path(__file__).resolve().parents[3]
SCHEMAS = ROOT / "resources" / "schema"
FORMATS = ROOT / "docs" / "formats"

_FENCED = re.compile(r"^```json\n(.*?)^```", re.MULTILINE | re.DOTALL)


def read(name: str) -> str:
    return (FORMATS / name).read_text("utf-8")


def examples(text: str) -> list[str]:
    return _FENCED.findall(text)


def rows(text: str) -> dict[str, list[str]]:
    """Return the rows of all tables that begin with code: the code → the other cells."""
    cells = [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in text.splitlines()
        if line.startswith("| `")
    ]
    return {first.strip(" `"): others for first, *others in cells}


def section(text: str, heading: str) -> str:
    level = heading.split(" ", maxsplit=1)[0]
    body = text.partition(f"\n{heading}\n")[2]
    return re.split(rf"^#{{1,{len(level)}}} ", body, maxsplit=1, flags=re.MULTILINE)[0]


def field_names(model: type[BaseModel]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


PARTS: dict[str, type[BaseModel]] = {
    "controller": models.Controller,
    "investigator": models.Investigator,
    "ethics": models.Ethics,
    "complaints": models.Complaints,
    "items": models.Item,
    "options": models.Option,
    "retention": models.Retention,
    "withdrawal": models.Withdrawal,
    "comprehension": models.Question,
}


def wanted_fields() -> set[str]:
    inner = {f"{name}.{field}" for name, part in PARTS.items() for field in field_names(part)}
    return field_names(ProjectRequest) | inner


# -- schemas -------------------------------------------------------------------------


@pytest.mark.parametrize("name", MODELS)
def test_the_schemas_of_the_package_are_current(name: str) -> None:
    """If this fails: ``python -m consent.schema``."""
    assert (SCHEMAS / f"{name}.schema.json").read_text("utf-8") == schema_text(name)


def test_no_schema_lies_there_that_nobody_makes(tmp_path: Path) -> None:
    write_schemas(tmp_path)
    made = {file.name for file in tmp_path.iterdir()}
    assert (
        made
        == {file.name for file in SCHEMAS.iterdir()}
        == {f"{name}.schema.json" for name in MODELS}
    )


@pytest.mark.parametrize("name", MODELS)
def test_a_schema_is_whole_and_closed(name: str) -> None:
    schema = schema_of(name)
    text = json.dumps(schema)
    assert set(re.findall(r'"\$ref": "#/\$defs/(\w+)"', text)) == set(schema["$defs"])
    assert schema["properties"]["format"]["const"] == f"datadonor.{name}/1"
    assert "format" in schema["required"]
    for part in (schema, *schema["$defs"].values()):
        if part.get("type") == "object":
            assert part["additionalProperties"] is False


def schema_faults(
    schema: dict[str, Any],
    document: Any,  # noqa: ANN401 - any JSON
    root: dict[str, Any],
) -> list[str]:
    """Check the two keywords that matter most: known fields and required ones."""
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    if isinstance(document, list):
        inner = schema.get("items", {})
        return [fault for each in document for fault in schema_faults(inner, each, root)]
    if not isinstance(document, dict) or "properties" not in schema:
        return []
    known = schema["properties"]
    faults = [f"unknown: {name}" for name in document.keys() - known.keys()]
    faults += [f"missing: {name}" for name in set(schema.get("required", [])) - document.keys()]
    for name in document.keys() & known.keys():
        branches = known[name].get("anyOf", [known[name]])
        found = [schema_faults(each, document[name], root) for each in branches]
        fewest: list[str] = min(found, key=len)
        faults += fewest
    return faults


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_have_the_form_of_the_schema(name: str) -> None:
    schema = schema_of("request")
    document = json.loads(json.dumps(request_document(sample_request(name))))
    assert schema_faults(schema, document, schema) == []
    document["items"][0]["window"]["from_"] = document["items"][0]["window"].pop("from")
    assert sorted(schema_faults(schema, document, schema)) == ["missing: from", "unknown: from_"]


# -- the document of the request ------------------------------------------------------


def test_every_field_stands_in_the_document() -> None:
    written = set(rows(section(read("request.md"), "## The payload")))
    assert written == wanted_fields()


def test_a_field_that_is_missing_or_unknown_is_found() -> None:
    text = read("request.md").replace("| `items.dates` |", "| `items.days` |")
    assert set(rows(section(text, "## The payload"))) ^ wanted_fields() == {
        "items.dates",
        "items.days",
    }


def test_whether_a_field_is_optional_stands_with_it() -> None:
    table = rows(section(read("request.md"), "## The payload"))
    everything: dict[str, type[BaseModel]] = {"": ProjectRequest, **PARTS}
    for prefix, model in everything.items():
        for name, field in model.model_fields.items():
            path = f"{prefix}.{name}".lstrip(".")
            if path not in table or path.startswith("retention."):
                continue  # of retention's two ends one is needed, which its row says
            is_optional = field.default is None and not field.is_required()
            assert ("optional" in table[path][0]) is is_optional, path


def test_every_finding_stands_with_its_severity() -> None:
    table = rows(section(read("request.md"), "## What the checker says"))
    assert {code: cells[0] for code, cells in table.items()} == {
        str(code): str(code.severity) for code in Code
    }


def change_faults(text: str) -> set[str]:
    """Compare the two lists of changes with the codes, both ways."""
    written = {
        (code, needs)
        for start, needs in (("Needs a new consent: ", True), ("Needs none: ", False))
        for code in re.findall(r"`([A-Z_]+)`", text.partition(start)[2].partition(".\n")[0])
    }
    return {code for code, _ in written ^ {(str(c), c.needs_new_consent) for c in ChangeCode}}


def test_every_change_stands_where_it_belongs() -> None:
    text = read("request.md")
    assert change_faults(text) == set()
    planted = text.replace("`VERSION_CHANGED`", "`TITLE_CHANGED`")
    assert change_faults(planted) == {"VERSION_CHANGED", "TITLE_CHANGED"}


def test_every_code_of_the_vocabularies_stands() -> None:
    text = read("request.md")
    for heading, known in (
        ("### Categories", set(categories())),
        ("### Purposes", set(purposes())),
        ("### Conditions of use", set(data_uses())),
        ("### Legal bases", set(legal_bases())),
    ):
        assert set(rows(section(text, heading))) == known, heading


def test_categories_stand_as_they_are() -> None:
    table = rows(section(read("request.md"), "### Categories"))
    for name, each in categories().items():
        assert table[name] == [
            each.name.en,
            str(each.sensitivity),
            str(each.kind),
            each.usual_resolution or "–",
            each.ehds,
        ]


def test_the_example_is_a_sample_word_for_word() -> None:
    (example,) = examples(read("request.md"))
    assert parse_request(example.encode()) == sample_request("sleep")
    assert json.loads(example) == request_document(sample_request("sleep"))
    with pytest.raises(models.RequestInvalid):
        parse_request(example.replace('"monthly"', '"daily"').encode())


# -- the document of recipients -------------------------------------------------------


def test_every_field_of_a_recipient_and_a_revocation_stands() -> None:
    text = read("recipient.md")
    recipient = rows(section(text, "## A recipient"))
    assert set(recipient) == field_names(MODELS["recipient"])
    assert set(rows(section(text, "## Revocations"))) == {
        "format",
        "revocations",
        "id",
        "since",
        "reason",
    }


def test_the_examples_of_recipients_can_be_read() -> None:
    recipient, revocations = examples(read("recipient.md"))
    read_recipient = parse_recipient(recipient.encode())
    assert PublicKey.parse(read_recipient.receipt_keys[0])
    assert read_recipient.id == sample_request("sleep").recipient
    (revocation,) = parse_revocations(revocations.encode()).revocations
    assert revocation.id == sample_request("steps").id
