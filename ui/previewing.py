"""What the preview asks of the vault: may it leave, what would leave, what comes of all of it.

Everything here runs on the database thread. The page holds a ``Desk`` and hands it back;
what it draws are rows (``ui.preview_rows``) and ``Totals``. Writes nothing. No Qt.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from consent.gate import RefusalReason
from consent.periods import local_day
from consent.request import Resolution, Texts
from datadonor.audit.custody import OpenVault
from datadonor.errors import DatadonorError
from datadonor.registry.targets import Recipient
from datadonor.texts import Language
from export.bundle.contents import documents_of
from export.bundle.listing import Listed
from export.bundle.parts import parts_of
from export.demographics_sent import ITEM as PERSON
from export.outbox import BundleState, NotDue, Outbox
from export.outgoing import Outgoing
from export.preparing import Prepared
from export.preview import Preview, Staying
from export.preview_estimate import estimate_of
from export.previewing import preview_release
from export.recognisability import Contents as Telling
from export.recognisability import Estimate
from export.sending import ReleaseRefusedNow
from ui.jobs import Course
from ui.preview_rows import Row, row_of

ROWS_AT_ONCE: Final = 100
"""A page of the table. Source: our choice; about ten screens."""

PIECE_CHARACTERS: Final = 40_000
"""Of a file that is looked at, at a time. Source: our choice; a text field stays quick."""

_RECORDS_BETWEEN_BREATHS: Final = 100

WALK: Final = "walk"
LOOK: Final = "look"
"""Steps of a job, for the words beside its bar."""


class Barred(NamedTuple):
    """The gate is closed, and why. Nothing of the data was read."""

    reason: RefusalReason


class Span(NamedTuple):
    """Where the records of one category stand in the order of sending."""

    category: str
    start: int
    records: int

    @property
    def end(self) -> int:
        """Where the next span begins."""
        return self.start + self.records


@dataclass(frozen=True, slots=True)
class Totals:
    """What all of it comes to, after one walk.

    Attributes:
        digest: What is confirmed: the fingerprint of exactly this.
        records: How many records, the person not counted.
        size_bytes: Of all files before they are sealed.
        by_category: How many of each.
        staying: What is asked for and stays, and why.
        spans: In the order of sending, together everything.
        files: Every file of the bundle, with its length.
        is_summed: Whether one record can be the numbers of a whole day or week.
        estimate: How many others share what is told.
        telling: What the estimate is of.
    """

    digest: str
    records: int
    size_bytes: int
    by_category: tuple[tuple[str, int], ...]
    staying: tuple[Staying, ...]
    spans: tuple[Span, ...]
    files: tuple[Listed, ...]
    is_summed: bool
    estimate: Estimate
    telling: Telling


class Feed:
    """Which rows to ask for next: all of them, or those of one category."""

    def __init__(self, spans: tuple[Span, ...] | None = None) -> None:
        """Begin at the first row.

        Args:
            spans: Which rows, ascending; nothing for all, however many they are.
        """
        self._spans = spans
        self._after = 0 if spans is None else spans[0].start if spans else None

    @property
    def after(self) -> int | None:
        """Where the next rows begin; nothing if there are no more."""
        return self._after

    @property
    def limit(self) -> int:
        """How many to ask for at most."""
        if self._spans is None or self._after is None:
            return ROWS_AT_ONCE
        at = self._after
        end = next(each.end for each in self._spans if each.start <= at < each.end)
        return min(ROWS_AT_ONCE, end - at)

    def took(self, rows: int, after: int | None) -> None:
        """Go on behind rows that have come.

        Args:
            rows: How many.
            after: What the page of rows said to go on with.
        """
        if self._spans is None or self._after is None:
            self._after = after
            return
        at = self._after + rows
        ahead = (max(each.start, at) for each in self._spans if each.end > at)
        self._after = next(ahead, None) if rows else None


class Rows(NamedTuple):
    """Some rows, and what to ask for the next ones with; nothing behind the last."""

    rows: tuple[Row, ...]
    after: int | None


class Piece(NamedTuple):
    """Part of a file's content, as text, and whether there is more behind it."""

    path: str
    text: str
    has_more: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """The gate is open: what can be shown at once.

    Attributes:
        desk: To read on from.
        project: The registry's id.
        title: Of the project, in both languages.
        recipient: Whom it would be sealed for.
        hindrance: Why it could not be sent today all the same, if so.
        is_waiting: An earlier donation lies sealed and goes first.
        first: The first rows.
    """

    desk: "Desk"
    project: str
    title: Texts
    recipient: Recipient
    hindrance: DatadonorError | None
    is_waiting: bool
    first: Rows


