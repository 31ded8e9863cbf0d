"""One record of the table with every field: with you, what is sent, and the rule between."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from datadonor.texts import Language, text
from ui.preview_rows import FieldLine, Row
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.labels import Prose, QuietText, SubHeading
from ui.widgets.reading_order import read_in_order


class PreviewRecord(Card):
    """The record that the table stands on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: Row | None = None
        self._language = Language.ENGLISH
        self.title = SubHeading()
        self.note = QuietText()
        self.bytes_button = PlainButton()
        self.bytes_button.setCheckable(True)
        self.content = ContentView()
        self._lines: list[tuple[SubHeading, Prose, QuietText]] = []
        self._fields = QVBoxLayout()
        self._fields.setSpacing(16)
        self.body.addWidget(self.title)
        self.body.addWidget(self.note)
        self.body.addLayout(self._fields)
        self.body.addWidget(self.bytes_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.content)
        self.content.hide()
        self.bytes_button.toggled.connect(self._on_toggled)

    def retranslate(self) -> None:
        """Write every text that does not depend on the record."""
        self._name_button(is_open=self.bytes_button.isChecked())
        self.content.setAccessibleName(self.tr("The record as it stands in the file"))
        if self._row is not None:
            self.show_record(self._row, self._language)

    def show_record(self, row: Row, language: Language) -> None:
        """Show every field of a record."""
        self._row, self._language = row, language
        self.title.setText(self.tr("The record you are on: %1").replace("%1", row.title))
        self.note.setText(
            self.tr("It sums up several of your measurements, so it cannot be left out by itself.")
        )
        self.note.setVisible(row.record is None and bool(row.lines) and row.lines[0].before is None)
        self._show_fields(row.fields)
        self.content.setPlainText(row.content)

    def _show_fields(self, fields: tuple[FieldLine, ...]) -> None:
        while len(self._lines) > len(fields):
            for part in self._lines.pop():
                self._fields.removeWidget(part)
                part.hide()
                part.deleteLater()
        while len(self._lines) < len(fields):
            parts = (SubHeading(), Prose(), QuietText())
            self._lines.append(parts)
            column = QVBoxLayout()
            column.setSpacing(2)
            for part in parts:
                column.addWidget(part)
            self._fields.addLayout(column)
        read_in_order(self.bytes_button, self.content)  # below the lines, made after them
        for (label, told, why), field in zip(self._lines, fields, strict=True):
            label.setText(f"{field.label[:1].upper()}{field.label[1:]}")
            before = field.before or "–"
            after = field.after or text("donation.preview.not_sent", self._language)
            told.setText(f"{before} → {after}")
            why.setText(field.why)

    def _on_toggled(self, is_open: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._name_button(is_open=is_open)
        self.content.setVisible(is_open)

    def _name_button(self, *, is_open: bool) -> None:
        name = self.tr("Hide the record as it stands in the file")
        if not is_open:
            name = self.tr("Show the record as it stands in the file")
        self.bytes_button.setText(name)


class ContentView(QPlainTextEdit):
    """Bytes of a file as text: to be read, not written, and wrapped at any sign."""

    _LINES = 12

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        option = self.document().defaultTextOption()
        option.setWrapMode(option.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        self.set_height()

    def set_height(self) -> None:
        """Take the room of some lines, whatever the text size."""
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * self._LINES)
