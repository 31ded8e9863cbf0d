"""Answering on paper through the window: the form is saved, a filled one entered by keyboard."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from consent.book import ConsentBook
from consent.ledger import ConsentState
from consent.paper_form import NO, PART, PaperForm
from consent.paper_page import last_page
from consent.periods import local_day
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import PaperAttached
from datadonor.errors import DatadonorError
from datadonor.texts import Language
from tests.papers import PNG, all_yes
from tests.releases import PROJECT
from tests.ui import watching
from tests.ui.asked_vaults import make_asked
from tests.ui.conftest import Starter
from tests.ui.vaults import PASSPHRASE
from tests.ui.walking import go, idle, press, unlocked, write
from ui import choosing
from ui.app import Started
from ui.navigation import Place
from ui.pages.paper import PaperPage
from ui.pages.paper.beginning import PaperWaysView
from ui.pages.paper.checking import CheckPaperView, PaperEnteredView
from ui.pages.paper.filling import DayAndPageView, TicksView, WhichFormView
from ui.pages.project import ProjectPage
from ui.papering import EMPTY


@pytest.fixture(scope="module")
def _asked(_low_floor: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_asked(tmp_path_factory.mktemp("paper") / "asked")


@pytest.fixture
def asked(_asked: Path, tmp_path: Path) -> Path:
    """The vault of someone who was asked today and has not answered."""
    return shutil.copytree(_asked, tmp_path / "vault")


@pytest.fixture
def scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A picture of a page, which the system's window finds."""
    file = tmp_path / "page.png"
    file.write_bytes(PNG)
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [str(file)])
    return file


def page(started: Started) -> PaperPage:
    found = started.window.page
    assert isinstance(found, PaperPage)
    return found


def visit(open_window: Starter, qtbot: QtBot, vault: Path, **settings: object) -> Started:
    started = unlocked(open_window, qtbot, vault, PASSPHRASE, **settings)
    go(started, qtbot, Place.PAPER, PROJECT)
    return started


def onwards(started: Started, qtbot: QtBot) -> None:
    page(started).primary_button.click()
    idle(started, qtbot)


def forms(started: Started) -> tuple[PaperForm, ...]:
    papers = page(started).papers
    assert papers is not None
    return papers.forms


def choose_form(started: Started, qtbot: QtBot, language: Language = Language.DANISH) -> PaperForm:
    """Begin to enter, and say which form it is."""
    onwards(started, qtbot)
    (form,) = [each for each in forms(started) if each.language is language]
    view = page(started).view
    assert isinstance(view, WhichFormView)
    view.codes.options[form.code].click()
    onwards(started, qtbot)
    return form


def tick(started: Started, ticks: dict[str, str]) -> None:
    view = page(started).view
    assert isinstance(view, TicksView)
    for field, key in ticks.items():
        view.groups[field].options[key].click()


def to_check(started: Started, qtbot: QtBot, form: PaperForm, ticks: dict[str, str]) -> None:
    tick(started, ticks)
    onwards(started, qtbot)
    view = page(started).view
    assert isinstance(view, DayAndPageView), page(started).banner.isVisible()
    view.day.field.setText(today())
    view.picture_button.click()
    idle(started, qtbot)
    onwards(started, qtbot)
    assert isinstance(page(started).view, CheckPaperView)


def today() -> str:
    return str(local_day(datetime.now(UTC)))


def sign(started: Started, qtbot: QtBot, passphrase: str = PASSPHRASE) -> None:
    view = page(started).view
    assert isinstance(view, CheckPaperView)
    view.passphrase.field.setText(passphrase)
    page(started).primary_button.click()
    qtbot.waitUntil(page(started).primary_button.isEnabled)
    idle(started, qtbot)


def read(started: Started, qtbot: QtBot, question: Callable[[OpenVault], object]) -> object:
    found: list[object] = []
    started.session.ask(question, found.append, _refuse)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def state(started: Started, qtbot: QtBot) -> object:
    def stands(opened: OpenVault) -> ConsentState:
        consent = ConsentBook(opened).consent(PROJECT)
        assert consent is not None
        return consent.state

    return read(started, qtbot, stands)


