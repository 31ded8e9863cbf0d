"""Receiving: look at one bundle, open one, or empty an inbox and answer everything in it."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from datadonor.errors import DatadonorError
from datadonor.vault.keystore import WrongKeyPassphrase
from export.receiving.unsealing import SEALED
from ui import choosing
from ui.announce import announce
from ui.jobs import Course, Job, JobKind, Progress
from ui.navigation import Place
from ui.pages.bundles.results import Result, result_card
from ui.researching_bundles import Received, collect_all, open_one, verify_one
from ui.session import Session, sentences
from ui.widgets.banner import Kind
from ui.widgets.cards import Card
from ui.widgets.chips import Chips
from ui.widgets.column import Column
from ui.widgets.folder_row import FolderRow
from ui.widgets.labels import Prose
from ui.widgets.progress import ProgressPanel, numbers
from ui.widgets.research_page import ResearchPage
from ui.widgets.secret import PassphraseField
from ui.workplace import BESIDE, FolderName

_Work = Callable[[Course], Result]


class Way(StrEnum):
    """What is to be done."""

    COLLECT = "collect"
    VERIFY = "verify"
    OPEN = "open"


class BundlesPage(ResearchPage):
    """One way at a time; the passphrase is asked once for each act, and not kept."""

    characters = 84

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.way = Way.COLLECT
        self.bundle: Path | None = None
        self.into: Path | None = None
        self.result: Result | None = None
        self._job: Job | None = None
        self.ways = Chips()
        self.lead = Prose()
        self.places = Card()
        self.keys, self.file, self.target = FolderRow(), FolderRow(), FolderRow()
        self.rows: dict[FolderName, FolderRow] = {name: FolderRow() for name in BESIDE}
        self.passphrase = PassphraseField()
        self.progress = ProgressPanel()
        self.results = Column(16)
        for row in (self.keys, self.file, self.target, *self.rows.values(), self.passphrase):
            self.places.body.addWidget(row)
        for part in (self.ways, self.lead, self.places, self.progress, self.results):
            self.content.addWidget(part)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self.ways.chosen.connect(self._on_way)
        self.keys.button.clicked.connect(self._on_keys)
        self.file.button.clicked.connect(self._on_file)
        self.target.button.clicked.connect(self._on_target)
        for name, row in self.rows.items():
            row.button.clicked.connect(lambda _=False, name=name: self._on_folder(name))
        self.passphrase.entered.connect(self._on_primary)
        self.primary_button.clicked.connect(self._on_primary)

    @override
    def retranslate(self) -> None:
        self.heading.setText(self.tr("What do you want to receive?"))
        self.ways.set_chips(
            [
                (Way.COLLECT, self.tr("Empty the inbox")),
                (Way.VERIFY, self.tr("Look at one bundle")),
                (Way.OPEN, self.tr("Open one bundle")),
            ]
        )
        self.ways.choose(self.way)
        self.passphrase.set_label(self.tr("The keys’ &passphrase"))
        self._show()

    @override
    def refresh(self) -> None:
        self._show()

    @override
    def focus_first(self) -> None:
        self.ways.chips[self.way].setFocus()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            self.passphrase.clear()  # nobody is there to use it
        super().hideEvent(event)

    # -- showing ------------------------------------------------------------------

    def _show(self) -> None:
        lead, button = {
            Way.COLLECT: (
                self.tr(
                    "Everything in the inbox is checked, filed or put aside, and answered. "
                    "Withdrawals are carried out. You can do it as often as you like."
                ),
                self.tr("Empty the inbox now"),
            ),
            Way.VERIFY: (
                self.tr("Every byte of the bundle is checked, and nothing of it is kept."),
                self.tr("Look at it now"),
            ),
            Way.OPEN: (
                self.tr(
                    "The bundle is checked, and what is in it is written into a new folder. They "
                    "are health data: choose an encrypted disk."
                ),
                self.tr("Open it now"),
            ),
        }[self.way]
        self.lead.setText(lead)
        self.primary_button.setText(button)
        self._name_rows()
        self.file.setVisible(self.way is not Way.COLLECT)
        self.target.setVisible(self.way is Way.OPEN)
        for row in self.rows.values():
            row.setVisible(self.way is Way.COLLECT)
        is_working = self._job is not None
        self.places.setEnabled(not is_working)
        self.ways.setEnabled(not is_working)
        self.show_foot(back=True, primary=not is_working)
        result = self.result
        self.results.fill([] if result is None else [result_card(result, self.session.language)])

    def _name_rows(self) -> None:
        nothing = self.tr("Not chosen yet")
        folder = self.tr("Choose the folder …")
        place = self.workplace
        self.keys.set_words(self.tr("Folder of your keys"), folder, place.keys, nothing)
        self.file.set_words(
            self.tr("The bundle"), self.tr("Choose the file …"), self.bundle, nothing
        )
        self.target.set_words(
            self.tr("Where the new folder is to be made"), folder, self.into, nothing
        )
        labels = {
            "inbox": self.tr("Inbox: where bundles come"),
            "store": self.tr("Where what is right is filed"),
            "answers": self.tr("Where your answers are put"),
        }
        for name, row in self.rows.items():
            row.set_words(labels[name], folder, place.folder(name), nothing)

    # -- choosing -------------------------------------------------------------------

    def _on_way(self, key: str) -> None:
        self.way = Way(key)
        self.result = None
        self.banner.hide()
        self._say_nothing()
        self._show()

    def _on_keys(self) -> None:
        folder = choosing.choose_folder(self, self.tr("Choose the folder of your keys"))
        if folder is not None:
            self.keys.say("")
            self.workplace.use_keys(folder)
            self._show()

    def _on_file(self) -> None:
        endings = " ".join(f"*{ending}" for ending in sorted(SEALED))
        wanted = self.tr("Bundles (%1);;All files (*)").replace("%1", endings)
        file = choosing.choose_file(self, self.tr("Choose the bundle"), wanted)
        if file is not None:
            self.file.say("")
            self.bundle, self.result = file, None
            self._show()

    def _on_target(self) -> None:
        folder = choosing.choose_folder(self, self.tr("Where is the new folder to be made?"))
        if folder is not None:
            self.target.say("")
            self.into = folder
            self._show()

    def _on_folder(self, name: FolderName) -> None:
        folder = choosing.choose_folder(self, self.rows[name].label.text())
        if folder is not None:
            self.rows[name].say("")
            self.workplace.use_folder(name, folder)
            self._show()

    # -- doing ----------------------------------------------------------------------

    def _on_primary(self) -> None:
        if self._job is not None:
            return
        self.banner.hide()
        self._say_nothing()
        wanted = self._missing()
        if wanted is not None:
            wanted.setFocus()
            self.scroll_to(wanted)
            return
        self._begin(self.passphrase.take())

    def _missing(self) -> QWidget | None:
        """Say beside the first thing that is missing that it is, and return it."""
        inbox = self.workplace.folder("inbox")
        needed = [(self.keys, self.workplace.keys is not None)]
        if self.way is Way.COLLECT:
            needed.append((self.rows["inbox"], inbox is not None and inbox.is_dir()))
        else:
            needed.append((self.file, self.bundle is not None))
        if self.way is Way.OPEN:
            needed.append((self.target, self.into is not None))
        for row, is_there in needed:
            if not is_there:
                row.say(
                    self.tr("This folder is not there. Choose another.")
                    if row is self.rows["inbox"] and inbox is not None
                    else self.tr("Choose this first.")
                )
                return row.button
        if not self.passphrase.field.text():
            self.passphrase.say(self.tr("Write the passphrase of the keys."))
            return self.passphrase.field
        return None

    def _begin(self, passphrase: str) -> None:
        work = self._work(passphrase)
        if work is None:
            return
        self.result = None
        self._job = self.session.run_bare(
            JobKind.COLLECT, work, self._on_result, self._on_failed, place=Place.BUNDLES
        )
        self._job.stopped.connect(self._on_stopped)
        self.progress.follow(self._job, self._words)
        self._show()
        self.progress.cancel_button.setFocus()

    def _work(self, passphrase: str) -> _Work | None:
        """Return what is to be done, if everything that it needs is chosen."""
        place, bundle, into = self.workplace, self.bundle, self.into
        keys, inbox = place.keys, place.folder("inbox")
        store, answers = place.folder("store"), place.folder("answers")
        if keys is None:
            return None
        if self.way is Way.COLLECT and inbox and store and answers:
            return lambda course: collect_all(keys, passphrase, inbox, store, answers, course)
        if self.way is Way.OPEN and bundle and into:
            return lambda course: open_one(bundle, keys, passphrase, into, course)
        if self.way is Way.VERIFY and bundle:
            return lambda course: verify_one(bundle, keys, passphrase, course)
        return None

    def _words(self, progress: Progress) -> str:
        if self.way is Way.COLLECT:
            said = self.tr("Emptying the inbox: %1 files.")
            return (
                said.replace("%1", numbers(progress))
                if progress.total
                else self.tr("Opening the keys, and looking into the inbox …")
            )
        if progress.total:
            return self.tr("Checking every byte of the bundle.")
        return self.tr("Opening the keys …")

    def _on_result(self, result: Result) -> None:
        self._end()
        self.result = result
        self._show()
        kind, title = self._outcome(result)
        said = self.tr("What it is stands below.") if kind is Kind.WARNING else ""
        self.show_message(kind, title, said)
        self.focus_first()

    def _outcome(self, result: Result) -> tuple[Kind, str]:
        if isinstance(result, Received):
            return Kind.OK, self.tr("The bundle is right in every byte")
        if result.left:
            title = self.tr("Something stayed in the inbox, and a person should look at why")
            return Kind.WARNING, title
        if result.report.rejected or result.report.matters:
            title = self.tr("The inbox is empty, and a person should look at something")
            return Kind.WARNING, title
        return Kind.OK, self.tr("The inbox is empty, and everything is answered")

    def _on_failed(self, error: DatadonorError) -> None:
        self._end()
        if isinstance(error, WrongKeyPassphrase):
            self.passphrase.say(sentences(error, self.session.language))
            self.passphrase.field.setFocus()
            announce(self.passphrase.field, self.passphrase.error.text())
            return
        self.show_error(error)
        self.focus_first()

    def _on_stopped(self) -> None:
        self._end()
        title = self.tr("Stopped")
        said = (
            self.tr("What was filed by then is filed and answered. The rest is still in the inbox.")
            if self.way is Way.COLLECT
            else self.tr("Nothing of the bundle was kept.")
        )
        self.show_message(Kind.INFO, title, said)
        self.focus_first()

    def _end(self) -> None:
        self._job = None
        self._show()

    def _say_nothing(self) -> None:
        for row in (self.keys, self.file, self.target, *self.rows.values()):
            row.say("")
        self.passphrase.say("")
