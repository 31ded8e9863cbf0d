"""What the auditor's page shows: a package file, checked, and sheets of its events. No Qt.

Runs on the database thread although there is no vault: reading and checking a large package
takes a while. Must not know: how a day is written, where anything stands on a page.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from datadonor import paths
from datadonor.audit.events import Event, parse_event
from datadonor.audit.merkle import HASH_BYTES
from datadonor.audit.package_file import MOST_BYTES, PackageTooLarge
from datadonor.audit.package_log import LEAVES
from datadonor.errors import DatadonorError
from datadonor.texts import Language
from export.audit_package.account import Account
from export.audit_package.csv_form import events_csv
from export.audit_package.fhir_form import audit_events
from export.audit_package.judging import Report, judge_package
from export.audit_package.report_paper import report_pdf
from ui.activity import TOPIC_STARTS, Topic
from ui.offered_file import FileFault, read_offered_file

PAGE_ROWS: Final = 25
"""So many rows are shown at once."""

READING: Final = "reading"
CHECKING: Final = "checking"
"""The steps of the work, for the words beside the bar."""

_MOST_HEAD: Final = 400
"""Bytes of an event within which its kind and project stand."""


class Section(StrEnum):
    """A part of what a package tells."""

    FINDINGS = "findings"
    RELEASES = "releases"
    DECISIONS = "decisions"
    MANDATES = "mandates"
    REFUSALS = "refusals"
    WITHDRAWALS = "withdrawals"
    ANSWERS = "answers"
    EVENTS = "events"


class Shown(StrEnum):
    """Which of the events are shown."""

    EVERYTHING = "everything"
    CONSENTS = "consents"
    SENDINGS = "sendings"
    REFUSALS = "refusals"
    APPROVALS = "approvals"
    VAULT = "vault"
    HIDDEN = "hidden"


class Form(StrEnum):
    """How what was found is saved; the ending of the file's name is the same."""

    PDF = "pdf"
    CSV = "csv"
    FHIR = "json"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the auditor wants to see."""

    shown: Shown = Shown.EVERYTHING
    project: str = ""

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self == Wanted()


class Row(NamedTuple):
    """One place in the log: its event, or neither that nor why it cannot be read, if hidden."""

    position: int
    event: Event | None
    title: str
    leaf_sha256: str
    fault: DatadonorError | None = None


@dataclass(frozen=True, slots=True)
class EventSheet:
    """Some events, newest first.

    Attributes:
        rows: At most ``PAGE_ROWS``.
        before: What this sheet was asked with; nothing for the newest.
        older: What the next older one is asked with; nothing if there is none.
    """

    rows: tuple[Row, ...]
    before: int | None
    older: int | None


class Watch(Protocol):
    """What long work reports to, and is stopped by."""

    def report(self, done: int, total: int | None = None, step: str = "") -> None:
        """Say how far the work is, and end it if it is no longer wanted."""


@dataclass(frozen=True)
class Examined:
    """A package that was checked.

    Attributes:
        name: Of its file.
        content: The file.
        report: What was found.
    """

    name: str
    content: bytes
    report: Report

    @cached_property
    def sha256(self) -> str:
        """The file's digest, in hex digits."""
        return sha256(self.content).hexdigest()

    @cached_property
    def bodies(self) -> Mapping[int, bytes]:
        """The events that are shown, by their place."""
        shown = self.report.package.log.shown
        return dict(zip(shown.places, shown.bodies, strict=True))

    @property
    def size(self) -> int:
        """How many places there are to look at; an altered package may have too many events."""
        return max(self.report.package.log.tree.size, max(self.bodies, default=-1) + 1)


def examine(path: Path, watch: Watch) -> Examined | FileFault:
    """Read and check a package.

    Returns:
        Why the file was not read, if it was not.

    Raises:
        PackageRefused: It is no package; nothing in it was believed.
    """
    watch.report(0, step=READING)
    content = read_offered_file(path, MOST_BYTES)
    if content is FileFault.TOO_LARGE:
        raise PackageTooLarge
    if isinstance(content, FileFault):
        return content
    watch.report(0, step=CHECKING)
    report = judge_package(content)
    watch.report(0, step=CHECKING)
    return Examined(path.name, content, report)


def tell(examined: Examined, language: Language) -> Account:
    """Return what a package tells, worked out in full."""
    account = Account(examined.report, language)
    for each in Section:
        if each is not Section.EVENTS:
            getattr(account, each)
    _ = (account.statements, account.projects)
    return account


def read_sheet(
    account: Account, examined: Examined, wanted: Wanted, before: int | None
) -> EventSheet:
    """Read one sheet of events.

    Args:
        account: For the names of projects.
        examined: Whose events.
        wanted: Which of them.
        before: Only those before this place; from the newest on if it is not said.
    """
    rows: list[Row] = []
    for position in _positions(examined, wanted, examined.size if before is None else before):
        if len(rows) == PAGE_ROWS:
            return EventSheet(tuple(rows), before, rows[-1].position)
        rows.append(read_row(account, examined, position))
    return EventSheet(tuple(rows), before, None)


def read_row(account: Account, examined: Examined, position: int) -> Row:
    """Read what stands at one place of the log."""
    leaf = _leaf(examined, position)
    body = examined.bodies.get(position)
    if body is None:
        return Row(position, None, "", leaf)
    try:
        event = parse_event(body)
    except DatadonorError as error:
        return Row(position, None, "", leaf, error)
    return Row(position, event, account.title(event.project), leaf)


def save(account: Account, examined: Examined, form: Form, file: Path, today: date) -> None:
    """Write what was found to a file.

    Raises:
        PdfUnavailable, PdfNotMade: The report could not be made.
        DiskFull, DiskRefused: Nothing was written.
    """
    report, language = account.report, account.language
    match form:
        case Form.PDF:
            content = report_pdf(report, examined.content, language, today)
        case Form.CSV:
            # The mark in front keeps a spreadsheet from taking letters with accents for noise.
            content = events_csv(report, language).encode("utf-8-sig")
        case _:
            content = audit_events(report)
    paths.atomic_write(file, content)


# -- within -------------------------------------------------------------------------------

_TOPICS: Final[Mapping[Shown, Topic]] = {
    Shown.CONSENTS: Topic.CONSENTS,
    Shown.SENDINGS: Topic.SENDINGS,
    Shown.REFUSALS: Topic.REFUSALS,
    Shown.APPROVALS: Topic.APPROVALS,
    Shown.VAULT: Topic.VAULT,
}


def _positions(examined: Examined, wanted: Wanted, before: int) -> Iterator[int]:
    """Yield the places wanted, from the newest on."""
    bodies = examined.bodies
    if wanted.shown is Shown.HIDDEN:
        yield from (at for at in range(before - 1, -1, -1) if at not in bodies)
        return
    topic = _TOPICS.get(wanted.shown)
    starts = () if topic is None else TOPIC_STARTS[topic]
    about = f'"project":"{wanted.project}"'.encode() if wanted.project else b""
    for at in range(before - 1, -1, -1):
        body = bodies.get(at)
        if body is None:
            if wanted.is_everything:
                yield at
        elif (not starts or body.startswith(starts)) and about in body[:_MOST_HEAD]:
            yield at


def _leaf(examined: Examined, position: int) -> str:
    leaves = examined.report.package.files.get(LEAVES, b"")
    return leaves[position * HASH_BYTES : (position + 1) * HASH_BYTES].hex()
