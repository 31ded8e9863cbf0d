"""The page when nothing may leave: a refusal of the gate, or something that points at one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consent.gate import RefusalReason
from datadonor.texts import Language, text
from export.donation_words import leak_in_words
from export.leak_gate import LeakFound
from ui.navigation import Destination, Place
from ui.widgets.banner import Banner, Kind
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.labels import Prose, SubHeading
from ui.widgets.refusal_words import RefusalWords

MOST_LEAKS = 20
"""Places that are named. One is enough to stop. Source: our choice."""


class PreviewStop(QWidget):
    """Says why, what can be done, and leads there."""

    led_to = Signal(object)
    """A ``Destination``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = RefusalWords(self)
        self._to = Destination(Place.PROJECT)
        self.banner = Banner()
        self.card = Card()
        self.title = SubHeading()
        self.lines = Prose()
        self.card.body.addWidget(self.title)
        self.card.body.addWidget(self.lines)
        self.button = PlainButton()
        self.button.clicked.connect(lambda: self.led_to.emit(self._to))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        for part in (self.banner, self.card):
            layout.addWidget(part)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_refusal(self, reason: RefusalReason, project: str) -> None:
        """Say why the gate is closed."""
        stop = self._words.of(reason)
        self._to = Destination(stop.place, stop.errand.replace("{project}", project))
        title = self.tr("Stop: nothing can be sent just now")
        self.banner.show_message(Kind.ERROR, title, f"{stop.why} {stop.remedy}")
        self.card.hide()
        self.button.setText(stop.button)
        self.button.setVisible(bool(stop.button))
        self.show()

    def show_leaks(self, found: LeakFound, language: Language) -> None:
        """Say where something points at a person, and what kind it is; never what it says."""
        self._to = Destination(Place.DATA)
        self.banner.show_message(
            Kind.ERROR,
            self.tr("Stop: something in it points at a person"),
            self.tr(
                "Nothing is sent, and nothing can be sent while it is there. Leave those "
                "records out, or delete them under My data."
            ),
        )
        self.title.setText(text("donation.leak.title", language))
        lines = [f"• {leak_in_words(each, language)}" for each in found.leaks[:MOST_LEAKS]]
        more = len(found.leaks) - MOST_LEAKS
        if more > 0:
            lines.append(self.tr("and %n more place(s)", "", more))
        self.lines.setText("\n".join(lines))
        self.card.show()
        self.button.setText(self.tr("Go to My &data"))
        self.button.show()
        self.show()
