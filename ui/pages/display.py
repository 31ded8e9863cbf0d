"""Language, text size and colours. Can be reached before the vault is unlocked."""

from typing_extensions import override

from ui.session import Session
from ui.widgets.display_choices import DisplayChoices
from ui.widgets.labels import Prose
from ui.widgets.page import Page


class DisplayPage(Page):
    """How the window looks, before there is anything else to set."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._purpose = Prose()
        self.choices = DisplayChoices(session)
        self.content.addWidget(self._purpose)
        self.content.addWidget(self.choices)
        self.show_foot(back=True)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        self.heading.setText(self.tr("How should the window look?"))
        self._purpose.setText(self.tr("What you choose takes effect at once and is kept."))

    @override
    def focus_first(self) -> None:
        self.choices.focus_first()
