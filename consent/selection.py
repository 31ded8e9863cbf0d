"""What may go under one decision, found by SQL: a second way to the answer of ``evaluate``.

It looks at no record in Python. Rows are streamed along the tables' indexes, so a million
samples cost what reading them costs, in constant memory. Whatever choices say beyond the
request selects nothing, as in ``consent.policy``; a property test keeps the two equal.

Whether the consent is in force is asked by ``consent.gate`` first: this module takes any
choices, so that they can be tried before they are given. Must not write.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple, Self

from consent.choices import Choices
from consent.policy import DATELESS, Grant
from consent.request import ProjectRequest
from consent.selection_scope import Scope, names_left_out, scopes
from consent.selection_sql import (
    IS_DATELESS,
    Clause,
    LeftOut,
    all_of,
    documents_permitted,
    ends_within,
    episode_permitted,
    none_of,
    sample_permitted,
    within,
)
from datadonor.records.categories import CategoryId
from datadonor.records.dictionaries import StoredType, stored_types
from datadonor.records.listing import (
    DOCUMENTS,
    EPISODES,
    SAMPLES,
    category_of,
    category_of_kind,
    stored_kinds,
)
from datadonor.records.record_id import SampleId
from datadonor.vault.database import Connection, Row


class EpisodePlace(NamedTuple):
    """Where a stream of episodes has come to."""

    kind: str
    start_ms: int
    number: int

    @classmethod
    def of(cls, row: Row) -> Self:
        """Return the place of a row of ``ItemSelection.episodes``."""
        return cls(row[1], row[2], row[0])


class DocumentPlace(NamedTuple):
    """Where a stream of documents has come to; no date among the kinds without one."""

    date_ms: int | None
    number: int

    @classmethod
    def of(cls, row: Row) -> Self:
        """Return the place of a row of ``ItemSelection.documents``."""
        return cls(None if row[1] in DATELESS else row[3], row[0])


class Counts(NamedTuple):
    """How many records of each sort."""

    samples: int = 0
    episodes: int = 0
    documents: int = 0

    @property
    def total(self) -> int:
        """How many records in all."""
        return sum(self)


@dataclass(frozen=True, slots=True)
class ItemSelection:
    """The records that one item permits.

    Attributes:
        connection: Of an open vault; reading is enough.
        scope: What the item permits.
        left_out: Records that stay although they fit.
        types: Those of the vault's types of sample that it permits, ascending by number.
        kinds: Those of the vault's kinds of episode, ascending.
    """

    connection: Connection
    scope: Scope
    left_out: LeftOut
    types: tuple[StoredType, ...]
    kinds: tuple[str, ...]

    @property
    def grant(self) -> Grant:
        """Which item, how fine, and what becomes of dates."""
        return self.scope.grant

    @property
    def category(self) -> CategoryId:
        """What all of it belongs to."""
        return self.scope.category

    def only(self, type_name: str) -> "ItemSelection":
        """Return the part of one type of sample, kind of episode or kind of document."""
        return replace(
            self,
            scope=self.scope._replace(
                types=frozenset({type_name} if self.scope.holds(type_name) else ())
            ),
            types=tuple(each for each in self.types if each.name == type_name),
            kinds=tuple(each for each in self.kinds if each == type_name),
        )

    def samples(self, after: SampleId | None = None) -> Iterator[Row]:
        """Yield samples by type, time and the rest of their key, ascending.

        Args:
            after: The name of the last one seen (``SampleId(*row[:5])``), to go on.

        Returns:
            Rows as ``datadonor.records.listing.SAMPLES`` has them; one pass.
        """
        for stored in self.types:
            if after is None or after.type_id < stored.id:
                yield from self._samples(stored, None)
            elif after.type_id == stored.id:
                yield from self._samples(stored, after)

    def episodes(self, after: EpisodePlace | None = None) -> Iterator[Row]:
        """Yield episodes by kind, time and number, ascending.

        Args:
            after: Where to go on (``EpisodePlace.of(row)``).

        Returns:
            Rows as ``datadonor.records.listing.EPISODES`` has them; one pass.
        """
        for kind in self.kinds:
            if after is None or after.kind < kind:
                yield from self._episodes(kind, None)
            elif after.kind == kind:
                yield from self._episodes(kind, after)

    def documents(self, after: DocumentPlace | None = None) -> Iterator[Row]:
        """Yield documents by date and number, then those of dateless kinds by number.

        Args:
            after: Where to go on (``DocumentPlace.of(row)``).

        Returns:
            Rows as ``datadonor.records.listing.DOCUMENTS`` has them; one pass.
        """
        is_among_dateless = after is not None and after.date_ms is None
        if not is_among_dateless:
            yield from self._dated(after)
        yield from self._dateless(after.number if after is not None and is_among_dateless else None)

    def count(self) -> Counts:
        """Count them without handing them out."""
        return _count(self.connection, [self])

    def _samples(self, stored: StoredType, after: SampleId | None) -> Iterator[Row]:
        span = self.scope.span
        begin = Clause("start_ms >= ?", (span.from_ms,))
        if after is not None and after.start_ms >= span.from_ms:
            begin = Clause("(start_ms, source_id, duration_ms, key) > (?, ?, ?, ?)", after[1:])
        where = all_of(
            Clause("type_id = ?", (stored.id,)),
            begin,
            Clause("start_ms < ?", (span.until_ms,)),
            sample_permitted(ends_within(span), self.left_out, stored.id),
        )
        return self.connection.rows(
            f"{SAMPLES} WHERE {where.text} ORDER BY start_ms, source_id, duration_ms, key",
            where.values,
        )

    def _episodes(self, kind: str, after: EpisodePlace | None) -> Iterator[Row]:
        span = self.scope.span
        begin = Clause("start_ms >= ?", (span.from_ms,))
        if after is not None and after.start_ms >= span.from_ms:
            begin = Clause("(start_ms, id) > (?, ?)", after[1:])
        where = all_of(
            Clause("kind = ?", (kind,)),
            begin,
            Clause("start_ms < ?", (span.until_ms,)),
            episode_permitted(ends_within(span), self.left_out),
        )
        return self.connection.rows(
            f"{EPISODES} WHERE {where.text} ORDER BY start_ms, id", where.values
        )

    def _dated(self, after: DocumentPlace | None) -> Iterator[Row]:
        span = self.scope.span
        begin = Clause("date_ms >= ?", (span.from_ms,))
        if after is not None and after.date_ms is not None and after.date_ms >= span.from_ms:
            begin = Clause("(date_ms, id) > (?, ?)", tuple(after))
        where = all_of(
            Clause("category = ?", (self.category,)),
            begin,
            Clause("date_ms < ?", (span.until_ms,)),
            none_of(IS_DATELESS),
            documents_permitted([self.scope.document_terms], self.left_out),
        )
        return self.connection.rows(
            f"{DOCUMENTS} WHERE {where.text} ORDER BY date_ms, id", where.values
        )

    def _dateless(self, after: int | None) -> Iterator[Row]:
        where = all_of(
            Clause("category = ?", (self.category,)),
            Clause("1") if after is None else Clause("+id > ?", (after,)),
            IS_DATELESS,
            documents_permitted([self.scope.document_terms], self.left_out),
        )
        return self.connection.rows(f"{DOCUMENTS} WHERE {where.text} ORDER BY id", where.values)


@dataclass(frozen=True, slots=True)
class Selection:
    """What may go under one decision: item by item, in the request's order.

    A record that two items permit is in both of them. Items of which nothing may go by
    the decision itself are not here; those of which the vault has nothing are.
    """

    items: tuple[ItemSelection, ...]

    def counts(self) -> Mapping[CategoryId, Counts]:
        """Count the records of each category, each once, however many items permit it."""
        by_category: dict[CategoryId, list[ItemSelection]] = {}
        for item in self.items:
            by_category.setdefault(item.category, []).append(item)
        return {
            category: _count(several[0].connection, several)
            for category, several in by_category.items()
        }


def select(
    connection: Connection, request: ProjectRequest, choices: Choices, now: datetime
) -> Selection:
    """Return the records that may go under one decision.

    Args:
        connection: Of an open vault; reading is enough.
        request: What was asked.
        choices: What was decided about exactly this request.
        now: With zone. Without one, or after the last day, nothing is selected.

    Raises:
        ValueError: Now is no day between the years 1 and 9999.
    """
    granted = scopes(request, choices, now)
    if not granted:
        return Selection(())
    left_out = names_left_out(choices)
    types = sorted(stored_types(connection))
    kinds = stored_kinds(connection)
    return Selection(
        tuple(
            ItemSelection(
                connection,
                scope,
                left_out,
                tuple(
                    each
                    for each in types
                    if category_of(each) == scope.category and scope.holds(each.name)
                ),
                tuple(
                    each
                    for each in kinds
                    if category_of_kind(each) == scope.category and scope.holds(each)
                ),
            )
            for scope in granted
        )
    )


def _count(connection: Connection, items: list[ItemSelection]) -> Counts:
    """Count the records that one of some items of one category permits, each once."""
    left_out = items[0].left_out
    samples = episodes = 0
    for stored in sorted({stored for item in items for stored in item.types}):
        some = [item.scope for item in items if stored in item.types]
        where = all_of(
            Clause("type_id = ?", (stored.id,)),
            _reach("start_ms", some),
            sample_permitted(_window(some), left_out, stored.id),
        )
        samples += _number(connection, "sample", where)
    for kind in sorted({kind for item in items for kind in item.kinds}):
        some = [item.scope for item in items if kind in item.kinds]
        where = all_of(
            Clause("kind = ?", (kind,)),
            _reach("start_ms", some),
            episode_permitted(_window(some), left_out),
        )
        episodes += _number(connection, "episode", where)
    where = all_of(
        Clause("category = ?", (items[0].category,)),
        documents_permitted([item.scope.document_terms for item in items], left_out),
    )
    return Counts(samples, episodes, _number(connection, "document", where))


def _reach(column: str, several: Iterable[Scope]) -> Clause:
    """Return the bounds along an index within which all of some scopes lie."""
    spans = [scope.span for scope in several]
    bounds = min(span.from_ms for span in spans), max(span.until_ms for span in spans)
    return Clause(f"{column} >= ? AND {column} < ?", bounds)


def _window(several: list[Scope]) -> Clause:
    """Return what holds, within ``_reach``, for what lies wholly inside one of some scopes."""
    first, *others = {scope.span for scope in several}
    return within((first, *others)) if others else ends_within(first)


def _number(connection: Connection, table: str, where: Clause) -> int:
    return connection.number(
        f"SELECT count(*) FROM {table} WHERE {where.text}",  # noqa: S608 - words of our own
        where.values,
    )
