"""What the columns of a table mean: guessed, shown with examples, corrected by the person."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from datadonor.records.labels import name_label
from datadonor.sources.errors import MappingNeeded
from datadonor.sources.tables.mapping import TableMapping
from datadonor.sources.tables.proposal import Doubt, Proposal
from datadonor.texts import Language, text
from ui.bringing_in import CLOCK, NOTHING, TIME, Column, columns, possible_types, settle
from ui.widgets.cards import Card
from ui.widgets.labels import ErrorText, Prose, QuietText, SubHeading
from ui.widgets.ticks import OptionGroup

_COLUMNS_SHOWN: Final = 40
_LEAST_CHARACTERS: Final = 12


class TableStep(QWidget):
    """One table. Nothing of it is read before the person has gone on from here."""

    def __init__(self, proposal: Proposal, language: Language) -> None:
        super().__init__()
        self._proposal = proposal
        self._language = language
        self._explained = Prose()
        self.order = OptionGroup()
        self.decimal = OptionGroup()
        self.error = ErrorText()
        self.combos: dict[int, QComboBox] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(16)
        self._layout.addWidget(self._explained)
        self._layout.addWidget(self.error)
        self._explain()
        if proposal.mapping is not None:
            self._ask()
            for column in columns(proposal)[:_COLUMNS_SHOWN]:
                self._layout.addWidget(self._column(column))

    @property
    def can_be_read(self) -> bool:
        """Whether there are times and values at all."""
        return self._proposal.mapping is not None

    def mapping(self) -> TableMapping | None:
        """Return what the person says, or say beside the columns what is missing."""
        meanings: Mapping[int, str] = {
            number: str(combo.currentData()) for number, combo in self.combos.items()
        }
        asks_order = not self.order.isHidden()
        asks_decimal = not self.decimal.isHidden()
        order, decimal = self.order.value(), self.decimal.value()
        if (asks_order and order is None) or (asks_decimal and decimal is None):
            self.error.say(self.tr("Please answer the question above the columns first."))
            return None
        try:
            return settle(
                self._proposal,
                meanings,
                day_first=None if not asks_order else order == "day",
                decimal=decimal if asks_decimal else None,
            )
        except MappingNeeded:
            self.error.say(
                self.tr("One column must be the time, and at least one must be a measurement.")
            )
            return None

    def _explain(self) -> None:
        if self.can_be_read:
            self._explained.setText(
                self.tr(
                    "This is a table. See whether each column has been understood, and correct "
                    "what has not. What you leave out is not brought in. It is remembered for "
                    "the next table with the same headings."
                )
            )
            return
        doubts = sorted(self._proposal.doubts)
        said = [text(f"importing.doubt.{doubt.value}", self._language) for doubt in doubts]
        self._explained.setText(" ".join([self.tr("This table cannot be read."), *said]))

    def _ask(self) -> None:
        doubts = self._proposal.doubts
        self.order.setTitle(self.tr("In the dates, what stands first?"))
        self.order.set_options([("day", self.tr("The day")), ("month", self.tr("The month"))])
        self.order.setVisible(Doubt.DAY_ORDER in doubts)
        self.decimal.setTitle(self.tr("What stands before the decimals?"))
        self.decimal.set_options([(",", self.tr("A comma: 37,5")), (".", self.tr("A point: 37.5"))])
        self.decimal.setVisible(Doubt.DECIMAL_SIGN in doubts)
        self._layout.addWidget(self.order)
        self._layout.addWidget(self.decimal)
        if Doubt.UNITS in doubts:
            note = QuietText()
            note.setText(text(f"importing.doubt.{Doubt.UNITS.value}", self._language))
            self._layout.addWidget(note)

    def _column(self, column: Column) -> Card:
        card = Card()
        title = SubHeading()
        name = column.heading or self.tr("Column %1").replace("%1", str(column.number + 1))
        title.setText(name)
        examples = QuietText()
        examples.setText(
            self.tr("For example: %1").replace("%1", "  ·  ".join(column.examples))
            if column.examples
            else self.tr("Empty in the first rows")
        )
        combo = QComboBox()
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(_LEAST_CHARACTERS)
        combo.setAccessibleName(self.tr("What is %1?").replace("%1", name))
        self._offer(combo, column)
        self.combos[column.number] = combo
        card.body.addWidget(title)
        card.body.addWidget(examples)
        card.body.addWidget(combo)
        return card

    def _offer(self, combo: QComboBox, column: Column) -> None:
        combo.addItem(self.tr("Leave out"), NOTHING)
        combo.addItem(self.tr("The time, or the date"), TIME)
        combo.addItem(self.tr("The time of day alone"), CLOCK)
        mapping = self._proposal.mapping
        if mapping is None or mapping.types is None:
            named = [(name_label(kind, self._language), kind) for kind in possible_types()]
            for label, kind in sorted(named, key=lambda pair: pair[0].lower()):
                combo.addItem(label, kind)
        combo.setCurrentIndex(max(combo.findData(column.meaning), 0))
