"""What every page has: a heading, a place for messages, content, and buttons below.

A page scrolls as a whole, so it can be read in a small window at 200 % text.
"""

from abc import abstractmethod

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from datadonor.errors import DatadonorError
from ui.session import Session, sentences
from ui.widgets.banner import Banner, Kind
from ui.widgets.labels import LINE_CHARACTERS, Heading


class Page(QScrollArea):
    """One screen. Subclasses fill ``content`` and ``foot``, then call ``retranslate``."""

    characters = LINE_CHARACTERS + 6
    """How wide the page may grow, in characters of running text."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.heading = Heading()
        self.banner = Banner()
        self.content = QVBoxLayout()
        self.content.setSpacing(16)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(16)
        self._column = QWidget()
        column = QVBoxLayout(self._column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(24)
        column.addWidget(self.heading)
        column.addWidget(self.banner)
        column.addLayout(self.content)
        column.addLayout(self.foot)
        column.addStretch(1)
        around = QWidget()
        self._margins = QHBoxLayout(around)
        # The content's own share wins over the empty one until it is wide enough.
        self._margins.addWidget(self._column, 1000)
        self._margins.addStretch(1)
        self.setWidget(around)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its children scroll it
        self._set_width()

    @abstractmethod
    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""

    def enter(self) -> None:
        """Put the keyboard where the person will begin; called when the page is shown."""

    def show_error(self, error: DatadonorError) -> None:
        """Show what happened and what to do, above the content."""
        words = sentences(error, self.session.language)
        self.banner.show_message(Kind.ERROR, self.tr("That did not work"), words)
        self.ensureVisible(0, 0)

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Spend less on margins where there is little room."""
        edge = 16 if is_narrow else 40
        self._margins.setContentsMargins(edge, edge, edge, edge)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        match event.type():
            case QEvent.Type.LanguageChange:
                self.retranslate()
            case QEvent.Type.FontChange | QEvent.Type.ApplicationFontChange:
                self._set_width()

    def _set_width(self) -> None:
        character = self.fontMetrics().averageCharWidth()
        self._column.setMaximumWidth(character * self.characters)


def add_row(layout: QVBoxLayout, *parts: QWidget | QLayout) -> QHBoxLayout:
    """Add widgets side by side, as tall as the tallest."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for part in parts:
        if isinstance(part, QWidget):
            row.addWidget(part)
        else:
            row.addLayout(part)
    layout.addLayout(row)
    return row
