"""The one entry point: ``datadonor`` opens the window, ``datadonor WORD …`` a command.

The process is hardened before anything else is imported.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from datadonor.vault.hardening import harden_process

if TYPE_CHECKING:
    from datadonor.texts import Language
    from ui.practice import Practice


def main() -> None:
    """Run what the words ask for and exit with its code."""
    harden_process()
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Open the window or run a command, and return the exit code."""
    from datadonor import logs, paths

    logs.begin(paths.log_file())
    logs.note(logs.Note.STARTED)
    opening = _opening(arguments)
    if opening is None:
        from datadonor.cli.app import run as run_command

        code = run_command(arguments, _play)
    else:
        from ui.app import run as run_window

        folder, offered = opening
        code = run_window(folder, paths.settings_file(), offered, _practice)
    logs.note(logs.Note.ENDED, exit=code)
    return code


def _play(
    folder: Path | None, language: "Language", say: Callable[[str], None], *, is_fast: bool
) -> Mapping[str, bool]:
    """Play the demo, which brings most of the program with it."""
    from datadonor import demo

    return demo.play(folder, language, say, is_fast=is_fast)


def _practice() -> "Practice":
    """Load the made-up world to practise in, which is part of the demo."""
    from datadonor.demo import practice

    return practice


def _opening(arguments: Sequence[str]) -> tuple[Path, Path | None] | None:
    """Return the vault's folder and a file to review, if the window is asked for.

    No words, or only where the vault is, or with one request: a file by the name of one,
    or any file by its full path, because a desktop knows requests by their content, too.
    No command is a path.
    """
    from datadonor import paths

    words = list(arguments)
    folder = paths.vault_folder()
    match words:
        case ["--vault", given, *rest]:
            folder, words = Path(given), rest
        case [word, *rest] if word.startswith("--vault="):
            folder, words = Path(word.removeprefix("--vault=")), rest
    match words:
        case []:
            return folder, None
        case [word] if _is_offered(Path(word)):
            return folder, Path(word).absolute()
        case _:
            return None


def _is_offered(file: Path) -> bool:
    return (file.suffix == ".ddrequest" or file.is_absolute()) and file.is_file()


if __name__ == "__main__":
    main()
