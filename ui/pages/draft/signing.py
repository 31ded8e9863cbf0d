"""The last section of the form: which keys sign, and their passphrase."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.choosing import choose_folder
from ui.widgets.cards import Card
from ui.widgets.folder_row import FolderRow
from ui.widgets.labels import Prose, SubHeading
from ui.widgets.secret import PassphraseField
from ui.workplace import Workplace


class SigningCard(Card):
    """Nothing typed here outlives one signing."""

    entered = Signal()
    """Enter was pressed in the passphrase."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._title, self._lead = SubHeading(), Prose()
        self.keys = FolderRow()
        self.passphrase = PassphraseField()
        for part in (self._title, self._lead, self.keys, self.passphrase):
            self.body.addWidget(part)
        self.keys.button.clicked.connect(self._on_choose)
        self.passphrase.entered.connect(self.entered)
        workplace.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""
        self._title.setText(self.tr("Sign it"))
        self._lead.setText(
            self.tr(
                "The signed file goes to the operator of the list. Citizens see the request when "
                "the operator has approved exactly this file. What is signed is never changed; a "
                "change is a new version."
            )
        )
        self.keys.set_words(
            self.tr("Folder of your keys"),
            self.tr("Choose the &folder …"),
            self._workplace.keys,
            self.tr("Not chosen yet"),
        )
        self.passphrase.set_label(self.tr("The keys’ &passphrase"))

    def missing(self) -> QWidget | None:
        """Say beside what is missing that it is, and return where the keyboard should go."""
        has_keys = self._workplace.keys is not None
        self.keys.say("" if has_keys else self.tr("Choose the folder of your keys first."))
        if not has_keys:
            return self.keys.button
        if not self.passphrase.field.text():
            self.passphrase.say(self.tr("Write the passphrase of the keys."))
            return self.passphrase.field
        return None

    def _on_choose(self) -> None:
        folder: Path | None = choose_folder(self, self.tr("Choose the folder of your keys"))
        if folder is not None:
            self.keys.say("")
            self._workplace.use_keys(folder)
            self.passphrase.field.setFocus()
