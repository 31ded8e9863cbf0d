"""Decoding FIT: the one place that knows the library.

Its frames become plain messages, its exceptions ours. Fields that a maker has not made
public are left out. Fields that an app defined itself ("developer fields") are left out
too, unless the app says that one stands for a public field and gives its unit.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

import fitdecode  # type: ignore[import-untyped]  # it ships no types

from datadonor.sources.errors import FileDamaged

FitValue = int | float | str | tuple[Any, ...]


class Message(NamedTuple):
    """One message of a FIT file.

    ``number`` counts all messages of the file from 1, known or not. ``fields`` has the
    public names; values are scaled to the unit of the profile, enumerations are words,
    times are seconds since the end of 1989 (UTC), and what is marked as not valid in
    the file is not there.
    """

    number: int
    name: str
    fields: Mapping[str, FitValue]

    def number_of(self, *names: str) -> float | None:
        """Return the first of some fields that is one finite number, or nothing."""
        for name in names:
            value = self.fields.get(name)
            if isinstance(value, int | float) and math.isfinite(value):
                return float(value)
        return None

    def seconds_of(self, name: str) -> int | None:
        """Return a field that is a whole number, such as a time, or nothing."""
        value = self.fields.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def word_of(self, name: str) -> str | None:
        """Return a field that is a word or a text, or nothing."""
        value = self.fields.get(name)
        return value if isinstance(value, str) and value else None

    def numbers_of(self, name: str) -> tuple[float, ...]:
        """Return a field that may hold several numbers, those that are valid."""
        value = self.fields.get(name)
        values = value if isinstance(value, tuple) else (value,)
        return tuple(
            float(each) for each in values if isinstance(each, int | float) and math.isfinite(each)
        )


_UNITS: Final = {"watts": "w", "w": "w", "bpm": "bpm", "rpm": "rpm", "m/s": "m/s", "m": "m"}


def messages(part: bytes) -> Iterator[Message]:
    """Decode one whole file, as ``container.whole_parts`` gives it.

    Raises:
        FileDamaged: It does not say what the protocol asks, for all that its checksum fits.
    """
    # The checksum was checked before, and much faster.
    reader = fitdecode.FitReader(
        part,
        processor=None,
        check_crc=fitdecode.CrcCheck.DISABLED,
        error_handling=fitdecode.ErrorHandling.IGNORE,
    )
    frames = iter(reader)
    number = 0
    while True:
        try:
            frame = next(frames, None)
            if frame is None:
                return
            if frame.frame_type != fitdecode.FIT_FRAME_DATA:
                continue
            number += 1
            message = Message(number, frame.name, _fields(frame))
        except Exception:  # noqa: BLE001 - a decoder fed with hostile bytes raises whatever it likes
            raise FileDamaged from None
        yield message


def _fields(frame: fitdecode.FitDataMessage) -> dict[str, FitValue]:
    fields: dict[str, FitValue] = {}
    own: list[fitdecode.types.FieldData] = []
    for field in frame.fields:
        if field.field is None or field.value is None:
            continue
        if field.field_def is not None and field.field_def.is_dev:
            own.append(field)
        else:
            fields.setdefault(field.field.name, field.value)
    for field in own:
        name = _native_name(frame, field)
        if name is not None:
            fields.setdefault(name, field.value)
    return fields


def _native_name(frame: fitdecode.FitDataMessage, field: fitdecode.types.FieldData) -> str | None:
    """Return the public field that an app's own field stands for, if its unit is the same."""
    native = field.field.native_field_num
    known = frame.mesg_type.fields.get(native) if frame.mesg_type and native is not None else None
    if known is None or not isinstance(field.units, str) or not isinstance(known.units, str):
        return None
    ours, theirs = known.units.strip().lower(), field.units.strip().lower()
    is_same = _UNITS.get(ours, ours) == _UNITS.get(theirs, theirs)
    return known.name if is_same else None
