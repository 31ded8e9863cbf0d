"""A page that shows one of several views at a time, each made anew when it is turned to."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from ui.session import Session
from ui.widgets.buttons import PlainButton, PrimaryButton
from ui.widgets.page import Page
from ui.widgets.steps import StepLine

_GAP: Final = 16
"""What the foot counts beside each of its buttons, in pixels."""

QWIDGETSIZE_MAX: Final = 16_777_215
"""Qt's own word for no greatest size; PySide does not name it."""


class PairedButton(PlainButton):
    """A plain button that may have to be as large as the primary one beside it.

    While it has a partner it asks for the room that both need to be equal, so that the
    foot puts them below each other where there is less.
    """

    partner: PrimaryButton | None = None

    def shared_width(self) -> int:
        """Return how wide both are, if they are equal."""
        own = super().sizeHint().width()
        return own if self.partner is None else max(own, self.partner.sizeHint().width())

    @override
    def sizeHint(self) -> QSize:
        own = super().sizeHint()
        if self.partner is None:
            return own
        return QSize(2 * self.shared_width() - self.partner.sizeHint().width(), own.height())

    @override
    def minimumSizeHint(self) -> QSize:
        return super().sizeHint()


class StagePage(Page):
    """What the views of a page share: where they stand, and what stands around them."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.view: QWidget | None = None
        self.shown: Callable[[], object] = self.show_nothing
        self.is_narrow = False
        self.step_line = StepLine()
        self.step_line.hide()
        self._stage = QVBoxLayout()
        self._is_even = False
        self.other_button = PairedButton()
        self.other_button.hide()
        self.foot.add_right(self.other_button)
        self.content.addWidget(self.step_line)
        self.content.addLayout(self._stage)

    def show_nothing(self) -> None:
        """Show the page before there is anything to show."""
        self.put(None, "")

    def turn_to(self, view: Callable[[], None]) -> None:
        """Show a view from its top, and put the keyboard where it begins.

        Args:
            view: Puts it on the stage; called once more when the language changes.
        """
        self.shown = view
        view()
        self._begin()

    def _begin(self) -> None:
        """Put the keyboard where a view begins, and show its top.

        Where that lies below what can be seen, the keyboard begins on the way onwards
        instead (WCAG 2.2, 2.4.7), unless the view is nothing but a place to write.
        """
        self._lay_out()
        self.focus_first()
        self._scroll.verticalScrollBar().setValue(0)
        self._begin_in_sight()

    def _lay_out(self) -> None:
        """Lay out a new view at once: before that nobody knows where its parts will stand."""
        if self.view is not None:
            self.view.show()
        # Each layout asks for the next one; all of them are answered here.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def _begin_in_sight(self) -> None:
        focus = self.focusWidget()
        if not self._around.isAncestorOf(focus):
            return  # in the foot, or nowhere
        top = self._scroll.verticalScrollBar().value()
        bottom = focus.mapTo(self._around, focus.rect().bottomLeft()).y()
        if bottom <= top + self._scroll.viewport().height():
            return
        if getattr(self.view, "is_written_in", False) or self.primary_button.isHidden():
            self.scroll_to(focus)
        else:
            self.primary_button.setFocus()

    def put(self, view: QWidget | None, heading: str) -> None:
        """Put a view in the place of the one before, with only "Back" below it."""
        if self.view is not None:
            self._stage.removeWidget(self.view)
            self.view.hide()
            self.view.deleteLater()
        self.view = view
        if view is not None:
            self._stage.addWidget(view)
        self.heading.setText(heading)
        self.step_line.hide()
        self.other_button.hide()
        self.primary_button.setEnabled(True)
        self._is_even = False
        self.even_out()
        self.show_foot(back=True)

    def offer(self, primary: str, other: str = "", *, is_even: bool = False) -> None:
        """Offer the one primary button, and a plain one beside it.

        Args:
            primary: Its words; none hides it.
            other: Likewise.
            is_even: Whether both decide the same thing, and so have to be equally large:
                beside each other, or else below each other.
        """
        self.primary_button.setText(primary)
        self.other_button.setText(other)
        self._is_even = is_even
        self.show_foot(back=True, primary=bool(primary))
        self.other_button.setVisible(bool(other))
        self.even_out()

    def even_out(self) -> None:
        """Make two buttons that decide the same thing equally large."""
        self.other_button.partner = self.primary_button if self._is_even else None
        widest = self.other_button.shared_width()
        is_beside = self._is_even and self._fits_in_foot(widest)
        for button in (self.primary_button, self.other_button):
            button.setMinimumWidth(widest if is_beside else 0)
        self.other_button.setMaximumWidth(widest if is_beside else QWIDGETSIZE_MAX)
        self.other_button.updateGeometry()

    def _fits_in_foot(self, widest: int) -> bool:
        edges = 2 * (16 if self.is_narrow else 40)
        buttons = 2 * widest + self.back_button.sizeHint().width()
        return buttons + 3 * _GAP + edges <= self.width()

    @override
    def set_narrow(self, *, is_narrow: bool) -> None:
        super().set_narrow(is_narrow=is_narrow)
        self.is_narrow = is_narrow
        self.even_out()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.even_out()

    @override
    def focus_first(self) -> None:
        focus = getattr(self.view, "focus_first", None)
        if focus is not None and focus():
            return
        if self.primary_button.isHidden():
            self.setFocus()  # there is only something to read: the arrows scroll
        else:
            self.primary_button.setFocus()
