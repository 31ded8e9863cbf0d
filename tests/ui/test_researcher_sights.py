"""Every page of a researcher against EN 301 549 and WCAG 2.2, as small as the window may be."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from consent.draft_file import DraftFile
from consent.request import request_document
from datadonor.texts import Language
from export.receiving.collecting import collect
from export.receiving.keys_folder import desk_of
from tests.researchers import Researcher, make_researcher
from tests.synthetic_requests import sample_request
from tests.ui.conftest import Starter
from tests.ui.inspection import faults
from tests.ui.researching import Seat
from tests.ui.screenshots import SMALL
from tests.ui.watching import settle
from tests.unit.conftest import PASSPHRASE
from ui.navigation import Place
from ui.pages.bundles.page import Way
from ui.researching_form import Section, Values, new_draft, shaped
from ui.researching_keeping import Drafting

EVERY_LOOK = pytest.mark.parametrize(
    "seat",
    [
        pytest.param((language, percent), id=f"{language}-{percent}")
        for language in Language
        for percent in (100, 200)
    ],
    indirect=True,
)


@pytest.fixture
def researcher(tmp_path: Path) -> Researcher:
    """Return one at whom something of everything waits."""
    researcher = make_researcher(tmp_path / "desk")
    sender = researcher.citizen()
    sender.send(researcher.inbox)
    sender.withdraw(researcher.inbox, item=researcher.signed.request.items[0].id)
    (researcher.inbox / "0.age").write_bytes(b"nothing that was sealed")
    desk = desk_of(researcher.keys, PASSPHRASE, ())
    collect(researcher.inbox, researcher.store, researcher.answers, desk)
    researcher.citizen(2).send(researcher.inbox)
    return researcher


@pytest.fixture
def seat(
    open_window: Starter,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> Seat:
    language, percent = getattr(request, "param", (Language.ENGLISH, 100))
    return Seat(open_window, qtbot, monkeypatch, tmp_path, language=language, text_percent=percent)


def of(seat: Seat, where: str) -> list[str]:
    seat.idle()
    seat.started.window.resize(*SMALL)
    settle(seat.started.window)
    found = faults(seat.started.window, seat.started.session.language)
    return [f"{where}: {fault}" for fault in found]


def faulty() -> Values:
    """Return a draft with something of everything that can be found."""
    values = shaped(request_document(sample_request("sleep")))
    values["controller"]["cvr"] = "12"
    values["title"]["da"] = ""
    values["investigator"]["contact"] = ""
    return values


@EVERY_LOOK
def test_the_overview_keeps_every_rule(seat: Seat, researcher: Researcher) -> None:
    broken = of(seat, "no keys")
    seat.overview.make_card.click()
    broken += of(seat, "making keys")
    for way in ("suggested", "own"):
        seat.overview.making.passphrase.ways.options[way].click()
        broken += of(seat, f"making keys, {way}")
    seat.overview.primary_button.click()
    broken += of(seat, "making keys, without a folder")
    seat.overview.go_back()
    seat.workplace.use_keys(researcher.keys)
    seat.overview.read_anew()
    broken += of(seat, "everything")
    assert broken == []


@EVERY_LOOK
def test_writing_keeps_every_rule(seat: Seat, tmp_path: Path) -> None:
    seat.go(Place.DRAFT)
    broken = of(seat, "beginning")
    for name, values in (("empty", new_draft()), ("faulty", faulty())):
        seat.workplace.drafting = Drafting(values, DraftFile(tmp_path / "study.yaml"), is_kept=True)
        seat.draft.read_anew()
        for section in Section:
            seat.draft.turn_to(section)
            broken += of(seat, f"{name}, {section}")
    seat.draft.primary_button.click()
    broken += of(seat, "not signed")
    assert broken == []


@EVERY_LOOK
def test_receiving_keeps_every_rule(seat: Seat, researcher: Researcher) -> None:
    seat.workplace.use_keys(researcher.keys)
    seat.go(Place.BUNDLES)
    broken = []
    for way in Way:
        seat.bundles.ways.chips[way].click()
        broken += of(seat, way)
        seat.bundles.primary_button.click()
        broken += of(seat, f"{way}, something missing")
    seat.bundles.ways.chips[Way.VERIFY].click()
    for passphrase in ("not the right one at all", PASSPHRASE):
        seat.choosing(next(researcher.inbox.iterdir()))
        seat.bundles.file.button.click()
        seat.bundles.passphrase.field.setText(passphrase)
        seat.bundles.primary_button.click()
        broken += of(seat, "looked at")
    seat.bundles.ways.chips[Way.COLLECT].click()
    (researcher.inbox / "1.age").write_bytes(b"nothing that was sealed, either")
    seat.bundles.passphrase.field.setText(PASSPHRASE)
    seat.bundles.primary_button.click()
    broken += of(seat, "collected")
    assert broken == []


def test_a_fault_on_a_page_is_found(seat: Seat) -> None:
    """Planted fault: the walk over the pages does see what is on them."""
    seat.overview.content.addWidget(QPushButton())
    assert of(seat, "no keys") == ["no keys: unnamed: QPushButton"]


@pytest.mark.parametrize("place", [Place.RESEARCHER, Place.DRAFT, Place.BUNDLES])
def test_the_language_can_be_changed_on_every_page(
    seat: Seat, researcher: Researcher, tmp_path: Path, place: Place
) -> None:
    seat.workplace.use_keys(researcher.keys)
    seat.workplace.drafting = Drafting(faulty(), DraftFile(tmp_path / "study.yaml"), is_kept=True)
    seat.go(place)
    before = seat.started.window.page.heading.text()
    seat.started.session.change_settings(language=Language.DANISH)
    seat.idle()
    assert seat.started.window.page.heading.text() != before
    seat.started.session.change_settings(language=Language.ENGLISH)
    seat.idle()
    assert seat.started.window.page.heading.text() == before
