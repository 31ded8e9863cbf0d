"""Dexcom Clarity: the CSV export of a glucose sensor.

One table. Its first rows have no time and hold the person's name and the devices; then
come readings and events in order of local time, without offset. Columns are known by
their place, because their names are translated. Rows that are no readings of the sensor
lack the last column.

Source: no specification is public; the shape is that of published exports.
"""

import re
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final, NamedTuple

from datadonor.records.sample import (
    Context,
    DeviceClass,
    Episode,
    Flag,
    IdentifierKind,
    KnownIdentifier,
    Sample,
    Source,
    ZoneKnown,
)
from datadonor.records.types import TypeId
from datadonor.sources.csv_rows import fitting_rows, line_place, look, number, rows
from datadonor.sources.device_names import device_name
from datadonor.sources.errors import FileDamaged
from datadonor.sources.found import Fault, Found, Note, Notice, RowUnreadable, Unreadable
from datadonor.sources.parcel import Entry
from datadonor.sources.reading import Format, Reading
from datadonor.sources.tables.clocks import GroupClocks
from datadonor.sources.tables.dates import DayOrder, read_local
from datadonor.sources.tables.glucose import LEVELS, glucose_unit
from datadonor.sources.tables.people import people_in
from datadonor.sources.times import Moment

_TIME, _EVENT, _SUBTYPE, _PERSON, _DEVICE, _DEVICE_ID = 1, 2, 3, 4, 5, 6
_GLUCOSE, _INSULIN, _CARBS, _DURATION, _TICKS, _TRANSMITTER = 7, 8, 9, 10, 12, 13
_LEAST_COLUMNS: Final = 9  # exports of 2016 end with the insulin
_MOST_COLUMNS: Final = 14
_TIME_HEADER: Final = re.compile(r"\([^()]{6,24}:mm:ss\)", re.IGNORECASE)
_CLOCK: Final = re.compile(r"(\d{1,3}):(\d{2}):(\d{2})", re.ASCII)
_MOST_DEVICES: Final = 1_000
_MOST_PERSONS: Final = 10
_MOST_SERIAL: Final = 100
_OWN_NAME: Final = "Dexcom Clarity"

_SENSOR_WORDS: Final = {"egv", "egw", "vge", "veg"}
_CALIBRATIONS: Final = ("calib", "kalib", "étalon", "etalon")
_EXERCISES: Final = ("exerc", "ejerc", "eserc", "motion", "træn", "trän", "bewegung", "sport")
_INSULINS: Final = {
    "InsulinRapidActing": ("fast", "rapid", "hurtig", "schnell", "snabb", "rápid"),
    "InsulinLongActing": ("long", "lang", "lång", "lent", "prolong"),
}
_INTENSITIES: Final = {"light", "medium", "heavy"}

_context = lru_cache(maxsize=1024)(Context)


def _sniff(entry: Entry, head: bytes) -> bool:
    del entry
    seen = look(head)
    if seen is None or not seen.rows:
        return False
    header = seen.rows[0][1]
    return (
        _LEAST_COLUMNS <= len(header) <= _MOST_COLUMNS
        and _TIME_HEADER.search(header[_TIME]) is not None
        and glucose_unit(header[_GLUCOSE]) is not None
    )


def _read(entries: Sequence[Entry], reading: Reading) -> Iterator[Found]:
    for entry in entries:
        part = None if len(entries) == 1 else entry.number
        yield from _Export(entry, GroupClocks(reading.zone), part).read()


FORMAT: Final = Format(name="dexcom_clarity", sniff=_sniff, read=_read)


class _Row(NamedTuple):
    """One row that has a time, filled up to all columns."""

    fields: list[str]
    moment: Moment
    source: Source
    unit: str
    """Of glucose, from the heading."""

    def sample(self, kind: str, column: int, unit: str, *, by_hand: bool) -> Sample:
        """Make a sample of a number, or of the word for beyond the scale."""
        text = self.fields[column].strip()
        code = LEVELS.get(text.casefold()) if column == _GLUCOSE else None
        value = None if code else _number(text)
        context = _context(self.moment.basis, unit, flags=_flags(by_hand=by_hand))
        return Sample(TypeId(kind), self.moment.ms, 0, value, code, self.source, context)

    def record(self) -> Sample | Episode | None:
        """Return what the row tells, or nothing if it tells of nothing that was measured.

        Raises:
            RowUnreadable: A value is none, or glucose that nothing tells the kind of.
        """
        word = self.fields[_EVENT].strip().casefold()
        if self.fields[_INSULIN].strip():
            return self.sample(_insulin(self.fields[_SUBTYPE]), _INSULIN, "u", by_hand=True)
        if self.fields[_CARBS].strip():
            return self.sample("DietaryCarbohydrates", _CARBS, "g", by_hand=True)
        if self.fields[_GLUCOSE].strip():
            return self._glucose(word)
        if word in _SENSOR_WORDS:
            raise RowUnreadable(Fault.FIELD_MISSING)
        has_lasted = word.startswith(_EXERCISES) and self.fields[_DURATION].strip()
        return self._workout() if has_lasted else None

    def _glucose(self, word: str) -> Sample | None:
        if any(sign in word for sign in _CALIBRATIONS):
            return self.sample("BloodGlucose", _GLUCOSE, self.unit, by_hand=True)
        # A word in a language not known here: only a sensor's readings have its clock.
        if word in _SENSOR_WORDS or self.fields[_TICKS].strip():
            return self.sample("GlucoseSensor", _GLUCOSE, self.unit, by_hand=False)
        if word == "alert":
            return None
        raise RowUnreadable(Fault.TYPE_UNKNOWN)

    def _workout(self) -> Episode:
        intensity = self.fields[_SUBTYPE].strip().casefold()
        return Episode(
            "Workout",
            self.moment.ms,
            _duration_ms(self.fields[_DURATION]),
            self.source,
            _context(self.moment.basis, flags=_flags(by_hand=True)),
            code="other",
            facts={"intensity": intensity} if intensity in _INTENSITIES else {},
        )


