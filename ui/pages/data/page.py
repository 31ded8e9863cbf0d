"""My data: categories to the left, the chosen one to the right; small, one after the other."""

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout
from typing_extensions import override

from datadonor.records.categories import CategoryId
from datadonor.records.labels import category_label, category_word
from datadonor.records.record_id import RecordId
from ui.data.holdings import CategoryHolding, read_holdings
from ui.data.whole import RecordShown, read_record
from ui.jobs import JobKind
from ui.navigation import Place
from ui.pages.data.browser import Browser
from ui.pages.data.categories import CategoriesPanel
from ui.pages.data.copying import CopyPanel
from ui.pages.data.deleting import DeletePanel, Deletion
from ui.pages.data.finding import FindPanel, Goal
from ui.pages.data.record_view import RecordView
from ui.session import Session
from ui.tasks import Changes
from ui.widgets.banner import Kind
from ui.widgets.empty import EmptyState
from ui.widgets.page import Page

_BESIDE_CHARACTERS: Final = 84
"""Under this width categories and the chosen one stand one after the other."""

_PANEL_CHARACTERS: Final = 80


class Shown(StrEnum):
    """Which part of the page is seen."""

    CATEGORIES = "categories"  # beside the browser where there is room
    BROWSER = "browser"
    SEARCH = "search"
    RECORD = "record"
    DELETE = "delete"
    COPY = "copy"


_OVERVIEW: Final = (Shown.CATEGORIES, Shown.BROWSER)


