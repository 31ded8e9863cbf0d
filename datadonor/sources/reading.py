"""The protocol of a format: how it recognises its files, and how it reads them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from datadonor.sources.found import Found
from datadonor.sources.parcel import Entry, Parcel

COPENHAGEN: Final = ZoneInfo("Europe/Copenhagen")
"""The zone in which local times are read if the person says no other."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a format is told when it reads.

    ``zone`` is for times without one. ``mapping`` is what the person confirmed about
    the columns of a table (``datadonor.sources.formats.table``), nothing for others.
    ``parcel`` is all that was given, for formats whose entries point at each other.
    """

    parcel: Parcel
    zone: ZoneInfo = COPENHAGEN
    mapping: object = None


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file.

    ``sniff`` answers from an entry's first bytes (``HEAD_BYTES`` at most) whether it is
    one of this kind; names are translated and changed by people and decide nothing.
    ``belongs`` says of an entry that no format recognised whether it belongs to a
    parcel in which this format was found (a table of numbers beside its main file).
    ``read`` yields what is found, streaming: memory must not grow with the file.
    ``rank``: lower ones are asked first. ``is_last``: asked only for what no other format
    recognised and what belongs to none, as almost anything is a table.
    """

    name: str
    sniff: Callable[[Entry, bytes], bool]
    read: Callable[[Sequence[Entry], Reading], Iterator[Found]]
    belongs: Callable[[Entry], bool] = lambda _: False
    rank: int = 50
    is_last: bool = False
