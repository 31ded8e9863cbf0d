"""What is in the vault: how much of each category and type, from when, and from whom."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from datadonor.records.categories import CategoryId, categories
from datadonor.records.dictionaries import StoredType
from datadonor.records.listing import (
    DOCUMENTS,
    EPISODES,
    SAME_WITHIN_MS,
    Listed,
    Shelf,
    category_of,
    category_of_kind,
)
from datadonor.records.sample import Source
from datadonor.records.writing import UNSORTED
from datadonor.vault.database import Connection

RECENT: Final = 200
"""How many of a type's newest samples are looked at for the same from another source."""


@dataclass(frozen=True, slots=True)
class TypeSummary:
    """How much there is of one type. Times are UTC milliseconds since 1970.

    Attributes:
        name: Of the type.
        unit: UCUM; empty for none.
        samples: How many.
        first_ms: When the earliest began.
        last_ms: When the latest began.
        latest: The newest that has a value.
        sources: Who tells of it.
        plain_sum: Where samples add up: everything added.
        total: Where samples add up: what several sources tell of counted once.
        doubled: How many of the newest ``RECENT`` another source tells of too.
    """

    name: str
    unit: str
    samples: int
    first_ms: int
    last_ms: int
    latest: Listed | None
    sources: tuple[Source, ...]
    plain_sum: float | None
    total: float | None
    doubled: int


@dataclass(frozen=True, slots=True)
class KindSummary:
    """How much there is of one kind of episode or of clinical resource in a category.

    Attributes:
        name: Of the kind.
        is_document: Whether it is a clinical resource.
        count: How many.
        latest: The newest; of clinical resources the newest with date and title.
    """

    name: str
    is_document: bool
    count: int
    latest: Listed | None


@dataclass(frozen=True, slots=True)
class CategorySummary:
    """How much there is of one category; times as in ``TypeSummary``, if there are any.

    ``kinds`` are its episodes and then its documents, the most first.
    """

    category: CategoryId
    samples: int
    episodes: int
    documents: int
    first_ms: int | None
    last_ms: int | None
    sources: tuple[Source, ...]
    types: tuple[TypeSummary, ...]
    kinds: tuple[KindSummary, ...] = ()

    @property
    def records(self) -> int:
        """How many records in all."""
        return self.samples + self.episodes + self.documents


@dataclass(frozen=True, slots=True)
class _Told:
    """How much there is of one kind of episode or document from one source."""

    category: CategoryId
    kind: str
    source: Source
    count: int
    first_ms: int | None
    last_ms: int | None


def summary(connection: Connection) -> tuple[CategorySummary, ...]:
    """Return what is in the vault, categories in the order in which they are shown.

    Reads every sample's key once; takes about a second for a million.

    Returns:
        Only categories with records; what the vocabulary lacks comes last.
    """
    shelf = Shelf(connection)
    types: dict[CategoryId, list[TypeSummary]] = defaultdict(list)
    sources = _sources_of_types(connection)
    for stored in shelf.types.values():
        told = _type_summary(shelf, stored, sources[stored.id])
        if told is not None:
            types[category_of(stored)].append(told)
    episodes = [_told(shelf, category_of_kind(row[0]), row) for row in connection.rows(_EPISODES)]
    documents = [_told(shelf, CategoryId(name), row) for name, *row in connection.rows(_DOCUMENTS)]
    order = {name: place for place, name in enumerate([*categories(), UNSORTED])}
    present = {*types, *(each.category for each in (*episodes, *documents))}
    return tuple(
        _category(shelf, name, types[name], _only(episodes, name), _only(documents, name))
        for name in sorted(present, key=lambda name: order.get(name, len(order)))
    )


_EPISODES: Final = (
    "SELECT kind, source_id, count(*), min(start_ms), max(start_ms) FROM episode GROUP BY 1, 2"
)
_DOCUMENTS: Final = (
    "SELECT category, kind, source_id, count(*), min(date_ms), max(date_ms) FROM document "
    "GROUP BY 1, 2, 3"
)
_LATEST_EPISODE: Final = f"{EPISODES} WHERE kind = ? ORDER BY start_ms DESC, id DESC LIMIT 1"
_LATEST_DOCUMENT: Final = (
    f"{DOCUMENTS} WHERE category = ? AND kind = ? AND date_ms IS NOT NULL AND title IS NOT NULL "
    "ORDER BY date_ms DESC, id DESC LIMIT 1"
)
_DOUBLED: Final = """
    SELECT count(*) FROM
      (SELECT start_ms, source_id, number, code FROM sample
        WHERE type_id = ? ORDER BY start_ms DESC LIMIT ?) AS own
    WHERE EXISTS (
      SELECT 1 FROM sample AS other
       WHERE other.type_id = ? AND other.start_ms >= own.start_ms - ?
         AND other.start_ms <= own.start_ms + ? AND other.source_id <> own.source_id
         AND (other.code = own.code
              OR abs(other.number - own.number) <= abs(own.number) * 1e-6))
"""


