"""Where pages and core meet: the settings in force, and the vault while it is open.

The open vault itself is touched by the database thread only; pages see what it answers.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from datadonor import logs
from datadonor.audit.custody import OpenVault, open_vault, verify_passphrase
from datadonor.errors import DatadonorError
from datadonor.settings import Settings, load_settings, save_settings
from datadonor.texts import Language
from datadonor.vault.errors import VaultMissing
from datadonor.vault.opening import has_vault
from ui.jobs import Course, Job, JobKind
from ui.navigation import Destination, Place, Standing
from ui.practice import Practice, PracticeLoader, is_practice
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

    asked_to_go = Signal(object)
    """A page leads to a ``Destination``."""

    asked_back = Signal()
    """A page leads to where the person came from."""

    beginning_left = Signal()
    """The person has gone on without confirming the recovery words: see ``is_beginning``."""

    asked_to_lock = Signal()
    """A page leads to the locked window."""

    job_changed = Signal()
    """Long work has begun or ended: see ``job``."""

    def __init__(
        self,
        vault_folder: Path,
        settings_file: Path,
        tasks: Tasks,
        load_practice: PracticeLoader | None = None,
    ) -> None:
        super().__init__()
        self.vault_folder = vault_folder
        self.tasks = tasks
        self._load_practice = load_practice
        self._practice: Practice | None = None
        self.job: Job | None = None
        self.is_read_only = False
        self.is_beginning = False  # a vault was just made, and its words were not confirmed yet
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

    @property
    def is_practice(self) -> bool:
        """Whether everything in this vault is made up."""
        return is_practice(self.vault_folder)

    @property
    def practice(self) -> Practice | None:
        """What makes the made-up world to try everything in, if it was handed over."""
        if self._practice is None and self._load_practice is not None:
            self._practice = self._load_practice()
        return self._practice

    @property
    def standing(self) -> Standing:
        """What decides where the person can go."""
        return Standing(
            self.has_vault(), self.is_open, self.is_read_only, is_beginning=self.is_beginning
        )

    def go(self, place: Place, argument: str = "") -> None:
        """Lead to another page."""
        self.asked_to_go.emit(Destination(place, argument))

    def back(self) -> None:
        """Lead back to where the person came from."""
        self.asked_back.emit()

    def leave_beginning(self) -> None:
        """Forget recovery words that nobody has confirmed, if there are any in memory."""
        if self.is_beginning:
            self.beginning_left.emit()

    def lock(self) -> None:
        """Lead to the locked window: everything in memory is let go."""
        self.asked_to_lock.emit()

    def change_vault(self, folder: Path) -> None:
        """Lead to the locked window of another vault: a practice, or the real one after it."""
        self.vault_folder = folder
        self.asked_to_lock.emit()

    def unlock(self, passphrase: str, then: Callable[[], None], failed: Failed) -> None:
        """Open the vault beside the screen: this takes half a second on purpose.

        Args:
            passphrase: As typed.
            then: Called when the vault is open, before ``vault_unlocked``.
            failed: As ``custody.open_vault`` says.
        """
        self.open_with(
            lambda: open_vault(
                self.vault_folder, passphrase, program="window", wait=self.tasks.wait
            ),
            then,
            failed,
        )

    def open_with(
        self, opening: Callable[[], OpenVault], then: Callable[[], None], failed: Failed
    ) -> None:
        """Make a vault that is opened, made or recovered on the database thread the open one.

        Args:
            opening: Runs on the database thread.
            then: Called when the vault is open, before ``vault_unlocked``.
            failed: As ``opening`` says.
        """

        def work() -> bool:
            self._opened = opening()
            logs.note(logs.Note.VAULT_OPENED, events=self._opened.log.size)
            return self._opened.vault.is_read_only

        def opened(is_read_only: bool) -> None:  # noqa: FBT001 - the answer of the work
            self.is_open, self.is_read_only = True, is_read_only
            then()
            # Told before the window leads on: the page it leads to has just been read.
            self.tasks.changed.emit(Changes(vault=True))
            self.vault_unlocked.emit()

        self.tasks.run_command(work, Changes(), opened, failed)

    def ask(
        self, question: Callable[[OpenVault], _T], then: Callable[[_T], None], failed: Failed
    ) -> None:
        """Read something from the open vault."""
        self.tasks.run_query(lambda: question(self._require_open()), then, failed)

    def act(
        self,
        work: Callable[[OpenVault], _T],
        changes: Changes,
        then: Callable[[_T], None],
        failed: Failed,
    ) -> None:
        """Change something in the open vault."""
        self.tasks.run_command(lambda: work(self._require_open()), changes, then, failed)

    def run_long(
        self,
        kind: JobKind,
        work: Callable[[OpenVault, Course], _T],
        changes: Changes,
        then: Callable[[_T], None],
        failed: Failed,
        *,
        place: Place,
        argument: str = "",
    ) -> Job:
        """Do something in the open vault that takes a while.

        Args:
            kind: For the words beside the bar.
            work: Runs on the database thread; what is stopped leaves no trace.
            changes: What it changes, if it is not stopped.
            then: Gets its result.
            failed: Gets our error instead. Of a stop ``Job.stopped`` tells.
            place: The page it belongs to; everywhere else the window tells of it.
            argument: What that page is to show.
        """
        return self._begin(
            Job(kind, Destination(place, argument)),
            lambda course: work(self._require_open(), course),
            changes,
            then,
            failed,
        )

    def run_bare(
        self,
        kind: JobKind,
        work: Callable[[Course], _T],
        then: Callable[[_T], None],
        failed: Failed,
        *,
        place: Place,
    ) -> Job:
        """Do something without an open vault that takes a while."""
        return self._begin(Job(kind, Destination(place)), work, Changes(), then, failed)

    def verify_passphrase(self, passphrase: str, then: Callable[[], None], failed: Failed) -> None:
        """Make sure that who sits here is who the vault belongs to.

        Args:
            passphrase: As typed.
            then: Called if it fits.
            failed: ``WrongPassphrase``, after the same quiet slowing as at unlocking.
        """
        self.ask(
            lambda opened: verify_passphrase(opened, passphrase, wait=self.tasks.wait),
            lambda _: then(),
            failed,
        )

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

    def _begin(
        self,
        job: Job,
        work: Callable[[Course], _T],
        changes: Changes,
        then: Callable[[_T], None],
        failed: Failed,
    ) -> Job:
        self.job = job
        job.ended.connect(self._on_job_ended)
        self.tasks.run_long(job, work, changes, then, failed)
        self.job_changed.emit()
        return job

    def _on_job_ended(self) -> None:
        if self.job is not None and not self.job.is_running:
            self.job = None
            self.job_changed.emit()

    def _require_open(self) -> OpenVault:
        if self._opened is None:
            raise VaultMissing
        return self._opened

    def _close(self) -> None:
        opened, self._opened = self._opened, None
        if opened is not None:
            opened.close()
            logs.note(logs.Note.VAULT_LOCKED)


def sentences(error: DatadonorError, language: Language) -> str:
    """Return what happened and what to do, as one text."""
    said = error.user_message(language)
    return f"{said.message} {said.remedy}"
