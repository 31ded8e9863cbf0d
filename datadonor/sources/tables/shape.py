"""The shape of a table from its first rows: headings, times, numbers and how they are written.

Looks at bytes only; what headings mean is another's business.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from datadonor.sources.csv_rows import look, number
from datadonor.sources.found import RowUnreadable
from datadonor.sources.tables.dates import DayOrder, read_local

MISSING: Final = {"", "-", "–", "—", "na", "n/a", "nan", "null", "none", "#n/a", "ingen"}
"""What stands in a cell where nothing was measured, in small letters."""

_MOST_COLUMNS: Final = 2_000
_CLOCK: Final = re.compile(r"(?:kl\.? ?)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?")
_NUMBER: Final = re.compile(r"(?:[<>]=? ?)?[+\-\u2212]?\d[\d., '\u00a0\u202f\u2019]{0,30}")
_COMMA_DECIMAL: Final = re.compile(r"[+\-\u2212]?(?P<whole>[\d.' ]+),(?P<decimals>\d+)")
_POINT_DECIMAL: Final = re.compile(r"[+\-\u2212]?(?P<whole>[\d,' ]+)\.(?P<decimals>\d+)")
_GROUPED: Final = re.compile(r"\d{1,3}(?P<sign>[.,' ])\d{3}(?:(?P=sign)\d{3})*")
_GROUP_DIGITS: Final = 3
_MOST: Final = 0.8
"""Of the cells of a column must look alike."""


class Shape(NamedTuple):
    """A table as its first rows show it. Columns count from 0.

    ``headings`` is empty if the first row is data. ``rows`` are the first rows of data,
    all as wide as the table.
    """

    delimiter: str
    width: int
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    times: tuple[int, ...]
    clocks: tuple[int, ...]
    numbers: tuple[int, ...]


def shape_of(head: bytes) -> Shape | None:
    """Return the shape of a table, or nothing if there is none: never raises.

    It is one if two rows or more are alike in width, and wider than one field.
    """
    seen = look(head)
    if seen is None:
        return None
    widths = Counter(len(fields) for _, fields in seen.rows)
    width = max(widths, key=lambda each: widths[each], default=0)
    alike = [fields for _, fields in seen.rows if len(fields) == width]
    if not 2 <= width <= _MOST_COLUMNS or len(alike) < 2:  # noqa: PLR2004 - a time and a value
        return None
    has_header = not any(map(_is_value, alike[0]))
    rows = tuple(tuple(fields) for fields in alike[1 if has_header else 0 :])
    return Shape(
        seen.delimiter,
        width,
        tuple(alike[0]) if has_header else (),
        rows,
        _columns(rows, width, _is_time),
        _columns(rows, width, _is_clock),
        _columns(rows, width, _is_number),
    )


def signs_of(cells: Sequence[str]) -> tuple[str, str, bool]:
    """Say how numbers are written.

    Returns:
        What stands before decimals, what between groups of three digits, and whether
        that is a guess: ``1.234`` alone could be either.
    """
    bare = [cell.strip("<>= \t") for cell in cells]
    commas = [match for cell in bare if (match := _COMMA_DECIMAL.fullmatch(cell))]
    points = [match for cell in bare if (match := _POINT_DECIMAL.fullmatch(cell))]
    sure = {
        ",": sum(_is_sure(match) for match in commas),
        ".": sum(_is_sure(match) for match in points),
    }
    is_guess = bool(commas or points) and sure[","] == sure["."]
    decimal = "," if (sure[","], len(commas)) > (sure["."], len(points)) else "."
    wholes = (match["whole"] for match in (commas if decimal == "," else points))
    groups = Counter(found["sign"] for whole in wholes if (found := _GROUPED.fullmatch(whole)))
    # Whole numbers in groups have no decimals to be seen by.
    other = "." if decimal == "," else ","
    is_grouped = bool(points if decimal == "," else commas)
    thousands = next(iter(groups), other if is_grouped and sure[decimal] else "")
    return decimal, thousands, is_guess


def _is_sure(match: re.Match[str]) -> bool:
    """Whether this can only be read one way: not three decimals after a few digits."""
    return len(match["decimals"]) != _GROUP_DIGITS or not match["whole"].isdigit()


def _columns(
    rows: Sequence[Sequence[str]], width: int, is_one: Callable[[str], bool]
) -> tuple[int, ...]:
    found = []
    for column in range(width):
        cells = [row[column].strip() for row in rows]
        filled = [cell for cell in cells if cell.casefold() not in MISSING]
        if filled and sum(map(is_one, filled)) >= _MOST * len(filled):
            found.append(column)
    return tuple(found)


def _is_value(cell: str) -> bool:
    return _is_number(cell) or _is_time(cell) or _is_clock(cell)


def _is_time(cell: str) -> bool:
    return is_iso(cell) or any(_is_local(cell, order) for order in DayOrder)


def is_iso(cell: str) -> bool:
    """Whether a cell is a time as ISO 8601 has it, with the year in front."""
    if not cell[:4].isdigit() or cell[4:5] != "-":
        return False
    try:
        datetime.fromisoformat(cell.strip())
    except ValueError:
        return False
    return True


def _is_local(cell: str, order: DayOrder) -> bool:
    try:
        read_local(cell, order)
    except RowUnreadable:
        return False
    return True


def _is_clock(cell: str) -> bool:
    return _CLOCK.fullmatch(cell.strip()) is not None and ":" in cell


def _is_number(cell: str) -> bool:
    text = cell.strip()
    if _NUMBER.fullmatch(text):
        return not _is_time(text)
    try:
        number(text)
    except RowUnreadable:
        return False
    return True
