"""What the home page shows, read from an open vault. No Qt.

Read from roll-ups and ends of indexes, so that it is there at once for ten million samples.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from consent.ledger import ConsentState
from consent.reading import ConsentReading
from consent.request import Texts
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import DonationSent, Position, moment, parse_event, starts_with_kind
from datadonor.audit.verdict import Condition, condition_finding
from datadonor.errors import DatadonorError
from datadonor.records.contents import contents
from datadonor.records.rollups import date_in_denmark
from datadonor.vault.inspection import Finding
from ui.activity import ActivityRow, LogState, Titles, log_state, read_latest

LATEST: Final = 5
"""So many events stand on the home page; the rest belong to the activity page."""


@dataclass(frozen=True, slots=True)
class DataHeld:
    """How much there is: records in all, in how many categories, and the latest day."""

    records: int
    categories: int
    latest: date | None


@dataclass(frozen=True, slots=True)
class ProjectsHeld:
    """How many requests wait for an answer, and how many consents are in force."""

    waiting: int
    active: int


@dataclass(frozen=True, slots=True)
class Sending:
    """The last donation that left: when, and for what project (title, where it is known)."""

    when: datetime
    title: Texts | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The state of the log, what there is, and the latest events, newest first."""

    condition: Condition
    finding: Finding
    is_read_only: bool
    log: LogState
    data: DataHeld
    projects: ProjectsHeld
    sending: Sending | None
    latest: tuple[ActivityRow, ...]

    @property
    def size(self) -> int:
        """How many events the log has."""
        return self.log.size


def read_overview(opened: OpenVault, limit: int = LATEST) -> Overview:
    """Read it all, on the thread that the vault belongs to."""
    log = opened.log
    verdict = log.verdict
    if verdict.condition is Condition.WHOLE:
        # The verdict counts what was there before this unlock wrote its own events.
        verdict = verdict._replace(size=log.size)
    titles = Titles(opened)
    return Overview(
        condition=verdict.condition,
        finding=condition_finding(verdict),
        is_read_only=opened.vault.is_read_only,
        log=log_state(opened),
        data=read_data(opened),
        projects=_projects(opened),
        sending=_last_sending(opened, titles),
        latest=read_latest(opened, limit, titles),
    )


def read_data(opened: OpenVault) -> DataHeld:
    """Return how much there is, from roll-ups."""
    found = contents(opened.vault.connection)
    holdings = [each for kinds in found.values() for each in kinds]
    lasts = [each.last_ms for each in holdings if each.last_ms is not None]
    return DataHeld(
        records=sum(each.records for each in holdings),
        categories=len(found),
        latest=date_in_denmark(max(lasts)) if lasts else None,
    )


def _projects(opened: OpenVault) -> ProjectsHeld:
    try:
        states = [each.state for each in ConsentReading(opened).consents()]
    except DatadonorError:  # an altered log: the page itself says so
        states = []
    return ProjectsHeld(
        waiting=sum(state is ConsentState.REQUESTED for state in states),
        active=sum(state.is_in_force for state in states),
    )


def _last_sending(opened: OpenVault, titles: Titles) -> Sending | None:
    last: tuple[Position, bytes] | None = None
    for last in opened.log.bodies_of(starts_with_kind(DonationSent.kind)):  # noqa: B007
        pass
    try:
        event = None if last is None else parse_event(last[1])
    except DatadonorError:
        return None
    if event is None:
        return None
    return Sending(moment(event.when.recorded), titles.of(event.project))
