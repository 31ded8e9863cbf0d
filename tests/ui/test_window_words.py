"""The window tells what to do in the window; a command after it speaks as before."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from consent.book import ConsentMissing
from datadonor.cli.app import run
from datadonor.errors import DatadonorError
from datadonor.texts import Language
from datadonor.vault.errors import VaultMissing
from tests.ui.conftest import Starter
from tests.ui.walking import unlocked

COMMAND = {Language.DANISH: "Lav en med »datadonor", Language.ENGLISH: "Make one with 'datadonor"}

LANGUAGES = pytest.mark.parametrize("language", list(Language))


def said_by_command(capsys: pytest.CaptureFixture[str], folder: Path, language: Language) -> str:
    """Return what a command says of a vault that is not there."""
    run(["vault", "verify", "--vault", str(folder), "--lang", str(language)], _no_demo)
    return " ".join(capsys.readouterr().err.split())


def _no_demo(*_: object, **__: object) -> dict[str, bool]:
    pytest.fail("the demo was run")


@LANGUAGES
@pytest.mark.parametrize(
    ("error", "danish", "english"),
    [
        (ConsentMissing(), "på projektets side under »Projekter«", "project's page under “Proj"),
        (VaultMissing(), "»Jeg har en sikkerhedskopi«", "“I have a backup”"),
    ],
)
def test_an_error_on_a_page_names_pages_and_buttons(
    open_window: Starter,
    qtbot: QtBot,
    whole: Path,
    language: Language,
    error: DatadonorError,
    danish: str,
    english: str,
) -> None:
    page = unlocked(open_window, qtbot, whole, language=language).window.page
    page.show_error(error)
    shown = " ".join(label.text() for label in page.banner.findChildren(QLabel))
    assert {Language.DANISH: danish, Language.ENGLISH: english}[language] in shown
    assert "datadonor " not in shown


@LANGUAGES
def test_the_same_error_of_a_command_after_a_window_names_commands(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, language: Language
) -> None:
    """The tests above have had windows in this process."""
    assert COMMAND[language] in said_by_command(capsys, tmp_path / "none", language)


@LANGUAGES
def test_while_the_window_speaks_it_would_not(
    open_window: Starter,
    whole: Path,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    language: Language,
) -> None:
    """What the one before is for: without the fixture that sets it back it would fail."""
    open_window(whole, language=language)
    assert COMMAND[language] not in said_by_command(capsys, tmp_path / "none", language)