def _refuse(error: DatadonorError) -> None:
    raise AssertionError(error)


def reach(widget: QWidget) -> None:
    for _ in range(150):
        if QApplication.focusWidget() is widget:
            return
        press(Qt.Key.Key_Tab)
    pytest.fail("the keyboard does not reach it")


# -- printing -------------------------------------------------------------------------


@pytest.mark.parametrize("language", list(Language))
def test_the_form_is_saved_in_either_language(
    open_window: Starter,
    qtbot: QtBot,
    asked: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    language: Language,
) -> None:
    out = tmp_path / "form.pdf"
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [str(out)])
    started = visit(open_window, qtbot, asked)
    view = page(started).view
    assert isinstance(view, PaperWaysView)
    view.form_buttons[language].click()
    idle(started, qtbot)
    assert out.read_bytes().startswith(b"%PDF-")
    (form,) = [each for each in forms(started) if each.language is language]
    assert form.code in page(started).banner.text


def test_the_projects_page_leads_here(open_window: Starter, qtbot: QtBot, asked: Path) -> None:
    started = unlocked(open_window, qtbot, asked)
    go(started, qtbot, Place.PROJECT, PROJECT)
    found = started.window.page
    assert isinstance(found, ProjectPage)
    assert found.paper_button.isVisible()
    found.paper_button.click()
    idle(started, qtbot)
    assert (started.window.place, page(started).argument) == (Place.PAPER, PROJECT)


# -- entering -------------------------------------------------------------------------


def test_a_filled_form_is_entered_with_the_keyboard_alone(
    open_window: Starter, qtbot: QtBot, asked: Path, scan: Path
) -> None:
    started = visit(open_window, qtbot, asked)
    reach(page(started).primary_button)
    press(Qt.Key.Key_Return)
    idle(started, qtbot)
    form = forms(started)[0]
    which = page(started).view
    assert isinstance(which, WhichFormView)
    reach(which.codes.options[form.code])
    press(Qt.Key.Key_Space)
    idle(started, qtbot)
    reach(page(started).primary_button)
    press(Qt.Key.Key_Return)
    idle(started, qtbot)
    ticks = page(started).view
    assert isinstance(ticks, TicksView)
    for field, key in all_yes(form).items():
        group = ticks.groups[field]
        reach(next(iter(group.options.values())))
        for _ in range(list(group.options).index(key)):
            press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Space)
    idle(started, qtbot)
    reach(page(started).primary_button)
    press(Qt.Key.Key_Return)
    idle(started, qtbot)
    day = page(started).view
    assert isinstance(day, DayAndPageView), page(started).banner.text
    reach(day.day.field)
    write(today())
    reach(day.picture_button)
    press(Qt.Key.Key_Space)
    idle(started, qtbot)
    reach(page(started).primary_button)
    press(Qt.Key.Key_Return)
    idle(started, qtbot)
    check = page(started).view
    assert isinstance(check, CheckPaperView), page(started).banner.text
    reach(check.passphrase.field)
    write(PASSPHRASE)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page(started).is_over)
    idle(started, qtbot)
    assert isinstance(page(started).view, PaperEnteredView)
    assert state(started, qtbot) is ConsentState.GIVEN
    assert read(started, qtbot, lambda opened: last_page(opened, PROJECT).content) == PNG


def test_a_no_needs_nothing_else_to_be_said(
    open_window: Starter, qtbot: QtBot, asked: Path, scan: Path
) -> None:
    started = visit(open_window, qtbot, asked)
    form = choose_form(started, qtbot)
    to_check(started, qtbot, form, {PART: NO})
    sign(started, qtbot)
    assert state(started, qtbot) is ConsentState.REFUSED
    view = page(started).view
    assert isinstance(view, PaperEnteredView)
    assert view.receipt is None


def test_nothing_is_ticked_beforehand_and_what_is_missing_is_said(
    open_window: Starter, qtbot: QtBot, asked: Path
) -> None:
    started = visit(open_window, qtbot, asked)
    onwards(started, qtbot)
    assert not [each for each in page(started).findChildren(QRadioButton) if each.isChecked()]
    onwards(started, qtbot)
    which = page(started).view
    assert isinstance(which, WhichFormView)
    assert which.error.isVisible()
    page(started).go_back()
    form = choose_form(started, qtbot)
    view = page(started).view
    assert isinstance(view, TicksView)
    assert not [each for each in view.findChildren(QRadioButton) if each.isChecked()]
    onwards(started, qtbot)
    assert page(started).view is view
    assert [view.errors[ask.field].isVisible() for ask in form.asks] == [True] * len(form.asks)


