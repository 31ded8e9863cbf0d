"""The first step: a language that one reads, and text that one can see."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from datadonor.texts import Language
from ui.session import Session
from ui.translation import OWN_NAMES
from ui.widgets.chips import Chips
from ui.widgets.display_choices import TEXT_SIZES
from ui.widgets.labels import Prose, SubHeading
from ui.widgets.page import add_titled

_COLOURS = ("system", "light", "dark", "contrast")


class LooksStep(QWidget):
    """Every choice is put in force at once and kept."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._purpose = Prose()
        self._titles = [SubHeading(), SubHeading(), SubHeading()]
        self.language = Chips()
        self.text_size = Chips()
        self.colours = Chips()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(24)
        layout.addWidget(self._purpose)
        chips = (self.language, self.text_size, self.colours)
        for title, choice in zip(self._titles, chips, strict=True):
            add_titled(layout, title, choice)
        self.language.chosen.connect(lambda key: session.change_settings(language=Language(key)))
        self.text_size.chosen.connect(lambda key: session.change_settings(text_percent=int(key)))
        self.colours.chosen.connect(lambda key: session.change_settings(colours=key))
        session.settings_changed.connect(self._follow)
        self.retranslate()
        self._follow()

    def focus_first(self) -> None:
        """Put the keyboard on the language in force."""
        chip = self.language.chips.get(self.language.current)
        if chip is not None:
            chip.setFocus()

    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""
        self._purpose.setText(
            self.tr(
                "Choose what suits your eyes. You see the change at once, and you can choose "
                "again later."
            )
        )
        names = (self.tr("Language"), self.tr("Text size"), self.tr("Colours"))
        chips = (self.language, self.text_size, self.colours)
        for title, choice, name in zip(self._titles, chips, names, strict=True):
            title.setText(name)
            choice.setAccessibleName(name)
        self.language.set_chips([(str(one), OWN_NAMES[one]) for one in Language])
        percent = self.tr("%1%", "text size")
        self.text_size.set_chips(
            [(str(size), percent.replace("%1", str(size))) for size in TEXT_SIZES]
        )
        words = (
            self.tr("As the computer"),
            self.tr("Light"),
            self.tr("Dark"),
            self.tr("High contrast"),
        )
        self.colours.set_chips(list(zip(_COLOURS, words, strict=True)))

    def _follow(self) -> None:
        """Mark what is in force."""
        settings = self._session.settings
        self.language.choose(str(settings.language))
        self.text_size.choose(str(settings.text_percent))
        self.colours.choose(settings.colours)
