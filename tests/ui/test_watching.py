"""The rules that are kept on every page: each catches a fault that was planted for it."""

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFocusFrame,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QTabBar,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui import cells, watching
from tests.ui.conftest import Starter
from tests.ui.planting import empty_window, plant, table
from tests.ui.vaults import PASSPHRASE

LONG = "A sentence that is much longer than the narrow place that it was given"


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication) -> QWidget:
    return empty_window(qtbot, qapp)


# -- names ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "make", [QComboBox, QDateEdit, QTextBrowser, QPlainTextEdit, QListView, QProgressBar, QCheckBox]
)
def test_a_widget_without_a_name_is_caught(bench: QWidget, make: Callable[[], QWidget]) -> None:
    """WCAG 2.2, 4.1.2. Qt reads a field's content as its value, never as its name."""
    widget = make()
    plant(bench, widget)
    assert type(widget).__name__ in watching.unnamed(bench)


def test_a_nested_scroll_area_that_takes_the_keyboard_needs_a_name(bench: QWidget) -> None:
    plant(bench, QScrollArea())
    assert watching.unnamed(bench) == ["QScrollArea"]


def test_a_tab_without_words_is_caught(bench: QWidget) -> None:
    tabs = QTabBar()
    tabs.setAccessibleName("Views")
    tabs.addTab("Plot")
    tabs.addTab(" ")
    plant(bench, tabs)
    assert watching.unnamed(bench) == ["tab 2 of QTabBar"]


def test_a_cell_without_words_is_caught(bench: QWidget) -> None:
    plant(bench, table(("3 May", "Imported"), ("4 May", "")))
    assert cells.unnamed_cells(bench) == ["row 1, column 1 of QTableView"]


def test_a_column_without_a_title_is_caught(bench: QWidget) -> None:
    plant(bench, table(("3 May", "Imported"), titles=("When", "")))
    assert cells.unnamed_cells(bench) == ["title 1 of QHeaderView"]


# -- letters ----------------------------------------------------------------------


def test_a_letter_of_a_tab_and_of_a_button_is_caught(bench: QWidget) -> None:
    tabs = QTabBar()
    tabs.addTab("&Table")
    plant(bench, tabs, QPushButton("&Try again"))
    assert watching.doubled_mnemonics(bench) == ["t"]


def test_an_ampersand_that_is_shown_is_no_letter(bench: QWidget) -> None:
    plant(bench, QPushButton("Steps && sleep"), QPushButton("&Save"), QLabel("Steps & sleep"))
    assert watching.doubled_mnemonics(bench) == []
    assert watching.lost_mnemonics(bench) == []


def test_a_label_that_lost_its_field_is_caught(bench: QWidget) -> None:
    """Without its buddy a label shows the mark instead of underlining the letter."""
    plant(bench, QLabel("&Passphrase"))
    assert watching.lost_mnemonics(bench) == ["&Passphrase"]


# -- targets ----------------------------------------------------------------------


@pytest.mark.parametrize("make", [QCheckBox, QComboBox, QDateEdit])
def test_a_control_that_is_too_low_to_hit_is_caught(
    bench: QWidget, make: Callable[[], QWidget]
) -> None:
    """WCAG 2.2, 2.5.8."""
    widget = make()
    widget.setFixedHeight(20)
    plant(bench, widget)
    assert any(type(widget).__name__ in found for found in watching.small_targets(bench))


def test_a_tab_that_is_too_low_to_hit_is_caught(bench: QWidget) -> None:
    tabs = QTabBar()
    tabs.addTab("Plot")
    tabs.setFixedHeight(18)
    plant(bench, tabs)
    assert watching.small_targets(bench)[0].startswith("tab of QTabBar")


def test_a_title_that_sorts_and_is_too_low_is_caught(bench: QWidget) -> None:
    view = table(("3 May", "Imported"))
    view.horizontalHeader().setSectionsClickable(True)
    view.horizontalHeader().setFixedHeight(16)
    plant(bench, view)
    assert watching.small_targets(bench)[0].startswith("title of QHeaderView")


def test_a_row_that_is_too_low_to_hit_is_caught(bench: QWidget) -> None:
    view = table(("3 May", "Imported"))
    view.verticalHeader().setMinimumSectionSize(1)
    view.setRowHeight(0, 18)
    plant(bench, view)
    (found,) = cells.low_rows(bench, watching.LEAST_TARGET)
    assert found.startswith("row of QTableView, 1")


# -- room -------------------------------------------------------------------------


def cut_combo() -> QWidget:
    combo = QComboBox()
    combo.addItem(LONG)
    combo.setFixedWidth(120)
    return combo


def cut_bar() -> QWidget:
    bar = QProgressBar()
    bar.setFormat(LONG)
    bar.setValue(40)
    bar.setFixedWidth(120)
    return bar


def cut_group() -> QWidget:
    group = QGroupBox(LONG)
    group.setFixedWidth(120)
    return group


def cut_placeholder() -> QWidget:
    field = QLineEdit()
    field.setPlaceholderText(LONG)
    field.setFixedWidth(120)
    return field


