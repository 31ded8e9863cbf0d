"""Whoever helps signs that they told the person what it was about, with a key of their own."""

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout

from datadonor.errors import DatadonorError
from datadonor.vault.keystore import WrongKeyPassphrase
from ui.activity_words import title_of
from ui.choosing import choose_file
from ui.informing import Informed, read_informed, sign_informed
from ui.tasks import Changes
from ui.widgets.banner import Kind
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.labels import ErrorText, Prose, QuietText, SubHeading
from ui.widgets.page import Page
from ui.widgets.secret import PassphraseField
from ui.widgets.ticks import OptionGroup


class InformingCard(Card):
    """Shown while somebody helps and something has been decided that they have not signed."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._key_file: Path | None = None
        self._decided: tuple[Informed, ...] = ()
        self.title = SubHeading()
        self.text = Prose()
        self.which = OptionGroup()
        self.which_error = ErrorText()
        self.key_button = PlainButton()
        self.key_name = QuietText()
        self.passphrase = PassphraseField()
        self.sign_button = PlainButton()
        key = QHBoxLayout()
        key.setSpacing(12)
        key.addWidget(self.key_button)
        key.addWidget(self.key_name, 1)
        for part in (self.title, self.text, self.which, self.which_error):
            self.body.addWidget(part)
        self.body.addLayout(key)
        self.body.addWidget(self.passphrase)
        self.body.addWidget(self.sign_button)
        self.key_button.clicked.connect(self._on_key)
        self.sign_button.clicked.connect(self._on_sign)
        self.passphrase.entered.connect(self._on_sign)
        self.which.chosen.connect(lambda _: self.which_error.say(""))
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""
        self.title.setText(self.tr("For the one who helps: sign that you informed"))
        self.text.setText(
            self.tr(
                "If you told the person what it was about before they decided, you can sign "
                "that you did. You need a key file of your own. It is not kept here."
            )
        )
        language = self._page.session.language
        self.which.setTitle(self.tr("What did you inform about?"))
        self.which.set_options(
            [
                (
                    each.project,
                    each.project if each.title is None else title_of(each.title, language),
                )
                for each in self._decided
            ]
        )
        self.key_button.setText(self.tr("Choose your key file …"))
        if self._key_file is None:
            self.key_name.setText(self.tr("None chosen"))
        self.passphrase.set_label(self.tr("The passphrase of your &key file"))
        self.sign_button.setText(self.tr("&Sign that I informed"))

    def read(self) -> None:
        """Read anew what has been decided while somebody helps."""
        self._clear()
        if self._page.session.assistance is None:
            self.hide()
        else:
            self._page.ask(read_informed, self._on_read)

    def _on_read(self, decided: tuple[Informed, ...]) -> None:
        self._decided = tuple(each for each in decided if not each.is_signed)
        self.retranslate()
        self.setVisible(bool(self._decided))

    def _clear(self) -> None:
        self._key_file = None
        self.passphrase.clear()
        self.which_error.say("")
        self.sign_button.setEnabled(True)

    def _on_key(self) -> None:
        chosen = choose_file(self, self.tr("Your key file"))
        if chosen is not None:
            self._key_file = chosen
            self.key_name.setText(chosen.name)
            self.passphrase.field.setFocus()

    def _on_sign(self) -> None:
        if not self.sign_button.isEnabled():
            return
        project, key_file = self.which.value(), self._key_file
        if project is None:
            self.which_error.say(self.tr("Choose what you informed about."))
            self.which.focus_first()
            return
        if key_file is None:
            self.key_button.setFocus()
            self.key_name.setText(self.tr("Choose the file first."))
            return
        passphrase = self.passphrase.take()
        if not passphrase:
            self.passphrase.say(self.tr("Write the passphrase of the key file."))
            self.passphrase.field.setFocus()
            return
        self.sign_button.setEnabled(False)
        self._page.session.act(
            lambda opened: sign_informed(opened, project, key_file, passphrase),
            Changes(consent=True),
            lambda _: self._on_signed(),
            self._on_failed,
        )

    def _on_signed(self) -> None:
        self._page.show_message(
            Kind.OK,
            self.tr("It is signed"),
            self.tr("It stands in the log beside the decision, and on the person's receipt."),
        )

    def _on_failed(self, error: DatadonorError) -> None:
        self.sign_button.setEnabled(True)
        if isinstance(error, WrongKeyPassphrase):
            self.passphrase.say(error.user_message(self._page.session.language).message)
            self.passphrase.field.setFocus()
        else:
            self._page.show_error(error)
