"""A card with a title on top, filled with sentences and buttons."""

from PySide6.QtCore import Qt

from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.labels import Prose, QuietText, SubHeading


class TitledCard(Card):
    """Made anew whenever it is shown, in the language in force."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.title = SubHeading()
        self.title.setText(title)
        self.body.addWidget(self.title)

    def say(self, sentence: str, *, is_quiet: bool = False) -> None:
        """Add a sentence."""
        said = QuietText() if is_quiet else Prose()
        said.setText(sentence)
        self.body.addWidget(said)

    def add_button(self, text: str) -> PlainButton:
        """Add a button."""
        button = PlainButton()
        button.setText(text)
        self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button
