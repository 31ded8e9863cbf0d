"""Cutting the export's XML into whole elements, without a parser.

Nine tenths of an export are records, one like the other. ``cut_export`` finds where
elements begin and end, and hands on runs of plain records and single other elements;
what is inside them is read by ``columns`` and ``elements``. Blocks of any size give the
same pieces (a property test compares with expat).

What stands before ``<HealthData`` is dropped: iOS 16.0 wrote a document type there that
no parser accepts. Entities are refused.
"""

import re
from collections.abc import Generator, Iterator
from typing import BinaryIO, Final, NamedTuple

from datadonor.records.patterns import AGAIN
from datadonor.sources.errors import FileCut, FileDamaged, FileHostile, FileTooLarge
from datadonor.sources.found import Fault, Unreadable

BLOCK_BYTES: Final = 1 << 20
RECORD: Final = b"<Record "

_MOST_PREAMBLE: Final = 1 << 20
_MOST_ELEMENT: Final = 32 << 20
"""No honest element comes near; beat lists reach 10 kB, workouts of a day 1 MB."""

_MOST_STRAY: Final = 10_000
"""Pieces that are no elements, beyond which it is no export at all. Source: our choice."""

_ROOT: Final = re.compile(rb"<HealthData[\s/>]")
_OTHER: Final = re.compile(
    rb"<(?!Record |/Record>|MetadataEntry |/MetadataEntry>)(/?(?:[A-Za-z_][\w.:-]*+)?)"
)
_TAG: Final = re.compile(
    rb"""[^"'<>]*+(?:(?:"[^"<]*+"|'[^'<]*+')[^"'<>]*+)""" + AGAIN  # a bracket in quotes is text
)
_TAG_END: Final = re.compile(rb"\s*+>")
_SKIPPED: Final = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}
_LONGEST_OPENING: Final = 9
_CLOSING_RECORD: Final = b"</Record>"


class Run(NamedTuple):
    """Plain records, one after the other, children included.

    ``text`` begins behind the first ``<Record ``; ``offset`` is where that tag begins in
    the file.
    """

    offset: int
    text: bytes


class Fragment(NamedTuple):
    """One other element, whole. ``offset`` is where it begins in the file."""

    offset: int
    content: bytes

    def place(self) -> str:
        """Say where it begins."""
        return f"byte {self.offset}"


Piece = Run | Fragment | Unreadable


def cut_export(stream: BinaryIO, block_bytes: int = BLOCK_BYTES) -> Iterator[Piece]:
    """Yield the elements below ``HealthData``, in order.

    Raises:
        FileCut: It ends before ``</HealthData>``.
        FileDamaged: It never begins with it, or too much in it is no XML.
        FileHostile: It declares entities.
        FileTooLarge: One element is beyond any honest one.
    """
    cutter = _Cutter(stream, block_bytes)
    cutter.find_root()
    yield from cutter.pieces()


