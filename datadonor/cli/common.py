"""What every command shares: the common options, asking for secrets, answering.

The common options may stand anywhere among the words, so they are taken out before
the rest is understood.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import typer

from datadonor import paths
from datadonor.audit.custody import OpenVault, open_vault
from datadonor.audit.events import SELF, Actor
from datadonor.audit.verdict import condition_finding
from datadonor.cli.errors import FileMissing, NoTerminal, PassphrasesDiffer, Usage
from datadonor.cli.help_lines import help_line
from datadonor.cli.lines import escaped, printable
from datadonor.errors import DiskFull, DiskRefused, ExitCode
from datadonor.people import People
from datadonor.texts import Language, text
from datadonor.vault.backup import FileExists
from datadonor.vault.errors import VaultMissing
from datadonor.vault.opening import has_vault
from datadonor.vault.recovery import RecoveryWords, parse_recovery_words
from datadonor.vault.slots import Credential

_MOST_SECRET_BYTES: Final = 16 * 1024
_WORDS_BYTES: Final = 256  # 24 words of at most eight letters


@dataclass(frozen=True, slots=True)
class Common:
    """The common options, and the way to answer."""

    vault: Path
    language: Language
    passphrase_file: Path | None = None
    is_json: bool = False

    # -- words ----------------------------------------------------------------

    def text(self, key: str, /, **facts: int | str) -> str:
        """Return a sentence of the command line's own catalogue."""
        return text(f"commands.{key}", self.language, **facts)

    def say(self, sentence: str) -> None:
        """Answer in words; silent where a document was asked for."""
        if not self.is_json:
            sys.stdout.write(printable(sentence) + "\n")

    def warn(self, sentence: str) -> None:
        """Say something beside the answer."""
        sys.stderr.write(printable(sentence) + "\n")

    def document(self, content: Mapping[str, Any]) -> None:
        """Answer with the one JSON document, if one was asked for."""
        if self.is_json:
            sys.stdout.write(escaped(json.dumps(content, ensure_ascii=False)) + "\n")

    # -- secrets --------------------------------------------------------------

    def passphrase(self) -> str:
        """Return the vault's passphrase, from its file or from the person.

        Raises:
            FileMissing: The file is not there.
            NoTerminal: There is nobody to ask.
        """
        if self.passphrase_file is not None:
            return read_first_line(self.passphrase_file)
        return self._ask("ask.passphrase")

    def new_passphrase(self, file: Path | None) -> str:
        """Return a new passphrase, from a file or typed twice.

        Raises:
            FileMissing, NoTerminal: As in ``passphrase``.
            PassphrasesDiffer: The second time was another.
        """
        if file is not None:
            return read_first_line(file)
        first = self._ask("ask.new_passphrase")
        if first != self._ask("ask.new_passphrase_again"):
            raise PassphrasesDiffer
        return first

    def key_passphrase(self, file: Path | None) -> str:
        """Return the passphrase of somebody else's key, from its file or from them.

        Raises:
            FileMissing, NoTerminal: As in ``passphrase``.
        """
        return self._ask("ask.key_passphrase") if file is None else read_first_line(file)

    def recovery_words(self, file: Path | None) -> RecoveryWords:
        """Return the recovery words, from a file or typed.

        Raises:
            FileMissing, NoTerminal: As in ``passphrase``.
            RecoveryWordsMisspelt: They are not 24 words of the list.
        """
        return parse_recovery_words(
            self._ask("ask.recovery_words") if file is None else _read(file)
        )

    def secret(self, key: str, **facts: int | str) -> str:
        """Ask for something that is not shown as it is typed.

        Raises:
            NoTerminal: There is nobody to ask.
        """
        if not sys.stdin.isatty():
            raise NoTerminal
        return str(typer.prompt(self.text(key, **facts), hide_input=True, err=True))

    def _ask(self, key: str) -> str:
        return self.secret(key)

    @contextmanager
    def place_for_words(self, file: Path | None) -> Iterator[None]:
        """Make sure of the file for recovery words before the act that makes them.

        The words are stored nowhere else: once they are in force it is too late to
        find that the file cannot be written. Nothing is left if the act fails.

        Raises:
            FileExists, DiskFull, DiskRefused: Nothing has been done.
        """
        if file is None:
            yield
            return
        if file.exists():
            raise FileExists
        with paths.disk_errors():
            paths.write_durably(file, bytes(_WORDS_BYTES))  # so that there is room, too
        try:
            yield
        except BaseException:
            paths.discard(file)
            raise

    def hand_out(self, words: RecoveryWords, file: Path | None) -> Mapping[str, Any]:
        """Give the recovery words to the person: in their file, or else on the screen.

        Returns:
            What a document says of it.
        """
        if file is not None:
            with suppress(DiskFull, DiskRefused):  # then they are shown: they must not be lost
                paths.atomic_write(file, words.text.encode() + b"\n")
                self.say(self.text("recovery.in_file", file=file.name))
                return {"recovery_file": str(file)}
            paths.discard(file)
        self.say(self.text("recovery.on_screen"))
        numbered = enumerate(words.text.split(), start=1)
        cells = [f"{number:2d}. {word:<10}" for number, word in numbered]
        for row in range(0, len(cells), 4):
            self.say("   " + " ".join(cells[row : row + 4]).rstrip())
        return {"recovery_words": words.text}

    # -- the vault ------------------------------------------------------------

    def open(self) -> OpenVault:
        """Open the vault; say so if its log is not whole.

        Raises:
            DatadonorError: As ``custody.open_vault`` says.
        """
        return self.open_with(self.passphrase)

    def open_with(self, ask: Callable[[], Credential]) -> OpenVault:
        """Open the vault with what ``ask`` returns; it is asked only if there is a vault.

        Raises:
            DatadonorError: As ``custody.open_vault`` says.
        """
        if not has_vault(self.vault):
            raise VaultMissing
        return self._check(open_vault(self.vault, ask()))

    def _check(self, opened: OpenVault) -> OpenVault:
        """Say on stderr if the log is not whole, and who helps; pass the vault on."""
        if opened.vault.is_read_only:
            self.warn(condition_finding(opened.log.verdict).sentence(self.language))
        assistance = opened.log.assistance
        if assistance is not None and not self.is_json:
            self.warn(help_line(assistance, self.language))
        return opened

    @property
    def who(self) -> Actor:
        """Who uses the command line: the person, alone."""
        return SELF