class DataPage(Page):
    """Leads from categories to single records, and back the same way."""

    characters = 132

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._holdings: tuple[CategoryHolding, ...] = ()
        self._is_read = False
        self._chosen: CategoryId | None = None
        self._kind = ""
        self._path: list[Shown] = [Shown.CATEGORIES]
        self._is_beside = True
        self.left = CategoriesPanel()
        self.browser = Browser(self.ask)
        self.nothing_here = EmptyState("inbox")
        self.finding = FindPanel()
        self.record = RecordView()
        self.deleting = DeletePanel(session, self.ask)
        self.copying = CopyPanel(session)
        self.empty = EmptyState("heart-pulse")
        self._lay_out_parts()
        self._connect_parts()
        self.retranslate()

    @property
    def shown(self) -> Shown:
        """Which part is seen."""
        return self._path[-1]

    # -- as every page ------------------------------------------------------------------

    @override
    def retranslate(self) -> None:
        self.empty.set_words(
            self.tr("Your vault is empty"),
            self.tr(
                "Bring in a file, from Apple Health, your health record or a meter, and you "
                "will see it here: as plots, as tables, and each record by itself."
            ),
            self.tr("Import a file"),
        )
        self.nothing_here.set_words(
            self.tr("There is nothing of this kind yet"),
            self.tr("When a file that you import holds some of it, you will see it here."),
            self.tr("Import a file"),
        )
        for part in (self.left, self.finding, self.record, self.deleting, self.copying):
            part.retranslate()
        self._arrange()
        if self.session.is_open:
            self._read_in_language()
        self._show_part()

    def _read_in_language(self) -> None:
        """Ask again for what is read from the vault in a language."""
        if self._is_read:
            self._show_holdings()
        shown = self.record.shown
        if shown is not None and self.shown is Shown.RECORD:
            self._read_record(shown.whole.listed.id)

    @override
    def enter(self, argument: str = "") -> None:
        job = self.session.job
        kinds = {JobKind.COPY: Shown.COPY, JobKind.DELETE: Shown.DELETE}
        if job is not None and job.kind in kinds:
            self._path = [Shown.CATEGORIES, kinds[job.kind]]
        else:
            self._path = [Shown.CATEGORIES]
        if argument:
            self._chosen = CategoryId("" if argument == category_word(CategoryId("")) else argument)
            self._path = [Shown.CATEGORIES, Shown.BROWSER, *self._path[1:]]
        super().enter(argument)

    @override
    def refresh(self) -> None:
        self.ask(read_holdings, self._on_holdings)

    @override
    def focus_first(self) -> None:
        if not self.empty.isHidden():
            self.empty.button.setFocus()
            return
        if self.shown is Shown.BROWSER and not self.browser.isHidden():
            self.browser.focus_first()
            return
        {
            Shown.CATEGORIES: self.left.list,
            Shown.BROWSER: self.left.list,
            Shown.SEARCH: self.left.search_field,
            Shown.RECORD: self.back_button,
            Shown.DELETE: self.back_button,  # neither answer lies nearer
            Shown.COPY: self.back_button,
        }[self.shown].setFocus()

    @override
    def concerns(self, changes: Changes) -> bool:
        return changes.records

    @override
    def go_back(self) -> None:
        if len(self._path) < 2:  # noqa: PLR2004 - the first part has nothing before it
            super().go_back()
            return
        self._path.pop()
        self._show_part()
        self.focus_first()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        kinds = (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange)
        if event.type() in kinds and hasattr(self, "empty"):
            self._arrange()

    # -- the shape ------------------------------------------------------------------------

    def _lay_out_parts(self) -> None:
        self._body = body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        body.setSpacing(32)
        body.addWidget(self.left)
        top = Qt.AlignmentFlag.AlignTop
        for part in (self.browser, self.nothing_here, self.finding):
            body.addWidget(part, 1, top)
        self.content.addLayout(body)
        for whole in (self.record, self.deleting, self.copying, self.empty):
            self.content.addWidget(whole)

    def _connect_parts(self) -> None:
        self.left.list.chosen.connect(self._on_category)
        self.left.list.pressed_again.connect(self._on_category_opened)
        self.left.search_asked.connect(self._on_search)
        self.left.copy_button.clicked.connect(lambda: self._go(Shown.COPY))
        self.finding.goal_chosen.connect(self._on_goal)
        self.browser.record_opened.connect(self._on_record)
        self.browser.delete_asked.connect(self._on_delete_category)
        self.record.delete_asked.connect(self._on_delete_record)
        self.record.delete_import_asked.connect(self._on_delete_import)
        self.deleting.given_up.connect(self.go_back)
        self.deleting.deleted.connect(self._on_deleted)
        self.deleting.failed.connect(self.show_error)
        self.copying.written.connect(self._on_copied)
        self.copying.stopped.connect(self._on_copy_stopped)
        self.copying.failed.connect(self.show_error)
        for empty in (self.empty, self.nothing_here):
            empty.button.clicked.connect(lambda: self.session.go(Place.IMPORT))

    def _arrange(self) -> None:
        """Put categories and browser side by side where there is room for both."""
        character = self.fontMetrics().averageCharWidth()
        is_beside = self.width() >= character * _BESIDE_CHARACTERS
        self.left.set_beside(is_beside=is_beside)
        for panel in (self.record, self.deleting, self.copying):
            panel.setMaximumWidth(character * _PANEL_CHARACTERS)
        if is_beside != self._is_beside:
            self._is_beside = is_beside
            direction = QBoxLayout.Direction
            self._body.setDirection(direction.LeftToRight if is_beside else direction.TopToBottom)
            self._show_part()

    def _show_part(self) -> None:
        """Show what the path leads to, and nothing else."""
        shown = self.shown
        is_empty = self._is_read and not any(each.kinds for each in self._holdings)
        is_overview = shown in (*_OVERVIEW, Shown.SEARCH) and not is_empty
        is_right = self._is_beside or shown is Shown.BROWSER
        chosen = self._chosen_holding()
        has_data = chosen is not None and bool(chosen.kinds)
        self.left.setVisible(is_overview and (self._is_beside or shown is not Shown.BROWSER))
        self.left.show_list(is_shown=self._is_beside or shown is Shown.CATEGORIES)
        is_browsing = is_overview and is_right and shown is not Shown.SEARCH
        self.browser.setVisible(is_browsing and has_data)
        self.nothing_here.setVisible(is_browsing and chosen is not None and not has_data)
        self.finding.setVisible(is_overview and shown is Shown.SEARCH)
        self.record.setVisible(shown is Shown.RECORD)
        self.deleting.setVisible(shown is Shown.DELETE)
        self.copying.setVisible(shown is Shown.COPY)
        self.empty.setVisible(is_empty and shown in _OVERVIEW)
        self.show_foot(back=len(self._path) > 1 and not (self._is_beside and shown in _OVERVIEW))
        self.heading.setText(self._heading())

    def _heading(self) -> str:
        match self.shown:
            case Shown.RECORD:
                return self.tr("This is one record")
            case Shown.DELETE if self.deleting.deletion is not None:
                label = self.deleting.deletion.label
                return self.tr("Do you want to delete this: %1?").replace("%1", label)
            case Shown.COPY:
                return self.tr("Take a copy of everything")
            case Shown.SEARCH:
                return self.tr("This was found")
        return self.tr("This is in your vault")

    def _go(self, shown: Shown) -> None:
        if self.shown is not shown:
            self._path.append(shown)
        self.banner.hide()
        self._show_part()
        self.focus_first()

    # -- categories -----------------------------------------------------------------------

    def _on_holdings(self, holdings: tuple[CategoryHolding, ...]) -> None:
        self._holdings, self._is_read = holdings, True
        if self._chosen_holding() is None:
            self._chosen = holdings[0].category if holdings else None
        self._show_holdings()
        self._show_part()
        if self.isVisible() and not self._has_focus():
            self.focus_first()

    def _has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _show_holdings(self) -> None:
        current = "" if self._chosen is None else category_word(self._chosen)
        self.left.show_holdings(self._holdings, current, self.session.language)
        self.copying.expected = sum(each.records for each in self._holdings)
        self._show_chosen()

    def _chosen_holding(self) -> CategoryHolding | None:
        return next((each for each in self._holdings if each.category == self._chosen), None)

    def _show_chosen(self) -> None:
        chosen = self._chosen_holding()
        if chosen is not None and chosen.kinds:
            self.browser.show_category(chosen, self.session.language, self._kind)
        self._kind = ""

    def _on_category(self, word: str) -> None:
        self._choose(word)
        if self._is_beside:
            self._path = [Shown.CATEGORIES]
            self._show_chosen()
            self._show_part()

    def _on_category_opened(self, word: str) -> None:
        self._choose(word)
        if not self._is_beside:
            self._show_chosen()
            self._go(Shown.BROWSER)

    def _choose(self, word: str) -> None:
        named = (each.category for each in self._holdings)
        self._chosen = next(each for each in named if category_word(each) == word)

    # -- searching --------------------------------------------------------------------------

    def _on_search(self, words: str) -> None:
        language = self.session.language
        self._path = [Shown.CATEGORIES]
        self._go(Shown.SEARCH)
        self.ask(
            lambda opened: self.finding.search(opened, words, language),
            lambda matches: self.finding.show_matches(matches, language),
        )

    def _on_goal(self, goal: Goal) -> None:
        self._chosen, self._kind = goal.category, goal.kind
        self.left.list.choose(category_word(goal.category))
        self._path = [Shown.CATEGORIES, Shown.SEARCH]
        if goal.record is not None:
            self._on_record(goal.record)
            return
        if self._is_beside:
            self._path = [Shown.CATEGORIES]
        self._show_chosen()
        self._go(Shown.BROWSER)

    # -- records ------------------------------------------------------------------------------

    def _on_record(self, record: RecordId) -> None:
        self._read_record(record)

    def _read_record(self, record: RecordId) -> None:
        language = self.session.language

        def answered(shown: RecordShown) -> None:
            self.record.show_record(shown, language)
            self._go(Shown.RECORD)

        self.ask(lambda opened: read_record(opened, record, language), answered)

    # -- deleting -----------------------------------------------------------------------------

    def _on_delete_record(self) -> None:
        shown = self.record.shown
        if shown is not None:
            self._ask_to_delete(Deletion(shown.name, record=shown.whole.listed.id))

    def _on_delete_import(self) -> None:
        shown = self.record.shown
        if shown is not None:
            label = self.tr("everything from one file")
            self._ask_to_delete(Deletion(label, of_import=shown.whole.origin.id))

    def _on_delete_category(self) -> None:
        if self._chosen is not None:
            label = category_label(self._chosen, self.session.language)
            self._ask_to_delete(Deletion(label, category=self._chosen))

    def _ask_to_delete(self, deletion: Deletion) -> None:
        self.deleting.ask_about(deletion)
        self._go(Shown.DELETE)

    def _on_deleted(self, count: int) -> None:
        self._path = [Shown.CATEGORIES] if self._is_beside else [Shown.CATEGORIES, Shown.BROWSER]
        self._show_part()
        self.show_message(Kind.OK, self.tr("Deleted: %Ln record(s)", "", count), "")
        self.focus_first()

    # -- a copy of everything -------------------------------------------------------------

    def _on_copied(self, records: int, folder: str) -> None:
        said = self.tr("It holds %Ln record(s), and lies here: %1", "", records)
        title = self.tr("Your copy is written")
        self.show_message(Kind.OK, title, said.replace("%1", folder))

    def _on_copy_stopped(self) -> None:
        self.show_message(
            Kind.INFO, self.tr("Stopped"), self.tr("Nothing of the copy was left behind.")
        )
