"""The one generator: everything that one release sends, record by record, in a lasting order.

The preview shows it and the bundle writes it. It accepts nothing but a ``Release``: there
is no other way to get at records for sending. Item by item in the request's order, and
within an item samples, episodes, documents. The same vault, release and identity give the
same bytes. Must not know files, seals or the network.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import blake2b
from typing import Final

from consent.gate import Release
from consent.periods import local_day
from consent.request import Dates
from consent.selection import ItemSelection, Selection, select
from consent.selection_sql import Span
from datadonor.records.rollups import first_hour
from datadonor.records.rollups import local_day as day_number
from datadonor.records.totals import HOUR_MS
from datadonor.vault.database import Connection, Row
from export.minimisation.dates import DateTreatment
from export.minimisation.documents import HeldDocument, Terms, minimise_document
from export.minimisation.references import SentDocuments, settle
from export.outgoing import Outgoing, Withheld
from export.pseudonym import ProjectIdentity
from export.series.item import outgoing_of_item

NEWEST: Final = "newest_days_held_back"
SENT_BEFORE: Final = "sent_before"
AS_SAMPLES: Final = "sent_as_samples"

LINE_DIGEST_BYTES: Final = 16
"""Of a line: enough that no two of a donor's lines share one by chance."""

_EPOCH: Final = date(1970, 1, 1)
_ID: Final = re.compile(rb'"id":"([a-z]+)"')


@dataclass(frozen=True)
class Stream:
    """What one release sends.

    Attributes:
        release: The right to send, just given by the gate.
        connection: Of the open vault; reading is enough.
        identity: The donor in the release's project.
        only_new: Leave out lines that an earlier bundle of the project already had.
    """

    release: Release
    connection: Connection
    identity: ProjectIdentity
    only_new: bool = True

    def walk(self) -> Iterator[Outgoing | Withheld]:
        """Yield what is sent, and behind each item what stays of it and why. One pass."""
        seen = _Seen(self.items)
        for item in self.items:
            withheld: Counter[str] = Counter()
            if held := self._held_at_ends[item.grant.item]:
                withheld[NEWEST] = held
            for each in self._records(item, withheld):
                if seen.is_twice(item, each):
                    continue  # it goes by an earlier item already
                if self.is_known(each):
                    withheld[SENT_BEFORE] += 1
                else:
                    yield each
            for reason, count in sorted(withheld.items()):
                yield Withheld(item.grant.item, item.category, reason, count)

    def outgoing(self) -> Iterator[Outgoing]:
        """Yield what is sent, one pass."""
        return (each for each in self.walk() if isinstance(each, Outgoing))

    @cached_property
    def items(self) -> tuple[ItemSelection, ...]:
        """The items of which something may go, in the request's order."""
        return tuple(self._between_ends(item) for item in self._selection.items)

    @cached_property
    def release_day(self) -> date:
        """The day in Denmark on which it is released."""
        return local_day(self.release.now)

    def _records(self, item: ItemSelection, withheld: Counter[str]) -> Iterator[Outgoing]:
        """Yield the records of one item, and count those that stay."""
        for each in outgoing_of_item(item, self.identity, self._dates(item), self.release_day):
            if isinstance(each, Withheld):
                withheld[each.reason] += each.count
            else:
                yield each
        for document in self._documents(item):
            found = minimise_document(document, self._terms(item, self._sent))
            if self._goes_as_samples(document):
                withheld[AS_SAMPLES] += 1
            elif found.outgoing is None:
                withheld[found.withheld or "fields_allowed"] += 1
            else:
                yield found.outgoing

    def _goes_as_samples(self, document: HeldDocument) -> bool:
        """Say whether the values of a document are samples, which go by themselves."""
        query = "SELECT 1 FROM document_sample WHERE document_id = ? LIMIT 1"
        number = int(document.record.removeprefix("d"))
        return self.connection.row(query, (number,)) is not None

    def _between_ends(self, item: ItemSelection) -> ItemSelection:
        """Return an item without the days at either end that would show how dates are shifted.

        Who knows the window, or the day of sending, and sees the first or last of data that
        are there every day, would know the shift.
        """
        if item.grant.dates is not Dates.SHIFTED:
            return item
        span = item.scope.span
        first = day_number(span.from_ms // HOUR_MS) + self.identity.oldest_days_held_back
        today = (self.release_day - _EPOCH).days
        end = min(day_number(span.until_ms // HOUR_MS), today + 1)
        end = max(end - self.identity.newest_days_held_back, first)
        between = Span(first_hour(first) * HOUR_MS, first_hour(end) * HOUR_MS)
        return replace(item, scope=item.scope._replace(span=between))

    @cached_property
    def _held_at_ends(self) -> dict[str, int]:
        """How many records of each item stay because they lie at the ends."""
        pairs = zip(self._selection.items, self.items, strict=True)
        return {
            whole.grant.item: 0 if whole is part else whole.count().total - part.count().total
            for whole, part in pairs
        }

    def is_known(self, outgoing: Outgoing) -> bool:
        """Say whether an earlier bundle of the project had a line already."""
        if not self.only_new or not self._has_sent:
            return False
        query = "SELECT 1 FROM sent_line WHERE project = ? AND digest = ?"
        key = (self.release.request.id, line_digest(outgoing))
        return self.connection.row(query, key) is not None

    @cached_property
    def _has_sent(self) -> bool:
        query = "SELECT 1 FROM sent_line WHERE project = ? LIMIT 1"
        return self.connection.row(query, (self.release.request.id,)) is not None

    @cached_property
    def _selection(self) -> Selection:
        release = self.release
        return select(self.connection, release.request, release.choices, release.now)

    @cached_property
    def _sent(self) -> SentDocuments:
        """Which documents go, so that references stay whole among them."""
        return settle(
            lambda: (
                (document, self._terms(item, SentDocuments({})))
                for item in self.items
                for document in self._documents(item)
                if not self._goes_as_samples(document)
            )
        )

    def _dates(self, item: ItemSelection) -> DateTreatment:
        return DateTreatment(
            item.grant.dates, self.identity, item.grant.resolution, self.release_day
        )

    def _terms(self, item: ItemSelection, keys: SentDocuments) -> Terms:
        return Terms(item.grant, self.identity, self._dates(item), keys)

    def _documents(self, item: ItemSelection) -> Iterator[HeldDocument]:
        return (self._held(row) for row in item.documents())

    def _held(self, row: Row) -> HeldDocument:
        number, kind, category, date_ms = row[:4]
        found = self.connection.row("SELECT body, end_ms FROM document WHERE id = ?", (number,))
        body, end_ms = (b"", None) if found is None else found
        return HeldDocument(f"d{number}", kind, category, bytes(body), date_ms, end_ms)


class _Seen:
    """Knows which records of a category went by an earlier item of the same category."""

    def __init__(self, items: Iterable[ItemSelection]) -> None:
        counted = Counter(item.category for item in items)
        self._ids: dict[str, set[bytes]] = {
            category: set() for category, count in counted.items() if count > 1
        }

    def is_twice(self, item: ItemSelection, outgoing: Outgoing) -> bool:
        """Say whether a record was there before, and remember it."""
        ids = self._ids.get(item.category)
        found = None if ids is None else _ID.search(outgoing.line)
        if ids is None or found is None:
            return False
        if found[1] in ids:
            return True
        ids.add(found[1])
        return False


def line_digest(outgoing: Outgoing) -> bytes:
    """Return the digest by which a line is known again: 16 bytes."""
    return blake2b(outgoing.line, digest_size=LINE_DIGEST_BYTES).digest()
