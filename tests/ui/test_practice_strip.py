"""The line above every page of a practice vault."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from datadonor.settings import Settings
from tests.ui import watching
from ui.theme import Theme
from ui.widgets.practice_strip import PracticeStrip


@pytest.mark.parametrize("percent", [100, 200])
def test_it_can_be_read_and_left_at_every_size(
    qtbot: QtBot, qapp: QApplication, percent: int
) -> None:
    Theme(qapp).apply(Settings(text_percent=percent))
    strip = PracticeStrip()
    qtbot.addWidget(strip)
    strip.resize(800, 60)
    strip.show()
    watching.settle(strip)
    strip.resize(800, strip.heightForWidth(800) if strip.hasHeightForWidth() else 120)
    watching.settle(strip)
    assert "made up" in strip.text.text()
    assert watching.unnamed(strip) == []
    assert watching.clipped(strip) == []
    assert watching.small_targets(strip) == []
    with qtbot.waitSignal(strip.leave_pressed):
        QTest.keyClick(strip.leave_button, Qt.Key.Key_Return)
