"""The numbers of a picture as rows: the same steps that are drawn, in the same words."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from datadonor.texts import Language
from ui.data.picture import Form, Picture, Step
from ui.widgets.step_words import StepWords

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class StepModel(QAbstractTableModel):
    """One row for each step, the newest first. Narrow, a row is a sentence."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: StepWords | None = None
        self._steps: tuple[Step, ...] = ()
        self._titles: tuple[str, ...] = ()
        self._is_narrow = False

    def show_picture(self, picture: Picture, language: Language) -> None:
        """Show the steps of a picture."""
        self.beginResetModel()
        self._words = StepWords(picture, language)
        self._titles = self._words.columns()
        self._steps = picture.steps[::-1]
        self.endResetModel()

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Say whether a row stands in one column."""
        self._is_narrow = is_narrow

    @property
    def shares(self) -> tuple[int, ...]:
        """How the columns share the width: numbers are as wide as their titles."""
        is_answered = self._words is not None and self._words.picture.form is Form.LANES
        return (3, 3, 0) if is_answered else (1, *(0 for _ in self._titles[1:]))

    def step_at(self, row: int) -> Step | None:
        """Return what stands in a row."""
        return self._steps[row] if 0 <= row < len(self._steps) else None

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._steps)

    @override
    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._titles)

    @override
    def data(self, index: _Index, role: int = _Role.DisplayRole) -> object:
        if not index.isValid() or self._words is None:
            return None
        step = self._steps[index.row()]
        match role:
            case _Role.DisplayRole if self._is_narrow:
                return self._words.sentence(step)
            case _Role.DisplayRole:
                return self._words.cells(step)[index.column()]
            case _Role.AccessibleTextRole:
                # A cell is read without its row: so each says the whole sentence.
                return self._words.sentence(step)
            case _Role.TextAlignmentRole:
                return self._alignment(index.column())
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _Role.TextAlignmentRole:
            return self._alignment(section)
        return self._titles[section] if role == _Role.DisplayRole else None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        """Numbers stand below each other by their end; words and times by their beginning."""
        is_number = self.shares[column] == 0 and not self._is_narrow
        side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter
