"""The chronicle of one project: everything that happened between it and the person.

One timeline of what was asked, decided, sent, blocked and written down, each with when it
was true, when it was recorded, who did it and who helped; and what was in force on any
day, by what was known then. Plain data: the words are in ``consent.chronicle_words``.
Must not know: the clock, who asks, the registry.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from consent.differences import Difference, Standing, compare_standings
from consent.ledger import (
    EVERY_PROJECT,
    STARTS,
    Entry,
    ProjectConsent,
    consent_at,
    fold,
    sort_event,
)
from consent.periods import local_day
from consent.reading import ConsentReading
from consent.shelf import RequestShelf
from datadonor.audit import events
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import Actor, Event, Position, moment
from datadonor.audit.log import AuditLog


class What(StrEnum):
    """What can happen between a project and a person. Each has a sentence (``chronicle.what``)."""

    REQUESTED = "requested"
    PUT_OFF = "put_off"
    GIVEN = "given"
    CHANGED = "changed"
    RENEWED = "renewed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ITEM_WITHDRAWN = "item_withdrawn"
    STOPPED = "stopped"
    INVALIDATED = "invalidated"
    NEVER_VALID = "never_valid"
    RECEIPT_WRITTEN = "receipt_written"
    SEALED = "sealed"
    DROPPED = "dropped"
    RELEASED = "released"
    NOTICE_SENT = "notice_sent"
    ANSWER_RECEIVED = "answer_received"
    ANSWER_REJECTED = "answer_rejected"
    ANSWER_WITHDRAWN = "answer_withdrawn"
    ANSWER_DELETED = "answer_deleted"
    RELEASE_REFUSED = "release_refused"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened.

    Attributes:
        position: Of its event in the log.
        what: Which of all that can happen.
        true_since: When it was so, as the log writes moments; empty if that cannot be read.
        recorded: When it was written down. The same moment, unless it was dated back.
        event: As it stands in the log; nothing if this program cannot read it.
        is_on_paper: Whether it was decided on paper, and entered from there.
    """

    position: Position
    what: What
    true_since: str
    recorded: str
    event: Event | None
    is_on_paper: bool = False

    @property
    def who(self) -> Actor | None:
        """Who did it, and who helped; nothing if that cannot be read."""
        return None if self.event is None else self.event.who

    @property
    def was_recorded_later(self) -> bool:
        """Whether it was written down after it was true: from a paper."""
        return self.true_since != self.recorded

    @property
    def is_clock_held(self) -> bool:
        """Whether the computer's clock was behind, so that the time is the one before."""
        return self.event is not None and self.event.when.clock == "held"


class Snapshot(NamedTuple):
    """What was in force at a moment, and what it was by what was known at another."""

    true_at: datetime
    known_at: datetime | None
    standing: Standing


_COMPARED: Final = frozenset({What.CHANGED, What.RENEWED, What.ITEM_WITHDRAWN})
"""After these it is told what is different from before."""

_FAMILIES: Final = (*STARTS, events.starts_with_family("donation"))

_BY_KIND: Final = {
    events.RequestAdded.kind: What.REQUESTED,
    events.ConsentPutOff.kind: What.PUT_OFF,
    events.ConsentRefused.kind: What.REFUSED,
    events.ConsentWithdrawn.kind: What.WITHDRAWN,
    events.ConsentStopped.kind: What.STOPPED,
    events.ConsentInvalidated.kind: What.INVALIDATED,
    events.ReceiptWritten.kind: What.RECEIPT_WRITTEN,
    events.DonationSealed.kind: What.SEALED,
    events.DonationDropped.kind: What.DROPPED,
    events.DonationSent.kind: What.RELEASED,
    events.NoticeSent.kind: What.NOTICE_SENT,
    events.ReleaseRefused.kind: What.RELEASE_REFUSED,
}


