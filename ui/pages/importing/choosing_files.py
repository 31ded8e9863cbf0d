"""Where it begins: choose or drop files, read where they can come from, see earlier ones."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from datadonor.records.labels import format_label
from datadonor.texts import Language
from ui import choosing
from ui.bringing_in import PastImport
from ui.style import RADIUS
from ui.translation import LOCALES, local_time
from ui.widgets.banner import tokens_of
from ui.widgets.buttons import PlainButton, PrimaryButton
from ui.widgets.cards import Card
from ui.widgets.facts import Facts
from ui.widgets.flow import FlowLayout
from ui.widgets.icons import Icon
from ui.widgets.labels import Prose, QuietText, SubHeading
from ui.widgets.translated import Translated


class ChooseStep(Translated, QWidget):
    """The first look of the page."""

    chosen = Signal(object)
    """A list of ``Path``."""

    practice_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.drop = DropArea()
        self.practice_button = PlainButton()
        self.practice_button.hide()
        self._from_where = SubHeading()
        self.sources = Facts()
        self._earlier = SubHeading()
        self.earlier = Facts()
        card = Card()
        card.body.addWidget(self._from_where)
        card.body.addWidget(self.sources)
        self._earlier_card = Card()
        self._earlier_card.body.addWidget(self._earlier)
        self._earlier_card.body.addWidget(self.earlier)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self.drop)
        layout.addWidget(self.practice_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._earlier_card)
        layout.addWidget(card)
        self._earlier_card.hide()
        self.drop.chosen.connect(self.chosen)
        self.practice_button.clicked.connect(self.practice_asked)
        self.retranslate()

    def show_earlier(self, imports: Sequence[PastImport], language: Language) -> None:
        """List what was brought in before, newest first."""
        locale = LOCALES[language]
        counted = self.tr("%1: %2 records")
        self.earlier.set_facts(
            [
                (
                    local_time(one.recorded, language),
                    counted.replace("%1", format_label(one.format, language)).replace(
                        "%2", locale.toString(one.added)
                    ),
                )
                for one in imports
            ]
        )
        self._earlier_card.setVisible(bool(imports))

    @override
    def retranslate(self) -> None:
        self.practice_button.setText(self.tr("Bring in the made-up files"))
        self._earlier.setText(self.tr("Brought in before"))
        self._from_where.setText(self.tr("Where can health data come from?"))
        self.sources.set_facts(
            [
                (
                    self.tr("iPhone and Apple Watch"),
                    self.tr(
                        "In the app Health: your picture, then Export All Health Data. "
                        "Choose the zip file as it is."
                    ),
                ),
                (
                    self.tr("Android, Fitbit, Garmin"),
                    self.tr("The file that Health Connect, Fitbit or Garmin lets you download."),
                ),
                (
                    self.tr("Sundhed.dk, clinic or hospital"),
                    self.tr("Files in FHIR or MedCom's formats, which they can give you."),
                ),
                (
                    self.tr("Blood sugar"),
                    self.tr("From LibreView, Dexcom Clarity or Nightscout."),
                ),
                (
                    self.tr("Training"),
                    self.tr("Files that end in .fit or .gpx."),
                ),
                (
                    self.tr("Your own tables"),
                    self.tr("A table with dates and numbers, saved as CSV."),
                ),
            ]
        )


class DropArea(Translated, QFrame):
    """Files can be dropped here; the button does the same."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._title = SubHeading()
        self._text = Prose()
        self._quiet = QuietText()
        self.file_button = PrimaryButton()
        self.folder_button = PlainButton()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(Icon("file-down", 1.6), 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        buttons = FlowLayout(gap=12)
        buttons.addWidget(self.file_button)
        buttons.addWidget(self.folder_button)
        layout.addLayout(buttons)
        layout.addWidget(self._quiet)
        self.file_button.clicked.connect(self._on_files)
        self.folder_button.clicked.connect(self._on_folder)
        self.retranslate()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.chosen.emit(files)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.border), 2, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), RADIUS * 2, RADIUS * 2)

    @override
    def retranslate(self) -> None:
        self._title.setText(self.tr("Choose your files, or drop them here"))
        self._text.setText(
            self.tr(
                "You will be told what they are before anything is read. The files themselves "
                "stay where they are and are not changed."
            )
        )
        self.file_button.setText(self.tr("Choose files …"))
        self.folder_button.setText(self.tr("Choose a folder …"))
        self._quiet.setText(self.tr("Nothing leaves this computer when you bring files in."))

    def _on_files(self) -> None:
        files = choosing.choose_files(self, self.tr("Choose files with health data"))
        if files:
            self.chosen.emit(files)

    def _on_folder(self) -> None:
        folder = choosing.choose_folder(self, self.tr("Choose a folder with health data"))
        if folder is not None:
            self.chosen.emit([folder])
