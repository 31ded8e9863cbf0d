"""Palette, fonts and text size of the whole application, from tokens and settings.

Qt's own dark mode follows the desktop and does nothing on some, so the palettes are
ours. Sizes are points: pixels would ignore the text size that the person has set.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from datadonor.settings import Settings
from ui.style import DatadonorStyle
from ui.tokens import TOKENS, Colours, Tokens

BASE_POINTS: Final = 12.0
"""16 px at 96 dots per inch."""

FONT_FILES: Final = ("IBMPlexSans-Regular.ttf", "IBMPlexSans-SemiBold.ttf")

_SIZES: Final[Mapping[str, tuple[float, bool]]] = {
    # class of widget: points at 100 %, semibold
    "Heading": (24.0, True),
    "SubHeading": (15.0, True),
    "QuietText": (12.0, False),
    "QPushButton": (12.0, True),
    "QHeaderView": (12.0, True),
    "QGroupBox": (12.0, True),
    "QRadioButton": (12.0, False),
    "Chip": (12.0, False),
    "Caption": (10.5, False),
    "Figure": (24.0, True),
    "NavigationButton": (12.0, False),
    "ProductName": (15.0, True),
}

_Role = QPalette.ColorRole


class Theme:
    """The looks of one application."""

    def __init__(self, app: QApplication) -> None:
        """Take over the application's style."""
        self._app = app
        self._family = _load_fonts()
        self._style = DatadonorStyle()
        app.setStyle(self._style)

    @property
    def family(self) -> str:
        """The font in use."""
        return self._family

    def colours(self, settings: Settings) -> Colours:
        """Return the theme to use: the person's own, or what the computer asks for."""
        if settings.colours != "system":
            return settings.colours
        hints = self._app.styleHints()
        # Asked for contrast goes before asked for darkness: it is a need, not a taste.
        if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
            return "contrast"
        return "dark" if hints.colorScheme() is Qt.ColorScheme.Dark else "light"

    def apply(self, settings: Settings) -> None:
        """Make everything that is on the screen follow the settings."""
        tokens = TOKENS[self.colours(settings)]
        self._style.tokens = tokens
        self._app.setPalette(_palette(tokens))
        for name, colour, role in (
            ("QuietText", tokens.secondary, _Role.WindowText),
            ("Caption", tokens.secondary, _Role.WindowText),
            ("ErrorText", tokens.error, _Role.WindowText),
            ("PrimaryButton", tokens.on_primary, _Role.ButtonText),
        ):
            palette = _palette(tokens)
            palette.setColor(QPalette.ColorGroup.Active, role, QColor(colour))
            palette.setColor(QPalette.ColorGroup.Inactive, role, QColor(colour))
            # PySide takes str here and refuses the bytes that its stubs ask for.
            self._app.setPalette(palette, name)  # type: ignore[arg-type]
        scale = settings.text_percent / 100
        self._app.setFont(self._font(BASE_POINTS * scale, semibold=False))
        for name, (points, semibold) in _SIZES.items():
            font = self._font(points * scale, semibold=semibold)
            self._app.setFont(font, name)  # type: ignore[arg-type]
        for window in self._app.topLevelWidgets():
            window.update()

    def _font(self, points: float, *, semibold: bool) -> QFont:
        font = QFont(self._family)
        font.setPointSizeF(points)
        font.setWeight(QFont.Weight.DemiBold if semibold else QFont.Weight.Normal)
        return font


@cache
def _load_fonts() -> str:
    """Load the fonts that come with the program, and return the family's name.

    Called again it loads nothing: Qt would keep a second copy of each. Where it fails the
    system's own font is used: text must be seen.
    """
    family = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    for name in FONT_FILES:
        content = files("resources").joinpath("fonts", name).read_bytes()
        loaded = QFontDatabase.addApplicationFontFromData(content)
        if loaded != -1:
            family = QFontDatabase.applicationFontFamilies(loaded)[0]
    return family


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    for role, colour in {
        _Role.Window: tokens.page,
        _Role.WindowText: tokens.text,
        _Role.Base: tokens.surface,
        _Role.AlternateBase: tokens.surface,
        _Role.Text: tokens.text,
        _Role.PlaceholderText: tokens.secondary,
        _Role.Button: tokens.surface,
        _Role.ButtonText: tokens.text,
        _Role.BrightText: tokens.error,
        _Role.Highlight: tokens.selection,
        _Role.HighlightedText: tokens.on_selection,
        _Role.Accent: tokens.selection,
        _Role.Link: tokens.link,
        _Role.LinkVisited: tokens.link,
        _Role.ToolTipBase: tokens.surface,
        _Role.ToolTipText: tokens.text,
        _Role.Light: tokens.hover,
        _Role.Midlight: tokens.line,
        _Role.Mid: tokens.border,
        _Role.Dark: tokens.border,
        _Role.Shadow: tokens.border,
    }.items():
        palette.setColor(role, QColor(colour))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.secondary))
    return palette
