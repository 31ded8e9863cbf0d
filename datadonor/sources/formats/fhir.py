"""FHIR: what hospitals, laboratories, apps and patient summaries hand out.

R4 as a Bundle, a single resource, one resource a line, or a list; JSON or XML. Older
releases are kept too where they are JSON. Every resource becomes a document with its
bytes as they came; an Observation whose type is known becomes samples as well. Nothing
is looked up, and no reference is followed out of what was given.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from datadonor.records.sample import KnownIdentifier, Sample, ZoneKnown
from datadonor.sources.errors import FileCut, FileDamaged
from datadonor.sources.fhir.documents import Filed, filed
from datadonor.sources.fhir.identity import Identities
from datadonor.sources.fhir.kinds import is_left_out, kinds
from datadonor.sources.fhir.medicines import Medicines
from datadonor.sources.fhir.observations import samples
from datadonor.sources.fhir.origins import source_of
from datadonor.sources.fhir.paths import Tree, text
from datadonor.sources.fhir.people import people_in
from datadonor.sources.fhir.received import Received, Shape, received, shape_of
from datadonor.sources.found import Fault, Found, Note, Notice, RowUnreadable, Unreadable
from datadonor.sources.json_items import parse_json
from datadonor.sources.parcel import Entry
from datadonor.sources.reading import Format, Reading

_MOST_REMEMBERED: Final = 50_000
"""People and numbers that are not named twice. Beyond it some are."""


def _sniff(_: Entry, head: bytes) -> bool:
    return shape_of(head) is not None


def _read(entries: Sequence[Entry], reading: Reading) -> Iterator[Found]:
    one_import = _Import(reading)
    is_many = len(reading.parcel.entries) > 1
    for entry in entries:
        part = f"part {entry.number}, " if is_many else ""
        try:
            for each in received(entry):
                if isinstance(each, Unreadable):
                    yield each._replace(where=part + each.where)
                else:
                    yield from one_import.take(each._replace(where=part + each.where))
        except (FileCut, FileDamaged):
            # A folder of a thousand files, each one resource, is not lost for one of them.
            if not is_many or shape_of(entry.head()) is not Shape.ALONE:
                raise
            yield Unreadable(f"part {entry.number}", Fault.PART_DAMAGED)
    yield from one_import.end()


class _Import:
    """What must be remembered from one resource to the next."""

    def __init__(self, reading: Reading) -> None:
        self._zone = reading.zone
        self._identities = Identities()
        self._medicines = Medicines()
        self._people: set[KnownIdentifier] = set()
        self._notices: dict[Note, int] = {}

    def take(self, one: Received) -> Iterator[Found]:
        """Yield all that one resource holds."""
        try:
            yield from self._take(one)
        except RowUnreadable as caught:
            yield Unreadable(one.where, caught.fault)

    def end(self) -> Iterator[Found]:
        """Yield what waited, and what a person should know."""
        yield from self._medicines.release()
        for note, times in self._notices.items():
            yield Notice(note, times)

    def _take(self, one: Received) -> Iterator[Found]:
        resource = _parsed(one.body)
        name = text(resource, "resourceType") or ""
        kind = kinds().get(name)
        if kind is None:
            if not is_left_out(name):
                raise RowUnreadable(Fault.TYPE_UNKNOWN)
            self._note(Note.NOT_IMPORTED)
            return
        identity = self._identities.identity_of(resource, one.full_url)
        source, serials = source_of(resource)
        yield from self._new((*serials, *people_in(resource)))
        made = filed(resource, kind, one.body, identity, source, self._zone)
        self._note_of(made)
        if made.fault:
            yield Unreadable(one.where, made.fault)
        if name == "Medication":
            self._medicines.learn(resource, one.full_url)
        values: list[Sample] = []
        if name == "Observation":
            for sample in samples(resource, source, self._zone):
                if not isinstance(sample, RowUnreadable):
                    values.append(sample)
                elif sample.fault is not made.fault:
                    yield Unreadable(one.where, sample.fault)
        document = made.document._replace(samples=tuple(values))
        yield from self._medicines.name(document, resource)

    def _new(self, people: Sequence[KnownIdentifier]) -> Iterator[KnownIdentifier]:
        for each in people:
            if each not in self._people:
                if len(self._people) < _MOST_REMEMBERED:
                    self._people.add(each)
                yield each

    def _note_of(self, made: Filed) -> None:
        if made.document.is_retracted:
            self._note(Note.RETRACTED)
        if made.when and made.when.is_read_in_zone:
            self._note(Note.ZONE_ASSUMED)
            if made.when.moment.basis.known is ZoneKnown.AMBIGUOUS:
                self._note(Note.HOUR_AMBIGUOUS)

    def _note(self, note: Note) -> None:
        self._notices[note] = self._notices.get(note, 0) + 1


def _parsed(body: bytes) -> Tree:
    try:
        resource = parse_json(body)
    except FileDamaged:
        try:
            body.decode()
        except UnicodeDecodeError:
            raise RowUnreadable(Fault.TEXT_UNREADABLE) from None
        raise RowUnreadable(Fault.SHAPE_UNKNOWN) from None
    if not isinstance(resource, dict):
        raise RowUnreadable(Fault.SHAPE_UNKNOWN)
    return resource


FORMAT: Final = Format("fhir", _sniff, _read)
