"""A table of anything: CSV or TSV, once a person has said what its columns mean.

Asked last, after all formats that know their files by themselves. What columns mean is
guessed by ``datadonor.sources.tables.proposal``, shown, confirmed, and remembered under
the fingerprint of the headings.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from datadonor.sources.errors import MappingNeeded
from datadonor.sources.found import Found
from datadonor.sources.parcel import Entry
from datadonor.sources.reading import Format, Reading
from datadonor.sources.tables.mapping import TableMapping
from datadonor.sources.tables.proposal import is_table
from datadonor.sources.tables.reader import TableReader, fits

_LAST: Final = 1_000


def _sniff(entry: Entry, head: bytes) -> bool:
    del entry
    return is_table(head)


def _read(entries: Sequence[Entry], reading: Reading) -> Iterator[Found]:
    """Read tables; ``reading.mapping`` is one mapping, or several by fingerprint.

    Raises:
        MappingNeeded: There is no mapping for one of them. Nothing was yielded then.
    """
    chosen = [(entry, _mapping_for(entry, reading.mapping)) for entry in entries]
    for entry, mapping in chosen:
        part = None if len(entries) == 1 else entry.number
        yield from TableReader(entry, mapping, reading.zone, part).read()


def _mapping_for(entry: Entry, given: object) -> TableMapping:
    candidates = given.values() if isinstance(given, Mapping) else [given]
    for each in candidates:
        if isinstance(each, TableMapping) and fits(entry, each):
            return each
    raise MappingNeeded


FORMAT: Final = Format(name="table", sniff=_sniff, read=_read, is_last=True)
