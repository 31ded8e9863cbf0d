"""What the conversation calls things, and how it writes numbers."""

from consent.agreement import item_name
from consent.request import Demographic, Item, OptionId, ProjectRequest
from datadonor.texts import Language, text


def item_label(request: ProjectRequest, item: Item, language: Language) -> str:
    """Return what an item is called; with its id where another one is called the same."""
    name = item_name(item, language)
    is_alone = sum(each.category == item.category for each in request.items) == 1
    return name if is_alone else f"{name} ({item.id})"


def demographic_label(which: Demographic, language: Language) -> str:
    """Return what one thing about the person is called, with a capital."""
    return _with_capital(text(f"request_words.demographics.{which}", language))


def option_label(option: OptionId, language: Language) -> str:
    """Return what an option is about, with a capital."""
    return _with_capital(text(f"request_words.options.{option}", language))


def count_in_words(count: int, language: Language) -> str:
    """Return a number as a person writes it: 12.400 in Danish, 12,400 in English."""
    written = f"{count:,}"
    return written.replace(",", ".") if language is Language.DANISH else written


def _with_capital(words: str) -> str:
    return words[:1].upper() + words[1:]