def _category(
    shelf: Shelf,
    name: CategoryId,
    types: list[TypeSummary],
    episodes: list[_Told],
    documents: list[_Told],
) -> CategorySummary:
    others = [*episodes, *documents]
    firsts = [*(each.first_ms for each in types), *(each.first_ms for each in others)]
    lasts = [*(each.last_ms for each in types), *(each.last_ms for each in others)]
    named = [source for each in types for source in each.sources]
    return CategorySummary(
        name,
        sum(each.samples for each in types),
        sum(each.count for each in episodes),
        sum(each.count for each in documents),
        min((each for each in firsts if each is not None), default=None),
        max((each for each in lasts if each is not None), default=None),
        tuple(dict.fromkeys([*named, *(each.source for each in others)])),
        tuple(sorted(types, key=lambda each: (-each.samples, each.name, each.unit))),
        (*_kinds(shelf, episodes), *_kinds(shelf, documents, is_document=True)),
    )


def _kinds(shelf: Shelf, told: list[_Told], *, is_document: bool = False) -> list[KindSummary]:
    """Return the kinds of one category, the most first."""
    counts: Counter[str] = Counter()
    for each in told:
        counts[each.kind] += each.count
    found: list[KindSummary] = []
    for kind, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        if is_document:
            row = shelf.connection.row(_LATEST_DOCUMENT, (told[0].category, kind))
        else:
            row = shelf.connection.row(_LATEST_EPISODE, (kind,))
        make = shelf.document if is_document else shelf.episode
        found.append(KindSummary(kind, is_document, count, None if row is None else make(row)))
    return found


def _sources_of_types(connection: Connection) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    query = "SELECT DISTINCT type_id, source_id FROM sample ORDER BY 1, 2"
    for type_id, source_id in connection.rows(query):
        found[type_id].append(source_id)
    return found


def _type_summary(shelf: Shelf, stored: StoredType, sources: list[int]) -> TypeSummary | None:
    ask = shelf.connection
    count = ask.number("SELECT count(*) FROM sample WHERE type_id = ?", (stored.id,))
    if not count:
        return None
    newest = ask.row(
        "SELECT type_id, start_ms, source_id, duration_ms, key, number, code, context_id "
        "FROM sample WHERE type_id = ? AND (number IS NOT NULL OR code IS NOT NULL) "
        "ORDER BY start_ms DESC, source_id DESC LIMIT 1",
        (stored.id,),
    )
    adds_up = stored.known is not None and stored.known.adds_up
    sums = ask.row("SELECT total(sum), total(total) FROM day WHERE type_id = ?", (stored.id,))
    plain, total = sums if adds_up and sums is not None else (None, None)
    is_told_by_several = len(sources) > 1
    return TypeSummary(
        stored.name,
        stored.unit,
        count,
        ask.number("SELECT min(start_ms) FROM sample WHERE type_id = ?", (stored.id,)),
        ask.number("SELECT max(start_ms) FROM sample WHERE type_id = ?", (stored.id,)),
        None if newest is None else shelf.sample(newest),
        tuple(shelf.sources[number] for number in sources),
        plain,
        total,
        _doubled(ask, stored.id) if is_told_by_several else 0,
    )


def _doubled(connection: Connection, type_id: int) -> int:
    values = (type_id, RECENT, type_id, SAME_WITHIN_MS, SAME_WITHIN_MS)
    return connection.number(_DOUBLED, values)


def _told(shelf: Shelf, category: CategoryId, row: Sequence[Any]) -> _Told:
    kind, source_id, *rest = row
    return _Told(category, kind, shelf.sources[source_id], *rest)


def _only(told: Iterable[_Told], name: CategoryId) -> list[_Told]:
    return [each for each in told if each.category == name]
