"""Where pages and core meet: the settings in force, and the vault while it is open.

The open vault itself is touched by the database thread only; pages see what it answers.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from datadonor import logs
from datadonor.audit.assistance import Assistance, AssistanceMissing, end_assistance
from datadonor.audit.custody import OpenVault, open_vault, verify_passphrase
from datadonor.errors import DatadonorError
from datadonor.people import People, Person
from datadonor.settings import Seat, Settings, load_settings, save_settings
from datadonor.texts import Language
from datadonor.vault.errors import VaultMissing
from datadonor.vault.opening import has_vault
from ui.jobs import Course, Job, JobKind
from ui.navigation import Destination, Place, Standing, entrance
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

    assistance_changed = Signal()
    """Somebody begins to help, or the help is over: see ``assistance``."""

    job_changed = Signal()
    """Long work has begun or ended: see ``job``."""

    def __init__(
        self,
        vault_folder: Path,
        settings_file: Path,
        tasks: Tasks,
        load_practice: PracticeLoader | None = None,
        people: People | None = None,
        *,
        is_choosing: bool = False,
    ) -> None:
        """Begin with a vault that is closed.

        Args:
            vault_folder: Where the vault lies, or is expected.
            settings_file: Where the settings lie, or will lie.
            tasks: The database thread.
            load_practice: Loads the made-up world to try everything in, if there is one.
            people: Who uses this account; those around the two places if it is not said.
            is_choosing: Whether nobody has said yet who of them sits there.
        """
        super().__init__()
        self.vault_folder = vault_folder
        self.people = people or People(settings_file.parent, vault_folder.parent)
        self.is_choosing = is_choosing
        self.carried: Path | None = None  # a file that the window after a lock is to open
        self.tasks = tasks
        self._load_practice = load_practice
        self._practice: Practice | None = None
        self._jobs: list[Job] = []  # the one that is under way, and those that wait for it
        self.is_read_only = False
        self.is_beginning = False  # a vault was just made, and its words were not confirmed yet
        self.settings = self._begin_with(settings_file)
        self.is_open = False
        self.assistance: Assistance | None = None
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
    def is_several(self) -> bool:
        """Whether more than one person uses this account."""
        return self.people.is_several

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
    def job(self) -> Job | None:
        """Long work that is under way; what was begun meanwhile waits behind it."""
        return next(iter(self._jobs), None)

    @property
    def standing(self) -> Standing:
        """What decides where the person can go."""
        return Standing(
            self.has_vault(),
            self.is_open,
            self.is_read_only,
            is_beginning=self.is_beginning,
            seat=self.settings.seat,
            is_choosing=self.is_choosing,
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

    def be_helped(self, assistance: Assistance | None) -> None:
        """Go on with somebody's help, as the log says it is in force, or without any."""
        if assistance == self.assistance:
            return
        self.assistance = assistance
        self.assistance_changed.emit()

    def start_assistance(
        self, start: Callable[[OpenVault], Assistance], then: Callable[[], None], failed: Failed
    ) -> None:
        """Begin with somebody's help.

        Args:
            start: Writes it into the log (``datadonor.audit.assistance.start_assistance``).
            then: Called when the help is in force.
            failed: As ``start`` says.
        """

        def started(assistance: Assistance) -> None:
            self.be_helped(assistance)
            then()

        self.act(start, Changes(vault=True), started, failed)

    def end_assistance(self, then: Callable[[], None], failed: Failed) -> None:
        """End the help that is in force; if its time has just passed, it has ended too."""

        def ended(_: None) -> None:
            self.be_helped(None)
            then()

        def refused(error: DatadonorError) -> None:
            if isinstance(error, AssistanceMissing):
                ended(None)
            else:
                failed(error)

        self.act(end_assistance, Changes(vault=True), ended, refused)

    def lock(self) -> None:
        """Lead to the locked window: everything in memory is let go."""
        self.asked_to_lock.emit()

    def change_vault(self, folder: Path) -> None:
        """Lead to the locked window of another vault: a practice's, or another person's."""
        self.vault_folder = folder
        self.asked_to_lock.emit()

    def choose_person(self, person: Person) -> None:
        """Lead to the entrance of a person's vault, with their settings in force."""
        if self.is_choosing or self.vault_folder != person.vault:
            self.change_vault(person.vault)
        else:
            self.take_seat("citizen")

    def take_seat(self, seat: Seat) -> None:
        """Lead to where somebody begins; alone on this account, they begin there from now on."""
        self.change_settings(seat=seat)
        self.go(entrance(self.standing))

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

        def work() -> tuple[bool, Assistance | None]:
            self._opened = opening()
            logs.note(logs.Note.VAULT_OPENED, events=self._opened.log.size)
            return self._opened.vault.is_read_only, self._opened.log.assistance

        def opened(found: tuple[bool, Assistance | None]) -> None:
            self.is_open, self.is_read_only = True, found[0]
            self.be_helped(found[1])
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
            lambda: save_settings(self._settings_file, self._kept(settings)),
            Changes(settings=True),
            lambda _: None,
            self.settings_not_saved.emit,
        )

    def close(self) -> None:
        """Close the vault, if it is open, and join the database thread."""
        self.is_open = False
        self.be_helped(None)
        self.tasks.finish(self._close)

    def _begin_with(self, file: Path) -> Settings:
        """Read the settings; among several persons everybody begins with their own data.

        Until the window has been made to look otherwise while nobody was chosen, it looks as
        the first person has made it.
        """
        is_first_time = self.is_choosing and not file.exists()
        return self._kept(
            load_settings(self.people.persons()[0].settings if is_first_time else file)
        )

    def _kept(self, settings: Settings) -> Settings:
        """Return what is kept: among several persons not where somebody sat last."""
        return settings.model_copy(update={"seat": "citizen"}) if self.is_several else settings

    def _begin(
        self,
        job: Job,
        work: Callable[[Course], _T],
        changes: Changes,
        then: Callable[[_T], None],
        failed: Failed,
    ) -> Job:
        self._jobs.append(job)
        job.ended.connect(self._on_job_ended)
        self.tasks.run_long(job, work, changes, then, failed)
        self.job_changed.emit()
        return job

    def _on_job_ended(self) -> None:
        self._jobs = [job for job in self._jobs if job.is_running]
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
