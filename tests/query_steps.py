"""How much a query makes the database do: the same on a slow machine and on a fast one."""

from collections.abc import Iterator
from contextlib import contextmanager

from datadonor.vault.database import Connection

_EACH = 10


class Steps:
    """How many steps of SQLite's virtual machine were taken, in tens."""

    def __init__(self) -> None:
        self.taken = 0

    def count(self) -> int:
        self.taken += 1
        return 0


@contextmanager
def counted_steps(connection: Connection) -> Iterator[Steps]:
    """Count what a database is made to do within."""
    steps = Steps()
    connection._raw.set_progress_handler(steps.count, _EACH)
    try:
        yield steps
    finally:
        connection._raw.set_progress_handler(None, 0)
