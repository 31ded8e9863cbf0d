"""Every string of the window is there in both languages, and what Qt reads is current."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

from tests.ui import translations


@pytest.mark.parametrize("language", list(translations.LANGUAGES))
def test_no_string_is_new_gone_or_unfinished(language: str, tmp_path: Path) -> None:
    """Run ``python -m tests.ui.translations`` when this fails."""
    kept = translations.FOLDER / f"datadonor_{language}.ts"
    now = Path(shutil.copy(kept, tmp_path))
    translations.update(now, language)
    assert now.read_text("utf-8") == kept.read_text("utf-8")
    assert translations.unfinished(kept) == []


@pytest.mark.parametrize("language", list(translations.LANGUAGES))
def test_what_qt_reads_is_made_from_what_people_read(language: str, tmp_path: Path) -> None:
    kept = translations.FOLDER / f"datadonor_{language}.qm"
    translations.release(kept.with_suffix(".ts"), tmp_path / kept.name)
    assert (tmp_path / kept.name).read_bytes() == kept.read_bytes()


def test_an_unfinished_string_is_caught(tmp_path: Path) -> None:
    """Planted fault: one translation is marked as not done, and one is empty."""
    kept = (translations.FOLDER / "datadonor_da.ts").read_text("utf-8")
    planted = tmp_path / "planted.ts"
    done = "<translation>Hjem</translation>"
    for undone in ('<translation type="unfinished">Hjem</translation>', "<translation/>"):
        assert done in kept
        planted.write_text(kept.replace(done, undone), "utf-8")
        assert translations.unfinished(planted) == ["Home"]


def test_a_string_that_nobody_translated_is_caught(tmp_path: Path) -> None:
    """Planted fault: the file lacks a string that the source has."""
    kept = (translations.FOLDER / "datadonor_da.ts").read_text("utf-8")
    planted = tmp_path / "planted.ts"
    planted.write_text(kept.replace("<source>Home</source>", "<source>Away</source>"), "utf-8")
    translations.update(planted, "da")
    assert translations.unfinished(planted) == ["Home"]


def test_qt_drops_an_empty_string_without_a_word(tmp_path: Path) -> None:
    """Why the tests above are needed."""
    kept = (translations.FOLDER / "datadonor_da.ts").read_text("utf-8")
    planted = tmp_path / "planted.ts"
    planted.write_text(
        kept.replace(
            "<translation>Hjem</translation>", '<translation type="unfinished"></translation>'
        ),
        "utf-8",
    )
    translations.release(planted, tmp_path / "planted.qm")
    translator = QTranslator()
    assert translator.load(str(tmp_path / "planted.qm"))
    assert translator.translate("Side", "Home") == ""


def test_texts_are_not_formatted_before_they_are_translated() -> None:
    """``tr(f"…")`` is extracted and never matches."""
    for file in translations.source_files():
        source = (translations.ROOT / file).read_text("utf-8")
        assert 'tr(f"' not in source.replace(" ", "").replace("\n", ""), file
