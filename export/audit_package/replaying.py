"""Each release of a package asked of the policy anew: was it covered when it was made?

What counts is what the log held at that moment. A consent that was recorded afterwards, or
that says it is older than it is, covers nothing that had left by then. The rules are those
of ``consent.ledger`` and ``consent.policy``, which the gate asked too; nothing here believes
that the gate did.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from consent.choice_rules import widenings
from consent.decision import SignedDecision
from consent.ledger import ConsentState, Given, Ledger, ProjectConsent, fold
from consent.log_entries import EVERY_PROJECT, Entry
from consent.periods import local_day
from consent.policy import last_day
from consent.request import SignedRequest
from datadonor.audit.events import (
    DonationDropped,
    DonationSealed,
    DonationSent,
    Event,
    Position,
    moment,
)
from datadonor.audit.package_findings import PackageFinding, finding
from export.audit_package.on_behalf import Rights
from export.audit_package.reading import Package

OTHER_DECISION: Final = "other_decision"
OTHER_RECIPIENT: Final = "other_recipient"
OVER: Final = "over"
NOTHING_GRANTED: Final = "nothing_granted"
WIDER: Final = "wider"
NEVER_SEALED: Final = "never_sealed"
MAY_LACK_EVENTS: Final = "may_lack_events"
NOT_AS_SEALED: Final = "not_as_sealed"
DROPPED: Final = "dropped"
NO_CONSENT: Final = "no_consent"

_AS_SEALED: Final = ("sequence", "confirmed_sha256")


@dataclass(frozen=True)
class Replayed:
    """One step by which data left: sealed, or sent.

    Attributes:
        position: In the log.
        event: As the log has it.
        consent: How the project stood then, by what was known then.
        reason: Why it was not covered; nothing if it was.
        is_backdated: Whether a consent that was recorded later claims to cover it.
    """

    position: Position
    event: Event
    consent: ProjectConsent | None
    reason: str | None
    is_backdated: bool = False

    @property
    def is_covered(self) -> bool:
        """Whether a consent covered it at that moment."""
        return self.reason is None

    def findings(self) -> Iterator[PackageFinding]:
        """Yield what is wrong with it."""
        step = self.event.kind.removeprefix("donation.")
        if self.is_backdated:
            yield finding("CONSENT_BACKDATED", self.position, step=step)
        elif self.reason is not None:
            yield finding("RELEASE_OUTSIDE_CONSENT", self.position, reason=self.reason, step=step)


def replay(package: Package, rights: Rights) -> list[Replayed]:
    """Return every release, each judged by the events before it."""
    return list(_Replay(package, rights).releases())


# -- within ---------------------------------------------------------------------------


class _Replay:
    """The log of a package, gone through once: what was folded is not folded anew."""

    def __init__(self, package: Package, rights: Rights) -> None:
        self._package = package
        self._rights = rights
        self._sealed: dict[str, Event] = {}
        self._dropped: set[str] = set()
        self._standing: dict[str, tuple[date, ProjectConsent | None]] = {}
        self._grants: dict[tuple[str, str, frozenset[str]], tuple[str | None, date]] = {}

    def releases(self) -> Iterator[Replayed]:
        ledger, waiting = Ledger(), deque(self._package.entries)
        for position, event in self._package.told("donation."):
            what = event.what
            if isinstance(what, DonationDropped):
                self._dropped.add(what.bundle_sha256)
            if not isinstance(what, DonationSealed | DonationSent):
                continue
            if isinstance(what, DonationSealed):
                self._sealed[what.bundle_sha256] = event
                self._dropped.discard(what.bundle_sha256)
            while waiting and waiting[0].position < position:
                self._add(ledger, waiting.popleft())
            yield self._judged(position, event, what, self._consent(ledger, event))

    # -- within ---------------------------------------------------------------

    def _add(self, ledger: Ledger, entry: Entry) -> None:
        ledger.add([entry])
        if entry.project == EVERY_PROJECT:
            self._standing.clear()
        self._standing.pop(entry.project, None)

    def _consent(self, ledger: Ledger, event: Event) -> ProjectConsent | None:
        """Return how the project of a release stood on its day, by what was recorded by then."""
        project, today = event.project or "", local_day(moment(event.when.recorded))
        known = self._standing.get(project)
        if known is None or known[0] != today:
            known = self._standing[project] = (today, ledger.consent(project, today))
        return known[1]

    def _judged(
        self,
        position: Position,
        event: Event,
        what: DonationSealed | DonationSent,
        consent: ProjectConsent | None,
    ) -> Replayed:
        first = self._sealed.get(what.bundle_sha256)
        sealed = None if first is None else first.what
        if first is None or not isinstance(sealed, DonationSealed):
            return Replayed(position, event, consent, NEVER_SEALED)
        if what.bundle_sha256 in self._dropped:
            return Replayed(position, event, consent, DROPPED)
        if (other := _otherwise(event, first)) is not None:
            return Replayed(position, event, consent, other)
        if consent is None or not consent.state.is_in_force or consent.given is None:
            is_backdated = self._would_hold_by_later_events(position, event)
            return Replayed(position, event, consent, _state_reason(consent), is_backdated)
        reason = self._against((position, event), sealed, consent, consent.given)
        return Replayed(position, event, consent, reason)

    def _would_hold_by_later_events(self, position: Position, event: Event) -> bool:
        """Say whether something that was recorded after a release claims to have covered it."""
        history = self._histories.get(event.project or "", [])
        if not any(entry.is_backdated for entry in history if entry.position > position):
            return False
        recorded = event.when.recorded
        return fold(history, local_day(moment(recorded)), recorded).state.is_in_force

    @cached_property
    def _histories(self) -> dict[str, list[Entry]]:
        """The events of each project, in the log's order."""
        entries = self._package.entries
        found: dict[str, list[Entry]] = {entry.project: [] for entry in entries}
        for entry in entries:
            about = found if entry.project == EVERY_PROJECT else (entry.project,)
            for project in about:
                found[project].append(entry)
        return found

    def _against(
        self,
        placed: tuple[Position, Event],
        sealed: DonationSealed,
        consent: ProjectConsent,
        given: Given,
    ) -> str | None:
        """Return the first thing that speaks against a release under a consent in force."""
        package, (position, event) = self._package, placed
        if sealed.decision_sha256 != given.event.decision_sha256:
            return OTHER_DECISION
        if _may_lack_events(package, given.position, position):
            return MAY_LACK_EVENTS
        if (void := self._rights.why_void(given.position, position, event)) is not None:
            return void
        signed = package.request(given.event.request_sha256)
        asked = None if signed is None else (signed.request.recipient, signed.request.id)
        if asked not in (None, (sealed.recipient, event.project)):
            return OTHER_RECIPIENT
        decision = package.decision(sealed.decision_sha256)
        if signed is None or decision is None:
            return None  # said once, for the document that is not there
        return self._beyond(signed, decision, consent, event)

    def _beyond(
        self,
        signed: SignedRequest,
        decision: SignedDecision,
        consent: ProjectConsent,
        event: Event,
    ) -> str | None:
        """Say in what a release goes beyond its decision, if it does."""
        key = (signed.digest, decision.digest, consent.withdrawn_items)
        if key not in self._grants:
            self._grants[key] = _granted(signed, decision, consent.withdrawn_items)
        reason, last = self._grants[key]
        return reason or (OVER if local_day(moment(event.when.recorded)) > last else None)


