"""Settings are kept, and a broken file keeps nobody out."""

import json
import locale
from pathlib import Path

import pytest

from datadonor.settings import Settings, default_settings, load_settings, save_settings
from datadonor.texts import Language


def test_settings_come_back_as_saved(tmp_path: Path) -> None:
    settings = Settings(
        language=Language.DANISH, text_percent=175, colours="contrast", auto_lock_minutes=2
    )
    save_settings(tmp_path / "new" / "settings.json", settings)
    assert load_settings(tmp_path / "new" / "settings.json") == settings


@pytest.mark.parametrize("colours", ["light", "dark", "contrast"])
def test_a_file_from_before_locking_could_be_set_still_counts(tmp_path: Path, colours: str) -> None:
    old = {"format": "datadonor.settings/1", "language": "da", "text_percent": 150}
    (tmp_path / "settings.json").write_text(json.dumps({**old, "colours": colours}))
    settings = load_settings(tmp_path / "settings.json")
    assert settings.language is Language.DANISH
    assert (settings.text_percent, settings.colours) == (150, colours)
    assert settings.auto_lock_minutes == Settings().auto_lock_minutes


def test_what_the_computer_asks_for_is_followed_until_something_is_chosen() -> None:
    assert default_settings().colours == "system"


@pytest.mark.parametrize(
    ("minutes", "is_allowed"), [(1, False), (2, True), (60, True), (61, False)]
)
def test_a_vault_locks_within_the_hour_and_not_at_once(
    tmp_path: Path, minutes: int, *, is_allowed: bool
) -> None:
    (tmp_path / "settings.json").write_text(json.dumps({"auto_lock_minutes": minutes}))
    settings = load_settings(tmp_path / "settings.json")
    assert (settings.auto_lock_minutes == minutes) is is_allowed


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
