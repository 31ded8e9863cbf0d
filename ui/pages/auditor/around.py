"""What stands around a package: what the page is for, and how to keep what was found."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from ui.auditing import Form
from ui.widgets.bullets import Bullets
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Prose, QuietText, SubHeading
from ui.widgets.page import add_titled
from ui.widgets.translated import Translated


class Beginning(Translated, QWidget):
    """Says what a package is and what is checked, as long as none is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._purpose, self._promise = Prose(), QuietText()
        self._points_title = SubHeading()
        self._points = Bullets()
        card = Card()
        card.body.addWidget(self._points_title)
        card.body.addWidget(self._points)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._purpose)
        column.addWidget(card)
        column.addWidget(self._promise)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        self._purpose.setText(
            self.tr(
                "A package is a file that a citizen has made of their log, as a rule with a name "
                "that ends in .ddaudit. It is checked on this computer. It holds no health data, "
                "and no vault is needed."
            )
        )
        self._points_title.setText(self.tr("What is checked"))
        points = [
            self.tr("Is the package whole, or was something changed, added or left out?"),
            self.tr("Who decided what, when, and in which words?"),
            self.tr("Was there a consent to everything that was sent, at the moment it was sent?"),
            self.tr("What was refused, what was withdrawn, and what is proven deleted?"),
        ]
        self._points.set_entries(points)
        self._promise.setText(
            self.tr("You can also drop the file on this page. Nothing is sent anywhere.")
        )


class Keeping(Translated, QWidget):
    """The ways to keep what was found, and to go on to another package."""

    asked = Signal(object)
    """Save it as a ``Form``."""

    again = Signal()
    """Read the file anew."""

    other = Signal()
    """Choose another file."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._words = SubHeading(), Prose()
        self.table_button, self.fhir_button = PlainButton(), PlainButton()
        self.again_button, self.other_button = PlainButton(), PlainButton()
        buttons = FlowLayout()
        for button in self._buttons():
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        add_titled(column, self._title, self._words, buttons)
        self.table_button.clicked.connect(lambda: self.asked.emit(Form.CSV))
        self.fhir_button.clicked.connect(lambda: self.asked.emit(Form.FHIR))
        self.again_button.clicked.connect(self.again)
        self.other_button.clicked.connect(self.other)
        self.retranslate()

    def set_free(self, *, is_free: bool) -> None:
        """Say whether anything can be begun now."""
        for button in self._buttons():
            button.setEnabled(is_free)

    def _buttons(self) -> tuple[PlainButton, ...]:
        return self.table_button, self.fhir_button, self.again_button, self.other_button

    @override
    def retranslate(self) -> None:
        self._title.setText(self.tr("Keep what was found"))
        self._words.setText(
            self.tr(
                "The report tells everything on paper. The table and the AuditEvents hold the "
                "events for other programs. None of them is encrypted."
            )
        )
        self.table_button.setText(self.tr("Save as a &table (CSV) …"))
        self.fhir_button.setText(self.tr("Save as AuditEvents (F&HIR) …"))
        self.again_button.setText(self.tr("Check the &file again"))
        self.other_button.setText(self.tr("&Choose another package …"))
