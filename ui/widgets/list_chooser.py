"""Choosing the list to believe: where it lies, and the root that it is known by."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui import choosing
from ui.approvals import MOST_ROOT_BYTES
from ui.offered_file import FileFault, read_offered_file
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.fields import Field
from ui.widgets.labels import ErrorText, PlainLabel, Prose, QuietText, SubHeading
from ui.widgets.translated import Translated

_LONGEST = 1000
"""As long as a location may be (``datadonor.registry.fetcher``)."""


class ListChooser(Translated, Card):
    """Two answers: an address or a folder, and a root file. Nothing is filled in beforehand."""

    submitted = Signal()
    """Enter was pressed in the field."""

    def __init__(self) -> None:
        super().__init__()
        self._root_file: Path | None = None
        self._title, self._lead = SubHeading(), Prose()
        self._place_label, self._place_note = PlainLabel(), QuietText()
        self.place_field = Field()
        self.place_field.setMaxLength(_LONGEST)
        self.place_error = ErrorText()
        self.folder_button = PlainButton()
        self._root_label, self._root_note = PlainLabel(), QuietText()
        self.root_button = PlainButton()
        self._root_name = Prose()
        self.root_error = ErrorText()
        self._place_label.setBuddy(self.place_field)
        self._place_label.setWordWrap(True)
        self._root_label.setBuddy(self.root_button)
        self._root_label.setWordWrap(True)
        self.body.addWidget(self._title)
        self.body.addWidget(self._lead)
        self._add(self._place_label, self._place_note, self.place_field, self.folder_button)
        self.body.addWidget(self.place_error)
        self._add(self._root_label, self._root_note, self._row_of_root())
        self.body.addWidget(self.root_error)
        self.folder_button.clicked.connect(self._on_folder)
        self.root_button.clicked.connect(self._on_root)
        self.place_field.returnPressed.connect(self.submitted)
        self.place_field.textChanged.connect(lambda _: self.place_error.say(""))
        self.retranslate()

    @property
    def location(self) -> str:
        """The address or folder, as it was written."""
        return self.place_field.text().strip()

    def clear(self) -> None:
        """Forget both answers."""
        self.place_field.clear()
        self._root_file = None
        self.place_error.say("")
        self.root_error.say("")
        self.retranslate()

    def take_root(self) -> bytes | None:
        """Return the root's bytes if both answers are there; or else say what is missing."""
        self.place_error.say(
            "" if self.location else self.tr("Write an address, or choose a folder.")
        )
        content = self._read_root()
        if not self.location:
            self.place_field.setFocus()
            return None
        if content is None:
            self.root_button.setFocus()
        return content

    def choose_root(self, file: Path) -> None:
        """Remember which file it is; it is read when the list is chosen."""
        self._root_file = file
        self.root_error.say("")
        self.retranslate()

    # -- within -----------------------------------------------------------------

    def _add(self, *parts: QWidget) -> None:
        part_layout = QVBoxLayout()
        part_layout.setSpacing(6)
        for part in parts:
            if isinstance(part, PlainButton):
                part_layout.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                part_layout.addWidget(part)
        self.body.addLayout(part_layout)

    def _row_of_root(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.root_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._root_name, 1)
        layout.addStretch(0)
        return row

    def _read_root(self) -> bytes | None:
        if self._root_file is None:
            self.root_error.say(self.tr("Choose the root file."))
            return None
        content = read_offered_file(self._root_file, MOST_ROOT_BYTES)
        if isinstance(content, FileFault):
            self.root_error.say(self._fault(content))
            return None
        return content

    @override
    def retranslate(self) -> None:
        self._title.setText(self.tr("Which list will you believe?"))
        self._lead.setText(
            self.tr(
                "Choose only a list that you got from an organisation you trust. The list decides "
                "which requests you can be shown as approved."
            )
        )
        self._place_label.setText(self.tr("Where the list lies"))
        self._place_note.setText(
            self.tr("An address that begins with https://, or a folder on this computer.")
        )
        self.place_field.setAccessibleName(self._place_label.text())
        self.place_field.setAccessibleDescription(self._place_note.text())
        self.folder_button.setText(self.tr("Choose a folder"))
        self._root_label.setText(self.tr("The root file"))
        self._root_note.setText(
            self.tr(
                "A small file by which the list can be told from a false one. Get it by another "
                "way than the list itself, for example by e-mail or on a stick."
            )
        )
        self.root_button.setText(self.tr("Choose the root file"))
        is_chosen = self._root_file is not None
        self._root_name.setText(self._root_file.name if self._root_file is not None else "")
        self._root_name.setVisible(is_chosen)

    def _fault(self, fault: FileFault) -> str:
        return {
            FileFault.GONE: self.tr("The file is no longer there."),
            FileFault.FOLDER: self.tr("That is a folder. Choose the file in it."),
            FileFault.NO_FILE: self.tr("That is not an ordinary file."),
            FileFault.FORBIDDEN: self.tr("The file may not be read."),
            FileFault.TOO_LARGE: self.tr("The file is too large to be a root file."),
        }[fault]

    def _on_folder(self) -> None:
        folder = choosing.choose_folder(self, self.tr("Which folder does the list lie in?"))
        if folder is not None:
            self.place_field.setText(str(folder))

    def _on_root(self) -> None:
        file = choosing.choose_file(self, self.tr("Which file is the root file?"), "*.json")
        if file is not None:
            self.choose_root(file)
