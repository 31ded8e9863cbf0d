"""Files that were opened from outside: where each belongs, and what it waits for.

A request is reviewed in an open vault and waits until there is one. An auditor's package is
checked without any: nobody's data should be open beside what somebody else sees, so an open
vault is locked first. Nothing but the first bytes of a file is read here.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject

from ui.navigation import Place, may_go
from ui.offered_file import read_beginning
from ui.session import Session
from ui.widgets.banner import Kind, rest

ShowMessage = Callable[[Kind, str, str, str, Callable[[], None]], None]
"""Shows a message on the page where the person is: see ``Page.show_message``."""

_MANIFEST: Final = b"manifest.json"
_ZIP: Final = b"PK\x03\x04"
_NAME_AT: Final = 30
"""Where the first file's name begins in a zip (APPNOTE.TXT, 4.3.7)."""


class Offers(QObject):
    """What was opened last, until it has been shown."""

    def __init__(self, session: Session, show_message: ShowMessage) -> None:
        super().__init__()
        self._session = session
        self._show_message = show_message

    def offer(self, file: Path) -> None:
        """Show a file where it belongs: now, or once it can be."""
        self._session.carried = file
        self.show()

    def show(self) -> None:
        """Show what waits, if it can be shown now; say what it waits for otherwise."""
        session = self._session
        file = session.carried
        if file is None:
            return
        place = Place.AUDITOR if is_package(file) else Place.REQUEST
        if may_go(place, session.standing):
            session.carried = None
            session.go(place, str(file))
        elif place is Place.AUDITOR:
            self.ask_to_lock()
        elif session.is_choosing:
            self._show_message(
                Kind.INFO,
                self.tr("You have opened a request"),
                self.tr("Choose who is to answer it. It is shown when the vault is unlocked."),
                "",
                rest,
            )
        elif session.settings.seat != "citizen":
            self._show_message(
                Kind.INFO,
                self.tr("You have opened a request"),
                self.tr("It is answered by somebody with a vault of their own."),
                self.tr("Go to my own data"),
                lambda: session.take_seat("citizen"),
            )

    def ask_to_lock(self) -> None:
        """Say kindly that the vault has to be locked first, and offer it."""
        waits = self._session.carried is not None
        self._show_message(
            Kind.INFO,
            self.tr("Lock your vault first"),
            self.tr("A package for an auditor was opened. It is checked without any vault.")
            if waits
            else self.tr("That page is for somebody else. Your data should not be open meanwhile."),
            self.tr("Lock, and open the package") if waits else self.tr("Lock the vault"),
            self._session.lock,
        )


def is_package(file: Path) -> bool:
    """Say whether a file is an auditor's package: by its name, or else by how it begins."""
    if file.suffix in {".ddaudit", ".ddrequest"}:
        return file.suffix == ".ddaudit"
    beginning = read_beginning(file, _NAME_AT + len(_MANIFEST))
    return beginning.startswith(_ZIP) and beginning[_NAME_AT:] == _MANIFEST
