"""One field of a request's form: its label, where one writes, and what was found in it."""

from abc import abstractmethod
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget
from typing_extensions import override

from ui.researching_choices import Choices
from ui.researching_form import FieldSpec, Kind
from ui.widgets.buttons import PlainButton
from ui.widgets.fields import Field
from ui.widgets.labels import Caption, ErrorText, PlainLabel
from ui.widgets.naming import named
from ui.widgets.picking import setting, when_picked
from ui.widgets.prose_field import ProseField
from ui.widgets.reading_order import read_in_order
from ui.widgets.ticks import OptionGroup, Tick

_LEAST_CHARACTERS: Final = 12
_MOST_BESIDE: Final = 4
"""Of how few answers all are shown; more become a list to open."""


class DraftField(QWidget):
    """What every field has. ``edited`` tells what a person wrote, not what a program set."""

    edited = Signal(object, object)
    """The ``FieldSpec``, and the value."""

    def __init__(self, spec: FieldSpec, label: str, hint: str) -> None:
        super().__init__()
        self.spec = spec
        self.is_shown = False
        self.label = PlainLabel(label)
        self.label.setWordWrap(True)
        if not label:  # never shown here: without a parent it would be a window
            self.label.hide()
        self.name = ""
        self.hint = Caption()
        self.hint.setText(hint)
        if not hint:
            self.hint.hide()
        self.found = ErrorText()
        self.layout_ = QVBoxLayout(self)
        self.layout_.setContentsMargins(0, 0, 0, 0)
        self.layout_.setSpacing(4)
        self.layout_.addWidget(self.label)

    def finish(self, about: str) -> None:
        """Put what stands below the control in its place, and name the control."""
        self.layout_.addWidget(self.hint)
        self.layout_.addWidget(self.found)
        self.belong_to(about)

    def belong_to(self, about: str) -> None:
        """Have everything that is heard say what the field is about, as it is numbered now."""
        label = self.label.text()
        self.name = named(label, about) if label else about
        self.name_all()

    def name_all(self) -> None:
        """Write the field's name wherever it is heard."""
        self.control().setAccessibleName(self.name)

    def stops(self) -> list[QWidget]:
        """Return what the keyboard comes to, in its order."""
        return [self.control()]

    @abstractmethod
    def show_value(self, value: object) -> None:
        """Show what stands in the draft, without telling."""

    @abstractmethod
    def control(self) -> QWidget:
        """Return where the keyboard goes."""

    def say(self, sentence: str) -> None:
        """Write below the field what was found, or nothing."""
        self.found.say(sentence)
        self.control().setAccessibleDescription(
            " ".join(filter(None, (self.hint.text(), sentence)))
        )

    def tell(self, value: object) -> None:
        """Tell what the person wrote; nothing while the program shows what stands in the draft."""
        if not self.is_shown:
            self.edited.emit(self.spec, value)


class LineField(DraftField):
    """One line: words, a day, a number, or a number of years."""

    def __init__(self, spec: FieldSpec, label: str, about: str, hint: str) -> None:
        super().__init__(spec, label, hint)
        self.field = Field()
        self.label.setBuddy(self.field)
        self.layout_.addWidget(self.field)
        self.finish(about)
        # Not textEdited: what somebody dictates comes as if the program had set it.
        self.field.textChanged.connect(self._on_changed)

    @override
    def show_value(self, value: object) -> None:
        said = str(value)
        is_years = self.spec.kind is Kind.YEARS and said[:1] == "P" and said[1:-1].isdecimal()
        self.is_shown = True
        self.field.setText(said[1:-1] if is_years and said[-1:] == "Y" else said)
        self.is_shown = False
        self.field.setCursorPosition(0)

    @override
    def control(self) -> QWidget:
        return self.field

    def _on_changed(self, said: str) -> None:
        said = said.strip()
        is_number = said.isascii() and said.isdecimal()
        if self.spec.kind is Kind.NUMBER and is_number:
            self.tell(int(said))
        elif self.spec.kind is Kind.YEARS and is_number:
            self.tell(f"P{said}Y")
        else:
            self.tell(said)


class LinesField(DraftField):
    """Several lines."""

    def __init__(self, spec: FieldSpec, label: str, about: str, hint: str) -> None:
        super().__init__(spec, label, hint)
        self.field = ProseField()
        self.label.setBuddy(self.field)
        self.layout_.addWidget(self.field)
        self.finish(about)
        self.field.textChanged.connect(lambda: self.tell(self.field.toPlainText().strip()))

    @override
    def show_value(self, value: object) -> None:
        self.is_shown = True
        self.field.setPlainText(str(value))
        self.is_shown = False

    @override
    def control(self) -> QWidget:
        return self.field


class PickField(DraftField):
    """One of many, in a list that opens; none is chosen at first."""

    def __init__(
        self, spec: FieldSpec, label: str, about: str, hint: str, choices: Choices, none: str
    ) -> None:
        super().__init__(spec, label, hint)
        self.field = _Picker()
        self.label.setBuddy(self.field)
        self.field.addItem(none, "")
        for value, words in choices:
            self.field.addItem(words, value)
        self.layout_.addWidget(self.field)
        self.finish(about)
        self.field.activated.connect(lambda _: self.tell(self.field.currentData()))

    @override
    def show_value(self, value: object) -> None:
        self.field.setCurrentIndex(max(self.field.findData(str(value)), 0))

    @override
    def control(self) -> QWidget:
        return self.field


