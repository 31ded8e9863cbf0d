"""The operator's commands as a script sees them, and the guide that is made of them."""

import json
import os
import pty
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consent.envelope import PublicKey
from consent.request import sign_request
from datadonor import paths
from datadonor.cli import operator
from datadonor.cli.app import run
from datadonor.registry.publisher import UNNAMED
from datadonor.vault import kdf
from tests.synthetic_requests import complete_request
from tests.unit.cli.test_commands import read_until
from tests.unit.conftest import WEAK

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "for-operators.md"
NOW = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)
AGE = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PROJECT = complete_request().id
RECIPIENT = complete_request().recipient


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:  # noqa: ANN401 - whatever was answered
        return json.loads(self.out)


Cli = Callable[..., Answer]


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(operator, "_now", clock)
    return clock


@pytest.fixture
def cli(
    tmp_path: Path,
    clock: Clock,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Cli:
    """Run commands in a folder of one's own, with the cheapest passphrase."""
    monkeypatch.setattr(paths, "settings_file", lambda: tmp_path / "settings.json")
    monkeypatch.setattr(kdf, "calibrate", lambda: WEAK)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "passphrase").write_text("blå hest ved åen\n", "utf-8")

    def call(*words: str, passphrase: str = "passphrase") -> Answer:
        code = run(
            [*words, "--lang=en", f"--passphrase-file={tmp_path / passphrase}"],
            lambda *_, **__: {},
        )
        out, err = capsys.readouterr()
        return Answer(code, out, err)

    return call


@pytest.fixture
def made(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Stand in a new registry's folder."""
    assert cli("registry", "init", "registry").code == 0
    monkeypatch.chdir(tmp_path / "registry")
    return cli


@pytest.fixture
def admitted(made: Cli, tmp_path: Path) -> Cli:
    """Stand in a registry with one recipient."""
    write_recipient(tmp_path / "recipient.json")
    assert made("registry", "add-recipient", "../recipient.json").code == 0
    return made


def write_recipient(file: Path, **changes: Any) -> Path:  # noqa: ANN401 - any JSON
    record = {
        "id": RECIPIENT,
        "name": {"da": "Nordkysten Hospital", "en": "Nordkysten Hospital"},
        "kind": "hospital",
        "seal": {"format": "age", "keys": [AGE]},
        "receipt_keys": [PublicKey.of(KEY).format()],
        "valid_until": "2031-12-31",
        **changes,
    }
    file.write_text(json.dumps(record, indent=2), "utf-8")
    return file


def write_request(file: Path, key: Ed25519PrivateKey = KEY, **changes: Any) -> Path:  # noqa: ANN401
    file.write_bytes(sign_request(complete_request(**changes), key))
    return file


def public_files(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


class TestInit:
    def test_it_says_what_citizens_begin_with(self, cli: Cli, tmp_path: Path) -> None:
        document = cli("registry", "init", "registry", "--json").document
        root = tmp_path / "registry/public/root.json"
        assert document == {
            "registry": "registry",
            "root": "registry/public/root.json",
            "root_sha256": sha256(root.read_bytes()).hexdigest(),
            "keys": ["root1", "root2", "root3", "targets1", "targets2", "online"],
        }

    def test_it_tells_where_the_keys_belong(self, cli: Cli) -> None:
        answer = cli("registry", "init", "registry")
        assert "root1.key" in answer.out
        assert "Only online.key stays" in answer.out

    def test_a_folder_with_something_in_it_gives_3(self, made: Cli) -> None:
        answer = made("registry", "init", ".")
        assert answer.code == 3
        assert answer.err.startswith("WORKSHOP_EXISTS: ")

    def test_a_short_passphrase_gives_2(self, cli: Cli, tmp_path: Path) -> None:
        (tmp_path / "short").write_text("1234567\n")
        assert cli("registry", "init", "registry", passphrase="short").code == 2
        assert not (tmp_path / "registry").exists()

    @pytest.mark.parametrize(
        "words",
        [
            ["--url", "ftp://example.org"],
            ["--url", "file:///x"],
            ["--url", "https://example.org/å"],
            ["--name", ""],
            ["--name", "x" * 501],
        ],
    )
    def test_words_that_cannot_be_used_give_2(self, cli: Cli, words: list[str]) -> None:
        assert cli("registry", "init", "registry", *words).code == 2

    def test_with_nobody_to_ask_it_gives_2_and_leaves_nothing(
        self, cli: Cli, tmp_path: Path
    ) -> None:
        assert run(["registry", "init", "registry"], lambda *_, **__: {}) == 2
        assert not (tmp_path / "registry").exists()


class TestRecipients:
    def test_a_recipient_is_added_and_replaced(self, admitted: Cli) -> None:
        answer = admitted("registry", "add-recipient", "../recipient.json", "--json")
        assert answer.document == {"recipient": RECIPIENT, "new": False}

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"valid_until": "2026-08-31"}, "RECORD_INVALID"),
            ({"receipt_keys": []}, "RECORD_INVALID"),
            ({"receipt_keys": ["ed25519:AAAA"]}, "KEY_NOT_USABLE"),
            ({"receipt_keys": [PublicKey(bytes(32)).format()]}, "KEY_NOT_USABLE"),
            ({"seal": {"format": "age", "keys": ["age1x"]}}, "KEY_NOT_USABLE"),
            ({"seal": {"format": "pgp", "keys": ["x"]}}, "RECORD_INVALID"),
        ],
    )
    def test_a_record_that_is_off_gives_3(
        self, made: Cli, tmp_path: Path, changes: dict[str, Any], code: str
    ) -> None:
        file = write_recipient(tmp_path / "recipient.json", **changes)
        answer = made("registry", "add-recipient", str(file))
        assert answer.code == 3
        assert answer.err.startswith(f"{code}: ")
        assert not (tmp_path / "registry/records/recipients").exists()

    def test_a_file_that_is_not_there_or_too_large_gives_3(self, made: Cli, tmp_path: Path) -> None:
        assert made("registry", "add-recipient", "none").code == 3
        large = write_recipient(tmp_path / "recipient.json")
        large.write_bytes(large.read_bytes() + b" " * 2**17)
        assert made("registry", "add-recipient", str(large)).code == 3


