"""What every section of the settings has: words, an entrance, and perhaps a primary button."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from datadonor.audit.custody import OpenVault
from datadonor.errors import DatadonorError
from datadonor.vault.errors import WrongPassphrase
from ui.announce import announce
from ui.keeping import Kept
from ui.session import Session
from ui.tasks import Changes
from ui.widgets.banner import Kind
from ui.widgets.secret import PassphraseField
from ui.widgets.translated import Translated

_T = TypeVar("_T")


class SectionView(Translated, QWidget):
    """One section. The page around it shows its title, its messages and its primary button."""

    failed = Signal(object)
    """A ``DatadonorError``, for the page to show."""

    told = Signal(object, str, str)
    """A ``Kind``, a title and a text, for the page to show."""

    foot_changed = Signal()
    """``title`` or ``primary`` says something else now."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.kept: Kept | None = None
        self.is_busy = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(16)

    # -- for subclasses -----------------------------------------------------------

    @property
    def title(self) -> str:
        """The page's heading."""
        return ""

    @property
    def primary(self) -> str:
        """What the primary button says; nothing if there is none."""
        return ""

    def on_primary(self) -> None:
        """Do what the primary button says."""

    @override
    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""

    def show_kept(self, kept: Kept) -> None:
        """Take in how the vault is looked after."""
        self.kept = kept
        self.retranslate()

    def enter(self) -> None:
        """Begin anew."""

    def leave(self) -> None:
        """Forget what is secret: the person goes elsewhere."""

    def focus_first(self) -> bool:
        """Put the keyboard where the person begins; say whether that is in the section."""
        return False

    # -- with the passphrase --------------------------------------------------------

    def act(
        self,
        field: PassphraseField,
        work: Callable[[OpenVault], _T],
        then: Callable[[_T], None],
        changes: Changes,
    ) -> None:
        """Do something that only the owner may do; a wrong passphrase is said at its field."""

        def done(result: _T) -> None:
            self._set_busy(is_busy=False)
            field.clear()
            then(result)

        def failed(error: DatadonorError) -> None:
            self._set_busy(is_busy=False)
            if isinstance(error, WrongPassphrase):
                field.say(error.user_message(self.session.language).message)
                field.field.setFocus()
                field.field.selectAll()
                announce(field.field, field.error.text())
            else:
                self.failed.emit(error)

        self._set_busy(is_busy=True)
        self.session.act(work, changes, done, failed)

    def tell(self, kind: Kind, title: str, text: str) -> None:
        """Have the page show a message above the section."""
        self.told.emit(kind, title, text)

    def _set_busy(self, *, is_busy: bool) -> None:
        self.is_busy = is_busy
        self.setEnabled(not is_busy)
        self.retranslate()
        self.foot_changed.emit()
