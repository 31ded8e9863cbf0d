"""LIX: the formula, and every rule on what a word and a sentence is."""

import time

import pytest

from consent.reading_level import ReadingLevel, reading_level, sentences, words_of


def test_lix_is_words_to_a_sentence_plus_the_percentage_of_long_words() -> None:
    """Björnsson 1968: 10 words in 2 sentences, 3 of them long: 5 + 30."""
    assert ReadingLevel(words=10, sentences=2, long_words=3).lix == 35
    text = "Katten sidder stille i haven. Hunden løber hurtigt efter bolden."
    assert reading_level(text) == ReadingLevel(words=10, sentences=2, long_words=1)
    assert reading_level(text).lix == 15


def test_a_long_word_has_seven_letters() -> None:
    assert reading_level("sekser syverne").long_words == 1
    assert reading_level("e-mails ’tis-so").long_words == 0


@pytest.mark.parametrize("text", ["", "   ", "— … !!! ###", "\n\n- \n- "])
def test_a_text_without_words_has_no_level(text: str) -> None:
    assert reading_level(text) == ReadingLevel(0, 0, 0)
    assert reading_level(text).lix == 0


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Vi mødes kl. 8.30 den 3. maj 2026. Tag en ven med.", 2),
        ("Det koster 2,5 kr. osv. og er billigt.", 1),
        ("Det koster 20 kr. Det er billigt.", 2),
        ("Spis f.eks. Æbler og dvs. Frugt.", 1),
        ("We met Dr. A. Hansen, i.e. Anna. She spoke.", 2),
        ("Really? Yes! Indeed… Quite.", 4),
        ('"Kommer du?" Han nikkede.', 2),
        ("Wait... What?", 2),
        ("Ingen punktum", 1),
        ("# Overskrift\nEn sætning. En til.", 3),
        ("Du kan:\n- sige ja\n- sige nej\n- vente.", 4),
        ("1. Først det ene\n2) Så det andet", 2),
        ("Et afsnit\n\nEt til", 2),
        ("En linje som\nfortsætter her.", 1),
        ("Klokken: 8 er tidligt.", 1),
    ],
)
def test_where_a_sentence_ends(text: str, count: int) -> None:
    assert len(list(sentences(text))) == count
    assert reading_level(text).sentences == count


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("e-mail og kl. 8.30", ["e-mail", "og", "kl", "8.30"]),
        ("don't, won’t", ["don't", "won’t"]),
        ("2,5 liter; 1.000 skridt", ["2,5", "liter", "1.000", "skridt"]),
        ("over_streget", ["over", "streget"]),
        ("blåbærgrød æøå", ["blåbærgrød", "æøå"]),
    ],
)
def test_what_a_word_is(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_a_harder_text_has_a_higher_level() -> None:
    """Negative control: the same said in long and in short words."""
    easy = "Vi ser på din søvn. Det tager kort tid. Du kan sige nej."
    hard = (
        "Undersøgelsen omfatter registrering af søvnmønstre, hvis tidsmæssige udstrækning er "
        "begrænset, hvorved deltagelse forudsætter samtykke."
    )
    assert reading_level(easy).lix < 20
    assert reading_level(hard).lix > 55


@pytest.mark.parametrize("unit", [".", "a.", "a-", "'", "\n", "# ", "#\n", "a", "… ", ":\n", "1. "])
def test_a_hostile_text_is_read_in_linear_time(unit: str) -> None:
    """The longest text that a request can hold; a square of it would take seconds."""
    text = (unit * 20_000)[:20_000]
    start = time.perf_counter()
    reading_level(text)
    assert time.perf_counter() - start < 2
