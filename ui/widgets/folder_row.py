"""A folder or a file to be chosen: what it is for, which one it is, and the button."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from ui.widgets.buttons import PlainButton
from ui.widgets.labels import ErrorText, Prose, QuietText
from ui.widgets.naming import named
from ui.widgets.turning import Turning

_LEAST_CHARACTERS: Final = 56
_MOST_CHARACTERS: Final = 30
_KEPT_CHARACTERS: Final = 16


class FolderRow(Turning):
    """Shows the last two names of a path: enough to know it by, and no home folder in it."""

    def __init__(self) -> None:
        super().__init__(_LEAST_CHARACTERS, spacing=8)
        self.label, self.shown = QuietText(), Prose()
        self.button = PlainButton()
        self.error = ErrorText()
        words = QVBoxLayout()
        words.setSpacing(2)
        for part in (self.label, self.shown, self.error):
            words.addWidget(part)
        self.line.addLayout(words, 1)
        self.line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def set_words(self, label: str, button: str, path: Path | None, nothing: str) -> None:
        """Write what it is for, what the button does, and what is chosen."""
        self.label.setText(label)
        self.shown.setText(nothing if path is None else short_path(path))
        self.button.setText(button)
        self.button.setAccessibleName(named(button.replace("&", ""), label))

    def say(self, sentence: str) -> None:
        """Write below it what is missing, or nothing."""
        self.error.say(sentence)
        self.button.setAccessibleDescription(sentence)


def short_path(path: Path) -> str:
    """Return the last two names of a path; of a very long one, its beginning and ending.

    A bundle is named by 64 digits, which nobody reads and no line of large text can hold.
    """
    return " / ".join(_short(name) for name in path.absolute().parts[-2:])


def _short(name: str) -> str:
    if len(name) <= _MOST_CHARACTERS:
        return name
    return f"{name[:_KEPT_CHARACTERS]}…{Path(name).suffix}"
