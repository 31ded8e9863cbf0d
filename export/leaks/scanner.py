"""The gate before the seal: does anything that points at a person stand in these bytes?

Everything that leaves passes here as it is, before it is compressed and sealed: file
names and metadata as well. Any finding stops the release. What was found is never
repeated: a finding says of what kind it is, where, and in which view of the bytes.

Memory is bounded, however much is fed. What is fed in pieces is judged as if it came in
one. Must not know the format of a file.

What it cannot see: anything compressed or encrypted; base64 whose lines are broken within
a name; a number of a stranger (not of the vault) in UTF-16, base64 or hexadecimal; names
that are misspelled. Free text therefore never leaves on the word of this scan alone.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Final, NamedTuple, Self

from datadonor.records.sample import IdentifierKind
from export.leaks.cpr import CONTEXT, LONGEST, CprKind, find_in_folded
from export.leaks.folding import LONGEST_ESCAPE, Folded, readings
from export.leaks.known import KnownIdentifiers
from export.leaks.patterns import Hit, Patterns
from export.leaks.phrases import Phrases, is_there
from export.leaks.places import (
    REACH,
    IsDeclared,
    Place,
    allows,
    is_machine_made,
    stands_within_word,
)
from export.leaks.views import View

BLOCK_BYTES: Final = 1 << 20
"""How much is looked through at once. Memory is some ten times as much."""

_SHORT_WORD: Final = 6
_FIRST_OF_VIEWS: Final = (View.ENTITY, View.PERCENT, View.JSON, View.LETTERS)
_LEAST_MARGIN: Final = max(2 * REACH, LONGEST_ESCAPE * (LONGEST + 2 * CONTEXT))


class Finding(NamedTuple):
    """Something that points at a person, and never what.

    ``start`` and ``end`` (exclusive) are bytes, from the first one fed. ``is_known``
    says that the vault knows it; else it has the form of a person's number.
    ``is_certain`` is false where it may be chance; it blocks all the same.
    """

    kind: IdentifierKind | CprKind
    view: View
    start: int
    end: int
    is_certain: bool
    is_known: bool


def scan(
    data: bytes,
    known: KnownIdentifiers,
    *,
    views: Collection[View] = tuple(View),
    is_declared: IsDeclared | None = None,
    public: Iterable[str] = (),
) -> list[Finding]:
    """Look through bytes that are all there. See ``Scanner``.

    Returns:
        Ascending; empty if they may leave.
    """
    scanner = Scanner(known, views=views, is_declared=is_declared, public=public)
    return [*scanner.feed(data), *scanner.end()]


class Scanner:
    """Looks through bytes that come in pieces."""

    def __init__(
        self,
        known: KnownIdentifiers | Patterns,
        *,
        views: Collection[View] = tuple(View),
        is_declared: IsDeclared | None = None,
        public: Iterable[str] = (),
        block_bytes: int = BLOCK_BYTES,
    ) -> None:
        """Begin.

        Args:
            known: What is looked for, beside numbers in the form of a person's; or the
                patterns made of it before, with the same views and phrases.
            views: In which it is. All, but in tests.
            is_declared: Says of a place whether it is declared to hold numbers or days;
                an uncertain finding there passes. A certain one never does.
            public: Phrases that stand in the bytes whoever they are about: the request,
                our own words. A finding that is a part of one, and not all of it, passes
                (the investigator's name may be the donor's as well); never one of the
                vault's own CPR numbers.
            block_bytes: How much is looked through at once.
        """
        made = known if isinstance(known, Patterns) else Patterns(known, public, views)
        self._patterns = made
        self._views = frozenset(views)
        self._is_declared = is_declared
        self._block = block_bytes
        self._margin = max(_LEAST_MARGIN, 2 * self._patterns.longest)
        self._window = bytearray()
        self._base = 0  # of the window's first byte, from the first one fed
        self._decided = 0  # from the window's first byte

    def another(self, *, is_declared: IsDeclared | None = None) -> Self:
        """Return a scanner for other bytes that looks for the same.

        Making one for many identifiers takes a while, and a bundle has many files. Only
        what is declared may be another matter in another file.
        """
        return type(self)(
            self._patterns, views=self._views, is_declared=is_declared, block_bytes=self._block
        )

    def feed(self, piece: bytes) -> list[Finding]:
        """Take the next bytes.

        Returns:
            What is found so far and was not returned before, ascending. What stands near
            the end is returned later.
        """
        found: list[Finding] = []
        self._window += piece
        while len(self._window) >= self._decided + self._block + self._margin:
            end = self._decided + self._block
            found += self._look(bytes(self._window[: end + self._margin]), self._decided, end)
            self._forget(end)
        return found

    def end(self) -> list[Finding]:
        """Look through what is left. Nothing may be fed afterwards.

        Returns:
            What was not returned before, ascending.
        """
        window = bytes(self._window)
        found = self._look(window, self._decided, len(window))
        self._window.clear()
        self._decided = 0
        return found

    def _forget(self, decided: int) -> None:
        kept = max(0, decided - self._margin)
        del self._window[:kept]
        self._base += kept
        self._decided = decided - kept

    def _look(self, window: bytes, first: int, end: int) -> list[Finding]:
        """Return what begins in a part of the window; the rest is there to be looked at."""
        plain, *more = readings(window, self._views)
        found: list[Finding] = []
        if plain.is_plain:
            both = list(self._patterns.both.find(plain.content))
            found += self._read(window, plain, [hit for hit in both if hit.pattern.view is None])
            found += self._written(window, [hit for hit in both if hit.pattern.view is not None])
        else:
            more.append(plain)
            found += self._written(window, list(self._patterns.written.find(window.lower())))
        for folded in more:
            found += self._read(window, folded, list(self._patterns.read.find(folded.content)))
        if not found:
            return []
        found = [each for each in found if not self._passes(window, each)]
        found.sort(key=lambda each: (each.start, -each.end, not each.is_known, not each.is_certain))
        return [
            each._replace(start=each.start + self._base, end=each.end + self._base)
            for each in _outermost(found)
            if first <= each.start < end
        ]

    def _read(self, window: bytes, folded: Folded, hits: list[Hit]) -> Iterator[Finding]:
        content = folded.content
        phrases = Phrases(hit for hit in hits if hit.pattern.kind is None)
        for pattern, start, end in hits:
            kind = pattern.kind
            if kind is None or not allows(pattern.border, content, start, end):
                continue
            if kind is not IdentifierKind.CPR and phrases.hold(start, end):
                continue
            is_part = end - start < _SHORT_WORD and stands_within_word(content, start, end)
            is_certain = pattern.is_certain and not is_part
            finding = self._finding(kind, folded, start, end, is_certain=is_certain)
            if finding and not is_machine_made(window, finding.start, finding.end):
                yield finding
        for start, end, number, is_certain in find_in_folded(content):
            if not phrases.hold(start, end):
                finding = self._finding(number, folded, start, end, is_certain=is_certain)
                if finding:
                    yield finding

    def _finding(
        self,
        kind: IdentifierKind | CprKind,
        folded: Folded,
        start: int,
        end: int,
        *,
        is_certain: bool,
    ) -> Finding | None:
        first, last, undone = folded.origin(start, end)
        view = next((each for each in _FIRST_OF_VIEWS if each in undone), View.TEXT)
        if view not in self._views:
            return None
        return Finding(kind, view, first, last, is_certain, isinstance(kind, IdentifierKind))

    @staticmethod
    def _written(window: bytes, met: list[Hit]) -> Iterator[Finding]:
        hits = [hit for hit in met if is_there(hit, window)]
        phrases = Phrases(hit for hit in hits if hit.pattern.kind is None)
        for pattern, start, end in hits:
            kind, view = pattern.kind, pattern.view
            if kind is None or view is None:
                continue
            if kind is IdentifierKind.CPR or not phrases.hold(start, end):
                yield Finding(kind, view, start, end, pattern.is_certain, is_known=True)

    def _passes(self, window: bytes, finding: Finding) -> bool:
        if finding.is_certain or self._is_declared is None:
            return False
        before = window[max(0, finding.start - REACH) : finding.start]
        place = Place(finding.start + self._base, finding.end + self._base, before)
        return self._is_declared(place)


def _outermost(ordered: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings that are not a part of one before: a word of a name that was found whole."""
    reached = -1
    for each in ordered:
        if each.end > reached:
            reached = each.end
            yield each
