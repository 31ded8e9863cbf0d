"""A list to choose one line from: a title, and quietly below it what there is of it.

One stop for Tab; the arrow keys go from line to line, and each is read as one sentence.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from ui.widgets.banner import tokens_of

_EDGE: Final = 14
_ABOVE: Final = 9
_WRAP: Final = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class Choice(NamedTuple):
    """One line; ``is_quiet`` if there is nothing behind it."""

    key: str
    title: str
    detail: str
    is_quiet: bool = False


class ChoiceModel(QAbstractListModel):
    """The lines."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choices: tuple[Choice, ...] = ()

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.choices = tuple(choices)
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.choices)

    @override
    def data(self, index: _Index, role: int = _Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        choice = self.choices[index.row()]
        match role:
            case _Role.DisplayRole:
                return choice.title
            case _Role.AccessibleTextRole:
                return f"{choice.title}: {choice.detail}" if choice.detail else choice.title
            case _Role.UserRole:
                return choice
        return None


class ChoiceList(QListView):
    """Is as tall as its lines, or scrolls by itself beyond ``most_lines`` of text."""

    chosen = Signal(str)
    """The key of the line that the person went to."""

    pressed_again = Signal(str)
    """A line was clicked, or Enter was pressed on it."""

    def __init__(self, most_lines: int | None = None) -> None:
        super().__init__()
        self._most_lines = most_lines
        self._is_told = False
        self.lines = ChoiceModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(_Line(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.clicked.connect(lambda index: self.pressed_again.emit(self._key(index)))

    @property
    def current(self) -> str:
        """The key of the line that is chosen, or nothing."""
        return self._key(self.currentIndex())

    def show_choices(self, choices: Sequence[Choice], current: str = "") -> None:
        """Offer these lines; one may be chosen already, which is not told."""
        self._is_told = True
        self.lines.show_choices(choices)
        self._is_told = False
        self.choose(current)
        self.fit()

    def set_most_lines(self, most_lines: int | None) -> None:
        """Scroll beyond so many lines of text, or not at all."""
        self._most_lines = most_lines
        self.fit()

    def choose(self, key: str) -> None:
        """Choose a line without telling."""
        for row, choice in enumerate(self.lines.choices):
            if choice.key == key:
                self._is_told = True
                self.setCurrentIndex(self.lines.index(row))
                self._is_told = False

    def fit(self) -> None:
        """Take the height of the lines, up to the most."""
        height = sum(
            _height(self.font(), choice, self.viewport().width()) for choice in self.lines.choices
        )
        if self._most_lines is not None:
            height = min(height, self.fontMetrics().lineSpacing() * self._most_lines)
        self.setFixedHeight(max(height, self.fontMetrics().height()) + 2)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self.current:
                self.pressed_again.emit(self.current)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()  # leads back, as everywhere
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            self.fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        kinds = (QEvent.Type.FontChange, QEvent.Type.StyleChange)
        if event.type() in kinds and hasattr(self, "lines"):
            self.scheduleDelayedItemsLayout()
            self.fit()

    def _key(self, index: QModelIndex) -> str:
        return self.lines.choices[index.row()].key if index.isValid() else ""

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid() and not self._is_told:
            self.chosen.emit(self._key(index))


class _Line(QStyledItemDelegate):
    """Draws a title that is bold, and its detail that is not; both wrap."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        view = self.parent()
        choice = index.data(_Role.UserRole)
        if not isinstance(view, QListView) or not isinstance(choice, Choice):
            return super().sizeHint(option, index)
        width = view.viewport().width()
        return QSize(width, _height(view.font(), choice, width))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        view = self.parent()
        choice = index.data(_Role.UserRole)
        if not isinstance(view, QListView) or not isinstance(choice, Choice):
            return
        tokens = tokens_of(view)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_chosen:
            painter.fillRect(option.rect, QColor(tokens.selection))
        else:
            under = option.rect.adjusted(0, option.rect.height() - 1, 0, 0)
            painter.fillRect(under, QColor(tokens.line))
        title, detail = _boxes(view.font(), choice, option.rect)
        loud = tokens.on_selection if is_chosen else tokens.text
        quiet = tokens.on_selection if is_chosen else tokens.secondary
        painter.setPen(QColor(quiet if choice.is_quiet else loud))
        painter.setFont(_title_font(view.font(), choice))
        painter.drawText(title, _WRAP, choice.title)
        painter.setFont(view.font())
        painter.setPen(QColor(quiet))
        painter.drawText(detail, _WRAP, choice.detail)


def _title_font(font: QFont, choice: Choice) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.Normal if choice.is_quiet else QFont.Weight.DemiBold)
    return bold


def _boxes(font: QFont, choice: Choice, rect: QRect) -> tuple[QRect, QRect]:
    room = QRect(rect.left() + _EDGE, rect.top() + _ABOVE, max(rect.width() - 2 * _EDGE, 20), 10**6)
    metrics = QFontMetrics(_title_font(font, choice))
    title = metrics.boundingRect(room, _WRAP, choice.title)
    if not choice.detail:
        return title.adjusted(0, 0, 4, 0), QRect(title.left(), title.bottom(), 0, 0)
    below = QRect(room.left(), title.bottom() + 2, room.width(), 10**6)
    detail = QFontMetrics(font).boundingRect(below, _WRAP, choice.detail)
    return title.adjusted(0, 0, 4, 0), detail.adjusted(0, 0, 4, 0)


def _height(font: QFont, choice: Choice, width: int) -> int:
    title, detail = _boxes(font, choice, QRect(0, 0, max(width, 40), 0))
    return (detail if choice.detail else title).bottom() + _ABOVE + 2
