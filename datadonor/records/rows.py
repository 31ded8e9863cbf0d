"""Samples as rows of the table: spread, converted, sorted, and bound to statements.

Must not decide what is written: that is ``writing``.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from datadonor.records.dictionaries import Placed
from datadonor.records.sample import SampleColumns
from datadonor.records.totals import LONGEST_MS

ROWS_A_STATEMENT: Final = 100
"""Rows that one INSERT carries: twice as fast as one each (measured), no gain beyond."""

_WITHOUT_CODE: Final = 6


class Rows(NamedTuple):
    """Rows of ``sample`` as columns, in the order of the primary key."""

    type_id: NDArray[np.int64]
    start_ms: NDArray[np.int64]
    source_id: NDArray[np.int64]
    duration_ms: NDArray[np.int64]
    key: NDArray[np.int64]
    number: NDArray[np.float64]
    context_id: NDArray[np.int64]
    code: NDArray[np.int32]
    codes: Sequence[str]

    @classmethod
    def of(cls, columns: SampleColumns, placed: Sequence[Placed], key: NDArray[np.int64]) -> "Rows":
        """Spread what is known of each template over its samples, and sort."""
        numbers = np.array(
            [(one.type_id, one.source_id, one.context_id) for one in placed], np.int64
        )
        rules = np.array([one.conversion for one in placed], np.float64)
        order = np.lexsort(
            (
                columns.duration_ms,
                numbers[columns.template, 1],
                columns.start_ms,
                numbers[columns.template, 0],
            )
        )
        template = columns.template[order]
        factor, offset = rules[template, 0], rules[template, 1]
        return cls(
            numbers[template, 0],
            columns.start_ms[order],
            numbers[template, 1],
            columns.duration_ms[order],
            key[order],
            columns.number[order] * factor + offset,
            numbers[template, 2],
            columns.code[order],
            columns.codes,
        )

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.type_id)

    def by_type(self) -> "Iterator[tuple[int, Rows]]":
        """Yield the rows of each type."""
        borders = (np.flatnonzero(np.diff(self.type_id)) + 1).tolist()
        for first, end in pairwise([0, *borders, len(self)]):
            yield int(self.type_id[first]), self._taken(slice(first, end))

    def without(self, places: Sequence[int]) -> "Rows":
        """Return all rows but those in some places."""
        kept = np.ones(len(self), bool)
        kept[list(places)] = False
        return self._taken(kept)

    def _taken(self, which: slice | NDArray[np.bool_]) -> "Rows":
        return Rows(
            self.type_id[which],
            self.start_ms[which],
            self.source_id[which],
            self.duration_ms[which],
            self.key[which],
            self.number[which],
            self.context_id[which],
            self.code[which],
            self.codes,
        )

    @property
    def earliest_ms(self) -> int:
        """When the first began."""
        return int(self.start_ms[0])

    @property
    def latest_ms(self) -> int:
        """When the last ended, or as late as it counts."""
        return int((self.start_ms + np.minimum(self.duration_ms, LONGEST_MS)).max())

    def bound(self) -> list[list[Any]]:
        """Return what is bound to an ``INSERT``, one list a column: codes only if any."""
        columns: list[list[Any]] = [
            column.tolist()
            for column in (self.start_ms, self.source_id, self.duration_ms, self.key)
        ]
        number: list[float | None] = self.number.tolist()
        for index in np.flatnonzero(np.isnan(self.number)).tolist():
            number[index] = None
        columns += [number, self.context_id.tolist()]
        if (self.code >= 0).any():
            columns.append([self.codes[index] if index >= 0 else None for index in self.code])
        return columns


@cache
def insertion(rows: int, columns: int) -> str:
    """Return the statement for so many rows of one type, bound column by column.

    The type is bound once and a column of codes only where there are codes: what is
    bound costs more than what is stored (measured).
    """

    def place(column: int, row: int) -> str:
        return f"?{2 + column * rows + row}"

    made = []
    for row in range(rows):
        start, source, duration, key, number, context = (place(each, row) for each in range(6))
        code = place(6, row) if columns > _WITHOUT_CODE else "NULL"
        made.append(f"(?1, {start}, {source}, {duration}, {key}, {number}, {code}, {context})")
    return f"INSERT INTO sample VALUES {', '.join(made)} ON CONFLICT DO NOTHING"  # noqa: S608
