"""The report on an import in words: counts, what a person should know, what was not read.

Must not know: where it is shown, any value of a file.
"""

import re
from typing import Final

from datadonor.records.labels import format_label
from datadonor.records.unit_words import written_number
from datadonor.sources.found import Unreadable
from datadonor.sources.pipeline import Report
from datadonor.texts import Fact, Language, text

PLACE: Final = re.compile(r"\b(?:byte|item|line|message|part|row)(?= \d)")
"""The words for a place in a file, as importers write them before a number."""


def done_sentence(report: Report, language: Language) -> str:
    """Say what was brought in, and what was there already."""
    return _said(
        "report.done",
        language,
        file=report.file,
        format=format_label(report.format, language),
        added=report.added,
        duplicates=report.duplicates,
    )


def note_sentences(report: Report, language: Language) -> list[str]:
    """Return what the person should know of a file beside that, a sentence for each."""
    return [
        _said(f"note.{note.value}", language, count=count) for note, count in report.notices.items()
    ]


def unreadable_sentence(report: Report, language: Language) -> str | None:
    """Say how much could not be read; nothing if all was."""
    if not report.unreadable_count:
        return None
    return _said("report.unreadable", language, count=report.unreadable_count)


def unreadable_label(unreadable: Unreadable, language: Language) -> str:
    """Return a place that was not read and what is wrong there; ``line 7`` becomes "linje 7"."""
    place = PLACE.sub(lambda found: text(f"importing.place.{found[0]}", language), unreadable.where)
    fault = text(f"importing.fault.{unreadable.fault.value}", language)
    return f"{place}: {fault}" if place else fault


def more_sentence(count: int, language: Language) -> str:
    """Say that there are more places than are shown."""
    return _said("report.more", language, count=count)


def _said(key: str, language: Language, **facts: Fact) -> str:
    shown = {
        name: written_number(fact, language, 0) if isinstance(fact, int) else fact
        for name, fact in facts.items()
    }
    return text(f"importing.{key}", language, **shown)
