"""Asking for the passphrases of several keys, each by its name."""

from collections.abc import Callable
from pathlib import Path

from datadonor.cli.common import Common
from datadonor.texts import text


def ask_passphrases(common: Common) -> Callable[[str], str]:
    """Return what asks for the passphrase of a key by its name."""

    def ask(name: str) -> str:
        if common.passphrase_file is None:
            common.warn(text("registry.key", common.language, name=name))
        return common.passphrase()

    return ask


def ask_new_passphrases(common: Common, file: Path | None = None) -> Callable[[str], str]:
    """Return what asks for the new passphrase of a key by its name."""
    file = file or common.passphrase_file

    def ask(name: str) -> str:
        if file is None:
            common.warn(text("registry.new_key", common.language, name=name))
        return common.new_passphrase(file)

    return ask


def ask_once(ask: Callable[[str], str]) -> Callable[[str], str]:
    """Remember each answer while one command runs, so that nothing is asked twice."""
    answers: dict[str, str] = {}

    def remembered(name: str) -> str:
        if name not in answers:
            answers[name] = ask(name)
        return answers[name]

    return remembered
