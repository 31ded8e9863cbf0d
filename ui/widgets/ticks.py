"""Choices whose words may be long: check boxes and radio buttons that wrap their text.

Qt's own do not wrap: at 200 % text the end of a sentence would be cut.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGroupBox,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.widgets.picking import setting, when_chosen

_GAP = 12
_ABOVE = 6
_FLAGS = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextShowMnemonic | Qt.AlignmentFlag.AlignLeft)
_LEAST = 32
_MOST_CHARACTERS = 66


# PySide cannot mix two Qt classes: at run time what both kinds share is none.
if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton as _Button
else:
    _Button = object


class _Wrapping(_Button):
    """What both kinds share: an indicator, and beside it text on as many lines as it needs."""

    element: QStyle.PrimitiveElement
    width_metric: QStyle.PixelMetric

    def wrap(self) -> None:
        """Take the width there is, and the height that the text needs there."""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return max(self._text_box(width).height() + 2 * _ABOVE, self._edge() + 6, _LEAST)

    @override
    def sizeHint(self) -> QSize:
        longest = self.fontMetrics().averageCharWidth() * _MOST_CHARACTERS
        words = self.fontMetrics().horizontalAdvance(self.text().replace("&", "")) + 4
        width = self._edge() + _GAP + min(words, longest)
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        width = self._edge() + _GAP + self.fontMetrics().averageCharWidth() * 12
        return QSize(width, self.heightForWidth(max(width, self.width())))

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionButton()
        option.initFrom(self)
        option.state |= (
            QStyle.StateFlag.State_On if self.isChecked() else QStyle.StateFlag.State_Off
        )
        edge = self._edge()
        line = self.fontMetrics().height()
        option.rect = QRect(0, _ABOVE + (line - edge) // 2, edge, edge)
        self.style().drawPrimitive(self.element, option, painter, self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self._text_box(self.width()), _FLAGS, self.text())

    def _edge(self) -> int:
        return self.style().pixelMetric(self.width_metric, None, self)

    def _text_box(self, width: int) -> QRect:
        left = self._edge() + _GAP
        room = max(width - left, 20)
        box = self.fontMetrics().boundingRect(QRect(0, 0, room, 100_000), _FLAGS, self.text())
        return QRect(left, _ABOVE, room, box.height())


class Tick(_Wrapping, QCheckBox):
    """A check box. Never ticked by the program: what is ticked is what a person said."""

    element = QStyle.PrimitiveElement.PE_IndicatorCheckBox
    width_metric = QStyle.PixelMetric.PM_IndicatorWidth

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.wrap()
        self.setText(text)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Option(_Wrapping, QRadioButton):
    """A radio button."""

    element = QStyle.PrimitiveElement.PE_IndicatorRadioButton
    width_metric = QStyle.PixelMetric.PM_ExclusiveIndicatorWidth

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.wrap()
        self.setText(text)


class OptionGroup(QGroupBox):
    """One question with exclusive answers; none is given at first."""

    chosen = Signal(str)
    """A key: what a person chose, not what a program set."""

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._options: dict[str, Option] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(16, 12, 16, 12)
        self._layout.setSpacing(4)

    @property
    def options(self) -> dict[str, Option]:
        """The answers by key, in their order."""
        return dict(self._options)

    def value(self) -> str | None:
        """Return the key of the answer, if one is given."""
        return next((key for key, one in self._options.items() if one.isChecked()), None)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer answers: key and text of each. An answer that is given stays so."""
        if [key for key, _ in options] == list(self._options):
            for key, text in options:
                self._options[key].setText(text)
            return
        for option in self._options.values():
            self._group.removeButton(option)
            self._layout.removeWidget(option)
            option.hide()
            option.deleteLater()
        self._options = {}
        for key, text in options:
            option = self._options[key] = Option(text)
            when_chosen(option, partial(self.chosen.emit, key))
            self._group.addButton(option)
            self._layout.addWidget(option, 0, Qt.AlignmentFlag.AlignLeft)
        # Tab goes in the order of making, and these may be made long after what stands below.
        for before, after in pairwise((*self._before(), *self._options.values())):
            QWidget.setTabOrder(before, after)

    def _before(self) -> Iterator[QWidget]:
        """Yield where Tab comes from, once the group stands among other things."""
        before = self.previousInFocusChain()
        while before is not None and before is not self:
            if before.focusPolicy() & Qt.FocusPolicy.TabFocus and not self.isAncestorOf(before):
                yield before
                return
            before = before.previousInFocusChain()

    def choose(self, key: str | None) -> None:
        """Mark the answer that is in force, or none."""
        with setting(*self._options.values()):
            if key is not None:
                self._options[key].setChecked(True)
                return
            self._group.setExclusive(False)
            for option in self._options.values():
                option.setChecked(False)
            self._group.setExclusive(True)

    def focus_first(self) -> None:
        """Put the keyboard on the answer, or on the first of them."""
        chosen = self.value()
        for key, option in self._options.items():
            if chosen in (None, key):
                option.setFocus()
                return
