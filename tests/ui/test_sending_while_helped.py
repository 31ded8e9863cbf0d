"""While somebody helps, nothing leaves the vault before the person has written the passphrase."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from datadonor.audit import custody
from datadonor.audit.assistance import start_assistance, the_helper
from tests.releases import PROJECT
from tests.ui.conftest import Starter
from tests.ui.givers import Giver, make_giver
from tests.ui.test_sending_page import confirmed, finished, sending, sent_to, withdrawn
from tests.ui.vaults import PASSPHRASE
from tests.ui.walking import decide, go, idle, unlocked
from ui import choosing
from ui.app import Started
from ui.navigation import Place
from ui.pages.sending.choosing_way import ADDRESS, FOLDER

HELPER = "Nina Nyborg"


@pytest.fixture
def giver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Giver:
    """Someone who has said yes, and who chooses the stick when a folder is asked for."""
    made = make_giver(tmp_path / "giver", pulses=300)
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [str(made.stick)])
    return made


def be_helped(started: Started, qtbot: QtBot) -> None:
    started.session.start_assistance(
        lambda opened: start_assistance(opened, the_helper(HELPER, "nurse"), 60),
        lambda: None,
        _refuse,
    )
    idle(started, qtbot)
    assert started.session.assistance is not None


def press_send(started: Started, qtbot: QtBot) -> None:
    """Press what lies ready, on the list of what has been sent."""
    go(started, qtbot, Place.SENDING)
    card = sending(started).outbox.card_of(PROJECT)
    assert card is not None
    card.send_button.click()
    idle(started, qtbot)


def left(giver: Giver) -> list[str]:
    """Return the files that have come out of the vault."""
    return sorted(each.name for at in (giver.stick, giver.place.inbox) for each in at.iterdir())


@pytest.mark.parametrize("way", [FOLDER, ADDRESS])
def test_a_donation_is_sent_or_saved_by_the_person_alone(
    open_window: Starter, qtbot: QtBot, giver: Giver, way: str
) -> None:
    started = unlocked(open_window, qtbot, giver.vault, language="en")
    be_helped(started, qtbot)
    confirmed(started, qtbot)
    page = sent_to(started, qtbot, way)
    assert left(giver) == []
    decide(started, qtbot, "whoever holds the mouse")
    finished(started, qtbot)
    assert left(giver) == []
    decide(started, qtbot)
    finished(started, qtbot)
    assert page.heading.text() == "Your donation has been sent"
    assert len(left(giver)) == 1
    started.session.close()
    with custody.open_vault(giver.vault, PASSPHRASE) as opened:
        sent = [each.event for each in opened.log.events() if each.event is not None]
    helped = [each.who.assisted_by for each in sent if each.kind.startswith("donation.")]
    assert {each.name for each in helped if each is not None} == {HELPER}


def test_another_way_is_asked_for_anew(open_window: Starter, qtbot: QtBot, giver: Giver) -> None:
    """The passphrase was asked for one way: with it nothing goes by another."""
    started = unlocked(open_window, qtbot, giver.vault, language="en")
    be_helped(started, qtbot)
    confirmed(started, qtbot)
    page = sent_to(started, qtbot, FOLDER)
    assert page.owner_check.isVisible()
    page.way.ways.options[ADDRESS].click()
    assert not page.owner_check.isVisible()
    assert left(giver) == []


def test_what_lies_ready_goes_on_by_the_person_alone(
    open_window: Starter, qtbot: QtBot, giver: Giver
) -> None:
    started = unlocked(open_window, qtbot, giver.vault, language="en")
    confirmed(started, qtbot)
    away = giver.place.inbox.with_name("away")
    giver.place.inbox.rename(away)
    sent_to(started, qtbot, ADDRESS)
    away.rename(giver.place.inbox)
    be_helped(started, qtbot)
    press_send(started, qtbot)
    sent_to(started, qtbot, ADDRESS)
    assert left(giver) == []
    decide(started, qtbot)
    finished(started, qtbot)
    assert len(left(giver)) == 1


def test_the_recipient_is_told_of_a_withdrawal_by_the_person_alone(
    open_window: Starter, qtbot: QtBot, giver: Giver
) -> None:
    started = unlocked(open_window, qtbot, giver.vault, language="en")
    confirmed(started, qtbot)
    sent_to(started, qtbot, ADDRESS)
    assert giver.collect() == 1
    withdrawn(started, qtbot)
    be_helped(started, qtbot)
    press_send(started, qtbot)
    before = left(giver)
    page = sent_to(started, qtbot, ADDRESS)
    assert left(giver) == before
    decide(started, qtbot)
    finished(started, qtbot)
    assert page.heading.text() == "The recipient has been told"
    assert left(giver) != before


def test_alone_nothing_more_is_asked(open_window: Starter, qtbot: QtBot, giver: Giver) -> None:
    """The negative control."""
    started = unlocked(open_window, qtbot, giver.vault, language="en")
    confirmed(started, qtbot)
    sent_to(started, qtbot, FOLDER)
    assert len(left(giver)) == 1
    assert QApplication.focusWidget() is not None


def _refuse(error: object) -> None:
    raise AssertionError(error)
