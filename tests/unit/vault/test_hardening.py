"""No core file, no other process looking in, and a clean image after a lock."""

import subprocess
import sys
from pathlib import Path

import pytest

linux = pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel")
PR_GET_DUMPABLE = 3

TELL = (
    "import ctypes, os, resource\n"
    f"print(ctypes.CDLL(None).prctl({PR_GET_DUMPABLE}, 0, 0, 0, 0),"
    " resource.getrlimit(resource.RLIMIT_CORE), oct(os.umask(0o777)))\n"
)


def tell(before: str) -> str:
    code = f"{before}\n{TELL}"
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()


@linux
def test_a_hardened_process_leaves_no_core_and_cannot_be_looked_into() -> None:
    told = tell("from datadonor.vault.hardening import harden_process\nharden_process()")
    assert told == "0 (0, 0) 0o77"


@linux
def test_an_ordinary_process_can_be_looked_into() -> None:
    """The negative control."""
    assert tell("").startswith("1 ")


@linux
def test_becoming_another_image_keeps_the_pid_and_hardens_again(tmp_path: Path) -> None:
    """``exec`` makes a process dumpable again; ``main`` must set it anew."""
    code = (
        "import os, sys\n"
        "from datadonor.vault import hardening\n"
        "hardening.harden_process()\n"
        "print(os.getpid(), flush=True)\n"
        "hardening.become(['vault', 'info', '--json', '--vault', sys.argv[1]])\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "none")],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        told, _ = process.communicate()
    assert int(told.split("\n")[0]) == process.pid
    assert "VAULT_MISSING" in told
    assert process.returncode == 3


@linux
def test_main_hardens_before_anything_else_is_imported() -> None:
    code = (
        "import sys\n"
        "from datadonor.vault import hardening\n"
        "seen = []\n"
        "hardening.harden_process = lambda: seen.append(sorted(sys.modules))\n"
        "import datadonor.__main__ as m\n"
        "m.run = lambda words: 0\n"
        "try:\n    m.main()\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('sqlcipher3', 'cryptography', 'PySide6', 'typer')"
        " if name in seen[0]])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
