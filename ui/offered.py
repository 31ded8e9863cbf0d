"""A request that somebody offers, and whether it may be answered. No Qt.

Read on the database thread. Whether a request is approved is ``consent.approval``'s to say;
whether the list is too old for that, the list's own. A request that may not be answered is
shown with nothing but what the file says of itself.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

from consent.agreement import Part, agreement_sections, item_name
from consent.approval import Approval, Standing
from consent.case import case_to_answer
from consent.choices import Choices
from consent.deciding import leave_for_later, say_no
from consent.envelope import MOST_BYTES, EnvelopeDamaged
from consent.ledger import ConsentState
from consent.reading import ConsentReading
from consent.request import (
    Item,
    RequestInvalid,
    RequestTooNew,
    SignedRequest,
    Window,
    open_request,
)
from consent.reviewing import open_offered, review_requests, take_in
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF
from datadonor.registry.view import RegistryView
from datadonor.texts import Language, text
from ui.approvals import ListStanding, read_list, view_of
from ui.offered_file import FileFault, read_offered_file
from ui.practice import Practice

LISTED: Final = "list:"
"""Before a project's id: its newest version on the approved list, and not a file."""

_WHY: Final = ("about", "use")
_AFTERWARDS: Final = ("kept", "regret")
"""What is told of a request before the conversation begins, which tells all of it."""


class RequestFault(StrEnum):
    """Why a file that could be read is no request that this program knows."""

    NOT_A_REQUEST = "not_a_request"
    TOO_NEW = "too_new"


class Verdict(StrEnum):
    """Whether a request may be answered. All but the first are a stop."""

    APPROVED = "approved"
    TOO_OLD = "too_old"  # the list is; it cannot tell
    NO_LIST = "no_list"
    LIST_DAMAGED = "list_damaged"
    NOT_ON_LIST = "not_on_list"
    REVOKED = "revoked"
    ENDED = "ended"


_VERDICTS: Final = {
    Standing.APPROVED: Verdict.APPROVED,
    Standing.NO_REGISTRY: Verdict.NO_LIST,
    Standing.PROJECT_REVOKED: Verdict.REVOKED,
    Standing.RECIPIENT_REVOKED: Verdict.REVOKED,
    Standing.RECIPIENT_EXPIRED: Verdict.ENDED,
    Standing.ENDED: Verdict.ENDED,
}

_MAY_HAVE_CHANGED: Final = frozenset(
    {
        Standing.APPROVED,
        Standing.NOT_PUBLISHED,
        Standing.RECIPIENT_UNKNOWN,
        Standing.RECIPIENT_EXPIRED,
    }
)
"""What a newer list could say otherwise; a revocation and other bytes stay what they are."""


class Asked(NamedTuple):
    """One thing that a project asks for.

    Attributes:
        category: As the request names it.
        name: What it is called.
        is_needed: Whether one cannot take part without it.
        resolution: How fine, in words.
        window: Its days.
        why: The project's own reason.
    """

    category: str
    name: str
    is_needed: bool
    resolution: str
    window: Window
    why: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A request as it was offered.

    Attributes:
        verdict: Whether it may be answered.
        sentence: The core's words on it; empty where the verdict says it all.
        signed: The request; nothing if the file was altered and cannot be read.
        recipient: What the list calls whoever gets the data; empty if it is not on it.
        why: What the project is about, in its own text, if it may be answered.
        items: What it asks for.
        afterwards: Where the data are kept, and what holds if one changes one's mind.
        state: How the person stands to the project; nothing if they do not.
        is_answered: Whether they have said yes to exactly this.
        sent: How often something has been sent to the project.
    """

    verdict: Verdict
    sentence: str = ""
    signed: SignedRequest | None = None
    recipient: str = ""
    why: tuple[Part, ...] = ()
    items: tuple[Asked, ...] = ()
    afterwards: tuple[Part, ...] = ()
    state: ConsentState | None = None
    is_answered: bool = False
    sent: int = 0

    @property
    def may_be_put_off(self) -> bool:
        """Whether there is no answer yet that deciding later could stand beside."""
        return self.state in {None, ConsentState.REQUESTED, ConsentState.PUT_OFF}


def read_offered(
    opened: OpenVault, argument: str, language: Language
) -> Offered | FileFault | RequestFault:
    """Return what a file, or the approved list, offers.

    Args:
        opened: The vault.
        argument: A path, or ``LISTED`` and a project's id.
        language: The person's.
    """
    view = view_of(opened)
    try:
        if argument.startswith(LISTED):
            listed = _listed(view, argument.removeprefix(LISTED))
            return _review(opened, listed, view, language)
        content = read_offered_file(Path(argument), MOST_BYTES)
        if isinstance(content, FileFault):
            return content
        return _review(opened, open_offered(content), view, language)
    except RequestTooNew:
        return RequestFault.TOO_NEW
    except (EnvelopeDamaged, RequestInvalid):
        return RequestFault.NOT_A_REQUEST


def keep_offered(opened: OpenVault, signed: SignedRequest, language: Language) -> Verdict:
    """Take a request in if it may be answered; the list is asked once more.

    Raises:
        VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
    """
    view = view_of(opened)
    (reviewed,) = review_requests(opened, [signed], view, language)
    verdict = _verdict(opened, reviewed.approval, view)
    if verdict is Verdict.APPROVED:
        take_in(opened, reviewed, SELF)
    return verdict


def put_off_offered(opened: OpenVault, signed: SignedRequest, language: Language) -> Verdict:
    """Take a request in, to be decided another day.

    Raises:
        DatadonorError: As ``keep_offered`` and ``leave_for_later`` say.
    """
    verdict = keep_offered(opened, signed, language)
    if verdict is Verdict.APPROVED:
        case = case_to_answer(opened, signed.request.id, language, signed.request.version)
        leave_for_later(case, SELF)
    return verdict


def refuse_offered(opened: OpenVault, signed: SignedRequest, language: Language) -> Verdict:
    """Take a request in and say no to it; a consent to an earlier version stands.

    Raises:
        DatadonorError: As ``keep_offered`` and ``say_no`` say.
    """
    verdict = keep_offered(opened, signed, language)
    if verdict is Verdict.APPROVED:
        case = case_to_answer(opened, signed.request.id, language, signed.request.version)
        say_no(case, Choices(language=language.value), is_change=False)
    return verdict


@dataclass(frozen=True, slots=True)
class ToPractise:
    """The made-up requests: path and title of each; and the one that nobody approved."""

    requests: tuple[tuple[Path, str], ...]
    stranger: Path


def read_to_practise(practice: Practice, folder: Path, language: Language) -> ToPractise | None:
    """Return what there is to practise with in a vault's folder; nothing in a real vault."""
    ground = practice.load_practice(folder)
    if ground is None:
        return None
    named = []
    for path in ground.requests:
        content = read_offered_file(path, MOST_BYTES)
        if isinstance(content, bytes):
            named.append((path, title_of(open_request(content), language)))
    return ToPractise(tuple(named), ground.stranger)


