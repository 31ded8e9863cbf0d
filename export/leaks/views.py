"""In which ways bytes can be read: each is a view, and a leak in any of them is a leak.

Some views are *read*: the bytes are folded into plain small letters (see ``folding``).
The others are *written*: what is looked for is written as it would stand there, in every
likely spelling. Must not know what is looked for.
"""

import base64
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

FEWEST_BASE64_SIGNS: Final = 5
"""Of random base64, one place in 2^30 reads like five given signs; of four, one in 2^24."""

FEWEST_HEX_SIGNS: Final = 6
"""Of what stands alone: one word of six hexadecimal signs in 2^24 reads like a given one."""

_ENCLOSING: Final = ('"', " ", ",", "\n")
_NORMAL_FORMS: Final = ("NFC", "NFD")
_DIGRAPHS: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})
_SINGLE: Final = str.maketrans({"ø": "o", "å": "a", "Ø": "O", "Å": "A"})


class View(StrEnum):
    """A way to read bytes."""

    TEXT = "text"  # as they stand, in ASCII or UTF-8, large letters and small
    LETTERS = "letters"  # NFC, NFD, ISO 8859-1; æ ø å also as ae oe aa; digits of any script
    JSON = "json"  # backslash escapes
    PERCENT = "percent"  # as in addresses of the web
    ENTITY = "entity"  # as in HTML and XML
    UTF16_LE = "utf16-le"
    UTF16_BE = "utf16-be"
    BASE64 = "base64"  # of any alignment, also in the alphabet for addresses
    HEX = "hex"


READ: Final = (View.TEXT, View.LETTERS, View.JSON, View.PERCENT, View.ENTITY)
WRITTEN: Final = (View.UTF16_LE, View.UTF16_BE, View.BASE64, View.HEX)


class Writing(NamedTuple):
    """Bytes to look for in one view.

    ``is_whole`` asks that no letter or digit stands at either end.
    """

    view: View
    content: bytes
    is_whole: bool = False


def spellings(words: str) -> set[str]:
    """Return how words may be spelled: large, small, mixed; composed or not; without æ ø å."""
    composed = unicodedata.normalize("NFC", words)
    letters = {composed, composed.translate(_DIGRAPHS), composed.translate(_SINGLE)}
    cases = {each for one in letters for each in (one, one.lower(), one.upper(), one.title())}
    return {unicodedata.normalize(form, each) for each in cases for form in _NORMAL_FORMS}


def writings(words: str, *, is_free: bool) -> set[Writing]:
    """Return how words would stand in the views that are written, in every spelling.

    Args:
        words: As a person writes them.
        is_free: Whether they may stand within others. If not: enclosed in quotation
            marks, or alone.
    """
    write = _within if is_free else _apart
    return {each for spelling in spellings(words) for each in write(spelling)}


def writings_of_phrase(phrase: str) -> set[Writing]:
    """Return how a phrase would stand in the views that are written, spelled as it is."""
    return set(_within(phrase))


def _within(spelling: str) -> Iterator[Writing]:
    yield from _utf_16(spelling, is_whole=False)
    yield from _hex(spelling, is_whole=False)
    yield from _base64_within(spelling)


def _apart(spelling: str) -> Iterator[Writing]:
    yield from _utf_16(spelling, is_whole=True)
    yield from _hex(f'"{spelling}"', is_whole=False)
    # Four signs alone are a part of every other UUID.
    if len(_utf_8(spelling)) * 2 >= FEWEST_HEX_SIGNS:
        yield from _hex(spelling, is_whole=True)
    yield from _base64_within(f'"{spelling}"', may_enclose=False)
    yield from _base64_whole(spelling)


def _utf_16(words: str, *, is_whole: bool) -> Iterator[Writing]:
    yield Writing(View.UTF16_LE, words.encode("utf-16-le", "surrogatepass"), is_whole)
    yield Writing(View.UTF16_BE, words.encode("utf-16-be", "surrogatepass"), is_whole)


def _hex(words: str, *, is_whole: bool) -> Iterator[Writing]:
    yield Writing(View.HEX, _utf_8(words).hex().encode(), is_whole)


def _base64_whole(words: str) -> Iterator[Writing]:
    for written in (base64.b64encode(_utf_8(words)), base64.urlsafe_b64encode(_utf_8(words))):
        yield Writing(View.BASE64, written.rstrip(b"="), is_whole=True)


def _base64_within(words: str, *, may_enclose: bool = True) -> Iterator[Writing]:
    """Yield the signs that words give whatever stands before and after them.

    Where these are too few to tell from chance, the sign before is taken in too.
    """
    content = _utf_8(words)
    for before in range(3):
        signs = _base64_signs(content, before)
        if len(signs) >= FEWEST_BASE64_SIGNS:
            yield from _both_alphabets(signs)
        elif may_enclose:
            for sign in _ENCLOSING:
                longer = _base64_signs(sign.encode() + content, (before - 1) % 3)
                if len(longer) >= FEWEST_BASE64_SIGNS:
                    yield from _both_alphabets(longer)


def _base64_signs(content: bytes, before: int) -> bytes:
    """Return the signs of base64 that depend on some bytes alone, behind so many others."""
    written = base64.b64encode(bytes(before) + content)
    first = -(-8 * before // 6)
    return written[first : 8 * (before + len(content)) // 6]


def _both_alphabets(signs: bytes) -> Iterator[Writing]:
    yield Writing(View.BASE64, signs)
    yield Writing(View.BASE64, signs.translate(bytes.maketrans(b"+/", b"-_")))


def _utf_8(words: str) -> bytes:
    return words.encode("utf-8", "surrogatepass")
