"""Fields to write in or to copy from."""

from PySide6.QtWidgets import QLineEdit

_ROOM = 10


class Field(QLineEdit):
    """One line, with room around its text."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setTextMargins(_ROOM, 0, _ROOM, 0)
