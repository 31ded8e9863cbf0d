"""What came of receiving, in words: of one bundle, or of a whole inbox."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from datadonor.texts import Language
from export.receiving.desk import Report
from ui.researching import matter_sentence, report_sentences
from ui.researching_bundles import Collected, Received
from ui.widgets.bullets import entry_row
from ui.widgets.cards import Card
from ui.widgets.facts import Facts
from ui.widgets.folder_row import short_path
from ui.widgets.labels import Prose, SubHeading
from ui.widgets.project_parts import marked


class ReceivedCard(Card):
    """One bundle that is right in every byte."""

    def __init__(self, received: Received) -> None:
        super().__init__()
        title, facts = SubHeading(), Facts()
        title.setText(self.tr("The bundle is in order"))
        folder = received.folder
        facts.set_facts(
            [
                (self.tr("Project"), received.project),
                (self.tr("Donor"), received.pseudonym),
                (self.tr("Number"), str(received.sequence)),
                (self.tr("Files in it"), str(received.files)),
                (self.tr("Lies open in"), "" if folder is None else short_path(folder)),
            ]
        )
        self.body.addWidget(title)
        self.body.addWidget(facts)
        if received.has_gap:
            said = Prose()
            said.setText(
                self.tr(
                    "It is not the first bundle of this donor. Which came before, only emptying "
                    "the inbox keeps track of."
                )
            )
            self.body.addWidget(said)


class ReportCard(Card):
    """What one emptying of the inbox did, and what a person should look at."""

    def __init__(self, report: Report, inbox: Path, language: Language) -> None:
        super().__init__()
        title = SubHeading()
        title.setText(self.tr("What was done with “%1”").replace("%1", inbox.name))
        self.body.addWidget(title)
        for sentence in report_sentences(report, language):
            self.body.addLayout(entry_row(sentence))
        if report.matters:
            look = SubHeading()
            look.setText(self.tr("A person should look at this"))
            self.body.addWidget(look)
        for matter in report.matters:
            whose = "" if matter.whose is None else f"{matter.whose[0]} / {matter.whose[1]}"
            number = self.tr("File %1 …").replace("%1", matter.sha256[:12])
            detail = "\n".join(filter(None, (whose, number)))
            sentence = matter_sentence(matter, language)
            self.body.addLayout(marked("triangle-alert", sentence, detail))


Result = Received | Collected


def result_card(result: Result, language: Language) -> QWidget:
    """Return the card of a result."""
    if isinstance(result, Received):
        return ReceivedCard(result)
    return ReportCard(result.report, result.inbox, language)
