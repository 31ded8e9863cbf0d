"""The projects as a person meets them on one page: their own, and those on the list. No Qt.

Read on the database thread. A project of which something cannot be read is shown as that,
and hides no other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from consent.approval import judge_request
from consent.beginning import unfinished
from consent.case import ConsentCase, all_cases, case_of
from consent.envelope import EnvelopeDamaged
from consent.ledger import ConsentState, ProjectConsent
from consent.periods import local_day
from consent.reading import ConsentReading
from consent.request import RequestInvalid, RequestTooNew, SignedRequest, open_request
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import moment
from datadonor.errors import DatadonorError
from datadonor.registry.targets import Recipient
from datadonor.registry.view import RegistryView
from datadonor.texts import Language
from ui.approvals import ApprovalList, read_list, view_of


class Group(StrEnum):
    """Where a project stands among the others, in the order of the page."""

    NEW = "new"
    CONSIDERED = "considered"
    ACTIVE = "active"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    STOPPED = "stopped"  # by others, or found not to hold
    REFUSED = "refused"
    UNREADABLE = "unreadable"
    LISTED = "listed"  # approved, and the person has not been asked


_GROUPS: Final = {
    ConsentState.REQUESTED: Group.NEW,
    ConsentState.PUT_OFF: Group.CONSIDERED,
    ConsentState.REFUSED: Group.REFUSED,
    ConsentState.GIVEN: Group.ACTIVE,
    ConsentState.RENEWED: Group.ACTIVE,
    ConsentState.EXPIRED: Group.EXPIRED,
    ConsentState.WITHDRAWN: Group.WITHDRAWN,
    ConsentState.STOPPED: Group.STOPPED,
    ConsentState.INVALIDATED: Group.STOPPED,
    ConsentState.UNKNOWN: Group.UNREADABLE,
}


@dataclass(frozen=True, slots=True)
class ProjectCard:
    """One project.

    Attributes:
        project: The registry's id.
        title: What it is called; the id where its request cannot be read.
        group: Where it stands.
        recipient: Who gets the data; empty if nobody can tell.
        since: The day on which its state became true, in Denmark.
        last_day: Of a consent in force.
        is_begun: Whether an answer has been begun and not finished.
        asks_for_more: Whether a newer version asks for more than was said yes to.
        is_approved: Whether it may be answered by what the list says.
    """

    project: str
    title: str
    group: Group
    recipient: str = ""
    since: date | None = None
    last_day: date | None = None
    is_begun: bool = False
    asks_for_more: bool = False
    is_approved: bool = True


@dataclass(frozen=True, slots=True)
class Projects:
    """What the page shows: how the list stands, and the projects in its order."""

    approvals: ApprovalList
    cards: tuple[ProjectCard, ...]

    def of(self, group: Group) -> tuple[ProjectCard, ...]:
        """Return the projects of one group."""
        return tuple(card for card in self.cards if card.group is group)


def read_projects(opened: OpenVault, language: Language) -> Projects:
    """Read them all: own ones, and approved ones that the person has not been asked by."""
    view = view_of(opened)
    own = list(_own(opened, language))
    known = {card.project for card in own}
    listed = [card for card in _listed(opened, view, language) if card.project not in known]
    order = list(Group)
    cards = sorted(own, key=lambda card: card.since or date.min, reverse=True) + listed
    cards.sort(key=lambda card: order.index(card.group))
    return Projects(read_list(opened), tuple(cards))


# -- within -----------------------------------------------------------------------------


def _own(opened: OpenVault, language: Language) -> Iterator[ProjectCard]:
    cases = _cases(opened, language)
    for consent in ConsentReading(opened).consents():
        case = cases.get(consent.project)
        yield _unreadable(consent) if case is None else _card(case, language)


def _cases(opened: OpenVault, language: Language) -> dict[str, ConsentCase]:
    """Return what can be read, in one go where all can be."""
    try:
        return {case.consent.project: case for case in all_cases(opened, language)}
    except DatadonorError:
        pass
    found = {}
    for consent in ConsentReading(opened).consents():
        try:
            found[consent.project] = case_of(opened, consent.project, language)
        except DatadonorError:
            continue
    return found


def _card(case: ConsentCase, language: Language) -> ProjectCard:
    consent, request = case.consent, case.signed.request
    is_begun = unfinished(case) is not None
    group = _GROUPS[consent.state]
    if group is Group.NEW and is_begun:
        group = Group.CONSIDERED
    given = consent.given
    last = None if given is None else date.fromisoformat(given.event.last_day)
    return ProjectCard(
        project=consent.project,
        title=_on_one_line(request.title.in_language(language)),
        group=group,
        recipient=_name_of(case.approval.recipient, language),
        since=_day_of(consent.since),
        last_day=last if consent.state.is_in_force else None,
        is_begun=is_begun,
        asks_for_more=case.asks_for_more,
        is_approved=case.approval.is_approved,
    )


def _unreadable(consent: ProjectConsent) -> ProjectCard:
    since = _day_of(consent.since)
    return ProjectCard(consent.project, consent.project, Group.UNREADABLE, since=since)


def _listed(
    opened: OpenVault, view: RegistryView | None, language: Language
) -> Iterator[ProjectCard]:
    """Yield the newest version of each project that the list approves."""
    now = opened.log.now()
    for project in () if view is None else sorted(view.projects):
        signed = _newest(view, project)
        if signed is None:
            continue
        approval = judge_request(signed, view, now, language)
        if approval.is_approved:
            yield ProjectCard(
                project=project,
                title=_on_one_line(signed.request.title.in_language(language)),
                group=Group.LISTED,
                recipient=_name_of(approval.recipient, language),
                last_day=signed.request.valid_until,
            )


def _newest(view: RegistryView | None, project: str) -> SignedRequest | None:
    versions = {} if view is None else view.projects[project]
    content = None if view is None else view.published(project, max(versions))
    try:
        return None if content is None else open_request(content)
    except (EnvelopeDamaged, RequestInvalid, RequestTooNew):
        return None  # of no use to this program, and no hindrance to the others


def _day_of(instant: str | None) -> date | None:
    return None if instant is None else local_day(moment(instant))


def _name_of(recipient: Recipient | None, language: Language) -> str:
    if recipient is None:
        return ""
    return recipient.name.da if language is Language.DANISH else recipient.name.en


def _on_one_line(prose: str) -> str:
    return " ".join(prose.split())
