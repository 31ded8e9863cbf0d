"""Saying no to the whole project, and a project that cannot be answered."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from datadonor.errors import DatadonorError
from datadonor.texts import Language
from ui.mandating import Deciders
from ui.session import sentences
from ui.widgets.banner import Banner, Kind
from ui.widgets.labels import Prose
from ui.widgets.signers import SignersCard


class RefusalView(QWidget):
    """What a no means, before it is written down."""

    def __init__(self, deciders: Deciders, language: Language, *, has_older: bool) -> None:
        super().__init__()
        self.signers = SignersCard(deciders, language)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        sentences_of = (
            self.tr("To say no is quite all right. You need give no reason."),
            self.tr("It has no consequences for you, and nothing is sent."),
            self.tr("Your yes to the earlier version stands as before.")
            if has_older
            else self.tr("If you change your mind, you can answer again."),
        )
        for sentence in sentences_of:
            said = Prose()
            said.setText(sentence)
            column.addWidget(said)
        column.addWidget(self.signers)
        self.signers.offer_all()

    def focus_first(self) -> bool:
        """Put the keyboard where one says who decides; false if that is not asked."""
        return self.signers.focus_first()


class BarredView(QWidget):
    """Says why there is nothing to answer here."""

    def __init__(self, error: DatadonorError, language: Language) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.banner = Banner()
        column.addWidget(self.banner)
        title = self.tr("Stop: this project cannot be answered now")
        self.banner.show_message(Kind.ERROR, title, sentences(error, language))
