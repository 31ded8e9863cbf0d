"""The catalogue of words: every sentence that the core lets a person read.

The sentences lie in ``resources/texts/*.toml``, Danish and English side by
side, so that one cannot be changed without seeing the other. Code holds keys
only. Must not know: who asks, where the text is shown, any person's data.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, ClassVar, Final

_MONTHS: Final = (
    ("januar", "January"), ("februar", "February"), ("marts", "March"), ("april", "April"),
    ("maj", "May"), ("juni", "June"), ("juli", "July"), ("august", "August"),
    ("september", "September"), ("oktober", "October"), ("november", "November"),
    ("december", "December"),
)  # fmt: skip

Fact = int | str
"""What may stand in a sentence: a count, or the name of one of our own things."""


class Language(StrEnum):
    """A language in which every text exists (ISO 639-1)."""

    DANISH = "da"
    ENGLISH = "en"


class Skin(StrEnum):
    """What a process speaks through. The window is the name of a file of sentences."""

    COMMAND_LINE = "command_line"
    WINDOW = "window"


class UnknownText(LookupError):
    """A key is not in the catalogue: a fault of ours, caught by the tests."""


class _Speaking:
    """Through what this process speaks; all its threads speak alike."""

    skin: ClassVar[Skin] = Skin.COMMAND_LINE


def speak_for(skin: Skin) -> None:
    """Say, once for the process, through what it speaks; the command line if nobody says."""
    _Speaking.skin = skin


def text(key: str, language: Language, /, **facts: Fact) -> str:
    """Return one sentence of the catalogue, in the window the window's own if it has one.

    Args:
        key: The file's name without ending and the names of the tables within
            it, joined by dots: ``errors.WRONG_PASSPHRASE.what``.
        language: Which of the two texts.
        **facts: What stands in the sentence's braces. Counts and names of our
            own things only, never a value from a person's data.

    Raises:
        UnknownText: The catalogue has no such key.
    """
    texts = catalogue()
    own = f"{_Speaking.skin}.{key}"
    try:
        sentence = texts[own if own in texts else key][language]
    except KeyError:
        raise UnknownText(key) from None
    return sentence.format(**facts)


def day_text(day: date, language: Language) -> str:
    """Write a day as people do: "31. december 2030", "31 December 2030".

    Not by ``strftime``: that follows the machine's language.
    """
    danish, english = _MONTHS[day.month - 1]
    if language is Language.DANISH:
        return f"{day.day}. {danish} {day.year}"
    return f"{day.day} {english} {day.year}"


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Return all texts: key → language → sentence, read once from the package.

    What the window says instead has the same key behind ``window.``.
    """
    texts: dict[str, Mapping[str, str]] = {}
    for file in files("resources").joinpath("texts").iterdir():
        if file.name.endswith(".toml"):
            _collect(
                file.name.removesuffix(".toml"),
                tomllib.loads(file.read_text("utf-8")),
                texts,
            )
    return texts


def _collect(key: str, table: Mapping[str, Any], into: dict[str, Mapping[str, str]]) -> None:
    if all(isinstance(value, str) for value in table.values()):
        into[key] = table
        return
    for name, value in table.items():
        _collect(f"{key}.{name}", value, into)
