"""Events in words, for the activity list and the terminal."""

from datadonor.audit.events import Event
from datadonor.texts import Language, text


def describe_event(event: Event, language: Language) -> str:
    """Return one line that says what happened (``events.KIND`` in the catalogue)."""
    facts = {
        name: _grouped(fact, language) if isinstance(fact, int) else fact
        for name, fact in event.what.model_dump(mode="json").items()
        if isinstance(fact, int | str)  # no field of an event takes free text
    }
    return text(f"events.{event.kind}", language, **facts)


def _grouped(number: int, language: Language) -> str:
    """Write a number as people do: 12.400 in Danish, 12,400 in English."""
    written = f"{number:,}"
    return written.replace(",", ".") if language is Language.DANISH else written
