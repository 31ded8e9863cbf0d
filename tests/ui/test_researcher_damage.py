"""A researcher's overview stands, and says so, when part of what lies there is not right."""

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from datadonor.texts import catalogue
from export.receiving.collecting import collect
from export.receiving.keys_folder import desk_of
from export.receiving.store import SERIES
from tests import inboxes
from tests.inboxes import Sender
from tests.researchers import Researcher, make_researcher
from tests.ui.conftest import Starter
from tests.ui.researching import Seat
from tests.ui.walking import told
from tests.unit.conftest import PASSPHRASE

DAMAGE = "not as it says of itself"


@pytest.fixture
def researcher(tmp_path: Path) -> Researcher:
    return make_researcher(tmp_path / "desk")


@pytest.fixture
def seat(
    open_window: Starter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Seat:
    return Seat(open_window, qtbot, monkeypatch, tmp_path)


def overview(seat: Seat, researcher: Researcher) -> str:
    """Collect what has come, open the keys, and return what the window says."""
    desk = desk_of(researcher.keys, PASSPHRASE, ())
    collect(researcher.inbox, researcher.store, researcher.answers, desk)
    seat.choosing(researcher.keys)
    seat.overview.open_card.click()
    seat.idle()
    assert seat.overview.overview is not None
    return told(seat.started)


def filed(researcher: Researcher, number: int = 1) -> tuple[Sender, Path]:
    """Let a citizen send a bundle, and return where it is filed."""
    sender = researcher.citizen(number)
    sender.send(researcher.inbox)
    desk = desk_of(researcher.keys, PASSPHRASE, ())
    collect(researcher.inbox, researcher.store, researcher.answers, desk)
    return sender, researcher.store / sender.signed.request.id / sender.citizen.pseudonym


def test_a_bundle_beyond_its_consent_is_told_with_the_name_of_its_file(
    seat: Seat, researcher: Researcher
) -> None:
    sender = researcher.citizen()
    given = inboxes.consented(sender.signed, sender.citizen.pseudonym)
    only = given.model_copy(update={"items": given.items[:1]})
    sender.send(researcher.inbox, consent=only)
    said = overview(seat, researcher)
    assert "than the citizen has agreed to (data/fhir/" in said
    assert catalogue()["errors.BUNDLE_BEYOND_CONSENT.remedy"]["en"] in said


def test_copied_folders_change_nothing_that_is_shown(seat: Seat, researcher: Researcher) -> None:
    _, folder = filed(researcher)
    shutil.copytree(folder, folder.with_name(f"{folder.name} - kopi"))
    said = overview(seat, researcher)
    assert "1 donor" in said
    assert "kopi" not in said
    assert DAMAGE not in said


def test_a_damaged_donor_is_counted_and_the_others_are_shown(
    seat: Seat, researcher: Researcher
) -> None:
    _, folder = filed(researcher)
    filed(researcher, 2)
    (folder / SERIES).write_text("{}")
    said = overview(seat, researcher)
    assert "1 donor" in said
    assert f"{DAMAGE}: 1" in said
    assert catalogue()["errors.STORE_DAMAGED.remedy"]["en"] in said
