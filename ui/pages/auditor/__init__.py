"""The auditor's page: a package, checked without a vault, and what it tells."""

from ui.pages.auditor.page import AuditorPage

__all__ = ["AuditorPage"]
