"""Samples of one FIT file, gathered until the file has said what is known of its times.

Watches say at the very end of an activity how far the clock on the wall was from UTC,
so nothing can be handed on before. Columns keep what waits small.
"""

from array import array
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np

from datadonor.records.sample import Context, Flag, SampleColumns, Source, Template
from datadonor.records.types import TypeId
from datadonor.sources.errors import FileTooLarge
from datadonor.sources.fit.clock import WallClock, to_ms

MOST_SAMPLES: Final = 4_000_000
"""Far more than a day at a reading a second of everything. Source: our choice."""


class Kind(NamedTuple):
    """Of what a sample is: its type, its UCUM unit, and whether a person typed it."""

    type: TypeId
    unit: str | None
    flags: Flag = Flag.NONE


class Gathering:
    """Collects samples and hands them on as columns."""

    def __init__(self) -> None:
        """Begin without samples."""
        self._kinds: dict[Kind, int] = {}
        self._words: dict[str, int] = {}
        self._kind: array[int] = array("i")
        self._seconds: array[float] = array("d")
        self._start: array[int] = array("q")
        self._duration: array[int] = array("q")
        self._number: array[float] = array("d")
        self._word: array[int] = array("i")

    def __len__(self) -> int:
        """Return how many samples there are."""
        return len(self._kind)

    def add(self, kind: Kind, seconds: float, number: float, *, lasted: float = 0) -> None:
        """Add a number.

        Args:
            kind: Of what.
            seconds: When it began, in seconds of the file.
            number: In the unit of the kind.
            lasted: Seconds.

        Raises:
            RowUnreadable: The time tells none.
            FileTooLarge: There are more than any honest file has.
        """
        self._append(kind, seconds, lasted, number, -1)

    def add_word(self, kind: Kind, seconds: float, word: str, *, lasted: float) -> None:
        """Add a code word of the type.

        Raises:
            RowUnreadable, FileTooLarge: As ``add``.
        """
        at = self._words.setdefault(word, len(self._words))
        self._append(kind, seconds, lasted, float("nan"), at)

    def columns(self, source: Source, clock: WallClock) -> Iterator[SampleColumns]:
        """Hand on what was gathered, in the order in which it was added."""
        if not len(self):
            return
        periods = clock.periods()
        since = np.array([seconds for seconds, _ in periods], np.float64)
        period = np.searchsorted(since, np.array(self._seconds), side="right") - 1
        period = np.maximum(period, 0)
        yield SampleColumns(
            template=(np.array(self._kind, np.int32) * len(periods) + period).astype(np.int32),
            start_ms=np.array(self._start, np.int64),
            duration_ms=np.array(self._duration, np.int64),
            number=np.array(self._number, np.float64),
            code=np.array(self._word, np.int32),
            templates=tuple(
                Template(kind.type, source, Context(basis, unit=kind.unit, flags=kind.flags))
                for kind in self._kinds
                for _, basis in periods
            ),
            codes=tuple(self._words),
        )

    def _append(self, kind: Kind, seconds: float, lasted: float, number: float, word: int) -> None:
        if len(self) >= MOST_SAMPLES:
            raise FileTooLarge
        start = to_ms(seconds)
        self._kind.append(self._kinds.setdefault(kind, len(self._kinds)))
        self._seconds.append(seconds)
        self._start.append(start)
        self._duration.append(round(lasted * 1000))
        self._number.append(number)
        self._word.append(word)
