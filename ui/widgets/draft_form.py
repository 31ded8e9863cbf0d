"""A section of a request's form: blocks below each other, each a card with its fields."""

from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from datadonor.texts import Language
from ui.researching_choices import choices_of
from ui.researching_form import (
    Block,
    FieldSpec,
    Kind,
    Path,
    Section,
    Values,
    blocks_of,
    may_add,
    value_at,
)
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.draft_fields import DraftField, GroupField, make_field
from ui.widgets.draft_words import DraftWords
from ui.widgets.labels import Prose, QuietText, SubHeading
from ui.widgets.reading_order import read_in_order

_CHOSEN: Final = frozenset({Kind.ONE, Kind.MANY, Kind.OPTIONS})
_MOST_TICKS: Final = 6
"""More of them than this are shown when they are asked for."""


class DraftForm(QWidget):
    """Shows one section at a time. It writes nothing itself: it tells."""

    edited = Signal(object, object)
    """A ``FieldSpec``, and what the person wrote in it."""

    add_asked = Signal()
    """One more of what the section has several of."""

    file_asked = Signal()
    """A questionnaire that was made elsewhere."""

    remove_asked = Signal(object)
    """One of several, by the ``Path`` where it stands."""

    def __init__(self) -> None:
        super().__init__()
        self._cards: list[BlockCard] = []
        self.add_button, self.file_button = PlainButton(), PlainButton()
        self._room = QWidget()
        self._column = QVBoxLayout(self._room)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self._room)
        for button in (self.add_button, self.file_button):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_button.clicked.connect(self.add_asked)
        self.file_button.clicked.connect(self.file_asked)

    @property
    def fields(self) -> dict[str, DraftField]:
        """The fields that are shown, by their places."""
        return {field.spec.where: field for card in self._cards for field in card.fields}

    def show_section(self, section: Section, values: Values, language: Language) -> None:
        """Show a section of a draft as it stands; the keyboard stays where it was."""
        focus = self._name_of_focus()
        self._room.hide()  # laid out once, and not for each card
        for card in self._cards:
            self._drop(card)
        blocks = blocks_of(section, values)
        self._cards = [self._make(block, values, language) for block in blocks]
        for card in self._cards:
            self._column.addWidget(card)
        self._room.show()
        self._order()
        self.add_button.setVisible(may_add(section))
        self.add_button.setText(DraftWords().add(section))
        self.file_button.setVisible(section is Section.QUESTIONS)
        self.file_button.setText(DraftWords().add_file())
        self._focus(focus)

    def put_entry(self, at: Path, section: Section, values: Values, language: Language) -> None:
        """Show one of several anew, or for the first time; all others stay as they are."""
        focus = self._name_of_focus()
        blocks = blocks_of(section, values)
        place = [block.at for block in blocks].index(at)
        if len(self._cards) == len(blocks):
            self._drop(self._cards.pop(place))
        card = self._make(blocks[place], values, language)
        self._cards.insert(place, card)
        self._column.insertWidget(place, card)
        self._order()
        self._focus(focus)

    def remove_entry(self, at: Path, section: Section, values: Values) -> None:
        """Take one of several away, and number those that come after it anew."""
        place = [card.block.at for card in self._cards].index(at)
        self._drop(self._cards.pop(place))
        for card, block in zip(self._cards, blocks_of(section, values), strict=True):
            if card.block != block:
                card.become(block)

    def offer_answers(self, values: Values, language: Language) -> None:
        """Offer the answers of each question, as they are written now, as the right one."""
        for field in self.fields.values():
            if field.spec.kind is Kind.CORRECT and isinstance(field, GroupField):
                field.offer(choices_of(field.spec, values, language))
                field.show_value(value_at(values, field.spec.path))

    def point_at(self, where: str) -> QWidget | None:
        """Put the keyboard on a field, and return what is to be seen."""
        field = self.fields.get(where)
        if field is None:
            return None
        field.control().setFocus()
        return field

    def point_at_entry(self, at: Path) -> QWidget:
        """Put the keyboard on one of several that is shown, and return what is to be seen."""
        card = next(card for card in self._cards if card.block.at == at)
        card.stops()[0].setFocus()
        return card

    # -- within -----------------------------------------------------------------

    def _make(self, block: Block, values: Values, language: Language) -> "BlockCard":
        card = BlockCard(block, values, language)
        for field in card.fields:
            field.edited.connect(self.edited)
        card.remove.clicked.connect(lambda: self.remove_asked.emit(card.block.at))
        return card

    def _drop(self, card: "BlockCard") -> None:
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _order(self) -> None:
        """Have the cards read, and come to by Tab, as they stand: some are made late."""
        read_in_order(*self._cards)
        stops = [stop for card in self._cards for stop in card.stops()]
        for first, second in pairwise((self, *stops, self.add_button, self.file_button)):
            QWidget.setTabOrder(first, second)

    def _name_of_focus(self) -> str:
        focus = QApplication.focusWidget()
        return focus.accessibleName() if focus is not None and self.isAncestorOf(focus) else ""

    def _focus(self, name: str) -> None:
        stops = (stop for card in self._cards for stop in card.stops())
        found = next((each for each in stops if name and each.accessibleName() == name), None)
        if found is not None:
            found.setFocus()


class BlockCard(Card):
    """The fields of one block."""

    def __init__(self, block: Block, values: Values, language: Language) -> None:
        super().__init__()
        words = DraftWords()
        self.block = block
        self._title, said, help_text = SubHeading(), Prose(), QuietText()
        self._title.setText(words.block(block))
        help_text.setText(words.help(block))
        said.setText(block.said)
        for part in (self._title, said, help_text):
            self.body.addWidget(part)
            part.setVisible(bool(part.text()))  # in the card: on its own it would be a window
        self.fields = [self._field(spec, values, words, language) for spec in block.fields]
        for field in self.fields:
            self.body.addWidget(field)
        self.remove = PlainButton()
        self.remove.setText(words.remove(block))
        self.body.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        self.remove.setVisible(block.at is not None)

    def become(self, block: Block) -> None:
        """Be the same block at another place."""
        words = DraftWords()
        self.block = block
        self._title.setText(words.block(block))
        self.remove.setText(words.remove(block))
        for field, spec in zip(self.fields, block.fields, strict=True):
            field.spec = spec
            field.belong_to(self._title.text())

    def stops(self) -> list[QWidget]:
        """Return what the keyboard comes to, in its order."""
        return [*(stop for field in self.fields for stop in field.stops()), self.remove]

    def _field(
        self, spec: FieldSpec, values: Values, words: DraftWords, language: Language
    ) -> DraftField:
        hint = words.day() if spec.kind is Kind.DAY else words.hint(spec)
        choices = words.needed() if spec.kind is Kind.YES_NO else []
        if spec.kind in _CHOSEN or spec.kind is Kind.CORRECT:
            choices = choices_of(spec, values, language)
        fold = words.some(spec, len(choices)) if len(choices) > _MOST_TICKS else ""
        texts = words.field(spec), self._title.text(), hint
        field = make_field(spec, texts, choices, words.none(), fold)
        field.show_value(value_at(values, spec.path))
        return field
