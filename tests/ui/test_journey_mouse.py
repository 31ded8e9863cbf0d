"""A whole way with the mouse, in English, with everything in the places where one puts it."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from datadonor.demo import practice
from datadonor.demo.practice import PracticeGround
from tests.ui.journey import Machine, Pointer, log_of
from ui import choosing

Mode = QFileDialog.FileMode
PROJECT = "oevelse-soevn-puls-skridt"
LOGGED = [
    "vault.created",
    *("import.finished",) * 3,  # of two files, one of which is two in one
    "registry.chosen",
    "registry.refreshed",
    f"request.added {PROJECT}",
    f"consent.given {PROJECT}",
    f"donation.sealed {PROJECT}",
    f"donation.sent {PROJECT}",
    f"donation.answered {PROJECT} received",
    f"consent.withdrawn {PROJECT}",
    f"donation.notice_sent {PROJECT}",
    f"donation.answered {PROJECT} deleted",
]
"""What the person does below, in order."""


class Chooser:
    """Stands where the system's window for files does, and chooses what the person means."""

    def __init__(self) -> None:
        self.wanted: list[Path] = []

    def __call__(
        self,
        parent: QWidget,
        title: str,
        mode: QFileDialog.FileMode,
        accept: QFileDialog.AcceptMode,
        suggested: str = "",
        wanted: str = "",
        ending: str = "",
    ) -> list[str]:
        assert parent.isVisible()
        assert title
        chosen, self.wanted = self.wanted, []
        assert chosen, f"nobody had anything to choose for {title!r}"
        is_saving = accept is QFileDialog.AcceptMode.AcceptSave
        for path in chosen:
            assert path.is_dir() is (mode is Mode.Directory)
            assert path.exists() is not is_saving
            assert not wanted or path.suffix in wanted
        assert not is_saving or suggested
        return [str(path) for path in chosen]


@pytest.fixture
def chooser(monkeypatch: pytest.MonkeyPatch) -> Chooser:
    standing = Chooser()
    monkeypatch.setattr(choosing, "dialog", standing)
    return standing


@pytest.fixture
def ground(tmp_path: Path) -> PracticeGround:
    """The world around: a list, a recipient, requests and health files. No vault in it."""
    return practice.make_practice(tmp_path / "elsewhere")


@pytest.fixture
def machine(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Machine]:
    made = Machine(qapp, qtbot, tmp_path / "home")
    yield made
    made.close()


def test_a_whole_way_with_the_mouse(
    machine: Machine, qtbot: QtBot, tmp_path: Path, ground: PracticeGround, chooser: Chooser
) -> None:
    person = Pointer(machine, qtbot, "mouse")
    stick = tmp_path / "stick"
    stick.mkdir()
    machine.start()
    passphrase = begin(person, chooser, tmp_path / "sheet.pdf")
    bring_in(person, chooser, ground)
    choose_list(person, chooser, ground)
    say_yes(person, chooser, ground, passphrase)
    donate(person, chooser, stick)
    hear_back(person, chooser, stick, ground)
    person.sees("Acknowledged: the recipient has signed for it")
    withdraw(person, chooser, stick, passphrase)
    hear_back(person, chooser, stick, ground)
    person.sees("the recipient has signed that it is deleted")
    person.presses("Activity")
    person.comes_to("What has happened?")
    person.opens_row("deleted what you sent")
    person.comes_to("What happened there?")
    machine.close()
    assert log_of(machine.vault, passphrase) == LOGGED


