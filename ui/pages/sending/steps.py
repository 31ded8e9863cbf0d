"""How far a donation is, in words: packed, encrypted, sent, acknowledged."""

from enum import IntEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from datadonor.texts import Language
from export.donation_words import size_in_words
from ui.jobs import Job, Progress
from ui.sending import DELIVER, PACK, SEAL
from ui.widgets.cards import Card
from ui.widgets.icons import Icon
from ui.widgets.labels import Prose, SubHeading
from ui.widgets.progress import ProgressPanel, numbers


class Stage(IntEnum):
    """What has been done, in order."""

    PACKED = 0
    ENCRYPTED = 1
    SENT = 2
    ACKNOWLEDGED = 3


_OF_STEP = {PACK: Stage.PACKED, SEAL: Stage.ENCRYPTED, DELIVER: Stage.SENT}


class SendingSteps(Card):
    """Four lines, each with a sign and a word for how it stands, and the bar of the one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._under_way: Stage | None = None
        self._done = -1
        self._progress = Progress()
        self._language = Language.ENGLISH
        self.title = SubHeading()
        self.body.addWidget(self.title)
        self._lines: list[tuple[Icon, Prose]] = []
        for _ in Stage:
            icon, words = Icon("minus"), Prose()
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(words, 1)
            self.body.addLayout(row)
            self._lines.append((icon, words))
        self.panel = ProgressPanel()
        self.body.addWidget(self.panel)
        self.hide()

    @property
    def words(self) -> tuple[str, ...]:
        """The four lines as they are read."""
        return tuple(words.text() for _, words in self._lines)

    def retranslate(self, language: Language) -> None:
        """Write every text anew."""
        self._language = language
        self.title.setText(self.tr("How far it is"))
        self._write()

    def follow(self, job: Job) -> None:
        """Show a job until it ends."""
        self._under_way, self._done = Stage.PACKED, -1
        self.panel.follow(job, self._said)
        job.progressed.connect(self._on_progressed)
        self._write()
        self.show()

    def show_done(self, stage: Stage) -> None:
        """Say that everything up to a stage is done, and nothing is under way."""
        self._under_way, self._done = None, int(stage)
        self._write()
        self.show()

    def _on_progressed(self, progress: Progress) -> None:
        self._progress = progress
        self._under_way = _OF_STEP.get(progress.step, self._under_way)
        self._done = -1 if self._under_way is None else int(self._under_way) - 1
        self._write()

    def _write(self) -> None:
        for stage, (icon, words) in zip(Stage, self._lines, strict=True):
            if stage <= self._done:
                icon.set_icon("check")
                words.setText(self._done_words(stage))
            elif stage is self._under_way:
                icon.set_icon("arrow-right")
                words.setText(self._now_words(stage))
            else:
                icon.set_icon("minus")
                words.setText(self._later_words(stage))
        is_sending = self._under_way is Stage.SENT
        stop = self.tr("&Pause") if is_sending else self.tr("&Stop")
        self.panel.cancel_button.setText(stop)

    def _said(self, progress: Progress) -> str:
        match progress.step:
            case "deliver":
                return self._sent_so_far(progress)
            case "seal":
                said = self.tr("It is being encrypted, so that only the recipient can open it.")
            case _:
                said = self.tr("It is being packed and compared with what you confirmed.")
        return f"{said} {numbers(progress)}" if progress.done else said

    def _sent_so_far(self, progress: Progress) -> str:
        done, total = (
            size_in_words(each, self._language) for each in (progress.done, progress.total or 0)
        )
        return self.tr("Sent: %1 of %2").replace("%1", done).replace("%2", total)

    def _done_words(self, stage: Stage) -> str:
        return {
            Stage.PACKED: self.tr("Packed"),
            Stage.ENCRYPTED: self.tr("Encrypted: only the recipient can open it"),
            Stage.SENT: self.tr("Sent"),
            Stage.ACKNOWLEDGED: self.tr("Acknowledged: the recipient has signed for it"),
        }[stage]

    def _now_words(self, stage: Stage) -> str:
        return {
            Stage.PACKED: self.tr("Being packed …"),
            Stage.ENCRYPTED: self.tr("Being encrypted …"),
            Stage.SENT: self.tr("Being sent …"),
            Stage.ACKNOWLEDGED: self.tr("Waiting for the recipient's answer …"),
        }[stage]

    def _later_words(self, stage: Stage) -> str:
        return {
            Stage.PACKED: self.tr("Not packed yet"),
            Stage.ENCRYPTED: self.tr("Not encrypted yet"),
            Stage.SENT: self.tr("Not sent yet"),
            Stage.ACKNOWLEDGED: self.tr("Not acknowledged yet"),
        }[stage]
