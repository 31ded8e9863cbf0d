"""A person's answer to a project, clicked through a real window over a real vault and registry.

Source of the rules: GDPR article 4(11) and 7, WCAG 2.2, and the promise that nothing is
chosen beforehand and that a no is as big as a yes.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from consent.flow import StepId, load_conversation
from consent.ledger import ConsentState
from datadonor.texts import Language, text
from tests.releases import PROJECT
from tests.ui import watching
from tests.ui.asked_vaults import asked, make_asked
from tests.ui.conftest import Starter
from tests.ui.vaults import PASSPHRASE
from tests.ui.visits import RIGHT, Visit
from tests.ui.walking import press, write
from ui.conversing import CHANGE
from ui.navigation import Place
from ui.pages.consent.check import CheckView
from ui.pages.consent.controls import AnswerBox, OneOf, YesNo
from ui.pages.consent.ending import Ending
from ui.pages.consent.refusing import BarredView
from ui.pages.consent.signing import SignView
from ui.pages.consent.step import StepView
from ui.pages.consent.ways import Way


@pytest.fixture(scope="module")
def _new(_low_floor: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_asked(tmp_path_factory.mktemp("asked") / "new")


@pytest.fixture(scope="module")
def _agreed(_low_floor: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_asked(tmp_path_factory.mktemp("asked") / "agreed", says_yes=True)


@pytest.fixture
def new(_new: Path, tmp_path: Path) -> Path:
    """The vault of someone who was asked and has not answered."""
    return shutil.copytree(_new, tmp_path / "vault")


@pytest.fixture
def agreed(_agreed: Path, tmp_path: Path) -> Path:
    """The vault of someone who has said yes to everything."""
    return shutil.copytree(_agreed, tmp_path / "vault")


def reach(widget: QWidget) -> None:
    """Press Tab until the keyboard is on a widget."""
    for _ in range(200):
        if QApplication.focusWidget() is widget:
            return
        press(Qt.Key.Key_Tab)
    pytest.fail("the keyboard does not reach it")


def reach_within(button: QAbstractButton) -> None:
    """Press Tab to a button, or to the first of its group and then the arrow down."""
    around = button.parentWidget()
    assert around is not None
    group = around.findChildren(QRadioButton)
    if button not in group:
        return reach(button)
    for _ in range(200):
        if QApplication.focusWidget() in group:
            break
        press(Qt.Key.Key_Tab)
    for _ in group:
        if QApplication.focusWidget() is not button:
            press(Qt.Key.Key_Right if isinstance(button, AnswerBox) else Qt.Key.Key_Down)
    assert QApplication.focusWidget() is button
    return None


def ticked(window: QWidget) -> list[str]:
    """Return the choices that are chosen."""
    return [
        widget.accessibleName()
        for widget in watching.seen(window)
        if isinstance(widget, QRadioButton | QCheckBox) and widget.isChecked()
    ]


def uneven(window: QWidget) -> list[str]:
    """Return the yeses that are not as big as the no beside them."""
    found = []
    for control in window.findChildren(YesNo):
        yes, no = control.boxes[True], control.boxes[False]
        if abs(yes.width() - no.width()) > 1 or yes.height() != no.height():  # an odd pixel
            found.append(yes.accessibleName())
    return found


# -- a yes ------------------------------------------------------------------------------


def test_half_a_yes_is_given_with_the_keyboard_alone(
    open_window: Starter, qtbot: QtBot, new: Path
) -> None:
    visit = Visit(open_window, qtbot, new)

    def choose(button: QAbstractButton) -> None:
        reach_within(button)
        press(Qt.Key.Key_Space)
        assert button.isChecked() or not button.isCheckable()

    def answer(field: str, *, yes: bool) -> None:
        control = visit.view.fields[field].control
        assert isinstance(control, YesNo)
        choose(control.boxes[yes])

    def onwards() -> None:
        reach(visit.page.primary_button)
        press(Qt.Key.Key_Return)
        visit.idle()

    def options(field: str) -> dict[str, QAbstractButton]:
        control = visit.view.fields[field].control
        assert isinstance(control, OneOf)
        return dict(control.options)

    choose(options("given_by")["self"])
    onwards()
    for field in visit.view.fields:
        answer(field, yes="activity" not in field and "sex" not in field)
    for _ in range(3):
        onwards()
    choose(visit.view.rest_button)
    for _ in range(2):
        onwards()
    for number, option in enumerate(RIGHT):
        choose(options(f"questions.{number}")[option])
    onwards()
    answer("text_read", yes=True)
    onwards()
    assert isinstance(visit.page.view, SignView)
    assert QApplication.focusWidget() is visit.page.view.passphrase.field
    write(PASSPHRASE)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: visit.page.ending is Ending.GIVEN)

    assert visit.stands(ConsentState.GIVEN)
    assert visit.choices.granted == ("heart", "sleep")
    assert visit.choices.demographics == ("age_band",)
    assert set(visit.choices.options.values()) == {False}
    reach(visit.page.primary_button)
    press(Qt.Key.Key_Return)
    visit.idle()
    assert visit.started.window.place is Place.PREVIEW


def test_an_answer_can_be_changed_from_the_page_with_all_answers(
    open_window: Starter, qtbot: QtBot, new: Path
) -> None:
    visit = Visit(open_window, qtbot, new)
    visit.answer_all()
    visit.page.go_back()
    view = visit.page.view
    assert isinstance(view, CheckView)
    view.answers.buttons["items.heart.granted"].click()
    visit.idle()
    assert visit.is_at(StepId.WHICH_DATA)
    assert QApplication.focusWidget() in visit.view.fields["items.heart.granted"].findChildren(
        AnswerBox
    )
    visit.say("items.heart.granted", yes=False)
    visit.onwards()
    assert visit.is_at(StepId.CHECK)
    visit.onwards()
    visit.signed()
    assert visit.choices.granted == ("activity", "sleep")


def test_what_is_missing_is_said_and_leads_there(
    open_window: Starter, qtbot: QtBot, new: Path
) -> None:
    visit = Visit(open_window, qtbot, new)
    visit.choose("given_by", "self")
    visit.go_to(StepId.CHECK)
    view = visit.page.view
    assert isinstance(view, CheckView)
    lacking = len(view.lacking.buttons)
    assert lacking > 8
    visit.onwards()
    assert visit.is_at(StepId.CHECK)  # there is no way round
    assert str(lacking) in visit.page.banner.text
    view.lacking.buttons[0].click()
    visit.idle()
    assert visit.is_at(StepId.WHICH_DATA)
    first = "items.sleep.granted"
    assert QApplication.focusWidget() in visit.view.fields[first].findChildren(AnswerBox)
    assert not visit.view.missing.isHidden()
    for field in visit.view.fields:
        visit.say(field, yes=True)
    assert visit.view.missing.isHidden()


# -- nothing chosen, and no as big as yes -------------------------------------------------


def test_nothing_is_chosen_beforehand_on_any_step(
    open_window: Starter, qtbot: QtBot, new: Path
) -> None:
    """GDPR recital 32: a box that is ticked beforehand is no consent."""
    visit = Visit(open_window, qtbot, new)
    met = 0
    for _ in range(7):
        assert ticked(visit.page) == []
        met += sum(isinstance(each, QRadioButton) for each in watching.seen(visit.page))
        visit.onwards()
    assert ticked(visit.page) == []
    assert met > 15
    visit.say("text_read", yes=False)
    assert len(ticked(visit.page)) == 1  # what is chosen is seen by this test


@pytest.mark.parametrize("percent", [100, 200])
def test_a_no_is_as_big_as_a_yes(
    open_window: Starter, qtbot: QtBot, new: Path, percent: int
) -> None:
    visit = Visit(open_window, qtbot, new, text_percent=percent)
    visit.started.window.resize(*((1060, 720) if percent == 100 else (800, 600)))
    visit.choose("given_by", "self")
    visit.onwards()
    watching.settle(visit.started.window)
    assert uneven(visit.page) == []
    assert len(visit.page.findChildren(YesNo)) == 5
    spoilt = visit.page.findChildren(YesNo)[0].boxes[True]
    spoilt.setMinimumHeight(spoilt.height() + 20)
    watching.settle(visit.started.window)
    assert len(uneven(visit.page)) == 1
    visit.page.go_back()
    visit.answer_all()
    watching.settle(visit.started.window)
    sign, no = visit.page.primary_button, visit.page.other_button
    assert sign.text() == "Sign"
    assert no.text() == text("consent_flow.action.say_no", Language.ENGLISH)
    assert sign.size() == no.size()


# -- questions ----------------------------------------------------------------------------


def test_a_wrong_answer_is_explained_and_can_be_tried_again(
    open_window: Starter, qtbot: QtBot, new: Path
) -> None:
    visit = Visit(open_window, qtbot, new)
    visit.go_to(StepId.QUESTIONS)
    visit.choose("questions.0", "1")
    field = visit.view.fields["questions.0"]
    said = " ".join(watching.name_of(each) for each in watching.seen(field))
    assert "That is not quite right" in said
    assert "Nothing more comes from you" in said
    visit.choose("questions.0", RIGHT[0])
    said = " ".join(watching.name_of(each) for each in watching.seen(field))
    assert "That is not quite right" not in said
    assert "That is right" in said


# -- leaving, waiting, saying no ------------------------------------------------------------


def test_it_is_gone_on_with_where_it_was_left_in_another_window(
    open_window: Starter, qtbot: QtBot, new: Path
) -> None:
    visit = Visit(open_window, qtbot, new)
    visit.choose("given_by", "self")
    visit.onwards()
    visit.say("items.sleep.granted", yes=True)
    visit.say("items.heart.granted", yes=False)
    visit.started.window.close()  # nothing else is pressed: each answer is kept as it is given

    again = Visit(open_window, qtbot, new)
    assert again.step is StepId.WHICH_DATA
    assert "where you stopped" in again.page.banner.text
    assert [name.split(":")[0] for name in ticked(again.page)] == ["Yes", "No"]


def test_a_no_needs_nothing_but_two_presses(open_window: Starter, qtbot: QtBot, new: Path) -> None:
    visit = Visit(open_window, qtbot, new)
    visit.page.other_button.click()
    visit.page.go_back()
    assert isinstance(visit.page.view, StepView)  # it can be taken back
    visit.page.other_button.click()
    visit.onwards()
    assert visit.page.ending is Ending.REFUSED
    assert visit.stands(ConsentState.REFUSED)


def test_who_wants_to_wait_keeps_the_answers(open_window: Starter, qtbot: QtBot, new: Path) -> None:
    visit = Visit(open_window, qtbot, new)
    visit.choose("given_by", "self")
    visit.page.ways.buttons[Way.LATER].click()
    visit.idle()
    assert visit.page.ending is Ending.LATER
    assert visit.stands(ConsentState.PUT_OFF)
    kept = visit.read(lambda opened: load_conversation(opened.vault.connection, PROJECT))
    assert kept is not None
    assert kept.given_by == "self"


# -- changing -------------------------------------------------------------------------------


def test_a_consent_is_changed_from_what_is_in_force(
    open_window: Starter, qtbot: QtBot, agreed: Path
) -> None:
    visit = Visit(open_window, qtbot, agreed, language=Language.DANISH)
    visit.choose("given_by", "self")
    visit.onwards()
    assert len(ticked(visit.page)) == 5  # the answers in force, and not ours
    visit.say("items.heart.granted", yes=False)
    visit.go_to(StepId.OPTIONS)
    visit.view.rest_button.click()  # options that were passed over are no answers
    visit.go_to(StepId.SIGN)
    visit.signed()
    assert visit.page.ending is Ending.CHANGED
    assert visit.choices.granted == ("activity", "sleep")


def test_a_change_can_be_dropped_and_a_no_leads_to_taking_back(
    open_window: Starter, qtbot: QtBot, agreed: Path
) -> None:
    visit = Visit(open_window, qtbot, agreed)
    visit.onwards()
    visit.say("items.heart.granted", yes=False)
    visit.page.ways.buttons[Way.KEEP].click()
    visit.idle()
    assert visit.page.ending is Ending.UNCHANGED
    assert "heart" in visit.choices.granted
    visit.enter()
    visit.page.other_button.click()
    visit.idle()
    assert visit.started.window.place is Place.WITHDRAW


def test_a_newer_version_is_asked_and_the_older_yes_stands(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    vault = make_asked(tmp_path / "two", 1, 3, says_yes=True)
    visit = Visit(open_window, qtbot, vault)
    assert visit.page.talk is not None
    assert visit.page.talk.request.version == 3
    visit.page.ways.buttons[Way.OLDER].click()
    visit.idle()
    assert visit.page.talk.sitting.is_change
    assert visit.page.talk.request.version == 1
    visit.enter(PROJECT)
    visit.page.other_button.click()
    visit.onwards()
    assert visit.page.ending is Ending.OLDER_STANDS
    assert visit.stands(ConsentState.GIVEN)
    visit.enter(PROJECT + CHANGE)
    assert visit.page.talk.request.version == 1


# -- signing --------------------------------------------------------------------------------


def test_only_the_owner_signs(open_window: Starter, qtbot: QtBot, new: Path) -> None:
    visit = Visit(open_window, qtbot, new)
    visit.answer_all()
    view = visit.page.view
    assert isinstance(view, SignView)
    visit.sign("")
    assert view.passphrase.error.isVisible()
    visit.sign("someone else's words")
    qtbot.waitUntil(lambda: "does not open" in view.passphrase.error.text())
    assert visit.page.ending is None
    assert view.passphrase.field.text() == ""
    assert visit.stands(ConsentState.REQUESTED)
    visit.signed()
    assert visit.stands(ConsentState.GIVEN)


def test_who_leaves_while_the_passphrase_is_checked_has_not_signed(
    open_window: Starter, qtbot: QtBot, new: Path
) -> None:
    visit = Visit(open_window, qtbot, new)
    visit.answer_all()
    visit.sign()
    visit.page.go_back()
    visit.idle()
    assert visit.stands(ConsentState.REQUESTED)


def test_what_is_not_approved_any_more_cannot_be_answered(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "revoked").mkdir()
    with asked(tmp_path / "revoked") as someone:
        someone.revoke(PROJECT)
        someone.refresh()
    visit = Visit(open_window, qtbot, tmp_path / "revoked" / "vault")
    assert isinstance(visit.page.view, BarredView)
    assert text("errors.REQUEST_REVOKED.what", Language.ENGLISH) in visit.page.view.banner.text
    assert visit.page.primary_button.isHidden()


# -- the other language ---------------------------------------------------------------------


def test_the_language_changes_and_the_answers_stay(
    open_window: Starter, qtbot: QtBot, new: Path
) -> None:
    visit = Visit(open_window, qtbot, new)
    visit.answer_all("items.heart.granted")
    visit.page.go_back()
    visit.started.session.change_settings(language=Language.DANISH)
    visit.idle()
    assert visit.page.heading.text() == text("consent_flow.heading.check", Language.DANISH)
    view = visit.page.view
    assert isinstance(view, CheckView)
    assert len(view.lacking.buttons) == 1  # it is another text, and not read yet
    visit.say("text_read", yes=True)
    visit.onwards()
    visit.signed()
    assert visit.choices.language == "da"
    assert visit.choices.granted == ("activity", "sleep")


# -- every step ------------------------------------------------------------------------------


@pytest.mark.parametrize("language", list(Language))
def test_every_step_can_be_named_hit_and_read_at_200_percent(
    open_window: Starter, qtbot: QtBot, new: Path, language: Language
) -> None:
    """WCAG 2.2: 4.1.2, 2.5.3, 2.5.8, 1.4.4, 1.4.10."""
    visit = Visit(open_window, qtbot, new, language=language, text_percent=200)
    window = visit.started.window
    window.resize(800, 600)
    for _ in _steps_of(visit):
        watching.settle(window)
        assert watching.unnamed(window) == []
        assert watching.misnamed(window) == []
        assert watching.doubled_mnemonics(window) == []
        assert watching.small_targets(window) == []
        assert watching.clipped(window) == []
        assert not visit.page.primary_button.isHidden()


def _steps_of(visit: Visit) -> Iterator[StepId]:
    visit.choose("given_by", "guardian")
    assert "basis" in visit.view.fields  # asked of those who answer for another
    yield visit.step
    visit.choose("given_by", "self")
    assert "basis" not in visit.view.fields
    visit.onwards()
    for field in visit.view.fields:
        visit.say(field, yes=True)
    for _ in range(6):
        yield visit.step
        visit.onwards()
    assert visit.is_at(StepId.CHECK)
    yield visit.step
