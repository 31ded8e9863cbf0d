"""The step that shows every answer in words, each with the way to change it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from consent.flow import AnswerGroup, AnswerLine, Missing, Page
from datadonor.texts import Language, text
from ui.pages.consent.step import StepView
from ui.talking import Talk
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card, CardButton
from ui.widgets.labels import Prose, QuietText, SubHeading


class CheckView(StepView):
    """All answers, what is missing, and whether the text was read."""

    correction_wanted = Signal(object, str)
    """A step, and the field on it."""

    text_wanted = Signal()
    """The whole text is to be shown."""

    def __init__(self, talk: Talk) -> None:
        self.lacking = MissingList(talk.conversation.language)
        self.answers = Answers()
        self.text_button = PlainButton()
        super().__init__(talk)
        self.lacking.led_to.connect(self.correction_wanted)
        self.answers.correction_wanted.connect(self.correction_wanted)
        self.text_button.clicked.connect(self.text_wanted)
        self.text_button.setText(self.tr("Read the whole text"))

    @override
    def add_before_fields(self, column: QVBoxLayout) -> None:
        for part in (self.lacking, self.answers):
            column.addWidget(part)
        column.addWidget(self.text_button, 0, Qt.AlignmentFlag.AlignLeft)

    @override
    def follow_page(self, shown: Page) -> None:
        self.lacking.show_missing(shown.notes, shown.missing)
        self.answers.show_groups(shown.groups)

    @override
    def focus_first(self) -> bool:
        return self.lacking.focus_first() or self.answers.focus_first()


class MissingList(Card):
    """What is missing before one can sign, each with the way to it; or that all is there."""

    led_to = Signal(object, str)
    """A step, and the field on it."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._notes = SubHeading()
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.buttons: list[CardButton] = []
        self.body.addWidget(self._notes)
        self.body.addLayout(self._list)

    def show_missing(self, notes: tuple[str, ...], missing: tuple[Missing, ...]) -> None:
        """Show what is missing, in the place of what was."""
        self._notes.setText(" ".join(notes))
        for button in self.buttons:
            self._list.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for each in missing:
            heading = text(f"consent_flow.heading.{each.step}", self._language)
            button = CardButton(each.words, heading)
            button.clicked.connect(lambda _=False, to=each: self.led_to.emit(to.step, to.field))
            self._list.addWidget(button)
            self.buttons.append(button)

    def focus_first(self) -> bool:
        """Put the keyboard on the first thing that is missing; false if nothing is."""
        for button in self.buttons[:1]:
            button.setFocus()
        return bool(self.buttons)


class Answers(QWidget):
    """The answers in groups."""

    correction_wanted = Signal(object, str)
    """A step, and the field on it."""

    def __init__(self) -> None:
        super().__init__()
        self._groups: tuple[AnswerGroup, ...] = ()
        self._cards: list[Card] = []
        self.buttons: dict[str, PlainButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)

    def show_groups(self, groups: tuple[AnswerGroup, ...]) -> None:
        """Show the answers, in the place of those before."""
        if groups == self._groups:
            return
        self._groups = groups
        for card in self._cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.buttons = {}
        self._cards = [self._card(group) for group in groups]
        for card in self._cards:
            self._column.addWidget(card)

    def focus_first(self) -> bool:
        """Put the keyboard on the first answer that can be changed."""
        for button in list(self.buttons.values())[:1]:
            button.setFocus()
        return bool(self.buttons)

    def _card(self, group: AnswerGroup) -> Card:
        card, heading = Card(), SubHeading()
        heading.setText(group.heading)
        card.body.addWidget(heading)
        for line in group.lines:
            card.body.addLayout(self._line(group, line))
        return card

    def _line(self, group: AnswerGroup, line: AnswerLine) -> QHBoxLayout:
        label, value = QuietText(), Prose()
        label.setText(line.label)
        value.setText(line.value)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label)
        words.addWidget(value)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(words, 1)
        if line.field:
            button = self.buttons[line.field] = PlainButton()
            button.setText(self.tr("Change", "leads to one answer"))
            button.setAccessibleName(f"{button.text()}: {group.heading}, {line.label}")
            button.clicked.connect(
                lambda _=False: self.correction_wanted.emit(group.step, line.field)
            )
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row
