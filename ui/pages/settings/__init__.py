"""The settings: few, each on a screen of its own."""

from ui.pages.settings.page import SettingsPage

__all__ = ["SettingsPage"]
