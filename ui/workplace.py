"""Where a researcher works in this run of the window: their folders, and the draft in hand.

The pages of a researcher meet here, because pages do not know each other. Nothing of it is
kept when the window closes: the folders are the researcher's own, and the draft has a file.
"""

from pathlib import Path
from typing import Final, Literal, Self

from PySide6.QtCore import QObject, Signal

from ui.researching_keeping import Drafting
from ui.session import Session

FolderName = Literal["inbox", "store", "answers"]

BESIDE: Final[tuple[FolderName, ...]] = ("inbox", "store", "answers")
"""What lies beside the folder of keys, as in the researchers' guide, until another is chosen."""


class Workplace(QObject):
    """The folders of keys, of what came, of what was filed, and of answers."""

    changed = Signal()
    """A folder is another than before."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.keys: Path | None = None
        self.drafting: Drafting | None = None
        self._folders: dict[FolderName, Path] = {}

    @classmethod
    def of(cls, session: Session) -> Self:
        """Return the one of a session."""
        return session.findChild(cls) or cls(session)

    def folder(self, name: FolderName) -> Path | None:
        """Return a folder; it need not be there yet."""
        if name in self._folders or self.keys is None:
            return self._folders.get(name)
        return self.keys.parent / name

    def use_keys(self, folder: Path) -> None:
        """Work with these keys; the folders chosen for others were theirs."""
        if self.keys not in (None, folder):
            self._folders.clear()
        self.keys = folder
        self.changed.emit()

    def use_folder(self, name: FolderName, folder: Path) -> None:
        """Work with another folder than the one beside the keys."""
        self._folders[name] = folder
        self.changed.emit()
