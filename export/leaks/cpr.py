"""Numbers of Danish persons, found in text whoever they belong to.

A CPR number is six digits of a date and four more. Numbers given in its place have the
day plus 60 (advice of the CPR office), or letters: X-eCPR, the national one, has 1 or 7,
two letters and a digit behind the date; D-eCPR, the regions', 0, 5 or 6, two letters and
a digit. Modulus 11 is never a filter: since 2007 not every number fits it.

A date and four digits are met by chance as well: one ten-digit number in fourteen. A
finding is *certain* where something else speaks for it. Must not return a digit.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from export.leaks.folding import fold_sign

CONTEXT: Final = 64
"""How far away a word still says what a number is, in bytes of folded text (our choice)."""

LONGEST: Final = 14
"""Of a number with its separator, in folded bytes."""

_CLASSES: Final = bytes.maketrans(
    bytes(byte for byte in range(256) if bytes([byte]).isalnum() or not bytes([byte]).isascii()),
    bytes(
        ord("0") if bytes([byte]).isdigit() else ord("a")
        for byte in range(256)
        if bytes([byte]).isalnum() or not bytes([byte]).isascii()
    ),
)
# Begins with plain signs, which the library finds many times as quickly as a class.
_SHAPE: Final = re.compile(rb"000000(?<!0{7})(?P<gap> ?- ?| {0,2})0(?:000|aa0)(?!0)")
_WORDS: Final = re.compile(
    rb"cpr|personnummer|person number|civil registration|1\.2\.208\.176\.1\.(?:2|6\.1)"
)
_WEIGHTS: Final = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_REPLACEMENT: Final = 60
_NATIONAL: Final = b"17"
_REGIONAL: Final = b"056"
_MACHINE_MADE: Final = re.compile(rb"[0-9a-f]{32,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LONGEST_DIGEST: Final = 160


class CprKind(StrEnum):
    """Which sort of number."""

    CPR = "cpr"
    REPLACEMENT = "replacement"  # the day plus 60
    X_ECPR = "x_ecpr"  # national, with letters
    D_ECPR = "d_ecpr"  # regional, with letters


class CprFinding(NamedTuple):
    """Where a number stands, and never which.

    ``start`` and ``end`` (exclusive) are characters of the text. ``is_certain`` says
    that a separator, a word or number beside it, its letters, or modulus 11 speak for it.
    """

    start: int
    end: int
    kind: CprKind
    is_certain: bool


def find_cpr(text: str) -> list[CprFinding]:
    """Find the numbers in a text, in the digits, dashes and spaces of any script.

    Not within UUIDs and hexadecimal digests of 32 signs and more, where one in some
    hundreds looks like a number; the scan finds the donor's own number even there.

    Returns:
        Ascending, without overlaps.
    """
    if text.isascii():
        return list(find_in_folded(text.lower().encode()))
    pieces: list[str] = []
    origins: list[int] = []
    for at, sign in enumerate(text):
        folded = fold_sign(sign).encode("ascii", "replace").decode()
        pieces.append(folded)
        origins += [at] * len(folded)
    found = find_in_folded("".join(pieces).encode())
    return [
        each._replace(start=origins[each.start], end=origins[each.end - 1] + 1) for each in found
    ]


def find_in_folded(content: bytes) -> Iterator[CprFinding]:
    """Yield the numbers in folded bytes, with places in those."""
    classes = content.translate(_CLASSES)
    at = 0
    while match := _SHAPE.search(classes, at):
        start, end = match.span()
        finding = _judged(content, classes, start, end, len(match["gap"]))
        at = start + 1 if finding is None else end
        if finding is not None:
            yield finding


def _judged(content: bytes, classes: bytes, start: int, end: int, gap: int) -> CprFinding | None:
    before, after = classes[start - 1 : start], classes[end : end + 1]
    number = content[start : start + 6] + content[start + 6 + gap : end]
    kind = _kind(number)
    if kind is None:
        return None
    has_letters = kind in {CprKind.X_ECPR, CprKind.D_ECPR}
    if has_letters and (before == b"a" or after == b"a"):
        return None
    if _is_machine_made(content, start, end):
        return None
    around = content[max(0, start - CONTEXT) : end + CONTEXT]
    is_certain = (
        gap > 0
        or has_letters
        or bool(_WORDS.search(around))
        or (_fits_modulus_11(number) and not _is_fraction(classes, start, end))
    )
    return CprFinding(start, end, kind, is_certain)


def _kind(number: bytes) -> CprKind | None:
    day, month, year = int(number[:2]), int(number[2:4]), int(number[4:6])
    is_replacement = day > _REPLACEMENT
    if not _is_date(day - _REPLACEMENT * is_replacement, month, year):
        return None
    if number.isdigit():
        return CprKind.REPLACEMENT if is_replacement else CprKind.CPR
    if is_replacement:
        return None
    if number[6] in _NATIONAL:
        return CprKind.X_ECPR
    return CprKind.D_ECPR if number[6] in _REGIONAL else None


def _is_date(day: int, month: int, year: int) -> bool:
    """Say whether it is a day in any century."""
    if not 1 <= month <= len(_DAYS) or not 1 <= day <= _DAYS[month - 1]:
        return False
    return (day, month) != (29, 2) or year % 4 == 0


def _fits_modulus_11(number: bytes) -> bool:
    return (
        sum(weight * (byte - 48) for weight, byte in zip(_WEIGHTS, number, strict=True)) % 11 == 0
    )


def _is_fraction(classes: bytes, start: int, end: int) -> bool:
    """Say whether digits are a part of a decimal number, where modulus 11 says nothing."""
    return classes[max(0, start - 2) : start] == b"0." or classes[end : end + 2] == b".0"


def _is_machine_made(content: bytes, start: int, end: int) -> bool:
    first = max(0, start - _LONGEST_DIGEST)
    around = content[first : end + _LONGEST_DIGEST]
    return any(
        match.start() <= start - first and end - first <= match.end()
        for match in _MACHINE_MADE.finditer(around)
    )