class TestApproval:
    def test_a_good_request_is_approved_as_it_is(self, admitted: Cli, tmp_path: Path) -> None:
        file = write_request(tmp_path / "a.ddrequest")
        answer = admitted("registry", "approve", str(file), "--json")
        assert answer.code == 0
        assert answer.document == {
            "approved": True,
            "new": True,
            "project": PROJECT,
            "version": 1,
            "recipient": RECIPIENT,
            "sha256": sha256(file.read_bytes()).hexdigest(),
            "findings": [],
        }
        kept = tmp_path / f"registry/records/projects/{PROJECT}/1.ddrequest"
        assert kept.read_bytes() == file.read_bytes()
        again = admitted("registry", "approve", str(file), "--json")
        assert (again.code, again.document["new"]) == (0, False)

    def test_a_request_with_faults_is_not_approved_and_they_are_listed(
        self, admitted: Cli, tmp_path: Path
    ) -> None:
        file = write_request(tmp_path / "a.ddrequest", ethics=None, complaints=None)
        answer = admitted("registry", "approve", str(file), "--json")
        assert (answer.code, answer.document["approved"]) == (1, False)
        found = answer.document["findings"]
        assert "error" in {finding["severity"] for finding in found}
        assert all(finding["message"] for finding in found)
        told = admitted("registry", "approve", str(file))
        assert told.out.count("To be mended: ") >= 2
        assert not (tmp_path / "registry/records/projects").exists()

    def test_a_recipient_that_is_not_approved_gives_1(self, made: Cli, tmp_path: Path) -> None:
        answer = made("registry", "approve", str(write_request(tmp_path / "a.ddrequest")))
        assert answer.code == 1
        assert answer.err.startswith("RECIPIENT_NOT_ADMITTED: ")

    def test_a_recipient_whose_time_has_run_out_gives_1(
        self, admitted: Cli, tmp_path: Path, clock: Clock
    ) -> None:
        clock.now = datetime(2032, 1, 1, tzinfo=UTC)
        answer = admitted("registry", "approve", str(write_request(tmp_path / "a.ddrequest")))
        assert answer.err.startswith("RECIPIENT_NOT_ADMITTED: ")

    def test_a_request_signed_by_another_gives_5(self, admitted: Cli, tmp_path: Path) -> None:
        file = write_request(tmp_path / "a.ddrequest", Ed25519PrivateKey.generate())
        answer = admitted("registry", "approve", str(file))
        assert answer.code == 5
        assert answer.err.startswith("SIGNATURE_MISSING: ")

    def test_other_bytes_under_the_same_version_give_1(self, admitted: Cli, tmp_path: Path) -> None:
        assert admitted("registry", "approve", str(write_request(tmp_path / "a"))).code == 0
        other = write_request(tmp_path / "b", storage_location="Et andet sted")
        answer = admitted("registry", "approve", str(other))
        assert answer.code == 1
        assert answer.err.startswith("VERSION_TAKEN: ")

    def test_what_is_no_request_gives_3(self, admitted: Cli) -> None:
        assert admitted("registry", "approve", "../recipient.json").code == 3
        assert admitted("registry", "approve", "none").code == 3

    def test_a_project_that_comes_from_another_recipient_is_remarked_on(
        self, admitted: Cli, tmp_path: Path
    ) -> None:
        assert admitted("registry", "approve", str(write_request(tmp_path / "a"))).code == 0
        other = Ed25519PrivateKey.generate()
        record = write_recipient(
            tmp_path / "other.json", id="other", receipt_keys=[PublicKey.of(other).format()]
        )
        assert admitted("registry", "add-recipient", str(record)).code == 0
        file = write_request(tmp_path / "b", other, recipient="other", version=2)
        answer = admitted("registry", "approve", str(file))
        assert answer.code == 0
        assert f"from another recipient: {RECIPIENT}" in answer.err


