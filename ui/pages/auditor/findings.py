"""What was found, the heaviest first: what it is, what it means, and where it is seen."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from datadonor.audit.package_findings import Rank
from export.audit_package.account import Account
from export.audit_package.account_entries import Found
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.empty import EmptyState
from ui.widgets.icons import Icon
from ui.widgets.labels import Prose, QuietText, SubHeading
from ui.widgets.reading_order import read_in_order

MOST_CARDS: Final = 40
"""Nobody reads more; what matters most comes first."""

_MOST_PLACES: Final = 12
_SIGNS: Final[Mapping[Rank, str]] = {
    Rank.TAMPERED: "octagon-x",
    Rank.WRONG: "triangle-alert",
    Rank.NOTE: "info",
}


class FindingCard(Card):
    """One finding, with the way to the first event in which it is seen."""

    event_asked = Signal(int)
    """Show what stands at a place of the log."""

    def __init__(self, account: Account, found: Found) -> None:
        super().__init__()
        self._found = found
        rank, sentence = QuietText(), SubHeading()
        meaning, places = Prose(), QuietText()
        rank.setText(account.say(f"rank.{found.rank.name.lower()}"))
        sentence.setText(found.sentence)
        meaning.setText(found.meaning)
        places.setText(self._evidence(account))
        words = QVBoxLayout()
        words.setSpacing(6)
        for part in (rank, sentence, meaning, places):
            words.addWidget(part)
        self.button = PlainButton()
        if found.positions:
            number = QLocale().toString(found.positions[0])
            self.button.setText(self.tr("Show event %1").replace("%1", number))
            words.addSpacing(4)
            words.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
            self.button.clicked.connect(lambda: self.event_asked.emit(found.positions[0]))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(Icon(_SIGNS[found.rank], 1.4), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.body.addLayout(row)

    def _evidence(self, account: Account) -> str:
        found = self._found
        places = ", ".join(found.places[:_MOST_PLACES])
        said = f"{account.say('where.events')}: {places}."
        more = len(found.places) - _MOST_PLACES
        if more > 0:
            said += " " + self.tr("And in %Ln more place(s).", "", more)
        return said


class FindingCards(QWidget):
    """A card for each finding, or a kind word that there is none."""

    event_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[FindingCard] = []
        self._empty = EmptyState("shield-check")
        self._more = QuietText()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self._column.addWidget(self._empty)
        self._column.addWidget(self._more)

    def show_account(self, account: Account) -> None:
        """Show what was found in a package."""
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        shown = account.findings[:MOST_CARDS]
        self.cards = [FindingCard(account, found) for found in shown]
        for place, card in enumerate(self.cards):
            self._column.insertWidget(place, card)
            card.event_asked.connect(self.event_asked)
        read_in_order(*self.cards, self._more)
        self._empty.set_words(
            account.say("findings.none"),
            self.tr("Everything that can be checked was checked, and it fits."),
        )
        self._empty.setVisible(not self.cards)
        more = len(account.findings) - len(shown)
        self._more.setText(self.tr("%Ln more finding(s) are not shown here.", "", more))
        self._more.setVisible(more > 0)
