"""The import page: one file after the other, each whole or not at all."""

from collections.abc import Sequence
from enum import Enum, auto
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLocale
from typing_extensions import override

from datadonor.audit.custody import OpenVault
from datadonor.errors import DatadonorError
from datadonor.records.labels import format_label
from datadonor.sources.errors import SomeoneElse
from datadonor.sources.pipeline import Report
from datadonor.sources.tables.mapping import TableMapping
from ui.bringing_in import (
    LOOKING,
    PastImport,
    Recognised,
    Wanted,
    bring_in,
    past_imports,
    recognise,
)
from ui.jobs import JobKind, Progress
from ui.navigation import Place
from ui.pages.importing.choosing_files import ChooseStep
from ui.pages.importing.results import results
from ui.pages.importing.table import TableStep
from ui.session import Session, sentences
from ui.tasks import Changes
from ui.widgets.banner import Kind
from ui.widgets.buttons import PlainButton
from ui.widgets.column import Column
from ui.widgets.facts import Facts
from ui.widgets.labels import Prose
from ui.widgets.page import Page
from ui.widgets.progress import ProgressPanel
from ui.widgets.ticks import Tick

_EARLIER_SHOWN: Final = 8


class Step(Enum):
    """What the page shows."""

    CHOOSE = auto()
    LOOK = auto()
    RECOGNISED = auto()
    READ = auto()
    DONE = auto()


