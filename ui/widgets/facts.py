"""Facts in two columns: what, and how it is. Below each other where it is narrow."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from ui.widgets.labels import Prose, QuietText

_LEAST_CHARACTERS: Final = 60
_BETWEEN: Final = 8
_WITHIN: Final = 2
"""Below each other, a label stands closer to its own value than to the one above."""


class Facts(QWidget):
    """Pairs of a label and a value, each of them selectable text."""

    def __init__(self) -> None:
        super().__init__()
        self._pairs: list[tuple[QuietText, Prose]] = []
        self._is_stacked: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)

    def set_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these pairs in the place of those before; empty values are left out."""
        told = [(label, value) for label, value in facts if value]
        while len(self._pairs) > len(told):
            for part in self._pairs.pop():
                self._grid.removeWidget(part)
                part.hide()
                part.deleteLater()
        while len(self._pairs) < len(told):
            pair = (QuietText(), Prose())
            pair[1].setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._pairs.append(pair)
        for (label, value), (name, said) in zip(told, self._pairs, strict=True):
            name.setText(label)
            said.setText(value)
            said.setAccessibleName(f"{label}: {value}")
        self._is_stacked = None
        self._arrange()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._arrange()

    def _arrange(self) -> None:
        least = self.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS
        is_stacked = self.width() < least
        if is_stacked == self._is_stacked:
            return
        self._is_stacked = is_stacked
        self._grid.setVerticalSpacing(_WITHIN if is_stacked else _BETWEEN)
        for row in range(self._grid.rowCount()):
            self._grid.setRowMinimumHeight(row, 0)
        top = Qt.AlignmentFlag.AlignTop
        for row, (name, said) in enumerate(self._pairs):
            self._grid.removeWidget(name)
            self._grid.removeWidget(said)
            if is_stacked:
                self._grid.addWidget(name, 3 * row, 0)
                self._grid.addWidget(said, 3 * row + 1, 0)
                if row + 1 < len(self._pairs):
                    self._grid.setRowMinimumHeight(3 * row + 2, _BETWEEN)
            else:
                self._grid.addWidget(name, row, 0, top)
                self._grid.addWidget(said, row, 1, top)
        self._grid.setColumnStretch(0, 1 if is_stacked else 2)
        self._grid.setColumnStretch(1, 0 if is_stacked else 5)
