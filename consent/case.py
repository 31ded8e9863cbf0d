"""One project as the person meets it: request, approval, consent, and what is new.

Read from an open vault in one go, for whoever shows it or takes an answer to it. Used on
the vault's writing thread. Must not know: a terminal, a window, the words on either.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from consent.agreement import Agreement, agreement_text
from consent.approval import Approval, judge_request
from consent.book import ConsentBook
from consent.choices import Choices
from consent.documents import load_text
from consent.envelope import EnvelopeDamaged
from consent.gate import RefusalReason
from consent.ledger import ConsentState, ProjectConsent, consent_at
from consent.refusal_words import held_reason
from consent.request import RequestInvalid, RequestTooNew, SignedRequest, open_request
from consent.request_versions import Change, compare_requests, needs_new_consent
from consent.shelf import RequestShelf, RequestUnknown
from datadonor.audit.custody import OpenVault
from datadonor.registry.client import RegistryClient
from datadonor.registry.errors import RegistryCopyDamaged
from datadonor.registry.view import RegistryView
from datadonor.texts import Language

_ASKED_ANEW: Final = frozenset({ConsentState.REQUESTED, ConsentState.PUT_OFF, ConsentState.REFUSED})


class Which(StrEnum):
    """Which version of a request is meant."""

    STANDING = "standing"  # the one that the state is about: agreed to, or newest
    AGREED = "agreed"  # the one that the last consent is to, in force or over


@dataclass(frozen=True, slots=True)
class ConsentCase:
    """One project: what is asked, what the registry says of it, and how its consent stands.

    Attributes:
        opened: The vault it was read from.
        signed: The request in question.
        approval: What the registry says of it now.
        consent: How the project stands, now or at the moment asked about.
        changes: What the newest later version has changed; empty if there is none.
        is_past: Whether it is how the project stood, and not how it stands.
    """

    opened: OpenVault
    signed: SignedRequest
    approval: Approval
    consent: ProjectConsent
    changes: tuple[Change, ...] = ()
    is_past: bool = False

    @property
    def book(self) -> ConsentBook:
        """The decisions of the vault."""
        return ConsentBook(self.opened)

    @property
    def is_in_force(self) -> bool:
        """Whether data may be sent by it."""
        return self.consent.state.is_in_force

    @property
    def is_answered_yes(self) -> bool:
        """Whether the consent in force is to this very version."""
        given = self.consent.given
        is_this = given is not None and given.event.request_sha256 == self.signed.digest
        return self.is_in_force and is_this

    @property
    def asks_for_more(self) -> bool:
        """Whether a later version asks for more than the consent in force is to."""
        return self.is_in_force and needs_new_consent(self.changes)

    @property
    def held_by(self) -> RefusalReason | None:
        """Why nothing could be sent just now, although the consent is in force."""
        if self.is_past or not self.is_in_force:
            return None
        return held_reason(self.opened, self.signed.request.id)

    def choices(self) -> Choices | None:
        """Return what is granted; nothing if no consent is in force.

        Raises:
            ConsentDocumentGone, DecisionUnreadable: The decision is not there as it was signed.
        """
        return self.book.choices(self.consent)

    def agreement(self, language: Language) -> Agreement:
        """Return the text of the request in question, in one language."""
        return agreement_text(self.signed.request, self.approval.recipient, language)

    def text(self, language: Language) -> Agreement:
        """Return the text that was agreed to; the one to be agreed to if there is no consent.

        Raises:
            ConsentDocumentGone: The text agreed to is not there as it was.
        """
        given = self.consent.given
        if not self.is_in_force or given is None:
            return self.agreement(language)
        content = load_text(self.opened.vault.connection, given.event.text_sha256)
        return Agreement(content, Language(given.event.language))


def case_of(
    opened: OpenVault, project: str, language: Language, which: Which = Which.STANDING
) -> ConsentCase:
    """Return how one project stands now.

    Args:
        opened: The vault.
        project: The registry's id.
        language: Of what the registry says.
        which: Of the request's versions.

    Raises:
        RequestUnknown: There is no such request.
    """
    consent = ConsentBook(opened).consent(project)
    if consent is None:
        raise RequestUnknown
    return _case(_signed(opened, consent, which), consent, _view(opened), opened, language)


def case_to_answer(
    opened: OpenVault, project: str, language: Language, version: int | None
) -> ConsentCase:
    """Return a request that is to be answered, and how its project stands now.

    Args:
        opened: The vault.
        project: The registry's id.
        language: Of what the registry says.
        version: Of the request; otherwise the newest that was taken in.

    Raises:
        RequestUnknown: There is no such request, or no such version.
    """
    signed = RequestShelf(opened).get(project, version)
    consent = ConsentBook(opened).consent(project)
    if consent is None:
        raise RequestUnknown
    return _case(signed, consent, _view(opened), opened, language)


def case_at(
    opened: OpenVault,
    project: str,
    language: Language,
    true_at: datetime,
    known_at: datetime | None,
) -> ConsentCase | None:
    """Return how one project stood at a moment; nothing if nothing was known of it then.

    Args:
        opened: The vault.
        project: The registry's id.
        language: Of what the registry says.
        true_at: The moment asked about.
        known_at: Leave out what was recorded later; everything counts if left out.

    Raises:
        RequestUnknown: As ``case_of`` says.
    """
    history = ConsentBook(opened).history(project)
    consent = consent_at(history, true_at, known_at)
    if consent is None:
        return None
    signed = _signed(opened, consent, Which.STANDING)
    case = _case(signed, consent, _view(opened), opened, language)
    return replace(case, changes=(), is_past=True)  # what is asked now was not asked then


def all_cases(opened: OpenVault, language: Language) -> list[ConsentCase]:
    """Return how every project stands now, by id; of those whose request the vault still has."""
    cases, view = [], _view(opened)
    for consent in ConsentBook(opened).consents():
        try:
            signed = _signed(opened, consent, Which.STANDING)
        except RequestUnknown:
            continue
        cases.append(_case(signed, consent, view, opened, language))
    return cases


def asking_for_more(opened: OpenVault, language: Language) -> list[str]:
    """Return the projects whose newest version asks for more than the consent in force is to."""
    return [case.signed.request.id for case in all_cases(opened, language) if case.asks_for_more]


# -- within ---------------------------------------------------------------------------


def _case(
    signed: SignedRequest,
    consent: ProjectConsent,
    view: RegistryView | None,
    opened: OpenVault,
    language: Language,
) -> ConsentCase:
    approval = judge_request(signed, view, opened.log.now(), language)
    return ConsentCase(opened, signed, approval, consent, _changes(opened, signed, view))


def _view(opened: OpenVault) -> RegistryView | None:
    """Return what the registry says; nothing if the copy is damaged.

    A no and a withdrawal need no registry, and without one nothing is approved.
    """
    try:
        return RegistryClient(opened).view()
    except RegistryCopyDamaged:
        return None


def _signed(opened: OpenVault, consent: ProjectConsent, which: Which) -> SignedRequest:
    shelf, given = RequestShelf(opened), consent.given
    is_agreed = which is Which.AGREED or consent.state not in _ASKED_ANEW
    if given is not None and is_agreed:
        return shelf.exactly(given.event.request_sha256)
    return shelf.get(consent.project)


def _changes(
    opened: OpenVault, signed: SignedRequest, view: RegistryView | None
) -> tuple[Change, ...]:
    """Return what the newest later version has changed, on the shelf or published."""
    request = signed.request
    later = [one.request for one in RequestShelf(opened).all() if one.request.id == request.id]
    later += [one.request for one in _published(view, request.id)]
    newest = max(later, key=lambda one: one.version, default=request)
    if newest.version <= request.version:
        return ()
    return tuple(compare_requests(request, newest))


def _published(view: RegistryView | None, project: str) -> Sequence[SignedRequest]:
    found = []
    for version in () if view is None else view.projects.get(project, {}):
        content = None if view is None else view.published(project, version)
        try:
            found += [] if content is None else [open_request(content)]
        except (EnvelopeDamaged, RequestInvalid, RequestTooNew):
            continue
    return found
