"""One recipient on its card: who it is, why it is approved, or since when it no longer is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from datadonor.texts import Language
from ui.calendar_words import day_label
from ui.recipient_cards import ForProject, RecipientCard
from ui.widgets.cards import Card
from ui.widgets.facts import Facts
from ui.widgets.icons import Icon
from ui.widgets.labels import Caption, Prose, QuietText, SubHeading
from ui.widgets.reading import Strong


class ApprovedCard(Card):
    """One recipient: who, why, until when, and the words that its key is known by."""

    def __init__(self, recipient: RecipientCard, language: Language) -> None:
        super().__init__()
        title, kind = SubHeading(), QuietText()
        title.setText(recipient.name)
        kind.setText(self._kind(recipient.kind))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Icon("building-2", 1.2), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(title, 1)
        self.body.addLayout(head)
        self.body.addWidget(kind)
        facts = Facts()
        facts.set_facts(
            [
                (self.tr("Approved until"), day_label(recipient.until, language)),
                *((_NUMBERS.get(name, name), said) for name, said in recipient.identifiers),
            ]
        )
        self.body.addWidget(facts)
        self._add_reasons(recipient, language)
        self._add_key(recipient)

    def _add_reasons(self, recipient: RecipientCard, language: Language) -> None:
        why = Strong()
        why.setText(self.tr("Why it is approved"))
        self.body.addWidget(why)
        if not recipient.projects:
            said = Prose()
            said.setText(
                self.tr("Those who keep the list have approved it. It has no project on it yet.")
            )
            self.body.addWidget(said)
        for project in recipient.projects:
            said = Prose()
            said.setText(self._reason(project, language))
            self.body.addWidget(said)

    def _reason(self, project: ForProject, language: Language) -> str:
        if project.ethics is None:
            said = self.tr("For the project “%1”. It names no approval by an ethics committee.")
            return said.replace("%1", project.title)
        said = self.tr("For the project “%1”. %2 approved it %3, case number %4.")
        facts = (
            project.title,
            project.ethics.committee,
            day_label(project.ethics.approved_on, language),
            project.ethics.case_number,
        )
        for number, fact in enumerate(facts, start=1):
            said = said.replace(f"%{number}", fact)
        return said

    def _add_key(self, recipient: RecipientCard) -> None:
        for words in recipient.key_words:
            title, said, note = Strong(), Prose(), Caption()
            title.setText(self.tr("The recipient's key, as twelve words"))
            said.setText(" ".join(words))
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            note.setText(
                self.tr(
                    "Everyone who uses the same list sees the same words, in every language. If "
                    "somebody reads other words to you, it is another key."
                )
            )
            for part in (title, said, note):
                self.body.addWidget(part)

    def _kind(self, kind: str) -> str:
        known = {
            "hospital": self.tr("Hospital"),
            "university": self.tr("University"),
            "company": self.tr("Company"),
            "authority": self.tr("Public authority"),
            "public_authority": self.tr("Public authority"),
            "registry": self.tr("Register"),
            "foundation": self.tr("Foundation"),
            "association": self.tr("Association"),
            "patient_association": self.tr("Patients' association"),
        }
        return known.get(kind, kind.replace("_", " ").capitalize())


_NUMBERS = {"cvr": "CVR", "ror": "ROR"}
"""Public registers of organisations; their names are the same in both languages."""


class StoppedCard(Card):
    """What is approved no longer: since when, and why."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._since, self._why = SubHeading(), Prose(), Prose()
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Icon("octagon-x", 1.2), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        self.body.addLayout(head)
        self.body.addWidget(self._since)
        self.body.addWidget(self._why)

    def say(self, title: str, since: str, why: str) -> None:
        """Write it."""
        self._title.setText(title)
        self._since.setText(since)
        self._why.setText(why)
        self._why.setVisible(bool(why))


class FormerCard(StoppedCard):
    """A recipient that was taken off the list, or whose time has run out."""

    def __init__(self, recipient: RecipientCard, language: Language) -> None:
        super().__init__()
        if recipient.stopped_on is None:
            since = self.tr("The approval ran out %1.")
            self.say(recipient.name, since.replace("%1", day_label(recipient.until, language)), "")
            return
        since = self.tr("The approval was taken back %1.")
        why = self.tr("Reason: %1").replace("%1", recipient.stopped_why)
        self.say(
            recipient.name, since.replace("%1", day_label(recipient.stopped_on, language)), why
        )
