"""Reading records from the vault: pages of a category, newest first, and single records.

A page asks each type, kind of episode and document of its category for the few rows
that could stand on it, along an index, so that the ten-thousandth page costs what the
first does. Must not write.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Final, NamedTuple

from datadonor.records.categories import CategoryId
from datadonor.records.dictionaries import StoredType
from datadonor.records.listing import (
    DOCUMENTS,
    EPISODES,
    SAMPLES,
    UNDATED_MS,
    Key,
    Listed,
    Shelf,
    category_of,
    category_of_kind,
    key_of,
    stored_kinds,
)
from datadonor.records.record_id import EpisodeId, RecordId, RecordMissing, SampleId
from datadonor.vault.database import Connection, Value

MOST_ON_A_PAGE: Final = 1_000

_LATEST: Final = 2**62


@dataclass(frozen=True, slots=True)
class Page:
    """Records in order, newest first; ``next`` is nothing on the last page."""

    records: tuple[Listed, ...]
    next: Key | None


class Span(NamedTuple):
    """UTC milliseconds, the end exclusive."""

    from_ms: int = UNDATED_MS
    until_ms: int = _LATEST

    @property
    def is_all_time(self) -> bool:
        """Whether what has no date belongs to it."""
        return self == Span()


ALL_TIME: Final = Span()


def page(
    connection: Connection,
    category: CategoryId,
    *,
    type_name: str | None = None,
    span: Span = ALL_TIME,
    after: Key | None = None,
    limit: int = 100,
) -> Page:
    """Return a page of a category's records, newest first.

    Args:
        connection: Of an open vault.
        category: Whose records; the empty one for what the vocabulary lacks.
        type_name: A type, a kind of episode or a kind of clinical resource, to see
            nothing else.
        span: What begins within; documents without date only in all time.
        after: Where the page before ended.
        limit: At most this many, and at most ``MOST_ON_A_PAGE``.
    """
    most = max(1, min(limit, MOST_ON_A_PAGE))
    shelf = Shelf(connection)
    asked = _Asked(span, after, most + 1)
    roads = [
        _samples(shelf, stored, asked)
        for stored in shelf.types.values()
        if category_of(stored) == category and type_name in (None, stored.name)
    ]
    roads += [
        _episodes(shelf, kind, asked)
        for kind in stored_kinds(connection)
        if category_of_kind(kind) == category and type_name in (None, kind)
    ]
    roads.append(_documents(shelf, category, type_name, asked))
    merged = heapq.merge(*roads, key=_place, reverse=True)
    found = list(islice(merged, most + 1))
    shown = tuple(replace(each, also_from=shelf.also_from(each)) for each in found[:most])
    return Page(shown, key_of(shown[-1]) if len(found) > most else None)


def listed(connection: Connection, record_id: RecordId) -> Listed:
    """Return one record as it would stand in a list.

    Raises:
        RecordMissing: There is none of that name.
    """
    shelf = Shelf(connection)
    if isinstance(record_id, SampleId):
        query = (
            f"{SAMPLES} WHERE (type_id, start_ms, source_id, duration_ms, key) = (?, ?, ?, ?, ?)"
        )
        make = shelf.sample
    elif isinstance(record_id, EpisodeId):
        query, make = f"{EPISODES} WHERE id = ?", shelf.episode
    else:
        query, make = f"{DOCUMENTS} WHERE id = ?", shelf.document
    row = connection.row(query, record_id)
    if row is None:
        raise RecordMissing
    found = make(row)
    return replace(found, also_from=shelf.also_from(found))


# -- within ---------------------------------------------------------------------------


class _Asked(NamedTuple):
    """What every road to a page must know."""

    span: Span
    after: Key | None
    limit: int

    def until(self, rank: int) -> tuple[int, ...]:
        """Return the exclusive upper bound, as time and what follows it in the index.

        Nothing equals a bound that ends in -1, so it holds all that is earlier.
        """
        if self.after is None or self.after.start_ms >= self.span.until_ms:
            return (self.span.until_ms, -1)
        start_ms, own_rank, *own = self.after.place
        if rank == own_rank:
            return (start_ms, *own)
        return (start_ms + 1, -1) if rank < own_rank else (start_ms, -1)


def _samples(shelf: Shelf, stored: StoredType, asked: _Asked) -> Iterator[Listed]:
    """Yield samples of one type, newest first: along the primary key, backwards."""
    until = asked.until(2)
    if len(until) > 2:  # noqa: PLR2004 - the page before ended at a sample
        start_ms, type_id, *rest = until
        if stored.id < type_id:
            until = (start_ms + 1, -1)
        else:
            until = (start_ms, *rest) if stored.id == type_id else (start_ms, -1)
    padded = (*until, -1, -1)[:4]
    rows = shelf.connection.rows(
        f"{SAMPLES} WHERE type_id = ? AND start_ms >= ? "
        "AND (start_ms, source_id, duration_ms, key) < (?, ?, ?, ?) "
        "ORDER BY start_ms DESC, source_id DESC, duration_ms DESC, key DESC LIMIT ?",
        (stored.id, asked.span.from_ms, *padded, asked.limit),
    )
    return map(shelf.sample, rows)


def _episodes(shelf: Shelf, kind: str, asked: _Asked) -> Iterator[Listed]:
    rows = shelf.connection.rows(
        f"{EPISODES} WHERE kind = ? AND start_ms >= ? AND (start_ms, id) < (?, ?) "
        "ORDER BY start_ms DESC, id DESC LIMIT ?",
        (kind, asked.span.from_ms, *asked.until(1), asked.limit),
    )
    return map(shelf.episode, rows)


def _documents(
    shelf: Shelf, category: CategoryId, kind: str | None, asked: _Asked
) -> Iterator[Listed]:
    """Yield documents by date, newest first, and those without one last."""
    make = partial(map, shelf.document)
    whose: tuple[Value, ...] = (category, kind, kind)
    is_wanted = "WHERE category = ? AND (? IS NULL OR kind = ?)"
    until = asked.until(0)
    if until[0] > UNDATED_MS + 1:
        yield from make(
            shelf.connection.rows(
                f"{DOCUMENTS} {is_wanted} AND date_ms >= ? AND (date_ms, id) < (?, ?) "
                "ORDER BY date_ms DESC, id DESC LIMIT ?",
                (*whose, asked.span.from_ms, *until, asked.limit),
            )
        )
        until = (UNDATED_MS + 1, _LATEST)
    if asked.span.is_all_time:
        yield from make(
            shelf.connection.rows(
                f"{DOCUMENTS} {is_wanted} AND date_ms IS NULL AND id < ? ORDER BY id DESC LIMIT ?",
                (*whose, until[1], asked.limit),
            )
        )


def _place(record: Listed) -> tuple[int, ...]:
    return key_of(record).place
