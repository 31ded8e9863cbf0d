"""Putting records into the vault: each once, numbered, converted, and counted.

A ``RecordWriter`` works inside one transaction of the log, for one import. Nothing of
it stands until that transaction ends.
"""

import json
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import chain
from typing import Any, Final

import numpy as np
import orjson
from numpy.typing import NDArray

from datadonor.records.categories import CategoryId
from datadonor.records.dictionaries import Dictionaries, ImportId, Placed
from datadonor.records.episodes import episode_kind
from datadonor.records.other_units import OtherUnits
from datadonor.records.rollups import Touched, refresh_rollups
from datadonor.records.rows import ROWS_A_STATEMENT, Rows, insertion
from datadonor.records.sample import (
    Context,
    Document,
    Episode,
    KnownIdentifier,
    Sample,
    SampleColumns,
    Template,
    Trace,
)
from datadonor.records.totals import LONGEST_MS
from datadonor.records.twins import Twins
from datadonor.records.types import SampleType, sample_type
from datadonor.records.units import Dialect
from datadonor.vault.database import Connection, Row, Value

UNSORTED: Final = CategoryId("")
"""Where records are counted whose type the vocabulary lacks. No project can ask for it."""

_NOBODY: Final = 0
"""In place of the document of a sample that stands in none."""

_KEY: Final = "(type_id, start_ms, source_id, duration_ms, key) = (?, ?, ?, ?, ?)"
_REMOVE_ORPHAN: Final = (
    f"DELETE FROM sample WHERE {_KEY} "  # noqa: S608 - our own words only
    f"AND NOT EXISTS (SELECT 1 FROM document_sample WHERE {_KEY})"
)

_MANY_ROWS: Final = 5_000
_SETTLED_AFTER: Final = 8
"""Batches in which no sample of a type came."""

_SHORT_TRACE: Final = 256
"""Bytes below which deflating takes more time than it saves room."""

_LEVEL: Final = 1
"""Of deflating traces: as small as with 6, in two thirds of the time (measured on routes)."""

_SAMPLES_AT_ONCE: Final = 20_000


