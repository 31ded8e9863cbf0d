"""The same readings told in another unit.

A person who changes kilometres to miles gets everything again in miles with the next
export: rounded otherwise, so that no comparison of values would find them. What tells of
the same type, moment, length and source, in another unit than the file before, is the
same reading.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from datadonor.records.dictionaries import ImportId
from datadonor.records.sample import Context
from datadonor.records.types import SampleType
from datadonor.records.units import Dialect, conversion
from datadonor.vault.database import Connection

Whole = NDArray[np.int64]

_TOLD_BEFORE: Final = """
    SELECT start_ms, source_id, duration_ms, unit, dialect, count(*)
      FROM sample JOIN context ON context.id = context_id
     WHERE type_id = ? AND start_ms BETWEEN ? AND ?
       AND import_id <> ? AND unit IS NOT NULL AND unit <> ?
     GROUP BY start_ms, source_id, duration_ms, unit, dialect
"""


class OtherUnits:
    """Finds, among samples of one import, those that earlier ones told in another unit."""

    def __init__(self, connection: Connection, import_id: ImportId) -> None:
        """Begin an import."""
        self._connection = connection
        self._import_id = import_id
        self._has_earlier = bool(
            connection.number("SELECT count(*) FROM context WHERE import_id <> ?", (import_id,))
        )
        self._met: Counter[tuple[int, str, int, int, int]] = Counter()

    def told_before(
        self,
        type_id: int,
        kind: SampleType | None,
        context: Context,
        start_ms: Whole,
        source_id: Whole,
        duration_ms: Whole,
    ) -> Sequence[int]:
        """Return the places of samples of one type and unit that were told before.

        Args:
            type_id: In the vault.
            kind: What the vocabulary says of the type.
            context: Of any of them: their unit and its dialect.
            start_ms: Ascending, at least one.
            source_id: Of the same length.
            duration_ms: Of the same length.
        """
        unit = context.unit
        if not self._has_earlier or kind is None or unit is None:
            return ()
        rule = conversion(kind, unit, context.dialect)
        values = (type_id, int(start_ms[0]), int(start_ms[-1]), self._import_id, unit)
        told: Counter[tuple[int, int, int]] = Counter()
        found = self._connection.rows(_TOLD_BEFORE, values)
        for start, source, duration, other, dialect, count in found:
            # Another word for the same unit is no other unit.
            if conversion(kind, other, Dialect(dialect)) != rule:
                told[start, source, duration] += count
        if not told:
            return ()
        places = []
        rows = zip(start_ms.tolist(), source_id.tolist(), duration_ms.tolist(), strict=True)
        for place, row in enumerate(rows):
            # Two that are told twice are found twice, and a third one is new.
            if self._met[type_id, unit, *row] < told[row]:
                self._met[type_id, unit, *row] += 1
                places.append(place)
        return places
