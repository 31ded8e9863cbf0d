"""Finding events in a long log, a page at a time, without parsing those that do not fit.

What an event is about can be told from its bytes: ``format``, ``kind`` and ``project`` come
first among the sorted keys, and no text of a person's can hold a bare quotation mark. So a
page of 100,000 events is one pass of the database. Must not know: words, who asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from datadonor.audit.events import Position, instant, starts_with_family, starts_with_kind
from datadonor.vault.database import Connection, Value

_RECORDED: Final = b'"recorded":"'


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What is looked for; what is empty is not asked about.

    Attributes:
        starts: The first bytes, any of them (``events.starts_with_kind`` and ``_family``).
        capacity: In which somebody acted.
        is_assisted: Whether somebody helped.
        project: The registry's id.
        since: Recorded then or later, with zone.
    """

    starts: tuple[bytes, ...] = ()
    capacity: str = ""
    is_assisted: bool = False
    project: str = ""
    since: datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Whether everything fits, erased events too."""
        return self == EventFilter()


class RawEvent(NamedTuple):
    """A row of the log as it is stored; ``body`` is nothing once its words are erased."""

    position: Position
    leaf_sha256: str
    body: bytes | None


def find_events(
    connection: Connection, wanted: EventFilter, before: int, limit: int
) -> list[RawEvent]:
    """Return up to ``limit`` events before a place that fit, newest first: one page."""
    conditions, values = _conditions(wanted)
    query = (
        "SELECT position, leaf_hash, body FROM event "  # noqa: S608 - our own words only
        f"WHERE position < ? {conditions} ORDER BY position DESC LIMIT ?"
    )
    rows = connection.rows(query, (before, *values, limit))
    return [RawEvent(Position(at), leaf.hex(), body) for at, leaf, body in rows]


def families(*names: str) -> tuple[bytes, ...]:
    """Return the first bytes of events of some families: ``consent``, or ``vault``."""
    return tuple(starts_with_family(name) for name in names)


def kinds(*names: str) -> tuple[bytes, ...]:
    """Return the first bytes of events of some kinds."""
    return tuple(starts_with_kind(name) for name in names)


def _conditions(wanted: EventFilter) -> tuple[str, Sequence[Value]]:
    parts: list[str] = []
    values: list[Value] = []
    if wanted.starts:
        parts.append(" OR ".join("substr(body, 1, ?) = ?" for _ in wanted.starts))
        values += [value for start in wanted.starts for value in (len(start), start)]
    needles = []
    if wanted.capacity:
        needles.append(f'"capacity":"{wanted.capacity}"')
    if wanted.is_assisted:
        needles.append('"who":{"assisted_by":')
    if wanted.project:
        needles.append(f',"project":"{wanted.project}","salt":')
    for needle in needles:
        parts.append("instr(body, ?) > 0")
        values.append(needle.encode())
    if wanted.since is not None:
        since = instant(wanted.since).encode()
        parts.append("substr(body, instr(body, ?) + ?, ?) >= ?")
        values += [_RECORDED, len(_RECORDED), len(since), since]
    return "".join(f" AND ({part})" for part in parts), values
