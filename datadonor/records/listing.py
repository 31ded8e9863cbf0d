"""Records as they stand in lists, made of rows and what the rows point at.

Must not decide which records, and must not write.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, Self

from datadonor.records.categories import CategoryId
from datadonor.records.dictionaries import (
    ImportId,
    StoredType,
    stored_context,
    stored_sources,
    stored_types,
)
from datadonor.records.episodes import episode_kind
from datadonor.records.record_id import (
    DocumentId,
    EpisodeId,
    RecordId,
    RecordIdUnreadable,
    SampleId,
    parse_record_id,
)
from datadonor.records.sample import Basis, Context, Flag, Source, ZoneKnown
from datadonor.records.types import sample_type
from datadonor.records.writing import UNSORTED
from datadonor.vault.database import Connection, Row, Value

SAME_WITHIN_MS: Final = 60_000
"""How far apart two sources may begin to tell of one measurement. Source: our choice; a
phone passes on what a watch measured within the minute."""

_SAME_SHARE: Final = 1e-6
"""Values this close are the same, converted on two roads."""

_SOURCES_NAMED: Final = 5
UNDATED_MS: Final = -(2**62)
"""Stands for the time of a document that has none: after everything else."""

_KEY: Final = re.compile(r"(-?\d{1,19})/(.{2,99})", re.ASCII)


SAMPLES: Final = (
    "SELECT type_id, start_ms, source_id, duration_ms, key, number, code, context_id FROM sample"
)
EPISODES: Final = "SELECT id, kind, start_ms, duration_ms, source_id, context_id, code FROM episode"
DOCUMENTS: Final = (
    "SELECT id, kind, category, date_ms, end_ms, zone_known, offset_minutes, zone, code, title, "
    "is_retracted, source_id FROM document"
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One record as it stands in a list.

    Attributes:
        id: Its name.
        category: What consent is given by; empty for what the vocabulary lacks.
        name: The type of a sample, the kind of an episode or of a clinical resource.
        start_ms: UTC milliseconds since 1970; nothing for a document without date.
        duration_ms: At least 0.
        basis: What is known of local time.
        number: In ``unit``.
        code: Instead of a number; of a document ``system|code``.
        unit: UCUM; the file's own where it is not known.
        title: Of a document.
        source: Where it comes from.
        flags: How to read it.
        also_from: Other sources that tell of the same measurement: same type, same value,
            begun within ``SAME_WITHIN_MS``.
        end_ms: Of a document, as ``datadonor.records.sample.Document`` has it.
    """

    id: RecordId
    category: CategoryId
    name: str
    start_ms: int | None
    duration_ms: int
    basis: Basis
    source: Source
    flags: Flag = Flag.NONE
    number: float | None = None
    code: str | None = None
    unit: str | None = None
    title: str | None = None
    also_from: tuple[Source, ...] = ()
    end_ms: int | None = None


