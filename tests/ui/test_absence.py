"""The lock of a screen locks the vault: over a real message bus."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Starter
from tests.ui.walking import unlocked
from ui.absence import AbsenceWatch

NEEDED = ("dbus-run-session", "dbus-send")
CHILD = Path(__file__).with_name("absence_child.py")

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, NEEDED)), reason="needs the message bus of a Linux desktop"
)

SCRIPT = f"""
"{sys.executable}" "{CHILD}" > "$0/said" &
child=$!
for _ in $(seq 100); do grep -q listening "$0/said" && break; sleep 0.1; done
dbus-send --session --type=signal "$1" "$2.ActiveChanged" boolean:"$3"
if [ "$3" = false ]; then sleep 1; kill $child; fi
wait $child
"""


def said(folder: Path, path: str, interface: str, begins: str) -> str:
    command = ["dbus-run-session", "--", "bash", "-c", SCRIPT, str(folder), path, interface, begins]
    subprocess.run(command, check=False, timeout=60, cwd=CHILD.parents[2])
    return (folder / "said").read_text()


@pytest.mark.parametrize(
    ("path", "interface"),
    [
        ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
        ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
    ],
)
def test_a_locked_screen_is_heard(tmp_path: Path, path: str, interface: str) -> None:
    assert said(tmp_path, path, interface, "true") == "listening\ngone\n"


def test_a_screen_that_is_unlocked_changes_nothing(tmp_path: Path) -> None:
    assert said(tmp_path, "/ScreenSaver", "org.freedesktop.ScreenSaver", "false") == "listening\n"


def test_where_there_is_no_bus_nothing_fails(qtbot: QtBot) -> None:
    watch = AbsenceWatch()
    with qtbot.waitSignal(watch.gone):
        watch.on_signal(True)


def test_the_vault_is_locked_when_the_person_has_gone(
    open_window: Starter, qtbot: QtBot, whole: Path, became: list[list[str]]
) -> None:
    started = unlocked(open_window, qtbot, whole)
    started.absence.on_signal(False)
    assert became == []
    started.absence.on_signal(True)
    assert became == [["--vault", str(whole)]]
