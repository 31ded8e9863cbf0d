"""Reading a table whose columns a person has explained."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from datadonor.records.sample import Context, Sample, Source, ZoneKnown
from datadonor.records.types import SampleType, TypeId, ValueKind, sample_type
from datadonor.records.units import MOST_CHARACTERS, conversion
from datadonor.sources.csv_rows import line_place, look, number, rows
from datadonor.sources.errors import FileCut, MappingNeeded
from datadonor.sources.found import Fault, Found, Note, Notice, RowUnreadable, Unreadable
from datadonor.sources.parcel import Entry
from datadonor.sources.tables.clocks import GroupClocks
from datadonor.sources.tables.dates import DayOrder, read_local
from datadonor.sources.tables.glucose import LEVELS
from datadonor.sources.tables.mapping import Meaning, TableMapping, TimeFormat, fingerprint
from datadonor.sources.tables.shape import MISSING
from datadonor.sources.tables.words import fold
from datadonor.sources.times import Moment, moment_from_iso, moment_from_ms

_BEYOND: Final = re.compile(r"(?P<sign>[<>]=?) ?(?P<number>\d{1,7}(?:[.,]\d{1,4})?)", re.ASCII)
"""What laboratories write where a number is off the scale."""

_SPREADSHEET_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - local, as the cells are
_MOST_UNITS: Final = 200
_LEVELLED: Final = {"BloodGlucose", "GlucoseSensor", "BloodKetones"}
_ORDERS: Final = {
    TimeFormat.ISO: DayOrder.DAY_FIRST,  # the year stands in front, so it does not matter
    TimeFormat.DAY_FIRST: DayOrder.DAY_FIRST,
    TimeFormat.MONTH_FIRST: DayOrder.MONTH_FIRST,
}
_EPOCHS: Final = {TimeFormat.EPOCH_SECONDS: 1000, TimeFormat.EPOCH_MILLISECONDS: 1}

_context = lru_cache(maxsize=4096)(Context)


class _Cell(NamedTuple):
    """One cell of a row with its meaning. ``unit`` is what the row itself says."""

    meaning: Meaning
    text: str
    unit: str | None


def fits(entry: Entry, mapping: TableMapping) -> bool:
    """Whether a table is of the kind that a mapping is for."""
    seen = look(entry.head())
    return seen is not None and any(_is_header(fields, mapping) for _, fields in seen.rows)


class TableReader:
    """Reads one table: for the order of its times if they are local, and for all."""

    def __init__(
        self, entry: Entry, mapping: TableMapping, zone: ZoneInfo, part: int | None
    ) -> None:
        """Begin.

        Args:
            entry: The table.
            mapping: What its columns mean.
            zone: For times without one, unless the mapping says another.
            part: Its number, if it is one of several.
        """
        self._entry = entry
        self._mapping = mapping
        self._zone = ZoneInfo(mapping.zone) if mapping.zone else zone
        self._clocks = GroupClocks(self._zone)
        self._part = part
        self._source = Source(mapping.source)
        self._words: Mapping[str, Meaning] = (
            {each.word: each for each in mapping.types.words} if mapping.types else {}
        )
        self._units: set[str] = set()
        self._notes: Counter[Note] = Counter()

    def read(self) -> Iterator[Found]:
        """Read it.

        Raises:
            MappingNeeded: The headings are others than those that were explained.
            FileRefused: It is cut or damaged.
        """
        if self._mapping.time_format not in _EPOCHS:
            for _, fields in self._rows():
                if (local := self._local(fields)) is not None:
                    self._clocks.see(None, local)
        for line, fields in self._rows():
            place = line_place(line, self._part)
            try:
                yield from self._row(fields, place)
            except RowUnreadable as unreadable:
                yield Unreadable(place, unreadable.fault)
        yield from (Notice(note, times) for note, times in self._notes.items())

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows of data, filled up to the last column that is read."""
        last = self._mapping.last_column
        is_short = has_short = False
        with self._entry.open() as stream:
            table = rows(stream, self._mapping.delimiter)
            is_begun = not self._mapping.has_header
            for line, fields in table:
                if not is_begun:
                    is_begun = _is_header(fields, self._mapping)
                    continue
                has_short = has_short or is_short
                is_short = len(fields) <= last
                yield line, fields + [""] * (last + 1 - len(fields))
        if not is_begun:
            raise MappingNeeded
        if is_short and not has_short:  # every other row was whole
            raise FileCut

    def _row(self, fields: list[str], place: str) -> Iterator[Found]:
        cells = [cell for cell in self._cells(fields) if not _is_missing(cell.text)]
        if not cells:
            return
        moment = self._moment(fields)
        for cell in cells:
            try:
                yield self._sample(cell, moment)
            except RowUnreadable as unreadable:
                yield Unreadable(place, unreadable.fault)
            else:
                self._count(moment)

    def _cells(self, fields: list[str]) -> Iterator[_Cell]:
        for each in self._mapping.values:
            yield _Cell(each, fields[each.column], None)
        long = self._mapping.types
        if long is None or _is_missing(fields[long.value_column]):
            return
        meaning = self._words.get(fold(fields[long.column]))
        if meaning is None:
            raise RowUnreadable(Fault.TYPE_UNKNOWN)
        unit = None if long.unit_column is None else fields[long.unit_column].strip()
        yield _Cell(meaning, fields[long.value_column], unit or None)

    def _sample(self, cell: _Cell, moment: Moment) -> Sample:
        known = sample_type(cell.meaning.type)
        if known is None:
            raise RowUnreadable(Fault.TYPE_UNKNOWN)
        unit = cell.meaning.unit if cell.unit is None else self._verified_unit(cell.unit)
        text = cell.text.strip()
        code = _code(known, text)
        value = None
        if code is None:
            value = number(text, self._mapping.decimal, thousands=self._mapping.thousands)
            rule = conversion(known, unit)
            if rule is not None and not known.is_plausible(rule.apply(value)):
                raise RowUnreadable(Fault.NUMBER_ABSURD)
        context = _context(moment.basis, unit)
        return Sample(TypeId(known.id), moment.ms, 0, value, code, self._source, context)

    def _verified_unit(self, unit: str) -> str:
        if unit not in self._units:
            if len(unit) > MOST_CHARACTERS or len(self._units) >= _MOST_UNITS:
                raise RowUnreadable(Fault.SHAPE_UNKNOWN)
            self._units.add(unit)
        return unit

    def _time_text(self, fields: list[str]) -> str:
        clock = self._mapping.clock_column
        parts = [fields[self._mapping.time_column]]
        if clock is not None:
            parts.append(fields[clock])
        return " ".join(filter(None, map(str.strip, parts)))

    def _moment(self, fields: list[str]) -> Moment:
        text = self._time_text(fields)
        way = self._mapping.time_format
        if not text:
            raise RowUnreadable(Fault.TIME_MISSING)
        if way in _EPOCHS:
            try:
                return moment_from_ms(round(number(text) * _EPOCHS[way]))
            except RowUnreadable as unreadable:
                is_absurd = unreadable.fault is Fault.TIME_ABSURD
                fault = Fault.TIME_ABSURD if is_absurd else Fault.TIME_UNREADABLE
                raise RowUnreadable(fault) from None
        local = self._local(fields)
        if local is not None:
            return self._clocks.read(None, local)
        if way is TimeFormat.ISO:
            return moment_from_iso(text, self._zone)
        raise RowUnreadable(Fault.TIME_UNREADABLE)

    def _local(self, fields: list[str]) -> datetime | None:
        text = self._time_text(fields)
        try:
            if self._mapping.time_format is TimeFormat.SPREADSHEET:
                days = number(text, self._mapping.decimal)
                return _SPREADSHEET_EPOCH + timedelta(seconds=round(days * 86_400))
            return read_local(text, _ORDERS[self._mapping.time_format])
        except (RowUnreadable, OverflowError):
            return None

    def _count(self, moment: Moment) -> None:
        if moment.basis.known in {ZoneKnown.ASSUMED, ZoneKnown.AMBIGUOUS}:
            self._notes[Note.ZONE_ASSUMED] += 1
        if moment.basis.known is ZoneKnown.AMBIGUOUS:
            self._notes[Note.HOUR_AMBIGUOUS] += 1


def _is_header(fields: list[str], mapping: TableMapping) -> bool:
    has_header = mapping.has_header
    digest = fingerprint(fields, mapping.delimiter, has_header=has_header)
    return digest == mapping.fingerprint


def _is_missing(text: str) -> bool:
    return text.strip().casefold() in MISSING


def _code(known: SampleType, text: str) -> str | None:
    """Return the word of a type, or what stands for a number that is off the scale."""
    if known.value is ValueKind.CODE:
        word = _code_words(known.id).get(fold(text))
        if word is None:
            raise RowUnreadable(Fault.TYPE_UNKNOWN)
        return word
    if match := _BEYOND.fullmatch(text):
        return match["sign"] + match["number"].replace(",", ".")
    return LEVELS.get(text.casefold()) if known.id in _LEVELLED else None


@cache
def _code_words(type_id: str) -> Mapping[str, str]:
    known = sample_type(type_id)
    found: dict[str, str] = {}
    for word, code in known.codes.items() if known else ():
        for name in (word, code.name.da, code.name.en, str(code.number)):
            found.setdefault(fold(name), word)
    return found
