"""The order in which sources are believed where several tell of the same walk."""

from collections.abc import Sequence
from typing import NamedTuple

from datadonor.audit.custody import OpenVault
from datadonor.audit.events import Actor
from datadonor.errors import DatadonorError, ExitCode
from datadonor.records.dictionaries import StoredType, stored_sources, stored_types
from datadonor.records.rollups import Touched, refresh_rollups
from datadonor.records.sample import Source
from datadonor.records.totals import LONGEST_MS, source_order
from datadonor.records.types import ValueKind
from datadonor.vault.database import Connection


class SourceMissing(DatadonorError):
    """The vault has no source of that number, or it is named twice."""

    code = "SOURCE_MISSING"
    exit_code = ExitCode.NO


class RankedSource(NamedTuple):
    """A source with its number; ``is_ranked`` says that the person gave it its place."""

    number: int
    source: Source
    is_ranked: bool


def ranked_sources(connection: Connection) -> list[RankedSource]:
    """Return all sources, the one to be believed first in front."""
    known = dict(stored_sources(connection))
    query = "SELECT id FROM source WHERE rank IS NOT NULL"
    ranked = {number for (number,) in connection.rows(query)}
    return [
        RankedSource(number, known[number], number in ranked) for number in source_order(connection)
    ]


def set_source_order(opened: OpenVault, numbers: Sequence[int], who: Actor) -> None:
    """Put sources in the person's order, and make the totals anew.

    Args:
        opened: The vault.
        numbers: Of sources, the one to be believed first in front. Those that are not
            named come after, by their device; none named means no order of the person's.
        who: Who does it.

    Raises:
        SourceMissing: A number is not known, or stands twice. Nothing was changed.
        VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
    """
    with opened.log.transaction(who) as recording:
        connection = recording.connection
        known = {number for number, _ in stored_sources(connection)}
        if len(set(numbers)) != len(numbers) or not known.issuperset(numbers):
            raise SourceMissing
        connection.execute("UPDATE source SET rank = NULL WHERE rank IS NOT NULL")
        connection.execute_many(
            "UPDATE source SET rank = ? WHERE id = ?",
            ((rank, number) for rank, number in enumerate(numbers)),
        )
        touched = Touched()
        for stored in stored_types(connection):
            if _has_totals(stored):
                _touch_all(connection, stored, touched)
        refresh_rollups(connection, touched)


def _has_totals(stored: StoredType) -> bool:
    known = stored.known
    return known is not None and (known.adds_up or known.value is not ValueKind.NUMBER)


def _touch_all(connection: Connection, stored: StoredType, touched: Touched) -> None:
    row = connection.row(
        "SELECT min(start_ms), max(start_ms) FROM sample WHERE type_id = ?", (stored.id,)
    )
    if row is not None and row[0] is not None:
        touched.add(stored.id, row[0], row[1] + LONGEST_MS)
