"""What is in the vault at a glance: categories, what they hold, how much, from when to when.

``summary`` says more and reads every sample's key; this reads roll-ups and both ends of an
index, so that it is there at once for ten million. What does not count (``totals.COUNTS``:
numbers no body can have, what the sender took back) is kept in the vault and left out here.
"""

from collections import defaultdict
from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from datadonor.records.categories import CategoryId, categories
from datadonor.records.dictionaries import StoredType, stored_types
from datadonor.records.listing import category_of, category_of_kind
from datadonor.records.writing import UNSORTED
from datadonor.vault.database import Connection


class Held(StrEnum):
    """What shape records have."""

    SAMPLES = "samples"
    EPISODES = "episodes"
    DOCUMENTS = "documents"


class Holding(NamedTuple):
    """How much there is of one type or kind; times in UTC milliseconds, if there are any."""

    category: CategoryId
    name: str
    held: Held
    records: int
    first_ms: int | None
    last_ms: int | None


_EPISODES: Final = "SELECT kind, count(*), min(start_ms), max(start_ms) FROM episode GROUP BY 1"
_DOCUMENTS: Final = (
    "SELECT category, kind, count(*), min(date_ms), max(date_ms) FROM document GROUP BY 1, 2"
)


def contents(connection: Connection) -> dict[CategoryId, tuple[Holding, ...]]:
    """Return what each category holds, the most first; categories as they are shown.

    Only categories that hold something; what the vocabulary lacks comes last. The units of
    one type are told of together.
    """
    found: dict[CategoryId, dict[tuple[Held, str], Holding]] = defaultdict(dict)
    for each in _holdings(connection):
        key = (each.held, each.name)
        known = found[each.category].get(key)
        found[each.category][key] = each if known is None else _both(known, each)
    order = {name: place for place, name in enumerate([*categories(), UNSORTED])}
    return {
        category: tuple(
            sorted(found[category].values(), key=lambda each: (-each.records, each.name))
        )
        for category in sorted(found, key=lambda name: order.get(name, len(order)))
    }


def _most_first(holding: Holding) -> tuple[int, str]:
    return -holding.records, holding.name


def _holdings(connection: Connection) -> Iterator[Holding]:
    for stored in stored_types(connection):
        yield from _samples(connection, stored)
    for kind, *rest in connection.rows(_EPISODES):
        yield Holding(category_of_kind(kind), kind, Held.EPISODES, *rest)
    for category, kind, *rest in connection.rows(_DOCUMENTS):
        yield Holding(CategoryId(category), kind, Held.DOCUMENTS, *rest)


def _samples(connection: Connection, stored: StoredType) -> Iterator[Holding]:
    ends = [
        connection.row(f"SELECT {end}(start_ms) FROM sample WHERE type_id = ?", (stored.id,))  # noqa: S608 - our own words
        for end in ("min", "max")
    ]
    first, last = (None if row is None else row[0] for row in ends)
    if first is None:
        return
    count = connection.number("SELECT sum(count) FROM day WHERE type_id = ?", (stored.id,))
    if not count:  # nothing of it counts: few, or the person would see nothing else either
        count = connection.number("SELECT count(*) FROM sample WHERE type_id = ?", (stored.id,))
    yield Holding(category_of(stored), stored.name, Held.SAMPLES, count, first, last)


def _both(one: Holding, other: Holding) -> Holding:
    firsts = [ms for ms in (one.first_ms, other.first_ms) if ms is not None]
    lasts = [ms for ms in (one.last_ms, other.last_ms) if ms is not None]
    return one._replace(
        records=one.records + other.records,
        first_ms=min(firsts, default=None),
        last_ms=max(lasts, default=None),
    )
