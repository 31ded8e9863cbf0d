"""Files of a bundle made of what leaves: lines and rows, in parts of bounded size.

A series is all lines of one FHIR type or all rows of one table. A part is given out as
soon as it is full, so no more than ``OPEN_BYTES`` are held however much leaves. Where
one part ends and the next begins follows from the stream alone.

Tables are CSV as in RFC 4180, with LF. A text that a spreadsheet would take for a formula
gets an apostrophe before it: what is sent must not run on the recipient's computer.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from export.bundle.errors import BundleTooManyFiles, RecordTooLarge
from export.bundle.layout import MOST_PARTS, OPEN_BYTES, PART_BYTES, is_payload_name, part_name
from export.outgoing import Cell, Outgoing

_QUOTED: Final = re.compile(r'[",\r\n]|^\s|\s$')
_FORMULA: Final = frozenset({"=", "+", "-", "@", "\t", "\r"})


class File(NamedTuple):
    """One payload file: its name in the bundle and its bytes."""

    path: str
    content: bytes


class _Series:
    """The part of one series that is being filled."""

    def __init__(self, name: str, head: bytes) -> None:
        self.name = name
        self._head = head
        self._number = 0
        self._content = bytearray(head)
        if not is_payload_name(part_name(name, 1)):
            raise ValueError("no name for a series")

    def __len__(self) -> int:
        return len(self._content)

    @property
    def is_empty(self) -> bool:
        return len(self._content) == len(self._head)

    def fits(self, line: bytes) -> bool:
        """Say whether another line still fits.

        Raises:
            RecordTooLarge: It would fit into no part.
        """
        if len(self._head) + len(line) > PART_BYTES:
            raise RecordTooLarge
        return len(self._content) + len(line) <= PART_BYTES

    def add(self, line: bytes) -> None:
        self._content += line

    def take(self) -> File:
        """Return the part and begin the next."""
        self._number += 1
        if self._number > MOST_PARTS:
            raise BundleTooManyFiles(most=MOST_PARTS)
        content = bytes(self._content)
        self._content = bytearray(self._head)
        return File(part_name(self.name, self._number), content)


def parts_of(stream: Iterable[Outgoing], columns: Mapping[str, tuple[str, ...]]) -> Iterator[File]:
    """Make parts of what leaves.

    Args:
        stream: One pass.
        columns: Of each table that occurs, in the order of the rows' cells.

    Yields:
        Parts as they are full, then the rest by name. Of each series they come in their
        order, from 0001 on; series come mixed.

    Raises:
        RecordTooLarge: A line or row that fits into no part.
        BundleTooManyFiles: A series has more parts than four digits count.
        ValueError: A fault of ours: a table or row without columns, a line with a line
            feed in it, a number that is none.
    """
    series: dict[str, _Series] = {}
    held = 0
    for name, head, line in _lines(stream, columns):
        filling = series.get(name)
        if filling is None:
            filling = series[name] = _Series(name, head)
            held += len(head)
        if not filling.fits(line):
            held -= len(filling) - len(head)
            yield filling.take()
        filling.add(line)
        held += len(line)
        if held > OPEN_BYTES:
            largest = max(series.values(), key=lambda each: (len(each), each.name))
            held -= len(largest)
            yield largest.take()
            held += len(largest)
    for _, filling in sorted(series.items()):
        if not filling.is_empty:
            yield filling.take()


def _lines(
    stream: Iterable[Outgoing], columns: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, bytes, bytes]]:
    """Yield each line with its series and the head that each part of it begins with."""
    heads = {table: csv_line(names) for table, names in columns.items()}
    widths = {table: len(names) for table, names in columns.items()}
    for outgoing in stream:
        if b"\n" in outgoing.line:
            raise ValueError("a line feed in a line")
        yield f"data/fhir/{outgoing.resource_type}", b"", outgoing.line + b"\n"
        for table, cells in outgoing.rows:
            if widths.get(table) != len(cells):
                raise ValueError("a row that does not fit its table")
            yield f"data/tables/{table}", heads[table], csv_line(cells)


def csv_line(cells: Iterable[Cell]) -> bytes:
    """Write one row.

    Nothing is written for ``None``. Whole numbers are written plainly, others in the
    fewest digits that give the same number again.

    Raises:
        ValueError: A number that is infinite or none.
    """
    return (",".join(_cell(cell) for cell in cells) + "\n").encode()


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        if cell[:1] in _FORMULA:
            cell = "'" + cell
        return '"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    written = repr(cell)
    if written in ("inf", "-inf", "nan"):
        raise ValueError("not a number")
    return written
