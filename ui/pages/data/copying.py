"""Taking a copy of everything: explained first, then written where the person says."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF
from datadonor.records.own_copy import OwnCopy, export_own_copy
from datadonor.texts import Language
from ui.alone import may_leave
from ui.choosing import choose_folder
from ui.jobs import Course, JobKind, Progress
from ui.navigation import Place
from ui.session import Session
from ui.tasks import Changes
from ui.widgets.banner import Banner, Kind
from ui.widgets.buttons import PlainButton
from ui.widgets.labels import Prose
from ui.widgets.progress import ProgressPanel, numbers

_MOST_TRIES: Final = 100


def write_copy(
    opened: OpenVault, course: Course, folder: Path, language: Language, expected: int
) -> OwnCopy:
    """Write the copy, on the vault's thread; what is stopped leaves nothing.

    Raises:
        OwnCopyFolderNotEmpty, OwnCopyInVault: Nothing was written.
        DiskFull, DiskRefused: Nothing is left behind.
    """

    def report(done: int) -> None:
        course.report(done, max(expected, done))
        course.breathe()

    return export_own_copy(opened, folder, SELF, language, report_progress=report)


def new_folder(inside: Path, day: str) -> Path:
    """Return a folder that is not there yet; its name tells nothing of what is in it."""
    folder = inside / f"Datadonor {day}"
    for number in range(2, _MOST_TRIES):
        if not folder.exists():
            break
        folder = inside / f"Datadonor {day} ({number})"
    return folder


class CopyPanel(QWidget):
    """Explains the copy, lets a folder be chosen, and shows how far the writing is."""

    written = Signal(int, str)
    """So many records lie in a folder now."""

    stopped = Signal()
    """The person stopped it."""

    failed = Signal(object)
    """It could not be written: a ``DatadonorError``."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.expected = 0  # how many records there are, as far as is known
        self.text = Prose()
        self.warning = Banner()
        self.choose_button = PlainButton()
        self.progress = ProgressPanel()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(24)
        layout.addWidget(self.text)
        layout.addWidget(self.warning)
        layout.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.progress)
        self.choose_button.clicked.connect(self._on_choose)
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text anew."""
        self.text.setText(
            self.tr(
                "The copy holds everything in your vault, in a format that health services and "
                "other programs can read (FHIR), and a list that explains it. It is yours: "
                "keep it, print from it, or give it to your doctor."
            )
        )
        self.warning.show_message(
            Kind.WARNING,
            self.tr("Careful: the copy is not locked"),
            self.tr(
                "Everyone who gets hold of the folder can read it. Choose a place that only you "
                "can reach, such as a USB stick that you lock away."
            ),
        )
        self.choose_button.setText(self.tr("Choose a place …"))

    def _words(self, progress: Progress) -> str:
        """Say how far the writing is."""
        return self.tr("Writing your copy: %1 records").replace("%1", numbers(progress))

    def _on_choose(self) -> None:
        is_alone = may_leave(self)
        inside = choose_folder(self, self.tr("Where should the copy be?")) if is_alone else None
        if inside is None:
            return
        day = QDate.currentDate().toString(Qt.DateFormat.ISODate)
        folder, language, expected = new_folder(inside, day), self._session.language, self.expected
        job = self._session.run_long(
            JobKind.COPY,
            lambda opened, course: write_copy(opened, course, folder, language, expected),
            Changes(vault=True),
            lambda copy: self.written.emit(copy.records, str(folder)),
            self.failed.emit,
            place=Place.DATA,
        )
        job.stopped.connect(self.stopped)
        job.ended.connect(self._on_ended)
        self.choose_button.hide()
        self.progress.follow(job, self._words)

    def _on_ended(self) -> None:
        self.choose_button.show()
        self.choose_button.setFocus()
