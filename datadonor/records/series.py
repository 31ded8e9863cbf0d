"""The roll-ups of one type, for a chart."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from datadonor.records.dictionaries import StoredType, stored_types
from datadonor.records.rollups import first_hour, local_day
from datadonor.records.totals import HOUR_MS
from datadonor.records.types import TypeId
from datadonor.vault.database import Connection


class Grain(StrEnum):
    """How long a time one roll-up is of."""

    HOUR = "hour"  # of UTC
    DAY = "day"  # in Europe/Copenhagen


class RollUp(NamedTuple):
    """What a type's samples of one hour or day come to.

    ``start_ms`` and ``end_ms`` are UTC milliseconds. ``low`` and ``high`` are in
    ``unit``, and nothing for codes; ``sum`` adds everything, for codes in minutes;
    ``total`` counts what several sources tell of once. Numbers beyond the type's
    plausible range are left out.
    """

    start_ms: int
    end_ms: int
    unit: str
    code: str
    samples: int
    low: float | None
    high: float | None
    sum: float
    total: float

    @property
    def mean(self) -> float | None:
        """The mean of numbers."""
        return None if self.low is None else self.sum / self.samples


def rollups(
    connection: Connection, type_name: TypeId, grain: Grain, from_ms: int, until_ms: int
) -> Iterator[RollUp]:
    """Yield roll-ups of one type, oldest first, each unit's by themselves, one pass.

    Args:
        connection: Of an open vault.
        type_name: Of the vocabulary, or a file's own.
        grain: Hours or days.
        from_ms: UTC milliseconds; the hour or day that holds it is the first.
        until_ms: Exclusive; the hour or day that holds the millisecond before it is the last.
    """
    first, end = from_ms // HOUR_MS, -(-until_ms // HOUR_MS)
    for stored in stored_types(connection):
        if stored.name == type_name:
            yield from _of_one(connection, stored, grain, first, end)


def _of_one(
    connection: Connection, stored: StoredType, grain: Grain, first: int, end: int
) -> Iterator[RollUp]:
    if grain is Grain.DAY:
        first, end = local_day(first), local_day(end - 1) + 1
    rows = connection.rows(
        f"SELECT {grain.value}, code, count, low, high, sum, total FROM {grain.value} "  # noqa: S608 - our own words
        f"WHERE type_id = ? AND {grain.value} >= ? AND {grain.value} < ? ORDER BY 1, 2",
        (stored.id, first, end),
    )
    for number, *rest in rows:
        begins, ends = (
            (first_hour(number), first_hour(number + 1))
            if grain is Grain.DAY
            else (number, number + 1)
        )
        yield RollUp(begins * HOUR_MS, ends * HOUR_MS, stored.unit, *rest)
