"""The rules for what is painted and written: each catches a fault that was planted.

And none speaks where nothing is wrong: a rule that cries at everything is switched off.
"""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from datadonor.texts import Language
from tests.ui import inspection, painting, wording
from tests.ui.planting import coloured, empty_window, one_of_each, plant, table
from ui.tokens import TOKENS, Colours
from ui.widgets.labels import SubHeading


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication) -> QWidget:
    return empty_window(qtbot, qapp)


@pytest.mark.parametrize("colours", list(TOKENS))
def test_what_is_as_it_should_be_is_not_complained_of(
    qtbot: QtBot, qapp: QApplication, colours: Colours
) -> None:
    window = empty_window(qtbot, qapp, colours)
    window.resize(700, 800)
    plant(window, *one_of_each())
    assert inspection.faults(window, Language.ENGLISH) == []


# -- contrast ---------------------------------------------------------------------


FAINT = "#8a8a8a"
"""3.1:1 on the light page: enough for a control's outline, too little for text."""


def test_a_faint_label_is_caught(bench: QWidget) -> None:
    """WCAG 2.2, 1.4.3."""
    plant(bench, coloured(QLabel("Hardly seen"), FAINT, QPalette.ColorRole.WindowText))
    (found,) = painting.faint_text(bench)
    assert found.startswith("'Hardly seen' 3.0")


def test_large_text_may_be_fainter(bench: QWidget) -> None:
    label = coloured(QLabel("Large"), FAINT, QPalette.ColorRole.WindowText)
    font = label.font()
    font.setPointSizeF(24)
    label.setFont(font)
    plant(bench, label)
    assert painting.faint_text(bench) == []


def test_a_faint_button_is_caught(bench: QWidget) -> None:
    plant(bench, coloured(QPushButton("Donate"), FAINT, QPalette.ColorRole.ButtonText))
    assert len(painting.faint_text(bench)) == 1


def test_what_cannot_be_used_now_may_be_faint(bench: QWidget) -> None:
    button = coloured(QPushButton("Donate"), FAINT, QPalette.ColorRole.ButtonText)
    plant(bench, button)
    button.setEnabled(False)
    assert painting.faint_text(bench) == []


def test_a_faint_cell_is_caught(bench: QWidget) -> None:
    plant(bench, coloured(table(("3 May", "Imported")), FAINT, QPalette.ColorRole.Text))
    assert len(painting.faint_text(bench)) == 2


def test_faint_text_below_what_is_scrolled_to_is_caught(bench: QWidget) -> None:
    """The picture is of all that scrolls, not of what is in the window."""
    inside, area = QWidget(), QScrollArea()
    column = QVBoxLayout(inside)
    column.addSpacing(3000)
    column.addWidget(coloured(QLabel("Far below"), FAINT, QPalette.ColorRole.WindowText))
    area.setWidget(inside)
    plant(bench, area)
    assert len(painting.faint_text(bench)) == 1


@pytest.mark.parametrize("make", [QCheckBox, QRadioButton])
def test_a_choice_as_qt_draws_it_is_caught(
    bench: QWidget, qapp: QApplication, make: Callable[[str], QWidget]
) -> None:
    """WCAG 2.2, 1.4.11: Fusion's own outline has 1.65:1; ours passes above."""
    qapp.setStyle("Fusion")
    plant(bench, make("Steps"))
    assert len(painting.faint_indicators(bench)) == 1


def test_a_field_without_an_outline_is_caught(bench: QWidget) -> None:
    field = QPlainTextEdit()
    field.setFrameShape(QPlainTextEdit.Shape.NoFrame)
    coloured(field, field.palette().window().color().name(), QPalette.ColorRole.Base)
    plant(bench, field)
    assert len(painting.faint_indicators(bench)) == 1


# -- words ------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["%1 of %2 records", "%n record(s)", "%Ln event(s)", "{name}"])
def test_a_place_that_nobody_filled_in_is_caught(bench: QWidget, text: str) -> None:
    plant(bench, QLabel(text))
    assert wording.left_over(bench) == [text]


def test_a_place_in_a_cell_a_description_and_a_tip_is_caught(bench: QWidget) -> None:
    button = QPushButton("Send")
    button.setAccessibleDescription("To %1")
    button.setToolTip("By %1")
    plant(bench, button, table(("%1", "Imported")))
    assert wording.left_over(bench) == ["%1", "By %1", "To %1"]


def test_a_label_that_would_hide_words_is_caught(bench: QWidget) -> None:
    said = "Sleep<span style='font-size:1px'> and everything else</span>"
    plain = SubHeading()
    plain.setText(said)
    plant(bench, QLabel(said), plain)
    assert wording.interpreted(bench) == [said]


def test_a_percentage_is_no_place(bench: QWidget) -> None:
    plant(bench, QLabel("100 %"), QLabel("40% nu"))
    assert wording.left_over(bench) == []


def test_an_english_text_on_a_danish_page_is_caught(bench: QWidget) -> None:
    """A text that was written once and not again when the language changed."""
    plant(bench, QPushButton("&Back"), QPushButton("&Tilbage"), QLabel("Dansk"))
    assert wording.in_english(bench) == ["Back"]


def test_everything_that_was_planted_is_in_the_inspection(bench: QWidget) -> None:
    plant(bench, QPushButton("&Back"), QPushButton(), QLabel("%1"), QLabel("&Lost"))
    rules = {fault.partition(":")[0] for fault in inspection.faults(bench, Language.DANISH)}
    assert {"unnamed", "mnemonic", "left over", "in English"} <= rules
