"""The handbook: the same in both languages, easy to read, and no promise without a test.

A check is a function from texts to a list of faults, so that the same function that passes
our chapters can be shown to find what it is for.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from consent.reading_level import reading_level
from datadonor import texts
from datadonor.audit import custody
from datadonor.texts import Language
from datadonor.vault.database import Connection
from datadonor.vault.kdf import KdfParameters
from ui.help import Chapter
from ui.help_text import BlockKind, ChapterText, NotAChapter, parse_chapter

ROOT = Path(__file__).resolve().parents[2]
HELP = ROOT / "resources" / "help"
CONTENTS = ROOT / "docs" / "handbook" / "README.md"
MOST_LIX = 30
"""Björnsson 1968: up to 30 is very easy to read, as books for children are."""

_MARK = re.compile(r"<!-- test: (.+?) -->")
_NO_PROMISE = "<!-- no promise -->"
_COMMENT = re.compile(r"<!--.*?-->")
_STRONG_WORD = re.compile(
    r"\b(never|always|nothing|nobody|no one|nowhere|can only|only when)\b",
    re.IGNORECASE,
)


def source(language: Language, chapter: Chapter) -> str:
    return (HELP / language / f"{chapter}.md").read_text("utf-8")


def parsed(language: Language) -> dict[Chapter, ChapterText]:
    return {chapter: parse_chapter(source(language, chapter)) for chapter in Chapter}


# -- what the checks are -----------------------------------------------------------


def shape(text: ChapterText) -> list[tuple[str, str, int, tuple[str, ...]]]:
    """Return all but the words: kinds, anchors, numbers and links of the blocks."""
    return [
        (block.kind.name, block.anchor, block.number, tuple(s.link for s in block.spans if s.link))
        for block in text.blocks
    ]


def broken_links(chapters: Mapping[Chapter, ChapterText]) -> list[str]:
    """Return the links that lead to no chapter, or to no heading in it."""
    broken = []
    for chapter, text in chapters.items():
        for link in text.links:
            name, _, anchor = link.partition("#")
            to = name.removesuffix(".md")
            leads = name.endswith(".md") and to in list(Chapter)
            if not leads or anchor not in {"", *chapters[Chapter(to)].anchors}:
                broken.append(f"{chapter}: {link}")
    return broken


def missing_tests(markdown: str) -> list[str]:
    """Return the tests that a chapter names and that are not there."""
    named = [each.strip() for mark in _MARK.findall(markdown) for each in mark.split(";")]
    return [each for each in named if not is_test(each)]


def is_test(name: str) -> bool:
    """Say whether a test of that name stands in its file: not as text, but as a function."""
    file, _, function = name.partition("::")
    path = ROOT / file
    return file.startswith("tests/") and path.is_file() and function in functions(path)


@cache
def functions(file: Path) -> frozenset[str]:
    tree = ast.parse(file.read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def unmarked_promises(markdown: str) -> list[str]:
    """Return the sentences that sound like a promise and name no test."""
    found = []
    for sentence, after in sentences(markdown):
        is_promise = _STRONG_WORD.search(sentence) and not sentence.endswith("?")
        if is_promise and not (_MARK.match(after) or after.startswith(_NO_PROMISE)):
            found.append(sentence)
    return found


def sentences(markdown: str) -> Iterator[tuple[str, str]]:
    """Yield each sentence, and the comments that follow it."""
    for line in markdown.splitlines():
        if line.startswith(("#", "<a ")):
            continue
        parts = re.split(r"((?:\s*<!--.*?-->)+)", line)
        for said, after in zip(parts[::2], [*parts[1::2], ""], strict=True):
            pieces = [piece for piece in re.split(r"(?<=[.?!])\s+", said.strip()) if piece]
            for place, piece in enumerate(pieces):
                yield piece, after.strip() if place == len(pieces) - 1 else ""


def unknown_words(english: str, danish: str, translations: Mapping[str, set[str]]) -> list[str]:
    """Return the words in bold that do not stand on the screen, or not so in Danish.

    Bold that ends with a sign of its own ("**Is it clear?**") begins a line and is no word
    on a button.
    """
    faults = []
    there, here = _bold(english), _bold(danish)
    if len(there) != len(here):
        return [f"{len(there)} in English, {len(here)} in Danish"]
    for one, other in zip(there, here, strict=True):
        if one not in translations:
            faults.append(one)
        elif translations[one] and other not in translations[one]:
            faults.append(f"{one}: {other}")
    return faults


def _bold(markdown: str) -> list[str]:
    words = re.findall(r"\*\*(.+?)\*\*", markdown)
    return [word for word in words if word[-1] not in ".?:"]


def plain(text: str) -> str:
    return text.replace("&", "").removesuffix(" …")


@cache
def window_words() -> dict[str, set[str]]:
    """Return what stands on the screen: English, and what it is in Danish as far as known."""
    found: dict[str, set[str]] = {}
    for file in (ROOT / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "tr"
                and isinstance(node.args[0], ast.Constant)
            ):
                found.setdefault(plain(str(node.args[0].value)), set())
    tree = ET.parse(ROOT / "resources" / "i18n" / "datadonor_da.ts")  # noqa: S314 - our own
    for message in tree.getroot().iter("message"):
        translation = message.findtext("translation", "")
        if translation:
            found.setdefault(plain(message.findtext("source", "")), set()).add(plain(translation))
    for sentence in texts.catalogue().values():
        found.setdefault(sentence["en"], set()).add(sentence["da"])
    return found


def prose(text: ChapterText) -> str:
    """Return what is read of a chapter, each block a sentence of its own."""
    return "\n\n".join([text.title, *(block.text for block in text.blocks)])


# -- what holds ---------------------------------------------------------------------


@pytest.mark.parametrize("language", Language)
def test_there_is_a_file_for_each_chapter_and_none_beside(language: Language) -> None:
    names = {file.name for file in (HELP / language).iterdir()}
    assert names == {f"{chapter}.md" for chapter in Chapter}


@pytest.mark.parametrize("chapter", Chapter)
def test_both_languages_have_the_same_headings_lists_and_links(chapter: Chapter) -> None:
    english, danish = (
        parse_chapter(source(language, chapter)) for language in (Language.ENGLISH, Language.DANISH)
    )
    assert shape(danish) == shape(english)


@pytest.mark.parametrize("language", Language)
def test_every_link_leads_to_a_chapter(language: Language) -> None:
    assert broken_links(parsed(language)) == []


@pytest.mark.parametrize("language", Language)
def test_no_two_headings_of_a_chapter_share_an_anchor(language: Language) -> None:
    for text in parsed(language).values():
        assert len(set(text.anchors)) == len(text.anchors)


@pytest.mark.parametrize("chapter", Chapter)
def test_every_test_that_a_promise_names_is_there(chapter: Chapter) -> None:
    assert missing_tests(source(Language.ENGLISH, chapter)) == []


@pytest.mark.parametrize("chapter", Chapter)
def test_no_promise_is_without_its_test(chapter: Chapter) -> None:
    assert unmarked_promises(source(Language.ENGLISH, chapter)) == []


@pytest.mark.parametrize("chapter", Chapter)
def test_what_is_in_bold_stands_on_the_screen(chapter: Chapter) -> None:
    english, danish = (
        source(language, chapter) for language in (Language.ENGLISH, Language.DANISH)
    )
    assert unknown_words(english, danish, window_words()) == []


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("chapter", Chapter)
def test_a_chapter_is_easy_to_read(chapter: Chapter, language: Language) -> None:
    level = reading_level(prose(parse_chapter(source(language, chapter))))
    assert level.lix <= MOST_LIX


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("chapter", Chapter)
def test_a_chapter_asks_for_nothing_from_elsewhere(chapter: Chapter, language: Language) -> None:
    written = source(language, chapter)
    assert "://" not in written
    assert "![" not in written
    assert "!" not in _COMMENT.sub("", written)


@pytest.mark.parametrize("language", Language)
def test_nobody_is_told_that_they_cannot_be_recognised(language: Language) -> None:
    for chapter in Chapter:
        assert "anonym" not in source(language, chapter).casefold()


def test_the_handbook_points_at_every_chapter_by_its_title() -> None:
    contents = CONTENTS.read_text("utf-8")
    for language in Language:
        for chapter, text in parsed(language).items():
            link = f"[{text.title}](../../resources/help/{language}/{chapter}.md)"
            assert link in contents


def test_the_recovery_words_are_kept_nowhere(tmp_path: Path) -> None:
    """A promise of the first chapter. What is looked for is found where it is put."""
    weak = KdfParameters(memory_kib=8192, iterations=1, lanes=1)
    folder = tmp_path / "vault"
    words = " ".join(custody.create_vault(folder, "blå hest ved åen", kdf=weak).text.split())
    with custody.open_vault(folder, "blå hest ved åen") as opened:
        connection = opened.vault.connection
        kept = [str(value) for row in _all_rows(connection) for value in row]
        assert not [value for value in kept if words in value]
        assert [value for value in [*kept, f"({words})"] if words in value]
    for file in folder.rglob("*"):
        assert not file.is_file() or words.encode() not in file.read_bytes()


def _all_rows(connection: Connection) -> Iterator[tuple[object, ...]]:
    tables = list(connection.rows("SELECT name FROM sqlite_master WHERE type = 'table'"))
    for (table,) in tables:
        yield from connection.rows(f'SELECT * FROM "{table}"')


# -- planted faults -----------------------------------------------------------------


def test_a_heading_or_link_that_only_one_language_has_is_caught() -> None:
    whole = parse_chapter("# A\n\nB.\n\n## C\n\nSee [d](words.md).\n")
    for other in (
        "# A\n\nB.\n\nSee [d](words.md).\n",
        "# A\n\nB.\n\n## C\n\nSee d.\n",
        "# A\n\nB.\n\n## C\n\n- See [d](words.md).\n",
        '# A\n\nB.\n\n<a id="x"></a>\n## C\n\nSee [d](words.md).\n',
    ):
        assert shape(parse_chapter(other)) != shape(whole)


@pytest.mark.parametrize("link", ["nowhere.md", "words.md#nowhere", "words", "https://x.dk"])
def test_a_link_that_leads_nowhere_is_caught(link: str) -> None:
    chapters = parsed(Language.ENGLISH)
    chapters[Chapter.WORDS] = parse_chapter(f"# A\n\nSee [this]({link}).\n")
    assert f"words: {link}" in broken_links(chapters)


@pytest.mark.parametrize(
    "name",
    [
        "tests/unit/test_handbook.py::test_that_is_not_there",
        "tests/unit/test_nothing.py::test_a_chapter_is_easy_to_read",
        "tests/unit/test_handbook.py",
        "ui/help.py::find",
    ],
)
def test_a_test_that_is_not_there_is_caught(name: str) -> None:
    right = "tests/unit/test_handbook.py::test_a_chapter_is_easy_to_read"
    assert missing_tests(f"It holds. <!-- test: {right}; {name} -->") == [name]


def test_a_promise_without_a_test_is_caught() -> None:
    bare = "# A\n\nIt rains. It never leaves. It stays. <!-- test: tests/x.py::y -->\n"
    assert unmarked_promises(bare) == ["It never leaves."]
    marked = "It never leaves. <!-- test: tests/x.py::y --> Go on."
    assert unmarked_promises(marked) == []
    assert unmarked_promises("Never tell anyone. <!-- no promise -->") == []
    assert unmarked_promises("- never your name") == ["- never your name"]


def test_a_word_that_is_not_on_the_screen_is_caught() -> None:
    known = {"Lock": {"Lås"}, "Later": set[str]()}
    assert unknown_words("Press **Lock**.", "Tryk på **Lås**.", known) == []
    assert unknown_words("Press **Close**.", "Tryk på **Luk**.", known) == ["Close"]
    assert unknown_words("Press **Lock**.", "Tryk på **Luk**.", known) == ["Lock: Luk"]
    assert unknown_words("Press **Lock**.", "Tryk på Lås.", known) != []


def test_a_text_that_is_hard_to_read_is_caught() -> None:
    hard = (
        "# Databehandling\n\nForskningsinstitutionernes behandlingsgrundlag forudsætter "
        "dokumentation af samtykkeerklæringens gyldighedsperiode og opbevaringsbetingelser.\n"
    )
    assert reading_level(prose(parse_chapter(hard))).lix > MOST_LIX


@pytest.mark.parametrize("text", ["", "No title.\n", "# A\n", "# A\n\n## B\n\nC.\n"])
def test_what_is_no_chapter_is_refused(text: str) -> None:
    with pytest.raises(NotAChapter):
        parse_chapter(text)


def test_every_kind_of_block_is_read() -> None:
    text = parse_chapter(
        "# T\n\nA sentence\nover two lines. <!-- unseen -->\n\n"
        '<a id="here"></a>\n## H\n\n- **One** and `Tab`\n  go on\n- two\n\n1. a\n2. b\n\n## I\n'
    )
    assert (text.title, text.summary) == ("T", "A sentence over two lines.")
    assert [(block.kind, block.text, block.number) for block in text.blocks] == [
        (BlockKind.PARAGRAPH, "A sentence over two lines.", 0),
        (BlockKind.HEADING, "H", 0),
        (BlockKind.ENTRY, "One and Tab go on", 0),
        (BlockKind.ENTRY, "two", 0),
        (BlockKind.STEP, "a", 1),
        (BlockKind.STEP, "b", 2),
        (BlockKind.HEADING, "I", 0),
    ]
    assert text.anchors == ("here", "part-2")
    assert [span.text for span in text.blocks[2].spans if span.is_strong] == ["One", "Tab"]
