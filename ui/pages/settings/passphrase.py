"""Another passphrase in the place of the one there is."""

from typing_extensions import override

from ui.keeping import change_passphrase
from ui.pages.settings.section import SectionView
from ui.session import Session
from ui.tasks import Changes
from ui.widgets.banner import Kind
from ui.widgets.labels import Prose, QuietText
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.secret import PassphraseField


class PassphraseSection(SectionView):
    """The old one first, so that nobody else can change it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.purpose = Prose()
        self.old = PassphraseField()
        self.new = NewPassphrase(session)
        self.status = QuietText()
        for part in (self.purpose, self.old, self.new, self.status):
            self.column.addWidget(part)
        self.old.entered.connect(self.new.focus_first)
        self.new.entered.connect(self.on_primary)
        self.retranslate()

    @property
    @override
    def title(self) -> str:
        return self.tr("Change the passphrase")

    @property
    @override
    def primary(self) -> str:
        return self.tr("&Change it")

    @override
    def retranslate(self) -> None:
        self.purpose.setText(
            self.tr(
                "The new passphrase opens the vault from now on. Your recovery words go on "
                "working. Backups that you have already taken still open with the old one."
            )
        )
        self.old.set_label(self.tr("The passphrase you have &now"))
        busy = self.tr("Changing it. This takes a moment …")
        self.status.setText(busy if self.is_busy else "")
        self.status.setVisible(self.is_busy)

    @override
    def enter(self) -> None:
        self.leave()

    @override
    def leave(self) -> None:
        self.old.clear()
        self.new.clear()

    @override
    def focus_first(self) -> bool:
        self.old.field.setFocus()
        return True

    @override
    def on_primary(self) -> None:
        old = self.old.field.text()
        if not old:
            self.old.say(self.tr("Write the passphrase that you have now."))
            self.old.field.setFocus()
            return
        new = self.new.choice()
        if new is None:
            return
        wait = self.session.tasks.wait
        self.act(
            self.old,
            lambda opened: change_passphrase(opened, old, new, wait),
            self._on_changed,
            Changes(vault=True),
        )

    def _on_changed(self, _: None) -> None:
        self.leave()
        self.tell(
            Kind.OK,
            self.tr("The passphrase has been changed"),
            self.tr("Use the new one the next time you unlock."),
        )
        self.focus_first()
