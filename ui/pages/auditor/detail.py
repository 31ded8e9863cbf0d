"""One thing that a package tells, in full: in words, with the exact text, and for comparing."""

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from consent.agreement import parts_of
from ui.auditing_words import Detail
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.facts import Facts
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import QuietText, SubHeading
from ui.widgets.reading import Reading
from ui.widgets.translated import Translated


class PackageDetail(Translated, QWidget):
    """Shows a ``Detail``; the numbers for comparing only on wish."""

    event_asked = Signal(int)
    """Show what stands at a place of the log."""

    def __init__(self) -> None:
        super().__init__()
        self._detail: Detail | None = None
        self._reading: Reading | None = None
        self.sentence = SubHeading()
        self.facts = Facts()
        self.event_button = PlainButton()
        self._words_title = SubHeading()
        self._words_note = QuietText()
        self._words = Card()
        self.numbers_button = PlainButton()
        self.numbers_button.setCheckable(True)
        self._numbers = Card()
        self._numbers_note = QuietText()
        self.numbers = Facts()
        self._lay_out()
        self.event_button.clicked.connect(self._on_event)
        self.numbers_button.toggled.connect(self._numbers.setVisible)
        self.retranslate()

    def show_detail(self, detail: Detail) -> None:
        """Show one thing."""
        self._detail = detail
        self.sentence.setText(detail.sentence)
        self.facts.set_facts(detail.facts)
        self.facts.setVisible(bool(detail.facts))
        self.numbers.set_facts(detail.numbers)
        self.numbers_button.setChecked(False)
        self._show_words(detail.words)
        self.retranslate()

    def focus_first(self) -> None:
        """Put the keyboard where the person begins."""
        is_first = self._detail is not None and self._detail.leads_to is not None
        (self.event_button if is_first else self.numbers_button).setFocus()

    @override
    def retranslate(self) -> None:
        self._words_title.setText(self.tr("The exact words"))
        self._words_note.setText(self.tr("This text was shown before the answer was given."))
        self.numbers_button.setText(self.tr("&Numbers for comparing"))
        self._numbers_note.setText(
            self.tr(
                "A digest is a number worked out from a text or a file. If one letter were "
                "changed, the number would be another."
            )
        )
        leads_to = None if self._detail is None else self._detail.leads_to
        self.event_button.setVisible(leads_to is not None)
        if leads_to is not None:
            said = self.tr("Show event %1").replace("%1", QLocale().toString(leads_to))
            self.event_button.setText(said)

    def _show_words(self, words: str) -> None:
        if self._reading is not None:
            self._words.body.removeWidget(self._reading)
            self._reading.hide()
            self._reading.deleteLater()
            self._reading = None
        if words:
            self._reading = Reading(parts_of(words))
            self._words.body.addWidget(self._reading)
        self._words.setVisible(bool(words))

    def _on_event(self) -> None:
        if self._detail is not None and self._detail.leads_to is not None:
            self.event_asked.emit(self._detail.leads_to)

    def _lay_out(self) -> None:
        said = Card()
        said.body.addWidget(self.sentence)
        said.body.addSpacing(4)
        said.body.addWidget(self.facts)
        self._words.body.addWidget(self._words_title)
        self._words.body.addWidget(self._words_note)
        self._words.body.addSpacing(4)
        self._numbers.body.addWidget(self._numbers_note)
        self._numbers.body.addWidget(self.numbers)
        self._numbers.hide()
        buttons = FlowLayout()
        buttons.addWidget(self.event_button)
        buttons.addWidget(self.numbers_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(said)
        column.addLayout(buttons)
        column.addWidget(self._numbers)
        column.addWidget(self._words)
