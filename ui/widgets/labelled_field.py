"""A field with what is asked for above it, a hint below, and what is wrong with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.fields import Field
from ui.widgets.labels import ErrorText, PlainLabel, QuietText


class LabelledField(QWidget):
    """One line of text."""

    entered = Signal()
    """Enter was pressed in the field."""

    def __init__(self) -> None:
        super().__init__()
        self.label = PlainLabel()
        self.label.setWordWrap(True)
        self.field = Field()
        self.label.setBuddy(self.field)
        self.hint = QuietText()
        self.error = ErrorText()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for part in (self.label, self.field, self.hint, self.error):
            layout.addWidget(part)
        self.field.returnPressed.connect(self.entered)
        self.field.textChanged.connect(lambda _: self.say(""))  # by hand, or dictated

    def set_words(self, label: str, hint: str = "") -> None:
        """Write what is asked for; ``&`` marks the letter that leads here."""
        self.label.setText(label)
        self.field.setAccessibleName(label.replace("&", ""))
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.field.setAccessibleDescription(self.error.text() or hint)

    def say(self, error: str) -> None:
        """Write below the field what is wrong, or nothing."""
        self.error.say(error)
        self.field.setAccessibleDescription(error or self.hint.text())

    def text(self) -> str:
        """Return what is written, without blanks around it."""
        return self.field.text().strip()

    def clear(self) -> None:
        """Empty the field, and forget what was wrong."""
        self.field.clear()
        self.say("")
