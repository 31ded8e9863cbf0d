"""Everything that has happened, one sentence each: is it whole, and what was it."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from datadonor.errors import DatadonorError
from ui.activity import (
    PAGE_ROWS,
    ActivitySheet,
    LogState,
    Wanted,
    check_log,
    log_state,
    read_sheet,
)
from ui.activity_list import save_activity_list
from ui.activity_words import checked, title_of
from ui.announce import announce
from ui.choosing import choose_file_to_save
from ui.jobs import JobKind, Progress
from ui.navigation import Place
from ui.session import Session
from ui.tasks import Changes
from ui.widgets.activity_filters import ActivityFilters
from ui.widgets.activity_table import ActivityTable
from ui.widgets.banner import Banner, Kind
from ui.widgets.buttons import PlainButton
from ui.widgets.empty import EmptyState
from ui.widgets.event_details import EventDetails
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Prose, QuietText, SubHeading
from ui.widgets.package_card import PackageCard
from ui.widgets.page import Page, add_titled
from ui.widgets.progress import ProgressPanel, numbers

_MOST_FINDINGS: Final = 3
"""More than these say nothing new."""


class ActivityPage(Page):
    """A sheet of events at a time, backwards from the newest; a row opens what is known of it."""

    characters = 104

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._sheet: ActivitySheet | None = None
        self._state: LogState | None = None
        self._trail: list[int | None] = []  # what the newer sheets were asked with
        self._before: int | None = None
        self._row = -1  # that is open, or none
        self._is_checking = False
        self.log_banner = Banner()
        self.check_button = PlainButton()
        self._list = QWidget()
        self.filter_button = PlainButton()
        self.filter_button.setCheckable(True)
        self.everything_button = PlainButton()
        self.filters = ActivityFilters()
        self.shown = QuietText()
        self.table = ActivityTable()
        self._frame = QFrame()
        self.empty = EmptyState("history")
        self.newer_button, self.older_button = PlainButton(), PlainButton()
        self._auditor = SubHeading()
        self._auditor_words = Prose()
        self.package = PackageCard(self)
        self.save_button = PlainButton()
        self.progress = ProgressPanel()
        self.details = EventDetails()
        self._lay_out()
        self._connect()
        self.retranslate()

    # -- what a page does ----------------------------------------------------------

    @override
    def enter(self, argument: str = "") -> None:
        self.filters.set_wanted(Wanted(project=argument))
        self._trail, self._before, self._row = [], None, -1
        self.filter_button.setChecked(False)
        super().enter(argument)

    @override
    def refresh(self) -> None:
        wanted, before = self.filters.wanted, self._before
        self.ask(log_state, self._on_state)
        self.package.read()
        self.ask(lambda opened: read_sheet(opened, wanted, before), self._on_sheet)
        self._show_part()

    @override
    def focus_first(self) -> None:
        if self._row >= 0:
            self.details.focus_first()
        else:
            self.check_button.setFocus()

    @override
    def go_back(self) -> None:
        if self._row >= 0:
            row, self._row = self._row, -1
            self._show_part()
            self.table.setFocus()
            self.table.go_to_row(row)
        else:
            super().go_back()

    @override
    def retranslate(self) -> None:
        is_open = self._row >= 0
        self.heading.setText(
            self.tr("What happened there?") if is_open else self.tr("What has happened?")
        )
        self.check_button.setText(self.tr("&Check again"))
        self.check_button.setAccessibleName(self.tr("Check again that the log is whole"))
        self.filter_button.setText(self.tr("Choose what is &shown"))
        self.everything_button.setText(self.tr("Show &everything"))
        self.newer_button.setText(self.tr("&Newer"))
        self.newer_button.setAccessibleName(self.tr("Newer events"))
        self.older_button.setText(self.tr("&Older"))
        self.older_button.setAccessibleName(self.tr("Older events"))
        self.table.setAccessibleName(self.tr("Events, newest first"))
        self.empty.set_words(
            self.tr("Nothing like that has happened"),
            self.tr("Choose something else, or show everything."),
        )
        self._auditor.setText(self.tr("For someone who checks"))
        self._auditor_words.setText(
            self.tr("You can also save the list as a table to read. It proves nothing by itself.")
        )
        self.save_button.setText(self.tr("Save the &list as a table …"))
        self._tell_of_log()
        self._tell_of_sheet()

    # -- within --------------------------------------------------------------------

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(4, 4, 4, 4)  # room for the focus ring
        inside.addWidget(self.table)
        above, below = FlowLayout(), FlowLayout()
        above.addWidget(self.check_button)
        above.addWidget(self.filter_button)
        above.addWidget(self.everything_button)
        below.addWidget(self.newer_button)
        below.addWidget(self.older_button)
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addLayout(above)
        column.addWidget(self.filters)
        column.addWidget(self.shown)
        column.addWidget(self._frame)
        column.addWidget(self.empty)
        column.addLayout(below)
        column.addSpacing(8)
        auditor = add_titled(column, self._auditor, self.package)
        auditor.addSpacing(8)
        auditor.addWidget(self._auditor_words)
        auditor.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)
        auditor.addWidget(self.progress)
        self.filters.hide()
        self.details.hide()
        for part in (self.log_banner, self._list, self.details):
            self.content.addWidget(part)

    def _connect(self) -> None:
        self.check_button.clicked.connect(self._on_check)
        self.filter_button.toggled.connect(self.filters.setVisible)
        self.filters.changed.connect(self._on_filters_changed)
        self.everything_button.clicked.connect(self._on_everything)
        self.newer_button.clicked.connect(self._on_newer)
        self.older_button.clicked.connect(self._on_older)
        self.save_button.clicked.connect(self._on_save)
        self.table.row_opened.connect(self._on_row_opened)
        self.table.row_reached.connect(
            lambda top, bottom: self.scroll_to_rows(self.table, top, bottom)
        )
        self.details.project_asked.connect(lambda it: self.session.go(Place.PROJECT, it))
        self.details.project_only_asked.connect(self._on_project_only)

    def _show_part(self) -> None:
        is_open = self._row >= 0
        self._list.setVisible(not is_open)
        self.details.setVisible(is_open)
        self.show_foot(back=is_open)
        self.retranslate()

    # -- the log ---------------------------------------------------------------------

    def _on_state(self, state: LogState) -> None:
        self._state = state
        self._tell_of_log()

    def _on_check(self) -> None:
        self._is_checking = True
        self.check_button.setEnabled(False)
        self._tell_of_log()
        self.session.ask(check_log, self._on_checked, self._on_check_failed)

    def _on_checked(self, state: LogState) -> None:
        self._is_checking = False
        self._on_state(state)
        announce(self.log_banner, self.log_banner.text, is_urgent=not state.is_whole)

    def _on_check_failed(self, error: DatadonorError) -> None:
        self._is_checking = False
        self._tell_of_log()
        self.show_error(error)

    def _tell_of_log(self) -> None:
        state, language = self._state, self.session.language
        self.check_button.setEnabled(not self._is_checking)
        if self._is_checking and self._row < 0:
            title = self.tr("Checking the log …")
            self.log_banner.show_message(Kind.INFO, title, self.tr("Every event is read anew."))
        elif state is None or self._row >= 0:
            self.log_banner.hide()
        elif state.is_whole:
            said = self.tr(
                "%Ln event(s), checked %1. Nothing is missing or changed.", "", state.size
            )
            said = said.replace("%1", checked(state.checked, language))
            remarks = [found.sentence(language) for found in state.findings]
            title = self.tr("The log is whole")
            self.log_banner.show_message(Kind.OK, title, " ".join([said, *remarks]))
        else:
            found = [each.sentence(language) for each in state.findings[:_MOST_FINDINGS]]
            said = self.tr("Something in it is not as it was written.")
            title = self.tr("Stop: the log is not whole")
            self.log_banner.show_message(Kind.ERROR, title, " ".join(found) or said)

    # -- the sheet -------------------------------------------------------------------

    def _on_sheet(self, sheet: ActivitySheet) -> None:
        self._sheet = sheet
        self.table.show_rows(sheet.rows, self.session.language)
        self._tell_of_sheet()

    def _tell_of_sheet(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        wanted, language = self.filters.wanted, self.session.language
        if self._row >= 0 and self._row < len(sheet.rows):
            self.details.show_row(sheet.rows[self._row], language)
        self.table.show_rows(sheet.rows, language)
        self._frame.setVisible(bool(sheet.rows))
        self.empty.setVisible(not sheet.rows)
        self.everything_button.setVisible(not wanted.is_everything)
        self.newer_button.setVisible(bool(self._trail))
        self.older_button.setVisible(sheet.older is not None)
        first = len(self._trail) * PAGE_ROWS + 1
        said = [self.tr("%Ln event(s) in all.", "", sheet.size)] if wanted.is_everything else []
        if wanted.project:
            name = wanted.project if sheet.title is None else title_of(sheet.title, language)
            said.append(self.tr("Only events of “%1”.").replace("%1", name))
        if sheet.rows and (sheet.older is not None or self._trail):
            place = self.tr("Here are number %1 to %2, newest first.")
            last = QLocale().toString(first + len(sheet.rows) - 1)
            said.append(place.replace("%1", QLocale().toString(first)).replace("%2", last))
        self.shown.setText(" ".join(said))
        self.shown.setVisible(bool(said))

    def _go_to(self, before: int | None) -> None:
        """Show another sheet, from its first row."""
        self._before = before
        wanted = self.filters.wanted

        def show(sheet: ActivitySheet) -> None:
            self._on_sheet(sheet)
            announce(self.shown, self.shown.text())
            self.scroll_to(self.filter_button)
            if sheet.rows and not self.filters.isVisible():
                self.table.setFocus()
                self.table.go_to_row(0)

        self.ask(lambda opened: read_sheet(opened, wanted, before), show)

    def _on_older(self) -> None:
        if self._sheet is not None and self._sheet.older is not None:
            self._trail.append(self._before)
            self._go_to(self._sheet.older)

    def _on_newer(self) -> None:
        if self._trail:
            self._go_to(self._trail.pop())

    def _on_filters_changed(self) -> None:
        self._trail = []
        self._go_to(None)

    def _on_everything(self) -> None:
        self.filters.set_wanted(Wanted())
        self.filter_button.setFocus()
        self._on_filters_changed()

    def _on_project_only(self, project: str) -> None:
        self._row = -1
        self.filters.set_wanted(Wanted(project=project))
        self._show_part()
        self._on_filters_changed()

    def _on_row_opened(self, row: int) -> None:
        self._row = row
        self._show_part()
        self.scroll_to(self.heading)
        self.details.focus_first()
        announce(self.details, self.details.sentence.text())

    # -- the list for an auditor -----------------------------------------------------

    def _on_save(self) -> None:
        file = choose_file_to_save(
            self,
            self.tr("Where should the list be saved?"),
            self.tr("datadonor-activity.csv"),
            self.tr("Table (*.csv)"),
        )
        if file is not None:
            self._save(file)

    def _save(self, file: Path) -> None:
        language = self.session.language
        self.save_button.setEnabled(False)
        job = self.session.run_long(
            JobKind.COPY,
            lambda opened, course: save_activity_list(opened, course, file, language),
            Changes(vault=True),
            self._on_saved,
            self.show_error,
            place=Place.ACTIVITY,
        )
        job.ended.connect(lambda: self.save_button.setEnabled(True))
        self.progress.follow(job, self._saving)

    def _saving(self, progress: Progress) -> str:
        return self.tr("Writing the list: %1").replace("%1", numbers(progress))

    def _on_saved(self, count: int) -> None:
        said = self.tr("%Ln event(s) are in the file.", "", count)
        self.show_message(Kind.OK, self.tr("The list has been saved"), said)
