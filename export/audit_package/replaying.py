"""Each release of a package asked of the policy anew: was it covered when it was made?

What counts is what the log held at that moment. A consent that was recorded afterwards, or
that says it is older than it is, covers nothing that had left by then. The rules are those
of ``consent.ledger`` and ``consent.policy``, which the gate asked too; nothing here believes
that the gate did.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from consent.choice_rules import widenings
from consent.decision import SignedDecision
from consent.ledger import ConsentState, Ledger, ProjectConsent, fold
from consent.periods import local_day
from consent.policy import last_day
from consent.request import SignedRequest
from datadonor.audit.events import (
    DonationSealed,
    DonationSent,
    Event,
    Position,
    moment,
)
from datadonor.audit.package_findings import PackageFinding, finding
from export.audit_package.reading import Package

OTHER_DECISION: Final = "other_decision"
OTHER_RECIPIENT: Final = "other_recipient"
OVER: Final = "over"
NOTHING_GRANTED: Final = "nothing_granted"
WIDER: Final = "wider"
NEVER_SEALED: Final = "never_sealed"
MAY_LACK_EVENTS: Final = "may_lack_events"
NO_CONSENT: Final = "no_consent"


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
        if self.is_backdated:
            yield finding("CONSENT_BACKDATED", self.position)
        elif self.reason is not None:
            yield finding("RELEASE_OUTSIDE_CONSENT", self.position, reason=self.reason)


def replay(package: Package) -> list[Replayed]:
    """Return every release, each judged by the events before it."""
    releases = []
    sealed: dict[str, DonationSealed] = {}
    ledger, waiting = Ledger(), deque(package.entries)
    for position, event in package.told("donation."):
        what = event.what
        if not isinstance(what, DonationSealed | DonationSent):
            continue
        if isinstance(what, DonationSealed):
            sealed[what.bundle_sha256] = what
        while waiting and waiting[0].position < position:
            ledger.add([waiting.popleft()])
        today = local_day(moment(event.when.recorded))
        consent = ledger.consent(event.project or "", today)
        by = sealed.get(what.bundle_sha256)
        releases.append(_judged(package, (position, event), by, consent))
    return releases


# -- within ---------------------------------------------------------------------------


def _judged(
    package: Package,
    placed: tuple[Position, Event],
    sealed: DonationSealed | None,
    consent: ProjectConsent | None,
) -> Replayed:
    position, event = placed
    if sealed is None:
        return Replayed(position, event, consent, NEVER_SEALED)
    if consent is None or not consent.state.is_in_force or consent.given is None:
        is_backdated = _would_hold_by_later_events(package, placed)
        return Replayed(position, event, consent, _state_reason(consent), is_backdated)
    return Replayed(position, event, consent, _against(package, placed, sealed, consent))


def _would_hold_by_later_events(package: Package, placed: tuple[Position, Event]) -> bool:
    """Say whether something that was recorded after a release claims to have covered it."""
    position, event = placed
    history = [entry for entry in package.entries if entry.project in {event.project, ""}]
    if not any(entry.is_backdated for entry in history if entry.position > position):
        return False
    recorded = event.when.recorded
    return fold(history, local_day(moment(recorded)), recorded).state.is_in_force


def _state_reason(consent: ProjectConsent | None) -> str:
    if consent is None or consent.state in {ConsentState.REQUESTED, ConsentState.PUT_OFF}:
        return NO_CONSENT
    return consent.state.value


def _against(
    package: Package,
    placed: tuple[Position, Event],
    sealed: DonationSealed,
    consent: ProjectConsent,
) -> str | None:
    """Return the first thing that speaks against a release under a consent in force."""
    position, event = placed
    given = consent.given
    if given is None or sealed.decision_sha256 != given.event.decision_sha256:
        return OTHER_DECISION
    if _may_lack_events(package, given.position, position):
        return MAY_LACK_EVENTS
    signed = package.request(given.event.request_sha256)
    if signed is None:
        return None  # said once, for the document that is not there
    request = signed.request
    if (sealed.recipient, event.project) != (request.recipient, request.id):
        return OTHER_RECIPIENT
    decision = package.decision(sealed.decision_sha256)
    return None if decision is None else _beyond(signed, decision, consent, event)


def _beyond(
    signed: SignedRequest, decision: SignedDecision, consent: ProjectConsent, event: Event
) -> str | None:
    """Say in what a release goes beyond its decision, if it does."""
    request, choices = signed.request, decision.decision.choices
    for item in consent.withdrawn_items:
        choices = choices.without_item(item)
    if decision.decision.project != request.id or next(widenings(request, choices), None):
        return WIDER
    if not choices.granted:
        return NOTHING_GRANTED
    over = local_day(moment(event.when.recorded)) > last_day(request, choices)
    return OVER if over else None


def _may_lack_events(package: Package, since: Position, until: Position) -> bool:
    """Say whether a restore between consent and release may have lost a withdrawal."""
    return any(since < place < until for place in package.losses)
