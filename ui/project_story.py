"""One project as a person has lived with it: what they decided, what left, what is next. No Qt.

Read on the database thread, from the consent's case, its chronicle and the outbox. What
cannot be read of one part leaves the others as they are.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Final, TypeVar

from consent.agreement import Part, agreement_sections, item_name, type_name
from consent.beginning import missing_in
from consent.case import ConsentCase, case_of
from consent.choices import Choices, ItemChoice
from consent.chronicle import Chronicle
from consent.chronicle_words import difference_line, happening_lines
from consent.gate import Gate, Purpose, Refusal, RefusalReason
from consent.ledger import ConsentState
from consent.periods import Period, local_day
from consent.policy import last_day, resolution_of, window_of
from consent.request import Item, ProjectRequest
from consent.shelf import RequestShelf, RequestUnknown
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import moment
from datadonor.errors import DatadonorError
from datadonor.records.rollups import ZONE
from datadonor.registry.targets import Names
from datadonor.texts import Language, catalogue, text
from export.awaiting import Awaited, awaited
from export.donation_words import size_in_words, state_in_words
from export.noticing import due_notices
from export.outbox import Entry, OnceOnly, Outbox

MOST_PAST: Final = 12
"""So much of the past stands on the page; all of it is on the activity page."""

_TOLD: Final = ("about", "who", "use", "kept", "regret", "rights")

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Granted:
    """One item that goes by the consent.

    Attributes:
        name: What it is called.
        types: The kinds of it that go, if not all.
        window: Its days; nothing if none can be read.
        resolution: How fine, in words.
        left_out: How many single records the person has left out.
    """

    name: str
    types: tuple[str, ...]
    window: Period | None
    resolution: str
    left_out: int


@dataclass(frozen=True, slots=True)
class Terms:
    """What was said yes and no to.

    Attributes:
        granted: What goes.
        refused: What does not, by its name.
        taken_back: What went until it was taken back by itself.
        about_person: What is told of the person; nothing if nothing was asked.
        options: Each with the answer, or nothing where none was given.
        often: How often, in words.
        last_day: Of the consent, inclusive.
    """

    granted: tuple[Granted, ...]
    refused: tuple[str, ...]
    taken_back: tuple[str, ...]
    about_person: tuple[str, ...] | None
    options: tuple[tuple[str, bool | None], ...]
    often: str
    last_day: date


@dataclass(frozen=True, slots=True)
class Past:
    """One thing that happened: when it was true, what, and more of the same."""

    when: datetime | None
    sentence: str
    more: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentLine:
    """One donation: its number, when it last changed, how far it has come, its size."""

    number: int
    when: datetime
    state: str
    size: str


@dataclass(frozen=True, slots=True)
class Next:
    """When the next donation may be made.

    Attributes:
        day: The first day; one that is over if it may be made now. Nothing if none comes.
        held: Why nothing could be sent just now.
        is_once: Whether the project gets data once, and has got them.
    """

    day: date | None = None
    held: RefusalReason | None = None
    is_once: bool = False


@dataclass(frozen=True, slots=True)
class ProjectStory:
    """What the page shows of one project.

    Attributes:
        project: The registry's id.
        title: What it is called.
        version: Of the request in question.
        recipient: Who gets the data; empty if the list no longer knows.
        responsible: Who answers for the data, and how to reach them.
        state: How the consent stands.
        state_words: The same in words.
        reason: Why others ended it; empty if they did not.
        since: When that became true.
        approval_words: What speaks against the request by the list; empty if nothing does.
        is_approved: Whether it may be answered.
        is_given: Whether there is, or was, a consent.
        terms: Of the consent in force; nothing if there is none, or it cannot be read.
        news: What a newer version changes that needs a new consent, in words.
        is_newer_kept: Whether that version has been taken in.
        missing: What is missing in an answer that was begun; nothing if none was.
        next: When the next donation may be made; nothing if no consent is in force.
        sent: The donations, newest first.
        owed: What the recipient has not answered for after a withdrawal.
        is_notice_due: Whether the recipient is still to be told of one.
        past: What has happened, newest first; ``past_count`` of it in all.
        parts: The request's own text.
        today: In Denmark.
    """

    project: str
    title: str
    version: int
    recipient: str
    responsible: str
    state: ConsentState
    state_words: str
    reason: str
    since: datetime | None
    approval_words: str
    is_approved: bool
    is_given: bool
    terms: Terms | None
    news: tuple[str, ...]
    is_newer_kept: bool
    missing: tuple[str, ...] | None
    next: Next | None
    sent: tuple[SentLine, ...]
    owed: Awaited | None
    is_notice_due: bool
    past: tuple[Past, ...]
    past_count: int
    parts: tuple[Part, ...]
    today: date


def read_story(opened: OpenVault, project: str, language: Language) -> ProjectStory:
    """Read it all.

    Raises:
        RequestUnknown: The vault has no request of such a project.
        DatadonorError: Its request cannot be read.
    """
    case = case_of(opened, project, language)
    request, consent, recipient = case.signed.request, case.consent, case.approval.recipient
    past = _unless_unreadable(lambda: tuple(_past(case, language))) or ()
    sections = agreement_sections(request, recipient, language)
    found = missing_in(case)
    names = None if recipient is None else recipient.name
    return ProjectStory(
        project=project,
        title=" ".join(request.title.in_language(language).split()),
        version=request.version,
        recipient="" if names is None else _in_language(names, language),
        responsible=f"{request.controller.name}\n{request.controller.contact}",
        state=consent.state,
        state_words=text(f"consent_states.{consent.state}", language),
        reason=_reason(case, language),
        since=_when(consent.since),
        approval_words="" if case.approval.is_approved else case.approval.sentence(language),
        is_approved=case.approval.is_approved,
        is_given=consent.given is not None,
        terms=_unless_unreadable(lambda: _terms(case, language)),
        news=tuple(
            change.sentence(language)
            for change in (case.changes if case.asks_for_more else ())
            if change.needs_new_consent
        ),
        is_newer_kept=_is_newer_kept(case),
        missing=None if found is None else tuple(each.words for each in found),
        next=_next(case) if case.is_in_force else None,
        sent=tuple(_sent(each, language) for each in reversed(Outbox(opened).entries(project))),
        owed=next((each for each in awaited(opened) if each.project == project), None),
        is_notice_due=bool(due_notices(opened, project)),
        past=past[:MOST_PAST],
        past_count=len(past),
        parts=tuple(part for each in sections if each.id in _TOLD for part in each.parts),
        today=local_day(opened.log.now()),
    )


def find_story(opened: OpenVault, project: str, language: Language) -> ProjectStory | None:
    """Return it, or nothing where the vault has no request of it that can be read."""
    return _unless_unreadable(lambda: read_story(opened, project, language))


# -- within -----------------------------------------------------------------------------


def _unless_unreadable(read: Callable[[], _T]) -> _T | None:
    """Return what can be read, or nothing: the other parts are told all the same."""
    try:
        return read()
    except DatadonorError:
        return None


def _reason(case: ConsentCase, language: Language) -> str:
    key = f"chronicle.reason.{case.consent.reason}"
    return text(key, language) if key in catalogue() else ""


def _terms(case: ConsentCase, language: Language) -> Terms | None:
    choices = case.choices()
    if choices is None:
        return None
    request, taken_back = case.signed.request, case.consent.withdrawn_items
    granted = [item for item in request.items if choices.is_granted(item.id)]
    refused = [item for item in request.items if item not in granted and item.id not in taken_back]
    return Terms(
        granted=tuple(_granted(item, choices.items[item.id], language) for item in granted),
        refused=tuple(item_name(item, language) for item in refused),
        taken_back=tuple(
            item_name(each, language) for each in request.items if each.id in taken_back
        ),
        about_person=_about_person(request, choices, language),
        options=tuple(
            (text(f"request_words.options.{option.id}", language), choices.options.get(option.id))
            for option in request.options
        ),
        often=text(f"request_words.frequency.{choices.frequency or request.frequency}", language),
        last_day=last_day(request, choices),
    )


def _granted(item: Item, choice: ItemChoice, language: Language) -> Granted:
    types = choice.types or item.types or ()
    resolution = resolution_of(item, choice)
    return Granted(
        name=item_name(item, language),
        types=tuple(type_name(each, language) for each in types),
        window=window_of(item, choice),
        resolution=text(f"request_words.resolutions.{resolution}", language),
        left_out=len(choice.excluded_records),
    )


def _about_person(
    request: ProjectRequest, choices: Choices, language: Language
) -> tuple[str, ...] | None:
    if not request.demographics:
        return None
    return tuple(
        text(f"request_words.demographics.{which}", language) for which in choices.demographics
    )


def _is_newer_kept(case: ConsentCase) -> bool:
    try:
        newest = RequestShelf(case.opened).get(case.signed.request.id).request
    except (DatadonorError, RequestUnknown):
        return False
    return newest.version > case.signed.request.version


def _next(case: ConsentCase) -> Next:
    answer = Gate(case.opened).look(Purpose(case.signed.request.id))
    if isinstance(answer, Refusal):
        return Next(held=answer.reason)
    try:
        return Next(day=Outbox(case.opened).due_on(answer))
    except OnceOnly:
        return Next(is_once=True)


def _sent(entry: Entry, language: Language) -> SentLine:
    return SentLine(
        number=entry.sequence,
        when=moment(entry.updated).astimezone(ZONE),
        state=state_in_words(entry.state, language),
        size=size_in_words(entry.bundle_bytes, language),
    )


def _past(case: ConsentCase, language: Language) -> Iterator[Past]:
    chronicle = Chronicle(case.opened, case.consent.project)
    request = case.signed.request
    for happening in reversed(chronicle.timeline()):
        first, *more = happening_lines(happening, language, request)
        found = _unless_unreadable(partial(chronicle.differences, happening))
        more += [difference_line(each, language, request) for each in found or ()]
        # The time stands in front of the sentence; the page writes it as people do.
        yield Past(_when(happening.true_since), first.partition(": ")[2], tuple(more))


def _in_language(names: Names, language: Language) -> str:
    return names.da if language is Language.DANISH else names.en


def _when(instant: str | None) -> datetime | None:
    return moment(instant).astimezone(ZONE) if instant else None
