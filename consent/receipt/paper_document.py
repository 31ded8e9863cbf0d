"""A document that a person can hold: parts in reading order, without any layout.

What stands in it is plain text, never markup: whoever writes it out (HTML, PDF) escapes
it. Headings have no level of their own; a part within a part is one level below, so that
no level can be left out. Must not know: what the document is about.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from datadonor.texts import Language


class Voice(StrEnum):
    """How a paragraph is said."""

    PLAIN = "plain"
    LEAD = "lead"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; line breaks in it stay.

    ``language`` is said where it is another one than the document's.
    """

    text: str
    voice: Voice = Voice.PLAIN
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Points:
    """A list whose order does not matter."""

    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what it stands for, one or more lines."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with what they stand for."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Each row is as long as ``columns``, and its first cell names the row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Spelt:
    """A long number that is read aloud: ``groups`` of a few signs each."""

    name: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScanCode:
    """A QR code.

    Attributes:
        payload: What a scanner reads, ASCII.
        spoken: What is read out in its place.
        caption: What stands below it.
    """

    payload: str
    spoken: str
    caption: str


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands under it.

    Attributes:
        heading: One line.
        blocks: In reading order; parts among them are one level below.
        language: Of heading and blocks, where it is another one than the document's.
        is_set_apart: Whether it begins on a new sheet of paper.
        is_notice: Whether it is what a reader has to see first.
    """

    heading: str
    blocks: tuple["Block", ...]
    language: Language | None = None
    is_set_apart: bool = False
    is_notice: bool = False


Block = Paragraph | Points | Facts | Table | Spelt | ScanCode | Part


@dataclass(frozen=True, slots=True)
class PaperDocument:
    """A whole document.

    Attributes:
        language: Of everything that does not say another one.
        title: The one main heading, and the document's name.
        kind: What kind of document it is, above the title.
        foot: What stands at the foot of each sheet.
        parts: In reading order.
    """

    language: Language
    title: str
    kind: str
    foot: str
    parts: tuple[Part, ...]


_T = TypeVar("_T")


def with_texts(value: _T, change: Callable[[str], str]) -> _T:
    """Return a document, or any part of one, with every text in it changed.

    What a scanner reads stays as it is.
    """
    changed: Any = value
    if isinstance(value, StrEnum):
        return value
    if isinstance(value, str):
        changed = change(value)
    elif isinstance(value, tuple):
        changed = tuple(with_texts(each, change) for each in value)
    elif is_dataclass(value) and not isinstance(value, type):
        kept = {each.name: getattr(value, each.name) for each in fields(value)}
        if isinstance(value, ScanCode):
            del kept["payload"]
        changed = replace(value, **{name: with_texts(each, change) for name, each in kept.items()})
    result: _T = changed
    return result


def all_texts(document: PaperDocument) -> Iterator[str]:
    """Yield every text of a document, in reading order."""
    found: list[str] = []

    def take(text: str) -> str:
        found.append(text)
        return text

    with_texts(document, take)
    yield from found
