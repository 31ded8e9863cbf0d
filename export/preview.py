"""The preview: what a release would send, and what becomes of each record on the way.

It is read off the very ``Prepared`` that is sealed afterwards. Totals and the digest need
one walk through all of it; single records are there at once, and paged, so that a million
of them are never held. Holds values: for the person's own screen only.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import chain, islice
from typing import Any, Final, NamedTuple

from consent.selection import ItemSelection
from consent.trial import try_choices
from datadonor.records.listing import DOCUMENTS, Listed
from datadonor.records.record_id import parse_record_id
from datadonor.records.unit_words import written_number
from datadonor.records.whole_record import record
from datadonor.texts import Language, catalogue, text
from export.demographics_sent import outgoing_person
from export.minimisation.documents import changes_of
from export.minimisation.rules import rules
from export.minimisation.watch import shown
from export.outgoing import Change, Outgoing
from export.preparing import Prepared
from export.stream import Stream

EXAMPLES_OF_EACH: Final = 1
"""Of each type or kind of record, as examples. Source: our choice; there are pages for more."""

_DOCUMENTS_LOOKED_AT: Final = 20
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
DEVICE: Final = "extension"
"""The element of a measurement's line that tells the kind of device."""

_NOT_SHOWN: Final = frozenset({"resourceType", "status", "category", "meta"})
"""Of a measurement's line: what is the same for all of its category."""


class Shown(NamedTuple):
    """One record on its way out.

    Attributes:
        outgoing: As it is sent.
        changes: Each value as it is with the person, as it is sent, and the rule. Of what
            sums up several records there is nothing before.
    """

    outgoing: Outgoing
    changes: tuple[Change, ...]


class Page(NamedTuple):
    """Some records in the order in which they are sent.

    ``after`` is what to ask for the next page with; nothing behind the last one.
    """

    records: tuple[Shown, ...]
    after: int | None


class Staying(NamedTuple):
    """Records of a category that are asked for and stay, and the rule or reason why."""

    category: str
    records: int
    reason: str

    def sentence(self, language: Language) -> str:
        """Say why, and how many."""
        return staying_sentence(self.reason, self.records, language)


