"""Consent as the log tells it: the state now, and the state on any day.

The state is a fold over events and nothing else. Two times are kept apart: when a
decision was *true* (a paper was signed on the 3rd) and when it was *recorded* (it was
typed in on the 10th), so that both "what held on the 3rd" and "what did we know of it
then" have an answer. Days are days in Denmark. Fails closed: an event about a consent
that this program cannot read makes the consent unknown, and nothing is released.

Must not know: choices and requests (the events name them), the registry, the clock.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from consent.log_entries import (
    EVERY_PROJECT,
    STARTS,
    Entry,
    entries,
    entry_of,
    project_of,
    sort_event,
)
from consent.periods import local_day
from datadonor.audit import events
from datadonor.audit.events import (
    ConsentGiven,
    ConsentInvalidated,
    ConsentPutOff,
    ConsentRefused,
    ConsentStopped,
    ConsentWithdrawn,
    Position,
    RequestAdded,
)
from datadonor.audit.log import AuditLog
from datadonor.records.rollups import ZONE

__all__ = [
    "EVERY_PROJECT",
    "STARTS",
    "ConsentState",
    "Entry",
    "Given",
    "Ledger",
    "ProjectConsent",
    "consent_at",
    "entries",
    "entry_of",
    "fold",
    "load_ledger",
    "sort_event",
]


class ConsentState(StrEnum):
    """How one project stands. Each has words in the catalogue (``consent_states``)."""

    REQUESTED = "requested"
    PUT_OFF = "put_off"
    REFUSED = "refused"
    GIVEN = "given"
    RENEWED = "renewed"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    INVALIDATED = "invalidated"
    UNKNOWN = "unknown"

    @property
    def is_in_force(self) -> bool:
        """Whether data may be released in this state (DPV: ConsentGiven, RenewedConsentGiven)."""
        return self in {ConsentState.GIVEN, ConsentState.RENEWED}


class Given(NamedTuple):
    """The consent that a state is about: the last one that was given, changed or renewed."""

    position: Position
    true_since: str
    recorded: str
    event: ConsentGiven


@dataclass(frozen=True, slots=True)
class ProjectConsent:
    """How one project stands at a moment.

    Attributes:
        project: The registry's id.
        state: What it comes to.
        given: The last consent, also when it holds no longer; nothing if there was none.
        withdrawn_items: Items of that consent that were withdrawn since.
        since: When the state became true, as the log writes moments.
        recorded: When that was recorded.
        position: Of the event that made it so; of an expired one, of the consent.
        reason: Why others ended it, or on what ground it was found not to hold.
        by: Who made it so: ``self``, ``guardian``, ``proxy``, ``program``, or of a consent
            that others ended ``controller`` or ``registry``.
    """

    project: str
    state: ConsentState
    given: Given | None = None
    withdrawn_items: frozenset[str] = frozenset()
    since: str | None = None
    recorded: str | None = None
    position: Position | None = None
    reason: str | None = None
    by: str | None = None


class Ledger:
    """The consents of a vault, folded event by event. Takes events in the log's order.

    Of each project those events are kept that can still matter: the last consent and
    what came after it. So it is as quick with a long history as with a short one.
    """

    def __init__(self) -> None:
        """Begin with no project."""
        self._kept: dict[str, list[Entry]] = {}
        self._about_any: list[Entry] = []

    def add(self, entries: Iterable[Entry]) -> None:
        """Fold more events in, in the order of the log. Batches may be cut anywhere."""
        for entry in entries:
            if entry.project == EVERY_PROJECT:
                self._about_any.append(entry)
                continue
            kept = self._kept.get(entry.project)
            if kept is None:
                kept = self._kept[entry.project] = []
            elif entry.replaces_all_before:
                # Whatever was true before it, and all of this was.
                kept.clear()
            kept.append(entry)

    @property
    def projects(self) -> tuple[str, ...]:
        """The ids of all projects that the log tells of, ascending."""
        return tuple(sorted(self._kept))

    def consent(self, project: str, today: date) -> ProjectConsent | None:
        """Return how a project stands today; nothing if the log tells nothing of it.

        Args:
            project: The registry's id.
            today: In Denmark.
        """
        kept = self._kept.get(project)
        if kept is None:
            return None
        return fold(sorted([*kept, *self._about_any], key=lambda entry: entry.position), today)

    def consents(self, today: date) -> list[ProjectConsent]:
        """Return how every project stands today, by id."""
        found = (self.consent(project, today) for project in self.projects)
        return [consent for consent in found if consent is not None]


def load_ledger(log: AuditLog) -> Ledger:
    """Fold the whole log.

    From its end, so that what a ledger would forget is hardly looked at.
    """
    matters: list[Entry] = []
    settled: set[bytes] = set()
    for position, body in reversed(list(log.bodies_of(*STARTS))):
        if project_of(body) in settled:
            continue
        entry = entry_of(position, body)
        if entry is not None:
            matters.append(entry)
            if entry.replaces_all_before:
                settled.add(entry.project.encode())
    ledger = Ledger()
    ledger.add(reversed(matters))
    return ledger


def consent_at(
    history: Sequence[Entry], true_at: datetime, known_at: datetime | None = None
) -> ProjectConsent | None:
    """Return how a project stood at a moment, by what was known at another.

    Args:
        history: All events of one project, in the log's order.
        true_at: The moment asked about, with zone.
        known_at: Leave out what was recorded later; everything counts if left out.

    Returns:
        Nothing if the log tells nothing of the project at that moment.
    """
    moment = events.instant(true_at)
    latest = None if known_at is None else events.instant(known_at)
    known = [entry for entry in history if latest is None or entry.recorded <= latest]
    if not any(since <= moment for since, _ in _in_true_order(known)):
        return None
    return fold(known, local_day(true_at), moment)


def fold(history: Sequence[Entry], today: date, moment: str | None = None) -> ProjectConsent:
    """Return what the events of one project come to on a day.

    Args:
        history: At least one, all of one project, in the log's order.
        today: In Denmark; a consent whose last day is over has run out.
        moment: Leave out what became true later, as the log writes moments.
    """
    ordered = _in_true_order(history)
    project = next((each.project for each in history if each.project), EVERY_PROJECT)
    never_held = _never_held([entry for _, entry in ordered])
    consent = ProjectConsent(project, ConsentState.REQUESTED)
    for since, entry in ordered:
        if moment is not None and since > moment:
            break
        consent = _next(consent, entry)
        finding = never_held.get(entry.position)
        if finding is not None:
            consent = replace(_next(consent, finding), since=since)
    if consent.state.is_in_force and consent.given is not None:
        last_day = date.fromisoformat(consent.given.event.last_day)
        if last_day < today:
            since = events.instant(datetime.combine(last_day + timedelta(days=1), time(), ZONE))
            return replace(consent, state=ConsentState.EXPIRED, since=since)
    return consent


def _next(before: ProjectConsent, entry: Entry) -> ProjectConsent:
    """Return how a project stands after one more event."""
    event = entry.event()
    given, items, state, reason = before.given, before.withdrawn_items, ConsentState.UNKNOWN, None
    match None if event is None else event.what:
        case ConsentGiven() as what:
            given = Given(entry.position, entry.true_since, entry.recorded, what)
            items = frozenset()
            state = ConsentState.RENEWED if what.act == "renewed" else ConsentState.GIVEN
        case ConsentWithdrawn(item=str() as item) if before.state.is_in_force:
            state, items = before.state, items | {item}
        case ConsentWithdrawn():
            state = ConsentState.WITHDRAWN
        case ConsentStopped() as what:
            state, reason = ConsentState.STOPPED, what.reason
        case ConsentInvalidated() as what:
            state, reason = ConsentState.INVALIDATED, what.ground
        case ConsentRefused():
            state = ConsentState.REFUSED
        case (ConsentPutOff() | RequestAdded()) as what:
            # A newer version on the shelf, or a while to think, ends no consent and no refusal.
            if before.state not in {ConsentState.REQUESTED, ConsentState.PUT_OFF}:
                return before
            is_put_off = isinstance(what, ConsentPutOff)
            state = ConsentState.PUT_OFF if is_put_off else ConsentState.REQUESTED
        case _:
            pass
    return ProjectConsent(
        before.project,
        state,
        given,
        items,
        entry.true_since or None,
        entry.recorded or None,
        entry.position,
        reason,
        None if event is None else getattr(event.what, "by", event.who.capacity),
    )


def _in_true_order(history: Sequence[Entry]) -> list[tuple[str, Entry]]:
    """Return events with when they were true, ascending; of one moment, by their place.

    What has no time that can be read is taken where it stands in the log.
    """
    dated, latest = [], ""
    for entry in history:
        latest = max(latest, entry.recorded)
        dated.append((entry.true_since or latest, entry))
    dated.sort(key=lambda one: (one[0], one[1].position))
    return dated


def _never_held(ordered: Sequence[Entry]) -> dict[Position, Entry]:
    """Return the consents that were found never to have held, each with the event that says so.

    Such a finding is about the consent of that moment: in its last form and, because a
    change rests on what was shown and answered before it, in those that it changed.
    """
    found: dict[Position, Entry] = {}
    for place, entry in enumerate(ordered):
        if not _reaches_back(entry):
            continue
        for earlier in reversed(ordered[:place]):
            if earlier.kind != ConsentGiven.kind or earlier.position > entry.position:
                continue
            found[earlier.position] = entry
            event = earlier.event()
            if event is not None and getattr(event.what, "act", None) != "changed":
                break
    return found


def _reaches_back(entry: Entry) -> bool:
    """Say whether an event says that a consent did not hold from its first day."""
    if entry.kind != ConsentInvalidated.kind:
        return False
    event = entry.event()
    return event is None or getattr(event.what, "was_never_valid", True)
