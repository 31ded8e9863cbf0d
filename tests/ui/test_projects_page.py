"""All projects on one page: by state, by what the list approves, and the way to a newer list."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from consent.ledger import ConsentState
from consent.reading import ConsentReading
from datadonor.audit.events import SELF, ConsentWithdrawn, RegistryRefused
from datadonor.demo import practice
from datadonor.registry.errors import RegistryUnreachable
from datadonor.texts import Language
from tests.releases import PROJECT, RECIPIENT, Citizen, signed_version
from tests.ui import inspection, watching
from tests.ui.conftest import Starter
from tests.ui.listed_vaults import (
    asked_of,
    given,
    keep,
    listed,
    make_listed,
    put_off,
    refused,
    renew,
    withdrawn,
)
from tests.ui.vaults import fill, make_vault, open_weak
from tests.ui.walking import go, idle, press, told, unlocked, visit
from ui import choosing
from ui.app import Started
from ui.approvals import ListStanding, read_list
from ui.navigation import Destination, Place
from ui.offered import LISTED
from ui.pages.projects import ProjectsPage
from ui.pages.request import RequestPage
from ui.project_cards import Group, read_projects
from ui.widgets.cards import CardButton

HERE = Destination(Place.PROJECTS)


def page(started: Started) -> ProjectsPage:
    found = started.window.page
    assert isinstance(found, ProjectsPage)
    return found


# -- where each project stands ---------------------------------------------------------


def _stopped(someone: Citizen) -> None:
    someone.give()
    someone.book.stop(PROJECT, "registry", "project_revoked")


def _invalidated(someone: Citizen) -> None:
    someone.give()
    someone.book.invalidate(PROJECT, "court", SELF, was_never_valid=False)


def _unreadable(someone: Citizen) -> None:
    someone.give()
    someone.execute("DELETE FROM project_request")


STATES = [
    pytest.param(keep, Group.NEW, "New", id="asked"),
    pytest.param(put_off, Group.CONSIDERED, "Being considered", id="put-off"),
    pytest.param(refused, Group.REFUSED, "No thank you", id="refused"),
    pytest.param(given, Group.ACTIVE, "Active", id="given"),
    pytest.param(withdrawn, Group.WITHDRAWN, "Withdrawn", id="withdrawn"),
    pytest.param(_stopped, Group.STOPPED, "Stopped", id="stopped"),
    pytest.param(_invalidated, Group.STOPPED, "Stopped", id="invalidated"),
    pytest.param(_unreadable, Group.UNREADABLE, "Cannot be read", id="unreadable"),
]


@pytest.mark.parametrize(("happen", "group", "word"), STATES)
def test_a_project_stands_under_its_state_and_leads_to_its_page(
    open_window: Starter,
    qtbot: QtBot,
    tmp_path: Path,
    happen: Callable[[Citizen], None],
    group: Group,
    word: str,
) -> None:
    with listed(tmp_path, 1) as someone:
        happen(someone)
    started = visit(open_window, qtbot, HERE, tmp_path / "vault")
    shown = asked_of(started, qtbot, lambda opened: read_projects(opened, Language.ENGLISH))
    assert [card.group for card in shown.cards] == [group]
    assert word in told(started)
    card = page(started).cards[PROJECT]
    assert word in card.accessibleName()
    card.setFocus()
    press(Qt.Key.Key_Return)
    idle(started, qtbot)
    assert started.window.place is Place.PROJECT
    assert started.window.page.argument == PROJECT


def test_an_expired_consent_stands_among_those_that_have_run_out(tmp_path: Path) -> None:
    with listed(tmp_path, 1, days_ago=40) as someone:
        someone.give(expires=someone.clock.forward(days=5).date())
        someone.clock.forward(days=20)
        (card,) = read_projects(someone.opened, Language.DANISH).cards
        assert card.group is Group.EXPIRED
        assert card.last_day is None


def test_what_the_list_approves_can_be_opened_without_a_file(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    started = visit(open_window, qtbot, HERE, make_listed(tmp_path, 1))
    page(started).cards[PROJECT].click()
    idle(started, qtbot)
    assert started.window.place is Place.REQUEST
    assert started.window.page.argument == f"{LISTED}{PROJECT}"


def test_a_revoked_project_is_not_offered(tmp_path: Path) -> None:
    with listed(tmp_path, 1) as someone:
        assert read_projects(someone.opened, Language.DANISH).of(Group.LISTED)
        someone.revoke(RECIPIENT.id)
        someone.refresh()
        assert read_projects(someone.opened, Language.DANISH).cards == ()


def test_a_project_without_its_request_hides_no_other(tmp_path: Path) -> None:
    """The log tells of a project whose request the vault never had."""
    fill(make_vault(tmp_path / "vault"))
    with open_weak(tmp_path / "vault") as opened:
        cards = read_projects(opened, Language.DANISH).cards
    assert [card.project for card in cards] == ["hjerterytme"]


def make_listed_and_known(folder: Path) -> Path:
    """Make a vault with a project on the list, and another whose request it never had."""
    with listed(folder, 1) as someone:
        someone.opened.log.record(ConsentWithdrawn(), SELF, project="hjerterytme")
    return folder / "vault"


def test_a_chip_shows_one_state_alone(open_window: Starter, qtbot: QtBot, tmp_path: Path) -> None:
    started = visit(open_window, qtbot, HERE, make_listed_and_known(tmp_path))
    assert set(page(started).cards) == {PROJECT, "hjerterytme"}
    page(started).chips.chips[Group.LISTED.value].click()
    assert set(page(started).cards) == {PROJECT}
    page(started).chips.chips["all"].click()
    assert set(page(started).cards) == {PROJECT, "hjerterytme"}


# -- the list --------------------------------------------------------------------------


def test_without_a_list_the_page_leads_to_choosing_one(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    started = visit(open_window, qtbot, HERE, make_vault(tmp_path / "vault"))
    assert "First choose a list" in told(started)
    assert page(started).list_card.button.hasFocus()
    press(Qt.Key.Key_Return)
    idle(started, qtbot)
    assert started.window.place is Place.RECIPIENTS


def test_a_fetched_list_brings_the_projects_at_once(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    with listed(tmp_path, 1, days_ago=30) as someone:
        renew(someone)
    started = visit(open_window, qtbot, HERE, tmp_path / "vault")
    assert "Too old" in told(started)
    fetch(started, qtbot)
    assert "Too old" not in told(started)
    assert page(started).banner.text.startswith("The newest list is here")
    standing = asked_of(started, qtbot, read_list).standing
    assert standing is ListStanding.FRESH


def fetch(started: Started, qtbot: QtBot) -> None:
    page(started).list_card.button.click()
    qtbot.waitUntil(lambda: started.session.job is None)
    idle(started, qtbot)


def test_a_fetch_ends_a_consent_whose_approval_was_taken_back_and_says_so(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    with listed(tmp_path, 1) as someone:
        someone.give()
        someone.revoke(PROJECT)
    started = visit(open_window, qtbot, HERE, tmp_path / "vault")
    fetch(started, qtbot)
    title = " ".join(signed_version(1).request.title.en.split())
    assert f"Your consent to {title} has ended" in page(started).banner.text
    consent = asked_of(started, qtbot, lambda opened: ConsentReading(opened).consent(PROJECT))
    assert consent is not None
    assert consent.state is ConsentState.STOPPED


def test_a_fetch_says_that_a_new_version_asks_for_more(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    with listed(tmp_path, 1) as someone:
        someone.give()
        someone.publish(3)
    started = visit(open_window, qtbot, HERE, tmp_path / "vault")
    fetch(started, qtbot)
    assert "asks for more than you have said yes to" in page(started).banner.text
    sentence = page(started).cards[PROJECT].accessibleName()
    assert "A new version asks for more" in sentence


def test_a_list_that_cannot_be_fetched_leaves_the_one_there_is(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    vault = make_listed(tmp_path, 1)
    shutil.move(tmp_path / "registry", tmp_path / "elsewhere")
    started = visit(open_window, qtbot, HERE, vault)
    fetch(started, qtbot)
    said = page(started).banner.text
    assert said.startswith("The list was not fetched")
    assert RegistryUnreachable().user_message(Language.ENGLISH).message in said
    assert "datadonor " not in said
    assert set(page(started).cards) == {PROJECT}
    refused = asked_of(
        started, qtbot, lambda opened: len(list(opened.log.events_of(RegistryRefused)))
    )
    assert refused == 1


# -- opening -------------------------------------------------------------------------------


def test_a_request_is_opened_by_button_and_by_drop(
    open_window: Starter, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "en.ddrequest"
    file.write_bytes(signed_version(1).content)
    started = visit(open_window, qtbot, HERE, make_listed(tmp_path, 1))
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [])
    page(started).primary_button.click()
    assert started.window.page.argument == ""
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [str(file)])
    page(started).primary_button.click()
    idle(started, qtbot)
    assert started.window.page.argument == str(file)
    go(started, qtbot, Place.PROJECTS)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    page(started).dropEvent(
        QDropEvent(
            QPointF(9, 9),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    idle(started, qtbot)
    assert started.window.place is Place.REQUEST


# -- practice ------------------------------------------------------------------------------


def test_a_practice_has_its_own_list_requests_and_stranger(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    ground = practice.make_practice(tmp_path / "practice")
    make_vault(ground.vault)
    started = unlocked(open_window, qtbot, ground.vault, language="en")
    started.session._load_practice = lambda: practice
    go(started, qtbot, Place.PROJECTS)
    assert page(started).list_card.button.text() == "Use the practice's list"
    fetch(started, qtbot)
    assert page(started).cards
    page(started).primary_button.click()
    idle(started, qtbot)
    opened = started.window.page
    assert isinstance(opened, RequestPage)
    cards = opened.practise.buttons.findChildren(CardButton)
    assert len(cards) == len(ground.requests) + 1
    cards[0].click()
    idle(started, qtbot)
    assert opened.verdict.text.startswith("Approved")
    go(started, qtbot, Place.REQUEST)
    opened.practise.buttons.findChildren(CardButton)[-1].click()
    idle(started, qtbot)
    assert opened.verdict.text.startswith("Stop")


# -- how it looks ----------------------------------------------------------------------------


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("kind", ["none", "full", "old"])
def test_the_page_can_be_named_hit_and_read(
    open_window: Starter,
    qtbot: QtBot,
    tmp_path: Path,
    language: Language,
    percent: int,
    kind: str,
) -> None:
    """WCAG 2.2 at 800 × 600."""
    if kind == "none":
        vault = make_vault(tmp_path / "vault")
    elif kind == "old":
        vault = make_listed(tmp_path, 1, days_ago=30)
    else:
        vault = make_listed_and_known(tmp_path)
    started = visit(open_window, qtbot, HERE, vault, language=language, text_percent=percent)
    started.window.resize(800, 600)
    watching.settle(started.window)
    assert inspection.faults(started.window, language) == []


def test_what_is_asked_today_is_dated_today(tmp_path: Path) -> None:
    with listed(tmp_path, 1) as someone:
        keep(someone)
        (card,) = read_projects(someone.opened, Language.DANISH).cards
        assert card.since is not None
        assert abs((card.since - datetime.now(UTC).date()).days) <= 1
