"""The command line as a whole: from words to an exit code.

The outermost handler stands here, and it is a privacy boundary: of anything that is
not one of our own errors, only types and places go to the log, and the person reads
that there was a fault.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Final, Protocol

import typer

from datadonor import logs, paths
from datadonor.cli.common import Common, split_common
from datadonor.cli.errors import Usage
from datadonor.errors import DatadonorError, ExitCode
from datadonor.people import People
from datadonor.settings import load_settings
from datadonor.texts import Language, text

INTERRUPTED: Final = 130
"""What a shell shows when a person pressed Ctrl+C (128 + SIGINT)."""

_WORDS: Final = {
    "vault": ("citizen_vault", "app"),
    "import": ("citizen_import", "import_files"),
    "data": ("citizen_data", "app"),
    "approvals": ("citizen_requests", "approvals"),
    "request": ("citizen_requests", "requests"),
    "consent": ("citizen_consent", "app"),
    "paper": ("citizen_paper", "app"),
    "mandate": ("citizen_mandate", "app"),
    "donation": ("citizen_donation", "app"),
    "assist": ("citizen_assist", "app"),
    "log": ("citizen_log", "app"),
    "researcher": ("researcher", "app"),
    "registry": ("operator", "app"),
    "auditor": ("auditor", "app"),
    "desktop": ("desktop", "app"),
}
"""The first word of a command → the module that has it, and its name there."""

_FRAME: Final = {
    "Usage:": "usage",
    "Arguments:": "arguments",
    "Options:": "options",
    "Commands:": "commands",
    "Show this message and exit.": "show_help",
}

_UsageError: Final[type[Exception]] = typer.BadParameter.__bases__[0]  # typer names no other


class Play(Protocol):
    """What plays the demo: ``datadonor.demo.play``."""

    def __call__(
        self,
        folder: Path | None,
        language: Language,
        say: Callable[[str], None],
        *,
        is_fast: bool,
    ) -> Mapping[str, bool]:
        """Play it and return which steps succeeded."""


def run(arguments: Sequence[str], play: Play) -> int:
    """Run one command and return its exit code.

    Args:
        arguments: The words after the program's name.
        play: What ``datadonor demo`` runs; passed in, because the demo stands beside
            the commands and not below them.
    """
    asked = _asked_language(arguments)
    common = Common(
        vault=paths.vault_folder(),
        language=asked or load_settings(paths.settings_file()).language,
        is_json="--json" in arguments,
    )
    try:
        common, rest = split_common(arguments, common)
        if asked is None:
            common = replace(common, language=_language_of(common.vault))
        word = next(iter(rest), None)
        command = _command(common.language, play, word)
        return int(command(rest, standalone_mode=False, obj=common) or 0)
    except DatadonorError as error:
        logs.note(logs.Note.REFUSED, error)
        return _report(error, common)
    except _UsageError as error:
        return _report(Usage(option=_named(error)), common)
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        return ExitCode.YES  # who asked has stopped listening
    except Exception as error:  # noqa: BLE001 - the privacy boundary
        logs.note(logs.Note.CRASHED, error)
        return _report(DatadonorError(), common)


def build(play: Play, word: str | None = None) -> typer.Typer:
    """Return the tree of commands. Its help texts are keys of the catalogue.

    Args:
        play: What ``datadonor demo`` runs.
        word: The first word of a command: then only what it needs is loaded, which takes
            half the time. The whole tree for a word that is none.
    """
    app = typer.Typer(
        name="datadonor",
        help="help.datadonor",
        epilog="help.common",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,  # they show local variables, which hold data
        rich_markup_mode=None,
    )

    @app.command(help="help.demo")
    def demo(
        ctx: typer.Context,
        *,
        folder: Annotated[Path | None, typer.Option("--dir", help="help.demo_dir")] = None,
        is_fast: Annotated[bool, typer.Option("--fast", help="help.demo_fast")] = False,
    ) -> int:
        """Play the whole journey on synthetic data."""
        common: Common = ctx.obj
        steps = play(folder, common.language, common.say, is_fast=is_fast)
        is_done = all(steps.values())
        common.document({"ok": is_done, "steps": steps})
        return ExitCode.YES if is_done else ExitCode.FAULT

    for name, (module, attribute) in _WORDS.items():
        if word in {None, name} or word not in _WORDS:
            part = getattr(import_module(f"datadonor.cli.{module}"), attribute)
            if isinstance(part, typer.Typer):
                app.add_typer(part, name=name, help=f"help.{name}")
            else:
                app.command(name, help=f"help.{name}")(part)
    return app


def localise(command: Any, language: Language) -> None:  # noqa: ANN401 - typer names no type
    """Put the words of one language in the place of the keys, all the way down."""
    command.help = text(f"commands.{command.help}", language)
    command.epilog = text("commands.help.common", language)
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = text(f"commands.{parameter.help}", language)
    in_english = command.get_help
    command.get_help = lambda context: _translate_frame(in_english(context), language)
    for below in getattr(command, "commands", {}).values():
        localise(below, language)


def _translate_frame(page: str, language: Language) -> str:
    """Put the words that the library writes around a help page in another language."""
    for words, key in _FRAME.items():
        page = page.replace(words, text(f"commands.help.{key}", language))
    return page


def _command(language: Language, play: Play, word: str | None = None) -> Any:  # noqa: ANN401 - typer names no type
    command = typer.main.get_command(build(play, word))
    localise(command, language)
    return command


def _report(error: DatadonorError, common: Common) -> int:
    said = error.user_message(common.language)
    sys.stderr.write(f"{said.code}: {said.message} {said.remedy}\n")
    if common.is_json:
        sys.stdout.write(json.dumps({"error": said._asdict()}, ensure_ascii=False) + "\n")
    return error.exit_code


def _named(error: Exception) -> str:
    """Return the option, argument or command that is off: a name of ours, never a value."""
    parameter = getattr(error, "param", None)
    if parameter is not None and parameter.name:
        return str(parameter.name)
    # An unknown word could be anything, a number of someone's too: say only where it stood.
    return str(getattr(getattr(error, "ctx", None), "command_path", "datadonor"))


def _language_of(vault: Path) -> Language:
    """Return what whoever a vault belongs to has chosen to read."""
    return load_settings(People.here().settings_of(vault)).language


def _asked_language(arguments: Sequence[str]) -> Language | None:
    """Return the language asked for, so that even a misspelt command answers in it."""
    pairs = zip(arguments, [*arguments[1:], ""], strict=True)
    for first, second in pairs:
        value = second if first == "--lang" else first.partition("--lang=")[2]
        if value in set(Language):
            return Language(value)
    return None
