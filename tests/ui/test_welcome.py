"""First run: from nothing to a vault, step by step, by keyboard and by mouse."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from datadonor.audit import custody
from datadonor.demo import practice
from datadonor.registry.client import RegistryClient
from datadonor.settings import load_settings
from datadonor.texts import Language
from tests.ui.conftest import Starter
from tests.ui.walking import go, idle, press, told, write
from tests.ui.watching import (
    clipped,
    doubled_mnemonics,
    misnamed,
    name_of,
    settle,
    small_targets,
    unnamed,
)
from ui import choosing, printing
from ui.app import Started
from ui.first_run import FirstRun, Role, Step
from ui.navigation import Place
from ui.pages.welcome import WelcomePage
from ui.passphrases import judge_passphrase
from ui.recovery_words import read_words

OWN = "vindue kaktus lommelygte torsdag"


def page(started: Started) -> WelcomePage:
    shown = started.window.page
    assert isinstance(shown, WelcomePage)
    return shown


def go_to_passphrase(started: Started) -> WelcomePage:
    welcome = page(started)
    welcome.primary_button.click()
    welcome.primary_button.click()
    welcome.who.roles.options[Role.SELF].click()
    welcome.primary_button.click()
    assert welcome.run.step is Step.PASSPHRASE
    return welcome


def make_vault(started: Started, qtbot: QtBot) -> WelcomePage:
    """Go as far as the recovery words, with a suggested passphrase."""
    welcome = go_to_passphrase(started)
    welcome.passphrase.chooser.ways.options["suggested"].click()
    welcome.primary_button.click()
    qtbot.waitUntil(lambda: welcome.run.step is Step.WORDS, timeout=30_000)
    return welcome


def shown_words(welcome: WelcomePage) -> list[str]:
    return [label.text().split(". ")[1] for label in welcome.words.sheet._grid._labels]


def say_back(welcome: WelcomePage) -> None:
    """Write the two words that are asked for, as from the sheet."""
    words = shown_words(welcome)
    asked = welcome.confirm.asked
    for label, field in zip(asked._labels, asked.fields, strict=True):
        field.setText(words[int(label.text().split()[-1]) - 1])


# -- the way as data -------------------------------------------------------------


def test_the_way_can_be_walked_without_a_window() -> None:
    run = FirstRun()
    met = [run.step]
    while run.step is not Step.PASSPHRASE:
        run = run.choose(Role.SELF).go_on()
        met.append(run.step)
    run = run.with_vault()
    assert [*met, run.step, run.go_on().step] == list(Step)
    assert [run.number, run.go_on().number] == [5, 5]


def test_nobody_is_chosen_and_nobody_goes_on_unchosen() -> None:
    run = FirstRun(step=Step.WHO)
    assert run.role is None
    assert run.go_on() == run


@pytest.mark.parametrize("role", [Role.RESEARCHER, Role.AUDITOR])
def test_those_who_need_no_vault_do_not_go_on_to_one(role: Role) -> None:
    assert not FirstRun(step=Step.WHO).choose(role).may_go_on
    assert role.seat == str(role)
    assert {Role.SELF.seat, Role.HELPING.seat} == {"citizen"}


def test_no_way_leads_back_behind_a_vault_that_is_made() -> None:
    run = FirstRun(step=Step.PASSPHRASE, role=Role.SELF).with_vault()
    assert run.go_back() == run
    assert run.go_on().go_back() == run
    assert FirstRun().go_back() == FirstRun()


# -- the whole way -----------------------------------------------------------------


def test_from_nothing_to_home_with_the_keyboard_alone(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "vault"
    started = open_window(folder)
    welcome = page(started)
    press(Qt.Key.Key_Tab)  # from the language on …
    welcome.primary_button.setFocus()  # … many tabs later
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert welcome.run.step is Step.WHO
    press(Qt.Key.Key_Space)
    assert welcome.run.role is Role.SELF
    welcome.primary_button.setFocus()
    press(Qt.Key.Key_Return)

    press(Qt.Key.Key_Down)  # to a passphrase of one's own
    press(Qt.Key.Key_Space)
    assert welcome.passphrase.chooser.ways.value() == "own"
    welcome.passphrase.chooser.first.field.setFocus()
    write(OWN)
    press(Qt.Key.Key_Return)
    write(OWN)
    press(Qt.Key.Key_Return)
    assert "moment" in welcome.status.text()
    qtbot.waitUntil(lambda: welcome.run.step is Step.WORDS, timeout=30_000)

    words = " ".join(shown_words(welcome))
    assert read_words(words).words is not None
    welcome.primary_button.setFocus()
    press(Qt.Key.Key_Return)
    say_back(welcome)
    welcome.confirm.asked.fields[0].setFocus()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: started.window.place is Place.HOME)
    idle(started, qtbot)
    started.window.close()

    for credential in (OWN, read_words(words).words):
        assert credential is not None
        with custody.open_vault(folder, credential) as opened:
            assert opened.log.verdict.condition.is_sound


@pytest.mark.parametrize("language", list(Language))
def test_the_way_speaks_both_languages(
    open_window: Starter, tmp_path: Path, language: Language
) -> None:
    started = open_window(tmp_path / "vault", language=language)
    welcome = page(started)
    other = Language.ENGLISH if language is Language.DANISH else Language.DANISH
    welcome.looks.language.chips[other].click()
    assert started.session.language is other
    welcome.looks.text_size.chips["150"].click()
    welcome.looks.colours.chips["dark"].click()
    assert started.session.settings.text_percent == 150
    assert started.session.settings.colours == "dark"


def test_escape_and_back_lose_nothing(open_window: Starter, tmp_path: Path) -> None:
    started = open_window(tmp_path / "vault")
    welcome = go_to_passphrase(started)
    welcome.passphrase.chooser.ways.options["own"].click()
    welcome.passphrase.chooser.first.field.setText("half a pass")
    welcome.passphrase.chooser.first.field.setFocus()
    press(Qt.Key.Key_Escape)
    assert welcome.run.step is Step.WHO
    assert welcome.who.roles.value() == Role.SELF
    welcome.primary_button.click()
    assert welcome.passphrase.chooser.first.field.text() == "half a pass"


# -- who ------------------------------------------------------------------------------


def test_nothing_is_chosen_beforehand(open_window: Starter, tmp_path: Path) -> None:
    started = open_window(tmp_path / "vault")
    welcome = page(started)
    assert welcome.who.roles.value() is None
    assert welcome.passphrase.chooser.ways.value() is None
    welcome.primary_button.click()
    welcome.primary_button.click()
    welcome.primary_button.click()
    assert welcome.run.step is Step.WHO
    assert welcome.who.error.isVisible()


@pytest.mark.parametrize(
    ("role", "place"),
    [(Role.RESEARCHER, Place.RESEARCHER), (Role.AUDITOR, Place.AUDITOR)],
)
def test_those_who_need_no_vault_are_led_to_their_own_page(
    open_window: Starter, tmp_path: Path, role: Role, place: Place
) -> None:
    started = open_window(tmp_path / "vault")
    welcome = page(started)
    welcome.primary_button.click()
    welcome.primary_button.click()
    welcome.who.roles.options[role].click()
    assert "You need no vault" in told(started)
    welcome.primary_button.click()
    assert started.window.place is place
    assert started.session.settings.seat == role
    assert not (tmp_path / "vault").exists()


def test_who_helps_goes_on_to_the_others_vault_and_reads_whose_it_is(
    open_window: Starter, tmp_path: Path
) -> None:
    started = open_window(tmp_path / "vault")
    welcome = page(started)
    welcome.primary_button.click()
    welcome.primary_button.click()
    welcome.who.roles.options[Role.HELPING].click()
    assert "let them choose the passphrase" in told(started)
    welcome.primary_button.click()
    assert welcome.run.step is Step.PASSPHRASE


def test_a_backup_can_be_put_back_instead(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    started = open_window(tmp_path / "vault")
    page(started).who.backup_button.click()
    assert started.window.place is Place.RESTORE


# -- the passphrase -------------------------------------------------------------------


def test_a_suggestion_can_be_drawn_again_and_need_not_be_typed(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    started = open_window(tmp_path / "vault")
    welcome = go_to_passphrase(started)
    chooser = welcome.passphrase.chooser
    chooser.ways.options["suggested"].click()
    first = chooser.words.text()
    chooser.draw_button.click()
    assert chooser.words.text() != first
    assert judge_passphrase(chooser.words.text())
    assert not chooser.again.isVisible()
    assert chooser.choice() == chooser.words.text()


@pytest.mark.parametrize(
    ("first", "again", "said"),
    [
        ("kort", "kort", "too short"),
        (OWN, OWN + "x", "not the same"),
    ],
)
def test_ones_own_passphrase_is_typed_twice_and_long_enough(
    open_window: Starter, tmp_path: Path, first: str, again: str, said: str
) -> None:
    folder = tmp_path / "vault"
    started = open_window(folder)
    welcome = go_to_passphrase(started)
    chooser = welcome.passphrase.chooser
    chooser.ways.options["own"].click()
    chooser.first.field.setText(first)
    chooser.again.field.setText(again)
    welcome.primary_button.click()
    assert said in chooser.first.error.text() + chooser.again.error.text()
    assert welcome.run.step is Step.PASSPHRASE
    assert not folder.exists()


def test_how_well_it_would_hold_is_said_in_words(open_window: Starter, tmp_path: Path) -> None:
    started = open_window(tmp_path / "vault")
    chooser = go_to_passphrase(started).passphrase.chooser
    chooser.ways.options["own"].click()
    chooser.first.field.setFocus()
    met = []
    for more in ("sommer", "2024", " kaktus lommelygte torsdag", " vindue"):
        write(more)
        met.append(chooser.strength.text().split()[0])
    assert met == ["Too", "Weak.", "Fair.", "Strong."]


def test_both_fields_are_shown_together(open_window: Starter, tmp_path: Path) -> None:
    started = open_window(tmp_path / "vault")
    chooser = go_to_passphrase(started).passphrase.chooser
    chooser.ways.options["own"].click()
    modes = {chooser.first.field.echoMode(), chooser.again.field.echoMode()}
    assert modes == {QLineEdit.EchoMode.Password}
    chooser.first.show_button.click()
    modes = {chooser.first.field.echoMode(), chooser.again.field.echoMode()}
    assert modes == {QLineEdit.EchoMode.Normal}


def test_what_happens_if_it_is_forgotten_is_said(open_window: Starter, tmp_path: Path) -> None:
    started = open_window(tmp_path / "vault")
    assert "24 recovery words" in go_to_passphrase(started).passphrase._forgotten.text


def test_a_folder_that_is_not_empty_is_said_on_the_page(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "vault"
    started = open_window(folder)
    welcome = go_to_passphrase(started)
    folder.mkdir()
    (folder / "something else").write_bytes(b"")
    welcome.passphrase.chooser.ways.options["suggested"].click()
    welcome.primary_button.click()
    qtbot.waitUntil(welcome.banner.isVisible, timeout=30_000)
    assert "already something" in welcome.banner.text
    assert welcome.run.step is Step.PASSPHRASE
    assert welcome.primary_button.isEnabled()


# -- the recovery words ------------------------------------------------------------------


def test_the_words_are_held_only_until_they_are_said_back(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    started = open_window(tmp_path / "vault")
    welcome = make_vault(started, qtbot)
    assert welcome.passphrase.chooser.words.text() == ""
    welcome.primary_button.click()
    assert not welcome.words.isVisible()
    welcome.confirm.asked.fields[0].setText("wrong")
    welcome.primary_button.click()
    assert welcome.confirm.asked.errors[0].isVisible()
    assert started.window.place is Place.WELCOME
    say_back(welcome)
    welcome.primary_button.click()
    qtbot.waitUntil(lambda: started.window.place is Place.HOME)
    assert shown_words(welcome) == []
    assert welcome._words is None
    assert welcome.confirm.asked._words == ()
    assert [field.text() for field in welcome.confirm.asked.fields] == ["", ""]
    assert not started.session.settings.recovery_words_to_confirm
    idle(started, qtbot)


def test_the_words_can_be_seen_again_before_they_are_said_back(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    started = open_window(tmp_path / "vault")
    welcome = make_vault(started, qtbot)
    before = shown_words(welcome)
    welcome.primary_button.click()
    welcome.back_button.click()
    assert welcome.words.isVisible()
    assert shown_words(welcome) == before


def test_the_words_can_be_put_off_and_that_is_remembered(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    """Home tells of it; nothing secret is kept to do so."""
    started = open_window(tmp_path / "vault")
    welcome = make_vault(started, qtbot)
    words = shown_words(welcome)
    welcome.later_button.click()
    qtbot.waitUntil(lambda: started.window.place is Place.HOME)
    idle(started, qtbot)
    assert shown_words(welcome) == []
    assert load_settings(tmp_path / "settings.json").recovery_words_to_confirm
    kept = load_settings(tmp_path / "settings.json").model_dump_json()
    assert not any(word in kept for word in words if len(word) > 6)


def test_the_sheet_is_saved_for_its_owner_alone(
    open_window: Starter, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "sheet.pdf"
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [str(file)])
    started = open_window(tmp_path / "vault")
    sheet = make_vault(started, qtbot).words.sheet
    sheet.save_button.click()
    qtbot.waitUntil(lambda: "has been saved" in sheet.status.text(), timeout=30_000)
    assert file.read_bytes().startswith(b"%PDF-")
    assert file.stat().st_mode & 0o077 == 0


def test_a_sheet_that_cannot_be_saved_is_said(
    open_window: Starter, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "no such folder" / "sheet.pdf"
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [str(file)])
    started = open_window(tmp_path / "vault")
    welcome = make_vault(started, qtbot)
    welcome.words.sheet.save_button.click()
    qtbot.waitUntil(welcome.banner.isVisible, timeout=30_000)
    assert welcome.words.sheet.save_button.isEnabled()


def test_the_sheet_is_printed_with_every_word(
    open_window: Starter, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[str] = []
    monkeypatch.setattr(printing, "dialog", lambda printer, parent: bool(printer))
    monkeypatch.setattr(
        QTextDocument, "print_", lambda document, _: printed.append(document.toPlainText())
    )
    monkeypatch.setattr(QPrinter, "isValid", lambda _: True)
    started = open_window(tmp_path / "vault")
    welcome = make_vault(started, qtbot)
    welcome.words.sheet.print_button.click()
    assert read_words(printed[0].split("The words\n")[1].split("The order")[0]).words is not None
    assert "printer" in welcome.words.sheet.status.text()


# -- practice -----------------------------------------------------------------------------


def test_practice_is_offered_only_where_there_is_one(open_window: Starter, tmp_path: Path) -> None:
    started = open_window(tmp_path / "vault")
    welcome = page(started)
    welcome.primary_button.click()
    welcome.primary_button.click()
    assert not welcome.who.practise_button.isVisible()


def test_practice_leads_to_a_vault_that_knows_the_made_up_list(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    real = tmp_path / "vault"
    started = open_window(real)
    started.session._load_practice = lambda: practice
    welcome = page(started)
    welcome.primary_button.click()
    welcome.primary_button.click()
    welcome.who.practise_button.click()
    qtbot.waitUntil(lambda: welcome.run.step is Step.PASSPHRASE, timeout=60_000)
    assert started.session.is_practice
    assert "made up" in welcome.banner.text
    welcome.passphrase.chooser.ways.options["suggested"].click()
    welcome.primary_button.click()
    qtbot.waitUntil(lambda: welcome.run.step is Step.WORDS, timeout=60_000)
    views: list[object] = []
    started.session.ask(
        lambda opened: RegistryClient(opened).view(), views.append, lambda error: None
    )
    qtbot.waitUntil(lambda: bool(views))
    assert views[0] is not None
    assert not real.exists()


def test_who_turns_back_from_practice_makes_a_real_vault(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    real = tmp_path / "vault"
    started = open_window(real)
    started.session._load_practice = lambda: practice
    welcome = page(started)
    welcome.primary_button.click()
    welcome.primary_button.click()
    welcome.who.practise_button.click()
    qtbot.waitUntil(lambda: welcome.run.step is Step.PASSPHRASE, timeout=60_000)
    welcome.back_button.click()
    assert started.session.vault_folder == real
    assert not started.session.is_practice


# -- for everyone ---------------------------------------------------------------------------


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("language", list(Language))
def test_every_step_can_be_read_named_and_hit(
    open_window: Starter, qtbot: QtBot, tmp_path: Path, language: Language, percent: int
) -> None:
    started = open_window(tmp_path / "vault", language=language, text_percent=percent)
    window = started.window
    if percent == 200:
        window.resize(800, 600)
    faults: dict[str, list[str]] = {}

    def look(what: str) -> None:
        settle(window)
        found = [*clipped(window), *unnamed(window), *misnamed(window), *small_targets(window)]
        found += [f"two for {letter}" for letter in doubled_mnemonics(window)]
        if found:
            faults[what] = found

    welcome = page(started)
    look("looks")
    welcome.primary_button.click()
    look("promise")
    welcome.primary_button.click()
    for role in Role:
        welcome.who.roles.options[role].click()
        look(role)
    welcome.who.roles.options[Role.SELF].click()
    welcome.primary_button.click()
    for way in ("own", "suggested"):
        welcome.passphrase.chooser.ways.options[way].click()
        look(way)
    welcome.primary_button.click()
    qtbot.waitUntil(lambda: welcome.run.step is Step.WORDS, timeout=30_000)
    look("words")
    welcome.primary_button.click()
    welcome.primary_button.click()
    look("confirm")
    assert faults == {}
    assert name_of(welcome.confirm.asked.fields[0])


def test_who_goes_elsewhere_while_the_vault_is_made_leaves_no_words_behind(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    started = open_window(tmp_path / "vault")
    welcome = go_to_passphrase(started)
    welcome.passphrase.chooser.ways.options["suggested"].click()
    welcome.primary_button.click()
    started.session.go(Place.DISPLAY)
    qtbot.waitUntil(lambda: started.session.is_open, timeout=30_000)
    idle(started, qtbot)
    assert welcome._words is None
    assert shown_words(welcome) == []
    assert started.session.settings.recovery_words_to_confirm


def test_help_leads_back_to_the_words(open_window: Starter, qtbot: QtBot, tmp_path: Path) -> None:
    started = open_window(tmp_path / "vault")
    welcome = make_vault(started, qtbot)
    before = shown_words(welcome)
    go(started, qtbot, Place.HELP)
    started.session.back()
    idle(started, qtbot)
    assert started.window.place is Place.WELCOME
    assert shown_words(welcome) == before != []


def test_who_leaves_the_words_leaves_none_behind(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    started = open_window(tmp_path / "vault")
    welcome = make_vault(started, qtbot)
    go(started, qtbot, Place.HOME)
    assert welcome._words is None
    assert shown_words(welcome) == []
    assert welcome.run == FirstRun()
