"""Exactly what leaves the computer, before it leaves."""

from ui.pages.preview.page import PreviewPage

__all__ = ["PreviewPage"]
