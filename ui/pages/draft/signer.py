"""Signing a draft: where the file goes, what signs it, and what came of it."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from consent.draft import ENDING
from datadonor.errors import DatadonorError
from datadonor.vault.keystore import WrongKeyPassphrase
from export.receiving.signing import sign_into
from ui import choosing
from ui.announce import announce
from ui.researching_draft import finished
from ui.researching_keeping import Drafting
from ui.session import sentences
from ui.widgets.banner import Kind
from ui.widgets.research_page import ResearchPage
from ui.widgets.secret import PassphraseField


class Signer(QObject):
    """Signs beside the screen; errors are shown on the page or at the passphrase."""

    busy = Signal(bool)
    """A signing has begun, or has ended."""

    signed = Signal(object)
    """The ``Path`` of what was signed."""

    def __init__(self, page: ResearchPage, passphrase: PassphraseField) -> None:
        super().__init__(page)
        self._page = page
        self._passphrase = passphrase
        self.is_busy = False

    def sign(self, drafting: Drafting) -> None:
        """Ask where the file is to go, and sign a draft without fault into it."""
        request, keys = finished(drafting.values), self._page.workplace.keys
        chosen = choosing.choose_file_to_save(
            self._page,
            self.tr("Where should the signed request lie?"),
            f"{request.id}-{request.version}{ENDING}",
            self.tr("Requests (*.ddrequest)"),
            ENDING,
        )
        if chosen is None or keys is None:
            return
        file = chosen if chosen.suffix == ENDING else chosen.with_name(chosen.name + ENDING)
        if file != chosen and file.exists():  # the system asked about another name
            title = self.tr("There is a file of this name already")
            said = self.tr("“%1” was not replaced. Choose another name.")
            self._page.show_message(Kind.WARNING, title, said.replace("%1", file.name))
            return
        passphrase = self._passphrase.take()
        today = datetime.now(UTC).astimezone().date()
        self._set_busy(is_busy=True)
        self._page.do(
            lambda: sign_into(request, keys, passphrase, file, today),
            lambda _: self._on_signed(file),
            self._on_not_signed,
        )

    def _on_signed(self, file: Path) -> None:
        self._set_busy(is_busy=False)
        self.signed.emit(file)

    def _on_not_signed(self, error: DatadonorError) -> None:
        self._set_busy(is_busy=False)
        if isinstance(error, WrongKeyPassphrase):
            field = self._passphrase
            field.say(sentences(error, self._page.session.language))
            field.field.setFocus()
            announce(field.field, field.error.text())
        else:
            self._page.show_error(error)

    def _set_busy(self, *, is_busy: bool) -> None:
        self.is_busy = is_busy
        self.busy.emit(is_busy)
