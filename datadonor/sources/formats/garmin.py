"""Garmin's account export: a zip of zips, with FIT files and JSON.

The FIT files, which hold nearly everything, are read by their own format. Here is the
JSON that says what they do not: nights, weights, sums of days, and activities without
a file.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, Final, cast

from datadonor.records.sample import KnownIdentifier
from datadonor.sources.errors import FileCut, FileDamaged, FileTooLarge
from datadonor.sources.found import Fault, Found, Note, Notice, RowUnreadable, Unreadable
from datadonor.sources.garmin.activity_files import activity_starts
from datadonor.sources.garmin.days import Reader, read_day, read_night, read_status, read_weight
from datadonor.sources.garmin.fields import as_row
from datadonor.sources.garmin.person import identifiers_in_name, identifiers_in_profile
from datadonor.sources.garmin.workouts import Unwrapped, read_workout
from datadonor.sources.json_items import items, parse_json
from datadonor.sources.parcel import Entry
from datadonor.sources.reading import Format, Reading

_LIST: Final = "summarizedActivitiesExport"
_MOST_ROW_BYTES: Final = 8 << 20
"""An activity with all its splits; the longest known are far below 1 MB."""

# A kind is recognised by words that stand in every element of its list.
_WORDS: Final[tuple[tuple[tuple[bytes, ...], Reader], ...]] = (
    ((b'"calendarDate"', b'"sleepStartTimestampGMT"'), read_night),
    ((b'"calendarDate"', b'"sleepWindowConfirmationType"'), read_night),
    ((b'"calendarDate"', b'"wellnessStartTimeGmt"'), read_day),
    ((b'"calendarDate"', b'"totalKilocalories"'), read_day),
    ((b'"calendarDate"', b'"metrics"', b'"status"'), read_status),
    ((b'"calendarDate"', b'"metaData"'), read_weight),
)
_FOLDERS: Final = ("DI_CONNECT", "DI-Connect")


def _sniff(_: Entry, head: bytes) -> bool:
    return _is_list_of_activities(head) or _reader(head) is not None


def _text(head: bytes) -> bytes:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()


def _is_list_of_activities(head: bytes) -> bool:
    return _text(head).startswith(b"[") and f'"{_LIST}"'.encode() in head[:1000]


def _reader(head: bytes) -> Reader | None:
    if not _text(head).startswith(b"["):
        return None
    found = (reader for words, reader in _WORDS if all(word in head for word in words))
    return next(found, None)


def _belongs(entry: Entry) -> bool:
    is_theirs = any(part.startswith(_FOLDERS) for part in entry.path.parts[:-1])
    return is_theirs and _text(entry.head())[:1] in {b"[", b"{"}


def _read(entries: Sequence[Entry], reading: Reading) -> Iterator[Found]:
    notices: Counter[Note] = Counter()
    met: set[KnownIdentifier] = set()
    for one in _read_all(entries, reading):
        if isinstance(one, Notice):
            notices[one.note] += one.times
        elif isinstance(one, KnownIdentifier) and one in met:
            continue
        else:
            if isinstance(one, KnownIdentifier):
                met.add(one)
            yield one
    for note, times in notices.items():
        yield Notice(note, times)


def _read_all(entries: Sequence[Entry], reading: Reading) -> Iterator[Found]:
    for entry in entries:
        yield from identifiers_in_name(entry)
        where = f"part {entry.number}" if len(entries) > 1 else ""
        head = entry.head()
        reader = _reader(head)
        try:
            if _is_list_of_activities(head):
                yield from _workouts(entry, reading, where)
            elif reader is not None:
                yield from _rows(entry, reader, reading, where)
            else:
                yield from identifiers_in_profile(entry)
                yield Notice(Note.NOT_IMPORTED)
        except (FileCut, FileDamaged, FileTooLarge) as error:
            if not where:
                raise
            is_large = isinstance(error, FileTooLarge)
            yield Unreadable(where, Fault.TOO_LARGE if is_large else Fault.PART_DAMAGED)


def _workouts(entry: Entry, reading: Reading, where: str) -> Iterator[Found]:
    starts = activity_starts(reading.parcel)
    with entry.open() as stream:
        # All that is asked of a stream here is to be read.
        inner = Unwrapped(stream)
        for offset, piece in items(cast("BinaryIO", inner), (_LIST,), _MOST_ROW_BYTES):
            place = _place(where, inner.passed_bytes + offset)
            yield from _row(piece, place, lambda row: read_workout(row, starts))


def _rows(entry: Entry, reader: Reader, reading: Reading, where: str) -> Iterator[Found]:
    with entry.open() as stream:
        for offset, piece in items(stream, (), _MOST_ROW_BYTES):
            yield from _row(piece, _place(where, offset), lambda row: reader(row, reading.zone))


def _row(
    piece: bytes, place: str, read: Callable[[dict[str, object]], Iterator[Found]]
) -> Iterator[Found]:
    """Read one element, all of it or nothing."""
    try:
        found = list(read(dict(as_row(parse_json(piece)))))
    except RowUnreadable as error:
        yield Unreadable(place, error.fault)
    except FileDamaged:
        yield Unreadable(place, Fault.SHAPE_UNKNOWN)
    else:
        yield from found


def _place(where: str, offset: int) -> str:
    return f"{where}, byte {offset}" if where else f"byte {offset}"


FORMAT: Final = Format(name="garmin", sniff=_sniff, read=_read, belongs=_belongs, rank=40)
"""The JSON of Garmin's account export."""