def test_a_box_left_empty_is_a_no_and_is_shown_as_empty(
    open_window: Starter, qtbot: QtBot, asked: Path, scan: Path
) -> None:
    started = visit(open_window, qtbot, asked)
    form = choose_form(started, qtbot)
    option = next(ask.field for ask in form.asks if ask.field.startswith("options."))
    to_check(started, qtbot, form, all_yes(form) | {option: EMPTY})
    view = page(started).view
    assert isinstance(view, CheckPaperView)
    number = next(ask.number for ask in form.asks if ask.field == option)
    names = [watching.name_of(each) for each in watching.seen(view)]
    (shown,) = [name for name in names if name.startswith(f"{number}. ") and "box" in name]
    assert shown.endswith("No box is ticked")
    sign(started, qtbot)
    assert state(started, qtbot) is ConsentState.GIVEN


def test_a_wrong_answer_on_the_paper_is_told_before_signing(
    open_window: Starter, qtbot: QtBot, asked: Path
) -> None:
    started = visit(open_window, qtbot, asked)
    form = choose_form(started, qtbot)
    right = form.request.comprehension[0].correct
    tick(started, all_yes(form) | {"questions.0": str(1 - right)})
    onwards(started, qtbot)
    assert isinstance(page(started).view, TicksView)
    (ask,) = (each for each in form.asks if each.field == "questions.0")
    assert f"at number {ask.number} " in page(started).banner.text


@pytest.mark.parametrize("typed", ["", "31.2.2026", "1.1.2020", "1.1.2090"])
def test_a_day_that_cannot_be_goes_no_further(
    open_window: Starter, qtbot: QtBot, asked: Path, scan: Path, typed: str
) -> None:
    started = visit(open_window, qtbot, asked)
    choose_form(started, qtbot)
    tick(started, {PART: NO})
    onwards(started, qtbot)
    view = page(started).view
    assert isinstance(view, DayAndPageView)
    view.picture_button.click()
    idle(started, qtbot)
    view.day.field.setText(typed)
    onwards(started, qtbot)
    assert page(started).view is view
    assert view.day.error.isVisible() or page(started).banner.isVisible()


def test_a_file_that_is_no_picture_is_refused_in_words(
    open_window: Starter, qtbot: QtBot, asked: Path, scan: Path
) -> None:
    scan.write_bytes(b"no picture")
    started = visit(open_window, qtbot, asked)
    choose_form(started, qtbot)
    tick(started, {PART: NO})
    onwards(started, qtbot)
    view = page(started).view
    assert isinstance(view, DayAndPageView)
    view.picture_button.click()
    idle(started, qtbot)
    assert page(started).banner.isVisible()
    view.day.field.setText(today())
    onwards(started, qtbot)
    assert view.error.isVisible()


def test_a_wrong_passphrase_writes_nothing(
    open_window: Starter, qtbot: QtBot, asked: Path, scan: Path
) -> None:
    started = visit(open_window, qtbot, asked)
    form = choose_form(started, qtbot)
    to_check(started, qtbot, form, {PART: NO})
    sign(started, qtbot, "forkert")
    view = page(started).view
    assert isinstance(view, CheckPaperView)
    assert view.passphrase.error.isVisible()
    assert state(started, qtbot) is ConsentState.REQUESTED
    papers = read(started, qtbot, lambda opened: [*opened.log.events_of(PaperAttached)])
    assert papers == []


def test_what_was_entered_is_kept_when_the_vault_is_locked(
    open_window: Starter, qtbot: QtBot, asked: Path
) -> None:
    started = visit(open_window, qtbot, asked)
    form = choose_form(started, qtbot)
    tick(started, {PART: NO})
    idle(started, qtbot)
    started.session.close()
    again = visit(open_window, qtbot, asked)
    view = page(again).view
    assert isinstance(view, PaperWaysView)
    assert view.anew_button.isVisible()
    onwards(again, qtbot)
    filling = page(again).filling
    assert filling is not None
    assert (filling.form, dict(filling.ticks)) == (form, {PART: NO})


