"""Long work that belongs to another page: what it is, how far, and the way to it."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from ui.jobs import Job, JobKind, Progress
from ui.navigation import Destination
from ui.session import Session
from ui.widgets.band import Band
from ui.widgets.buttons import PlainButton
from ui.widgets.labels import Prose
from ui.widgets.progress import numbers


class JobStrip(Band):
    """One line under the page, for as long as there is something to tell."""

    ground = "info_box"
    is_above = False

    show_pressed = Signal(object)
    """A ``Destination``."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._followed: Job | None = None
        self._at: Destination | None = None
        self.text = Prose()
        self.show_button = PlainButton()
        self.cancel_button = PlainButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(12)
        row.addWidget(self.text, 1)
        row.addWidget(self.show_button)
        row.addWidget(self.cancel_button)
        self.show_button.clicked.connect(self._on_show)
        self.cancel_button.clicked.connect(self._on_cancel)
        session.job_changed.connect(self._follow)
        self.hide()
        self.retranslate()

    @override
    def retranslate(self) -> None:
        self.show_button.setText(self.tr("Show"))
        self.cancel_button.setText(self.tr("Stop"))
        if self._followed is not None:
            self._on_progressed(self._followed.progress)

    def stand_at(self, destination: Destination) -> None:
        """Hide while the person is where the work itself is shown."""
        self._at = destination
        self._show_if_elsewhere()

    def _follow(self) -> None:
        self._followed = self._session.job
        if self._followed is not None:
            self._followed.progressed.connect(self._on_progressed)
            self._on_progressed(self._followed.progress)
        self._show_if_elsewhere()

    def _show_if_elsewhere(self) -> None:
        job = self._followed
        is_here = (
            job is not None and self._at is not None and job.destination.place is self._at.place
        )
        self.setVisible(job is not None and not is_here)

    def _on_progressed(self, progress: Progress) -> None:
        if self._followed is None:
            return
        names: Mapping[JobKind, str] = {
            JobKind.IMPORT: self.tr("Importing"),
            JobKind.PREVIEW: self.tr("Going through what would be sent"),
            JobKind.SEND: self.tr("Packing and sending"),
            JobKind.FETCH: self.tr("Looking for answers"),
            JobKind.REFRESH: self.tr("Fetching the list of approved recipients"),
            JobKind.BACKUP: self.tr("Making a backup"),
            JobKind.COPY: self.tr("Making your copy"),
            JobKind.DELETE: self.tr("Deleting"),
            JobKind.RESTORE: self.tr("Restoring"),
            JobKind.CREATE: self.tr("Making the vault"),
            JobKind.PRACTICE: self.tr("Preparing the practice"),
            JobKind.CHECK: self.tr("Checking a package"),
            JobKind.COLLECT: self.tr("Receiving data"),
        }
        name = names[self._followed.kind]
        self.text.setText(f"{name}: {numbers(progress)}" if progress.done else f"{name} …")

    def _on_show(self) -> None:
        if self._followed is not None:
            self.show_pressed.emit(self._followed.destination)

    def _on_cancel(self) -> None:
        if self._followed is not None:
            self._followed.cancel()
