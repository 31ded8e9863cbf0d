"""Whether a draft is in its file, and what to do when another program has changed that."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consent.draft_file import DraftChanged
from ui.announce import announce
from ui.researching_keeping import Drafting
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Prose, QuietText, SubHeading


class KeptView(QWidget):
    """One line; and two ways out of a draft that was changed, none of which happens by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.label = QuietText()
        self.changed = Card()
        self._title, self._text = SubHeading(), Prose()
        self.down_button = PlainButton()
        self.read_button, self.other_button = PlainButton(), PlainButton()
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.label, 1)
        row.addWidget(self.down_button)
        ways = QWidget()
        flow = FlowLayout(ways)
        for button in (self.other_button, self.read_button):
            flow.addWidget(button)
        for part in (self._title, self._text, ways):
            self.changed.body.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(row)
        layout.addWidget(self.changed)
        self.changed.hide()

    def retranslate(self) -> None:
        """Write every text anew, in the language in force; the line comes with ``show_kept``."""
        self.down_button.setText(self.tr("Another draft"))
        self._title.setText(self.tr("Another program has changed the draft"))
        self._text.setText(
            self.tr(
                "The file is another than when it was last read or saved here, so nothing is "
                "written over it. Save what you have here under another name, or read the file "
                "again; then what you wrote here since is gone. If you close the window first, "
                "it is saved beside the file, under the same name with a number."
            )
        )
        self.other_button.setText(self.tr("Save under another name …"))
        self.read_button.setText(self.tr("Read the file again"))

    def show_kept(self, drafting: Drafting | None) -> bool:
        """Say how it stands, and return whether a person has just got something to decide."""
        if drafting is None or drafting.file is None:
            return False
        if drafting.is_kept:
            said = self.tr("Everything is saved in “%1”.")
        elif drafting.trouble is not None:
            said = self.tr("Not saved: what you wrote last is not in “%1” yet.")
        else:
            said = self.tr("What you write is saved in “%1” in a moment.")
        self.label.setText(said.replace("%1", drafting.file.path.name))
        is_new = isinstance(drafting.trouble, DraftChanged) and self.changed.isHidden()
        self.changed.setVisible(isinstance(drafting.trouble, DraftChanged))
        if is_new:
            announce(self.changed, f"{self._title.text()}. {self._text.text()}", is_urgent=True)
        return is_new
