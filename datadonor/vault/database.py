"""The SQLCipher database: how it is opened, and the one way to speak to it.

``Connection`` wraps every call, iteration included, so that no exception of the
library (whose text could hold a value) crosses this module. One connection
writes, bound to the thread that opened it; others may read.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Self

from sqlcipher3 import dbapi2 as sqlcipher

from datadonor.errors import DatadonorError, DiskFull, DiskRefused
from datadonor.vault import schema
from datadonor.vault.errors import DatabaseDamaged, DatabaseFault, VaultReadOnly, VaultTooNew
from datadonor.vault.slots import DataKey

DATABASE_FILE: Final = "vault.db"
COMPANIONS: Final = ("vault.db-wal", "vault.db-shm")
"""SQLite's own files beside the database; they belong to it."""

PRAGMAS: Final = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "checkpoint_fullfsync = 1",  # macOS: fsync alone does not reach the platter
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "temp_store = MEMORY",  # no temporary file in the clear
    "secure_delete = ON",
)
"""Set after the first read, in this order (``docs/formats/database.md``)."""

_KEY_TEXT: Final = re.compile("[0-9a-f]{96}")
_ROWS_AT_ONCE: Final = 1000
_STEPS_BETWEEN_LOOKS: Final = 20_000

Value = None | int | float | str | bytes
Row = tuple[Any, ...]


class Connection:
    """One connection to the vault's database."""

    def __init__(self, raw: sqlcipher.Connection, *, read_only: bool) -> None:
        """Wrap an open connection; use ``open``."""
        self._raw = raw
        self._read_only = read_only

    @classmethod
    def open(cls, file: Path, data_key: DataKey, *, read_only: bool = False) -> Self:
        """Open the database of a vault, or make it if there is none.

        On a full disk, where SQLite has no room for the file that connections share,
        this connection takes the database for itself; there are no readers then.

        Raises:
            DatabaseDamaged: It cannot be read with this key.
            DiskFull, DiskRefused: The disk does not allow it.
        """
        try:
            raw = _prepared(file, data_key, exclusive=False)
        except (DiskFull, DiskRefused):
            if read_only:
                raise
            raw = _prepared(file, data_key, exclusive=True)
        connection = cls(raw, read_only=False)
        if read_only:
            connection.make_read_only()
        return connection

    def make_read_only(self) -> None:
        """Refuse every write from now on."""
        self.execute("PRAGMA query_only = ON")
        self._read_only = True

    def execute(self, statement: str, values: Sequence[Value] = ()) -> int:
        """Run one statement and return how many rows it changed."""
        with _library_errors(read_only=self._read_only):
            return int(self._raw.execute(statement, values).rowcount)

    def execute_many(self, statement: str, rows: Iterable[Sequence[Value]]) -> None:
        """Run one statement for each row. What the iterable raises comes through."""
        with _library_errors(read_only=self._read_only):
            self._raw.executemany(statement, rows)

    def rows(self, query: str, values: Sequence[Value] = ()) -> Iterator[Row]:
        """Yield the rows of a query, one pass."""
        with _library_errors(read_only=self._read_only):
            cursor = self._raw.execute(query, values)
        while True:
            with _library_errors(read_only=self._read_only):
                several = cursor.fetchmany(_ROWS_AT_ONCE)
            if not several:
                return
            yield from several

    def row(self, query: str, values: Sequence[Value] = ()) -> Row | None:
        """Return the first row of a query, or nothing."""
        return next(self.rows(query, values), None)

    def number(self, query: str, values: Sequence[Value] = ()) -> int:
        """Return the one whole number a query asks for; none counts as 0."""
        row = self.row(query, values)
        return int(row[0] or 0) if row else 0

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit what the block wrote, or roll all of it back if it raises."""
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            # SQLite has rolled back by itself after a full disk; a second one would raise.
            if self._raw.in_transaction:
                self.execute("ROLLBACK")
            raise

    def migrate(self) -> tuple[int, int]:
        """Bring the tables to this program's version.

        Returns:
            The version found and the version now; equal if nothing was done.

        Raises:
            VaultTooNew: A newer program wrote the database.
        """
        found = self.number("PRAGMA user_version")
        if found > schema.VERSION:
            raise VaultTooNew
        for version, step in enumerate(schema.STEPS[found:], start=found + 1):
            with self.transaction():
                for statement in step:
                    self.execute(statement)
                self.execute(f"PRAGMA user_version = {version}")
        return found, schema.VERSION

    def change_key(self, data_key: DataKey) -> None:
        """Encrypt the whole database anew, in one transaction of SQLite's own."""
        self.execute(f"PRAGMA rekey = \"x'{_key_text(data_key)}'\"")
        self.shorten_wal()

    def copy_to(self, file: Path, watch: Callable[[], None] = lambda: None) -> None:
        """Write a compact copy, encrypted under the same key, to an empty file.

        Args:
            file: Where to.
            watch: Called now and then meanwhile. What it raises ends the copy, comes
                through, and leaves a part of a file.
        """
        raised: list[BaseException] = []

        def look() -> int:
            try:
                watch()
            except BaseException as error:  # noqa: BLE001 - it cannot pass through SQLite
                raised.append(error)
            return len(raised)

        # A read-only connection refuses it, though it writes to another file only.
        self.execute("PRAGMA query_only = OFF")
        self._raw.set_progress_handler(look, _STEPS_BETWEEN_LOOKS)
        try:
            self.execute("VACUUM INTO ?", (str(file),))
        except DatadonorError:
            if raised:
                raise raised[0] from None
            raise
        finally:
            self._raw.set_progress_handler(None, 0)
            self.execute(f"PRAGMA query_only = {'ON' if self._read_only else 'OFF'}")

    def shorten_wal(self) -> None:
        """Bring the write-ahead log into the database and empty it."""
        self.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def page_problems(self) -> int:
        """Count what SQLCipher's and SQLite's own checks find wrong."""
        return sum(
            self._problems(check)
            for check in ("cipher_integrity_check", "integrity_check", "foreign_key_check")
        )

    def _problems(self, check: str) -> int:
        try:
            return sum(1 for row in self.rows(f"PRAGMA {check}") if row[0] != "ok")
        except DatabaseDamaged:
            return 1  # so damaged that the check itself could not go on

    def close(self) -> None:
        """Close the connection; harmless if it is closed."""
        self._raw.close()


