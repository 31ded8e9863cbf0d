"""A text to be read, part by part, as ``consent.agreement`` lays it out."""

from collections.abc import Iterable

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consent.agreement import Part, PartKind
from ui.widgets.bullets import entry_row
from ui.widgets.labels import Prose, SubHeading

_ABOVE_HEADING = 16


class Reading(QWidget):
    """Headings, paragraphs and lists below each other."""

    def __init__(self, parts: Iterable[Part]) -> None:
        super().__init__()
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        for part in parts:
            self._add(part)

    def _add(self, part: Part) -> None:
        match part.kind:
            case PartKind.TITLE | PartKind.HEADING:
                self._add_heading(SubHeading(), part.text)
            case PartKind.SUBHEADING:
                self._add_heading(Strong(), part.text)
            case PartKind.ENTRY:
                self._lines.addLayout(entry_row(part.text))
            case PartKind.PARAGRAPH:
                said = Prose()
                said.setText(part.text)
                self._lines.addWidget(said)

    def _add_heading(self, heading: SubHeading | Prose, text: str) -> None:
        if self._lines.count():
            self._lines.addSpacing(_ABOVE_HEADING)
        heading.setText(text)
        self._lines.addWidget(heading)


class Strong(Prose):
    """A line that stands out among running text."""

    def __init__(self) -> None:
        super().__init__()
        weight = QFont()
        weight.setWeight(QFont.Weight.DemiBold)
        self.setFont(weight)  # the weight alone: the size goes on following the theme
