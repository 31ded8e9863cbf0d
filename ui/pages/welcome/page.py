"""The page of the first run: a skin over ``ui.first_run``.

The vault is made when the passphrase is chosen. Its recovery words are held here, in
memory only, until two of them have been said back or the person puts that off.
"""

from contextlib import suppress
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from datadonor.audit import custody
from datadonor.audit.custody import OpenVault
from datadonor.errors import DatadonorError
from datadonor.vault import kdf
from datadonor.vault.recovery import RecoveryWords
from ui.announce import announce
from ui.first_run import STEPS_COUNTED, FirstRun, Role, Step
from ui.jobs import JobKind
from ui.navigation import Place
from ui.pages.welcome.looks import LooksStep
from ui.pages.welcome.passphrase import PassphraseStep
from ui.pages.welcome.promise import PromiseStep
from ui.pages.welcome.who import WhoStep
from ui.pages.welcome.words import ConfirmStep, WordsStep
from ui.practice import PracticeGround
from ui.practising import begin_practice
from ui.session import Session
from ui.widgets.banner import Kind
from ui.widgets.buttons import PlainButton
from ui.widgets.labels import QuietText
from ui.widgets.page import Page
from ui.widgets.steps import StepLine

_NO_CHANGE: Final = ""


class WelcomePage(Page):
    """Shows one step at a time."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.run = FirstRun()
        self._words: RecoveryWords | None = None
        self._real_folder: Path | None = None  # while practising
        self._busy = _NO_CHANGE  # what is going on, as a key
        self.step_line = StepLine()
        self.looks = LooksStep(session)
        self.promise = PromiseStep()
        self.who = WhoStep()
        self.passphrase = PassphraseStep(session)
        self.words = WordsStep(session)
        self.confirm = ConfirmStep()
        self.status = QuietText()
        self.later_button = PlainButton()
        self._steps: dict[Step, QWidget] = {
            Step.LOOKS: self.looks,
            Step.PROMISE: self.promise,
            Step.WHO: self.who,
            Step.PASSPHRASE: self.passphrase,
            Step.WORDS: self.words,
            Step.CONFIRM: self.confirm,
        }
        self.content.addWidget(self.step_line)
        for step in self._steps.values():
            self.content.addWidget(step)
        self.content.addWidget(self.status)
        self.foot.add_right(self.later_button)
        self._connect()
        self._show_step()

    # -- what a page is ---------------------------------------------------------

    @override
    def retranslate(self) -> None:
        titles = {
            Step.LOOKS: self.tr("How would you like to read?"),
            Step.PROMISE: self.tr("This is Datadonor"),
            Step.WHO: self.tr("Who will use Datadonor here?"),
            Step.PASSPHRASE: self.tr("Choose a passphrase"),
            Step.WORDS: self.tr("Keep your 24 recovery words"),
            Step.CONFIRM: self.tr("Do you have the sheet at hand?"),
        }
        names = {
            Step.LOOKS: self.tr("Language and text"),
            Step.PROMISE: self.tr("What it is"),
            Step.WHO: self.tr("Who you are"),
            Step.PASSPHRASE: self.tr("Passphrase"),
            Step.WORDS: self.tr("Recovery words"),
            Step.CONFIRM: self.tr("Recovery words"),
        }
        going_on = {
            Step.PASSPHRASE: self.tr("&Make my vault"),
            Step.WORDS: self.tr("I &have the words on paper"),
            Step.CONFIRM: self.tr("&Finish"),
        }
        step = self.run.step
        self.heading.setText(titles[step])
        self.step_line.set_step(self.run.number, STEPS_COUNTED, names[step])
        self.primary_button.setText(going_on.get(step, self.tr("&Next")))
        self.later_button.setText(self.tr("&Later"))
        self.later_button.setAccessibleName(self.tr("Later: go on without the recovery words"))
        for part in (self.looks, self.promise, self.who, self.passphrase, self.words, self.confirm):
            part.retranslate()
        self._say()

    @override
    def refresh(self) -> None:
        self._show_step()

    @override
    def focus_first(self) -> None:
        step = self.run.step
        first = {
            Step.LOOKS: self.looks.focus_first,
            Step.WHO: self.who.focus_first,
            Step.PASSPHRASE: self.passphrase.focus_first,
            Step.WORDS: self.words.focus_first,
            Step.CONFIRM: self.confirm.focus_first,
        }
        first.get(step, self.primary_button.setFocus)()

    @override
    def go_back(self) -> None:
        """Lead to the step before; nothing that was written is lost."""
        if self._busy or not self.run.may_go_back:
            return
        if self.run.step is Step.PASSPHRASE and self._real_folder is not None:
            # Who turns back from the practice must not make a real vault in its place.
            self.session.vault_folder, self._real_folder = self._real_folder, None
        self._go(self.run.go_back())

    # -- within -----------------------------------------------------------------

    def _connect(self) -> None:
        self.session.beginning_left.connect(self._forget)
        self.primary_button.clicked.connect(self._on_next)
        self.later_button.clicked.connect(self._on_later)
        self.who.chosen.connect(self._on_role_chosen)
        self.who.practise_button.clicked.connect(self._on_practise)
        self.who.backup_button.clicked.connect(lambda: self.session.go(Place.RESTORE))
        self.passphrase.entered.connect(self._on_next)
        self.words.failed.connect(self.show_error)
        self.confirm.entered.connect(self._on_next)

    def _go(self, run: FirstRun) -> None:
        self.run = run
        self.banner.hide()
        self._show_step()
        announce(self, self.heading.text())
        self.focus_first()
        if run.step is Step.WORDS:  # the words come first, and then the buttons below them
            self.scroll_to(self.heading)

    def _show_step(self) -> None:
        for step, widget in self._steps.items():
            widget.setVisible(step is self.run.step)
        self.show_foot(back=self.run.may_go_back, primary=True)
        self.later_button.setVisible(self.run.has_vault)
        if self.run.step is Step.WHO:  # not before: what is made up takes time to load
            self.who.offer_practice(is_offered=self.session.practice is not None)
        self.retranslate()

    @property
    def _is_undecided(self) -> bool:
        return self.run.step is Step.WHO and self.run.role is None

    def _say(self) -> None:
        said = {
            _NO_CHANGE: "",
            "making": self.tr(
                "Making your vault. This takes a moment, so that it would take others very "
                "long to guess your passphrase …"
            ),
            "practice": self.tr("Preparing made-up data …"),
        }
        self.status.setText(said[self._busy])
        self.status.setVisible(bool(self._busy))
        for button in (self.primary_button, self.back_button, self.who.practise_button):
            button.setEnabled(not self._busy)
        self.passphrase.setEnabled(not self._busy)

    def _set_busy(self, busy: str) -> None:
        self._busy = busy
        self._say()
        if busy:
            self.scroll_to(self.status)
            announce(self, self.status.text())

    def _on_role_chosen(self, role: str) -> None:
        self.run = self.run.choose(Role(role))
        self._show_step()

    def _on_next(self) -> None:
        if self._busy:
            return
        match self.run.step:
            case Step.WHO if self._is_undecided:
                self.who.ask_for_choice()
            case Step.WHO if self.run.role is not None and not self.run.role.makes_vault:
                self.session.take_seat(self.run.role.seat)
            case Step.PASSPHRASE:
                chosen = self.passphrase.choice()
                if chosen is not None:
                    self._make_vault(chosen)
            case Step.WORDS if self._words is not None:
                self.confirm.ask(self._words)
                self._go(self.run.go_on())
            case Step.CONFIRM:
                if self.confirm.is_right():
                    self._leave(has_words=True)
            case _:
                self._go(self.run.go_on())

    def _on_later(self) -> None:
        self._leave(has_words=False)

    # -- the vault --------------------------------------------------------------

    def _make_vault(self, passphrase: str) -> None:
        session = self.session
        folder, wait = session.vault_folder, session.tasks.wait
        practice = session.practice if session.is_practice else None
        made: list[RecoveryWords] = []

        def work() -> OpenVault:
            made.append(custody.create_vault(folder, passphrase, kdf=kdf.calibrate()))
            opened = custody.open_vault(folder, passphrase, program="window", wait=wait)
            ground = None if practice is None else practice.load_practice(folder)
            if ground is not None:
                # Without it the person can still choose the list by hand.
                with suppress(DatadonorError):
                    begin_practice(opened, ground)
            return opened

        def then() -> None:
            self._words = made.pop()
            self.passphrase.clear()
            self._set_busy(_NO_CHANGE)
            session.change_settings(recovery_words_to_confirm=not session.is_practice)
            session.is_beginning = True  # so that a way leads back from Help
            self.words.show_words(self._words)
            self._go(self.run.with_vault())

        self._set_busy("making")
        self.session.open_with(work, then, self._on_failed)

    def _leave(self, *, has_words: bool) -> None:
        """Forget the words and lead into the vault."""
        self._forget()
        if has_words:
            self.session.change_settings(recovery_words_to_confirm=False)
        self.session.go(Place.HOME)

    def _forget(self) -> None:
        self._words = None
        self.session.is_beginning = False
        self.words.clear()
        self.confirm.clear()
        self.run = FirstRun()

    def _on_failed(self, error: DatadonorError) -> None:
        self._set_busy(_NO_CHANGE)
        self.show_error(error)

    # -- practice ---------------------------------------------------------------

    def _on_practise(self) -> None:
        practice = self.session.practice
        if practice is None or self._busy:
            return
        folder = practice.practice_folder(self.session.vault_folder)
        self._set_busy("practice")
        self.session.run_bare(
            JobKind.PRACTICE,
            lambda _: practice.make_practice(folder),
            self._on_practice_made,
            self._on_failed,
            place=Place.WELCOME,
        )

    def _on_practice_made(self, ground: PracticeGround) -> None:
        """Go on with a vault for practice: to make one, or to unlock the one that is there."""
        self._set_busy(_NO_CHANGE)
        self._real_folder, self.session.vault_folder = self.session.vault_folder, ground.vault
        if self.session.has_vault():
            self.session.go(Place.UNLOCK)
            return
        self._go(FirstRun(step=Step.PASSPHRASE, role=Role.SELF))
        self.banner.show_message(
            Kind.INFO,
            self.tr("You are practising"),
            self.tr("Everything here is made up, and nothing real is sent. Choose any passphrase."),
        )
