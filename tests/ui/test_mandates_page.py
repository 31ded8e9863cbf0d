"""Who may decide for the person, through the window: written down, signing, ended, handed over."""

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from consent.attestation import attestations_of
from consent.ledger import ConsentState
from consent.mandate import CUSTODY, Terms
from consent.mandates import StandingMandate, end_mandate, mandates, record_mandate
from datadonor.audit import custody
from datadonor.audit.custody import OpenVault
from datadonor.texts import Language
from datadonor.vault.errors import WrongPassphrase
from tests.mandates import HOLDER_PASSPHRASE
from tests.releases import PROJECT
from tests.ui import watching
from tests.ui.asked_vaults import make_asked
from tests.ui.conftest import Starter
from tests.ui.inspection import faults
from tests.ui.vaults import PASSPHRASE, WEAK, make_vault
from tests.ui.visits import Visit
from tests.ui.walking import go, idle, press, told, unlocked
from ui.app import Started
from ui.mandating import read_deciders
from ui.navigation import Place
from ui.pages.consent.refusing import RefusalView
from ui.pages.consent.signing import SignView
from ui.pages.mandates import CORRECT, MandatesPage
from ui.pages.withdraw import WithdrawalForm
from ui.widgets.holder_form import HolderForm
from ui.widgets.holders_view import EndView, HandOverView, HoldersView
from ui.widgets.signers import SignersCard

TODAY = date.today()  # noqa: DTZ011 - the window goes by the computer's own clock
NEXT_YEAR = TODAY + timedelta(days=400)
OTHER = "gul kande på hylden"


def write_down(
    opened: OpenVault, name: str, basis: str = CUSTODY, passphrase: str = HOLDER_PASSPHRASE, *,
    of_age_on: date | None = NEXT_YEAR, is_joint: bool = False,
) -> StandingMandate:  # fmt: skip
    long_ago = TODAY - timedelta(days=4000)
    relation = "parent" if basis == CUSTODY else "friend"
    day = of_age_on if basis == CUSTODY else None
    terms = Terms(basis, name, relation, long_ago, None, is_joint, day)
    return record_mandate(opened, terms, passphrase, kdf=WEAK)


