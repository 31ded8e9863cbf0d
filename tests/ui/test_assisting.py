"""What assistive technology needs of every page: each rule catches a planted fault."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui import assisting
from tests.ui.planting import empty_window, plant
from tests.ui.watching import settle
from ui.widgets.picking import setting, when_picked
from ui.widgets.reading_order import read_in_order


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication) -> QWidget:
    return empty_window(qtbot, qapp)


@pytest.mark.parametrize("make", [QCheckBox, QRadioButton])
def test_a_choice_that_a_screen_reader_cannot_make_is_caught(
    bench: QWidget, make: Callable[[str], QAbstractButton]
) -> None:
    """EN 301 549, 11.5.2.13."""
    deaf, hearing, still = make("Steps"), make("Sleep"), make("Weight")
    deaf.clicked.connect(lambda: None)
    hearing.toggled.connect(lambda _: None)
    plant(bench, deaf, hearing, still)
    assert assisting.deaf_choices(bench) == [f"{make.__name__} 'Steps'"]


def test_qt_toggles_without_a_click_when_a_screen_reader_presses(bench: QWidget) -> None:
    """Why the rule above is needed."""
    box, said = QCheckBox("Steps"), []
    box.clicked.connect(lambda: said.append("clicked"))
    box.toggled.connect(lambda: said.append("toggled"))
    plant(bench, box)
    actions = QAccessible.queryAccessibleInterface(box).actionInterface()
    actions.doAction(actions.actionNames()[0])
    assert said == ["toggled"]


def test_a_scroll_area_with_a_bar_of_qts_own_is_caught(bench: QWidget) -> None:
    ours, theirs = QScrollArea(), QScrollArea()
    for area in (ours, theirs):
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    ours.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    plant(bench, ours, theirs, QPlainTextEdit(), QListView())
    assert assisting.risky_scroll_areas(bench) == ["QScrollArea"]


def test_what_is_read_before_what_stands_above_it_is_caught(bench: QWidget) -> None:
    """WCAG 2.2, 1.3.2; Qt tells of parts in the order in which they were made."""
    around = QWidget()
    plant(bench, around)
    late, early = QPushButton("made first", around), QPushButton("made last", around)
    late.move(0, 100)
    around.setMinimumHeight(200)
    for button in (late, early):
        button.show()
    settle(bench)
    assert assisting.astray(bench) == ["QPushButton 'made first' before QPushButton 'made last'"]
    read_in_order(early, late)
    assert assisting.astray(bench) == []
    late.move(0, early.y())
    early.move(200, early.y())
    assert assisting.astray(bench) == ["QPushButton 'made last' before QPushButton 'made first'"]


def test_a_choice_hears_a_person_and_not_the_program(bench: QWidget) -> None:
    box = QCheckBox("Steps")
    said: list[bool] = []
    when_picked(box, said.append)
    plant(bench, box)
    with setting(box):
        box.setChecked(True)
    assert said == []
    box.click()
    QAccessible.queryAccessibleInterface(box).actionInterface().doAction("Toggle")
    assert said == [False, True]
