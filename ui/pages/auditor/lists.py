"""One list of a package at a time, a sheet of lines at a time, newest first."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from ui.auditing import Section, Shown, Wanted
from ui.auditing_words import Line, headings
from ui.pages.auditor.line_table import LineTable
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.chips import Chips
from ui.widgets.empty import EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import QuietText
from ui.widgets.translated import Translated

_MOST_PROJECTS: Final = 12
"""More than these to choose from would be a page of its own."""


class Way(StrEnum):
    """Where the next sheet lies."""

    NEWER = "newer"
    OLDER = "older"


class PackageList(Translated, QWidget):
    """A table, what is shown of how much, and the ways to the sheets beside it."""

    row_opened = Signal(int)
    """The number of a line on this sheet, from 0."""

    turned = Signal(object)
    """A ``Way``."""

    def __init__(self) -> None:
        super().__init__()
        self._section = Section.RELEASES
        self.shown = QuietText()
        self.table = LineTable()
        self._frame = QFrame()
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(4, 4, 4, 4)  # room for the focus ring
        inside.addWidget(self.table)
        self.empty = EmptyState("list")
        self.newer_button, self.older_button = PlainButton(), PlainButton()
        below = FlowLayout()
        below.addWidget(self.newer_button)
        below.addWidget(self.older_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for part in (self.shown, self._frame, self.empty):
            column.addWidget(part)
        column.addLayout(below)
        self.table.row_opened.connect(self.row_opened)
        self.newer_button.clicked.connect(lambda: self.turned.emit(Way.NEWER))
        self.older_button.clicked.connect(lambda: self.turned.emit(Way.OLDER))
        self.retranslate()

    def show_lines(
        self, section: Section, lines: Sequence[Line], said: str, *, newer: bool, older: bool
    ) -> None:
        """Show a sheet.

        Args:
            section: What the lines are of.
            lines: Of this sheet.
            said: Which of how many they are.
            newer: Whether there is a newer sheet.
            older: Whether there is an older one.
        """
        self._section = section
        self.retranslate()
        self.shown.setText(said)
        self.shown.setVisible(bool(said))
        self.table.show_lines(lines, headings(section))
        self._frame.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self.newer_button.setVisible(newer)
        self.older_button.setVisible(older)

    def focus_row(self, row: int) -> None:
        """Put the keyboard on a line."""
        self.table.setFocus()
        self.table.go_to_row(row)

    @override
    def retranslate(self) -> None:
        self.newer_button.setText(self.tr("&Newer"))
        self.newer_button.setAccessibleName(self.tr("Newer lines"))
        self.older_button.setText(self.tr("&Older"))
        self.older_button.setAccessibleName(self.tr("Older lines"))
        names = {
            Section.RELEASES: self.tr("What was sent, newest first"),
            Section.DECISIONS: self.tr("Decisions, newest first"),
            Section.MANDATES: self.tr("Rights to decide, newest first"),
            Section.REFUSALS: self.tr("Refusals, newest first"),
            Section.WITHDRAWALS: self.tr("Withdrawals, newest first"),
            Section.ANSWERS: self.tr("Signed answers, newest first"),
        }
        self.table.setAccessibleName(names.get(self._section, self.tr("Events, newest first")))
        title, text = self._nothing()
        self.empty.set_words(title, text)

    def _nothing(self) -> tuple[str, str]:
        """Say kindly that a list is empty, and what would stand in it."""
        match self._section:
            case Section.RELEASES:
                return self.tr("Nothing was sent"), self.tr("No data have left the computer.")
            case Section.DECISIONS:
                return (
                    self.tr("Nothing was decided"),
                    self.tr("The package tells of no yes and of no other decision."),
                )
            case Section.REFUSALS:
                return (
                    self.tr("Nothing was refused"),
                    self.tr("Whatever was asked for was allowed, or nothing was asked for."),
                )
            case Section.WITHDRAWALS:
                return self.tr("Nothing was withdrawn"), self.tr("No consent was taken back.")
            case Section.ANSWERS:
                return (
                    self.tr("No recipient has answered"),
                    self.tr("Here stands what recipients have signed of the data they hold."),
                )
            case _:
                return (
                    self.tr("There are no such events"),
                    self.tr("Choose something else, or show everything."),
                )


class PackageFilters(Translated, Card):
    """Which events are shown: of what kind, and of which project."""

    changed = Signal()
    """The person chose something else: see ``wanted``."""

    def __init__(self) -> None:
        super().__init__()
        self._titles: dict[str, str] = {}
        self._about, self._of = QuietText(), QuietText()
        self.kinds, self.projects = Chips(), Chips()
        for label, chips in ((self._about, self.kinds), (self._of, self.projects)):
            row = QVBoxLayout()
            row.setSpacing(6)
            row.addWidget(label)
            row.addWidget(chips)
            self.body.addLayout(row)
            chips.chosen.connect(lambda _: self.changed.emit())
        self.retranslate()
        self.show_everything()

    @property
    def wanted(self) -> Wanted:
        """What is chosen."""
        return Wanted(Shown(self.kinds.current), self.projects.current)

    def offer_projects(self, titles: dict[str, str]) -> None:
        """Offer these projects: id → title."""
        self._titles = dict(list(titles.items())[:_MOST_PROJECTS])
        self.retranslate()

    def show_everything(self) -> None:
        """Leave nothing out, without telling."""
        self.kinds.choose(Shown.EVERYTHING)
        self.projects.choose("")

    @override
    def retranslate(self) -> None:
        self._about.setText(self.tr("What it is about"))
        self._of.setText(self.tr("Which project"))
        said = {
            Shown.EVERYTHING: self.tr("Everything"),
            Shown.CONSENTS: self.tr("Consents"),
            Shown.SENDINGS: self.tr("Sendings"),
            Shown.REFUSALS: self.tr("Refusals"),
            Shown.APPROVALS: self.tr("List and network"),
            Shown.VAULT: self.tr("The vault"),
            Shown.HIDDEN: self.tr("Hidden"),
        }
        self.kinds.set_chips([(str(key), words) for key, words in said.items()])
        chips = [("", self.tr("All projects")), *self._titles.items()]
        current = self.projects.current
        self.projects.set_chips(chips)
        self.projects.choose(current)
        for part in (self._of, self.projects):
            part.setVisible(bool(self._titles))
