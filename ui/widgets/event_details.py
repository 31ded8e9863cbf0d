"""One event in full: in words, and what an auditor compares."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from datadonor.texts import Language
from ui import activity_words
from ui.activity import ActivityRow
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.facts import Facts
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import QuietText, SubHeading
from ui.widgets.translated import Translated


class EventDetails(Translated, QWidget):
    """Shows an ``ActivityRow``; the digests only on wish."""

    project_asked = Signal(str)
    """Show the project that the event is about."""

    project_only_asked = Signal(str)
    """Show the events of this project only."""

    def __init__(self) -> None:
        super().__init__()
        self._row: ActivityRow | None = None
        self._language = Language.ENGLISH
        self.sentence = SubHeading()
        self.facts = Facts()
        self.project_button = PlainButton()
        self.only_button = PlainButton()
        self.auditor_button = PlainButton()
        self.auditor_button.setCheckable(True)
        self._auditor = Card()
        self._auditor_words = QuietText()
        self.auditor_facts = Facts()
        self._lay_out()
        self.auditor_button.toggled.connect(self._auditor.setVisible)
        self.project_button.clicked.connect(lambda: self.project_asked.emit(self._project))
        self.only_button.clicked.connect(lambda: self.project_only_asked.emit(self._project))
        self.retranslate()

    def show_row(self, row: ActivityRow, language: Language) -> None:
        """Show an event."""
        self._row, self._language = row, language
        self.auditor_button.setChecked(False)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""
        self.project_button.setText(self.tr("Go to the &project"))
        self.only_button.setText(self.tr("Show &only events of this project"))
        self.auditor_button.setText(self.tr("For an &auditor"))
        self._auditor_words.setText(
            self.tr(
                "A digest is a number worked out from the text of the event. If one letter were "
                "changed, the number would be another."
            )
        )
        row = self._row
        if row is None:
            return
        self.sentence.setText(activity_words.sentence(row, self._language))
        self.facts.set_facts(list(activity_words.facts(row, self._language)))
        self.facts.setVisible(row.event is not None)
        self.auditor_facts.set_facts(list(activity_words.auditor_facts(row)))
        for button in (self.project_button, self.only_button):
            button.setVisible(bool(self._project))

    def focus_first(self) -> None:
        """Put the keyboard where the person begins."""
        first = self.project_button if self._project else self.auditor_button
        first.setFocus()

    @property
    def _project(self) -> str:
        event = None if self._row is None else self._row.event
        return "" if event is None or event.project is None else event.project

    def _lay_out(self) -> None:
        said = Card()
        said.body.addWidget(self.sentence)
        said.body.addSpacing(4)
        said.body.addWidget(self.facts)
        buttons = FlowLayout()
        buttons.addWidget(self.project_button)
        buttons.addWidget(self.only_button)
        self._auditor.body.addWidget(self._auditor_words)
        self._auditor.body.addWidget(self.auditor_facts)
        self._auditor.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(said)
        layout.addLayout(buttons)
        layout.addWidget(self.auditor_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._auditor)
