"""What is un-ticked on its way into the vault, and the signature that makes it hold."""

from PySide6.QtCore import QObject, Signal

from datadonor.errors import DatadonorError
from ui import leaving_out
from ui.leaving_out import LeftOut
from ui.session import Session
from ui.tasks import Changes


class PreviewNoting(QObject):
    """The records left out of one project's donation, as the vault has them."""

    changed = Signal()
    """``noted`` is another than before."""

    failed = Signal(object)
    not_verified = Signal(object)
    """A ``DatadonorError`` each."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.noted: LeftOut = leaving_out.NOTHING
        self._session = session
        self._project = ""
        self._under_way = 0

    @property
    def is_under_way(self) -> bool:
        """Whether something is not noted yet: until then nothing may be confirmed."""
        return self._under_way > 0

    def begin(self, project: str) -> None:
        """Turn to a project, or to none."""
        self._project, self.noted, self._under_way = project, leaving_out.NOTHING, 0
        if project:
            self.read()

    def read(self) -> None:
        """Read it anew."""
        project, language = self._project, self._session.language
        self._session.ask(
            lambda opened: leaving_out.left_out(opened, project, language),
            lambda noted: self._on_noted(project, noted),
            self.failed.emit,
        )

    def note(self, record: str, item: str, *, stays: bool) -> None:
        """Note that a record is to stay, or to be sent again."""
        project, language = self._project, self._session.language
        self._under_way += 1
        self._session.act(
            lambda opened: leaving_out.note(opened, project, item, record, language, stays=stays),
            Changes(),
            lambda noted: self._on_answer(project, noted),
            lambda error: self._on_note_failed(project, error),
        )

    def forget(self) -> None:
        """Take back what was noted and not signed."""
        project, language = self._project, self._session.language
        self._session.act(
            lambda opened: leaving_out.forget(opened, project, language),
            Changes(),
            lambda noted: self._on_noted(project, noted),
            self.failed.emit,
        )

    def sign(self, passphrase: str) -> None:
        """Make sure that it is the owner who signs, and write the change down."""
        self._session.verify_passphrase(passphrase, self._sign, self.not_verified.emit)

    def _sign(self) -> None:
        project, language = self._project, self._session.language
        self._session.act(
            lambda opened: leaving_out.sign(opened, project, language),
            Changes(consent=True),
            lambda _: None,  # all that show the consent read it anew, the page among them
            self.failed.emit,
        )

    def _on_answer(self, project: str, noted: LeftOut) -> None:
        if project == self._project and self._under_way:
            self._under_way -= 1
        self._on_noted(project, noted)

    def _on_noted(self, project: str, noted: LeftOut) -> None:
        if project == self._project and not self._under_way:
            self.noted = noted
            self.changed.emit()

    def _on_note_failed(self, project: str, error: DatadonorError) -> None:
        if project == self._project and self._under_way:
            self._under_way -= 1
        self.failed.emit(error)
        self.read()  # the ticks as they were
