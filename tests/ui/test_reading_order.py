"""What stands first is read first, whenever it was made (WCAG 2.2, 1.3.2)."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.reading_order import read_in_order


def test_what_is_made_late_and_put_first_is_read_first(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    column = QVBoxLayout(around)
    second, first = QLabel("second"), QLabel("first")
    column.addWidget(second)
    column.insertWidget(0, first)
    children = around.children()
    assert children.index(second) < children.index(first), "Qt goes by the order of making"
    read_in_order(first, second)
    children = around.children()
    assert children.index(first) < children.index(second)
