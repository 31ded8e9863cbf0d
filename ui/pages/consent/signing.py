"""The last step: the person signs, by writing the passphrase once more."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from consent.flow import Page
from ui.pages.consent.step import StepView
from ui.talking import Talk
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.labels import Prose, QuietText
from ui.widgets.secret import PassphraseField
from ui.widgets.signers import SignersCard


class SignView(StepView):
    """What signing means, and the field for the passphrase."""

    is_written_in = True

    signed = Signal()
    """Enter was pressed in the field."""

    text_wanted = Signal()
    """The whole text is to be shown."""

    def __init__(self, talk: Talk) -> None:
        self._notes = Prose()
        self.text_button = PlainButton()
        self.signers = SignersCard(talk.sitting.deciders, talk.conversation.language)
        self.passphrase = PassphraseField()
        self.status = QuietText()
        super().__init__(talk)
        self.text_button.setText(self.tr("Read the whole text"))
        self.text_button.clicked.connect(self.text_wanted)
        self.passphrase.set_label(self.tr("Your &passphrase, the one that opens the vault"))
        self.passphrase.entered.connect(self.signed)
        self.signers.entered.connect(self.passphrase.field.setFocus)
        self.signers.offer_right(talk.conversation.given_by, talk.conversation.basis)

    @override
    def add_before_fields(self, column: QVBoxLayout) -> None:
        column.addWidget(self._notes)
        column.addWidget(self.text_button, 0, Qt.AlignmentFlag.AlignLeft)

    @override
    def add_after_fields(self, column: QVBoxLayout) -> None:
        card = Card()
        card.body.addWidget(self.passphrase)
        card.body.addWidget(self.status)
        self.status.hide()
        column.addWidget(self.signers)
        column.addWidget(card)

    @override
    def follow_page(self, shown: Page) -> None:
        self._notes.setText(" ".join(shown.notes))

    @override
    def focus_first(self) -> bool:
        if not self.signers.focus_first():
            self.passphrase.field.setFocus()
        return True

    def say_status(self, words: str) -> None:
        """Say what is going on, or nothing."""
        self.status.setText(words)
        self.status.setVisible(bool(words))
