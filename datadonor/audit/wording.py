"""Events in words, for the activity list and the terminal."""

from datadonor.audit.events import Event
from datadonor.texts import Language, text


def describe_event(event: Event, language: Language) -> str:
    """Return one line that says what happened (``events.KIND`` in the catalogue)."""
    numbers = {
        name: _grouped(number, language)
        for name, number in event.what.model_dump(mode="json").items()
        if isinstance(number, int)
    }
    return text(f"events.{event.kind}", language, **numbers)


def _grouped(number: int, language: Language) -> str:
    """Write a number as people do: 12.400 in Danish, 12,400 in English."""
    written = f"{number:,}"
    return written.replace(",", ".") if language is Language.DANISH else written
