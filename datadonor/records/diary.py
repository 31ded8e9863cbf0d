"""How much there is on each day: what a long list is jumped through by, and a chart is made of.

Read from the roll-ups, so that ten million samples cost what their days do. Roll-ups leave out
what does not count (``totals.COUNTS``), so a day may hold a few samples more than is said
here. Days are days in Europe/Copenhagen, hours are hours of UTC, both since 1970.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from datadonor.records.categories import CategoryId
from datadonor.records.dictionaries import StoredType, stored_types
from datadonor.records.listing import category_of
from datadonor.records.rollups import first_hour, local_day
from datadonor.records.totals import HOUR_MS
from datadonor.vault.database import Connection


class Sums(NamedTuple):
    """What one type's samples of one day or hour come to, as in ``series.RollUp``."""

    begins: int
    code: str
    samples: int
    low: float | None
    high: float | None
    sum: float
    total: float


class Moment(NamedTuple):
    """One sample as a point: UTC milliseconds, and what it says."""

    start_ms: int
    duration_ms: int
    number: float | None
    code: str | None


def types_named(connection: Connection, name: str) -> list[StoredType]:
    """Return the stored types of a name: one for each unit, the vocabulary's own first."""
    found = [each for each in stored_types(connection) if each.name == name]
    return sorted(found, key=lambda each: (each.known is None, each.id))


def day_sums(connection: Connection, kind: StoredType, first: int, end: int) -> Iterator[Sums]:
    """Yield one type's days, oldest first, each with its codes; the end is exclusive."""
    rows = connection.rows(
        "SELECT day, code, count, low, high, sum, total FROM day "
        "WHERE type_id = ? AND day >= ? AND day < ? ORDER BY 1, 2",
        (kind.id, first, end),
    )
    return map(Sums._make, rows)


def hour_sums(connection: Connection, kind: StoredType, first: int, end: int) -> Iterator[Sums]:
    """Yield one type's hours of some days, likewise."""
    rows = connection.rows(
        "SELECT hour, code, count, low, high, sum, total FROM hour "
        "WHERE type_id = ? AND hour >= ? AND hour < ? ORDER BY 1, 2",
        (kind.id, first_hour(first), first_hour(end)),
    )
    return map(Sums._make, rows)


def moments(connection: Connection, kind: StoredType, first: int, end: int) -> Iterator[Moment]:
    """Yield one type's samples that begin on some days, oldest first; the end is exclusive."""
    rows = connection.rows(
        "SELECT start_ms, duration_ms, number, code FROM sample "
        "WHERE type_id = ? AND start_ms >= ? AND start_ms < ? AND context_id NOT IN "
        "(SELECT id FROM context WHERE flags & 2) ORDER BY start_ms",
        (kind.id, first_hour(first) * HOUR_MS, first_hour(end) * HOUR_MS),
    )
    return map(Moment._make, rows)


def records_by_day(connection: Connection, category: CategoryId, name: str) -> Mapping[int, int]:
    """Return how many records of a type or kind each day has, newest day first.

    Args:
        connection: Of an open vault.
        category: Whose records.
        name: Of a type, a kind of episode or a kind of clinical resource.
    """
    counts: Counter[int] = Counter()
    for stored in types_named(connection, name):
        if category_of(stored) == category:
            query = "SELECT day, sum(count) FROM day WHERE type_id = ? GROUP BY 1"
            counts.update(dict(connection.rows(query, (stored.id,))))
    counts.update(others_by_day(connection, category, name))
    return dict(sorted(counts.items(), reverse=True))


def records_by_hour(
    connection: Connection, category: CategoryId, name: str, first: int, end: int
) -> Mapping[int, int]:
    """Return how many samples of a type each UTC hour of a span has, newest first."""
    counts: Counter[int] = Counter()
    for stored in types_named(connection, name):
        if category_of(stored) == category:
            query = (
                "SELECT hour, sum(count) FROM hour "
                "WHERE type_id = ? AND hour >= ? AND hour < ? GROUP BY 1"
            )
            counts.update(dict(connection.rows(query, (stored.id, first, end))))
    return dict(sorted(counts.items(), reverse=True))


def others_by_day(connection: Connection, category: CategoryId, name: str) -> Mapping[int, int]:
    """Return how many episodes of a kind and dated documents of a kind each day has."""
    counts: Counter[int] = Counter()
    episodes = connection.rows("SELECT start_ms FROM episode WHERE kind = ?", (name,))
    documents = connection.rows(
        "SELECT date_ms FROM document WHERE category = ? AND kind = ? AND date_ms IS NOT NULL",
        (category, name),
    )
    for rows in (episodes, documents):
        for (ms,) in rows:
            counts[local_day(ms // HOUR_MS)] += 1
    return counts


def undated(connection: Connection, category: CategoryId, name: str) -> int:
    """Return how many documents of a kind have no date."""
    return connection.number(
        "SELECT count(*) FROM document WHERE category = ? AND kind = ? AND date_ms IS NULL",
        (category, name),
    )
