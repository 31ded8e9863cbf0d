"""What the activity page shows: pages of the log, its state, and a list for an auditor. No Qt.

Reads what can be read: a log that someone has altered may hold events that are no events,
and each of them is shown as what it is instead of stopping the rest.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

from consent.request import Texts
from consent.shelf import RequestShelf
from datadonor.audit import custody, events
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import Event
from datadonor.audit.log import AuditLog
from datadonor.audit.search import EventFilter, RawEvent, families, find_events, kinds
from datadonor.errors import DatadonorError
from datadonor.vault.inspection import Finding

PAGE_ROWS: Final = 25
"""So many events are shown at once."""


class Topic(StrEnum):
    """What an event is about."""

    EVERYTHING = "everything"
    DATA = "data"
    CONSENTS = "consents"
    SENDINGS = "sendings"
    REFUSALS = "refusals"
    APPROVALS = "approvals"
    VAULT = "vault"


class Doer(StrEnum):
    """Who did it."""

    ANYONE = "anyone"
    SELF = "self"
    HELPED = "helped"  # somebody sat beside
    GUARDIAN = "guardian"
    PROXY = "proxy"
    PROGRAM = "program"


class Span(StrEnum):
    """How far back."""

    ALL = "all"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


TOPIC_STARTS: Final[Mapping[Topic, tuple[bytes, ...]]] = {
    Topic.EVERYTHING: (),
    Topic.DATA: families("import", "data"),
    Topic.CONSENTS: families("consent", "request", "mandate", "attestation", "paper"),
    Topic.SENDINGS: families("donation"),
    Topic.REFUSALS: kinds(
        events.ConsentRefused.kind,
        events.ReleaseRefused.kind,
        events.RegistryRefused.kind,
        events.DonationDropped.kind,
    ),
    Topic.APPROVALS: families("registry", "network"),
    Topic.VAULT: families("vault", "log", "assistance", "timestamp"),
}
"""How the events of each topic begin; nothing means all of them."""

_DAYS: Final = {Span.WEEK: 7, Span.MONTH: 31, Span.YEAR: 366}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person wants to see."""

    topic: Topic = Topic.EVERYTHING
    doer: Doer = Doer.ANYONE
    span: Span = Span.ALL
    project: str = ""

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self == Wanted()

    def filter(self, now: datetime) -> EventFilter:
        """Return what the log is searched for."""
        days = _DAYS.get(self.span)
        plain = self.doer not in {Doer.ANYONE, Doer.HELPED}
        return EventFilter(
            starts=TOPIC_STARTS[self.topic],
            capacity=self.doer.value if plain else "",
            is_assisted=self.doer is Doer.HELPED,
            project=self.project,
            since=None if days is None else now - timedelta(days=days),
        )


class ActivityRow(NamedTuple):
    """One event: as written, or erased (neither), or why it cannot be read.

    ``title`` is what its project is called, where the vault knows it.
    """

    position: int
    event: Event | None
    fault: DatadonorError | None = None
    title: Texts | None = None
    leaf_sha256: str = ""


@dataclass(frozen=True, slots=True)
class ActivitySheet:
    """Some events, newest first.

    Attributes:
        rows: At most ``PAGE_ROWS``.
        before: What this sheet was asked with; nothing for the newest.
        older: What the next older one is asked with; nothing if there is none.
        size: How many events the log has in all.
        title: What the project is called that was asked for.
    """

    rows: tuple[ActivityRow, ...]
    before: int | None
    older: int | None
    size: int
    title: Texts | None


class LogState(NamedTuple):
    """Whether the log is whole, when that was last checked, and what was found."""

    is_whole: bool
    size: int
    checked: datetime
    findings: tuple[Finding, ...] = ()


class Titles:
    """What projects are called; each request is read once."""

    def __init__(self, opened: OpenVault) -> None:
        """Look into an open vault."""
        self._shelf = RequestShelf(opened)
        self._known: dict[str, Texts | None] = {}

    def of(self, project: str | None) -> Texts | None:
        """Return a project's title; nothing if the vault has no request that can be read."""
        if project is None:
            return None
        if project not in self._known:
            try:
                self._known[project] = self._shelf.get(project).request.title
            except DatadonorError:
                self._known[project] = None
        return self._known[project]


def read_sheet(opened: OpenVault, wanted: Wanted, before: int | None = None) -> ActivitySheet:
    """Read one sheet, on the thread that the vault belongs to.

    Args:
        opened: The vault.
        wanted: Which events.
        before: Only those before this place; from the newest on if it is not said.
    """
    log = opened.log
    search = wanted.filter(log.now())
    # An altered log may have places beyond its size: they are shown too.
    end = 2**62 if before is None else before
    found = find_events(opened.vault.connection, search, end, PAGE_ROWS + 1)
    titles = Titles(opened)
    rows = tuple(read_row(raw, titles) for raw in found[:PAGE_ROWS])
    older = rows[-1].position if len(found) > PAGE_ROWS else None
    return ActivitySheet(rows, before, older, log.size, titles.of(wanted.project or None))


def read_row(raw: RawEvent, titles: Titles) -> ActivityRow:
    """Read a stored event, or say why it cannot be read."""
    leaf = raw.leaf_sha256
    if raw.body is None:
        return ActivityRow(raw.position, None, leaf_sha256=leaf)
    try:
        event = events.parse_event(raw.body)
    except DatadonorError as error:
        return ActivityRow(raw.position, None, error, leaf_sha256=leaf)
    return ActivityRow(raw.position, event, None, titles.of(event.project), leaf)


def read_latest(opened: OpenVault, limit: int, titles: Titles) -> tuple[ActivityRow, ...]:
    """Return the newest events, newest first."""
    found = find_events(opened.vault.connection, EventFilter(), 2**62, limit)
    return tuple(read_row(raw, titles) for raw in found)


def log_state(opened: OpenVault) -> LogState:
    """Return how the log stands by the last check: at the unlock, or asked for since."""
    known = _CHECKED.get(opened.log)
    if known is None:
        known = _CHECKED[opened.log] = _judged(opened, ())
    # What was written since the check, this program wrote: it has counted it.
    return known._replace(size=opened.log.size)


def check_log(opened: OpenVault) -> LogState:
    """Read every event in full, compare them with the head, and say what does not fit."""
    state = _CHECKED[opened.log] = _judged(opened, tuple(custody.inspect_log(opened.log)))
    return state


# -- within -------------------------------------------------------------------------------

_CHECKED: Final[WeakKeyDictionary[AuditLog, LogState]] = WeakKeyDictionary()
"""Gone with the log: a lock ends the process, and with it all that was known."""


def _judged(opened: OpenVault, findings: Iterable[Finding]) -> LogState:
    found = tuple(findings)
    is_whole = not opened.vault.is_read_only and all(each.is_harmless for each in found)
    return LogState(is_whole, opened.log.size, opened.log.now(), found)
