"""Health Connect: what an Android phone exports, a zip with one SQLite file.

Recognised by the tables in it, never by a name. Everything is read that Android's
database holds of a person's body and days; what is left out is counted.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from datadonor.sources.errors import VersionUnknown
from datadonor.sources.found import Found, Note, Notice
from datadonor.sources.health_connect import tables
from datadonor.sources.health_connect.cells import Origins
from datadonor.sources.health_connect.database import MAGIC, Snapshot
from datadonor.sources.health_connect.records import (
    Work,
    read_codes,
    read_glucose,
    read_numbers,
    read_nutrition,
    read_pressures,
    read_series,
)
from datadonor.sources.health_connect.sessions import read_exercise, read_sleep
from datadonor.sources.parcel import Entry
from datadonor.sources.reading import Format, Reading

SIGN: Final = b"steps_record_table"
"""The table that every version has."""

_OTHER_SIGNS: Final = (b"application_info_table", b"health_data_category_priority_table")
_PIECE_BYTES: Final = 1 << 20
_PROBED_BYTES: Final = 16 << 20


def _sniff(entry: Entry, head: bytes) -> bool:
    if not head.startswith(MAGIC):
        return False
    if SIGN in head or any(sign in head for sign in _OTHER_SIGNS):
        return True
    return _is_further_on(entry)


def _is_further_on(entry: Entry) -> bool:
    """Whether the table is named beyond the head: a schema's pages lie anywhere."""
    before = b""
    read = 0
    with entry.open() as stream:
        while read < _PROBED_BYTES and (piece := stream.read(_PIECE_BYTES)):
            if SIGN in before + piece:
                return True
            before = piece[-len(SIGN) :]
            read += len(piece)
    return False


def _read(entries: Sequence[Entry], reading: Reading) -> Iterator[Found]:
    notes: Counter[Note] = Counter()
    for entry in entries:
        where = f"part {entry.number}, " if len(entries) > 1 else ""
        with Snapshot.opened(entry, lambda: reading.parcel.meter.count(0)) as snapshot:
            if SIGN.decode() not in snapshot.tables:
                raise VersionUnknown
            work = Work(snapshot, Origins(snapshot), where, notes)
            yield from _read_snapshot(work)
    for note, times in notes.items():
        yield Notice(note, times)


def _read_snapshot(work: Work) -> Iterator[Found]:
    yield from work.origins.identifiers()
    for numbers in tables.NUMBERS:
        yield from read_numbers(work, numbers)
    for series in tables.SERIES:
        yield from read_series(work, series)
    for codes in tables.CODES:
        yield from read_codes(work, codes)
    yield from read_pressures(work)
    yield from read_glucose(work)
    yield from read_nutrition(work)
    yield from read_sleep(work)
    yield from read_exercise(work)
    known = tables.known_record_tables()
    for table in work.snapshot.tables:
        if table.endswith(tables.ENDING) and table not in known:
            work.notes[Note.NOT_IMPORTED] += work.snapshot.row_count(table)


FORMAT: Final = Format(name="health_connect", sniff=_sniff, read=_read)
