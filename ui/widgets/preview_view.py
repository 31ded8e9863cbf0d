"""The table of what is sent, as a widget: scrolls by itself, grows with the text size.

All rows are as tall as the tallest that has been read, so that a hundred thousand of them
cost what a screenful does. What is sent has a tint of its own, an arrow, and words.
"""

from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
)
from typing_extensions import override

from ui.widgets.banner import tokens_of
from ui.widgets.preview_table import Column, PreviewModel
from ui.widgets.row_table import RowTable

_NARROW_CHARACTERS: Final = 72
"""Under this width three columns would be three columns of single words."""

_ROOM: Final = 10
_SIDE: Final = 12
_LEAST_ROWS: Final = 2
_MEASURED: Final = 100
"""Rows that are measured when the width changes; the others were no longer when they came."""

_WRAPPED: Final = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class PreviewView(RowTable):
    """Rows of a ``PreviewModel``. Space ticks and un-ticks; Tab leaves."""

    row_chosen = Signal(int)
    """The keyboard or the mouse has come to a row."""

    def __init__(self, shares: tuple[int, int] = (38, 26)) -> None:
        """Begin empty.

        Args:
            shares: Of the width, in percent: what is with the person, and why.
        """
        super().__init__()
        self._shares = shares
        self._room = 0
        self._tallest = 0
        self.records = PreviewModel(self)
        self.setModel(self.records)
        self.setItemDelegate(_CellDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.records.rowsInserted.connect(self._on_rows_inserted)
        self.records.modelReset.connect(self.fit)
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)

    def set_room(self, pixels: int) -> None:
        """Say how tall the table may be; what does not fit is scrolled to."""
        if pixels != self._room:
            self._room = pixels
            self._set_height()

    @property
    def row_height(self) -> int:
        """How tall each row is."""
        return self.verticalHeader().defaultSectionSize()

    # -- by hand ------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in keys and self.currentIndex().isValid():
            self.records.toggle(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = self.indexAt(event.position().toPoint())
        if at.column() == Column.SEND and event.button() is Qt.MouseButton.LeftButton:
            self.records.toggle(at.row())

    # -- the shape ----------------------------------------------------------------

    @override
    def fit(self) -> None:
        """Share the width among the columns, and find how tall rows must be for it."""
        width = max(self.viewport().width(), 1)
        is_narrow = width < self.fontMetrics().averageCharWidth() * _NARROW_CHARACTERS
        self.records.set_narrow(is_narrow=is_narrow)
        for column in (Column.BEFORE, Column.WHY):
            self.setColumnHidden(column, is_narrow)
        has_ticks = self.records.has_ticks
        self.setColumnHidden(Column.SEND, not has_ticks)
        send = self._tick_width() if has_ticks else 0
        rest = max(width - send, 3)
        if has_ticks:
            self.setColumnWidth(Column.SEND, send)
        before, why = (0 if is_narrow else rest * share // 100 for share in self._shares)
        if not is_narrow:
            self.setColumnWidth(Column.BEFORE, before)
            self.setColumnWidth(Column.WHY, why)
        self.setColumnWidth(Column.AFTER, rest - before - why)
        self._tallest = self.fontMetrics().height()
        self._measure(0, min(self.records.rowCount(), _MEASURED) - 1)
        self._set_height()
        if self.viewport().width() < width:
            self.fit()  # a scroll bar has come while the columns were being set

    def _tick_width(self) -> int:
        edge = self.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, None, self)
        return max(self.horizontalHeader().sectionSizeHint(Column.SEND), edge + 2 * _SIDE)

    def _on_rows_inserted(self, _: QModelIndex, first: int, last: int) -> None:
        if first == 0 or self.isColumnHidden(Column.SEND) is self.records.has_ticks:
            self.fit()
            return
        self._measure(first, last)
        self._set_height()

    def _measure(self, first: int, last: int) -> None:
        """Make every row tall enough for these."""
        metrics = self.fontMetrics()
        shown = [each for each in Column if not self.isColumnHidden(each)]
        for column in shown:
            room = self.columnWidth(column) - 2 * _SIDE
            for row in range(first, last + 1):
                words = str(self.records.index(row, column).data() or "")
                if words:
                    box = metrics.boundingRect(QRect(0, 0, room, 100_000), _WRAPPED, words)
                    self._tallest = max(self._tallest, box.height())
        least = self.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorHeight, None, self)
        self.verticalHeader().setDefaultSectionSize(max(self._tallest, least) + 2 * _ROOM)

    def _set_height(self) -> None:
        most = max(self._room // max(self.row_height, 1), _LEAST_ROWS)
        rows = min(self.records.rowCount(), most)
        header = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(header + rows * self.row_height)

    def _on_row_changed(self, current: QModelIndex) -> None:
        if current.isValid():
            self.row_chosen.emit(current.row())


class _CellDelegate(QStyledItemDelegate):
    """Draws a cell: its tint, its text from the top, a tick where there is one."""

    def __init__(self, table: PreviewView) -> None:
        super().__init__(table)
        self._table = table

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        table, tokens = self._table, tokens_of(self._table)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        is_sent = table.records.is_sent(index.row())
        painter.save()
        if is_selected:
            painter.fillRect(option.rect, QColor(tokens.selection))
        elif index.column() == Column.AFTER and is_sent:
            painter.fillRect(option.rect, QColor(tokens.ok_box))
        colour = tokens.on_selection if is_selected else tokens.text
        painter.setPen(QColor(colour))
        painter.setFont(table.font())
        words = str(index.data() or "")
        if words:
            inside = option.rect.adjusted(_SIDE, _ROOM, -_SIDE, -_ROOM)
            painter.drawText(inside, _WRAPPED, words)
        under = option.rect.adjusted(0, option.rect.height() - 1, 0, 0)
        painter.fillRect(under, QColor(tokens.line))
        painter.restore()
        state = index.data(_Role.CheckStateRole)
        if state is not None:
            self._draw_tick(painter, option.rect, is_ticked=state == Qt.CheckState.Checked)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        table = self._table
        edge = table.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, None, table)
        if index.column() == Column.SEND:
            return QSize(edge + 2 * _SIDE, edge + 2 * _ROOM)
        room = QRect(0, 0, table.columnWidth(index.column()) - 2 * _SIDE, 100_000)
        needed = table.fontMetrics().boundingRect(room, _WRAPPED, str(index.data() or ""))
        return needed.size() + QSize(2 * _SIDE, 2 * _ROOM)

    @override
    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        return False  # the whole cell is the target, not the box alone: see the view

    def _draw_tick(self, painter: QPainter, cell: QRect, *, is_ticked: bool) -> None:
        style, table = self._table.style(), self._table
        edge = style.pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, None, table)
        option = QStyleOptionButton()
        option.initFrom(table)
        option.state = QStyle.StateFlag.State_Enabled
        option.state |= QStyle.StateFlag.State_On if is_ticked else QStyle.StateFlag.State_Off
        option.rect = QRect(cell.left() + _SIDE, cell.top() + _ROOM, edge, edge)
        style.drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorCheckBox, option, painter, table)
