"""What the home page shows, read from an open vault. No Qt.

Reads what can be read: a log that someone has altered may hold events that are no
events, and each of them is shown as what it is instead of stopping the rest.
"""

from dataclasses import dataclass
from typing import Final, NamedTuple

from datadonor.audit.custody import OpenVault
from datadonor.audit.events import Event, Position
from datadonor.audit.log import StoredEvent
from datadonor.audit.verdict import Condition, condition_finding
from datadonor.errors import DatadonorError
from datadonor.vault.inspection import Finding

LATEST: Final = 20
"""So many events stand on the home page; the rest belong to the activity page."""


class ActivityRow(NamedTuple):
    """One event: as written, or erased (neither), or why it cannot be read."""

    position: int
    event: Event | None
    fault: DatadonorError | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """The state of the log and its latest events, newest first."""

    condition: Condition
    finding: Finding
    is_read_only: bool
    size: int
    latest: tuple[ActivityRow, ...]


def read_overview(opened: OpenVault, limit: int = LATEST) -> Overview:
    """Read it all, on the thread that the vault belongs to."""
    log = opened.log
    verdict = log.verdict
    if verdict.condition is Condition.WHOLE:
        # The verdict counts what was there before this unlock wrote its own events.
        verdict = verdict._replace(size=log.size)
    return Overview(
        condition=verdict.condition,
        finding=condition_finding(verdict),
        is_read_only=opened.vault.is_read_only,
        size=log.size,
        latest=_latest(opened, limit),
    )


def _latest(opened: OpenVault, limit: int) -> tuple[ActivityRow, ...]:
    log = opened.log
    try:
        return tuple(_row(stored) for stored in log.events_before(Position(log.size), limit))
    except DatadonorError:
        newest = range(log.size - 1, max(log.size - 1 - limit, -1), -1)
        return tuple(_one(opened, Position(position)) for position in newest)


def _one(opened: OpenVault, position: Position) -> ActivityRow:
    try:
        return _row(opened.log.event(position))
    except DatadonorError as error:
        return ActivityRow(position, None, error)


def _row(stored: StoredEvent) -> ActivityRow:
    return ActivityRow(stored.position, stored.event)
