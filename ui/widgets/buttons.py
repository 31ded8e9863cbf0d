"""The three kinds of buttons. How they look is the style's business."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy
from typing_extensions import override


class _Button(QPushButton):
    """Pressed by Enter as well as by Space; Qt does so in dialogs only."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class PrimaryButton(_Button):
    """What the page is for. One on each page."""


class PlainButton(_Button):
    """Everything else that can be done."""


class NavigationButton(_Button):
    """One place to go to; checked while the person is there."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
