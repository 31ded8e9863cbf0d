"""The same numbers three times: as a plot, as a table, and record by record."""

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from datadonor.texts import Language
from ui.calendar_words import period_label
from ui.data.blocks import Block
from ui.data.period import Period, Reach
from ui.data.picture import Form, Picture, Step
from ui.data.words import code_label, unit_label
from ui.plots.plot_view import PlotView
from ui.widgets.cards import Card
from ui.widgets.chips import Chips
from ui.widgets.data_table import DataTable
from ui.widgets.labels import Prose, QuietText
from ui.widgets.record_table import Fetch, RecordModel
from ui.widgets.step_table import StepModel
from ui.widgets.step_words import StepWords

_RECORD_SHARES = (3, 3, 4)
_RECORD_LINES = (2, 4)
_STEP_LINES = (2, 3)


class View(StrEnum):
    """How the numbers are looked at."""

    PLOT = "plot"
    NUMBERS = "numbers"
    RECORDS = "records"


class Views(QWidget):
    """One picture and the records it is made of. The view that was chosen stays."""

    step_reached = Signal(object)
    """The marker of the plot stands on a ``Step``, or on none."""

    step_opened = Signal(object)
    """A ``Step`` of the plot or the table is to be looked at closer."""

    record_row_opened = Signal(object)
    """A ``RecordId`` was pressed in the list."""

    records_wanted = Signal()
    """The list of records is looked at, and has not been read for this period."""

    def __init__(self) -> None:
        super().__init__()
        self._picture: Picture | None = None
        self._language = Language.ENGLISH
        self._words: StepWords | None = None
        self._has_records = False
        self._is_dated = True
        self._goal_ms: int | None = None
        self.chips = Chips()
        self.caption = QuietText()
        self.plot = PlotView()
        self.steps = StepModel(self)
        self.step_table = DataTable(self.steps, (1,), *_STEP_LINES)
        self.records = RecordModel(self)
        self.record_table = DataTable(self.records, _RECORD_SHARES, *_RECORD_LINES)
        self.nothing = Prose()
        card = Card()
        card.body.setContentsMargins(6, 6, 6, 6)
        for view in (self.plot, self.step_table, self.record_table, self.nothing):
            card.body.addWidget(view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for part in (self.chips, self.caption, card):
            layout.addWidget(part)
        self.retranslate()
        self.chips.choose(View.PLOT)
        self._show_view()
        self.chips.chosen.connect(self._on_view)
        self.plot.step_reached.connect(self.step_reached)
        self.plot.step_opened.connect(self.step_opened)
        self.step_table.row_opened.connect(self._on_step_row)
        self.record_table.row_opened.connect(self._on_record_row)
        self.records.dataChanged.connect(self._go_to_goal)

    @property
    def view(self) -> View:
        """How the numbers are looked at now. Without dates there is only the list."""
        return View(self.chips.current or View.PLOT) if self._is_dated else View.RECORDS

    @property
    def step(self) -> Step | None:
        """What the plot's marker stands on, if the plot is seen."""
        return self.plot.step if self.view is View.PLOT else None

    def sentence(self, step: Step) -> str:
        """Return a step in words."""
        return "" if self._words is None else self._words.sentence(step)

    def retranslate(self) -> None:
        """Write what does not depend on a picture."""
        self.chips.set_chips(
            [
                (View.PLOT, self.tr("Plot")),
                (View.NUMBERS, self.tr("Numbers")),
                (View.RECORDS, self.tr("One by one")),
            ]
        )
        self.nothing.setText(self.tr("There is nothing in this period."))

    def begin(self, *, is_dated: bool) -> None:
        """Another period or kind is coming: what is shown of the list is of the one before."""
        self._has_records = False
        self._goal_ms = None
        self._is_dated = is_dated
        self.chips.setVisible(is_dated)
        if not is_dated:
            self._picture = None
            self.caption.hide()
        self._show_view()

    def show_picture(self, picture: Picture, language: Language, label: str) -> None:
        """Show a picture.

        Args:
            picture: What.
            language: Of all words.
            label: What it is of.
        """
        self._picture, self._language = picture, language
        self._words = StepWords(picture, language)
        title = f"{label}, {self._caption(picture)}"
        when = period_label(picture.period, language)
        self.caption.setText(self._caption(picture))
        self.caption.show()
        name = picture.chosen.name
        self.plot.show_picture(
            picture, language, f"{title}, {when}", lambda code: code_label(name, code, language)
        )
        self.steps.show_picture(picture, language)
        self.step_table.set_shares(self.steps.shares)
        self.step_table.setAccessibleName(f"{title}, {when}")
        self.record_table.setAccessibleName(f"{label}, {when}")
        self._show_view()
        if self.view is View.RECORDS:
            self.records_wanted.emit()

    def show_records(
        self, blocks: tuple[Block, ...], language: Language, fetch: Fetch, period: Period
    ) -> None:
        """Show the list of records.

        Args:
            blocks: Of all of them.
            language: Of the words.
            fetch: How a block is read.
            period: What they are of.
        """
        self._has_records = True
        is_one_day = period.reach is Reach.DAY
        self.records.show_blocks(blocks, language, fetch, is_one_day=is_one_day)
        self._show_view()
        self._go_to_goal()

    def go_to_records(self, ms: int) -> None:
        """Show the list of records, near a moment."""
        self.chips.choose(View.RECORDS)
        self._on_view()
        self._goal_ms = ms
        self._go_to_goal()

    def focus_first(self) -> None:
        """Put the keyboard on what is seen."""
        by_view = {
            View.PLOT: self.plot,
            View.NUMBERS: self.step_table,
            View.RECORDS: self.record_table,
        }
        by_view[self.view].setFocus()

    def _go_to_goal(self) -> None:
        """Stand where a step led to, once the list has been read."""
        if self._goal_ms is None or not self._has_records or not self.records.rowCount():
            return
        row, is_exact = self.records.row_near(self._goal_ms)
        self.record_table.go_to_row(row)
        self.record_table.setFocus()
        if is_exact:
            self._goal_ms = None

    # -- within -----------------------------------------------------------------------

    def _caption(self, picture: Picture) -> str:
        """Say what is drawn, and in which unit."""
        unit = unit_label(picture.unit, self._language, picture.chosen.name)
        match picture.form:
            case Form.BAND:
                said = self.tr("from lowest to highest, and the mean")
            case Form.POINTS:
                said = self.tr("each measurement")
            case Form.LANES if picture.is_count:
                said = self.tr("how often each answer was given")
            case Form.LANES:
                said = self.tr("how long each lasted")
            case _ if picture.is_count:
                said = self.tr("how many")
            case _:
                said = self.tr("how much in all")
        return f"{said} ({unit})" if unit else said

    def _on_view(self) -> None:
        self._show_view()
        self.step_reached.emit(self.step)
        if self.view is View.RECORDS and not self._has_records:
            self.records_wanted.emit()

    def _show_view(self) -> None:
        is_empty = self._picture is not None and not self._picture.steps
        view = self.view
        is_nothing = is_empty and view is not View.RECORDS
        self.plot.setVisible(view is View.PLOT and not is_nothing)
        self.step_table.setVisible(view is View.NUMBERS and not is_nothing)
        self.record_table.setVisible(view is View.RECORDS)
        self.nothing.setVisible(is_nothing)

    def _on_step_row(self, row: int) -> None:
        step = self.steps.step_at(row)
        if step is not None:
            self.step_opened.emit(step)

    def _on_record_row(self, row: int) -> None:
        record = self.records.record_at(row)
        if record is not None:
            self.record_row_opened.emit(record)
