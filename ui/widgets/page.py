"""What every page has: a heading, a place for messages, content, and buttons below.

A page scrolls as a whole, so it can be read in a small window at 200 % text; "Back" and
the one primary button stay below it.
"""

from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import Final, TypeVar

from PySide6.QtCore import QDeadlineTimer, QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QApplication,
    QHBoxLayout,
    QLayout,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from datadonor.audit.custody import OpenVault
from datadonor.errors import DatadonorError
from ui.session import Session, sentences
from ui.tasks import Changes
from ui.widgets.banner import Banner, Kind, rest
from ui.widgets.buttons import PlainButton, PrimaryButton
from ui.widgets.foot import Foot
from ui.widgets.labels import LINE_CHARACTERS, Heading, QuietText
from ui.widgets.owner_check import OwnerCheck
from ui.widgets.scroll import Scroll

_T = TypeVar("_T")

_SETTLING_MS: Final = 200
_ENOUGH: Final = 40
"""Pixels of a tall thing by which one sees that the keyboard is on it: a button's height."""

_Step = QAbstractSlider.SliderAction
_SCROLLING: Final[Mapping[int, QAbstractSlider.SliderAction]] = {
    Qt.Key.Key_PageDown: _Step.SliderPageStepAdd,
    Qt.Key.Key_PageUp: _Step.SliderPageStepSub,
    Qt.Key.Key_Home: _Step.SliderToMinimum,
    Qt.Key.Key_End: _Step.SliderToMaximum,
}
"""Keys that scroll, wherever on the page the keyboard is and has no other use for them."""

_SCROLLING_ALONE: Final[Mapping[int, QAbstractSlider.SliderAction]] = {
    Qt.Key.Key_Down: _Step.SliderSingleStepAdd,
    Qt.Key.Key_Up: _Step.SliderSingleStepSub,
    Qt.Key.Key_Space: _Step.SliderPageStepAdd,
}
"""Keys that scroll, too, while the keyboard is on the page itself."""


