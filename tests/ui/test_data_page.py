"""My data, as a person meets it: from categories to the single record, and back."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from datadonor.records.own_copy_dictionary import DICTIONARY
from tests.ui import watching
from tests.ui.conftest import Starter
from tests.ui.data_vaults import make_data_vault
from tests.ui.vaults import PASSPHRASE, make_vault
from tests.ui.walking import go, idle, press, unlocked
from ui import choosing
from ui.app import Started
from ui.data.period import Reach
from ui.navigation import Place
from ui.pages.data import DataPage
from ui.pages.data.page import Shown
from ui.pages.data.views import View
from ui.widgets.record_table import BLOCKS_KEPT, RecordModel


@pytest.fixture(scope="module")
def _filled(_low_floor: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_data_vault(tmp_path_factory.mktemp("data") / "vault", days=120)


@pytest.fixture
def vault(_filled: Path, tmp_path: Path) -> Path:
    return shutil.copytree(_filled, tmp_path / "vault")


Opener = Callable[..., DataPage]


@pytest.fixture
def started(open_window: Starter) -> list[Started]:
    return []


@pytest.fixture
def at(open_window: Starter, qtbot: QtBot, vault: Path, started: list[Started]) -> Opener:
    """Opens the window on a category."""

    def open_at(category: str = "", **settings: object) -> DataPage:
        begun = unlocked(open_window, qtbot, vault, PASSPHRASE, **{"language": "en", **settings})
        started.append(begun)
        go(begun, qtbot, Place.DATA, category)
        page = begun.window.page
        assert isinstance(page, DataPage)
        return page

    return open_at


def look(page: DataPage, view: View) -> None:
    QTest.mouseClick(page.browser.views.chips.chips[view], Qt.MouseButton.LeftButton)


def _is_read(model: RecordModel, row: int) -> bool:
    return model.record_at(row) is not None


def part_of(page: DataPage) -> Shown:
    """Return which part is seen; asked anew each time."""
    return page.shown


# -- from all to one --------------------------------------------------------------------------


def test_from_all_there_is_to_one_record_with_the_keyboard_alone(
    at: Opener, started: list[Started], qtbot: QtBot
) -> None:
    page = at()
    assert QApplication.focusWidget() is page.left.list
    assert page.left.list.current == "heart"
    page.browser.views.plot.setFocus()
    reaches = [page.browser.period.reach if page.browser.period else None]
    for _ in range(3):
        press(Qt.Key.Key_End)
        press(Qt.Key.Key_Return)
        idle(started[0], qtbot)
        reaches.append(page.browser.period.reach if page.browser.period else None)
    assert reaches == [Reach.ALL, Reach.YEAR, Reach.MONTH, Reach.DAY]
    assert QApplication.focusWidget() is page.browser.views.plot

    press(Qt.Key.Key_End)
    step = page.browser.views.step
    assert step is not None
    press(Qt.Key.Key_Return)
    idle(started[0], qtbot)
    assert page.browser.views.view is View.RECORDS
    assert QApplication.focusWidget() is page.browser.views.record_table

    press(Qt.Key.Key_Return)
    idle(started[0], qtbot)
    assert part_of(page) is Shown.RECORD
    assert page.record.shown is not None
    assert page.record.shown.whole.listed.start_ms == step.start_ms
    assert page.record.shown.format == "Apple Health"

    press(Qt.Key.Key_Escape)
    assert part_of(page) is not Shown.RECORD
    assert page.browser.period is not None
    assert page.browser.period.reach is Reach.DAY


def test_a_row_that_is_clicked_leads_closer(
    at: Opener, started: list[Started], qtbot: QtBot
) -> None:
    page = at("activity")
    look(page, View.NUMBERS)
    table = page.browser.views.step_table
    QTest.mouseClick(
        table.viewport(),
        Qt.MouseButton.LeftButton,
        pos=table.visualRect(table.model().index(0, 0)).center(),
    )
    idle(started[0], qtbot)
    assert page.browser.period is not None
    assert page.browser.period.reach is Reach.YEAR


def test_earlier_and_later_walk_through_time(
    at: Opener, started: list[Started], qtbot: QtBot
) -> None:
    page = at("heart")
    assert page.browser.earlier_button.isHidden()  # all there is has no earlier
    QTest.mouseClick(page.browser.reaches.chips[Reach.MONTH], Qt.MouseButton.LeftButton)
    idle(started[0], qtbot)
    newest = page.browser.period
    assert not page.browser.later_button.isEnabled()
    QTest.mouseClick(page.browser.earlier_button, Qt.MouseButton.LeftButton)
    idle(started[0], qtbot)
    assert page.browser.period is not None
    assert newest is not None
    assert page.browser.period.end == newest.first
    assert page.browser.earlier_button.text() in watching.name_of(page.browser.earlier_button)


def test_the_arrow_keys_go_through_the_categories(
    at: Opener, started: list[Started], qtbot: QtBot
) -> None:
    page = at()
    press(Qt.Key.Key_Down)
    idle(started[0], qtbot)
    assert page.browser.category is not None
    assert page.browser.category.category == page.left.list.current != "heart"
    press(Qt.Key.Key_End)
    idle(started[0], qtbot)
    assert page.nothing_here.isVisible()
    assert not page.browser.isVisible()


# -- tables -----------------------------------------------------------------------------------


def test_the_list_reads_what_is_seen_and_forgets_the_rest(
    at: Opener, started: list[Started], qtbot: QtBot
) -> None:
    page = at("heart")
    look(page, View.RECORDS)
    idle(started[0], qtbot)
    table, model = page.browser.views.record_table, page.browser.views.records
    rows = model.rowCount()
    assert rows == 120 * 48
    assert model.record_at(0) is not None
    for row in (rows - 1, *range(0, rows, 100)):
        table.go_to_row(row)
        qtbot.waitUntil(partial(_is_read, model, row))
    assert model.rowCount() == rows
    assert len(model._kept) <= BLOCKS_KEPT


def test_a_cell_of_the_list_is_read_as_a_whole_sentence(
    at: Opener, started: list[Started], qtbot: QtBot
) -> None:
    page = at("heart")
    look(page, View.RECORDS)
    idle(started[0], qtbot)
    table = page.browser.views.record_table
    said = {
        table.model().index(0, column).data(Qt.ItemDataRole.AccessibleTextRole)
        for column in range(3)
    }
    assert len(said) == 1
    sentence = str(said.pop())
    assert sentence.endswith("per minute. Sunday, 3 May 2026 at 23:35. Ur (watch)")
    interface = QAccessible.queryAccessibleInterface(table)
    assert interface.text(QAccessible.Text.Name).startswith("Heart rate")


def test_tab_leaves_every_table(at: Opener, started: list[Started], qtbot: QtBot) -> None:
    page = at("heart")
    for view in (View.PLOT, View.NUMBERS, View.RECORDS):
        look(page, view)
        idle(started[0], qtbot)
        page.browser.views.focus_first()
        before = QApplication.focusWidget()
        press(Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is not before


# -- searching --------------------------------------------------------------------------------


def test_a_search_leads_to_a_kind_of_data_and_to_a_document(
    at: Opener, started: list[Started], qtbot: QtBot
) -> None:
    page = at()
    page.left.search_field.setFocus()
    QTest.keyClicks(page.left.search_field, "skridt")
    press(Qt.Key.Key_Return)
    idle(started[0], qtbot)
    assert QApplication.focusWidget() is page.finding.matches
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    idle(started[0], qtbot)
    assert page.browser.holding is not None
    assert page.browser.holding.name == "StepCount"

    page.left.search_field.setText("blodprøver 2019")
    page.left.search_button.click()
    idle(started[0], qtbot)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    idle(started[0], qtbot)
    assert part_of(page) is Shown.RECORD
    assert page.record.value.text() == "Blodprøver, 2019"
    press(Qt.Key.Key_Escape)
    assert part_of(page) is Shown.SEARCH

    page.left.search_field.setText("xyzzy")
    page.left.search_button.click()
    idle(started[0], qtbot)
    assert "Nothing fits" in page.finding.label.text()


# -- deleting ---------------------------------------------------------------------------------


def test_a_category_is_deleted_only_after_a_yes(
    at: Opener, started: list[Started], qtbot: QtBot
) -> None:
    page = at("sleep")
    page.browser.delete_button.click()
    idle(started[0], qtbot)
    assert "600" in page.deleting.warning.text
    assert "donated" in page.deleting.text.text()
    assert QApplication.focusWidget() not in (
        page.deleting.keep_button,
        page.deleting.delete_button,
    )
    page.deleting.keep_button.click()
    idle(started[0], qtbot)
    assert page.browser.category is not None
    assert page.browser.category.records == 600

    page.browser.delete_button.click()
    idle(started[0], qtbot)
    page.deleting.delete_button.click()
    idle(started[0], qtbot)
    assert "600" in page.banner.text
    sleep = next(each for each in page.left.list.lines.choices if each.key == "sleep")
    assert sleep.is_quiet


def test_one_record_is_deleted_from_its_page(
    at: Opener, started: list[Started], qtbot: QtBot
) -> None:
    page = at("body")
    before = page.browser.category.records if page.browser.category else 0
    look(page, View.RECORDS)
    idle(started[0], qtbot)
    page.browser.views.record_table.setFocus()
    page.browser.views.record_table.go_to_row(0)
    press(Qt.Key.Key_Return)
    idle(started[0], qtbot)
    page.record.delete_button.click()
    idle(started[0], qtbot)
    page.deleting.delete_button.click()
    idle(started[0], qtbot)
    assert page.browser.category is not None
    assert page.browser.category.records == before - 1


def test_an_import_is_deleted_from_the_page_of_one_of_its_records(
    at: Opener, started: list[Started], qtbot: QtBot
) -> None:
    page = at("allergies")
    idle(started[0], qtbot)
    page.browser.views.record_table.setFocus()
    page.browser.views.record_table.go_to_row(0)
    press(Qt.Key.Key_Return)
    idle(started[0], qtbot)
    page.record.delete_import_button.click()
    idle(started[0], qtbot)
    assert "23" in page.deleting.warning.text
    page.deleting.delete_button.click()
    idle(started[0], qtbot)
    full = {each.key for each in page.left.list.lines.choices if not each.is_quiet}
    assert full == {"heart", "activity", "sleep", "body"}


# -- a copy -----------------------------------------------------------------------------------


def test_a_copy_of_everything_lies_where_the_person_said(
    at: Opener,
    started: list[Started],
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [str(stick)])
    page = at()
    page.left.copy_button.click()
    page.copying.choose_button.click()
    idle(started[0], qtbot)
    (folder,) = stick.iterdir()
    assert folder.name.startswith("Datadonor ")
    assert (folder / DICTIONARY).exists()
    assert str(folder) in page.banner.text


def test_a_copy_that_is_stopped_leaves_nothing(
    at: Opener,
    started: list[Started],
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [str(stick)])
    page = at()
    page.left.copy_button.click()
    page.copying.choose_button.click()
    assert page.copying.progress.isVisible()
    page.copying.progress.cancel_button.click()
    idle(started[0], qtbot)
    assert list(stick.iterdir()) == []
    assert "Stopped" in page.banner.text
    assert page.copying.choose_button.isVisible()


# -- empty, and as a picture ------------------------------------------------------------------


def test_an_empty_vault_says_what_will_come_and_leads_to_the_import(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    started = unlocked(open_window, qtbot, make_vault(tmp_path / "vault"), language="en")
    go(started, qtbot, Place.DATA)
    page = started.window.page
    assert isinstance(page, DataPage)
    assert page.empty.isVisible()
    assert not page.left.list.isVisible()
    went: list[object] = []
    started.session.asked_to_go.disconnect()
    started.session.asked_to_go.connect(lambda to: went.append(to.place))
    page.empty.button.click()
    assert went == [Place.IMPORT]


@pytest.mark.parametrize("text_percent", [100, 200])
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_part_can_be_named_hit_and_read(
    at: Opener, started: list[Started], qtbot: QtBot, language: str, text_percent: int
) -> None:
    """WCAG 2.2: 4.1.2, 2.5.3, 2.5.8, 1.4.4, 1.4.10."""
    page = at("heart", language=language, text_percent=text_percent)
    window = started[0].window
    window.resize(800, 600)
    idle(started[0], qtbot)

    def check(what: str) -> None:
        idle(started[0], qtbot)
        assert watching.unnamed(window) == [], what
        assert watching.misnamed(window) == [], what
        assert watching.small_targets(window) == [], what
        assert watching.clipped(window) == [], what

    check("plot")
    look(page, View.NUMBERS)
    check("numbers")
    look(page, View.RECORDS)
    check("records")
    page.browser.views.record_table.go_to_row(0)
    qtbot.waitUntil(lambda: page.browser.views.records.record_at(0) is not None)
    page.browser.views.record_table.row_opened.emit(0)
    check("record")
    page.record.delete_button.click()
    check("delete")
    page.go_back()
    page.go_back()
    page.left.copy_button.click()
    check("copy")
    page.go_back()
    page.left.search_field.setText("skridt")
    page.left.search_button.click()
    check("search")
