"""The flat tables that say the same as the resources."""

import json
from typing import Any

import pytest

from consent.request import Dates
from export.minimisation.documents import minimise_document
from export.minimisation.tables import tables
from export.outgoing import Row
from tests.full_resources import donor, full_resource, held, terms
from tests.synthetic_fhir import LOINC, coded, observation

Json = dict[str, Any]


def rows(resource: Json, dates: Dates = Dates.EXACT) -> list[Json]:
    found = minimise_document(held(resource), terms(dates))
    assert found.outgoing is not None, found.withheld
    return [_named(row) for row in found.outgoing.rows]


def _named(row: Row) -> Json:
    names = [column.name for column in tables()[row.table].columns]
    assert len(names) == len(row.cells)
    return {name: cell for name, cell in zip(names, row.cells, strict=True) if cell is not None}


PRESSURE = observation(
    coded(LOINC, "85354-9"),
    component=[
        {"code": coded(LOINC, "8480-6"), "valueQuantity": {"value": 120, "unit": "mmHg"}},
        {"code": coded(LOINC, "8462-4"), "valueQuantity": {"value": 80, "unit": "mmHg"}},
        {"code": {"text": "Niels"}, "valueQuantity": {"value": 1}},
    ],
)


def test_each_part_of_a_result_is_a_row() -> None:
    found = rows(PRESSURE)
    assert [(row["part"], row["code"], row["value"], row["unit"]) for row in found] == [
        (1, "8480-6", 120, "mm[Hg]"),
        (2, "8462-4", 80, "mm[Hg]"),
    ]
    assert {row["panel_code"] for row in found} == {"85354-9"}
    assert {row["id"] for row in found} == {donor().record_id("Observation", "d1")}


def test_a_result_with_a_value_and_parts_has_a_row_for_itself() -> None:
    found = rows(PRESSURE | {"valueQuantity": {"value": 93, "unit": "mmHg"}})
    assert [(row["part"], row["value"]) for row in found] == [(0, 93), (1, 120), (2, 80)]


def test_a_yes_or_no_is_a_word_in_a_table() -> None:
    (row,) = rows(observation(coded(LOINC, "8867-4"), valueBoolean=False))
    assert row["answer"] == "false"
    assert "value" not in row


def test_dates_in_tables_are_those_of_the_resource() -> None:
    (row,) = rows(observation(coded(LOINC, "8867-4"), valueInteger=1), Dates.YEAR)
    assert row["start"] == "2023"


def test_every_cell_stands_in_the_resource() -> None:
    """A table cannot say more than the resource that it is made of."""
    for kind, name in (
        ("Observation", "results"),
        ("MedicationRequest", "medications"),
        ("Condition", "conditions"),
        ("QuestionnaireResponse", "answers"),
    ):
        found = minimise_document(held(full_resource(kind).resource), terms())
        assert found.outgoing is not None
        assert found.outgoing.rows
        said = found.outgoing.line.decode()
        for row in found.outgoing.rows:
            assert row.table == name
            assert all(str(cell) in said for cell in row.cells if isinstance(cell, str))


def test_columns_fill_from_what_kinds_have() -> None:
    """Each column of each table is filled by at least one kind: none is a slip of the pen."""
    filled: dict[str, set[str]] = {}
    for kind in _kinds():
        found = minimise_document(held(full_resource(kind).resource), terms(keys=_Any()))
        assert found.outgoing is not None
        for row in found.outgoing.rows:
            filled.setdefault(row.table, set()).update(_named(row))
    by_choice = {
        # Of several types of a date or an answer the full resource has the first.
        "results": {"comparator", "absent", "answer", "answer_system", "end", "value", "unit"},
        "answers": {"number", "unit", "answer_system", "when", "answer"},
        "medications": {"medication", "quantity", "end", "start"},
        "documents": {"end", "start"},
        "procedures": {"end", "start"},
        "conditions": {"abatement", "onset", "onset_age", "onset_age_unit"},
        "allergies": {"onset"},
    }
    missing = {
        name: {column.name for column in table.columns} - filled[name] - by_choice.get(name, set())
        for name, table in tables().items()
    }
    assert {name: columns for name, columns in missing.items() if columns} == {}


class _Any:
    def target(self, kind: str | None, server_id: str) -> tuple[str, str] | None:
        return None if kind is None else (kind, donor().record_id(kind, server_id))


def _kinds() -> list[str]:
    from export.minimisation.allowing import allow_list

    return sorted(allow_list().sent.keys() - {"MedicationOrder"})


def test_names_of_tables_and_columns_are_plain() -> None:
    """For programs that take no other: letters, digits and underlines, each name once."""
    for name, table in tables().items():
        names = [column.name for column in table.columns]
        assert len(names) == len(set(names))
        assert names[0] == "id"
        assert all(each.isidentifier() and each.islower() for each in [name, *names])
        assert all(column.da != column.en or column.name == "status" or "FHIR" in column.da
                   for column in table.columns)  # fmt: skip


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+1", "-1"])
def test_no_cell_begins_as_a_formula_does(text: str) -> None:
    """Spreadsheets run what begins so. No path that is allowed lets such a text through."""
    resource = json.loads(json.dumps(full_resource("QuestionnaireResponse").resource))
    resource["item"][0]["linkId"] = text
    resource["status"] = text
    found = minimise_document(held(resource), terms())
    assert found.outgoing is None or text not in str(found.outgoing.rows)
