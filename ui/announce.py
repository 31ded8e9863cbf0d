"""Telling a screen reader what has happened: one function, so that a test can listen.

For results, never for progress ticks (WCAG 2.2, 4.1.3).
"""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str, *, is_urgent: bool = False) -> None:
    """Have a screen reader, if there is one, say a sentence.

    Args:
        widget: Where it happened.
        text: The sentence, as it stands on the screen.
        is_urgent: Whether it may interrupt what is being read.
    """
    event = QAccessibleAnnouncementEvent(widget, text)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if is_urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)
