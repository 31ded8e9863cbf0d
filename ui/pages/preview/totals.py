"""What all of it comes to, and the fingerprint of exactly this."""

from PySide6.QtWidgets import QWidget

from datadonor.records.categories import CategoryId
from datadonor.records.labels import category_label
from datadonor.texts import Language, text
from export.donation_words import size_in_words
from ui.jobs import Job, Progress
from ui.previewing import Totals
from ui.translation import LOCALES
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.facts import Facts
from ui.widgets.labels import Prose, QuietText, SubHeading
from ui.widgets.page import add_titled
from ui.widgets.progress import ProgressPanel, numbers

_GROUP = 8


class PreviewTotals(Card):
    """Shows how far the walk is, then what it found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = SubHeading()
        self.progress = ProgressPanel()
        self.stopped = Prose()
        self.again_button = PlainButton()
        self.facts = Facts()
        self.print_title = SubHeading()
        self.fingerprint = Prose()
        self.meaning = QuietText()
        self.body.addWidget(self.title)
        for part in (self.progress, self.stopped, self.again_button, self.facts):
            self.body.addWidget(part)
        self.body.addSpacing(8)
        add_titled(self.body, self.print_title, self.fingerprint, self.meaning)
        self.show_nothing()

    def retranslate(self) -> None:
        """Write every text that does not depend on what was found."""
        self.title.setText(self.tr("What it comes to"))
        self.stopped.setText(
            self.tr("You stopped the count. Nothing can be sent until it has been done.")
        )
        self.again_button.setText(self.tr("Count &again"))
        self.print_title.setText(self.tr("The fingerprint of exactly this"))
        self.meaning.setText(
            self.tr(
                "If anything in what is sent were changed, the fingerprint would be another. "
                "The program compares it once more before anything leaves."
            )
        )

    def show_nothing(self) -> None:
        """Wait for the walk to begin."""
        self._show(has_stopped=False, is_known=False)

    def follow(self, job: Job) -> None:
        """Show how far the walk is."""
        self.show_nothing()
        self.progress.follow(job, self._words)

    def show_stopped(self) -> None:
        """Say that the walk was given up, and offer it again."""
        self._show(has_stopped=True, is_known=False)

    def show_totals(self, totals: Totals, recipient: str, title: str, language: Language) -> None:
        """Show what the walk found."""
        locale = LOCALES[language]
        lines = [
            f"{category_label(CategoryId(name), language)}: {locale.toString(count)}"
            for name, count in totals.by_category
        ]
        size = size_in_words(totals.size_bytes, language)
        summed = text("donation.preview.summed", language) if totals.is_summed else ""
        self.facts.set_facts(
            [
                (self.tr("Recipient"), recipient),
                (self.tr("Project"), title),
                (self.tr("Records in all"), locale.toString(totals.records)),
                (self.tr("Of these"), "\n".join(lines)),
                (self.tr("To know"), summed),
                (self.tr("Size"), size),
            ]
        )
        self.fingerprint.setText(in_groups(totals.digest))
        name = self.tr("The fingerprint of exactly this: %1")
        self.fingerprint.setAccessibleName(name.replace("%1", in_groups(totals.digest)))
        self._show(has_stopped=False, is_known=True)

    def _words(self, progress: Progress) -> str:
        if not progress.done:
            return self.tr("All of it is being gone through …")
        said = self.tr("All of it is being gone through: %1 records so far.")
        if progress.total is not None:
            said = self.tr("All of it is being gone through: %1 records.")
        return said.replace("%1", numbers(progress))

    def _show(self, *, has_stopped: bool, is_known: bool) -> None:
        given_up: tuple[QWidget, ...] = (self.stopped, self.again_button)
        found: tuple[QWidget, ...] = (
            self.facts, self.print_title, self.fingerprint, self.meaning,
        )  # fmt: skip
        for part in given_up:
            part.setVisible(has_stopped)
        for part in found:
            part.setVisible(is_known)


def in_groups(digest: str) -> str:
    """Write a fingerprint so that it can be read aloud and wrapped: eight signs at a time."""
    return " ".join(digest[at : at + _GROUP] for at in range(0, len(digest), _GROUP))
