"""What a search in the vault found, and where each of it leads."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from datadonor.audit.custody import OpenVault
from datadonor.records.categories import CategoryId
from datadonor.records.labels import category_label, name_label
from datadonor.records.record_id import RecordId
from datadonor.records.searching import MOST_FOUND, Found, Match, search
from datadonor.texts import Language
from ui.announce import announce
from ui.widgets.cards import Card
from ui.widgets.choice_list import Choice, ChoiceList
from ui.widgets.labels import Prose


class Goal(NamedTuple):
    """Where a match leads: a category, a kind of it, or one record."""

    category: CategoryId
    kind: str = ""
    record: RecordId | None = None


class FindPanel(QWidget):
    """Lists matches."""

    goal_chosen = Signal(object)
    """The person wants to see a ``Goal``."""

    def __init__(self) -> None:
        super().__init__()
        self._matches: tuple[Match, ...] = ()
        self._language = Language.ENGLISH
        self.label = Prose()
        self.matches = ChoiceList()
        self._card = Card()
        self._card.body.setContentsMargins(4, 4, 4, 4)  # room for the focus ring
        self._card.body.addWidget(self.matches)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.label)
        layout.addWidget(self._card)
        self.matches.pressed_again.connect(self._on_pressed)

    def search(self, opened: OpenVault, words: str, language: Language) -> tuple[Match, ...]:
        """Search, on the vault's thread."""
        return tuple(search(opened.vault.connection, words, language))

    def show_matches(self, matches: Sequence[Match], language: Language) -> None:
        """List what was found, and have its number read aloud."""
        self._matches, self._language = tuple(matches), language
        self.retranslate()
        announce(self, self.label.text())
        if matches:
            self.matches.setFocus()

    def retranslate(self) -> None:
        """Write every text anew."""
        self.matches.setAccessibleName(self.tr("What was found"))
        count = len(self._matches)
        if count == MOST_FOUND:
            self.label.setText(self.tr("The first %Ln are shown.", "", count))
        elif count:
            self.label.setText(self.tr("Found: %Ln", "", count))
        else:
            self.label.setText(
                self.tr(
                    "Nothing fits these words. Search for a kind of data, such as steps or "
                    "cholesterol, or for the title of a document. Values are not searched."
                )
            )
        self.matches.show_choices(
            [
                Choice(str(number), match.label, self._detail(match))
                for number, match in enumerate(self._matches)
            ]
        )
        self._card.setVisible(bool(self._matches))

    def _detail(self, match: Match) -> str:
        whose = category_label(match.category, self._language)
        match match.what:
            case Found.CATEGORY:
                return self.tr("Category")
            case Found.DOCUMENT:
                return f"{name_label(match.name, self._language)}, {whose}"
        return whose

    def _on_pressed(self, key: str) -> None:
        match = self._matches[int(key)]
        is_kind = match.what in (Found.TYPE, Found.EPISODE)
        kind = match.name if is_kind else ""
        self.goal_chosen.emit(Goal(match.category, kind, match.document))
