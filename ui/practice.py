"""The window's port to practice with made-up data. No Qt.

What is made up and how it is made belongs to the demo, which the window does not know;
whoever starts the window hands it a loader of something that fits ``Practice``. It is
loaded when it is first needed, so that a start with a real vault does not wait for it.
Its work reads and writes files: on the database thread, like all else.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from datadonor import paths

MARKER: Final = "practice.json"
"""Lies beside a practice vault; the same name as where it is made (a test holds them equal)."""

_VAULT: Final = "vault"


class PracticeGround(Protocol):
    """Where the things to practise with lie."""

    @property
    def vault(self) -> Path:
        """Where the vault lies, or will lie: the window makes it."""
        ...

    @property
    def health_files(self) -> tuple[Path, ...]:
        """Made-up files to bring in: of a telephone and a watch; of a clinic."""
        ...

    @property
    def requests(self) -> tuple[Path, ...]:
        """Approved requests; the first is the one to begin with."""
        ...

    @property
    def stranger(self) -> Path:
        """A request that nobody has approved, to see how it is stopped."""
        ...

    @property
    def registry(self) -> str:
        """Where the registry lies, as ``RegistryClient.use`` takes it."""
        ...

    @property
    def root_file(self) -> Path:
        """The root to choose the registry by."""
        ...

    @property
    def inbox(self) -> Path:
        """Where the made-up recipient takes what is sent."""
        ...

    @property
    def answers(self) -> Path:
        """Where it puts its answers."""
        ...


class Practice(Protocol):
    """Makes a place to practise in, and plays the recipient there."""

    def practice_folder(self, vault: Path, /) -> Path:
        """Return where to practise beside a vault; for a practice vault, its own folder."""
        ...

    def make_practice(self, folder: Path, /) -> PracticeGround:
        """Make it, or see that the one that is there can be used. Takes a second or two.

        Raises:
            DatadonorError: Something else lies there, or the disk refuses.
        """
        ...

    def load_practice(self, vault: Path, /) -> PracticeGround | None:
        """Return what belongs to a practice vault; nothing if the vault is a real one."""
        ...

    def play_recipient(self, ground: PracticeGround, /) -> int:
        """Have the made-up recipient take what has come, and return how many answers it wrote.

        Raises:
            DatadonorError: Something of the practice has been altered, or the disk refuses.
        """
        ...


PracticeLoader = Callable[[], Practice]
"""Loads it when it is first needed."""


def is_practice(vault: Path) -> bool:
    """Say at once whether a vault is, or will be, one to practise in.

    It asks for the marker's name only: this decides what the window says, and loads nothing.
    """
    try:
        return vault.name == _VAULT and (vault.parent / MARKER).is_file()
    except OSError:  # where we may not look, it is not ours
        return False


def real_vault(practice: Path) -> Path:
    """Return the folder of the real vault beside a practice, by the name that vaults have."""
    beside = practice.parent.parent
    usual = paths.vault_folder()
    return usual if usual.parent == beside else beside / _VAULT
