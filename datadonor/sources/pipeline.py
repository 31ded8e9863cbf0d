"""From a file to the vault: all or nothing, with a report that a person can check.

``import_parcel`` opens what a person gave, says what it is, and writes everything in it
in one transaction together with the event that says so. Cancelled, refused, or cut off
by a crash, it leaves the vault as it was.
"""

import secrets
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from datadonor.audit.custody import OpenVault
from datadonor.audit.events import Actor, ImportFinished
from datadonor.audit.log import Recording
from datadonor.records.categories import CategoryId
from datadonor.records.dictionaries import ImportId
from datadonor.records.sample import Document, Episode, KnownIdentifier, Sample, SampleColumns
from datadonor.records.subject import Subject
from datadonor.records.writing import RecordWriter
from datadonor.sources import beside
from datadonor.sources.beside import Claim, Letter, Part, Piece
from datadonor.sources.detection import known_formats
from datadonor.sources.errors import FileEmpty, FormatUnknown, SomeoneElse
from datadonor.sources.found import Found, Note, Notice, Unreadable
from datadonor.sources.parcel import Limits, Parcel, open_parcel, size_bytes
from datadonor.sources.reading import COPENHAGEN, Format, Reading
from datadonor.vault.database import Connection

MOST_UNREADABLE: Final = 100
"""How many places of one format are named; all are counted."""

_CACHE_KIB: Final = 24_576
"""Pages that the database keeps in memory while it takes in a file, against 8 000 else.
Source: measured; twice as much gains nothing, and all of it counts towards 200 MB."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import has come."""

    bytes_read: int
    total_bytes: int
    records: int