class Desk:
    """One release laid out to be looked at. Used on the database thread alone."""

    def __init__(self, prepared: Prepared) -> None:
        """Lay out a release made ready."""
        self._prepared: Prepared | None = prepared
        self._preview: Preview | None = Preview(prepared)

    def rows(self, after: int, language: Language, limit: int = ROWS_AT_ONCE) -> Rows:
        """Return some rows; the next page costs itself alone, another the way there."""
        preview, prepared = self._preview, self._prepared
        if preview is None or prepared is None:
            return Rows((), None)
        page = preview.page(after, limit)
        connection = prepared.stream.connection
        return Rows(tuple(row_of(each, connection, language) for each in page.records), page.after)

    def row(self, position: int, language: Language) -> Row | None:
        """Return one row anew. Costs the way there, and keeps the place in the table."""
        prepared = self._laid_out()
        found = Preview(prepared).page(position, 1).records
        return row_of(found[0], prepared.stream.connection, language) if found else None

    def walk(self, course: Course) -> Totals:
        """Walk through all of it once. Other questions pass meanwhile.

        Raises:
            LeakFound: Something in it points at the person. Nothing may be sent.
            RecordTooLarge, BundleTooManyFiles: As their names say.
            Cancelled: The person gave it up.
        """
        shown = Preview(_watched(self._laid_out(), course, WALK))
        digest = shown.digest
        course.breathe()
        staying = shown.staying
        course.breathe()
        estimate, telling = estimate_of(shown)
        return Totals(
            digest=digest,
            records=shown.records,
            size_bytes=shown.size_bytes,
            by_category=tuple(shown.by_category.items()),
            staying=staying,
            spans=_spans(shown.prepared),
            files=shown.prepared.contents.files,
            is_summed=any(rule.startswith("resolution_") for rule in shown.rules),
            estimate=estimate,
            telling=telling,
        )

    def piece(self, path: str, start: int, course: Course) -> Piece:
        """Return some of the text of one file as it would stand in the bundle.

        A part of the records is made by walking as far as it reaches.

        Args:
            path: Of the file, as ``Totals.files`` names it.
            start: How many characters to pass over.
            course: To report to.
        """
        content = self._content(path, course).decode("utf-8", "replace")
        end = start + PIECE_CHARACTERS
        return Piece(path, content[start:end], len(content) > end)

    def clear(self) -> None:
        """Let go of everything, on the thread that the vault belongs to."""
        self._preview = self._prepared = None

    def _laid_out(self) -> Prepared:
        if self._prepared is None:
            raise DatadonorError
        return self._prepared

    def _content(self, path: str, course: Course) -> bytes:
        prepared = _watched(self._laid_out(), course, LOOK)
        payload = prepared.payload
        for document in payload.documents:
            if document.path == path:
                return document.content
        if path.startswith(("data/fhir/", "data/tables/")):
            for part in parts_of(payload.outgoing, payload.columns):
                if part.path == path:
                    return part.content
            raise DatadonorError
        contents = prepared.contents
        parts = [
            each for each in contents.files if each.path.startswith(("data/fhir/", "data/tables/"))
        ]
        documents = documents_of(payload, contents.totals, parts)
        return next(each.content for each in documents if each.path == path)


def open_preview(opened: OpenVault, project: str, language: Language) -> Opening | Barred:
    """Ask the gate, and lay out what would leave. A refusal is not logged: nothing was to go.

    Args:
        opened: The vault.
        project: The registry's id.
        language: Of the rows.

    Raises:
        ConsentDocumentGone, DecisionUnreadable: The consent is not there as it was signed.
    """
    try:
        prepared = preview_release(opened, project).prepared
    except ReleaseRefusedNow as refused:
        return Barred(refused.reason)
    release = prepared.release
    outbox = Outbox(opened)
    desk = Desk(prepared)
    lying = [each for each in outbox.entries(project) if each.state is BundleState.SEALED]
    return Opening(
        desk=desk,
        project=project,
        title=release.request.title,
        recipient=release.recipient,
        hindrance=_hindrance(outbox, prepared),
        is_waiting=bool(lying),
        first=desk.rows(0, language),
    )


# -- within ---------------------------------------------------------------------------


@dataclass(frozen=True)
class _Watched:
    """The same records, told of while they pass; as often walked as is wanted."""

    prepared: Prepared
    course: Course
    step: str

    def __iter__(self) -> Iterator[Outgoing]:
        course = self.course
        total = _records_known(self.prepared)
        course.report(0, total, self.step)
        for done, outgoing in enumerate(self.prepared.payload.outgoing, start=1):
            if done % _RECORDS_BETWEEN_BREATHS == 0:
                course.report(done, None if total is None else max(total, done), self.step)
                course.breathe()
            yield outgoing


def _watched(prepared: Prepared, course: Course, step: str) -> Prepared:
    """Return the same release made ready, whose walk reports and can be given up."""
    payload = replace(prepared.payload, outgoing=_Watched(prepared, course, step))
    return replace(prepared, payload=payload)


def _records_known(prepared: Prepared) -> int | None:
    """Return how many records there will be at most; nothing where many become one."""
    items = prepared.stream.items
    if any(item.grant.resolution is not Resolution.RAW for item in items):
        return None
    return sum(item.count().total for item in items) + 1


def _spans(prepared: Prepared) -> tuple[Span, ...]:
    """Return what stands where: the person first, then item by item as they are asked."""
    by_item = prepared.contents.totals.by_item
    order = [(PERSON, "about_me")]
    order += [(item.grant.item, str(item.category)) for item in prepared.stream.items]
    spans, at = [], 0
    for item, category in order:
        count = by_item.get(item, 0)
        if count:
            spans.append(Span(category, at, count))
        at += count
    return tuple(spans)


def _hindrance(outbox: Outbox, prepared: Prepared) -> DatadonorError | None:
    """Say why nothing can be sent today, as sending itself would."""
    try:
        due = outbox.due_on(prepared.release)
    except DatadonorError as error:
        return error.with_traceback(None)
    if due > local_day(prepared.release.now):
        return NotDue(day=str(due))
    return None
