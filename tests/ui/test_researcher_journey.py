"""The whole way of one request: written and signed at the window, approved, answered, received.

The researcher uses the keyboard alone. The operator, the citizen and the citizen's data are
the real parts in the made-up world of the practice.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consent.approval import judge_request
from consent.book import ConsentBook
from consent.choices import ItemChoice
from consent.draft_file import DraftFile
from consent.periods import local_day
from consent.recipient_keys import RECORD
from consent.request import ProjectRequest, SignedRequest, open_request, request_document
from consent.shelf import RequestShelf
from datadonor.audit import custody
from datadonor.audit.events import SELF
from datadonor.demo.practice import make_practice
from datadonor.demo.practice.asking import PASSPHRASE as KEYS_PASSPHRASE
from datadonor.demo.practice.asking import request_of
from datadonor.demo.practice.ground import Backstage, PracticeGround
from datadonor.registry.client import RegistryClient
from datadonor.registry.publisher import Registry
from datadonor.settings import Settings
from datadonor.texts import Language
from export.delivery import Course
from export.fetching import fetch_answers
from export.outbox import Outbox
from export.receiving.standing import read_standing
from export.sending import Route, send
from tests.consents import fitting_choices
from tests.ui.journey import MOST_STOPS, Machine, Typist
from tests.ui.vaults import PASSPHRASE
from tests.ui.worlds import typical_world
from ui import choosing
from ui.researching_form import shaped
from ui.researching_keeping import keep_drafting
from ui.widgets.prose_field import ProseField

ID = "oevelse-ny"
TITLE = "Øvelse: En ny undersøgelse"


@pytest.fixture
def machine(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Machine]:
    made = Machine(qapp, qtbot, tmp_path / "home")
    made.change_settings(Settings(language=Language.ENGLISH, seat="researcher"))
    yield made
    made.close()


@pytest.fixture
def ground(_low_floor: None, tmp_path: Path) -> PracticeGround:
    return make_practice(tmp_path / "world")


class Desk:
    """What the system's own windows answer, one after the other."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.waiting: list[Path] = []
        monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [str(self.waiting.pop(0))])


