"""Counting, for a trial, what would go and what would stay and why: one pass for each type.

The reason is that of ``consent.policy``: what the rules say to a type as a whole is asked
of ``evaluate`` once, and what depends on the record is counted by SQL. Must not write.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from typing import Final, NamedTuple

from consent.choices import Choices
from consent.periods import Period
from consent.policy import Deny, DenyReason, Record, evaluate
from consent.request import ProjectRequest
from consent.selection_scope import Scope, names_left_out, scopes
from consent.selection_sql import (
    IS_RETRACTED,
    IS_STANDING_IN,
    Clause,
    LeftOut,
    all_of,
    documents_permitted,
    episode_permitted,
    is_number_left_out,
    is_sample_left_out,
    none_of,
    sample_permitted,
    within,
)
from datadonor.records.categories import CategoryId
from datadonor.records.dictionaries import stored_types
from datadonor.records.listing import category_of, category_of_kind, stored_kinds
from datadonor.records.rollups import date_in_denmark
from datadonor.records.sample import OPEN_END_MS
from datadonor.vault.database import Connection, Row

_IS_UNDATED: Final = Clause("date_ms IS NULL")
_IS_OPEN: Final = Clause("end_ms = ?", (OPEN_END_MS,))


class Reach(NamedTuple):
    """When the first and the last of some records begin, in UTC milliseconds."""

    first_ms: int
    last_ms: int

    @property
    def days(self) -> Period:
        """The days in Denmark on which they begin."""
        return Period(date_in_denmark(self.first_ms), date_in_denmark(self.last_ms))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records would go and how many would stay.

    Attributes:
        going: How many would go.
        staying: Why how many would stay; no reason stands here with none.
        reach: Between which times those that would go begin; nothing if none has a date.
    """

    going: int = 0
    staying: Mapping[DenyReason, int] = field(default_factory=dict)
    reach: Reach | None = None

    @property
    def stays(self) -> int:
        """How many would stay."""
        return sum(self.staying.values())

    @property
    def days(self) -> Period | None:
        """The days in Denmark on which the first and the last begin that would go."""
        return None if self.reach is None else self.reach.days

    def __add__(self, other: "Tally") -> "Tally":
        staying = Counter(self.staying) + Counter(other.staying)
        several = [each for each in (self.reach, other.reach) if each is not None]
        reach = None
        if several:
            reach = Reach(min(each[0] for each in several), max(each[1] for each in several))
        return Tally(self.going + other.going, dict(staying), reach)


class _Asked(NamedTuple):
    """Of which records of a table a count is made, and by which conditions."""

    table: str
    time: str
    where: Clause
    is_retracted: Clause
    is_left_out: Clause
    is_permitted: Clause


