"""Every format has its page, its row in the index and its name in words."""

import re
from collections.abc import Iterable
from pathlib import Path

from datadonor.sources.detection import known_formats
from datadonor.texts import catalogue

ROOT = Path(__file__).resolve().parents[3]
PAGES = ROOT / "docs" / "sources"

_ROW = re.compile(r"^\| `(\w+)` \|.*\[[^\]]+\]\(([\w-]+\.md)\) \|$", re.MULTILINE)
_PAGE_LINK = re.compile(r"\(docs/sources/([\w-]+\.md)\)")


def faults(index: str, names: Iterable[str], pages: Iterable[str]) -> list[str]:
    """Compare the rows of the index with the formats and with the pages, both ways."""
    rows = dict(_ROW.findall(index))
    there = set(pages)
    found = [f"no row: {name}" for name in sorted(set(names) - rows.keys())]
    found += [f"no such format: {name}" for name in sorted(rows.keys() - set(names))]
    found += [f"no page: {page}" for page in sorted(set(rows.values()) - there)]
    found += [f"not in the index: {page}" for page in sorted(there - set(rows.values()))]
    return found


def formats() -> list[str]:
    return [each.name for each in known_formats()]


def pages() -> list[str]:
    return [file.name for file in PAGES.glob("*.md") if file.name != "README.md"]


def test_every_format_has_its_row_and_its_page() -> None:
    assert faults((PAGES / "README.md").read_text("utf-8"), formats(), pages()) == []


def test_what_is_missing_in_the_index_is_found() -> None:
    index = (PAGES / "README.md").read_text("utf-8")
    assert faults(index, [*formats(), "planted"], pages()) == ["no row: planted"]
    assert faults(index, [*formats()[1:]], pages()) == [f"no such format: {formats()[0]}"]
    assert faults(index, formats(), [*pages(), "new.md"]) == ["not in the index: new.md"]
    assert "no page: gpx.md" in faults(index, formats(), [p for p in pages() if p != "gpx.md"])


def test_the_first_page_leads_to_every_page() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert set(pages()) - set(_PAGE_LINK.findall(readme)) == set()


def test_every_format_has_a_name_that_people_know() -> None:
    start = "importing.format."
    written = {key.removeprefix(start) for key in catalogue() if key.startswith(start)}
    assert written == set(formats())
