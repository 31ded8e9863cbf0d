"""Events as they are written: in one transaction, with whatever belongs to them.

``AuditLog.transaction`` makes a recording; nothing else does.
"""

from datadonor.audit import events
from datadonor.audit.clock import LogClock
from datadonor.audit.events import Actor, Details, Position, Why
from datadonor.audit.help_in_force import HelpInForce
from datadonor.audit.merkle import Frontier, leaf_hash
from datadonor.vault.slots import Slot
from datadonor.vault.vault import WriteTransaction


class Recording:
    """Events being written in one transaction, with whatever else it writes."""

    def __init__(
        self,
        writing: WriteTransaction,
        frontier: Frontier,
        clock: LogClock,
        number: int,
        who: Actor,
        help_in_force: HelpInForce,
    ) -> None:
        """Begin with the log as it is; use ``AuditLog.transaction``."""
        self.connection = writing.connection
        self._writing = writing
        self._frontier = frontier
        self._clock = clock
        self._number = number
        self._who = who
        self.help_in_force = help_in_force
        self.count = 0

    def replace_slot(self, slot: Slot) -> None:
        """Change what opens the vault, in the same step as the event that says so."""
        self._writing.replace_slot(slot)

    def append(
        self, details: Details, *, why: Why = Why.ASKED, project: str | None = None
    ) -> Position:
        """Add one event; it stands when the transaction has ended."""
        return self._append(details, self._who, why, project)

    def end_overdue_help(self) -> None:
        """Say that somebody's help is over: its time has passed, and nobody ended it."""
        self._append(events.AssistanceEnded(), events.PROGRAM, Why.AUTOMATIC, None)

    def _append(self, details: Details, who: Actor, why: Why, project: str | None) -> Position:
        when = self._clock.read()
        body = events.compose_event(details, when=when, who=who, why=why, project=project)
        position = self._frontier.size
        leaf = leaf_hash(body)
        self.connection.execute(
            "INSERT INTO event (position, transaction_number, leaf_hash, body) VALUES (?, ?, ?, ?)",
            (position, self._number, leaf, body),
        )
        self._frontier.append(leaf)
        self.help_in_force = self.help_in_force.after(details, who, when.recorded)
        self.count += 1
        return Position(position)
