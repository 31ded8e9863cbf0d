"""Opening, verifying and collecting bundles from the command line."""

import json
import stat
from pathlib import Path

import pytest

from consent.recipient_keys import RECORD, SEAL_KEY, make_recipient_keys
from consent.request import sign_request
from tests.commands import AtTheTerminal
from tests.consents import RECIPIENT_KEY
from tests.recipients import REQUEST_FILE, Desk
from tests.releases import PROJECT, RECIPIENT, version_of
from tests.unit.conftest import PASSPHRASE, WEAK


@pytest.fixture
def bundle(giver: AtTheTerminal, tmp_path: Path) -> Path:
    """Send a donation and return its file in ``inbox``."""
    (tmp_path / "inbox").mkdir()
    words = ("donation", "send", PROJECT, "--to", str(tmp_path / "inbox"), "--yes")
    assert giver.run(*words).code == 0
    (file,) = (tmp_path / "inbox").iterdir()
    return file


def test_verify_says_whose_it_is_and_writes_nothing(
    desk: Desk, bundle: Path, tmp_path: Path
) -> None:
    before = sorted(tmp_path.rglob("*"))
    answer = desk.run("verify", str(bundle), "--json")
    assert answer.code == 0, answer.err
    document = answer.document
    assert (document["ok"], document["project"], document["sequence"]) == (True, PROJECT, 1)
    assert f"{document['bundle_sha256']}.age" == bundle.name
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("lang", ["da", "en"])
def test_verify_in_words(desk: Desk, bundle: Path, lang: str) -> None:
    answer = desk.run("verify", str(bundle), lang=lang)
    assert PROJECT in answer.out
    assert max(map(len, answer.out.splitlines())) <= 80


def test_open_writes_a_private_folder_once(desk: Desk, bundle: Path, tmp_path: Path) -> None:
    out = tmp_path / "open"
    assert desk.run("open", str(bundle), "--out", str(out)).code == 0
    files = [file for file in out.rglob("*") if file.is_file()]
    assert {"bagit.txt", "manifest.dsse.json"} < {file.name for file in files}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    again = desk.run("open", str(bundle), "--out", str(out))
    assert (again.code, again.error) == (2, "FOLDER_TAKEN")


def test_nothing_that_names_the_donor_is_in_it(desk: Desk, bundle: Path, tmp_path: Path) -> None:
    desk.run("open", str(bundle), "--out", str(tmp_path / "open"))
    for file in (tmp_path / "open").rglob("*"):
        assert not file.is_file() or b"Testesen" not in file.read_bytes()


def test_a_changed_bundle_exits_with_5(desk: Desk, bundle: Path, tmp_path: Path) -> None:
    content = bytearray(bundle.read_bytes())
    content[-20] ^= 1
    bundle.write_bytes(content)
    answer = desk.run("open", str(bundle), "--out", str(tmp_path / "open"))
    assert (answer.code, answer.error) == (5, "SEAL_ALTERED")
    assert not (tmp_path / "open").exists()


def test_what_is_no_bundle_exits_with_3(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "note.age").write_text("hello")
    assert desk.run("verify", str(tmp_path / "note.age")).code == 3
    missing = desk.run("verify", str(tmp_path / "nothing.age"))
    assert (missing.code, missing.error) == (3, "FILE_MISSING")


