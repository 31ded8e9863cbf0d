"""Events in words, as a table that is as tall as what it shows."""

from enum import IntEnum
from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)
from typing_extensions import override

from datadonor.texts import Language
from ui import activity_words
from ui.activity import ActivityRow
from ui.widgets.banner import tokens_of

_NARROW_CHARACTERS: Final = 62
"""Under this width three columns would be three columns of single words."""


class Column(IntEnum):
    """The columns, from the left."""

    WHEN = 0
    WHAT = 1
    WHO = 2


_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class ActivityModel(QAbstractTableModel):
    """Rows of events. Narrow, all of a row stands in the one column ``WHAT``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ActivityRow, ...] = ()
        self._language = Language.ENGLISH
        self._is_narrow = False

    def show_rows(self, rows: tuple[ActivityRow, ...], language: Language) -> None:
        """Show these rows, in this language."""
        self.beginResetModel()
        self._rows = rows
        self._language = language
        self.endResetModel()

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Say whether a row's words stand below each other."""
        self._is_narrow = is_narrow

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(Column)

    @override
    def data(self, index: _Index, role: int = _Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        when, what, who = self._words(self._rows[index.row()])
        match role:
            case _Role.DisplayRole if self._is_narrow:
                return "\n".join(filter(None, (when, what, who)))
            case _Role.DisplayRole:
                return (when, what, who)[index.column()]
            case _Role.AccessibleTextRole:
                # A cell is read without its row: so each says the whole sentence.
                return ". ".join(filter(None, (what.rstrip("."), who, when)))
            case _Role.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != _Role.DisplayRole:
            return None
        return (self.tr("When"), self.tr("What happened"), self.tr("Who"))[section]

    def _words(self, row: ActivityRow) -> tuple[str, str, str]:
        return (
            activity_words.when(row, self._language),
            activity_words.sentence(row, self._language),
            "" if row.event is None else activity_words.who(row.event.who),
        )


class ActivityTable(QTableView):
    """Never scrolls by itself: the page around it does."""

    row_reached = Signal(int, int)
    """The keyboard has come to a row: its top and bottom, in the table's pixels."""

    row_opened = Signal(int)
    """The person pressed a row, or Enter on it."""

    def __init__(self) -> None:
        super().__init__()
        self.activities = ActivityModel(self)
        self.setModel(self.activities)
        self.setItemDelegate(_RowDelegate(self))
        self.setTabKeyNavigation(False)  # Tab leaves the table
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self.clicked.connect(lambda index: self.row_opened.emit(index.row()))

    def show_rows(self, rows: tuple[ActivityRow, ...], language: Language) -> None:
        """Show these rows, and become as tall as they are."""
        self.activities.show_rows(rows, language)
        self._fit()

    def go_to_row(self, row: int) -> None:
        """Stand on a row."""
        self.setCurrentIndex(self.activities.index(row, Column.WHAT))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self.currentIndex().isValid():
                self.row_opened.emit(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()  # leads back, as everywhere
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        """Share the width among the columns, and take the height of all rows."""
        if not hasattr(self, "activities"):
            return  # Qt's constructor calls changeEvent
        width = self.viewport().width()
        is_narrow = width < self.fontMetrics().averageCharWidth() * _NARROW_CHARACTERS
        self.activities.set_narrow(is_narrow=is_narrow)
        self.setColumnHidden(Column.WHEN, is_narrow)
        self.setColumnHidden(Column.WHO, is_narrow)
        header = self.horizontalHeader()
        when = (
            0
            if is_narrow
            else max(self.sizeHintForColumn(Column.WHEN), header.sectionSizeHint(Column.WHEN))
        )
        who = (
            0
            if is_narrow
            else min(
                max(self.sizeHintForColumn(Column.WHO), header.sectionSizeHint(Column.WHO)),
                (width - when) // 2,
            )
        )
        for column, wide in ((Column.WHEN, when), (Column.WHO, who)):
            if not is_narrow:
                self.setColumnWidth(column, wide)
        self.setColumnWidth(Column.WHAT, max(width - when - who, 1))
        self.resizeRowsToContents()
        self.setFixedHeight(header.sizeHint().height() + self.verticalHeader().length())

    def _on_row_changed(self, current: QModelIndex) -> None:
        top = self.horizontalHeader().height() + self.rowViewportPosition(current.row())
        self.row_reached.emit(top, top + self.rowHeight(current.row()))


class _RowDelegate(QStyledItemDelegate):
    """Gives each row room, and a line below it."""

    _ROOM = 10

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        size = super().sizeHint(option, index)
        size.setHeight(size.height() + 2 * self._ROOM)
        return size

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        # One ring stands around the table; the row itself is marked by the selection.
        option.showDecorationSelected = True

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        table = self.parent()
        if isinstance(table, QTableView):
            under = option.rect.adjusted(0, option.rect.height() - 1, 0, 0)
            super().paint(painter, option, index)
            painter.fillRect(under, QColor(tokens_of(table).line))
