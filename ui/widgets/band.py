"""A line of the window that stays while the page scrolls: its ground, and a thin edge."""

from abc import abstractmethod
from typing import Literal

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame
from typing_extensions import override

from ui.widgets.banner import tokens_of
from ui.widgets.translated import Translated


class Band(Translated, QFrame):
    """What stands above or below every page."""

    ground: Literal["surface", "info_box", "warning_box"] = "surface"
    """The token that it is filled with."""

    is_above = True
    """Whether the page is below it, and so its edge."""

    @abstractmethod
    @override
    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(getattr(tokens, self.ground)))
        painter.setPen(QColor(tokens.line))
        edge = self.rect().bottom() if self.is_above else self.rect().top()
        painter.drawLine(self.rect().left(), edge, self.rect().right(), edge)
