"""Dropping what nothing points at any more, once records are gone.

Types, sources and contexts go when their last record does; an import that has lost its
last record goes too, with the identifiers that only it told of: they are kept to be
looked for in what leaves, and then nothing of them can leave.
"""

from collections.abc import Iterable
from typing import Final

from datadonor.vault.database import Connection, Value

_FEW = 4
"""So many are asked for one by one, which ends at the first use; more need one pass."""


_WITHOUT_RECORDS: Final = ("context", "sample_type", "source", "known_identifier", "import")

_COPY_CONTEXT: Final = """
    INSERT INTO context (import_id, zone_known, offset_minutes, zone, unit, dialect, flags, detail)
    SELECT ?, zone_known, offset_minutes, zone, unit, dialect, flags, detail
      FROM context WHERE id = ?
"""
_SAME_CONTEXT: Final = """
    SELECT other.id FROM context AS own JOIN context AS other
     WHERE own.id = ? AND other.import_id = ?
       AND (other.zone_known, other.offset_minutes, other.zone, other.unit, other.dialect,
            other.flags, other.detail)
        IS (own.zone_known, own.offset_minutes, own.zone, own.unit, own.dialect,
            own.flags, own.detail)
"""
_STANDS_ELSEWHERE: Final = """
    SELECT sample.context_id, document.import_id, sample.type_id, sample.start_ms,
           sample.source_id, sample.duration_ms, sample.key
      FROM document_sample
      JOIN document ON document.id = document_sample.document_id
      JOIN sample ON sample.type_id = document_sample.type_id
       AND sample.start_ms = document_sample.start_ms
       AND sample.source_id = document_sample.source_id
       AND sample.duration_ms = document_sample.duration_ms
       AND sample.key = document_sample.key
     WHERE document.import_id <> ?
       AND sample.context_id IN (SELECT id FROM context WHERE import_id = ?)
"""
_GIVE: Final = (
    "UPDATE sample SET context_id = ? "
    "WHERE (type_id, start_ms, source_id, duration_ms, key) = (?, ?, ?, ?, ?)"
)


def hand_over(connection: Connection, import_id: int) -> None:
    """Give the values of an import that stand in a document of another to that other."""
    contexts: dict[tuple[int, int], int] = {}
    for context_id, heir, *key in list(connection.rows(_STANDS_ELSEWHERE, (import_id,) * 2)):
        if (context_id, heir) not in contexts:
            contexts[context_id, heir] = _context_of(connection, context_id, heir)
        connection.execute(_GIVE, (contexts[context_id, heir], *key))


def _context_of(connection: Connection, context_id: int, heir: int) -> int:
    """Return the heir's context that is like one, made if need be."""
    same = connection.number(_SAME_CONTEXT, (context_id, heir))
    if same:
        return same
    connection.execute(_COPY_CONTEXT, (heir, context_id))
    return connection.number("SELECT last_insert_rowid()")


class Pruning:
    """What a deletion may leave without use."""

    def __init__(self, connection: Connection) -> None:
        """Begin with nothing."""
        self._connection = connection
        self.types: set[int] = set()
        self.imports: set[int] = set()
        self._sources: set[int] = set()
        self._contexts: set[int] = set()

    def note(self, table: str, condition: str, values: tuple[Value, ...]) -> None:
        """Remember what samples or episodes point at before they go."""
        query = f"SELECT DISTINCT source_id, context_id FROM {table} WHERE {condition}"  # noqa: S608 - our own words
        for source_id, context_id in self._connection.rows(query, values):
            self._sources.add(source_id)
            self._contexts.add(context_id)

    def note_documents(self, condition: str, value: Value) -> None:
        """Remember what documents point at before they go."""
        query = f"SELECT DISTINCT source_id, import_id FROM document WHERE {condition}"  # noqa: S608 - our own words
        for source_id, import_id in self._connection.rows(query, (value,)):
            self._sources.add(source_id)
            self.imports.add(import_id)

    def finish(self) -> None:
        """Drop what nothing points at any more."""
        self._drop_types()
        self._drop_contexts()
        used = self._used("source_id", self._sources)
        self._drop("source", self._sources - used)
        self._drop_imports()

    def _drop_types(self) -> None:
        query = "SELECT 1 FROM sample WHERE type_id = ? LIMIT 1"
        gone = {each for each in self.types if self._connection.row(query, (each,)) is None}
        self._drop("sample_type", gone)

    def _drop_contexts(self) -> None:
        """Drop contexts, and what else of their imports was left without use before."""
        gone = self._contexts - self._used("context_id", self._contexts)
        for each in gone:
            query = "SELECT import_id FROM context WHERE id = ?"
            self.imports.add(self._connection.number(query, (each,)))
        siblings: set[int] = set()
        for each in self.imports:
            rows = self._connection.rows("SELECT id FROM context WHERE import_id = ?", (each,))
            siblings |= {number for (number,) in rows} - gone
        self._drop("context", gone | (siblings - self._used("context_id", siblings)))

    def _drop_imports(self) -> None:
        """Drop imports without records; without any record left, all that is left."""
        if not self._has_records():
            for table in _WITHOUT_RECORDS:
                self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own words
            return
        query = "SELECT DISTINCT import_id FROM context UNION SELECT import_id FROM document"
        gone = self.imports - {number for (number,) in self._connection.rows(query)}
        self._drop("context", gone, "import_id")
        self._drop("known_identifier", gone, "import_id")
        self._drop("import", gone)

    def _has_records(self) -> bool:
        tables = ("sample", "episode", "document")
        queries = (f"SELECT 1 FROM {table} LIMIT 1" for table in tables)  # noqa: S608 - our own words
        return any(self._connection.row(query) is not None for query in queries)

    def _used(self, column: str, candidates: set[int]) -> set[int]:
        """Return which candidates samples, episodes or documents still point at."""
        tables = ["sample", "episode"]
        if column == "source_id":
            tables.append("document")
        used: set[int] = set()
        for table in tables:
            used |= self._used_in(table, column, candidates - used)
        return used

    def _used_in(self, table: str, column: str, candidates: set[int]) -> set[int]:
        if len(candidates) <= _FEW:
            query = f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1"  # noqa: S608 - our own words
            return {each for each in candidates if self._connection.row(query, (each,))}
        rows = self._connection.rows(f"SELECT DISTINCT {column} FROM {table}")  # noqa: S608 - our own words
        return candidates & {number for (number,) in rows}

    def _drop(self, table: str, numbers: Iterable[int], column: str = "id") -> None:
        statement = f"DELETE FROM {table} WHERE {column} = ?"  # noqa: S608 - our own words
        for number in numbers:
            self._connection.execute(statement, (number,))
