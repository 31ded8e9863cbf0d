"""A few short choices of which one is in force, side by side; they wrap."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from ui.widgets.buttons import PlainButton
from ui.widgets.flow import FlowLayout
from ui.widgets.picking import setting, when_chosen


class Chip(PlainButton):
    """One choice; checked while it is in force."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)  # what a screen reader calls a radio button


class Chips(QWidget):
    """Exclusive choices. ``chosen`` tells what a person pressed, not what a program set."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._layout = FlowLayout(self)
        self._group = QButtonGroup(self)
        self._chips: dict[str, Chip] = {}

    @property
    def current(self) -> str:
        """The key of what is in force, or nothing."""
        return next((key for key, chip in self._chips.items() if chip.isChecked()), "")

    @property
    def chips(self) -> dict[str, Chip]:
        """The choices by key, in their order."""
        return dict(self._chips)

    def set_chips(self, chips: Sequence[tuple[str, str]]) -> None:
        """Offer choices: key and text of each. What was in force stays so."""
        if [key for key, _ in chips] == list(self._chips):
            for key, text in chips:
                self._chips[key].setText(text)
            return
        current = self.current
        for chip in self._chips.values():
            self._group.removeButton(chip)
            self._layout.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {}
        for key, text in chips:
            chip = self._chips[key] = Chip(text)
            when_chosen(chip, partial(self.chosen.emit, key))
            self._group.addButton(chip)
            self._layout.addWidget(chip)
        self.choose(current)

    def choose(self, key: str) -> None:
        """Mark what is in force."""
        if key in self._chips:
            with setting(*self._chips.values()):
                self._chips[key].setChecked(True)
