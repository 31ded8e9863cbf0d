"""Numbers and answers of a picture in words, beside what ``records.labels`` says. No Qt."""

from datadonor.records.types import sample_type
from datadonor.records.unit_words import shown_unit, written_number, written_value
from datadonor.texts import Language


def code_label(type_name: str, code: str, language: Language) -> str:
    """Return an answer of a type in words; the code as it stands if it has none."""
    known = sample_type(type_name)
    word = None if known is None else known.codes.get(code)
    return code if word is None else word.name.in_language(language)


def amount_label(amount: float, unit: str, language: Language, type_name: str = "") -> str:
    """Return a number with its unit; a count has none."""
    return written_value(amount, unit or None, language, type_name)


def unit_label(unit: str, language: Language, type_name: str = "") -> str:
    """Return what stands beside an axis; empty for a count."""
    return shown_unit(unit or None, language, type_name)


def count_label(number: int, language: Language) -> str:
    """Return a whole number with the language's signs."""
    return written_number(number, language, 0)
