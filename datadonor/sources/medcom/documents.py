"""Opening clinical documents one by one, each of them once.

People hand in folders in which one document lies twice, in several versions, or in
overlapping reports. Of several versions the newest is read. A reading travels with its
document, so that a newer version replaces both, and two documents that tell of one
reading make one.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from lxml import etree

from datadonor.records.sample import Basis, Document, Sample, ZoneKnown
from datadonor.sources.errors import (
    FileCut,
    FileDamaged,
    FileRefused,
    FileTooLarge,
    VersionUnknown,
)
from datadonor.sources.found import Fault, Found, Note, Notice, Unreadable
from datadonor.sources.medcom.elements import CDA
from datadonor.sources.medcom.header import Header, edition_of, read_header
from datadonor.sources.medcom.persons import identifiers_in
from datadonor.sources.medcom.recognition import Kind
from datadonor.sources.parcel import Entry
from datadonor.sources.reading import Reading
from datadonor.sources.xml_tree import parse_xml

MOST_BYTES: Final = 16 << 20
"""One document. Source: our choice; 3,000 readings are 2 MB, and the tree is ten times that."""

_MOST_ATTRIBUTE_BYTES: Final = 65_536


class ReadBody(Protocol):
    """What reads a document: root, head, zone, and what stands before a line in a place."""

    def __call__(
        self, root: etree._Element, header: Header, zone: ZoneInfo, part: str, /
    ) -> Iterator[Found]:
        """Yield what stands in it."""


_FAULTS: Final[dict[type[FileRefused], Fault]] = {
    FileCut: Fault.PART_DAMAGED,
    FileDamaged: Fault.PART_DAMAGED,
    FileTooLarge: Fault.TOO_LARGE,
    VersionUnknown: Fault.SHAPE_UNKNOWN,
}
"""How one bad document among several is told of. A hostile one refuses them all."""


def read_documents(
    entries: Sequence[Entry], reading: Reading, kind: Kind, read_body: ReadBody
) -> Iterator[Found]:
    """Yield what stands in documents of one kind.

    Raises:
        FileRefused: The only document cannot be read, or one of several is hostile.
    """
    newest = _newest(entries)
    if len(newest) < len(entries):
        yield Notice(Note.COPY_SKIPPED, len(entries) - len(newest))
    is_alone = len(entries) == 1
    for entry in newest:
        part = "" if is_alone else f"part {entry.number}, "
        try:
            root = parse_xml(entry.read(MOST_BYTES), most_attribute_bytes=_MOST_ATTRIBUTE_BYTES)
            if root.tag != CDA + "ClinicalDocument":
                raise FileDamaged
            header = read_header(root, kind, reading.zone)
        except tuple(_FAULTS) as refused:
            if is_alone:
                raise
            yield Unreadable(f"part {entry.number}", _FAULTS[type(refused)])
            continue
        yield from identifiers_in(root)
        yield from _gathered(_noted(read_body(root, header, reading.zone, part)))


def _newest(entries: Sequence[Entry]) -> list[Entry]:
    """Leave out all but the newest version of each document, and exact repetitions."""
    if len(entries) == 1:
        return list(entries)
    best: dict[str, tuple[str, Entry]] = {}
    for entry in entries:
        identity, version = edition_of(entry.head()) or (f"part {entry.number}", "")
        held = best.get(identity)
        if held is None or version > held[0]:
            best[identity] = (version, entry)
    return sorted((entry for _, entry in best.values()), key=lambda entry: entry.number)


def _noted(found: Iterator[Found]) -> Iterator[Found]:
    """Yield what is found, and after it what a person should know of it, counted."""
    notes: Counter[Note] = Counter()
    for one in found:
        match one:
            case Notice(note, times):
                notes[note] += times
                continue
            case Sample():
                _note_zone(one.context.basis, notes)
                notes[Note.RETRACTED] += one.number is None and one.code is None
            case Document():
                _note_zone(one.basis, notes)
        yield one
    yield from (Notice(note, times) for note, times in sorted(notes.items()) if times)


def _gathered(found: Iterator[Found]) -> Iterator[Found]:
    """Yield what is found, the readings inside the document in which they stand."""
    document: Document | None = None
    readings: list[Sample] = []
    for one in found:
        if isinstance(one, Sample):
            readings.append(one)
        elif isinstance(one, Document):
            document = one
        else:
            yield one
    if document is not None:
        yield document._replace(samples=tuple(readings))


def _note_zone(basis: Basis, notes: Counter[Note]) -> None:
    notes[Note.ZONE_ASSUMED] += basis.known in {ZoneKnown.ASSUMED, ZoneKnown.AMBIGUOUS}
    notes[Note.HOUR_AMBIGUOUS] += basis.known is ZoneKnown.AMBIGUOUS
