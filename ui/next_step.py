"""The one thing to do next, as the home page offers it. No Qt.

``choose_step`` is the rule, plain data in and out; ``read_facts`` asks the vault for what it
needs. The order is our choice: first what the person may lose or others wait for, then the
way of a donation from its beginning to its end, then looking after the vault.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from consent.case import asking_for_more
from consent.flow.keeping import unfinished_conversations
from consent.ledger import ConsentState, ProjectConsent
from consent.periods import local_day
from consent.reading import ConsentReading
from consent.request import Texts
from datadonor.audit.custody import OpenVault
from datadonor.errors import DatadonorError
from datadonor.texts import Language
from export.awaiting import awaited
from export.noticing import due_notices
from export.outbox import BundleState, Outbox
from ui.activity import Titles
from ui.keeping import Section, backup_day
from ui.navigation import Place
from ui.overview import read_data

BACKUP_DAYS: Final = 90
"""So long a backup is new enough. Our choice: four a year can be asked of anybody."""

_THERE: Final = frozenset({BundleState.SEALED, BundleState.SENT, BundleState.RECEIVED})
_UNANSWERED: Final = frozenset({BundleState.SENT})


class Step(StrEnum):
    """What there is to do, in order of urgency."""

    STOPPED = "stopped"  # the vault can only be read
    WORDS = "words"  # nobody has confirmed to have the recovery words on paper
    NOTICE = "notice"  # a recipient has not been told of a withdrawal
    WAITING = "waiting"  # a sealed donation lies ready
    IMPORT = "import"
    CONTINUE = "continue"  # an answer was begun and not finished
    REQUEST = "request"
    MORE = "more"  # a newer version of a request asks for more
    PREVIEW = "preview"  # a yes by which nothing has been sent
    BACKUP = "backup"
    PROJECTS = "projects"
    ANSWER = "answer"  # a recipient has not confirmed what it got
    NOTHING = "nothing"


class NextStep(NamedTuple):
    """What to do, where, and for what project."""

    step: Step
    place: Place | None = None
    argument: str = ""
    title: Texts | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides it. Projects are registry ids, the most urgent first.

    Attributes:
        is_read_only: Whether the vault can only be read.
        has_words: Whether the recovery words are known to be on paper.
        has_data: Whether there is any health data.
        untold: Projects whose recipient has not been told of a withdrawal.
        sealed: Those with a donation that lies ready.
        begun: Those with an answer that was begun.
        asked: Those with a request that nobody has looked at.
        asking_for_more: Those that ask again for more.
        unsent: Those with a yes by which nothing was sent.
        unanswered: Those whose recipient has not confirmed.
        has_requests: Whether any project has ever asked.
        backup_days: How old the last backup is, or the vault if there is none.
    """

    is_read_only: bool = False
    has_words: bool = True
    has_data: bool = True
    untold: tuple[str, ...] = ()
    sealed: tuple[str, ...] = ()
    begun: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    asking_for_more: tuple[str, ...] = ()
    unsent: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    has_requests: bool = True
    backup_days: int = 0


def choose_step(facts: Facts) -> NextStep:
    """Return the one thing to do next."""
    for is_due, step in (
        (facts.is_read_only, NextStep(Step.STOPPED, Place.STOPPED)),
        (not facts.has_words, NextStep(Step.WORDS, Place.SETTINGS, Section.RECOVERY)),
        (facts.untold, NextStep(Step.NOTICE, Place.SENDING)),
        (facts.sealed, NextStep(Step.WAITING, Place.SENDING)),
        (not facts.has_data, NextStep(Step.IMPORT, Place.IMPORT)),
        (facts.begun, NextStep(Step.CONTINUE, Place.CONSENT)),
        (facts.asked, NextStep(Step.REQUEST, Place.PROJECT)),
        (facts.asking_for_more, NextStep(Step.MORE, Place.PROJECT)),
        (facts.unsent, NextStep(Step.PREVIEW, Place.PREVIEW)),
        (
            facts.backup_days > BACKUP_DAYS,
            NextStep(Step.BACKUP, Place.SETTINGS, Section.BACKUP),
        ),
        (not facts.has_requests, NextStep(Step.PROJECTS, Place.PROJECTS)),
        (facts.unanswered, NextStep(Step.ANSWER, Place.SENDING)),
    ):
        if is_due:
            return step._replace(argument=is_due[0]) if isinstance(is_due, tuple) else step
    return NextStep(Step.NOTHING)


def read_next_step(opened: OpenVault, language: Language, *, has_words: bool) -> NextStep:
    """Choose the next step of an open vault, on the thread that it belongs to.

    Args:
        opened: The vault.
        language: In which the list of approved projects is read.
        has_words: What the settings say of the recovery words.
    """
    step = choose_step(read_facts(opened, language, has_words=has_words))
    is_project = step.place not in {Place.SETTINGS, Place.STOPPED, None} and step.argument
    return step._replace(title=Titles(opened).of(step.argument)) if is_project else step


def read_facts(opened: OpenVault, language: Language, *, has_words: bool) -> Facts:
    """Read what decides it."""
    if opened.vault.is_read_only:
        return Facts(is_read_only=True)
    consents = ConsentReading(opened).consents()
    entries = Outbox(opened).entries()
    there = {each.project for each in entries if each.state in _THERE}
    in_force = [each.project for each in consents if each.state.is_in_force]
    begun = tuple(project for project in _begun(opened) if _is_open(consents, project))
    owed = [each.project for each in awaited(opened)]
    unanswered = [each.project for each in entries if each.state in _UNANSWERED]
    return Facts(
        has_words=has_words,
        has_data=read_data(opened).records > 0,
        untold=_once(each.project for each in due_notices(opened)),
        sealed=_once(each.project for each in entries if each.state is BundleState.SEALED),
        begun=begun,
        asked=_once(each.project for each in consents if each.state is ConsentState.REQUESTED),
        asking_for_more=_asking_for_more(opened, language),
        unsent=tuple(project for project in in_force if project not in there),
        unanswered=_once([*owed, *unanswered]),
        has_requests=bool(consents),
        backup_days=(local_day(opened.log.now()) - backup_day(opened)).days,
    )


# -- within -------------------------------------------------------------------------------


def _once(projects: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(projects))


def _begun(opened: OpenVault) -> list[str]:
    """Return the projects with an answer that was begun, the latest first."""
    return [kept.project for kept in unfinished_conversations(opened.vault.connection)]


def _is_open(consents: list[ProjectConsent], project: str) -> bool:
    return any(each.project == project for each in consents)


def _asking_for_more(opened: OpenVault, language: Language) -> tuple[str, ...]:
    try:
        return tuple(asking_for_more(opened, language))
    except DatadonorError:
        return ()  # a request that cannot be read: the projects page says which
