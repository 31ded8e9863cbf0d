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


def main() -> None:
    """Run what the words ask for and exit with its code."""
    harden_process()
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Open the window or run a command, and return the exit code."""
    from datadonor import logs, paths

    logs.begin(paths.log_file())
    logs.note(logs.Note.STARTED)
    folder = _window_folder(arguments)
    if folder is None:
        from datadonor.cli.app import run as run_command

        code = run_command(arguments, _play)
    else:
        from ui.app import run as run_window

        code = run_window(folder, paths.settings_file())
    logs.note(logs.Note.ENDED, exit=code)
    return code


def _play(
    folder: Path | None, language: "Language", say: Callable[[str], None], *, is_fast: bool
) -> Mapping[str, bool]:
    """Play the demo, which brings most of the program with it."""
    from datadonor import demo

    return demo.play(folder, language, say, is_fast=is_fast)


def _window_folder(arguments: Sequence[str]) -> Path | None:
    """Return the vault's folder if the window is asked for: no words, or only where it is."""
    from datadonor import paths

    match list(arguments):
        case []:
            return paths.vault_folder()
        case ["--vault", folder]:
            return Path(folder)
        case [word] if word.startswith("--vault="):
            return Path(word.removeprefix("--vault="))
        case _:
            return None


if __name__ == "__main__":
    main()
