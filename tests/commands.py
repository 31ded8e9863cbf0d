"""A citizen at the command line: a real vault, a real registry, and a clock set by hand.

Commands run through the program's own runner. The vault is closed between them, as it is
for a person; ``Citizen.opened`` looks into it.
"""

import io
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from consent.choices import Choices, choices_document
from consent.request import ProjectRequest, SignedRequest
from consent.shelf import RequestShelf
from datadonor import paths
from datadonor.audit import custody
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF
from datadonor.cli.app import run
from datadonor.vault import kdf
from datadonor.vault.slots import Credential
from tests.consents import Clock, fitting_choices
from tests.releases import PROJECT, RECIPIENT, Citizen, signed_version
from tests.unit.conftest import PASSPHRASE, WEAK


@dataclass(frozen=True)
class Answer:
    """What a command said."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:  # noqa: ANN401 - whatever was answered
        """The one JSON document."""
        return json.loads(self.out)

    @property
    def error(self) -> str:
        """The code of the error, or nothing."""
        return self.err.rpartition("\n")[0].rpartition("\n")[2].partition(":")[0]


class Typed(io.StringIO):
    """Lines that a person types at a terminal; after the last the terminal is closed."""

    def isatty(self) -> bool:
        """Say that it is a terminal."""
        return True


@dataclass
class AtTheTerminal:
    """Someone who has taken a request in and runs commands about it."""

    citizen: Citizen
    home: Path
    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch

    @property
    def clock(self) -> Clock:
        """The clock that the vault believes."""
        return self.citizen.clock

    def run(self, *words: str, lang: str = "en", typed: str | None = None) -> Answer:
        """Run one command.

        Args:
            *words: Of the command.
            lang: In which it answers.
            typed: What is typed at the terminal; without it there is none.
        """
        self.monkeypatch.setattr(sys, "stdin", io.StringIO() if typed is None else Typed(typed))
        common = ["--vault", str(self.citizen.closed.folder), f"--lang={lang}"]
        secret = f"--passphrase-file={self.home / 'passphrase'}"
        self.capsys.readouterr()
        code = run([*words, *common, secret], _no_play)
        out, err = self.capsys.readouterr()
        return Answer(code, out, err)

    def consent(self, *words: str, lang: str = "en", typed: str | None = None) -> Answer:
        """Run one of the commands about consent."""
        return self.run("consent", *words, lang=lang, typed=typed)

    def document(self, *words: str, code: int = 0, lang: str = "en") -> Any:  # noqa: ANN401
        """Return the document of a command about consent that ends as it should."""
        answer = self.consent(*words, "--json", lang=lang)
        assert answer.code == code, answer.err
        return answer.document

    def give(self, **changes: Any) -> Answer:  # noqa: ANN401 - any field of the choices
        """Say yes to the first version; to all of it, unless something is changed."""
        return self.consent("give", PROJECT, "--choices", str(self.choices(**changes)))

    def choices(self, version: int = 1, **changes: Any) -> Path:  # noqa: ANN401 - any field
        """Write a file of choices that fits a version, not bound to any text."""
        fitting = fitting_choices(signed_version(version), recipient=RECIPIENT)
        plain = {**choices_document(fitting), **changes}
        kept = {
            name: value
            for name, value in plain.items()
            if name not in {"language", "text_sha256"} or name in changes
        }
        return self.file(kept)

    def file(self, content: Mapping[str, Any] | bytes) -> Path:
        """Write a file."""
        file = self.home / "choices.json"
        written = content if isinstance(content, bytes) else json.dumps(content).encode()
        file.write_bytes(written)
        return file

    def publish(self, *versions: int | SignedRequest, revoked: tuple[str, ...] = ()) -> None:
        """Publish versions, take them in, and let the vault read the registry anew."""
        with self.opened():
            self.citizen.revoked = revoked
            self.citizen.publish(*versions)
            self.citizen.refresh()
            self.take_in(*versions)

    def take_in(self, *versions: int | SignedRequest) -> None:
        """Put versions on the shelf of the open vault."""
        opened = self.citizen.opened
        for each in versions:
            signed = signed_version(each) if isinstance(each, int) else each
            RequestShelf(opened).add(signed, SELF, opened.log.now())

    @contextmanager
    def opened(self) -> Iterator[OpenVault]:
        """Open the vault, and close it again."""
        folder = self.citizen.closed.folder
        self.citizen.opened = custody.open_vault(folder, PASSPHRASE, system_clock=self.clock)
        try:
            yield self.citizen.opened
        finally:
            self.citizen.opened.close()

    def tables(self) -> Mapping[str, list[str]]:
        """Return all that stands in the vault, to see that nothing was changed."""
        with self.opened() as opened:
            connection = opened.vault.connection
            names = [
                str(name)
                for (name,) in connection.rows(
                    "SELECT name FROM sqlite_master WHERE type = 'table'"
                )
            ]
            return {
                name: sorted(repr(row) for row in connection.rows(f'SELECT * FROM "{name}"'))
                for name in names
            }


@contextmanager
def at_the_terminal(
    citizen: Citizen, home: Path, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch
) -> Iterator[AtTheTerminal]:
    """Return someone whose vault has read the registry and holds the first version."""
    patch.setattr(paths, "settings_file", lambda: home / "settings.json")
    (home / "passphrase").write_text(PASSPHRASE + "\n", encoding="utf-8")

    # The cheapest passphrase: to open by the words would stand in the log.
    patch.setattr("datadonor.audit.custody.FLOOR", WEAK)
    patch.setattr(kdf.KdfParameters, "is_below_floor", False)

    def open_vault(folder: Path, credential: Credential) -> OpenVault:
        return custody.open_vault(folder, credential, system_clock=citizen.clock)

    patch.setattr("datadonor.cli.common.open_vault", open_vault)
    someone = AtTheTerminal(citizen, home, capsys, patch)
    someone.take_in(1)
    citizen.opened.close()
    yield someone


def asked(version: int = 1) -> ProjectRequest:
    """Return a version of the request."""
    return signed_version(version).request


def parsed(document: Mapping[str, Any]) -> Choices:
    """Return the choices of a document."""
    return Choices.model_validate_json(json.dumps(document))


def _no_play(*_: object, **__: object) -> dict[str, bool]:
    return {}
