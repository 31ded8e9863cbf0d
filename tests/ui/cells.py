"""What the window's tests look for in tables and lists: every cell has words, none is cut."""

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QTreeView,
    QWidget,
)

from tests.ui.watching import seen

MOST_CELLS = 300
"""More than one screen holds."""


def columns_of(model: QAbstractItemModel, view: QAbstractItemView) -> int:
    """Return how many columns there are; a list has one, and PySide keeps that to itself."""
    is_list = isinstance(model, QAbstractListModel)
    return 1 if is_list else model.columnCount(view.rootIndex())


def shown_cells(view: QAbstractItemView) -> Iterator[tuple[QModelIndex, QRect]]:
    """Yield the cells that stand in a view's window, with their places in its viewport."""
    model = _model(view)
    if model is None or isinstance(view, QHeaderView):
        return
    window, met = view.viewport().rect(), 0
    first = max(view.indexAt(window.topLeft()).row(), 0)
    for row in range(first, model.rowCount(view.rootIndex())):
        in_row = 0
        for column in range(columns_of(model, view)):
            index = model.index(row, column, view.rootIndex())
            place = view.visualRect(index)
            if not place.isEmpty() and place.intersects(window) and not _is_hidden(view, index):
                yield index, place
                in_row += 1
        met += in_row
        if not in_row or met > MOST_CELLS:
            return


def _model(view: QAbstractItemView) -> QAbstractItemModel | None:
    """Return the model; there is none before one is set, whatever Qt's stubs say."""
    return view.model()


def _is_hidden(view: QAbstractItemView, index: QModelIndex) -> bool:
    match view:
        case QTableView():
            return view.isColumnHidden(index.column()) or view.isRowHidden(index.row())
        case QTreeView():
            return view.isColumnHidden(index.column())
    return False


def unnamed_cells(window: QWidget) -> list[str]:
    """Return the cells and titles that a screen reader has no words for (4.1.2, 1.3.1)."""
    found = []
    for view in _views(window):
        name = type(view).__name__
        if isinstance(view, QHeaderView):
            found += [f"title {place} of {name}" for place in _untitled(view)]
            continue
        found += [
            f"row {index.row()}, column {index.column()} of {name}"
            for index, _ in shown_cells(view)
            if not _read_aloud(index).strip()
        ]
    return found


def _views(window: QWidget) -> Iterator[QAbstractItemView]:
    return (widget for widget in seen(window) if isinstance(widget, QAbstractItemView))


def _read_aloud(index: QModelIndex) -> str:
    """Return what Qt gives a screen reader: the cell's own words for it, or what it shows."""
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    return str(spoken or index.data(Qt.ItemDataRole.DisplayRole) or "")


def _untitled(header: QHeaderView) -> Iterator[int]:
    model = _model(header)
    for place in range(header.count()):
        title = None if model is None else model.headerData(place, header.orientation())
        if not header.isSectionHidden(place) and not str(title or "").strip():
            yield place


def cut_cells(window: QWidget) -> list[str]:
    """Return the cells and titles whose text does not fit where it stands (1.4.4)."""
    found = []
    for view in _views(window):
        if isinstance(view, QHeaderView):
            found += _cut_titles(view)
            continue
        for index, place in shown_cells(view):
            option = QStyleOptionViewItem()
            view.initViewItemOption(option)
            option.rect = place
            room = min(place.width(), view.viewport().width())
            needed = view.itemDelegateForIndex(index).sizeHint(option, index)
            if needed.width() > room + 1 or needed.height() > place.height() + 1:
                found.append(f"cell {index.data()!r} of {type(view).__name__}")
    return found


def _cut_titles(header: QHeaderView) -> list[str]:
    model = _model(header)
    if header.orientation() is not Qt.Orientation.Horizontal or model is None:
        return []
    return [
        f"title {model.headerData(place, header.orientation())!r}"
        for place in range(header.count())
        if not header.isSectionHidden(place)
        and header.sectionSizeFromContents(place).width() > header.sectionSize(place) + 1
    ]


def low_rows(window: QWidget, least: int) -> list[str]:
    """Return the rows that are too low to hit, where a row can be chosen (2.5.8)."""
    none = QAbstractItemView.SelectionMode.NoSelection
    return sorted(
        {
            f"row of {type(view).__name__}, {place.height()} high"
            for view in _views(window)
            if view.selectionMode() is not none
            for _, place in shown_cells(view)
            if place.height() < least
        }
    )
