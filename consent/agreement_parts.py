"""A text as parts, and parts as a text: how what a person agrees to is laid out.

A line of the text is one of: ``# `` and the title (the first line), ``## `` and a heading,
``### `` and a heading below it, ``- `` and an entry of a list, or a paragraph. Nothing of
these is further divided, and parts are parted by an empty line unless both are entries.
Words of the request cannot pass for a heading: a backslash stands before them, and
``parts_of`` takes it away again.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Final, NamedTuple


class PartKind(StrEnum):
    """What one line of a text is."""

    TITLE = "title"
    HEADING = "heading"
    SUBHEADING = "subheading"
    ENTRY = "entry"
    PARAGRAPH = "paragraph"


_MARKS: Final = {
    PartKind.TITLE: "# ",
    PartKind.HEADING: "## ",
    PartKind.SUBHEADING: "### ",
    PartKind.ENTRY: "- ",
    PartKind.PARAGRAPH: "",
}


class Part(NamedTuple):
    """One line of a text, without its mark."""

    kind: PartKind
    text: str


def text_of(parts: Sequence[Part]) -> str:
    """Return parts as a text, ended by a line feed. At least one part."""
    lines = [_line(parts[0])]
    for before, part in pairwise(parts):
        is_list = before.kind is PartKind.ENTRY and part.kind is PartKind.ENTRY
        lines += [_line(part)] if is_list else ["", _line(part)]
    return "\n".join(lines) + "\n"


def parts_of(content: str) -> Iterator[Part]:
    """Yield the lines of a text that was kept, for whoever lays it out. Empty ones are left out."""
    for line in content.split("\n"):
        if line:
            kind = next(kind for kind, mark in _MARKS.items() if line.startswith(mark))
            said = line.removeprefix(_MARKS[kind])
            yield Part(kind, said.removeprefix("\\") if kind is PartKind.PARAGRAPH else said)


def own_words(prose: str) -> Iterator[Part]:
    """Yield the request's own words, a line a part. None of them is a heading."""
    for line in prose.splitlines():
        words = line.strip()
        if words.startswith(("- ", "• ")) and words[2:].strip():
            yield Part(PartKind.ENTRY, words[2:].strip())
        elif words:
            yield Part(PartKind.PARAGRAPH, words)


def on_one_line(prose: str) -> str:
    """Return words without their line breaks, one space between them."""
    return " ".join(prose.split())


def _line(part: Part) -> str:
    is_doubtful = part.kind is PartKind.PARAGRAPH and part.text.startswith(("#", "- ", "\\"))
    return _MARKS[part.kind] + ("\\" if is_doubtful else "") + part.text
