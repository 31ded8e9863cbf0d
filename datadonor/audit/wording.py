"""Events in words, for the activity list and the terminal."""

from datetime import date
from typing import Final

from datadonor.audit.events import Event
from datadonor.texts import Language, UnknownText, day_text, text

_DAY_LENGTH: Final = 10


def describe_event(event: Event, language: Language) -> str:
    """Return one line that says what happened (``events.KIND`` in the catalogue)."""
    facts = {
        name: _grouped(fact, language) if isinstance(fact, int) else _readable(fact, language)
        for name, fact in event.what.model_dump(mode="json").items()
        if isinstance(fact, int | str)  # no field of an event takes free text
    }
    return text(f"events.{event.kind}", language, **facts)


def role_words(role: str, language: Language) -> str:
    """Return what somebody who helps is to the person, as it stands within a sentence.

    A role that this program does not know is told by its code.
    """
    try:
        return text(f"assistance.role.{role}", language)
    except UnknownText:
        return role


def _readable(fact: str, language: Language) -> str:
    """Write a calendar day as people do; leave everything else as it is."""
    try:
        return day_text(date.fromisoformat(fact), language) if len(fact) == _DAY_LENGTH else fact
    except ValueError:
        return fact


def _grouped(number: int, language: Language) -> str:
    """Write a number as people do: 12.400 in Danish, 12,400 in English."""
    written = f"{number:,}"
    return written.replace(",", ".") if language is Language.DANISH else written
