"""The left side: searching, taking a copy, and every category with how much there is of it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from datadonor.records.labels import category_label, category_word
from datadonor.texts import Language
from ui.data.holdings import CategoryHolding
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.choice_list import Choice, ChoiceList
from ui.widgets.labels import QuietText

_LIST_LINES: Final = 26
_LIST_CHARACTERS: Final = 26
_ANY_WIDTH: Final = 16_777_215
"""What Qt takes for no limit at all."""


class CategoriesPanel(QWidget):
    """Stands beside what is chosen, or where there is no room before it."""

    search_asked = Signal(str)
    """Look for these words."""

    def __init__(self) -> None:
        super().__init__()
        self.search_field = QLineEdit()
        self.search_button = PlainButton()
        self.copy_button = PlainButton()
        self.total = QuietText()
        self.list = ChoiceList(_LIST_LINES)
        self._card = Card()
        self._card.body.setContentsMargins(4, 4, 4, 4)  # room for the focus ring
        self._card.body.addWidget(self.list)
        seek = QHBoxLayout()
        seek.setSpacing(8)
        seek.addWidget(self.search_field, 1)
        seek.addWidget(self.search_button)
        tools = QVBoxLayout()
        tools.setSpacing(8)
        tools.addLayout(seek)
        tools.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(tools)
        layout.addWidget(self.total)
        layout.addWidget(self._card)
        layout.addStretch(1)
        self.search_field.returnPressed.connect(self._on_search)
        self.search_button.clicked.connect(self._on_search)

    def retranslate(self) -> None:
        """Write what does not depend on what there is."""
        self.search_field.setAccessibleName(self.tr("Search your data"))
        self.search_field.setPlaceholderText(self.tr("Search your data"))
        self.search_button.setText(self.tr("Search"))
        self.copy_button.setText(self.tr("Take a copy of everything …"))
        self.list.setAccessibleName(self.tr("Categories"))

    def show_holdings(
        self, holdings: Sequence[CategoryHolding], current: str, language: Language
    ) -> None:
        """List the categories; ``current`` is the word of the one that is chosen."""
        lines = [
            Choice(
                category_word(each.category),
                category_label(each.category, language),
                self.tr("%Ln record(s)", "", each.records)
                if each.kinds
                else self.tr("nothing yet"),
                is_quiet=not each.kinds,
            )
            for each in holdings
        ]
        self.list.show_choices(lines, current)
        records = sum(each.records for each in holdings)
        self.total.setText(self.tr("%Ln record(s) in all", "", records))

    def _counted(self, holding: CategoryHolding) -> str:
        if not holding.kinds:
            return self.tr("nothing yet")
        return self.tr("%Ln record(s)", "", holding.records)

    def set_beside(self, *, is_beside: bool) -> None:
        """Be as narrow as a column, and scroll by itself; or take all the room there is."""
        if is_beside:
            character = self.fontMetrics().averageCharWidth()
            words = self.copy_button.sizeHint().width()
            self.setFixedWidth(max(character * _LIST_CHARACTERS, words))
        else:
            self.setMinimumWidth(0)
            self.setMaximumWidth(_ANY_WIDTH)
        self.list.set_most_lines(_LIST_LINES if is_beside else None)

    def show_list(self, *, is_shown: bool) -> None:
        """Show or hide all but the tools."""
        self.total.setVisible(is_shown)
        self._card.setVisible(is_shown)

    def _on_search(self) -> None:
        words = self.search_field.text()
        if words.strip():
            self.search_asked.emit(words)
        else:
            self.search_field.setFocus()
