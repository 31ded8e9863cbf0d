"""A store in memory, without a vault around it, for tests that need hundreds of them."""

import math
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

from datadonor.records.dictionaries import ImportId
from datadonor.records.sample import (
    Basis,
    Context,
    DeviceClass,
    Sample,
    Source,
    ZoneKnown,
)
from datadonor.records.types import TypeId
from datadonor.records.writing import RecordWriter
from datadonor.sources.times import EARLIEST_MS, LATEST_MS
from datadonor.vault.database import Connection

UTC: Final = Context(Basis(ZoneKnown.UTC))
WATCH: Final = Source("watch", DeviceClass.WATCH)
PHONE: Final = Source("phone", DeviceClass.PHONE)
APP: Final = Source("app", DeviceClass.APP)


@contextmanager
def store_in_memory() -> Iterator[Connection]:
    """Return the tables of a vault, empty."""
    raw = sqlcipher.connect(":memory:", isolation_level=None)
    connection = Connection(raw, read_only=False)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.migrate()
        yield connection
    finally:
        connection.close()


def new_import(connection: Connection) -> ImportId:
    """Begin an import, as the pipeline does."""
    connection.execute(
        "INSERT INTO import (name, format, file_sha256) VALUES (?, 'test', zeroblob(32))",
        (secrets.token_hex(8),),
    )
    return ImportId(connection.number("SELECT last_insert_rowid()"))


def bring_in(connection: Connection, samples: Iterable[Sample]) -> RecordWriter:
    """Import samples as one file, and return the writer that counted them."""
    with connection.transaction():
        writer = RecordWriter(connection, new_import(connection))
        for sample in samples:
            writer.add_sample(sample)
        writer.finish()
    return writer


def steps(start_ms: int, number: float, source: Source = PHONE, minutes: float = 1) -> Sample:
    """Return so many steps over some minutes."""
    context = UTC._replace(unit="count")
    length = round(minutes * 60_000)
    return Sample(TypeId("StepCount"), start_ms, length, number, None, source, context)


def table(connection: Connection, name: str) -> list[tuple[object, ...]]:
    """Return all rows of a table, in a lasting order."""
    return sorted(connection.rows(f"SELECT * FROM {name}"), key=repr)


_UNSOUND: Final = {
    "a number that is not finite": (
        "SELECT count(*) FROM sample WHERE abs(number) > 1e300 OR number != number"
    ),
    "a time out of bounds": (
        "SELECT count(*) FROM (SELECT start_ms FROM sample UNION ALL SELECT start_ms FROM episode "
        "UNION ALL SELECT date_ms FROM document WHERE date_ms IS NOT NULL) "
        f"WHERE start_ms < {EARLIEST_MS} OR start_ms >= {LATEST_MS}"
    ),
    "a length out of bounds": (
        "SELECT count(*) FROM (SELECT start_ms, duration_ms FROM sample UNION ALL "
        "SELECT start_ms, duration_ms FROM episode) "
        f"WHERE duration_ms < 0 OR start_ms + duration_ms > {LATEST_MS}"
    ),
    "number and code at once": (
        "SELECT count(*) FROM sample WHERE number IS NOT NULL AND code IS NOT NULL"
    ),
    "an offset out of bounds": ("SELECT count(*) FROM context WHERE abs(offset_minutes) >= 1440"),
    "a code as long as a letter": "SELECT count(*) FROM sample WHERE length(code) > 200",
    "a source as long as a letter": "SELECT count(*) FROM source WHERE length(name) > 500",
    "a title as long as a letter": "SELECT count(*) FROM document WHERE length(title) > 2000",
}


def unsound(connection: Connection, secret: str | None = None) -> str | None:
    """Return what is wrong with what was taken in, if anything.

    Args:
        connection: To the tables of a vault.
        secret: What may stand in no document, because it was not in the file.
    """
    query = "SELECT count(*) FROM document WHERE instr(body, CAST(? AS BLOB))"
    if secret is not None and connection.number(query, (secret,)):
        return "the secret beside it"
    for what, query in _UNSOUND.items():
        if connection.number(query):
            return what
    for name in ("sum", "total", "low", "high"):
        for unit in ("hour", "day"):
            row = connection.row(f"SELECT max(abs({name})) FROM {unit}")
            if row and row[0] is not None and not math.isfinite(row[0]):
                return f"a {name} of a roll-up that is not finite"
    return None
