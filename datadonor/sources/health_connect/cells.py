"""Cells of the database: whole numbers, measurements, times, origins.

Whatever a column declares, a cell can hold anything; what is not what it should be is
a fault of that row. Must not know which table is read.
"""

import math
import uuid
from collections.abc import Iterator
from typing import Final

import rfc8785

from datadonor.records.sample import (
    Basis,
    Context,
    DeviceClass,
    Flag,
    IdentifierKind,
    KnownIdentifier,
    Source,
    ZoneKnown,
)
from datadonor.sources.errors import FileTooLarge
from datadonor.sources.found import Fault, RowUnreadable
from datadonor.sources.health_connect import words
from datadonor.sources.health_connect.database import Snapshot, Value
from datadonor.sources.health_connect.tables import APPS, DEVICES
from datadonor.sources.times import bounded

LARGEST: Final = 1e15
"""No measurement is larger."""

_NOT_RECORDED_BELOW: Final = 1e-300
"""Android writes ``Double.MIN_VALUE`` (5e-324) for a number that an app did not give."""

_MOST_ORIGINS: Final = 10_000
_MOST_NAME: Final = 120
_LARGEST_OFFSET_S: Final = 18 * 3600
_UUID_BYTES: Final = 16
_NAMELESS: Final = "Health Connect"


class NotRecorded(Exception):
    """A cell holds Android's number for "none"."""


def measured(value: Value) -> float:
    """Return a measurement.

    Raises:
        NotRecorded: It is the number that stands for none.
        RowUnreadable: It is missing, no number, or too large to be one.
    """
    if value is None:
        raise RowUnreadable(Fault.FIELD_MISSING)
    if not isinstance(value, int | float):
        raise RowUnreadable(Fault.NUMBER_UNREADABLE)
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise RowUnreadable(Fault.NUMBER_ABSURD)
    if 0 < abs(value) < _NOT_RECORDED_BELOW:
        raise NotRecorded
    return float(value)


def span(start: Value, end: Value) -> tuple[int, int]:
    """Return the start (UTC ms) and the duration (ms) of what lies between two times.

    Raises:
        RowUnreadable: One is missing or no time, or the end lies before the start.
    """
    begin, finish = _time(start), _time(end)
    if finish < begin:
        raise RowUnreadable(Fault.TIME_ABSURD)
    return begin, finish - begin


def numbered(value: Value) -> int | None:
    """Return a small whole number, that a few columns keep as text, or nothing."""
    if isinstance(value, int):
        return value
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:  # noqa: PLR2004 - ten digits are more than any list of words has
        return int(value)
    return None


def identity(value: Value) -> str | None:
    """Return the lasting id of a record, if it has one."""
    if isinstance(value, bytes) and len(value) == _UUID_BYTES:
        return str(uuid.UUID(bytes=value))
    return None


def clean(value: Value, most: int = _MOST_NAME) -> str | None:
    """Return a short text without control characters, or nothing."""
    if not isinstance(value, str):
        return None
    text = "".join(letter for letter in value[: 4 * most] if letter.isprintable()).strip()
    return text[:most] or None


class Origins:
    """Whose records they are: sources and contexts, each made once."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Read the apps and devices of a database.

        Raises:
            FileRefused: As ``Snapshot.rows``; or there are more than anybody has.
        """
        self._apps = {
            row: clean(name) or clean(package) or _NAMELESS
            for row, name, package in _listed(snapshot, APPS, "app_name", "package_name")
        }
        self._devices = {
            row: words.DEVICES.get(numbered(kind) or 0, DeviceClass.UNKNOWN)
            for row, kind, _ in _listed(snapshot, DEVICES, "device_type", "udi")
        }
        self._serials = [
            text
            for _, _, udi in _listed(snapshot, DEVICES, "device_type", "udi")
            if (text := clean(udi))
        ]
        self._sources: dict[tuple[Value, Value], Source] = {}
        self._contexts: dict[tuple[int | None, bool, str | None, str | None], Context] = {}

    def identifiers(self) -> Iterator[KnownIdentifier]:
        """Yield what points at the devices, for the leak scan."""
        for serial in self._serials:
            yield KnownIdentifier(IdentifierKind.SERIAL, serial, is_subject=False)

    def source(self, app: Value, device: Value) -> Source:
        """Return the source of a record from its two references."""
        found = self._sources.get((app, device))
        if found is None:
            found = Source(
                self._apps.get(app, _NAMELESS), self._devices.get(device, DeviceClass.UNKNOWN)
            )
            if len(self._sources) < _MOST_ORIGINS:
                self._sources[app, device] = found
        return found

    def context(
        self, offset: Value, method: Value, unit: str | None = None, detail: str | None = None
    ) -> Context:
        """Return the context of a record: its offset (s), how it was recorded, its unit."""
        is_offset = isinstance(offset, int) and abs(offset) <= _LARGEST_OFFSET_S
        minutes = round(offset / 60) if is_offset and isinstance(offset, int) else None
        key = (minutes, method == words.BY_HAND, unit, detail)
        found = self._contexts.get(key)
        if found is None:
            known = ZoneKnown.UTC if minutes is None else ZoneKnown.OFFSET
            flags = Flag.BY_HAND if method == words.BY_HAND else Flag.NONE
            found = Context(Basis(known, minutes), unit, flags=flags, detail=detail)
            self._contexts[key] = found
        return found


def detail(**known: str | None) -> str | None:
    """Return what is known as RFC 8785 JSON, or nothing if nothing is."""
    facts = {name: word for name, word in known.items() if word is not None}
    return rfc8785.dumps(facts).decode() if facts else None


def _time(value: Value) -> int:
    if value is None:
        raise RowUnreadable(Fault.TIME_MISSING)
    if not isinstance(value, int):
        raise RowUnreadable(Fault.TIME_UNREADABLE)
    return bounded(value)


def _listed(snapshot: Snapshot, table: str, *columns: str) -> Iterator[tuple[Value, ...]]:
    """Yield the rows of a small table; nothing if a version lacks it."""
    if not snapshot.has(table, "row_id"):
        return
    seen = 0
    for piece in snapshot.rows(table, ("row_id", *columns)):
        seen += len(piece)
        if seen > _MOST_ORIGINS:
            raise FileTooLarge
        yield from piece