def test_somebody_else_s_bundle_exits_with_4(desk: Desk, bundle: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    make_recipient_keys(other, PASSPHRASE, WEAK, {"id": RECIPIENT.id})
    (desk.keys / SEAL_KEY).write_bytes((other / SEAL_KEY).read_bytes())
    answer = desk.run("verify", str(bundle))
    assert (answer.code, answer.error) == (4, "SEAL_WRONG_KEY")


def test_a_bundle_of_a_request_that_is_not_known_exits_with_1(desk: Desk, bundle: Path) -> None:
    known = desk.keys / REQUEST_FILE
    known.write_bytes(sign_request(version_of(2, items=("sleep",)), RECIPIENT_KEY))
    answer = desk.run("verify", str(bundle))
    assert (answer.code, answer.error) == (1, "BUNDLE_OTHER_REQUEST")


def test_a_bundle_for_another_recipient_exits_with_1(desk: Desk, bundle: Path) -> None:
    record = json.loads((desk.keys / RECORD).read_bytes())
    (desk.keys / RECORD).write_text(json.dumps({**record, "id": "somebody-else"}))
    answer = desk.run("verify", str(bundle))
    assert (answer.code, answer.error) == (1, "BUNDLE_OTHER_RECIPIENT")


def test_without_a_request_a_bundle_cannot_be_held_to_anything(
    desk: Desk, bundle: Path, tmp_path: Path
) -> None:
    moved = (desk.keys / REQUEST_FILE).rename(tmp_path / "elsewhere.ddrequest")
    answer = desk.run("verify", str(bundle))
    assert (answer.code, answer.error) == (3, "REQUESTS_MISSING")
    assert desk.run("verify", str(bundle), "--request", str(moved)).code == 0


def test_a_record_that_lacks_its_id_takes_it_from_the_request(desk: Desk, bundle: Path) -> None:
    """``researcher keys`` without ``--id`` leaves it out."""
    record = json.loads((desk.keys / RECORD).read_bytes())
    short = {name: record[name] for name in ("format", "seal", "receipt_keys")}
    (desk.keys / RECORD).write_text(json.dumps(short))
    assert desk.run("verify", str(bundle)).code == 0


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff", b"[" * 50_000, b'{"id": 7}'])
def test_a_record_that_is_none_exits_with_3(desk: Desk, bundle: Path, content: bytes) -> None:
    (desk.keys / RECORD).write_bytes(content)
    assert desk.run("verify", str(bundle)).code == 3


def test_a_wrong_passphrase_exits_with_4(desk: Desk, bundle: Path) -> None:
    (desk.keys.parent / "desk-passphrase").write_text("not the right one at all\n")
    assert desk.run("verify", str(bundle)).code == 4


class TestCollect:
    def test_it_files_answers_and_can_be_run_twice(
        self, desk: Desk, bundle: Path, tmp_path: Path
    ) -> None:
        first = desk.collect(tmp_path, "--json")
        assert (first.code, first.document["received"]) == (0, 1), first.err
        assert not bundle.exists()
        answer = tmp_path / "answers" / f"{bundle.stem}.ddanswer"
        assert answer.is_file()
        second = desk.collect(tmp_path, "--json")
        assert (second.code, second.document["received"]) == (0, 0)

    @pytest.mark.parametrize("lang", ["da", "en"])
    def test_what_is_bad_goes_to_quarantine_and_is_told(
        self, desk: Desk, bundle: Path, tmp_path: Path, lang: str
    ) -> None:
        bundle.write_bytes(bundle.read_bytes()[:-100])
        words = [f"--{name}={tmp_path / name}" for name in ("inbox", "store", "answers")]
        answer = desk.run("collect", *words, lang=lang)
        assert answer.code == 1
        assert "SEAL_" in answer.out
        assert max(map(len, answer.out.splitlines())) <= 80

    def test_an_inbox_that_is_not_there_exits_with_3(self, desk: Desk, tmp_path: Path) -> None:
        assert desk.collect(tmp_path).error == "FILE_MISSING"
        assert not (tmp_path / "store").exists()


def test_a_request_that_is_signed_is_kept_with_the_keys(desk: Desk, tmp_path: Path) -> None:
    signed = desk.keys / REQUEST_FILE
    answer = desk.run("request", "sign", str(signed), "--out", str(tmp_path / "new.ddrequest"))
    if answer.code == 0:
        (kept,) = (desk.keys / "requests").iterdir()
        assert kept.read_bytes() == (tmp_path / "new.ddrequest").read_bytes()
    else:  # the request of these tests has something to be mended
        assert not (desk.keys / "requests").exists()
