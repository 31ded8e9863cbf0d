"""Lines on a terminal: no wider than it, and without signs that would command it.

Names, titles and headings come out of files that strangers made. A sign that steers a
terminal, or turns the writing around, is shown as a mark and never sent.
"""

import json
import textwrap
from typing import Final

WIDTH: Final = 80
"""Columns. Source: our choice; the least that terminals have had since they are screens."""

_MARK: Final = "\N{REPLACEMENT CHARACTER}"


def printable(text: str) -> str:
    """Return a text without signs that command a terminal; line ends stay.

    Any other blank becomes a plain one, and what cannot be shown (control and direction
    signs, half surrogates) a mark.
    """
    if text.isprintable():
        return text
    return "".join(_shown(sign) for sign in text)


def escaped(document: str) -> str:
    """Return JSON that says the same, with such signs written as JSON's escapes."""
    if document.isprintable():
        return document
    return "".join(
        sign if sign.isprintable() or sign == "\n" else json.dumps(sign)[1:-1] for sign in document
    )


def wrapped(text: str, indent: int = 0, hanging: int = 4) -> str:
    """Break a line where it is wider than the terminal, between words.

    Args:
        text: One line; a word that is too long by itself stays whole, so that names can
            be copied.
        indent: Blanks in front of the first line.
        hanging: How many more stand in front of those that follow.
    """
    return textwrap.fill(
        printable(text).replace("\n", " "),
        width=WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _shown(sign: str) -> str:
    if sign.isprintable() or sign == "\n":
        return sign
    return " " if sign.isspace() else _MARK