class Preview:
    """What one release would send."""

    def __init__(self, prepared: Prepared) -> None:
        """Look at a release made ready."""
        self.prepared = prepared
        given = prepared.stream
        self._shown = _ShownStream(given.release, given.connection, given.identity, given.only_new)
        self._person = outgoing_person(prepared.about.told, prepared.identity.pseudonym)
        self._walk: Iterator[Outgoing] = iter(())
        self._at: int | None = None

    # -- all of it ------------------------------------------------------------

    @property
    def project(self) -> str:
        """The registry's id."""
        return self.prepared.release.request.id

    @property
    def digest(self) -> str:
        """What the person confirms. As all totals it is known after one walk.

        Raises:
            LeakFound: Something in it points at the person. Nothing may be sent.
            RecordTooLarge, BundleTooManyFiles: As their names say.
        """
        return self.prepared.contents.digest

    @property
    def records(self) -> int:
        """How many records are sent. The person, under the pseudonym, is none."""
        return self.prepared.records

    @property
    def by_category(self) -> Mapping[str, int]:
        """How many of each category, ascending, together ``records``."""
        totals = self.prepared.contents.totals
        person = Counter({self._person.category: totals.by_type.get("Patient", 0)})
        return dict(Counter(totals.by_category) - person)

    @property
    def by_table(self) -> Mapping[str, int]:
        """How many rows each table has, ascending."""
        return self.prepared.contents.totals.by_table

    @property
    def rules(self) -> frozenset[str]:
        """The names of the rules that were applied to anything."""
        return frozenset(self.prepared.contents.totals.by_rule)

    @property
    def size_bytes(self) -> int:
        """Of all files together, before they are sealed."""
        return self.prepared.contents.size_bytes

    @cached_property
    def staying(self) -> tuple[Staying, ...]:
        """What is asked for and stays: by the person's choices, by rules, and sent before."""
        _ = self.prepared.contents
        counted: Counter[tuple[str, str]] = Counter()
        release = self.prepared.release
        trial = try_choices(
            self.prepared.stream.connection, release.request, release.choices, release.now
        )
        for each in trial.categories:
            for reason, count in each.whole.staying.items():
                counted[each.category, str(reason)] += count
        for held in self.prepared.withheld:
            counted[held.category, held.reason] += held.count
        return tuple(
            Staying(category, count, reason)
            for (category, reason), count in sorted(counted.items())
            if count
        )

    # -- record by record -----------------------------------------------------

    def page(self, after: int, limit: int) -> Page:
        """Return some records. Needs no totals, so the first page is there at once.

        Going on from the page before costs the page alone; another place costs the way
        there.

        Args:
            after: How many records to pass over: 0, or as the page before says.
            limit: The most of them, at least 1.
        """
        if self._at != after:
            self._walk = islice(self._outgoing(), after, None)
        found = tuple(self._shown.show(each) for each in islice(self._walk, limit))
        self._at = after + len(found)
        return Page(found, self._at if len(found) == limit else None)

    def all_records(self) -> Iterator[Shown]:
        """Yield every record, one pass."""
        return (self._shown.show(each) for each in self._outgoing())

    def examples(self) -> Iterator[Shown]:
        """Yield the first record of each type and kind that is sent, item by item."""
        first = chain(self._about_person(), self._shown.first_of_each())
        return (self._shown.show(each) for each in first)

    def _outgoing(self) -> Iterator[Outgoing]:
        return chain(self._about_person(), self.prepared.stream.outgoing())

    def _about_person(self) -> Iterator[Outgoing]:
        if not self.prepared.stream.is_known(self._person):
            yield self._person


def staying_sentence(reason: str, count: int, language: Language) -> str:
    """Say why records stay, and how many.

    Args:
        reason: A rule of minimisation, a reason of ``consent.policy``, or of the stream's.
        count: Of them.
        language: In which.
    """
    rule = rules().get(reason)
    number = written_number(count, language, 0)
    if rule is not None:
        return text("donation.stays", language, count=number, why=rule.in_language(language))
    for key in (f"donation.{reason}", f"consent_deny.{reason}"):
        if key in catalogue():
            return text(key, language, count=number)
    return text("donation.stays", language, count=number, why=reason)


def rule_sentence(rule: str, language: Language) -> str:
    """Return what a rule says in words; of one without words its name."""
    found = rules().get(rule)
    return rule if found is None else found.in_language(language)


class _ShownStream(Stream):
    """The same stream, seen beside what lies in the vault."""

    def show(self, outgoing: Outgoing) -> Shown:
        """Put what is sent beside what it was made of."""
        if outgoing.record is None:
            return Shown(outgoing, tuple(_of_sum(outgoing)))
        if outgoing.record.startswith("d"):
            return Shown(outgoing, tuple(self._of_document(outgoing)))
        held = record(self.connection, parse_record_id(outgoing.record)).listed
        return Shown(outgoing, tuple(_of_measurement(held, outgoing)))

    def first_of_each(self) -> Iterator[Outgoing]:
        """Yield the first new record of each type and kind, item by item."""
        met: set[bytes] = set()
        for item in self.items:
            for name in self._names(item):
                for each in islice(self._new(item.only(name)), EXAMPLES_OF_EACH):
                    if each.line not in met:
                        met.add(each.line)
                        yield each

    def _new(self, item: ItemSelection) -> Iterator[Outgoing]:
        return (each for each in self._records(item, Counter()) if not self.is_known(each))

    def _names(self, item: ItemSelection) -> list[str]:
        """Return the types and kinds that an item has records of, as far as is soon known."""
        documents = islice(item.documents(), _DOCUMENTS_LOOKED_AT)
        kinds = (str(row[1]) for row in documents)
        return list(dict.fromkeys((*(each.name for each in item.types), *item.kinds, *kinds)))

    def _of_document(self, outgoing: Outgoing) -> list[Change]:
        number = int((outgoing.record or "")[1:])
        row = self.connection.row(f"{DOCUMENTS} WHERE id = ?", (number,))
        item = next(each for each in self.items if each.grant.item == outgoing.item)
        if row is None:
            return []
        return changes_of(self._held(row), self._terms(item, self._sent))


