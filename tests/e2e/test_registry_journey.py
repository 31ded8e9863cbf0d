"""From nothing, with commands only: an operator, researchers and a citizen.

Every actor uses what a newcomer would use: the commands, files handed over, a folder or
a web server with static files. Nothing here reaches into the program.
"""

import functools
import http.server
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

SAMPLES: Final = Path(__file__).parents[2] / "resources" / "samples"
PASSPHRASE: Final = "blå hest ved åen"


@dataclass(frozen=True)
class Answer:
    code: int
    document: Any
    err: str


@dataclass(frozen=True)
class Actors:
    """A folder in which everybody has their own."""

    home: Path

    def run(self, *words: str) -> Answer:
        """Run one command as a person would, and read its one document."""
        done = subprocess.run(
            [
                *(sys.executable, "-m", "datadonor", *words),
                *("--json", "--lang", "en", "--vault", str(self.home / "vault")),
                *("--passphrase-file", str(self.home / "passphrase")),
            ],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "HOME": str(self.home)},
        )
        assert "Traceback" not in done.stderr
        return Answer(done.returncode, json.loads(done.stdout), done.stderr)

    def must(self, *words: str) -> Any:  # noqa: ANN401 - whatever was answered
        """Run a command that is to succeed."""
        answer = self.run(*words)
        assert answer.code == 0, (words, answer.err)
        return answer.document

    # -- the researchers --------------------------------------------------------

    def make_recipient(self, recipient_id: str, kind: str) -> Path:
        keys = self.home / f"keys-{recipient_id}"
        self.must(
            *("researcher", "keys", "--out", str(keys), "--id", recipient_id),
            *("--name", f"{recipient_id} (made up)", "--kind", kind),
            *("--valid-until", "2099-12-31"),
        )
        return keys

    def sign(self, sample: str, keys: Path, recipient_id: str, **changes: object) -> Path:
        values = yaml.safe_load((SAMPLES / f"request-{sample}.yaml").read_text("utf-8"))
        values |= {"recipient": recipient_id, **changes}
        draft = self.home / f"{values['id']}-{values['version']}.yaml"
        draft.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
        assert self.must("researcher", "request", "check", str(draft))["ok"]
        out = draft.with_suffix(".ddrequest")
        self.must(
            *("researcher", "request", "sign", str(draft)),
            *("--keys", str(keys), "--out", str(out)),
        )
        return out

    # -- the operator -----------------------------------------------------------

    @property
    def registry(self) -> Path:
        return self.home / "registry"

    def operate(self, *words: str) -> Any:  # noqa: ANN401
        return self.must("registry", *words, "--registry", str(self.registry))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Actors, dict[str, Path]]:
    """Two recipients and three projects, one with two versions and one revoked."""
    actors = Actors(tmp_path_factory.mktemp("actors"))
    (actors.home / "passphrase").write_text(PASSPHRASE + "\n", encoding="utf-8")
    hospital = actors.make_recipient("nordkysten", "hospital")
    university = actors.make_recipient("oestbyen", "university")
    files = {
        "sleep 1": actors.sign("sleep", hospital, "nordkysten"),
        "sleep 2": actors.sign("sleep", hospital, "nordkysten", version=2, frequency="once"),
        "steps": actors.sign("steps", university, "oestbyen"),
        "glucose": actors.sign("glucose", university, "oestbyen"),
    }
    actors.must("registry", "init", str(actors.registry), "--name", "Nævnet (opdigtet)")
    for keys in (hospital, university):
        actors.operate("add-recipient", str(keys / "recipient.json"))
    for file in files.values():
        actors.operate("approve", str(file))
    actors.operate("publish")
    glucose = yaml.safe_load((SAMPLES / "request-glucose.yaml").read_text("utf-8"))["id"]
    actors.operate(
        "revoke", glucose, "--reason", "Trukket (prøve)", "--reason-en", "Stopped (test)"
    )
    actors.operate("publish")
    waiting = actors.operate("status")["unpublished"]
    assert not any(waiting.values())
    actors.must("vault", "create", "--recovery-out", str(actors.home / "words"))
    return actors, files


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve static files as any web server would."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_before_a_list_is_chosen_nothing_is_approved(
    published: tuple[Actors, dict[str, Path]],
) -> None:
    actors, files = published
    answer = actors.run("request", "add", str(files["sleep 1"]))
    assert (answer.code, answer.document["standing"]) == (1, "no_registry")
    assert "chosen" in answer.document["message"]


