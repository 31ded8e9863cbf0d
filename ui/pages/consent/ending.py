"""How the conversation ends: said yes, said no, another day, or left as it was."""

from enum import StrEnum

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.labels import Prose
from ui.widgets.page import Page
from ui.widgets.receipt_card import ReceiptCard


class Ending(StrEnum):
    """In what it ended."""

    GIVEN = "given"
    CHANGED = "changed"
    REFUSED = "refused"
    OLDER_STANDS = "older_stands"
    LATER = "later"
    UNCHANGED = "unchanged"

    @property
    def is_yes(self) -> bool:
        """Whether there is a consent now that was not there before."""
        return self in {Ending.GIVEN, Ending.CHANGED}


class ConsentEndView(QWidget):
    """Says what was written down and what follows; after a yes with the receipt."""

    def __init__(self, page: Page, project: str, ending: Ending) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for sentence in self._sentences(ending):
            said = Prose()
            said.setText(sentence)
            column.addWidget(said)
        self.receipt: ReceiptCard | None = None
        if ending.is_yes:
            self.receipt = ReceiptCard(page, project)
            column.addWidget(self.receipt)

    def heading(self, ending: Ending) -> str:
        """Return what stands above it."""
        return {
            Ending.GIVEN: self.tr("Thank you. You have said yes"),
            Ending.CHANGED: self.tr("Thank you. Your new answers hold"),
            Ending.REFUSED: self.tr("You have said no"),
            Ending.OLDER_STANDS: self.tr("You have said no to the new version"),
            Ending.LATER: self.tr("You can decide another day"),
            Ending.UNCHANGED: self.tr("Nothing was changed"),
        }[ending]

    def _sentences(self, ending: Ending) -> tuple[str, ...]:
        not_sent = self.tr("Nothing has been sent yet. You always see first what will be sent.")
        undo = self.tr("You can change your answers or take back your yes at any time.")
        return {
            Ending.GIVEN: (self.tr("Your yes is written down and signed."), not_sent, undo),
            Ending.CHANGED: (
                self.tr("Your new answers are written down and signed."),
                not_sent,
                undo,
            ),
            Ending.REFUSED: (
                self.tr("Your no is written down. It has no consequences for you."),
                self.tr("Nothing is sent. If you change your mind, you can answer again."),
            ),
            Ending.OLDER_STANDS: (
                self.tr("Your yes to the earlier version stands as before."),
                self.tr("If you want to take it back too, you can do so on the project's page."),
            ),
            Ending.LATER: (
                self.tr("Your answers are kept. There is no hurry."),
                self.tr("You find the project again under Projects, and go on where you stopped."),
            ),
            Ending.UNCHANGED: (self.tr("Your yes stands as it stood."),),
        }[ending]
