"""The home page as a person meets it: figures, the next step, and what happened lately."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from datadonor.audit import events
from datadonor.texts import Language
from tests.query_steps import counted_steps
from tests.ui.asked_vaults import make_asked
from tests.ui.conftest import Starter
from tests.ui.data_vaults import make_large_vault
from tests.ui.vaults import make_vault, open_weak
from tests.ui.walking import go, idle, press, unlocked
from tests.ui.watching import seen
from ui.app import Started
from ui.navigation import Place
from ui.next_step import Step
from ui.overview import LATEST, read_overview
from ui.pages.home import HomePage
from ui.tasks import Changes
from ui.widgets.figure_card import CardRow
from ui.widgets.next_step_card import NextStepCard


@pytest.fixture(scope="module")
def asked_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_asked(tmp_path_factory.mktemp("asked") / "someone")


def home(started: Started) -> HomePage:
    page = started.window.pages[Place.HOME]
    assert isinstance(page, HomePage)
    return page


def words(started: Started) -> list[str]:
    table = home(started).table.activities
    return [str(table.data(table.index(row, 1))) for row in range(table.rowCount())]


def figure(name: str) -> int:
    found = re.search(r"\. ([\d.,]+) ", name)
    assert found is not None
    return int(re.sub(r"\D", "", found.group(1)))


# -- the cards -----------------------------------------------------------------------


def test_the_cards_say_how_things_stand(
    open_window: Starter, qtbot: QtBot, asked_vault: Path
) -> None:
    with open_weak(asked_vault) as opened:
        samples = opened.vault.connection.number("SELECT count(*) FROM sample")
        size = opened.log.size
    page = home(unlocked(open_window, qtbot, asked_vault))
    data, projects, activity = (
        card.accessibleName() for card in (page.data_card, page.projects_card, page.activity_card)
    )
    assert data.startswith("My data. ")
    assert figure(data) == samples
    assert projects.startswith("Projects. 0 ")
    assert "1 new request" in projects
    assert activity.startswith("Activity. ")
    assert figure(activity) >= size
    assert "whole, checked today at" in activity
    assert "Nothing has been sent" in activity
    assert page.log_banner.isHidden()


@pytest.mark.parametrize(
    ("card", "place"),
    [
        ("data_card", Place.DATA),
        ("projects_card", Place.PROJECTS),
        ("activity_card", Place.ACTIVITY),
        ("all_button", Place.ACTIVITY),
    ],
)
def test_the_cards_lead_on(
    open_window: Starter, qtbot: QtBot, whole: Path, card: str, place: Place
) -> None:
    started = unlocked(open_window, qtbot, whole)
    went: list[Place] = []
    started.session.asked_to_go.connect(lambda to: went.append(to.place))
    getattr(home(started), card).click()
    idle(started, qtbot)
    assert went == [place]


def test_cards_stand_below_each_other_where_it_is_narrow(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    started = unlocked(open_window, qtbot, whole)
    page = home(started)
    assert page.data_card.y() == page.activity_card.y()
    started.session.change_settings(text_percent=200)
    started.window.resize(800, 600)
    idle(started, qtbot)
    assert page.data_card.y() < page.projects_card.y() < page.activity_card.y()
    (row,) = [widget for widget in seen(page) if isinstance(widget, CardRow)]
    assert page.data_card.width() == row.width()


# -- the next step ----------------------------------------------------------------------


def test_an_empty_vault_leads_to_the_import_with_one_key(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    started = unlocked(open_window, qtbot, make_vault(tmp_path / "vault"))
    went: list[Place] = []
    started.session.asked_to_go.connect(lambda to: went.append(to.place))
    assert QApplication.focusWidget() is home(started).step_card.button
    press(Qt.Key.Key_Return)
    idle(started, qtbot)
    assert went == [Place.IMPORT]


def test_a_request_is_the_next_step_by_its_name(
    open_window: Starter, qtbot: QtBot, asked_vault: Path
) -> None:
    card = home(unlocked(open_window, qtbot, asked_vault)).step_card
    assert card.title.text() == "“Sleep and heart rhythm” asks for your data"
    assert card.button.isVisible()


def test_unconfirmed_words_are_the_next_step_until_they_are_confirmed(
    open_window: Starter, qtbot: QtBot, asked_vault: Path
) -> None:
    started = unlocked(open_window, qtbot, asked_vault, recovery_words_to_confirm=True)
    assert home(started).step_card.title.text() == "Get your recovery words on paper"
    home(started).step_card.button.click()
    idle(started, qtbot)
    assert started.window.place is Place.SETTINGS
    started.session.change_settings(recovery_words_to_confirm=False)
    go(started, qtbot, Place.HOME)
    assert "asks for your data" in home(started).step_card.title.text()


@pytest.mark.parametrize("step", list(Step))
def test_every_step_has_words_and_all_but_one_a_verb(qtbot: QtBot, step: Step) -> None:
    card = NextStepCard()
    qtbot.addWidget(card)
    assert step in card._sentences()
    assert (step in card._verbs()) == (step is not Step.NOTHING)


# -- lately -----------------------------------------------------------------------------


def test_the_latest_stand_below(open_window: Starter, qtbot: QtBot, whole: Path) -> None:
    started = unlocked(open_window, qtbot, whole)
    assert len(words(started)) == LATEST
    assert words(started)[0] == "A consent was withdrawn."


def test_the_sentence_says_you_and_the_projects_name(
    open_window: Starter, qtbot: QtBot, asked_vault: Path
) -> None:
    started = unlocked(open_window, qtbot, asked_vault)
    assert "You took in a request from “Sleep and heart rhythm”." in words(started)


def test_what_changes_is_shown_at_once(open_window: Starter, qtbot: QtBot, whole: Path) -> None:
    started = unlocked(open_window, qtbot, whole)
    before = home(started).activity_card.accessibleName()
    started.session.act(
        lambda opened: opened.log.record(events.ConsentWithdrawn(), events.SELF),
        Changes(consent=True),
        lambda _: None,
        lambda error: pytest.fail(str(error.code)),
    )
    idle(started, qtbot)
    assert figure(home(started).activity_card.accessibleName()) == figure(before) + 1


def test_tab_leaves_the_table(open_window: Starter, qtbot: QtBot, whole: Path) -> None:
    started = unlocked(open_window, qtbot, whole)
    met = []
    for _ in range(8):
        press(Qt.Key.Key_Tab)
        met.append(QApplication.focusWidget())
    assert home(started).table in met
    assert home(started).all_button in met


def test_the_keyboard_brings_rows_into_view(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    started = unlocked(open_window, qtbot, whole, text_percent=200)
    started.window.resize(800, 600)
    idle(started, qtbot)
    home(started).table.setFocus()
    for _ in range(LATEST):
        press(Qt.Key.Key_Down)
    bar = home(started)._scroll.verticalScrollBar()
    assert bar.value() > bar.maximum() * 0.6


def test_the_page_changes_its_language_too(open_window: Starter, qtbot: QtBot, whole: Path) -> None:
    started = unlocked(open_window, qtbot, whole)
    started.session.change_settings(language=Language.DANISH)
    qtbot.waitUntil(lambda: home(started).heading.text() == "Din boks er åben")
    assert words(started)[0] == "Et samtykke blev trukket tilbage."


# -- a log that is not whole --------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "title", "said"),
    [
        (Language.DANISH, "Din boks kan kun læses", "mangler: 3."),
        (Language.ENGLISH, "Your vault can only be read", "are missing: 3."),
    ],
)
def test_a_log_that_was_set_back_is_said_and_can_be_read(
    open_window: Starter,
    qtbot: QtBot,
    rolled_back: Path,
    language: Language,
    title: str,
    said: str,
) -> None:
    started = unlocked(open_window, qtbot, rolled_back, language=language)
    go(started, qtbot, Place.HOME)
    assert home(started).heading.text() == title
    assert said in home(started).log_banner.text
    assert len(words(started)) == LATEST
    home(started).step_card.button.click()
    assert started.window.place is Place.STOPPED


def test_a_log_with_altered_events_shows_what_can_be_read(
    open_window: Starter, qtbot: QtBot, whole: Path
) -> None:
    with open_weak(whole) as opened:
        opened.vault.connection.execute("UPDATE event SET body = x'00' WHERE position > 3")
    started = unlocked(open_window, qtbot, whole)
    go(started, qtbot, Place.HOME)
    shown = words(started)
    assert shown[:3] == ["An event in the log is not written the way this program writes them."] * 3
    assert (
        shown[3]
        == "A yes was said to version 1. The consent holds up to and including 31 December 2030."
    )


# -- promises -------------------------------------------------------------------------------


def test_nothing_of_health_is_in_the_windows_title(
    open_window: Starter, qtbot: QtBot, asked_vault: Path
) -> None:
    started = unlocked(open_window, qtbot, asked_vault)
    for place in (Place.HOME, Place.ACTIVITY, Place.SETTINGS):
        go(started, qtbot, place)
        assert started.window.windowTitle() == "Datadonor"


def test_many_samples_are_not_counted_one_by_one(tmp_path: Path) -> None:
    """Home reads roll-ups: what it asks is as much for twenty times as many samples."""
    taken = {}
    for samples in (20_000, 400_000):
        folder = make_large_vault(tmp_path / str(samples), samples)
        with open_weak(folder) as opened:
            with counted_steps(opened.vault.connection) as steps:
                overview = read_overview(opened)
            with counted_steps(opened.vault.connection) as one_by_one:
                opened.vault.connection.number("SELECT max(t) FROM (SELECT *, 1 AS t FROM sample)")
            taken[samples] = steps.taken, one_by_one.taken
        assert overview.data.records > samples
    few, many = taken[20_000], taken[400_000]
    assert 0 < many[0] < few[0] * 1.5
    assert many[1] > few[1] * 5  # the negative control


def test_the_lock_works_from_the_table(
    open_window: Starter, qtbot: QtBot, whole: Path, became: list[list[str]]
) -> None:
    started = unlocked(open_window, qtbot, whole)
    home(started).table.setFocus()
    QTest.keyPress(home(started).table, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert became == [["--vault", str(whole)]]