def test_a_request_goes_from_a_draft_to_an_answered_donation(
    machine: Machine,
    qtbot: QtBot,
    ground: PracticeGround,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = Desk(monkeypatch)
    draft, request_file = tmp_path / "study.yaml", tmp_path / "study.ddrequest"
    keep_drafting(shaped(unfinished()), DraftFile(draft), Language.ENGLISH)
    keys = Backstage(ground.folder).keys
    machine.start(tmp_path / "no vault")
    person = Typist(machine, qtbot, "researcher")

    desk.waiting = [keys]
    person.comes_to("Which keys do you work with?")
    person.presses("Open the folder of my keys")
    person.comes_to("How your requests stand")
    person.sees("The practice hospital (made up)", "None yet.")
    person.presses("Write your first request")
    desk.waiting = [draft]
    person.comes_to("Which request do you want to write?")
    person.presses("Go on with a draft, or change a request")
    finish_and_sign(person, desk, request_file)

    signed = open_request(request_file.read_bytes())
    assert signed.request.title.da == TITLE
    approve(ground, signed)
    donate(tmp_path / "world", signed)

    person.presses("To the overview")
    person.comes_to("How your requests stand")
    person.sees("The practice hospital (made up)", "Practice: A new study")
    desk.waiting = [ground.inbox]
    press_named(person, "Inbox: where bundles come")
    person.comes_to("How your requests stand")
    person.sees("Something has come.")
    person.presses("Empty the inbox")
    receive(person, desk, ground)

    standing = read_standing(ground.inbox, keys.parent / "store", ground.answers)
    assert (standing.inbox, standing.answers) == ((0, 0), 1)
    assert [(held.project, held.bundles) for held in standing.held] == [(ID, 1)]
    with custody.open_vault(ground.vault, PASSPHRASE) as opened:
        fetch_answers(opened)
        (sent,) = Outbox(opened).entries()
        assert sent.state == "received"


def unfinished() -> dict[str, object]:
    """Return a request in which the title and the reason for one item are still to be written."""
    request: ProjectRequest = request_of("sleep", local_day(datetime.now(UTC)))
    document = request_document(request)
    document["id"] = ID
    document["title"] = {"da": "", "en": "Practice: A new study"}
    document["items"][0]["why"]["en"] = ""
    return dict(document)


def finish_and_sign(person: Typist, desk: Desk, request_file: Path) -> None:
    """Write what is missing where the check leads, and sign."""
    person.comes_to("What do you ask of citizens?")
    person.presses("Check and sign")
    person.comes_to("Is the request ready to be signed?")
    person.sees("still to be written.")
    person.presses("Still to write: Title in Danish")
    person.comes_to("What do you ask of citizens?")
    person.writes("Title in Danish", TITLE)
    person.presses("Check and sign")
    person.comes_to("Is the request ready to be signed?")
    person.presses("Still to write: Why you need it, in English")
    person.comes_to("What do you ask of citizens?")
    assert isinstance(person.focus, ProseField)
    for letter in "We look at how long you sleep and how often you wake.":
        person.types(Qt.Key(ord(letter.upper())), _shift(letter))
    person.presses("Check and sign")
    person.comes_to("Is the request ready to be signed?")
    person.sees("Nothing was found.", "Practice: A new study")
    person.presses("Dansk")
    person.sees(TITLE)
    person.writes("The keys’ passphrase", KEYS_PASSPHRASE)
    desk.waiting = [request_file]
    person.presses("Sign …")
    person.waits_for("The request is signed")


def press_named(person: Typist, about: str) -> None:
    """Walk to one of several buttons with the same words, as who hears them does."""
    for _ in range(MOST_STOPS):
        if person.focus.accessibleName().endswith(about):
            person.types(Qt.Key.Key_Space)
            return
        person.types(Qt.Key.Key_Tab)
    pytest.fail(about)


def _shift(letter: str) -> Qt.KeyboardModifier:
    is_held = letter.isupper()
    return Qt.KeyboardModifier.ShiftModifier if is_held else Qt.KeyboardModifier.NoModifier


def approve(ground: PracticeGround, signed: SignedRequest) -> None:
    """The operator publishes exactly the file that was signed."""
    registry = Registry.open(Backstage(ground.folder).workshop)
    asked = signed.request
    today = local_day(datetime.now(UTC))
    registry.approve(asked.id, asked.version, signed.content, today)
    registry.publish(lambda _name: KEYS_PASSPHRASE, datetime.now(UTC))
    assert (Backstage(ground.folder).keys / RECORD).is_file()


def donate(folder: Path, signed: SignedRequest) -> None:
    """A citizen's vault takes the request in, says yes to part of it, and sends."""
    world = typical_world(folder)
    with custody.open_vault(world.vault, PASSPHRASE) as opened:
        view = RegistryClient(opened).view()
        approval = judge_request(signed, view, opened.log.now(), Language.DANISH)
        RequestShelf(opened).add(signed, SELF, opened.log.now())
        items = {
            each.id: ItemChoice(granted=each.id in {"sleep", "steps"})
            for each in signed.request.items
        }
        choices = fitting_choices(
            signed, recipient=approval.recipient, items=items, demographics=("age_band",)
        )
        ConsentBook(opened).give(signed, choices, approval)
        way = Route(Course(lambda _: None, random.Random(1).random))
        send(opened, signed.request.id, lambda shown: shown.digest, way)


def receive(person: Typist, desk: Desk, ground: PracticeGround) -> None:
    """Empty the inbox, with the answers where the citizen's program looks for them."""
    person.comes_to("What do you want to receive?")
    desk.waiting = [ground.answers]
    press_named(person, "Where your answers are put")
    person.rests()
    person.writes("The keys’ passphrase", KEYS_PASSPHRASE)
    person.presses("Empty the inbox now")
    person.waits_for("The inbox is empty, and everything is answered")
    person.sees("Received and filed: 1")
