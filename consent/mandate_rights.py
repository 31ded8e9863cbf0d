"""Who may decide for the person, as the log tells it, and whether a consent still has their word.

Folded from ``mandate.recorded``, ``mandate.ended`` and ``attestation.added`` alone, so that
an auditor who has the events and nothing else comes to the same answers. An event of these
kinds that cannot be read is an error, and nothing is released.

Must not know: the documents, the keys, the clock.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import date
from typing import NamedTuple

from consent.mandate import CUSTODY
from datadonor.audit.events import (
    AttestationAdded,
    Event,
    MandateEnded,
    MandateRecorded,
    Position,
)
from datadonor.audit.log import AuditLog

KINDS = (MandateRecorded, MandateEnded, AttestationAdded)
"""The events that rights are folded from."""


class Right(NamedTuple):
    """One right to decide for the person.

    Attributes:
        position: Of the event that it was recorded with.
        event: That event.
        ended: Why it ended before its last day; nothing if it did not.
    """

    position: Position
    event: MandateRecorded
    ended: str | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of the mandate."""
        return self.event.mandate_sha256

    def holds_on(self, day: date) -> bool:
        """Say whether somebody may decide by it on a day, in Denmark."""
        last = self.event.last_day
        is_within = self.event.since <= str(day) and (last is None or str(day) <= last)
        return is_within and self.ended is None


class Told(NamedTuple):
    """What the log tells of mandates and of who signed which decision."""

    rights: tuple[Right, ...]
    signatures: tuple[AttestationAdded, ...]

    def of_decision(self, digest: str | None, capacity: str) -> list[Right]:
        """Return the rights by which a decision was signed in a capacity."""
        keys = {
            each.signer_key
            for each in self.signatures
            if each.decision_sha256 == digest and each.role == capacity
        }
        return [
            right
            for right in self.rights
            if right.event.holder_key in keys and right.event.capacity == capacity
        ]

    def is_under_age(self, day: date) -> bool:
        """Say whether the person is under age on a day, as far as mandates tell.

        To end custody before its time makes nobody an adult; to replace it by custody with
        another birthday does mend a slip.
        """
        return any(
            right.event.basis == CUSTODY
            and right.ended != "replaced"
            and right.event.last_day is not None
            and str(day) <= right.event.last_day
            for right in self.rights
        )

    def has_word_of_holders(
        self, decision_sha256: str | None, capacity: str, basis: str | None, day: date
    ) -> bool:
        """Say whether a decision made for the person has the word of those with the right, still.

        Args:
            decision_sha256: The decision.
            capacity: Of whoever decided; of the person themselves it asks nothing.
            basis: By what right.
            day: In Denmark.
        """
        if capacity == "self":
            return True
        rights = self.of_decision(decision_sha256, capacity)
        return (
            bool(rights)
            and all(right.holds_on(day) and right.event.basis == basis for right in rights)
            and not self.lacks_joint_holder(rights, capacity, basis, {day})
        )

    def lacks_joint_holder(
        self, used: Iterable[Right], capacity: str, basis: str | None, days: AbstractSet[date]
    ) -> bool:
        """Say whether somebody who has a joint right has not signed, or stands alone with it.

        As long as anybody decides only together with others, nobody with the same right
        decides without all of them: also not who is said to decide alone.

        Args:
            used: The rights by which a decision was signed.
            capacity: Of whoever decided.
            basis: By what right.
            days: On which the decision had to be theirs.
        """
        joint = {
            right.digest
            for right in self.rights
            if right.event.is_joint
            and (right.event.capacity, right.event.basis) == (capacity, basis)
            and any(right.holds_on(day) for day in days)
        }
        # Two at least: who was to decide together with somebody else never decides alone.
        return len(joint) == 1 or not joint <= {right.digest for right in used}


def told(events: Iterable[tuple[Position, Event]]) -> Told:
    """Fold events, in the order of the log."""
    rights: dict[str, Right] = {}
    signatures = []
    for position, event in events:
        match event.what:
            case MandateRecorded() as what:
                rights.setdefault(what.mandate_sha256, Right(position, what))
            case MandateEnded() as what if what.mandate_sha256 in rights:
                right = rights[what.mandate_sha256]
                # What was withdrawn can still be mended: another takes its place.
                if right.ended is None or (right.ended, what.reason) == ("withdrawn", "replaced"):
                    rights[what.mandate_sha256] = right._replace(ended=what.reason)
            case AttestationAdded() as what:
                signatures.append(what)
            case _:
                pass
    return Told(tuple(rights.values()), tuple(signatures))


def told_by(log: AuditLog) -> Told:
    """Fold a whole log.

    Raises:
        EventUnknown, EventInvalid: One of the events cannot be read.
    """
    found = log.events_of(*KINDS)
    return told((one.position, one.event) for one in found if one.event is not None)
