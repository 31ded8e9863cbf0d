"""A request as a citizen reads it, in either language, beside the form that it comes from."""

from PySide6.QtCore import Signal
from typing_extensions import override

from datadonor.registry.targets import Recipient
from datadonor.texts import Language
from ui.researching_draft import Look
from ui.researching_form import Section
from ui.researching_reading import citizen_parts
from ui.translation import OWN_NAMES
from ui.widgets.cards import Card
from ui.widgets.chips import Chips
from ui.widgets.column import Column
from ui.widgets.labels import Prose, QuietText, SubHeading
from ui.widgets.reading import Reading
from ui.widgets.translated import Translated


class CitizenView(Translated, Card):
    """The same text, laid out by the same parts, that a citizen is shown and agrees to."""

    language_chosen = Signal()
    """The person reads it in another language: see ``language``."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._title, self._note = SubHeading(), QuietText()
        self._nothing = Prose()
        self.languages = Chips()
        self.reading = Column(8)
        self._parts: tuple[object, ...] | None = None
        for part in (self._title, self._note, self.languages, self._nothing, self.reading):
            self.body.addWidget(part)
        self.languages.set_chips([(str(each), OWN_NAMES[each]) for each in Language])
        self.languages.choose(str(language))
        self.languages.chosen.connect(lambda _: self.language_chosen.emit())
        self.retranslate()

    @property
    def language(self) -> Language:
        """What it is read in."""
        return Language(self.languages.current)

    def show_look(self, looked: Look, recipient: Recipient | None, section: Section) -> None:
        """Show what a citizen reads of a section of the form."""
        parts = citizen_parts(looked, recipient, section, self.language)
        self._nothing.setVisible(not parts)
        if parts == self._parts:
            return
        self._parts = parts
        self.reading.fill([Reading(parts)] if parts else [])

    @override
    def retranslate(self) -> None:
        self._title.setText(self.tr("What a citizen reads"))
        self._note.setText(self.tr("A dash stands where something is still to be written."))
        self._nothing.setText(self.tr("There is nothing to read of this part yet."))
