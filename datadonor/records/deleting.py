"""Deleting records: one, a category, an import, or everything.

Each is one transaction with one event. Whatever stood for the records alone goes with
them (types, sources, contexts, imports and the identifiers they told of), roll-ups are
made anew, and the write-ahead log is emptied, so that nothing of them is left in the
vault's files (``secure_delete`` overwrites what is freed).

Backups and copies made before still hold what they held.
"""

from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from datadonor.audit.custody import OpenVault
from datadonor.audit.events import Actor, DataDeleted
from datadonor.errors import DatadonorError, DiskFull, DiskRefused, ExitCode
from datadonor.records.categories import CategoryId
from datadonor.records.dictionaries import stored_types
from datadonor.records.listing import category_of, category_of_kind, stored_kinds
from datadonor.records.pruning import Pruning, hand_over
from datadonor.records.reading import listed
from datadonor.records.record_id import DocumentId, EpisodeId, RecordId, SampleId
from datadonor.records.rollups import Touched, refresh_rollups
from datadonor.records.totals import LONGEST_MS
from datadonor.records.types import types_of
from datadonor.records.writing import UNSORTED
from datadonor.vault.database import Connection, Value

UNSORTED_WORD: Final = "unsorted"
"""What the log calls the records that the vocabulary lacks."""

PAIRS: Final = ("BloodPressure", "Food")
"""Kinds of episode that repeat the values of samples: they come and go together."""

_EVERYTHING: Final = (
    *("trace", "episode", "document_sample", "document", "sample", "hour", "day", "context"),
    *("sample_type", "source", "known_identifier", "table_mapping", "import"),
)
"""All tables of health data, those that point before those that are pointed at."""

_SAMPLE_KEY: Final = "(type_id, start_ms, source_id, duration_ms, key) = (?, ?, ?, ?, ?)"


class ImportMissing(DatadonorError):
    """The vault has no import of that name."""

    code = "IMPORT_MISSING"
    exit_code = ExitCode.NO


def delete_record(opened: OpenVault, record_id: RecordId, who: Actor) -> int:
    """Delete one record, and what repeats its values.

    A pair goes with its samples, and a document with the values that stand in it and in
    no other. A value that goes takes along the pair and the documents that hold it; what
    else they held stays.

    Returns:
        How many records went.

    Raises:
        RecordMissing: There is none of that name. Nothing was changed.
        VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
    """
    with opened.log.transaction(who) as recording:
        deletion = _Deletion(recording.connection)
        found = listed(recording.connection, record_id)
        if isinstance(record_id, SampleId):
            deletion.values(_SAMPLE_KEY, record_id)
            pairs = _pairs_of(recording.connection, record_id, found.category)
            deletion.episodes("id = ?", pairs)
        elif isinstance(record_id, EpisodeId):
            if found.name in PAIRS:
                deletion.members(record_id, found.category)
            deletion.episodes("id = ?", [record_id.number])
        elif isinstance(record_id, DocumentId):
            deletion.document_with_values(record_id)
        count = deletion.finish()
        recording.append(DataDeleted(scope="record", records=count))
    _sweep(opened)
    return count


def delete_category(opened: OpenVault, category: CategoryId, who: Actor) -> int:
    """Delete all records of a category; the empty one is what the vocabulary lacks.

    Documents of other categories in which its values stand go as well.

    Returns:
        How many records went; none is no error.

    Raises:
        VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
    """
    with opened.log.transaction(who) as recording:
        connection = recording.connection
        deletion = _Deletion(connection)
        for stored in list(stored_types(connection)):
            if category_of(stored) == category:
                deletion.values("type_id = ?", (stored.id,))
        kinds = [kind for kind in stored_kinds(connection) if category_of_kind(kind) == category]
        deletion.episodes("kind = ?", kinds)
        deletion.documents("category = ?", category)
        count = deletion.finish()
        recording.append(
            DataDeleted(
                scope="category",
                category=UNSORTED_WORD if category == UNSORTED else category,
                records=count,
            )
        )
    _sweep(opened)
    return count


def delete_import(opened: OpenVault, name: str, who: Actor) -> int:
    """Delete all records that an import brought, and the identifiers only it told of.

    A record that another file held too goes as well if this import brought it first,
    unless it stands in a document of another import.

    Returns:
        How many records went.

    Raises:
        ImportMissing: There is none of that name. Nothing was changed.
        VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
    """
    with opened.log.transaction(who) as recording:
        connection = recording.connection
        row = connection.row("SELECT id FROM import WHERE name = ?", (name,))
        if row is None:
            raise ImportMissing
        deletion = _Deletion(connection)
        hand_over(connection, row[0])
        whose = "context_id IN (SELECT id FROM context WHERE import_id = ?)"
        deletion.documents("import_id = ?", row[0])
        deletion.samples(whose, row)
        deletion.episodes(whose, row)
        deletion.pruning.imports.add(row[0])
        count = deletion.finish()
        recording.append(DataDeleted(scope="import", import_id=name, records=count))
    _sweep(opened)
    return count


