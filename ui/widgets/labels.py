"""Text on a page. Sizes come from the theme by class name, so they grow together."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy
from typing_extensions import override

LINE_CHARACTERS: Final = 66
"""Longer lines are hard to read; Det Fælles Designsystem."""


class PlainLabel(QLabel):
    """Shows every sign as it is written: Qt would hide what looks like HTML to it."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)


class Heading(PlainLabel):
    """The one heading of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)


class SubHeading(PlainLabel):
    """What a part of a page is called."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)


class Prose(PlainLabel):
    """Running text, never wider than a comfortable line."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    @override
    def sizeHint(self) -> QSize:
        width = line_width(self)
        return QSize(width, self.heightForWidth(width))


class QuietText(Prose):
    """What may be passed over."""


class Caption(QuietText):
    """A small quiet line below a figure or a field."""


class Figure(PlainLabel):
    """A number that a card is about."""


class ErrorText(Prose):
    """What went wrong with the field above it. Takes no room while there is nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.hide()

    def say(self, text: str) -> None:
        """Show a sentence, or nothing."""
        self.setText(text)
        self.setVisible(bool(text))


def line_width(label: QLabel) -> int:
    """Return the pixels of a line of ``LINE_CHARACTERS``."""
    return label.fontMetrics().averageCharWidth() * LINE_CHARACTERS
