"""May this record go? The rules of one decision, asked of one record.

``evaluate`` is pure: what was asked, what was chosen, the record, the time, and nothing
else. ``consent.selection`` says the same in SQL for millions of records; a property test
keeps the two equal. Whether the consent is in force, who is approved and whether the
registry is fresh is asked by ``consent.gate`` before either of them.

Rules (modelled on the written rules of the TORCH project; days are days in Denmark):

- A yes to one item permits its records; yeses are united. A no to an item takes back
  nothing that another item permits: it is a no to that use of the records.
- A record that is left out is left out everywhere in the project: denies subtract.
- A record that lasts must lie wholly inside the window of one item, both ends included by
  day; two windows that touch do not carry it together, since each is a use of its own.
- A record without a date is outside every window, unless its kind has none by nature.
- What cannot be read, and what goes beyond the request, forbids.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NamedTuple, Self

from consent.choice_rules import item_widenings, last_day_of
from consent.choices import Choices, ItemChoice
from consent.periods import Period, local_day
from consent.request import Dates, Item, ProjectRequest, Resolution
from datadonor.records.listing import Listed
from datadonor.records.record_id import DocumentId
from datadonor.records.rollups import date_in_denmark
from datadonor.records.sample import OPEN_END_MS, Flag
from datadonor.records.writing import UNSORTED

DATELESS: Final = frozenset({"Device", "Medication", "Organization", "Patient"})
"""Kinds of clinical resource that have no date by nature. No window applies to them."""


class DenyReason(StrEnum):
    """Why a record stays. Each has a sentence (``consent.deny``). The least telling first."""

    CLOCK_WITHOUT_ZONE = "clock_without_zone"
    CONSENT_OVER = "consent_over"
    UNSORTED = "unsorted"
    RETRACTED = "retracted"
    EXCLUDED = "excluded"
    NOT_ASKED = "not_asked"
    NOT_GRANTED = "not_granted"
    BEYOND_REQUEST = "beyond_request"
    TYPE_NOT_GRANTED = "type_not_granted"
    UNDATED = "undated"
    NOT_OVER = "not_over"
    OUTSIDE_WINDOW = "outside_window"


class Grant(NamedTuple):
    """What one item permits of a record: how fine, and what becomes of its dates."""

    item: str
    resolution: Resolution
    dates: Dates


class Permit(NamedTuple):
    """A record may go, for each of these items (at least one, in the request's order)."""

    grants: tuple[Grant, ...]


class Deny(NamedTuple):
    """A record stays, and why: of several items' reasons the one that came furthest."""

    reason: DenyReason


@dataclass(frozen=True, slots=True)
class Record:
    """What the rules need to know of a record.

    Attributes:
        name: As ``datadonor.records.record_id`` writes it.
        category: Of the vocabulary; empty for what it lacks.
        type: Of a sample its type, of an episode or document its kind.
        start_ms: UTC milliseconds since 1970; nothing if it has no date, or one that only
            stands in for it.
        end_ms: Exclusive; the start itself for what is of one moment, ``OPEN_END_MS`` for
            what has not ended.
        is_document: Whether it is a clinical resource.
        is_retracted: Whether the sender took it back.
    """

    name: str
    category: str
    type: str
    start_ms: int | None
    end_ms: int | None = None
    is_document: bool = False
    is_retracted: bool = False

    @classmethod
    def of(cls, listed: Listed) -> Self:
        """Take what is needed from a record as the vault lists it."""
        is_document = isinstance(listed.id, DocumentId)
        end_ms = listed.end_ms if is_document else None
        if end_ms is None and listed.start_ms is not None:
            end_ms = listed.start_ms + listed.duration_ms
        return cls(
            name=str(listed.id),
            category=listed.category,
            type=listed.name,
            start_ms=None if Flag.TIME_STANDS_IN in listed.flags else listed.start_ms,
            end_ms=end_ms,
            is_document=is_document,
            is_retracted=Flag.RETRACTED in listed.flags,
        )

    @property
    def days(self) -> Period | None:
        """The days in Denmark that it lies on; nothing if it is not dated or not over.

        Raises:
            OverflowError: They lie outside the years 1 to 9999.
        """
        if self.start_ms is None or self.end_ms == OPEN_END_MS:
            return None
        end_ms = self.start_ms if self.end_ms is None else self.end_ms
        # A night that ends on the stroke of twelve has no part in the next day.
        last_ms = max(self.start_ms, end_ms - 1)
        return Period(date_in_denmark(self.start_ms), date_in_denmark(last_ms))


def evaluate(
    request: ProjectRequest, choices: Choices, record: Record, now: datetime
) -> Permit | Deny:
    """Say whether one record may go under one decision.

    Args:
        request: What was asked.
        choices: What was decided about exactly this request.
        record: Which record.
        now: With zone. After the last day of request or consent nothing may go.

    Raises:
        ValueError: Now is no day between the years 1 and 9999.
    """
    if now.utcoffset() is None:
        return Deny(DenyReason.CLOCK_WITHOUT_ZONE)
    against = (
        (DenyReason.CONSENT_OVER, local_day(now) > last_day(request, choices)),
        (DenyReason.UNSORTED, record.category == UNSORTED),
        (DenyReason.RETRACTED, record.is_retracted),
        (
            DenyReason.EXCLUDED,
            any(record.name in choice.excluded_records for choice in choices.items.values()),
        ),
    )
    for reason, speaks in against:
        if speaks:
            return Deny(reason)
    answers = list(_answers(request, choices, record))
    grants = tuple(answer for answer in answers if isinstance(answer, Grant))
    if grants:
        return Permit(grants)
    reasons = (answer for answer in answers if isinstance(answer, DenyReason))
    return Deny(max(reasons, key=_ORDER.index, default=DenyReason.NOT_ASKED))


def last_day(request: ProjectRequest, choices: Choices) -> date:
    """Return the last day, included, on which a decision lets data be sent."""
    last = last_day_of(request)
    return last if choices.expires is None else min(choices.expires, last)


def window_of(item: Item, choice: ItemChoice) -> Period | None:
    """Return the days that an item's window and the person's have in common."""
    first = max(item.window.from_, choice.from_ or item.window.from_)
    last = min(item.window.until, choice.until or item.window.until)
    return Period(first, last) if first <= last else None


def resolution_of(item: Item, choice: ItemChoice) -> Resolution:
    """Return how fine an item's records may be: the coarser of asked and chosen."""
    chosen = choice.resolution or item.finest_resolution
    return max(chosen, item.finest_resolution, key=lambda each: each.rank)


def _answers(
    request: ProjectRequest, choices: Choices, record: Record
) -> Iterator[Grant | DenyReason]:
    """Yield what each item that is about a record says to it."""
    for item in request.items:
        if item.category == record.category and record.type in (item.types or (record.type,)):
            yield _answer(item, choices.items.get(item.id), record)


def _answer(item: Item, choice: ItemChoice | None, record: Record) -> Grant | DenyReason:
    if choice is None or not choice.granted:
        return DenyReason.NOT_GRANTED
    if next(item_widenings(item, choice), None) is not None:
        return DenyReason.BEYOND_REQUEST
    if choice.types is not None and record.type not in choice.types:
        return DenyReason.TYPE_NOT_GRANTED
    against = _against_date(item, choice, record)
    return against or Grant(item.id, resolution_of(item, choice), item.dates)


def _against_date(item: Item, choice: ItemChoice, record: Record) -> DenyReason | None:
    if record.is_document and record.type in DATELESS:
        return None
    if record.start_ms is None:
        return DenyReason.UNDATED
    try:
        days = record.days
    except OverflowError:
        return DenyReason.OUTSIDE_WINDOW
    if days is None:
        return DenyReason.NOT_OVER
    window = window_of(item, choice)
    is_within = window is not None and window.covers(days)
    return None if is_within else DenyReason.OUTSIDE_WINDOW


_ORDER: Final = tuple(DenyReason)
