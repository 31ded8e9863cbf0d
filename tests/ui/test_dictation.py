"""What an assistive program writes into a field is taken as what is typed there."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui.researching_form import FieldSpec
from ui.widgets.draft_fields import LineField
from ui.widgets.labelled_field import LabelledField
from ui.widgets.secret import PassphraseField

WINDOW: Final = Path(__file__).resolve().parents[2] / "ui"
OF_KEYS: Final = "textEdited"
"""Qt's signal for what is typed. What is dictated comes as if the program had set it."""


def listening_for_keys(source: str) -> Iterator[int]:
    """Yield the lines in which a field is listened to for keys alone."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr == OF_KEYS:
            yield node.lineno


def dictate(field: QLineEdit, said: str) -> None:
    """Write as an assistive program does."""
    QAccessible.queryAccessibleInterface(field).setText(QAccessible.Text.Value, said)


def test_no_field_is_listened_to_for_keys_alone() -> None:
    found = [
        f"{file.relative_to(WINDOW)}:{line}"
        for file in sorted(WINDOW.rglob("*.py"))
        for line in listening_for_keys(file.read_text("utf-8"))
    ]
    assert not found


def test_one_that_is_would_be_found(qtbot: QtBot) -> None:
    assert list(listening_for_keys("x = 1\nfield.textEdited.connect(print)\n")) == [2]
    field, heard = QLineEdit(), list[str]()
    qtbot.addWidget(field)
    field.textEdited.connect(heard.append)
    dictate(field, "Søvn")
    assert field.text() == "Søvn"
    assert heard == []


@pytest.mark.parametrize("make", [LabelledField, PassphraseField])
def test_what_was_wrong_is_taken_back_when_something_is_dictated(
    qtbot: QtBot, make: Callable[[], LabelledField | PassphraseField]
) -> None:
    part = make()
    qtbot.addWidget(part)
    part.say("Write who it is.")
    dictate(part.field, "Solvej")
    assert part.error.text() == part.field.accessibleDescription() == ""


def test_a_line_of_a_request_takes_what_is_dictated_and_not_what_is_shown(qtbot: QtBot) -> None:
    part = LineField(FieldSpec(("title", "da")), "Title", "The project", "")
    qtbot.addWidget(part)
    heard: list[object] = []
    part.edited.connect(lambda _, said: heard.append(said))
    part.show_value("Søvn")
    dictate(part.field, "Søvn og æbler")
    assert heard == ["Søvn og æbler"]