def test_what_was_entered_can_be_thrown_away(
    open_window: Starter, qtbot: QtBot, asked: Path
) -> None:
    started = visit(open_window, qtbot, asked)
    choose_form(started, qtbot)
    tick(started, {PART: NO})
    idle(started, qtbot)
    go(started, qtbot, Place.PROJECT, PROJECT)
    go(started, qtbot, Place.PAPER, PROJECT)
    view = page(started).view
    assert isinstance(view, PaperWaysView)
    view.anew_button.click()
    idle(started, qtbot)
    go(started, qtbot, Place.PROJECT, PROJECT)
    go(started, qtbot, Place.PAPER, PROJECT)
    papers = page(started).papers
    assert papers is not None
    assert papers.begun is None


@pytest.mark.parametrize("button", ["answers_button", "day_button"])
def test_what_was_entered_can_be_corrected_from_the_last_look(
    open_window: Starter, qtbot: QtBot, asked: Path, scan: Path, button: str
) -> None:
    started = visit(open_window, qtbot, asked)
    form = choose_form(started, qtbot)
    to_check(started, qtbot, form, {PART: NO})
    getattr(page(started).view, button).click()
    assert isinstance(page(started).view, TicksView | DayAndPageView)
    while not isinstance(page(started).view, CheckPaperView):
        onwards(started, qtbot)
    sign(started, qtbot)
    assert state(started, qtbot) is ConsentState.REFUSED


def test_back_leads_through_the_steps(
    open_window: Starter, qtbot: QtBot, asked: Path, scan: Path
) -> None:
    started = visit(open_window, qtbot, asked)
    form = choose_form(started, qtbot)
    to_check(started, qtbot, form, {PART: NO})
    for expected in (DayAndPageView, TicksView, WhichFormView, PaperWaysView):
        press(Qt.Key.Key_Escape)
        assert isinstance(page(started).view, expected)


def test_the_page_that_was_entered_can_be_saved(
    open_window: Starter,
    qtbot: QtBot,
    asked: Path,
    scan: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started = visit(open_window, qtbot, asked)
    form = choose_form(started, qtbot)
    to_check(started, qtbot, form, all_yes(form))
    sign(started, qtbot)
    go(started, qtbot, Place.PROJECT, PROJECT)
    go(started, qtbot, Place.PAPER, PROJECT)
    out = tmp_path / "back.png"
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [str(out)])
    view = page(started).view
    assert isinstance(view, PaperWaysView)
    assert page(started).primary_button.isHidden()
    view.page_button.click()
    idle(started, qtbot)
    assert out.read_bytes() == PNG


# -- how it looks ---------------------------------------------------------------------


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("language", list(Language))
def test_every_step_keeps_the_rules_in_a_small_window(
    open_window: Starter, qtbot: QtBot, asked: Path, scan: Path, language: Language, percent: int
) -> None:
    """WCAG 2.2: 1.4.4, 1.4.10, 2.5.3, 2.5.8, 4.1.2."""
    started = visit(open_window, qtbot, asked, language=language, text_percent=percent)
    started.window.resize(800, 600)

    def faults() -> list[str]:
        watching.settle(started.window)
        found = [
            *watching.unnamed(started.window),
            *watching.misnamed(started.window),
            *watching.small_targets(started.window),
            *watching.clipped(started.window),
            *watching.overlapping(started.window),
            *watching.doubled_mnemonics(started.window),
        ]
        return [f"{type(page(started).view).__name__}: {each}" for each in found]

    broken = faults()
    onwards(started, qtbot)
    broken += faults()
    page(started).go_back()
    form = choose_form(started, qtbot)
    onwards(started, qtbot)
    broken += faults()
    to_check(started, qtbot, form, all_yes(form))
    broken += faults()
    page(started).go_back()
    broken += faults()
    onwards(started, qtbot)
    sign(started, qtbot)
    broken += faults()
    assert broken == []