def title_of(signed: SignedRequest, language: Language) -> str:
    """Return what a project is called, on one line."""
    return " ".join(signed.request.title.in_language(language).split())


# -- within -----------------------------------------------------------------------------


def _listed(view: RegistryView | None, project: str) -> SignedRequest | None:
    versions = {} if view is None else view.projects.get(project, {})
    content = None if view is None else view.published(project, max(versions, default=0))
    return None if content is None else open_request(content)


def _review(
    opened: OpenVault,
    signed: SignedRequest | None,
    view: RegistryView | None,
    language: Language,
) -> Offered:
    if signed is None:
        approval = Approval(Standing.ALTERED)
        return Offered(Verdict.NOT_ON_LIST, approval.sentence(language))
    (reviewed,) = review_requests(opened, [signed], view, language)
    approval = reviewed.approval
    verdict = _verdict(opened, approval, view)
    consent = ConsentReading(opened).consent(signed.request.id)
    given = None if consent is None or not consent.state.is_in_force else consent.given
    record = approval.recipient
    names = None if record is None else record.name
    is_approved = verdict is Verdict.APPROVED
    sections = agreement_sections(signed.request, record, language) if is_approved else ()
    own_words = {Verdict.APPROVED, Verdict.NO_LIST, Verdict.TOO_OLD, Verdict.LIST_DAMAGED}
    return Offered(
        verdict=verdict,
        sentence="" if verdict in own_words else approval.sentence(language),
        signed=signed,
        recipient="" if names is None else _in_language(names.da, names.en, language),
        why=tuple(part for each in sections if each.id in _WHY for part in each.parts),
        items=tuple(_asked(item, language) for item in signed.request.items),
        afterwards=tuple(
            part for each in sections if each.id in _AFTERWARDS for part in each.parts
        ),
        state=None if consent is None else consent.state,
        is_answered=given is not None and given.event.request_sha256 == signed.digest,
        sent=reviewed.sent,
    )


def _asked(item: Item, language: Language) -> Asked:
    return Asked(
        category=item.category,
        name=item_name(item, language),
        is_needed=item.required,
        resolution=text(f"request_words.resolutions.{item.finest_resolution}", language),
        window=item.window,
        why=" ".join(item.why.in_language(language).split()),
    )


def _verdict(opened: OpenVault, approval: Approval, view: RegistryView | None) -> Verdict:
    if approval.standing is Standing.NO_REGISTRY:
        is_damaged = read_list(opened).standing is ListStanding.DAMAGED
        return Verdict.LIST_DAMAGED if is_damaged else Verdict.NO_LIST
    is_old = view is not None and not view.is_fresh(opened.log.now())
    if is_old and approval.standing in _MAY_HAVE_CHANGED:
        return Verdict.TOO_OLD
    return _VERDICTS.get(approval.standing, Verdict.NOT_ON_LIST)


def _in_language(danish: str, english: str, language: Language) -> str:
    return danish if language is Language.DANISH else english
