"""Everything that is in the vault, in order, a bit at a time, for whoever writes it out.

One pass, memory bounded however much there is: at most one episode or document is held.
Rows of samples are plain tuples, because there are millions. Must not write.
"""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

from datadonor.records.dictionaries import StoredType, stored_context
from datadonor.records.fhir_episodes import StoredEpisode, StoredTrace
from datadonor.records.writing import trace_values
from datadonor.vault.database import Connection

SampleRow = tuple[int, int, int, int, float | None, str | None, int]
"""start_ms, source_id, duration_ms, key, number, code, context_id."""

_SAMPLES: Final = """
    SELECT start_ms, source_id, duration_ms, key, number, code, context_id
      FROM sample WHERE type_id = ? ORDER BY start_ms, source_id, duration_ms, key
"""
_EPISODES: Final = """
    SELECT id, kind, start_ms, duration_ms, source_id, context_id, code, facts
      FROM episode ORDER BY id
"""
_MOMENT: Final = itemgetter(0, 1, 2)


class StoredImport(NamedTuple):
    """A file that was brought in: its name in the log, its format, its SHA-256 in hex."""

    number: int
    name: str
    format: str
    file_sha256: str


class NumberedEpisode(NamedTuple):
    """An episode with its number and its source's."""

    number: int
    source_id: int
    context_id: int
    episode: StoredEpisode


def stored_imports(connection: Connection) -> Iterator[StoredImport]:
    """Yield the imports, oldest first."""
    query = "SELECT id, name, format, file_sha256 FROM import ORDER BY id"
    for number, name, kind, digest in connection.rows(query):
        yield StoredImport(number, name, kind, digest.hex())


def samples_of(connection: Connection, kind: StoredType) -> Iterator[SampleRow]:
    """Yield the samples of one type, in the order of the primary key."""
    return connection.rows(_SAMPLES, (kind.id,))


def in_pairs(
    upper: Iterator[SampleRow], lower: Iterator[SampleRow]
) -> Iterator[tuple[SampleRow | None, SampleRow | None]]:
    """Bring together what was measured together: one of each, of one time, source and context.

    Where there are more of a time and source than one each, nothing says which belong
    together, and each stays alone.

    Args:
        upper: In the order of the primary key.
        lower: The same.

    Yields:
        Both, or one and nothing; each row once.
    """
    uppers, lowers = groupby(upper, _MOMENT), groupby(lower, _MOMENT)
    left, right = next(uppers, None), next(lowers, None)
    while left is not None or right is not None:
        if right is None or (left is not None and left[0] < right[0]):
            assert left is not None  # noqa: S101 - one of the two is there
            yield from ((row, None) for row in left[1])
            left = next(uppers, None)
        elif left is None or right[0] < left[0]:
            yield from ((None, row) for row in right[1])
            right = next(lowers, None)
        else:
            yield from _of_one_moment(left[1], right[1])
            left, right = next(uppers, None), next(lowers, None)


def _of_one_moment(
    upper: Iterator[SampleRow], lower: Iterator[SampleRow]
) -> Iterator[tuple[SampleRow | None, SampleRow | None]]:
    one, other = next(upper), next(lower)
    more, others = next(upper, None), next(lower, None)
    if more is None and others is None and one[-1] == other[-1]:
        yield one, other
        return
    for row in (one, more):
        if row is not None:
            yield row, None
    yield from ((row, None) for row in upper)
    for row in (other, others):
        if row is not None:
            yield None, row
    yield from ((None, row) for row in lower)


def stored_episodes(connection: Connection) -> Iterator[NumberedEpisode]:
    """Yield the episodes with all their numbers, one at a time."""
    for number, kind, start, duration, source_id, context_id, code, facts in connection.rows(
        _EPISODES
    ):
        context, _ = stored_context(connection, context_id)
        traces = tuple(_traces(connection, number))
        episode = StoredEpisode(kind, start, duration, code, facts, traces, context)
        yield NumberedEpisode(number, source_id, context_id, episode)


def _traces(connection: Connection, episode: int) -> Iterator[StoredTrace]:
    query = "SELECT name, unit, item, count, content FROM trace WHERE episode_id = ? ORDER BY name"
    for name, unit, item, count, content in connection.rows(query, (episode,)):
        yield StoredTrace(name, unit, trace_values(item, count, content))


def document_kinds(connection: Connection) -> list[tuple[str, int]]:
    """Return the kinds of resource, with how many there are, in order of their names."""
    return list(connection.rows("SELECT kind, count(*) FROM document GROUP BY kind ORDER BY kind"))


def documents_of(connection: Connection, kind: str) -> Iterator[bytes]:
    """Yield the documents of one kind, as the bytes that are kept, oldest import first."""
    # By number and not by content: a sort would hold them all in memory.
    query = "SELECT id FROM document WHERE kind = ? ORDER BY id"
    for (number,) in connection.rows(query, (kind,)):
        row = connection.row("SELECT body FROM document WHERE id = ?", (number,))
        if row is not None:
            yield row[0]
