"""The page where a researcher receives what citizens give."""

from ui.pages.bundles.page import BundlesPage

__all__ = ["BundlesPage"]
