"""How far long work is, in numbers and in words, and the button that stops it.

Never a bare spinner. A screen reader hears of the end, not of every step.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget
from typing_extensions import override

from ui.jobs import Job, Progress
from ui.widgets.buttons import PlainButton
from ui.widgets.labels import Prose, QuietText
from ui.widgets.translated import Translated

_SCALE: Final = 1000
_MINUTE: Final = 60


class Bar(QProgressBar):
    """A bar without words in it: they stand beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextVisible(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_progress(self, progress: Progress) -> None:
        """Show how far it is; it stands full while nobody can know."""
        if progress.total:
            self.setRange(0, _SCALE)
            self.setValue(round(_SCALE * min(progress.done / progress.total, 1.0)))
        else:
            self.setRange(0, _SCALE)
            self.setValue(0)


class ProgressPanel(Translated, QWidget):
    """One piece of long work on the page that it belongs to."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._job: Job | None = None
        self._words: Callable[[Progress], str] = lambda _: ""
        self.text = Prose()
        self.bar = Bar()
        self.left = QuietText()
        self.cancel_button = PlainButton()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in (self.text, self.bar, self.left):
            layout.addWidget(part)
        layout.addWidget(self.cancel_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.cancel_button.clicked.connect(self._on_cancel)
        self.hide()
        self.retranslate()

    def follow(self, job: Job, words: Callable[[Progress], str]) -> None:
        """Show a job until it ends.

        Args:
            job: Which.
            words: Says in one sentence what is going on, in the language in force.
        """
        self._job, self._words = job, words
        job.progressed.connect(self._on_progressed)
        job.ended.connect(self.hide)
        self.cancel_button.setEnabled(True)
        self._on_progressed(job.progress)
        self.show()

    @override
    def retranslate(self) -> None:
        self.cancel_button.setText(self.tr("Stop"))
        self.bar.setAccessibleName(self.tr("How far it is"))
        if self._job is not None:
            self._on_progressed(self._job.progress)

    def _on_progressed(self, progress: Progress) -> None:
        self.text.setText(self._words(progress))
        self.bar.show_progress(progress)
        self.left.setText(time_left(progress))
        self.left.setVisible(bool(self.left.text()))

    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.cancel_button.setEnabled(False)
            self.cancelled.emit()


def numbers(progress: Progress) -> str:
    """Return how far it is, as "12,400 of 31,000" in the language in force."""
    done = QLocale().toString(progress.done)
    if progress.total is None:
        return done
    pattern = QCoreApplication.translate("Progress", "%1 of %2")
    return pattern.replace("%1", done).replace("%2", QLocale().toString(progress.total))


def time_left(progress: Progress) -> str:
    """Return how long it still takes, or nothing while nobody knows."""
    seconds = progress.seconds_left
    if seconds is None:
        return ""
    if seconds < _MINUTE:
        return QCoreApplication.translate("Progress", "Less than a minute left.")
    minutes = -(-seconds // _MINUTE)
    return QCoreApplication.translate("Progress", "About %Ln minute(s) left.", "", minutes)
