"""Receiving at the window: verified, opened, collected; refused with a reason; stopped."""

import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from consent.recipient_keys import SEAL_KEY, make_recipient_keys
from export.receiving.standing import read_standing
from tests.researchers import Researcher, make_researcher
from tests.ui.conftest import Starter
from tests.ui.researching import Seat
from tests.ui.walking import told
from tests.unit.conftest import PASSPHRASE, WEAK
from ui import researching_bundles
from ui.jobs import Course
from ui.navigation import Place
from ui.pages.bundles.page import Way


@pytest.fixture
def researcher(tmp_path: Path) -> Researcher:
    return make_researcher(tmp_path / "desk")


@pytest.fixture
def seat(
    open_window: Starter,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    researcher: Researcher,
) -> Seat:
    seat = Seat(open_window, qtbot, monkeypatch, tmp_path)
    seat.workplace.use_keys(researcher.keys)
    seat.go(Place.BUNDLES)
    return seat


def act(seat: Seat, passphrase: str = PASSPHRASE) -> None:
    seat.bundles.passphrase.field.setText(passphrase)
    seat.bundles.primary_button.click()
    seat.idle()


def one(seat: Seat, way: Way, bundle: Path, into: Path | None = None) -> None:
    seat.bundles.ways.chips[way].click()
    seat.choosing(bundle)
    seat.bundles.file.button.click()
    if into is not None:
        seat.choosing(into)
        seat.bundles.target.button.click()
    act(seat)


# -- one bundle -----------------------------------------------------------------------------


def test_a_bundle_is_looked_at_and_nothing_is_kept(
    seat: Seat, researcher: Researcher, tmp_path: Path
) -> None:
    sender = researcher.citizen()
    bundle = sender.send(researcher.inbox)
    before = sorted(tmp_path.rglob("*"))
    one(seat, Way.VERIFY, bundle)
    assert "right in every byte" in seat.bundles.banner.text
    assert sender.citizen.pseudonym in told(seat.started)
    assert sorted(tmp_path.rglob("*")) == before
    assert seat.bundles.passphrase.field.text() == ""


def test_a_bundle_is_opened_into_a_folder_of_its_own(
    seat: Seat, researcher: Researcher, tmp_path: Path
) -> None:
    bundle = researcher.citizen().send(researcher.inbox)
    (tmp_path / "opened").mkdir()
    one(seat, Way.OPEN, bundle, tmp_path / "opened")
    assert (tmp_path / "opened" / bundle.stem / "bagit.txt").is_file()
    act(seat)
    assert seat.bundles.result is None  # it lies there already, and is not overwritten
    assert seat.bundles.banner.isVisible()


def test_nothing_of_what_is_in_it_is_shown(
    seat: Seat, researcher: Researcher, tmp_path: Path
) -> None:
    """No value of a record in a title, a message or a name."""
    bundle = researcher.citizen().send(researcher.inbox)
    (tmp_path / "opened").mkdir()
    one(seat, Way.OPEN, bundle, tmp_path / "opened")
    assert "HeartRate" not in told(seat.started)
    assert seat.started.window.windowTitle() == "Datadonor"


@pytest.mark.parametrize("way", [Way.VERIFY, Way.OPEN])
def test_a_damaged_bundle_is_refused_with_its_reason_and_leaves_nothing(
    seat: Seat, researcher: Researcher, tmp_path: Path, way: Way
) -> None:
    bundle = researcher.citizen().send(researcher.inbox)
    content = bytearray(bundle.read_bytes())
    content[-20] ^= 1
    bundle.write_bytes(content)
    (tmp_path / "opened").mkdir()
    one(seat, way, bundle, tmp_path / "opened" if way is Way.OPEN else None)
    assert "changed" in seat.bundles.banner.text
    assert list((tmp_path / "opened").iterdir()) == []
    assert seat.bundles.result is None


def test_a_bundle_for_somebody_else_is_refused(
    seat: Seat, researcher: Researcher, tmp_path: Path
) -> None:
    bundle = researcher.citizen().send(researcher.inbox)
    make_recipient_keys(tmp_path / "other", PASSPHRASE, WEAK, {})
    (researcher.keys / SEAL_KEY).write_bytes((tmp_path / "other" / SEAL_KEY).read_bytes())
    one(seat, Way.VERIFY, bundle)
    assert "key" in seat.bundles.banner.text
    assert seat.bundles.result is None


def test_a_wrong_passphrase_is_told_beside_its_field(seat: Seat, researcher: Researcher) -> None:
    bundle = researcher.citizen().send(researcher.inbox)
    act(seat, "not the right one at all")
    assert seat.bundles.passphrase.error.isVisible()
    assert bundle.is_file()
    assert not researcher.store.exists()
    assert not researcher.answers.exists()


