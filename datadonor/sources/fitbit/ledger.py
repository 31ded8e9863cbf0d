"""What the readers of one Takeout share: what is known already, what is to be told.

Holds days, not rows: it stays small however large the Takeout is.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from datadonor.records.sample import (
    Basis,
    Context,
    DeviceClass,
    Flag,
    SampleColumns,
    Source,
    Template,
    ZoneKnown,
)
from datadonor.records.types import TypeId
from datadonor.sources.errors import FileTooLarge
from datadonor.sources.fitbit.stamps import DAY_MS, Mask, Milliseconds, Placed
from datadonor.sources.found import Fault, Note, Unreadable
from datadonor.sources.parcel import Entry
from datadonor.sources.times import EARLIEST_MS, LATEST_MS

FIRST_MS: Final = 946_771_200_000
"""2000-01-02 UTC. The service began in 2007; older times are its way to say "none"."""

SERVICE: Final = Source("Fitbit")
"""Whose the older files are: they do not say which device."""

_MOST_SOURCES: Final = 1_000
_MOST_NAME: Final = 120
_MOST_KEYS: Final = 1_000_000
_DEVICES: Final = (
    (DeviceClass.PHONE, "mobiletrack phone iphone android"),
    (DeviceClass.APP, "app health web connect"),
    (DeviceClass.SCALE, "aria scale"),
    (
        DeviceClass.WATCH,
        "watch versa sense charge inspire luxe ionic alta blaze surge flex fitbit air ace",
    ),
)
"""Words in the name of a source → what it is. A guess, and a narrow one."""


class Days:
    """Which UTC days something covers."""

    def __init__(self) -> None:
        """Begin with none."""
        self._first = EARLIEST_MS // DAY_MS
        self._there = np.zeros(LATEST_MS // DAY_MS - self._first + 1, np.bool_)

    def add(self, ms: Milliseconds) -> None:
        """Add the days of possible times."""
        self._there[ms // DAY_MS - self._first] = True

    def has(self, ms: Milliseconds) -> Mask:
        """Return which possible times lie in these days."""
        found: Mask = self._there[ms // DAY_MS - self._first]
        return found

    def add_one(self, ms: int) -> None:
        """Add the day of one possible time."""
        self._there[ms // DAY_MS - self._first] = True

    def has_one(self, ms: int) -> bool:
        """Whether one possible time lies in these days."""
        return bool(self._there[ms // DAY_MS - self._first])


@dataclass
class Ledger:
    """Shared by the readers of one Takeout.

    ``covered`` is the days that the newer tree has, by metric. ``is_alone`` says that
    there is one file only, so that its faults are the whole file's.
    """

    zone: ZoneInfo
    is_alone: bool
    covered: dict[str, Days] = field(default_factory=dict)
    notes: Counter[Note] = field(default_factory=Counter)
    _sources: dict[str, Source] = field(default_factory=dict)
    _contexts: dict[tuple[Basis, str | None, Flag], Context] = field(default_factory=dict)

    def days(self, metric: str) -> Days:
        """Return the days that the newer tree covers for a metric."""
        return self.covered.setdefault(metric, Days())

    def unreadable(self, entry: Entry, place: str, fault: Fault) -> Unreadable:
        """Return the report of one row, or of a whole part if there is no place."""
        part = "" if self.is_alone and place else f"part {entry.number}"
        return Unreadable(", ".join(each for each in (part, place) if each), fault)

    def source(self, name: str) -> Source:
        """Return the source of a name in a file; made once."""
        found = self._sources.get(name)
        if found is None:
            clean = "".join(each for each in name[:_MOST_NAME] if each.isprintable()).strip()
            found = Source(clean, _device(clean)) if clean else SERVICE
            if len(self._sources) >= _MOST_SOURCES:
                return SERVICE
            self._sources[name] = found
        return found

    def context(self, basis: Basis, unit: str | None, flags: Flag = Flag.NONE) -> Context:
        """Return a context; made once."""
        return self._contexts.setdefault((basis, unit, flags), Context(basis, unit, flags=flags))

    def note_bases(self, placed: Placed) -> None:
        """Count the times whose zone was assumed, and those in the hour that comes twice."""
        for index, basis in enumerate(placed.bases):
            times = int((placed.which == index).sum())
            self.note_basis(basis, times)

    def note_basis(self, basis: Basis, times: int = 1) -> None:
        """Count rows of one basis."""
        if times and basis.known in {ZoneKnown.ASSUMED, ZoneKnown.AMBIGUOUS}:
            self.notes[Note.ZONE_ASSUMED] += times
        if times and basis.known is ZoneKnown.AMBIGUOUS:
            self.notes[Note.HOUR_AMBIGUOUS] += times

    def columns(
        self,
        kind: TypeId,
        unit: str,
        placed: Placed,
        numbers: NDArray[np.float64],
        duration_ms: Milliseconds,
        names: Iterable[str] | None = None,
    ) -> SampleColumns:
        """Return samples of one type; ``names`` are their sources, or else the service's."""
        self.note_bases(placed)
        count = len(placed.bases)
        if names is None:
            sources = [SERVICE]
            which = np.zeros(len(numbers), np.int64)
        else:
            known: dict[Source, int] = {}
            which = np.array(
                [known.setdefault(self.source(name), len(known)) for name in names], np.int64
            )
            sources = list(known)
        templates = tuple(
            Template(kind, source, self.context(basis, unit))
            for source in sources
            for basis in placed.bases
        )
        return SampleColumns(
            (which * count + placed.which).astype(np.int32),
            placed.ms,
            duration_ms,
            numbers,
            np.full(len(numbers), -1, np.int32),
            templates,
            (),
        )


class Seen:
    """Keys that were met, bounded."""

    def __init__(self) -> None:
        """Begin with none."""
        self._keys: set[str] = set()

    def is_new(self, key: str) -> bool:
        """Remember a key, and say whether it is new.

        Raises:
            FileTooLarge: There are more than anybody has.
        """
        if key in self._keys:
            return False
        if len(self._keys) >= _MOST_KEYS:
            raise FileTooLarge
        self._keys.add(key)
        return True


def _device(name: str) -> DeviceClass:
    words = name.lower().replace("_", " ").split()
    for device, known in _DEVICES:
        if any(word in known.split() for word in words):
            return device
    return DeviceClass.UNKNOWN
