"""The three kinds of buttons. How they look is the style's business."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton
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
    """One place to go to, with a drawing; marked while the person is there.

    Not checkable: to a screen reader that would be a box to tick, which leads nowhere.
    """

    def __init__(self, icon: str) -> None:
        super().__init__()
        self.drawing = icon
        self.is_current = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @override
    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        if self.is_current:
            option.state |= QStyle.StateFlag.State_On

    def set_current(self, *, is_current: bool) -> None:
        """Mark the place where the person is, and say so to a screen reader."""
        self.is_current = is_current
        self._describe()
        self.update()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._describe()

    def _describe(self) -> None:
        self.setAccessibleDescription(self.tr("You are here") if self.is_current else "")
