"""One field of a step: what is asked, what belongs to it, and the control that answers it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from consent.flow import Field as Asked
from consent.flow import FieldKind
from datadonor.texts import Language
from ui.pages.consent.controls import CONTROLS, LeftOutControl
from ui.widgets.banner import Banner, Kind
from ui.widgets.cards import Card
from ui.widgets.labels import ErrorText, Prose, QuietText, SubHeading
from ui.widgets.reading_order import read_in_order


class FieldView(Card):
    """Shows a field as the conversation has it, and says what the person answers."""

    answered = Signal(str, object)
    """The field's id and the answer."""

    records_wanted = Signal(str)
    """The single records of an item are to be shown."""

    def __init__(self, field: Asked, language: Language) -> None:
        super().__init__()
        self.field = field
        self._label = SubHeading()
        self._help = QVBoxLayout()
        self._help.setSpacing(6)
        self._helps: list[Prose] = []
        self._example = QuietText()
        self._refusal = QuietText()
        self._feedback = Banner()
        self.error = ErrorText()
        self.control = CONTROLS[field.kind](language)
        self.body.setSpacing(12)
        self.body.addWidget(self._label)
        self.body.addLayout(self._help)
        self._parts = (self._example, self.control, self._refusal, self._feedback, self.error)
        for part in self._parts:
            self.body.addWidget(part)
        self.control.changed.connect(lambda value: self.answered.emit(field.id, value))
        if isinstance(self.control, LeftOutControl):
            self.control.wanted.connect(self.records_wanted)

    def follow(self, field: Asked, example: str = "", *, is_right: bool | None = None) -> None:
        """Show a field.

        Args:
            field: As the conversation has it now.
            example: One of the person's own records, in words.
            is_right: Of a question that is answered, whether the answer is the right one.
        """
        self.field = field
        self._label.setText(" ".join(field.label.split()))
        for place, said in enumerate(field.help):
            if place == len(self._helps):
                self._helps.append(Prose())
                self._help.addWidget(self._helps[place])
            self._helps[place].setText(said)
        for prose in self._helps[len(field.help) :]:
            prose.hide()
        read_in_order(*self._helps, *self._parts)
        is_shown = bool(example) and field.kind is FieldKind.YES_NO
        self._example.setText(self.tr("For example: %1").replace("%1", example))
        self._example.setVisible(is_shown)
        self._refusal.setText(field.refusal)
        self._refusal.setVisible(bool(field.refusal))
        self.control.follow(field)
        self._tell(field, is_right=is_right)

    def say_error(self, words: str) -> None:
        """Say below the control why an answer was not taken; nothing takes the words away."""
        self.error.say(words)

    def focus_first(self) -> None:
        """Put the keyboard on the control."""
        self.control.focus_first()

    def _tell(self, field: Asked, *, is_right: bool | None) -> None:
        if not field.feedback or is_right is None:
            self._feedback.hide()
            return
        kind = Kind.OK if is_right else Kind.WARNING
        self._feedback.show_message(kind, "", field.feedback)
