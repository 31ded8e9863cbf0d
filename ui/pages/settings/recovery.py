"""New recovery words: alone, or with everything encrypted anew under another key."""

from abc import abstractmethod
from collections.abc import Callable
from enum import StrEnum

from typing_extensions import override

from datadonor.audit.custody import OpenVault
from datadonor.vault.recovery import RecoveryWords
from ui.announce import announce
from ui.keeping import new_recovery_words, rotate_keys
from ui.pages.settings.section import SectionView
from ui.session import Session
from ui.tasks import Changes
from ui.widgets.banner import Kind
from ui.widgets.labels import Prose, QuietText
from ui.widgets.recovery_sheet import AskedBack, RecoverySheet
from ui.widgets.secret import PassphraseField


class Stage(StrEnum):
    """Where the person is."""

    ASK = "ask"
    SHEET = "sheet"
    CONFIRM = "confirm"


class NewWordsSection(SectionView):
    """Passphrase, sheet, two words back. The words are held no longer than that."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.stage = Stage.ASK
        self._words: RecoveryWords | None = None
        self.purpose = Prose()
        self.passphrase = PassphraseField()
        self.status = QuietText()
        self.sheet = RecoverySheet(session)
        self.asked = AskedBack()
        for part in (self.purpose, self.passphrase, self.status, self.sheet, self.asked):
            self.column.addWidget(part)
        self.passphrase.entered.connect(self.on_primary)
        self.asked.entered.connect(self.on_primary)
        self.sheet.failed.connect(self.failed)
        self._stand_at(Stage.ASK)

    # -- what differs -----------------------------------------------------------------

    @abstractmethod
    def work(self, passphrase: str) -> Callable[[OpenVault], RecoveryWords]:
        """Return what makes the words, on the database thread."""

    @abstractmethod
    def purpose_words(self) -> str:
        """Say what it is for."""

    @abstractmethod
    def busy_words(self) -> str:
        """Say what is going on."""

    # -- what a section does ------------------------------------------------------------

    @property
    @override
    def primary(self) -> str:
        return {
            Stage.ASK: self.tr("&Make new words"),
            Stage.SHEET: self.tr("I &have the words on paper"),
            Stage.CONFIRM: self.tr("&Finish"),
        }[self.stage]

    @override
    def retranslate(self) -> None:
        said = {
            Stage.ASK: self.purpose_words(),
            Stage.SHEET: self.tr(
                "Print them, save them or copy them by hand. They are shown only now, and "
                "Datadonor does not keep them. The words on your old sheet no longer work: "
                "tear it up."
            ),
            Stage.CONFIRM: self.tr("Look at your new sheet, and write two of its words here."),
        }
        self.purpose.setText(said[self.stage])
        self.passphrase.set_label(self.tr("Your &passphrase"))
        self.status.setText(self.busy_words() if self.is_busy else "")
        self.status.setVisible(self.is_busy)

    @override
    def enter(self) -> None:
        self.leave()

    @override
    def leave(self) -> None:
        self._words = None
        self.passphrase.clear()
        self.sheet.clear()
        self.asked.clear()
        self._stand_at(Stage.ASK)

    @override
    def focus_first(self) -> bool:
        match self.stage:
            case Stage.ASK:
                self.passphrase.field.setFocus()
            case Stage.SHEET:
                self.sheet.print_button.setFocus()
            case Stage.CONFIRM:
                self.asked.focus_first()
        return True

    @override
    def on_primary(self) -> None:
        match self.stage:
            case Stage.ASK:
                self._ask()
            case Stage.SHEET if self._words is not None:
                self.sheet.clear()  # or they could be copied from the screen
                self.asked.ask(self._words)
                self._go_to(Stage.CONFIRM)
            case Stage.CONFIRM if self.asked.is_right():
                self.session.change_settings(recovery_words_to_confirm=False)
                self.leave()
                self.tell(
                    Kind.OK,
                    self.tr("The new words are yours"),
                    self.tr("Keep the sheet with your other important papers."),
                )
                self.focus_first()

    # -- within -------------------------------------------------------------------------

    def _ask(self) -> None:
        written = self.passphrase.field.text()
        if not written:
            self.passphrase.say(self.tr("Write your passphrase first."))
            self.passphrase.field.setFocus()
            return
        # No Changes: the page would begin anew, and the words would be gone.
        self.act(self.passphrase, self.work(written), self._on_words, Changes())

    def _on_words(self, words: RecoveryWords) -> None:
        self.session.change_settings(recovery_words_to_confirm=True)
        self._words = words
        self.sheet.show_words(words)
        self._go_to(Stage.SHEET)

    def _go_to(self, stage: Stage) -> None:
        self._stand_at(stage)
        self.focus_first()
        announce(self.purpose, self.purpose.text())

    def _stand_at(self, stage: Stage) -> None:
        self.stage = stage
        self.passphrase.setVisible(stage is Stage.ASK)
        self.sheet.setVisible(stage is Stage.SHEET)
        self.asked.setVisible(stage is Stage.CONFIRM)
        self.retranslate()
        self.foot_changed.emit()


class RecoverySection(NewWordsSection):
    """A new sheet in the place of one that was lost, or that somebody has seen."""

    @property
    @override
    def title(self) -> str:
        return self.tr("New recovery words")

    @override
    def work(self, passphrase: str) -> Callable[[OpenVault], RecoveryWords]:
        wait = self.session.tasks.wait
        return lambda opened: new_recovery_words(opened, passphrase, wait)

    @override
    def purpose_words(self) -> str:
        return self.tr(
            "The 24 recovery words open your vault if you forget the passphrase. If you have lost "
            "the sheet, or somebody has seen it, make new words: the old ones then stop working."
        )

    @override
    def busy_words(self) -> str:
        return self.tr("Making new words …")


class KeysSection(NewWordsSection):
    """Everything encrypted anew: for those who fear that somebody has had the vault's key."""

    @property
    @override
    def title(self) -> str:
        return self.tr("Encrypt everything anew")

    @property
    @override
    def primary(self) -> str:
        return self.tr("&Encrypt anew") if self.stage is Stage.ASK else super().primary

    @override
    def work(self, passphrase: str) -> Callable[[OpenVault], RecoveryWords]:
        wait = self.session.tasks.wait
        return lambda opened: rotate_keys(opened, passphrase, wait)

    @override
    def purpose_words(self) -> str:
        return self.tr(
            "You hardly ever need this. It changes the key that your vault is encrypted with, and "
            "makes new recovery words. Do it if you think that somebody has copied your vault and "
            "known your passphrase; change the passphrase as well. A large vault takes some "
            "minutes. Backups that you have already taken keep the old key."
        )

    @override
    def busy_words(self) -> str:
        return self.tr("Encrypting everything anew. Leave the computer on …")
