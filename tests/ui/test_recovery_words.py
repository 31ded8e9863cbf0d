"""Recovery words copied by a person: any layout is read, and the wrong word is named."""

import pytest

from datadonor.texts import Language
from datadonor.vault.errors import RecoveryWordsMisspelt
from datadonor.vault.recovery import new_recovery_words, parse_recovery_words
from ui.recovery_sheet import numbered_words, recovery_sheet, sheet_html
from ui.recovery_words import (
    Fault,
    draw_two,
    is_same_word,
    read_words,
    replace_word,
    words_of,
)

WORDS = new_recovery_words()
LIST = WORDS.text.split()


def by_columns() -> str:
    """Write the words row by row from three columns that are read downwards."""
    rows = []
    for row in range(8):
        places = (row, row + 8, row + 16)
        rows.append("  ".join(f"{place + 1}. {LIST[place]}" for place in places))
    return "\n".join(rows)


@pytest.mark.parametrize(
    "text",
    [
        WORDS.text,
        WORDS.text.upper(),
        "\n".join(LIST),
        ", ".join(LIST),
        "\n".join(f"{number}. {word}" for number, word in enumerate(LIST, 1)),
        "".join(f"{number}.{word}" for number, word in enumerate(LIST, 1)),
        " ".join(word[:4] for word in LIST),
        by_columns(),
    ],
    ids=["spaces", "capitals", "lines", "commas", "numbered", "run-together", "stems", "columns"],
)
def test_words_are_read_in_any_layout(text: str) -> None:
    reading = read_words(text)
    assert reading.fault is None
    assert reading.words == WORDS


def test_the_first_word_that_is_none_is_named_and_the_nearest_offered() -> None:
    reading = read_words("legal winner thxnk yeer")
    assert (reading.fault, reading.number, reading.written) == (Fault.NOT_A_WORD, 3, "thxnk")
    assert reading.nearest == "thank"


def test_nothing_is_offered_for_what_resembles_no_word() -> None:
    assert read_words("legal xqxqxqxq").nearest == ""


def test_a_word_that_is_being_written_is_no_fault() -> None:
    assert read_words("legal win", is_complete=False).fault is Fault.TOO_FEW
    assert read_words("legal wxn", is_complete=False).fault is Fault.NOT_A_WORD


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (LIST[:23], Fault.TOO_FEW),
        ([*LIST, LIST[0]], Fault.TOO_MANY),
        (["legal"] * 24, Fault.NOT_TOGETHER),
    ],
)
def test_what_else_can_be_wrong_is_told_apart(words: list[str], fault: Fault) -> None:
    assert read_words(" ".join(words)).fault is fault


def test_what_is_accepted_here_is_what_the_vault_accepts() -> None:
    """The window adds no rule of its own."""
    for number in range(24):
        damaged = [*LIST[:number], "qqqq", *LIST[number + 1 :]]
        assert read_words(" ".join(damaged)).number == number + 1
        with pytest.raises(RecoveryWordsMisspelt):
            parse_recovery_words(" ".join(damaged))


def test_a_word_is_replaced_where_it_stands() -> None:
    assert replace_word("1. legal 2. wimmer 3. thank", 2, "winner") == "legal winner thank"


def test_numbers_order_only_if_every_word_has_one() -> None:
    assert words_of("2. winner 1. legal") == ["legal", "winner"]
    assert words_of("2. winner legal") == ["winner", "legal"]


def test_two_different_words_are_asked_back() -> None:
    for _ in range(50):
        first, second = draw_two()
        assert 1 <= first < second <= 24


@pytest.mark.parametrize(
    ("written", "is_same"), [("winner", True), (" Winn ", True), ("win", False), ("window", False)]
)
def test_four_letters_say_which_word_is_meant(written: str, *, is_same: bool) -> None:
    assert is_same_word(written, "winner") is is_same


@pytest.mark.parametrize("language", list(Language))
def test_the_sheet_holds_every_word_with_its_number(language: Language) -> None:
    html = sheet_html(WORDS, language)
    table = recovery_sheet(WORDS, language).parts[1].blocks[0]
    cells = [cell for row in getattr(table, "rows") for cell in row]  # noqa: B009 - of one kind
    for number, word in numbered_words(WORDS):
        assert f"{number}.</td><td><b>{word}</b>" in html
        assert f"{number}. {word}" in cells


@pytest.mark.parametrize("language", list(Language))
def test_a_sheet_is_read_back_as_the_words_that_it_holds(language: Language) -> None:
    table = recovery_sheet(WORDS, language).parts[1].blocks[0]
    text = "\n".join(" ".join(row) for row in getattr(table, "rows"))  # noqa: B009 - as above
    assert read_words(text).words == WORDS