class _Picker(QComboBox):
    """Scrolling a page changes nothing in it."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LEAST_CHARACTERS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @override
    def wheelEvent(self, e: QWheelEvent) -> None:
        e.ignore()


class GroupField(DraftField):
    """One of a few, all of them shown."""

    def __init__(
        self, spec: FieldSpec, label: str, about: str, hint: str, choices: Choices
    ) -> None:
        super().__init__(spec, label, hint)
        self.group = OptionGroup()
        self.layout_.addWidget(self.group)
        self.group.chosen.connect(self._on_chosen)
        self.offer(choices)
        self.finish(about)

    def offer(self, choices: Choices) -> None:
        """Offer other answers, or the same ones in other words."""
        self.group.set_options(choices)
        self.group.setVisible(bool(choices))
        self.name_all()

    @override
    def name_all(self) -> None:
        self.group.setAccessibleName(self.name)
        for option in self.group.options.values():
            option.setAccessibleName(named(option.text(), self.name))

    @override
    def stops(self) -> list[QWidget]:
        return list(self.group.options.values())

    @override
    def show_value(self, value: object) -> None:
        key = str(value)
        match self.spec.kind:
            case Kind.YES_NO:
                key = "yes" if value else "no"
            case Kind.CORRECT if not isinstance(value, int):
                key = ""  # it is told that it cannot be read
        self.group.choose(key if key in self.group.options else None)

    @override
    def control(self) -> QWidget:
        options = self.group.options
        return options.get(self.group.value() or "", next(iter(options.values()), self.group))

    def _on_chosen(self, key: str) -> None:
        match self.spec.kind:
            case Kind.YES_NO:
                self.tell(key == "yes")
            case Kind.CORRECT:
                self.tell(int(key) if key.isdecimal() else key)
            case _:
                self.tell(key)


class TicksField(DraftField):
    """Any number of several; many of which none is chosen wait behind a button."""

    def __init__(
        self, spec: FieldSpec, label: str, about: str, hint: str, choices: Choices, fold: str
    ) -> None:
        """Make the field.

        Args:
            spec: Which.
            label: What it is called.
            about: What it belongs to.
            hint: What helps to fill it in.
            choices: What can be chosen.
            fold: Words of the button that shows the choices; nothing to show them at once.
        """
        super().__init__(spec, label, hint)
        self.ticks: dict[str, Tick] = {}
        self._choices = choices
        self._chosen: set[str] = set()
        self._boxes = QVBoxLayout()
        self._boxes.setSpacing(4)
        self.open_button = PlainButton()
        self.open_button.setText(fold)
        self.open_button.hide()
        self._is_folded = bool(fold)
        self.layout_.addLayout(self._boxes)
        self.layout_.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.open_button.clicked.connect(self._on_open)
        self.finish(about)

    @override
    def name_all(self) -> None:
        self.open_button.setAccessibleName(named(self.open_button.text(), self.name))
        for tick in self.ticks.values():
            tick.setAccessibleName(named(tick.text(), self.name))

    @override
    def stops(self) -> list[QWidget]:
        return [self.open_button, *self.ticks.values()]

    @override
    def show_value(self, value: object) -> None:
        found = value if isinstance(value, list) else []
        self._chosen = {str(each["id"] if isinstance(each, dict) else each) for each in found}
        self._is_folded = self._is_folded and not self._chosen
        self.open_button.setVisible(self._is_folded)
        if not self._is_folded:
            self._show_ticks()

    @override
    def control(self) -> QWidget:
        if not self.open_button.isHidden():
            return self.open_button
        return next(iter(self.ticks.values()), self)

    def _show_ticks(self) -> None:
        for value, words in self._choices:
            if value not in self.ticks:
                tick = self.ticks[value] = Tick(words)
                when_picked(tick, lambda _: self._on_picked())
                self._boxes.addWidget(tick)
        read_in_order(*self.stops(), self.hint, self.found)  # ticks may be made last
        self.name_all()
        with setting(*self.ticks.values()):
            for key, tick in self.ticks.items():
                tick.setChecked(key in self._chosen)

    def _on_open(self) -> None:
        self._is_folded = False
        self._show_ticks()
        for before, after in pairwise(self.stops()):
            QWidget.setTabOrder(before, after)
        self.open_button.hide()
        self.control().setFocus()

    def _on_picked(self) -> None:
        self.tell([key for key, tick in self.ticks.items() if tick.isChecked()])


def make_field(
    spec: FieldSpec, words: Sequence[str], choices: Choices, none: str, fold: str
) -> DraftField:
    """Make the field of a kind.

    Args:
        spec: Which.
        words: Its label, what it is about, and a hint.
        choices: What can be chosen, for kinds where something is.
        none: Words for nothing being chosen.
        fold: Words of the button that shows many choices; nothing to show them at once.
    """
    label, about, hint = words
    match spec.kind:
        case Kind.PROSE:
            return LinesField(spec, label, about, hint)
        case Kind.MANY | Kind.OPTIONS:
            return TicksField(spec, label, about, hint, choices, fold)
        case Kind.YES_NO | Kind.CORRECT:
            return GroupField(spec, label, about, hint, choices)
        case Kind.ONE if len(choices) <= _MOST_BESIDE:
            return GroupField(spec, label, about, hint, choices)
        case Kind.ONE:
            return PickField(spec, label, about, hint, choices, none)
        case _:
            return LineField(spec, label, about, hint)
