"""How hard a text is to read: LIX.

LIX is the number of words to a sentence plus the percentage of long words, words of
more than six letters (C. H. Björnsson, Läsbarhet, 1968). 35–44 is middling, 45–54 hard,
55 and more very hard. It sees no meaning: a text below the limit can still be
unreadable, so it is advice to a writer and never proof.

What counts, where Björnsson leaves it open, is our choice:

- A word is letters and digits; a hyphen, an apostrophe, and a point or comma between
  digits do not end it. Its length is counted in letters and digits.
- A sentence ends at ``.``, ``!``, ``?`` and ``…`` before white space, at a colon at the
  end of a line, at an empty line, and where a heading (``#``) or a list's line begins or
  ends. A line break alone ends nothing.
- A full stop ends no sentence where a small letter follows ("3. maj", "osv. og"), after a
  single capital letter ("A. Hansen"), or after an abbreviation that never ends one
  ("kl.", "e.g.").
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from consent.vocabulary import read_vocabulary

LONG_WORD: Final = 7
"""The fewest letters of a long word (Björnsson: more than six)."""

_WORD: Final = re.compile(r"[^\W_]+(?:(?:[-'’‑]|(?<=\d)[.,:](?=\d))[^\W_]+)*")
_BLOCK: Final = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:#|[-*•–] |\d{1,2}[.)] ))|(?<=:)[ \t]*\n")
_MARK: Final = re.compile(r"^[ \t]*(?:#+|[-*•–]|\d{1,2}[.)])[ \t]+")
_HEADING_END: Final = re.compile(r"^([ \t]*#[^\n]*)\n", re.MULTILINE)
_CHUNK: Final = re.compile(r"\S+")
_OPENING: Final = "\"'“‘«(["
_CLOSING: Final = "\"'”’»)]"


class ReadingLevel(NamedTuple):
    """The counts that LIX is made of."""

    words: int
    sentences: int
    long_words: int

    @property
    def lix(self) -> float:
        """The index; 0 for a text without words."""
        if not self.words:
            return 0.0
        return self.words / self.sentences + 100 * self.long_words / self.words


def reading_level(text: str) -> ReadingLevel:
    """Count the words, sentences and long words of a text, Danish or English."""
    words = [word for sentence in sentences(text) for word in words_of(sentence)]
    long_words = sum(_letters(word) >= LONG_WORD for word in words)
    return ReadingLevel(len(words), sum(1 for _ in sentences(text)), long_words)


def words_of(text: str) -> list[str]:
    """Return the words of a text, in their order."""
    return _WORD.findall(text)


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text that have at least one word."""
    for block in _BLOCK.split(_HEADING_END.sub(r"\1\n\n", text)):
        for sentence in _sentences_of(_MARK.sub("", block)):
            if _WORD.search(sentence):
                yield sentence.strip()


def _sentences_of(block: str) -> Iterator[str]:
    start = 0
    for chunk in _CHUNK.finditer(block):
        if _ends_sentence(chunk.group(), block[chunk.end() : chunk.end() + 9].lstrip()):
            yield block[start : chunk.end()]
            start = chunk.end()
    yield block[start:]


def _ends_sentence(chunk: str, after: str) -> bool:
    """Say whether a sentence ends with a chunk, which stands between white space."""
    before = chunk.rstrip(_CLOSING)
    if not before.endswith((".", "!", "?", "…")):
        return False
    if not before.endswith(".") or before.endswith(".."):
        return True
    if after.lstrip(_OPENING)[:1].islower():
        return False
    word = before.lstrip(_OPENING)
    if len(word) == len("A.") and word[0].isupper():
        return False
    return word.lower() not in read_vocabulary("wording")["abbreviations"]


def _letters(word: str) -> int:
    return sum(character.isalnum() for character in word)
