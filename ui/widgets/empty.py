"""What stands where there is nothing yet: a drawing, a sentence, and what to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.buttons import PlainButton
from ui.widgets.icons import Icon
from ui.widgets.labels import Prose, SubHeading


class EmptyState(QWidget):
    """Says kindly that there is nothing, and leads to where something comes from."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._title = SubHeading()
        self._text = Prose()
        self.button = PlainButton()
        self.button.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 16)
        layout.setSpacing(12)
        layout.addWidget(Icon(icon, 2.0), 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def set_words(self, title: str, text: str, button: str = "") -> None:
        """Write what is missing, what will come here, and what the button does."""
        self._title.setText(title)
        self._text.setText(text)
        self.button.setText(button)
        self.button.setVisible(bool(button))
