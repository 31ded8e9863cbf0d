"""The conversation about consent as a page: one step at a time, and what belongs to it."""

from ui.pages.consent.page import ConsentPage

__all__ = ["ConsentPage"]
