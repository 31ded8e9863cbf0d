"""What the vault costs: encryption on bulk writing, the log's comparison on opening."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Protocol

from sqlcipher3 import dbapi2 as sqlcipher

from bench.measure import Work, ready
from bench.registry import Question, Setting, Sides, benchmark
from bench.synthetic import PASSPHRASE, make_vault, sample_rows
from datadonor.audit import custody
from datadonor.audit.custody import OpenVault
from datadonor.audit.verdict import Condition
from datadonor.vault import kdf
from datadonor.vault.database import PRAGMAS, Connection
from datadonor.vault.slots import new_data_key

_TABLE = """
    CREATE TABLE sample (
        number INTEGER PRIMARY KEY,
        type   INTEGER NOT NULL,
        start  INTEGER NOT NULL,
        end    INTEGER NOT NULL,
        value  REAL NOT NULL,
        source INTEGER NOT NULL
    ) STRICT
"""
_INSERT = "INSERT INTO sample (number, type, start, end, value, source) VALUES (?, ?, ?, ?, ?, ?)"
_INDEX = "CREATE INDEX sample_by_type ON sample (type, start)"


class _ExecuteMany(Protocol):
    def __call__(self, statement: str, rows: Iterable[Sequence[float]], /) -> object: ...


@benchmark(
    "insert",
    Question("1 M rows and an index: encrypted / no key", "encrypted", "plain", aim=1.15),
    Question("the same, encrypted: Connection / library", "encrypted", "library"),
)
def insert(setting: Setting) -> Iterator[Sides]:
    """Insert in one transaction and build an index.

    The aim's two sides differ in the key alone: both go through ``Connection``.
    The third goes to the library itself and shows what ``Connection`` costs.
    """
    rows = setting.count(1_000_000)
    file = setting.folder / "sample.db"

    @contextmanager
    def encrypted(*, through_connection: bool) -> Iterator[Work]:
        with _made(file, Connection.open(file, new_data_key()), rows) as connection:
            many = connection.execute_many if through_connection else connection._raw.executemany
            yield lambda: _fill(connection, many, rows)
            assert not _is_readable(file)

    @contextmanager
    def plain() -> Iterator[Work]:
        with _made(file, _open_plain(file), rows) as connection:
            yield lambda: _fill(connection, connection.execute_many, rows)
            assert _is_readable(file)

    yield {
        "encrypted": partial(encrypted, through_connection=True),
        "plain": plain,
        "library": partial(encrypted, through_connection=False),
    }


@contextmanager
def _made(file: Path, connection: Connection, rows: int) -> Iterator[Connection]:
    """Make the table in a new database; afterwards look that all is there, and remove it."""
    with closing(connection):
        connection.execute(_TABLE)
        yield connection
        assert connection.row("PRAGMA journal_mode") == ("wal",)
        assert connection.number("SELECT count(*) FROM sample") == rows
    for left in file.parent.glob(f"{file.name}*"):
        left.unlink()


def _open_plain(file: Path) -> Connection:
    """Open a database without a key, otherwise as ``Connection.open`` does."""
    raw = sqlcipher.connect(str(file), isolation_level=None)
    for pragma in PRAGMAS:
        raw.execute(f"PRAGMA {pragma}").fetchall()
    return Connection(raw, read_only=False)


def _is_readable(file: Path) -> bool:
    """Say whether a database begins as SQLite's do without a key."""
    with file.open("rb") as opened:
        return opened.read(6) == b"SQLite"


def _fill(connection: Connection, execute_many: _ExecuteMany, rows: int) -> None:
    with connection.transaction():
        execute_many(_INSERT, sample_rows(rows))
        connection.execute(_INDEX)


@benchmark(
    "unlock",
    Question("opening beyond the KDF, 50 000 events / Argon2id", "open", "argon2id", aim=1),
)
def unlock(setting: Setting) -> Iterator[Sides]:
    """Open a vault with its recovery words, which takes no Argon2id.

    All else is the same as with a passphrase: every event is read, hashed anew and
    compared with the head. The peer is one Argon2id run at the lowest cost that a
    new vault may have.
    """
    events = setting.count(50_000)
    folder = setting.folder / "vault"
    words = make_vault(folder, events)

    @contextmanager
    def opening() -> Iterator[Work]:
        opened: list[OpenVault] = []
        yield lambda: opened.append(custody.open_vault(folder, words))
        with opened[0] as vault:
            assert vault.log.verdict.condition is Condition.WHOLE
            assert vault.log.size > events

    salt = bytes(kdf.SALT_BYTES)
    derive = partial(kdf.derive_key, PASSPHRASE, salt, kdf.FLOOR)
    yield {"open": opening, "argon2id": ready(derive)}