def split_common(arguments: Sequence[str], common: Common) -> tuple[Common, list[str]]:
    """Take the common options out of a command's words.

    Raises:
        Usage: One of them lacks its value, it is not one of those allowed, or both a vault
            and a person are named.
        PersonUnknown: The person is not on this account's list.
    """
    takers: Mapping[str, Callable[[Common, str], Common]] = {
        "--vault": lambda now, value: replace(now, vault=Path(value)),
        "--person": lambda now, value: replace(now, vault=People.here().find(value).vault),
        "--passphrase-file": lambda now, value: replace(now, passphrase_file=Path(value)),
        "--lang": lambda now, value: replace(now, language=_language(value)),
    }
    rest: list[str] = []
    named: set[str] = set()
    words = iter(arguments)
    for word in words:
        name, has_value, value = word.partition("=")
        if word == "--":
            rest += [word, *words]
        elif word == "--json":
            common = replace(common, is_json=True)
        elif name in takers:
            given = value if has_value else next(words, None)
            if given is None:
                raise Usage(option=name)
            named.add(name)
            if named >= {"--vault", "--person"}:
                raise Usage(option="--person")  # which of the two is meant is not for us to say
            common = takers[name](common, given)
        else:
            rest.append(word)
    return common, rest


def read_first_line(file: Path) -> str:
    """Return a file's first line without its end.

    Raises:
        FileMissing: It is not there or not text.
        DiskRefused: It may not be read.
    """
    return _read(file).split("\n", 1)[0].removesuffix("\r")


def exit_unsound(opened: OpenVault) -> ExitCode:
    """Return how a command ends that only read: well, or with what was found."""
    return ExitCode.TAMPERED if opened.vault.is_read_only else ExitCode.YES


def read_file(file: Path, most_bytes: int) -> bytes:
    """Return a file's bytes, and one more than the most if there are more.

    Raises:
        FileMissing: It is not there, or no file.
        DiskRefused: It may not be read.
    """
    try:
        with file.open("rb") as opened:
            return opened.read(most_bytes + 1)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        raise FileMissing from None
    except OSError:
        raise DiskRefused from None


def _read(file: Path) -> str:
    try:
        return read_file(file, _MOST_SECRET_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileMissing from None


def _language(value: str) -> Language:
    try:
        return Language(value)
    except ValueError:
        raise Usage(option="--lang") from None
