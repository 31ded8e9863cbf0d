"""Language, text size and colours. Can be reached before the vault is unlocked."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGroupBox, QRadioButton, QVBoxLayout
from typing_extensions import override

from datadonor.texts import Language
from ui.session import Session
from ui.tokens import TOKENS, Colours
from ui.translation import OWN_NAMES
from ui.widgets.buttons import PlainButton
from ui.widgets.labels import Prose
from ui.widgets.page import Page

TEXT_SIZES: Final = (100, 125, 150, 175, 200)
"""Percent; WCAG 2.2, 1.4.4 asks for 200."""


class DisplayPage(Page):
    """Every choice is put in force at once and kept."""

    left = Signal()
    """The person is done here."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._purpose = Prose()
        self._language = _Choice(session, "language", list(Language))
        self._text_size = _Choice(session, "text_percent", TEXT_SIZES)
        self._colours = _Choice(session, "colours", list(TOKENS))
        self.back_button = PlainButton()

        self.content.addWidget(self._purpose)
        for choice in (self._language, self._text_size, self._colours):
            self.content.addWidget(choice)
        self.foot.addWidget(self.back_button)
        self.foot.addStretch(1)

        self.back_button.clicked.connect(self.left)
        session.settings_changed.connect(self._on_settings_changed)
        self.retranslate()
        self._on_settings_changed()

    @override
    def retranslate(self) -> None:
        self.heading.setText(self.tr("How should the window look?"))
        self._purpose.setText(self.tr("What you choose takes effect at once and is kept."))
        self._language.name(self.tr("Language"), [OWN_NAMES[one] for one in Language])
        self._text_size.name(
            self.tr("Text size"), [self.tr("%1%").replace("%1", str(one)) for one in TEXT_SIZES]
        )
        names: dict[Colours, str] = {
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
            "contrast": self.tr("High contrast"),
        }
        self._colours.name(self.tr("Colours"), [names[one] for one in TOKENS])
        self.back_button.setText(self.tr("&Back"))

    @override
    def enter(self) -> None:
        self._language.enter()

    def _on_settings_changed(self) -> None:
        for choice in (self._language, self._text_size, self._colours):
            choice.follow()


class _Choice(QGroupBox):
    """One setting, as a group of radio buttons."""

    def __init__(self, session: Session, setting: str, values: Sequence[object]) -> None:
        super().__init__()
        self._session = session
        self._setting = setting
        self._values = values
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        self._buttons = [QRadioButton() for _ in values]
        for button, value in zip(self._buttons, values, strict=True):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            # clicked, not toggled: only what a person did changes a setting
            button.clicked.connect(
                lambda _=False, value=value: session.change_settings(**{setting: value})
            )

    def name(self, title: str, names: Sequence[str]) -> None:
        """Write the group's title and the name of each button."""
        self.setTitle(title)
        for button, name in zip(self._buttons, names, strict=True):
            button.setText(name)

    def follow(self) -> None:
        """Mark what is in force."""
        current = getattr(self._session.settings, self._setting)
        for button, value in zip(self._buttons, self._values, strict=True):
            button.setChecked(value == current)

    def enter(self) -> None:
        """Put the keyboard on what is in force."""
        for button in self._buttons:
            if button.isChecked():
                button.setFocus()
