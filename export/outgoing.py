"""What becomes of a record on its way out: the lines and rows that are sent.

One generator makes these; the preview shows them and the bundle writes them, so neither
can say what the other does not. Must not know: files, seals, who asks.
"""

from dataclasses import dataclass
from typing import NamedTuple

Cell = str | int | float | None
"""A field of a table."""


class Row(NamedTuple):
    """One row of a flat table; ``cells`` in the order of the table's columns."""

    table: str
    cells: tuple[Cell, ...]


class Change(NamedTuple):
    """What one rule did to one field, for the person to see.

    ``before`` is as the record lies in the vault and ``after`` as it is sent; nothing where
    there is none. Shown on the person's own screen only.
    """

    field: str
    before: str | None
    after: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One FHIR resource that is sent, and the rows of tables that say the same.

    Attributes:
        resource_type: FHIR's name; lines of one type go into one series of files.
        line: The resource as compact JSON, UTF-8, without a line feed.
        rows: In tables.
        item: Of the request, by which it goes.
        category: Of the vocabulary.
        record: The name of the record it is made of; nothing for what sums up several.
        rules: The names of the rules that were applied, each once, ascending.
    """

    resource_type: str
    line: bytes
    rows: tuple[Row, ...]
    item: str
    category: str
    record: str | None
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Withheld:
    """Records that stay although their item was granted, and the rule or reason why."""

    item: str
    category: str
    reason: str
    count: int