class _Cutter:
    def __init__(self, stream: BinaryIO, block_bytes: int) -> None:
        self._stream = stream
        self._block_bytes = block_bytes
        self._buffer = b""
        self._base = 0  # of the buffer in the file
        self._is_empty = False
        self._strays = 0

    def find_root(self) -> None:
        """Drop everything before the first child of the root."""
        while (found := _ROOT.search(self._buffer)) is None or b">" not in self._buffer[
            found.start() :
        ]:
            if not self._read():
                raise FileCut if found else FileDamaged
            if len(self._buffer) > _MOST_PREAMBLE + self._block_bytes:
                raise FileDamaged
        if b"<!ENTITY" in self._buffer[: found.start()]:
            raise FileHostile
        end = self._buffer.index(b">", found.start())
        self._is_empty = self._buffer[end - 1 : end] == b"/"  # nothing was ever measured
        self._drop(end + 1)

    def pieces(self) -> Iterator[Piece]:
        while not self._is_empty and not (yield from self._whole_pieces()):
            if not self._read():
                raise FileCut
            if len(self._buffer) > _MOST_ELEMENT + 2 * self._block_bytes:
                raise FileTooLarge

    def _whole_pieces(self) -> Generator[Piece, None, bool]:
        """Yield what is whole in the buffer, and keep the rest; return whether it was all."""
        place = 0
        while True:
            other = _OTHER.search(self._buffer, place)
            if other is None:
                border = self._buffer.rfind(RECORD, place)
                if border > place:
                    yield from self._run(place, border)
                self._drop(max(border, place))
                return False
            owner = self._open_record(place, other.start())
            begin = other.start() if owner is None else owner
            yield from self._run(place, begin)
            name = other[1] if owner is None else b"Record"
            end = self._end(begin, name)
            if end is None:
                self._drop(begin)
                return False
            if name == b"/HealthData":
                return True
            if name and name[:1] != b"/":
                yield Fragment(self._base + begin, self._buffer[begin:end])
            elif name or end == begin + 1:
                yield self._stray(begin)
            place = end

    def _stray(self, begin: int) -> Unreadable:
        """Report what begins like an element and is none."""
        self._strays += 1
        if self._strays > _MOST_STRAY:
            raise FileDamaged
        return Unreadable(f"byte {self._base + begin}", Fault.SHAPE_UNKNOWN)

    def _run(self, begin: int, end: int) -> Iterator[Run]:
        first = self._buffer.find(RECORD, begin, end)
        if first >= 0:
            yield Run(self._base + first, self._buffer[first + len(RECORD) : end])

    def _open_record(self, place: int, other: int) -> int | None:
        """Return where the record begins in which another element stands, if in one."""
        begin = self._buffer.rfind(RECORD, place, other)
        if begin < 0 or self._buffer.find(_CLOSING_RECORD, begin, other) >= 0:
            return None
        bracket = self._bracket(begin)
        is_open = 0 <= bracket < other and self._buffer[bracket - 1 : bracket] != b"/"
        return begin if is_open else None

    def _end(self, begin: int, name: bytes) -> int | None:
        """Return where an element ends that begins here; nothing if it goes on."""
        for opening, closing in _SKIPPED.items():
            if self._buffer.startswith(opening, begin):
                end = self._buffer.find(closing, begin + len(opening))
                return None if end < 0 else end + len(closing)
        if not name:
            return self._end_of_nothing(begin)
        bracket = self._bracket(begin)
        if bracket < 0:
            return None
        if name[:1] == b"/" or self._buffer[bracket - 1 : bracket] == b"/":
            return bracket + 1
        return self._closed(b"</" + name, bracket)

    def _end_of_nothing(self, begin: int) -> int | None:
        """Return the end of a bracket that opens nothing, once it is sure to."""
        seen = self._buffer[begin : begin + _LONGEST_OPENING]
        may_go_on = any(opening.startswith(seen) for opening in _SKIPPED)
        return None if may_go_on else begin + 1

    def _bracket(self, begin: int) -> int:
        """Return the bracket that ends the tag that begins here; -1 if it goes on.

        What is no tag ends with the next bracket, so that little is lost with it.
        """
        tag = _TAG.match(self._buffer, begin + 1)
        stop = begin if tag is None else tag.end()
        if self._buffer.startswith(b">", stop):
            return stop
        return self._buffer.find(b">", begin) if self._buffer.find(b"<", stop) >= 0 else -1

    def _closed(self, closing: bytes, place: int) -> int | None:
        """Return where a closing tag ends, not counting one in a comment."""
        end = -1
        while True:
            if end < place:
                end = self._buffer.find(closing, place)
            if end < 0:
                return None
            comment = self._buffer.find(b"<!--", place, end)
            if comment >= 0:
                place = self._buffer.find(b"-->", comment)
                if place < 0:
                    return None
            elif found := _TAG_END.match(self._buffer, end + len(closing)):
                return found.end()
            else:
                place, end = end + 1, -1  # of a longer name, or not all of it is here

    def _read(self) -> bool:
        block = self._stream.read(self._block_bytes)
        self._buffer += block
        return bool(block)

    def _drop(self, count: int) -> None:
        self._buffer = self._buffer[count:]
        self._base += count
