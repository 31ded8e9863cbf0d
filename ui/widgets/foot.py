"""The buttons below a page: "Back" to the left, the one primary button to the right."""

from itertools import pairwise

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QWidget
from typing_extensions import override

from ui.widgets.banner import tokens_of
from ui.widgets.buttons import PlainButton, PrimaryButton
from ui.widgets.reading_order import read_in_order

_Direction = QBoxLayout.Direction


class Foot(QFrame):
    """Stays where it is while the page scrolls; is not there when it is empty."""

    def __init__(self, back: PlainButton, primary: PrimaryButton) -> None:
        super().__init__()
        self._layout = QBoxLayout(_Direction.LeftToRight, self)
        self._layout.setSpacing(16)
        self._layout.addWidget(back)
        self._layout.addStretch(1)
        self._layout.addWidget(primary)
        self._left = 1
        self._buttons: list[QWidget] = [back, primary]  # from the left
        back.hide()
        primary.hide()
        for button in self._buttons:
            button.installEventFilter(self)
        self.set_narrow(is_narrow=False)
        self._show_if_any()

    def add_left(self, widget: QWidget) -> None:
        """Add a button after "Back"."""
        self._layout.insertWidget(self._left, widget)
        self._buttons.insert(self._left, widget)
        self._left += 1
        self._watch(widget)

    def add_right(self, widget: QWidget) -> None:
        """Add a button before the primary one."""
        self._layout.insertWidget(self._layout.count() - 1, widget)
        self._buttons.insert(-1, widget)
        self._watch(widget)

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Spend less on margins, and fold where the buttons do not stand side by side."""
        edge = 16 if is_narrow else 40
        self._layout.setContentsMargins(edge, 12, edge, 12)
        self._fold()

    @override
    def resizeEvent(self, event: object) -> None:
        self._fold()

    @override
    def eventFilter(self, watched: object, event: QEvent) -> bool:
        kinds = {
            QEvent.Type.ShowToParent,
            QEvent.Type.HideToParent,
            QEvent.Type.FontChange,
            QEvent.Type.LayoutRequest,
        }
        if event.type() in kinds:
            self._show_if_any()
            self._fold()
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.surface))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(self.rect().topLeft(), self.rect().topRight())

    def _watch(self, widget: QWidget) -> None:
        widget.installEventFilter(self)
        self._order()
        self._show_if_any()

    def _order(self) -> None:
        """Have them read, and come to by Tab, as they stand: folded ones from the top."""
        is_folded = self._layout.direction() is _Direction.BottomToTop
        ordered = self._buttons[::-1] if is_folded else self._buttons
        read_in_order(*ordered)
        for before, after in pairwise(ordered):
            QWidget.setTabOrder(before, after)

    def _show_if_any(self) -> None:
        self.setVisible(any(not button.isHidden() for button in self._buttons))

    def _fold(self) -> None:
        """Put the buttons below each other where their words would be cut."""
        shown = [button for button in self._buttons if not button.isHidden()]
        needed = sum(button.sizeHint().width() + 16 for button in shown)
        edges = self._layout.contentsMargins()
        room = self.width() - edges.left() - edges.right()
        is_folded = bool(shown) and needed > room
        direction = _Direction.BottomToTop if is_folded else _Direction.LeftToRight
        if self._layout.direction() != direction:
            self._layout.setDirection(direction)
            self._order()
            for button in self._buttons:
                if isinstance(button, QPushButton):
                    button.updateGeometry()
