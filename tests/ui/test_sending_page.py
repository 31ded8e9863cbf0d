"""Sending: the way is asked for, every step is told in words, answers count when signed."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consent.approval import judge_request
from consent.book import ConsentBook
from consent.choices import Choices
from consent.gate import Gate, Purpose, Release
from consent.request import open_request
from consent.shelf import RequestShelf
from datadonor.audit import custody
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF
from datadonor.demo import practice
from datadonor.registry.client import RegistryClient
from datadonor.sources.pipeline import import_parcel
from datadonor.texts import Language
from export.outbox import BundleState, Outbox
from export.preparing import prepare
from tests.consents import fitting_choices
from tests.releases import PROJECT, signed_version
from tests.ui.conftest import Starter
from tests.ui.givers import Giver, make_giver
from tests.ui.test_preview_page import own_faults
from tests.ui.vaults import PASSPHRASE, WEAK
from tests.ui.walking import go, idle, unlocked
from tests.ui.watching import settle
from ui import choosing
from ui.app import Started
from ui.jobs import Cancelled, Course, Progress
from ui.navigation import Place
from ui.pages.preview import PreviewPage
from ui.pages.sending import SendingPage
from ui.pages.sending.choosing_way import ADDRESS, FOLDER
from ui.practising import begin_practice
from ui.sending import DELIVER, PACK, SEAL, Errand, donate, errand_of, parse_errand
from ui.tasks import Changes

NOT_YET = "Not acknowledged yet"


@pytest.fixture
def giver(tmp_path: Path) -> Giver:
    """Someone who has said yes; the recipient takes bundles from a folder."""
    return make_giver(tmp_path / "giver", pulses=300)


@pytest.fixture
def chosen(giver: Giver, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the system's window for choosing a folder answers."""
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [str(giver.stick)])
    return giver.stick


def finished(started: Started, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: started.session.job is None, timeout=60_000)
    idle(started, qtbot)


def confirmed(started: Started, qtbot: QtBot, project: str = PROJECT) -> SendingPage:
    """Confirm on the preview, and stand where the way is asked for."""
    go(started, qtbot, Place.PREVIEW, project)
    finished(started, qtbot)
    page = started.window.page
    assert isinstance(page, PreviewPage)
    page.seen.click()
    page.primary_button.click()
    idle(started, qtbot)
    return sending(started)


def sending(started: Started) -> SendingPage:
    page = started.window.page
    assert isinstance(page, SendingPage)
    return page


def sent_to(started: Started, qtbot: QtBot, way: str) -> SendingPage:
    """Send by one of the ways."""
    page = sending(started)
    page.way.ways.options[way].click()
    if way == FOLDER:
        page.way.folder_button.click()
    page.primary_button.click()
    finished(started, qtbot)
    return page


def states(giver: Giver) -> list[BundleState]:
    return [each.state for each in giver.entries()]


# -- the way ----------------------------------------------------------------------------------


def test_no_way_is_chosen_beforehand(open_window: Starter, qtbot: QtBot, giver: Giver) -> None:
    page = confirmed(unlocked(open_window, qtbot, giver.vault), qtbot)
    assert page.way.ways.value() is None
    assert QApplication.focusWidget() is page.way.ways.options[ADDRESS]
    assert not page.primary_button.isEnabled()
    page.way.ways.options[FOLDER].click()
    assert not page.primary_button.isEnabled()  # and which folder?


