"""A package for an auditor: what it is about, and where it is saved."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.activity_words import title_of
from ui.choosing import choose_file_to_save
from ui.jobs import JobKind
from ui.navigation import Place
from ui.packing import Packed, Told, pack, told_projects
from ui.tasks import Changes
from ui.widgets.banner import Kind
from ui.widgets.buttons import PlainButton
from ui.widgets.labels import ErrorText, Prose
from ui.widgets.page import Page
from ui.widgets.ticks import OptionGroup
from ui.widgets.translated import Translated

_EVERYTHING: Final = "everything"
_SUGGESTED: Final = "datadonor.ddaudit"


class PackageCard(Translated, QWidget):
    """Nothing is chosen beforehand: one project says less of the person than all of them."""

    def __init__(self, page: Page) -> None:
        """Offer it on a page, which asks the vault and shows messages."""
        super().__init__()
        self._page = page
        self._projects: tuple[Told, ...] = ()
        self.text = Prose()
        self.about = OptionGroup()
        self.error = ErrorText()
        self.save_button = PlainButton()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.text, self.about, self.error):
            column.addWidget(part)
        column.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.about.chosen.connect(lambda _: self.error.say(""))
        self.save_button.clicked.connect(self._on_save)
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""
        language = self._page.session.language
        self.text.setText(
            self.tr(
                "An auditor can check a package without your vault: what you decided, what was "
                "sent, and that nothing was changed afterwards. It holds no health data, but it "
                "names the projects and those who helped you, and it is not encrypted."
            )
        )
        self.about.setTitle(self.tr("What is the package to be about?"))
        self.about.set_options(
            [
                *((each.project, title_of(each.title, language)) for each in self._projects),
                (_EVERYTHING, self.tr("Everything, all projects side by side")),
            ]
        )
        self.save_button.setText(self.tr("Save a &package for an auditor …"))

    def read(self) -> None:
        """Read anew which projects there are."""
        self._page.ask(told_projects, self._on_read)

    def _on_read(self, projects: tuple[Told, ...]) -> None:
        self._projects = projects
        self.retranslate()

    def _on_save(self) -> None:
        chosen = self.about.value()
        if chosen is None:
            self.error.say(self.tr("Choose what it is to be about."))
            self.about.focus_first()
            return
        file = choose_file_to_save(
            self,
            self.tr("Where should the package be saved?"),
            _SUGGESTED,
            self.tr("Packages for auditors (*.ddaudit)"),
        )
        if file is None:
            return
        project = "" if chosen == _EVERYTHING else chosen
        self.save_button.setEnabled(False)
        job = self._page.session.run_long(
            JobKind.COPY,
            lambda opened, _: pack(opened, file, project),
            Changes(vault=True),
            self._on_saved,
            self._page.show_error,
            place=Place.ACTIVITY,
        )
        job.ended.connect(lambda: self.save_button.setEnabled(True))

    def _on_saved(self, packed: Packed) -> None:
        said = self.tr("%Ln event(s) can be seen in it.", "", packed.shown)
        hidden = self.tr("%Ln more are counted, but not shown.", "", packed.hidden)
        self._page.show_message(Kind.OK, self.tr("The package has been saved"), f"{said} {hidden}")
