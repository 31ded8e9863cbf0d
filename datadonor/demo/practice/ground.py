"""Where the things to practise with lie, and how a practice vault is told from a real one.

All of it lies in one folder, the vault too. A file beside the vault, the marker, says so;
it is written whole as the last act of making, so what was half made is not taken for whole.
Must not know: what the files hold.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from datadonor import paths
from datadonor.errors import DatadonorError, ExitCode

MARKER: Final = "practice.json"
"""Beside the vault. ``ui.practice`` looks for the same name."""

VAULT: Final = "vault"
"""Where the vault of a practice lies, within its folder."""

_FORMAT: Final = "datadonor.practice/1"
_MOST_BYTES: Final = 4096


class PracticeFolderTaken(DatadonorError):
    """The folder holds something that was not made for practice. It is not touched."""

    code = "PRACTICE_FOLDER_TAKEN"
    exit_code = ExitCode.USAGE


class HasVault(Protocol):
    """Anything that knows where a practice vault lies."""

    @property
    def vault(self) -> Path:
        """Where it lies."""
        ...


@dataclass(frozen=True, slots=True)
class PracticeGround:
    """One folder to practise in. Nothing in it is about anybody."""

    folder: Path

    @property
    def vault(self) -> Path:
        """Where the vault lies, or will lie: the window makes it."""
        return self.folder / VAULT

    @property
    def health_files(self) -> tuple[Path, ...]:
        """What can be brought in: of a telephone and a watch; of a clinic."""
        return (self.phone_file, self.clinic_file)

    @property
    def phone_file(self) -> Path:
        """A year of a telephone and a watch."""
        return self.folder / "helbredsdata" / "telefon-og-ur.zip"

    @property
    def clinic_file(self) -> Path:
        """What a clinic has on the same made-up person."""
        return self.folder / "helbredsdata" / "fra-klinikken.json"

    @property
    def requests(self) -> tuple[Path, ...]:
        """The requests that are approved: of a watch's data; of a clinic's."""
        folder = self.folder / "forespørgsler"
        return (folder / "søvn-puls-skridt.ddrequest", folder / "blodprøver.ddrequest")

    @property
    def stranger(self) -> Path:
        """A request that nobody has approved."""
        return self.folder / "forespørgsler" / "gavekort.ddrequest"

    @property
    def registry(self) -> str:
        """Where the registry lies, as one chooses it."""
        return str(self.folder / "registry" / "public")

    @property
    def root_file(self) -> Path:
        """The root to choose the registry by."""
        return self.folder / "registry" / "public" / "root.json"

    @property
    def inbox(self) -> Path:
        """Where the made-up recipient takes what is sent."""
        return self.folder / "postkasse"

    @property
    def answers(self) -> Path:
        """Where it puts its answers."""
        return self.folder / "svar"


@dataclass(frozen=True, slots=True)
class Backstage:
    """What only the made-up operator and recipient have."""

    folder: Path

    @property
    def workshop(self) -> Path:
        """The operator's."""
        return self.folder / "registry"

    @property
    def keys(self) -> Path:
        """The recipient's."""
        return self.folder / "recipient" / "keys"

    @property
    def store(self) -> Path:
        """Where the recipient files what it has got."""
        return self.folder / "recipient" / "store"


def practice_folder(vault: Path) -> Path:
    """Return where to practise beside a vault; for a practice vault, its own folder."""
    return vault.parent if is_practice(vault) else vault.with_name("practice")


def is_practice(vault: Path) -> bool:
    """Say whether a vault is, or will be, one to practise in."""
    return vault.name == VAULT and _is_whole(vault.parent) is True


def load_practice(vault: Path) -> PracticeGround | None:
    """Return what belongs to a practice vault; nothing if the vault is a real one."""
    return PracticeGround(vault.parent) if is_practice(vault) else None


def begin_marking(folder: Path) -> bool:
    """Take a folder for practice.

    Returns:
        Whether what is in it was made to the end before.

    Raises:
        PracticeFolderTaken: Something else is in it.
        DiskFull, DiskRefused: As their names say.
    """
    known = _is_whole(folder)
    if known is None:
        with paths.disk_errors():
            if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
                raise PracticeFolderTaken
        paths.private_folder(folder)
        _mark(folder, is_whole=False)
    return known is True


def finish_marking(folder: Path) -> None:
    """Say that all of it is there.

    Raises:
        DiskFull, DiskRefused: It is not said.
    """
    _mark(folder, is_whole=True)


def _mark(folder: Path, *, is_whole: bool) -> None:
    said = {"format": _FORMAT, "is_whole": is_whole}
    paths.atomic_write(folder / MARKER, json.dumps(said).encode())


def _is_whole(folder: Path) -> bool | None:
    """Return what the marker says; nothing if there is none, or another's file of the name."""
    try:
        with (folder / MARKER).open("rb") as file:
            said = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or said.get("format") != _FORMAT:
        return None
    return said.get("is_whole") is True