def delete_everything(opened: OpenVault, who: Actor) -> int:
    """Delete all records, identifiers, sources and remembered mappings. The log stays.

    Returns:
        How many records went.

    Raises:
        VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
    """
    with opened.log.transaction(who) as recording:
        connection = recording.connection
        tables = ("sample", "episode", "document")
        counts = (connection.number(f"SELECT count(*) FROM {table}") for table in tables)  # noqa: S608 - our own words
        count = sum(counts)
        for table in _EVERYTHING:
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own words
        recording.append(DataDeleted(scope="everything", records=count))
    _sweep(opened)
    return count


def _sweep(opened: OpenVault) -> None:
    """Empty the write-ahead log. Where that cannot be, it is emptied when the vault closes."""
    with suppress(DiskFull, DiskRefused):  # the deletion stands already
        opened.vault.connection.shorten_wal()


class _Deletion:
    """Records going, with what was touched and what may be left without use."""

    def __init__(self, connection: Connection) -> None:
        self.pruning = Pruning(connection)
        self._connection = connection
        self._touched = Touched()
        self._count = 0

    def samples(self, condition: str, values: Iterable[Value]) -> None:
        """Delete the samples that fit a condition of ours."""
        bound = tuple(values)
        query = (
            "SELECT type_id, min(start_ms), max(start_ms + min(duration_ms, ?)) "  # noqa: S608 - our own words
            f"FROM sample WHERE {condition} GROUP BY type_id"
        )
        for type_id, earliest, latest in self._connection.rows(query, (LONGEST_MS, *bound)):
            self._touched.add(type_id, earliest, latest)
            self.pruning.types.add(type_id)
        self.pruning.note("sample", condition, bound)
        self._delete("sample", condition, bound)

    def values(self, condition: str, key: Iterable[Value]) -> None:
        """Delete samples by a condition on their key, and the documents that hold them."""
        bound = tuple(key)
        query = f"SELECT DISTINCT document_id FROM document_sample WHERE {condition}"  # noqa: S608 - our own words
        for (number,) in list(self._connection.rows(query, bound)):
            self.documents("id = ?", number)
        self.samples(condition, bound)

    def episodes(self, condition: str, each: Iterable[Value]) -> None:
        """Delete the episodes that fit a condition of ours, for each of some values."""
        for value in each:
            self.pruning.note("episode", condition, (value,))
            self._delete("episode", condition, (value,))

    def documents(self, condition: str, value: Value) -> None:
        """Delete the documents that fit a condition of ours."""
        self.pruning.note_documents(condition, value)
        self._delete("document", condition, (value,))

    def document_with_values(self, document: DocumentId) -> None:
        """Delete a document, and the values that stand in it and in no other."""
        query = (
            "SELECT type_id, start_ms, source_id, duration_ms, key FROM document_sample "
            "WHERE document_id = ?"
        )
        held = list(self._connection.rows(query, document))
        self.documents("id = ?", document.number)
        elsewhere = f"SELECT 1 FROM document_sample WHERE {_SAMPLE_KEY}"  # noqa: S608 - our own words
        for key in held:
            if self._connection.row(elsewhere, key) is None:
                self.samples(_SAMPLE_KEY, key)

    def members(self, pair: EpisodeId, category: CategoryId) -> None:
        """Delete the samples whose values a pair repeats: its category, source and time."""
        row = self._connection.row(
            "SELECT source_id, start_ms, start_ms + duration_ms FROM episode WHERE id = ?", pair
        )
        own = {each.id for each in types_of(category)}
        for stored in list(stored_types(self._connection)):
            if row is not None and stored.name in own:
                condition = "type_id = ? AND source_id = ? AND start_ms >= ? AND start_ms <= ?"
                self.values(condition, (stored.id, *row))

    def finish(self) -> int:
        """Bring roll-ups up to date, drop what nothing uses, and return how many went."""
        refresh_rollups(self._connection, self._touched)
        self.pruning.finish()
        return self._count

    def _delete(self, table: str, condition: str, values: tuple[Value, ...]) -> None:
        statement = f"DELETE FROM {table} WHERE {condition}"  # noqa: S608 - our own words
        self._count += self._connection.execute(statement, values)


def _pairs_of(connection: Connection, sample: SampleId, category: CategoryId) -> list[int]:
    """Return the pairs that repeat a sample's value: its category, source and time."""
    kinds = [kind for kind in PAIRS if category_of_kind(kind) == category]
    rows = connection.rows(
        "SELECT id FROM episode WHERE kind = ? AND start_ms <= ? "
        "AND start_ms + duration_ms >= ? AND source_id = ?",
        (kinds[0] if kinds else "", sample.start_ms, sample.start_ms, sample.source_id),
    )
    return [number for (number,) in rows]
