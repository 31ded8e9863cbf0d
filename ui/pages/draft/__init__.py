"""The page where a researcher writes, checks and signs a request."""

from ui.pages.draft.page import DraftPage

__all__ = ["DraftPage"]
