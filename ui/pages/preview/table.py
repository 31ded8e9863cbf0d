"""Record by record: the table of what would be sent, and the one of what stays."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from datadonor.records.categories import CategoryId
from datadonor.records.labels import category_label
from datadonor.texts import Language
from ui.leaving_out import NOTHING, LeftOut
from ui.previewing import Feed, Rows, Totals
from ui.translation import LOCALES
from ui.widgets.cards import Card
from ui.widgets.chips import Chips
from ui.widgets.labels import Prose, QuietText, SubHeading
from ui.widgets.page import add_titled
from ui.widgets.preview_view import PreviewView

_ALL = "all"


class PreviewRecords(QWidget):
    """Both tables. Says what is to be read; the page reads it."""

    more_wanted = Signal()
    rows_wanted_anew = Signal()
    record_chosen = Signal(object)
    """A ``Row``."""

    record_wanted = Signal(int)
    """The position of a row whose fields are not at hand."""

    tick_changed = Signal(str, str, bool)
    """Record, item, and whether it stays."""

    rows_reached = Signal(QWidget, int, int)

    def __init__(self, *between: QWidget) -> None:
        """Begin empty.

        Args:
            between: What stands below the table, above what stays.
        """
        super().__init__()
        self.feed = Feed()
        self._totals: Totals | None = None
        self._noted: LeftOut = NOTHING
        self._staying_shown: tuple[object, ...] = ()
        self._language = Language.ENGLISH
        self.title = SubHeading()
        self.note = Prose()
        self.chips = Chips()
        self.chips.hide()
        self.table = PreviewView()
        self.count = QuietText()
        self.staying_title = SubHeading()
        self.staying_note = Prose()
        self.staying = PreviewView(shares=(24, 54))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(24)
        self._card = _framed(self.table)
        add_titled(layout, self.title, self.note, self.chips, self._card, self.count)
        for part in between:
            layout.addWidget(part)
        self._staying_card = _framed(self.staying)
        add_titled(layout, self.staying_title, self.staying_note, self._staying_card)
        self._connect()
        self._show_staying()

    def retranslate(self) -> None:
        """Write every text that does not depend on what was read."""
        self.title.setText(self.tr("Record by record"))
        self.note.setText(
            self.tr(
                "Take the tick away from what is to stay with you. Press Space, or click on it."
            )
        )
        self.staying_title.setText(self.tr("Not sent: this stays with you"))
        self.staying_note.setText(
            self.tr("It belongs to what the project asks for, and is not sent.")
        )
        self.table.setAccessibleName(self.tr("What would be sent, record by record"))
        self.staying.setAccessibleName(self.tr("What stays with you, and why"))
        self._name_chips()
        self._count_rows()

    def clear(self, language: Language) -> None:
        """Show nothing, and begin the list that is chosen anew."""
        self._language = language
        self.feed = self._feed()
        self.table.records.clear(language)
        self._count_rows()

    def begin(self, rows: Rows, language: Language) -> None:
        """Show the first rows of another release."""
        self._totals, self._noted = None, NOTHING
        self.chips.set_chips([(_ALL, self.tr("All"))])
        self.chips.choose(_ALL)
        self.chips.hide()
        self._show_staying()
        self.clear(language)
        self.add(rows, self.feed)

    def add(self, rows: Rows, feed: Feed) -> None:
        """Add rows that were asked for, unless another list is shown by now."""
        if feed is not self.feed or feed.after is None:
            return
        position = feed.after
        feed.took(len(rows.rows), rows.after)
        self.table.records.add_records(rows.rows, position, has_more=feed.after is not None)
        self._count_rows()

    def set_totals(self, totals: Totals, language: Language) -> None:
        """Offer the categories to look at, and show what stays."""
        self._totals, self._language = totals, language
        self._name_chips()
        self._show_staying()
        self._count_rows()

    def show_left_out(self, noted: LeftOut) -> None:
        """Show which ticks are taken away."""
        self._noted = noted
        self.table.records.set_staying(noted.leaving)
        self._show_staying()

    def set_room(self, pixels: int) -> None:
        """Say how tall the table may be."""
        self.table.set_room(pixels)
        self.staying.set_room(pixels)

    # -- within -----------------------------------------------------------------------

    def _connect(self) -> None:
        self.table.records.more_wanted.connect(self.more_wanted)
        self.table.row_chosen.connect(self._on_row_chosen)
        self.chips.chosen.connect(lambda _: self.rows_wanted_anew.emit())
        for view in (self.table, self.staying):
            view.records.tick_changed.connect(self.tick_changed)

    def _feed(self) -> Feed:
        totals, chosen = self._totals, self.chips.current
        if totals is None or chosen in {"", _ALL}:
            return Feed()
        return Feed(tuple(each for each in totals.spans if each.category == chosen))

    def _name_chips(self) -> None:
        if self._totals is None:
            return
        names = [
            (name, category_label(CategoryId(name), self._language))
            for name, _ in self._totals.by_category
        ]
        self.chips.set_chips([(_ALL, self.tr("All")), *names])
        if not self.chips.current:
            self.chips.choose(_ALL)
        self.chips.setVisible(len(names) > 1)

    def _count_rows(self) -> None:
        locale = LOCALES[self._language]
        shown = self.table.records.rowCount()
        is_all = self.feed.after is None
        said = self.tr("%Ln row(s), all of them.", "", shown)
        if not is_all:
            said = self.tr("The first %1 rows. More come as you scroll.")
            said = said.replace("%1", locale.toString(shown))
        self.count.setText(said)
        for part in (self.title, self.note, self._card, self.count):
            part.setVisible(shown > 0)

    def _show_staying(self) -> None:
        language, staying = self._language, self.staying.records
        reasons = () if self._totals is None else self._totals.staying
        shown = (language, self._noted.in_force, reasons)
        if shown != self._staying_shown:  # a row keeps its place while it is ticked
            self._staying_shown = shown
            staying.clear(language)
            staying.add_kept(self._noted.in_force)
            staying.add_staying(
                (category_label(CategoryId(each.category), language), each.sentence(language))
                for each in reasons
            )
        kept = (each.record for each in self._noted.in_force)
        staying.set_staying(each for each in kept if each not in self._noted.returning)
        is_any = staying.rowCount() > 0
        for part in (self.staying_title, self.staying_note):
            part.setVisible(is_any)
        self._staying_card.setVisible(is_any)

    def _on_row_chosen(self, row: int) -> None:
        detail = self.table.records.detail(row)
        if detail is None:
            self.record_wanted.emit(self.table.records.shown(row).position)
        else:
            self.record_chosen.emit(detail)
        top = self.table.rowViewportPosition(row) + self.table.horizontalHeader().height()
        self.rows_reached.emit(self.table, top, top + self.table.row_height)


def _framed(table: PreviewView) -> Card:
    card = Card()
    card.body.setContentsMargins(4, 4, 4, 4)  # room for the focus ring
    card.body.addWidget(table)
    return card