@pytest.fixture(scope="module")
def _asked(_low_floor: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_asked(tmp_path_factory.mktemp("mandates") / "asked")


@pytest.fixture
def asked(_asked: Path, tmp_path: Path) -> Path:
    return shutil.copytree(_asked, tmp_path / "vault")


@pytest.fixture
def with_parents(asked: Path) -> Path:
    """The vault of a young person whose parents decide together."""
    with custody.open_vault(asked, PASSPHRASE) as opened:
        write_down(opened, "Solvej Opdigtet", is_joint=True)
        write_down(opened, "Asger Opdigtet", passphrase=OTHER, is_joint=True)
    return asked


@pytest.fixture
def empty(_low_floor: None, tmp_path: Path) -> Path:
    return make_vault(tmp_path / "empty")


@pytest.fixture
def grown(empty: Path) -> Path:
    """The vault of someone who turned 18 yesterday."""
    with custody.open_vault(empty, PASSPHRASE) as opened:
        write_down(opened, "Solvej Opdigtet", of_age_on=TODAY - timedelta(days=1))
    return empty


def visit(
    open_window: Starter, qtbot: QtBot, vault: Path, argument: str = "", **settings: object
) -> Started:
    started = unlocked(open_window, qtbot, vault, PASSPHRASE, **({"language": "en"} | settings))
    go(started, qtbot, Place.MANDATES, argument)
    return started


def page(started: Started) -> MandatesPage:
    found = started.window.page
    assert isinstance(found, MandatesPage)
    return found


def kept(started: Started, qtbot: QtBot) -> list[StandingMandate]:
    found: list[list[StandingMandate]] = []
    started.session.ask(mandates, found.append, partial(pytest.fail, pytrace=True))
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def form_of(started: Started) -> HolderForm:
    form = page(started).view
    assert isinstance(form, HolderForm)
    return form


def filled_in(started: Started) -> HolderForm:
    form = form_of(started)
    fill_in(form)
    return form


def fill_in(form: HolderForm) -> None:
    form.name.field.setText("Solvej Opdigtet")
    form.basis.options[CUSTODY].click()
    form.relation.options["mother"].click()
    form.until.field.setText(f"{NEXT_YEAR.day}.{NEXT_YEAR.month}.{NEXT_YEAR.year}")
    form.joint.options["alone"].click()
    form.first.field.setText(HOLDER_PASSPHRASE)
    form.again.field.setText(HOLDER_PASSPHRASE)
    form.passphrase.field.setText(PASSPHRASE)


# -- the list, and one more ------------------------------------------------------------


def test_nobody_else_decides_until_somebody_is_written_down(
    open_window: Starter, qtbot: QtBot, empty: Path
) -> None:
    started = visit(open_window, qtbot, empty)
    assert "Nobody but you decides" in told(started)
    page(started).primary_button.click()
    idle(started, qtbot)
    form = form_of(started)
    assert [form.basis.value(), form.relation.value(), form.joint.value()] == [None, None, None]
    fill_in(form)
    page(started).primary_button.click()
    qtbot.waitUntil(lambda: isinstance(page(started).view, HoldersView))
    idle(started, qtbot)
    assert "It is written down" in told(started)
    (found,) = kept(started, qtbot)
    assert (found.mandate.holder, found.mandate.of_age_on) == ("Solvej Opdigtet", NEXT_YEAR)
    assert "The young person is to be asked too" in told(started)


@pytest.mark.parametrize(
    ("field", "written", "said"),
    [
        ("name", "", "Write who it is."),
        ("name", "010190", "without digits or hidden signs."),
        ("name", "Sol\u202evej", "without digits or hidden signs."),
        ("until", "32.1.2030", "Write day, month and year"),
        ("until", "", "Write the day they turn 18."),
        ("until", "1.1.2001", "write the day they turn 18, not the day they were born."),
        ("until", "1.1.0001", "write the day they turn 18, not the day they were born."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    open_window: Starter, qtbot: QtBot, empty: Path, field: str, written: str, said: str
) -> None:
    started = visit(open_window, qtbot, empty, "add")
    form = filled_in(started)
    wrong = getattr(form, field)
    wrong.field.setText(written)
    page(started).primary_button.click()
    qtbot.waitUntil(lambda: said in wrong.error.text())
    idle(started, qtbot)
    assert kept(started, qtbot) == []


def test_a_last_day_before_the_first_is_said_beside_it(
    open_window: Starter, qtbot: QtBot, empty: Path
) -> None:
    started = visit(open_window, qtbot, empty, "add")
    form = filled_in(started)
    form.basis.options["power_of_attorney"].click()
    form.until.field.setText("1.1.2001")
    page(started).primary_button.click()
    qtbot.waitUntil(lambda: "The last day cannot be before the first." in form.until.error.text())
    idle(started, qtbot)


@pytest.mark.parametrize(
    ("field", "change", "said"),
    [
        ("joint", lambda form: form.joint.options["alone"].click(), "all of them decide only"),
        (
            "until",
            lambda form: form.until.field.setText("1.1.2040"),
            "two different 18th birthdays",
        ),
    ],
)
def test_what_contradicts_another_right_is_said_beside_the_field(
    open_window: Starter, qtbot: QtBot, with_parents: Path, field: str,
    change: Callable[[HolderForm], None], said: str,
) -> None:  # fmt: skip
    started = visit(open_window, qtbot, with_parents, "add")
    form = filled_in(started)
    form.joint.options["together"].click()
    change(form)
    page(started).primary_button.click()
    error = form.errors[form.joint] if field == "joint" else form.until.error
    qtbot.waitUntil(lambda: said in error.text())
    idle(started, qtbot)
    assert len(kept(started, qtbot)) == 2


@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_a_wrong_birthday_is_corrected_where_it_stands(
    open_window: Starter, qtbot: QtBot, empty: Path, *, is_withdrawn: bool
) -> None:
    with custody.open_vault(empty, PASSPHRASE) as opened:
        wrong = write_down(opened, "Solvej Opdigtet", of_age_on=date(NEXT_YEAR.year + 10, 5, 4))
        if is_withdrawn:
            end_mandate(opened, wrong.digest)
    started = visit(open_window, qtbot, empty)
    view = page(started).view
    assert isinstance(view, HoldersView)
    (card,) = view.cards
    assert card.correct_button.accessibleName() == "Correct it: Solvej Opdigtet"
    assert card.button.isVisible() is not is_withdrawn
    card.correct_button.click()
    idle(started, qtbot)
    form = form_of(started)
    assert form.name.text() == "Solvej Opdigtet"
    assert (form.basis.value(), list(form.basis.options)) == (CUSTODY, [CUSTODY])
    assert (form.relation.value(), form.joint.value()) == ("parent", "alone")
    assert form.until.text() == f"4.5.{NEXT_YEAR.year + 10}"
    assert form.until.label.text() == "On what day does the young person turn 1&8?"
    assert ("The old right is over." in told(started)) is is_withdrawn
    form.until.field.setText(f"4.5.{NEXT_YEAR.year}")
    form.first.field.setText(HOLDER_PASSPHRASE)
    form.again.field.setText(HOLDER_PASSPHRASE)
    form.passphrase.field.setText(PASSPHRASE)
    page(started).primary_button.click()
    qtbot.waitUntil(lambda: isinstance(page(started).view, HoldersView))
    idle(started, qtbot)
    old, new = kept(started, qtbot)
    assert (old.ended, new.ended) == ("replaced", None)
    assert (new.mandate.of_age_on, new.mandate.since) == (
        date(NEXT_YEAR.year, 5, 4), old.mandate.since,
    )  # fmt: skip
    view = page(started).view
    assert isinstance(view, HoldersView)
    assert [each.correct_button.isVisible() for each in view.cards] == [True, False]


def test_two_birthdays_are_corrected_before_the_vault_is_handed_over(
    open_window: Starter, qtbot: QtBot, grown: Path
) -> None:
    with custody.open_vault(grown, PASSPHRASE) as opened:
        write_down(opened, "Asger Opdigtet")  # the other one's day has come, and is over
    started = visit(open_window, qtbot, grown)
    assert "Two different 18th birthdays are written down" in told(started)
    assert "now you decide yourself" not in told(started)
    assert "Nobody but you decides" not in told(started)
    assert told(started).count("Turns 18") == 2
    assert page(started).primary_button.text() == "&Write somebody down"


def test_one_of_those_who_decide_together_is_never_offered_alone(
    monkeypatch: pytest.MonkeyPatch, with_parents: Path
) -> None:
    with custody.open_vault(with_parents, PASSPHRASE) as opened:
        monkeypatch.setattr("consent.mandates.require_consistent", lambda *_, **__: None)
        write_down(opened, "Solvej Opdigtet")
        (together,) = read_deciders(opened).deciders
    assert len(together.holders) == 2


def test_two_passphrases_that_differ_and_a_wrong_owner_are_refused(
    open_window: Starter, qtbot: QtBot, empty: Path
) -> None:
    started = visit(open_window, qtbot, empty, "add")
    form = filled_in(started)
    form.again.field.setText(OTHER)
    page(started).primary_button.click()
    assert form.again.error.text() == "The two are not the same."
    form.again.field.setText(HOLDER_PASSPHRASE)
    form.passphrase.field.setText("forkert sætning")
    page(started).primary_button.click()
    qtbot.waitUntil(lambda: bool(form.passphrase.error.text()))
    idle(started, qtbot)
    assert kept(started, qtbot) == []
    assert form.name.text() == "Solvej Opdigtet"  # nothing that was written is lost


def test_what_is_written_survives_another_language(
    open_window: Starter, qtbot: QtBot, empty: Path
) -> None:
    started = visit(open_window, qtbot, empty, "add")
    form = filled_in(started)
    started.session.change_settings(language=Language.DANISH)
    idle(started, qtbot)
    assert page(started).view is form
    assert form.name.text() == "Solvej Opdigtet"
    assert form.basis.options[CUSTODY].text() == "Del i forældremyndigheden"


def test_a_right_is_ended_by_the_owner_alone(
    open_window: Starter, qtbot: QtBot, with_parents: Path
) -> None:
    started = visit(open_window, qtbot, with_parents)
    view = page(started).view
    assert isinstance(view, HoldersView)
    view.cards[0].button.click()
    idle(started, qtbot)
    ending = page(started).view
    assert isinstance(ending, EndView)
    ending.passphrase.field.setText(HOLDER_PASSPHRASE)  # a holder's opens no vault
    page(started).primary_button.click()
    qtbot.waitUntil(lambda: bool(ending.passphrase.error.text()))
    assert [each.ended for each in kept(started, qtbot)] == [None, None]
    ending.passphrase.field.setText(PASSPHRASE)
    page(started).primary_button.click()
    qtbot.waitUntil(lambda: isinstance(page(started).view, HoldersView))
    idle(started, qtbot)
    assert [each.ended for each in kept(started, qtbot)] == ["withdrawn", None]
    assert "The right has ended" in told(started)


# -- signing -----------------------------------------------------------------------------


class ParentVisit(Visit):
    """Somebody who answers as a parent."""

    def choose(self, field: str, option: str) -> None:
        if field == "given_by":
            super().choose("given_by", "guardian")
            super().choose("basis", CUSTODY)
        else:
            super().choose(field, option)


def test_parents_sign_side_by_side_or_nothing_is_written(
    open_window: Starter, qtbot: QtBot, with_parents: Path
) -> None:
    visited = ParentVisit(open_window, qtbot, with_parents, language="en")
    visited.answer_all()
    view = visited.page.view
    assert isinstance(view, SignView)
    one, other = view.signers.fields.values()
    assert one.label.text() == "Solvej Opdigtet: your own passphrase"
    one.field.setText(HOLDER_PASSPHRASE)
    visited.sign()
    assert "Asger Opdigtet has to write" in other.error.text()
    assert visited.stands(ConsentState.REQUESTED)
    one.field.setText(HOLDER_PASSPHRASE)
    other.field.setText(HOLDER_PASSPHRASE)  # the other parent's
    visited.sign()
    qtbot.waitUntil(lambda: bool(other.error.text()))
    assert other.error.text() == "This is not the passphrase of Asger Opdigtet."
    assert visited.stands(ConsentState.REQUESTED)
    one.field.setText(HOLDER_PASSPHRASE)
    other.field.setText(OTHER)
    visited.signed()
    assert visited.stands(ConsentState.GIVEN)
    given = visited.consent.given
    assert given is not None
    digest = given.event.decision_sha256 or ""
    assert len(visited.read(lambda opened: attestations_of(opened, digest))) == 2


def test_the_young_person_does_not_say_yes_alone(
    open_window: Starter, qtbot: QtBot, with_parents: Path
) -> None:
    visited = Visit(open_window, qtbot, with_parents, language="en")
    visited.answer_all()
    assert isinstance(visited.page.view, SignView)
    assert not visited.page.view.signers.is_asking
    visited.sign()
    qtbot.waitUntil(lambda: "Under 18" in told(visited.started))
    assert visited.stands(ConsentState.REQUESTED)


def test_a_right_that_nobody_has_signs_nothing(
    open_window: Starter, qtbot: QtBot, asked: Path
) -> None:
    visited = ParentVisit(open_window, qtbot, asked, language="en")
    visited.answer_all()
    visited.sign()
    visited.idle()
    assert "Nobody has been written down with that right." in told(visited.started)
    assert visited.stands(ConsentState.REQUESTED)


def test_a_no_asks_who_says_it_where_somebody_else_could(
    open_window: Starter, qtbot: QtBot, with_parents: Path
) -> None:
    visited = Visit(open_window, qtbot, with_parents, language="en")
    visited.page.other_button.click()
    visited.idle()
    view = visited.page.view
    assert isinstance(view, RefusalView)
    visited.page.primary_button.click()
    assert view.signers.error.text() == "Say who decides."
    assert visited.stands(ConsentState.REQUESTED)
    view.signers.options.options["self"].click()
    visited.page.primary_button.click()
    qtbot.waitUntil(lambda: visited.page.ending is not None)
    assert visited.stands(ConsentState.REFUSED)
    assert visited.consent.by == "self"


def test_a_proxy_takes_back_what_they_said_yes_to(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    agreed = make_asked(tmp_path / "agreed", says_yes=True)
    with custody.open_vault(agreed, PASSPHRASE) as opened:
        write_down(opened, "Ingrid Opdigtet", "power_of_attorney")
    started = unlocked(open_window, qtbot, agreed, PASSPHRASE, language="en")
    go(started, qtbot, Place.WITHDRAW, PROJECT)
    form = started.window.page.view  # type: ignore[attr-defined] # a WithdrawPage
    assert isinstance(form, WithdrawalForm)
    form.extent.options[""].click()
    *_, proxy = form.signers.options.options.values()
    proxy.click()
    (field,) = form.signers.fields.values()
    field.field.setText(HOLDER_PASSPHRASE)
    form.passphrase.field.setText(PASSPHRASE)
    started.window.page.primary_button.click()
    # It was the person's own yes: nobody undoes it for them.
    qtbot.waitUntil(lambda: "The person has decided this themselves" in told(started))
    form.signers.options.options["self"].click()
    form.passphrase.field.setText(PASSPHRASE)
    started.window.page.primary_button.click()
    qtbot.waitUntil(lambda: "Your yes is taken back" in told(started))
    idle(started, qtbot)


# -- coming of age -----------------------------------------------------------------------


def test_from_the_eighteenth_birthday_the_vault_is_made_ones_own(
    open_window: Starter, qtbot: QtBot, grown: Path
) -> None:
    started = visit(open_window, qtbot, grown)
    assert "18 years old: now you decide yourself" in told(started)
    page(started).primary_button.click()
    idle(started, qtbot)
    view = page(started).view
    assert isinstance(view, HandOverView)
    view.passphrase.ways.options["own"].click()
    for field in (view.passphrase.first, view.passphrase.again):
        field.field.setText("min helt egen sætning")
    view.passphrase.first.edited.emit()
    page(started).primary_button.click()
    qtbot.waitUntil(lambda: view.is_owed)
    idle(started, qtbot)
    page(started).back_button.click()
    assert page(started).view is view  # the words are shown only now
    words = view._words
    assert words is not None
    page(started).primary_button.click()
    view.asked.ask(words, (1, 2))
    for entry, word in zip(view.asked.fields, words.text.split(), strict=False):
        entry.setText(word)
    page(started).primary_button.click()
    qtbot.waitUntil(lambda: isinstance(page(started).view, HoldersView))
    idle(started, qtbot)
    assert [each.ended for each in kept(started, qtbot)] == ["of_age"]
    started.session.close()
    with pytest.raises(WrongPassphrase):
        custody.open_vault(grown, PASSPHRASE)
    custody.open_vault(grown, "min helt egen sætning").close()


# -- for everybody -----------------------------------------------------------------------


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("which", ["", "add", "end", "correct", "hand-over"])
def test_every_view_can_be_used_by_everybody(
    open_window: Starter, qtbot: QtBot, with_parents: Path, grown: Path, language: Language,
    which: str,
) -> None:  # fmt: skip
    """WCAG 2.2: 4.1.2, 2.5.3, 2.5.8, 1.4.4, 1.4.10, at 200 % text in 800 by 600."""
    vault = grown if which == "hand-over" else with_parents
    argument = "" if which in {"end", "correct"} else which
    started = visit(open_window, qtbot, vault, argument, language=language,
                    text_percent=200)  # fmt: skip
    if which in {"end", "correct"}:
        behind = CORRECT if which == "correct" else ""
        go(started, qtbot, Place.MANDATES, kept(started, qtbot)[0].digest + behind)
        assert isinstance(page(started).view, HolderForm if behind else EndView)
    started.window.resize(800, 600)
    watching.settle(started.window)
    assert faults(started.window, language) == []


@pytest.mark.parametrize("language", list(Language))
def test_the_card_of_signers_can_be_used_by_everybody(
    open_window: Starter, qtbot: QtBot, with_parents: Path, language: Language
) -> None:
    visited = ParentVisit(open_window, qtbot, with_parents, language=language, text_percent=200)
    visited.answer_all()
    visited.started.window.resize(800, 600)
    watching.settle(visited.started.window)
    assert isinstance(visited.page.view, SignView)
    assert isinstance(visited.page.view.signers, SignersCard)
    assert faults(visited.started.window, language) == []


def test_tab_goes_from_one_holder_to_the_other_and_then_to_the_vaults_own(
    open_window: Starter, qtbot: QtBot, with_parents: Path
) -> None:
    visited = ParentVisit(open_window, qtbot, with_parents, language="en")
    visited.answer_all()
    view = visited.page.view
    assert isinstance(view, SignView)
    one, other = view.signers.fields.values()
    assert one.field.hasFocus()
    for stop in (one.show_button, other.field, other.show_button, view.passphrase.field):
        press(Qt.Key.Key_Tab)
        assert stop.hasFocus()


def test_the_keyboard_leads_through_the_form(
    open_window: Starter, qtbot: QtBot, empty: Path
) -> None:
    started = visit(open_window, qtbot, empty, "add")
    form = form_of(started)
    assert form.name.field.hasFocus()
    (first_relation, *_), (first_joint, *_) = (
        list(group.options.values()) for group in (form.relation, form.joint)
    )
    for stop in (
        form.basis.options[CUSTODY], first_relation, form.since.field, form.until.field,
        first_joint, form.first.field,
    ):  # fmt: skip
        press(Qt.Key.Key_Tab)
        assert stop.hasFocus()
    fill_in(form)
    form.passphrase.field.setFocus()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(page(started).view, HoldersView))
    idle(started, qtbot)
    assert len(kept(started, qtbot)) == 1
