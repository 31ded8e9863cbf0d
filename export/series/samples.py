"""Samples one by one: an Observation and a row each.

Streams along the vault's own order. Must not decide which samples, and must not sum up.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Final

from datadonor.records.dictionaries import StoredType, stored_context, stored_sources
from datadonor.records.sample import Context, DeviceClass
from datadonor.vault.database import Row as StoredRow
from export.outgoing import Cell, Outgoing, Row
from export.series.codes import type_concept
from export.series.moulds import HEAD, WHOLE_DAY_MS, Mould, Withholding
from export.series.terms import OBSERVATION, Terms, Told

SAMPLES_TABLE: Final = "samples"

_MOST_REMEMBERED: Final = 1 << 12
"""Moulds and contexts that are kept; a store that makes it forget only costs more time."""

_MOST: Final = 1e8
"""Whole numbers below it have no digit too many."""


def raw_samples(terms: Terms, withheld: Counter[str]) -> Iterator[Outgoing]:
    """Yield the samples of an item, by type and time.

    Args:
        terms: Whose resolution is raw.
        withheld: Counts, by reason, what stays although it was granted.
    """
    types = {each.id: each for each in terms.selection.types}
    for type_id, rows in groupby(terms.selection.samples(), itemgetter(0)):
        found = _Casting(terms, types[type_id], withheld).told(rows)
        yield from terms.outgoing(found)


class _Casting:
    """Fills the moulds of one type."""

    def __init__(self, terms: Terms, stored: StoredType, withheld: Counter[str]) -> None:
        self._terms = terms
        self._stored = stored
        self._withheld = withheld
        self._connection = terms.selection.connection
        self._code = type_concept(stored.name)
        self._devices = {number: each.device for number, each in stored_sources(self._connection)}
        self._moulds: dict[tuple[int, int], Mould] = {}
        self._alike: dict[tuple[Context, DeviceClass], Mould] = {}

    def told(self, rows: Iterator[StoredRow]) -> Iterator[Told]:
        """Yield what goes of one type's rows. One loop without calls: it runs a million times."""
        moulds, record_id = self._moulds, self._terms.identity.record_id
        span, name = self._terms.moments.span, self._stored.name
        for type_id, start_ms, source_id, duration_ms, key, number, code, context_id in rows:
            mould = moulds.get((source_id, context_id)) or self._mould(source_id, context_id)
            is_short = duration_ms < WHOLE_DAY_MS
            if is_short and mould.is_plain and number is not None and -_MOST < number < _MOST:
                when = span(start_ms, duration_ms)
                cell: Cell = int(number) if number.is_integer() else float(f"{number:.8g}")
                value = f'"valueQuantity":{{"value":{cell!r}{mould.number_end}'
                word, unit = None, mould.unit
            else:
                said = mould.value(duration_ms, number, code)
                if isinstance(said, Withholding):
                    self._withheld[said.reason] += 1
                    continue
                when = mould.when(start_ms, duration_ms)
                value = said.json + mould.end
                cell, word, unit = said.number, said.code, said.unit
            record = f"s{type_id}.{start_ms}.{source_id}.{duration_ms}.{key}"
            own = record_id(OBSERVATION, record)
            line = f"{HEAD}{own}{mould.middle}{when.json},{value}".encode()
            cells = (own, name, word, when.start, when.end, cell, unit, mould.device)
            yield Told(when, own, line, (Row(SAMPLES_TABLE, cells),), record)

    def _mould(self, source_id: int, context_id: int) -> Mould:
        if len(self._moulds) >= _MOST_REMEMBERED:
            self._moulds.clear()
            self._alike.clear()
        context, _ = stored_context(self._connection, context_id)
        device = self._devices[source_id]
        mould = self._alike.get((context, device))
        if mould is None:
            mould = Mould(self._terms, self._stored, self._code, context, device)
            self._alike[context, device] = mould
        self._moulds[source_id, context_id] = mould
        return mould
