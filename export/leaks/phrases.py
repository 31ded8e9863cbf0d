"""Which hits count: not those that were met in small letters only, nor parts of what is public.

Our own words, and the request's, stand in a bundle whoever it is about. A person may be
called Mark all the same, and live in Denmark.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Final

from export.leaks.patterns import Hit
from export.leaks.views import View

_HEX_SIGNS: Final = b"0123456789abcdefABCDEF-"
_BASE64_SIGNS: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_"


class Phrases:
    """Where public phrases stand."""

    def __init__(self, hits: Iterable[Hit]) -> None:
        """Take them in any order. The views are not told apart: a place has one."""
        self._places = sorted((start, end) for _, start, end in hits)
        self._starts = [start for start, _ in self._places]
        self._longest = max((end - start for start, end in self._places), default=0)

    def hold(self, start: int, end: int) -> bool:
        """Say whether a place is within a phrase, and less than all of it."""
        first = bisect_left(self._starts, end - self._longest)
        last = bisect_right(self._starts, start)
        return any(
            end <= phrase_end and end - start < phrase_end - phrase_start
            for phrase_start, phrase_end in self._places[first:last]
        )


def is_there(hit: Hit, window: bytes) -> bool:
    """Say whether a written pattern that was found in small letters stands there indeed.

    Args:
        hit: In the window.
        window: As it stands.
    """
    pattern, start, end = hit
    if pattern.view is View.BASE64 and window[start:end] != pattern.content:
        return False
    return not pattern.is_whole or _stands_alone(pattern.view, window, start, end)


def _stands_alone(view: View | None, window: bytes, start: int, end: int) -> bool:
    if view in {View.UTF16_LE, View.UTF16_BE}:
        beside = (window[max(0, start - 2) : start], window[end : end + 2])
        name = "utf-16-le" if view is View.UTF16_LE else "utf-16-be"
        return not any(each.decode(name, "ignore").isalnum() for each in beside)
    signs = _HEX_SIGNS if view is View.HEX else _BASE64_SIGNS
    return not any(
        byte in signs for byte in window[max(0, start - 1) : start] + window[end : end + 1]
    )
