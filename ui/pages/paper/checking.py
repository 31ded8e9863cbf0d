"""The last look at what is entered, with the passphrase; and what it has come to."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from datadonor.texts import Language
from ui.calendar_words import day_label
from ui.mandating import Deciders
from ui.pages.paper.filling import picture_label
from ui.papering import Filling
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.facts import Facts
from ui.widgets.labels import Prose, QuietText, SubHeading
from ui.widgets.page import Page
from ui.widgets.receipt_card import ReceiptCard
from ui.widgets.secret import PassphraseField
from ui.widgets.signers import SignersCard


class CheckPaperView(QWidget):
    """Everything that was entered, to be compared with the paper."""

    is_written_in = True

    def __init__(self, filling: Filling, deciders: Deciders, language: Language) -> None:
        super().__init__()
        self.facts = Facts()
        self.answers_button, self.day_button = PlainButton(), PlainButton()
        self.passphrase = PassphraseField()
        self.status = QuietText()
        lead = Prose()
        lead.setText(
            self.tr("Compare it with the paper once more. Nothing is written down before you sign.")
        )
        page = filling.page
        day = "" if filling.signed_on is None else day_label(filling.signed_on, language)
        self.facts.set_facts(
            [
                (self.tr("The form's code"), filling.form.code),
                (self.tr("Signed on"), day),
                (self.tr("Picture"), "" if page is None else picture_label(page)),
            ]
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(lead)
        for title, told, button in (
            (self.tr("The paper"), self.facts, self.day_button),
            (self.tr("What is ticked"), self._answers(filling), self.answers_button),
        ):
            card, heading = Card(), SubHeading()
            heading.setText(title)
            card.body.addWidget(heading)
            card.body.addWidget(told)
            card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(card)
        self.day_button.setText(self.tr("Change the day or the picture"))
        self.answers_button.setText(self.tr("Change what is ticked"))
        self.signers = SignersCard(deciders, language)
        column.addWidget(self.signers)
        self.signers.offer_all()
        column.addWidget(self._signing())

    def say_status(self, words: str) -> None:
        """Say what is going on, or nothing."""
        self.status.setText(words)
        self.status.setVisible(bool(words))

    def focus_first(self) -> bool:
        """Leave the keyboard on the page: all of it is to be read first."""
        return False

    def _answers(self, filling: Filling) -> QWidget:
        """Return each question with its answer below it, as they stand on the paper."""
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        empty = self.tr("No box is ticked")
        for ask, answer in filling.answers():
            asked, said = QuietText(), Prose()
            asked.setText(f"{ask.number}. {ask.words}")
            said.setText(empty if answer is None else answer)
            said.setAccessibleName(f"{asked.text()} {said.text()}")
            for each in (asked, said):
                column.addWidget(each)
            column.addSpacing(8)
        return part

    def _signing(self) -> QWidget:
        card = Card()
        self.passphrase.set_label(self.tr("Your &passphrase, the one that opens the vault"))
        self.status.hide()
        card.body.addWidget(self.passphrase)
        card.body.addWidget(self.status)
        return card


class PaperEnteredView(QWidget):
    """Says that it is written down, and what there is to do next."""

    def __init__(self, page: Page, project: str, *, is_no: bool) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        said = Prose()
        said.setText(
            self.tr("Your no is written down, with the picture of the page. Nothing is sent.")
            if is_no
            else self.tr(
                "Your yes is written down, with the picture of the page. Keep the paper all the "
                "same. Nothing is sent before you have seen what it is."
            )
        )
        column.addWidget(said)
        self.receipt = None if is_no else ReceiptCard(page, project)
        if self.receipt is not None:
            column.addWidget(self.receipt)
