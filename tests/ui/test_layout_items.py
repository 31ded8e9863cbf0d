"""No part of the window asks a layout for its items (docs/adr/0030)."""

import ast
import gc
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.flow import FlowLayout

WINDOW: Final = Path(__file__).resolve().parents[2] / "ui"
ASKING: Final = {"itemAt", "itemAtPosition", "takeAt"}


def asked(source: str) -> Iterator[int]:
    """Yield the lines that ask a layout for an item."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in ASKING:
            yield node.lineno


def delete_now(widget: QWidget) -> None:
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_no_layout_is_asked_for_its_items() -> None:
    found = [
        f"{file.relative_to(WINDOW)}:{line}"
        for file in sorted(WINDOW.rglob("*.py"))
        for line in asked(file.read_text("utf-8"))
    ]
    assert not found


@pytest.mark.parametrize("name", sorted(ASKING))
def test_a_layout_that_is_asked_is_found(name: str) -> None:
    assert list(asked(f"x = 1\nitem = self.layout().{name}(0)\n")) == [2]


def test_an_item_that_was_asked_for_outlives_itself(qtbot: QtBot) -> None:
    """Why: Qt has deleted it, and Python takes whatever comes to lie there for it."""
    around = QWidget()
    qtbot.addWidget(around)
    layout, label = QVBoxLayout(around), QLabel()
    layout.addWidget(label)
    item = layout.itemAt(0)
    delete_now(label)
    assert layout.count() == 0
    assert item is not None
    assert shiboken6.isValid(item)


def test_our_own_layout_lets_go_of_its_items(qtbot: QtBot) -> None:
    """It is given items by Qt, and has to hold them."""
    around = QWidget()
    qtbot.addWidget(around)
    layout, label = FlowLayout(around), QLabel()
    layout.addWidget(label)
    held = weakref.ref(layout.itemAt(0))
    assert held() is not None
    delete_now(label)
    gc.collect()
    assert layout.count() == 0
    assert held() is None
