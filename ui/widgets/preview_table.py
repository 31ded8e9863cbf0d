"""With you, what is sent, and why: one row for each record, with a tick to leave it out.

The rows come page by page as they are scrolled to; a row that is not sent stays where it
was, and says so. Must not know where the rows come from.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from datadonor.texts import Language, text
from ui.leaving_out import Kept
from ui.preview_rows import Row
from ui.widgets.row_table import heading
from ui.widgets.rule_words import RuleWords

MOST_DETAILS: Final = 5_000
"""Records whose every field is kept at hand; of others the table's words are. Our choice."""


class Column(IntEnum):
    """The columns, from the left."""

    SEND = 0
    BEFORE = 1
    AFTER = 2
    WHY = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """One row of the table.

    Attributes:
        position: In the order of sending.
        record: Its name in the vault; without one it has no tick.
        item: Of the request.
        before: With you.
        after: What is sent; empty if nothing is.
        why: By which rules.
    """

    position: int
    record: str | None
    item: str
    before: str
    after: str
    why: str


_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class PreviewModel(QAbstractTableModel):
    """Rows of records. Narrow, all of a row stands in the one column ``AFTER``."""

    more_wanted = Signal()
    """The last row has been scrolled to, and there is more."""

    tick_changed = Signal(str, str, bool)
    """Record, item, and whether it stays."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Shown] = []
        self._details: OrderedDict[int, Row] = OrderedDict()
        self._staying: frozenset[str] = frozenset()
        self._language = Language.ENGLISH
        self._is_narrow = False
        self._has_more = False
        self._rules = RuleWords(self)

    # -- what is shown ------------------------------------------------------------

    def clear(self, language: Language) -> None:
        """Begin anew, in this language."""
        self.beginResetModel()
        self._rows, self._language, self._has_more = [], language, False
        self._details.clear()
        self.endResetModel()

    def add_records(self, rows: Sequence[Row], position: int, *, has_more: bool) -> None:
        """Add records behind those that are there.

        Args:
            rows: In the order of sending.
            position: Of the first of them.
            has_more: Whether to ask for more when the last is scrolled to.
        """
        for at, row in enumerate(rows, start=position):
            self._details[at] = row
        while len(self._details) > MOST_DETAILS:
            self._details.popitem(last=False)
        words = [self._shown(row, at) for at, row in enumerate(rows, start=position)]
        self._add(words)
        self._has_more = has_more

    def add_kept(self, kept: Iterable[Kept]) -> None:
        """Add records that stay by a decision in force; they can be ticked again."""
        self._add(
            [Shown(-1, each.record, each.item, "\n".join(each.words), "", "") for each in kept]
        )

    def add_staying(self, staying: Iterable[tuple[str, str]]) -> None:
        """Add what stays for other reasons: what it is, and the reason in a sentence."""
        self._add([Shown(-1, None, "", what, "", why) for what, why in staying])

    def set_staying(self, records: Iterable[str]) -> None:
        """Say which records are un-ticked."""
        self._staying = frozenset(records)
        self._tell_all_changed()

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Say whether a row's words stand below each other."""
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._tell_all_changed()

    @property
    def has_ticks(self) -> bool:
        """Whether any row can be ticked."""
        return any(shown.record is not None for shown in self._rows)

    def shown(self, row: int) -> Shown:
        """Return what a row shows."""
        return self._rows[row]

    def detail(self, row: int) -> Row | None:
        """Return every field of a row's record, if that is at hand."""
        return self._details.get(self._rows[row].position)

    def is_sent(self, row: int) -> bool:
        """Say whether a row's record would be sent."""
        shown = self._rows[row]
        return bool(shown.after) and (shown.record is None or shown.record not in self._staying)

    def toggle(self, row: int) -> bool:
        """Tick or un-tick a row, if it has a tick."""
        shown = self._rows[row]
        if shown.record is None:
            return False
        stays = shown.record not in self._staying
        self._staying = self._staying ^ {shown.record}
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))
        self.tick_changed.emit(shown.record, shown.item, stays)
        return True

    # -- Qt's questions -------------------------------------------------------------

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(Column)

    @override
    def canFetchMore(self, parent: _Index) -> bool:
        return self._has_more and not parent.isValid()

    @override
    def fetchMore(self, parent: _Index) -> None:
        self._has_more = False  # until the next rows are there
        self.more_wanted.emit()

    @override
    def data(self, index: _Index, role: int = _Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        shown = self._rows[index.row()]
        match role:
            case _Role.DisplayRole:
                return self._cell(shown, Column(index.column()), index.row())
            case _Role.CheckStateRole if index.column() == Column.SEND and shown.record:
                stays = shown.record in self._staying
                return Qt.CheckState.Unchecked if stays else Qt.CheckState.Checked
            case _Role.AccessibleTextRole:
                # A cell is read without its row: so each says the whole sentence.
                return self._narrow(shown, index.row()).replace("\n", ". ")
            case _Role.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        return None

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        has_tick = index.isValid() and index.column() == Column.SEND
        if has_tick and self._rows[index.row()].record is not None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    @override
    def setData(self, index: _Index, value: object, role: int = _Role.EditRole) -> bool:
        return role == _Role.CheckStateRole and index.isValid() and self.toggle(index.row())

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        return heading(self._title, section, orientation, role)

    def _title(self, section: int) -> str:
        if self._is_narrow and section == Column.AFTER:
            return self.tr("With you → what is sent")
        return self._titles()[Column(section)]

    def _titles(self) -> Mapping[Column, str]:
        return {
            Column.SEND: self.tr("Send"),
            Column.BEFORE: self.tr("With you"),
            Column.AFTER: self.tr("What is sent"),
            Column.WHY: self.tr("Why"),
        }

    # -- words ------------------------------------------------------------------------

    def _cell(self, shown: Shown, column: Column, row: int) -> str:
        match column:
            case Column.SEND:
                return ""
            case Column.AFTER if self._is_narrow:
                return self._narrow(shown, row)
            case Column.BEFORE:
                return shown.before
            case Column.AFTER:
                return f"→ {shown.after}" if self.is_sent(row) else self._not_sent(shown)
        return self._why(shown, row)

    def _narrow(self, shown: Shown, row: int) -> str:
        """Return a row as one text: below each other, or read aloud."""
        before = self.tr("With you: %1").replace("%1", _on_one_line(shown.before))
        after = self._not_sent(shown)
        if self.is_sent(row):
            after = self.tr("Sent: %1").replace("%1", _on_one_line(shown.after))
        why = self._why(shown, row)
        parts = (before, after, self.tr("Why: %1").replace("%1", _on_one_line(why)) if why else "")
        return "\n".join(filter(None, parts))

    def _not_sent(self, shown: Shown) -> str:
        if shown.record is not None and shown.record not in self._staying:
            return self.tr("Will be sent again")
        return self.tr("Not sent")

    def _why(self, shown: Shown, row: int) -> str:
        if shown.record is None or self.is_sent(row):
            return shown.why
        if shown.record not in self._staying:
            return self.tr("Once you have signed")
        return self.tr("You leave it out")

    def _shown(self, row: Row, position: int) -> Shown:
        language = self._language
        many = text("donation.preview.many", language)
        not_sent = text("donation.preview.not_sent", language)
        before, after, why = [], [], []
        for number, line in enumerate(row.lines):
            before.append(line.before or (many if number == 0 else ""))
            after.append(line.after or not_sent)
            why.append(self._rules.brief(line.rule, language))
        if row.left_out and len(row.lines) < len(Column) - 1:
            after.append(self.tr("%n field(s) not sent", "", row.left_out))
        return Shown(
            position,
            row.record,
            row.item,
            "\n".join(filter(None, before)),
            "\n".join(after),
            "\n".join(why).rstrip(),
        )

    def _add(self, rows: list[Shown]) -> None:
        if not rows:
            return
        start = len(self._rows)
        self.beginInsertRows(QModelIndex(), start, start + len(rows) - 1)
        self._rows += rows
        self.endInsertRows()

    def _tell_all_changed(self) -> None:
        if self._rows:
            last = self.index(len(self._rows) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


def _on_one_line(words: str) -> str:
    return ", ".join(filter(None, words.split("\n")))
