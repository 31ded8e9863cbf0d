"""How help ends: early by the person, with their passphrase; or by itself, and the vault locks.

Whether it is over the core alone can say: it knows when the clock was set. So it is asked
every few seconds, and what it says is shown.
"""

from datetime import timedelta
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from datadonor.audit.assistance import Assistance
from datadonor.audit.custody import OpenVault
from datadonor.errors import DatadonorError
from ui.session import Session
from ui.widgets.banner import Kind, rest
from ui.widgets.page import Page

WARNING: Final = timedelta(minutes=2)
"""How long before the end the person is told."""

_TICK_MILLISECONDS: Final = 3000


class HelpEndWatch(QObject):
    """Follows the help in force, for as long as the window shows that somebody helps."""

    nearly_over = Signal()
    """It ends in ``WARNING``, or sooner. Told once."""

    over = Signal()
    """It has ended by itself: nobody has shown that the person is alone."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._is_asking = False
        self._is_warned = False
        self._timer = QTimer(self, interval=_TICK_MILLISECONDS)
        self._timer.timeout.connect(self.check)
        session.assistance_changed.connect(self._on_changed)

    def check(self) -> None:
        """Ask the core, unless it has not answered yet."""
        if not self._is_asking:
            self._is_asking = True
            self._session.ask(_in_force, self._on_answer, self._on_failed)

    def _on_changed(self) -> None:
        self._is_warned = False
        if self._session.assistance is None:
            self._timer.stop()
        else:
            self._timer.start()

    def _on_answer(self, answer: tuple[Assistance | None, timedelta]) -> None:
        self._is_asking = False
        found, left = answer
        if self._session.assistance is None:
            return  # the person has ended it meanwhile
        if found is None:
            self.over.emit()
            return
        self._session.be_helped(found)
        if left <= WARNING and not self._is_warned:
            self._is_warned = True
            self.nearly_over.emit()

    def _on_failed(self, _: DatadonorError) -> None:
        self._is_asking = False


def end_help(page: Page) -> None:
    """End the help before its time, once the page has the person's passphrase."""
    page.as_person(
        lambda: page.session.end_assistance(rest, page.show_error),
        QCoreApplication.translate("HelpEnd", "Do you want to end the help?"),
    )


def warn_of_end(page: Page) -> None:
    """Say on the page what comes in ``WARNING``, and what can be done before."""
    page.banner.show_message(
        Kind.WARNING,
        QCoreApplication.translate("HelpEnd", "The help is about to end"),
        QCoreApplication.translate(
            "HelpEnd",
            "The help ends in two minutes, and the vault is locked. What you have answered is "
            "kept. To go on alone, choose “End the help”, and write your passphrase.",
        ),
    )


def _in_force(opened: OpenVault) -> tuple[Assistance | None, timedelta]:
    """Return the help in force, and how long it lasts still."""
    helped = opened.log.assistance
    return helped, timedelta() if helped is None else helped.until - opened.log.now()
