"""Many patterns found in one pass over bytes.

Aho and Corasick's automaton, from a library written for it. Where there is no wheel of
it (Windows on Arm) each pattern is looked for by itself: the same answers, slowly.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

try:
    import ahocorasick_rs
except ModuleNotFoundError:  # pragma: no cover - one platform
    _HAS_LIBRARY = False
else:
    _HAS_LIBRARY = True

Place = tuple[int, int, int]
"""The number of a pattern; where it begins; where it ends (exclusive)."""


class Automaton(Protocol):
    """Finds patterns, also where they overlap."""

    def find(self, content: bytes) -> Sequence[Place]:
        """Return every place of every pattern, in no order."""


def automaton(patterns: Sequence[bytes]) -> Automaton:
    """Return what finds some patterns, each at least one byte long."""
    if not patterns:
        return OneByOne(())
    return Together(patterns) if _HAS_LIBRARY else OneByOne(patterns)


class Together:
    """All in one pass, however many they are."""

    def __init__(self, patterns: Sequence[bytes]) -> None:
        self._automaton = ahocorasick_rs.BytesAhoCorasick(patterns)

    def find(self, content: bytes) -> Sequence[Place]:
        """Return every place of every pattern, in no order."""
        return self._automaton.find_matches_as_indexes(content, overlapping=True)


class OneByOne:
    """One pass for each."""

    def __init__(self, patterns: Sequence[bytes]) -> None:
        self._patterns = tuple(patterns)

    def find(self, content: bytes) -> Sequence[Place]:
        """Return every place of every pattern, in no order."""
        return [
            (number, at, at + len(pattern))
            for number, pattern in enumerate(self._patterns)
            for at in _places(content, pattern)
        ]


def _places(content: bytes, pattern: bytes) -> Iterator[int]:
    at = content.find(pattern)
    while at >= 0:
        yield at
        at = content.find(pattern, at + 1)
