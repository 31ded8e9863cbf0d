"""The program on a real X11 screen, with nothing replaced and a keyboard of its own.

What is drawn in memory can be dead on every desktop: the platform plugin, its libraries,
the keyboard's layout and the window's frame are only met here.
"""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from datadonor.audit import custody
from datadonor.vault.errors import VaultInUse
from tests.ui.vaults import PASSPHRASE, fill
from tests.ui.xvfb import (
    PATIENCE_SECONDS,
    Picture,
    VirtualScreen,
    isolated,
    missing_programs,
    program,
    wait_until,
)
from ui.tokens import TOKENS

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(
        bool(missing_programs()), reason=f"needs {' and '.join(missing_programs())}"
    ),
]

TITLE = "Datadonor"
HANDFUL = 24
"""A bare screen has one colour, boxes without text a dozen, smooth text hundreds."""


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault as costly as a person's own."""
    folder = tmp_path_factory.mktemp("vault") / "vault"
    custody.create_vault(folder, PASSPHRASE)
    fill(folder)
    return folder


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[VirtualScreen]:
    with VirtualScreen(tmp_path / "screen") as running:
        yield running


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder in which the program has never been."""
    return tmp_path / "home"


@pytest.fixture
def running(screen: VirtualScreen, vault: Path, home: Path) -> Iterator[subprocess.Popen[bytes]]:
    with program(vault, screen.environment(home)) as process:
        yield process


def ink(picture: Picture) -> int:
    """Count the pixels in the colour of text."""
    return picture.colours().get(int(TOKENS["light"].text[1:], 16), 0)


def noted(home: Path) -> list[str]:
    """Return the words that the program has written to its own log."""
    logs = list(home.rglob("datadonor.log"))
    return [line.split()[1] for line in logs[0].read_text("utf-8").splitlines()] if logs else []


def is_taken(vault: Path) -> bool:
    """Say whether another process has the vault open."""
    try:
        custody.open_vault(vault, PASSPHRASE).close()
    except VaultInUse:
        return True
    return False


def unlock(screen: VirtualScreen, home: Path, times: int = 1) -> None:
    screen.focus(TITLE)
    screen.write(PASSPHRASE)
    screen.press("Return")
    wait_until(lambda: noted(home).count("vault_opened") == times, "the vault to be open")


def test_the_window_stands_on_a_bare_desktop_and_text_is_drawn(
    screen: VirtualScreen, running: subprocess.Popen[bytes]
) -> None:
    """Source: the picture of a build without fonts has two colours, a whole one hundreds."""
    empty = screen.picture()
    screen.focus(TITLE)
    wait_until(lambda: len(screen.picture().colours()) > HANDFUL, "a picture of many colours")
    wait_until(lambda: ink(screen.picture()) > 1000, "text in its colour")
    assert len(empty.colours()) < HANDFUL, "the bare screen would pass for a window"
    screen.close(TITLE)
    said, _ = running.communicate(timeout=PATIENCE_SECONDS)
    assert running.returncode == 0
    assert said == b"", "Qt or Python has something to say"


def test_keys_unlock_and_lock_and_the_process_number_stays(
    screen: VirtualScreen, running: subprocess.Popen[bytes], vault: Path, home: Path
) -> None:
    """House rule 5, ``docs/adr/0003-lock-by-re-exec.md``: on a screen as in memory.

    The passphrase holds a letter that only a Danish keyboard has.
    """
    unlock(screen, home)
    assert is_taken(vault)
    wait_until(lambda: screen.windows() == [TITLE], "one window")
    screen.press("Control_L", "l")
    wait_until(lambda: noted(home).count("started") == 2, "the program to begin anew")
    assert noted(home)[-2:] == ["vault_locked", "started"]
    assert running.poll() is None, "the lock has ended the process"
    assert Path(f"/proc/{running.pid}").exists()
    assert not is_taken(vault)

    unlock(screen, home, times=2)
    screen.close(TITLE)
    said, _ = running.communicate(timeout=PATIENCE_SECONDS)
    assert running.returncode == 0
    assert said == b"", "Qt or Python has something to say"
    assert noted(home)[-2:] == ["vault_locked", "ended"]
    assert not is_taken(vault)


def test_a_wrong_passphrase_opens_nothing(
    screen: VirtualScreen, running: subprocess.Popen[bytes], vault: Path, home: Path
) -> None:
    """Planted fault for the test above: one key less, and the vault stays shut."""
    screen.focus(TITLE)
    screen.write(PASSPHRASE[:-1])
    screen.press("Return")
    wait_until(lambda: "refused" in noted(home), "the passphrase to be refused")
    assert "vault_opened" not in noted(home)
    assert not is_taken(vault)


def test_a_program_that_cannot_reach_its_screen_is_seen_to_fail(vault: Path, home: Path) -> None:
    """Planted fault: no such screen. It must end with a code, not hang."""
    nowhere = isolated(home) | {"DISPLAY": ":7654321", "QT_QPA_PLATFORM": "xcb"}
    with program(vault, nowhere) as process:
        said, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode != 0
    assert b"could not connect to display" in said
