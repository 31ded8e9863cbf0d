"""Clinical documents that are known and left alone, so that a person is told why.

Appointments, care plans, forms without answers, attached files and documents of other
countries hold no readings that are read today. Master data (PDC) hold the numbers of
relatives and are never read. The document that Apple Health writes beside its export
repeats it, and can be 600 MB; nothing of these is parsed beyond the first bytes.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from datadonor.sources.found import Found, Note, Notice
from datadonor.sources.medcom.recognition import Kind, kind_of
from datadonor.sources.parcel import Entry
from datadonor.sources.reading import Format, Reading


def _sniff(_: Entry, head: bytes) -> bool:
    return kind_of(head) in {Kind.OTHER, Kind.APPLE_COPY}


def _read(entries: Sequence[Entry], _: Reading) -> Iterator[Found]:
    for entry in entries:
        is_copy = kind_of(entry.head()) is Kind.APPLE_COPY
        yield Notice(Note.COPY_SKIPPED if is_copy else Note.NOT_IMPORTED)


FORMAT: Final = Format(name="cda_other", sniff=_sniff, read=_read, rank=60)
"""Every other document of HL7 CDA R2."""
