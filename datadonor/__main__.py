"""The one entry point: ``datadonor`` opens the window, ``datadonor WORD …`` a command.

The process is hardened before anything else is imported.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from datadonor.vault.hardening import harden_process

if TYPE_CHECKING:
    from datadonor.texts import Language
    from ui.practice import Practice


class _Opening(NamedTuple):
    """What the window is opened on: nobody's vault where it is to ask first whose."""

    vault: Path | None
    offered: Path | None = None


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
        code = _open_window(opening)
    logs.note(logs.Note.ENDED, exit=code)
    return code


def _open_window(opening: _Opening) -> int:
    from datadonor.people import People
    from ui.app import run as run_window

    people = People.here()
    if opening.vault is None and people.is_several:
        first = people.persons()[0].vault
        file = people.undecided_settings
        return run_window(first, file, opening.offered, _practice, people, is_choosing=True)
    vault = opening.vault or people.persons()[0].vault
    return run_window(vault, people.settings_of(vault), opening.offered, _practice, people)


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


def _opening(arguments: Sequence[str]) -> _Opening | None:
    """Return whose vault the window is to open and a file to review, if it is asked for.

    No words, or only where the vault is or whose, or with one request or one auditor's
    package: a file by the name of one, or any file by its full path, because a desktop knows
    them by their content, too. No command is a path.
    """
    words = list(arguments)
    folder: Path | None = None
    match words:
        case ["--vault" | "--person" as option, given, *rest]:
            folder, words = _folder(option, given), rest
        case [word, *rest] if word.startswith(("--vault=", "--person=")):
            name, _, given = word.partition("=")
            folder, words = _folder(name, given), rest
    if folder is None and len(words) < len(arguments):
        return None  # nobody of that name: the command line says so
    match words:
        case []:
            return _Opening(folder)
        case [word] if _is_offered(Path(word)):
            return _Opening(folder, Path(word).absolute())
        case _:
            return None


def _folder(option: str, given: str) -> Path | None:
    """Return the folder that an option names, if it does."""
    from datadonor.people import People, PersonUnknown

    if option == "--vault":
        return Path(given)
    try:
        return People.here().find(given).vault
    except PersonUnknown:
        return None


def _is_offered(file: Path) -> bool:
    return (file.suffix in {".ddrequest", ".ddaudit"} or file.is_absolute()) and file.is_file()


if __name__ == "__main__":
    main()
