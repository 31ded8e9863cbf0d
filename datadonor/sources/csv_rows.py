"""Reading tables of text: rows of fields, whatever program wrote them.

Encoding and delimiter are seen from the first bytes, never from a name. Everything is
bounded: a line, a field, a row that runs over many lines. Must not know what any column
means; rows of the wrong width are the caller's business.
"""

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import BinaryIO, Final, NamedTuple, cast

from datadonor.sources.errors import FileCut, FileDamaged, FileTooLarge
from datadonor.sources.found import Fault, RowUnreadable
from datadonor.sources.parcel import HEAD_BYTES

MOST_ROW_CHARACTERS: Final = 1 << 20
"""No honest row is longer, over however many lines."""

MOST_FIELD_CHARACTERS: Final = 131_072
"""No honest field is longer. It is also what the standard library's reader allows."""

LARGEST_NUMBER: Final = 1e15
"""No measurement is larger; beyond it whole numbers no longer have a double of their own."""

DELIMITERS: Final = "\t;,|"
"""What may stand between fields. The earlier wins where two fit alike."""

_MOST_NUMBER_CHARACTERS: Final = 40
_HEAD_ROWS: Final = 50
_BYTE_ORDER_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_NO_TABLES: Final = (b"{", b"[", b"<", b"%PDF", b"PK\x03\x04", b"SQLite format")
"""How other kinds of file begin, of which one folder can hold thousands."""

_SEPARATOR_LINE: Final = re.compile(r"sep=(?P<delimiter>[\t;,|])\r?\n?\Z", re.IGNORECASE)
_PLAIN_NUMBER: Final = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,4})?\Z", re.ASCII)
_THOUSANDS: Final = re.compile(r"[+-]?\d{1,3}(?:[ ,.']\d{3})+\Z", re.ASCII)
# No-break, narrow and thin blanks; minus and apostrophe as typographers set them.
_SIGNS: Final = str.maketrans("\u00a0\u202f\u2009\u2212\u2019", "   -'")
_NOT_TEXT: Final = "\ufffd"


class Head(NamedTuple):
    """What the first bytes of a table say.

    ``rows`` are its first rows with their line numbers; one that may be cut is left out.
    """

    encoding: str
    delimiter: str
    rows: tuple[tuple[int, list[str]], ...]


@lru_cache(maxsize=1)  # several formats look at the same bytes, one after the other
def look(head: bytes) -> Head | None:
    """Look at the first bytes of what may be a table; nothing if they are none.

    Never raises: for the question whether a format knows a file.
    """
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_NO_TABLES):
        return None
    encoding = _encoding(head)
    lines = list(io.StringIO(head.decode(encoding, "replace"), newline=""))
    if len(head) >= HEAD_BYTES:
        del lines[-1:]
    if not lines or any("\0" in line for line in lines):
        return None
    marked = _SEPARATOR_LINE.match(lines[0])
    delimiter = marked["delimiter"] if marked else _delimiter(lines)
    found = []
    try:
        for row in _rows(iter(lines), delimiter):
            found.append(row)
            if len(found) >= _HEAD_ROWS:
                break
    except (FileCut, FileDamaged, FileTooLarge):
        pass  # the last row runs beyond what was looked at; those before it stand
    return Head(encoding, delimiter, tuple(found))


def rows(stream: BinaryIO, delimiter: str | None = None) -> Iterator[tuple[int, list[str]]]:
    """Read a table row by row.

    UTF-8 and UTF-16 with or without a byte order mark; text that is neither is taken
    for Windows-1252, as spreadsheets in Denmark save it (our choice). Single bytes that
    are no text come as U+FFFD (see ``verify_text``).

    Args:
        stream: At its beginning. It is left open.
        delimiter: One character; if not given it is seen from the first lines.

    Yields:
        The number of the row's first line, from 1, and its fields as they stand. Empty
        lines and a spreadsheet's ``sep=`` line are left out.

    Raises:
        FileCut: It ends inside a quoted field.
        FileDamaged: There is a NUL in it, or quotes that do not fit.
        FileTooLarge: A row or a field is beyond its bound.
    """
    with _lines(stream) as (head, lines):
        if delimiter is None:
            seen = look(head)
            delimiter = seen.delimiter if seen else ","
        yield from _rows(lines, delimiter)


def fitting_rows(
    table: Iterator[tuple[int, list[str]]], least: int, most: int
) -> Iterator[tuple[int, list[str] | None]]:
    """Tell rows that have as many fields as they should from those that do not.

    Yields:
        The line and the fields; nothing for the fields if they are too few or too many.

    Raises:
        FileCut: The last row has too few: the file ends in the middle of it.
    """
    short: int | None = None
    for line, fields in table:
        if short is not None:
            yield short, None
        short = line if len(fields) < least else None
        if short is None:
            yield line, fields if len(fields) <= most else None
    if short is not None:
        raise FileCut


