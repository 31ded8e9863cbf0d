"""New passphrases: one to take over as it is, and how well one's own would hold. No Qt.

Must not know: where passphrases are kept. Nothing here is stored, logged or sent.
"""

import math
import re
import secrets
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

from mnemonic import Mnemonic

from datadonor.texts import Language
from datadonor.vault.kdf import LEAST_PASSPHRASE

SUGGESTED_WORDS: Final = 6
"""Six of about 1,200 words are 61 bits; each try at them costs half a second (Argon2id)."""

_WEAK_BITS: Final = 35.0
_FAIR_BITS: Final = 55.0
_WORD_BITS: Final = 12.0  # one of some four thousand words that people think of
_LETTER_BITS: Final = 4.5
_DIGIT_BITS: Final = 3.0
_SIGN_BITS: Final = 4.0
_SEEN_BITS: Final = 1.0  # what is repeated, or what everyone tries first
_SHORT_RUN: Final = 3

_RUNS: Final = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
_VOWELS: Final = frozenset("aeiouyæøåäö")
_ROWS: Final = (
    "abcdefghijklmnopqrstuvwxyzæøå",
    "qwertyuiopå",
    "asdfghjklæø",
    "zxcvbnm",
    "1234567890",
)
_TRIED_FIRST: Final = frozenset(
    {
        "adgangskode",
        "adgangssætning",
        "datadonor",
        "hemmelig",
        "kodeord",
        "password",
        "passphrase",
        "secret",
        "sommer",
        "summer",
        "vinter",
        "winter",
        "velkommen",
        "welcome",
    }
)


class Strength(StrEnum):
    """How well a passphrase would hold, for words beside the field."""

    TOO_SHORT = "too_short"
    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


def suggest_passphrase(language: Language) -> str:
    """Return six words drawn by lot, with one space between.

    Danish ones have no æ, ø or å: they are the same keys on every keyboard.
    """
    words = passphrase_words(language)
    return " ".join(secrets.choice(words) for _ in range(SUGGESTED_WORDS))


@cache
def passphrase_words(language: Language) -> tuple[str, ...]:
    """Return the words that are drawn from: unique, lower case."""
    if language is Language.ENGLISH:
        return tuple(Mnemonic("english").wordlist)
    file = files("resources").joinpath("words", "passphrase-da.txt")
    return tuple(file.read_text("utf-8").split())


def judge_passphrase(passphrase: str) -> Strength:
    """Say how well a passphrase would hold against someone who has the computer.

    Source: our choice, an estimate that errs on the low side: a word that reads like one
        counts as one of four thousand however long it is, and what is repeated, in a row
        of the keyboard or among the first that anyone tries counts as next to nothing.
    """
    if len(passphrase) < LEAST_PASSPHRASE:
        return Strength.TOO_SHORT
    bits = _estimated_bits(passphrase)
    if bits < _WEAK_BITS:
        return Strength.WEAK
    return Strength.FAIR if bits < _FAIR_BITS else Strength.STRONG


def _estimated_bits(passphrase: str) -> float:
    bits = 0.0
    seen: set[str] = set()
    for run in _RUNS.findall(passphrase):
        known = run.casefold()
        bits += _SEEN_BITS if known in seen else _run_bits(run)
        seen.add(known)
    return bits


def _run_bits(run: str) -> float:
    known = run.casefold()
    if known in _TRIED_FIRST or _is_row(known) or len(set(known)) == 1 < len(known):
        return _SEEN_BITS
    # "abcabcabc" is no more than its different letters are.
    different = min(len(known), 2 * len(set(known)))
    if run.isdigit():
        is_year = re.fullmatch(r"(?:19|20)\d\d", run) is not None
        return 2 * _DIGIT_BITS if is_year else different * _DIGIT_BITS
    if not run.isalpha():
        return _SIGN_BITS
    if len(run) <= _SHORT_RUN or not _reads_like_a_word(known):
        return different * (_LETTER_BITS + (0 if run in (known, known.upper()) else 0.5))
    return min(_WORD_BITS, different * _LETTER_BITS)


def _reads_like_a_word(letters: str) -> bool:
    share = sum(letter in _VOWELS for letter in letters) / len(letters)
    return 0.2 <= share <= 0.7  # noqa: PLR2004 - words have a quarter to two thirds of vowels


def _is_row(text: str) -> bool:
    if len(text) < _SHORT_RUN:
        return False
    # Three times in a row: "90123" goes on where the row ends.
    return any(text in 3 * row or text[::-1] in 3 * row for row in _ROWS)


def suggested_bits(language: Language) -> float:
    """Return how many bits of chance are in a suggestion."""
    return SUGGESTED_WORDS * math.log2(len(passphrase_words(language)))
