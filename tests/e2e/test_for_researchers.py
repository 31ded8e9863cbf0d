"""Every command in the researchers' page does what the page says."""

import base64
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pytest

from consent.recipient_keys import open_receipt_key
from consent.request import SignedRequest, open_request, sign_request
from datadonor.registry.targets import SealKeys
from export.answers import Kind
from export.seal.opening import seal_for
from export.withdrawing import withdrawal_notice
from tests.inboxes import DAY, Citizen, Sender
from tests.synthetic_requests import with_change

PAGE: Final = Path(__file__).parents[2] / "docs" / "for-researchers.md"
SAMPLE: Final = Path(__file__).parents[2] / "resources" / "samples" / "request-sleep.yaml"
PASSPHRASE: Final = "blå hest ved åen"


def commands(page: str) -> list[list[str]]:
    """Return the commands in a page's shell blocks, in order."""
    blocks = re.findall(r"^```sh\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    return [shlex.split(line) for block in blocks for line in block.splitlines()]


def run(words: list[str], home: Path) -> int:
    assert words[0] == "datadonor"
    return subprocess.run(
        [sys.executable, "-m", "datadonor", *words[1:], f"--passphrase-file={home / 'secret'}"],
        cwd=home,
        check=False,
        env={**os.environ, "HOME": str(home), "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
    ).returncode


def published(home: Path) -> list[list[str]]:
    """Follow the page up to a published request, and return the commands that come after.

    It is the sample's request, but for the recipient, which is the one the page makes.
    """
    (home / "secret").write_text(PASSPHRASE, encoding="utf-8")
    keys, _, _, sign, *others = commands(PAGE.read_text("utf-8"))
    assert run(keys, home) == 0
    own = str(json.loads((home / "keys" / "recipient.json").read_bytes())["id"])
    words = re.sub(r"(?m)^recipient: .*$", f"recipient: {own}", SAMPLE.read_text("utf-8"))
    (home / "study.yaml").write_text(words, encoding="utf-8")
    assert run(sign, home) == 0
    return others


def promise(home: Path, effect: str) -> None:
    """Put another promise into the signed request; the sample's texts are about its own."""
    (kept,) = (home / "keys" / "requests").iterdir()
    asked = with_change(open_request(kept.read_bytes()).request, "withdrawal.effect", effect)
    content = sign_request(asked, open_receipt_key(home / "keys", PASSPHRASE))
    for file in (kept, home / "study.ddrequest"):
        file.write_bytes(content)


def deliver(home: Path, content: bytes, name: str) -> str:
    """Seal something as the recipient's record says, into the inbox; return its digest."""
    record = json.loads((home / "keys" / "recipient.json").read_bytes())
    keys = SealKeys(**record["seal"])
    out = io.BytesIO()
    seal_for(keys).seal_stream(iter([content]), keys, out)
    (home / "inbox").mkdir(exist_ok=True)
    (home / "inbox" / name).write_bytes(out.getvalue())
    return sha256(out.getvalue()).hexdigest()


def sender(home: Path) -> Sender:
    """Return a citizen who said yes to the request."""
    signed: SignedRequest = open_request((home / "study.ddrequest").read_bytes())
    return Sender(Citizen(1, signed.request.id), signed)


def answered(home: Path, digest: str) -> Any:  # noqa: ANN401 - any JSON
    """Return what the recipient answered about a file."""
    envelope = json.loads((home / "answers" / f"{digest}.ddanswer").read_bytes())
    return json.loads(base64.b64decode(envelope["payload"]))


def test_a_newcomer_can_follow_the_page(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(PASSPHRASE, encoding="utf-8")
    keys, draft, check, sign, *_ = commands(PAGE.read_text("utf-8"))
    assert run(keys, tmp_path) == 0
    for name in ("seal.key", "receipt.key", "recipient.json"):
        assert (tmp_path / "keys" / name).is_file()
        assert not (tmp_path / "keys" / name).stat().st_mode & 0o077
    assert PASSPHRASE.encode() not in (tmp_path / "keys" / "seal.key").read_bytes()
    assert b"AGE-SECRET-KEY" not in (tmp_path / "keys" / "seal.key").read_bytes()
    assert run(draft, tmp_path) == 0
    assert run(check, tmp_path) == 3, "an empty draft is not a request"
    shutil.copy(SAMPLE, tmp_path / "study.yaml")
    assert run(check, tmp_path) == 0
    assert run(sign, tmp_path) == 0
    assert (tmp_path / "study.ddrequest").is_file()
    assert run(sign, tmp_path) == 2, "a signed file is not overwritten"


def test_a_request_with_a_fault_is_not_signed(tmp_path: Path) -> None:
    """The negative control of the signature above."""
    (tmp_path / "secret").write_text(PASSPHRASE, encoding="utf-8")
    keys, _, check, sign, *_ = commands(PAGE.read_text("utf-8"))
    assert run(keys, tmp_path) == 0
    faulty = SAMPLE.read_text("utf-8").replace("complaints:", "ethics_note:", 1)
    (tmp_path / "study.yaml").write_text(faulty, encoding="utf-8")
    assert run(check, tmp_path) == 3
    without = re.sub(r"(?ms)^complaints:\n(  .*?\n)+", "", SAMPLE.read_text("utf-8"))
    (tmp_path / "study.yaml").write_text(without, encoding="utf-8")
    assert run(check, tmp_path) == 1
    assert run(sign, tmp_path) == 1
    assert not (tmp_path / "study.ddrequest").exists()


@pytest.mark.parametrize(
    ("effect", "kind", "is_kept"),
    [
        ("erase", "deleted", False),
        ("anonymise", "deleted", False),
        ("future_only", "withdrawn", True),
    ],
)
def test_what_came_is_verified_opened_collected_and_taken_back(
    tmp_path: Path, effect: str, kind: Kind, is_kept: bool
) -> None:
    verify, opening, collect, _ = published(tmp_path)
    promise(tmp_path, effect)
    donor = sender(tmp_path)
    content, _ = donor.plain()
    digest = deliver(tmp_path, content, "BUNDLE.age")
    assert run(verify, tmp_path) == 0
    assert run(opening, tmp_path) == 0
    assert (tmp_path / "opened" / "data" / "dictionary.json").is_file()
    assert run(opening, tmp_path) != 0, "what was opened is not written over"
    assert run(collect, tmp_path) == 0
    assert list((tmp_path / "inbox").iterdir()) == []
    place = tmp_path / "store" / donor.citizen.project / donor.citizen.pseudonym / "1"
    assert (place / "data" / "dictionary.json").is_file()
    assert answered(tmp_path, digest)["kind"] == "received"
    assert run(collect, tmp_path) == 0, "it may be run as often as one likes"
    notice = withdrawal_notice(
        donor.signed, donor.citizen.key, DAY, through_sequence=1, bundles=(digest,)
    )
    told = deliver(tmp_path, notice.content, "notice.age")
    assert run(collect, tmp_path) == 0
    assert (answered(tmp_path, digest)["kind"], place.exists()) == (kind, is_kept)
    assert answered(tmp_path, told)["kind"] == "withdrawn"


def test_what_a_person_takes_out_is_said_to_be_done(tmp_path: Path) -> None:
    _, _, collect, done = published(tmp_path)
    promise(tmp_path, "erase")
    donor = sender(tmp_path)
    digest = deliver(tmp_path, donor.plain()[0], "BUNDLE.age")
    assert run(collect, tmp_path) == 0
    notice = withdrawal_notice(
        donor.signed, donor.citizen.key, DAY,
        item=donor.signed.request.items[0].id, through_sequence=1, bundles=(digest,),
    )  # fmt: skip
    deliver(tmp_path, notice.content, "notice.age")
    assert run(collect, tmp_path) == 1, "something is left for a person"
    (waiting,) = (tmp_path / "store" / "_attention").iterdir()
    named = [waiting.stem if word == "NOTICE" else word for word in done]
    assert named != done
    assert run(named, tmp_path) == 0
    assert not waiting.exists()
    assert run(named, tmp_path) == 2, "it is said once"


def test_what_is_not_right_is_neither_opened_nor_filed(tmp_path: Path) -> None:
    """The negative control: one byte of the seal is another."""
    verify, opening, collect, _ = published(tmp_path)
    deliver(tmp_path, sender(tmp_path).plain()[0], "BUNDLE.age")
    file = tmp_path / "inbox" / "BUNDLE.age"
    content = file.read_bytes()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    digest = sha256(file.read_bytes()).hexdigest()
    assert run(verify, tmp_path) == 5
    assert run(opening, tmp_path) == 5
    assert not (tmp_path / "opened").exists()
    assert run(collect, tmp_path) == 1
    assert answered(tmp_path, digest)["kind"] == "rejected"
    assert (tmp_path / "store" / "_quarantine" / digest / "reason.json").is_file()
