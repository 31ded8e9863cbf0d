"""JSON from outside: one value at a time, and one array piece by piece in bounded memory.

The elements of an array are cut out as the bytes that stood in the file, so that
decimals keep the precision with which they were written. Must not know what is in them.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any, BinaryIO, Final

import orjson

from datadonor.records.patterns import AGAIN, IS_SOUND
from datadonor.sources.errors import FileCut, FileDamaged, FileHostile, FileRefused, FileTooLarge

MOST_ITEM_BYTES: Final = (32 if IS_SOUND else 4) << 20
"""One element of an array: a clinical resource with an attached scan at most. Our choice."""

_MOST_DEPTH: Final = 1_000
"""As deep as the parser goes (orjson stops at 1024); no honest file comes near."""

_CHUNK_BYTES: Final = 256 << 10
_BOM: Final = b"\xef\xbb\xbf"

# Possessive throughout: no input makes these go back over what they have passed.
_SPACE: Final = re.compile(rb"[ \t\r\n]*+")
_SCALAR: Final = re.compile(rb'[^ \t\r\n,:"{}\[\]]++')

_TEXT: Final = rb'"[^"\\]*+(?:\\.[^"\\]*+)' + AGAIN + rb'"'
_STRING: Final = re.compile(_TEXT, re.DOTALL)
_PLAIN: Final = rb'[^"{}\[\]]*+(?:' + _TEXT + rb'[^"{}\[\]]*+)' + AGAIN
# What holds no more than one level is passed in one step, within an outer bracket.
_LEAF: Final = rb"(?:\{" + _PLAIN + rb"\}|\[" + _PLAIN + rb"\])"
_TO_BRACKET: Final = re.compile(
    _PLAIN + rb"(?:" + _LEAF + _PLAIN + rb")" + AGAIN + rb"([{}\[\]])?", re.DOTALL
)
# An object within which lies at most one more level, and the comma after it: most of what
# watches and meters write. It is only a quicker way to the same answer.
_SMALL: Final = re.compile(
    rb"[ \t\r\n]*+(\{"
    + _PLAIN
    + rb"(?:\{"
    + _PLAIN
    + rb"\}"
    + _PLAIN
    + rb")"
    + AGAIN
    + rb"\})[ \t\r\n]*+,",
    re.DOTALL,
)


def parse_json(data: bytes) -> Any:  # noqa: ANN401 - JSON can be any of six things
    """Return the value of a whole JSON text in UTF-8, with or without a byte order mark.

    Raises:
        FileDamaged: It is no JSON (RFC 8259): ``NaN``, a half pair of surrogates, bytes
            that are no UTF-8, more than 1024 levels, or anything after its end.
    """
    try:
        return orjson.loads(data.removeprefix(_BOM))
    except ValueError:
        raise FileDamaged from None


def items(
    stream: BinaryIO, at: tuple[str, ...] = (), most_item_bytes: int = MOST_ITEM_BYTES
) -> Iterator[tuple[int, bytes]]:
    """Cut the elements out of one array of a JSON text.

    Elements are not parsed: each is balanced in its brackets and may still be damaged.

    Args:
        stream: The text from its beginning, in UTF-8 with or without a byte order mark.
        at: The keys under which the array lies; none if it is the text itself.
        most_item_bytes: How long an element, or a string beside the array, may be.

    Yields:
        The byte offset in the text and the bytes of each element, in order. Nothing if
        an object has no such key. What lies beside the array is passed over.

    Raises:
        FileCut: The text ends too early, perhaps after the last element.
        FileDamaged: No array lies there, a key of ``at`` stands twice, or more follows.
        FileTooLarge: An element is longer than ``most_item_bytes``.
        FileHostile: It is nested beyond any honest file.
    """
    scanner = _Scanner(stream, most_item_bytes)
    yield from _below(scanner, at)
    if not scanner.is_over():
        raise FileDamaged


def members(data: bytes) -> Iterator[tuple[str, int, bytes]]:
    """Cut out the members of an object that is held whole.

    Yields:
        The key, and the byte offset and the bytes of the value, in order. Values are as
        in ``items``: not parsed.

    Raises:
        FileCut, FileDamaged, FileHostile: As in ``items``.
    """
    scanner = _Scanner(BytesIO(data), len(data))
    for key in _keys(scanner):
        yield key, *scanner.cut_value()
    if not scanner.is_over():
        raise FileDamaged


def first_members(head: bytes) -> dict[str, str | None]:
    """Return the keys of an object of which only the beginning is there, with their texts.

    To say what a file is: values that are no strings are nothing, and it stops without a
    word where the bytes end or are no JSON.
    """
    scanner = _Scanner(BytesIO(head), len(head))
    found: dict[str, str | None] = {}
    with suppress(FileRefused):
        for key in _keys(scanner):
            found[key] = None
            if scanner.peek() == b'"':
                found[key] = parse_json(scanner.cut_value()[1])
            else:
                scanner.pass_value()
    return found


def is_cut(data: bytes) -> bool:
    """Whether a text that is no JSON ends too early, rather than being damaged within."""
    try:
        _Scanner(BytesIO(data), len(data)).pass_value()
    except FileCut:
        return True
    except FileRefused:
        return False
    return False


def _below(scanner: "_Scanner", at: tuple[str, ...]) -> Iterator[tuple[int, bytes]]:
    if not at:
        yield from _elements(scanner)
        return
    is_met = False
    for key in _keys(scanner):
        if key != at[0]:
            scanner.pass_value()
        elif is_met:
            raise FileDamaged
        else:
            is_met = True
            yield from _below(scanner, at[1:])


def _keys(scanner: "_Scanner") -> Iterator[str]:
    """Walk an object's keys. The caller takes each value before asking for the next key."""
    scanner.take(b"{")
    if scanner.is_next(b"}"):
        return
    while True:
        if scanner.peek() != b'"':
            raise FileDamaged
        key = parse_json(scanner.cut_value()[1])
        scanner.take(b":")
        yield key
        if scanner.is_next(b"}"):
            return
        scanner.take(b",")


