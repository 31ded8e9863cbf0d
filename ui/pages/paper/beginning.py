"""The two ways: to print the form, and to enter a filled one; and the page kept last."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consent.paper_form import PaperForm
from datadonor.texts import Language
from ui.papering import Filling, Papers
from ui.widgets.buttons import PlainButton
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Prose, SubHeading
from ui.widgets.titled_card import TitledCard


class PaperWaysView(QWidget):
    """What can be done with paper about one project."""

    form_wanted = Signal(object)
    """A ``PaperForm`` is to be saved."""

    page_wanted = Signal()
    """The picture that was entered last is to be saved."""

    anew_wanted = Signal()
    """What was begun to be entered is to be forgotten."""

    def __init__(self, papers: Papers, language: Language, *, may_enter: bool) -> None:
        super().__init__()
        self.form_buttons: dict[Language, PlainButton] = {}
        self.page_button = PlainButton()
        self.anew_button = PlainButton()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        title, lead = SubHeading(), Prose()
        title.setText(next(each.title for each in papers.forms if each.language is language))
        lead.setText(
            self.tr("You can answer on paper instead. It counts as much as an answer in here.")
        )
        for part in (title, lead, self._printing(papers.forms), self._entering(papers, may_enter)):
            column.addWidget(part)
        if papers.ending:
            column.addWidget(self._kept())

    def _printing(self, forms: Sequence[PaperForm]) -> QWidget:
        card = _card(
            self.tr("Print the form"),
            self.tr(
                "Everything the project says and asks stands on it, with boxes to tick and lines "
                "to sign on. Save it, and print it from there."
            ),
        )
        row = QWidget()
        buttons = FlowLayout(row)
        words = {
            Language.DANISH: self.tr("Save the form in Danish …"),
            Language.ENGLISH: self.tr("Save the form in English …"),
        }
        newest = {form.language: form for form in reversed(forms)}
        for language in Language:
            button = self.form_buttons[language] = PlainButton()
            button.setText(words[language])
            form = newest[language]
            button.clicked.connect(lambda _=False, form=form: self.form_wanted.emit(form))
            buttons.addWidget(button)
        card.body.addWidget(row)
        return card

    def _entering(self, papers: Papers, may_enter: bool) -> QWidget:  # noqa: FBT001 - within
        needed = self.tr(
            "You need the form, a picture of the page with the signature (scanned or "
            "photographed), and your passphrase."
        )
        if papers.is_answered:
            needed = self.tr(
                "You have said yes to this project, and that holds. Change your choices or take "
                "your yes back on the project's page."
            )
        elif not may_enter:
            needed = self.tr("Your vault can only be read at present, so nothing can be entered.")
        card = _card(self.tr("Enter a filled form"), needed)
        if papers.begun is not None and may_enter and not papers.is_answered:
            card.body.addWidget(self._begun(papers.begun))
        return card

    def _begun(self, begun: Filling) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        said = Prose()
        said.setText(
            self.tr(
                "You have begun to enter the form with the code %1. What you entered is kept."
            ).replace("%1", begun.form.code)
        )
        self.anew_button.setText(self.tr("Throw it away and begin again"))
        self.anew_button.clicked.connect(self.anew_wanted)
        column.addWidget(said)
        column.addWidget(self.anew_button, 0, Qt.AlignmentFlag.AlignLeft)
        return part

    def _kept(self) -> QWidget:
        card = _card(
            self.tr("The page that was entered last"),
            self.tr(
                "A picture of it lies in your vault, and nobody is sent it. Outside the vault "
                "anyone who gets hold of it can read it."
            ),
        )
        self.page_button.setText(self.tr("Save the picture …"))
        self.page_button.clicked.connect(self.page_wanted)
        card.body.addWidget(self.page_button, 0, Qt.AlignmentFlag.AlignLeft)
        return card


def _card(heading: str, words: str) -> TitledCard:
    card = TitledCard(heading)
    card.say(words)
    return card
