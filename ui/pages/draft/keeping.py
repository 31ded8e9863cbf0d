"""Keeping a draft while it is written: a moment after each change, and whenever it is left."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from consent.draft_file import DraftChanged, DraftFile
from datadonor.errors import DatadonorError
from datadonor.texts import Language
from ui.researching_form import Values
from ui.researching_keeping import Drafting, keep_drafting, keep_in_any_case
from ui.widgets.banner import Kind, rest
from ui.widgets.research_page import ResearchPage

_KEEPING_MS: Final = 1500
"""How long after a change a draft is written to its file."""

_AGAIN_MS: Final = 5000
"""How long after it could not be written it is tried again."""

_Writing = Callable[[Values, DraftFile, Language], Path | None]


class Keeper(QObject):
    """Writes the draft in hand to its file, beside the screen."""

    told = Signal()
    """It is kept now, or could not be: see ``Drafting.is_kept`` and ``Drafting.trouble``."""

    def __init__(self, page: ResearchPage) -> None:
        super().__init__(page)
        self._page = page
        self._is_told = False  # of the trouble there is
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.keep)

    def note_change(self, drafting: Drafting) -> None:
        """Have a change written in a moment, however fast the person goes on writing."""
        drafting.change()
        if not self.timer.isActive():
            self.timer.start(_KEEPING_MS)

    def begin_anew(self) -> None:
        """Try again what could not be kept, on a page that has just been entered."""
        self._is_told = False
        self.keep()

    def keep(self) -> None:
        """Write the draft, if there is something in it that is not in its file."""
        self._write(keep_drafting)

    def keep_before_the_end(self) -> None:
        """Write the draft; nobody can be asked any more about what another program has done."""
        self._write(keep_in_any_case)

    def keep_then(self, then: Callable[[], None]) -> None:
        """Write the draft, and go on if everything is in its file."""
        drafting = self._page.workplace.drafting
        self.keep()

        def go_on() -> None:
            if drafting is None or drafting.is_kept:
                then()

        self._page.do(rest, lambda _: go_on())

    def _write(self, write: _Writing) -> None:
        self.timer.stop()
        drafting = self._page.workplace.drafting
        if drafting is None or drafting.file is None or drafting.is_kept:
            return
        if drafting.asked == drafting.edition:
            return
        edition = drafting.asked = drafting.edition
        values = deepcopy(drafting.values)  # written on goes meanwhile
        file, language = drafting.file, self._page.session.language
        self._page.do(
            lambda: write(values, file, language),
            lambda aside: self._on_kept(drafting, edition, aside),
            lambda error: self._on_not_kept(drafting, error),
        )

    def _on_kept(self, drafting: Drafting, edition: int, aside: Path | None) -> None:
        drafting.is_kept = edition == drafting.edition
        drafting.trouble = None
        if self._is_told:
            self._page.banner.hide()
            self._is_told = False
        if aside is not None:
            title = self.tr("Your own comments are kept")
            said = self.tr(
                "The window writes a draft anew, with its own explanations. The file as it was, "
                "with your comments, lies beside it as “%1”."
            ).replace("%1", aside.name)
            self._page.show_message(Kind.INFO, title, said)
        self.told.emit()

    def _on_not_kept(self, drafting: Drafting, error: DatadonorError) -> None:
        drafting.asked = None
        drafting.trouble = error
        if not isinstance(error, DraftChanged):  # that, the person decides
            self.timer.start(_AGAIN_MS)
            if not self._is_told:
                self._page.show_error(error)
                self._is_told = True
        self.told.emit()
