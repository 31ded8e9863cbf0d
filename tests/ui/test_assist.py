"""Somebody helps at the window: begun by the person, seen on every page, and never deciding."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QMouseEvent, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from consent.informing import new_informing_key
from datadonor.audit import custody, events
from datadonor.audit.assistance import start_assistance, the_helper
from datadonor.audit.custody import OpenVault
from datadonor.texts import Language
from tests.releases import PROJECT
from tests.ui import watching
from tests.ui.asked_vaults import asked
from tests.ui.conftest import Starter
from tests.ui.vaults import PASSPHRASE, WEAK, make_vault
from tests.ui.walking import decide, go, idle, press, told, unlocked, write
from ui import choosing, printing
from ui.app import Started
from ui.keeping import Section
from ui.navigation import Place
from ui.pages.assist import AssistPage
from ui.pages.crash import CrashPage, ReportText
from ui.pages.settings import SettingsPage
from ui.pages.settings.backup import PlaceSection
from ui.tasks import Changes
from ui.widgets.fields import Field
from ui.widgets.labels import Prose
from ui.widgets.secret import PassphraseField

HELPER = "Nina Nyborg"
LANGUAGES = pytest.mark.parametrize("language", list(Language))


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """Made just now: help is judged by the clock."""
    return make_vault(tmp_path / "vault")


def page(started: Started) -> AssistPage:
    found = started.window.pages[Place.ASSIST]
    assert isinstance(found, AssistPage)
    return found


def help_begun(vault: Path, minutes: int = 60) -> None:
    with custody.open_vault(vault, PASSPHRASE) as opened:
        start_assistance(opened, the_helper(HELPER, "nurse", "Synthetic Clinic", "0A1B2"), minutes)


def helped(open_window: Starter, qtbot: QtBot, vault: Path, **settings: object) -> Started:
    """Start the window on a vault in which help is in force."""
    help_begun(vault)
    return unlocked(open_window, qtbot, vault, PASSPHRASE, **({"language": "en"} | settings))


def logged(vault: Path) -> list[events.Event]:
    with custody.open_vault(vault, PASSPHRASE) as opened:
        return [each.event for each in opened.log.events() if each.event is not None]


@contextmanager
def no_system_windows(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Yield what was asked of the system's own windows."""
    asked: list[str] = []

    def ask(*_: object, **__: object) -> list[str]:
        asked.append("file")
        return []

    def print_(*_: object) -> bool:
        asked.append("printer")
        return False

    monkeypatch.setattr(choosing, "dialog", ask)
    monkeypatch.setattr(printing, "dialog", print_)
    yield asked


# -- begin and end -----------------------------------------------------------------------


def test_the_person_begins_it_by_keyboard_and_ends_it(
    open_window: Starter, qtbot: QtBot, vault: Path
) -> None:
    started = unlocked(open_window, qtbot, vault, language="en")
    go(started, qtbot, Place.ASSIST)
    assert not started.window.assist_strip.isVisible()
    form = page(started).form
    write(HELPER)
    form.role.options["nurse"].setFocus()
    press(Qt.Key.Key_Space)
    form.organisation.field.setFocus()
    write("Synthetic Clinic")
    form.minutes.options["30"].setFocus()
    press(Qt.Key.Key_Space)
    form.passphrase.field.setFocus()
    write(PASSPHRASE)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: started.session.assistance is not None, timeout=30_000)
    idle(started, qtbot)
    assert HELPER in started.window.assist_strip.text.text()
    assert page(started).heading.text() == "Somebody is helping you"
    assert form.passphrase.field.text() == ""
    started.window.assist_strip.end_button.setFocus()
    press(Qt.Key.Key_Space)
    decide(started, qtbot)
    assert started.session.assistance is None
    assert not started.window.assist_strip.isVisible()
    assert page(started).heading.text() == "Is somebody going to help you?"
    started.session.close()
    said = [event for event in logged(vault) if event.kind.startswith("assistance.")]
    assert [event.kind for event in said] == ["assistance.started", "assistance.ended"]
    assert said[0].who.assisted_by == the_helper(HELPER, "nurse", "Synthetic Clinic")


