"""Writing FIT files for tests, from the protocol and without any library.

A message is its global number and its fields: number → (base type, value in the file's
own scale). Times are UTC seconds since 1970 and become FIT's.
"""

import struct
from collections.abc import Iterable, Mapping
from typing import Final

EPOCH: Final = 631_065_600

# Base types of the protocol: number and struct code.
_TYPES: Final = {
    "enum": (0x00, "B"),
    "uint8": (0x02, "B"),
    "sint16": (0x83, "h"),
    "uint16": (0x84, "H"),
    "sint32": (0x85, "i"),
    "uint32": (0x86, "I"),
    "float32": (0x88, "f"),
    "uint32z": (0x8C, "I"),
    "byte": (0x0D, "B"),
}

FILE_ID, USER_PROFILE, SPORT, SESSION, LAP, RECORD, EVENT, DEVICE = 0, 3, 12, 18, 19, 20, 21, 23
WEIGHT, ACTIVITY, PRESSURE, MONITORING, HRV, INFO, HR = 30, 34, 51, 55, 78, 103, 132
RESTING, STRESS, OXYGEN, SLEEP, BREATHS, ASSESSMENT, RMSSD = 211, 227, 269, 275, 297, 346, 371

Value = int | float | str | tuple[int, ...]
Fields = Mapping[int, tuple[str, Value]]


def crc(data: bytes) -> int:
    """The protocol's CRC-16, bit by bit."""
    value = 0
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = (value >> 1) ^ (0xA001 if value & 1 else 0)
    return value


def message(number: int, fields: Fields) -> bytes:
    """A definition and one data message of it, both under local number 0."""
    definition = struct.pack("<BBBHB", 0x40, 0, 0, number, len(fields))
    content = b"\x00"
    for at, (kind, value) in fields.items():
        raw, code = _encode(kind, value)
        definition += struct.pack("<BBB", at, len(raw), code)
        content += raw
    return definition + content


def _encode(kind: str, value: Value) -> tuple[bytes, int]:
    if kind == "string":
        text = str(value).encode() + b"\0"
        return text, 0x07
    code, sign = _TYPES[kind]
    values = value if isinstance(value, tuple) else (value,)
    return struct.pack(f"<{len(values)}{sign}", *values), code


def whole(body: Iterable[bytes], *, protocol: int = 0x20) -> bytes:
    """A file with header and checksums around its messages."""
    content = b"".join(body)
    header = struct.pack("<BBHI4s", 14, protocol, 2132, len(content), b".FIT")
    header += struct.pack("<H", crc(header))
    return header + content + struct.pack("<H", crc(header + content))


def at(utc: float) -> tuple[str, int]:
    """A time."""
    return ("uint32", int(utc) - EPOCH)


def file_id(kind: int, utc: int | None, *, serial: int = 3_900_000_001) -> bytes:
    """The first message: 4 activity, 9 weight, 14 pressures, 32 monitoring; maker Garmin."""
    fields: dict[int, tuple[str, Value]] = {
        0: ("enum", kind),
        1: ("uint16", 1),
        2: ("uint16", 2697),
        3: ("uint32z", serial),
    }
    if utc is not None:
        fields[4] = at(utc)
    return message(FILE_ID, fields)


def record(utc: int, rate: int | None = None, lat: float | None = None) -> bytes:
    """A second of an activity; the longitude is always 12.5."""
    fields: dict[int, tuple[str, Value]] = {253: at(utc)}
    if rate is not None:
        fields[3] = ("uint8", rate)
    if lat is not None:
        fields[0] = ("sint32", round(lat * 2**31 / 180))
        fields[1] = ("sint32", round(12.5 * 2**31 / 180))
    fields[6] = ("uint16", 2500)  # 2.5 m/s
    return message(RECORD, fields)


def session(begin: int, seconds: int, sport: int = 1, metres: int = 1000) -> bytes:
    """A summary: sport 1 running, 2 cycling, 5 swimming."""
    return message(
        SESSION,
        {
            253: at(begin + seconds),
            2: at(begin),
            5: ("enum", sport),
            6: ("enum", 0),
            7: ("uint32", seconds * 1000),
            9: ("uint32", metres * 100),
            11: ("uint16", 300),
            16: ("uint8", 140),
        },
    )


def end_of_activity(utc: int, offset_minutes: int) -> bytes:
    """The last message, which tells the time twice."""
    return message(ACTIVITY, {253: at(utc), 5: at(utc + offset_minutes * 60)})


def activity(begin: int, *, sport: int = 1, rates: Iterable[int] = (120, 121, 122)) -> bytes:
    """A whole activity of a few seconds, at two hours ahead of UTC."""
    beats = list(rates)
    body = [file_id(4, begin)]
    body += [record(begin + at, rate, 55.5 + at / 1000) for at, rate in enumerate(beats)]
    body += [
        message(LAP, {253: at(begin + len(beats)), 2: at(begin), 7: ("uint32", 2000)}),
        session(begin, len(beats), sport),
        end_of_activity(begin + len(beats), 120),
    ]
    return whole(body)


def info(utc: int, offset_minutes: int) -> bytes:
    """How a monitoring file begins."""
    return message(INFO, {253: at(utc), 0: at(utc + offset_minutes * 60)})


def steps(utc: int, total: int, kind: int = 6) -> bytes:
    """The day's total so far: kind 6 walking, 1 running."""
    return message(
        MONITORING, {253: at(utc), 3: ("uint32", total), 5: ("enum", kind), 2: ("uint32", 0)}
    )


def pulse(utc: int, rate: int) -> bytes:
    """A pulse with the low 16 bits of its time."""
    return message(MONITORING, {26: ("uint16", (utc - EPOCH) & 0xFFFF), 27: ("uint8", rate)})
