"""Bytes folded so that one pattern finds a word however its letters are written.

Escapes are undone, large letters become small, å becomes ``aa`` and é becomes ``e``,
digits, dashes and spaces of any script become plain ones. What was done where is kept,
so that a place in the folded bytes can be found in the original. Nothing is refused:
bytes that are no text stay as they are.
"""

import re
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Collection
from functools import cached_property, lru_cache
from html.entities import html5
from itertools import product
from typing import Final, NamedTuple

from export.leaks.views import View

LONGEST_ESCAPE: Final = 16
"""Of an escape that stands for one byte of a word, in bytes. Longer ones are rare jokes."""

_TRIGGERS: Final = {View.JSON: b"\\", View.PERCENT: b"%", View.ENTITY: b"&"}
_VIEWS: Final = {trigger: view for view, trigger in _TRIGGERS.items()}
_ESCAPES: Final = {
    View.JSON: rb"\\{1,6}(?:u[0-9a-f]{4}|[nrtbf/\"'])",
    View.PERCENT: rb"%(?:25){0,3}[0-9a-f]{2}",
    View.ENTITY: rb"&(?:amp;){0,3}(?:#[0-9]{1,9}|#x[0-9a-f]{1,9}|[a-z][a-z0-9]{1,31});",
}
_LETTERS: Final = re.compile(rb"[\x80-\xff]+")
_ENTITIES: Final = {
    # The first of large and small: both fold alike.
    name.lower().rstrip(";"): sign
    for name, sign in sorted(html5.items(), reverse=True)
}
_WORDS: Final = {
    "æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ß": "ss",
    "đ": "d", "ð": "d", "þ": "th", "ł": "l", "œ": "oe", "’": "'", "‘": "'",
    "\N{LATIN SMALL LETTER DOTLESS I}": "i",
}  # fmt: skip
_OTHERWISE: Final = {"å": "a", "ø": "o", "ä": "a", "ö": "o", "ü": "ue"}
"""How a letter is also written where its own sign is missing."""


class Edit(NamedTuple):
    """What was replaced: where it stands in the folded bytes, and in those before."""

    view: View
    start: int  # in the folded bytes
    end: int  # exclusive
    origin: int
    origin_end: int  # exclusive


class Step(NamedTuple):
    """One pass of replacing: the bytes before it, and what is replaced."""

    content: bytes
    pattern: re.Pattern[bytes]


class Folded:
    """Folded bytes, and the way back."""

    def __init__(self, content: bytes, steps: tuple[Step, ...] = ()) -> None:
        """Take folded bytes and the steps that led to them, first step first."""
        self.content = content
        self._steps = steps

    @property
    def is_plain(self) -> bool:
        """Whether nothing but large letters was replaced: places are the same in both."""
        return not self._steps

    @cached_property
    def _edits(self) -> list[tuple[list[Edit], list[int]]]:
        # Made when something was found: in most bytes nothing ever is.
        made = [_edits(step.content, step.pattern) for step in self._steps]
        return [(edits, [edit.start for edit in edits]) for edits in made]

    def origin(self, start: int, end: int) -> tuple[int, int, set[View]]:
        """Return where folded bytes stand in the original, and what was undone in them.

        Args:
            start: In the folded bytes.
            end: Exclusive, after ``start``.
        """
        views: set[View] = set()
        for edits, starts in reversed(self._edits):
            first = bisect_right(starts, start)
            last = bisect_right(starts, end - 1)
            # An edit that left nothing stands between signs, and belongs to neither.
            views.update(edit.view for edit in edits[max(0, first - 1) : last] if edit.end > start)
            start, end = _before(edits, first, start), _after(edits, last, end)
        return start, end, views


def _before(edits: list[Edit], following: int, at: int) -> int:
    if following == 0:
        return at
    edit = edits[following - 1]
    return edit.origin if at < edit.end else edit.origin_end + at - edit.end


def _after(edits: list[Edit], following: int, end: int) -> int:
    if following == 0:
        return end
    edit = edits[following - 1]
    return edit.origin_end if end <= edit.end else edit.origin_end + end - edit.end


def readings(content: bytes, views: Collection[View] = tuple(View)) -> list[Folded]:
    """Fold bytes as they stand, and once more with their escapes undone if they hold any.

    Both, because what looks like an escape may be none: ``%ad`` may be a per cent sign and a name.

    Args:
        content: Any bytes.
        views: Which escapes to undo, and whether to fold letters.
    """
    lower = content.lower()
    found = [_folded(lower, (), views)]
    present = tuple(
        view for view, trigger in _TRIGGERS.items() if view in views and trigger in lower
    )
    steps: list[Step] = []
    # Twice: what stood in a document within a document is escaped twice, each in its way.
    for pattern in (_pattern(present),) * 2 if present else ():
        done, number = pattern.subn(_instead, lower)
        if not number:
            break
        steps.append(Step(lower, pattern))
        lower = done.lower()
    if steps:
        found.append(_folded(lower, tuple(steps), views))
    return found


