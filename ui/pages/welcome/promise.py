"""The second step: what this is, in three sentences."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.cards import Card
from ui.widgets.icons import Icon
from ui.widgets.labels import Prose, SubHeading

_ICONS = ("house", "scale", "undo-2")


class PromiseStep(QWidget):
    """Three cards, one sentence each."""

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        self._parts: list[tuple[SubHeading, Prose]] = []
        for icon in _ICONS:
            title, sentence = SubHeading(), Prose()
            words = QVBoxLayout()
            words.setSpacing(4)
            words.addWidget(title)
            words.addWidget(sentence)
            row = QHBoxLayout()
            row.setSpacing(20)
            row.addWidget(Icon(icon, 1.5), 0, Qt.AlignmentFlag.AlignTop)
            row.addLayout(words, 1)
            card = Card()
            card.body.addLayout(row)
            layout.addWidget(card)
            self._parts.append((title, sentence))
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""
        said = (
            (
                self.tr("Your data stay here"),
                self.tr(
                    "What you bring in is kept encrypted on this computer, and nobody but you "
                    "can open it."
                ),
            ),
            (
                self.tr("You decide, project by project"),
                self.tr(
                    "Nothing is sent to research until you have said yes to that project and "
                    "seen exactly what will leave."
                ),
            ),
            (
                self.tr("You can stop"),
                self.tr(
                    "You can stop whenever you like, and before you say yes you are told what "
                    "then happens to what has already been sent."
                ),
            ),
        )
        for (title, sentence), (name, words) in zip(self._parts, said, strict=True):
            title.setText(name)
            sentence.setText(words)
