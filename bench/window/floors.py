"""A child process: what the window shows, read by one bare query. No Qt.

``python -m bench.window.floors QUERY VAULT`` opens a vault and tells how long that, or one
query in it, took.
"""

import sys
import time
from pathlib import Path
from typing import Final

from bench.synthetic import PASSPHRASE
from bench.window.tools import KeyTime, answer
from datadonor.audit import custody
from datadonor.vault.database import Connection

ROWS_ON_A_PAGE: Final = 200
FIRST_ROWS: Final = 100
"""As many as the window asks for at first."""

_DAYS: Final = "SELECT day, code, count, low, high, sum, total FROM day"
_HEART: Final = "(SELECT id FROM sample_type WHERE name = 'HeartRate')"
_YEAR_DAYS: Final = 365
_PAGE: Final = (
    "SELECT type_id, start_ms, source_id, duration_ms, key, number, code, context_id "
    f"FROM sample WHERE type_id = {_HEART} AND start_ms < ? "
    f"ORDER BY start_ms DESC LIMIT {ROWS_ON_A_PAGE}"
)
_FIRST: Final = (
    "SELECT type_id, start_ms, source_id, duration_ms, key, number, code, context_id "
    f"FROM sample WHERE type_id = 1 ORDER BY start_ms LIMIT {FIRST_ROWS}"
)


def _number(connection: Connection, query: str) -> int:
    return connection.number(query)


def read(connection: Connection, name: str) -> float:
    """Read all rows of one query, and return the seconds."""
    ends = f"SELECT {{}}(start_ms) FROM sample WHERE type_id = {_HEART}"
    query, given = _DAYS, tuple[int, ...]()
    match name:
        case "data":
            query = f"{_DAYS} ORDER BY type_id, day"
        case "middle" | "end":
            first, last = (_number(connection, ends.format(end)) for end in ("min", "max"))
            until = (first + last) // 2 if name == "middle" else first + 1_000 * 60_000
            query, given = _PAGE, (until,)
        case "year":
            last = _number(connection, f"SELECT max(day) FROM day WHERE type_id = {_HEART}")
            query = f"{_DAYS} WHERE type_id = {_HEART} AND day > ? AND day <= ? ORDER BY 1, 2"
            given = (last - _YEAR_DAYS, last)
        case "preview":
            query = _FIRST
    began = time.perf_counter()
    rows = list(connection.rows(query, given))
    spent = time.perf_counter() - began
    assert rows, name
    return spent


def main(name: str, folder: Path) -> None:
    """Measure one thing."""
    keys = KeyTime()
    began = time.perf_counter()
    with custody.open_vault(folder, PASSPHRASE) as opened:
        spent = time.perf_counter() - began - keys.seconds
        answer(spent if name == "open" else read(opened.vault.connection, name))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
