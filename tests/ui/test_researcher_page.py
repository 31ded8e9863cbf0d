"""A researcher's overview: keys, requests, and what waits."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from consent.recipient_keys import RECEIPT_KEY, RECORD, SEAL_KEY
from export.receiving.by_hand import waiting
from export.receiving.collecting import collect
from export.receiving.keys_folder import desk_of, read_record
from tests.researchers import Researcher, make_researcher
from tests.ui.conftest import Starter
from tests.ui.researching import Seat
from tests.ui.walking import told
from tests.unit.conftest import PASSPHRASE
from ui.navigation import Place
from ui.researching import NextStep, next_step
from ui.widgets.ticks import Option


@pytest.fixture
def researcher(tmp_path: Path) -> Researcher:
    return make_researcher(tmp_path / "desk")


@pytest.fixture
def seat(
    open_window: Starter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Seat:
    return Seat(open_window, qtbot, monkeypatch, tmp_path)


def opened(seat: Seat, researcher: Researcher) -> None:
    seat.choosing(researcher.keys)
    seat.overview.open_card.click()
    seat.idle()


def step(seat: Seat) -> NextStep:
    assert seat.overview.overview is not None
    return next_step(seat.overview.overview)


def test_a_researcher_begins_here_and_needs_no_vault(seat: Seat) -> None:
    assert seat.started.window.place is Place.RESEARCHER
    assert seat.overview.open_card.isVisible()
    assert seat.overview.columns.isHidden()


def test_keys_are_opened_and_what_lies_beside_them_is_found(
    seat: Seat, researcher: Researcher
) -> None:
    opened(seat, researcher)
    assert seat.workplace.keys == researcher.keys
    assert seat.workplace.folder("inbox") == researcher.inbox
    said = told(seat.started)
    assert "A hospital (made up)" in said
    assert "Sleep and heart rhythm" in said
    assert step(seat) is NextStep.WAIT


def test_a_folder_without_keys_is_refused_and_nothing_is_opened(seat: Seat, tmp_path: Path) -> None:
    seat.choosing(tmp_path)
    seat.overview.open_card.click()
    seat.idle()
    assert seat.workplace.keys is None
    assert "no key of the right kind" in seat.overview.banner.text
    assert seat.overview.open_card.isVisible()


def test_what_has_come_is_the_next_step(seat: Seat, researcher: Researcher) -> None:
    researcher.citizen().send(researcher.inbox)
    opened(seat, researcher)
    assert step(seat) is NextStep.COLLECT


def test_what_was_put_aside_is_told_with_its_reason(seat: Seat, researcher: Researcher) -> None:
    (researcher.inbox / "0.age").write_bytes(b"nothing that was sealed")
    desk = desk_of(researcher.keys, PASSPHRASE, ())
    collect(researcher.inbox, researcher.store, researcher.answers, desk)
    opened(seat, researcher)
    assert step(seat) is NextStep.LOOK_AT_REFUSED
    assert "not sealed in the way" in told(seat.started)


def by_hand(researcher: Researcher) -> None:
    sender = researcher.citizen()
    sender.send(researcher.inbox)
    sender.withdraw(researcher.inbox, item=researcher.signed.request.items[0].id)
    desk = desk_of(researcher.keys, PASSPHRASE, ())
    collect(researcher.inbox, researcher.store, researcher.answers, desk)


def test_what_was_taken_out_by_hand_is_signed_for(seat: Seat, researcher: Researcher) -> None:
    by_hand(researcher)
    opened(seat, researcher)
    assert step(seat) is NextStep.BY_HAND
    hand = seat.overview.hand
    assert hand is not None
    (button,) = hand.buttons.values()
    button.click()
    assert "Write the passphrase" in hand.passphrase.error.text()
    hand.passphrase.field.setText(PASSPHRASE)
    button.click()
    seat.idle()
    assert waiting(researcher.store) == {}
    assert "It is signed" in seat.overview.banner.text
    assert step(seat) is NextStep.WAIT


def test_a_wrong_passphrase_is_told_beside_its_field_and_signs_nothing(
    seat: Seat, researcher: Researcher
) -> None:
    by_hand(researcher)
    opened(seat, researcher)
    hand = seat.overview.hand
    assert hand is not None
    (button,) = hand.buttons.values()
    hand.passphrase.field.setText("not the right one at all")
    button.click()
    seat.idle()
    assert hand.passphrase.error.isVisible()
    assert hand.passphrase.field.text() == ""
    assert len(waiting(researcher.store)) == 1


def test_passphrases_do_not_stay_when_the_page_is_left(seat: Seat, researcher: Researcher) -> None:
    by_hand(researcher)
    opened(seat, researcher)
    hand, making = seat.overview.hand, seat.overview.making
    assert hand is not None
    hand.passphrase.field.setText("hemmeligt")
    making.passphrase.first.field.setText("hemmeligt")
    seat.go(Place.DRAFT)
    assert hand.passphrase.field.text() == making.passphrase.first.field.text() == ""


def test_keys_are_made_with_what_is_known(seat: Seat, tmp_path: Path) -> None:
    seat.overview.make_card.click()
    making = seat.overview.making
    seat.overview.primary_button.click()
    assert "Choose where" in making.place.error.text()
    (tmp_path / "keys").mkdir()
    seat.choosing(tmp_path / "keys")
    making.place.button.click()
    making.name_field.setText("Prøvehospitalet")
    making.id_field.setText("proevehospitalet")
    making.kind.options["hospital"].click()
    assert making.passphrase.ways.value() is None
    making.passphrase.ways.options["suggested"].click()
    seat.overview.primary_button.click()
    seat.idle()
    assert {each.name for each in (tmp_path / "keys").iterdir()} >= {SEAL_KEY, RECEIPT_KEY, RECORD}
    record = read_record(tmp_path / "keys")
    assert (record["id"], record["kind"]) == ("proevehospitalet", "hospital")
    assert step(seat) is NextStep.COMPLETE_RECORD
    assert "where bundles are to come" in told(seat.started)
    assert making.passphrase.words.text() == ""


def test_keys_that_are_there_are_not_overwritten(seat: Seat, researcher: Researcher) -> None:
    before = (researcher.keys / SEAL_KEY).read_bytes()
    seat.overview.make_card.click()
    seat.choosing(researcher.keys)
    seat.overview.making.place.button.click()
    suggested = seat.overview.making.passphrase.ways.options["suggested"]
    assert isinstance(suggested, Option)
    suggested.click()
    seat.overview.primary_button.click()
    seat.idle()
    assert "keys in the folder already" in seat.overview.banner.text
    assert (researcher.keys / SEAL_KEY).read_bytes() == before


def test_nothing_of_it_is_remembered_for_the_next_window(
    seat: Seat, researcher: Researcher, tmp_path: Path
) -> None:
    opened(seat, researcher)
    kept = b"".join(file.read_bytes() for file in tmp_path.glob("*.json"))
    assert researcher.keys.name.encode() not in kept