class RecordWriter:
    """Writes the records of one import."""

    def __init__(self, connection: Connection, import_id: ImportId) -> None:
        """Begin an import whose row stands in ``import``."""
        self._connection = connection
        self._import_id = import_id
        self._dictionaries = Dictionaries(connection, import_id)
        self._twins = Twins()
        self._other_units = OtherUnits(connection, import_id)
        self._touched = Touched()
        self._waiting: list[tuple[int, Sample]] = []
        self._orphans: set[Row] = set()
        self._batch = 0
        self._unsettled: dict[int, tuple[int, int]] = {}  # rows since, and the latest batch
        self.added: Counter[CategoryId] = Counter()
        self.duplicates: Counter[CategoryId] = Counter()

    # -- samples --------------------------------------------------------------

    def add_sample(self, sample: Sample) -> None:
        """Add one sample; written together with the next ones."""
        self._wait(_NOBODY, sample)

    def _wait(self, owner: int, sample: Sample) -> None:
        self._waiting.append((owner, sample))
        if len(self._waiting) >= _SAMPLES_AT_ONCE:
            self._write_waiting()

    def add_columns(self, columns: SampleColumns) -> None:
        """Add many samples."""
        if len(columns):
            self._write(columns, None)
            self._settle()

    def _write(self, columns: SampleColumns, owner: NDArray[np.int64] | None) -> None:
        self._batch += 1
        placed = [self._dictionaries.place(template) for template in columns.templates]
        key = self._twins.keys(columns, placed, owner)
        rows = Rows.of(columns, placed, key)
        kinds = {
            one.type_id: sample_type(template.type)
            for one, template in zip(placed, columns.templates, strict=True)
        }
        contexts = {
            one.context_id: template.context
            for one, template in zip(placed, columns.templates, strict=True)
        }
        for type_id, part in rows.by_type():
            kind = kinds[type_id]
            new = part if owner is not None else self._newly_told(type_id, kind, part, contexts)
            added = self._insert(type_id, new)
            category = UNSORTED if kind is None else kind.category
            self.added[category] += added
            self.duplicates[category] += len(part) - added
            if added:
                self._touched.add(type_id, part.earliest_ms, part.latest_ms)
                rows_before, _ = self._unsettled.get(type_id, (0, 0))
                self._unsettled[type_id] = (rows_before + added, self._batch)
        if owner is not None:
            self._connection.execute_many(
                "INSERT INTO document_sample VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                _links(columns, placed, key, owner),
            )

    def _newly_told(
        self, type_id: int, kind: SampleType | None, rows: Rows, contexts: dict[int, Context]
    ) -> Rows:
        """Leave out what earlier imports told in another unit."""
        by_unit: dict[tuple[str | None, Dialect], list[int]] = {}
        for number in np.unique(rows.context_id).tolist():
            context = contexts[number]
            by_unit.setdefault((context.unit, context.dialect), []).append(number)
        told: list[int] = []
        for alike in by_unit.values():
            where = np.flatnonzero(np.isin(rows.context_id, alike))
            columns = rows.start_ms[where], rows.source_id[where], rows.duration_ms[where]
            unit = contexts[alike[0]]
            places = self._other_units.told_before(type_id, kind, unit, *columns)
            told += where[list(places)].tolist() if places else []
        return rows.without(told) if told else rows

    def _settle(self) -> None:
        """Make roll-ups of types that seem to be through, while a reader is at work beside.

        Exports are grouped by type. One that comes again is made anew again.
        """
        through = [
            type_id
            for type_id, (rows, latest) in self._unsettled.items()
            if rows >= _MANY_ROWS and latest <= self._batch - _SETTLED_AFTER
        ]
        if through:
            refresh_rollups(self._connection, self._touched.taken(through))
            for type_id in through:
                del self._unsettled[type_id]

    def _write_waiting(self) -> None:
        if self._waiting:
            waiting, self._waiting = self._waiting, []
            owner = np.array([number for number, _ in waiting], np.int64)
            columns = columns_of([sample for _, sample in waiting])
            self._write(columns, owner if owner.any() else None)

    def _insert(self, type_id: int, rows: Rows) -> int:
        """Insert rows of one type, in the order of the primary key; return how many are new."""
        added = 0
        bound = rows.bound()
        for begin in range(0, len(rows), ROWS_A_STATEMENT):
            parts = [column[begin : begin + ROWS_A_STATEMENT] for column in bound]
            statement = insertion(len(parts[0]), len(parts))
            added += self._connection.execute(statement, [type_id, *chain.from_iterable(parts)])
        return added

    # -- the rest -------------------------------------------------------------

    def add_episode(self, episode: Episode) -> None:
        """Add an episode, unless it is there."""
        context_id = self._dictionaries.context_id(episode.context)
        source_id = self._dictionaries.source_id(episode.source)
        facts = orjson.dumps(episode.facts, option=orjson.OPT_SORT_KEYS)
        identity = _episode_identity(episode, facts)
        is_new = self._connection.execute(
            "INSERT INTO episode (kind, start_ms, duration_ms, source_id, context_id, code, "
            "identity, facts) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (
                episode.kind,
                episode.start_ms,
                episode.duration_ms,
                source_id,
                context_id,
                episode.code,
                identity,
                facts.decode(),
            ),
        )
        if is_new:
            number = self._connection.number("SELECT last_insert_rowid()")
            self._connection.execute_many(
                "INSERT INTO trace VALUES (?, ?, ?, ?, ?, ?)",
                ((number, *_trace_row(trace)) for trace in episode.traces),
            )
        kind = episode_kind(episode.kind)
        self._count(UNSORTED if kind is None else kind.category, is_new=bool(is_new))

    def add_document(self, document: Document) -> None:
        """Add a document, or put it in the place of an older version of itself.

        The same version with other content replaces too: many senders number nothing.
        The values in it come and go with it.
        """
        named = f"{document.kind}\n{document.identity}"
        identity = blake2b(named.encode(), digest_size=16).digest()
        stored = self._connection.row(
            "SELECT id, version, body FROM document WHERE identity = ?", (identity,)
        )
        is_older = stored is not None and document.version < stored[1]
        is_new = stored is None or (
            not is_older and (document.version, document.body) != tuple(stored[1:])
        )
        self._count(document.category, is_new=is_new)
        if is_older:
            for sample in document.samples:
                kind = sample_type(sample.type)
                self._count(UNSORTED if kind is None else kind.category, is_new=False)
            return
        if is_new and stored is not None:
            self._replace(stored[0])
        number = self._store(document, identity) if is_new else stored[0]  # type: ignore[index]
        for sample in document.samples:
            self._wait(number, sample)

    def _replace(self, number: int) -> None:
        """Take a document away; its values follow unless another document has them."""
        if any(owner == number for owner, _ in self._waiting):  # it stood in this file before
            self._write_waiting()
        keys = "SELECT type_id, start_ms, source_id, duration_ms, key FROM document_sample "
        self._orphans |= set(self._connection.rows(keys + "WHERE document_id = ?", (number,)))
        self._connection.execute("DELETE FROM document WHERE id = ?", (number,))

    def _store(self, document: Document, identity: bytes) -> int:
        self._connection.execute(
            "INSERT INTO document (kind, category, date_ms, end_ms, zone_known, offset_minutes, "
            "zone, code, title, identity, version, is_retracted, source_id, import_id, body) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document.kind,
                document.category,
                document.date_ms,
                document.end_ms,
                document.basis.known.value,
                document.basis.offset_minutes,
                document.basis.zone,
                document.code,
                document.title,
                identity,
                document.version,
                int(document.is_retracted),
                self._dictionaries.source_id(document.source),
                self._import_id,
                document.body,
            ),
        )
        return self._connection.number("SELECT last_insert_rowid()")

    def add_identifier(self, identifier: KnownIdentifier) -> None:
        """Remember something that points at a person, for the leak scan."""
        self._connection.execute(
            "INSERT INTO known_identifier VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (identifier.kind.value, identifier.value, identifier.is_subject, self._import_id),
        )

    def finish(self) -> None:
        """Write what waits and bring the roll-ups up to date."""
        self._write_waiting()
        self._remove_orphans()
        self._honour_retractions()
        refresh_rollups(self._connection, self._touched)
        if not self.added.total():
            # Nothing points at them: the same file again leaves nothing behind.
            self._connection.execute("DELETE FROM context WHERE import_id = ?", (self._import_id,))

    def _remove_orphans(self) -> None:
        """Remove values of replaced documents that stand in none any more."""
        for row in self._orphans:
            gone = self._connection.execute(
                _REMOVE_ORPHAN,
                (*row, *row),
            )
            if gone:
                self._touched.add(row[0], row[1], row[1] + LONGEST_MS)

    def _honour_retractions(self) -> None:
        """Remove values that their sender took back, whichever of the two came first."""
        if not self._connection.number("SELECT count(*) FROM context WHERE flags & 2"):
            return
        retracted = (
            "SELECT type_id, start_ms, source_id FROM sample WHERE context_id IN "
            "(SELECT id FROM context WHERE flags & 2)"  # Flag.RETRACTED
        )
        for row in list(self._connection.rows(retracted)):
            gone = self._connection.execute(
                "DELETE FROM sample WHERE type_id = ? AND start_ms = ? AND source_id = ? "
                "AND (number IS NOT NULL OR code IS NOT NULL)",
                row,
            )
            if gone:
                self._touched.add(row[0], row[1], row[1] + LONGEST_MS)

    def _count(self, category: CategoryId, *, is_new: bool) -> None:
        (self.added if is_new else self.duplicates)[category] += 1


