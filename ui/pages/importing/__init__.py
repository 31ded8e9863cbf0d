"""Bringing files in: choose, see what was recognised, settle, bring in, see what came of it."""

from ui.pages.importing.page import ImportPage

__all__ = ["ImportPage"]
