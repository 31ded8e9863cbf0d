"""Where something was found, and what that place says about it.

Short words and numbers are written by chance as well: within random text that machines
made, in columns of numbers, next to a time of day. Each rule here looks at most
``REACH`` bytes to either side, so that it judges alike however the bytes came.
"""

import re
import string
from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from export.leaks.forms import Border

REACH: Final = 256
"""In bytes. How much of what stands before a place a declaration may look at."""

_RUN: Final = 64
_FEWEST_OF_A_RUN: Final = 32
_SHORT: Final = 8
"""Signs of a word that chance does not write into 10 kB of base64: one time in 10^8."""

_BASE64_BEFORE: Final = re.compile(rb"[A-Za-z0-9+/=]*\Z")
_BASE64_AFTER: Final = re.compile(rb"[A-Za-z0-9+/=]*")
_HEX: Final = re.compile(rb"[0-9a-fA-F]+")
_UUID: Final = re.compile(rb"(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_UUID_LENGTH: Final = 36
_LEAST_LETTERS: Final = 0.25
_LEAST_DIGITS: Final = 0.06

_FRACTION: Final = re.compile(rb"(?:^|[^0-9.])[0-9]+\.\Z")
_TIME_AFTER: Final = re.compile(rb"(?:t| )(?!00:?00)[0-9]{2}:?[0-9]{2}")


class Place(NamedTuple):
    """Where an uncertain finding stands.

    ``start`` and ``end`` (exclusive) count from the first byte that was fed. ``before``
    is what stands before it, at most 256 bytes: for rules about fields and columns. It
    may hold health data, and is for looking at only.
    """

    start: int
    end: int
    before: bytes


IsDeclared = Callable[[Place], bool]
"""Says whether a place is declared to hold numbers or days: uncertain findings pass there."""


def in_ranges(ranges: Iterable[tuple[int, int]]) -> IsDeclared:
    """Declare ranges of bytes: start and end (exclusive), from the first byte fed, apart."""
    ordered = sorted(ranges)
    starts = [start for start, _ in ordered]

    def is_declared(place: Place) -> bool:
        at = bisect_right(starts, place.start) - 1
        return at >= 0 and place.end <= ordered[at][1]

    return is_declared


def numbers_of(*names: str) -> IsDeclared:
    """Declare members of JSON objects by name, where they hold bare numbers.

    Not strings: a number in quotation marks is a code or a name for something.
    """
    either = "|".join(map(re.escape, names))
    pattern = re.compile(rf'"(?:{either})"\s*:\s*-?[0-9.eE+-]*\Z'.encode())
    return lambda place: bool(pattern.search(place.before))


def allows(border: Border, content: bytes, start: int, end: int) -> bool:
    """Say whether what stands beside a form lets it count.

    Args:
        border: What the form asks.
        content: Folded bytes.
        start: Of the form.
        end: Exclusive.
    """
    before, after = content[max(0, start - 1) : start], content[end : end + 1]
    match border:
        case Border.FREE:
            return True
        case Border.WORD:
            return not (_is_sign(before) or _is_sign(after))
        case Border.STRING:
            return before in {b'"', b"'", b">"} and after in {b'"', b"'", b"<"}
    if before.isdigit() or after.isdigit():
        return False
    if border is Border.NUMBER:
        return not _FRACTION.search(content[max(0, start - 24) : start])
    return not _TIME_AFTER.match(content, end)


def stands_within_word(content: bytes, start: int, end: int) -> bool:
    """Say whether letters or digits stand on both sides."""
    return _is_sign(content[max(0, start - 1) : start]) and _is_sign(content[end : end + 1])


def is_machine_made(content: bytes, start: int, end: int) -> bool:
    """Say whether a short word stands in random text: base64, a digest, a UUID.

    Args:
        content: As it stands, not folded.
        start: Of the word.
        end: Exclusive.
    """
    if end - start >= _SHORT:
        return False
    first = max(0, start - _RUN)
    before = _BASE64_BEFORE.search(content[first:start])
    after = _BASE64_AFTER.match(content[end : end + _RUN])
    run = (before[0] if before else b"") + content[start:end] + (after[0] if after else b"")
    if len(run) >= _FEWEST_OF_A_RUN and _is_random(run):
        return True
    near = content[max(0, start - _UUID_LENGTH) : end + _UUID_LENGTH]
    at = start - max(0, start - _UUID_LENGTH)
    return any(
        match.start() <= at and at + end - start <= match.end() for match in _UUID.finditer(near)
    )


def _is_random(run: bytes) -> bool:
    digits = len(run) - len(run.translate(None, string.digits.encode()))
    if digits / len(run) < _LEAST_DIGITS:
        return False
    if _HEX.fullmatch(run):
        return True
    large = len(run) - len(run.translate(None, string.ascii_uppercase.encode()))
    small = len(run) - len(run.translate(None, string.ascii_lowercase.encode()))
    return min(large, small) / len(run) >= _LEAST_LETTERS


def _is_sign(byte: bytes) -> bool:
    return byte.isalnum() or byte >= b"\x80"
