"""What a field is answered with: one control for each kind, and nothing chosen beforehand.

A control shows the answer that the conversation holds, and says what the person did; it
keeps none of its own.
"""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from consent.flow import Field as Asked
from consent.flow import FieldKind
from datadonor.texts import Language, text
from ui.style import RADIUS
from ui.widgets.banner import tokens_of
from ui.widgets.buttons import PlainButton
from ui.widgets.day_entry import DayEntry
from ui.widgets.labels import Prose
from ui.widgets.naming import named
from ui.widgets.picking import setting, when_chosen, when_picked
from ui.widgets.ticks import Option, Tick

_ROOM: Final = 12
_LEAST_HEIGHT: Final = 48


class Control(QWidget):
    """The part of a field that is operated."""

    changed = Signal(object)
    """The answer, as ``consent.flow.FieldKind`` says; nothing takes it back."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language = language

    def follow(self, field: Asked) -> None:
        """Show the answer that a field has."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Put the keyboard on what is chosen, or else where one begins."""
        raise NotImplementedError


class AnswerBox(QRadioButton):
    """A short answer in a box of its own. Yes and no are two of the same size."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        own = super().sizeHint()
        return QSize(own.width() + 2 * _ROOM, max(own.height() + _ROOM, _LEAST_HEIGHT))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = tokens_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2 if self.isChecked() else 1
        painter.setPen(QPen(QColor(tokens.primary if self.isChecked() else tokens.border), width))
        painter.setBrush(QColor(tokens.hover if self.underMouse() else tokens.surface))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        inside: QRect = self.rect().adjusted(_ROOM, 0, -_ROOM, 0)
        # Qt's own option has this field; its stubs leave it out of the class.
        option.rect = inside
        self.style().drawControl(QStyle.ControlElement.CE_RadioButton, option, painter, self)


class YesNo(Control):
    """Yes and no, of one size, side by side."""

    def __init__(self, language: Language) -> None:
        super().__init__(language)
        self.boxes = {
            said: AnswerBox(text(f"consent_flow.answer.{word}", language))
            for said, word in ((True, "yes"), (False, "no"))
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for said, box in self.boxes.items():
            row.addWidget(box, 1)
            when_chosen(box, partial(self.changed.emit, said))

    @override
    def follow(self, field: Asked) -> None:
        for said, box in self.boxes.items():
            box.setAccessibleName(f"{box.text()}: {field.label}")
            box.setAccessibleDescription("" if said else field.refusal)
            _check(box, is_checked=field.value is said)

    @override
    def focus_first(self) -> None:
        self.boxes[not self.boxes[False].isChecked()].setFocus()


class OneOf(Control):
    """Several answers below each other, of which one is chosen."""

    def __init__(self, language: Language) -> None:
        super().__init__(language)
        self.options: dict[str, Option] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    @override
    def follow(self, field: Asked) -> None:
        for choice in field.options:
            option = self.options.get(choice.id)
            if option is None:
                option = self.options[choice.id] = Option()
                self._column.addWidget(option)
                when_chosen(option, partial(self.changed.emit, choice.id))
            words = " ".join(choice.label.split())
            words = words[:1].upper() + words[1:]
            option.setText(words)
            option.setAccessibleName(named(words, field.label))
            _check(option, is_checked=field.value == choice.id)

    @override
    def focus_first(self) -> None:
        chosen = [each for each in self.options.values() if each.isChecked()]
        for option in chosen[:1] or list(self.options.values())[:1]:
            option.setFocus()


class SomeOf(Control):
    """Several answers of which any number is chosen; none stands for all."""

    def __init__(self, language: Language) -> None:
        super().__init__(language)
        self.ticks: dict[str, Tick] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    @override
    def follow(self, field: Asked) -> None:
        chosen = field.value if isinstance(field.value, tuple) else ()
        for choice in field.options:
            tick = self.ticks.get(choice.id)
            if tick is None:
                tick = self.ticks[choice.id] = Tick()
                self._column.addWidget(tick)
                when_picked(tick, self._on_picked)
            tick.setText(choice.label)
            tick.setAccessibleName(named(choice.label, field.label))
            with setting(tick):
                tick.setChecked(choice.id in chosen)

    @override
    def focus_first(self) -> None:
        for tick in list(self.ticks.values())[:1]:
            tick.setFocus()

    def _on_picked(self, _: bool) -> None:  # noqa: FBT001 - what is ticked now is read anew
        chosen = tuple(name for name, tick in self.ticks.items() if tick.isChecked())
        self.changed.emit(chosen or None)


class Days(Control):
    """The first and the last day."""

    def __init__(self, language: Language) -> None:
        super().__init__(language)
        self.first = DayEntry(self.tr("From (day.month.year)"), language)
        self.last = DayEntry(self.tr("Until (day.month.year)"), language)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for entry in (self.first, self.last):
            row.addWidget(entry, 1)
            entry.entered.connect(self._on_entered)

    @override
    def follow(self, field: Asked) -> None:
        days = field.value if isinstance(field.value, tuple) else (None, None)
        for entry, day in zip((self.first, self.last), days, strict=True):
            entry.show_day(day if isinstance(day, date) else None, field.label)

    @override
    def focus_first(self) -> None:
        self.first.field.setFocus()

    def _on_entered(self) -> None:
        days = (self.first.day, self.last.day)
        self.changed.emit(days if any(days) else None)


class Day(Control):
    """One day."""

    def __init__(self, language: Language) -> None:
        super().__init__(language)
        self.entry = DayEntry(self.tr("Day (day.month.year)"), language)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.entry, 1)
        row.addStretch(1)
        self.entry.entered.connect(lambda: self.changed.emit(self.entry.day))

    @override
    def follow(self, field: Asked) -> None:
        self.entry.show_day(field.value if isinstance(field.value, date) else None, field.label)

    @override
    def focus_first(self) -> None:
        self.entry.field.setFocus()


class LeftOutControl(Control):
    """How many single records are left out, and the way to choose them."""

    wanted = Signal(str)
    """The records of an item are to be shown."""

    def __init__(self, language: Language) -> None:
        super().__init__(language)
        self._item = ""
        self._count = Prose()
        self.button = PlainButton()
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._count)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.button.clicked.connect(lambda: self.wanted.emit(self._item))

    @override
    def follow(self, field: Asked) -> None:
        self._item = field.id.removeprefix("items.").removesuffix(".excluded")
        count = len(field.value) if isinstance(field.value, tuple) else 0
        self._count.setText(
            self.tr("You have left out %Ln record(s).", "", count)
            if count
            else self.tr("You have left nothing out.")
        )
        self.button.setText(self.tr("Look through them one by one"))
        self.button.setAccessibleName(f"{self.button.text()}. {field.label}")

    @override
    def focus_first(self) -> None:
        self.button.setFocus()


CONTROLS: Final[Mapping[FieldKind, type[Control]]] = {
    FieldKind.YES_NO: YesNo,
    FieldKind.CHOICE: OneOf,
    FieldKind.QUESTION: OneOf,
    FieldKind.SEVERAL: SomeOf,
    FieldKind.DAYS: Days,
    FieldKind.DAY: Day,
    FieldKind.RECORDS: LeftOutControl,
}
"""What each kind of field is answered with."""


def _check(button: QRadioButton, *, is_checked: bool) -> None:
    """Mark an answer or not; of a group in which one is chosen Qt lets none be unmarked."""
    button.setAutoExclusive(False)
    with setting(button):
        button.setChecked(is_checked)
    button.setAutoExclusive(True)