def _prepared(file: Path, data_key: DataKey, *, exclusive: bool) -> sqlcipher.Connection:
    with _library_errors(read_only=False):
        raw = sqlcipher.connect(str(file), isolation_level=None)
    try:
        with _library_errors(read_only=False):
            raw.execute("PRAGMA cipher_log = off")  # else wrong keys print on stderr
            raw.execute(f"PRAGMA key = \"x'{_key_text(data_key)}'\"")
            if exclusive:
                raw.execute("PRAGMA locking_mode = EXCLUSIVE")
            raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
            for pragma in PRAGMAS:
                raw.execute(f"PRAGMA {pragma}").fetchall()
    except BaseException:
        raw.close()
        raise
    return raw


def _key_text(data_key: DataKey) -> str:
    text = data_key.hex()
    if not _KEY_TEXT.fullmatch(text):  # PRAGMA key takes no bound value
        raise DatabaseFault
    return text


@contextmanager
def _library_errors(*, read_only: bool) -> Iterator[None]:
    try:
        yield
    except sqlcipher.Error as error:
        ours = _ours(getattr(error, "sqlite_errorname", ""), read_only=read_only)
        raise ours from None


def _ours(name: str, *, read_only: bool) -> DatadonorError:
    match name.removeprefix("SQLITE_").split("_")[0]:
        case "FULL":
            return DiskFull()
        case "READONLY" if read_only:
            return VaultReadOnly()
        case "IOERR" | "CANTOPEN" | "READONLY" | "PERM" | "NOLFS":
            return DiskRefused()
        case "CORRUPT" | "NOTADB":
            return DatabaseDamaged()
        case _:
            return DatabaseFault()
