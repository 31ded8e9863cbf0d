"""Making the keys of a recipient: who they are, where the keys lie, and their passphrase."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.choosing import choose_folder
from ui.session import Session
from ui.widgets.cards import Card
from ui.widgets.folder_row import FolderRow
from ui.widgets.labelled_field import LabelledField
from ui.widgets.labels import Prose, QuietText
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.ticks import OptionGroup

KINDS: Final = ("hospital", "university", "authority", "company", "association")


class MakingView(QWidget):
    """Everything but the folder and the passphrase may be filled in later, in the record."""

    entered = Signal()
    """Enter was pressed in the last field."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.folder: Path | None = None
        self._lead, self._later = Prose(), QuietText()
        self.place = FolderRow()
        self._id, self._name = LabelledField(), LabelledField()
        self.id_field, self.name_field = self._id.field, self._name.field
        self.kind = OptionGroup()
        self.passphrase = NewPassphrase(session)
        card = Card()
        card.body.addWidget(self.place)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        for part in (self._lead, card, self._later, self._name, self._id, self.kind):
            layout.addWidget(part)
        layout.addWidget(self.passphrase)
        self.place.button.clicked.connect(self._on_choose)
        self.passphrase.entered.connect(self.entered)
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""
        self._lead.setText(
            self.tr(
                "One pair of keys opens what citizens send, another signs your requests and "
                "answers. Make them on the computer where the data are to be. Whoever has the "
                "keys and their passphrase reads the data; if they are lost, nobody does."
            )
        )
        self.place.set_words(
            self.tr("Where the keys are to lie: an empty folder"),
            self.tr("Choose the &folder …"),
            self.folder,
            self.tr("Not chosen yet"),
        )
        self._later.setText(
            self.tr("What you do not know yet can be written into the record later.")
        )
        self._name.set_words(self.tr("What you are called, as citizens read it"))
        self._id.set_words(self.tr("Your short name in the list of recipients"))
        self.kind.setTitle(self.tr("What you are"))
        words = {
            "hospital": self.tr("A hospital"),
            "university": self.tr("A university"),
            "authority": self.tr("An authority"),
            "company": self.tr("A company"),
            "association": self.tr("An association"),
        }
        self.kind.set_options([(kind, words[kind]) for kind in KINDS])

    def clear(self) -> None:
        """Forget everything that was written."""
        self.folder = None
        self.id_field.clear()
        self.name_field.clear()
        self.kind.choose(None)
        self.passphrase.clear()
        self.place.say("")
        self.retranslate()

    def choice(self) -> tuple[Path, str] | None:
        """Return folder and passphrase, or say beside it what is missing."""
        if self.folder is None:
            self.place.say(self.tr("Choose where the keys are to lie first."))
            self.place.button.setFocus()
            return None
        passphrase = self.passphrase.choice()
        return None if passphrase is None else (self.folder, passphrase)

    def _on_choose(self) -> None:
        folder = choose_folder(self, self.tr("Choose an empty folder for the keys"))
        if folder is not None:
            self.folder = folder
            self.place.say("")
            self.retranslate()
            self.name_field.setFocus()
