"""Opening a stranger's SQLite file so that it can do nothing but be read.

It never touches the disk: the bytes are opened where they lie in memory. Only real
tables are read, by columns that were looked up first; SQL from the file (views,
triggers, generated columns) is never run. Must not know what the tables mean.

Source: https://www.sqlite.org/security.html ("Untrusted SQLite Database Files") and
https://www.sqlite.org/fileformat2.html.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Final, Self

from datadonor.sources.errors import FileCut, FileDamaged, FileHostile, FileTooLarge
from datadonor.sources.parcel import Entry

MAGIC: Final = b"SQLite format 3\0"
"""How a SQLite file begins (fileformat2 §1.3.1)."""

MOST_BYTES: Final = 1 << 30
"""It is held in memory. Source: our choice; ten years of a busy watch are a tenth."""

_HEADER_BYTES: Final = 100
_PIECE_BYTES: Final = 1 << 20
_ROWS_AT_ONCE: Final = 4_096
_MOST_TABLES: Final = 2_000

_STEPS_A_CALL: Final = 1_000_000
_MOST_CALLS: Final = 500
"""Steps of SQLite's machine without a row after which it is going in circles."""

_LIMITS: Final = {
    sqlite3.SQLITE_LIMIT_LENGTH: 64 << 20,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 1_000,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 2,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 100_000,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}

# In this order: what comes first still may write to the empty database that is replaced.
_CAREFUL: Final = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA temp_store = MEMORY",  # what SQLite sorts must not reach the disk either
    "PRAGMA mmap_size = 0",
    "PRAGMA query_only = ON",
)

Value = int | float | str | bytes | None
"""What a cell can hold; any column can hold any of them, whatever it declares."""

Row = tuple[Value, ...]


class Snapshot:
    """A SQLite file in memory, to be read and nothing else.

    ``tables`` is the name of each real table → its columns that are stored, lower case
    → as declared.
    """

    def __init__(self, connection: sqlite3.Connection, check: Callable[[], None]) -> None:
        """List the tables of an opened file.

        Raises:
            FileDamaged, FileHostile, FileTooLarge: As ``opened``.
        """
        self._connection = connection
        self._check = check
        self._calls = 0
        connection.set_progress_handler(self._count, _STEPS_A_CALL)
        self.tables: Mapping[str, Mapping[str, str]] = self._listed()

    @classmethod
    @contextmanager
    def opened(cls, entry: Entry, check: Callable[[], None]) -> Iterator[Self]:
        """Open an entry for as long as the block lasts.

        Args:
            entry: The file.
            check: Called between rows; raises ``ImportCancelled`` to stop.

        Raises:
            FileCut: It is shorter than it says.
            FileDamaged: It is no SQLite file, or its pages do not fit together.
            FileHostile: Its schema is beyond any honest file.
            FileTooLarge: It is larger than ``MOST_BYTES``.
            FileRefused, DiskRefused, ImportCancelled: As ``Entry.open``.
        """
        content = _content(entry)
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            for limit, most in _LIMITS.items():
                connection.setlimit(limit, most)
            connection.text_factory = _text
            with _sqlite_errors():
                connection.deserialize(content)
            del content
            with _sqlite_errors():
                for careful in _CAREFUL:
                    connection.execute(careful)
                # From here on nothing but reading columns of tables is carried out.
                connection.set_authorizer(_authorise)
            yield cls(connection, check)

    def has(self, table: str, *columns: str) -> bool:
        """Whether a table is there and has these columns."""
        there = self.tables.get(table, {})
        return bool(there) and all(column in there for column in columns)

    def rows(self, table: str, columns: tuple[str, ...]) -> Iterator[list[Row]]:
        """Yield the rows of a table in the order of its row numbers, some thousand at a time.

        Args:
            table: A table of ``tables``.
            columns: Which to read; one that the table lacks reads as nothing.

        Raises:
            FileDamaged: Its pages do not fit together.
            KeyError: There is no such table.
        """
        there = self.tables[table]
        chosen = ", ".join(_quoted(there[each]) if each in there else "NULL" for each in columns)
        chosen = chosen or "NULL"
        with _sqlite_errors():
            # Names come from our own lists and from the file's listing, and are quoted.
            cursor = self._connection.execute(f"SELECT {chosen} FROM {_quoted(table)}")  # noqa: S608
        while True:
            self._calls = 0
            with _sqlite_errors():
                piece: list[Row] = cursor.fetchmany(_ROWS_AT_ONCE)
            if not piece:
                return
            self._check()
            yield piece

    def row_count(self, table: str) -> int:
        """Return how many rows a table has."""
        return sum(len(piece) for piece in self.rows(table, ()))

    def _listed(self) -> dict[str, dict[str, str]]:
        names: list[str] = []
        self._calls = 0
        with _sqlite_errors():
            for name, sql in self._connection.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
            ):
                # A virtual table runs code when it is read.
                if str(sql).upper().startswith("CREATE TABLE"):
                    names.append(str(name))
                if len(names) > _MOST_TABLES:
                    raise FileHostile
        found = {}
        for name in names:
            with _sqlite_errors():
                # Unlike table_xinfo this leaves out columns that SQL of the file computes.
                described = self._connection.execute(f"PRAGMA table_info({_quoted(name)})")
                found[name] = {str(row[1]).lower(): str(row[1]) for row in described}
        return found

    def _count(self) -> int:
        self._calls += 1
        return int(self._calls > _MOST_CALLS)


def _content(entry: Entry) -> bytearray:
    """Read an entry whole, and make it openable if it was left in write-ahead mode."""
    if entry.size_bytes > MOST_BYTES:
        raise FileTooLarge
    content = bytearray()
    with entry.open() as stream:
        while piece := stream.read(_PIECE_BYTES):
            content += piece
            if len(content) > MOST_BYTES:
                raise FileTooLarge
    if not content.startswith(MAGIC):
        raise FileDamaged
    if len(content) < _HEADER_BYTES:
        raise FileCut
    page_bytes = int.from_bytes(content[16:18], "big")
    page_bytes = 65_536 if page_bytes == 1 else page_bytes
    # The size in the header counts only if the file was last written by one who keeps it.
    is_size_valid = content[24:28] == content[92:96]
    if is_size_valid and len(content) < int.from_bytes(content[28:32], "big") * page_bytes:
        raise FileCut
    # Write-ahead mode needs a second file beside it; without it the pages stand for
    # themselves (fileformat2 §1.3.3).
    content[18:20] = b"\x01\x01"
    return content


def _authorise(
    action: int, _first: str | None, _second: str | None, _base: str | None, inner: str | None
) -> int:
    """Allow reading columns, and asking which there are; deny all else, and all from within."""
    allowed = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA}
    return sqlite3.SQLITE_OK if action in allowed and inner is None else sqlite3.SQLITE_DENY


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


@contextmanager
def _sqlite_errors() -> Iterator[None]:
    try:
        yield
    except sqlite3.DataError:
        raise FileTooLarge from None
    except (sqlite3.Error, OverflowError, UnicodeError, ValueError):
        raise FileDamaged from None
