"""Recovery words as a person copies them from a sheet: which is wrong, and what was meant.

Says more than the vault does, which only takes or refuses all 24; what counts as a word
is the vault's rule. Must not know: which vault they open. No Qt.
"""

import re
import secrets
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from typing import Final

from mnemonic import Mnemonic

from datadonor.vault.errors import RecoveryWordsMisspelt
from datadonor.vault.recovery import WORD_COUNT, RecoveryWords, parse_recovery_words

_ENOUGH_LETTERS: Final = 4  # no two words of the list share their first four
_NUMBERED: Final = re.compile(r"(?:(\d{1,3})[^\w]*)?([^\W\d_]+)")


class Fault(StrEnum):
    """What keeps words from being used."""

    NOT_A_WORD = "not_a_word"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    NOT_TOGETHER = "not_together"  # 24 words of the list, but never given out together


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of a text.

    Attributes:
        count: How many words stand there.
        fault: Why they cannot be used; of several the first in ``Fault``.
        number: Which word is none of the list, from 1; 0 if all are.
        written: That word as it was written.
        nearest: The word of the list that it resembles, or nothing.
        words: All 24, if they can be used.
    """

    count: int
    fault: Fault | None
    number: int = 0
    written: str = ""
    nearest: str = ""
    words: RecoveryWords | None = None


def read_words(text: str, *, is_complete: bool = True) -> Reading:
    """Read words in any layout: lines, columns, commas, with numbers or without.

    Numbered words may stand in any order. Case and what follows a word's fourth letter
    do not matter.

    Args:
        text: As written.
        is_complete: Whether the last word is finished; while one is being written it is
            not a fault that its end is missing.
    """
    written = words_of(text)
    for number, word in enumerate(written, start=1):
        is_being_written = number == len(written) and not is_complete
        if not is_listed(word) and not (is_being_written and _begins_one(word)):
            return Reading(len(written), Fault.NOT_A_WORD, number, word, nearest(word))
    if len(written) < WORD_COUNT:
        return Reading(len(written), Fault.TOO_FEW)
    if len(written) > WORD_COUNT:
        return Reading(len(written), Fault.TOO_MANY)
    try:
        return Reading(len(written), None, words=parse_recovery_words(" ".join(written)))
    except RecoveryWordsMisspelt:
        return Reading(len(written), Fault.NOT_TOGETHER)


def words_of(text: str) -> list[str]:
    """Return the words of a text in their order, lower case, whether of the list or not."""
    found = [(number, word.lower()) for number, word in _NUMBERED.findall(text)]
    numbers = [int(number) for number, _ in found if number]
    if sorted(numbers) == list(range(1, len(found) + 1)):
        found.sort(key=lambda numbered: int(numbered[0]))
    return [word for _, word in found]


def replace_word(text: str, number: int, word: str) -> str:
    """Return a text's words in their order, with one of them replaced.

    Args:
        text: As written.
        number: Which word, from 1.
        word: What takes its place.
    """
    words = words_of(text)
    words[number - 1] = word
    return " ".join(words)


def is_listed(word: str) -> bool:
    """Say whether a word counts as one of the list, as ``parse_recovery_words`` does."""
    return word[:_ENOUGH_LETTERS] in _stems()


def is_same_word(written: str, word: str) -> bool:
    """Say whether what a person wrote stands for a word of the list."""
    stem = "".join(filter(str.isalpha, written)).lower()[:_ENOUGH_LETTERS]
    return stem == word[:_ENOUGH_LETTERS]


def nearest(word: str) -> str:
    """Return the word of the list that a misspelt one resembles most, or nothing."""
    return next(iter(get_close_matches(word, _wordlist(), n=1)), "")


def draw_two() -> tuple[int, int]:
    """Draw the numbers of two words that are asked back, lowest first, from 1."""
    first, second = sorted(secrets.SystemRandom().sample(range(1, WORD_COUNT + 1), 2))
    return first, second


def _begins_one(word: str) -> bool:
    return any(listed.startswith(word) for listed in _wordlist())


@cache
def _wordlist() -> tuple[str, ...]:
    return tuple(Mnemonic("english").wordlist)


@cache
def _stems() -> frozenset[str]:
    return frozenset(word[:_ENOUGH_LETTERS] for word in _wordlist())
