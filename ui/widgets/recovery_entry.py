"""One field for 24 recovery words in any layout, and what is wrong with them as one writes."""

from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from datadonor.vault.recovery import WORD_COUNT, RecoveryWords
from ui.announce import announce
from ui.recovery_words import Fault, Reading, read_words, replace_word
from ui.style import RADIUS
from ui.widgets.banner import tokens_of
from ui.widgets.buttons import PlainButton
from ui.widgets.labels import ErrorText, PlainLabel, QuietText
from ui.widgets.translated import Translated

_LINES: Final = 5
_ROOM: Final = 6


class RecoveryEntry(Translated, QWidget):
    """Counts along, names the first word that is none, and offers the nearest one."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._said = ""  # by the page: what the vault answered
        self._is_finished = False  # the person has gone on once
        self._reading = read_words("")
        self._label = PlainLabel()
        self.field = _Area()
        self._label.setBuddy(self.field)
        self.count = QuietText()
        self.error = ErrorText()
        self.fix_button = PlainButton()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in (self._label, self.field, self.count, self.error):
            layout.addWidget(part)
        layout.addWidget(self.fix_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.field.textChanged.connect(self._on_text_changed)
        self.fix_button.clicked.connect(self._on_fix)
        self._set_height()
        self.retranslate()

    def take(self) -> RecoveryWords | None:
        """Return the words, or say what is missing."""
        self._is_finished = True
        self._read()
        words = self._reading.words
        if words is None:
            self.focus_first()
            announce(self.field, self.error.text())
        return words

    def say(self, error: str) -> None:
        """Write below the field what the vault said of the words."""
        self._said = error
        self.retranslate()
        announce(self.field, error)

    def clear(self) -> None:
        """Forget the words."""
        self._is_finished = False
        self._said = ""
        self.field.clear()
        self._read()

    def focus_first(self) -> None:
        """Put the keyboard into the field."""
        self.field.setFocus()

    @override
    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""
        self._label.setText(self.tr("Your recovery &words"))
        self.field.setAccessibleName(self.tr("Your recovery words"))
        reading = self._reading
        self.count.setText(
            self.tr("%1 of %2 words")
            .replace("%1", str(reading.count))
            .replace("%2", str(WORD_COUNT))
        )
        self.error.say(self._said or self._fault(reading))
        self.field.setAccessibleDescription(self.error.text())
        self.fix_button.setVisible(bool(reading.nearest))
        self.fix_button.setText(self.tr("&Use “%1”").replace("%1", reading.nearest))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._set_height()

    def _fault(self, reading: Reading) -> str:
        """Say what is wrong; that words are missing only once the person has gone on."""
        match reading.fault:
            case Fault.NOT_A_WORD:
                said = self.tr("Word number %1, “%2”, is not one of the words on the sheets.")
                if reading.nearest:
                    said = self.tr(
                        "Word number %1, “%2”, is not one of the words on the sheets. Is it “%3”?"
                    )
                facts = (str(reading.number), reading.written, reading.nearest)
                for index, fact in enumerate(facts, start=1):
                    said = said.replace(f"%{index}", fact)
                return said
            case Fault.TOO_MANY:
                more = reading.count - WORD_COUNT
                return self.tr("There are %n word(s) too many. Is one written twice?", "", more)
            case Fault.TOO_FEW if self._is_finished:
                missing = WORD_COUNT - reading.count
                return self.tr("There are still %n word(s) missing.", "", missing)
            case Fault.NOT_TOGETHER:
                return self.tr(
                    "All are real words, but they do not belong together. Check the order, and "
                    "that each is copied rightly."
                )
        return ""

    def _on_text_changed(self) -> None:
        self._said = ""
        self._is_finished = False
        self._read()
        self.edited.emit()

    def _read(self) -> None:
        text = self.field.toPlainText()
        cursor = self.field.textCursor()
        is_at_end = cursor.position() == len(text) and text[-1:].isalpha()
        is_complete = self._is_finished or not (is_at_end and self.field.hasFocus())
        self._reading = read_words(text, is_complete=is_complete)
        self.retranslate()

    def _on_fix(self) -> None:
        reading = self._reading
        if reading.nearest:
            text = self.field.toPlainText()
            self.field.setPlainText(replace_word(text, reading.number, reading.nearest) + " ")
            self.field.moveCursor(self.field.textCursor().MoveOperation.End)
            self.focus_first()

    def _set_height(self) -> None:
        if hasattr(self, "field"):  # Qt's constructor calls changeEvent
            around = 2 * (_ROOM + round(self.field.document().documentMargin()))
            self.field.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES + around)


class _Area(QPlainTextEdit):
    """Several lines, in the same frame as a field of one line."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportMargins(_ROOM, _ROOM, _ROOM, _ROOM)

    @override
    def event(self, event: QEvent) -> bool:
        is_done = super().event(event)
        if event.type() == QEvent.Type.Paint:
            # Around the text: what is painted in paintEvent lands on the text itself.
            tokens = tokens_of(self)
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tokens.border), 1))
            painter.setBrush(QColor(tokens.surface))
            box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        return is_done
