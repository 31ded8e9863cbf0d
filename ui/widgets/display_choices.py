"""Language, text size and colours: on the page before unlocking, and in the settings."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from datadonor.texts import Language
from ui.session import Session
from ui.translation import OWN_NAMES
from ui.widgets.ticks import OptionGroup
from ui.widgets.translated import Translated

TEXT_SIZES: Final = (100, 125, 150, 175, 200)
"""Percent; WCAG 2.2, 1.4.4 asks for 200."""


class DisplayChoices(Translated, QWidget):
    """Every choice is put in force at once and kept."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.language = OptionGroup()
        self.text_size = OptionGroup()
        self.colours = OptionGroup()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        for group in (self.language, self.text_size, self.colours):
            layout.addWidget(group)
        self.language.chosen.connect(lambda key: session.change_settings(language=key))
        self.text_size.chosen.connect(lambda key: session.change_settings(text_percent=int(key)))
        self.colours.chosen.connect(lambda key: session.change_settings(colours=key))
        session.settings_changed.connect(self._follow)
        self.retranslate()
        self._follow()

    def focus_first(self) -> None:
        """Put the keyboard on the language in force."""
        self.language.focus_first()

    @override
    def retranslate(self) -> None:
        self.language.setTitle(self.tr("Language"))
        self.language.set_options([(str(one), OWN_NAMES[one]) for one in Language])
        self.text_size.setTitle(self.tr("Text size"))
        percent = self.tr("%1%")
        self.text_size.set_options(
            [(str(one), percent.replace("%1", str(one))) for one in TEXT_SIZES]
        )
        names: Mapping[str, str] = {
            "system": self.tr("As on the rest of the computer"),
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
            "contrast": self.tr("High contrast"),
        }
        self.colours.setTitle(self.tr("Colours"))
        self.colours.set_options(list(names.items()))

    def _follow(self) -> None:
        settings = self._session.settings
        self.language.choose(str(settings.language))
        percent = str(settings.text_percent)
        self.text_size.choose(percent if percent in self.text_size.options else None)
        self.colours.choose(settings.colours)
