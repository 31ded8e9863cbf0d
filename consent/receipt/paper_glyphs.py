"""Which characters the fonts of a printed page can draw, and what is drawn for others.

A sheet of paper that lacks a character must not look as if nothing were missing, and a
tagged PDF may not name a glyph that is not there (PDF/UA-1, ISO 14289-1 §7.21.7). So
what no font has is replaced by one visible sign, and counted.

Source of the table's form: OpenType 1.9, ``cmap``, formats 4 and 12.
"""

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

STAND_IN: Final = "\N{REPLACEMENT CHARACTER}"
"""What is drawn for a character that the fonts lack."""

_FONTS: Final = ("IBMPlexSans-Regular.ttf", "IBMPlexSans-SemiBold.ttf")
_LONGEST: Final = 24
_BREAK: Final = "\N{ZERO WIDTH SPACE}"
_LONG_WORD: Final = re.compile(rf"[^\s{_BREAK}]{{{_LONGEST + 1},}}")
_AFTER_SIGN: Final = re.compile(r"(?<=[/@._?&=:-])(?=\w)")
_SPACES: Final = re.compile(r"[^\S\n\u00a0]+")


class Drawable(NamedTuple):
    """A text that the fonts can draw, and how many characters of it they could not."""

    text: str
    replaced: int


def drawable(text: str) -> Drawable:
    """Return a text of which every character can be drawn and every word broken.

    Long words get places to break at, which take no room and are not read out. Letters
    with accents that were written as two characters become one where there is one.
    """
    known = _drawn_by_all()
    signs, replaced = [], 0
    for sign in _SPACES.sub(" ", unicodedata.normalize("NFC", text)):
        apart = unicodedata.normalize("NFD", sign)  # a letter and its accents, drawn one on other
        if sign == "\n" or ord(sign) in known or known.issuperset(map(ord, apart)):
            signs.append(sign)
        else:
            signs.append(STAND_IN)
            replaced += 1
    return Drawable(_LONG_WORD.sub(_breakable, "".join(signs)), replaced)


def _breakable(found: re.Match[str]) -> str:
    pieces = _AFTER_SIGN.split(found[0])
    return _BREAK.join(
        piece[start : start + _LONGEST]
        for piece in pieces
        for start in range(0, len(piece), _LONGEST)
    )


@cache
def _drawn_by_all() -> frozenset[int]:
    """Return the code points that each of the fonts can draw, white space and hidden aside."""
    folder = files("resources").joinpath("fonts")
    common = frozenset.intersection(
        *(frozenset(_code_points(folder.joinpath(name).read_bytes())) for name in _FONTS)
    )
    return frozenset(
        each
        for each in common
        if unicodedata.category(chr(each)) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    )


def _code_points(font: bytes) -> Iterator[int]:
    """Yield the code points of a font of ours, some more than once."""
    (tables,) = struct.unpack_from(">H", font, 4)
    start = next(
        struct.unpack_from(">I", font, at + 8)[0]
        for at in range(12, 12 + 16 * tables, 16)
        if font[at : at + 4] == b"cmap"
    )
    (count,) = struct.unpack_from(">H", font, start + 2)
    for index in range(count):
        platform, _, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * index)
        at = start + offset
        (form,) = struct.unpack_from(">H", font, at)
        if platform not in {0, 3}:
            continue
        if form == 4:  # noqa: PLR2004 - the format's number
            yield from _segments(font, at)
        elif form == 12:  # noqa: PLR2004 - likewise
            yield from _groups(font, at)


def _segments(font: bytes, at: int) -> Iterator[int]:
    (doubled,) = struct.unpack_from(">H", font, at + 6)
    count = doubled // 2
    row = f">{count}H"
    ends = struct.unpack_from(row, font, at + 14)
    starts = struct.unpack_from(row, font, at + 16 + doubled)
    deltas = struct.unpack_from(row, font, at + 16 + 2 * doubled)
    offsets_at = at + 16 + 3 * doubled
    offsets = struct.unpack_from(row, font, offsets_at)
    for index in range(count):
        for code in range(starts[index], ends[index] + 1):
            glyph = code
            if offsets[index]:
                place = offsets_at + 2 * index + offsets[index] + 2 * (code - starts[index])
                (glyph,) = struct.unpack_from(">H", font, place)
                if glyph == 0:
                    continue
            if (glyph + deltas[index]) & 0xFFFF:
                yield code


def _groups(font: bytes, at: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">I", font, at + 12)
    for index in range(count):
        first, last, _ = struct.unpack_from(">III", font, at + 16 + 12 * index)
        yield from range(first, last + 1)
