"""What a package was found to be: the verdict, what was checked, and one part at a time."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from export.audit_package.account import Account
from export.audit_package.account_entries import Verdict
from ui.announce import announce
from ui.auditing import PAGE_ROWS, EventSheet, Examined, Section
from ui.auditing_words import Line, event_line, line, summary
from ui.pages.auditor.findings import FindingCards
from ui.pages.auditor.lists import PackageFilters, PackageList, Way
from ui.widgets.banner import Banner, Kind
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.chips import Chips
from ui.widgets.facts import Facts
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import SubHeading
from ui.widgets.page import add_titled
from ui.widgets.translated import Translated

_KINDS: Final = {
    Verdict.WHOLE: Kind.OK,
    Verdict.WRONG: Kind.WARNING,
    Verdict.TAMPERED: Kind.ERROR,
}


class PackageView(Translated, QWidget):
    """Shows an ``Account``. Sheets of events are asked for, since reading them takes a while."""

    line_opened = Signal(object, int)
    """A ``Section``, and the number of a line in it, from 0."""

    event_opened = Signal(int)
    """A place in the log."""

    sheet_wanted = Signal(object)
    """Read the events before a place, or from the newest on; answered by ``show_sheet``."""

    moved = Signal()
    """Another sheet is shown: its top should be seen."""

    def __init__(self) -> None:
        super().__init__()
        self._account: Account | None = None
        self._examined: Examined | None = None
        self._sheet: EventSheet | None = None
        self._trail: list[int | None] = []  # what the newer sheets of events were asked with
        self._page = 0  # of the lines of another section
        self._lands = False  # whether the keyboard goes to the first line of the next sheet
        self.verdict = Banner()
        self._checked = Card()
        self._checked_title = SubHeading()
        self.facts = Facts()
        self.numbers_button = PlainButton()
        self.numbers_button.setCheckable(True)
        self.numbers = Facts()
        self._told_title = SubHeading()
        self.sections = Chips()
        self.findings = FindingCards()
        self._event_buttons = QWidget()
        self.filter_button, self.everything_button = PlainButton(), PlainButton()
        self.filter_button.setCheckable(True)
        self.filters = PackageFilters()
        self.list = PackageList()
        self._lay_out()
        self._connect()
        self.retranslate()

    def show_account(self, account: Account, examined: Examined, *, is_new: bool) -> None:
        """Show what was found.

        Args:
            account: In the language in force.
            examined: The package.
            is_new: Whether it is another package than before.
        """
        self._account, self._examined = account, examined
        if is_new:
            self._trail, self._page, self._sheet = [], 0, None
            self.filters.show_everything()
            self.filter_button.setChecked(False)
            self.numbers_button.setChecked(False)
        self.filters.offer_projects(dict(account.projects))
        self._offer_sections(account)
        if is_new:
            self.sections.choose(Section.FINDINGS)
        said = "\n".join(account.statements)
        title = account.say(f"verdict.{account.verdict}.title")
        self.verdict.show_message(_KINDS[account.verdict], title, said)
        self._checked_title.setText(account.say("checked.heading"))
        facts, numbers = summary(account, examined)
        self.facts.set_facts(facts)
        self.numbers.set_facts(numbers)
        self.findings.show_account(account)
        self._show_section()

    def forget(self) -> None:
        """Let go of the package."""
        self._account = self._examined = self._sheet = None

    def show_sheet(self, sheet: EventSheet) -> None:
        """Show the events that were asked for."""
        self._sheet = sheet
        self._show_events()
        self._land()

    @property
    def section(self) -> Section:
        """The part that is shown."""
        return Section(self.sections.current or Section.FINDINGS)

    # -- within -----------------------------------------------------------------

    def _lay_out(self) -> None:
        left = Qt.AlignmentFlag.AlignLeft
        self._checked.body.addWidget(self._checked_title)
        self._checked.body.addWidget(self.facts)
        self._checked.body.addWidget(self.numbers_button, 0, left)
        self._checked.body.addWidget(self.numbers)
        self.numbers.hide()
        buttons = FlowLayout(self._event_buttons)
        buttons.addWidget(self.filter_button)
        buttons.addWidget(self.everything_button)
        self.filters.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(24)
        column.addWidget(self.verdict)
        add_titled(column, self._told_title, self.sections)
        for part in (self._event_buttons, self.filters, self.findings, self.list):
            column.addWidget(part)
        column.addWidget(self._checked)

    def _connect(self) -> None:
        self.numbers_button.toggled.connect(self.numbers.setVisible)
        self.filter_button.toggled.connect(self._show_filters)
        self.sections.chosen.connect(self._on_section)
        self.findings.event_asked.connect(self.event_opened)
        self.filters.changed.connect(self._on_filters)
        self.everything_button.clicked.connect(self._on_everything)
        self.list.row_opened.connect(self._on_row)
        self.list.turned.connect(self._on_turned)

    @override
    def retranslate(self) -> None:
        self._told_title.setText(self.tr("What the package tells"))
        self.numbers_button.setText(self.tr("N&umbers for comparing"))
        self.filter_button.setText(self.tr("Choose what is &shown"))
        self.everything_button.setText(self.tr("Show &everything"))

    def _offer_sections(self, account: Account) -> None:
        shown = account.report.package.log.shown
        counts: dict[Section, tuple[str, int]] = {
            Section.FINDINGS: (self.tr("Findings"), len(account.findings)),
            Section.RELEASES: (self.tr("What was sent"), len(account.releases)),
            Section.DECISIONS: (self.tr("Decisions"), len(account.decisions)),
            Section.MANDATES: (self.tr("Rights to decide"), len(account.mandates)),
            Section.REFUSALS: (self.tr("Refusals"), len(account.refusals)),
            Section.WITHDRAWALS: (self.tr("Withdrawals"), len(account.withdrawals)),
            Section.ANSWERS: (self.tr("Signed answers"), len(account.answers)),
            Section.EVENTS: (self.tr("All events"), len(shown.places)),
        }
        if not account.mandates:  # as a rule everyone decides for themselves
            del counts[Section.MANDATES]
        number = QLocale().toString
        chips = [(str(key), f"{said} ({number(count)})") for key, (said, count) in counts.items()]
        self.sections.set_chips(chips)

    def _on_section(self) -> None:
        self._page, self._trail = 0, []
        self._sheet = None
        self._show_section()

    def _show_section(self) -> None:
        is_events = self.section is Section.EVENTS
        self.findings.setVisible(self.section is Section.FINDINGS)
        self.list.setVisible(self.section is not Section.FINDINGS)
        self._event_buttons.setVisible(is_events)
        self._show_filters()
        if is_events:
            if self._sheet is None:
                self.sheet_wanted.emit(None)
            else:
                self._show_events()
        elif self.section is not Section.FINDINGS:
            self._show_lines()

    def _show_filters(self) -> None:
        is_events = self.section is Section.EVENTS
        self.filters.setVisible(is_events and self.filter_button.isChecked())
        self.everything_button.setVisible(not self.filters.wanted.is_everything)

    # -- lines of one section -----------------------------------------------------

    def _show_lines(self) -> None:
        if self._account is None:
            return
        first, count = self._page * PAGE_ROWS, self._count()
        numbers = range(count - 1 - first, max(count - 1 - first - PAGE_ROWS, -1), -1)
        on_sheet = [line(self._account, self.section, number) for number in numbers]
        older = first + PAGE_ROWS < count
        self._show(on_sheet, first, newer=self._page > 0, older=older)

    def _show(self, on_sheet: list[Line], first: int, *, newer: bool, older: bool) -> None:
        said = ""
        if on_sheet and (newer or older):
            place = self.tr("Here are number %1 to %2, newest first.")
            last = QLocale().toString(first + len(on_sheet))
            said = place.replace("%1", QLocale().toString(first + 1)).replace("%2", last)
        self.list.show_lines(self.section, on_sheet, said, newer=newer, older=older)

    def _on_row(self, row: int) -> None:
        if self.section is not Section.EVENTS:
            number = self._count() - 1 - self._page * PAGE_ROWS - row
            self.line_opened.emit(self.section, number)
        elif self._sheet is not None:
            self.event_opened.emit(self._sheet.rows[row].position)

    def _count(self) -> int:
        return 0 if self._account is None else len(getattr(self._account, self.section))

    def _on_turned(self, way: Way) -> None:
        self._lands = True
        if self.section is not Section.EVENTS:
            self._page += 1 if way is Way.OLDER else -1
            self._show_lines()
            self._land()
        elif way is Way.OLDER and self._sheet is not None:
            self._trail.append(self._sheet.before)
            self.sheet_wanted.emit(self._sheet.older)
        elif self._trail:
            self.sheet_wanted.emit(self._trail.pop())

    def _land(self) -> None:
        """Put the keyboard on the first line of a sheet that was turned to."""
        if not self._lands:
            return
        self._lands = False
        announce(self.list.shown, self.list.shown.text())
        self.moved.emit()
        if self.list.table.lines.rowCount():
            self.list.focus_row(0)

    # -- events -------------------------------------------------------------------

    def _show_events(self) -> None:
        sheet, account = self._sheet, self._account
        if sheet is None or account is None:
            return
        rows: Callable[..., Line] = partial(event_line, account)
        on_sheet = [rows(each) for each in sheet.rows]
        newer, older = bool(self._trail), sheet.older is not None
        self._show(on_sheet, len(self._trail) * PAGE_ROWS, newer=newer, older=older)

    def _on_filters(self) -> None:
        self._trail = []
        self._show_filters()
        self.sheet_wanted.emit(None)

    def _on_everything(self) -> None:
        self.filters.show_everything()
        self.filter_button.setFocus()
        self._on_filters()
