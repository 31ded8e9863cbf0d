"""The commands as a script sees them: exit codes, one document, words in two languages."""

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from datadonor import paths
from datadonor.cli import app
from datadonor.cli.app import build, localise, run
from datadonor.errors import DatadonorError, DiskFull
from datadonor.settings import Settings, save_settings
from datadonor.texts import Language, catalogue
from datadonor.vault import kdf
from tests.unit.conftest import WEAK

PASSPHRASE = "blå hest ved åen"


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:  # noqa: ANN401 - whatever was answered
        return json.loads(self.out)


Cli = Callable[..., Answer]


def no_play(*_: object, **__: object) -> dict[str, bool]:
    return {"one": True}


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Run commands on a vault of one's own, with the cheapest passphrase."""
    monkeypatch.setattr(paths, "settings_file", lambda: tmp_path / "settings.json")
    monkeypatch.setattr(kdf, "calibrate", lambda: WEAK)
    monkeypatch.setattr("datadonor.audit.custody.FLOOR", WEAK)
    monkeypatch.setattr(kdf.KdfParameters, "is_below_floor", False)
    (tmp_path / "passphrase").write_text(PASSPHRASE + "\r\nnot this line\n", encoding="utf-8")

    def call(*words: str, passphrase: str = "passphrase", vault: str = "vault") -> Answer:
        common = ["--vault", str(tmp_path / vault), "--lang=en"]
        secret = [f"--passphrase-file={tmp_path / passphrase}"]
        code = run([*words, *common, *secret], no_play)
        out, err = capsys.readouterr()
        return Answer(code, out, err)

    return call


@pytest.fixture
def made(cli: Cli, tmp_path: Path) -> Cli:
    assert cli("vault", "create", "--recovery-out", str(tmp_path / "words.txt")).code == 0
    return cli


