"""How the window looks, and when the vault locks itself."""

from typing_extensions import override

from ui.keeping import LOCK_MINUTES
from ui.pages.settings.section import SectionView
from ui.session import Session
from ui.widgets.display_choices import DisplayChoices
from ui.widgets.labels import Prose
from ui.widgets.ticks import OptionGroup


class LooksSection(SectionView):
    """Language, text size and colours; each choice holds at once."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.purpose = Prose()
        self.choices = DisplayChoices(session)
        self.column.addWidget(self.purpose)
        self.column.addWidget(self.choices)
        self.retranslate()

    @property
    @override
    def title(self) -> str:
        return self.tr("How should the window look?")

    @override
    def retranslate(self) -> None:
        self.purpose.setText(self.tr("What you choose takes effect at once and is kept."))

    @override
    def focus_first(self) -> bool:
        self.choices.focus_first()
        return True


class LockSection(SectionView):
    """After how long without a touch."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.purpose = Prose()
        self.minutes = OptionGroup()
        self.column.addWidget(self.purpose)
        self.column.addWidget(self.minutes)
        self.minutes.chosen.connect(lambda key: session.change_settings(auto_lock_minutes=int(key)))
        session.settings_changed.connect(self._follow)
        self.retranslate()

    @property
    @override
    def title(self) -> str:
        return self.tr("When should the vault lock itself?")

    @override
    def retranslate(self) -> None:
        self.purpose.setText(
            self.tr(
                "If nobody touches the computer for a while, the vault locks, and your "
                "passphrase is needed again. You are told half a minute before. Nothing that "
                "you have begun is lost."
            )
        )
        self.minutes.setTitle(self.tr("Lock after"))
        self.minutes.set_options(
            [(str(one), self.tr("%n minute(s)", "", one)) for one in LOCK_MINUTES]
        )
        self._follow()

    @override
    def focus_first(self) -> bool:
        self.minutes.focus_first()
        return True

    def _follow(self) -> None:
        key = str(self.session.settings.auto_lock_minutes)
        self.minutes.choose(key if key in self.minutes.options else None)
