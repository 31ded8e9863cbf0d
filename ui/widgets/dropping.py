"""Files dropped on a page. Everything that a drop does, a button does too."""

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from typing_extensions import override

from ui.session import Session
from ui.widgets.page import Page


class DropPage(Page):
    """A page that takes one dropped file."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.setAcceptDrops(True)

    def take_file(self, path: Path) -> None:
        """Do what the page does with a file."""

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.take_file(path)


def _dropped(event: QDropEvent) -> Path | None:
    """Return the one file on this computer that is dropped."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    return Path(urls[0].toLocalFile())
