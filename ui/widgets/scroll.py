"""What scrolls: downwards only, because reading in two directions is hard (WCAG 1.4.10)."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QWidget
from typing_extensions import override

_MARGIN: Final = 24


class Scroll(QScrollArea):
    """Scrolls downwards only, shows what is behind it, and follows the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its children scroll it
        # Qt's own bar is a child to a screen reader while it is seen. Asked for it when it
        # has just gone, Qt reads past the end of a list, and the program falls (measured
        # with 6.11.3: QAccessibleAbstractScrollArea::child). So the bar that is seen is ours.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._bar.hide()
        own = self.verticalScrollBar()
        own.rangeChanged.connect(self._on_range_changed)
        own.valueChanged.connect(self._bar.setValue)
        self._bar.valueChanged.connect(own.setValue)

    @override
    def setWidget(self, widget: QWidget) -> None:
        super().setWidget(widget)
        # Qt fills both with the page's colour as soon as there is something to scroll.
        widget.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _on_range_changed(self, least: int, most: int) -> None:
        own = self.verticalScrollBar()
        self._bar.setRange(least, most)
        self._bar.setPageStep(own.pageStep())
        self._bar.setSingleStep(own.singleStep())
        self._bar.setValue(own.value())
        self._bar.setVisible(most > least)
        self._place()

    def _place(self) -> None:
        width = self._bar.sizeHint().width()
        margin = 0 if self._bar.isHidden() else width
        if self.viewportMargins().right() != margin:
            self.setViewportMargins(0, 0, margin, 0)
        self._bar.setGeometry(self.width() - width, 0, width, self.height())


def bring_into_view(widget: QWidget) -> None:
    """Scroll so far that all of a widget and its ring are seen, if it is scrolled at all."""
    scroll = enclosing(widget)
    if scroll is not None:
        scroll.ensureWidgetVisible(widget, 0, _MARGIN)


def enclosing(widget: QWidget) -> Scroll | None:
    """Return what a widget is scrolled by, if it is."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, Scroll):
        parent = parent.parentWidget()
    return parent