class TestRevocation:
    def test_a_recipient_is_revoked_once(self, admitted: Cli, tmp_path: Path) -> None:
        answer = admitted("registry", "revoke", RECIPIENT, "--reason", "Ophørt.", "--json")
        assert answer.code == 0
        assert answer.document == {"revoked": RECIPIENT, "since": NOW.isoformat()}
        assert admitted("registry", "revoke", RECIPIENT, "--reason", "Ophørt.").code == 1
        answer = admitted("registry", "approve", str(write_request(tmp_path / "a.ddrequest")))
        assert (answer.code, answer.err.split(":")[0]) == (1, "ID_REVOKED")

    def test_what_is_not_there_gives_1(self, made: Cli) -> None:
        answer = made("registry", "revoke", "nobody", "--reason", "x")
        assert (answer.code, answer.err.split(":")[0]) == (1, "ID_UNKNOWN")

    def test_a_reason_is_needed(self, admitted: Cli) -> None:
        assert admitted("registry", "revoke", RECIPIENT).code == 2
        assert admitted("registry", "revoke", RECIPIENT, "--reason", "").code == 2


class TestPublishing:
    def test_what_waited_is_published_with_pages_for_people(
        self, admitted: Cli, tmp_path: Path
    ) -> None:
        file = write_request(tmp_path / "a.ddrequest")
        admitted("registry", "approve", str(file))
        waiting = admitted("registry", "status", "--json")
        names = [f"projects/{PROJECT}/1.ddrequest", f"recipients/{RECIPIENT}.json"]
        assert waiting.document["unpublished"]["added"] == names
        answer = admitted("registry", "publish", "--json")
        assert answer.code == 0
        assert answer.document["added"] == names
        assert answer.document["signed"] == ["targets", "snapshot", "timestamp"]
        assert answer.document["roles"]["timestamp"]["days"] == 7
        pages = tmp_path / "registry/public/catalogue"
        assert UNNAMED.name.da in (pages / "da/index.html").read_text("utf-8")
        assert file.read_bytes() in public_files(pages).values()
        assert admitted("registry", "status", "--json").document["unpublished"]["added"] == []

    def test_the_weekly_signature_publishes_nothing_new(
        self, admitted: Cli, tmp_path: Path
    ) -> None:
        answer = admitted("registry", "publish", "--renew", "--json")
        assert (answer.code, answer.document["signed"]) == (0, ["timestamp"])
        status = admitted("registry", "status", "--json").document
        assert status["unpublished"]["added"] == [f"recipients/{RECIPIENT}.json"]

    def test_the_root_is_renewed_when_asked(self, made: Cli) -> None:
        answer = made("registry", "publish", "--root", "--json")
        assert answer.document["signed"] == ["root", "timestamp"]
        assert made("registry", "publish", "--root", "--renew").code == 2

    def test_what_has_run_out_gives_1(self, made: Cli, clock: Clock) -> None:
        clock.now = NOW + timedelta(days=8)
        status = made("registry", "status", "--json")
        assert (status.code, status.document["live"]) == (1, False)
        assert "ROLE_EXPIRED" in {notice["code"] for notice in status.document["notices"]}
        assert made("registry", "publish", "--renew").code == 0
        assert made("registry", "status").code == 0
        clock.now = NOW + timedelta(days=366)
        answer = made("registry", "publish")
        assert answer.code == 1, "the root has run out, and publishing does not sign that"
        assert "with --root" in answer.err
        assert made("registry", "publish", "--root").code == 0

    def test_a_wrong_passphrase_gives_4(self, made: Cli, tmp_path: Path) -> None:
        (tmp_path / "wrong").write_text("not the passphrase\n")
        before = public_files(tmp_path / "registry/public")
        answer = made("registry", "publish", passphrase="wrong")
        assert (answer.code, answer.err.split(":")[0]) == (4, "WRONG_KEY_PASSPHRASE")
        assert public_files(tmp_path / "registry/public") == before

    def test_a_missing_key_gives_3_and_its_stick_helps(self, admitted: Cli, tmp_path: Path) -> None:
        (tmp_path / "stick").mkdir()
        (tmp_path / "registry/keys/targets1.key").rename(tmp_path / "stick/targets1.key")
        answer = admitted("registry", "publish")
        assert (answer.code, answer.err.split(":")[0]) == (3, "SIGNING_KEY_MISSING")
        assert admitted("registry", "publish", "--keys", "../stick").code == 0

    def test_the_folder_can_be_named(
        self, admitted: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        for words in (["publish"], ["status"], ["add-recipient", "recipient.json"]):
            assert admitted("registry", *words).code == 3
            assert admitted("registry", *words, "--registry", "registry").code == 0

    def test_damage_gives_5(self, made: Cli, tmp_path: Path) -> None:
        (tmp_path / "registry/public/metadata/1.snapshot.json").unlink()
        for words in (["publish"], ["publish", "--renew"], ["status"], ["rotate-root", "root1"]):
            assert made("registry", *words).code == 5


class TestRotation:
    def test_a_key_is_replaced_under_a_passphrase_of_its_own(
        self, made: Cli, tmp_path: Path
    ) -> None:
        (tmp_path / "new").write_text("another passphrase\n")
        answer = made(
            "registry", "rotate-root", "online", "--new-passphrase-file", "../new", "--json"
        )
        assert answer.document == {"old": "online", "new": "online2", "root": 2}
        assert made("registry", "publish", "--renew").code == 4
        assert made("registry", "publish", "--renew", passphrase="new").code == 0

    def test_a_key_that_is_not_there_gives_2(self, made: Cli) -> None:
        assert made("registry", "rotate-root", "root9").code == 2


def test_the_person_is_told_which_key_is_asked_for(
    cli: Cli, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a terminal: the key's name is shown, what is typed is not."""
    clock.now = datetime.now(UTC)  # another process has the computer's own clock
    cli("registry", "init", "registry")
    monkeypatch.chdir(tmp_path / "registry")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "datadonor", "registry", "publish", "--renew", "--lang", "en"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "HOME": str(tmp_path)},
        start_new_session=True,
    ) as process:
        os.close(theirs)
        shown = read_until(ours, b"Passphrase: ")
        os.write(ours, "blå hest ved åen\n".encode())
        process.communicate()
    os.close(ours)
    assert b"The key online:" in shown
    assert b"hest" not in shown
    assert process.returncode == 0


