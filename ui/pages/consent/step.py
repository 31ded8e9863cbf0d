"""One step of the conversation: what is to be read, what is asked, and what is missing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consent.flow import ActionId, Missing, Page, StepId
from datadonor.texts import Language
from ui.pages.consent.field import FieldView
from ui.talking import Talk
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.labels import Prose
from ui.widgets.reading import Reading
from ui.widgets.reading_order import read_in_order


class StepView(QWidget):
    """Lays out a step, and keeps it as the conversation is. Made anew for each step."""

    answered = Signal(str, object)
    """The field's id and the answer."""

    records_wanted = Signal(str)
    """The single records of an item are to be shown."""

    rest_refused = Signal()
    """No to all that has no answer here."""

    def __init__(self, talk: Talk) -> None:
        super().__init__()
        self._talk = talk
        self._language: Language = talk.conversation.language
        self.fields: dict[str, FieldView] = {}
        shown = talk.page()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self._column.addWidget(Reading(shown.parts))
        self.add_before_fields(self._column)
        self._box = QWidget()  # where it stands is where its fields are read, made when they may
        self._places = QVBoxLayout(self._box)
        self._places.setContentsMargins(0, 0, 0, 0)
        self._places.setSpacing(16)
        self._column.addWidget(self._box)
        self.rest_button = PlainButton()
        self.rest_button.clicked.connect(self.rest_refused)
        self._column.addWidget(self.rest_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_after_fields(self._column)
        self.missing = MissingHere()
        self.missing.led_to.connect(self.focus_field)
        self._column.addWidget(self.missing)
        self.follow()

    def add_before_fields(self, column: QVBoxLayout) -> None:
        """Add what stands between the text and the fields."""

    def add_after_fields(self, column: QVBoxLayout) -> None:
        """Add what stands below the fields."""

    def follow_page(self, shown: Page) -> None:
        """Show what stands beside the fields as it is now."""

    def follow(self) -> None:
        """Show the step as the conversation has it now."""
        shown = self._talk.page()
        self.follow_page(shown)
        self._place(shown)
        labels = {each.id: each.label for each in shown.actions}
        self.rest_button.setText(labels.get(ActionId.NO_TO_REST, ""))
        is_open = any(field.value is None for field in shown.fields)
        self.rest_button.setVisible(ActionId.NO_TO_REST in labels and is_open)
        # The last two steps say what is missing on any, in a list of their own.
        is_last = shown.id in {StepId.CHECK, StepId.SIGN}
        self.missing.show_missing(() if is_last else shown.missing)

    def say_error(self, field: str, words: str) -> None:
        """Say at a field why an answer was not taken, or nothing any more."""
        if field in self.fields:
            self.fields[field].say_error(words)

    def focus_field(self, field: str) -> None:
        """Put the keyboard on a field, or on the first one."""
        view = self.fields.get(field)
        if view is None:
            self.focus_first()
        else:
            view.focus_first()

    def focus_first(self) -> bool:
        """Put the keyboard on the first field; false if there is none."""
        for view in self.fields.values():
            view.focus_first()
            return True
        return False

    def _place(self, shown: Page) -> None:
        """Keep the views of fields that stay, and make or drop the others."""
        for gone in [each for each in self.fields if each not in {f.id for f in shown.fields}]:
            view = self.fields.pop(gone)
            self._places.removeWidget(view)
            view.hide()
            view.deleteLater()
        for place, field in enumerate(shown.fields):
            view = self.fields.get(field.id) or self._made(field.id, place)
            item = field.id.removeprefix("items.").removesuffix(".granted")
            example = self._talk.own.examples.get(item, "")
            view.follow(field, example, is_right=self._talk.is_right(field))
        read_in_order(*(self.fields[field.id] for field in shown.fields))
        self._box.setVisible(bool(shown.fields))

    def _made(self, field: str, place: int) -> FieldView:
        asked = next(each for each in self._talk.page().fields if each.id == field)
        view = self.fields[field] = FieldView(asked, self._language)
        view.answered.connect(self.answered)
        view.records_wanted.connect(self.records_wanted)
        self._places.insertWidget(place, view)
        return view


class MissingHere(Card):
    """How much is still to be answered on this step, and the way to the first of it."""

    led_to = Signal(str)
    """The field to go to."""

    def __init__(self) -> None:
        super().__init__()
        self._first = ""
        self._words = Prose()
        self.button = PlainButton()
        self.body.addWidget(self._words)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.button.clicked.connect(lambda: self.led_to.emit(self._first))

    def show_missing(self, missing: tuple[Missing, ...]) -> None:
        """Show what is missing, or nothing."""
        self.setVisible(bool(missing))
        if not missing:
            return
        self._first = missing[0].field
        count = self.tr(
            "%Ln answer(s) are still missing on this page. The first:", "", len(missing)
        )
        self._words.setText(f"{count} {missing[0].words}")
        self.button.setText(self.tr("Show me where"))
        self.button.setVisible(bool(self._first))
