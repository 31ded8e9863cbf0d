"""What can be done on every step beside answering: to wait, to read, to try, to say no."""

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consent.flow import ActionId, Page, StepId
from ui.widgets.buttons import PlainButton
from ui.widgets.flow import FlowLayout


class Way(StrEnum):
    """One thing that can be done."""

    TRY = "try"
    TEXT = "text"
    OLDER = "older"
    LATER = "later"
    KEEP = "keep"
    NO = "no"


class Ways(QWidget):
    """The buttons for it, side by side as far as there is room."""

    chosen = Signal(object)
    """A ``Way``."""

    def __init__(self) -> None:
        super().__init__()
        self.buttons: Mapping[Way, PlainButton] = {way: PlainButton() for way in Way}
        row = FlowLayout(self)
        for way, button in self.buttons.items():
            row.addWidget(button)
            button.clicked.connect(lambda _=False, way=way: self.chosen.emit(way))

    def offer(self, shown: Page, *, has_older: bool, is_no_here: bool) -> None:
        """Offer what can be done on a step.

        Args:
            shown: The step.
            has_older: Whether a consent to an earlier version is in force.
            is_no_here: Whether to say no stands here, and not beside the way onwards.
        """
        labels = {each.id: each.label for each in shown.actions}
        self._show(Way.TRY, self.tr("Try it on my data"))
        # On the last two steps it stands beside what is asked of it.
        is_last = shown.id in {StepId.CHECK, StepId.SIGN}
        self._show(Way.TEXT, "" if is_last else self.tr("Read the whole text"))
        self._show(Way.OLDER, self.tr("Change the yes I have") if has_older else "")
        self._show(Way.LATER, labels.get(ActionId.DECIDE_LATER, ""))
        self._show(Way.KEEP, labels.get(ActionId.KEEP, ""))
        self._show(Way.NO, no_label(shown) if is_no_here else "")

    def _show(self, way: Way, label: str) -> None:
        self.buttons[way].setText(label)
        self.buttons[way].setVisible(bool(label))


def no_label(shown: Page) -> str:
    """Return how one says no on a step: to what is asked, or to what is in force."""
    labels = {each.id: each.label for each in shown.actions}
    return labels.get(ActionId.SAY_NO) or labels.get(ActionId.WITHDRAW, "")