def test_the_journey(published: tuple[Actors, dict[str, Path]]) -> None:
    actors, files = published
    public = actors.registry / "public"
    with served(public) as address:
        chosen = actors.must("approvals", "use", address, "--root", str(public / "root.json"))
        assert chosen["fresh"] is True
        unchanged = actors.must("approvals", "refresh")
        assert unchanged["added"] == unchanged["changed"] == unchanged["removed"] == []
    # The list was read; what follows needs no server.
    recipients = actors.must("approvals", "recipients")["recipients"]
    assert {one["id"]: one["approved"] for one in recipients} == {
        "nordkysten": True,
        "oestbyen": True,
    }
    projects = actors.must("approvals", "projects")["projects"]
    standings = {(one["project"], one["version"]): one["standing"] for one in projects}
    assert sorted(standings.values()) == ["approved", "approved", "approved", "project_revoked"]

    for name in ("sleep 1", "sleep 2", "steps"):
        added = actors.must("request", "add", str(files[name]))
        assert added["approved"] is True
    assert actors.must("request", "add", str(files["steps"]))["approved"] is True
    assert len(actors.must("request", "list")["requests"]) == 3

    revoked = actors.run("request", "add", str(files["glucose"]))
    assert (revoked.code, revoked.document["standing"]) == (1, "project_revoked")
    assert "Stopped (test)" in revoked.document["message"]

    sleep = added_id(actors, "sleep")
    shown = actors.must("request", "show", sleep)
    assert shown["version"] == 2
    assert shown["request"]["id"] == sleep
    assert actors.must("request", "show", sleep, "--version", "1")["version"] == 1
    assert actors.run("request", "show", sleep, "--version", "9").code == 1
    changes = actors.must("request", "diff", sleep, "1", "2")
    assert changes["changes"]

    told = actors.must("log", "show", "--kind", "registry")["events"]
    assert [one["event"]["kind"] for one in told].count("registry.refreshed") == 2
    contacts = actors.must("log", "show", "--kind", "network")["events"]
    assert {one["event"]["what"]["host"] for one in contacts} == {"127.0.0.1"}
    assert actors.must("vault", "verify")["ok"] is True


def added_id(actors: Actors, word: str) -> str:
    listed = actors.must("request", "list")["requests"]
    (found,) = {one["project"] for one in listed if word in sample_of(one["project"])}
    return str(found)


def sample_of(project: str) -> str:
    for file in SAMPLES.glob("request-*.yaml"):
        if yaml.safe_load(file.read_text("utf-8"))["id"] == project:
            return file.stem
    raise AssertionError(project)


def test_one_changed_byte_is_not_approved(
    published: tuple[Actors, dict[str, Path]], tmp_path: Path
) -> None:
    actors, files = published
    public = actors.registry / "public"
    actors.must("approvals", "use", str(public), "--root", str(public / "root.json"))
    whole = files["steps"].read_bytes()
    for place in range(0, len(whole), len(whole) // 8):
        changed = tmp_path / "changed.ddrequest"
        changed.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        answer = actors.run("request", "add", str(changed))
        assert answer.code == 1, place
        assert answer.document["approved"] is False
        assert "Not approved" in answer.document["message"]
    other = tmp_path / "letter.ddrequest"
    other.write_bytes(b"%PDF-1.7 something else")
    assert actors.run("request", "add", str(other)).code == 3


def test_a_changed_text_with_a_good_form_is_named_for_what_it_is(
    published: tuple[Actors, dict[str, Path]],
) -> None:
    """The recipient itself signs other words under an approved version."""
    actors, _ = published
    public = actors.registry / "public"
    actors.must("approvals", "use", str(public), "--root", str(public / "root.json"))
    values = yaml.safe_load((SAMPLES / "request-steps.yaml").read_text("utf-8"))
    values["recipient"] = "oestbyen"
    values["storage_location"] = "Danmark, et andet sted (opdigtet)"
    draft = actors.home / "other.yaml"
    draft.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    out = actors.home / "other.ddrequest"
    keys = actors.home / "keys-oestbyen"
    signing = ["researcher", "request", "sign", str(draft), "--keys", str(keys), "--out", str(out)]
    refused = actors.run(*signing)
    assert (refused.code, refused.document["error"]["code"]) == (1, "VERSION_SIGNED")
    assert not out.exists()
    (keys / "requests" / f"{values['id']}-1.ddrequest").unlink()  # one who means to
    actors.must(*signing)
    answer = actors.run("request", "add", str(out))
    assert (answer.code, answer.document["standing"]) == (1, "changed")
    assert "changed after it was approved" in answer.document["message"]


def test_a_newcomers_draft_leads_to_a_request(
    published: tuple[Actors, dict[str, Path]],
) -> None:
    """The commented draft, filled in from a sample, passes the check; empty it does not."""
    actors, _ = published
    empty = actors.home / "empty.yaml"
    actors.must("researcher", "request", "draft", "--out", str(empty))
    assert "# " in empty.read_text("utf-8")
    refused = actors.run("researcher", "request", "check", str(empty))
    assert refused.code == 3
    filled = actors.home / "filled.yaml"
    sample = str(SAMPLES / "request-sleep.yaml")
    actors.must("researcher", "request", "draft", "--out", str(filled), "--from", sample)
    assert actors.must("researcher", "request", "check", str(filled))["ok"] is True
