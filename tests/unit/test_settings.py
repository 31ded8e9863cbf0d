"""Settings are kept, and a broken file keeps nobody out."""

import locale
from pathlib import Path

import pytest

from datadonor.settings import Settings, default_settings, load_settings, save_settings
from datadonor.texts import Language


def test_settings_come_back_as_saved(tmp_path: Path) -> None:
    settings = Settings(language=Language.DANISH, text_percent=175, colours="contrast")
    save_settings(tmp_path / "new" / "settings.json", settings)
    assert load_settings(tmp_path / "new" / "settings.json") == settings


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"\xff\xfe", b'{"text_percent": 999}', b'{"language": "xx"}', b"[" * 100_000],
)
def test_a_broken_file_counts_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(content)
    assert load_settings(tmp_path / "settings.json") == default_settings()


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [("da_DK", Language.DANISH), ("Danish_Denmark", Language.DANISH), ("nl_NL", Language.ENGLISH)],
)
def test_a_danish_computer_speaks_danish(
    monkeypatch: pytest.MonkeyPatch, spoken: str, expected: Language
) -> None:
    monkeypatch.setattr(locale, "getlocale", lambda: (spoken, "UTF-8"))
    assert default_settings().language is expected
