"""The end of a vault: confirmed twice, and honest about the copies that remain."""

from PySide6.QtCore import Qt
from typing_extensions import override

from ui.announce import announce
from ui.keeping import delete_everything
from ui.pages.settings.section import SectionView
from ui.session import Session
from ui.tasks import Changes
from ui.widgets.banner import Banner, Kind
from ui.widgets.buttons import PlainButton
from ui.widgets.fields import Field
from ui.widgets.labels import ErrorText, PlainLabel, Prose, SubHeading
from ui.widgets.secret import PassphraseField


class DeleteSection(SectionView):
    """A word and the passphrase. After that nothing here can bring the vault back."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.warning = Banner()
        self._stays_title = SubHeading()
        self._stays = Prose()
        self._label = PlainLabel()
        self._label.setWordWrap(True)
        self.word = Field()
        self._label.setBuddy(self.word)
        self.word_error = ErrorText()
        self.passphrase = PassphraseField()
        self.delete_button = PlainButton()
        for part in (
            self.warning,
            self._stays_title,
            self._stays,
            self._label,
            self.word,
            self.word_error,
            self.passphrase,
        ):
            self.column.addWidget(part)
        self.column.addWidget(self.delete_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.word.textChanged.connect(lambda _: self._say_word(""))
        self.word.returnPressed.connect(self.passphrase.field.setFocus)
        self.delete_button.clicked.connect(self._on_delete)
        self.retranslate()

    @property
    @override
    def title(self) -> str:
        return self.tr("Delete everything?")

    @override
    def retranslate(self) -> None:
        self.warning.show_message(
            Kind.WARNING,
            self.tr("This cannot be undone"),
            self.tr(
                "Your vault is deleted from this computer: your health data, your consents, the "
                "log and the keys. Nobody can bring it back, neither you nor we."
            ),
        )
        self._stays_title.setText(self.tr("What stays"))
        self._stays.setText(
            self.tr(
                "• What you have donated stays with those who got it. If you want it deleted "
                "there too, withdraw your consents first: it can be done only while you have the "
                "vault.\n"
                "• Backups that you have taken. Delete those files yourself.\n"
                "• Receipts, lists and copies that you have saved as files.\n"
                "• Your choice of language, text size and colours."
            )
        )
        asked = self.tr("Write %1 here to show that you &mean it")
        label = asked.replace("%1", self._asked_word())
        self._label.setText(label)
        self.word.setAccessibleName(label.replace("&", ""))
        self.passphrase.set_label(self.tr("Your &passphrase"))
        self.delete_button.setText(self.tr("&Delete everything for good"))

    @override
    def enter(self) -> None:
        self.leave()

    @override
    def leave(self) -> None:
        self.word.clear()
        self._say_word("")
        self.passphrase.clear()

    def _asked_word(self) -> str:
        return self.tr("DELETE", "the word that is typed to confirm")

    def _say_word(self, error: str) -> None:
        self.word_error.say(error)
        self.word.setAccessibleDescription(error)

    def _on_delete(self) -> None:
        if self.word.text().strip().casefold() != self._asked_word().casefold():
            self._say_word(self.tr("Write %1 first.").replace("%1", self._asked_word()))
            self.word.setFocus()
            announce(self.word, self.word_error.text())
            return
        written = self.passphrase.field.text()
        if not written:
            self.passphrase.say(self.tr("Write your passphrase too."))
            self.passphrase.field.setFocus()
            announce(self.passphrase.field, self.passphrase.error.text())
            return
        wait = self.session.tasks.wait
        self.act(
            self.passphrase,
            lambda opened: delete_everything(opened, written, wait),
            self._on_deleted,
            Changes(),
        )

    def _on_deleted(self, _: None) -> None:
        self.leave()
        self.session.change_settings(recovery_words_to_confirm=False)
        self.session.lock()  # ends this process image, and begins anew where there is no vault
