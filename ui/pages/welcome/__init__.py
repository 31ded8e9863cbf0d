"""First run: five steps from nothing to a vault of one's own."""

from ui.pages.welcome.page import WelcomePage

__all__ = ["WelcomePage"]
