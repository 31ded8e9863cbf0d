"""One line above every page of a practice vault: everything here is made up."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from ui.widgets.band import Band
from ui.widgets.buttons import PlainButton
from ui.widgets.icons import Icon
from ui.widgets.labels import Prose


class PracticeStrip(Band):
    """Stays where it is while the page scrolls."""

    ground = "info_box"

    leave_pressed = Signal()
    """The person wants back to their own vault."""

    def __init__(self) -> None:
        super().__init__()
        self.text = Prose()
        self.leave_button = PlainButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 6, 24, 6)
        row.setSpacing(12)
        row.addWidget(Icon("flask-conical"))
        row.addWidget(self.text, 1)
        row.addWidget(self.leave_button)
        self.leave_button.clicked.connect(self.leave_pressed)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        self.text.setText(
            self.tr("Practice: everything here is made up, and nothing leaves the computer.")
        )
        self.leave_button.setText(self.tr("Leave practice"))
