"""Sending what was confirmed, and what has been sent."""

from ui.pages.sending.page import SendingPage

__all__ = ["SendingPage"]
