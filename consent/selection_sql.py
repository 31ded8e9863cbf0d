"""The words of SQL in which ``consent.selection`` says what may go.

Conditions on the tables of records, each with the values that it binds. They say the
rules of ``consent.policy`` a second time: in UTC milliseconds, without a look at any
record. Must not know requests, choices or the clock.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple, Self

from consent.periods import Period
from consent.policy import DATELESS
from datadonor.records.record_id import (
    EpisodeId,
    RecordIdUnreadable,
    SampleId,
    parse_record_id,
)
from datadonor.records.rollups import first_hour
from datadonor.records.totals import HOUR_MS
from datadonor.vault.database import Value

_EPOCH: Final = date(1970, 1, 1)


class Clause(NamedTuple):
    """A condition, and what stands for its question marks."""

    text: str
    values: tuple[Value, ...] = ()


class Span(NamedTuple):
    """UTC milliseconds, the end exclusive: whole days in Denmark."""

    from_ms: int
    until_ms: int

    @classmethod
    def of(cls, days: Period) -> Self:
        """Return the span from the first midnight to that after the last day."""
        first, last = ((day - _EPOCH).days for day in days)
        try:
            from_ms = first_hour(first) * HOUR_MS
        except OverflowError:  # the night before the year 1
            from_ms = (date.min - _EPOCH) // timedelta(milliseconds=1)
        return cls(from_ms, first_hour(last + 1) * HOUR_MS)


class LeftOut(NamedTuple):
    """Single records that stay, whatever else is permitted.

    ``samples`` go by the number of their type. A name that no record can have is passed
    over: whether it may stand in choices is for ``consent.choice_rules``.
    """

    samples: Mapping[int, Sequence[SampleId]]
    episodes: Sequence[int]
    documents: Sequence[int]

    @classmethod
    def of(cls, names: Iterable[str]) -> Self:
        """Sort names by what they name."""
        samples: dict[int, list[SampleId]] = {}
        episodes: list[int] = []
        documents: list[int] = []
        for name in names:
            try:
                found = parse_record_id(name)
            except RecordIdUnreadable:
                continue
            if str(found) != name:  # s01.… is no record's name
                continue
            if isinstance(found, SampleId):
                samples.setdefault(found.type_id, []).append(found)
            elif isinstance(found, EpisodeId):
                episodes.append(found.number)
            else:
                documents.append(found.number)
        return cls(samples, episodes, documents)


class DocumentTerms(NamedTuple):
    """What an item permits of documents: these kinds (nothing: all), within this span."""

    kinds: frozenset[str] | None
    span: Span


IS_RETRACTED: Final = Clause("context_id IN (SELECT id FROM context WHERE flags & 2)")
"""Of a sample or an episode (``datadonor.records.sample.Flag.RETRACTED``)."""

IS_STANDING_IN: Final = Clause("context_id IN (SELECT id FROM context WHERE flags & 8)")
"""Of a sample or an episode whose time is not its own (``Flag.TIME_STANDS_IN``)."""

_IS_KEPT_BACK: Final = Clause("context_id IN (SELECT id FROM context WHERE flags & 10)")
"""Both at once, which is quicker."""

IS_DATELESS: Final = Clause(
    f"kind IN ({', '.join('?' * len(DATELESS))})",
    tuple(sorted(DATELESS)),
)
"""Of a document whose kind has no date by nature."""

# The plus keeps SQLite from taking these for a road along an index: the statement has its own.
_LASTING: Final = "+start_ms >= ? AND +start_ms < ? AND start_ms + duration_ms <= ?"
_DATED: Final = "+date_ms >= ? AND +date_ms < ? AND coalesce(end_ms, date_ms) <= ?"


def all_of(*clauses: Clause) -> Clause:
    """Return what holds if each of some clauses does; at least one."""
    return _joined(" AND ", clauses)


def any_of(*clauses: Clause) -> Clause:
    """Return what holds if one of some clauses does; of none: never."""
    return _joined(" OR ", clauses) if clauses else Clause("0")


def none_of(*clauses: Clause) -> Clause:
    """Return what holds if none of some clauses does. Of none: always."""
    alternatives = any_of(*clauses)
    return alternatives._replace(text=f"NOT {alternatives.text}")


def within(spans: Iterable[Span]) -> Clause:
    """Return what holds for a sample or an episode that lies wholly inside one of some spans."""
    return any_of(*(_inside(_LASTING, span) for span in sorted(set(spans))))


def ends_within(span: Span) -> Clause:
    """Return the rest of ``within`` for what is known to begin in a span."""
    return Clause("start_ms + duration_ms <= ?", (span.until_ms,))


def is_sample_left_out(left_out: LeftOut, type_id: int) -> Clause:
    """Return what holds for the samples of a type that are left out."""
    samples = left_out.samples.get(type_id)
    if not samples:
        return Clause("0")
    # The start alone settles it for nearly every sample, at a third of the price.
    starts = json.dumps([each.start_ms for each in samples])
    names = json.dumps([str(each) for each in samples])
    listed = "(SELECT value FROM json_each(?))"
    name = (
        "'s' || type_id || '.' || start_ms || '.' || source_id || '.' || duration_ms || '.' || key"
    )
    return Clause(f"(start_ms IN {listed} AND {name} IN {listed})", (starts, names))


def is_number_left_out(numbers: Sequence[int]) -> Clause:
    """Return what holds for the episodes or documents of some numbers."""
    if not numbers:
        return Clause("0")
    return Clause("id IN (SELECT value FROM json_each(?))", (json.dumps(list(numbers)),))


def sample_permitted(is_within: Clause, left_out: LeftOut, type_id: int) -> Clause:
    """Return what holds for the samples of a type that may go, given when they may lie."""
    return all_of(
        is_within,
        none_of(_IS_KEPT_BACK),
        none_of(is_sample_left_out(left_out, type_id)),
    )


def episode_permitted(is_within: Clause, left_out: LeftOut) -> Clause:
    """Return what holds for the episodes of a kind that may go, given when they may lie."""
    return all_of(
        is_within,
        none_of(_IS_KEPT_BACK),
        none_of(is_number_left_out(left_out.episodes)),
    )


def documents_permitted(terms: Iterable[DocumentTerms], left_out: LeftOut) -> Clause:
    """Return what holds for those documents of a category that one of some terms permits."""
    return all_of(
        any_of(*map(_permitted, terms)),
        Clause("NOT is_retracted"),
        none_of(is_number_left_out(left_out.documents)),
    )


def _permitted(terms: DocumentTerms) -> Clause:
    by_date = any_of(IS_DATELESS, _inside(_DATED, terms.span))
    if terms.kinds is None:
        return by_date
    kinds = json.dumps(sorted(terms.kinds))
    return all_of(Clause("kind IN (SELECT value FROM json_each(?))", (kinds,)), by_date)


def _inside(words: str, span: Span) -> Clause:
    return Clause(f"({words})", (span.from_ms, span.until_ms, span.until_ms))


def _joined(between: str, clauses: Sequence[Clause]) -> Clause:
    text = between.join(each.text for each in clauses)
    values = tuple(value for each in clauses for value in each.values)
    return Clause(f"({text})", values)