class TestVault:
    def test_a_vault_is_made_and_its_words_are_in_a_private_file(
        self, made: Cli, tmp_path: Path
    ) -> None:
        words = tmp_path / "words.txt"
        assert len(words.read_text().split()) == 24
        assert not words.stat().st_mode & 0o077
        info = made("vault", "info", "--json")
        assert info.code == 0
        assert info.document["condition"] == "whole"
        assert info.document["events"] == 1

    def test_words_are_shown_numbered_where_no_file_is_named(self, cli: Cli) -> None:
        answer = cli("vault", "create")
        assert answer.code == 0
        assert " 1. " in answer.out
        assert "24. " in answer.out

    def test_words_never_overwrite_a_file(self, cli: Cli, tmp_path: Path) -> None:
        (tmp_path / "letter").write_text("mine")
        answer = cli("vault", "create", "--recovery-out", str(tmp_path / "letter"))
        assert answer.code == 2
        assert answer.err.startswith("FILE_EXISTS: ")
        assert not (tmp_path / "vault").exists()

    def test_words_with_nowhere_to_go_stop_the_act(self, made: Cli, tmp_path: Path) -> None:
        """A rotation whose words cannot be written would leave only the passphrase."""
        nowhere = str(tmp_path / "no such folder" / "words")
        assert made("vault", "create", "--recovery-out", nowhere, vault="second").code == 7
        assert not (tmp_path / "second").exists()
        assert made("vault", "rotate", "--recovery-out", nowhere).code == 7
        kinds = [one["event"]["kind"] for one in made("log", "show", "--json").document["events"]]
        assert "vault.keys_rotated" not in kinds

    def test_an_act_that_fails_leaves_no_file_for_words(self, made: Cli, tmp_path: Path) -> None:
        (tmp_path / "wrong").write_text("not the passphrase\n")
        out = tmp_path / "new words"
        assert made("vault", "rotate", "--recovery-out", str(out), passphrase="wrong").code == 4
        assert not out.exists()

    def test_words_that_the_disk_refuses_at_last_are_shown(
        self, made: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The key has been changed: the words must not be lost with the file."""
        out = tmp_path / "new words"
        write = paths.atomic_write

        def refuse(file: Path, content: bytes) -> None:
            if file == out:
                raise DiskFull
            write(file, content)

        monkeypatch.setattr(paths, "atomic_write", refuse)
        answer = made("vault", "rotate", "--json", "--recovery-out", str(out))
        assert answer.code == 0
        assert len(answer.document["recovery_words"].split()) == 24
        assert not out.exists()

    def test_a_second_vault_in_the_folder_is_refused(self, made: Cli) -> None:
        assert made("vault", "create").code == 3

    def test_a_short_passphrase_is_refused(self, cli: Cli, tmp_path: Path) -> None:
        (tmp_path / "short").write_text("1234567\n")
        assert cli("vault", "create", passphrase="short").code == 2

    def test_a_wrong_passphrase_gives_4(self, made: Cli, tmp_path: Path) -> None:
        (tmp_path / "wrong").write_text("not the passphrase\n")
        answer = made("vault", "info", passphrase="wrong")
        assert answer.code == 4
        assert answer.out == ""
        assert answer.err.startswith("WRONG_PASSPHRASE: ")

    def test_an_error_is_also_the_one_document(self, cli: Cli) -> None:
        answer = cli("vault", "info", "--json", vault="none")
        assert answer.code == 3
        assert set(answer.document["error"]) == {"code", "message", "remedy"}
        assert answer.document["error"]["code"] == "VAULT_MISSING"
        assert answer.err.startswith("VAULT_MISSING: ")

    def test_the_vault_is_looked_over(self, made: Cli) -> None:
        answer = made("vault", "verify", "--json")
        assert (answer.code, answer.document) == (0, {"ok": True, "findings": []})

    def test_tampering_gives_5_and_is_said_in_words(self, made: Cli, tmp_path: Path) -> None:
        key_file = tmp_path / "vault" / "vault.key"
        written = json.loads(key_file.read_bytes())
        written["head"]["size"] = 9
        key_file.write_text(json.dumps(written))
        for words in (["vault", "info"], ["vault", "verify"], ["log", "verify"], ["log", "show"]):
            answer = made(*words)
            assert answer.code == 5, words
            assert "was not made by this vault" in answer.err
        document = made("log", "verify", "--json").document
        assert document["ok"] is False
        assert [found["code"] for found in document["findings"]] == ["LOG_HEAD_FORGED"]
        new = f"--new-passphrase-file={tmp_path / 'passphrase'}"
        assert made("vault", "passphrase", new).code == 5

    def test_damage_gives_5_and_never_a_traceback(self, made: Cli, tmp_path: Path) -> None:
        (tmp_path / "vault" / "vault.db").write_bytes(b"x" * 8192)
        answer = made("vault", "verify")
        assert answer.code == 5
        assert answer.err.startswith("DATABASE_DAMAGED: ")
        assert "Traceback" not in answer.err

    def test_the_passphrase_is_changed(self, made: Cli, tmp_path: Path) -> None:
        (tmp_path / "new").write_text("another passphrase\n")
        new = f"--new-passphrase-file={tmp_path / 'new'}"
        assert made("vault", "passphrase", new).code == 0
        assert made("vault", "info").code == 4
        assert made("vault", "info", passphrase="new").code == 0

    def test_the_words_recover(self, made: Cli, tmp_path: Path) -> None:
        (tmp_path / "new").write_text("another passphrase\n")
        new = f"--new-passphrase-file={tmp_path / 'new'}"
        words = f"--words-file={tmp_path / 'words.txt'}"
        assert made("vault", "recover", words, new).code == 0
        assert made("vault", "info", passphrase="new").code == 0

    def test_misspelt_words_give_4(self, made: Cli, tmp_path: Path) -> None:
        (tmp_path / "misspelt").write_text("abandon " * 24)
        answer = made("vault", "recover", f"--words-file={tmp_path / 'misspelt'}")
        assert answer.code == 4
        assert answer.err.startswith("RECOVERY_WORDS_MISSPELT: ")

    def test_rotation_gives_new_words(self, made: Cli, tmp_path: Path) -> None:
        answer = made("vault", "rotate", "--json", "--recovery-out", str(tmp_path / "words2"))
        assert answer.code == 0
        assert answer.document == {"rotated": True, "recovery_file": str(tmp_path / "words2")}
        (tmp_path / "new").write_text("another passphrase\n")
        new = f"--new-passphrase-file={tmp_path / 'new'}"
        assert made("vault", "recover", f"--words-file={tmp_path / 'words.txt'}", new).code == 4
        assert made("vault", "recover", f"--words-file={tmp_path / 'words2'}", new).code == 0

    def test_backup_and_restore_say_what_is_missing(self, made: Cli, tmp_path: Path) -> None:
        file = str(tmp_path / "kept.ddbackup")
        assert made("vault", "backup", file).code == 0
        assert made("vault", "backup", file).code == 2
        answer = made("vault", "restore", file, "--json")
        assert answer.code == 0
        assert answer.document["events"] == 1
        assert answer.document["missing"] == 1
        assert [lost["kind"] for lost in answer.document["missing_events"]] == ["vault.backed_up"]
        told = made("vault", "restore", file)
        assert "later events are not in the backup" in told.out

    def test_restoring_what_is_no_backup_gives_3(self, made: Cli, tmp_path: Path) -> None:
        assert made("vault", "restore", str(tmp_path / "nothing")).code == 3
        assert made("vault", "restore", str(tmp_path / "words.txt")).code == 3
        assert made("vault", "info").code == 0


class TestLog:
    def test_the_log_is_shown_and_filtered(self, made: Cli, tmp_path: Path) -> None:
        made("vault", "backup", str(tmp_path / "kept.ddbackup"))
        assert len(made("log", "show").out.splitlines()) == 2
        for words, kinds in (
            (["--kind", "vault"], ["vault.created", "vault.backed_up"]),
            (["--kind", "vault.created"], ["vault.created"]),
            (["--kind", "vault.cre"], []),
            (["--project", "p"], []),
            (["--since", "2000-01-01"], ["vault.created", "vault.backed_up"]),
            (["--since", "9000-01-01"], []),
        ):
            document = made("log", "show", "--json", *words).document
            assert [shown["event"]["kind"] for shown in document["events"]] == kinds, words

    def test_a_time_that_is_none_gives_2(self, made: Cli) -> None:
        assert made("log", "show", "--since", "3102991234567").code == 2

    def test_the_log_is_verified_as_the_contract_says(self, made: Cli) -> None:
        document = made("log", "verify", "--json").document
        assert list(document) == ["ok", "entries", "root", "checkpoint", "findings"]
        assert document["ok"] is True
        assert document["entries"] == 1
        assert document["checkpoint"].splitlines()[1] == "1"


class TestWords:
    @pytest.mark.parametrize(
        "words",
        [["frob"], ["vault"], ["vault", "frob"], ["vault", "backup"], ["log", "show", "--frob"]],
    )
    def test_words_that_are_off_give_2(self, cli: Cli, words: Sequence[str]) -> None:
        assert cli(*words).code in ((0, 2) if words == ["vault"] else (2,))

    @pytest.mark.parametrize("option", ["--vault", "--lang", "--passphrase-file"])
    def test_an_option_without_its_value_gives_2(
        self, option: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["vault", "info", option], no_play) == 2
        assert option in capsys.readouterr().err

    def test_the_common_options_may_stand_anywhere(self, made: Cli, tmp_path: Path) -> None:
        common = [
            f"--vault={tmp_path / 'vault'}",
            "--passphrase-file",
            str(tmp_path / "passphrase"),
        ]
        assert run([*common, "vault", "info"], no_play) == 0
        assert run(["vault", *common, "info"], no_play) == 0
        assert run(["vault", "info", *common], no_play) == 0

    def test_a_missing_passphrase_file_gives_3(self, made: Cli) -> None:
        assert made("vault", "info", passphrase="not there").code == 3

    def test_with_nobody_to_ask_it_gives_2(self, made: Cli, tmp_path: Path) -> None:
        assert run(["vault", "info", f"--vault={tmp_path / 'vault'}"], no_play) == 2

    def test_the_language_is_the_one_asked_for_even_when_words_are_off(
        self, cli: Cli, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        save_settings(tmp_path / "settings.json", Settings(language=Language.DANISH))
        run(["frob"], no_play)
        assert "Kommandoen blev ikke forstået" in capsys.readouterr().err
        run(["frob", "--lang", "en"], no_play)
        assert "The command was not understood" in capsys.readouterr().err
        run(["vault", "backup", "en"], no_play)
        assert "Der er ingen boks" in capsys.readouterr().err

    def test_a_demo_that_fails_fails(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["demo", "--json"], lambda *_, **__: {"one": True, "two": False}) == 70
        document = json.loads(capsys.readouterr().out)
        assert document == {"ok": False, "steps": {"one": True, "two": False}}

    def test_ctrl_c_is_no_answer(self) -> None:
        def interrupt(*_: object, **__: object) -> dict[str, bool]:
            raise KeyboardInterrupt

        assert run(["demo"], interrupt) == 130

    def test_our_errors_keep_their_code(self, capsys: pytest.CaptureFixture[str]) -> None:
        def fail(*_: object, **__: object) -> dict[str, bool]:
            raise DatadonorError

        assert run(["demo"], fail) == 70
        assert capsys.readouterr().err.startswith("FAULT: ")


def commands(command: Any, path: str = "datadonor") -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, f"{path} {name}")


class TestHelp:
    @pytest.mark.parametrize("language", Language)
    def test_every_command_and_option_is_explained(
        self, language: Language, capsys: pytest.CaptureFixture[str]
    ) -> None:
        tree = app._command(language, no_play)
        for path, _ in commands(tree):
            assert run([*path.split()[1:], "--help", f"--lang={language}"], no_play) == 0
            page = capsys.readouterr().out
            assert not re.search(r"help\.\w", page), path
            assert ("Show this message" in page) is False
            assert ("Sådan bruges den" in page) == (language is Language.DANISH), path

    def test_every_option_has_words(self) -> None:
        import typer

        for path, command in commands(typer.main.get_command(build(no_play))):
            assert f"commands.{command.help}" in catalogue(), path
            for parameter in command.params:
                assert f"commands.{parameter.help}" in catalogue(), (path, parameter.name)

    def test_a_text_that_is_missing_is_caught(self) -> None:
        import typer

        planted = typer.Typer()
        planted.command(help="help.not_there")(lambda: None)
        with pytest.raises(LookupError):
            localise(typer.main.get_command(planted), Language.DANISH)


def test_a_person_is_asked_without_an_echo(tmp_path: Path) -> None:
    """At a terminal: the passphrase is asked for twice, and not shown."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [
            *(sys.executable, "-m", "datadonor", "vault", "create", "--lang", "en"),
            *("--vault", str(tmp_path / "vault"), "--recovery-out", str(tmp_path / "words")),
        ],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "HOME": str(tmp_path)},
        start_new_session=True,
    ) as process:
        os.close(theirs)
        shown = read_until(ours, b"New passphrase: ")
        os.write(ours, b"typed at a terminal\n")
        shown += read_until(ours, b"Write it again: ")
        os.write(ours, b"typed at a terminal\n")
        out, _ = process.communicate()
    os.close(ours)
    assert process.returncode == 0
    assert b"typed at" not in shown + out
    assert len((tmp_path / "words").read_text().split()) == 24


def read_until(descriptor: int, expected: bytes) -> bytes:
    shown = b""
    while not shown.endswith(expected):
        shown += os.read(descriptor, 1024)
    return shown
