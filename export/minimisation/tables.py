"""Flat tables that say the same as the clinical resources: for R, SAS, Stata and pandas.

Rows are made of a resource as it is sent, so that they cannot say more. Which columns there
are and what they mean is data (``resources/minimisation/tables.toml``), which a bundle's
dictionary repeats. Must not know what stands in the vault.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from export.minimisation.around import Json
from export.outgoing import Cell, Row

_ANSWERS: Final = "item.answer"
_POINTER: Final = "reference"
_UNIT: Final = "unit"
_LAST_OF_CODE: Final = frozenset({"system", "code"})


class Column(BaseModel):
    """A column.

    Attributes:
        name: In the table's first line.
        da: What it means.
        en: What it means.
        from_: Where it is found in a resource; the first that is there counts.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    da: str
    en: str
    from_: tuple[str, ...] = Field(alias="from")


class Table(BaseModel):
    """A table.

    Attributes:
        name: Of its files.
        da: What it holds.
        en: What it holds.
        each: The part of a resource of which each makes a row, if there is one.
        columns: In order.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    da: str
    en: str
    each: tuple[str, ...] = ()
    columns: tuple[Column, ...]


@cache
def tables() -> Mapping[str, Table]:
    """Return all tables by name, in the order of the file."""
    text = files("resources").joinpath("minimisation", "tables.toml").read_text("utf-8")
    rows: dict[str, Any] = {}
    for name, row in tomllib.loads(text)["tables"].items():
        columns = [{"name": each, **column} for each, column in row["columns"].items()]
        rows[name] = {**row, "name": name, "columns": columns}
    return TypeAdapter(dict[str, Table]).validate_python(rows)


def rows_of(resource: Json, table_name: str | None) -> tuple[Row, ...]:
    """Return the rows of a resource as it is sent.

    Args:
        resource: With id.
        table_name: Nothing for a resource that has no table.

    Returns:
        One row, or of some tables one for each part; then numbered in order. A result with
        parts has a row 0 for itself only where it has a value of its own.
    """
    if table_name is None:
        return ()
    table = tables()[table_name]
    found = []
    for number, question, part in _parts(resource, table):
        beside = {"@id": resource["id"], "@kind": resource["resourceType"]}
        beside |= {"@part": number, "@link": question}
        cells = tuple(_cell(column, resource, part, beside) for column in table.columns)
        found.append(Row(table.name, cells))
    return tuple(found)


def _parts(resource: Json, table: Table) -> Iterator[tuple[int, str | None, Json]]:
    """Yield a number, the question it answers, and the part."""
    if _ANSWERS in table.each:
        numbered = enumerate(_answers(resource), start=1)
        yield from ((number, question, answer) for number, (question, answer) in numbered)
        return
    parts = [each for name in table.each for each in resource.get(name, ())]
    if not parts or any(name.startswith("value") for name in resource):
        yield 0, None, resource
    yield from ((number, None, each) for number, each in enumerate(parts, start=1))


def _answers(part: Json) -> Iterator[tuple[str, Json]]:
    """Yield each answer with the number of its question, in the order of the form."""
    for question in part.get("item", ()):
        for answer in question.get("answer", ()):
            if any(name.startswith("value") for name in answer):
                yield question["linkId"], answer
            yield from _answers(answer)
        yield from _answers(question)


def _cell(column: Column, resource: Json, part: Json, beside: Mapping[str, Cell]) -> Cell:
    for path in column.from_:
        if path.startswith("@"):
            return beside[path]
        holder = part if path.startswith(".") else resource
        value = _at(holder, path.removeprefix(".").split("."))
        if value is not None:
            return value
    return None


def _at(value: object, steps: list[str]) -> Cell:
    """Return what lies at a path, of a list the first; a reference is the id it points at."""
    if isinstance(value, list):
        return _at(value[0], steps)
    if isinstance(value, dict):
        step, *rest = steps or [_POINTER]
        if step in _LAST_OF_CODE and "coding" in value:
            return _at(value["coding"], steps)
        found = value.get("code" if step == _UNIT else step)
        is_pointer = not steps and isinstance(found, str)
        return str(found).rpartition("/")[2] if is_pointer else _at(found, rest)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if not steps and isinstance(value, str | int | float) else None
