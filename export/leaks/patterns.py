"""The patterns of everything that is looked for, made once, and what each of them means."""

from collections.abc import Collection, Iterable, Iterator
from typing import Final, NamedTuple

from datadonor.records.sample import IdentifierKind
from export.leaks.automaton import automaton
from export.leaks.folding import LONGEST_ESCAPE, fold_words, readings
from export.leaks.forms import Border
from export.leaks.known import KnownIdentifiers
from export.leaks.views import READ, View, Writing, writings, writings_of_phrase

_PIECE: Final = 200
"""Characters of a public phrase that are looked for at once; pieces overlap by half."""


class Pattern(NamedTuple):
    """What a pattern means: an identifier, or (without a kind) a public phrase.

    ``view`` is nothing for patterns in folded bytes.
    """

    content: bytes
    kind: IdentifierKind | None
    border: Border = Border.FREE
    is_certain: bool = True
    view: View | None = None
    is_whole: bool = False


class Hit(NamedTuple):
    """Where a pattern stands: start and end (exclusive)."""

    pattern: Pattern
    start: int
    end: int


class PatternSet:
    """Patterns that are looked for in one pass."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._patterns: tuple[Pattern, ...] = tuple(dict.fromkeys(patterns))
        groups: dict[bytes, list[Pattern]] = {}
        for pattern in self._patterns:
            groups.setdefault(pattern.content.lower(), []).append(pattern)
        self._groups = tuple(tuple(group) for group in groups.values())
        self._automaton = automaton(tuple(groups))
        self.longest = max(map(len, groups), default=0)

    def find(self, lower: bytes) -> Iterator[Hit]:
        """Yield where patterns stand in bytes in small letters.

        Letters of patterns that tell large from small are still to be compared.
        """
        for number, start, end in self._automaton.find(lower):
            for pattern in self._groups[number]:
                yield Hit(pattern, start, end)


class Patterns:
    """All patterns: those in folded bytes, and those written in other views."""

    def __init__(
        self, known: KnownIdentifiers, public: Iterable[str], views: Collection[View]
    ) -> None:
        """Make them.

        Args:
            known: What is looked for.
            public: Phrases that stand in the bytes whoever they are about.
            views: In which they are looked for.
        """
        phrases = tuple(dict.fromkeys(_pieces(public)))
        reads = not set(READ).isdisjoint(views)
        read = [*_read(known), *_phrases_read(phrases)] if reads else []
        written = [
            pattern
            for pattern in (*_written(known), *_phrases_written(phrases))
            if pattern.view in views
        ]
        self.read, self.written = PatternSet(read), PatternSet(written)
        # Most bytes need no folding: there one pass is enough.
        self.both = PatternSet([*read, *written])
        self.longest = max(self.read.longest * LONGEST_ESCAPE, self.written.longest)


def _read(known: KnownIdentifiers) -> Iterator[Pattern]:
    for kind, form in known.forms:
        for content in fold_words(form.text):
            if content:
                yield Pattern(content, kind, form.border, form.is_certain)


def _written(known: KnownIdentifiers) -> Iterator[Pattern]:
    for kind, form in known.forms:
        is_free = form.border in {Border.FREE, Border.NUMBER}
        for writing in writings(form.text, is_free=is_free):
            yield _of_writing(writing, kind, is_certain=form.is_certain)


def _phrases_read(phrases: Iterable[str]) -> Iterator[Pattern]:
    for phrase in phrases:
        (folded,) = readings(phrase.encode("utf-8", "surrogatepass"), (View.LETTERS,))
        if folded.content:
            yield Pattern(folded.content, None)


def _phrases_written(phrases: Iterable[str]) -> Iterator[Pattern]:
    for phrase in phrases:
        for writing in writings_of_phrase(phrase):
            yield _of_writing(writing, None)


def _of_writing(
    writing: Writing, kind: IdentifierKind | None, *, is_certain: bool = True
) -> Pattern:
    content, view = writing.content, writing.view
    return Pattern(
        content if view is View.BASE64 else content.lower(),
        kind,
        is_certain=is_certain,
        view=view,
        is_whole=writing.is_whole,
    )


def _pieces(public: Iterable[str]) -> Iterator[str]:
    for phrase in public:
        for start in range(0, max(1, len(phrase) - _PIECE // 2), _PIECE // 2):
            if piece := phrase[start : start + _PIECE]:
                yield piece