# -- a measurement -------------------------------------------------------------------


def _of_sum(outgoing: Outgoing) -> Iterator[Change]:
    """Yield what is sent of a sum. What it was made of is many records."""
    sent = json.loads(outgoing.line)
    for name, value in sent.items():
        if name not in _NOT_SHOWN:
            yield Change(_path(outgoing, name), None, _said(value), _rule(outgoing, name))


def _of_measurement(held: Listed, outgoing: Outgoing) -> Iterator[Change]:
    """Yield what is sent of one sample or episode beside what lies in the vault."""
    sent = json.loads(outgoing.line)
    for name, value in sent.items():
        if name not in _NOT_SHOWN:
            before = _before(held, name)
            yield Change(_path(outgoing, name), before, _said(value), _rule(outgoing, name))
    yield Change(_path(outgoing, "performer"), held.source.name, None, "source_dropped")


def _before(held: Listed, name: str) -> str | None:
    """Return what the vault has where a line has an element."""
    if name == "id":
        return str(held.id)
    if name == "code":
        return held.name
    if name.startswith("effective"):
        return _times(held)
    if name.startswith("value"):
        number = None if held.number is None else f"{held.number!r} {held.unit or ''}".strip()
        return number or held.code
    return str(held.source.device) if name == DEVICE else None


def _times(held: Listed) -> str | None:
    if held.start_ms is None:
        return None
    start = _instant(held.start_ms)
    if not held.duration_ms:
        return start
    return f"{start} – {_instant(held.start_ms + held.duration_ms)}"


def _instant(ms: int) -> str:
    """Return a moment as FHIR writes it, in UTC; a sign for one that no calendar has."""
    try:
        moment = _EPOCH + timedelta(milliseconds=ms)
    except OverflowError:
        return "?"
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _rule(outgoing: Outgoing, name: str) -> str:
    """Return the rule that an element of a measurement is as it is by."""
    applied = outgoing.rules
    begins = {"effective": "dates_", "value": "resolution_", "component": "resolution_"}
    for start, wanted in begins.items():
        if name.startswith(start):
            found = [rule for rule in applied if rule.startswith(wanted)]
            return found[0] if found else "fields_allowed"
    if name in {"id", "subject"}:
        return "ids_rekeyed"
    return "device_class_only" if name == DEVICE else "fields_allowed"


def _path(outgoing: Outgoing, name: str) -> str:
    return f"{outgoing.resource_type}.{name}"


def _said(value: Any) -> str | None:  # noqa: ANN401 - any JSON
    """Return an element as a person may read it, without the addresses of its systems."""
    if isinstance(value, dict):
        if value.get("coding"):
            return str(value["coding"][0].get("code"))
        if "value" in value and ("code" in value or "unit" in value):
            return f"{value['value']!r} {value.get('code', value.get('unit'))}"
        if "reference" in value:
            return str(value["reference"])
        if set(value) <= {"start", "end"}:
            return " – ".join(str(value[name]) for name in ("start", "end") if name in value)
    if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        parts = []
        for one in value:
            inner = next((one[name] for name in one if name.startswith("value")), None)
            name = f"{_said(one['code'])}: " if "code" in one else ""
            parts.append(f"{name}{_said(inner)}")
        return shown(", ".join(parts))
    return shown(value)
