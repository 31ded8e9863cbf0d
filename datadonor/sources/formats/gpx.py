"""GPX files: where somebody went, as recorded by a watch, a phone or a bicycle computer.

Each track becomes a route; heart rates that a device wrote beside its points become
samples. Planned routes and marked places are not measurements and are left alone.
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Final

import numpy as np

from datadonor.records.sample import (
    Basis,
    Context,
    Episode,
    IdentifierKind,
    KnownIdentifier,
    SampleColumns,
    Source,
    Template,
    ZoneKnown,
)
from datadonor.records.types import TypeId
from datadonor.sources.device_names import device_name
from datadonor.sources.errors import FileCut, FileDamaged, FileTooLarge
from datadonor.sources.found import Fault, Found, Note, Notice, Unreadable
from datadonor.sources.gpx_columns import PlainPoints, plain_points
from datadonor.sources.gpx_points import Mark, MarkKind, RoutePoint, gpx_parts
from datadonor.sources.parcel import Entry
from datadonor.sources.reading import Format, Reading
from datadonor.sources.route_traces import MOST_POINTS, RouteTraces
from datadonor.sources.sports import OTHER, workout_word

_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_ROOT: Final = re.compile(r"<(?:[\w.-]{1,40}:)?([A-Za-z_][\w.-]{0,40})")

_ADDRESS: Final = re.compile(r"\s*-?\s*https?://\S*")
"""Some apps write their address behind their name."""

_MOST_PLAIN_BYTES: Final = 8 << 20
"""A route of seven hours, a point a second."""

_CHUNK: Final = 1 << 16

_UNNAMED: Final = "GPX"

# GPX is in UTC by its schema, and says nothing of where the clock on the wall was.
_BASIS: Final = Basis(ZoneKnown.UTC)
_ROUTE: Final = Context(_BASIS)
_HEART_RATE: Final = TypeId("HeartRate")
_BEATS: Final = Context(_BASIS, unit="/min")

_IDENTIFIERS: Final = {
    MarkKind.PERSON: IdentifierKind.NAME,
    MarkKind.EMAIL: IdentifierKind.EMAIL,
}


def _sniff(_: Entry, head: bytes) -> bool:
    codec = "utf-16" if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    text = _COMMENT.sub("", head.decode(codec, "replace"))
    found = _ROOT.search(text)
    return found is not None and text.lstrip()[:1] == "<" and found[1] == "gpx"


def _read(entries: Sequence[Entry], reading: Reading) -> Iterator[Found]:
    del reading
    for entry in entries:
        try:
            # One file is all or nothing, so that a cut one leaves no half of a route.
            found = list(_File(entry, where=f"part {entry.number}, ").read())
        except (FileCut, FileDamaged, FileTooLarge) as error:
            if len(entries) == 1:
                raise
            is_large = isinstance(error, FileTooLarge)
            fault = Fault.TOO_LARGE if is_large else Fault.PART_DAMAGED
            yield Unreadable(f"part {entry.number}", fault)
        else:
            yield from found if len(entries) > 1 else map(_without_part, found)


def _without_part(found: Found) -> Found:
    """Leave out the number of the part where there is but one."""
    if isinstance(found, Unreadable):
        return Unreadable(found.where.partition(", ")[2], found.fault)
    return found


class _File:
    """What is known while one file is read."""

    def __init__(self, entry: Entry, where: str) -> None:
        self._entry = entry
        self._where = where
        self._source = Source(_UNNAMED)
        self._route = RouteTraces()
        self._beats: array[int] = array("q")
        self._rates: array[float] = array("d")
        self._code: str | None = None
        self._track_line = 0
        self._planned = 0
        self._plain: PlainPoints | None = None

    def read(self) -> Iterator[Found]:
        with self._entry.open() as stream:
            # A file of the usual size is tried on the fast road first.
            begin = stream.read(_MOST_PLAIN_BYTES)
            if len(begin) < _MOST_PLAIN_BYTES:
                self._plain = plain_points(begin, MOST_POINTS)
            if self._plain is None:
                first = (begin[at : at + _CHUNK] for at in range(0, len(begin), _CHUNK))
                yield from self._read_parts(chain(first, iter(partial(stream.read, _CHUNK), b"")))
            else:
                yield from self._read_parts([self._plain.rest])
        if self._rates:
            yield self._heart_rates()
        if self._planned:
            yield Notice(Note.NOT_IMPORTED, self._planned)

    def _read_parts(self, chunks: Iterable[bytes]) -> Iterator[Found]:
        for part in gpx_parts(chunks):
            if isinstance(part, RoutePoint):
                self._add(part)
            elif isinstance(part, Mark):
                yield from self._pass(part)
            else:
                yield Unreadable(self._where + part.where, part.fault)

    def _add(self, point: RoutePoint) -> None:
        self._route.add(
            point.time_ms,
            point.lat,
            point.lon,
            elevation=point.elevation,
            speed=point.speed,
            course=point.course,
            accuracy=point.accuracy,
            vertical_accuracy=point.vertical_accuracy,
        )
        if point.heart_rate and point.time_ms is not None:
            self._beats.append(point.time_ms)
            self._rates.append(point.heart_rate)

    def _pass(self, mark: Mark) -> Iterator[Found]:
        match mark.kind:
            case MarkKind.CREATOR:
                named = device_name(_ADDRESS.sub("", mark.text), _UNNAMED)
                self._source = Source(named.name)
                yield from named.identifiers
            case MarkKind.TRACK:
                self._route, self._code = RouteTraces(), None
                self._track_line = mark.line
            case MarkKind.TRACK_TYPE:
                word = workout_word(mark.text)
                self._code = None if word == OTHER else word
            case MarkKind.SEGMENT:
                self._route.pause()
            case MarkKind.TRACK_END:
                if self._plain is not None:
                    self._route.extend(self._plain)
                yield from self._end_track()
            case MarkKind.NOT_RECORDED:
                self._planned += 1
            case MarkKind.PERSON | MarkKind.EMAIL:
                # Who made the file: often, but not always, the person themselves.
                yield KnownIdentifier(_IDENTIFIERS[mark.kind], mark.text, is_subject=False)

    def _end_track(self) -> Iterator[Unreadable | Episode]:
        route, self._route = self._route, RouteTraces()
        if not len(route):
            return
        if route.span_ms is None:
            yield Unreadable(f"{self._where}line {self._track_line}", Fault.TIME_MISSING)
        else:
            yield route.episode(self._source, _ROUTE, self._code)

    def _heart_rates(self) -> SampleColumns:
        count = len(self._rates)
        return SampleColumns(
            template=np.zeros(count, np.int32),
            start_ms=np.array(self._beats, np.int64),
            duration_ms=np.zeros(count, np.int64),
            number=np.array(self._rates, np.float64),
            code=np.full(count, -1, np.int32),
            templates=(Template(_HEART_RATE, self._source, _BEATS),),
            codes=(),
        )


FORMAT: Final = Format(name="gpx", sniff=_sniff, read=_read, rank=60)
"""Routes in GPX 1.0 and 1.1. Asked late: phones' exports hold GPX files of their own."""
