"""What may stand in a request's texts: words that a person can see, and ids.

Nothing in a request can hide from whoever reads it: no control characters, no invisible
ones, none that turn the direction of writing.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Final

import rfc8785
from pydantic import AfterValidator, BeforeValidator, JsonValue, StringConstraints

_UNSEEN: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
"""Unicode's classes of characters that are not seen: controls, direction, zero width."""

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _is_seen(text: str, allowed: str) -> bool:
    return all(
        character in allowed or unicodedata.category(character) not in _UNSEEN for character in text
    )


def _readable(text: str) -> str:
    if not _is_seen(text, "\n"):
        msg = "control, invisible or direction-changing character"
        raise ValueError(msg)
    if not text.strip():
        msg = "nothing to read"
        raise ValueError(msg)
    return text


def _readable_line(text: str) -> str:
    if "\n" in text:
        msg = "more than one line"
        raise ValueError(msg)
    return _readable(text)


def _without_surprises(document: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Refuse what RFC 8785 cannot write and read again, and characters that are not seen."""
    rfc8785.dumps(json.loads(rfc8785.dumps(document)))
    if not all(_is_seen(text, "\n\r\t") for text in _strings(document)):
        msg = "control, invisible or direction-changing character"
        raise ValueError(msg)
    return document


def _strings(value: JsonValue) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _day(value: object) -> object:
    """Read a day as it is written, and nothing else.

    By itself pydantic takes seconds since 1970 for a date, even as text.
    """
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        msg = "not YYYY-MM-DD"
        raise ValueError(msg)
    return date.fromisoformat(value)


Day = Annotated[date, BeforeValidator(_day)]
"""A calendar day, in JSON as ``YYYY-MM-DD``."""

IDENTIFIER: Final = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
Identifier = Annotated[str, StringConstraints(pattern=IDENTIFIER)]
"""Letters, digits, dot, underscore, hyphen; safe in a file name and a URL."""

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]

Line = Annotated[
    str, StringConstraints(min_length=1, max_length=500), AfterValidator(_readable_line)
]
"""One short text on one line. Nothing in it can hide or turn round what a person reads."""

Prose = Annotated[
    str, StringConstraints(min_length=1, max_length=20_000), AfterValidator(_readable)
]
"""A longer text; may have line breaks."""

Questionnaire = Annotated[dict[str, JsonValue], AfterValidator(_without_surprises)]
"""A FHIR R4 Questionnaire as it came; ``consent.request_check`` says whether it is one."""
