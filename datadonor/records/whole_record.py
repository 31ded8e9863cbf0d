"""One record with everything the vault knows about it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from datadonor.audit.events import ImportFinished, parse_event
from datadonor.errors import DatadonorError
from datadonor.records.dictionaries import ImportId
from datadonor.records.listing import Listed, Shelf
from datadonor.records.reading import listed
from datadonor.records.record_id import DocumentId, EpisodeId, RecordId, RecordMissing
from datadonor.records.sample import Basis
from datadonor.vault.database import Connection

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_DAY_MINUTES: Final = 24 * 60


class ImportOrigin(NamedTuple):
    """The import that brought a record.

    ``recorded`` is when, as the log writes it; nothing if the event's words were erased.
    """

    id: str
    format: str
    file_sha256: str
    recorded: str | None


class StoredTrace(NamedTuple):
    """What an episode has many numbers of."""

    name: str
    unit: str
    length: int


@dataclass(frozen=True, slots=True)
class WholeRecord:
    """A record, where it is from, and what else its file said.

    Attributes:
        listed: As it stands in a list.
        origin: The import that brought it. A later file that held it too is not named.
        local: Local time where it is known, or was assumed.
        unit_written: The unit as the file wrote it.
        detail: What else the file said of the value.
        facts: Of an episode, plain JSON.
        traces: Of an episode.
        body: Of a document: FHIR R4 JSON.
    """

    listed: Listed
    origin: ImportOrigin
    local: datetime | None
    unit_written: str | None = None
    detail: Mapping[str, Any] | None = None
    facts: Mapping[str, Any] | None = None
    traces: tuple[StoredTrace, ...] = ()
    body: bytes | None = None


def record(connection: Connection, record_id: RecordId) -> WholeRecord:
    """Return everything that is known about one record.

    Raises:
        RecordMissing: There is none of that name.
    """
    found = listed(connection, record_id)
    local = None if found.start_ms is None else local_time(found.start_ms, found.basis)
    if isinstance(record_id, DocumentId):
        import_id, body = _row(
            connection, "SELECT import_id, body FROM document WHERE id = ?", record_id
        )
        return WholeRecord(found, _origin(connection, import_id), local, body=body)
    if isinstance(record_id, EpisodeId):
        query = "SELECT context_id, facts FROM episode WHERE id = ?"
        context_id, facts = _row(connection, query, record_id)
    else:
        query = (
            "SELECT context_id, NULL FROM sample "
            "WHERE (type_id, start_ms, source_id, duration_ms, key) = (?, ?, ?, ?, ?)"
        )
        context_id, facts = _row(connection, query, record_id)
    context, import_id = Shelf(connection).context(context_id)
    return WholeRecord(
        found,
        _origin(connection, import_id),
        local,
        unit_written=context.unit,
        detail=None if context.detail is None else json.loads(context.detail),
        facts=None if facts is None else json.loads(facts),
        traces=_traces(connection, record_id) if isinstance(record_id, EpisodeId) else (),
    )


def local_time(ms: int, basis: Basis) -> datetime | None:
    """Return local time with its offset, or nothing where only UTC is known."""
    when = _EPOCH + timedelta(milliseconds=ms)
    if basis.zone is not None:
        try:
            return when.astimezone(ZoneInfo(basis.zone))
        except (LookupError, ValueError, OSError):
            pass  # a zone that this computer does not know: its offset may still be there
    if basis.offset_minutes is None or abs(basis.offset_minutes) >= _DAY_MINUTES:
        return None
    return when.astimezone(timezone(timedelta(minutes=basis.offset_minutes)))


def _row(connection: Connection, query: str, record_id: RecordId) -> tuple[Any, ...]:
    row = connection.row(query, record_id)
    if row is None:
        raise RecordMissing
    return row


def _traces(connection: Connection, episode: EpisodeId) -> tuple[StoredTrace, ...]:
    query = "SELECT name, unit, count FROM trace WHERE episode_id = ? ORDER BY name"
    return tuple(StoredTrace(*row) for row in connection.rows(query, episode))


def _origin(connection: Connection, import_id: ImportId) -> ImportOrigin:
    name, kind, digest, position = _row(
        connection,
        "SELECT name, format, file_sha256, position FROM import WHERE id = ?",
        EpisodeId(import_id),
    )
    row = connection.row("SELECT body FROM event WHERE position = ?", (position,))
    return ImportOrigin(name, kind, digest.hex(), _recorded(row[0] if row else None))


def _recorded(body: bytes | None) -> str | None:
    if body is None:
        return None
    try:
        event = parse_event(body)
    except DatadonorError:
        return None
    return event.when.recorded if isinstance(event.what, ImportFinished) else None
