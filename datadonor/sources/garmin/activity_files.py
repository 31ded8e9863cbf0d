"""When the activities began that lie in an export as FIT files.

Only the first bytes of each file are looked at: the file itself is read by its own
format, and reading thousands of them twice would double the time.
"""

from itertools import islice
from typing import Final

from datadonor.sources.errors import FileDamaged
from datadonor.sources.fit.clock import to_ms
from datadonor.sources.fit.container import is_fit
from datadonor.sources.fit.messages import Message, messages
from datadonor.sources.found import RowUnreadable
from datadonor.sources.parcel import Parcel

_MOST_MESSAGES: Final = 100
"""The start is among the first ten."""

_TIMES: Final = {
    "file_id": "time_created",
    "event": "timestamp",
    "record": "timestamp",
    "session": "start_time",
}


def activity_starts(parcel: Parcel) -> list[int]:
    """Return when activities began: UTC milliseconds, ascending, several for each file.

    Raises:
        FileRefused, DiskRefused: An entry cannot be looked at.
    """
    starts: set[int] = set()
    for entry in parcel.entries:
        head = entry.head()
        if is_fit(head):
            starts |= _starts(head)
    return sorted(starts)


def _starts(head: bytes) -> set[int]:
    first: dict[str, int] = {}
    try:
        for message in islice(messages(head), _MOST_MESSAGES):
            if message.name == "file_id" and message.word_of("type") != "activity":
                return set()
            seconds = _seconds(message)
            if seconds is not None:
                first.setdefault(message.name, seconds)
    except FileDamaged:
        pass  # the head ends within a message, as it must
    found = set()
    for seconds in first.values():
        try:
            found.add(to_ms(seconds))
        except RowUnreadable:
            continue
    return found


def _seconds(message: Message) -> int | None:
    field = _TIMES.get(message.name)
    return None if field is None else message.seconds_of(field)