class Key(NamedTuple):
    """Where a page ended: the next one begins after it."""

    start_ms: int
    id: RecordId

    def format(self) -> str:
        """Write it down."""
        return f"{self.start_ms}/{self.id}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what ``format`` wrote.

        Raises:
            RecordIdUnreadable: It is no such thing.
        """
        found = _KEY.fullmatch(text)
        if found is None:
            raise RecordIdUnreadable
        return cls(int(found[1]), parse_record_id(found[2]))

    @property
    def place(self) -> tuple[int, ...]:
        """The place in the order of a list, the highest first.

        At one time samples come before episodes and those before documents.
        """
        rank = (DocumentId, EpisodeId, SampleId).index(type(self.id))
        return (self.start_ms, rank, *self._own)

    @property
    def _own(self) -> tuple[int, ...]:
        if isinstance(self.id, SampleId):
            return (self.id.type_id, self.id.source_id, self.id.duration_ms, self.id.key)
        return (self.id.number,)


def key_of(record: Listed) -> Key:
    """Return the place of a record in a list."""
    return Key(UNDATED_MS if record.start_ms is None else record.start_ms, record.id)


def category_of(stored: StoredType) -> CategoryId:
    """Return the category of a type as the vault numbers it."""
    known = sample_type(stored.name)
    return UNSORTED if known is None else known.category


def category_of_kind(kind: str) -> CategoryId:
    """Return the category of a kind of episode."""
    known = episode_kind(kind)
    return UNSORTED if known is None else known.category


def stored_kinds(connection: Connection) -> list[str]:
    """Return the kinds of episode of which the vault has any."""
    # One step along the index for each kind, instead of reading every episode.
    kinds: list[str] = []
    row = connection.row("SELECT min(kind) FROM episode")
    while row is not None and row[0] is not None:
        kinds.append(row[0])
        row = connection.row("SELECT min(kind) FROM episode WHERE kind > ?", (kinds[-1],))
    return kinds


class Shelf:
    """Rows to records, with what the rows point at read once."""

    def __init__(self, connection: Connection) -> None:
        """Read the types and sources; contexts are read as they are met."""
        self.connection = connection
        self.types: Mapping[int, StoredType] = {each.id: each for each in stored_types(connection)}
        self.sources: Mapping[int, Source] = dict(stored_sources(connection))
        self._contexts: dict[int, tuple[Context, ImportId]] = {}

    def context(self, number: int) -> tuple[Context, ImportId]:
        """Return a context and the import it belongs to."""
        if number not in self._contexts:
            self._contexts[number] = stored_context(self.connection, number)
        return self._contexts[number]

    def sample(self, row: Row) -> Listed:
        """Make a sample of its row."""
        *own, number, code, context_id = row
        record_id = SampleId(*own)
        stored = self.types[record_id.type_id]
        context, _ = self.context(context_id)
        return Listed(
            id=record_id,
            category=category_of(stored),
            name=stored.name,
            start_ms=record_id.start_ms,
            duration_ms=record_id.duration_ms,
            basis=context.basis,
            source=self.sources[record_id.source_id],
            flags=context.flags,
            number=number,
            code=code,
            unit=stored.unit or None,
        )

    def episode(self, row: Row) -> Listed:
        """Make an episode of its row."""
        number, kind, start_ms, duration_ms, source_id, context_id, code = row
        context, _ = self.context(context_id)
        return Listed(
            id=EpisodeId(number),
            category=category_of_kind(kind),
            name=kind,
            start_ms=start_ms,
            duration_ms=duration_ms,
            basis=context.basis,
            source=self.sources[source_id],
            flags=context.flags,
            code=code,
        )

    def document(self, row: Row) -> Listed:
        """Make a document of its row."""
        number, kind, category, date_ms, end_ms, *rest = row
        known, offset, zone, code, title, gone, source_id = rest
        return Listed(
            id=DocumentId(number),
            category=CategoryId(category),
            name=kind,
            start_ms=date_ms,
            duration_ms=0,
            basis=Basis(ZoneKnown(known), offset, zone),
            source=self.sources[source_id],
            flags=Flag.RETRACTED if gone else Flag.NONE,
            code=code,
            title=title,
            end_ms=end_ms,
        )

    def also_from(self, record: Listed) -> tuple[Source, ...]:
        """Return the other sources that tell of the same measurement."""
        own = record.id
        if not isinstance(own, SampleId) or (record.number is None and record.code is None):
            return ()
        value, values = _like(record)
        rows = self.connection.rows(
            "SELECT DISTINCT source_id FROM sample WHERE type_id = ? AND start_ms >= ? "  # noqa: S608 - our own words
            f"AND start_ms <= ? AND source_id <> ? AND {value} LIMIT ?",
            (
                own.type_id,
                own.start_ms - SAME_WITHIN_MS,
                own.start_ms + SAME_WITHIN_MS,
                own.source_id,
                *values,
                _SOURCES_NAMED,
            ),
        )
        return tuple(self.sources[number] for (number,) in rows)


def _like(record: Listed) -> tuple[str, Sequence[Value]]:
    if record.number is None:
        return "code = ?", (record.code,)
    room = abs(record.number) * _SAME_SHARE
    return "number BETWEEN ? AND ?", (record.number - room, record.number + room)
