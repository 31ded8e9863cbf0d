"""Suggested passphrases, and the estimate beside one's own."""

import re

import pytest

from datadonor.texts import Language
from ui.passphrases import (
    SUGGESTED_WORDS,
    Strength,
    judge_passphrase,
    passphrase_words,
    suggest_passphrase,
    suggested_bits,
)

LANGUAGES = pytest.mark.parametrize("language", list(Language))


@LANGUAGES
def test_a_suggestion_is_six_words_of_the_list_and_strong(language: Language) -> None:
    words = suggest_passphrase(language).split(" ")
    assert len(words) == SUGGESTED_WORDS
    assert set(words) <= set(passphrase_words(language))
    assert judge_passphrase(" ".join(words)) is Strength.STRONG


@LANGUAGES
def test_a_suggestion_has_sixty_bits_of_chance(language: Language) -> None:
    """With half a second of Argon2id for each try, that is out of reach for anyone."""
    assert suggested_bits(language) > 60
    assert len(set(passphrase_words(language))) == len(passphrase_words(language))


def test_two_suggestions_differ() -> None:
    assert suggest_passphrase(Language.DANISH) != suggest_passphrase(Language.DANISH)


@LANGUAGES
def test_every_word_is_typed_alike_on_every_keyboard(language: Language) -> None:
    odd = [word for word in passphrase_words(language) if not re.fullmatch("[a-z]{2,10}", word)]
    assert not odd


@pytest.mark.parametrize(
    ("passphrase", "strength"),
    [
        ("", Strength.TOO_SHORT),
        ("hund ko", Strength.TOO_SHORT),
        ("password", Strength.WEAK),
        ("sommer2024", Strength.WEAK),
        ("qwertyuiop", Strength.WEAK),
        ("aaaaaaaaaaaaaaaaaaaa", Strength.WEAK),
        ("abcabcabcabcabcabc", Strength.WEAK),
        ("hest hest hest hest hest hest", Strength.WEAK),
        ("12345678901234567890", Strength.WEAK),
        ("Jensen1948", Strength.WEAK),
        ("blå hest ved åen", Strength.FAIR),
        ("vindue kaktus lommelygte torsdag ål", Strength.STRONG),
        ("x7Gq-91Lz_vRt2+w", Strength.STRONG),
    ],
)
def test_the_estimate_says_what_people_should_hear(passphrase: str, strength: Strength) -> None:
    assert judge_passphrase(passphrase) is strength
