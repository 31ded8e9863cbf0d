"""A researcher's overview."""

from ui.pages.researcher.page import ResearcherPage

__all__ = ["ResearcherPage"]