def test_what_is_missing_is_said_beside_it(seat: Seat) -> None:
    seat.bundles.ways.chips[Way.OPEN].click()
    seat.bundles.primary_button.click()
    assert seat.bundles.file.error.isVisible()
    assert seat.bundles.file.button.hasFocus()


def test_a_passphrase_does_not_stay_when_the_page_is_left(seat: Seat) -> None:
    field = seat.bundles.passphrase
    field.field.setText("hemmeligt")
    seat.go(Place.DRAFT)
    assert field.field.text() == ""


# -- the inbox ------------------------------------------------------------------------------


def test_an_inbox_is_emptied_filed_and_answered(seat: Seat, researcher: Researcher) -> None:
    for number in (1, 2):
        researcher.citizen(number).send(researcher.inbox)
    act(seat)
    found = read_standing(researcher.inbox, researcher.store, researcher.answers)
    assert (found.inbox, found.answers) == ((0, 0), 2)
    assert found.held[0].donors == 2
    assert "Received and filed: 2" in told(seat.started)
    assert "everything is answered" in seat.bundles.banner.text


def test_each_refusal_is_told_with_its_reason(seat: Seat, researcher: Researcher) -> None:
    (researcher.inbox / "0.age").write_bytes(b"nothing that was sealed")
    researcher.citizen().send(researcher.inbox)
    act(seat)
    said = told(seat.started)
    assert "a person should look at something" in seat.bundles.banner.text
    assert "not sealed in the way" in said
    assert "Received and filed: 1" in said


def test_what_stayed_in_the_inbox_is_said(seat: Seat, researcher: Researcher) -> None:
    sender = researcher.citizen()
    sender.send(researcher.inbox)
    act(seat)
    donor = researcher.store / sender.signed.request.id / sender.citizen.pseudonym
    (donor / "series.json").write_text("{}")
    sender.send(researcher.inbox)
    act(seat)
    assert list(researcher.inbox.iterdir())
    assert "Something stayed in the inbox" in seat.bundles.banner.text


def test_other_keys_bring_their_own_folders(
    seat: Seat, researcher: Researcher, tmp_path: Path
) -> None:
    other = make_researcher(tmp_path / "other")
    seat.workplace.use_folder("inbox", tmp_path / "elsewhere")
    seat.workplace.use_keys(researcher.keys)  # the same
    assert seat.workplace.folder("inbox") == tmp_path / "elsewhere"
    seat.workplace.use_keys(other.keys)
    assert seat.workplace.folder("inbox") == other.inbox


def test_a_withdrawal_is_carried_out(seat: Seat, researcher: Researcher) -> None:
    sender = researcher.citizen()
    sender.send(researcher.inbox)
    act(seat)
    sender.withdraw(researcher.inbox)
    act(seat)
    found = read_standing(researcher.inbox, researcher.store, researcher.answers)
    assert (found.held[0].bundles, found.held[0].gone) == (0, 1)
    assert "Withdrawals carried out: 1" in told(seat.started)


def test_stopping_leaves_the_rest_in_the_inbox(
    seat: Seat, researcher: Researcher, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2, 3):
        researcher.citizen(number).send(researcher.inbox)
    reported, go_on = threading.Event(), threading.Event()
    report = Course.report

    def wait(course: Course, done: int, total: int | None = None) -> None:
        reported.set()
        assert go_on.wait(20)
        report(course, done, total)

    monkeypatch.setattr(Course, "report", wait)
    seat.bundles.passphrase.field.setText(PASSPHRASE)
    seat.bundles.primary_button.click()
    qtbot.waitUntil(reported.is_set)
    assert seat.bundles.progress.isVisible()
    seat.bundles.progress.cancel_button.click()
    go_on.set()
    seat.idle()
    found = read_standing(researcher.inbox, researcher.store, researcher.answers)
    assert (found.inbox.sealed, found.held[0].bundles) == (2, 1)
    assert "Stopped" in seat.bundles.banner.text
    monkeypatch.setattr(Course, "report", report)
    act(seat)  # and again does what is left
    found = read_standing(researcher.inbox, researcher.store, researcher.answers)
    assert (found.inbox.sealed, found.held[0].bundles) == (0, 3)


def test_stopping_an_opening_leaves_no_folder(researcher: Researcher, tmp_path: Path) -> None:
    """The course is asked at every piece of the bundle."""
    bundle = researcher.citizen().send(researcher.inbox)

    class Stop(Exception):
        pass

    class Stopped:
        def check(self) -> None:
            raise Stop

        def report(self, done: int, total: int | None = None) -> None:
            assert total == bundle.stat().st_size
            if done > 600:
                raise Stop

    with pytest.raises(Stop):
        researching_bundles.open_one(bundle, researcher.keys, PASSPHRASE, tmp_path, Stopped())
    assert not list(tmp_path.glob(f"*{bundle.stem}*"))
