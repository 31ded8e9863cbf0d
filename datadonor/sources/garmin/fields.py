"""Reading the fields of Garmin's JSON: numbers, times, and who is meant.

Source: the public descriptions of the export by people who have read their own; Garmin
publishes none. Times are ISO 8601 without offset, or milliseconds since 1970, and both
are UTC where the name ends in ``GMT``.
"""

import math
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from datadonor.records.sample import (
    Basis,
    DeviceClass,
    IdentifierKind,
    KnownIdentifier,
    Source,
    ZoneKnown,
)
from datadonor.sources.found import Fault, RowUnreadable
from datadonor.sources.times import bounded

CONNECT: Final = Source("Garmin Connect", DeviceClass.APP)
"""Everything in the JSON was put together by the service, from whichever device."""

_MOST_OFFSET: Final = timedelta(hours=14)
_LEAST_ACCOUNT: Final = 100_000
_MOST: Final = 1e15
"""No measurement in any unit comes near; milliseconds since 1970 lie below."""

Row = Mapping[str, Any]


def as_row(value: object) -> Row:
    """Return an element that must be an object.

    Raises:
        RowUnreadable: It is something else.
    """
    if not isinstance(value, dict):
        raise RowUnreadable(Fault.SHAPE_UNKNOWN)
    return value


def number(row: Row, name: str) -> float | None:
    """Return a number; nothing where it is missing or nothing.

    Raises:
        RowUnreadable: It is there and is no number, or an absurd one.
    """
    value = row.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise RowUnreadable(Fault.NUMBER_UNREADABLE)
    if not math.isfinite(value) or abs(value) > _MOST:
        raise RowUnreadable(Fault.NUMBER_ABSURD)
    return float(value)


def numbers(row: Row, names: Mapping[str, str]) -> dict[str, float]:
    """Return those of some numbers that are there: field → our name.

    Raises:
        RowUnreadable: As ``number``.
    """
    found = ((ours, number(row, field)) for field, ours in names.items())
    return {ours: value for ours, value in found if value is not None}


def instant(row: Row, name: str) -> datetime | None:
    """Return a time; nothing where it is missing or nothing.

    Raises:
        RowUnreadable: It is there and is no time.
    """
    value = row.get(name)
    if value is None:
        return None
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value / 1000, UTC)
        read = datetime.fromisoformat(str(value))
    except (ValueError, OverflowError, OSError):
        raise RowUnreadable(Fault.TIME_UNREADABLE) from None
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


def needed(row: Row, *names: str) -> datetime:
    """Return the first of some times that is there.

    Raises:
        RowUnreadable: None is, or it is no time.
    """
    for name in names:
        found = instant(row, name)
        if found is not None:
            return found
    raise RowUnreadable(Fault.TIME_MISSING)


def to_ms(when: datetime) -> int:
    """Return UTC milliseconds since 1970.

    Raises:
        RowUnreadable: It is outside 1900-2099.
    """
    return bounded(round(when.timestamp() * 1000))


def basis(when: datetime, local: datetime | None) -> Basis:
    """Return what two writings of one time say of the clock on the wall."""
    if local is None or abs(local - when) > _MOST_OFFSET:
        return Basis(ZoneKnown.UTC)
    return Basis(ZoneKnown.OFFSET, round((local - when).total_seconds() / 60))


def accounts(row: Row) -> Iterator[KnownIdentifier]:
    """Yield the numbers that name a person or a device at the service."""
    for name, kind in (
        ("userProfilePK", IdentifierKind.ACCOUNT),
        ("userProfilePk", IdentifierKind.ACCOUNT),
        ("userProfileId", IdentifierKind.ACCOUNT),
        ("deviceId", IdentifierKind.SERIAL),
    ):
        value = row.get(name)
        if isinstance(value, int) and value >= _LEAST_ACCOUNT:
            is_person = kind is IdentifierKind.ACCOUNT
            yield KnownIdentifier(kind, str(value), is_subject=is_person)
