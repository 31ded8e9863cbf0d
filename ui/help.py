"""The chapters of the help: which there are, which belongs to a page, and where words are.

No Qt. The texts lie in ``resources/help``, the same chapters in each language. They come
with the program: help is there without a network and before anything is unlocked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from datadonor.texts import Language
from ui.help_text import BlockKind, ChapterText, parse_chapter
from ui.navigation import Place

MOST_FINDINGS: Final = 20
"""More than that nobody reads; the best stand first."""

_LEAST_STEM: Final = 4
_MOST_ENDING: Final = 4
"""Letters: what is left of a word, and what may be left out at its end."""

_SNIPPET: Final = 150


class Chapter(StrEnum):
    """A chapter; named as its file is, and in the order in which they stand."""

    FIRST_STEPS = "first-steps"
    MY_DATA = "what-happens-to-my-data"
    DECIDING = "deciding"
    DONATING = "donating"
    STOPPING = "stopping"
    PAPER = "on-paper"
    TROUBLE = "trouble"
    LIMITS = "what-we-cannot-promise"
    HELPING = "helping-someone"
    CHECKING = "checking-a-package"
    ASKING = "asking-citizens"
    KEYBOARD = "keyboard"
    WORDS = "words"

    @property
    def next(self) -> "Chapter | None":
        """The chapter after this one, if it is not the last."""
        order = tuple(Chapter)
        after = order.index(self) + 1
        return order[after] if after < len(order) else None


class Spot(NamedTuple):
    """A place in the help: a chapter, and one of its headings or its beginning."""

    chapter: Chapter
    anchor: str = ""

    def __str__(self) -> str:
        return f"{self.chapter}#{self.anchor}" if self.anchor else str(self.chapter)


@dataclass(frozen=True, slots=True)
class Finding:
    """A part of a chapter in which the words stand that were looked for."""

    spot: Spot
    title: str
    heading: str
    snippet: str


_SPOTS: Final[Mapping[Place, Spot]] = {
    Place.WELCOME: Spot(Chapter.FIRST_STEPS, "vault"),
    Place.UNLOCK: Spot(Chapter.TROUBLE, "forgotten"),
    Place.RECOVER: Spot(Chapter.TROUBLE, "forgotten"),
    Place.RESTORE: Spot(Chapter.TROUBLE, "lost"),
    Place.STOPPED: Spot(Chapter.TROUBLE, "log"),
    Place.DATA: Spot(Chapter.MY_DATA, "looking"),
    Place.IMPORT: Spot(Chapter.FIRST_STEPS, "import"),
    Place.PROJECTS: Spot(Chapter.DECIDING),
    Place.REQUEST: Spot(Chapter.DECIDING, "reading"),
    Place.PROJECT: Spot(Chapter.DECIDING, "changing"),
    Place.CONSENT: Spot(Chapter.DECIDING, "answering"),
    Place.WITHDRAW: Spot(Chapter.STOPPING, "withdrawing"),
    Place.PAPER: Spot(Chapter.PAPER),
    Place.PREVIEW: Spot(Chapter.DONATING, "preview"),
    Place.SENDING: Spot(Chapter.DONATING, "sending"),
    Place.ACTIVITY: Spot(Chapter.MY_DATA, "activity"),
    Place.RECIPIENTS: Spot(Chapter.DECIDING, "approved"),
    Place.SETTINGS: Spot(Chapter.MY_DATA, "backup"),
    Place.AUDITOR: Spot(Chapter.CHECKING, "checking"),
    Place.RESEARCHER: Spot(Chapter.ASKING, "keys"),
    Place.DRAFT: Spot(Chapter.ASKING, "writing"),
    Place.BUNDLES: Spot(Chapter.ASKING, "receiving"),
    Place.ASSIST: Spot(Chapter.HELPING, "assistance"),
    Place.MANDATES: Spot(Chapter.HELPING, "children"),
    Place.DISPLAY: Spot(Chapter.KEYBOARD, "display"),
    Place.CRASH: Spot(Chapter.TROUBLE, "fault"),
    Place.CHAIRS: Spot(Chapter.HELPING, "shared"),
}
"""Where the answer to "what is this page?" stands. Home and the help have all chapters."""


def spot_of(argument: str) -> Spot | None:
    """Return what the help is to show.

    Args:
        argument: A page's name, a chapter's, or a chapter's with ``#`` and an anchor; a
            link in a chapter is one too, with the file's ending.

    Returns:
        Nothing for the list of all chapters, and for what there is no chapter of.
    """
    name, _, anchor = argument.partition("#")
    name = name.removesuffix(".md")
    if name in list(Chapter):
        return Spot(Chapter(name), anchor)
    return _SPOTS.get(Place(name)) if name in list(Place) else None


@cache
def load_chapter(chapter: Chapter, language: Language) -> ChapterText:
    """Return a chapter in a language, read once from the package."""
    file = files("resources").joinpath("help", language, f"{chapter}.md")
    return parse_chapter(file.read_text("utf-8"))


def find(words: str, language: Language) -> tuple[Finding, ...]:
    """Return the parts of the help in which all the words stand, the best first.

    A word is found within longer ones ("slet" in "slette"); if nothing is found the ends
    of the words are left out ("sletning" as "slet"). Our choice: enough for ten chapters.
    """
    sought = [word.casefold() for word in words.split()]
    for shorter in range(_MOST_ENDING + 1):
        stems = [word[: max(len(word) - shorter, min(_LEAST_STEM, len(word)))] for word in sought]
        found = sorted(_weighed(stems, language), key=lambda each: each[0])
        if found or not stems:
            return tuple(finding for _, finding in found[:MOST_FINDINGS])
    return ()


def _weighed(stems: list[str], language: Language) -> Iterator[tuple[int, Finding]]:
    """Yield each part with the words in it; 0 for those whose heading has them, else 1."""
    for chapter in Chapter:
        text = load_chapter(chapter, language)
        for anchor, heading, paragraphs in _parts(text):
            whole = " ".join([heading, *paragraphs]).casefold()
            if not stems or not all(stem in whole for stem in stems):
                continue
            is_heading = all(stem in heading.casefold() for stem in stems)
            spot = Spot(chapter, anchor)
            snippet = _snippet(paragraphs, stems)
            yield 0 if is_heading else 1, Finding(spot, text.title, heading, snippet)


def _parts(text: ChapterText) -> Iterator[tuple[str, str, list[str]]]:
    """Yield the parts of a chapter: anchor, heading, and the texts below it."""
    anchor, heading, below = "", text.title, list[str]()
    for block in text.blocks:
        if block.kind is BlockKind.HEADING:
            yield anchor, heading, below
            anchor, heading, below = block.anchor, block.text, []
        else:
            below.append(block.text)
    yield anchor, heading, below


def _snippet(paragraphs: list[str], stems: list[str]) -> str:
    """Return the paragraph with the most of the words, cut at a word if it is long."""
    best = max(
        paragraphs,
        key=lambda text: sum(stem in text.casefold() for stem in stems),
        default="",
    )
    if len(best) <= _SNIPPET:
        return best
    return best[:_SNIPPET].rsplit(" ", 1)[0] + " …"
