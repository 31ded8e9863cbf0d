"""How easily one can be recognised by it: an estimate in words, and what would help."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from datadonor.texts import Language, text
from export.recognisability_words import estimate_in_words
from ui.previewing import Totals
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.labels import Prose, QuietText, SubHeading


class PreviewEstimate(Card):
    """Says how sure the number is, and leads to the choices that would change it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = SubHeading()
        self.headline = Prose()
        self.bounds = QuietText()
        self.caveats = Prose()
        self.steps_title = SubHeading()
        self.steps = Prose()
        self.change_button = PlainButton()
        for part in (self.title, self.headline, self.bounds, self.caveats, self.steps_title):
            self.body.addWidget(part)
        self.body.addWidget(self.steps)
        self.body.addWidget(self.change_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_estimate(self, totals: Totals, language: Language) -> None:
        """Put the estimate into words."""
        words = estimate_in_words(totals.estimate, totals.telling, language)
        self.title.setText(text("donation.preview.recognisable", language))
        self.headline.setText(words.headline)
        self.bounds.setText(words.bounds or "")
        self.bounds.setVisible(words.bounds is not None)
        self.caveats.setText("\n".join(words.caveats))
        self.caveats.setVisible(bool(words.caveats))
        self.steps_title.setText(self.tr("What would make you harder to recognise"))
        self.steps.setText("\n".join(words.less_rare))
        self.change_button.setText(self.tr("Change your &choices"))
        helps = bool(words.less_rare)
        self.steps_title.setVisible(helps)
        self.steps.setVisible(helps)
        self.change_button.setVisible(helps)
