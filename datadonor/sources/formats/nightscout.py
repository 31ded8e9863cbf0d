"""Nightscout: sensor readings, finger-pricks, insulin and carbohydrates as JSON.

A list of ``entries`` or of ``treatments`` as its API gives them, or the same below a key
``result`` (version 3 of the API). Loops that write to Nightscout keep lists of the same
shape. Notes and who entered something are not read: they are about people.

Source: https://github.com/nightscout/cgm-remote-monitor, its API and error codes.
"""

import re
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from datadonor.records.sample import Context, DeviceClass, Flag, Sample, Source, ZoneKnown
from datadonor.records.types import TypeId
from datadonor.sources.csv_rows import LARGEST_NUMBER, number
from datadonor.sources.device_names import device_name
from datadonor.sources.errors import FileDamaged
from datadonor.sources.found import Fault, Found, Note, Notice, RowUnreadable, Unreadable
from datadonor.sources.json_items import items, parse_json
from datadonor.sources.parcel import Entry
from datadonor.sources.reading import Format, Reading
from datadonor.sources.times import Moment, moment_from_iso, moment_from_ms

_HEAD: Final = re.compile(
    rb'(?:\xef\xbb\xbf)?\s*+(?:\{[^{}\[\]]*"(?P<key>result)"\s*:\s*)?\[\s*\{'
    rb'(?=[^{}]*"(?:date|dateString|created_at|timestamp)"\s*:)'
    rb'(?=[^{}]*"(?:sgv|mbg|eventType|carbs|insulin)"\s*:'
    rb'|[^{}]*"type"\s*:\s*"cal"|[^{}]*"_type"\s*:\s*"(?:Bolus|TempBasal))'
)
_MOST_RECORD_BYTES: Final = 1 << 20
_MOST_DEVICES: Final = 1_000
_LEAST_SENSOR_VALUE: Final = 39
"""Below it stands the number of a sensor's fault, not of sugar."""
_EARLIEST_MS: Final = 946_684_800_000
"""2000: no sensor is older, and seconds taken for milliseconds lie in 1970."""
_MOST_OFFSET_MINUTES: Final = 14 * 60
_OWN_NAME: Final = "Nightscout"
_UNITS: Final = {"mg/dl": "mg/dL", "mgdl": "mg/dL", "mmol": "mmol/L", "mmol/l": "mmol/L"}

_context = lru_cache(maxsize=1024)(Context)


def _sniff(entry: Entry, head: bytes) -> bool:
    del entry
    return _HEAD.match(head) is not None


def _read(entries: Sequence[Entry], reading: Reading) -> Iterator[Found]:
    log = _Log(reading.zone)
    for entry in entries:
        head = _HEAD.match(entry.head())
        at = ("result",) if head and head["key"] else ()
        place = "byte {}" if len(entries) == 1 else f"part {entry.number}, byte {{}}"
        with entry.open() as stream:
            for offset, item in items(stream, at, _MOST_RECORD_BYTES):
                try:
                    yield from log.read(parse_json(item))
                except RowUnreadable as unreadable:
                    yield Unreadable(place.format(offset), unreadable.fault)
                except FileDamaged:  # its brackets fit, or it would not have been cut out
                    yield Unreadable(place.format(offset), Fault.SHAPE_UNKNOWN)
    yield from (Notice(note, times) for note, times in log.notes.items())


FORMAT: Final = Format(name="nightscout", sniff=_sniff, read=_read)


