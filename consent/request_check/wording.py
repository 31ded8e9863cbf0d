"""Whether a text speaks of something: the lists of ``resources/vocabulary/wording.toml``."""

import re
from collections.abc import Iterable
from functools import cache

from consent.request import Texts
from datadonor.texts import Language


def speaks_of(text: str, phrases: Iterable[str]) -> bool:
    """Say whether one of the phrases stands in a text, upper and lower case alike."""
    return any(_pattern(phrase).search(text) for phrase in phrases)


def in_both(texts: Texts) -> tuple[tuple[Language, str], ...]:
    """Return a text's two languages, Danish first."""
    return tuple((language, texts.in_language(language)) for language in Language)


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    before = "" if phrase.startswith("*") else r"(?<!\w)"
    after = "" if phrase.endswith("*") else r"(?!\w)"
    words = [re.escape(word) for word in phrase.strip("*").split()]
    return re.compile(before + r"\s+".join(words) + after, re.IGNORECASE)