def test_without_the_passphrase_no_help_begins(
    open_window: Starter, qtbot: QtBot, vault: Path
) -> None:
    started = unlocked(open_window, qtbot, vault, language="en")
    go(started, qtbot, Place.ASSIST)
    form = page(started).form
    write(HELPER)
    form.role.choose("nurse")
    form.minutes.choose("15")
    for wrong, said in (("", "Write your passphrase"), ("something else", "passphrase")):
        form.passphrase.field.setFocus()
        write(wrong)
        press(Qt.Key.Key_Return)
        qtbot.waitUntil(partial(_is_said, form.passphrase, said))
        idle(started, qtbot)
        assert started.session.assistance is None


@pytest.mark.parametrize("missing", ["name", "role", "minutes"])
def test_what_is_missing_is_said_beside_it(
    open_window: Starter, qtbot: QtBot, vault: Path, missing: str
) -> None:
    started = unlocked(open_window, qtbot, vault, language="en")
    go(started, qtbot, Place.ASSIST)
    form = page(started).form
    form.name.field.setText("" if missing == "name" else HELPER)
    form.role.choose(None if missing == "role" else "nurse")
    form.minutes.choose(None if missing == "minutes" else "15")
    form.passphrase.field.setText(PASSPHRASE)
    page(started).primary_button.click()
    errors = {
        "name": form.name.error, "role": form.role_error, "minutes": form.minutes_error,
    }  # fmt: skip
    assert {name for name, error in errors.items() if error.text()} == {missing}
    idle(started, qtbot)
    assert started.session.assistance is None


def test_a_name_with_a_number_in_it_is_refused_beside_the_field(
    open_window: Starter, qtbot: QtBot, vault: Path
) -> None:
    """The log takes no digits in a name, so that no CPR number can hide there."""
    started = unlocked(open_window, qtbot, vault, language="en")
    go(started, qtbot, Place.ASSIST)
    form = page(started).form
    form.name.field.setText(f"{HELPER} 010190-0000")
    form.role.choose("nurse")
    form.minutes.choose("15")
    page(started).primary_button.click()
    assert form.name.error.text()
    assert "010190" not in form.name.error.text()


# -- seen everywhere ---------------------------------------------------------------------


