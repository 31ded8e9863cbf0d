"""Guessing what the columns of a table mean, to be shown to a person and confirmed.

A proposal holds headings and first rows so that the person can see what they confirm:
it is for the window, never for a log.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from datadonor.records.types import SampleType, ValueKind
from datadonor.records.units import conversion
from datadonor.sources.csv_rows import number, rows
from datadonor.sources.errors import FormatUnknown
from datadonor.sources.found import RowUnreadable
from datadonor.sources.parcel import Entry
from datadonor.sources.tables.dates import DayOrder, OrderFinder
from datadonor.sources.tables.mapping import (
    MOST_WORDS,
    TableMapping,
    TimeFormat,
    TypeColumn,
    ValueColumn,
    Word,
    fingerprint,
)
from datadonor.sources.tables.shape import Shape, is_iso, shape_of, signs_of
from datadonor.sources.tables.words import Heading, Role, fold, role_of, take_apart, type_of_heading

_ROWS_SHOWN: Final = 5
_MOST_HEADING: Final = 120
_TIME_ROLES: Final = (Role.MOMENT, Role.DATE, Role.CLOCK)
_ORDERS: Final = {
    DayOrder.DAY_FIRST: TimeFormat.DAY_FIRST,
    DayOrder.MONTH_FIRST: TimeFormat.MONTH_FIRST,
}
_NUMERIC_TIMES: Final = (
    (TimeFormat.EPOCH_MILLISECONDS, 3e11, 4.2e12),
    (TimeFormat.EPOCH_SECONDS, 3e8, 4.2e9),
    (TimeFormat.SPREADSHEET, 2e4, 7.4e4),
)
"""A format and between what numbers it is meant: 1980 or 1955 to 2100."""


class Doubt(StrEnum):
    """What the person should look at before they confirm."""

    TIME = "time"  # no column of times was found
    VALUES = "values"  # no column of values was understood
    DAY_ORDER = "day_order"  # day and month could be the other way round
    DECIMAL_SIGN = "decimal_sign"  # 1.234 could be a little or a lot
    UNITS = "units"  # a unit was not given, the usual one is assumed


@dataclass(frozen=True, slots=True)
class Proposal:
    """A guess. ``mapping`` is nothing if time or values were not understood."""

    fingerprint: str
    headings: tuple[str, ...]
    first_rows: tuple[tuple[str, ...], ...]
    mapping: TableMapping | None
    doubts: frozenset[Doubt]


class _Times(NamedTuple):
    column: int
    clock_column: int | None
    format: TimeFormat


def is_table(head: bytes) -> bool:
    """Whether the first bytes are a table with times and numbers. Never raises."""
    shape = shape_of(head)
    times = None if shape is None else _times(shape)
    return shape is not None and times is not None and bool(set(shape.numbers) - {times.column})


def propose(entry: Entry) -> Proposal:
    """Guess what a table's columns mean, from its headings and cells.

    Raises:
        FormatUnknown: It is no table.
        FileRefused: It is cut or damaged.
    """
    shape = shape_of(entry.head())
    if shape is None:
        raise FormatUnknown
    has_header = bool(shape.headings)
    names = shape.headings if has_header else ("",) * shape.width
    digest = fingerprint(names, shape.delimiter, has_header=has_header)
    doubts: set[Doubt] = set()
    mapping = _mapping(entry, shape, digest, doubts)
    headings = tuple(heading[:_MOST_HEADING] for heading in shape.headings)
    shown = shape.rows[:_ROWS_SHOWN]
    return Proposal(digest, headings, shown, mapping, frozenset(doubts))


def _mapping(entry: Entry, shape: Shape, digest: str, doubts: set[Doubt]) -> TableMapping | None:
    times = _times(shape)
    if times is None:
        doubts.add(Doubt.TIME)
        return None
    order, words = _through(entry, shape, times)
    used = {times.column, times.clock_column}
    long = _long(shape, words, doubts)
    wide = () if long else tuple(_wide(shape, used, doubts))
    if not wide and long is None:
        doubts.add(Doubt.VALUES)
        return None
    if times.format in _ORDERS.values():
        times = times._replace(format=_ORDERS[order.decide()])
        if order.is_guess:
            doubts.add(Doubt.DAY_ORDER)
    columns = [long.value_column] if long else [each.column for each in wide]
    cells = [row[column] for row in shape.rows for column in columns]
    decimal, thousands, is_guess = signs_of(cells)
    if is_guess:
        doubts.add(Doubt.DECIMAL_SIGN)
    return TableMapping.model_validate(
        {
            "fingerprint": digest,
            "has_header": bool(shape.headings),
            "delimiter": shape.delimiter,
            "decimal": decimal,
            "thousands": thousands,
            "time_column": times.column,
            "clock_column": times.clock_column,
            "time_format": times.format,
            "values": wide,
            "types": long,
        }
    )


def _times(shape: Shape) -> _Times | None:
    roles = {column: role_of(heading) for column, heading in enumerate(shape.headings)}
    named = [column for role in _TIME_ROLES for column in roles if roles[column] is role]
    column = next((each for each in (*named, *shape.times) if each in shape.times), None)
    if column is None:
        return next(_numeric_times(shape, named), None)
    cells = [row[column].strip() for row in shape.rows if row[column].strip()]
    has_clock = any(":" in cell for cell in cells)
    clocks = sorted(shape.clocks, key=lambda each: roles.get(each) is not Role.CLOCK)
    clock = next((each for each in clocks if each != column and not has_clock), None)
    is_plain = clock is None and all(map(is_iso, cells))
    return _Times(column, clock, TimeFormat.ISO if is_plain else TimeFormat.DAY_FIRST)


def _numeric_times(shape: Shape, named: list[int]) -> Iterator[_Times]:
    for column in named:
        if column not in shape.numbers:
            continue
        try:
            values = [number(row[column]) for row in shape.rows if row[column].strip()]
        except RowUnreadable:
            continue
        for way, low, high in _NUMERIC_TIMES:
            if values and all(low <= value <= high for value in values):
                yield _Times(column, None, way)


def _through(entry: Entry, shape: Shape, times: _Times) -> tuple[OrderFinder, dict[str, str]]:
    """Go through the whole table for the order of days and the words of its types."""
    order = OrderFinder()
    words: dict[str, str] = {}
    column = _role(shape, Role.TYPE)
    with entry.open() as stream:
        for _, fields in rows(stream, shape.delimiter):
            if len(fields) != shape.width or tuple(fields) == shape.headings:
                continue
            order.see(fields[times.column])
            if column is not None and len(words) < MOST_WORDS and fold(fields[column]):
                words.setdefault(fold(fields[column]), fields[column])
    return order, words


def _role(shape: Shape, role: Role) -> int | None:
    found = (column for column, name in enumerate(shape.headings) if role_of(name) is role)
    return next(found, None)


def _long(shape: Shape, words: dict[str, str], doubts: set[Doubt]) -> TypeColumn | None:
    column, value = _role(shape, Role.TYPE), _role(shape, Role.VALUE)
    if column is None or value is None or value not in shape.numbers:
        return None
    unit_column = _role(shape, Role.UNIT)
    # Where each row has its unit, the usual one of the type is only for rows without.
    own_doubts = doubts if unit_column is None else set[Doubt]()
    meanings = []
    for word, text in words.items():
        heading = take_apart(text)
        known = type_of_heading(heading)
        if known is not None:
            unit = _unit(known, heading, own_doubts)
            meanings.append(Word(word=word, type=known.id, unit=unit))
    if not meanings:
        return None
    return TypeColumn(
        column=column, value_column=value, unit_column=unit_column, words=tuple(meanings)
    )


def _wide(shape: Shape, used: set[int | None], doubts: set[Doubt]) -> Iterator[ValueColumn]:
    for column, text in enumerate(shape.headings):
        heading = take_apart(text)
        known = None if column in used else type_of_heading(heading)
        if known is None or (known.value is ValueKind.NUMBER and column not in shape.numbers):
            continue
        yield ValueColumn(column=column, type=known.id, unit=_unit(known, heading, doubts))


def _unit(known: SampleType, heading: Heading, doubts: set[Doubt]) -> str | None:
    if heading.unit is not None or known.value is ValueKind.CODE:
        return heading.unit
    if conversion(known, None) is not None:
        return None
    doubts.add(Doubt.UNITS)
    return known.unit
