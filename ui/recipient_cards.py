"""Who may receive data, why, and who may no longer. No Qt.

Read on the database thread, from the approved list alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from consent.envelope import EnvelopeDamaged
from consent.periods import local_day
from consent.request import (
    Ethics,
    ProjectRequest,
    RequestInvalid,
    RequestTooNew,
    open_request,
)
from datadonor.audit.custody import OpenVault
from datadonor.registry.targets import Names, Recipient, Revocation
from datadonor.registry.view import RegistryView
from datadonor.texts import Language
from ui.approvals import ApprovalList, read_list, view_of
from ui.key_words import words_of_key


@dataclass(frozen=True, slots=True)
class ForProject:
    """One project that a recipient is on the list for, and who has looked at it."""

    project: str
    title: str
    ethics: Ethics | None


@dataclass(frozen=True, slots=True)
class RecipientCard:
    """One recipient.

    Attributes:
        id: The registry's.
        name: In the person's language.
        kind: A hospital, a university, … as the list writes it.
        identifiers: Public numbers by what they are called (``cvr``, ``ror``).
        until: The last day of the approval.
        is_approved: Whether it holds today.
        projects: What the recipient is on the list for.
        key_words: Of each key that it signs with, twelve words.
        stopped_on: The day on which the approval was taken back, in Denmark.
        stopped_why: In the words of those who keep the list.
    """

    id: str
    name: str
    kind: str
    identifiers: tuple[tuple[str, str], ...]
    until: date
    is_approved: bool
    projects: tuple[ForProject, ...] = ()
    key_words: tuple[tuple[str, ...], ...] = ()
    stopped_on: date | None = None
    stopped_why: str = ""


@dataclass(frozen=True, slots=True)
class StoppedProject:
    """A project whose approval was taken back."""

    title: str
    since: date
    why: str


@dataclass(frozen=True, slots=True)
class Recipients:
    """What the page shows."""

    approvals: ApprovalList
    approved: tuple[RecipientCard, ...] = ()
    former: tuple[RecipientCard, ...] = ()
    stopped_projects: tuple[StoppedProject, ...] = ()


def read_recipients(opened: OpenVault, language: Language) -> Recipients:
    """Return all recipients by name: those approved today, and those no longer."""
    approvals, view = read_list(opened), view_of(opened)
    if view is None:
        return Recipients(approvals)
    now = opened.log.now()
    requests = list(_newest_requests(view))
    cards = [
        _card(each, requests, view, language, is_approved=view.is_recipient_approved(id_, now))
        for id_, each in view.recipients.items()
    ]
    cards.sort(key=lambda card: card.name.casefold())
    return Recipients(
        approvals,
        tuple(card for card in cards if card.is_approved),
        tuple(card for card in cards if not card.is_approved),
        tuple(_stopped_projects(requests, view, language)),
    )


# -- within -----------------------------------------------------------------------------


def _card(
    recipient: Recipient,
    requests: list[ProjectRequest],
    view: RegistryView,
    language: Language,
    *,
    is_approved: bool,
) -> RecipientCard:
    revocation: Revocation | None = view.revocation(recipient.id)
    return RecipientCard(
        id=recipient.id,
        name=_in_language(recipient.name, language),
        kind=recipient.kind,
        identifiers=tuple(
            sorted((str(which), said) for which, said in recipient.identifiers.items())
        ),
        until=recipient.valid_until,
        is_approved=is_approved,
        projects=tuple(
            ForProject(str(each.id), _title(each, language), each.ethics)
            for each in requests
            if each.recipient == recipient.id and view.revocation(each.id) is None
        ),
        key_words=tuple(filter(None, map(words_of_key, recipient.receipt_keys))),
        stopped_on=None if revocation is None else local_day(revocation.since),
        stopped_why="" if revocation is None else _in_language(revocation.reason, language),
    )


def _stopped_projects(
    requests: list[ProjectRequest], view: RegistryView, language: Language
) -> Iterator[StoppedProject]:
    for request in requests:
        revocation = view.revocation(request.id)
        if revocation is not None:
            why = _in_language(revocation.reason, language)
            yield StoppedProject(_title(request, language), local_day(revocation.since), why)


def _newest_requests(view: RegistryView) -> Iterator[ProjectRequest]:
    for project, versions in sorted(view.projects.items()):
        content = view.published(project, max(versions))
        try:
            if content is not None:
                yield open_request(content).request
        except (EnvelopeDamaged, RequestInvalid, RequestTooNew):
            continue


def _title(request: ProjectRequest, language: Language) -> str:
    return " ".join(request.title.in_language(language).split())


def _in_language(names: Names, language: Language) -> str:
    return names.da if language is Language.DANISH else names.en
