"""Reading what points at the person and the devices: for the leak scan alone.

Nothing here becomes a record; the height is used to tell the unit of older weights.
"""

from collections.abc import Iterator
from typing import Final

from datadonor.records.sample import IdentifierKind, KnownIdentifier
from datadonor.sources.csv_rows import number
from datadonor.sources.fitbit.rows import named_rows
from datadonor.sources.fitbit.shapes import Part, Shape
from datadonor.sources.found import RowUnreadable

_PROFILE: Final = {
    "id": IdentifierKind.ACCOUNT,
    "username": IdentifierKind.ACCOUNT,
    "full_name": IdentifierKind.NAME,
    "first_name": IdentifierKind.NAME,
    "last_name": IdentifierKind.NAME,
    "display_name": IdentifierKind.NAME,
    "email_address": IdentifierKind.EMAIL,
    "date_of_birth": IdentifierKind.BIRTH_DATE,
}
_DEVICES: Final = {
    "serial_number": IdentifierKind.SERIAL,
    "wire_id": IdentifierKind.SERIAL,
    "tracker_id": IdentifierKind.SERIAL,
    "mac_address": IdentifierKind.SERIAL,
}
_SHORTEST: Final = 2
_LONGEST: Final = 200
_MOST_ROWS: Final = 1_000
_HEIGHTS_M: Final = (0.3, 2.8)


def read_identifiers(part: Part) -> Iterator[KnownIdentifier]:
    """Yield the identifiers of a profile or a list of devices."""
    is_profile = part.shape is Shape.PROFILE
    wanted = _PROFILE if is_profile else _DEVICES
    for count, (row, _) in enumerate(named_rows(part.entry)):
        if count >= _MOST_ROWS:
            return
        for name, kind in wanted.items():
            value = row.get(name, "")
            if _SHORTEST <= len(value) <= _LONGEST and value.lower() not in {"null", "none"}:
                yield KnownIdentifier(kind, value, is_subject=is_profile)


def read_height(part: Part) -> float | None:
    """Return the height in a profile in metres; the profile holds centimetres."""
    for row, _ in named_rows(part.entry):
        try:
            metres = number(row.get("height", "")) / 100
        except RowUnreadable:
            return None
        return metres if _HEIGHTS_M[0] <= metres <= _HEIGHTS_M[1] else None
    return None
