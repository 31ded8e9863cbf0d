"""Several exports of one telephone, given at once.

Each export holds everything again. Read one after the other as one file, every record of
the older ones would be taken for a twin, so the newest is read.
"""

import re
from collections.abc import Sequence
from typing import Final

from datadonor.sources.apple.meaning import time_of
from datadonor.sources.found import RowUnreadable
from datadonor.sources.parcel import Entry

_MADE: Final = re.compile(rb'<ExportDate value="([^"<&]{1,40})"')
_BORN: Final = re.compile(rb'DateOfBirth="([^"<&]{0,40})"')


def newest(entries: Sequence[Entry]) -> list[Entry]:
    """Return the exports to read, in the order given: the newest of each person.

    People are told apart by their day of birth, as far as it is told. Of exports that do
    not say when they were made the largest is the newest.
    """
    latest: dict[bytes, tuple[tuple[int, int], Entry]] = {}
    for entry in entries:
        head = entry.head()
        born = _BORN.search(head)
        rank = (_made_ms(head), entry.size_bytes)
        key = b"" if born is None else born[1]
        if key not in latest or rank > latest[key][0]:
            latest[key] = (rank, entry)
    return sorted((entry for _, entry in latest.values()), key=lambda entry: entry.number)


def _made_ms(head: bytes) -> int:
    found = _MADE.search(head)
    try:
        return 0 if found is None else time_of({"value": found[1].decode()}, "value").ms
    except (RowUnreadable, UnicodeDecodeError):
        return 0
