"""How a log stands: one pass over what is stored, compared with the head outside it.

The answer is a ``Verdict``; anything but a whole log leaves the vault readable only.
Must not know: how events are written, who reads the answer.
"""

from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from datadonor.audit import events
from datadonor.audit.help_in_force import BEGINNINGS
from datadonor.audit.merkle import Frontier, leaf_hash, root
from datadonor.errors import DatadonorError
from datadonor.vault.database import Connection
from datadonor.vault.inspection import Finding
from datadonor.vault.vault import Vault

_ERASED_PREFIX: Final = events.starts_with_kind(events.Erased.kind)


class Condition(StrEnum):
    """How a log was found when its vault was opened."""

    WHOLE = "whole"
    REPAIRED = "repaired"  # one transaction ahead of its head: a crash, set right
    SHORTENED = "shortened"  # fewer events than the head remembers: rolled back or cut
    REPLACED = "replaced"  # as long as the head says, but not what it was: pages put back
    ALTERED = "altered"  # an event is not what was written
    HEAD_FORGED = "head_forged"  # the head was not made with this vault's key
    HEAD_BEHIND = "head_behind"  # the key file is older than the log
    KEY_FILE_LOST = "key_file_lost"  # only the older copy of the key file could be read

    @property
    def is_sound(self) -> bool:
        """Whether the vault may be written to."""
        return self in (Condition.WHOLE, Condition.REPAIRED)


class Verdict(NamedTuple):
    """What the comparison of log and head gave.

    ``size`` counts the events in the log, ``head_size`` those that the head
    remembers (nothing if it cannot be trusted), ``first_altered`` is the first
    place where an event is not what was written, ``last_recorded`` the time of the
    newest event.
    """

    condition: Condition
    size: int
    head_size: int | None
    first_altered: int | None
    last_recorded: str | None


def condition_finding(verdict: Verdict) -> Finding:
    """Return what a verdict means, for people."""
    return Finding(
        f"LOG_{verdict.condition.name}",
        {
            "size": verdict.size,
            "head_size": verdict.head_size or 0,
            "missing": max((verdict.head_size or 0) - verdict.size, 0),
            "position": verdict.first_altered or 0,
            "last": (verdict.last_recorded or "–")[:16].replace("T", " "),
        },
    )


class Survey(NamedTuple):
    """What one pass over the stored events gives."""

    leaves: list[bytes]
    first_altered: int | None
    erased: set[int]
    accounted: set[int]  # erased with an event that says so
    newest_body: bytes | None
    newest_of_help: bytes | None
    transaction_number: int

    def last_recorded(self) -> str | None:
        """Return the time of the newest event, as written."""
        if self.newest_body is None:
            return None
        try:
            return events.parse_event(self.newest_body).when.recorded
        except DatadonorError:
            return None

    def last_moment(self) -> datetime | None:
        """Return the time of the newest event."""
        recorded = self.last_recorded()
        return None if recorded is None else events.moment(recorded)


def survey_log(connection: Connection) -> Survey:
    """Read every stored event once, and make its hash anew.

    Raises:
        DatabaseDamaged: The events cannot be read.
    """
    leaves: list[bytes] = []
    erased: set[int] = set()
    accounted: set[int] = set()
    first_altered: int | None = None
    newest: bytes | None = None
    newest_of_help: bytes | None = None
    query = "SELECT position, leaf_hash, body FROM event ORDER BY position"
    for position, leaf, body in connection.rows(query):
        if body is None:
            erased.add(position)
        else:
            newest = body
            if body.startswith(_ERASED_PREFIX):
                accounted |= _erased_position(body)
            elif body.startswith(BEGINNINGS):
                newest_of_help = body
        if first_altered is None and (
            position != len(leaves) or (body is not None and leaf_hash(body) != leaf)
        ):
            first_altered = len(leaves)
        leaves.append(leaf)
    if first_altered is None and erased - accounted:
        first_altered = min(erased - accounted)
    # The newest row's, not the greatest: what stands elsewhere has no say in it.
    number = connection.number(
        "SELECT transaction_number FROM event ORDER BY position DESC LIMIT 1"
    )
    return Survey(leaves, first_altered, erased, accounted, newest, newest_of_help, number)


def _erased_position(body: bytes) -> set[int]:
    try:
        what = events.parse_event(body).what
    except DatadonorError:
        return set()
    return {what.position} if isinstance(what, events.Erased) else set()


def judge_log(vault: Vault, survey: Survey, frontier: Frontier) -> Verdict:
    """Compare what was read with the head in the key file (``docs/formats/log.md``).

    Args:
        vault: Whose head it is.
        survey: Of its events.
        frontier: Of the survey's leaves.
    """
    head = vault.head
    size = len(survey.leaves)

    def verdict(condition: Condition) -> Verdict:
        head_size = None if head is None else head.size
        recorded = survey.last_recorded()
        return Verdict(condition, size, head_size, survey.first_altered, recorded)

    if head is None:
        lost = vault.found.key_file_was_older
        return verdict(Condition.KEY_FILE_LOST if lost else Condition.HEAD_FORGED)
    if size < head.size:
        return verdict(Condition.SHORTENED)
    if survey.first_altered is not None:
        return verdict(Condition.ALTERED)
    then = frontier.root() if size == head.size else root(survey.leaves[: head.size])
    if then.hex() != head.root:
        return verdict(Condition.REPLACED)
    if size == head.size:
        return verdict(Condition.WHOLE)
    surplus = _transactions_after(vault.connection, head.size)
    return verdict(Condition.REPAIRED if surplus == 1 else Condition.HEAD_BEHIND)


def _transactions_after(connection: Connection, size: int) -> int:
    return connection.number(
        "SELECT count(DISTINCT transaction_number) FROM event WHERE position >= ?", (size,)
    )