@dataclass(frozen=True)
class Counting:
    """What is counted: one decision, asked of everything in the vault.

    Attributes:
        connection: Of an open vault; reading is enough.
        request: What is asked.
        choices: What would be decided.
        now: With zone.
    """

    connection: Connection
    request: ProjectRequest
    choices: Choices
    now: datetime

    def tallies(
        self, category: CategoryId, only: Collection[str] | None = None
    ) -> Mapping[str, Tally]:
        """Count a category's records: by type of sample, kind of episode or of document.

        Args:
            category: Which.
            only: Types and kinds, to count no others.
        """
        found: dict[str, Tally] = {}
        for name, count in self._counts(category):
            if only is None or name in only:
                found[name] = found.get(name, Tally()) + count()
        return dict(sorted(found.items()))

    def _counts(self, category: CategoryId) -> Iterator[tuple[str, Callable[[], Tally]]]:
        """Yield the types and kinds of a category, each with how it is counted."""
        for stored in stored_types(self.connection):
            if category_of(stored) == category:
                yield stored.name, partial(self._samples, stored.id, stored.name, category)
        for kind in stored_kinds(self.connection):
            if category_of_kind(kind) == category:
                yield kind, partial(self._episodes, kind, category)
        kinds = self.connection.rows(
            "SELECT DISTINCT kind FROM document WHERE category = ?", (category,)
        )
        for (kind,) in kinds:
            yield kind, partial(self._documents, kind, category)

    def _samples(self, type_id: int, name: str, category: CategoryId) -> Tally:
        asked = _Asked(
            "sample",
            "start_ms",
            Clause("type_id = ?", (type_id,)),
            IS_RETRACTED,
            is_sample_left_out(self._left_out, type_id),
            sample_permitted(self._window(category, name), self._left_out, type_id),
        )
        return self._lasting(asked, Record("", category, name, None))

    def _episodes(self, kind: str, category: CategoryId) -> Tally:
        asked = _Asked(
            "episode",
            "start_ms",
            Clause("kind = ?", (kind,)),
            IS_RETRACTED,
            is_number_left_out(self._left_out.episodes),
            episode_permitted(self._window(category, kind), self._left_out),
        )
        return self._lasting(asked, Record("", category, kind, None))

    def _lasting(self, asked: _Asked, probe: Record) -> Tally:
        """Count what always has an end: where a window matters, the rest misses it."""
        why = self._reason(probe)
        if why is not DenyReason.UNDATED:
            return self._counted(asked, why)
        return self._counted(asked, DenyReason.OUTSIDE_WINDOW, {DenyReason.UNDATED: IS_STANDING_IN})

    def _documents(self, kind: str, category: CategoryId) -> Tally:
        asked = _Asked(
            "document",
            "date_ms",
            Clause("category = ? AND kind = ?", (category, kind)),
            Clause("is_retracted"),
            is_number_left_out(self._left_out.documents),
            documents_permitted(
                [scope.document_terms for scope in self._scopes_of(category, kind)], self._left_out
            ),
        )
        why = self._reason(Record("", category, kind, None, is_document=True))
        if why is not DenyReason.UNDATED:
            return self._counted(asked, why)
        has_no_end = all_of(none_of(_IS_UNDATED), _IS_OPEN)
        return self._counted(
            asked,
            DenyReason.OUTSIDE_WINDOW,
            {DenyReason.UNDATED: _IS_UNDATED, DenyReason.NOT_OVER: has_no_end},
        )

    def _counted(
        self,
        asked: _Asked,
        rest: DenyReason | None,
        dates: Mapping[DenyReason, Clause] | None = None,
    ) -> Tally:
        """Count in one pass: by reason, what goes, and what remains for the last reason.

        Args:
            asked: Which records, and how to tell them apart.
            rest: Why those stay of which nothing else is said.
            dates: Further reasons, each with what it holds for.
        """
        if rest is DenyReason.CONSENT_OVER or rest is DenyReason.CLOCK_WITHOUT_ZONE:
            where, values = asked.where
            query = f"SELECT count(*) FROM {asked.table} WHERE {where}"  # noqa: S608 - our own words
            return _tally(0, {rest: self.connection.number(query, values)}, None)
        is_kept = none_of(asked.is_retracted, asked.is_left_out)
        reasons = {
            DenyReason.RETRACTED: asked.is_retracted,
            DenyReason.EXCLUDED: all_of(none_of(asked.is_retracted), asked.is_left_out),
            **{why: all_of(is_kept, clause) for why, clause in (dates or {}).items()},
        }
        total, going, *counts = self._row(asked, tuple(reasons.values()))
        staying = dict(zip(reasons, counts, strict=True))
        if rest is not None:
            staying[rest] = total - going - sum(counts)
        return _tally(going, staying, self._reach(asked) if going else None)

    def _row(self, asked: _Asked, reasons: Sequence[Clause]) -> Row:
        columns = (asked.is_permitted, *reasons)
        counts = ", ".join(f"count(*) FILTER (WHERE {clause.text})" for clause in columns)
        bound = [value for clause in columns for value in clause.values]
        where, own = asked.where
        query = f"SELECT count(*), {counts} FROM {asked.table} WHERE {where}"  # noqa: S608 - our own words
        return next(self.connection.rows(query, (*bound, *own)))

    def _reach(self, asked: _Asked) -> Reach | None:
        """Find the ends along the index: of a million records it looks at a few."""
        where = all_of(asked.where, Clause(f"{asked.time} IS NOT NULL"), asked.is_permitted)
        query = f"SELECT {asked.time} FROM {asked.table} WHERE {where.text} ORDER BY {asked.time}"  # noqa: S608 - our own words
        first = self.connection.row(f"{query} LIMIT 1", where.values)
        last = self.connection.row(f"{query} DESC LIMIT 1", where.values)
        return None if first is None or last is None else Reach(first[0], last[0])

    def _reason(self, probe: Record) -> DenyReason | None:
        """Return why a record without a date stays; nothing if it may go all the same."""
        answer = evaluate(self.request, self.choices, probe, self.now)
        return answer.reason if isinstance(answer, Deny) else None

    def _window(self, category: CategoryId, name: str) -> Clause:
        return within(scope.span for scope in self._scopes_of(category, name))

    def _scopes_of(self, category: CategoryId, name: str) -> list[Scope]:
        return [each for each in self._scopes if each.category == category and each.holds(name)]

    @cached_property
    def _scopes(self) -> tuple[Scope, ...]:
        return scopes(self.request, self.choices, self.now)

    @cached_property
    def _left_out(self) -> LeftOut:
        return names_left_out(self.choices)


def _tally(going: int, staying: Mapping[DenyReason, int], reach: Reach | None) -> Tally:
    return Tally(going, {why: count for why, count in staying.items() if count}, reach)
