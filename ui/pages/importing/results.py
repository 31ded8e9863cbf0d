"""What came of one file: new, already there, not read; the list stays in this window."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from datadonor.records.labels import category_label
from datadonor.sources.pipeline import Report
from datadonor.sources.report_words import (
    done_sentence,
    more_sentence,
    note_sentences,
    unreadable_label,
    unreadable_sentence,
)
from datadonor.texts import Language
from ui.translation import LOCALES
from ui.widgets.cards import Card
from ui.widgets.facts import Facts
from ui.widgets.labels import Prose, QuietText, SubHeading

PLACES_SHOWN: Final = 100


class ResultCard(Card):
    """One report."""

    def __init__(self, report: Report, language: Language) -> None:
        super().__init__()
        self._add(SubHeading(), done_sentence(report, language))
        if report.by_category:
            locale = LOCALES[language]
            facts = Facts()
            most_first = sorted(report.by_category.items(), key=lambda pair: -pair[1])
            facts.set_facts(
                [(category_label(name, language), locale.toString(n)) for name, n in most_first]
            )
            self.body.addWidget(facts)
        for sentence in note_sentences(report, language):
            self._add(QuietText(), sentence)
        unreadable = unreadable_sentence(report, language)
        if unreadable is not None:
            self._add(Prose(), unreadable)
            self._add(QuietText(), self._places(report, language))

    def _places(self, report: Report, language: Language) -> str:
        shown = report.unreadable[:PLACES_SHOWN]
        lines = [unreadable_label(each, language) for each in shown]
        left = report.unreadable_count - len(shown)
        if left:
            lines.append(more_sentence(left, language))
        return "\n".join(lines)

    def _add(self, label: SubHeading | Prose, sentence: str) -> None:
        label.setText(sentence)
        self.body.addWidget(label)


def results(reports: Sequence[Report], language: Language) -> QWidget:
    """Return a card for each report, below each other."""
    whole = QWidget()
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(16)
    for report in reports:
        layout.addWidget(ResultCard(report, language))
    return whole