class ImportPage(Page):
    """Recognises, asks what must be asked, brings in, and reports."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.step = Step.CHOOSE
        self._left: list[Path] = []
        self._recognised: Recognised | None = None
        self._earlier: Sequence[PastImport] = ()
        self._reports: list[Report] = []
        self._refusals: list[tuple[Path, DatadonorError]] = []
        self.choose = ChooseStep()
        self.progress = ProgressPanel()
        self.facts = Facts()
        self._explained = Prose()
        self.mine = Tick()
        self.tables: list[TableStep] = []
        self._changing = Column(24)
        for part in (
            self.choose,
            self.progress,
            self._explained,
            self.facts,
            self._changing,
            self.mine,
        ):
            self.content.addWidget(part)
        self.data_button = PlainButton()
        self.foot.add_right(self.data_button)
        self.choose.chosen.connect(self._on_chosen)
        self.choose.practice_asked.connect(self._on_practice)
        self.primary_button.clicked.connect(self._on_primary)
        self.data_button.clicked.connect(lambda: session.go(Place.DATA))
        self.mine.toggled.connect(self._show_step)
        self._show(Step.CHOOSE)

    @override
    def retranslate(self) -> None:
        titles = {
            Step.CHOOSE: self.tr("Which files do you want to bring in?"),
            Step.LOOK: self.tr("Looking at the file"),
            Step.RECOGNISED: self.tr("Is this what you want to bring in?"),
            Step.READ: self.tr("Bringing in"),
            Step.DONE: self.tr("What was brought in"),
        }
        self.heading.setText(titles[self.step])
        primaries = {
            Step.RECOGNISED: self.tr("Bring in"),
            Step.DONE: self.tr("Bring in more"),
        }
        self.primary_button.setText(primaries.get(self.step, ""))
        self.data_button.setText(self.tr("See my data"))
        self.mine.setText(
            self.tr("These data are about me, although another person's number stands in the file")
        )
        self._write_recognised()
        if self.step is Step.DONE:
            self._write_results()
        self.choose.show_earlier(self._earlier, self.session.language)
        self.choose.practice_button.setVisible(self.session.is_practice)

    @override
    def refresh(self) -> None:
        if self.step is Step.CHOOSE:
            self.ask(lambda opened: past_imports(opened, _EARLIER_SHOWN), self._on_earlier)

    @override
    def focus_first(self) -> None:
        if self.step is Step.CHOOSE:
            self.choose.drop.file_button.setFocus()
        elif not self.primary_button.isHidden():
            self.primary_button.setFocus()
        else:
            self.progress.cancel_button.setFocus()

    @override
    def go_back(self) -> None:
        if self.step in {Step.RECOGNISED, Step.DONE}:
            self._begin_anew()
        else:
            super().go_back()

    # -- the steps ------------------------------------------------------------------

    def _show(self, step: Step) -> None:
        self.step = step
        self._show_step()
        self.retranslate()
        self.focus_first()

    def _show_step(self) -> None:
        step = self.step
        self.choose.setVisible(step is Step.CHOOSE)
        self._explained.setVisible(step is Step.RECOGNISED)
        self.facts.setVisible(step is Step.RECOGNISED)
        self._changing.setVisible(step in {Step.RECOGNISED, Step.DONE})
        asks_whose = self._is_someone_else() and step is Step.RECOGNISED
        self.mine.setVisible(asks_whose)
        can_read = all(table.can_be_read for table in self.tables)
        self.show_foot(
            back=step in {Step.RECOGNISED, Step.DONE},
            primary=step is Step.DONE or (step is Step.RECOGNISED and can_read),
        )
        self.primary_button.setEnabled(not asks_whose or self.mine.isChecked())
        self.data_button.setVisible(step is Step.DONE and bool(self._reports))

    def _begin_anew(self) -> None:
        self._left, self._reports, self._refusals = [], [], []
        self._recognised = None
        self.banner.hide()
        self._show(Step.CHOOSE)
        self.read_anew()

    def _on_earlier(self, earlier: Sequence[PastImport]) -> None:
        self._earlier = earlier
        self.choose.show_earlier(earlier, self.session.language)

    def _on_practice(self) -> None:
        practice, folder = self.session.practice, self.session.vault_folder
        if practice is None:
            return

        def files(_: OpenVault) -> list[Path]:
            ground = practice.load_practice(folder)
            return [] if ground is None else list(ground.health_files)

        self.ask(files, self._on_chosen)

    def _on_chosen(self, files: list[Path]) -> None:
        if not files or self.session.job is not None:
            return
        self.banner.hide()
        self._left = list(files)
        self._reports, self._refusals = [], []
        self._look_at_next()

    def _look_at_next(self) -> None:
        if not self._left:
            self._finish()
            return
        file = self._left.pop(0)
        self._recognised = None
        job = self.session.run_long(
            JobKind.IMPORT,
            lambda opened, course: recognise(opened, file, course),
            Changes(),
            self._on_recognised,
            lambda error: self._on_refused(file, error),
            place=Place.IMPORT,
        )
        job.stopped.connect(self._on_stopped)
        self.progress.follow(job, self._words)
        self._show(Step.LOOK)

    def _on_recognised(self, recognised: Recognised) -> None:
        self._recognised = recognised
        self.mine.setChecked(False)
        self.tables = [TableStep(each, self.session.language) for each in recognised.unsettled]
        self._changing.fill(self.tables)
        self._show(Step.RECOGNISED)

    def _on_primary(self) -> None:
        if self.step is Step.DONE:
            self._begin_anew()
            return
        recognised = self._recognised
        if recognised is None:
            return
        mappings: dict[str, TableMapping] = {}
        for table in self.tables:
            mapping = table.mapping()
            if mapping is None:
                self.scroll_to(table.error)
                return
            mappings[mapping.fingerprint] = mapping
        wanted = Wanted(recognised.file, mappings, self.mine.isChecked())
        self._read(wanted)

    def _read(self, wanted: Wanted) -> None:
        job = self.session.run_long(
            JobKind.IMPORT,
            lambda opened, course: bring_in(opened, wanted, course),
            Changes(records=True),
            self._on_read,
            lambda error: self._on_refused(wanted.file, error),
            place=Place.IMPORT,
        )
        job.stopped.connect(self._on_stopped)
        self.progress.follow(job, self._words)
        self._show(Step.READ)

    def _on_read(self, reports: tuple[Report, ...]) -> None:
        self._reports += reports
        self._refusals = [one for one in self._refusals if not isinstance(one[1], SomeoneElse)]
        self._look_at_next()

    def _on_refused(self, file: Path, error: DatadonorError) -> None:
        recognised = self._recognised
        if isinstance(error, SomeoneElse) and recognised is not None:
            # The one refusal that the person can answer: it is theirs all the same.
            self._refusals.append((file, error))
            self._show(Step.RECOGNISED)
            self.show_error(error)
            return
        self._refusals.append((file, error))
        self._look_at_next()

    def _on_stopped(self) -> None:
        self._left = []
        self._show(Step.CHOOSE)
        self.show_message(
            Kind.INFO,
            self.tr("Stopped"),
            self.tr("Nothing of that file was brought in. Your vault is as it was before."),
        )
        if self._reports:
            self._finish()

    def _finish(self) -> None:
        self._recognised = None
        self.tables = []
        if self._reports:
            self._show(Step.DONE)
        else:
            self._show(Step.CHOOSE)
            self.read_anew()
        self._tell_of_refusals()

    # -- words -----------------------------------------------------------------------

    def _is_someone_else(self) -> bool:
        file = None if self._recognised is None else self._recognised.file
        return any(
            isinstance(error, SomeoneElse) and refused == file for refused, error in self._refusals
        )

    def _words(self, progress: Progress) -> str:
        if progress.step == LOOKING or not progress.total:
            return self.tr("Looking at what the file is …")
        percent = round(100 * progress.done / progress.total)
        pattern = self.tr("%1% of the file has been read: %2 records so far.")
        return pattern.replace("%1", str(percent)).replace("%2", QLocale().toString(progress.found))

    def _write_recognised(self) -> None:
        recognised = self._recognised
        if recognised is None:
            return
        language = self.session.language
        self._explained.setText(
            self.tr("Nothing has been read into your vault yet. This is what the file is:")
        )
        kinds = ", ".join(format_label(name, language) for name in recognised.formats)
        self.facts.set_facts(
            [
                (self.tr("File"), recognised.file.name),
                (self.tr("What it is"), kinds),
                (self.tr("Size"), QLocale().formattedDataSize(recognised.size_bytes)),
            ]
        )

    def _write_results(self) -> None:
        self._changing.fill([results(self._reports, self.session.language)])

    def _tell_of_refusals(self) -> None:
        if not self._refusals:
            return
        language = self.session.language
        told = [f"{file.name}: {sentences(error, language)}" for file, error in self._refusals]
        self.show_message(Kind.ERROR, self.tr("Not brought in"), "\n".join(told))