# -- the guide ----------------------------------------------------------------------


def commands_of(guide: str) -> Iterator[str]:
    """Yield every line of the guide's blocks of commands, in order."""
    for block in re.findall(r"^```sh\n(.*?)^```", guide, re.MULTILINE | re.DOTALL):
        yield from block.splitlines()


def test_every_command_of_the_guide_does_what_it_says(
    cli: Cli, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From nothing to a published project, and what goes wrong after that."""
    for letter in "abcde":
        (tmp_path / f"stick-{letter}").mkdir()
    (tmp_path / "www").mkdir()
    write_recipient(tmp_path / "recipient.json")
    write_request(tmp_path / "sleep.ddrequest")
    done = []
    for line in commands_of(GUIDE.read_text("utf-8")):
        program, *words = shlex.split(line)
        if program == "datadonor":
            assert cli(*words).code == 0, line
            clock.now += timedelta(minutes=1)
        elif program == "cd":
            monkeypatch.chdir(words[0])
        else:
            assert program in {"mv", "cp", "rm"}, line
            subprocess.run([program, *words], check=True)
        done.append(words[1] if program == "datadonor" else program)
    assert done.count("publish") >= 4
    assert {"init", "add-recipient", "approve", "revoke", "status", "rotate-root"} <= set(done)
    assert {file.name for file in (tmp_path / "register/keys").iterdir()} == {"online.key"}
    published = public_files(tmp_path / "register/public")
    served = public_files(tmp_path / "www")
    assert set(served.values()) == set(published.values())
    assert (tmp_path / "sleep.ddrequest").read_bytes() in served.values()
    status = cli("registry", "status", "--json")
    assert status.document["live"]
    assert status.document["notices"] == []
    page = (tmp_path / "www/catalogue/da/index.html").read_text("utf-8")
    assert "Region Midtland" in page


def test_the_guide_names_every_command_and_fits_one_page() -> None:
    guide = GUIDE.read_text("utf-8")
    tree = {
        command.name or command.callback.__name__
        for command in operator.app.registered_commands
        if command.callback
    }
    assert {line.split()[2] for line in commands_of(guide) if line.startswith("datadonor")} == tree
    assert len(guide.split()) < 900