class Page(QWidget):
    """One screen. Subclasses fill ``content`` and ``foot``, then call ``retranslate``."""

    characters = LINE_CHARACTERS + 6
    """How wide the page may grow, in characters of running text."""

    scrolls_itself = False
    """Whether the page knows better than where the keyboard is what is to be seen first."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.argument = ""
        self.heading = Heading()
        self.banner = Banner()
        self.owner_check = OwnerCheck(session)
        self.waiting = QuietText()
        self.content = QVBoxLayout()
        self.content.setSpacing(16)
        self.back_button = PlainButton()
        self.primary_button = PrimaryButton()
        self.foot = Foot(self.back_button, self.primary_button)
        self._is_new = False  # it was just entered, and may not be whole yet
        self._settled = QDeadlineTimer(0)
        self._entered = 0  # answers to an earlier visit are dropped
        self._asked = 0
        self._make_frame()
        self.waiting.hide()
        self.back_button.clicked.connect(self.go_back)
        session.tasks.changed.connect(self._on_changed)
        session.job_changed.connect(self._tell_of_waiting)
        self._name_back_button()
        self._set_width()

    # -- for subclasses ---------------------------------------------------------

    @abstractmethod
    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""

    def refresh(self) -> None:
        """Read anew what the page shows."""

    def focus_first(self) -> None:
        """Put the keyboard where the person will begin."""

    def leave(self) -> None:
        """Ask for what is still to be kept: the window is about to close, or to be locked."""

    def concerns(self, changes: Changes) -> bool:
        """Say whether the page shows what was changed."""
        return changes.any_in_vault

    def go_back(self) -> None:
        """Lead back to where the person came from; Escape and "Back" come here."""
        self.session.back()

    def enter(self, argument: str = "") -> None:
        """Be shown; called by the window."""
        self.argument = argument
        self._be_new()
        self.banner.hide()
        self.owner_check.put_away()
        self.read_anew()
        self._scroll.verticalScrollBar().setValue(0)
        self.focus_first()

    def read_anew(self) -> None:
        """Refresh, and drop the answers to what was asked before."""
        self._grow_old()
        self._entered += 1
        self._asked = 0
        self._tell_of_waiting()
        self.refresh()

    def start_at_top(self) -> None:
        """Begin as on a page just entered, where what is shown has become another thing."""
        self._be_new()
        self._scroll.verticalScrollBar().setValue(0)
        self.setFocus()

    def show_foot(self, *, back: bool = False, primary: bool = False) -> None:
        """Show or hide the two buttons that every page may have."""
        self.back_button.setVisible(back)
        self.primary_button.setVisible(primary)

    def ask(self, question: Callable[[OpenVault], _T], then: Callable[[_T], None]) -> None:
        """Read something from the vault; an answer that comes too late is dropped.

        Args:
            question: Runs on the database thread.
            then: Gets the answer, if the page has not been entered or refreshed since.
        """
        visit = self._entered
        self._asked += 1

        def answered(answer: _T) -> None:
            if visit == self._entered:
                self._note_answer()
                then(answer)

        def failed(error: DatadonorError) -> None:
            if visit == self._entered:
                self._note_answer()
                self.show_error(error)

        self.session.ask(question, answered, failed)
        self._tell_of_waiting()

    def act(
        self,
        work: Callable[[OpenVault], _T],
        changes: Changes,
        then: Callable[[_T], None],
    ) -> None:
        """Change something in the vault; an error is shown on the page."""
        self.session.act(work, changes, then, self.show_error)

    def as_person(self, act: Callable[[], None], asked: str = "") -> None:
        """Make a decision: at once, or after the person's passphrase while somebody helps.

        Args:
            act: What is decided.
            asked: It, as a question, where the page does not show it; see ``OwnerCheck``.
        """
        if self.session.assistance is None:
            act()
        else:
            self._is_new = False
            self.owner_check.begin(act, asked)
            QTimer.singleShot(0, self, lambda: self.scroll_to(self.owner_check.passphrase.field))

    # -- messages ----------------------------------------------------------------

    def show_error(self, error: DatadonorError) -> None:
        """Show what happened and what to do, above the content."""
        words = sentences(error, self.session.language)
        self.show_message(Kind.ERROR, self.tr("That did not work"), words)

    def show_message(
        self, kind: Kind, title: str, text: str, button: str = "", act: Callable[[], None] = rest
    ) -> None:
        """Show a message above the content, and scroll to it; see ``Banner``."""
        self.banner.show_message(kind, title, text, button, act)
        self._scroll.ensureVisible(0, 0)

    def scroll_to(self, widget: QWidget) -> None:
        """Bring a part of the page into view."""
        self._scroll.ensureWidgetVisible(widget, 0, 24)
        # What was written above it a moment ago is laid out only after this.
        scroll = self._scroll
        QTimer.singleShot(0, widget, lambda: scroll.ensureWidgetVisible(widget, 0, 24))

    def scroll_to_rows(self, widget: QWidget, top: int, bottom: int) -> None:
        """Bring some pixel rows of a part of the page into view."""
        x, y = widget.mapTo(self._around, widget.rect().topLeft()).toTuple()
        self._scroll.ensureVisible(x, y + top, 0, 24)
        self._scroll.ensureVisible(x, y + bottom, 0, 24)

    # -- the shape ---------------------------------------------------------------

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Spend less on margins where there is little room."""
        edge = 16 if is_narrow else 40
        self._margins.setContentsMargins(edge, edge, edge, edge)
        self.foot.set_narrow(is_narrow=is_narrow)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back, or scroll: a page of text alone has nothing else to be read by (2.1.1)."""
        if event.key() == Qt.Key.Key_Escape and not self.back_button.isHidden():
            self.go_back()
        elif event.key() in _SCROLLING or (self.hasFocus() and event.key() in _SCROLLING_ALONE):
            step = _SCROLLING.get(event.key()) or _SCROLLING_ALONE[event.key()]
            self._scroll.verticalScrollBar().triggerAction(step)
        else:
            super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        self._is_new = False
        return super().focusNextPrevChild(next)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        match event.type():
            case QEvent.Type.LanguageChange:
                self._name_back_button()
                self._tell_of_waiting()
                self.owner_check.retranslate()
                self.retranslate()
            case QEvent.Type.FontChange | QEvent.Type.ApplicationFontChange:
                self._set_width()

    def _make_frame(self) -> None:
        self._column = QWidget()
        column = QVBoxLayout(self._column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(24)
        for part in (self.heading, self.banner, self.owner_check, self.waiting):
            column.addWidget(part)
        column.addLayout(self.content)
        column.addStretch(1)
        self._around = QWidget()
        self._margins = QHBoxLayout(self._around)
        # The content's own share wins over the empty one until it is wide enough.
        self._margins.addWidget(self._column, 1000)
        self._margins.addStretch(1)
        self._scroll = Scroll()
        self._scroll.setWidget(self._around)
        self._scroll.verticalScrollBar().rangeChanged.connect(
            lambda: QTimer.singleShot(0, self, self._keep_focus_in_sight)
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self.foot)

    def _be_new(self) -> None:
        """Count as just entered until everything asked for is there and laid out."""
        self._is_new = True
        self._settled.setRemainingTime(_SETTLING_MS)

    def _note_answer(self) -> None:
        self._asked -= 1
        if self._is_new:
            self._settled.setRemainingTime(_SETTLING_MS)
        self._tell_of_waiting()

    def _grow_old(self) -> None:
        if self._asked == 0 and self._settled.hasExpired():
            self._is_new = False

    def _keep_focus_in_sight(self) -> None:
        """Lose nobody's place when what comes in pushes it down (WCAG 2.2, 2.4.7).

        On a page that has just been entered the top is what is to be seen: there the
        keyboard goes to the page itself, from which Tab leads to the first thing on it.
        """
        if self.scrolls_itself:
            return
        focus = QApplication.focusWidget()
        if focus is None or not self._around.isAncestorOf(focus):
            return
        bar, height = self._scroll.verticalScrollBar(), self._scroll.viewport().height()
        top = focus.mapTo(self._around, focus.rect().topLeft()).y()
        bottom = top + focus.height()
        self._grow_old()
        if self._is_new:
            bar.setValue(0)
            if height - top < min(focus.height(), _ENOUGH):
                self.setFocus()
        elif bottom < bar.value() or top > bar.value() + height:
            self.scroll_to(focus)

    def _set_width(self) -> None:
        character = self.fontMetrics().averageCharWidth()
        self._column.setMaximumWidth(character * self.characters)

    def _name_back_button(self) -> None:
        self.back_button.setText(self.tr("&Back", "leads to the page before"))

    def _tell_of_waiting(self) -> None:
        is_waiting = self._asked > 0 and self.session.job is not None
        self.waiting.setText(self.tr("This page will be filled in as soon as the vault is free …"))
        self.waiting.setVisible(is_waiting)

    def _on_changed(self, changes: Changes) -> None:
        # Pages that are not shown read anew when they are entered.
        if self.session.is_open and self.isVisible() and self.concerns(changes):
            self.read_anew()


def page_around(part: QWidget) -> Page:
    """Return the page that a part of it stands on.

    Raises:
        LookupError: It stands on none.
    """
    around = part.parentWidget()
    while around is not None:
        if isinstance(around, Page):
            return around
        around = around.parentWidget()
    raise LookupError


def add_row(layout: QVBoxLayout, *parts: QWidget | QLayout) -> QHBoxLayout:
    """Add widgets side by side, as tall as the tallest."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for part in parts:
        if isinstance(part, QWidget):
            row.addWidget(part)
        else:
            row.addLayout(part)
    layout.addLayout(row)
    return row


def add_titled(layout: QVBoxLayout, title: QWidget, *parts: QWidget | QLayout) -> QVBoxLayout:
    """Add a part of a page: its title, and close below it what belongs to it."""
    part_layout = QVBoxLayout()
    part_layout.setSpacing(8)
    part_layout.addWidget(title)
    for part in parts:
        if isinstance(part, QWidget):
            part_layout.addWidget(part)
        else:
            part_layout.addLayout(part)
    layout.addLayout(part_layout)
    return part_layout
