"""The consent on paper: printing the form, and entering a filled one."""

from ui.pages.paper.page import PaperPage

__all__ = ["PaperPage"]