def low_field() -> QWidget:
    field = QLineEdit()
    field.setFixedHeight(10)
    return field


def cut_date() -> QWidget:
    field = QDateEdit()
    field.setFixedWidth(50)
    return field


def cut_tabs() -> QWidget:
    tabs = QTabBar()
    for _ in range(12):
        tabs.addTab("One of many")
    return tabs


def cut_choice() -> QWidget:
    box = QCheckBox(LONG)
    box.setFixedWidth(120)
    return box


@pytest.mark.parametrize(
    "make",
    [cut_combo, cut_bar, cut_group, cut_placeholder, low_field, cut_date, cut_tabs, cut_choice],
)
def test_a_text_without_room_is_caught(bench: QWidget, make: Callable[[], QWidget]) -> None:
    """WCAG 2.2, 1.4.4."""
    plant(bench, make())
    assert len(watching.clipped(bench)) == 1


def test_a_text_that_would_have_to_scroll_sideways_is_caught(bench: QWidget) -> None:
    """WCAG 2.2, 1.4.10."""
    text = QPlainTextEdit()
    text.setAccessibleName("The file")
    text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    text.setPlainText(LONG * 3)
    plant(bench, text)
    assert watching.clipped(bench) == ["QPlainTextEdit would have to scroll sideways"]


def test_a_table_that_is_wider_than_its_place_is_caught(bench: QWidget) -> None:
    view = table(("3 May", "Imported"))
    view.setColumnWidth(1, 900)
    plant(bench, view)
    assert watching.clipped(bench) == ["QTableView would have to scroll sideways"]


def test_a_cell_that_is_cut_is_caught(bench: QWidget) -> None:
    view = table(("3 May", LONG))
    plant(bench, view)
    assert cells.cut_cells(bench) == [f"cell {LONG!r} of QTableView"]
    view.setColumnWidth(1, 260)
    view.resizeRowsToContents()
    watching.settle(bench)
    assert cells.cut_cells(bench) == [], "a cell that wraps its words is not cut"


def test_a_row_of_a_list_that_is_cut_is_caught(bench: QWidget) -> None:
    view, model = QListView(), QStandardItemModel()
    model.setParent(view)
    model.appendRow(QStandardItem(LONG))
    view.setModel(model)
    view.setFixedWidth(150)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    plant(bench, view)
    assert cells.cut_cells(bench) == [f"cell {LONG!r} of QListView"]


def test_a_title_that_is_cut_is_caught(bench: QWidget) -> None:
    view = table(("1", "2"), titles=("When", "What has happened lately"))
    view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.setColumnWidth(1, 80)
    plant(bench, view)
    assert "title 'What has happened lately'" in cells.cut_cells(bench)


def test_things_that_stand_on_each_other_are_caught(bench: QWidget) -> None:
    under, over = QPushButton("Under", bench), QPushButton("Over", bench)
    under.setGeometry(10, 10, 120, 40)
    over.setGeometry(100, 30, 120, 40)
    under.show()
    over.show()
    assert watching.overlapping(bench) == ["QPushButton 'Under' and QPushButton 'Over'"]
    over.setGeometry(QRect(10, 50, 120, 40))
    assert watching.overlapping(bench) == []


def test_the_focus_ring_may_lie_on_what_it_surrounds(bench: QWidget) -> None:
    button, ring = QPushButton("Send"), QFocusFrame()
    plant(bench, button)
    ring.setWidget(button)
    watching.settle(bench)
    assert ring.isVisible()
    assert watching.overlapping(bench) == []


# -- what is left running -------------------------------------------------------------


def test_a_thread_a_timer_and_a_process_that_are_left_are_caught(qtbot: QtBot) -> None:
    watch, done = watching.LeakWatch(), threading.Event()
    thread, timer = threading.Thread(target=done.wait, name="left"), QTimer(interval=7000)
    thread.start()
    timer.start()
    program = "import time; time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", program]) as process:
        found = watch.leaks()
        process.kill()
    done.set()
    thread.join()
    timer.stop()
    assert found == ["thread left", "timer of 7000 ms", f"process {process.pid}"]
    assert watch.leaks() == []


def test_a_file_that_is_left_open_is_caught(tmp_path: Path) -> None:
    watch = watching.LeakWatch(tmp_path)
    with (tmp_path / "vault.db").open("wb"):
        assert watch.leaks() == ["open file vault.db"]
    assert watch.leaks() == []


def test_a_closed_window_leaves_nothing(open_window: Starter, qtbot: QtBot, whole: Path) -> None:
    """House rule 5 begins with letting go: thread, clock, processes and the vault's files."""
    watch = watching.LeakWatch(whole)
    started = open_window(whole)
    opened: list[None] = []
    started.session.unlock(PASSPHRASE, lambda: opened.append(None), lambda _: None)
    qtbot.waitUntil(lambda: bool(opened))
    while_open = watch.leaks()
    assert any(leak.startswith("thread") for leak in while_open), "the watch sees nothing"
    assert "open file vault.db" in while_open
    started.window.close()
    assert watch.leaks() == []
