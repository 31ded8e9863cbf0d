"""The files of the bundle, each with its content as it would be sent. In the window only."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from datadonor.texts import Language
from export.bundle.listing import Listed
from export.donation_words import size_in_words
from ui.jobs import Job, Progress
from ui.pages.preview.one_record import ContentView
from ui.previewing import Piece
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.chips import Chips
from ui.widgets.labels import Prose, QuietText, SubHeading
from ui.widgets.progress import ProgressPanel, numbers

_MOST_FILES = 24
"""That are offered one by one; the parts of a series are alike. Source: our choice."""


class PreviewFiles(Card):
    """Closed at first; opened, it names the files and shows the one that is chosen."""

    piece_wanted = Signal(str, int)
    """The file, and how many characters have been shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files: tuple[Listed, ...] = ()
        self._read = 0
        self.title = SubHeading()
        self.note = Prose()
        self.open_button = PlainButton()
        self.open_button.setCheckable(True)
        self.chips = Chips()
        self.rest = QuietText()
        self.progress = ProgressPanel()
        self.content = ContentView()
        self.more_button = PlainButton()
        left = Qt.AlignmentFlag.AlignLeft
        self.body.addWidget(self.title)
        self.body.addWidget(self.note)
        self.body.addWidget(self.open_button, 0, left)
        for part in (self.chips, self.rest, self.progress, self.content):
            self.body.addWidget(part)
        self.body.addWidget(self.more_button, 0, left)
        self.open_button.toggled.connect(self._on_toggled)
        self.chips.chosen.connect(self._on_chosen)
        self.more_button.clicked.connect(self._on_more)
        self.clear()

    def retranslate(self) -> None:
        """Write every text that does not depend on the files."""
        self.title.setText(self.tr("The files themselves"))
        self.note.setText(
            self.tr(
                "Here you can read the very bytes that go into the sealed bundle. They are "
                "shown in this window only, and written nowhere."
            )
        )
        is_open = self.open_button.isChecked()
        self.open_button.setText(
            self.tr("Hide the &files") if is_open else self.tr("Show the &files")
        )
        self.more_button.setText(self.tr("Show &more of the file"))

    def clear(self) -> None:
        """Show no file."""
        self.open_button.setChecked(False)
        self.content.clear()
        self._read = 0
        for part in (self.chips, self.rest, self.content, self.more_button):
            part.hide()

    def set_files(self, files: Sequence[Listed], language: Language) -> None:
        """Offer the files of a bundle."""
        self._files = tuple(files)
        offered = self._files[:_MOST_FILES]
        names = []
        for each in offered:
            size = size_in_words(each.length, language)
            names.append((each.path, f"{each.path.removeprefix('data/')} ({size})"))
        self.chips.set_chips(names)
        more = len(self._files) - len(offered)
        self.rest.setText(self.tr("and %n more file(s) of the same kinds", "", more))
        self.rest.setVisible(bool(more) and self.open_button.isChecked())

    def follow(self, job: Job) -> None:
        """Show how far making the file is."""
        self.progress.follow(job, self._words)

    def show_piece(self, piece: Piece) -> None:
        """Show some of a file behind what is shown of it."""
        self.content.setAccessibleName(
            self.tr("The content of the file %1").replace("%1", piece.path)
        )
        # Behind the end, without moving what is being read.
        cursor = self.content.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        cursor.insertText(piece.text)
        self._read += len(piece.text)
        self.content.show()
        self.more_button.setVisible(piece.has_more)

    def _words(self, progress: Progress) -> str:
        if not progress.done:
            return self.tr("The file is being made …")
        said = self.tr("The file is being made: %1 records so far.")
        return said.replace("%1", numbers(progress))

    def _on_toggled(self, is_open: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.retranslate()
        self.chips.setVisible(is_open)
        self.rest.setVisible(is_open and len(self._files) > _MOST_FILES)
        self.content.setVisible(is_open and self._read > 0)
        if not is_open:
            self.more_button.hide()

    def _on_chosen(self, path: str) -> None:
        self.content.clear()
        self._read = 0
        self.piece_wanted.emit(path, 0)

    def _on_more(self) -> None:
        self.piece_wanted.emit(self.chips.current, self._read)
