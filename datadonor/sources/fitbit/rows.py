"""Reading the files of a Takeout in pieces: JSON lists and tables.

Must not know what the rows mean. A piece is some ten thousand rows; more than one is
never in memory.
"""

from collections.abc import Iterator
from typing import Any, Final

from datadonor.sources.csv_rows import look, rows
from datadonor.sources.errors import FileDamaged
from datadonor.sources.json_items import items, parse_json
from datadonor.sources.parcel import Entry

ROWS_AT_ONCE: Final = 32_768

_WHOLE_BYTES: Final = 4 << 20
"""A JSON file up to this size is parsed at once: a day of heart rates, a month of steps."""

_MOST_ITEM_BYTES: Final = 4 << 20


def json_pieces(entry: Entry) -> Iterator[tuple[int, list[Any]]]:
    """Yield the elements of a JSON list in pieces, with the number of the first, from 1.

    Raises:
        FileCut, FileDamaged, FileTooLarge, FileHostile: As the readers of JSON.
    """
    if entry.size_bytes <= _WHOLE_BYTES:
        with entry.open() as stream:
            content = stream.read(_WHOLE_BYTES + 1)
        if len(content) <= _WHOLE_BYTES and _is_closed(content):
            whole = parse_json(content)
            if not isinstance(whole, list):
                raise FileDamaged
            yield 1, whole
            return
    with entry.open() as stream:
        number = 1
        waiting: list[bytes] = []
        for _, item in items(stream, most_item_bytes=_MOST_ITEM_BYTES):
            waiting.append(item)
            if len(waiting) >= ROWS_AT_ONCE:
                yield number, parse_json(b"[" + b",".join(waiting) + b"]")
                number += len(waiting)
                waiting.clear()
        if waiting:
            yield number, parse_json(b"[" + b",".join(waiting) + b"]")


def table_pieces(entry: Entry) -> Iterator[tuple[list[int], list[list[str]]]]:
    """Yield the rows below the header of a table in pieces, with the numbers of their lines.

    Raises:
        FileCut, FileDamaged, FileTooLarge: As the reader of tables.
    """
    with entry.open() as stream:
        lines: list[int] = []
        found: list[list[str]] = []
        following = rows(stream, ",")
        next(following, None)
        for line, fields in following:
            lines.append(line)
            found.append(fields)
            if len(found) >= ROWS_AT_ONCE:
                yield lines, found
                lines, found = [], []
        if found:
            yield lines, found


def named_rows(entry: Entry) -> Iterator[tuple[dict[str, str], int]]:
    """Yield the rows of a table by the names of its columns, and their lines."""
    header = header_of(entry.head())
    for lines, piece in table_pieces(entry):
        for line, fields in zip(lines, piece, strict=True):
            yield dict(zip(header, (field.strip() for field in fields), strict=False)), line


def header_of(head: bytes) -> tuple[str, ...]:
    """Return the fields of the first row in small letters, without blanks around them."""
    seen = look(head)
    if seen is None or not seen.rows:
        return ()
    return tuple(field.strip().lower() for field in seen.rows[0][1])


def _is_closed(content: bytes) -> bool:
    """Whether a list ends as one: a cut one is left to the reader that can say so."""
    return content.rstrip()[-1:] == b"]"
