"""A field for a passphrase: hidden, shown on wish, pasted if need be, never spoken."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from ui.widgets.buttons import PlainButton
from ui.widgets.fields import Field
from ui.widgets.labels import ErrorText, PlainLabel, QuietText
from ui.widgets.translated import Translated


class PassphraseField(Translated, QWidget):
    """A label, the field, a button that shows what is written, and what is wrong with it."""

    entered = Signal()
    """Enter was pressed in the field."""

    edited = Signal()
    """Something was written or removed."""

    def __init__(self) -> None:
        super().__init__()
        self.label = PlainLabel()
        self.field = _SecretField()
        self.label.setBuddy(self.field)
        self.show_button = PlainButton()
        self.show_button.setCheckable(True)
        self.capitals = QuietText()
        self.capitals.hide()
        self.error = ErrorText()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.show_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.label)
        layout.addLayout(row)
        layout.addWidget(self.capitals)
        layout.addWidget(self.error)
        self.field.returnPressed.connect(self.entered)
        self.field.textChanged.connect(self._on_changed)  # by hand, or dictated
        self.field.capitals_noticed.connect(self._on_capitals)
        self.show_button.toggled.connect(self._on_show_toggled)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Write every text of its own anew."""
        if self.show_button.isChecked():
            self.show_button.setText(self.tr("&Hide"))
            self.show_button.setAccessibleName(self.tr("Hide the passphrase"))
        else:
            self.show_button.setText(self.tr("&Show"))
            self.show_button.setAccessibleName(self.tr("Show the passphrase"))
        self.capitals.setText(self.tr("Caps Lock seems to be on."))

    def set_label(self, text: str) -> None:
        """Write what is asked for; ``&`` marks the letter that leads here."""
        self.label.setText(text)
        self.field.setAccessibleName(text.replace("&", ""))

    def say(self, error: str) -> None:
        """Write below the field what is wrong, or nothing."""
        self.error.say(error)
        self.field.setAccessibleDescription(error)

    def take(self) -> str:
        """Return what is written, and empty the field."""
        written = self.field.text()
        self.clear()
        return written

    def clear(self) -> None:
        """Empty the field, hide what will be written, and forget what was wrong."""
        self.field.clear()
        self.show_button.setChecked(False)
        self.say("")

    def _on_changed(self) -> None:
        self.say("")
        self.edited.emit()

    def _on_capitals(self, is_likely: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.capitals.setVisible(is_likely)

    def _on_show_toggled(self, is_shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.field.setEchoMode(mode)
        self.retranslate()


class _SecretField(Field):
    """Notices capitals that come without Shift; Qt has no way to ask for Caps Lock."""

    capitals_noticed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        if letter.isalpha() and letter.upper() != letter.lower():
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.capitals_noticed.emit(letter.isupper() != bool(shift))
        super().keyPressEvent(event)
