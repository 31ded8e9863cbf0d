"""The recovery words on the screen: to print or save them, and to show that one has them."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from datadonor.errors import DatadonorError
from datadonor.vault.recovery import RecoveryWords
from ui.announce import announce
from ui.choosing import choose_file_to_save
from ui.printing import print_document
from ui.recovery_sheet import numbered_words, save_sheet, sheet_html
from ui.recovery_words import draw_two, is_same_word
from ui.session import Session
from ui.tasks import Changes
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.fields import Field
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import ErrorText, PlainLabel, QuietText
from ui.widgets.translated import Translated

_COLUMN_CHARACTERS: Final = 17
_MOST_COLUMNS: Final = 3
_PRINTED_POINTS: Final = 12.0


class RecoverySheet(QWidget):
    """Shows the words, prints them and saves them. Holds them only until ``clear``."""

    failed = Signal(object)
    """A ``DatadonorError``: the sheet was not saved."""

    def __init__(self, session: Session, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self._session = session
        self._today = today
        self._words: RecoveryWords | None = None
        self._done = ""
        self._card = Card()
        self._grid = WordGrid()
        self._card.body.addWidget(self._grid)
        self.print_button = PlainButton()
        self.save_button = PlainButton()
        self.status = QuietText()
        buttons = FlowLayout()
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self._card)
        layout.addLayout(buttons)
        layout.addWidget(self.status)
        self.print_button.clicked.connect(self._on_print)
        self.save_button.clicked.connect(self._on_save)
        self.retranslate()

    def show_words(self, words: RecoveryWords) -> None:
        """Show these words."""
        self._words = words
        self._done = ""
        self._grid.show_words(numbered_words(words))
        self.retranslate()

    def clear(self) -> None:
        """Forget the words."""
        self._words = None
        self._done = ""
        self._grid.show_words(())
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""
        self.print_button.setText(self.tr("&Print …"))
        self.print_button.setAccessibleName(self.tr("Print … the sheet with the words"))
        self.save_button.setText(self.tr("&Save as PDF …"))
        self.save_button.setAccessibleName(self.tr("Save as PDF … the sheet with the words"))
        said = {
            "": "",
            "printed": self.tr("The sheet has been sent to the printer."),
            "saved": self.tr("The sheet has been saved. Print it, and then delete the file."),
        }
        self.status.setText(said[self._done])
        self.status.setVisible(bool(self._done))

    def _on_print(self) -> None:
        if self._words is None:
            return
        document = QTextDocument()
        font = QFont(self.font())
        font.setPointSizeF(_PRINTED_POINTS)
        document.setDefaultFont(font)
        document.setHtml(sheet_html(self._words, self._session.language))
        if print_document(self, document):
            self._tell("printed")

    def _on_save(self) -> None:
        if self._words is None:
            return
        file = choose_file_to_save(
            self,
            self.tr("Where should the sheet be saved?"),
            self.tr("recovery-words.pdf"),
            self.tr("PDF (*.pdf)"),
        )
        if file is None:
            return
        words, language, today = self._words, self._session.language, self._today()
        self.save_button.setEnabled(False)
        self._session.tasks.run_command(
            lambda: save_sheet(file, words, language, today),
            Changes(),
            lambda _: self._on_saved(),
            self._on_not_saved,
        )

    def _on_saved(self) -> None:
        self.save_button.setEnabled(True)
        self._tell("saved")

    def _on_not_saved(self, error: DatadonorError) -> None:
        self.save_button.setEnabled(True)
        self.failed.emit(error)

    def _tell(self, done: str) -> None:
        self._done = done
        self.retranslate()
        announce(self, self.status.text())


class WordGrid(QWidget):
    """Numbered words in columns that are read downwards; fewer columns where it is narrow."""

    def __init__(self) -> None:
        super().__init__()
        self._labels: list[PlainLabel] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)

    def show_words(self, words: tuple[tuple[int, str], ...]) -> None:
        """Show these in the place of those before."""
        for label in self._labels:
            self._grid.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._labels = [PlainLabel(f"{number}. {word}") for number, word in words]
        self._columns = 0
        self._arrange()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._arrange()

    def _arrange(self) -> None:
        column = self.fontMetrics().averageCharWidth() * _COLUMN_CHARACTERS
        columns = max(min(self.width() // column, _MOST_COLUMNS), 1)
        if columns == self._columns:
            return
        self._columns = columns
        rows = -(-len(self._labels) // columns)
        for label in self._labels:
            self._grid.removeWidget(label)
        for place, label in enumerate(self._labels):
            self._grid.addWidget(label, place % rows, place // rows, Qt.AlignmentFlag.AlignLeft)
        for index in range(_MOST_COLUMNS):
            self._grid.setColumnStretch(index, 1 if index < columns else 0)


class AskedBack(Translated, QWidget):
    """Asks for two of the words, drawn by lot: who has the sheet can say them."""

    entered = Signal()
    """Enter was pressed in the last field."""

    def __init__(self) -> None:
        super().__init__()
        self._words: tuple[tuple[int, str], ...] = ()
        self._wrong = [False, False]
        self._labels = [PlainLabel(), PlainLabel()]
        self.fields = [Field(), Field()]
        self.errors = [ErrorText(), ErrorText()]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for label, field, error in zip(self._labels, self.fields, self.errors, strict=True):
            label.setBuddy(field)
            for part in (label, field, error):
                layout.addWidget(part)
            layout.addSpacing(8)
        self.fields[0].returnPressed.connect(self.fields[1].setFocus)
        self.fields[1].returnPressed.connect(self.entered)
        self._set_width()
        self.retranslate()

    def ask(self, words: RecoveryWords, numbers: tuple[int, int] | None = None) -> None:
        """Ask for two words.

        Args:
            words: Of the sheet.
            numbers: Which ones, from 1; drawn by lot if it is not said.
        """
        asked = numbers or draw_two()
        self._words = tuple(pair for pair in numbered_words(words) if pair[0] in asked)
        self._wrong = [False, False]
        for field in self.fields:
            field.clear()
        self.retranslate()

    def is_right(self) -> bool:
        """Say whether both are right; beside each that is not stands what to do."""
        self._wrong = [
            not is_same_word(field.text(), word)
            for field, (_, word) in zip(self.fields, self._words, strict=True)
        ]
        self.retranslate()
        for field, error, is_wrong in zip(self.fields, self.errors, self._wrong, strict=True):
            if is_wrong:
                field.setFocus()
                field.selectAll()
                announce(field, error.text())
                return False
        return True

    def clear(self) -> None:
        """Forget the words."""
        self._words = ()
        for field in self.fields:
            field.clear()

    def focus_first(self) -> None:
        """Put the keyboard where the person begins."""
        self.fields[0].setFocus()

    @override
    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""
        for index, (number, _) in enumerate(self._words):
            label = self.tr("Word number %1").replace("%1", str(number))
            self._labels[index].setText(label)
            self.fields[index].setAccessibleName(label)
            said = self.tr("That is not word number %1 on your sheet. Look again.")
            error = said.replace("%1", str(number)) if self._wrong[index] else ""
            self.errors[index].say(error)
            self.fields[index].setAccessibleDescription(error)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._set_width()

    def _set_width(self) -> None:
        if not hasattr(self, "fields"):
            return  # Qt's constructor calls changeEvent
        for field in self.fields:
            field.setMaximumWidth(self.fontMetrics().averageCharWidth() * 30)
