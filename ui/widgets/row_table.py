"""What every table of rows has in common: a person moves through it by rows and leaves by Tab.

Subclasses set a model, a delegate and ``fit``: how the width is shared and how tall it is.
"""

from abc import abstractmethod
from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)
from typing_extensions import override

from ui.widgets.banner import tokens_of

_Role = Qt.ItemDataRole
_Index = QModelIndex | QPersistentModelIndex


class RowTable(QTableView):
    """Rows under fixed headings; nothing in it is edited or sorted by hand."""

    row_opened = Signal(int)
    """The person pressed a row, or Enter or Space on it."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabKeyNavigation(False)  # Tab leaves the table
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTableView.Shape.NoFrame)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
        self.verticalHeader().hide()

    @abstractmethod
    def fit(self) -> None:
        """Share the width among the columns, and take the height that is needed."""

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
            self._fit_if_filled()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_if_filled()

    def _fit_if_filled(self) -> None:
        if self.model() is not None:  # Qt's constructor calls changeEvent
            self.fit()


class LineBelow(QStyledItemDelegate):
    """Draws a line below each row."""

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        # One ring stands around the table; the row itself is marked by the selection.
        option.showDecorationSelected = True

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        super().paint(painter, option, index)
        table = self.parent()
        if isinstance(table, QTableView):
            under = option.rect.adjusted(0, option.rect.height() - 1, 0, 0)
            painter.fillRect(under, QColor(tokens_of(table).line))


def heading(
    title: Callable[[int], str], section: int, orientation: Qt.Orientation, role: int
) -> object:
    """Answer a model's ``headerData``: titles above the columns, by their beginning.

    Args:
        title: Column → its title.
        section: As Qt asks.
        orientation: As Qt asks.
        role: As Qt asks.
    """
    if orientation is not Qt.Orientation.Horizontal:
        return None
    if role == _Role.TextAlignmentRole:
        return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    return title(section) if role == _Role.DisplayRole else None
