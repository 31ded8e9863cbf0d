"""An electrocardiogram of a watch: a table of about twelve lines, then one voltage a line.

Its words are in the language of the telephone; what stands where, and the unit µV, are
not. The first lines hold the person's name and day of birth. What the watch made of it
stands behind the date, in words that are kept as they are.
"""

import io
import re
from array import array
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from datadonor.records.sample import (
    Basis,
    Context,
    DeviceClass,
    Episode,
    IdentifierKind,
    KnownIdentifier,
    Source,
    Trace,
    ZoneKnown,
)
from datadonor.sources.found import Fault, Found, RowUnreadable, Unreadable
from datadonor.sources.parcel import Entry
from datadonor.sources.reading import COPENHAGEN
from datadonor.sources.times import moment_from_iso

_MOST_BYTES: Final = 4 << 20
"""30 s at 512 Hz are 122 kB."""

_MOST_HEADER: Final = 20
_MOST_TEXT: Final = 80
_UNIT: Final = re.compile(r"[µ\u03bc]V")
_RATE: Final = re.compile(r"([0-9]{2,4}(?:[.,][0-9]{1,6})?)\s*[^\W\d_]+")
_DATE: Final = re.compile(r"(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}) ([+-]\d{4})", re.ASCII)
_SIGNAL: Final = re.compile(r"[-\u2212]?\d{1,6}(?:[.,]\d{1,6})?", re.ASCII)

_MONTHS: Final = {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "maj": 5,
    "may": 5,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "okt": 10,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
"""How months begin in Danish and English."""

_WORD: Final = re.compile(r"[^\W_]+")
_DAY_AND_YEAR: Final = 2


def is_electrocardiogram(head: bytes) -> bool:
    """Whether a file begins as one: a unit of µV and a date, then bare numbers."""
    text = head[:4096].decode("utf-8-sig", "ignore")
    lines = [_bare(line) for line in text.splitlines()]
    first = next((at for at, line in enumerate(lines) if _SIGNAL.fullmatch(line)), None)
    if first is None or first > _MOST_HEADER:
        return False
    header = "\n".join(lines[:first])
    return _UNIT.search(header) is not None and _DATE.search(header) is not None


def read_electrocardiogram(entry: Entry) -> Iterator[Found]:
    """Yield the tracing, and whose name stands above it."""
    place = f"part {entry.number}"
    try:
        text = entry.read(_MOST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError:
        yield Unreadable(place, Fault.TEXT_UNREADABLE)
        return
    header: list[str] = []
    voltages = array("f")
    try:
        for line in io.StringIO(text):
            value = _bare(line)
            if _SIGNAL.fullmatch(value):
                # A decimal comma, and a true minus sign, where the telephone's language has it.
                voltages.append(float(value.replace(",", ".").replace("\u2212", "-")))
            elif voltages and value:
                raise RowUnreadable(Fault.SHAPE_UNKNOWN)
            elif value:
                header.append(value)
        yield from _person(header)
        yield _tracing(header, voltages)
    except RowUnreadable as error:
        yield Unreadable(place, error.fault)


def _bare(line: str) -> str:
    return line.strip().strip('"').strip()


def _value(line: str) -> str:
    """Return what stands behind the first comma: the word for it holds none."""
    return _bare(line.partition(",")[2])


def _person(header: Sequence[str]) -> Iterator[Found]:
    """Yield the name and the day of birth, which stand above the date of the tracing."""
    for line in header:
        value = _value(line)
        if _DATE.search(value):
            return
        if any(map(str.isdigit, value)):
            born = _day(value)
            if born is not None:
                yield KnownIdentifier(IdentifierKind.BIRTH_DATE, born, is_subject=True)
        elif value:
            yield KnownIdentifier(IdentifierKind.NAME, value[:200], is_subject=True)


def _day(text: str) -> str | None:
    """Read ``1 May 1961``, ``1. maj 1961``, ``May 1, 1961`` or ``1961-05-01``.

    Days in figures of another order are not guessed at: the export's XML says the day.
    """
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        words = [word.lower() for word in _WORD.findall(text)]
    numbers = [int(word) for word in words if word.isascii() and word.isdigit()]
    months = [_MONTHS[word[:3]] for word in words if word[:3] in _MONTHS]
    if len(numbers) != _DAY_AND_YEAR or len(months) != 1:
        return None
    day, year = sorted(numbers)
    try:
        return date(year, months[0], day).isoformat()
    except ValueError:
        return None


def _tracing(header: Sequence[str], voltages: "array[float]") -> Episode:
    at = next((index for index, line in enumerate(header) if _DATE.search(line)), None)
    behind = () if at is None else header[at + 1 :]
    rate = next((found for line in behind if (found := _RATE.fullmatch(_value(line)))), None)
    found = None if at is None else _DATE.search(header[at])
    if found is None or rate is None or not voltages:
        raise RowUnreadable(Fault.FIELD_MISSING)
    start = moment_from_iso(f"{found[1]}T{found[2]}{found[3]}", COPENHAGEN)
    hertz = float(rate[1].replace(",", "."))
    if not hertz:
        raise RowUnreadable(Fault.NUMBER_ABSURD)
    return Episode(
        "Electrocardiogram",
        start.ms,
        round(len(voltages) * 1000 / hertz),
        Source("ECG", DeviceClass.WATCH),
        Context(Basis(ZoneKnown.OFFSET, start.basis.offset_minutes)),
        facts={"rate_hz": hertz, "lead": "I", **_told(behind)},
        traces=(Trace("voltage", "uV", voltages),),
        # What it says changes with the telephone's language; nobody holds two at once.
        identity=f"apple-health|{start.ms}",
    )


def _told(behind: Sequence[str]) -> dict[str, Any]:
    """Return what the watch made of it and what the person felt: the next two lines."""
    names = zip(("classification", "symptoms"), behind, strict=False)
    return {name: value[:_MOST_TEXT] for name, line in names if (value := _value(line))}
