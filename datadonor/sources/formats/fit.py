"""FIT files: what sports watches, bicycle computers, scales and chest straps write.

An activity becomes a workout, a route and heart rates; a day's monitoring becomes
samples. Settings, plans and courses say what was meant to be, not what was, and are
left alone.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from datadonor.records.sample import KnownIdentifier, Source
from datadonor.sources.errors import (
    FileCut,
    FileDamaged,
    FileRefused,
    FileTooLarge,
    VersionUnknown,
)
from datadonor.sources.fit.activity import Activity
from datadonor.sources.fit.clock import WallClock, has_set_clock
from datadonor.sources.fit.container import MOST_BYTES, is_fit, whole_parts
from datadonor.sources.fit.device import identifiers, source_of
from datadonor.sources.fit.gathering import Gathering
from datadonor.sources.fit.measurements import BloodPressures, LateHeartRates, Scale
from datadonor.sources.fit.messages import Message, messages
from datadonor.sources.fit.monitoring import Monitoring
from datadonor.sources.found import Fault, Found, Note, Notice, RowUnreadable, Unreadable
from datadonor.sources.parcel import Entry
from datadonor.sources.reading import Format, Reading

# Kinds of file that say nothing of what was: plans, places to go, and how a device is set.
_NOT_MEASURED: Final = frozenset(
    {
        *("device", "settings", "sport", "workout", "course", "schedules", "totals"),
        *("goals", "segment", "segment_list", "exd_configuration"),
    }
)


def _sniff(_: Entry, head: bytes) -> bool:
    return is_fit(head)


def _read(entries: Sequence[Entry], reading: Reading) -> Iterator[Found]:
    del reading
    met: set[KnownIdentifier] = set()
    for entry in entries:
        where = f"part {entry.number}" if len(entries) > 1 else ""
        try:
            # One file is all or nothing, so that a damaged one leaves no half of a run.
            found = list(_found(entry.read(MOST_BYTES), f"{where}, " if where else ""))
        except (FileCut, FileDamaged, FileTooLarge, VersionUnknown) as error:
            if not where:
                raise
            yield Unreadable(where, _fault(error))
            continue
        for one in found:
            if isinstance(one, KnownIdentifier):
                if one in met:
                    continue
                met.add(one)
            yield one


def _fault(error: FileRefused) -> Fault:
    return Fault.TOO_LARGE if isinstance(error, FileTooLarge) else Fault.PART_DAMAGED


def _found(data: bytes, where: str) -> Iterator[Found]:
    file: _File | None = None
    number = 0
    for part in whole_parts(data):
        for message in messages(part):
            number += 1
            if message.name == "file_id":
                # A new file in the chain; parts without one go on with the file before.
                if file is not None:
                    yield from file.finish()
                file = _File(message, f"{where}message {number}")
            elif file is None:
                file = _File(Message(0, "file_id", {}), f"{where}message {number}")
            yield from identifiers(message, file.source)
            try:
                file.add(message)
            except RowUnreadable as error:
                yield Unreadable(f"{where}message {number}", error.fault)
    if file is not None:
        yield from file.finish()


class _File:
    """One file of a chain: what its messages say, until its end."""

    def __init__(self, file_id: Message, where: str) -> None:
        self._where = where
        self.source: Source = source_of(file_id)
        self._is_measured = file_id.word_of("type") not in _NOT_MEASURED
        self._is_timed = has_set_clock(file_id)
        self._faults = 0
        self._gathering = Gathering()
        self._clock = WallClock()
        self._activity = Activity(self._gathering)
        self._monitoring = Monitoring(self._gathering)
        self._scale = Scale(self._gathering)
        self._pressures = BloodPressures(self._gathering)
        self._profiles = 0
        self._takers: dict[str, Callable[[Message], object]] = {
            **dict.fromkeys(("record", "session", "lap", "hrv", "sport"), self._activity.add),
            "weight_scale": self._scale.add,
            "blood_pressure": self._pressures.add,
            "hr": LateHeartRates(self._gathering).add,
        }

    def add(self, message: Message) -> None:
        """Take a message.

        Raises:
            RowUnreadable: It cannot be read; the others can.
        """
        if message.name == "user_profile":
            self._profiles += 1
        if not self._is_measured or not self._is_timed:
            return
        self._clock.learn(message)
        try:
            self._takers.get(message.name, self._monitoring.add)(message)
        except RowUnreadable:
            self._faults += 1
            raise

    def finish(self) -> Iterator[Found]:
        """Hand on what the file says."""
        if not self._is_measured:
            yield Notice(Note.NOT_IMPORTED)
            return
        if not self._is_timed:
            yield Unreadable(self._where, Fault.TIME_MISSING)
            return
        notices = list(self._scale.finish(self._profiles))
        yield from notices
        episodes = [
            *self._activity.episodes(self.source, self._clock),
            *self._monitoring.episodes(self.source, self._clock),
            *self._pressures.episodes(self.source, self._clock),
        ]
        if not (len(self._gathering) or episodes or notices or self._faults):
            yield Notice(Note.NOT_IMPORTED)
        yield from self._gathering.columns(self.source, self._clock)
        yield from episodes


FORMAT: Final = Format(name="fit", sniff=_sniff, read=_read, rank=20)
"""FIT files, one by one or as many as a watch maker's account export holds."""