def test_a_chooser_that_nobody_uses_rightly_is_seen(chooser: Chooser, qtbot: QtBot) -> None:
    """Planted faults: nothing to choose, and a file where a folder is wanted."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    with pytest.raises(AssertionError, match="nobody had anything to choose"):
        choosing.choose_folder(window, "Where?")
    chooser.wanted = [Path(__file__)]
    with pytest.raises(AssertionError):
        choosing.choose_folder(window, "Where?")


def test_a_thing_that_something_lies_over_cannot_be_pressed(machine: Machine, qtbot: QtBot) -> None:
    machine.start()
    person = Pointer(machine, qtbot, "mouse")
    person.comes_to("How would you like to read?")
    over = QLabel("over all of it", machine.started.window)
    over.resize(machine.started.window.size())
    over.show()
    with pytest.raises(AssertionError, match="something else lies over 'Next'"):
        person.presses("Next")


def begin(person: Pointer, chooser: Chooser, sheet: Path) -> str:
    person.comes_to("How would you like to read?")
    person.presses("125%")
    person.presses("100%")
    person.presses("Next")
    person.comes_to("This is Datadonor")
    person.presses("Next")
    person.comes_to("Who will use Datadonor here?")
    person.presses("I do, with my own health data")
    person.presses("Next")
    person.comes_to("Choose a passphrase")
    person.presses("Six words that the computer draws for me")
    person.rests()
    passphrase = person.line_after("Your passphrase will be:")
    assert len(passphrase.split()) == 6
    person.presses("Make my vault")
    person.comes_to("Keep your 24 recovery words")
    words = person.copies_numbered_words()
    chooser.wanted = [sheet]
    person.presses("Save as PDF")
    person.waits_for("The sheet has been saved")
    assert sheet.stat().st_size
    person.presses("I have the words on paper")
    person.comes_to("Do you have the sheet at hand?")
    for number in dict.fromkeys(re.findall(r"Word number (\d+)", person.reads())):
        person.writes(f"Word number {number}", words[number])
    person.presses("Finish")
    person.comes_to("Your vault is open")
    return passphrase


def bring_in(person: Pointer, chooser: Chooser, ground: PracticeGround) -> None:
    person.presses("Bring in my data")
    person.comes_to("Which files do you want to bring in?")
    chooser.wanted = list(ground.health_files)
    person.presses("Choose files")
    for file in ground.health_files:
        person.waits_for(file.name)
        person.presses("Bring in")
    person.comes_to("What was brought in")


def choose_list(person: Pointer, chooser: Chooser, ground: PracticeGround) -> None:
    person.presses("Recipients")
    person.comes_to("Who may receive data?")
    chooser.wanted = [Path(ground.registry)]
    person.presses("Choose a folder")
    chooser.wanted = [ground.root_file]
    person.presses("Choose the root file")
    person.presses("Use this list")
    person.waits_for("The newest list is here")
    person.sees("The practice hospital (made up)")


def say_yes(person: Pointer, chooser: Chooser, ground: PracticeGround, passphrase: str) -> None:
    person.presses("Projects")
    person.comes_to("Which projects do you want to help?")
    chooser.wanted = [ground.requests[0]]
    person.presses("Open a request file")
    person.comes_to("A project asks for your data")
    person.presses("Begin")
    person.comes_to("Who asks, and why?")
    person.presses("I answer for myself")
    person.presses("Next")
    person.comes_to("Which data do you want to give?")
    person.presses("Yes", about="Sleep")
    person.presses("No to the rest on this page")
    person.presses("Next")
    person.comes_to("How much are they to see?")
    person.presses("Next")
    person.comes_to("How often and for how long?")
    person.presses("Once")
    person.presses("Next")
    person.comes_to("What do you say to the rest?")
    person.presses("No to the rest on this page")
    person.presses("Next")
    person.comes_to("What happens if you change your mind?")
    person.presses("Next")
    person.comes_to("Is the text clear?")
    person.presses("It is erased.")
    person.presses("No, they get a pseudonym")
    person.presses("No, I can make do")
    person.presses("Next")
    person.comes_to("Is this how you want it?")
    person.presses("Yes", about="Have you read")
    person.presses("Next")
    person.comes_to("Do you want to sign?")
    person.writes("Your passphrase", passphrase)
    person.presses("Sign")
    person.comes_to("Thank you. You have said yes")


def donate(person: Pointer, chooser: Chooser, stick: Path) -> None:
    person.presses("See exactly what will be sent")
    person.comes_to("Exactly this leaves your computer")
    person.presses("I have seen what is sent")
    person.presses("Donate now")
    person.comes_to("How shall your donation be sent?")
    put_on(person, chooser, stick)
    person.comes_to("Your donation has been sent")


def put_on(person: Pointer, chooser: Chooser, stick: Path) -> None:
    person.presses("Save it in a folder, or on a USB stick")
    chooser.wanted = [stick]
    person.presses("Choose the folder")
    person.presses("Save now")


def hear_back(person: Pointer, chooser: Chooser, stick: Path, ground: PracticeGround) -> None:
    """The stick is carried to the recipient, and its answers lie in a folder then."""
    for file in list(stick.iterdir()):
        ground.inbox.mkdir(exist_ok=True)
        shutil.move(file, ground.inbox / file.name)
    assert practice.play_recipient(ground)
    chooser.wanted = [ground.answers]
    person.presses("Look in a folder")
    person.rests()
    person.looks()


def withdraw(person: Pointer, chooser: Chooser, stick: Path, passphrase: str) -> None:
    person.presses("Withdraw your consent")
    person.comes_to("Do you want to take your yes back?")
    person.writes("Your passphrase", passphrase)
    person.presses("Take my yes back")
    person.comes_to("Your yes is taken back")
    person.presses("Tell the recipient")
    person.comes_to("How shall the recipient be told?")
    put_on(person, chooser, stick)
    person.comes_to("The recipient has been told")
