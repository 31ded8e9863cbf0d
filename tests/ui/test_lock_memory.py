"""After a lock nothing decrypted is left in the process's memory (house rule 5).

The real program runs in a child process, is unlocked and locked through its keyboard,
and its memory is read from outside: first while the vault is open, where everything
must be found, or the search itself would prove nothing; then after the lock.
"""

import json
import re
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from datadonor.audit import custody
from tests.ui.lock_child import COVER
from tests.ui.vaults import HELPER, PASSPHRASE, seed_helper

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/mem").exists(), reason="reads /proc, which only Linux has"
)

CHILD: Final = Path(__file__).with_name("lock_child.py")
PATIENCE_SECONDS: Final = 60.0
_REGION: Final = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) r\S+ \S+ \S+ \S+ *(.*)$")


class Child:
    """The program, and what can be seen of it from outside."""

    def __init__(self, vault: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(CHILD), "--vault", str(vault)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.pid = self._process.pid

    def hear(self, state: str) -> dict[str, Any]:
        """Wait until the program says that it has come to a state."""
        assert self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], PATIENCE_SECONDS)
        assert ready, f"the program did not come to {state}"
        said: dict[str, Any] = json.loads(self._process.stdout.readline())
        assert said["state"] == state
        return said

    def tell(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n".encode())
        self._process.stdin.flush()

    def count(self, needles: dict[str, bytes]) -> dict[str, int]:
        """Count each needle in everything that is readable in the process's memory."""
        found = dict.fromkeys(needles, 0)
        with Path(f"/proc/{self.pid}/mem").open("rb", buffering=0) as memory:
            for start, end in self._regions():
                try:
                    memory.seek(start)
                    content = memory.read(end - start)
                except OSError:  # the kernel's own pages, and what was given back meanwhile
                    continue
                for name, needle in needles.items():
                    found[name] += content.count(needle)
        return found

    def _regions(self) -> Iterator[tuple[int, int]]:
        for line in Path(f"/proc/{self.pid}/maps").read_text("utf-8").splitlines():
            match = _REGION.match(line)
            if match is not None and not match[3].startswith("[v"):
                yield int(match[1], 16), int(match[2], 16)

    def open_files(self) -> list[str]:
        folder = Path(f"/proc/{self.pid}/fd")
        return [str(link.readlink()) for link in folder.iterdir()]

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A vault that names someone who exists nowhere else."""
    folder = tmp_path / "vault"
    custody.create_vault(folder, PASSPHRASE)
    seed_helper(folder, times=12)
    return folder


@pytest.fixture
def child(vault: Path) -> Iterator[Child]:
    running = Child(vault)
    yield running
    running.end()


def test_nothing_of_an_open_vault_is_left_after_the_lock(child: Child, vault: Path) -> None:
    """Source: ``docs/adr/0003-lock-by-re-exec.md``; measured anew at every run."""
    child.hear("locked")
    child.tell(PASSPHRASE)
    covered = child.hear("open")["covered"]
    key = bytes(byte ^ COVER for byte in covered)[:32]  # the rest is the file's open salt
    needles = {
        "key": key,
        "key in hex": key.hex().encode(),
        "marker in UTF-8": HELPER.encode(),
        "marker in UTF-16": HELPER.encode("utf-16-le"),
    }
    database = str(vault / "vault.db")

    while_open = child.count(needles)
    assert all(while_open.values()), f"the search finds nothing: {while_open}"
    assert database in child.open_files()

    child.tell("lock")
    again = child.hear("locked")
    assert again["pid"] == child.pid
    passphrase = {
        "passphrase in UTF-8": PASSPHRASE.encode(),
        "passphrase in UTF-16": PASSPHRASE.encode("utf-16-le"),
    }
    assert child.count(needles | passphrase) == dict.fromkeys(needles | passphrase, 0)
    assert not [file for file in child.open_files() if file.startswith(str(vault))]


def test_what_a_process_is_told_can_be_found_in_it() -> None:
    """Planted fault: a process that keeps what it should not; the same search finds it."""
    kept = "Quasimodsen Plantegaard-Marker"
    program = (
        "import sys, time; kept = sys.stdin.readline(); print('{}', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{kept}\n".encode())
        process.stdin.flush()
        process.stdout.readline()
        looker = Child.__new__(Child)
        looker.pid = process.pid
        assert looker.count({"kept": kept.encode()})["kept"] >= 1
        process.kill()