def test_without_an_address_there_is_the_folder_alone(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    remote = make_giver(tmp_path / "remote", has_address=False)
    page = confirmed(unlocked(open_window, qtbot, remote.vault), qtbot)
    assert list(page.way.ways.options) == [FOLDER]


def test_a_donation_is_saved_on_a_stick_and_acknowledged_when_it_is_signed_for(
    open_window: Starter, qtbot: QtBot, giver: Giver, chosen: Path
) -> None:
    started = unlocked(open_window, qtbot, giver.vault, language="en")
    confirmed(started, qtbot)
    page = sent_to(started, qtbot, FOLDER)
    assert page.heading.text() == "Your donation has been sent"
    assert page.steps.words == (
        "Packed",
        "Encrypted: only the recipient can open it",
        "Sent",
        NOT_YET,
    )
    (sealed,) = chosen.iterdir()
    assert sealed.name[:8] in page.next.text()
    assert "data/fhir/Observation-0001.ndjson" in giver.files(sealed)
    page.answers.look_button.click()
    finished(started, qtbot)
    assert "no news" in page.answers.found.text()
    assert page.steps.words[-1] == NOT_YET
    shutil.copy(sealed, giver.place.inbox)
    assert giver.collect() == 1
    page.answers.look_button.click()
    finished(started, qtbot)
    assert page.steps.words[-1] == "Acknowledged: the recipient has signed for it"
    card = page.outbox.card_of(PROJECT)
    assert card is not None
    assert "the recipient has answered that it was received" in card.parcels.text()
    started.window.close()
    assert states(giver) == [BundleState.RECEIVED]


def test_an_answer_that_was_altered_counts_for_nothing(
    open_window: Starter, qtbot: QtBot, giver: Giver
) -> None:
    """Negative control of the one above."""
    started = unlocked(open_window, qtbot, giver.vault, language="en")
    confirmed(started, qtbot)
    page = sent_to(started, qtbot, ADDRESS)
    assert giver.collect() == 1
    (answer,) = giver.place.answers.iterdir()
    answer.write_bytes(answer.read_bytes().replace(b"A", b"B", 1))
    page.answers.look_button.click()
    finished(started, qtbot)
    assert page.steps.words[-1] == NOT_YET
    assert "number 1: " in page.answers.found.text()
    started.window.close()
    assert states(giver) == [BundleState.SENT]


def test_the_recipients_address_is_used_when_it_is_chosen(
    open_window: Starter, qtbot: QtBot, giver: Giver
) -> None:
    started = unlocked(open_window, qtbot, giver.vault)
    confirmed(started, qtbot)
    sent_to(started, qtbot, ADDRESS)
    (sealed,) = giver.place.inbox.iterdir()
    assert giver.files(sealed)
    # Coming back by the same way does not send it again.
    started.session.go(Place.HOME)
    started.session.back()
    idle(started, qtbot)
    assert sending(started).load is None


def test_what_is_confirmed_is_what_is_sent_or_nothing_is(
    open_window: Starter, qtbot: QtBot, giver: Giver, chosen: Path
) -> None:
    started = unlocked(open_window, qtbot, giver.vault, language="en")
    go(started, qtbot, Place.SENDING, errand_of(PROJECT, "0" * 64))
    page = sent_to(started, qtbot, FOLDER)
    assert "not confirmed exactly what would be sent" in page.banner.text
    assert page.preview_button.isVisible()
    assert not list(chosen.iterdir())
    started.window.close()
    assert giver.entries() == []


# -- stopping and failing ---------------------------------------------------------------------


def test_stopping_before_the_seal_leaves_no_trace(giver: Giver) -> None:
    """Where a job is stopped, at each step that it reports."""
    for step in (PACK, SEAL):
        with giver.open() as opened:
            with pytest.raises(Cancelled):
                donate(opened, _stopping_at(step), _errand(opened), giver.stick)
            assert Outbox(opened).entries() == []
            assert not opened.vault.connection.number("SELECT count(*) FROM sent_line")
            folder = Outbox(opened).folder
            assert not folder.is_dir() or not list(folder.iterdir())
        assert not list(giver.stick.iterdir())


def test_a_pause_on_the_way_leaves_it_ready_and_nothing_on_the_stick(giver: Giver) -> None:
    with giver.open() as opened:
        errand = _errand(opened)
        with pytest.raises(Cancelled):
            donate(opened, _stopping_at(DELIVER), errand, giver.stick)
        (entry,) = Outbox(opened).entries()
        assert entry.state is BundleState.SEALED
        assert not entry.may_have_left
        assert not list(giver.stick.iterdir())
        sent = donate(opened, _going_on(), Errand(PROJECT, ""), giver.stick)
        assert sent is not None
        assert sent.was_waiting
        assert [each.name for each in giver.stick.iterdir()] == [entry.file_name]


def _errand(opened: OpenVault) -> Errand:
    release = Gate(opened).look(Purpose(PROJECT))
    assert isinstance(release, Release)
    return Errand(PROJECT, prepare(opened, release).contents.digest)


def _going_on() -> Course:
    return Course(lambda _: None, lambda: False)


def _stopping_at(step: str) -> Course:
    """Return a course that is given up as soon as it has told of a step."""
    told: list[Progress] = []
    return Course(told.append, lambda: any(each.step == step for each in told))


def test_without_its_folder_it_lies_ready_and_goes_on_later(
    open_window: Starter, qtbot: QtBot, giver: Giver
) -> None:
    started = unlocked(open_window, qtbot, giver.vault, language="en")
    confirmed(started, qtbot)
    away = giver.place.inbox.with_name("away")
    giver.place.inbox.rename(away)
    page = sent_to(started, qtbot, ADDRESS)
    assert "It lies ready in the outbox" in page.banner.text
    assert page.heading.text() == "How shall your donation be sent?"
    away.rename(giver.place.inbox)
    sent_to(started, qtbot, ADDRESS)
    assert page.heading.text() == "Your donation has been sent"
    assert len(list(giver.place.inbox.iterdir())) == 1


def test_a_waiting_donation_is_told_of_on_the_preview_and_blocks_another(
    open_window: Starter, qtbot: QtBot, giver: Giver
) -> None:
    with giver.open() as opened, pytest.raises(Cancelled):
        donate(opened, _stopping_at(DELIVER), _errand(opened), giver.stick)
    started = unlocked(open_window, qtbot, giver.vault, language="en")
    go(started, qtbot, Place.PREVIEW, PROJECT)
    finished(started, qtbot)
    page = started.window.page
    assert isinstance(page, PreviewPage)
    assert "A donation lies ready" in page.hindrance.text
    page.seen.click()
    assert not page.primary_button.isEnabled()
    go(started, qtbot, Place.SENDING)
    card = sending(started).outbox.card_of(PROJECT)
    assert card is not None
    card.send_button.click()
    idle(started, qtbot)
    sent_to(started, qtbot, ADDRESS)
    assert len(list(giver.place.inbox.iterdir())) == 1


def test_the_gate_is_asked_once_more_and_its_no_is_told_in_words(
    open_window: Starter, qtbot: QtBot, giver: Giver
) -> None:
    started = unlocked(open_window, qtbot, giver.vault, language="en")
    page = confirmed(started, qtbot)
    withdrawn(started, qtbot)
    page = sent_to(started, qtbot, ADDRESS)
    assert "Stop: nothing was sent" in page.banner.text
    assert "You have taken back your yes." in page.banner.text
    assert not list(giver.place.inbox.iterdir())
    assert not own_faults(started)


def withdrawn(started: Started, qtbot: QtBot) -> None:
    done: list[object] = []

    def work(opened: OpenVault) -> None:
        ConsentBook(opened).withdraw(signed_version(1).request, None, None, Choices(language="en"))

    started.session.act(work, Changes(consent=True), done.append, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert done == [None]
    idle(started, qtbot)


# -- afterwards -------------------------------------------------------------------------------


def test_the_recipient_is_told_of_a_withdrawal_and_its_answer_is_awaited(
    open_window: Starter, qtbot: QtBot, giver: Giver
) -> None:
    started = unlocked(open_window, qtbot, giver.vault, language="en")
    confirmed(started, qtbot)
    sent_to(started, qtbot, ADDRESS)
    assert giver.collect() == 1
    withdrawn(started, qtbot)
    go(started, qtbot, Place.SENDING)
    card = sending(started).outbox.card_of(PROJECT)
    assert card is not None
    assert "The recipient has not been told" in card.owed.text
    card.send_button.click()
    idle(started, qtbot)
    page = sent_to(started, qtbot, ADDRESS)
    assert page.heading.text() == "The recipient has been told"
    card = page.outbox.card_of(PROJECT)
    assert card is not None
    assert "The answer is due by" in card.owed.text
    giver.collect()
    page.answers.look_button.click()
    finished(started, qtbot)
    card = page.outbox.card_of(PROJECT)
    assert card is not None
    assert "the recipient has read that you take it back" in card.parcels.text()
    assert not own_faults(started)


def test_in_a_practice_the_made_up_recipient_answers_when_it_is_asked(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    ground, project = practising(tmp_path / "practice")
    started = unlocked(open_window, qtbot, ground.vault, language="en")
    started.session._load_practice = lambda: practice
    confirmed(started, qtbot, project)
    page = sent_to(started, qtbot, ADDRESS)
    assert page.steps.words[-1] == NOT_YET
    page.answers.practice_button.click()
    finished(started, qtbot)
    assert page.steps.words[-1] == "Acknowledged: the recipient has signed for it"
    assert not own_faults(started)


def test_nobody_answers_by_themselves_outside_of_a_practice(
    open_window: Starter, qtbot: QtBot, giver: Giver
) -> None:
    started = unlocked(open_window, qtbot, giver.vault)
    confirmed(started, qtbot)
    page = sent_to(started, qtbot, ADDRESS)
    assert page.answers.isVisible()
    assert not page.answers.practice_button.isVisible()


def practising(folder: Path) -> tuple[practice.PracticeGround, str]:
    """Make somebody who practises, has said yes to the first request, and has data."""
    ground = practice.make_practice(folder)
    custody.create_vault(ground.vault, PASSPHRASE, kdf=WEAK)
    with custody.open_vault(ground.vault, PASSPHRASE) as opened:
        assert list(import_parcel(opened, ground.clinic_file, SELF))
        assert list(import_parcel(opened, ground.phone_file, SELF))
        begin_practice(opened, ground)
        signed = open_request(ground.requests[0].read_bytes())
        RequestShelf(opened).add(signed, SELF, opened.log.now())
        view = RegistryClient(opened).view()
        approval = judge_request(signed, view, opened.log.now(), Language.DANISH)
        choices = fitting_choices(signed, recipient=approval.recipient)
        ConsentBook(opened).give(signed, choices, approval)
    return ground, signed.request.id


def test_the_outbox_is_empty_at_first_and_leads_to_the_projects(
    open_window: Starter, qtbot: QtBot, giver: Giver
) -> None:
    started = unlocked(open_window, qtbot, giver.vault, language="en")
    go(started, qtbot, Place.SENDING)
    page = sending(started)
    assert page.empty.isVisible()
    assert not page.answers.isVisible()
    assert not own_faults(started)


def test_an_errand_is_read_as_it_was_written() -> None:
    assert parse_errand(errand_of(PROJECT, "ab")) == Errand(PROJECT, "ab")
    assert parse_errand(PROJECT) == Errand(PROJECT, "")
    assert parse_errand("") == Errand("", "")


@pytest.mark.parametrize(("percent", "size"), [(100, (1060, 720)), (200, (800, 600))])
def test_no_state_of_it_breaks_a_rule(
    open_window: Starter, qtbot: QtBot, giver: Giver, percent: int, size: tuple[int, int]
) -> None:
    started = unlocked(open_window, qtbot, giver.vault, language="en", text_percent=percent)
    started.window.resize(*size)
    page = confirmed(started, qtbot)
    page.way.ways.options[FOLDER].click()
    page.way.folder = giver.stick
    page.way.changed.emit()
    settle(started.window)
    assert not own_faults(started)
    sent_to(started, qtbot, ADDRESS)
    settle(started.window)
    assert not own_faults(started)
