"""Where pages and core meet: the settings in force, and the vault while it is open.

The open vault itself is touched by the database thread only; pages see what it answers.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from datadonor import logs
from datadonor.audit.custody import OpenVault, open_vault
from datadonor.errors import DatadonorError
from datadonor.settings import Settings, load_settings, save_settings
from datadonor.texts import Language
from datadonor.vault.errors import VaultMissing
from datadonor.vault.opening import has_vault
from ui.tasks import Changes, Failed, Tasks

_T = TypeVar("_T")


class Session(QObject):
    """One run of the window."""

    settings_changed = Signal()
    """The settings in force are others than before."""

    settings_not_saved = Signal(object)
    """They hold for now, but could not be kept: a ``DatadonorError``."""

    vault_unlocked = Signal()
    """The vault is open."""

    def __init__(self, vault_folder: Path, settings_file: Path, tasks: Tasks) -> None:
        super().__init__()
        self.vault_folder = vault_folder
        self.tasks = tasks
        self.settings = load_settings(settings_file)
        self.is_open = False
        self._settings_file = settings_file
        self._opened: OpenVault | None = None  # the database thread's

    @property
    def language(self) -> Language:
        """The language that the person reads."""
        return self.settings.language

    def has_vault(self) -> bool:
        """Say whether there is a vault to unlock; where we may not look, trying will tell."""
        try:
            return has_vault(self.vault_folder)
        except OSError:
            return True

    def unlock(self, passphrase: str, then: Callable[[], None], failed: Failed) -> None:
        """Open the vault beside the screen: this takes half a second on purpose.

        Args:
            passphrase: As typed.
            then: Called when the vault is open, before ``vault_unlocked``.
            failed: As ``custody.open_vault`` says.
        """

        def work() -> None:
            self._opened = open_vault(
                self.vault_folder, passphrase, program="window", wait=self.tasks.wait
            )
            logs.note(logs.Note.VAULT_OPENED, events=self._opened.log.size)

        def opened(_: None) -> None:
            self.is_open = True
            then()
            self.vault_unlocked.emit()

        self.tasks.run_command(work, Changes(vault=True), opened, failed)

    def ask(
        self, question: Callable[[OpenVault], _T], then: Callable[[_T], None], failed: Failed
    ) -> None:
        """Read something from the open vault."""

        def work() -> _T:
            if self._opened is None:
                raise VaultMissing
            return question(self._opened)

        self.tasks.run_query(work, then, failed)

    def change_settings(self, **changed: object) -> None:
        """Put other settings in force at once, and save them beside the screen."""
        settings = Settings.model_validate({**self.settings.model_dump(), **changed})
        if settings == self.settings:
            return
        self.settings = settings
        self.settings_changed.emit()
        self.tasks.run_command(
            lambda: save_settings(self._settings_file, settings),
            Changes(settings=True),
            lambda _: None,
            self.settings_not_saved.emit,
        )

    def close(self) -> None:
        """Close the vault, if it is open, and join the database thread."""
        self.is_open = False
        self.tasks.finish(self._close)

    def _close(self) -> None:
        opened, self._opened = self._opened, None
        if opened is not None:
            opened.close()
            logs.note(logs.Note.VAULT_LOCKED)


def sentences(error: DatadonorError, language: Language) -> str:
    """Return what happened and what to do, as one text."""
    said = error.user_message(language)
    return f"{said.message} {said.remedy}"
