"""The buttons below a page: beside each other or below each other, and read as they stand."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import assisting
from tests.ui.planting import empty_window
from tests.ui.watching import settle
from ui.widgets.buttons import PlainButton, PrimaryButton
from ui.widgets.foot import Foot

ROOMY, TIGHT = 1000, 220


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> QWidget:
    """A field to write in, and below it a foot with four buttons."""
    page = empty_window(qtbot, qapp)
    back, primary, left, right = PlainButton(), PrimaryButton(), PlainButton(), PlainButton()
    foot = Foot(back, primary)
    foot.add_left(left)
    foot.add_right(right)
    for button, name in ((back, "Back"), (left, "Left"), (right, "Right"), (primary, "On")):
        button.setText(name)
        button.show()
    layout = page.layout()
    assert layout is not None
    layout.addWidget(QLineEdit())
    layout.addWidget(foot)
    page.resize(ROOMY, 400)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    settle(page)
    return page


def tabbed(page: QWidget) -> list[str]:
    """Return what Tab leads to from the field."""
    focus: QWidget | None = page.findChildren(QLineEdit)[0]
    names = []
    while focus is not None:
        focus.setFocus()
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        if not isinstance(focus, QPushButton):
            break
        names.append(focus.text())
    return names


@pytest.mark.parametrize(
    ("width", "names"),
    [(ROOMY, ["Back", "Left", "Right", "On"]), (TIGHT, ["On", "Right", "Left", "Back"])],
)
def test_tab_and_ear_go_as_the_buttons_stand(page: QWidget, width: int, names: list[str]) -> None:
    page.resize(width, 400)
    settle(page)
    assert tabbed(page) == names
    assert assisting.astray(page) == []


def test_they_change_places_back(page: QWidget) -> None:
    for width in (TIGHT, ROOMY):
        page.resize(width, 400)
        settle(page)
    assert tabbed(page) == ["Back", "Left", "Right", "On"]
    assert assisting.astray(page) == []
