"""The page on adding a source says what the program does, and one file is enough."""

import re
import sys
from pathlib import Path

import pytest

from datadonor.sources import formats
from datadonor.sources.detection import known_formats

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "adding-a-source.md"
CODE = (
    ROOT / "datadonor/sources/formats/nightscout.py",
    ROOT / "tests/unit/sources/test_nightscout.py",
)
_BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
_NAMED = re.compile(r"`((?:datadonor|tests|resources)/[\w./-]+)`")


def foreign_blocks(page: str, code: list[str]) -> list[str]:
    """Return the page's blocks of code that stand in none of the files."""
    blocks = _BLOCK.findall(page)
    return [block for block in blocks if not any(f"\n{block}" in text for text in code)]


def test_the_code_on_the_page_is_the_code_that_runs() -> None:
    page = PAGE.read_text("utf-8")
    code = [file.read_text("utf-8") for file in CODE]
    assert len(_BLOCK.findall(page)) >= 6
    assert foreign_blocks(page, code) == []


def test_a_page_that_has_drifted_is_found() -> None:
    """Control: one changed word in one block."""
    page = PAGE.read_text("utf-8").replace("def _sniff(", "def _smell(")
    code = [file.read_text("utf-8") for file in CODE]
    assert len(foreign_blocks(page, code)) == 1


def test_what_the_page_names_is_there() -> None:
    named = _NAMED.findall(PAGE.read_text("utf-8"))
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_one_new_file_is_a_new_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing lists the formats: a module in the folder is found by itself."""
    module = tmp_path / "made_up_diary.py"
    module.write_text(
        "from datadonor.sources.reading import Format\n"
        "FORMAT = Format(name='made_up_diary', sniff=lambda *_: False, read=lambda *_: iter(()))\n"
    )
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(tmp_path)])
    known_formats.cache_clear()
    try:
        assert "made_up_diary" in {each.name for each in known_formats()}
    finally:
        monkeypatch.undo()
        known_formats.cache_clear()
        sys.modules.pop("datadonor.sources.formats.made_up_diary", None)
    assert "made_up_diary" not in {each.name for each in known_formats()}


def test_nothing_but_its_own_module_names_the_example() -> None:
    """What the page promises: one module, tests, a page, and no list to add it to."""
    named = [
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / "datadonor" / "sources").rglob("*.py")
        if "nightscout" in file.read_text("utf-8").casefold()
    ]
    assert named == ["datadonor/sources/formats/nightscout.py"]


@pytest.mark.parametrize("name", ["dexcom_clarity", "libreview", "nightscout", "table"])
def test_each_of_these_formats_has_its_page(name: str) -> None:
    assert (ROOT / "docs" / "sources" / f"{name}.md").read_text("utf-8").startswith("# ")
