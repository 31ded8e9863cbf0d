"""A backup in a folder or on a stick, and where the vault lies."""

from pathlib import Path

from PySide6.QtCore import QDir, QLocale, Qt
from PySide6.QtGui import QGuiApplication
from typing_extensions import override

from ui.alone import may_leave
from ui.announce import announce
from ui.choosing import choose_folder
from ui.jobs import JobKind, Progress
from ui.keeping import Kept, Section, back_up
from ui.navigation import Place
from ui.pages.settings.section import SectionView
from ui.session import Session
from ui.tasks import Changes
from ui.translation import local_moment
from ui.widgets.banner import Kind
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.facts import Facts
from ui.widgets.labels import Prose, SubHeading
from ui.widgets.progress import ProgressPanel

_HUNDRED = 100


class BackupSection(SectionView):
    """The whole vault in one file, still encrypted."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.purpose = Prose()
        self.facts = Facts()
        self.progress = ProgressPanel()
        self._how_title = SubHeading()
        self._how = Prose()
        card = Card()
        card.body.addWidget(self.facts)
        for part in (self.purpose, card, self.progress, self._how_title, self._how):
            self.column.addWidget(part)
        self.retranslate()

    @property
    @override
    def title(self) -> str:
        return self.tr("Back up the vault")

    @property
    @override
    def primary(self) -> str:
        return self.tr("&Choose where, and back up …")

    @override
    def retranslate(self) -> None:
        self.purpose.setText(
            self.tr(
                "A backup is one file with everything in your vault. It is encrypted like the "
                "vault itself, so it can lie on a USB stick or another disk. If the computer "
                "breaks, it is your only copy."
            )
        )
        self._how_title.setText(self.tr("If you ever need it"))
        self._how.setText(
            self.tr(
                "Open Datadonor, choose “I have a backup” on the first page, and point to the "
                "file. It opens with the passphrase that you have today, or with your recovery "
                "words."
            )
        )
        if self.kept is not None:
            self.facts.set_facts(self._facts(self.kept))

    def _facts(self, kept: Kept) -> list[tuple[str, str]]:
        never = self.tr("None yet")
        language = self.session.language
        last = never if kept.backed_up is None else local_moment(kept.backed_up, language)
        size = size_label(kept.size_bytes)
        return [
            (self.tr("Last backup"), last),
            (self.tr("Room it will take, about"), size),
        ]

    @override
    def on_primary(self) -> None:
        is_alone = may_leave(self)
        asked = self.tr("Where should the backup be written?")
        folder = choose_folder(self, asked) if is_alone else None
        if folder is not None:
            self._back_up(folder)

    def _back_up(self, folder: Path) -> None:
        job = self.session.run_long(
            JobKind.BACKUP,
            lambda opened, course: back_up(opened, course, folder),
            Changes(vault=True),
            self._on_backed_up,
            self.failed.emit,
            place=Place.SETTINGS,
            argument=Section.BACKUP,
        )
        job.stopped.connect(self._on_stopped)
        job.ended.connect(self._on_ended)
        self.is_busy = True
        self.foot_changed.emit()
        self.progress.follow(job, self._words)
        self.progress.cancel_button.setFocus()

    def _words(self, progress: Progress) -> str:
        if not progress.total:
            return self.tr("Writing the backup …")
        done = min(progress.done * _HUNDRED // progress.total, _HUNDRED)
        return self.tr("Writing the backup: %1 of 100").replace("%1", QLocale().toString(done))

    def _on_ended(self) -> None:
        self.is_busy = False
        self.foot_changed.emit()

    def _on_stopped(self) -> None:
        title = self.tr("The backup was stopped")
        self.tell(Kind.INFO, title, self.tr("Nothing was written."))

    def _on_backed_up(self, file: Path) -> None:
        said = self.tr("It is called %1. Keep it somewhere else than on this computer.")
        title = self.tr("The backup has been written")
        self.tell(Kind.OK, title, said.replace("%1", file.name))


class PlaceSection(SectionView):
    """Where the vault lies, so that one knows what not to touch."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.purpose = Prose()
        self.facts = Facts()
        self.copy_button = PlainButton()
        card = Card()
        card.body.addWidget(self.facts)
        self.column.addWidget(self.purpose)
        self.column.addWidget(card)
        self.column.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.copy_button.clicked.connect(self._on_copy)
        self.retranslate()

    @property
    @override
    def title(self) -> str:
        return self.tr("Where does the vault lie?")

    @override
    def retranslate(self) -> None:
        self.purpose.setText(
            self.tr(
                "Everything that you bring in lies in this folder, encrypted. Leave its files as "
                "they are. If you want the vault on another computer, take a backup and put it "
                "back there."
            )
        )
        self.copy_button.setText(self.tr("&Copy the folder's path"))
        kept = self.kept
        if kept is None:
            return
        language = self.session.language
        made = "" if kept.made is None else local_moment(kept.made, language)
        self.facts.set_facts(
            [
                (self.tr("Folder"), breakable(QDir.toNativeSeparators(str(kept.folder)))),
                (self.tr("Size"), size_label(kept.size_bytes)),
                (self.tr("Made"), made),
            ]
        )

    @override
    def focus_first(self) -> bool:
        self.copy_button.setFocus()
        return True

    def _on_copy(self) -> None:
        # What is shown has places to break it, which a copy must not have.
        if self.kept is not None and may_leave(self):
            path = QDir.toNativeSeparators(str(self.kept.folder))
            QGuiApplication.clipboard().setText(path)
            announce(self.copy_button, self.tr("The path has been copied."))


def size_label(size_bytes: int) -> str:
    """Return "12.4 MB"."""
    locale = QLocale()
    return locale.formattedDataSize(size_bytes, 1, locale.DataSizeFormat.DataSizeSIFormat)


def breakable(path: str) -> str:
    """Let a long path be broken after each separator; nothing of it is seen."""
    return path.replace("/", "/\u200b").replace("\\", "\\\u200b")