def _folded(lower: bytes, steps: tuple[Step, ...], views: Collection[View]) -> Folded:
    if View.LETTERS not in views or lower.isascii():
        return Folded(lower, steps)
    return Folded(_LETTERS.sub(_instead, lower), (*steps, Step(lower, _LETTERS)))


def fold_words(words: str) -> set[bytes]:
    """Return what words become in folded bytes, for every way to write their letters.

    Each letter is taken to be written in one way throughout.
    """
    small = "".join(fold_sign(sign, split=False) for sign in unicodedata.normalize("NFC", words))
    special = [sign for sign in _OTHERWISE if sign in small]
    found: set[bytes] = set()
    for choice in product((False, True), repeat=len(special)):
        instead = {
            sign: _OTHERWISE[sign]
            for sign, is_other in zip(special, choice, strict=True)
            if is_other
        }
        text = "".join(instead.get(sign) or fold_sign(sign) for sign in small)
        found.add(text.encode("utf-8", "surrogatepass"))
    return found


@lru_cache(maxsize=4096)
def fold_sign(sign: str, *, split: bool = True) -> str:
    """Fold one character: its small letter without marks, its digit, a plain dash or space.

    Args:
        sign: One character.
        split: Whether å becomes aa, and so on; else such letters stay, small.
    """
    small = unicodedata.normalize("NFC", sign.casefold())
    if not split and small in _OTHERWISE:
        return small
    if small in _WORDS:
        return _WORDS[small]
    apart = unicodedata.normalize("NFKD", small)
    is_digit = unicodedata.decimal(sign, None) is not None
    if not is_digit and any(map(str.isdecimal, apart)):
        # A note's ² or a ½ before a number is not the number's first digit.
        return small
    return "".join(map(_plain, apart))


def _plain(sign: str) -> str:
    if (digit := unicodedata.decimal(sign, None)) is not None:
        return str(digit)
    match unicodedata.category(sign):
        case "Pd":
            return "-"
        case "Zs":
            return " "
        case "Mn" | "Cf" | "Me":
            return ""
    if sign == "−":
        return "-"
    return _WORDS.get(sign, sign).lower()


@lru_cache(maxsize=16)
def _pattern(present: tuple[View, ...]) -> re.Pattern[bytes]:
    return re.compile(b"|".join(_ESCAPES[view] for view in present))


def _edits(content: bytes, pattern: re.Pattern[bytes]) -> list[Edit]:
    edits: list[Edit] = []
    longer = 0
    for match in pattern.finditer(content):
        start, end = match.span()
        after = end + longer + len(_instead(match)) - (end - start)
        edits.append(
            Edit(_VIEWS.get(match[0][:1], View.LETTERS), start + longer, after, start, end)
        )
        longer = after - end
    return edits


def _instead(match: re.Match[bytes]) -> bytes:
    return _plainly(match[0])


# Holds words of the bytes for a while; locking the vault ends the process and what it holds.
@lru_cache(maxsize=4096)
def _plainly(replaced: bytes) -> bytes:
    match _VIEWS.get(replaced[:1]):
        case View.JSON:
            return _of_json(replaced.lstrip(b"\\"))
        case View.PERCENT:
            return bytes([int(replaced[-2:], 16)])
        case View.ENTITY:
            return _of_entity(replaced)
        case _:
            return _of_letters(replaced)


def _of_json(escape: bytes) -> bytes:
    if escape[:1] == b"u" and len(escape) > 1:
        # Half of a pair stays half: no letter of a name is written with two.
        return chr(int(escape[1:], 16)).encode("utf-8", "surrogatepass")
    return {b"/": b"/", b'"': b'"', b"'": b"'"}.get(escape, b" ")


def _of_entity(escape: bytes) -> bytes:
    name = escape.rstrip(b";").rpartition(b"&")[2].replace(b"amp;", b"").decode("ascii")
    if name.startswith("#"):
        is_hex = name.startswith("#x")
        number = int(name.removeprefix("#x" if is_hex else "#"), 16 if is_hex else 10)
        if number > sys.maxunicode:
            return escape
        return chr(number).encode("utf-8", "surrogatepass")
    sign = _ENTITIES.get(name)
    return escape if sign is None else sign.encode()


def _of_letters(run: bytes) -> bytes:
    try:
        text = run.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        text = run.decode("latin-1")
    return "".join(map(fold_sign, text)).encode("utf-8", "surrogatepass")