@LANGUAGES
def test_it_is_seen_on_every_page_in_words_and_by_an_edge(
    open_window: Starter, qtbot: QtBot, vault: Path, language: Language
) -> None:
    started = helped(open_window, qtbot, vault, language=language)
    for place in (Place.HOME, Place.DATA, Place.PROJECTS, Place.SETTINGS, Place.HELP):
        go(started, qtbot, place)
        assert started.window.assist_strip.isVisible()
        assert HELPER in started.window.assist_strip.text.text()
        picture = started.window.grab().toImage()
        edge = {picture.pixelColor(2, y).name() for y in range(40, picture.height(), 60)}
        assert edge == {"#a33b00"}
        inside = {picture.pixelColor(x, picture.height() // 2).name() for x in range(12, 900, 7)}
        assert "#a33b00" not in inside, "the page keeps its own ground"


def test_without_help_there_is_no_edge(open_window: Starter, qtbot: QtBot, vault: Path) -> None:
    """The negative control."""
    started = unlocked(open_window, qtbot, vault)
    picture = started.window.grab().toImage()
    assert {picture.pixelColor(2, y).name() for y in range(40, picture.height(), 60)} != {"#a33b00"}


def test_what_happens_meanwhile_says_who_helped(
    open_window: Starter, qtbot: QtBot, vault: Path
) -> None:
    started = helped(open_window, qtbot, vault)
    started.session.act(_record, Changes(), lambda _: None, _refuse)
    idle(started, qtbot)
    started.session.close()
    last = logged(vault)[-1]
    assert last.who.assisted_by is not None
    assert last.who.assisted_by.name == HELPER


# -- what whoever helps cannot do ---------------------------------------------------------


def test_nothing_is_saved_or_printed(
    open_window: Starter, qtbot: QtBot, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = helped(open_window, qtbot, vault)
    with no_system_windows(monkeypatch) as asked:
        inside = started.window.page.heading
        assert choosing.choose_file_to_save(inside, "t", "n") is None
        assert not printing.print_document(inside, QTextDocument("t"))
        assert asked == []
        assert "help" in told(started)
        started.session.be_helped(None)
        choosing.choose_file_to_save(inside, "t", "n")
        printing.print_document(inside, QTextDocument("t"))
        assert asked == ["file", "printer"], "alone, the person is asked"


def test_copying_is_off_until_the_help_is_over(
    open_window: Starter, qtbot: QtBot, vault: Path
) -> None:
    started = helped(open_window, qtbot, vault)
    go(started, qtbot, Place.ACTIVITY)
    field = Field(started.window)
    field.setText("synthetic words")
    assert _copied(field) == "before"
    started.session.be_helped(None)
    assert _copied(field) == "synthetic words", "alone it is copied"


def test_no_text_is_selected_by_mouse_and_no_menu_opens(
    open_window: Starter, qtbot: QtBot, vault: Path
) -> None:
    started = helped(open_window, qtbot, vault)
    go(started, qtbot, Place.ASSIST)
    label = next(each for each in page(started).facts.findChildren(Prose) if each.text() == HELPER)
    menus: list[QPoint] = []
    label.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    label.customContextMenuRequested.connect(menus.append)
    _drag_across(label)
    _ask_for_menu(label)
    _click_from_to(label)
    assert not label.hasSelectedText()
    assert menus == []
    helping, started.session.assistance = started.session.assistance, None
    started.session.assistance_changed.emit()
    label.show()
    _drag_across(label)
    _ask_for_menu(label)
    assert label.hasSelectedText(), "alone it is selected"
    assert len(menus) == 1
    _click_from_to(label)
    assert label.selectedText() == HELPER
    started.session.be_helped(helping)


def test_no_text_that_is_read_is_selected_by_keyboard(
    open_window: Starter, qtbot: QtBot, vault: Path
) -> None:
    started = helped(open_window, qtbot, vault)
    report = ReportText()
    qtbot.addWidget(report)
    report.show_text("synthetic words")
    report.show()
    end, shift = Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(report, end, shift)
    assert not report.textCursor().hasSelection()
    started.session.be_helped(None)
    QTest.keyClick(report, end, shift)
    assert report.textCursor().selectedText() == "synthetic words", "alone it is selected"


def test_the_folders_path_and_the_report_of_a_fault_are_not_copied(
    open_window: Starter, qtbot: QtBot, vault: Path
) -> None:
    started = helped(open_window, qtbot, vault)
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    for place, argument in ((Place.SETTINGS, Section.PLACE), (Place.CRASH, "")):
        go(started, qtbot, place, argument)
        _copy_button(started).click()
        assert clipboard.text() == "before"
        assert "help" in told(started)
    started.session.be_helped(None)
    _copy_button(started).click()
    assert clipboard.text() != "before", "alone it is copied"


def test_a_decision_asks_for_the_passphrase_first(
    open_window: Starter, qtbot: QtBot, vault: Path
) -> None:
    started = helped(open_window, qtbot, vault)
    here, done = started.window.page, list[str]()
    here.as_person(lambda: done.append("decided"))
    check = here.owner_check
    assert check.isVisible()
    write("somebody else's guess")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(check.passphrase.error.text()), timeout=30_000)
    assert done == []
    write(PASSPHRASE)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: done == ["decided"], timeout=30_000)
    assert not check.isVisible()


def test_a_decision_that_is_left_is_not_made(
    open_window: Starter, qtbot: QtBot, vault: Path
) -> None:
    started = helped(open_window, qtbot, vault)
    here, done = started.window.page, list[str]()
    here.as_person(lambda: done.append("decided"))
    here.owner_check.leave_button.click()
    go(started, qtbot, Place.HOME)
    assert not here.owner_check.isVisible()
    started.session.be_helped(None)
    here.as_person(lambda: done.append("alone"))
    assert done == ["alone"], "who sits alone is asked for nothing more"


def test_whoever_informed_signs_with_a_key_of_their_own(
    open_window: Starter, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = tmp_path / "nina.key"
    key.write_bytes(new_informing_key(PASSPHRASE, WEAK).content)
    with asked(tmp_path / "asked", 1) as someone:
        start_assistance(someone.opened, the_helper(HELPER, "nurse"), 60)
        someone.give()
    started = unlocked(open_window, qtbot, tmp_path / "asked" / "vault", language="en")
    go(started, qtbot, Place.ASSIST)
    card = page(started).informing
    assert card.isVisible()
    card.which.choose(PROJECT)
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [str(key)])
    card.key_button.click()
    assert card.key_name.text() == "nina.key"
    card.passphrase.field.setText(PASSPHRASE)
    card.sign_button.click()
    qtbot.waitUntil(lambda: not card.isVisible(), timeout=30_000)
    idle(started, qtbot)
    started.session.close()
    (signed,) = (
        event.what
        for event in logged(tmp_path / "asked" / "vault")
        if isinstance(event.what, events.AttestationAdded)
    )
    assert signed.role == "informing"


# -- how it looks ------------------------------------------------------------------------


@LANGUAGES
@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("is_helped", [False, True])
def test_nothing_is_cut_off(
    open_window: Starter,
    qtbot: QtBot,
    vault: Path,
    language: Language,
    percent: int,
    *,
    is_helped: bool,
) -> None:
    if is_helped:
        help_begun(vault)
    started = unlocked(open_window, qtbot, vault, language=language, text_percent=percent)
    started.window.resize(800, 600)
    go(started, qtbot, Place.ASSIST)
    watching.settle(started.window)
    assert watching.unnamed(started.window) == []
    assert watching.small_targets(started.window) == []
    assert watching.clipped(started.window) == []


# -- within ------------------------------------------------------------------------------


def _copied(field: QLineEdit) -> str:
    """Return what the clipboard holds after somebody has tried to copy all of a field."""
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    field.show()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    return clipboard.text()


def _copy_button(started: Started) -> QAbstractButton:
    """Return what copies the folder's path or the report of a fault."""
    here = started.window.page
    shown = here.section if isinstance(here, SettingsPage) else here
    assert isinstance(shown, PlaceSection | CrashPage)
    return shown.copy_button


def _drag_across(label: QLabel) -> None:
    none, left = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
    begin, end = QPointF(1, 8), QPointF(60, 8)
    for kind, place, button, held in (
        (QEvent.Type.MouseButtonPress, begin, left, left),
        (QEvent.Type.MouseMove, end, none, left),
        (QEvent.Type.MouseButtonRelease, end, left, none),
    ):
        at = label.mapToGlobal(place)
        no_key = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(label, QMouseEvent(kind, place, at, button, held, no_key))


def _click_from_to(label: QLabel) -> None:
    """Click where a text begins, and with Shift far behind its end."""
    left, end = Qt.MouseButton.LeftButton, QPoint(label.width() - 1, 8)
    QTest.mouseClick(label, left, Qt.KeyboardModifier.NoModifier, QPoint(1, 8))
    QTest.mouseClick(label, left, Qt.KeyboardModifier.ShiftModifier, end)


def _ask_for_menu(widget: QWidget) -> None:
    place = QPoint(2, 2)
    asked_for = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, place)
    QApplication.sendEvent(widget, asked_for)


def _is_said(field: PassphraseField, words: str) -> bool:
    return words in field.error.text()


def _record(opened: OpenVault) -> None:
    opened.log.record(
        events.ReceiptWritten(form="pdf", copy_for="donor", file_sha256="0" * 64), events.SELF
    )


def _refuse(error: object) -> None:
    raise AssertionError(error)
