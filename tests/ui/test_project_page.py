"""One project's page: every state in words, what was said yes to, and what can be done now."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from consent.choices import ItemChoice
from consent.ledger import ConsentState
from consent.request import Resolution
from datadonor.audit.events import SELF
from datadonor.texts import Language, text
from tests.releases import PROJECT, RECIPIENT, Citizen, signed_version
from tests.ui import inspection, watching
from tests.ui.asked_vaults import make_asked
from tests.ui.conftest import Starter
from tests.ui.listed_vaults import asked_of, given, keep, listed, put_off, refused, withdrawn
from tests.ui.vaults import make_vault
from tests.ui.walking import idle, press, told, visit
from ui.app import Started
from ui.conversing import CHANGE
from ui.navigation import Destination, Place
from ui.offered import LISTED
from ui.pages.project import ProjectPage
from ui.project_story import MOST_PAST, find_story, read_story
from ui.widgets.project_actions import Action, actions_of
from ui.widgets.project_parts import AboutCard, NewsCard, PastCard
from ui.widgets.receipt_card import ReceiptCard

HERE = Destination(Place.PROJECT, PROJECT)


def page(started: Started) -> ProjectPage:
    found = started.window.page
    assert isinstance(found, ProjectPage)
    return found


# -- every state ------------------------------------------------------------------------


def _stopped(someone: Citizen) -> None:
    someone.give()
    someone.revoke(RECIPIENT.id)
    someone.refresh()
    someone.book.stop(PROJECT, "registry", "recipient_revoked")


def _invalidated(someone: Citizen) -> None:
    someone.give()
    someone.book.invalidate(PROJECT, "court", SELF, was_never_valid=True)


def _expired(someone: Citizen) -> None:
    someone.give(expires=someone.clock.forward(days=1).date())
    someone.clock.now = datetime.now(UTC)
    someone.republish()
    someone.refresh()


STATES = [
    pytest.param(keep, ConsentState.REQUESTED, Action.DECIDE, set(), id="asked"),
    pytest.param(put_off, ConsentState.PUT_OFF, Action.DECIDE, set(), id="put-off"),
    pytest.param(refused, ConsentState.REFUSED, None, {Action.AGAIN}, id="refused"),
    pytest.param(
        given, ConsentState.GIVEN, Action.PREVIEW, {Action.CHANGE, Action.WITHDRAW}, id="given"
    ),
    pytest.param(withdrawn, ConsentState.WITHDRAWN, None, {Action.AGAIN}, id="withdrawn"),
    pytest.param(_stopped, ConsentState.STOPPED, None, set(), id="stopped"),
    pytest.param(_invalidated, ConsentState.INVALIDATED, None, {Action.AGAIN}, id="invalidated"),
    pytest.param(_expired, ConsentState.EXPIRED, None, {Action.AGAIN}, id="expired"),
]


@pytest.mark.parametrize(("happen", "state", "primary", "others"), STATES)
def test_every_state_is_said_in_words_and_offers_what_can_be_done(
    open_window: Starter,
    qtbot: QtBot,
    tmp_path: Path,
    happen: Callable[[Citizen], None],
    state: ConsentState,
    primary: Action | None,
    others: set[Action],
) -> None:
    with listed(tmp_path, 1, days_ago=5) as someone:
        happen(someone)
    started = visit(open_window, qtbot, HERE, tmp_path / "vault")
    ways = page(started).ways
    assert text(f"consent_states.{state}", Language.ENGLISH) in page(started).standing.text
    assert {action for action, button in ways.buttons.items() if button.isVisible()} == others
    shown = page(started).primary_button
    assert shown.isHidden() is (primary is None)
    if primary is not None:
        assert shown.text() == ways.name(primary)


def test_a_stop_by_others_says_why(open_window: Starter, qtbot: QtBot, tmp_path: Path) -> None:
    with listed(tmp_path, 1) as someone:
        _stopped(someone)
    started = visit(open_window, qtbot, HERE, tmp_path / "vault")
    reason = text("chronicle.reason.recipient_revoked", Language.ENGLISH)
    assert reason in page(started).standing.text


def test_an_approval_taken_back_stops_the_answer_before_it_is_given(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    with listed(tmp_path, 1) as someone:
        keep(someone)
        someone.revoke(PROJECT)
        someone.refresh()
    started = visit(open_window, qtbot, HERE, tmp_path / "vault")
    assert page(started).stop.text.startswith("Stop")
    assert page(started).primary_button.isHidden()


# -- where it leads ---------------------------------------------------------------------


LEADS = [
    (Action.CHANGE, Place.CONSENT, f"{PROJECT}{CHANGE}"),
    (Action.WITHDRAW, Place.WITHDRAW, PROJECT),
]


@pytest.mark.parametrize(("action", "place", "argument"), LEADS)
def test_each_button_leads_on_by_keyboard(
    open_window: Starter,
    qtbot: QtBot,
    tmp_path: Path,
    action: Action,
    place: Place,
    argument: str,
) -> None:
    started = visit(open_window, qtbot, HERE, make_asked(tmp_path / "asked", 1, says_yes=True))
    page(started).ways.buttons[action].setFocus()
    press(Qt.Key.Key_Return)
    idle(started, qtbot)
    assert (started.window.place, started.window.page.argument) == (place, argument)


def test_the_primary_button_leads_to_what_would_be_sent(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    started = visit(open_window, qtbot, HERE, make_asked(tmp_path / "asked", 1, says_yes=True))
    assert page(started).primary_button.hasFocus()
    press(Qt.Key.Key_Return)
    idle(started, qtbot)
    assert started.window.place is Place.PREVIEW


def test_a_new_version_that_asks_for_more_waits_for_a_decision(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    with listed(tmp_path, 1) as someone:
        someone.give()
        someone.publish(3)
        someone.refresh()
    started = visit(open_window, qtbot, HERE, tmp_path / "vault")
    news = page(started).parts.findChild(NewsCard)
    assert news is not None
    assert "1 January 2024" in told(started)
    news.button.click()
    idle(started, qtbot)
    assert started.window.place is Place.REQUEST
    assert started.window.page.argument == f"{LISTED}{PROJECT}"


def test_a_version_that_asks_for_less_asks_nothing_of_the_person(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    """The negative control of the test above."""
    with listed(tmp_path, 1) as someone:
        someone.give()
        someone.publish(2)
        someone.refresh()
    started = visit(open_window, qtbot, HERE, tmp_path / "vault")
    assert page(started).parts.findChild(NewsCard) is None


# -- what stands there ---------------------------------------------------------------------


def test_the_yes_is_told_item_by_item(open_window: Starter, qtbot: QtBot, tmp_path: Path) -> None:
    items = {
        "sleep": ItemChoice(granted=True, resolution=Resolution.WEEK),
        "heart": ItemChoice(granted=False),
        "activity": ItemChoice(granted=True),
    }
    started = visit(
        open_window, qtbot, HERE, make_asked(tmp_path / "asked", 1, says_yes=True, items=items)
    )
    with_words = told(started)
    assert "One figure for each week" in with_words
    story = asked_of(started, qtbot, lambda opened: read_story(opened, PROJECT, Language.ENGLISH))
    assert story.terms is not None
    assert [granted.name for granted in story.terms.granted] == ["Sleep", "Activity"]
    assert story.terms.refused == ("Heart",)


def test_an_item_taken_back_is_told_apart_from_one_refused(tmp_path: Path) -> None:
    with listed(tmp_path, 1) as someone:
        someone.give()
        someone.book.withdraw(signed_version(1).request, "heart")
        story = read_story(someone.opened, PROJECT, Language.ENGLISH)
        assert story.terms is not None
        assert story.terms.taken_back == ("Heart",)
        assert story.terms.refused == ()


def test_the_past_is_told_newest_first_and_not_all_of_it(tmp_path: Path) -> None:
    with listed(tmp_path, 1) as someone:
        someone.give()
        for _ in range(MOST_PAST):
            someone.clock.forward(minutes=1)
            someone.change()
        story = read_story(someone.opened, PROJECT, Language.ENGLISH)
        assert len(story.past) == MOST_PAST
        assert story.past_count == MOST_PAST + 2
        moments = [past.when for past in story.past if past.when is not None]
        assert moments == sorted(moments, reverse=True)


def test_days_in_the_past_are_written_as_people_do(tmp_path: Path) -> None:
    with listed(tmp_path, 1) as someone:
        someone.give()
        danish = read_story(someone.opened, PROJECT, Language.DANISH)
        english = read_story(someone.opened, PROJECT, Language.ENGLISH)
    assert "31. december 2030" in danish.past[0].sentence
    assert "31 December 2030" in english.past[0].sentence


def test_the_projects_text_is_shown_when_it_is_asked_for(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    started = visit(open_window, qtbot, HERE, make_asked(tmp_path / "asked", 1, says_yes=True))
    promise = signed_version(1).request.withdrawal.text.en.splitlines()[0]
    assert promise not in told(started)
    about = page(started).parts.findChild(AboutCard)
    assert about is not None
    about.button.click()
    watching.settle(started.window)
    assert promise in told(started)


def test_the_receipt_stands_there_once_there_was_a_yes(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    started = visit(open_window, qtbot, HERE, make_asked(tmp_path / "asked", 1))
    assert page(started).parts.findChild(ReceiptCard) is None
    assert page(started).parts.findChild(PastCard) is not None
    with listed(tmp_path / "other", 1) as someone:
        withdrawn(someone)
        story = read_story(someone.opened, PROJECT, Language.DANISH)
    assert story.is_given


def test_a_project_that_cannot_be_read_says_so_and_leads_back(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    started = visit(open_window, qtbot, HERE, make_vault(tmp_path / "vault"))
    assert not page(started).gone.isHidden()
    press(Qt.Key.Key_Return)
    idle(started, qtbot)
    assert started.window.place is Place.PROJECTS


def test_a_decision_that_cannot_be_read_can_still_be_taken_back(tmp_path: Path) -> None:
    with listed(tmp_path, 1) as someone:
        someone.give()
        someone.execute("DELETE FROM consent_document")
        story = find_story(someone.opened, PROJECT, Language.DANISH)
        assert story is not None
        assert story.terms is None
        assert actions_of(story, is_read_only=False) == (None, (Action.WITHDRAW,))


def test_nothing_can_be_done_in_a_vault_that_can_only_be_read(tmp_path: Path) -> None:
    with listed(tmp_path, 1) as someone:
        someone.give()
        story = read_story(someone.opened, PROJECT, Language.DANISH)
    assert actions_of(story, is_read_only=True) == (None, ())
    assert actions_of(story, is_read_only=False) != (None, ())


# -- how it looks ----------------------------------------------------------------------------


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("happen", [keep, given, _stopped])
def test_the_page_can_be_named_hit_and_read(
    open_window: Starter,
    qtbot: QtBot,
    tmp_path: Path,
    language: Language,
    percent: int,
    happen: Callable[[Citizen], None],
) -> None:
    """WCAG 2.2 at 800 × 600."""
    with listed(tmp_path, 1) as someone:
        happen(someone)
    started = visit(
        open_window, qtbot, HERE, tmp_path / "vault", language=language, text_percent=percent
    )
    started.window.resize(800, 600)
    watching.settle(started.window)
    assert inspection.faults(started.window, language) == []


def test_the_language_can_be_changed_on_the_page(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    started = visit(open_window, qtbot, HERE, make_asked(tmp_path / "asked", 1, says_yes=True))
    started.session.change_settings(language=Language.DANISH)
    idle(started, qtbot)
    assert text("consent_states.given", Language.DANISH) in page(started).standing.text
    assert page(started).heading.text() == " ".join(signed_version(1).request.title.da.split())
