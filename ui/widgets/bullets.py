"""Entries of a list, each with a dot before it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.labels import PlainLabel, Prose


class Bullets(QWidget):
    """As many entries as when it was first filled, whatever they say later."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Prose] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def set_entries(self, entries: Sequence[str]) -> None:
        """Write every entry anew."""
        while len(self._entries) < len(entries):
            said = Prose()
            self._entries.append(said)
            self._column.addLayout(_row(said))
        for said, entry in zip(self._entries, entries, strict=True):
            said.setText(entry)


def entry_row(text: str) -> QHBoxLayout:
    """Return one entry."""
    said = Prose()
    said.setText(text)
    return _row(said)


def _row(said: Prose) -> QHBoxLayout:
    row, dot = QHBoxLayout(), PlainLabel("•")
    row.setSpacing(8)
    dot.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    row.addSpacing(4)
    row.addWidget(dot, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(said, 1)
    return row
