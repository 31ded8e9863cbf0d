"""One person to choose: a card that leads to their vault, and beside it a way to change it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from ui.chairs import Chair
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import CardButton
from ui.widgets.translated import Translated


class PersonRow(Translated, QWidget):
    """Says who it is, and whether they have a vault already."""

    chosen = Signal(object)
    """The ``Person``."""

    change_asked = Signal(object)
    """The ``Person``, to be called something else or taken off the list."""

    def __init__(self, chair: Chair, *, is_alone: bool) -> None:
        super().__init__()
        self.chair = chair
        self._is_alone = is_alone
        self.card = CardButton()
        self.change_button = PlainButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.card, 1)
        row.addWidget(self.change_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.change_button.setVisible(not is_alone)
        self.card.clicked.connect(lambda: self.chosen.emit(chair.person))
        self.change_button.clicked.connect(lambda: self.change_asked.emit(chair.person))
        self.retranslate()

    @property
    def name(self) -> str:
        """What the person is called on the page."""
        return self.chair.person.label or (
            self.tr("My own data") if self._is_alone else self.tr("The first person")
        )

    @override
    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""
        chair = self.chair
        sentence = (
            self.tr("Unlock the vault with its passphrase.")
            if chair.has_vault
            else self.tr("There is no vault yet. It is made in a few steps.")
        )
        if chair.is_chosen and not self._is_alone:
            sentence = " ".join((self.tr("Chosen now."), sentence))
        self.card.set_words(self.name, sentence, "user")
        self.change_button.setText(self.tr("Change"))
        self.change_button.setAccessibleName(self.tr("Change %1").replace("%1", self.name))