@dataclass(frozen=True, slots=True)
class Report:
    """What came of one format in what a person gave.

    ``by_category`` counts what was added; the empty category is what no project can ask
    for yet. ``unreadable`` names the first places, ``unreadable_count`` counts all.
    """

    file: str
    format: str
    digest: str
    import_id: str
    added: int
    duplicates: int
    unreadable: tuple[Unreadable, ...]
    unreadable_count: int
    notices: Mapping[Note, int]
    by_category: Mapping[CategoryId, int]
    seconds: float


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person said about an import.

    ``zone`` is for times without one; ``mapping`` explains a table's columns;
    ``is_mine`` confirms that a file with another person's number is theirs all the same.
    """

    zone: ZoneInfo = COPENHAGEN
    mapping: object = None
    is_mine: bool = False


def import_parcel(
    opened: OpenVault,
    place: Path,
    who: Actor,
    *,
    wishes: Wishes | None = None,
    report_progress: Callable[[Progress], None] = lambda _: None,
    limits: Limits | None = None,
    formats: Sequence[Format] | None = None,
) -> tuple[Report, ...]:
    """Bring what a person gave into the vault.

    Args:
        opened: The vault.
        place: A file, a folder or a zip.
        who: Who does it.
        wishes: What the person said about it.
        report_progress: Called now and then; raises ``ImportCancelled`` to stop.
        limits: What is refused.
        formats: Which formats to look for; all, if not given.

    Returns:
        One report for each format found, in the order in which formats are asked.
        Nothing else changed but the log.

    Raises:
        FileRefused: It is not what it should be; nothing was changed.
        SomeoneElse: It is about another person.
        ImportCancelled: ``report_progress`` stopped it.
        VaultReadOnly, DiskFull, DiskRefused: As ``AuditLog.transaction`` says.
    """
    told = Wishes() if wishes is None else wishes
    bounds = Limits() if limits is None else limits
    course = _Course(report_progress)
    with ExitStack() as stack:
        is_large = formats is None and size_bytes(place) >= beside.LARGE_BYTES
        largest: Iterator[Letter] | None = None
        if is_large and not getattr(sys, "frozen", False):
            request = beside.Request(place, bounds, told.zone.key, told.mapping)
            largest = stack.enter_context(beside.read_beside(request, partial(course.check, 0)))
        parcel = stack.enter_context(open_parcel(place, check=course.check, limits=bounds))
        reading = Reading(parcel, told.zone, told.mapping)
        part = Part.ALL if largest is None else Part.OTHERS
        letters = beside.read_parcel(parcel, reading, formats or known_formats(), part)
        if largest is not None:
            letters = chain(letters, _counted(largest, parcel))
        return _take_in(opened, who, parcel, letters, course, is_mine=told.is_mine)


def _counted(letters: Iterator[Letter], parcel: Parcel) -> Iterator[Letter]:
    """Count what another process read."""
    for letter in letters:
        if isinstance(letter, Piece):
            parcel.meter.count(letter.bytes_read)
        yield letter


def _take_in(
    opened: OpenVault,
    who: Actor,
    parcel: Parcel,
    letters: Iterator[Letter],
    course: "_Course",
    *,
    is_mine: bool,
) -> tuple[Report, ...]:
    claims = next(letters)
    if not isinstance(claims, list) or not claims:
        raise FormatUnknown if parcel.total_bytes else FileEmpty
    course.total_bytes = sum(claim.total_bytes for claim in claims)
    reports: list[Report] = []
    with _large_cache(opened.vault.connection), opened.log.transaction(who) as recording:
        subject = Subject(recording.connection)
        current: _Import | None = None
        for letter in letters:
            if isinstance(letter, Piece):
                assert current is not None  # noqa: S101 - a claim comes before its pieces
                current.take(letter.found)
            elif not isinstance(letter, list):
                # A format ends where the next begins, or nothing follows.
                reports += [] if current is None else [current.finish()]
                current = None
                if isinstance(letter, Claim):
                    current = _Import(recording, parcel, letter.format, course, subject)
        if not is_mine and not subject.is_one_person:
            raise SomeoneElse
        parcel.verify_unchanged()
    order = [claim.format for claim in claims]
    return tuple(sorted(reports, key=lambda report: order.index(report.format)))


class _Course:
    """Passes on how far things have come."""

    def __init__(self, report: Callable[[Progress], None]) -> None:
        self._report = report
        self._bytes_read = 0
        self.total_bytes = 0
        self.records = 0

    def check(self, bytes_read: int) -> None:
        """Take note of bytes read; called often, also to hear that it should stop."""
        self._bytes_read = max(bytes_read, self._bytes_read)
        self._report(Progress(self._bytes_read, self.total_bytes, self.records))


class _Import:
    """One format's part of an import."""

    def __init__(
        self,
        recording: Recording,
        parcel: Parcel,
        format_name: str,
        course: _Course,
        subject: Subject,
    ) -> None:
        self._recording = recording
        self._parcel = parcel
        self._format = format_name
        self._course = course
        self._subject = subject
        self._begun = time.monotonic()
        self._name = secrets.token_hex(8)
        self._number = self._begin()
        self._writer = RecordWriter(recording.connection, self._number)
        self._notices: Counter[Note] = Counter()
        self._unreadable: list[Unreadable] = []
        self._unreadable_count = 0

    def take(self, found: Iterable[Found]) -> None:
        """Write what was found."""
        for one in found:
            self._take(one)
        self._course.check(0)

    def finish(self) -> Report:
        """Bring the roll-ups up to date and say what came of it."""
        self._writer.finish()
        self._record()
        return Report(
            file=self._parcel.place.name,
            format=self._format,
            digest=self._parcel.digest,
            import_id=self._name,
            added=self._writer.added.total(),
            duplicates=self._writer.duplicates.total(),
            unreadable=tuple(self._unreadable),
            unreadable_count=self._unreadable_count,
            notices=dict(self._notices),
            by_category={name: count for name, count in self._writer.added.items() if count},
            seconds=time.monotonic() - self._begun,
        )

    def _begin(self) -> ImportId:
        connection = self._recording.connection
        connection.execute(
            "INSERT INTO import (name, format, file_sha256) VALUES (?, ?, ?)",
            (self._name, self._format, bytes.fromhex(self._parcel.digest)),
        )
        return ImportId(connection.number("SELECT last_insert_rowid()"))

    def _record(self) -> None:
        position = self._recording.append(
            ImportFinished(
                import_id=self._name,
                format=self._format,
                file_sha256=self._parcel.digest,
                added=self._writer.added.total(),
                duplicates=self._writer.duplicates.total(),
                unreadable=self._unreadable_count,
            )
        )
        self._recording.connection.execute(
            "UPDATE import SET position = ? WHERE id = ?", (position, self._number)
        )

    def _take(self, found: Found) -> None:
        writer = self._writer
        match found:
            case SampleColumns():
                writer.add_columns(found)
                self._course.records += len(found)
            case Sample():
                writer.add_sample(found)
                self._course.records += 1
            case Episode():
                writer.add_episode(found)
                self._course.records += 1
            case Document():
                writer.add_document(found)
                self._course.records += 1 + len(found.samples)
            case KnownIdentifier():
                writer.add_identifier(found)
                self._subject.meet(found)
            case Notice(note, times):
                self._notices[note] += times
            case Unreadable():
                self._unreadable_count += 1
                if len(self._unreadable) < MOST_UNREADABLE:
                    self._unreadable.append(found)


@contextmanager
def _large_cache(connection: Connection) -> Iterator[None]:
    usual = connection.number("PRAGMA cache_size")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {usual}")
