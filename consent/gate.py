"""The gate: the one place from which a ``Release`` comes, and without one nothing leaves.

It asks everything that is not about a single record: is the log whole and the clock
believable, is there a consent in force and can its signed document be read, may a restore
have lost a withdrawal, does the registry still publish exactly what was agreed to, is it
fresh, are recipient and purposes the ones that were agreed to. One no is enough; the first
is the reason, and it is logged. Why it is asked besides ``consent.policy`` stands in
``docs/adr/0016-policy-is-asked-twice.md``.
"""

from dataclasses import InitVar, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from consent.approval import Approval, Standing, judge_request
from consent.book import ConsentBook
from consent.choice_rules import widenings
from consent.choices import Choices
from consent.decision import DecisionUnreadable, SignedDecision
from consent.documents import ConsentDocumentGone, load_text
from consent.envelope import EnvelopeDamaged
from consent.fitting import fit_choices, version_in_force
from consent.ledger import ConsentState, ProjectConsent
from consent.mandate_rights import told_by
from consent.periods import local_day
from consent.policy import last_day
from consent.request import (
    ProjectRequest,
    RequestInvalid,
    RequestTooNew,
    SignedRequest,
)
from consent.shelf import RequestShelf, RequestUnknown
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import (
    PROGRAM,
    ConsentGiven,
    EventInvalid,
    EventUnknown,
    Position,
    ReleaseRefused,
    Restored,
    Why,
    moment,
    parse_event,
    starts_with_kind,
)
from datadonor.audit.log import AuditLog
from datadonor.registry.client import MOST_CLOCK_LAG, RegistryClient
from datadonor.registry.errors import RegistryCopyDamaged
from datadonor.registry.signed import Versions
from datadonor.registry.targets import Recipient
from datadonor.registry.view import RegistryView
from datadonor.texts import Language


class RefusalReason(StrEnum):
    """Why nothing may be released. Each has a sentence (``consent_refusals``)."""

    LOG_UNSOUND = "log_unsound"
    CLOCK_BEHIND = "clock_behind"
    NO_CONSENT = "no_consent"
    REFUSED = "refused"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    INVALIDATED = "invalidated"
    MANDATE_ENDED = "mandate_ended"
    UNDER_AGE = "under_age"
    RESTORED = "restored"
    CONSENT_UNREADABLE = "consent_unreadable"
    NO_REGISTRY = "no_registry"
    REGISTRY_DAMAGED = "registry_damaged"
    REGISTRY_STALE = "registry_stale"
    NOT_APPROVED = "not_approved"
    REVOKED = "revoked"
    PROJECT_ENDED = "project_ended"
    OTHER_RECIPIENT = "other_recipient"
    OTHER_PURPOSE = "other_purpose"
    NOTHING_GRANTED = "nothing_granted"


_BY_STATE: Final = {
    ConsentState.REFUSED: RefusalReason.REFUSED,
    ConsentState.EXPIRED: RefusalReason.EXPIRED,
    ConsentState.WITHDRAWN: RefusalReason.WITHDRAWN,
    ConsentState.STOPPED: RefusalReason.STOPPED,
    ConsentState.INVALIDATED: RefusalReason.INVALIDATED,
    ConsentState.UNKNOWN: RefusalReason.CONSENT_UNREADABLE,
}

_BY_STANDING: Final = {
    Standing.PROJECT_REVOKED: RefusalReason.REVOKED,
    Standing.RECIPIENT_REVOKED: RefusalReason.REVOKED,
    Standing.ENDED: RefusalReason.PROJECT_ENDED,
}

_UNREADABLE: Final = (
    ConsentDocumentGone,
    DecisionUnreadable,
    EnvelopeDamaged,
    RequestInvalid,
    RequestTooNew,
    RequestUnknown,
)


@dataclass(frozen=True, slots=True)
class Purpose:
    """What someone is about to send data for.

    Attributes:
        project: The registry's id.
        recipient: Whom the bundle would be sealed for; None means the project's own.
        purposes: What it would be used for (IRIs), at least one; None means the project's own.
    """

    project: str
    recipient: str | None = None
    purposes: frozenset[str] | None = None


