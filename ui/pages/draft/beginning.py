"""How a draft is begun: anew, or from one that is there."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consent.draft_file import DraftFile
from ui import choosing
from ui.researching_form import new_draft
from ui.researching_keeping import Drafting, open_drafting
from ui.widgets.cards import CardButton
from ui.widgets.labels import Prose
from ui.widgets.research_page import ResearchPage


class BeginningView(QWidget):
    """Two ways to begin."""

    begun = Signal(object)
    """A ``Drafting`` that may have no file yet."""

    def __init__(self, page: ResearchPage) -> None:
        super().__init__()
        self._page = page
        self._lead = Prose()
        self.new_card, self.open_card = CardButton(), CardButton()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for part in (self._lead, self.new_card, self.open_card):
            layout.addWidget(part)
        self.new_card.clicked.connect(lambda: self.begun.emit(Drafting(new_draft())))
        self.open_card.clicked.connect(self._on_open)
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""
        self._lead.setText(
            self.tr(
                "A request says who you are, which data you ask for, and why. While you write, you "
                "see what a citizen will read, in Danish and in English, and what an ethics office "
                "would ask about."
            )
        )
        self.new_card.set_words(
            self.tr("Write a new request"),
            self.tr("You choose first where the draft is to lie. It is saved as you write."),
            "file-plus",
        )
        self.open_card.set_words(
            self.tr("Go on with a draft, or change a request"),
            self.tr("A signed request becomes the draft of its next version."),
            "folder-open",
        )

    def choose_place(self, drafting: Drafting) -> DraftFile | None:
        """Ask where a draft is to lie."""
        name = drafting.values["id"] or self.tr("request")
        path = choosing.choose_file_to_save(
            self._page,
            self.tr("Where should the draft lie?"),
            f"{name}.yaml",
            self.tr("Drafts (*.yaml)"),
            ".yaml",
        )
        return None if path is None else DraftFile(path)

    def _on_open(self) -> None:
        wanted = self.tr("Drafts and requests (*.yaml *.yml *.ddrequest);;All files (*)")
        file = choosing.choose_file(self._page, self.tr("Open a draft or a request"), wanted)
        if file is not None:
            self._page.do(lambda: open_drafting(file), self.begun.emit)