def columns_of(samples: Sequence[Sample]) -> SampleColumns:
    """Turn samples into columns, in their order."""
    templates: dict[Template, int] = {}
    codes: dict[str, int] = {}
    which = [
        templates.setdefault(Template(each.type, each.source, each.context), len(templates))
        for each in samples
    ]
    code = [
        -1 if each.code is None else codes.setdefault(each.code, len(codes)) for each in samples
    ]
    return SampleColumns(
        np.array(which, np.int32),
        np.array([each.start_ms for each in samples], np.int64),
        np.array([each.duration_ms for each in samples], np.int64),
        np.array([np.nan if each.number is None else each.number for each in samples], np.float64),
        np.array(code, np.int32),
        tuple(templates),
        tuple(codes),
    )


def _links(
    columns: SampleColumns,
    placed: Sequence[Placed],
    key: NDArray[np.int64],
    owner: NDArray[np.int64],
) -> Iterator[Row]:
    """Yield which sample stands in which document."""
    template, start, duration = (
        each.tolist() for each in (columns.template, columns.start_ms, columns.duration_ms)
    )
    for index, (number, own_key) in enumerate(zip(owner.tolist(), key.tolist(), strict=True)):
        if number != _NOBODY:
            one = placed[template[index]]
            yield (
                *(number, one.type_id, start[index]),
                *(one.source_id, duration[index], own_key),
            )


def trace_values(item: str, count: int, content: bytes) -> "NDArray[Any]":
    """Return the numbers of a stored trace, in order."""
    kind = np.dtype(item).newbyteorder("<")
    is_plain = len(content) == count * kind.itemsize
    return np.frombuffer(content if is_plain else zlib.decompress(content), kind)


def _episode_identity(episode: Episode, facts: bytes) -> bytes:
    digest = blake2b(episode.kind.encode(), digest_size=16)
    if episode.identity is not None:
        digest.update(b"\0" + episode.identity.encode())
        return digest.digest()
    when = [episode.start_ms, episode.duration_ms, *episode.source, episode.code]
    digest.update(json.dumps(when).encode())
    digest.update(facts)
    for trace in episode.traces:
        digest.update(f"{trace.name}\0{trace.unit}".encode())
        digest.update(trace.values.tobytes())
    return digest.digest()


def _trace_row(trace: Trace) -> tuple[Value, ...]:
    """Return a trace as stored: deflated where that is shorter."""
    content = np.asarray(trace.values)
    plain = content.astype(content.dtype.newbyteorder("<"), copy=False).tobytes()
    packed = zlib.compress(plain, level=_LEVEL) if len(plain) > _SHORT_TRACE else plain
    shorter = packed if len(packed) < len(plain) else plain
    return trace.name, trace.unit, content.dtype.str[1:], len(content), shorter