class _Export:
    """Reads one file: once for its head and the order of its times, once for all."""

    def __init__(self, entry: Entry, clocks: GroupClocks, part: int | None) -> None:
        self._entry = entry
        self._clocks = clocks
        self._part = part
        self._unit = ""
        self._sources: dict[str, Source] = {}
        self._persons: list[str] = []
        self._transmitters: set[str] = set()
        self._notes: Counter[Note] = Counter()

    def read(self) -> Iterator[Found]:
        """Read it.

        Raises:
            FileRefused: It is cut or damaged.
        """
        for _, fields in self._rows():
            if fields and (local := _local(fields)):
                self._clocks.see(None, local)
            elif fields and not fields[_TIME].strip():
                yield from self._head(fields)
        yield from people_in(self._persons)
        for line, fields in self._rows():
            try:
                if fields is None:
                    raise RowUnreadable(Fault.SHAPE_UNKNOWN)
                yield from self._row(fields)
            except RowUnreadable as unreadable:
                yield Unreadable(line_place(line, self._part), unreadable.fault)
        yield from (Notice(note, times) for note, times in self._notes.items())

    def _rows(self) -> Iterator[tuple[int, list[str] | None]]:
        with self._entry.open() as stream:
            table = rows(stream)
            header = next(table, (0, []))[1]
            if len(header) < _LEAST_COLUMNS:
                raise FileDamaged
            self._unit = glucose_unit(header[_GLUCOSE]) or ""
            for line, fields in fitting_rows(table, len(header) - 1, _MOST_COLUMNS):
                missing = [""] * (_MOST_COLUMNS - len(fields or ()))
                yield line, None if fields is None else fields + missing

    def _head(self, fields: list[str]) -> Iterator[Found]:
        """Take a row without time: the person, or a device and what its app is called."""
        if fields[_PERSON].strip() and len(self._persons) < _MOST_PERSONS:
            self._persons.append(fields[_PERSON])
        if fields[_DEVICE].strip():
            yield from self._source(fields[_DEVICE_ID].strip(), fields[_DEVICE])

    def _row(self, fields: list[str]) -> Iterator[Found]:
        if not fields[_TIME].strip():
            if fields[_EVENT].strip().casefold() in _SENSOR_WORDS:
                raise RowUnreadable(Fault.TIME_MISSING)
            return
        local = _local(fields)
        if local is None:
            raise RowUnreadable(Fault.TIME_UNREADABLE)
        moment = self._clocks.read(None, local)
        yield from self._transmitter(fields[_TRANSMITTER].strip())
        source = yield from self._source(fields[_DEVICE_ID].strip(), "")
        found = _Row(fields, moment, source, self._unit).record()
        if found is None:
            self._notes[Note.NOT_IMPORTED] += 1
            return
        self._notes[Note.ZONE_ASSUMED] += 1
        if moment.basis.known is ZoneKnown.AMBIGUOUS:
            self._notes[Note.HOUR_AMBIGUOUS] += 1
        yield found

    def _source(self, device_id: str, app: str) -> Generator[Found, None, Source]:
        """Return the source of an id; yield what in its names points at one device."""
        known = self._sources.get(device_id)
        if known is None:
            if len(self._sources) >= _MOST_DEVICES:
                return Source(_OWN_NAME, DeviceClass.SENSOR)
            named = device_name(app, _OWN_NAME)
            yield from named.identifiers
            yield from device_name(device_id, _OWN_NAME).identifiers
            known = self._sources[device_id] = Source(named.name, DeviceClass.SENSOR)
        return known

    def _transmitter(self, serial: str) -> Iterator[Found]:
        is_new = serial and serial not in self._transmitters
        if is_new and len(self._transmitters) < _MOST_DEVICES:
            self._transmitters.add(serial)
            yield KnownIdentifier(IdentifierKind.SERIAL, serial[:_MOST_SERIAL], is_subject=False)


def _local(fields: list[str]) -> datetime | None:
    text = fields[_TIME].strip()
    if not text[:4].isdigit():  # a spreadsheet has put the day in front: which order, who knows
        return None
    try:
        return read_local(text, DayOrder.DAY_FIRST)
    except RowUnreadable:
        return None


def _number(text: str) -> float:
    return number(text, "," if "," in text else ".")


def _flags(*, by_hand: bool) -> Flag:
    return Flag.BY_HAND if by_hand else Flag.NONE


def _insulin(subtype: str) -> str:
    words = subtype.casefold()
    for kind, signs in _INSULINS.items():
        if any(sign in words for sign in signs):
            return kind
    return "InsulinDelivery"


def _duration_ms(text: str) -> int:
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        raise RowUnreadable(Fault.TIME_UNREADABLE)
    hours, minutes, seconds = map(int, match.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000
