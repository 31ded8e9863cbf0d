"""Every command in the researchers' page does what the page says."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

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


def test_a_newcomer_can_follow_the_page(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(PASSPHRASE, encoding="utf-8")
    keys, draft, check, sign = commands(PAGE.read_text("utf-8"))
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
    keys, _, check, sign = commands(PAGE.read_text("utf-8"))
    assert run(keys, tmp_path) == 0
    faulty = SAMPLE.read_text("utf-8").replace("complaints:", "ethics_note:", 1)
    (tmp_path / "study.yaml").write_text(faulty, encoding="utf-8")
    assert run(check, tmp_path) == 3
    without = re.sub(r"(?ms)^complaints:\n(  .*?\n)+", "", SAMPLE.read_text("utf-8"))
    (tmp_path / "study.yaml").write_text(without, encoding="utf-8")
    assert run(check, tmp_path) == 1
    assert run(sign, tmp_path) == 1
    assert not (tmp_path / "study.ddrequest").exists()
