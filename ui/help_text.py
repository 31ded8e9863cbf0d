"""A chapter of the help, read from its Markdown. No Qt, no network, no pictures.

Only what the chapters use is read (headings, paragraphs, lists, steps, bold, keys, links),
so that the same files can be read in the window and as a handbook on paper.
Source: CommonMark 0.31, of which this is a small part (our choice).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, NamedTuple

_COMMENT: Final = re.compile(r"\s*<!--.*?-->", re.DOTALL)
_ANCHOR: Final = re.compile(r'<a id="([a-z-]+)"></a>')
_ENTRY: Final = re.compile(r"- (.+)")
_STEP: Final = re.compile(r"(\d+)\. (.+)")
_INLINE: Final = re.compile(r"\*\*(.+?)\*\*|`(.+?)`|\[(.+?)\]\((.+?)\)")


class BlockKind(Enum):
    """What a block is."""

    HEADING = auto()
    PARAGRAPH = auto()
    ENTRY = auto()
    STEP = auto()


class Span(NamedTuple):
    """A run of text within a block."""

    text: str
    is_strong: bool = False
    """A word that stands on the screen, or on a key."""

    link: str = ""
    """A chapter's file, and after ``#`` one of its anchors; nothing if it leads nowhere."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, or one line of a list."""

    kind: BlockKind
    spans: tuple[Span, ...]
    anchor: str = ""
    """Of a heading: what links and searches lead to; the same in both languages."""

    number: int = 0
    """Of a step: which one."""

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class ChapterText:
    """A chapter: what it is called, what it is about, and all its blocks in their order."""

    title: str
    summary: str
    blocks: tuple[Block, ...]

    @property
    def anchors(self) -> tuple[str, ...]:
        """The anchors of the headings, in their order."""
        return tuple(block.anchor for block in self.blocks if block.kind is BlockKind.HEADING)

    @property
    def links(self) -> tuple[str, ...]:
        """Where the chapter leads, in its order."""
        return tuple(span.link for block in self.blocks for span in block.spans if span.link)


class NotAChapter(ValueError):
    """A text is not written as a chapter is: a fault of ours, caught by the tests."""


def parse_chapter(markdown: str) -> ChapterText:
    """Read a chapter.

    Args:
        markdown: A title (``#``), one paragraph of what it is about, then the rest. A
            heading (``##``) may have a line with its anchor above it; without one it is
            called by its number: ``part-1``.

    Raises:
        NotAChapter: There is no title, or no paragraph below it.
    """
    lines = _COMMENT.sub("", markdown).splitlines()
    blocks = tuple(_blocks(lines))
    if not lines or not lines[0].startswith("# ") or not blocks:
        raise NotAChapter
    if blocks[0].kind is not BlockKind.PARAGRAPH:
        raise NotAChapter
    return ChapterText(lines[0].removeprefix("# ").strip(), blocks[0].text, blocks)


def _blocks(lines: list[str]) -> Iterator[Block]:
    anchor, parts = "", 0
    for kind, said, number in _gathered(lines[1:]):
        if kind is BlockKind.HEADING:
            parts += 1
            yield Block(kind, _spans(said), anchor or f"part-{parts}")
            anchor = ""
        elif match := _ANCHOR.fullmatch(said):
            anchor = match[1]
        else:
            yield Block(kind, _spans(said), number=number)


def _gathered(lines: list[str]) -> Iterator[tuple[BlockKind, str, int]]:
    """Yield the blocks as they are written; what is broken over lines is put together."""
    kind, said, number = BlockKind.PARAGRAPH, "", 0
    for line in [*lines, ""]:
        begins = _begins(line)
        if begins is None and line.strip() and said:
            said += f" {line.strip()}"
            continue
        if said:
            yield kind, said, number
        kind, said, number = begins or (BlockKind.PARAGRAPH, line.strip(), 0)
        if kind is BlockKind.HEADING or _ANCHOR.fullmatch(said):
            yield kind, said, 0
            said = ""


def _begins(line: str) -> tuple[BlockKind, str, int] | None:
    """Say what a line begins, if it is more than the next line of something."""
    if line.startswith("## "):
        return BlockKind.HEADING, line.removeprefix("## ").strip(), 0
    if match := _ENTRY.match(line):
        return BlockKind.ENTRY, match[1].strip(), 0
    if match := _STEP.match(line):
        return BlockKind.STEP, match[2].strip(), int(match[1])
    if match := _ANCHOR.fullmatch(line.strip()):
        return BlockKind.PARAGRAPH, match[0], 0
    return None


def _spans(said: str) -> tuple[Span, ...]:
    found, end = [], 0
    for match in _INLINE.finditer(said):
        if match.start() > end:
            found.append(Span(said[end : match.start()]))
        strong, key, label, link = match.groups()
        if label:
            found.append(Span(label, link=link))
        else:
            found.append(Span(strong or key, is_strong=True))
        end = match.end()
    if end < len(said):
        found.append(Span(said[end:]))
    return tuple(found)
