"""Records that were un-ticked: what waits for a signature, and the signature."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.leaving_out import NOTHING, LeftOut
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Prose, QuietText, SubHeading
from ui.widgets.secret import PassphraseField


class PreviewLeaving(Card):
    """Is there only while something has been un-ticked, or ticked again."""

    signing_wanted = Signal()
    forgetting_wanted = Signal()
    finishing_wanted = Signal()
    """It is to be signed where a consent is changed: other changes were begun too, or it takes
    those who said yes for the person."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._noted: LeftOut = NOTHING
        self.title = SubHeading()
        self.text = Prose()
        self.told = QuietText()
        self.passphrase = PassphraseField()
        self.sign_button = PlainButton()
        self.finish_button = PlainButton()
        self.forget_button = PlainButton()
        for part in (self.title, self.text, self.told, self.passphrase):
            self.body.addWidget(part)
        buttons = FlowLayout(gap=12)
        for button in (self.sign_button, self.finish_button, self.forget_button):
            buttons.addWidget(button)
        self.body.addLayout(buttons)
        self.passphrase.entered.connect(self.signing_wanted)
        self.sign_button.clicked.connect(self.signing_wanted)
        self.finish_button.clicked.connect(self.finishing_wanted)
        self.forget_button.clicked.connect(self.forgetting_wanted)
        self.hide()

    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""
        self.show_noted(self._noted)

    def show_noted(self, noted: LeftOut) -> None:
        """Say what waits, and what it takes."""
        self._noted = noted
        leaving, returning = len(noted.leaving), len(noted.returning)
        self.title.setText(self.tr("You have changed what is to be sent"))
        parts = []
        if leaving:
            parts.append(self.tr("%n record(s) will stay with you.", "", leaving))
        if returning:
            parts.append(self.tr("%n record(s) will be sent again.", "", returning))
        is_signed_here = not (noted.has_more or noted.is_by_others)
        if noted.is_by_others:
            parts.append(
                self.tr(
                    "Somebody else said yes on your behalf. Go on with the changes, and say there "
                    "who decides."
                )
            )
        elif noted.has_more:
            parts.append(
                self.tr(
                    "You have also begun to change other choices in this consent. "
                    "Finish that first: these records are part of it."
                )
            )
        else:
            parts.append(self.tr("It counts once you have signed. Nothing can be sent until then."))
        self.text.setText(" ".join(parts))
        self.told.setText(
            self.tr("The recipient is told how many records you left out, and never which.")
        )
        self.passphrase.set_label(self.tr("Your &passphrase, as your signature"))
        self.sign_button.setText(self.tr("S&ign the change"))
        self.finish_button.setText(self.tr("Go on with the chan&ges"))
        self.forget_button.setText(self.tr("&Undo"))
        self.passphrase.setVisible(is_signed_here)
        self.sign_button.setVisible(is_signed_here)
        self.finish_button.setVisible(not is_signed_here)
        self.setVisible(noted.is_changed)

    @override
    def setVisible(self, visible: bool) -> None:
        if not visible:
            self.passphrase.clear()
        super().setVisible(visible)