class _Log:
    """Reads one record after another, and remembers what devices it has met."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._names: dict[str, str] = {}
        self.notes: Counter[Note] = Counter()

    def read(self, record: object) -> Iterator[Found]:
        """Read one record.

        Raises:
            RowUnreadable: It has no time, or a value that is none.
        """
        if not isinstance(record, dict):
            raise RowUnreadable(Fault.SHAPE_UNKNOWN)
        values = list(_values(record))
        if not values:
            self.notes[_why_nothing(record)] += 1
            return
        moment = _moment(record, self._zone)
        if moment.basis.known in {ZoneKnown.ASSUMED, ZoneKnown.AMBIGUOUS}:
            self.notes[Note.ZONE_ASSUMED] += 1
        if moment.basis.known is ZoneKnown.AMBIGUOUS:
            self.notes[Note.HOUR_AMBIGUOUS] += 1
        device = record.get("device")
        name = yield from self._name(device if isinstance(device, str) else "")
        for kind, value, unit, made_by in values:
            # Insulin may be told by a pump or typed; what was eaten no device knows.
            flags = Flag.BY_HAND if unit == "g" else Flag.NONE
            context = _context(moment.basis, unit, flags=flags)
            source = Source(name, made_by)
            yield Sample(TypeId(kind), moment.ms, 0, value, None, source, context)

    def _name(self, text: str) -> Generator[Found, None, str]:
        """Return what to call a device; yield its serial number when it is first met."""
        if text not in self._names:
            if len(self._names) >= _MOST_DEVICES:
                return _OWN_NAME
            found = device_name(text, _OWN_NAME)
            self._names[text] = found.name
            yield from found.identifiers
        return self._names[text]


def _values(record: dict[str, Any]) -> Iterator[tuple[str, float, str, DeviceClass]]:
    """Yield type, number, unit and what it was made by."""
    if "sgv" in record and (value := _number(record["sgv"])) >= _LEAST_SENSOR_VALUE:
        yield "GlucoseSensor", value, "mg/dL", DeviceClass.SENSOR
    if "mbg" in record:
        yield "BloodGlucose", _number(record["mbg"]), "mg/dL", DeviceClass.METER
    if record.get("glucose") is not None and record.get("glucoseType") == "Finger":
        unit = _UNITS.get(str(record.get("units", "")).casefold())
        if unit is None:
            raise RowUnreadable(Fault.FIELD_MISSING)
        yield "BloodGlucose", _number(record["glucose"]), unit, DeviceClass.METER
    insulin = record.get("amount") if record.get("_type") == "Bolus" else record.get("insulin")
    if insulin is not None:
        yield "InsulinDelivery", _number(insulin), "[IU]", DeviceClass.APP
    if record.get("carbs") is not None:
        yield "DietaryCarbohydrates", _number(record["carbs"]), "g", DeviceClass.APP


def _why_nothing(record: dict[str, Any]) -> Note:
    return Note.PLACEHOLDER_SKIPPED if "sgv" in record else Note.NOT_IMPORTED


def _number(value: object) -> float:
    if isinstance(value, str):
        return number(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise RowUnreadable(Fault.NUMBER_UNREADABLE)
    if abs(value) > LARGEST_NUMBER:
        raise RowUnreadable(Fault.NUMBER_ABSURD)
    return float(value)


def _moment(record: dict[str, Any], zone: ZoneInfo) -> Moment:
    """Return when it was: ``date`` is the instant, what stands beside it tells the offset."""
    fields = ("dateString", "created_at", "timestamp")
    text = next((record[key] for key in fields if isinstance(record.get(key), str)), None)
    if record.get("date") is not None:
        ms = int(_number(record["date"]))
        if ms < _EARLIEST_MS:
            raise RowUnreadable(Fault.TIME_ABSURD)
        return moment_from_ms(ms, _offset_minutes(record.get("utcOffset"), text, zone))
    if text is None:
        raise RowUnreadable(Fault.TIME_MISSING)
    return moment_from_iso(text, zone)


def _offset_minutes(stated: object, text: str | None, zone: ZoneInfo) -> int | None:
    """Return the offset if it is known. 0 is also what stands there if a phone told none."""
    if isinstance(stated, int) and 0 < abs(stated) <= _MOST_OFFSET_MINUTES:
        return int(stated)
    with suppress(RowUnreadable):
        written = moment_from_iso(text or "", zone).basis
        return written.offset_minutes if written.known is ZoneKnown.OFFSET else None
    return None
