"""The demo as a newcomer runs it, and proof that it can fail."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from datadonor import demo
from datadonor.demo import attacks
from datadonor.demo.stage import PASSPHRASE
from datadonor.demo.year_files import SENSOR_READINGS
from datadonor.texts import Language
from datadonor.vault.vault import Vault


def run_demo(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "datadonor", "demo", "--fast", *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "HOME": str(home), "TMPDIR": str(home)},
    )


def run_left(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command on the vault that the demo left."""
    opening = [f"--vault={home / 'left' / 'vault'}", f"--passphrase-file={home / 'passphrase'}"]
    return subprocess.run(
        [sys.executable, "-m", "datadonor", *words, *opening],
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_step_succeeds_and_nothing_is_left(tmp_path: Path) -> None:
    done = run_demo(tmp_path, "--json")
    document = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert document["ok"]
    assert list(document["steps"]) == list(demo.STEPS)
    assert not list(tmp_path.glob("datadonor-demo-*"))


def test_the_files_stay_on_request_and_the_vault_opens(tmp_path: Path) -> None:
    done = run_demo(tmp_path, "--dir", str(tmp_path / "left"), "--lang", "da")
    assert done.returncode == 0, done.stderr
    assert f"Alle {len(demo.STEPS)} trin lykkedes" in done.stdout
    assert str(tmp_path / "left") in done.stdout
    assert "Blodsukker" in done.stdout
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    assert run_left(tmp_path, "vault", "verify").returncode == 0
    found = json.loads(run_left(tmp_path, "data", "summary", "--json").stdout)["categories"]
    records = {each["category"]: each["samples"] for each in found}
    assert records["glucose"] == SENSOR_READINGS
    assert "temperature" not in records, "the table that she deleted held it"
    (steps,) = (each for kind in found for each in kind["types"] if each["type"] == "StepCount")
    assert 0 < steps["total"] < steps["sum"]


def test_a_vault_that_sees_no_attack_fails_the_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: without the refusal, each attack counts as unseen."""
    monkeypatch.setattr(Vault, "make_read_only", lambda _self: None)
    said: list[str] = []
    steps = demo.play(tmp_path / "left", Language.ENGLISH, said.append, is_fast=True)
    assert {name for name, is_done in steps.items() if not is_done} == set(attacks.ATTACKS)
    assert any("NOT seen" in line for line in said)
    assert any(f"{len(attacks.ATTACKS)} of {len(demo.STEPS)} steps failed" in line for line in said)


def test_a_step_that_fails_stops_what_stands_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(demo.STEPS, "lock", lambda _stage: False)
    steps = demo.play(tmp_path / "left", Language.ENGLISH, lambda _line: None, is_fast=True)
    assert steps == {"create": True, "write": True, "lock": False}
