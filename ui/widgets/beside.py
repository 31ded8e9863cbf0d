"""Two columns beside each other, and below each other where it is narrow."""

from typing import Final

from PySide6.QtWidgets import QVBoxLayout

from ui.widgets.turning import Turning

_LEAST_CHARACTERS: Final = 74


class Beside(Turning):
    """``first`` and ``second`` are columns to add to; the first one is a little wider."""

    def __init__(self) -> None:
        super().__init__(_LEAST_CHARACTERS, spacing=24)
        self.first, self.second = QVBoxLayout(), QVBoxLayout()
        for column, share in ((self.first, 6), (self.second, 5)):
            column.setSpacing(16)
            side = QVBoxLayout()  # keeps a short column at the top
            side.addLayout(column)
            side.addStretch(1)
            self.line.addLayout(side, share)