_OF_THE_GATE: Final = object()
"""What a release is made with, so that no other module makes or alters one by mistake."""


@dataclass(frozen=True, slots=True)
class Release:
    """The right to send, now, what one decision permits. Only the gate makes one.

    Attributes:
        request: What the rules are asked against: the version agreed to, or a later one
            that asks for less.
        choices: Fitted to that version.
        agreed: The version that the consent is to.
        decision: The consent.
        recipient: The registry's record of whom it is sealed for.
        registry_versions: Of the registry that said so.
        now: When the gate was asked. A release is used at once, never kept.

    Raises:
        TypeError: Somebody else makes one.
    """

    request: ProjectRequest
    choices: Choices
    agreed: SignedRequest
    decision: SignedDecision
    recipient: Recipient
    registry_versions: Versions
    now: datetime
    made_by: InitVar[object]

    def __post_init__(self, made_by: object) -> None:
        if made_by is not _OF_THE_GATE:
            raise TypeError("only the gate makes a release")


class _Denied(Exception):
    """The gate stays closed."""

    def __init__(self, reason: RefusalReason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Refusal:
    """The gate stayed closed, and why."""

    project: str
    reason: RefusalReason


class Gate:
    """The gate of one open vault. Used on the vault's writing thread."""

    def __init__(self, opened: OpenVault) -> None:
        """Look into an open vault."""
        self._opened = opened
        self._book = ConsentBook(opened)

    def open(self, purpose: Purpose) -> Release | Refusal:
        """Ask everything, and log a refusal.

        A vault that can only be read logs nothing, and nothing is released from it.

        Raises:
            DiskFull, DiskRefused: A refusal could not be logged; nothing may be released.
        """
        answer = self.look(purpose)
        if isinstance(answer, Refusal) and not self._opened.vault.is_read_only:
            self._log_refusal(answer)
        return answer

    def look(self, purpose: Purpose) -> Release | Refusal:
        """Ask everything without logging: what would happen if it were asked now."""
        try:
            return self._release(purpose)
        except _Denied as denied:
            return Refusal(purpose.project, denied.reason)

    def _release(self, purpose: Purpose) -> Release:
        log = self._opened.log
        if self._opened.vault.is_read_only:
            raise _Denied(RefusalReason.LOG_UNSOUND)
        if log.clock_lag > MOST_CLOCK_LAG:
            raise _Denied(RefusalReason.CLOCK_BEHIND)
        now = log.now()
        consent = self._consent(purpose.project)
        agreed, decision, choices = self._agreed(consent)
        self._require_right_still(decision, now)
        view = self._view(now)
        recipient = _require_approved(agreed, view, now)
        request = version_in_force(agreed, view, now)
        _require_purpose(request, purpose)
        fitted = choices if request is agreed.request else fit_choices(choices, request)
        if local_day(now) > last_day(request, fitted):
            raise _Denied(RefusalReason.PROJECT_ENDED)
        if not fitted.granted:
            raise _Denied(RefusalReason.NOTHING_GRANTED)
        return Release(
            request, fitted, agreed, decision, recipient, view.versions, now, _OF_THE_GATE
        )

    def _consent(self, project: str) -> ProjectConsent:
        consent = self._book.consent(project)
        if consent is None or consent.state in {ConsentState.REQUESTED, ConsentState.PUT_OFF}:
            raise _Denied(RefusalReason.NO_CONSENT)
        if not consent.state.is_in_force:
            raise _Denied(_BY_STATE[consent.state])
        if consent.given is None:
            raise _Denied(RefusalReason.CONSENT_UNREADABLE)
        if _may_lack_events(self._opened.log, consent.given.position):
            raise _Denied(RefusalReason.RESTORED)
        return consent

    def _agreed(self, consent: ProjectConsent) -> tuple[SignedRequest, SignedDecision, Choices]:
        """Return what was agreed to, by the very bytes that the log names."""
        try:
            decision = self._book.decision(consent)
            choices = self._book.choices(consent)
            if decision is None or choices is None or consent.given is None:
                raise _Denied(RefusalReason.CONSENT_UNREADABLE)
            event = consent.given.event
            signed = RequestShelf(self._opened).exactly(event.request_sha256)
            load_text(self._opened.vault.connection, event.text_sha256)
        except _UNREADABLE:
            raise _Denied(RefusalReason.CONSENT_UNREADABLE) from None
        if not _are_of_one_act(event, decision, signed):
            raise _Denied(RefusalReason.CONSENT_UNREADABLE)
        return signed, decision, choices

    def _require_right_still(self, signed: SignedDecision, now: datetime) -> None:
        """Check that whoever said yes had the right to, and that those who decide still have it.

        A yes of the person's own can be from before anybody wrote down that they are under
        age. It does not come to count by itself when they turn 18.
        """
        choices = signed.decision.choices
        is_own = choices.given_by == "self"
        try:
            told = told_by(self._opened.log)
        except (EventUnknown, EventInvalid):
            unread = RefusalReason.CONSENT_UNREADABLE if is_own else RefusalReason.MANDATE_ENDED
            raise _Denied(unread) from None
        if is_own and told.is_under_age(local_day(moment(signed.decision.decided))):
            raise _Denied(RefusalReason.UNDER_AGE)
        day = local_day(now)
        if not told.has_word_of_holders(signed.digest, choices.given_by, choices.basis, day):
            raise _Denied(RefusalReason.MANDATE_ENDED)

    def _view(self, now: datetime) -> RegistryView:
        try:
            view = RegistryClient(self._opened).view()
        except RegistryCopyDamaged:
            raise _Denied(RefusalReason.REGISTRY_DAMAGED) from None
        if view is None:
            raise _Denied(RefusalReason.NO_REGISTRY)
        if not view.is_fresh(now):
            raise _Denied(RefusalReason.REGISTRY_STALE)
        return view

    def _log_refusal(self, refusal: Refusal) -> None:
        consent = self._book.consent(refusal.project)
        given = None if consent is None else consent.given
        details = ReleaseRefused(
            reason=refusal.reason,
            decision_sha256=None if given is None else given.event.decision_sha256,
        )
        # What the log knows nothing of may be anything that was typed, and is not repeated.
        project = None if consent is None else refusal.project
        self._opened.log.record(details, PROGRAM, why=Why.POLICY, project=project)


def _may_lack_events(log: AuditLog, since: Position) -> bool:
    """Say whether events are missing that may have been written after one that is there.

    A backup that was put back brings consents with it; a withdrawal can be among what it
    lacks. What cannot be counted, or read, may be one.
    """
    for position, body in log.bodies_of(starts_with_kind(Restored.kind)):
        if position < since:
            continue
        try:
            what = parse_event(body).what
        except (EventUnknown, EventInvalid):
            return True
        if not isinstance(what, Restored) or what.missing != 0:
            return True
    return False


def _are_of_one_act(event: ConsentGiven, signed: SignedDecision, request: SignedRequest) -> bool:
    """Say whether event, decision and request fit, and the choices keep within what was asked.

    That the decision is what the event names was asked when it was read.
    """
    said = signed.decision
    return (
        said.project == request.request.id
        and said.request_version == request.request.version
        and said.choices.text_sha256 == event.text_sha256
        and next(widenings(request.request, said.choices), None) is None
    )


def _require_approved(signed: SignedRequest, view: RegistryView, now: datetime) -> Recipient:
    approval: Approval = judge_request(signed, view, now, Language.ENGLISH)
    if not approval.is_approved or approval.recipient is None:
        reason = _BY_STANDING.get(approval.standing, RefusalReason.NOT_APPROVED)
        raise _Denied(reason)
    return approval.recipient


def _require_purpose(request: ProjectRequest, purpose: Purpose) -> None:
    if purpose.recipient not in (None, request.recipient):
        raise _Denied(RefusalReason.OTHER_RECIPIENT)
    if purpose.purposes is None:
        return
    if not purpose.purposes or not purpose.purposes <= set(request.purposes):
        raise _Denied(RefusalReason.OTHER_PURPOSE)
