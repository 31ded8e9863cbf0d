"""A day, written as people write it."""

import re
from contextlib import suppress
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from datadonor.texts import Language
from ui.widgets.fields import Field
from ui.widgets.labels import ErrorText, Prose

_WRITTEN_DAY: Final = re.compile(r"([0-9]{1,2})[./ -]+([0-9]{1,2})[./ -]+([0-9]{4})")
"""3.5.2026, 3/5/2026, 3-5-2026 or 3 5 2026."""


class DayEntry(QWidget):
    """One day, written as people write it; empty is as was asked."""

    entered = Signal()
    """Another day than before, or none any more."""

    def __init__(self, label: str, language: Language) -> None:
        super().__init__()
        self.day: date | None = None
        self._language = language
        self._label = Prose()
        self._label.setText(label)
        self.field = Field()
        self.field.setMaxLength(20)
        self._label.setBuddy(self.field)
        self.error = ErrorText()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self._label, self.field, self.error):
            column.addWidget(part)
        column.addStretch(1)
        self.field.editingFinished.connect(self._on_finished)

    def show_day(self, day: date | None, about: str) -> None:
        """Show a day, unless the person is in the middle of writing something else."""
        self.field.setAccessibleName(f"{self._label.text()}. {about}")
        if day != self.day or not self.error.text():
            self.day = day
            self.field.setText("" if day is None else _written(day, self._language))

    def _on_finished(self) -> None:
        typed = self.field.text().strip()
        day = parse_day(typed) if typed else None
        is_wrong = bool(typed) and day is None
        self.error.say(self.tr("Write day, month and year, like 24.12.2026") if is_wrong else "")
        if not is_wrong and day != self.day:
            self.day = day
            self.entered.emit()


def parse_day(typed: str) -> date | None:
    """Read a day as it is written in Denmark and Britain, or as 2026-05-03; nothing else is one."""
    found = _WRITTEN_DAY.fullmatch(typed)
    with suppress(ValueError):
        if found is not None:
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(typed)
    return None


def _written(day: date, language: Language) -> str:
    sign = "." if language is Language.DANISH else "/"
    return f"{day.day}{sign}{day.month}{sign}{day.year}"
