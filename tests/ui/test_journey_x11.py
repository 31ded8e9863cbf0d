"""A newcomer at a real X11 screen: the program as it is started, from an empty home folder.

Nothing is replaced and nothing is handed in: ``python -m datadonor`` with no words, keys
that come from the screen's keyboard, and only what the accessibility bus says is read.
The system's own window for files is met here, too.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from datadonor.demo.practice import make_practice
from tests.ui.atspi import TITLE, Desk, ScreenReader, desk, missing_parts
from tests.ui.journey import log_of
from tests.ui.spoken import Node
from tests.ui.xvfb import PATIENCE_SECONDS, ROOT, VirtualScreen, wait_until

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(bool(missing_parts()), reason=f"needs {' and '.join(missing_parts())}"),
]

PASSPHRASE = "blå hest ved åen"
MOST_STOPS = 60


@pytest.fixture
def bus() -> Iterator[Desk]:
    with desk() as made:
        yield made


@pytest.fixture
def health_file(bus: Desk, tmp_path: Path) -> str:
    """A made-up clinic's file in the home folder, where downloads come to lie."""
    file = make_practice(tmp_path / "made").clinic_file
    shutil.copy(file, bus.environment["HOME"])
    return file.name


@contextmanager
def at_the_program(bus: Desk) -> Iterator["Sitter"]:
    """Start the program as the menu does, and see that it ends in peace."""
    with subprocess.Popen(
        [sys.executable, "-m", "datadonor"],
        cwd=bus.environment["HOME"],  # as a desktop does
        env={**bus.environment, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        try:
            with bus.reader(process) as reader:
                bus.screen.focus(TITLE)
                yield Sitter(bus.screen, reader)
            bus.screen.close(TITLE)
            said, _ = process.communicate(timeout=PATIENCE_SECONDS)
        finally:
            process.kill()
    assert process.returncode == 0
    assert said == b"", "Qt or Python has something to say"


class Sitter:
    """Presses keys, and hears where the keyboard is."""

    def __init__(self, screen: VirtualScreen, reader: ScreenReader) -> None:
        self._screen, self._reader = screen, reader

    def comes_to(self, title: str) -> Node:
        return self._reader.page(title)

    def reaches(self, name: str) -> None:
        """Walk with Tab until what is focused has a name."""
        heard: list[str] = []
        for _ in range(MOST_STOPS):
            focus = self._focus()
            if focus is not None and focus.name.startswith(name):
                return
            heard.append("nothing" if focus is None else focus.name)
            self._screen.press("Tab")
            wait_until(partial(self._is_elsewhere, focus), "the keyboard to go on")
        raise AssertionError(f"Tab never comes to {name!r}, but to {heard}")

    def presses(self, name: str) -> None:
        self.reaches(name)
        self._screen.press("space")

    def writes(self, name: str, text: str) -> None:
        self.reaches(name)
        self._screen.write(text)

    def types(self, *keys: str) -> None:
        self._screen.press(*keys)

    def chooses_file(self, name: str) -> None:
        """Write the name of a file of the home folder in the system's window for files."""
        wait_until(lambda: len(self._screen.windows()) > 1, "a window for files")
        (asked,) = [each for each in self._screen.windows() if each != TITLE]
        self._screen.focus(asked)
        self._screen.write(name)
        self._screen.press("Return")
        wait_until(lambda: self._screen.windows() == [TITLE], "the window for files to go")
        self._screen.focus(TITLE)

    def names(self) -> list[str]:
        tree = self._reader.tree()
        return [] if tree is None else [node.name for node in tree.walk() if node.name]

    def _is_elsewhere(self, before: Node | None) -> bool:
        return self._focus() != before

    def _focus(self) -> Node | None:
        tree = self._reader.tree()
        found = [] if tree is None else [n for n in tree.walk() if "focused" in n.states]
        return next((node for node in reversed(found) if node.role != "frame"), None)


def test_a_newcomer_gets_from_nothing_to_data_of_their_own(bus: Desk, health_file: str) -> None:
    """First run to import report, then another day: closed, opened again and unlocked."""
    with at_the_program(bus) as person:
        begin(person)
        bring_in(person, health_file)
    with at_the_program(bus) as person:
        person.comes_to("Unlock your vault")
        person.writes("Passphrase", PASSPHRASE)
        person.types("Return")
        person.comes_to("Your vault is open")
        assert any("42 records of 7 kinds" in name for name in person.names())
    vault = Path(bus.environment["XDG_DATA_HOME"]) / "datadonor" / "vault"
    assert log_of(vault, PASSPHRASE) == ["vault.created", "import.finished"]


def begin(person: Sitter) -> None:
    person.comes_to("How would you like to read?")
    person.presses("Next")
    person.comes_to("This is Datadonor")
    person.presses("Next")
    person.comes_to("Who will use Datadonor here?")
    person.presses("I do, with my own health data")
    person.presses("Next")
    person.comes_to("Choose a passphrase")
    person.reaches("Six words")
    person.types("Down")
    person.types("space")
    person.writes("Your passphrase", PASSPHRASE)
    person.writes("The same once more", PASSPHRASE)
    person.presses("Make my vault")
    person.comes_to("Keep your 24 recovery words")
    parted = (name.partition(". ") for name in person.names())
    sheet = {number: word for number, _, word in parted if number.isdecimal()}
    assert len(sheet) == 24
    person.presses("I have the words on paper")
    page = person.comes_to("Do you have the sheet at hand?")
    fields = [node.name for node in page.walk() if node.role == "text"]
    for field in fields:
        person.writes(field, sheet[field.removeprefix("Word number ")])
    person.presses("Finish")
    person.comes_to("Your vault is open")


def bring_in(person: Sitter, name: str) -> None:
    person.presses("Bring in my data")
    person.comes_to("Which files do you want to bring in?")
    person.presses("Choose files")
    person.chooses_file(name)
    person.comes_to("Is this what you want to bring in?")
    person.presses("Bring in")
    person.comes_to("What was brought in")
