"""Single records of an item, to leave some of them out."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from datadonor.records.listing import Key
from ui.trying import Singles
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.labels import Prose, QuietText
from ui.widgets.picking import when_picked
from ui.widgets.ticks import Tick


class SinglesView(QWidget):
    """Records newest first, each with a box to tick if it is to stay."""

    changed = Signal(tuple)
    """The names of all records that are left out."""

    older_wanted = Signal(object)
    """The records after this ``Key`` are to be shown too."""

    def __init__(self, item: str, left_out: tuple[str, ...]) -> None:
        super().__init__()
        self.item = item
        self._left_out = dict.fromkeys(left_out)
        self._next: Key | None = None
        self.ticks: dict[str, Tick] = {}
        lead, card = Prose(), Card()
        lead.setText(
            self.tr(
                "Tick what is to stay with you. The project is told how many records you have "
                "left out, and never which."
            )
        )
        self._count = QuietText()
        self._list = card.body
        self._list.setSpacing(4)
        self.older_button = PlainButton()
        self.older_button.setText(self.tr("Show older ones"))
        self.older_button.clicked.connect(lambda: self.older_wanted.emit(self._next))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for part in (lead, self._count, card):
            column.addWidget(part)
        column.addWidget(self.older_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._tell()

    def add(self, found: Singles) -> None:
        """Show records below those that are there."""
        self._next = found.next
        self.older_button.setVisible(found.next is not None)
        for each in found.records:
            tick = self.ticks[each.id] = Tick(each.words)
            tick.setChecked(each.id in self._left_out)
            name = self.tr("%1. Leave this out", "a record")
            tick.setAccessibleName(name.replace("%1", each.words))
            when_picked(tick, partial(self._on_picked, each.id))
            self._list.addWidget(tick)
        if not self.ticks:
            none = Prose()
            none.setText(self.tr("There are no records to leave out here."))
            self._list.addWidget(none)

    def focus_first(self) -> bool:
        """Put the keyboard on the first record; false if there is none."""
        for tick in list(self.ticks.values())[:1]:
            tick.setFocus()
        return bool(self.ticks)

    def _on_picked(self, name: str, is_ticked: bool) -> None:  # noqa: FBT001 - what Qt tells
        if is_ticked:
            self._left_out[name] = None
        else:
            self._left_out.pop(name, None)
        self._tell()
        self.changed.emit(tuple(self._left_out))

    def _tell(self) -> None:
        count = len(self._left_out)
        self._count.setText(
            self.tr("%Ln record(s) are left out.", "", count)
            if count
            else self.tr("Nothing is left out.")
        )