def _elements(scanner: "_Scanner") -> Iterator[tuple[int, bytes]]:
    scanner.take(b"[")
    if scanner.is_next(b"]"):
        return
    while True:
        yield from scanner.cut_small_ones()
        yield scanner.cut_value()
        if scanner.is_next(b"]"):
            return
        scanner.take(b",")


class _Scanner:
    """Goes over a JSON text once, holding no more than one value of it.

    ``_at`` is where it stands in the buffer; what lies before ``_kept`` may be forgotten.
    """

    def __init__(self, stream: BinaryIO, most_bytes: int) -> None:
        self._stream = stream
        self._most_bytes = most_bytes
        self._buffer = stream.read(_CHUNK_BYTES)
        self._base = 0
        self._at = len(_BOM) if self._buffer.startswith(_BOM) else 0
        self._kept: int | None = None

    def peek(self) -> bytes:
        """Return the next byte that is no space, without passing it."""
        while not (found := self._next()):
            self._more()
        return found

    def is_over(self) -> bool:
        """Whether nothing but space follows."""
        while not (found := self._next()):
            if not self._refill():
                return True
        return not found

    def take(self, sign: bytes) -> None:
        """Pass one sign that must come here."""
        if not self.is_next(sign):
            raise FileDamaged

    def is_next(self, sign: bytes) -> bool:
        """Pass one sign if it comes here, and say whether it did."""
        if self.peek() != sign:
            return False
        self._at += 1
        return True

    def cut_value(self) -> tuple[int, bytes]:
        """Pass one value and return its byte offset and its bytes."""
        self.peek()
        self._kept = self._at
        self.pass_value()
        start, self._kept = self._kept, None
        piece = self._buffer[start : self._at]
        if len(piece) > self._most_bytes:
            raise FileTooLarge
        return self._base + start, piece

    def cut_small_ones(self) -> Iterator[tuple[int, bytes]]:
        """Pass as many small objects as are held, each with the comma after it."""
        while match := _SMALL.match(self._buffer, self._at):
            self._at = match.end()
            if match.end(1) - match.start(1) > self._most_bytes:
                raise FileTooLarge
            yield self._base + match.start(1), match[1]

    def pass_value(self) -> None:
        """Pass one value, whatever it is."""
        first = self.peek()
        if first in {b"{", b"["}:
            self._pass_brackets()
            return
        pattern = _STRING if first == b'"' else _SCALAR
        while (match := pattern.match(self._buffer, self._at)) is None or (
            match.end() == len(self._buffer) and first != b'"'
        ):
            if match is None and first != b'"':
                raise FileDamaged
            self._more()
        self._at = match.end()

    def _pass_brackets(self) -> None:
        self._at += 1
        depth = 1
        while depth:
            match = _TO_BRACKET.match(self._buffer, self._at)
            sign = match[1] if match else None
            # Where no bracket was found this is the border, or a string that is not whole.
            self._at = match.end() if match else self._at
            if sign is None:
                self._more()
                continue
            depth += 1 if sign in b"{[" else -1
            if depth > _MOST_DEPTH:
                raise FileHostile

    def _next(self) -> bytes:
        match = _SPACE.match(self._buffer, self._at)
        self._at = match.end() if match else self._at
        return self._buffer[self._at : self._at + 1]

    def _more(self) -> None:
        if not self._refill():
            raise FileCut

    def _refill(self) -> bool:
        """Read on, as much again as is held: a long string is looked at a few times only."""
        passed = self._at if self._kept is None else self._kept
        held = self._buffer[passed:]
        if len(held) > self._most_bytes:
            raise FileTooLarge
        piece = self._stream.read(max(_CHUNK_BYTES, len(held)))
        self._buffer = held + piece
        self._base += passed
        self._at -= passed
        self._kept = None if self._kept is None else 0
        return bool(piece)
