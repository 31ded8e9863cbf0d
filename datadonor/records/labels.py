"""What a person calls a category, a type, a format and a source.

For eyes only: what is stored or answered to a script keeps our own names. Must not know
where it is shown.
"""

from datadonor.records.categories import CategoryId, category
from datadonor.records.deleting import UNSORTED_WORD
from datadonor.records.document_words import document_word
from datadonor.records.episodes import episode_kind
from datadonor.records.sample import DeviceClass, Source
from datadonor.records.types import sample_type
from datadonor.texts import Language, catalogue, text


def category_label(name: CategoryId, language: Language) -> str:
    """Return what a person calls a category; also what the vocabulary lacks has a name."""
    known = category(name)
    return text("records.unsorted", language) if known is None else known.name.in_language(language)


def category_word(name: CategoryId) -> str:
    """Return a category's id; ``unsorted`` for what the vocabulary lacks."""
    return name or UNSORTED_WORD


def name_label(name: str, language: Language) -> str:
    """Return what a person calls a type, or a kind of episode or document; else its name."""
    known = sample_type(name) or episode_kind(name)
    return document_word(name, language) if known is None else known.name.in_language(language)


def format_label(name: str, language: Language) -> str:
    """Return what a person calls a format; its name if it has no words any more."""
    key = f"importing.format.{name}"
    return text(key, language) if key in catalogue() else name


def source_label(source: Source, language: Language) -> str:
    """Return what a person calls a source: its name, and the class of device if it is known.

    A file without a name for its source is given one by us; those have words of their own.
    """
    words = f"records.source.{source.name}"
    if words in catalogue():
        return text(words, language)
    if source.device is DeviceClass.UNKNOWN:
        return source.name
    return f"{source.name} ({text(f'records.device.{source.device.value}', language)})"
