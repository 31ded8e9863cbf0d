"""A forgotten passphrase: 24 words from the sheet, then a new passphrase."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from datadonor.audit import custody, events
from datadonor.audit.custody import OpenVault
from datadonor.errors import DatadonorError
from datadonor.vault import kdf
from datadonor.vault.errors import WrongRecoveryWords
from datadonor.vault.recovery import RecoveryWords
from ui.announce import announce
from ui.navigation import Place
from ui.session import Session, sentences
from ui.widgets.labels import Prose, QuietText
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.page import Page
from ui.widgets.recovery_entry import RecoveryEntry
from ui.widgets.steps import StepLine

_STEPS = 2


class RecoverPage(Page):
    """Two steps, then one act: the vault is opened and its passphrase changed."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._words: RecoveryWords | None = None  # of the second step
        self._is_busy = False
        self.step_line = StepLine()
        self._purpose = Prose()
        self.entry = RecoveryEntry()
        self.chooser = NewPassphrase(session)
        self._old_backups = QuietText()
        self.status = QuietText()
        parts: tuple[QWidget, ...] = (
            self.step_line,
            self._purpose,
            self.entry,
            self.chooser,
            self._old_backups,
            self.status,
        )
        for part in parts:
            self.content.addWidget(part)
        self.show_foot(back=True, primary=True)
        self.primary_button.clicked.connect(self._on_next)
        self.chooser.entered.connect(self._on_next)
        self.retranslate()
        self._show_step()

    @property
    def is_at_words(self) -> bool:
        """Whether this is the first of the two steps."""
        return self._words is None

    @override
    def retranslate(self) -> None:
        self.heading.setText(self.tr("Have you forgotten your passphrase?"))
        self._old_backups.setText(
            self.tr("Backups that you took earlier still open with the passphrase of that time.")
        )
        busy = self.tr("Opening the vault and changing its passphrase …")
        self.status.setText(busy if self._is_busy else "")
        if self.is_at_words:
            self.step_line.set_step(1, _STEPS, self.tr("Recovery words"))
            self._purpose.setText(
                self.tr(
                    "Find the sheet with your 24 recovery words and copy them here. How you "
                    "divide them into lines does not matter, and the first four letters of each "
                    "are enough."
                )
            )
            self.primary_button.setText(self.tr("&Next"))
        else:
            self.step_line.set_step(2, _STEPS, self.tr("New passphrase"))
            self._purpose.setText(
                self.tr("The words are complete. Now choose the passphrase that is to hold.")
            )
            self.primary_button.setText(self.tr("&Open my vault"))
        self.entry.retranslate()
        self.chooser.retranslate()

    @override
    def focus_first(self) -> None:
        if self.is_at_words:
            self.entry.focus_first()
        else:
            self.chooser.focus_first()

    @override
    def go_back(self) -> None:
        """Lead to the words again, or to where the person came from. Escape loses nothing."""
        if self._is_busy:
            return
        if self.is_at_words:
            self.session.back()
        else:
            self._go_to_words()

    def _go_to_words(self) -> None:
        self._words = None
        self._show_step()
        self.focus_first()

    def _on_next(self) -> None:
        if self._is_busy:
            return
        if self._words is None:
            words = self.entry.take()
            if words is not None:
                self._words = words
                self.banner.hide()
                self._show_step()
                self.scroll_to(self.heading)
                announce(self, self.step_line.text())
                self.focus_first()
            return
        passphrase = self.chooser.choice()
        if passphrase is not None:
            self._recover(self._words, passphrase)

    def _recover(self, words: RecoveryWords, passphrase: str) -> None:
        folder, wait = self.session.vault_folder, self.session.tasks.wait

        def work() -> OpenVault:
            opened = custody.open_vault(folder, words, program="window", wait=wait)
            try:
                # A vault that can only be read keeps its passphrase; its owner gets in.
                if not opened.vault.is_read_only:
                    custody.change_passphrase(opened, passphrase, events.SELF, kdf.calibrate())
            except BaseException:
                opened.close()
                raise
            return opened

        def then() -> None:
            self._set_busy(is_busy=False)
            self._clear()
            session = self.session
            session.go(Place.STOPPED if session.is_read_only else Place.HOME)

        self.banner.hide()
        self._set_busy(is_busy=True)
        self.session.open_with(work, then, self._on_failed)

    def _on_failed(self, error: DatadonorError) -> None:
        self._set_busy(is_busy=False)
        if isinstance(error, WrongRecoveryWords):
            self._go_to_words()
            self.entry.say(sentences(error, self.session.language))
        elif not self.session.has_vault():
            self._clear()
            self.session.go(Place.WELCOME)
        else:
            self.show_error(error)

    def _clear(self) -> None:
        """Forget the words and the passphrase."""
        self._words = None
        self.entry.clear()
        self.chooser.clear()
        self._show_step()

    def _show_step(self) -> None:
        self.entry.setVisible(self.is_at_words)
        for part in (self.chooser, self._old_backups, self.status):
            part.setVisible(not self.is_at_words)
        self.retranslate()

    def _set_busy(self, *, is_busy: bool) -> None:
        self._is_busy = is_busy
        for part in (self.chooser, self.primary_button, self.back_button):
            part.setEnabled(not is_busy)
        self.retranslate()
        if is_busy:
            self.scroll_to(self.status)