def _otherwise(event: Event, sealed: Event) -> str | None:
    """Say in what a release is not the bundle that was sealed, if it is not."""
    if getattr(event.what, "recipient", None) != getattr(sealed.what, "recipient", None):
        return OTHER_RECIPIENT
    said, meant = (
        (each.project, *(getattr(each.what, name, None) for name in _AS_SEALED))
        for each in (event, sealed)
    )
    return None if said == meant else NOT_AS_SEALED


def _state_reason(consent: ProjectConsent | None) -> str:
    if consent is None or consent.state in {ConsentState.REQUESTED, ConsentState.PUT_OFF}:
        return NO_CONSENT
    return consent.state.value


def _granted(
    signed: SignedRequest, decision: SignedDecision, withdrawn: frozenset[str]
) -> tuple[str | None, date]:
    """Say in what a decision goes beyond what was asked, if it does, and its last day."""
    request, choices = signed.request, decision.decision.choices
    for item in withdrawn:
        choices = choices.without_item(item)
    last = last_day(request, choices)
    if decision.decision.project != request.id or next(widenings(request, choices), None):
        return WIDER, last
    return (None if choices.granted else NOTHING_GRANTED), last


def _may_lack_events(package: Package, since: Position, until: Position) -> bool:
    """Say whether a restore between consent and release may have lost a withdrawal."""
    return any(since < place < until for place in package.losses)