class Chronicle:
    """The chronicle of one project in an open vault. Used on the vault's writing thread."""

    def __init__(self, opened: OpenVault, project: str) -> None:
        """Look into an open vault, at one project by its registry's id."""
        self._reading = ConsentReading(opened)
        self._shelf = RequestShelf(opened)
        self._log = opened.log
        self.project = project

    def timeline(self) -> list[Happening]:
        """Return all that happened, by when it was true, and then as it was recorded.

        What has no time that could be read comes last.
        """
        papers = set(self._papers())
        found = [_happening(entry, papers) for entry in _entries(self._log, self.project)]
        return sorted(found, key=lambda one: (one.true_since or "~", one.position))

    def at(self, true_at: datetime, known_at: datetime | None = None) -> Snapshot:
        """Return what was in force at a moment.

        Args:
            true_at: The moment asked about, with zone.
            known_at: By what was recorded until then; by all that is known if left out.

        Raises:
            ConsentDocumentGone, DecisionUnreadable, RequestUnknown: What was in force then
                cannot be read as it was.
        """
        consent = consent_at(self._reading.history(self.project), true_at, known_at)
        return Snapshot(true_at, known_at, self._standing(consent))

    def changes(self, before: datetime, after: datetime) -> list[Difference]:
        """Return what is different at one moment from another, by all that is known.

        Args:
            before: The one moment, with zone.
            after: The other one. Earlier is allowed: then it tells the way back.

        Raises:
            ConsentDocumentGone, DecisionUnreadable, RequestUnknown: As in ``at``.
        """
        return list(compare_standings(self.at(before).standing, self.at(after).standing))

    def differences(self, happening: Happening) -> list[Difference]:
        """Return what a decision made different from what was known before it was recorded.

        Nothing of what is no change of an earlier yes.

        Raises:
            ConsentDocumentGone, DecisionUnreadable, RequestUnknown: What was in force before
                or after cannot be read as it was.
        """
        if happening.what not in _COMPARED or not happening.recorded:
            return []
        today = local_day(moment(happening.recorded))
        history = self._reading.history(self.project)
        before = [each for each in history if each.position < happening.position]
        after = [each for each in history if each.position <= happening.position]
        both = (self._standing(fold(known, today) if known else None) for known in (before, after))
        return list(compare_standings(*both))

    def _papers(self) -> Iterator[str]:
        """Yield the digests of the decisions that were made on paper."""
        start = events.starts_with_kind(events.PaperAttached.kind)
        for _, body in self._log.bodies_of(start):
            # One that cannot be read says nothing of a paper, and hides nothing else.
            with suppress(events.EventUnknown, events.EventInvalid):
                what = events.parse_event(body).what
                if isinstance(what, events.PaperAttached):
                    yield what.decision_sha256

    def _standing(self, consent: ProjectConsent | None) -> Standing:
        choices = None if consent is None else self._reading.choices(consent)
        if consent is None or consent.given is None or choices is None:
            return Standing(consent)
        signed = self._shelf.exactly(consent.given.event.request_sha256)
        return Standing(consent, choices, signed.request)


def _entries(log: AuditLog, project: str) -> Iterator[Entry]:
    for position, body in log.bodies_of(*_FAMILIES):
        entry = sort_event(position, body)
        if entry is not None and entry.project in {project, EVERY_PROJECT}:
            yield entry


def _happening(entry: Entry, papers: AbstractSet[str]) -> Happening:
    event = entry.event()
    what = None if event is None else event.what
    decision = None
    if isinstance(what, events.ConsentGiven | events.ConsentRefused):
        decision = what.decision_sha256
    return Happening(
        entry.position,
        _what(event),
        entry.true_since,
        entry.recorded,
        event,
        is_on_paper=decision in papers,
    )


def _what(event: Event | None) -> What:
    match None if event is None else event.what:
        case events.ConsentGiven(act=act):
            return What(act)
        case events.DonationAnswered(answer=answer):
            return What(f"answer_{answer}")
        case events.ConsentWithdrawn(item=str()):
            return What.ITEM_WITHDRAWN
        case events.ConsentInvalidated(was_never_valid=True):
            return What.NEVER_VALID
        case None:
            return What.UNREADABLE
        case details:
            return _BY_KIND[details.kind]
