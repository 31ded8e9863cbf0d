"""My data: what is in the vault, as plots and tables, down to the single record."""

from ui.pages.data.page import DataPage

__all__ = ["DataPage"]