def line_place(line: int, part: int | None) -> str:
    """Say where a line is, in a file or in one part of several."""
    return f"line {line}" if part is None else f"part {part}, line {line}"


def number(text: str, decimal: str = ".", *, thousands: str = "") -> float:
    """Read a number as it stands in a table.

    Args:
        text: The field. Blanks around it do not matter.
        decimal: What stands before the decimals: a point or a comma.
        thousands: What may stand between groups of three digits, if anything; a blank
            stands for every kind of it.

    Raises:
        RowUnreadable: It is no number, or too large to be a measurement.
    """
    plain = text.translate(_SIGNS).strip()
    whole, mark, rest = plain.partition(decimal)
    if thousands and _THOUSANDS.match(whole):
        whole = whole.replace(thousands, "")
    plain = whole + mark.replace(decimal, ".") + rest
    is_mixed = decimal != "." and "." in whole + rest
    if is_mixed or len(plain) > _MOST_NUMBER_CHARACTERS or not _PLAIN_NUMBER.match(plain):
        raise RowUnreadable(Fault.NUMBER_UNREADABLE)
    value = float(plain)
    if not math.isfinite(value) or abs(value) > LARGEST_NUMBER:
        raise RowUnreadable(Fault.NUMBER_ABSURD)
    return value


def verify_text(text: str) -> str:
    """Return a field whose text is to be kept.

    Raises:
        RowUnreadable: Bytes in it were not of the file's encoding.
    """
    if _NOT_TEXT in text:
        raise RowUnreadable(Fault.TEXT_UNREADABLE)
    return text


@contextmanager
def _lines(stream: BinaryIO) -> Iterator[tuple[bytes, Iterator[str]]]:
    """Open a stream as lines, and say how it begins; it is left open."""
    buffered = io.BufferedReader(cast("io.RawIOBase", stream), HEAD_BYTES)
    head = buffered.peek(HEAD_BYTES)[:HEAD_BYTES]
    text = io.TextIOWrapper(buffered, _encoding(head), "replace", newline="")
    try:
        yield head, iter(lambda: text.readline(MOST_ROW_CHARACTERS + 1), "")
    finally:
        text.detach()
        buffered.detach()


class _Bounded:
    """Hands lines to the reader of the standard library, and knows when it wanted more."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.line = 0
        self.is_at_end = False
        self.row_characters = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.line += 1
            self.row_characters += len(line)
            if "\0" in line:
                raise FileDamaged
            if self.row_characters > MOST_ROW_CHARACTERS:
                raise FileTooLarge
            yield line
        self.is_at_end = True


def _rows(lines: Iterator[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    bounded = _Bounded(lines)
    first = 1
    try:
        for fields in csv.reader(bounded, delimiter=delimiter):
            if bounded.is_at_end:  # it asked for one more line in the middle of a row
                raise FileCut
            is_mark = first == 1 and _SEPARATOR_LINE.match(delimiter.join(fields))
            if any(fields) and not is_mark:
                yield first, fields
            first = bounded.line + 1
            bounded.row_characters = 0
    except csv.Error as error:
        # The reader has one kind of error for all; only this one is about size.
        too_large = "field larger" in str(error)
        raise (FileTooLarge if too_large else FileDamaged) from None


def _encoding(head: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return encoding
    pairs = len(head) // 2
    # Latin letters in two bytes each: every other byte is 0.
    if head[1::2].count(0) * 2 > pairs and not head[0::2].count(0):
        return "utf-16-le"
    if head[0::2].count(0) * 2 > pairs and not head[1::2].count(0):
        return "utf-16-be"
    text = head.decode("utf-8", "replace")
    letters = Counter(text)
    bad = letters.pop(_NOT_TEXT, 0)
    good = sum(times for letter, times in letters.items() if not letter.isascii())
    is_cut_letter = bad == 1 and text.endswith(_NOT_TEXT)
    return "cp1252" if bad > good and not is_cut_letter else "utf-8"


def _delimiter(lines: list[str]) -> str:
    """Return what divides most lines into the same number of fields."""

    def score(delimiter: str) -> int:
        try:
            widths = Counter(
                len(fields) for fields in csv.reader(lines[:_HEAD_ROWS], delimiter=delimiter)
            )
        except csv.Error:
            return 0
        return max((times for width, times in widths.items() if width > 1), default=0)

    return max(DELIMITERS, key=score)
